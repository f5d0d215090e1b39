"""What the search finds besides pages, and the words by which people ask for it."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "search.part.reach": "How and when to reach {department}",
    "search.words.reach": "contact call phone telephone e-mail write chat ask open hours available closed",
    "search.part.relies-on": "What {department} depends on",
    "search.words.relies-on": "relies needs requires dependencies suppliers providers",
    "search.part.served": "Who depends on {department}",
    "search.words.served": "serves relies customers users",
    "search.deputy": "Deputy of the {role}",
    "search.words.deputy": "stands in substitute replacement cover absent away",
    "search.words.agreement": "agreement promises agreed SLA OLA service level",
    "search.words.notice": "notice news announcement closed delayed delay changed change disruption",
    "search.words.calendar": "hours open opening working calendar",
    "search.day-off": "{days}: {hours} ({calendars})",
    "search.words.day-off": "closed open day off public holiday",
}
