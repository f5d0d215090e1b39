"""``servicebook apply``: what a request asks for is written where it still holds; all else is refused with words."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.kills import tree
from tests.support import HR, IT, SMALL, make_catalog, run

DAY = ("--today", "2026-09-01")
FILES = {
    f"{IT}/services/repair.yml": (
        "# yaml-language-server: $schema=x\nname: Repair # its name\nsummary: 'We mend it.'\n"
        "aliases: [mending, fixing] # what people say\nroles: {owner: it/lead}\n"
        "channels:\n  # the desk first\n  - {type: desk, place: Floor 2}\n  - type: phone # by day\n"
        '    number: "+1 555 0100"\n'
        "# what is promised\ntargets:\n  - {measure: response_time, within: 4 hours}\n"
        "  - {measure: fulfillment_time, within: 3 working days}\nsupport_hours: office\n"
    ),
    f"{IT}/faqs.yml": "- question: Why?\n  answer: So.\n\n- question: How?\n  answer: Well.\n",
    "catalog/people.yml": "# All of us\nana: {name: Ana}\nben: {name: Ben}\n",
}
REPAIR = f"{IT}/services/repair.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_catalog(tmp_path / "root", FILES, base=SMALL)


def ask(root: Path, request: Mapping[str, Any]) -> dict[str, Any]:
    """Apply a request; the answer as JSON, which must agree with the exit status."""
    file = root.parent / "request.json"
    file.write_text(json.dumps({"why": "x", **request}), encoding="utf-8")
    told = run("apply", str(file), "--format", "json", "--root", str(root), *DAY)
    answer: dict[str, Any] = json.loads(told.stdout)
    assert (told.returncode, told.stderr) == (0 if answer["applied"] else 1, "")
    return answer


def said(root: Path, path: str) -> str:
    return (root / path).read_bytes().decode()


def change(path: list[str | int], before: Any, after: Any) -> dict[str, Any]:
    return {"path": path, "from": before, "to": after}


SETS = [
    ([change(["summary"], "We mend it.", "It's mended.")], "'We mend it.'", "'It''s mended.'"),
    ([change(["targets", 1, "within"], "3 working days", "2 working days")], "3 working", "2 working"),
    ([{"path": ["aliases", "-"], "to": "repairs"}], "fixing]", "fixing, repairs]"),
    ([change(["aliases", 0], "mending", None)], "[mending, fixing]", "[fixing]"),
    ([change(["aliases"], ["mending", "fixing"], None)], "aliases: [mending, fixing] # what", "# what"),
    (
        [change(["channels", 1, "number"], "+1 555 0100", "+1 555 0199")],
        '"+1 555 0100"',
        '"+1 555 0199"',
    ),
    (
        [{"path": ["channels", "-"], "to": {"place": "Floor 3", "type": "desk"}}],
        '"+1 555 0100"\n',
        '"+1 555 0100"\n  - type: desk\n    place: Floor 3\n',
    ),
    (
        [{"path": ["prerequisites", "-"], "to": "The tag"}],
        "# what is promised",
        "prerequisites: [The tag]\n# what is promised",
    ),
    ([change(["support_hours"], "office", None)], "support_hours: office\n", ""),
]


@pytest.mark.parametrize(("changes", "old", "new"), SETS, ids=lambda one: str(one)[:40])
def test_one_value_changes_and_all_else_stays(
    root: Path, changes: list[dict[str, Any]], old: str, new: str
) -> None:
    before = said(root, REPAIR)
    answer = ask(root, {"object": "service:it/repair", "set": changes})
    assert answer["refused"] == []
    assert answer["files"] == [REPAIR]
    assert said(root, REPAIR) == before.replace(old, new)
    assert len(answer["changes"]) >= 1


def test_paths_are_those_of_the_object_as_it_is_now_whatever_else_changes(root: Path) -> None:
    changes = [
        change(["aliases", 0], "mending", None),
        change(["aliases", 1], "fixing", "repairing"),
        {"path": ["aliases", "-"], "to": "tinkering"},
    ]
    assert ask(root, {"object": "service:it/repair", "set": changes})["applied"]
    assert "aliases: [repairing, tinkering] # what people say\n" in said(root, REPAIR)


def test_a_list_goes_with_its_last_entry(root: Path) -> None:
    changes = [change(["aliases", 0], "mending", None), change(["aliases", 1], "fixing", None)]
    assert ask(root, {"object": "service:it/repair", "set": changes})["applied"]
    assert "aliases" not in said(root, REPAIR)
    assert "# what people say" in said(root, REPAIR)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        (
            [change(["summary"], "We mend all.", "x")],
            ('request-changed-meanwhile', 'summary: it says "We mend it." now, which is not what the request has seen; ask again if that is wrong, too'),
        ),
        ([{"path": ["summary"], "to": "x"}], ("request-there-already", 'summary: it says "We mend it." already; to replace it, give that as "from"')),
        ([change(["cost"], "free", "x")], ("request-nothing-there", 'cost: nothing is there now; to add it, leave "from" out')),
        ([change(["targets", 2], {}, "x")], ("request-nothing-there", 'targets[3]: nothing is there now; to add it, leave "from" out')),
        ([change(["summary"], "We mend it.", "We mend it.")], ("request-no-change", "Nothing would change: the catalog says all of this already")),
        *(
            ([change(path, None, "y")], ("request-dead-end", message))
            for path, message in (
                (["name", "x"], "name is neither a map nor a list, so that nothing can be in it; let the path end there"),
                (["name", "-"], "name is neither a map nor a list, so that nothing can be in it; let the path end there"),
                ([0], "service:it/repair has keys and no places; write the key that is meant in the path"),
                (["roles", "-"], "roles has keys and no places; write the key that is meant in the path"),
                (["targets", 1, 0], "targets[2] has keys and no places; write the key that is meant in the path"),
                (["aliases", "0"], 'aliases is a list; write the place of an entry in the path, 0 for the first, or "-" at its end to add one'),
                (["aliases", 2], 'aliases has no entry 3; to add one, let the path end with "-"'),
            )
        ),
        ([change(["aliases", "-"], "fixing", "y")], ("request-new-has-from", 'aliases.-: what is added has no "from"; leave it out')),
        (
            [change(["aliases", 0], "mending", "x"), change(["aliases"], ["mending", "fixing"], None)],
            ("request-twice", "aliases[1]: the request changes this twice, or together with something that it is a part of; leave one of the two"),
        ),
        ([change(["colour"], None, "red")], ("unknown-key", None)),
        ([change(["roles", "owner"], "it/lead", "it/nobody")], ("unknown-role", None)),
        ([change(["name"], "Repair", None)], ("missing-key", None)),
        ([change(["support_hours"], "office", "never")], ("unknown-calendar", None)),
    ],
)  # fmt: skip
def test_what_does_not_hold_or_brings_errors_is_refused_with_words(
    root: Path, changes: list[dict[str, Any]], refused: tuple[str, str | None]
) -> None:
    before = tree(root)
    answer = ask(root, {"object": "service:it/repair", "set": changes})
    (refusal,) = answer["refused"]
    code, message = refused
    assert refusal["code"] == code
    assert message in (None, refusal["message"])
    assert [one["code"] for one in answer["findings"]] == ([] if message else [code])
    assert tree(root) == before


def test_all_that_no_longer_holds_is_said_at_once(root: Path) -> None:
    changes = [change(["summary"], "x", "y"), change(["name"], "x", "y"), change(["cost"], "x", "y")]
    answer = ask(root, {"object": "service:it/repair", "set": changes})
    assert [one["path"] for one in answer["refused"]] == [["summary"], ["name"], ["cost"]]


def test_a_change_to_what_is_there_only_asks_that_it_still_be_there(root: Path) -> None:
    guard = change(["targets", 1], {"measure": "fulfillment_time", "within": "3 working days"}, None)
    guard["to"] = guard["from"]
    added = {"path": ["targets", 1, "per"], "to": "month"}
    assert ask(root, {"object": "service:it/repair", "set": [guard, {**added, "to": "quarter"}]})
    guard = {**guard, "from": {"measure": "quality"}, "to": {"measure": "quality"}}
    assert ask(root, {"object": "service:it/repair", "set": [guard, added]})["refused"][0]["path"] == [
        "targets", 1,
    ]  # fmt: skip


NEW = [
    ("faq:it", {"answer": "There.", "question": "Where?"}, f"{IT}/faqs.yml", "\n- question: Where?\n  answer: There.\n"),
    ("faq:hr", {"question": "Where?", "answer": "There."}, f"{HR}/faqs.yml", "# yaml-language-server: $schema=../../../.servicebook/schemas/faqs.schema.json\n- question: Where?\n  answer: There.\n"),
    ("person:cy", {"name": "Cy"}, "catalog/people.yml", "cy: {name: Cy}\n"),
    ("service:hr/pay", {"summary": "We pay.", "name": "Pay", "roles": {"owner": "hr/head"}}, f"{HR}/services/pay.yml", "# yaml-language-server: $schema=../../../../.servicebook/schemas/service.schema.json\nname: Pay\nsummary: We pay.\nroles: {owner: hr/head}\n"),
    ("kudos:", {"from": "person:ben", "to": "person:ana", "text": "Thanks!", "on": "2026-08-31"}, "catalog/kudos.yml", "# yaml-language-server: $schema=../.servicebook/schemas/kudos.schema.json\n- from: person:ben\n  to: person:ana\n"),
    ("remark:it/doors", {"about": "it/repair", "said": "Open earlier.", "on": "2026-08-01", "status": "heard"}, f"{IT}/feedback.yml", "doors:\n"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "new", "path", "text"), NEW, ids=lambda one: str(one)[:20])
def test_a_new_object_goes_where_its_kind_has_it(
    root: Path, name: str, new: dict[str, Any], path: str, text: str
) -> None:
    before = said(root, path) if (root / path).exists() else ""
    answer = ask(root, {"object": name, "new": new})
    assert (answer["refused"], answer["files"]) == ([], [path])
    after = said(root, path)
    assert after.startswith(before)
    assert text in after


def test_what_is_there_is_not_added_again(root: Path) -> None:
    for name in ("person:ana", "service:it/repair", "role:it/lead"):
        (refusal,) = ask(root, {"object": name, "new": {"name": "x", "summary": "y"}})["refused"]
        assert refusal == {
            "code": "request-exists",
            "message": f'{name} is there already; choose another id, or change it with "set"',
        }


def test_an_object_that_is_not_there_is_refused_with_what_may_be_meant(root: Path) -> None:
    moved = said(root, REPAIR) + "former_ids: [it/mending]\n"
    (root / REPAIR).write_bytes(moved.encode())
    told = [
        ask(root, {"object": name, "set": [change(["name"], "x", "y")]})["refused"][0]["message"]
        for name in ("service:it/mending", "service:it/repar", "person:cy", "service:repair")
    ]
    assert told == [
        "service:it/mending is called service:it/repair now; ask for that",
        'There is no service:it/repar; did you mean "it/repair"?',
        'There is no person:cy; to add it, write "new" in the place of "set"',
        '"service:repair" is no whole id: write service:<department>/<id>',
    ]


def test_a_file_with_faults_is_to_be_corrected_first(root: Path) -> None:
    (root / REPAIR).write_text("name: [\n")
    (refusal,) = ask(root, {"object": "service:it/repair", "set": [change(["name"], "x", "y")]})["refused"]
    assert refusal["code"] == "request-faulty-file"
    assert refusal["message"].startswith(f"{REPAIR}:")


def test_where_another_file_has_errors_the_request_is_applied_and_says_that_nothing_was_compared(
    root: Path,
) -> None:
    (root / f"{HR}/roles.yml").write_text("head: [\n")
    answer = ask(root, {"object": "service:it/repair", "set": [change(["name"], "Repair", "Mending")]})
    assert (answer["applied"], answer["changes"]) == (True, [])
    assert answer["not_compared"]


def test_new_warnings_are_told_and_do_not_keep_a_request_back(root: Path) -> None:
    answer = ask(root, {"object": "service:it/repair", "set": [change(["roles", "owner"], "it/lead", None)]})
    assert answer["applied"]
    assert [one["code"] for one in answer["findings"]] == ["no-owner"]


@pytest.mark.parametrize("hidden", ["roles-only", "named"])
def test_a_refusal_names_nobody_whom_pages_do_not_name(root: Path, hidden: str) -> None:
    organization = "name: Office\n" + ("people: roles-only\n" if hidden == "roles-only" else "")
    (root / "site_config/organization.yml").write_text(organization)
    told = json.dumps(
        [
            ask(root, {"object": "person:ana", "set": [change(["name"], "x", "y")]}),
            ask(root, {"object": "role:it/lead", "set": [change(["holders"], "x", ["ben"])]}),
        ]
    )
    assert ("Ana" in told, '\\"ana\\"' in told) == (hidden == "named", hidden == "named")


def test_a_byte_order_mark_and_line_breaks_of_windows_stay(root: Path) -> None:
    windows = b"\xef\xbb\xbf" + said(root, REPAIR).replace("\n", "\r\n").encode()
    (root / REPAIR).write_bytes(windows)
    changes = [change(["summary"], "We mend it.", "All."), {"path": ["description"], "to": "a\nb\n"}]
    assert ask(root, {"object": "service:it/repair", "set": changes})["applied"]
    after = (root / REPAIR).read_bytes()
    assert after == windows.replace(b"'We mend it.'", b"'All.'").replace(b"]", b"]", 1).replace(
        b"# what people say\r\n", b"# what people say\r\ndescription: |\r\n  a\r\n  b\r\n"
    )


def test_the_request_may_come_by_standard_input_and_be_told_in_lines(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = {"object": "person:ana", "set": [{"path": ["phone"], "to": "+1 555 0100"}], "why": "x"}
    text = f"Hello!\n\n```json servicebook-request\n{json.dumps(request)}\n```\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    told = run("apply", "-", "--root", str(root), *DAY)
    assert told.returncode == 0
    assert told.stdout.startswith(
        "Applied: person:ana in catalog/people.yml.\nwithout the request → with it\n"
    )
    assert "phone: +1 555 0100" in told.stdout


@pytest.mark.parametrize(
    ("file", "root_name", "said"),
    [
        ("nowhere.json", "root", "nowhere.json: cannot be read: No such file or directory"),
        (".", "root", ".: cannot be read: Is a directory"),
        ("request.json", "empty", "there is no folder catalog/ in empty"),
    ],
)
def test_what_cannot_be_read_is_no_refusal(
    root: Path, tmp_path: Path, file: str, root_name: str, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "request.json").write_text("{}")
    told = run("apply", file, "--root", root_name, *DAY, cwd=tmp_path)
    assert (told.returncode, told.stdout) == (2, "")
    assert said in told.stderr
