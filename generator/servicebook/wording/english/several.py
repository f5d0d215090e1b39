"""What many warnings of one rule say together: ``several.<code>``; ``names`` are the ids of what they are about."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "several.no-owner": Plural(other="{count} services have no owner: {names}"),
    "several.no-deputy": Plural(other="{count} services have an owner and no deputy: {names}"),
    "several.no-hours": Plural(
        one="{count} department has no hours: {names}", other="{count} departments have no hours: {names}"
    ),
    "several.no-promise": Plural(other="{count} services promise nothing: {names}"),
    "several.no-channel": Plural(other="{count} services do not say how to ask for them: {names}"),
    "several.vacant-role": Plural(other="nobody holds {count} roles: {names}"),
    "several.unused-role": Plural(other="nothing refers to {count} roles: {names}"),
    "several.holder-left": Plural(other="{count} roles name people who have left: {names}"),
    "several.interim-ended": Plural(other="in {count} roles the term of somebody acting has ended: {names}"),
    "several.review-overdue": Plural(other="{count} reviews are overdue: {names}"),
    "several.placeholder": Plural(
        one="{count} object still has examples that servicebook init wrote: {names}",
        other="{count} objects still have examples that servicebook init wrote: {names}",
    ),
    "several.agreement-not-accepted": Plural(other="{count} agreements are not accepted: {names}"),
    "several.agreement-changed": Plural(
        other="{count} agreements have changed since they were accepted: {names}"
    ),
    "several.agreement-lapsed": Plural(other="{count} agreements have ended: {names}"),
    "several.calendar-ends-soon": Plural(other="{count} calendars end soon: {names}"),
    "several.promise-outruns-chain": Plural(
        other="{count} services promise more than their hand-offs can keep: {names}"
    ),
    "several.promise-outruns-sometimes": Plural(
        other="{count} services promise more than they can keep when a step is needed only sometimes: {names}"
    ),
    "several.chain-unknown": Plural(
        other="of {count} services it is not known whether the hand-offs fit into the promise: {names}"
    ),
    "several.dead-link": Plural(
        one="a link leads nowhere in {count} object: {names}",
        other="links lead nowhere in {count} objects: {names}",
    ),
}
