"""``servicebook new``: every kind of object can be made, what is there stays, and nothing wrong is written."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.source.test_file_changes import everything
from tests.support import HR, IT, SMALL, make_catalog, opened, permissions_hold, run, run_at_terminal, write

from servicebook.documents.drafting import OBJECTS, draft, fields_of
from servicebook.documents.examples import DRAFTED
from servicebook.documents.kinds import BY_NAME, Kind
from servicebook.documents.validators import fast_validator
from servicebook.source.yaml_reader import parse

DAY = ("--today", "2026-09-01")


def new(root: Path, *args: str) -> tuple[int, str, str]:
    done = run("new", *args, "--root", str(root), *DAY)
    return done.returncode, done.stdout, done.stderr


ENOUGH = {
    "department": ["legal", "--name", "Legal", "--summary", "Contracts."],
    "service": ["it/loan", "--name", "Loan", "--summary", "We lend.", "--set", "roles.owner=it/lead"],
    "role": ["it/clerk", "--name", "Clerk", "--set", "contact.phone=+49 1", "--set", "holders=ana, ben"],
    "person": ["cy", "--name", "Cy", "--set", "handles.github=cy-x"],
    "faq": ["it/why", "--name", "Why?", "--set", "answer=Because: [it](service:it/repair)."],
    "agreement": ["it-hr", "--set", "provider=it", "--set", "customer=hr", "--set", "covers=it/repair"],
    "journey": ["start", "--name", "S", "--summary", "S.", "--set", "steps=[{id: a, title: A, service: it/repair}]"],
    "notice": ["late", "--name", "Late", "--set", "effect=delayed", "--set", "affects.departments=it,hr", "--set", "from=2026-09-01"],
    "kudos": ["--set", "from=department:hr", "--set", "to=person:ana", "--set", "text=Thanks"],
    "absence": ["--set", "person=ana", "--set", "from=2026-09-07", "--set", "until=2026-09-13", "--set", "stands_in=ben"],
    "calendar": ["night", "--name", "Night", "--set", 'open={mon: ["22:00-06:00"]}'],
    "audience": ["all", "--name", "All"],
    "topic": ["money", "--name", "Money"],
    "site": ["berlin", "--name", "Berlin", "--set", "address=Street 1, Berlin"],
    "principle": ["say-when", "--name", "Say when, and mean it"],
}  # fmt: skip


@pytest.mark.parametrize("kind", [kind.name for kind in OBJECTS])
def test_every_kind_is_written_and_has_no_error(tmp_path: Path, kind: str) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    before = everything(root)
    status, out, err = new(root, kind, *ENOUGH[kind])
    assert (status, err) == (0, ""), err
    assert re.match(rf"\S+\.yml:\d+:\d+: added: {kind}", out)
    assert opened(root).errors == 0
    path = out.partition(":")[0]
    text = (root / path).read_bytes().decode()
    old = before.get(path)
    if old is None:
        assert text.startswith("# yaml-language-server: $schema=")
    else:
        assert text.startswith(old.decode())
    assert {p: content for p, content in everything(root).items() if p != path and content is not None} == {
        p: content for p, content in before.items() if p != path and content is not None
    }
    given, added, _ = new(root, kind, *ENOUGH[kind])
    assert (given, added) == ((0, added) if kind == "kudos" else (2, ""))


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.name)
def test_comments_are_fields_with_their_number_sign_taken_away(kind: Kind) -> None:
    required = {field.name: field.examples[0] for field in fields_of(kind) if field.required}
    lines = draft(kind, required)
    text = "\n".join(line.removeprefix("#") if re.match("#[^ ]|#  ", line) else line for line in lines)
    parsed = parse(text, "")
    assert parsed.problems == ()
    value: object = (
        {"x": parsed.value}
        if kind.holds == "map"
        else [parsed.value]
        if kind.holds == "list"
        else parsed.value
    )
    assert fast_validator(kind.schema).is_valid(value)
    assert isinstance(parsed.value, dict)
    assert set(parsed.value) == {f.name for f in fields_of(kind)} - {"former_ids", "accepted", "id"}
    assert parse("\n".join(draft(kind, required)), "").value == required


CLERK = "".join(f"  {line}\n" for line in draft(BY_NAME["role"], {"title": "Clerk"}))


def test_what_is_known_for_an_example_of_a_comment_stands_in_one() -> None:
    comments = "\n".join(line for kind in OBJECTS for line in draft(kind, {}))
    assert [text for text in DRAFTED if text not in comments] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("lead: {title: Lead}  # she\n# end\n", "lead: {title: Lead}  # she\nclerk:\nCLERK# end\n"),
        ("lead:\n  title: Lead\n  #summary: x\n\n# end\n", "lead:\n  title: Lead\n  #summary: x\nclerk:\nCLERK\n# end\n"),
        ("a:\n  title: A\n\nlead:\n  title: Lead\n", "a:\n  title: A\n\nlead:\n  title: Lead\n\nclerk:\nCLERK"),
        ("lead:\r\n  title: Lead\r\n", "lead:\r\n  title: Lead\r\nclerk:\nCLERK"),
        ("lead:\n  title: Lead", "lead:\n  title: Lead\nclerk:\nCLERK"),
    ],
    ids=["braces", "comments of the last", "blank lines", "old line breaks", "no final newline"],
)  # fmt: skip
def test_comments_and_order_of_a_collection_stay(tmp_path: Path, before: str, after: str) -> None:
    root = make_catalog(tmp_path, {f"{IT}/roles.yml": before}, base=SMALL)
    assert new(root, "role", "it/clerk", "--name", "Clerk")[0] == 0
    wanted = after.replace("CLERK", CLERK)
    if "\r\n" in before:
        wanted = wanted.replace("\r\n", "\n").replace("\n", "\r\n")
    wanted = wanted if before.endswith("\n") else wanted.removesuffix("\n")
    assert (root / IT / "roles.yml").read_bytes().decode() == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "",
            "# yaml-language-server: $schema=../../../.servicebook/schemas/roles.schema.json\nclerk:\nCLERK",
        ),
        ("# who\n\n  # nobody", "# who\n\n  # nobody\nclerk:\nCLERK"),
        ("# who\r\n", "# who\r\nclerk:\r\nCLERK"),
    ],
    ids=["nothing", "comments", "old line breaks"],
)
def test_collection_without_an_entry_gets_its_first_one(tmp_path: Path, before: str, after: str) -> None:
    department = "name: HR\nsummary: People.\n"
    root = make_catalog(tmp_path, {f"{HR}/department.yml": department, f"{HR}/roles.yml": before})
    status, _, err = new(root, "role", "hr/clerk", "--name", "Clerk")
    assert (status, err) == (0, "")
    wanted = after.replace("CLERK", CLERK.replace("\n", "\r\n") if "\r" in before else CLERK)
    assert (root / HR / "roles.yml").read_bytes().decode() == wanted
    assert opened(root).errors == 0


def test_collection_in_braces_gets_its_entry_between_them(tmp_path: Path) -> None:
    root = make_catalog(
        tmp_path, {"catalog/people.yml": "{ana: {name: Ana}, ben: {name: Ben}} # all\n"}, base=SMALL
    )
    assert new(root, "person", "cy", "--name", "Cy: C")[0] == 0
    assert (root / "catalog/people.yml").read_text(encoding="utf-8") == (
        '{ana: {name: Ana}, ben: {name: Ben}, cy: {"name": "Cy: C"}} # all\n'
    )
    write(root, {"site_config/audiences.yml": "# who\n{}  # nobody yet\n"})
    assert new(root, "audience", "all", "--name", "All")[0] == 0
    text = (root / "site_config/audiences.yml").read_text(encoding="utf-8")
    assert text.startswith("# who\nall:\n  name: All\n")
    assert text.endswith("  # nobody yet\n")


def test_question_of_a_service_stands_in_its_file_and_an_id_only_where_it_must(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    for own, words in (("how-long", "How long?"), ("cost", "What does it cost?")):
        assert new(root, "faq", f"it/repair/{own}", "--name", words, "--set", "answer=Well.")[0] == 0
    text = (root / IT / "services/repair.yml").read_text(encoding="utf-8")
    assert text.startswith(
        SMALL[f"{IT}/services/repair.yml"] + "faqs:\n  - question: How long?\n    answer: Well.\n"
    )
    assert "  - id: cost\n    question: What does it cost?\n" in text
    assert {"it/repair/how-long", "it/repair/cost"} <= opened(root).catalog.faqs.keys()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ("servce it/x", '"servce" is not a kind of object; did you mean "service"?'),
        ("rules x", '"rules" is not a kind of object; use one of: department, service, role, person, faq, agreement, journey, notice, kudos, absence, calendar, audience, topic, site, principle'),
        ("service", "a service needs an id; write it after the kind"),
        ("kudos x", "kudos have no id; leave it out"),
        ("service x", '"x" is not the full id of a service; write it as <department>/<id>'),
        ("agreement a/b", '"a/b" is not the full id of an agreement; write it as <id>'),
        ("service itt/x", '"itt" is not a department; did you mean "it"?'),
        ("faq it/repairs/x", '"it/repairs" is not a service; did you mean "it/repair"?'),
        ("service it/con", '"con" is a name that Windows reserves for a device; give it another id, for instance "con-1"'),
        ("person AUX", '"AUX" is a name that Windows reserves for a device; give it another id, for instance "aux-1"'),
        ("service it/Fix_It", '"Fix_It" is not a valid id; call it "fix-it"'),
        ("service ../x", '".." is not a valid id; use lower-case letters, digits and single hyphens, at most 63 characters'),
        ("service it/repair", f'the service id "it/repair" is taken: {IT}/services/repair.yml:1:1'),
        ("person ana", 'the person id "ana" is taken: catalog/people.yml:1:1'),
        ("service it/x", "a service needs more: --name TEXT, --summary TEXT"),
        ("service it/x --name X", "a service needs more: --summary TEXT"),
        ("agreement x", "an agreement needs more: --set provider=VALUE, --set customer=VALUE, --set covers=VALUE"),
        ("person x --name X --summary S", "--summary does not fit: a person has no summary; what it needs is --name TEXT"),
        ("faq it/where --summary S", "--summary does not fit: a question has no summary; what it needs is --name TEXT, --set answer=VALUE"),
        ("service it/x --set nme=X", '"nme" is not a field of a service; did you mean "name"?'),
        ("service it/x --set name=\udcff --summary S", "'name=\\udcff' is not UTF-8"),
        ("service it/x --set name", '"name" is not FIELD=VALUE'),
        ("service it/x --set roles.ownr=it/lead", '"roles.ownr" is not a field of a service; did you mean "roles.owner"?'),
        ("service it/x --name X --summary S --set channels=[", "channels: [ is not YAML: a value is missing here"),
        ("service it/x --name X --summary S --set roles.owner=it/laed", '"it/laed" is not a role; did you mean "it/lead"?; nothing was written'),
        ("service it/x --name X --summary S --set lifecycle=alive", '"lifecycle": "alive" is not one of its values; write lifecycle: live; nothing was written'),
        ("service it/x --name X --summary S --set faqs=[{question:Q}]", None),
        ("calendar x --name X --set extends=x", None),
        ("calendar x --name X", 'a calendar needs more: --set \'open=mon-fri 09:00-12:30, 13:00-17:00; sat 10:00-14:00\''),
        ("service it/x --name X --set name=Y", "name is given twice; give it once, a list as a, b"),
        ("service it/x --set aliases=a --set aliases=b", "aliases is given twice; give it once, a list as a, b"),
        ("service it/x --set roles.owner=a --set roles.owner=b", "owner is given twice; give it once, a list as a, b"),
        ("calendar x --name X --set open={}", 'the calendar "X" is never open; add the days on which it is open, such as open: {mon: ["09:00-17:00"]}, or extends: with the id of a calendar; nothing was written'),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_line_and_nothing_is_written(
    tmp_path: Path, args: str, said: str | None
) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    before = everything(root)
    status, out, err = new(root, *args.split())
    assert (status, out, err.count("\n")) == (2, "", 1), err
    if said is not None:
        assert err in (
            f"servicebook new: {said}\n",
            err if said.startswith("channels") and said in err else "",
        )
    assert everything(root) == before


def test_former_id_is_not_given_to_something_else(tmp_path: Path) -> None:
    repair = SMALL[f"{IT}/services/repair.yml"] + "former_ids: [it/fix]\n"
    root = make_catalog(tmp_path, {f"{IT}/services/repair.yml": repair}, base=SMALL)
    assert new(root, "service", "it/fix", "--name", "X", "--summary", "X.") == (
        2, "", 'servicebook new: "it/fix" is a former id of "it/repair"; links to it lead there\n',
    )  # fmt: skip


def test_errors_that_were_there_before_do_not_matter_unless_in_that_file(tmp_path: Path) -> None:
    root = make_catalog(
        tmp_path, {f"{HR}/services/pay.yml": "name: 1\n", f"{HR}/roles.yml": "head: [\n"}, base=SMALL
    )
    assert new(root, "service", "it/x", "--name", "X", "--summary", "X.")[0] == 0
    before = everything(root)
    assert new(root, "role", "hr/x", "--name", "X") == (
        2, "", f"servicebook new: {HR}/roles.yml:2:1: a value is missing here; write the value, or remove the comma; correct this first\n",
    )  # fmt: skip
    assert everything(root) == before


def test_file_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    (root / IT / "roles.yml").chmod(0o444)
    with permissions_hold():
        done = run("new", "role", "it/x", "--name", "X", "--root", str(root), *DAY)
    assert (done.returncode, done.stderr) == (
        2,
        f"servicebook new: cannot write {IT}/roles.yml: Permission denied\n",
    )


def test_at_a_terminal_what_is_required_is_asked_for_and_checked(tmp_path: Path, warm: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    answers = "it-hr\nitt\nit\nhr\nit/repiar\nit/repair\n"
    program = [str(warm / "servicebook")]
    status, seen = run_at_terminal("new", "agreement", *DAY, answers=answers, cwd=root, program=program)
    assert status == 0, seen
    assert "Its id (<id>): " in seen
    assert '  "itt" is not a department; did you mean "it"?' in seen
    assert '  "it/repiar" is not a service; did you mean "it/repair"?' in seen
    agreement = opened(root).catalog.agreements["it-hr"]
    assert (agreement.provider, agreement.customer, agreement.covers) == ("it", "hr", ("it/repair",))
    status, seen = run_at_terminal(
        "new", "journey", "start", "--name", "Start", *DAY, cwd=root, program=program,
        answers="\nA beginning.\n[{id: a}]\n[{id: a, title: A, by: it}]\n",
    )  # fmt: skip
    assert status == 0, seen
    assert '"summary" is empty' in seen
    assert '"steps[1]" has no "title"' in seen
    assert "start" in opened(root).catalog.journeys


def test_a_calendar_asks_for_days_and_hours_in_one_line(tmp_path: Path, warm: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    answers = "Shop\nweekdays\nthu 10-21; mon-wed 10-18\n"
    program = [str(warm / "servicebook")]
    status, seen = run_at_terminal(
        "new", "calendar", "shop", *DAY, answers=answers, cwd=root, program=program
    )
    assert status == 0, seen
    assert "Days and hours, such as mon-fri 09:00-12:30, 13:00-17:00; sat 10:00-14:00: " in seen
    assert '  "weekdays" does not say days and hours' in seen
    text = (root / "site_config/calendars.yml").read_text(encoding="utf-8")
    assert 'mon: ["10:00-18:00"]' in text and 'thu: ["10:00-21:00"]' in text


def test_what_is_new_is_said_to_have_been_reviewed_today(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    for args in (
        ("department", "shop", "--name", "Shop", "--summary", "We sell."),
        (
            "service",
            "shop/sale",
            "--name",
            "Sale",
            "--summary",
            "You buy.",
            "--set",
            "reviewed_on=2026-01-02",
        ),
    ):
        assert new(root, *args)[0] == 0
    shop = "catalog/departments/shop"
    for path, day in (
        (f"{shop}/department.yml", DAY[1]),
        (f"{shop}/services/sale.yml", "2026-01-02"),
    ):
        assert f"\nreviewed_on: {day}\n" in (root / path).read_text(encoding="utf-8")
