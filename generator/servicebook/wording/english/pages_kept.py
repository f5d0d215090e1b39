"""How often promises were kept, on the pages of services, departments and agreements."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "verdict.kept": "Kept",
    "verdict.missed": "Missed",
    "verdict.too-few": "Too few to say",
    "kept.heading": "Was the promise kept?",
    "kept.in": "in {period}",
    "kept.from-to": "from {first} to {last}",
    "kept.quarter": "{first} to {last}",
    "kept.so-far": "{when} so far, as of {day}",
    "kept.as-reported": "{when}, as reported",
    "kept.said": Plural(
        one="Kept {kept} of {count} time {when}", other="Kept {kept} of {count} times {when}"
    ),
    "kept.said-after-verdict": Plural(
        one="kept {kept} of {count} time {when}", other="kept {kept} of {count} times {when}"
    ),
    "kept.said-of-measure": "Kept {kept} of {counted} {when}",
    "kept.in-brackets": "({promised})",
    "kept.share-promised": "{share} % promised",
    "kept.always-promised": "promised every time",
    "kept.promised-then": "{said} then",
    "kept.judged-by": "{said}, {per}",
    "kept.half.response_time": "Half were answered {time}.",
    "kept.half.resolution_time": "Half were solved {time}.",
    "kept.half.fulfillment_time": "Half were done {time}.",
    "kept.half-when.response_time": "{when}, half were answered {time}.",
    "kept.half-when.resolution_time": "{when}, half were solved {time}.",
    "kept.half-when.fulfillment_time": "{when}, half were done {time}.",
    "kept.chart-said": "Share of promises kept by month, {first} to {last}: from {least} % ({least_when}) to {most} % "
    "({most_when}){promised}.",
    "kept.chart-same": "Share of promises kept by month, {first} to {last}: {share} %.",
    "kept.chart-promised": "; {share} % were promised",
    "kept.legend": "Each bar is the share kept, in percent. Full: as promised or better; hollow: less; dashed: not "
    "over yet; with a cross: missed, and not by chance. The line is the share that was promised.",
    "kept.months": "The figures",
    "kept.caption": "How often the promise was kept, by month",
    "kept.period": "Period",
    "kept.kept": "Kept",
    "kept.half": "Half within",
    "kept.nine": "9 in 10 within",
    "kept.verdict": "Verdict",
    "kept.of": "{kept} of {counted} ({share}\u00a0%)",
    "kept.lived": "with waiting: {time}",
    "kept.not-over": "not over yet",
    "kept.reported": "as reported",
    "kept.none-hidden": "no figures: fewer than {fewest} asked, or none were counted",
    "kept.none-counted": "not counted",
    "kept.part-of": "in the figures of {period}",
    "kept.facts": "Of all in these figures: {facts}.",
    "kept.asked": Plural(one="{count} asked", other="{count} asked"),
    "kept.asked-waited": Plural(
        one="{asked}, {count} of which waited for an answer",
        other="{asked}, {count} of which waited for an answer",
    ),
    "kept.waited": Plural(one="{count} waited for an answer", other="{count} waited for an answer"),
    "kept.overdue": Plural(
        one="{count} open and overdue when counted", other="{count} open and overdue when counted"
    ),
    "kept.still-open": Plural(one="{count} not yet due", other="{count} not yet due"),
    "kept.undecided": Plural(one="{count} whose date is not known", other="{count} whose date is not known"),
    "kept.others": "Other promises",
    "kept.for-customer": "as agreed with {customer}",
    "kept.how.history": "Counted from tickets, each held against the promise that was in force when it was asked.",
    "kept.how.today": "Counted from tickets, held against the oldest promise that is known: no history says what held "
    "then.",
    "kept.how-reported": "Counted elsewhere, and reported by {department}.",
    "kept.lived-explained": "“With waiting” is the time as those who asked lived through it: waiting for their own "
    "answers counts there, and not towards the promise.",
    "kept.how-partly-reported": "What is said to be “as reported” was counted elsewhere, by {department}.",
    "kept.overdue-explained": "What was open and overdue counts as missed.",
    "kept.fewest-explained": "Figures below {fewest} are not published; sums are sums of published figures.",
    "kept.verdict-explained": "“Missed” is said only where chance alone would hardly give so few.",
    "kept.counted-against": "Counted against",
    "kept.promised-since": "{promised}, since {month}",
    "kept.sum": Plural(
        one="In {month}, {kept} of {count} promise was kept ({share} %).",
        other="In {month}, {kept} of {count} promises were kept ({share} %), over all services with published figures.",
    ),
    "kept.sum-reported": Plural(
        one="{count} of these was counted elsewhere, and reported.",
        other="{count} of these were counted elsewhere, and reported.",
    ),
    "kept.department": "Were promises kept?",
    "kept.of-customer": "Kept for {customer}",
    "kept.waiting": "Of the {compared} hand-offs with results, {service} is waited for longest: half of its requests "
    "took {half} or less {when}, about {share} % of what these hand-offs take together.",
    "kept.waiting-others": Plural(
        one="Nothing was measured of one other step.", other="Nothing was measured of {count} other steps."
    ),
}
