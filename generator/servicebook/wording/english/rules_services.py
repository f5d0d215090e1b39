"""What the rules on services, their promises, agreements, calendars and notices say."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "long-summary.message": "the summary has {length} characters",
    "long-summary.hint": "say in one sentence what the customer gets, and the rest under description:",
    "no-channel.message": '"{service}" can be asked for, but neither it nor its department says how',
    "no-channel.several": "{number} services of this department can be asked for, and nothing says how; "
    '"{service}" is the first',
    "no-channel.hint": "add channels: to {department}/department.yml, or to the service",
    "acceptance-of-no-party.message": '"{party}" is neither the provider nor the customer',
    "acceptance-of-no-party.hint": "name {parties}, or remove the acceptance",
    "acceptance-by-another.message": '"{role}" is no role of {party}, for which it accepted',
    "acceptance-by-another.hint": "run: servicebook accept {agreement} --party {party} --by, with a role of "
    "that department",
    "review-in-future.message": "reviewed on {day}, which is still to come",
    "review-in-future.hint": "write the day on which it was read; when it is to be read again is review_every:",
    "review-hardly-ever.message": "reviewed every {every}: that is, hardly ever",
    "review-hardly-ever.hint": "let a review last for 12 months",
    "service-refers-to-itself.depends-on": '"{service}" depends on itself',
    "service-refers-to-itself.not-for": 'for "{what}", which does not belong here, readers are sent here again: '
    '"{service}"',
    "service-refers-to-itself.hint": "name another service, or remove the reference",
    "replaced-while-live.message": '"{service}" is {state}, and replaced by "{other}"',
    "replaced-while-live.hint": "add lifecycle: deprecated, or remove replaced_by:",
    "alias-twice.message": '"{alias}" is the name of the service, or another alias of it',
    "alias-twice.hint": "remove it",
    "summary-is-name.message": 'the summary is the name again: "{name}"',
    "summary-is-name.hint": "say in one sentence what one gets",
    "unfinished-text.message": '"{words}" was left for later',
    "unfinished-text.hint": "write the text, or leave the field out until it is known",
    "channel-twice.message": "{way}: this way to ask is listed twice",
    "preferred-twice.message": "{way} is preferred, and so is another way to ask",
    "preferred-twice.hint": "keep preferred: for one of them",
    "preferred-twice.first": "the first, which becomes the button",
    "channel-detail-unused.message": "{way}: {field} is not shown: {value}",
    "channel-detail-unused.hint": "make it an entry of its own, with its own type:",
    "channel-site-elsewhere.message": '"{service}" is not offered on the site "{site}"',
    "channel-site-elsewhere.hint": "add it to sites:, or remove it here",
    "channel-site-elsewhere.sites": "where it is offered",
    "line-twice.message": '"{line}" is listed twice',
    "not-for-what-it-is.message": '"{service}" is not for "{what}", and people find it by these words',
    "not-for-what-it-is.hint": "remove it here, or from the aliases",
    "dependency-twice.message": '"{service}" is listed twice',
    "dependency-twice.hint": "keep one of them, and say both purposes under its for:",
    "service-name-twice.message": '"{name}" is also the name of "{other}", in the same department',
    "service-name-twice.hint": "say in the names how the two differ",
    "email-twice.message": '"{email}" is also the address of "{other}"',
    "email-twice.public": "two people have the same e-mail address",
    "email-twice.hint": "give each their own; an address of several people is the contact: of a role",
    "address-in-text.in.name": 'the name has "{address}" in it',
    "address-in-text.in.title": 'the title has "{address}" in it',
    "address-in-text.in.summary": 'the summary has "{address}" in it',
    "address-in-text.public": "a name has an address in it",
    "address-in-text.hint": "write it under channels: or links:, or with a person or role as contact",
    "leads-to-planned.message": '"{service}" is only planned',
    "leads-to-planned.hint": "name a service that can be asked for, or say that this one is live",
    "leads-to-planned.here": "planned here",
}
