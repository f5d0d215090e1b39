"""``rename`` corrects what leads to a department that was removed once another one has its objects."""

from __future__ import annotations

from pathlib import Path

from tests.support import HR, IT, SMALL, errors, make_catalog, run

ASKING = {
    f"{HR}/services/joining.yml": (
        "name: Joining\nsummary: X.\nroles: {owner: hr/head}\ndescription: See [us](department:fleet).\n"
        "depends_on: [{service: fleet/van}]\nescalation: [{role: fleet/lead}]\n"
    )
}
VAN = {f"{IT}/services/van.yml": "name: Van\nsummary: A van.\nroles: {owner: fleet/lead}\n"}
LEAD = {f"{IT}/roles.yml": SMALL[f"{IT}/roles.yml"] + "chief: {title: Chief, holders: [ana]}\n"}
DRIVER = {
    f"{HR}/services/joining.yml": ASKING[f"{HR}/services/joining.yml"].replace("fleet/lead", "fleet/chief")
}
THERE = {**DRIVER, **LEAD, f"{IT}/services/van.yml": VAN[f"{IT}/services/van.yml"].replace("/lead", "/chief")}


def rename(root: Path, old: str, new: str) -> tuple[int, str, str]:
    done = run("rename", old, new, "--root", str(root), "--today", "2026-09-01")
    return done.returncode, done.stdout, done.stderr


def test_all_of_the_department_is_corrected_at_once(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, THERE, base=SMALL)
    assert errors(root) != []
    status, out, err = rename(root, "department:fleet", "it")
    assert (status, err) == (0, "")
    assert out.startswith("department fleet is now it.\n")
    assert errors(root) == []
    assert "former_ids: [fleet/van]" in (root / f"{IT}/services/van.yml").read_text(encoding="utf-8")
    assert "depends_on: [{service: it/van}]" in (root / f"{HR}/services/joining.yml").read_text(
        encoding="utf-8"
    )


def test_one_object_after_the_other(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, THERE, base=SMALL)
    assert rename(root, "service:fleet/van", "it/van")[0] == 0
    assert rename(root, "role:fleet/chief", "it/chief")[0] == 0
    joining = (root / f"{HR}/services/joining.yml").read_text(encoding="utf-8")
    assert joining.count("fleet") == 1  # the department itself


def test_what_is_nowhere_yet_is_to_be_put_there_first(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {**DRIVER, **LEAD}, base=SMALL)
    said = "neither fleet/van nor it/van is there: first put it into catalog/departments/it/services/van.yml"
    for old, new in (("service:fleet/van", "it/van"), ("department:fleet", "it")):
        assert rename(root, old, new) == (2, "", f"servicebook rename: {said}\n")
