"""``servicebook rename``: every mention changes, not a byte of anything else, and all of it or nothing."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.rotas import rota, weeks
from tests.source.test_file_changes import everything
from tests.support import HR, IT, REPOSITORY, SMALL, make_catalog, opened, permissions_hold, run, told, write

from servicebook.documents.renaming import place_of
from servicebook.model.promises import AgreementState, state_of

DAY = ("--today", "2026-09-01")
FORMER = re.compile(rb", former_ids: \[[^\]]*\]|^ *former_ids: \[[^\]]*\]\r?\n", re.MULTILINE)

# In each file, «old|new» is what is to change.
SERVICE = {
    f"{IT}/services/repair.yml": "name: Repair  # it/repair\nsummary: We mend it.\nroles: {owner: it/lead}\ntargets: [{measure: response_time, within: 4 hours}]\nfaqs:\n  - {question: Why?, answer: 'See [this](faq:«it/repair|it/fix»/why).'}\n",
    f"{IT}/services/loan.yml": "\ufeffname: Loan\r\nsummary: It/repair, it/repair and service:it/repair are words.\r\nroles: {owner: it/lead}\r\ntargets: [{measure: response_time, within: 4 hours}]\r\nnot_for:\r\n  - {text: x, use: '«it/repair|it/fix»'}  # not it/repair\r\ndepends_on: [{service: &r «it/repair|it/fix», for: it/repair}, {service: it/repair-shop}]\r\nreplaced_by: *r\r\n",
    f"{IT}/services/repair-shop.yml": (
        "name: Shop\nsummary: Shop.\nroles: {owner: it/lead}\ntargets: [{measure: response_time, within: 4 hours}]\n"
        "description: |\n  [a](service:«it/repair|it/fix») [b](service:it/repair-shop) `[c](service:it/repair)`\n"
        "  [d](<service:«it/repair|it/fix»>) <service:«it/repair|it/fix»> service:it/repair [e][e]\n\n"
        "  [e]: service:«it/repair|it/fix»\n"
        "faqs:\n"
        "  - question: How?\n    answer: >-\n      Ask [for\n      it](service:«it/repair|it/fix»), or [for it](service:«it/repair|it/fix» \"it/repair\").\n"
        '  - {question: When?, answer: "\\u0041 [x](service:«it/repair|it/fix») \\\n      [y](service:«it/repair|it/fix»)"}\n'
    ),
    "catalog/kudos.yml": "- {from: department:hr, to: person:ana, about: «it/repair|it/fix», text: 'it/repair', on: 2026-01-01}\n",
    "catalog/notices/late.yml": "title: Late\neffect: delayed\nfrom: 2026-08-01\naffects:\n  services:\n    # it/repair\n    - «it/repair|it/fix»\n",
    "catalog/journeys/start.yml": "name: S\nsummary: S.\nsteps:\n- {id: repair, title: R, service: «it/repair|it/fix»}\n",
    "catalog/results/it/2026.yml": "2026-02:\n  results:\n    # it/repair\n    - {service: «it/repair|it/fix», measure: response_time, counted: 9, kept: 9}   # it/repair\n  notes: {«it/repair|it/fix»: 'See [it](service:«it/repair|it/fix»), it/repair.'}\n",
    "site_config/organization.yml": "name: O\nfeatured: [ «it/repair|it/fix» ]\n",
    "site_config/rules.yml": "waivers:\n- {code: no-owner, path: catalog/departments/it/services/«repair|fix».yml, reason: it/repair}\n",
    "site_config/pages/help/index.md": "[r](../services/«it/repair|it/fix»/index.md#why), [s](../services/it/repair-shop/index.md) and `../services/it/repair/`\r\n",
    "site_config/pages/services/x.md": "[r](../services/«it/repair|it/fix»/index.md), [s](it/repair/index.md)",
}  # fmt: skip
ROTA = rota(weeks("ana", "20260803T080000", "20260817T080000"))
DEPARTMENT = {
    f"{IT}/department.yml": "name: IT\nsummary: it\nhead: «it|ict»/lead\nsupport_hours: office\nmeetings: [{what: W, with: [«it|ict», '«it|ict»/lead', hr]}]\n",
    f"{IT}/roles.yml": "lead:\n  title: Lead of it\n  holders: [ana]\n  deputies: [ben]\n\n# it/two\ntwo: {title: Two, reports_to: «it|ict»/lead, holders: [ana], deputies: [ben]}\n",
    f"{IT}/services/repair.yml": "name: Repair\nsummary: We mend it.\nroles: {owner: «it|ict»/lead}\nescalation: [{role: «it|ict»/two}]\nhandoffs: [{id: it, by: «it|ict», does: it, within: 1 hour}]\ntargets: [{measure: response_time, within: 4 hours}]\n",
    f"{IT}/faqs.yml": "- question: Why?\n  answer: '[d](department:«it|ict») [r](role:«it|ict»/lead) [f](faq:«it|ict»/why)'\n",
    f"{IT}/README.md": "it\n",
    f"{IT}/rotas/lead.ics": ROTA,
    "catalog/absences.yml": "- {person: ben, from: 2026-01-01, until: 2026-01-02, stands_in: ana}  # it\n",
    f"{HR}/department.yml": "name: HR\nsummary: People.\nhead: hr/head\npart_of: «it|ict»\n",
    "catalog/agreements/it-hr.yml": "provider: «it|ict»\ncustomer: hr\ncovers: [«it|ict»/repair]\n",
    "catalog/kudos.yml": "- {from: department:«it|ict», to: 'department:hr', text: it, on: 2026-01-01}\n",
    "catalog/results/it/2026.yml": "2026-02:\n  results:\n    - {service: «it|ict»/repair, measure: response_time, counted: 9, kept: 9}\n  notes: {«it|ict»/repair: It was hot.}\n",
    "catalog/results/it/2025.yml": "2025:\n  results: []\n",
    "site_config/organization.yml": "name: it\nservice_desk: «it|ict»\n",
    "site_config/rules.yml": "waivers: [{code: no-owner, path: 'catalog/departments/«it|ict»/**', reason: it}]\n",
    "site_config/pages/x.md": "[d](departments/«it|ict»/index.md) [m](./map/«it|ict»/index.md#hr) [s](services/«it|ict»/repair/index.md)\n",
}  # fmt: skip
ROLE = {
    f"{IT}/department.yml": "name: IT\nsummary: Devices.\nhead: «it/lead|it/boss»\nsupport_hours: office\n",
    f"{IT}/roles.yml": "# lead\n? «lead|boss»\n: title: lead\n  holders: [ana]  # lead\n  deputies: [ben]\ntwo: {title: Two, reports_to: «it/lead|it/boss», holders: [ana], deputies: [ben]}\n",
    f"{IT}/services/repair.yml": SMALL[f"{IT}/services/repair.yml"].replace("it/lead", "«it/lead|it/boss»") + "escalation: [{role: it/two}]\n",
    f"{IT}/rotas/lead.ics": ROTA,
    "catalog/absences.yml": "- {person: ben, from: 2026-01-01, until: 2026-01-02, stands_in: ana}  # lead\n",
}  # fmt: skip
PERSON = {
    "catalog/people.yml": "'«ana|no»': {name: Ana}\nben: {name: ana}\n",
    f"{IT}/roles.yml": "lead: {title: ana, holders: [«ana|\"no\"»], deputies: [{person: '«ana|no»', interim: true}, ben]}\n",
    "catalog/kudos.yml": "- {from: «person:ana|person:no», to: person:ben, text: ana, on: 2026-01-01}\n",
    "catalog/absences.yml": "- {person: ben, from: 2026-01-01, until: 2026-01-02, stands_in: '«ana|no»'}  # ana\n",
}  # fmt: skip
CASES = {
    "service": (SERVICE, "it/repair", "it/fix"),
    "department": (DEPARTMENT, "it", "ict"),
    "role": (ROLE, "it/lead", "it/boss"),
    "person": (PERSON, "ana", "no"),
}


def split(files: dict[str, str], number: int) -> dict[str, str]:
    """The files before (0), or after (1)."""
    return {
        path: re.sub("«([^|»]*)\\|([^»]*)»", lambda found: found[number + 1], text)
        for path, text in files.items()
    }


def rename(root: Path, *args: str) -> tuple[int, str, str]:
    done = run("rename", *args, "--root", str(root), *DAY)
    return done.returncode, done.stdout, done.stderr


def without_former(files: dict[str, bytes | None]) -> dict[str, bytes]:
    return {path: FORMER.sub(b"", content) for path, content in files.items() if content is not None}


def place(path: str, kind: str) -> str:
    if kind == "service":
        return path.replace("services/repair.yml", "services/fix.yml")
    if kind == "role":
        return path.replace("rotas/lead.ics", "rotas/boss.ics")
    if kind != "department":
        return path
    return path.replace(IT, "catalog/departments/ict").replace("results/it/", "results/ict/")


@pytest.mark.parametrize("kind", CASES)
def test_every_mention_changes_and_nothing_else(tmp_path: Path, kind: str) -> None:
    files, old, new = CASES[kind]
    root = make_catalog(tmp_path, split(files, 0), base=SMALL)
    before = everything(root)
    was = sorted(problem.code for problem in opened(root).problems)
    status, out, err = rename(root, old, new)
    assert (status, err) == (0, "")
    assert out.startswith(f"{kind} {old} is now {new}.\n")
    wanted = {place(path, kind): text.encode() for path, text in {**SMALL, **split(files, 1)}.items()}
    assert without_former(everything(root)) == wanted
    assert sorted(problem.code for problem in opened(root).problems) == was
    assert rename(root, f"{kind}:{new}", old)[0] == 0
    again = everything(root)
    assert again.keys() == before.keys()
    changed = {path: FORMER.sub(b"", content) for path, content in again.items() if content is not None}
    original = {path: content for path, content in before.items() if content is not None}
    if kind == "person":  # a name that YAML 1.1 takes for something else is put into quotes, and these stay
        changed[f"{IT}/roles.yml"] = changed[f"{IT}/roles.yml"].replace(b'"ana"', b"ana")
    assert changed == original


def test_old_ids_lead_to_the_new_ones(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, split(DEPARTMENT, 0), base=SMALL)
    rename(root, "it", "ict")
    catalog = opened(root).catalog
    assert catalog.departments["ict"].former_ids == ("it",)
    assert catalog.services["ict/repair"].former_ids == ("it/repair",)
    assert {role: catalog.roles[role].former_ids for role in ("ict/lead", "ict/two")} == {
        "ict/lead": ("it/lead",),
        "ict/two": ("it/two",),
    }
    rename(root, "ict", "tech")
    assert opened(root).catalog.services["tech/repair"].former_ids == ("it/repair", "ict/repair")
    rename(root, "tech", "it")
    assert opened(root).catalog.services["it/repair"].former_ids == ("tech/repair", "ict/repair")


def test_agreement_that_was_accepted_is_still_accepted(tmp_path: Path) -> None:
    text = "provider: it\ncustomer: hr\ncovers: [it/repair]\n"
    root = make_catalog(tmp_path, {"catalog/agreements/it-hr.yml": text}, base=SMALL)
    for party, by in (("it", "it/lead"), ("hr", "hr/head")):
        run("accept", "it-hr", "--party", party, "--by", by, "--root", str(root), *DAY)
    assert rename(root, "it", "ict")[0] == 0
    assert rename(root, "ict/repair", "ict/fix")[0] == 0
    result = opened(root)
    assert [told(problem) for problem in result.problems] == []
    assert state_of(result.catalog, result.catalog.agreements["it-hr"]) is AgreementState.IN_FORCE


def test_service_moves_to_another_department(tmp_path: Path) -> None:
    head = SMALL[f"{HR}/department.yml"] + "channels: [{type: desk, place: Floor 3}]\n"
    root = make_catalog(tmp_path, {f"{HR}/department.yml": head}, base=SMALL)
    status, _, err = rename(root, "it/repair", "hr/fix")
    fault = '"Repair" has a response time of 4 hours but has no support hours'
    assert (status, err) == (
        2,
        f"servicebook rename: this would cause a new problem: {HR}/services/fix.yml:4:10: {fault}; nothing was changed\n",
    )
    write(root, {f"{HR}/department.yml": head + "support_hours: office\n"})
    assert rename(root, "it/repair", "hr/fix")[0] == 0
    assert not (root / IT / "services/repair.yml").exists()
    text = (root / HR / "services/fix.yml").read_text(encoding="utf-8")
    assert text == SMALL[f"{IT}/services/repair.yml"] + "former_ids: [it/repair]\n"


def test_the_example_organization_comes_back_as_it_was(tmp_path: Path) -> None:
    parts = ("catalog", "site_config")
    for part in parts:
        shutil.copytree(REPOSITORY / part, tmp_path / part)
    before = [without_former(everything(tmp_path / part)) for part in parts]
    for old, new in (("it", "technology"), ("technology", "it")):
        done = run("rename", f"department:{old}", new, "--root", str(tmp_path), "--today", "2026-11-22")
        assert (done.returncode, done.stderr) == (0, "")
    assert [without_former(everything(tmp_path / part)) for part in parts] == before


def test_dry_run_is_a_patch_and_writes_nothing(tmp_path: Path) -> None:
    files, old, new = CASES["department"]
    for name in ("one", "two"):
        make_catalog(tmp_path / name, {**split(files, 0), f"{IT}/x/y.md": "no newline"}, base=SMALL)
        (tmp_path / name / IT / "x/y.md").rename(tmp_path / name / IT / ".note")
        (tmp_path / name / IT / "x").rmdir()
    before = everything(tmp_path)
    status, out, err = rename(tmp_path / "one", old, new, "--dry-run")
    assert (status, err) == (0, "")
    assert everything(tmp_path) == before
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path / "one", check=True)
    subprocess.run(["git", "apply"], cwd=tmp_path / "one", input=out.encode(), check=True)
    shutil.rmtree(tmp_path / "one/.git")
    rename(tmp_path / "two", old, new)
    one, two = everything(tmp_path / "one"), everything(tmp_path / "two")
    assert {p: c for p, c in one.items() if c is not None} == {p: c for p, c in two.items() if c is not None}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ("it/repiar it/x", '"it/repiar" is not the id of anything that can be renamed; did you mean "it/repair"?'),
        ("service:it/lead it/x", '"it/lead" is not a service'),
        ("it/lead it/x --kind service", '"it/lead" is not a service'),
        ("both hr", '"both" is the id of several objects; say which: department:both, person:both'),
        ("role:it/lead it/x --kind service", '"role:it/lead" is not a service'),
        ("faq:it/x it/y", '"faq" cannot be renamed; use one of: service, department, role, person, agreement, journey, notice, calendar, priority, audience, topic, site, principle'),
        ("it/repair x", '"x" is not the full id of a service; write it as <department>/<id>'),
        ("it ict/x", '"ict/x" is not the full id of a department; write it as <id>'),
        ("it nul", '"nul" is a name that Windows reserves for a device; give it another id, for instance "nul-1"'),
        ("it/repair it/com1", '"com1" is a name that Windows reserves for a device; give it another id, for instance "com1-1"'),
        ("it I_T", '"I_T" is not a valid id; call it "i-t"'),
        ("it ../x", '"../x" is not the full id of a department; write it as <id>'),
        ("it/repair ../x", '".." is not a valid id; use lower-case letters, digits and single hyphens, at most 63 characters'),
        ("it it", '"it" is already its id'),
        ("it hr", f'the department id "hr" is taken: {HR}/department.yml:1:1'),
        ("it/repair itt/x", '"itt" is not a department; did you mean "it"?'),
        ("it/repair it/old", '"it/old" is a former id of "hr/pay"; links to it lead there'),
        ("it/old it/x", '"it/old" is now called "hr/pay"'),
        ("it/lead hr/lead", "a role stays in the file of its department; move its lines by hand, and add its old id to former_ids"),
        ("it/repair hr/there", f"{HR}/services/there.yml already exists"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_line_and_nothing_changes(tmp_path: Path, args: str, said: str) -> None:
    files = {
        f"{HR}/services/pay.yml": "name: Pay\nsummary: Pay.\nformer_ids: [it/old]\n",
        "catalog/departments/both/department.yml": "name: B\nsummary: B.\n",
        "catalog/people.yml": SMALL["catalog/people.yml"] + "both: {name: B}\n",
    }
    root = make_catalog(tmp_path, files, base=SMALL)
    (root / HR / "services/there.yml").mkdir()
    before = everything(root)
    assert rename(root, *args.split()) == (2, "", f"servicebook rename: {said}\n")
    assert everything(root) == before


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({f"{HR}/roles.yml": "head: [\n"}, f"{HR}/roles.yml:2:1: "),
        ({f"{HR}/roles.yaml": "head: {}\n"}, f"{HR}/roles.yaml:1:1: "),
        ({f"{IT}/services/x.yml": 'name: X\nsummary: X.\nreplaced_by: "it\\x2frepair"\n'}, f'{IT}/services/x.yml: "it/repair" is written another way there; nothing was changed'),
        ({"site_config/rules.yml": "waivers: [{code: no-promise, path: '**/services/x*', reason: R}, {code: no-promise, path: '**/repair.yml', reason: R}]\n", f"{IT}/services/repair.yml": "name: R\nsummary: R.\nroles: {owner: it/lead}\n"}, f'this would cause a new problem: {IT}/services/fix.yml:1:1: "R" promises nothing; nothing was changed'),
        ({"site_config/pages/x.md": b"\xff"}, "site_config/pages/x.md: the byte 0xff is not UTF-8; save the file as UTF-8"),
    ],
)  # fmt: skip
def test_catalog_that_would_be_worse_after_it_stays(
    tmp_path: Path, files: dict[str, str | bytes], said: str
) -> None:
    root = make_catalog(tmp_path, files, base=SMALL)
    before = everything(root)
    status, out, err = rename(root, "it/repair", "it/fix")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"servicebook rename: {said}")
    assert everything(root) == before


def test_symbolic_links_are_not_led_astray(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    (root / IT / "services/copy.yml").symlink_to("repair.yml")
    assert rename(root, "it/repair", "it/fix") == (
        2, "", f"servicebook rename: {IT}/services/copy.yml is a symbolic link; replace it by a real file first\n",
    )  # fmt: skip


def test_where_writing_fails_everything_is_put_back(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, split(DEPARTMENT, 0), base=SMALL)
    (root / "site_config/organization.yml").chmod(0o444)
    before = everything(root)
    with permissions_hold():
        done = run("rename", "it", "ict", "--root", str(root), *DAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "servicebook rename: cannot write site_config/organization.yml: Permission denied; nothing was changed\n"
    )
    assert everything(root) == before


def test_places_are_counted_by_file(tmp_path: Path) -> None:
    files = {
        f"{HR}/department.yml": "name: HR\nsummary: People.\nhead: hr/head\ndescription: '[x](service:it/repair)'\n"
    }
    root = write(
        make_catalog(tmp_path, files, base=SMALL),
        {
            "catalog/notices/n.yml": "title: N\neffect: delayed\nfrom: 2026-08-01\naffects: {services: [it/repair]}\ntext: '[x](service:it/repair)'\n"
        },
    )
    assert rename(root, "it/repair", "it/fix")[1] == (
        "service it/repair is now it/fix.\n"
        f"{IT}/services/repair.yml -> {IT}/services/fix.yml\n"
        f"{HR}/department.yml: 1 place\n"
        f"{IT}/services/fix.yml: 1 place\n"
        "catalog/notices/n.yml: 2 places\n"
    )


@pytest.mark.parametrize("kind", CASES)
def test_what_was_moved_by_hand_gets_the_rest_done(tmp_path: Path, kind: str) -> None:
    """The result is that of the command."""
    files, old, new = CASES[kind]
    one, two = (make_catalog(tmp_path / name, split(files, 0), base=SMALL) for name in ("one", "two"))
    assert rename(one, old, new)[0] == 0
    move_by_hand(two, kind, old, new)
    status, out, err = rename(two, f"{kind}:{old}", new)
    assert (status, err) == (0, "")
    assert "already; what mentions it is corrected" in out
    assert everything(one) == everything(two)


def move_by_hand(root: Path, kind: str, old: str, new: str) -> None:
    if kind in ("service", "department"):
        here, there = place_of(kind, old), place_of(kind, new)
        assert here
        assert there
        (root / there).parent.mkdir(parents=True, exist_ok=True)
        (root / here).rename(root / there)
        return
    path = root / (f"{IT}/roles.yml" if kind == "role" else "catalog/people.yml")
    key, own = old.rpartition("/")[2], new.rpartition("/")[2]
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(rf"(?m)^(\? |')?{key}\b", lambda found: (found[1] or "") + own, text, count=1),
        encoding="utf-8",
    )


def test_what_was_moved_by_hand_is_a_patch_too(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, SERVICE_IN_USE, base=SMALL)
    (root / IT / "services/repair.yml").rename(root / IT / "services/mend.yml")
    before = everything(root)
    status, out, _ = rename(root, "it/repair", "it/mend", "--dry-run")
    assert (status, "rename from" in out, "+former_ids: [it/repair]" in out) == (0, False, True)
    assert everything(root) == before


def test_what_nobody_refers_to_was_not_moved(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    (root / IT / "services/repair.yml").rename(root / IT / "services/mend.yml")
    status, _, err = rename(root, "service:it/repair", "it/mend")
    assert (status, err) == (2, 'servicebook rename: "it/repair" is not a service\n')


SERVICE_IN_USE = {
    f"{IT}/services/loan.yml": "name: Loan\nsummary: X.\nroles: {owner: it/lead}\ntargets: [{measure: response_time, within: 4 hours}]\ndepends_on: [{service: it/repair}]\n",
    "catalog/agreements/it-hr.yml": "provider: it\ncustomer: hr\ncovers: [it/repair]\n",
}


def test_a_service_that_leaves_its_agreement_behind_is_led_out_of_it_first(tmp_path: Path) -> None:
    """What ``check`` says to do can be done, in that order, and mends it all."""
    hr = {
        f"{HR}/department.yml": SMALL[f"{HR}/department.yml"]
        + "support_hours: office\nchannels: [{type: desk, place: X}]\n"
    }
    root = make_catalog(
        tmp_path,
        {
            **SERVICE_IN_USE,
            **hr,
            f"{IT}/services/x.yml": SERVICE_IN_USE[f"{IT}/services/loan.yml"].replace("Loan", "X"),
        },
        base=SMALL,
    )
    (root / HR / "services").mkdir()
    (root / IT / "services/repair.yml").rename(root / HR / "services/repair.yml")
    (problem,) = [one for one in opened(root).problems if one.severity == "error"]
    assert problem.hint == (
        f'move it back to {IT}/services/repair.yml, since its roles are those of "it"; or take "it/repair" out of '
        'catalog/agreements/it-hr.yml, an agreement of "it"; then run: servicebook rename service:it/repair hr/repair, '
        "which corrects the references"
    )
    status, _, err = rename(root, "service:it/repair", "hr/repair")
    assert status == 2
    assert '"hr/repair" is not a service of the provider it; remove it from covers:' in err
    (root / "catalog/agreements/it-hr.yml").unlink()
    assert rename(root, "service:it/repair", "hr/repair")[0] == 0
    assert opened(root).errors == 0
