"""What a digest says, and its command."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "help.digest": "say what has changed, what is announced and what waits, as a message for e-mail or a chat",
    "help.digest-since": "since when it tells: the beginning of a day (YYYY-MM-DD, in UTC), or a revision of git",
    "help.digest-for": "only what concerns this department with its parts, this role or this person",
    "help.digest-output": "the file to write, if there is anything to tell (default: standard output)",
    "help.digest-address": "the site's address, for links to its pages",
    "help.digest-from": "who sends the e-mail (default: a placeholder)",
    "help.digest-to": "who gets the e-mail (default: a placeholder)",
    "digest.title": "{name}: what is new since {since}",
    "digest.changes": "What changed",
    "digest.notices": "Notices",
    "digest.waiting": "What waits for you",
    "digest.findings": "New findings",
    "digest.change": "{effect}: {subject}",
    "digest.more-affected": Plural(one="and {count} more department", other="and {count} more departments"),
    "digest.more": Plural(one="And {count} more.", other="And {count} more."),
    "digest.review-overdue": "{object} ({kind}): its review was due on {day}",
    "digest.review-soon": "{object} ({kind}): its review is due by {day}",
    "digest.accept": "{object}: {party} has not accepted its terms",
    "digest.vacant": "{object}: nobody holds this role",
    "digest.nothing": "nothing to tell; nothing was written",
    "digest.nobody": "{name} is no department, role or person",
    "digest.several": "{name} may mean several; write one of these: {choices}",
    "digest.no-address": "{address} is no address of a site; it begins with https://",
    "digest.no-mail": "an e-mail cannot have these addresses: {reason}",
}
