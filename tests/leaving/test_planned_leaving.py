"""Who is proposed to take over from somebody who leaves, and what is written for that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from tests.support import HR, IT, SMALL, TODAY, example_on, make_catalog, opened

from servicebook.leaving.left_places import Leaving, LeftPlace
from servicebook.leaving.new_texts import texts_with
from servicebook.leaving.planned_leaving import plan_leaving
from servicebook.source.yaml_comments import comments_of

PEOPLE = "".join(
    f"{person}: {{name: {person.title()}, email: {person}@example.org}}\n"
    for person in ("ana", "ben", "cy", "dee")
)
YESTERDAY = date(2026, 8, 31)
LATER = date(2026, 9, 30)


def planned(root: Path, files: Mapping[str, str], person: str = "ana", on: date = TODAY) -> Leaving:
    """What leaving takes in a small catalog with these files."""
    loaded = opened(make_catalog(root, {"catalog/people.yml": PEOPLE, **files}, base=SMALL))
    assert not loaded.errors, loaded.problems
    return plan_leaving(loaded.documents, loaded.catalog, person, on)


def texts(root: Path, files: Mapping[str, str], person: str = "ana", on: date = TODAY) -> dict[str, str]:
    """The new texts of the files that change."""
    leaving = planned(root, files, person, on)
    changed = texts_with(opened(root).documents, leaving.changes)
    return {path: after for path, (_, after) in changed.items()}


def told(place: LeftPlace) -> tuple[str, str, str | None, str]:
    """The object, the field, who is proposed, and why."""
    kind, qualified_id, _ = place.object
    proposal = place.successor.person if place.successor else None
    return f"{kind}:{qualified_id}", place.field, proposal, place.because.value


def of_role(leaving: Leaving) -> list[tuple[str | None, str]]:
    """Who is proposed for entries in files of roles, and why."""
    return [told(place)[2:] for place in leaving.places if place.field in ("holders", "deputies")]


def roles(text: str) -> dict[str, str]:
    """The roles of IT, which its head is not one of, so that there is a line above."""
    return {
        f"{IT}/roles.yml": f"boss: {{title: Boss, holders: [dee]}}\n{text}\n",
        f"{IT}/department.yml": "name: IT\nsummary: Devices.\nhead: it/boss\nsupport_hours: office\n"
        "channels: [{type: desk, place: Floor 2}]\n",
    }


@pytest.mark.parametrize(
    ("lead", "proposal"),
    [
        ("holders: [ana], deputies: [ben]", ("ben", "taken-over")),
        ("holders: [ana], deputies: [{person: ben, until: 2026-08-01}, cy]", ("cy", "taken-over")),
        ("holders: [ana, cy]", ("cy", "held")),
        ("holders: [ana, {person: cy, since: 2027-01-01}], deputies: [ben]", ("ben", "taken-over")),
        ("holders: [ana]", ("dee", "taken-over")),
        ("holders: [ana], reports_to: it/boss", ("dee", "taken-over")),
    ],
)
def test_deputy_then_co_holder_then_line_above(tmp_path: Path, lead: str, proposal: tuple[str, str]) -> None:
    leaving = planned(tmp_path, roles(f"lead: {{title: Lead, {lead}}}"))
    assert of_role(leaving) == [proposal]


@pytest.mark.parametrize(
    ("lead", "proposal"),
    [
        ("holders: [cy], deputies: [ana, ben]", ("ben", "held")),
        ("holders: [cy, ben], deputies: [ana]", ("cy", "taken-over")),
        ("holders: [cy], deputies: [ana]", ("dee", "taken-over")),
        ("holders: [dee], deputies: [ana]", (None, "nobody")),
    ],
)
def test_a_deputy_is_followed_by_nobody_who_holds_the_role_alone(
    tmp_path: Path, lead: str, proposal: tuple[str | None, str]
) -> None:
    assert of_role(planned(tmp_path, roles(f"lead: {{title: Lead, {lead}}}"))) == [proposal]


def test_the_line_goes_up_past_roles_that_the_leaver_holds_or_nobody_does(tmp_path: Path) -> None:
    leaving = planned(
        tmp_path,
        roles(
            "lead: {title: Lead, holders: [ana], reports_to: it/mid}\n"
            "mid: {title: Mid, holders: [ana, {person: ben, until: 2026-08-01}], reports_to: it/top}\n"
            "top: {title: Top, holders: [], vacant_since: 2026-01-01, deputies: [cy]}"
        ),
    )
    assert of_role(leaving) == [("cy", "taken-over"), ("cy", "taken-over")]


def test_the_line_above_a_head_is_the_department_above(tmp_path: Path) -> None:
    files = {
        f"{HR}/department.yml": "name: HR\nsummary: People.\nhead: hr/head\npart_of: it\n",
        f"{HR}/roles.yml": "head: {title: Head, holders: [ben]}\n",
    }
    leaving = planned(tmp_path, files, "ben")
    holders = [told(place) for place in leaving.places if place.field == "holders"]
    assert holders == [("role:hr/head", "holders", "ana", "taken-over")]


def test_nobody_who_has_left_or_is_about_to_is_proposed(tmp_path: Path) -> None:
    files = roles("lead: {title: Lead, holders: [ana], deputies: [ben, cy]}")
    files["catalog/people.yml"] = PEOPLE.replace("name: Ben", "name: Ben, left_on: 2026-09-15")
    assert of_role(planned(tmp_path / "a", files, on=TODAY)) == [("ben", "taken-over")]
    assert of_role(planned(tmp_path / "b", files, on=LATER)) == [("cy", "taken-over")]


def test_whatever_a_role_answers_for_is_told_once_nobody_holds_the_role(tmp_path: Path) -> None:
    files = {
        "catalog/journeys/fix.yml": "name: Fix\nsummary: It works.\nowner: it/lead\n"
        "steps: [{id: a, title: Mend, service: it/repair}]\n",
        "catalog/agreements/it-hr.yml": "name: R\nprovider: it\ncustomer: hr\ncovers: [it/repair]\n"
        f"accepted: [{{party: it, by: it/lead, on: 2026-08-01, terms: sha256-{'0' * 32}}}]\n",
        f"{IT}/meetings/2026-08-03.yml": "meeting: Round table\nwith: [hr, it/lead]\nactions:\n"
        "  - {what: Mend it., role: it/lead, by: 2026-10-01}\n"
        "  - {what: Buy it., role: it/lead, by: 2026-08-10, done: 2026-08-09}\n",
        f"{IT}/services/old.yml": "name: Old\nsummary: Gone.\nlifecycle: retired\nroles: {owner: it/lead}\n",
    }
    leaving = planned(tmp_path, files)
    assert [told(place) for place in leaving.places if place.through] == [
        ("department:it", "head", "ben", "through-role"),
        ("meeting:it/2026-08-03", "actions.role", "ben", "through-role"),
        ("service:it/repair", "roles.owner", "ben", "through-role"),
        ("journey:fix", "owner", "ben", "through-role"),
    ]


def test_words_of_the_past_stay_and_texts_are_for_people(tmp_path: Path) -> None:
    files = {
        "catalog/kudos.yml": "- {from: person:ana, to: person:ben, text: Help., on: 2026-08-01}\n",
        f"{IT}/faqs.yml": "- {question: Who?, answer: 'Ask [Ana](person:ana).'}\n",
    }
    leaving = planned(tmp_path, files)
    assert [told(place) for place in leaving.places if place.because.value in ("record", "text")] == [
        ("faq:it/who", "answer", None, "text"),
        ("kudos:", "from", None, "record"),
    ]


def test_an_address_of_the_leaver_becomes_that_of_who_follows_once_the_day_has_come(tmp_path: Path) -> None:
    files = {
        f"{IT}/roles.yml": "lead: {title: Lead, holders: [ana], deputies: [ben], "
        'contact: {email: Ana@example.org, chat: "#it"}}\n',
        f"{IT}/services/repair.yml": (
            "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\n"
            "channels:\n  - {type: email, address: ana@example.org} # hers\n"
            '  - {type: phone, number: "+49 30 1234"}\n'
            "targets: [{measure: response_time, within: 4 hours}]\n"
        ),
    }
    leaving = planned(tmp_path, files, on=LATER)
    assert [told(place) for place in leaving.places if "address" in place.because.value] == [
        ("role:it/lead", "contact.email", "ben", "address"),
        ("service:it/repair", "channels.address", "ben", "address"),
    ]
    assert list(texts(tmp_path, files, on=LATER)) == [f"{IT}/roles.yml", "catalog/people.yml"]
    after = texts(tmp_path, files, on=TODAY)
    assert "contact: {email: ben@example.org, chat: " in after[f"{IT}/roles.yml"]
    assert "  - {type: email, address: ben@example.org} # hers\n" in after[f"{IT}/services/repair.yml"]


def test_a_telephone_that_somebody_else_has_as_well_is_no_address_of_the_leaver(tmp_path: Path) -> None:
    files = {
        "catalog/people.yml": 'ana: {name: Ana, phone: "+49 30 12"}\nben: {name: Ben, phone: "+49 30 12"}\n',
        f"{IT}/roles.yml": 'lead: {title: Lead, holders: [ana], deputies: [ben], contact: {phone: "+49 30 12"}}\n',
    }
    assert not [place for place in planned(tmp_path, files).places if "address" in place.because.value]


LEAD = "lead: {title: Lead, holders: [ana], deputies: [ben]}"


@pytest.mark.parametrize(
    ("lead", "on", "after"),
    [
        (
            LEAD,
            TODAY,
            "lead: {title: Lead, holders: [{person: ben, interim: true, since: 2026-09-01}], deputies: [ben]}",
        ),
        (
            LEAD,
            LATER,
            "lead: {title: Lead, holders: [ana, {person: ben, interim: true, since: 2026-10-01}], deputies: [ben]}",
        ),
        (
            "lead:\n  title: Lead # of all\n  holders:\n    # first\n    - ana # who leads\n    - cy\n",
            YESTERDAY,
            "lead:\n  title: Lead # of all\n  holders:\n    # first\n    # who leads\n    - cy\n",
        ),
        (
            "lead:\n  title: Lead # of all\n  holders:\n    # first\n    - ana\n    - cy # too\n",
            YESTERDAY,
            "lead:\n  title: Lead # of all\n  holders:\n    # first\n    - cy # too\n",
        ),
        (
            "lead:\n  title: Lead\n  holders:\n    - person: ana # now\n      until: 2027-01-01 # or so\n",
            LATER,
            "lead:\n  title: Lead\n  holders:\n    - person: ana # now\n      until: 2026-09-30 # or so\n"
            "    - person: dee\n      interim: true\n      since: 2026-10-01\n",
        ),
        (
            "lead: {title: Lead, holders: [cy, {person: ana, since: 2027-01-01}]}",
            LATER,
            "lead: {title: Lead, holders: [cy]}",
        ),
        ("lead: {title: Lead, holders: [cy, {person: ana, until: 2026-09-30}]}", LATER, "-"),
        ("lead: {title: Lead, holders: [cy, {person: ana, until: 2026-09-29}]}", LATER, "-"),
        (
            "lead: {title: Lead, holders: [{person: ana, until: 2026-09-30}]}",
            LATER,
            "lead: {title: Lead, holders: [{person: ana, until: 2026-09-30}, "
            "{person: dee, interim: true, since: 2026-10-01}]}",
        ),
        # they were to begin on the day after their last one
        (
            "lead: {title: Lead, holders: [{person: cy, until: 2026-09-30}, {person: ana, since: 2026-10-01}]}",
            LATER,
            "lead: {title: Lead, holders: [{person: cy, until: 2026-09-30}, "
            "{person: dee, since: 2026-10-01, interim: true}]}",
        ),
        (
            "lead: {title: Lead, holders: [ana, {person: dee, since: 2026-12-01}]}",
            TODAY,
            "lead: {title: Lead, holders: [{person: dee, interim: true, since: 2026-09-01, until: 2026-11-30}, "
            "{person: dee, since: 2026-12-01}]}",
        ),
        (
            "lead: {title: Lead, holders: [cy, {person: ana, until: 2026-08-30}]}",
            YESTERDAY,
            "lead: {title: Lead, holders: [cy]}",
        ),
        (
            "lead: {title: Lead, holders: [ana, {person: ana, since: 2026-08-01}]}",
            TODAY,
            "lead: {title: Lead, holders: [{person: dee, interim: true, since: 2026-09-01}]}",
        ),
    ],
)
def test_what_is_written_of_roles(tmp_path: Path, lead: str, on: date, after: str) -> None:
    changed = texts(tmp_path, roles(lead), on=on)
    assert changed["catalog/people.yml"] == PEOPLE.replace(
        "ana@example.org", f"ana@example.org, left_on: {on}"
    )
    before = "boss: {title: Boss, holders: [dee]}\n"
    assert changed.get(f"{IT}/roles.yml", f"{before}-\n") == f"{before}{after}\n"


def test_a_role_for_which_nobody_is_known_is_vacant_from_the_day_after(tmp_path: Path) -> None:
    files = {f"{IT}/roles.yml": "lead: {title: Lead, holders: [ana]}\n"}
    later = texts(tmp_path / "a", files, on=LATER)[f"{IT}/roles.yml"]
    assert later == "lead: {title: Lead, holders: [ana], vacant_since: 2026-10-01}\n"
    now = texts(tmp_path / "b", files, on=TODAY)[f"{IT}/roles.yml"]
    assert now == "lead: {title: Lead, holders: [], vacant_since: 2026-09-02}\n"


def test_planning_again_finds_nothing_more_to_write(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {"catalog/people.yml": PEOPLE}, base=SMALL)
    for today, on in ((TODAY, LATER), (date(2026, 10, 1), LATER)):
        loaded = opened(root, today)
        leaving = plan_leaving(loaded.documents, loaded.catalog, "ana", on)
        for path, (_, after) in texts_with(loaded.documents, leaving.changes).items():
            (root / path).write_text(after, encoding="utf-8")
        loaded = opened(root, today)
        assert not loaded.errors
        assert plan_leaving(loaded.documents, loaded.catalog, "ana", on).changes == ()
    assert not [problem for problem in opened(root, date(2026, 10, 1)).problems if "left" in problem.code]


def words_of(text: str) -> list[str]:
    """Its comments."""
    return [comment.text for comment in comments_of(text)]


def test_whoever_leaves_the_example_no_comment_goes_and_nothing_else_changes() -> None:
    today = date(2026, 11, 26)
    loaded = example_on(today)
    for person in loaded.catalog.people:
        for on in (today, date(2026, 12, 31)):
            leaving = plan_leaving(loaded.documents, loaded.catalog, person, on)
            for before, after in texts_with(loaded.documents, leaving.changes).values():
                assert words_of(before) == words_of(after)
                changed = len(set(before.splitlines()) ^ set(after.splitlines()))
                assert changed <= 4 * len(leaving.changes), (person, after)
