"""What people call keys and choices in everyday words, by the names that a catalog has for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from servicebook.documents.folding import folded

KEYS: Mapping[str, tuple[str, ...]] = {
    "name": ("title", "label", "service", "service name", "full name", "display name", "heading", "what"),
    "title": ("name", "label", "job title", "position", "role", "function", "heading"),
    "summary": ("short description", "short", "in short", "about", "subtitle", "abstract", "overview", "teaser",
                "description", "what it is", "purpose"),
    "description": ("details", "long description", "text", "body", "content", "info", "information", "more",
                    "readme", "notes", "note", "comment", "comments", "remarks", "documentation", "about",
                    "summary"),
    "text": ("description", "message", "body", "content", "details", "what", "label", "name", "title", "comment"),
    "aliases": ("keywords", "tags", "synonyms", "also known as", "aka", "alias", "other names", "search terms",
                "search words", "acronyms", "labels"),
    "lifecycle": ("status", "state", "phase", "stage", "availability", "life cycle"),
    "replaced_by": ("successor", "replacement", "superseded by", "use instead", "new service", "instead"),
    "audience": ("customers", "customer", "for", "for whom", "who", "users", "who can ask", "target group",
                 "available to", "audiences", "entitled", "eligibility"),
    "topics": ("category", "categories", "subject", "subjects", "themes", "tags", "area", "areas", "group"),
    "sites": ("locations", "location", "offices", "places", "where", "site", "buildings", "available at", "cities"),
    "site": ("location", "office", "place", "building", "where", "city"),
    "roles": ("responsible", "responsibilities", "responsibility", "owners", "raci", "team", "contacts"),
    "owner": ("manager", "responsible", "service owner", "product owner", "accountable", "lead", "contact person",
              "service manager"),
    "deputy": ("backup", "substitute", "stand in", "replacement", "second", "vice", "delegate"),
    "deputies": ("deputy", "backup", "backups", "substitutes", "stand ins", "vice", "delegates"),
    "holders": ("people", "persons", "members", "staff", "person", "who", "holder", "held by", "names",
                "assigned to"),
    "head": ("manager", "lead", "leader", "boss", "director", "owner", "head of department", "chief"),
    "support_hours": ("opening hours", "hours", "office hours", "business hours", "open", "opening times",
                      "calendar", "available hours", "working hours", "service times", "schedule", "support times"),
    "service_hours": ("availability hours", "uptime", "operating hours", "running hours"),
    "channels": ("contact", "contacts", "how to ask", "how to request", "request", "request via", "how to order",
                 "order", "how to get it", "contact us", "ask", "email", "phone", "form", "url",
                 "support channels", "ways to ask"),
    "prerequisites": ("requirements", "requires", "what you need", "what we need", "needs", "preconditions",
                      "you need", "before you ask", "inputs", "input", "prerequisite", "required", "have ready",
                      "bring", "checklist"),
    "not_for": ("exclusions", "excluded", "excludes", "out of scope", "not included", "does not include", "limits",
                "limitations", "not covered", "not in scope"),
    "use": ("instead", "go to", "see", "alternative", "use instead", "service"),
    "cost": ("price", "prices", "pricing", "costs", "fee", "fees", "charge", "charges", "rate", "budget",
             "cost center"),
    "amount": ("price", "value", "sum", "total", "cost", "fee"),
    "per": ("unit", "each", "every", "period", "interval", "for each"),
    "targets": ("sla", "slas", "slo", "slos", "service level", "service levels", "promise", "promises", "goals",
                "target", "ola", "olas", "kpi", "kpis", "metrics", "commitments", "objectives", "delivery time",
                "response time", "lead time", "turnaround", "time", "how long", "how long it takes", "duration"),
    "measure": ("type", "metric", "kind", "what", "kpi", "indicator", "name"),
    "within": ("time", "duration", "in", "max", "maximum", "limit", "deadline", "how long", "hours", "days",
               "target", "value"),
    "compliance": ("percent", "percentage", "share", "rate", "goal", "success rate", "quota", "sla"),
    "at_least": ("minimum", "min", "target", "value", "percent", "percentage", "threshold"),
    "cutoff": ("cut off", "until", "latest", "deadline", "before"),
    "priority": ("urgency", "severity", "impact", "level"),
    "pauses_when": ("pauses", "paused when", "pause", "clock stops", "stops when", "exceptions", "waiting",
                    "on hold"),
    "customer_duties": ("duties", "customer obligations", "obligations", "your part", "what you do", "your duties",
                        "customer responsibilities", "you must"),
    "escalation": ("escalations", "escalate to", "escalation path", "if late", "complaints"),
    "handoffs": ("steps", "process", "workflow", "hand offs", "procedure", "tasks", "how it works", "chain"),
    "steps": ("handoffs", "tasks", "process", "workflow", "stages", "procedure", "todo"),
    "by": ("who", "done by", "department", "team", "role", "responsible", "actor", "owner", "assignee"),
    "does": ("what", "task", "action", "description", "activity", "name", "title", "step"),
    "after": ("depends on", "needs", "follows", "requires", "waits for", "previous", "when", "within", "delay"),
    "depends_on": ("dependencies", "dependency", "depends", "relies on", "needs", "uses", "upstream", "requires"),
    "faqs": ("questions", "q and a", "q&a", "frequently asked questions", "help"),
    "question": ("q", "title", "name", "ask", "text"),
    "answer": ("a", "reply", "response", "text", "description"),
    "links": ("urls", "see also", "references", "more information", "related", "resources", "documents",
              "further reading", "url", "link", "website"),
    "url": ("link", "href", "address", "website", "web", "site", "page", "uri"),
    "address": ("email", "mail", "e mail", "to", "mailbox"),
    "number": ("phone", "telephone", "tel", "extension", "mobile"),
    "handle": ("channel", "chat", "room", "name", "slack", "teams", "id"),
    "place": ("location", "room", "where", "desk", "floor", "address", "building"),
    "type": ("kind", "channel", "medium", "via", "how", "method"),
    "preferred": ("default", "primary", "main", "first", "best"),
    "email": ("mail", "e mail", "email address", "mail address", "address"),
    "phone": ("telephone", "tel", "mobile", "phone number", "number", "extension", "cell"),
    "chat": ("slack", "teams", "handle", "im", "messenger"),
    "languages": ("language", "speaks", "spoken languages"),
    "from": ("start", "begin", "begins", "since", "starts", "start date", "first", "by", "valid from", "sender"),
    "to": ("end", "until", "till", "ends", "end date", "recipient", "for", "last"),
    "until": ("to", "end", "ends", "till", "end date", "expires", "last", "valid until", "valid to"),
    "on": ("date", "day", "when", "at", "dated"),
    "open": ("hours", "opening hours", "week", "times", "days", "opening times", "weekly hours"),
    "zone": ("timezone", "time zone", "tz"),
    "holidays": ("public holidays", "bank holidays", "country", "region"),
    "closures": ("closed", "closed on", "exceptions", "closing days", "days off", "closing times"),
    "reason": ("why", "name", "comment", "note", "because", "cause", "description", "text"),
    "former_ids": ("old id", "old ids", "former id", "previous ids", "redirect from", "redirects", "was"),
    "reviewed_on": ("reviewed", "last review", "last reviewed", "review date", "updated", "last updated",
                    "last update", "date", "checked on", "last checked", "verified"),
    "review_every": ("review interval", "review cycle", "review", "review period", "frequency", "next review"),
    "provider": ("supplier", "vendor", "from", "department", "party", "by"),
    "customer": ("client", "consumer", "for", "to", "user"),
    "services": ("service", "covers", "scope", "items"),
}  # fmt: skip
"""By key, what else it may be called; a word may stand for several, of which a kind of file mostly has one."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "form": ("web", "website", "portal", "web form", "webform", "online", "url", "link", "ticket", "ticketing",
             "ticket system", "self service", "service portal", "jira", "servicenow", "intranet", "online form",
             "app"),
    "email": ("mail", "e mail", "mailbox", "outlook", "email address"),
    "chat": ("teams", "slack", "ms teams", "microsoft teams", "im", "messenger", "instant message", "whatsapp",
             "signal", "mattermost", "zulip", "discord", "matrix", "chat channel", "live chat"),
    "phone": ("telephone", "call", "tel", "hotline", "mobile", "phone call", "cell", "telefon"),
    "desk": ("counter", "in person", "person", "walk in", "office", "front desk", "help desk", "helpdesk",
             "reception", "service desk", "visit", "room", "window", "place", "personal"),
    "planned": ("draft", "upcoming", "future", "soon", "in preparation", "idea", "proposed", "pilot"),
    "live": ("active", "available", "production", "in production", "online", "running", "current", "open",
             "published", "operational", "in use"),
    "deprecated": ("ending", "phasing out", "phase out", "sunset", "end of life", "obsolete", "legacy", "outdated"),
    "retired": ("closed", "ended", "gone", "discontinued", "inactive", "archived", "removed", "off", "stopped",
                "dead"),
    "response_time": ("response", "reply", "first response", "reaction", "reaction time", "reply time",
                      "first reply", "acknowledgement", "time to respond", "answer time"),
    "fulfillment_time": ("fulfillment", "fulfilment", "fulfilment time", "delivery", "delivery time", "completion",
                         "done", "lead time", "request", "turnaround", "turnaround time", "time to deliver",
                         "completion time"),
    "resolution_time": ("resolution", "repair", "fix", "repair time", "solution", "time to fix", "time to resolve",
                        "fix time", "mttr", "restore", "recovery"),
    "availability": ("uptime", "available", "up"),
    "quality": ("satisfaction", "csat", "accuracy", "customer satisfaction"),
    "sometimes": ("optional", "if needed", "maybe", "on demand", "as needed", "rarely"),
    "always": ("every time", "mandatory", "required"),
}  # fmt: skip
"""By choice of a list, what else it may be called."""


def _turned(table: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for meant, words in table.items():
        for word in words:
            found.setdefault(word, []).append(meant)
    return {word: tuple(meant) for word, meant in found.items()}


_KEYS_OF, _CHOICES_OF = _turned(KEYS), _turned(CHOICES)


def key_for(words: str, known: Collection[str]) -> str | None:
    """The one of the known keys that people call so; of several, the one of which it is the more usual name."""
    # "Summary" is what it says, though people call a description so, too
    own_name = _plain(words).replace(" ", "_")
    return own_name if own_name in known else next((key for key in keys_for(words) if key in known), None)


def keys_for(words: str) -> tuple[str, ...]:
    """All keys that people call so."""
    return _KEYS_OF.get(_plain(words), ())


def choice_for(words: str, known: Collection[object]) -> str | None:
    """The one of the values of a list that people call so; None where it may be several."""
    found = [choice for choice in _CHOICES_OF.get(_plain(words), ()) if choice in known]
    return found[0] if len(found) == 1 else None


def _plain(words: str) -> str:
    return re.sub(r"[\s_-]+", " ", folded(words)).strip(" ?:.")
