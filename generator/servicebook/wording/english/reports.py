"""What ``promise``, ``chain``, ``impact`` and ``plan`` print."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "quote.asked": "Asked on {moment} ({zone}).",
    "quote.asked-with": "Asked on {moment} ({zone}), {details}.",
    "quote.priority": "priority {priority}",
    "quote.customer": "for {department}",
    "quote.nothing": "Nothing is promised for this request.",
    "quote.escalation": "If it is late, contact:",
    "quote.level": "{role}, {later}.",
    "quote.level-dated": "{role}, from {moment} ({later}).",
    "quote.measure-by-channel": "{measure} ({channel})",
    "quote.promise": "{measure}: {value}.",
    "quote.promise-often": "{measure}: {value}, {often}.",
    "quote.counted": "Counted from {moment}: {limit} on {calendar} ({zone}).",
    "quote.no-date": "No date can be given: it has no support hours to be counted on.",
    "quote.agreement": "Promised in the agreement {agreement}.",
    "quote.department": "Promised by {department} for all its services.",
    "quote.by-uncertain": "by {moment}, uncertain",
    "quote.notice": "{effect} ({dates}): {title}",
    "quote.unknown": "The date is not known: {why}.",
    "chain.unknown": "Not known: {why}.",
    "chain.unknown-for": "Not known for {priorities}: {why}.",
    "chain.promise": "{measure} {limit}: {verdict}",
    "chain.promise-for": "{measure} {limit} ({priorities}): {verdict}",
    "chain.with-sometimes": "With the steps done only sometimes: {verdict}",
    "chain.verdict-unknown": "not known, as {why}.",
    "chain.verdict-too-short": "too short for its hand-offs by {span}.",
    "chain.verdict-holds": "it holds, with {span} to spare in the worst case.",
    "chain.asked": "Asked on {asked} ({zone}), it is promised by {promised}.",
    "chain.step": "{step}: {by}, {within}, {start} to {end}",
    "chain.finished": "Everything is done by {moment}.",
    "chain.tried": Plural(
        one="Every second from {first} to {last} was checked: {count} of them represents all.",
        other="Every second from {first} to {last} was checked: {count} of them represent all.",
    ),
    "impact.if-fails": "If {service} ({id}) fails",
    "impact.nothing": "Nothing in the catalog depends on it.",
    "impact.services": Plural(
        one="{services} affected, {count} of which fails too:",
        other="{services} affected, {count} of which fail too:",
    ),
    "impact.fails": "fails",
    "impact.is-impaired": "is impaired",
    "impact.through": ", through {service}",
    "impact.journeys": "{journeys} affected:",
    "impact.agreements": Plural(one="{count} agreement covers it:", other="{count} agreements cover it:"),
    "impact.agreement": "{agreement}, for {department}: {state}",
    "impact.inform": "Inform:",
    "plan.by": "To be ready by {day} ({zone}).",
    "plan.too-late": "Too late: {step} ({who})",
    "plan.should-request": "It should have been requested {deadline}.",
    "plan.should-begin": "It should have begun {deadline}.",
    "plan.dates": "{deadline}; ready by {ready}.",
}
