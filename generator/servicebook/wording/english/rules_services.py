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
}
