"""A second import brings a catalog in line with its source: nothing is doubled, lost or moved in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import run, write

FIRST = """\
Name;Department;Summary;Owner
Passports;Citizens' Office;We issue passports.;Counter lead
Parking permits;Citizens' Office;We issue permits.;Counter lead
Burials;Parks;We bury.;Parks lead
Street trees;Parks;We plant trees.;Parks lead
"""
"""What the town's list says first."""


def run_import(folder: Path, text: str, *options: str) -> tuple[int, str]:
    write(folder / "source", {"services.csv": text})
    done = run(
        "import", "csv", str(folder / "source"), str(folder / "root"), "--today", "2026-11-26", *options
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def town(tmp_path: Path) -> Path:
    status, out = run_import(tmp_path, FIRST)
    assert status == 0, out
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    root = folder / "root"
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_the_same_source_changes_nothing_whatever_the_order_of_rows(town: Path, tmp_path: Path) -> None:
    before = files(town)
    head, *rows = FIRST.splitlines(keepends=True)
    status, out = run_import(town, head + "".join(reversed(rows)))
    assert (status, out.partition(":")[0]) == (0, "Nothing to write")
    assert files(town) == before
    other = tmp_path / "other"
    assert run_import(other, head + "".join(reversed(rows)))[0] == 0
    assert files(other) == before


def test_a_service_of_another_department_moves_with_all_that_was_written_by_hand(town: Path) -> None:
    root = town / "root"
    service = root / "catalog/departments/parks/services/burials.yml"
    service.write_text(
        service.read_text(encoding="utf-8") + "# ask Ines\nfaqs:\n  - {question: When?, answer: Soon.}\n",
        encoding="utf-8",
    )
    write(root, {
        "catalog/journeys/farewell.yml": "name: Farewell\nsummary: Somebody died.\nstarts_with: [parks/burials]\n"
        "steps:\n  - {id: bury, title: Burial, service: parks/burials}\n",
        "site_config/pages/more.md": "See [burials](services/parks/burials/index.md).\n",
    })  # fmt: skip
    journey = "catalog/journeys/farewell.yml"
    text = (root / journey).read_text(encoding="utf-8").replace("starts_with: [parks/burials]\n", "")
    (root / journey).write_text(text, encoding="utf-8")
    moved = FIRST.replace("Burials;Parks;", "Burials;Citizens' Office;").replace(
        "bury.;Parks lead", "bury.;Counter lead"
    )
    before = files(town)
    status, out = run_import(town, moved, "--dry-run")
    assert status == 0 and "moved: service parks/burials -> citizens-office/burials\n" in out, out
    assert files(town) == before
    status, out = run_import(town, moved)
    assert status == 0 and "moved: service parks/burials -> citizens-office/burials\n" in out, out
    after = files(town)
    assert "catalog/departments/parks/services/burials.yml" not in after
    now = after["catalog/departments/citizens-office/services/burials.yml"].decode()
    assert "# ask Ines\n" in now
    assert "former_ids: [parks/burials]" in now
    assert "citizens-office/counter-lead" in now
    assert b"service: citizens-office/burials" in after[journey]
    assert (
        after["site_config/pages/more.md"] == b"See [burials](services/citizens-office/burials/index.md).\n"
    )
    assert run_import(town, moved)[1].startswith("Nothing to write")
    assert run("check", "--root", str(root)).returncode == 0


def test_a_move_that_may_be_another_service_is_an_error_that_names_both(town: Path) -> None:
    both = FIRST + "Burials;Citizens' Office;We write letters.;Counter lead\n"
    assert run_import(town, both)[0] == 0
    before = files(town)
    third = (
        FIRST.replace("Burials;Parks;", "Burials;Roads;")
        + "Burials;Citizens' Office;We write letters.;Counter lead\n"
    )
    status, out = run_import(town, third)
    assert status == 1
    assert (
        '"Burials" of roads may be parks/burials, which the source has no more, but others are called so, too'
        in out
    )
    assert "servicebook rename service:parks/burials roads/burials" in out
    assert files(town) == before


def test_what_is_called_otherwise_is_refused_with_the_way_to_rename_it(town: Path) -> None:
    before = files(town)
    renamed = FIRST.replace("Street trees;", "Town trees;")
    status, out = run_import(town, renamed)
    assert status == 1
    assert (
        '"Town trees" may be service parks/street-trees ("Street trees"), which is not in the source' in out
    )
    assert "servicebook rename service:parks/street-trees parks/town-trees" in out
    assert files(town) == before
    root = str(town / "root")
    assert run("rename", "service:parks/street-trees", "parks/town-trees", "--root", root).returncode == 0
    status, out = run_import(town, renamed)
    assert status == 0
    assert 'name changed: service parks/town-trees: "Street trees" -> "Town trees"\n' in out
    assert [path for path in files(town) if path.endswith("trees.yml")] == [
        "catalog/departments/parks/services/town-trees.yml"
    ]


def test_what_is_gone_is_listed_marked_or_deleted_as_asked(town: Path) -> None:
    fewer = FIRST.replace("Street trees;Parks;We plant trees.;Parks lead\n", "")
    trees = "catalog/departments/parks/services/street-trees.yml"
    before = files(town)
    status, out = run_import(town, fewer)
    assert status == 0
    assert "not in the source: service parks/street-trees (Street trees); it stays\n" in out
    assert files(town) == before
    status, out = run_import(town, fewer, "--prune=delete")
    assert "not in the source: service parks/street-trees (Street trees); deleted\nNext:" in out
    assert {*before} - {*files(town)} == {trees}
    assert run_import(town, FIRST)[0] == 0
    assert files(town) == before
    status, out = run_import(town, fewer, "--prune")
    assert (status, files(town)[trees]) == (0, before[trees] + b"lifecycle: retired\n")
    assert run_import(town, fewer)[1].startswith("Nothing to write")
    assert "street-trees" not in run_import(town, fewer)[1]
    assert (
        "note: service parks/street-trees is in the source, and past in the catalog"
        in run_import(town, FIRST)[1]
    )


def test_what_others_still_need_is_not_deleted(town: Path) -> None:
    notice = (
        "title: Storm\ntext: Trees fall.\naffects: {services: [parks/street-trees]}\n"
        "effect: closed\nfrom: 2026-11-20\nuntil: 2026-12-20\n"
    )
    write(town / "root", {"catalog/notices/storm.yml": notice})
    fewer = FIRST.replace("Street trees;Parks;We plant trees.;Parks lead\n", "")
    before = files(town)
    status, out = run_import(town, fewer, "--prune=delete")
    assert status == 1, out
    assert "catalog/notices/storm.yml:3:22: error[unknown-service]" in out
    assert files(town) == before


def test_people_are_known_by_their_addresses_and_marked_with_the_day(tmp_path: Path) -> None:
    source = {
        "services.csv": FIRST,
        "people.csv": "name,email\nKim Li,kim@example.org\nKim Li,kim2@example.org\nBo Ek,bo@example.org\n",
    }
    write(tmp_path / "source", source)
    call = ["import", "csv", str(tmp_path / "source"), str(tmp_path / "root"), "--today", "2026-11-26"]
    assert run(*call).returncode == 0
    assert run(*call).stdout.startswith("Nothing to write")
    source["people.csv"] = "name,email\nKim Lee,kim2@example.org\nKim Li,kim@example.org\n"
    write(tmp_path / "source", source)
    done = run(*call, "--prune")
    assert done.returncode == 0, done.stdout
    assert 'name changed: person kim-li: "Kim Li" -> "Kim Lee"' in done.stdout
    people = files(tmp_path)["catalog/people.yml"].decode()
    assert "bo-ek: {name: Bo Ek, email: bo@example.org, left_on: 2026-11-26}\n" in people


def test_a_role_moves_from_file_to_file_with_its_comments(tmp_path: Path) -> None:
    roles = "id,department,title\nlead,Roads,Road lead\nclerk,Roads,Clerk\nhead,Parks,Park head\n"
    services = "name,department,owner\nTar,Roads,Road lead\nMow,Parks,Park head\n"
    write(tmp_path / "source", {"roles.csv": roles, "services.csv": services})
    call = ["import", "csv", str(tmp_path / "source"), str(tmp_path / "root")]
    assert run(*call).returncode == 0
    by_hand = (
        "# roads\nlead:\n  title: Road lead\n  # since May\n  summary: Leads.\n\nclerk: {title: Clerk}\n"
    )
    write(tmp_path / "root", {"catalog/departments/roads/roles.yml": by_hand})
    write(
        tmp_path / "source",
        {
            "roles.csv": roles.replace("lead,Roads", "lead,Parks"),
            "services.csv": services.replace("Road lead", "parks/lead"),
        },
    )
    done = run(*call)
    assert done.returncode == 0, done.stdout
    assert "moved: role roads/lead -> parks/lead\n" in done.stdout
    after = files(tmp_path)
    assert after["catalog/departments/roads/roles.yml"].decode() == "# roads\n\nclerk: {title: Clerk}\n"
    assert (
        after["catalog/departments/parks/roles.yml"]
        .decode()
        .endswith("lead:\n  title: Road lead\n  # since May\n  summary: Leads.\n  former_ids: [roads/lead]\n")
    )
    assert b"owner: parks/lead" in after["catalog/departments/roads/services/tar.yml"]


def test_prune_needs_a_catalog(tmp_path: Path) -> None:
    status, out = run_import(tmp_path, FIRST, "--prune")
    assert (status, out.count("\n")) == (2, 1)
