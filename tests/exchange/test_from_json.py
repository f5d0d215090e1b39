"""The JSON document is read back as what it says; what already exists changes only where it says otherwise."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from tests.strategies import catalogs
from tests.support import IT, SMALL, make_catalog, opened, run, write

from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.json import to_json
from servicebook.exchange.json.from_json import load
from servicebook.exchange.repository.new_repository import as_texts
from servicebook.loading import load_documents
from servicebook.model.visible import visible

DAY = date(2026, 11, 22)
PEOPLE = "# the staff\nana: {name: Ana}   # lead\nben: {name: Ben}\ngone: {name: Gone, left_on: 2026-01-01}\n"
FAQS = "- {question: Zebra or ant?, answer: 'An ant, says [Gone](person:gone).'}\n- {id: a, question: A?, answer: Yes.}\n"
FILES = {
    **SMALL,
    "catalog/people.yml": PEOPLE,
    f"{IT}/roles.yml": "lead: {title: Lead, holders: [gone, ana], deputies: [ben]}  # of the desk\n",
    f"{IT}/faqs.yml": FAQS,
    f"{IT}/services/repair.yml": (
        "name: Repair  # what we do most\nsummary: We mend it.\nroles: {owner: it/lead}\n"
        "targets: [{measure: response_time, within: 4 hours}]\n"
        "faqs:\n  - {question: Why?, answer: So.}\n"
    ),
    "catalog/kudos.yml": (
        "- {from: 'department:it', to: 'person:ana', text: One., on: 2026-01-01}\n"
        "- {from: 'department:it', to: 'person:gone', text: Two., on: 2026-02-01}\n"
        "- {from: 'department:it', to: 'department:hr', about: it/repair, text: Three., on: 2026-03-01}\n"
    ),
    "site_config/rules.yml": "severities: {no-deputy: off}  # later\n",
    "site_config/feedback.yml": "rate: 'https://example.org/{id}'\n",
}


def exported(root: Path) -> str:
    result = opened(root, DAY)
    assert not result.errors, result.problems
    return to_json.export(visible(result.catalog))[to_json.FILE]


def request(root: Path) -> ImportRequest:
    return ImportRequest(existing=load_documents(root).documents, catalog=opened(root, DAY).catalog)


def imported(folder: Path, text: str | bytes, request: ImportRequest | None = None) -> ImportResult:
    return load(write(folder, {"catalog.json": text}), request or ImportRequest())


def changed(folder: Path, change: Callable[[Any], object]) -> ImportResult:
    """The import of a catalog's own export, with a change in it, into that catalog."""
    root = write(folder / "root", FILES)
    document = json.loads(exported(root))
    change(document)
    return imported(folder, json.dumps(document, ensure_ascii=False, indent=1), request(root))


def named(document: Any, of: str, qualified_id: str) -> Any:
    return next(item for item in document[of] if item["id"] == qualified_id)["written"]


def test_an_export_that_is_imported_is_exported_the_same(tmp_path: Path) -> None:
    text = exported(write(tmp_path / "root", FILES))
    result = imported(tmp_path, text)
    assert [(loss.kind, loss.place.line) for loss in result.losses] == [("unnamed-party", 29)]
    again = exported(write(tmp_path / "new", as_texts(result.files)))
    without = "".join(line for line in text.splitlines(keepends=True) if '"Two."' not in line)
    assert again == without


@settings(max_examples=40, deadline=None)
@given(catalogs)
def test_any_catalog_is_imported_as_it_was_exported(files: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder) / "root", as_texts(files))
        assume(not opened(root, DAY).errors)
        text = exported(root)
        over = imported(Path(folder), text, request(root))
        assert (over.files, over.problems, over.notes) == ({}, (), ())
        result = imported(Path(folder), text)
        assert result.problems == ()
        if not result.losses and "roles-only" not in text:
            assert exported(write(Path(folder) / "new", as_texts(result.files))) == text


def test_imported_into_its_own_catalog_it_changes_nothing(tmp_path: Path) -> None:
    result = changed(tmp_path, lambda document: None)
    assert (result.files, result.problems, result.losses, result.notes) == ({}, (), (), ())


@pytest.mark.parametrize(
    ("change", "path", "old", "new"),
    [
        (
            lambda d: named(d, "services", "it/repair").update(name="Mending"),
            f"{IT}/services/repair.yml", "name: Repair  #", "name: Mending  #",
        ),
        (
            lambda d: named(d, "services", "it/repair").pop("faqs"),
            f"{IT}/services/repair.yml", "faqs:\n  - {question: Why?, answer: So.}\n", "",
        ),
        (lambda d: named(d, "people", "ana").update(name="Anna"), "catalog/people.yml", "Ana}   #", "Anna}   #"),
        (
            lambda d: named(d, "roles", "it/lead").update(holders=["ben"]),
            f"{IT}/roles.yml", "holders: [gone, ana]", "holders: [ben, gone]",
        ),
        (
            lambda d: named(d, "roles", "it/lead").pop("holders"),
            f"{IT}/roles.yml", "holders: [gone, ana]", "holders: [gone]",
        ),
        (lambda d: named(d, "faqs", "it/a").update(answer="No."), f"{IT}/faqs.yml", "answer: Yes.", "answer: No."),
        (
            lambda d: d["kudos"].append({"from": "person:ben", "to": "person:ana", "about": None, "text": "4", "on": "2026-04-01"}),
            "catalog/kudos.yml", "on: 2026-03-01}\n",
            'on: 2026-03-01}\n- {from: "person:ben", to: "person:ana", text: "4", "on": 2026-04-01}\n',
        ),
        (lambda d: d["rules"]["severities"].update({"no-deputy": "error"}), "site_config/rules.yml", "off}  #", "error}  #"),
        (lambda d: d["feedback"].update(rate=None, suggest="mailto:a@example.org"), "site_config/feedback.yml", None, None),
        (lambda d: d["priorities"][0].update(means="Now."), "site_config/priorities.yml", "{name: High}", "{name: High, means: Now.}"),
        (lambda d: d.update(default_priority="high"), "site_config/priorities.yml", "default: normal", "default: high"),
        (lambda d: named(d, "calendars", "office").update(name="Work"), "site_config/calendars.yml", "name: Office", "name: Work"),
    ],
)  # fmt: skip
def test_only_what_differs_in_the_document_is_changed(
    tmp_path: Path, change: Callable[[Any], object], path: str, old: str | None, new: str | None
) -> None:
    result = changed(tmp_path, change)
    assert result.problems == ()
    assert set(result.files) == {path}
    if old is not None and new is not None:
        assert result.files[path] == FILES[path].replace(old, new)
        assert result.files[path] != FILES[path]


def test_new_objects_and_settings_are_added_and_those_not_named_stay(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document["services"] = [{"id": "it/loan", "written": {"name": "Loan", "summary": "A loan."}}]
        document["people"] = [{"id": "eva", "written": {"name": "Eva"}}]
        document["faqs"] = [{"id": "hr/x", "written": {"question": "Y?", "answer": "Z."}}]
        document["organization"]["name"] = "Fern"
        document["sites"] = [{"id": "here", "name": "Here", "address": None}]

    result = changed(tmp_path, change)
    assert as_texts(result.files).keys() == {
        f"{IT}/services/loan.yml", "catalog/people.yml", "catalog/departments/hr/faqs.yml",
        "site_config/organization.yml", "site_config/sites.yml",
    }  # fmt: skip
    assert result.files["catalog/people.yml"] == PEOPLE + "eva: {name: Eva}\n"
    assert result.files["catalog/departments/hr/faqs.yml"] == [{"id": "x", "question": "Y?", "answer": "Z."}]
    assert result.files["site_config/organization.yml"] == {"name": "Fern"}
    assert result.files["site_config/sites.yml"] == {"here": {"name": "Here"}}


def test_another_order_of_priorities_is_noted_and_ignored(tmp_path: Path) -> None:
    result = changed(tmp_path, lambda document: document["priorities"].reverse())
    assert (result.files, result.notes) == (
        {},
        ("the order of the priorities stays; change it in site_config/priorities.yml",),
    )


def test_what_this_version_does_not_know_is_a_loss(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document["colors"] = ["red"]
        document["services"][0]["rank"] = 1
        document["organization"]["motto"] = "Go."
        document["faqs"][1]["written"] = {"question": "Why?", "answer": "So there."}

    result = changed(tmp_path, change)
    assert sorted((loss.kind, loss.field) for loss in result.losses) == [
        ("no-place", "colors"),
        ("no-place", "organization.motto"),
        ("no-place", "services.rank"),
        ("said-twice", ""),
    ]


def spoilt(change: Callable[[Any], object]) -> Callable[[str], str]:
    def make(text: str) -> str:
        document = json.loads(text)
        change(document)
        return json.dumps(document, ensure_ascii=False, indent=1)

    return make


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda t: "", "1:1: error[bad-value]: this is not JSON: expecting value"),
        (lambda t: "[]", '1:1: error[wrong-type]: the file is not a map of keys'),
        (lambda t: "{}", '1:1: error[missing-key]: there is no "servicebook"'),
        (lambda t: t[:-3], "error[bad-value]: this is not JSON: expecting ',' delimiter"),
        (lambda t: t.replace('"1"', '"2"', 1), '2:16: error[bad-value]: the document has version "2"'),
        (lambda t: t.replace("2026-11-22", "soon", 1), '3:10: error[bad-date]: "soon" is not a day'),
        (lambda t: t.replace('"people"', '"peoples"', 2), '1:1: error[missing-key]: there is no "people"'),
        (lambda t: t.replace('{"id"', '{"id":1,"id"', 1), '6:9: error[duplicate-key]: the key "id" is given twice'),
        (lambda t: t.replace('"position":2', '"position":NaN'), "error[bad-value]: NaN is not a number"),
        (lambda t: t.replace('"position":2', '"position":1e999'), "error[bad-value]: 1e999 is not a number"),
        (lambda t: t.replace('"position":2', f'"position":{"9" * 30}'), "has too many digits"),
        (lambda t: t.replace('"Repair"', '"\\ud800"', 1), "error[bad-value]: this is half a character"),
        (lambda t: "[" * 100_000, "1:1: error[too-deep]: is nested too deep"),
        (lambda t: t.encode("latin-1").replace(b"We", b"W\xe9", 1), "error[not-utf8]: the byte 0xe9 is not UTF-8"),
        (spoilt(lambda d: d.update(services={})), 'error[wrong-type]: "services" is not a list'),
        (spoilt(lambda d: d["services"].append(5)), 'entry 2 of "services" is not an object'),
        (spoilt(lambda d: d["services"][0].pop("id")), 'error[missing-key]: a service has no "id"'),
        (spoilt(lambda d: d["services"][0].update(id="it/../../x")), '"it/../../x" is not the id of a service'),
        (spoilt(lambda d: d["people"][0].update(id="A")), 'error[bad-id]: "A" is not a valid id'),
        (spoilt(lambda d: d["services"][0].update(written=[])), '"written" of "it/repair" is not an object'),
        (spoilt(lambda d: d["services"].append(d["services"][0])), 'the service "it/repair" is given twice'),
        (
            spoilt(lambda d: named(d, "services", "it/repair")["targets"][0].update(within="soon")),
            'error[bad-duration]: service "it/repair": "targets[1].within": "soon"',
        ),
        (
            spoilt(lambda d: named(d, "services", "it/repair")["roles"].update(owner="it/laed")),
            'error[unknown-role]: service "it/repair": "it/laed" is not a role',
        ),
        (spoilt(lambda d: named(d, "people", "ana").update(nmae="x")), 'person "ana": "nmae"'),
        (spoilt(lambda d: d["organization"].update(zone="Mars")), "organization: "),
        (spoilt(lambda d: d["priorities"][0].update(id="A B")), 'error[bad-id]: "A B" is not a valid id'),
    ],
)  # fmt: skip
def test_a_faulty_document_is_refused_with_its_place_and_makes_nothing(
    tmp_path: Path, spoil: Callable[[str], str | bytes], message: str
) -> None:
    root = write(tmp_path / "root", FILES)
    write(tmp_path, {"catalog.json": spoil(exported(root))})
    for folder in ("root", "new"):
        done = run(
            "import", "json", "catalog.json", folder, "--accept-losses", "--today", str(DAY), cwd=tmp_path
        )
        assert done.returncode == 1, done.stdout + done.stderr
        lines = done.stdout.splitlines()
        first = next(number for number, line in enumerate(lines) if ": error[" in line)
        assert lines[first].startswith("catalog.json:")
        assert message in lines[first]
        assert any(line.startswith("  hint: ") for line in lines[first + 1 : first + 3])
        assert done.stdout.endswith("nothing was written.\n")
    assert {name: (root / name).read_text() for name in FILES} == FILES
    assert not (tmp_path / "new").exists()


def test_a_fault_is_shown_where_it_is_in_the_document(tmp_path: Path) -> None:
    root = write(tmp_path / "root", FILES)
    document = json.loads(exported(root))
    named(document, "services", "it/repair")["targets"][0]["within"] = "soon"
    text = json.dumps(document, indent=2)
    write(tmp_path, {"catalog.json": text})
    done = run("import", "json", "catalog.json", "new", "--today", str(DAY), "--accept-losses", cwd=tmp_path)
    where = next(number for number, line in enumerate(text.splitlines(), 1) if '"within": "soon"' in line)
    [line] = [line for line in done.stdout.splitlines() if "error[" in line]
    assert line.startswith(f"catalog.json:{where}:13: error[bad-duration]: service")


def test_a_folder_without_the_document_is_refused(tmp_path: Path) -> None:
    done = run("import", "json", ".", "new", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "servicebook import: there is no catalog.json in .\n")


def test_a_document_written_on_windows_is_read(tmp_path: Path) -> None:
    text = exported(make_catalog(tmp_path / "root", {}))
    for raw in (text.encode("utf-16"), text.encode("utf-8-sig"), text.replace("\n", "\r\n").encode()):
        assert f"{IT}/department.yml" in imported(tmp_path, raw).files


def test_a_document_from_before_positions_and_rules_is_read(tmp_path: Path) -> None:
    document = json.loads(exported(write(tmp_path / "root", FILES)))
    del document["rules"], document["feedback"]
    for faq in document["faqs"]:
        del faq["position"]
    result = imported(tmp_path, json.dumps(document))
    assert result.problems == ()
    listed: Any = result.files[f"{IT}/faqs.yml"]
    assert [faq["question"] for faq in listed] == ["A?", "Zebra or ant?"]
