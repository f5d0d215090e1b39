"""``servicebook rename`` for what is neither a service nor a department, role or person: settings, and files alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.test_rename import rename, split
from tests.source.test_file_changes import everything
from tests.support import HR, IT, SMALL, make_catalog, opened

OFFICE = 'office:\n  name: Office\n  open: {mon: ["09:00-17:00"]}\n'
REPAIR = "name: Repair\nsummary: The office.\nroles: {owner: it/lead}\n"
PROMISED = "targets: [{measure: response_time, within: 4 hours}]\n"

# In each file, «old|new» is what is to change.
CASES = {
    "calendar": (
        {
            "site_config/calendars.yml": OFFICE.replace("office:", "«office|desk»:", 1)
            + "late: {name: Late, extends: «office|desk»}\n",
            f"{IT}/department.yml": SMALL[f"{IT}/department.yml"].replace("office", "«office|desk»")
            + "description: The office has [hours](calendar:«office|desk»).\n",
            f"{HR}/department.yml": SMALL[f"{HR}/department.yml"] + "support_hours: late\n",
        },
        "office",
        "desk",
    ),
    "priority": (
        {
            "site_config/priorities.yml": "default: «normal|usual»\npriorities:\n"
            "  high: {name: High}\n  «normal|usual»: {name: Normal}\n",
            f"{IT}/services/repair.yml": REPAIR
            + "targets: [{measure: response_time, priority: «normal|usual», within: 4 hours}]\n",
        },
        "normal",
        "usual",
    ),
    "audience": (
        {
            "site_config/audiences.yml": "# shops\n«shops|stores»: {name: Shops}\nall: {name: All}\n",
            f"{IT}/services/repair.yml": REPAIR + PROMISED + "audience: [all, «shops|stores»]\n",
        },
        "shops",
        "stores",
    ),
    "topic": (
        {
            "site_config/topics.yml": "«money|cash»: {name: Money}\n",
            f"{IT}/services/repair.yml": REPAIR + PROMISED + "topics: [«money|cash»]\n",
            "site_config/pages/x.md": "[m](topics/«money|cash»/index.md)\n",
        },
        "money",
        "cash",
    ),
    "site": (
        {
            "site_config/sites.yml": "«north|annex»: {name: North}\n",
            "catalog/people.yml": "ana: {name: Ana, site: «north|annex»}\nben: {name: Ben}\n",
        },
        "north",
        "annex",
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_an_entry_of_the_settings_is_renamed_with_every_mention(tmp_path: Path, kind: str) -> None:
    files, old, new = CASES[kind]
    root = make_catalog(tmp_path, split(files, 0), base=SMALL)
    was = [problem.code for problem in opened(root).problems]
    status, out, err = rename(root, f"{kind}:{old}", new)
    assert (status, err) == (0, "")
    assert out.startswith(f"{kind} {old} is now {new}.\n")
    after = {path: content for path, content in everything(root).items() if content is not None}
    assert after == {path: text.encode() for path, text in {**SMALL, **split(files, 1)}.items()}
    assert [problem.code for problem in opened(root).problems] == was


@pytest.mark.parametrize("kind", [kind for kind in CASES if kind != "calendar"])
def test_check_leads_to_the_command_that_finishes_a_renaming_by_hand(tmp_path: Path, kind: str) -> None:
    files, old, new = CASES[kind]
    settings = f"site_config/{ {'priority': 'priorities'}.get(kind, f'{kind}s') }.yml"
    used_twice = {f"{HR}/services/{name}.yml": split(files, 0).get(f"{IT}/services/repair.yml", REPAIR)
                  .replace("name: Repair", f"name: {name}") for name in ("one", "two")}  # fmt: skip
    people = f"ana: {{name: Ana, site: {old}}}\nben: {{name: Ben, site: {old}}}\n"
    if kind == "site":
        files = {**files, "catalog/people.yml": people}
    by_hand = split({settings: files[settings]}, 1)[settings]
    by_hand = by_hand.replace(f"default: {new}", f"default: {old}")
    root = make_catalog(tmp_path, {**split(files, 0), **used_twice, settings: by_hand}, base=SMALL)
    (problem,) = (one for one in opened(root).problems if one.severity == "error")
    assert (problem.code, problem.place.path) == (f"unknown-{kind}", settings)
    assert problem.hint is not None
    assert problem.hint.startswith(f'call it "{old}" again')
    assert f"run: servicebook rename {kind}:{old} {new}" in problem.hint
    assert rename(root, f"{kind}:{old}", new)[0] == 0
    assert [one for one in opened(root).problems if one.severity == "error"] == []


@pytest.mark.parametrize(
    ("kind", "path", "text"),
    [
        ("journey", "catalog/journeys/%s.yml", "name: S\nsummary: S.\nsteps: [{id: a, title: R, by: it}]\n"),
        ("agreement", "catalog/agreements/%s.yml", "provider: it\ncustomer: hr\ncovers: [it/repair]\n"),
        (
            "notice",
            "catalog/notices/%s.yml",
            "title: N\neffect: delayed\nfrom: 2026-08-01\naffects: {departments: [it]}\n",
        ),
    ],
)
def test_a_file_is_renamed_with_the_links_to_it(tmp_path: Path, kind: str, path: str, text: str) -> None:
    description = f"description: See [it]({kind}:%s).\n"
    service = SMALL[f"{IT}/services/repair.yml"]
    files = {path % "old": text, f"{IT}/services/repair.yml": service + description % "old"}
    root = make_catalog(tmp_path, files, base=SMALL)
    assert rename(root, f"{kind}:old", "new")[0] == 0
    after = {one: content for one, content in everything(root).items() if content is not None}
    assert path % "old" not in after
    former = b"former_ids: [old]" in after[path % "new"]
    assert former == (kind != "notice")  # a notice has no page whose address would have to stay
    assert after[f"{IT}/services/repair.yml"].decode() == service + description % "new"
