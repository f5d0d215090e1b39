"""What the pages Start here say: a department on one sheet, and situations to practice on."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "title.start": "Start here",
    "title.start-of": "Start here: {department}",
    "start.summary": "For new colleagues, and for whoever begins to work with a department: each of them on one sheet.",
    "start.summary-of": "{department} on one sheet: whom it serves, what it promises, whom it relies on, and who does "
    "what; with situations to practice on.",
    "start.principles": "Our principles",
    "start.choose": "Your department, and those you work with",
    "start.serves": "Whom we serve",
    "start.serves-nobody": "No other department relies on a service of ours, as far as this catalog knows.",
    "start.relies-on": "Whom we rely on",
    "start.relies-on-nobody": "On nobody, as far as this catalog knows.",
    "start.promises": "What we promise",
    "start.asked-in": "What is asked for most comes first: {months}.",
    "start.asked": Plural(one="asked for once", other="asked for {count} times"),
    "start.questions": "Often asked",
    "start.roles": "Who does what",
    "start.meetings": "Our meetings",
    "start.escalation": "If something is late",
    "start.practice": "Would you know?",
    "start.practice-how": "Say whom you would ask, how, and by when it will be done. Then look.",
    "start.said": "“{words}”",
    "start.asked-by": "Somebody in {department} asks.",
    "start.days-off-next": "What comes next: {name}.",
    "start.priority": "Priority: {priority}.",
    "start.answer": "Answer",
    "start.whom": "Whom",
    "start.how": "How",
    "start.others": "Without their agreement: {dates}.",
    "start.other-date": "{label} {moment}",
    "start.if-late": "If not",
    "start.late": "{role}, from {moment}",
    "start.calculator": "Try other moments",
    "start.all": "All {count}",
    "start.to-department": "Everything about {department}",
    "department.start-here": "New here? The department on one sheet",
}
