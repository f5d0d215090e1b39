"""What the forms of change requests say: published as ``assets/request_texts.js``, which is fetched with them."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "request.title.change": "Change: {name} ({object})",
    "request.title.new": "New: {name} ({object})",
    "request.body.about": "{name} ({object})",
    "request.body.page": "Page: {page}",
    "request.body.changes": "What is to change:",
    "request.body.why": "Why:",
    "request.body.by": "Asked by: {by}",
    "request.changed": "{field}: {before} → {after}",
    "request.nothing": "nothing",
    "request.leave-block": "Please leave the following as it is: it is read by a program.",
    "request.paste-here": "Please paste here what you have copied.",
    "request.send.issue": "Send as an issue",
    "request.send.issue-hint": "{host} opens in a new tab; press the button there. Your account is seen.",
    "request.send.mail": "Send by mail",
    "request.send.mail-hint": "Your mail program opens. Your address is seen.",
    "request.send.too-long": "This is too long for a link: copy it below first, then paste it there.",
    "request.send.copy": "Copy",
    "request.send.save": "Save as a file",
    "request.send.copied": "Copied.",
    "request.send.copy-by-hand": "It cannot be copied from here: copy the marked text.",
    "request.send.text": "What is sent",
    "request.send.by-hand": "Copy the request or save it, and give it to whoever looks after this catalog.",
    "request.feedback.words": "Your words",
    "request.feedback.hint": "They go along with an issue or a mail; you see them there before you send them.",
}
