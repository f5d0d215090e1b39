"""What to do about a key that is given twice: no person may be lost by it."""

from __future__ import annotations

import pytest

from servicebook.source.yaml_reader import parse

SAM = "sam: {name: Sam, site: london}\n"
SARA = "sam: {name: Sara Visser, site: london}\n"
LONG = "sam:\n  name: Sam\n  email: sam.of.the.warehouse.and.the.garden@example.org\n  site: %s\n"
REN = "sam: {name: Sam, site: nairobi}\n"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (SAM + SARA, 'the two differ: give "Sara Visser" (line 2) its own id: sara-visser:'),
        (SARA + SAM, 'the two differ: give "Sara Visser" (line 1) its own id: sara-visser:'),
        (f"sara-visser: {{name: S}}\n{SAM}{SARA}",
         "the two differ: give the one in line 3 its own id; or keep one of the two, if both are the same"),
        (SAM + "sam: {name: 松本}\n",
         "the two differ: give the one in line 2 its own id; or keep one of the two, if both are the same"),
        (SAM + REN,
         "keep the one that is right: sam: {name: Sam, site: london} (line 1) or sam: {name: Sam, site: nairobi} "
         "(line 2)"),
        (LONG % "london" + LONG % "nairobi",
         "keep the one that is right: site: london (line 1) or site: nairobi (line 5); the rest is the same"),
        (LONG % "london" + LONG % "london\n  phone: +44 20 5550",
         "keep the one that is right: without phone: +44 20 5550 (line 1) or phone: +44 20 5550 (line 5); the rest is "
         "the same"),
        (SAM + SAM, "both say the same: remove the one in line 2"),
        ("cost: free\ncost: free\n", "both say the same: remove the one in line 2"),
        ("name: X\nroles: {owner: it/lead}\nroles: {deputy: it/head}\n",
         "keep the one that is right: roles: {owner: it/lead} (line 2) or roles: {deputy: it/head} (line 3)"),
        ("default: low\npriorities:\n  low: {name: Low}\n  low: {name: Very low}\n",
         'the two differ: give "Very low" (line 4) its own id: very-low:'),
    ],
)  # fmt: skip
def test_two_objects_of_one_id_are_told_from_one_that_is_there_twice(text: str, hint: str) -> None:
    (problem,) = parse(text, "f.yml").problems
    assert problem.hint == hint
