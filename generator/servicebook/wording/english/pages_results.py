"""What the pages of results say: of the organization, of each department."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "title.results": "Results",
    "title.results-of": "Results of {department}",
    "results.summary": "Which promises were kept, what is asked for most, and what changes.",
    "results.summary-of": "Which promises {department} kept, what it is asked for most, and what changes.",
    "results.until": "Counted up to {period}",
    "results.total": "{share} promises kept",
    "results.fact-missed": Plural(one="{count} promise missed", other="{count} promises missed"),
    "results.json": "JSON file",
    "results.all-of": "Results of {department} by month",
    "results.promises": "All promises",
    "results.by-department": "By department",
    "results.by-service": "By service",
    "results.caption": "Share of promises that were kept, kept/counted, and how many promises were missed; the "
    "latest period first. Each number is a sum of published figures.",
    "results.reported": Plural(
        one="{count} of the {counted} together was counted elsewhere, and reported.",
        other="{count} of the {counted} together were counted elsewhere, and reported.",
    ),
    "results.all-reported": "All of them were counted elsewhere, and reported.",
    "results.together": "Together",
    "results.all-departments": "All departments",
    "results.all-services": "All services",
    "results.so-far": "{period} so far",
    "results.count.missed": Plural(one="{count} missed", other="{count} missed"),
    "results.no-figures": "no figures",
    "results.more-departments": "Also counted",
    "results.not-measured": Plural(
        one="{count} department with services has no results yet.",
        other="{count} departments with services have no results yet.",
    ),
    "results.parts": "Parts",
    "results.asked": "Asked for most",
    "results.asked-said": "{number} times; {share} % of promises kept",
    "results.growing": "Asked for more than before",
    "results.growing-in": "{range}, and by more than chance.",
    "results.grown": "{recent} times, up {percent} % from {earlier} ({before})",
    "results.recurring": "Missed repeatedly",
    "results.missed": "Missed the last time",
    "results.missed-in.month": Plural(
        one="Missed in {count} of {total} months", other="Missed in {count} of {total} months"
    ),
    "results.missed-in.quarter": Plural(
        one="Missed in {count} of {total} quarters", other="Missed in {count} of {total} quarters"
    ),
    "results.missed-in.year": Plural(
        one="Missed in {count} of {total} years", other="Missed in {count} of {total} years"
    ),
    "results.nothing-missed": "Nothing was missed the last time, nor repeatedly.",
    "results.improved": "Kept more often than before",
    "results.improved-in": "{range}, and by more than chance.",
    "results.improved-said": "{recent}; {before}: {earlier}",
    "results.share": "{kept} of {counted} ({percent} %)",
    "results.counts-when": "{kept} of {counted}, {period}",
    "results.last": "Last result",
    "results.filter": "Promise kept",
    "results.not-yet": "No result yet",
    "results.range": "{first} to {last}",
    "results.more": Plural(one="And {count} more.", other="And {count} more."),
    "results.how-to-read": "How to read this",
    "results.read-sums": "Every number is a sum of figures that are published. Those that count fewer than {fewest} "
    "requests are not, so sums are a little less than all that was asked. A request counts once for each time that "
    "it was promised.",
    "results.read-verdicts": "A verdict is on one promise, for the time that it is given for (a month, a quarter), and "
    "stands where that time ends. Missed is said only where chance alone would give so few with a probability under "
    "5 %; Too few to say where it might. A department as a whole has promised nothing: its cells say how many of its "
    "promises were missed or, where none was, kept.",
    "results.read-longer": "What is published for a longer time only (a quarter, as its months had too few) is in "
    "Together, and in none of the columns.",
    "results.read-open": "What is open and overdue counts as missed; what is open and not yet due does not count yet.",
    "results.read-trends": "More and better than before: the last three full months, compared with the same months of "
    "the year before where these were counted, else with the three before them; only with what is published for all "
    "of them. Named is what has grown by a quarter, or is kept by 5 percentage points more often, and by more than "
    "chance: exact tests, at 5 % for all that are compared together.",
    "results.none": "Nothing has been measured yet.",
    "results.none-hint": "servicebook measure counts the requests that a ticket tool exports, and writes how often "
    "each promise was kept. Counts from elsewhere come in as CSV, by servicebook measure --counted.",
}
