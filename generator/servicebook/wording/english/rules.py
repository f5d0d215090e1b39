"""What the rules say. Messages begin small, as they follow a place and a code; each states the fact and the value."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "object-twice.message": 'the {kind} "{id}" says the same as "{other}": probably it is the same one',
    "object-twice.copy": '"{id}" is a copy of "{other}" that nobody has edited',
    "object-twice.copy-hint": "write what it is itself, from its name to its questions, without the aliases and "
    "former_ids of the other; or delete the file",
    "object-twice.public": "two people are probably the same one",
    "object-twice.hint": "delete one, and write its id under former_ids of the other; or say how they differ: "
    "in name, summary or contact",
    "agreement-changed.message": "the terms have changed and are not yet accepted again by {parties}: "
    "the services' own targets apply",
    "agreement-changed.copied": 'the acceptances are those of "{other}", whose terms are others: nobody has accepted '
    "these, and the services' own targets apply",
    "agreement-changed.copied-hint": "delete what was copied under accepted:, and when the terms are right, {commands}",
    "agreement-changed.hint": "{commands}; or take the change back, if it is a mistake",
    "agreement-covers-others.message": '"{service}" is not a service of the provider {provider}',
    "agreement-covers-others.hint": 'remove it from covers:, or make "{department}" the provider',
    "agreement-covers-others.exchanged": "all that is covered are services of {customer}, the customer, and none of "
    "{provider}: the two are exchanged",
    "agreement-covers-others.exchanged-hint": "write provider: {provider} and customer: {customer}",
    "agreement-covers-others.covers": "what is covered",
    "agreement-covers-others.provider": "the provider",
    "agreement-lapsed.message": "the agreement ended on {end}: the services' own targets apply",
    "agreement-lapsed.hint": "renew it with a later effective_until:, or remove the file",
    "agreement-lapsed.hint-with-acceptance": "renew it with a later effective_until: and {commands}, "
    "or remove the file",
    "agreement-not-accepted.message": "the agreement is not accepted by {parties}: the services' own targets apply",
    "agreement-not-accepted.hint": "{commands}",
    "agreement-twice.message": Plural(
        one='{services} is covered for {customer} by "{other}" at the same time',
        other='{services} are covered for {customer} by "{other}" at the same time',
    ),
    "agreement-twice.hint": "let one end (effective_until: in {other}) before the other begins (effective_from: here), "
    "or merge them",
    "agreement-twice.hint-days": "let one end before the other begins, such as effective_until: {ends} in {other} and "
    "effective_from: {begins} here; or merge them",
    "agreement-twice.other": "the other agreement",
    "calendar-ends-soon.message": 'the calendar "{calendar}" is known only until {day}',
    "calendar-ends-soon.hint": "add next year's closures and set a later known_until:",
    "calendar-ends-soon.last-closure": 'the calendar "{calendar}" lists no closure after {last} '
    "and has no known_until:",
    "calendar-ends-soon.last-closure-hint": "write what comes back with every: (12-24..01-01), add the next "
    "closures and a known_until:, or say once: true of what does not come back",
    "unusual-hours.midnight": '"{interval}" leaves out the last minute of the day',
    "unusual-hours.midnight-hint": 'write "{better}"',
    "unusual-hours.whole-day-hint": 'write "{better}"; '
    "for day and night on all days use "
    "the calendar always, or extends: always",
    "unusual-hours.night": '"{interval}" runs past midnight, for most of a day',
    "unusual-hours.night-hint": 'did you mean "{better}"? If it is a night shift, accept it in rules.yml',
    "zone-without-summer-time.message": '"{zone}" is {offset} all year, without the summer time of a place',
    "zone-without-summer-time.turned": '"{zone}" is {offset} all year: the sign of its name is the other way '
    "round, and it has no summer time",
    "zone-without-summer-time.hint": "write the place whose time it is, such as {place}; where none is meant, "
    "write UTC",
    "calendar-never-open.message": 'the calendar "{calendar}" is never open',
    "calendar-never-open.hint": 'add the days on which it is open, such as open: {{mon: ["09:00-17:00"]}}, or '
    "extends: with the id of a calendar",
    "chain-unknown.message": "cannot tell whether the hand-offs fit into the promise: {why}",
    "chain-unknown.hint": "add within: to every step, support_hours: to whoever does it, and a target with "
    "measure: fulfillment_time",
    "chain-overrun.message": "asked {asked}, promised {promised}, but {who} has until {finished}: {late} late",
    "chain-overrun.hint": 'agree on a shorter time for "{step}" with {who} ({within}), or promise more time; '
    "see: servicebook chain {service}",
    "chain-overrun.step": "{step} ({by}, {within}): {start} to {end}",
    "dead-link.message": 'the link "{target}" leads nowhere',
    "dead-link.message-escaped": 'the link "{target}" is written with escapes, so renaming or moving what it '
    "leads to would break it",
    "dead-link.hint-object": "if an object of the catalog is meant, write {choices}",
    "dead-link.hint": "write the whole address (https://…), or an object of the catalog: "
    "service:<department>/<service>",
    "depends-on-retired.message": '"{service}" has been retired',
    "depends-on-retired.hint": "name another service here, or remove the reference; if it has a successor, write "
    "replaced_by: in {path}, and if it is still offered, lifecycle: live",
    "depends-on-retired.hint-replaced": 'use "{replacement}" instead',
    "depends-on-retired.here": "retired here",
    "duplicate-question.message": '"{question}" is asked twice in this department',
    "duplicate-question.hint": "keep one of the two and link to it from the other place: [see here](faq:{id})",
    "duplicate-question.other": "the other one",
    "holder-left.message.holder": '{person} left on {day} and is still a holder of "{role}"',
    "holder-left.message.deputy": '{person} left on {day} and is still a deputy of "{role}"',
    "holder-left.public.holder": 'a holder of "{role}" has left',
    "holder-left.public.deputy": 'a deputy of "{role}" has left',
    "holder-left.hint": "name the successor; {vacant}",
    "holder-left.hint-meanwhile": "name the successor, or the deputy meanwhile: holders: [{{person: {person}, "
    "interim: true}}]; {vacant}",
    "holder-left.hint-others": "name the successor, or remove this entry: there are others",
    "holder-left.hint-deputy": "name another deputy, or remove deputies: until there is one",
    "holder-left.vacant": "if there is nobody yet, holders: [] with vacant_since: {vacant_since} (the role is then "
    "listed as vacant)",
    "holder-left.day": "left on this day",
    "interim-ended.message.holder": 'the term of {person} as a holder of "{role}" ended on {day}',
    "interim-ended.message.deputy": 'the term of {person} as a deputy of "{role}" ended on {day}',
    "interim-ended.public.holder": 'the term of a holder of "{role}" has ended',
    "interim-ended.public.deputy": 'the term of a deputy of "{role}" has ended',
    "interim-ended.hint": "name another person, or give a later day",
    "no-deputy.message": '"{service}" has an owner and no deputy',
    "no-deputy.hint": "add a deputy role here, or deputies to the owner's role",
    "no-deputy.owner": "the owner's role",
    "no-hours.message": '"{service}" has a {measure} of {within} but has no support hours',
    "target-name.response_time": "response time",
    "target-name.fulfillment_time": "fulfillment time",
    "target-name.resolution_time": "resolution time",
    "no-hours.hint": "add support_hours: with the id of a calendar to the service or to {department}/department.yml",
    "no-owner.message": '"{service}" has no owner',
    "no-owner.hint": "add roles: {{owner: <department>/<role>}}",
    "no-promise.message": '"{service}" promises nothing',
    "no-promise.hint": "add targets: [{{measure: response_time, within: 4 hours}}], with a time of your own",
    "placeholder.message": '"{text}" is an example that servicebook init wrote',
    "placeholder.drafted": '"{text}" is an example from a comment that servicebook new wrote',
    "placeholder.unsaid": "nobody has written yet what was said, so nobody sees it",
    "placeholder.unsaid-hint": "read it at source:, and write here in your own words what was said, without names",
    "placeholder.hint": "write your own there, or remove the example",
    "placeholder.public": "an example that servicebook init wrote is still there",
    "review-overdue.message": "the review was due on {day}",
    "review-overdue.hint": "read the file, correct what is no longer true, and set reviewed_on: to today",
    "rule.unknown": '"{code}" is not a rule',
    "rule.not-a-rule": "remove it: only rules can be changed or waived, and this is an error of another kind",
    "rule.choose": "use one of: {codes}",
    "stale-owners.cannot": "the file cannot be renewed: {why}",
    "stale-owners.public-cannot": "the file cannot be renewed",
    "stale-owners.ends-before": "the file is out of date: a new one would end before this line",
    "stale-owners.goes-on": 'the file is out of date: a new one would go on with "{line}"',
    "stale-owners.differs": 'the file is out of date: a new one would have "{line}" here',
    "stale-owners.hint": "run: servicebook owners --format {system} --output {path}",
    "unused-role.message": 'nothing refers to the role "{role}"',
    "unused-role.hint": "name it where it is responsible for something, or remove it",
    "vacant-role.message": 'nobody holds the role "{role}"',
    "vacant-role.from": 'nobody holds the role "{role}", and vacant_since: names a day to come: {day}',
    "vacant-role.since": 'nobody has held the role "{role}" since {day}',
    "vacant-role.hint-known": "nothing is wrong in the file: the role is listed until it is filled; then name the "
    "holder and remove vacant_since:, or name who acts meanwhile: holders: [{{person: <id>, interim: true}}]",
    "vacant-role.hint": "name a holder, if only an acting one: holders: [{{person: <id>, interim: true}}]",
}
