"""What to write in place of an id that names nothing of the kind that is wanted."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.support import HR, IT, SMALL, make_catalog, problems

SERVICE = f"{IT}/services/x.yml"
NAMED = "name: X\nsummary: X.\n"
OWNER = NAMED + "roles: {owner: %s}\n"
BY = NAMED + "handoffs: [{id: a, by: %s}]\n"
NEEDS = NAMED + "depends_on: [{service: %s}]\n"
HOURS = NAMED + "support_hours: %s\n"
THANKS = "- {from: department:hr, to: %s, text: Thanks., on: 2026-08-01}\n"
BASE: Mapping[str, str | bytes] = {
    **SMALL,
    f"{IT}/roles.yml": "lead: {title: Desk lead, holders: [ana], deputies: [ben]}\nfixer: {title: Fixer, holders: [ana]}\n",
    "catalog/people.yml": "ana: {name: Ana Azul, email: ana@example.org}\nben: {name: Ben, email: b.boss@example.org}\neve: {name: Eve}\n",
    "site_config/sites.yml": "berlin: {name: Berlin}\n",
    "site_config/audiences.yml": "staff: {name: Staff}\nshops: {name: Shops}\n",
}

CASES = [
    # an object of another kind, which has to do with some of the kind that is wanted
    (SERVICE, OWNER, "ana", '"ana" is a person; write owner: it/lead or owner: it/fixer'),
    (SERVICE, OWNER, "eve", '"eve" is a person; a role is wanted here, from catalog/departments/<department>/roles.yml'),
    (SERVICE, OWNER, "hr", '"hr" is a department; write owner: hr/head'),
    (SERVICE, OWNER, "it/repair", '"it/repair" is a service; write owner: it/lead'),
    (SERVICE, NEEDS, "it", '"it" is a department; write service: it/repair or service: it/x'),
    (SERVICE, NEEDS, "it/lead", '"it/lead" is a role; a service is wanted here'),
    (SERVICE, BY, "it/repair", '"it/repair" is a service; write service: it/repair'),
    (SERVICE, BY, "ben", '"ben" is a person; write by: hr or by: hr/head'),
    (f"{HR}/roles.yml", "head: {title: Head, holders: [%s]}\n", "it/lead", '"it/lead" is a role; write ana'),
    (f"{HR}/department.yml", "name: HR\nsummary: People.\nhead: %s\n", "ben", '"ben" is a person; write head: hr/head'),
    # what people call it
    (SERVICE, OWNER, "Desk lead", "write owner: it/lead"),
    (SERVICE, OWNER, "Ana Azul", "write owner: it/lead or owner: it/fixer"),
    (SERVICE, BY, "IT department", "write by: it"),
    (SERVICE, NEEDS, "Repair", "write service: it/repair"),
    (SERVICE, HOURS, "Office", "write support_hours: office"),
    (f"{HR}/roles.yml", "head: {title: Head, holders: [%s]}\n", "ana@example.org", "write ana"),
    ("catalog/kudos.yml", THANKS, "ben", "write to: person:ben"),
    ("catalog/kudos.yml", THANKS, "role:it/fixer", "write to: department:it or to: person:ana"),
    # several where one is possible
    (SERVICE, OWNER, '"it/lead, it/fixer"', "only one is possible: owner: it/lead; the other is deputy: it/fixer"),
    (SERVICE, OWNER[:-2] + ", deputy: it/fixer}\n", "it/lead and it/fixer", "only one is possible: owner: it/lead; there is a deputy: already, so remove it/fixer"),
    (f"{HR}/department.yml", "name: HR\nsummary: People.\nhead: %s\n", "hr/head and it/lead", "only one is possible: head: hr/head; remove it/lead"),
    # what there is, when it is little
    (SERVICE, OWNER, "it/boss", "use one of: it/lead, it/fixer; or define it in catalog/departments/it/roles.yml"),
    (SERVICE, OWNER, "itt/boss", 'did you mean "it"?'),
    (SERVICE, NAMED + "audience: [%s]\n", "everybody", "use one of: staff, shops (they are those of site_config/audiences.yml)"),
    (SERVICE, NAMED + "sites: [%s]\n", "hq", "use one of: berlin (they are those of site_config/sites.yml)"),
    (SERVICE, NAMED + "targets: [{measure: response_time, within: 1 hour, priority: %s}]\n", "now", "use one of: high, normal (they are those of site_config/priorities.yml)"),
    (SERVICE, NAMED + "targets: [{measure: response_time, within: 1 hour, priority: %s}]\n", "Critical", 'did you mean "high", the highest of: high, normal?'),
    # a person as people write them
    (f"{HR}/roles.yml", "head: {title: Head, holders: [%s]}\n", "a.azul", 'did you mean "ana"?'),
    (f"{HR}/roles.yml", "head: {title: Head, holders: [%s]}\n", "Azul", 'did you mean "ana"?'),
    (f"{HR}/roles.yml", "head: {title: Head, holders: [%s]}\n", "azula", 'did you mean "ana"?'),
    (f"{HR}/roles.yml", "head: {title: Head, holders: [%s]}\n", "b.boss@example.com", 'did you mean "ben"?'),
    # what is called so is of another kind everywhere
    (SERVICE, NEEDS, "it/head", '"head" is what roles are called, such as hr/head; use one of: it/repair, it/x'),
    (SERVICE, OWNER, "hr/repair", '"repair" is what services are called, such as it/repair; use one of: hr/head'),
    (SERVICE, HOURS, "24/7", "write support_hours: always"),
    (SERVICE, HOURS, "Mon-Fri 9-17", "write the id of a calendar: office; or define one with these hours in site_config/calendars.yml: new-hours: {name: New hours, open: {mon: "),
    (SERVICE, HOURS, "Mon 9-17", "write support_hours: office, with exactly these hours"),
    (SERVICE, HOURS, "07:30-18:00", 'write the id of a calendar: office; or define one with these hours in site_config/calendars.yml: new-hours: {name: New hours, open: {mon: ["07:30-18:00"], tue:'),
    (SERVICE, NAMED + "description: See [it](service:%s).\n", "it/lead", '"it/lead" is a role; a service is wanted here'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "text", "written", "hint"), CASES, ids=[f"{c[2]}-{c[3][:20]}" for c in CASES]
)
def test_an_unknown_id_comes_with_what_to_write(
    tmp_path: Path, path: str, text: str, written: str, hint: str
) -> None:
    found = problems(make_catalog(tmp_path, {path: text % written}, base=BASE))
    hints = [problem.hint for problem in found if problem.severity == "error"]
    assert len(hints) == 1, found
    assert str(hints[0]).startswith(hint)


def test_many_ids_are_not_listed(tmp_path: Path) -> None:
    sites = "".join(f"site-{number}: {{name: Site {number}}}\n" for number in range(13))
    files = {SERVICE: NAMED + "sites: [hq]\n", "site_config/sites.yml": sites}
    found = problems(make_catalog(tmp_path, files, base=BASE))
    assert [p.hint for p in found if p.code == "unknown-site"] == [
        "use one of those in site_config/sites.yml"
    ]


def test_of_two_people_who_may_be_meant_nobody_is(tmp_path: Path) -> None:
    people = "ana: {name: Ana Azul}\nben: {name: Adam Azul}\n"
    files = {"catalog/people.yml": people, f"{HR}/roles.yml": "head: {title: Head, holders: [a.azul]}\n"}
    found = problems(make_catalog(tmp_path, files, base=SMALL))
    hints = [p.hint for p in found if p.code == "unknown-person"]
    assert hints == ["use one of: ana, ben; or define it in catalog/people.yml"]
