"""What ``servicebook apply`` says of change requests: why one is refused, and what one that is carried out has done."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "apply.done": "Applied: {object} in {path}.",
    "apply.refused": "Refused: {object}. Nothing was written.",
    "apply.refused-unread": "Refused: this is no change request. Nothing was written.",
    "apply.because": "- {message}",
    "apply.before": "without the request",
    "apply.after": "with it",
    "apply.unreadable": "{file}: cannot be read: {reason}",
    "apply.too-large": "The request is larger than {most} KiB; make several of it",
    "apply.not-utf8": "Byte {number} of the request is no UTF-8: {byte}; save it as UTF-8",
    "apply.no-block": "There is no request: neither JSON nor a block that begins with ```{info}",
    "apply.several-blocks": "There are {number} blocks with a request; leave one of them",
    "apply.open-block": "The block with the request has no end; put ``` on a line below it",
    "apply.not-json": "The request is no JSON; line {line}, column {column}: {fault}",
    "apply.too-deep": "The request has more than {most} lists and maps within one another",
    "apply.no-map": "The request is no JSON object",
    "apply.unseen-character": "The request holds a character that cannot be seen, {code}; remove it",
    "apply.unknown-key": 'A request has no key "{key}"; remove it',
    "apply.missing-key": 'The request lacks the key "{key}"',
    "apply.no-text": '"{key}" must be text',
    "apply.empty": '"{key}" must say something',
    "apply.too-long": '"{key}" is longer than {most} characters',
    "apply.set-or-new": 'A request has either "set" or "new"',
    "apply.new-no-map": '"new" must be an object with at least one field',
    "apply.no-changes": '"set" must be a list of objects with "path", "from" and "to"',
    "apply.too-many": '"set" has more than {most} entries; make several requests of it',
    "apply.bad-path": 'Each "path" must be a list of keys and places, and only its last may be "-"',
    "apply.bad-object": (
        '"object" must be <kind>:<id>, such as service:it/laptop-repair; a list of all ends with the colon: kudos:'
    ),
    "apply.unknown-kind": '"{kind}" is no kind of object; use one of {choices}',
    "apply.unknown-kind-meant": '"{kind}" is no kind of object; {hint}',
    "apply.not-by-request": (
        '"{kind}" cannot be changed by a request, only what people write in catalog/ can; change its file by hand'
    ),
    "apply.not-whole-id": '"{object}" is no whole id: write {form}',
    "apply.bad-id": (
        '"{id}" cannot be an id: write at most {most} small letters (a-z), digits and single hyphens, and no name that '
        "Windows reserves for a device, such as con"
    ),
    "apply.bad-day": '"{id}" is no day; write it like 2026-11-03',
    "apply.bad-quarter": '"{id}" is no quarter; write it like 2026-q3',
    "apply.outside": "{path} leads out of the catalog by a symbolic link; put the file itself there first",
    "apply.unknown-object": 'There is no {object}; to add it, write "new" in the place of "set"',
    "apply.unknown-object-meant": "There is no {object}; {hint}",
    "apply.renamed": "{object} is called {now} now; ask for that",
    "apply.exists": '{object} is there already; choose another id, or change it with "set"',
    "apply.faulty-file": "{place}: {fault}; this must be corrected first",
    "apply.cannot-edit": "{path} cannot be changed by a request: {reason}",
    "apply.no-parts": "{field} is neither a map nor a list, so that nothing can be in it; let the path end there",
    "apply.map-by-place": "{field} has keys and no places; write the key that is meant in the path",
    "apply.list-by-key": (
        '{field} is a list; write the place of an entry in the path, 0 for the first, or "-" at its end to add one'
    ),
    "apply.no-such-entry": '{field} has no entry {number}; to add one, let the path end with "-"',
    "apply.new-has-from": '{field}: what is added has no "from"; leave it out',
    "apply.nothing-there": '{field}: nothing is there now; to add it, leave "from" out',
    "apply.there-already": '{field}: it says {now} already; to replace it, give that as "from"',
    "apply.changed-meanwhile": (
        "{field}: it says {now} now, which is not what the request has seen; ask again if that is wrong, too"
    ),
    "apply.something-else-there": (
        "{field}: it says something else now than the request has seen; look there, and ask again if that is wrong, too"
    ),
    "apply.no-change": "Nothing would change: the catalog says all of this already",
    "apply.twice": (
        "{field}: the request changes this twice, or together with something that it is a part of; leave one of the two"
    ),
}
