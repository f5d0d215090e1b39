"""What Backstage has no word for comes back from the annotations; what it has a word for comes from the entities."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.strategies import catalogs, json_values
from tests.support import IT, REPOSITORY, SMALL, opened, run, told, write

from servicebook.exchange.backstage import to_backstage
from servicebook.exchange.backstage.from_backstage import load
from servicebook.exchange.backstage.mapping import REMAINDER_ANNOTATION
from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.json import to_json
from servicebook.exchange.repository.new_repository import as_texts
from servicebook.loading import load_documents
from servicebook.model.catalog import Catalog
from servicebook.model.visible import visible

DAY = date(2026, 11, 22)
PEOPLE = "ana: {name: Ana, chat: '@ana'}\nben: {name: Ben}\ngone: {name: Gone, left_on: 2026-01-01}\n"
FILES = {
    **SMALL,
    "catalog/people.yml": PEOPLE,
    f"{IT}/department.yml": (
        "summary: |\n  Devices,\n  and desks.\nname: IT\nhead: it/lead\nsupport_hours: office\naliases: [it, The Desk]\n"
        "channels:\n  - {type: chat, handle: '#it'}\n  - {address: it@example.org, type: email, name: Mail}\n"
    ),
    f"{IT}/roles.yml": "lead: {title: Lead, holders: [gone, {person: ana, since: 2026-01-01}], deputies: [ben]}\nclerk: {title: Clerk}\n",
    f"{IT}/faqs.yml": "- {question: Zebra?, answer: 'Ask [Gone](person:gone).'}\n- {id: a, question: A?, answer: Yes.}\n",
    f"{IT}/meetings/2026-11-03.yml": "actions:\n  - {role: it/lead, what: Buy keys.}\nmeeting: Round table\n",
    f"{IT}/health/2026-q3.yml": "figures: {thanks: 2}\nas_of: 2026-10-01\n",
    f"{IT}/services/loan.yml": "name: Loan\nsummary: A loan.\nroles: {owner: it/lead}\n",
    f"{IT}/services/repair.yml": (
        "name: Repair\nsummary: We mend it.\ndescription: |\n  # By hand\n  Or not.\naliases: [mend, Mending of all]\n"
        "lifecycle: retired\nreplaced_by: it/loan\ntargets: [{measure: response_time, within: 4 hours}]\n"
        "depends_on:\n  - {service: it/loan, for: Spares}\nfaqs:\n  - {question: Why?, answer: So.}\n"
    ),
    "catalog/notices/shut.yml": "title: Shut\neffect: closed\naffects: {departments: [it]}\nfrom: 2026-12-24\n",
    "catalog/kudos.yml": (
        "- {from: 'department:it', to: 'person:ana', text: One., on: 2026-01-01}\n"
        "- {from: 'department:it', to: 'person:gone', text: Two., on: 2026-02-01}\n"
    ),
    "site_config/organization.yml": "name: Example\ncurrency: EUR\n",
    "site_config/calendars.yml": "office: {name: Office, open: {mon: ['09:00-17:00']}}\n",
    "site_config/rules.yml": "severities: {no-deputy: off}\n",
}  # fmt: skip


def exported(root: Path) -> tuple[str, str]:
    """The entities of a catalog, and its JSON document."""
    result = opened(root, DAY)
    assert not result.errors, result.problems
    return backstage(result.catalog), to_json.export(visible(result.catalog))[to_json.FILE]


def backstage(catalog: Catalog) -> str:
    return to_backstage.export(visible(catalog))[to_backstage.FILE]


def imported(folder: Path, text: str, request: ImportRequest | None = None) -> ImportResult:
    return load(write(folder, {"source/catalog-info.yaml": text}) / "source", request or ImportRequest())


def made(folder: Path, files: dict[str, str], text: str) -> Path:
    """A new catalog, of entities of another into which ``text`` was put."""
    result = imported(folder, text)
    assert (result.problems, result.losses) == ((), ())
    return write(folder / "new", as_texts(result.files))


def entities(text: str) -> list[Any]:
    return list(yaml.safe_load_all(text))


def named(listed: list[Any], name: str) -> Any:
    return next(entity for entity in listed if entity["metadata"]["name"] == name)


def again(listed: list[Any]) -> str:
    return yaml.safe_dump_all(listed, allow_unicode=True, sort_keys=False)


def remainder(entity: Any) -> Any:
    return json.loads(entity["metadata"]["annotations"][REMAINDER_ANNOTATION])


def test_a_catalog_comes_back_complete_into_an_empty_folder(tmp_path: Path) -> None:
    text, document = exported(write(tmp_path / "root", FILES))
    new = made(tmp_path, FILES, text)
    assert exported(new) == (
        text,
        "".join(line for line in document.splitlines(keepends=True) if '"Two."' not in line),
    )


def test_the_example_comes_back_complete_into_an_empty_folder(tmp_path: Path) -> None:
    """All but the results: thousands of counts do not describe anything, and have an export of their own."""
    text, document = exported(REPOSITORY)
    written = json.loads(document)
    assert written.pop("results")
    again, read = exported(made(tmp_path, FILES, text))
    assert (again, json.loads(read)) == (text, written)


@settings(max_examples=20, deadline=None)
@given(catalogs)
def test_any_catalog_comes_back_complete_into_an_empty_folder(files: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder) / "root", as_texts(files))
        assume(not opened(root, DAY).errors)
        text, document = exported(root)
        result = imported(Path(folder), text)
        assert (result.problems, result.losses, result.notes) == ((), (), ())
        unnamed = [kudos for kudos in json.loads(document)["kudos"] if not {"from", "to"} <= kudos.keys()]
        if not unnamed and "roles-only" not in text:
            assert exported(write(Path(folder) / "new", as_texts(result.files))) == (text, document)


def test_only_what_an_entity_lacks_is_annotated(tmp_path: Path) -> None:
    listed = entities(exported(write(tmp_path, FILES))[0])
    assert "annotations" not in named(listed, "ben")["metadata"]
    assert remainder(named(listed, "ana")) == {"written": {"chat": "@ana"}}
    assert remainder(named(listed, "loan")) == {"written": {"roles": {"owner": "it/lead"}}}
    department = remainder(named(listed, "it"))
    assert [*department] == ["written", "order", "roles", "faqs", "meetings", "health_checks"]
    assert [*department["written"]] == ["summary", "head", "support_hours", "aliases", "channels"]
    assert remainder(named(listed, "servicebook")).keys() == {
        "notices",
        "kudos",
        "organization",
        "calendars",
        "rules",
        "priorities",
    }


PLAIN = """\
kind: Group
metadata: {name: it, title: IT, description: Devices.}
spec: {type: department, profile: {displayName: IT}}
---
kind: User
metadata: {name: ana}
spec: {profile: {displayName: Ana}, memberOf: [it]}
---
kind: Component
metadata: {name: repair, namespace: it, title: Repair, description: We mend it., annotations: {servicebook/id: it/repair}}
spec: {type: service, lifecycle: production, owner: group:default/it}
"""


def test_what_came_from_backstage_goes_back_without_annotations(tmp_path: Path) -> None:
    text, _ = exported(made(tmp_path, FILES, PLAIN))
    assert "metadata" in text
    assert REMAINDER_ANNOTATION not in text


def test_fields_of_backstage_take_precedence_over_annotations(tmp_path: Path) -> None:
    listed = entities(exported(write(tmp_path / "root", FILES))[0])
    repair, it = named(listed, "repair"), named(listed, "it")
    repair["metadata"] |= {
        "title": "Mending",
        "description": "All of it.",
        "tags": ["fix"],
        "links": [{"url": "https://a.example.org", "title": "A"}],
    }
    repair["spec"] |= {"lifecycle": "experimental", "dependsOn": []}
    it["spec"]["profile"]["email"] = "new@example.org"
    named(listed, "ben")["spec"]["memberOf"] = ["group:default/it"]
    new = made(tmp_path, FILES, again(listed))
    repair = yaml.safe_load((new / f"{IT}/services/repair.yml").read_text())
    assert repair == {
        "name": "Mending", "summary": "All of it.", "description": "# By hand\nOr not.\n", "aliases": ["Mending of all", "fix"],
        "lifecycle": "planned", "replaced_by": "it/loan", "targets": [{"measure": "response_time", "within": "4 hours"}],
        "links": [{"text": "A", "url": "https://a.example.org"}], "faqs": [{"question": "Why?", "answer": "So."}],
    }  # fmt: skip
    channels = yaml.safe_load((new / f"{IT}/department.yml").read_text())["channels"]
    assert channels[1] == {"address": "new@example.org", "type": "email", "name": "Mail"}
    roles = yaml.safe_load((new / f"{IT}/roles.yml").read_text())
    assert [*roles] == ["lead", "clerk", "member"]
    assert roles["member"] == {"title": "Member", "holders": ["ben"]}


def test_descriptions_of_backstage_that_are_ignored_are_noted(tmp_path: Path) -> None:
    listed = entities(exported(write(tmp_path / "root", FILES))[0])
    named(listed, "repair")["metadata"]["description"] = "We mend it.\nTomorrow."
    named(listed, "loan")["metadata"]["description"] = "A loan.\nOr two."
    result = imported(tmp_path, again(listed))
    assert [note.partition(";")[0] for note in result.notes] == [
        "a description stays as written in the catalog"
    ]
    loan: Any = result.files[f"{IT}/services/loan.yml"]
    assert loan["description"].split() == ["A", "loan.", "Or", "two."]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (["ana", "ben"], ["ana", {"person": "ben", "until": "2030-01-01"}]),
        (["ben"], [{"person": "ben", "until": "2030-01-01"}]),
        ([], [{"person": "ben", "until": "2030-01-01"}]),
    ],
)
def test_backstage_decides_who_is_a_member(tmp_path: Path, groups: list[str], expected: Any) -> None:
    member = "member: {title: One of us, holders: [ana, {person: ben, until: 2030-01-01}]}\n"
    roles = (
        FILES[f"{IT}/roles.yml"]
        .replace("{person: ana, since: 2026-01-01}", "gone")
        .replace("deputies: [ben]", "deputies: [ana]")
    )
    listed = entities(exported(write(tmp_path / "root", {**FILES, f"{IT}/roles.yml": roles + member}))[0])
    for person in ("ana", "ben"):
        named(listed, person)["spec"]["memberOf"] = ["group:default/it"] if person in groups else []
    new = made(tmp_path, FILES, again(listed))
    member = yaml.safe_load((new / f"{IT}/roles.yml").read_text())["member"]
    member["holders"] = [
        holder if isinstance(holder, str) else {**holder, "until": str(holder["until"])}
        for holder in member["holders"]
    ]
    assert member == {"title": "One of us", "holders": expected}


def test_annotations_do_not_change_existing_objects(tmp_path: Path) -> None:
    root = write(tmp_path / "root", FILES)
    text, _ = exported(root)
    files = {
        f"{IT}/services/repair.yml": "name: Repair\nsummary: We mend it.\naliases: [mend]\n",
        f"{IT}/roles.yml": "lead: {title: Head}\n",
        f"{IT}/faqs.yml": "",
        "catalog/notices/shut.yml": "",
        "site_config/organization.yml": "name: Another\n",
    }
    (root / "catalog/notices/shut.yml").unlink()
    (root / f"{IT}/faqs.yml").unlink()
    (root / f"{IT}/services/loan.yml").unlink()
    write(root, {path: content for path, content in files.items() if content})
    request = ImportRequest(existing=load_documents(root).documents, catalog=opened(root, DAY).catalog)
    result = imported(tmp_path, text, request)
    assert (result.problems, result.losses) == ((), ())
    assert result.files.pop(f"{IT}/services/loan.yml") == {
        "name": "Loan",
        "summary": "A loan.",
        "roles": {"owner": "it/lead"},
    }
    assert {*result.files} == {f"{IT}/services/repair.yml", f"{IT}/roles.yml"}
    repair = str(result.files[f"{IT}/services/repair.yml"])
    assert (
        repair
        == files[f"{IT}/services/repair.yml"] + "lifecycle: deprecated\ndepends_on:\n  - {service: it/loan}\n"
    )
    assert "Clerk" not in str(result.files[f"{IT}/roles.yml"])


@pytest.mark.parametrize("people", ["full", "roles-only"])
def test_people_who_are_not_shown_are_not_annotated(tmp_path: Path, people: str) -> None:
    files = {**FILES, "site_config/organization.yml": f"name: Example\npeople: {people}\n"}
    kudos = "- {from: 'department:it', to: 'department:hr', text: 'Thanks, [Gone](person:gone).', on: 2026-01-01}\n"
    text, _ = exported(write(tmp_path, {**files, "catalog/kudos.yml": FILES["catalog/kudos.yml"] + kudos}))
    hidden = (
        ["gone", "Two."]
        if people == "full"
        else ["gone", "Two.", "One.", "ana", "ben", "holders", "deputies"]
    )
    assert [word for word in hidden if word in text] == []
    # where nobody is shown, words with the name of somebody are not either
    assert ("Thanks, Gone." in text) == (people == "full")


@pytest.mark.parametrize(
    ("name", "annotation", "code", "message"),
    [
        ("repair", "{", "bad-value", "this is not JSON"),
        ("repair", "", "bad-value", "this is not JSON"),
        ("repair", 5, "wrong-type", "is not text"),
        ("repair", "[1]", "wrong-type", "is not an object"),
        ("repair", '{"written": {"cost": NaN}}', "bad-value", "NaN is not a number"),
        ("repair", '{"written": {"x": "\\ud800"}}', "bad-value", "half a character"),
        ("repair", '{"writen": {}}', "unknown-key", '"writen" is not one of its keys'),
        ("repair", '{"roles": {}}', "unknown-key", '"roles" is not one of its keys'),
        ("ana", '{"faqs": []}', "unknown-key", '"faqs" is not one of its keys'),
        ("repair", '{"written": []}', "wrong-type", '"written" is not an object'),
        ("repair", '{"without": {}}', "wrong-type", '"without" is not a list'),
        ("repair", '{"order": [1]}', "wrong-type", '"order" is not a list of keys'),
        ("repair", '{"without": ["name"]}', "missing-key", 'the file has no "name"'),
        ("repair", '{"written": {"depends_on": [5], "aliases": 1}}', "wrong-type", "aliases"),
        ("repair", '{"written": {"nme": "x"}}', "unknown-key", '"nme" is not a key of'),
        ("ana", '{"written": {"email": ["x"]}}', "wrong-type", "email"),
        ("it", '{"written": {"channels": [1]}}', "wrong-type", "channels"),
        ("it", '{"roles": {"../x": {"title": "X"}}}', "bad-id", '"../x"'),
        ("it", '{"roles": {"hr/lead": {"title": "X"}}}', "bad-id", '"hr/lead"'),
        ("it", '{"roles": {"a": {"title": "X", "holders": 1}}}', "wrong-type", "holders"),
        ("it", '{"faqs": [{"id": "hr/a", "question": "A?", "answer": "B"}]}', "bad-id", '"hr/a"'),
        ("it", '{"faqs": {}}', "wrong-type", '"faqs" is not a list'),
        ("servicebook", '{"notices": {"../../x": {}}}', "bad-id", '"../../x"'),
        ("servicebook", '{"notices": {"x": {}}}', "missing-key", "affects"),
        ("servicebook", '{"people": {}}', "unknown-key", '"people" is not one of its keys'),
        ("servicebook", '{"written": {}}', "unknown-key", '"written" is not one of its keys'),
        ("repair", '{"written": {"a": ' + "[" * 60 + "]" * 60 + "}}", "too-deep", "nested"),
        ("repair", '{"written": {"a": ' + "[" * 9000 + "]" * 9000 + "}}", "too-deep", "nested"),
    ],
)
def test_a_faulty_annotation_is_refused_with_its_place(
    tmp_path: Path, name: str, annotation: Any, code: str, message: str
) -> None:
    root = write(tmp_path / "root", FILES)
    listed = entities(exported(root)[0])
    for entity in listed:
        if entity["metadata"]["name"] != name:
            entity["metadata"].get("annotations", {}).pop(REMAINDER_ANNOTATION, None)
    named(listed, name)["metadata"].setdefault("annotations", {})[REMAINDER_ANNOTATION] = annotation
    text = again(listed)
    result = imported(tmp_path, text)
    assert result.files == {}
    first = result.problems[0]
    assert (first.code, message in first.message, first.message.split(":")[0]) == (
        code,
        True,
        f'"{REMAINDER_ANNOTATION}" of "{name}"',
    ), first
    assert first.hint
    line = text.splitlines()[first.place.line - 1]
    assert line[: first.place.column - 1].strip() == f"{REMAINDER_ANNOTATION}:"


def test_a_faulty_annotation_of_an_existing_object_is_refused_too(tmp_path: Path) -> None:
    root = write(tmp_path / "root", FILES)
    request = ImportRequest(existing=load_documents(root).documents, catalog=opened(root, DAY).catalog)
    result = imported(
        tmp_path, PLAIN.replace("servicebook/id", "servicebook/rest: '{', servicebook/id"), request
    )
    assert ([problem.code for problem in result.problems], result.files) == (["bad-value"], {})


def test_an_annotation_with_an_unknown_reference_is_refused_with_its_place(tmp_path: Path) -> None:
    listed = entities(exported(write(tmp_path / "root", FILES))[0])
    annotations = named(listed, "it")["metadata"]["annotations"]
    annotations[REMAINDER_ANNOTATION] = annotations[REMAINDER_ANNOTATION].replace("it/lead", "it/laed")
    text = again(listed)
    write(tmp_path, {"source/catalog-info.yaml": text})
    done = run("import", "backstage", "source", "made", "--today", str(DAY), cwd=tmp_path)
    line = next(number for number, words in enumerate(text.splitlines(), 1) if "laed" in words)
    assert done.returncode == 1
    assert (
        f'source/catalog-info.yaml:{line}:23: error[unknown-role]: "{REMAINDER_ANNOTATION}" of "it": "it/laed"'
        in done.stdout
    )
    assert not (tmp_path / "made").exists()


def test_two_annotations_for_the_same_file_are_refused(tmp_path: Path) -> None:
    location = "kind: Location\nmetadata: {name: %s, annotations: {servicebook/rest: '{\"feedback\": {}}'}}\n"
    result = imported(tmp_path, f"{location % 'a'}---\n{location % 'b'}")
    assert [told(problem).partition("catalog-info.yaml:")[2] for problem in result.problems] == [
        "5:53 duplicate-id"
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["it", "ana", "repair", "servicebook"]),
    st.text(max_size=20)
    | st.dictionaries(
        st.sampled_from(
            ["written", "without", "order", "roles", "faqs", "notices", "organization", "priorities"]
        ),
        json_values
        | st.dictionaries(
            st.sampled_from(["name", "holders", "roles", "aliases", "depends_on", "channels", "member"]),
            json_values,
        ),
        max_size=3,
    ).map(json.dumps),
)
@example("repair", "\0\0\0{")
@example("repair", "{\0}\0")
def test_any_annotation_makes_a_catalog_or_a_problem(name: str, annotation: str) -> None:
    listed = [*entities(PLAIN), {"kind": "Location", "metadata": {"name": "servicebook"}}]
    named(listed, name)["metadata"].setdefault("annotations", {})[REMAINDER_ANNOTATION] = annotation
    with tempfile.TemporaryDirectory() as folder:
        result = imported(Path(folder), yaml.safe_dump_all(listed, allow_unicode=True, width=10**6))
        assert bool(result.problems) != bool(result.files)
        assert all(
            path.startswith((".", "catalog/", "site_config/", "mkdocs.yml")) and ".." not in path
            for path in result.files
        )
