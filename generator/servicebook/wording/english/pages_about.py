"""What pages are about, for search engines and link previews; and their leads."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "about.about": "How departments work together, their hours and news, and how this catalog is kept.",
    "about.topic": "Every service that is about {topic}.",
    "about.services": "Every service: what it is, and who does it.",
    "about.agreements": "What departments have promised each other, and whether it is in force.",
    "about.departments": "Every department and what it does for the others.",
    "about.questions": "Every question that departments have answered.",
    "about.questions-of": "What {department} is often asked, with the answers.",
    "about.find": "Search and filter every service.",
    "about.hours": "When departments work, and on which hours promises are counted.",
    "about.journeys": "Tasks that cross departments, step by step.",
    "about.notices": "Closures, delays and changes.",
    "about.people": "Who holds which role, and how to contact them.",
    "about.people-by": "People whose names begin with {letter}.",
    "about.reference": "Every field of every file, and every rule.",
    "about.search-elsewhere": "How browsers and the intranet search this catalog: policies, links and a form to copy.",
    "about.rules": "What is checked, why, and how strict it is.",
    "about.fields": "What each file may contain.",
    "about.roles-of": "Who does what in {department}.",
    "about.roles": "Who does what: every role, what it is responsible for, and who holds it.",
    "about.served": "Which departments rely on {department} and for what, and what it relies on itself.",
    "about.pair": "What {customer} relies on {provider} for, and what they have agreed.",
    "about.slas": "Every promise (SLA) of every service, and who has agreed to it.",
    "about.slas-of": "Every promise of {department}, and who has agreed to it.",
    "about.health-of": "What is missing, overdue or vacant in {department}.",
    "about.who-serves": "Which departments rely on which, for how many services, and under what agreements.",
}
