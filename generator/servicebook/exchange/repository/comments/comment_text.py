"""The text of the comment, made of a report that may come from anybody: a pull request's run writes what it likes."""

from __future__ import annotations

import json
import re
from typing import Any
from unicodedata import category

from servicebook.exchange.repository.comments.words import WORDS

MARKER = "<!-- servicebook diff -->"
"""The first line of the comment, by which it is found again; readers do not see it."""
LIMIT = 65_536
"""Characters of a comment, as GitHub allows."""
REPORT, DATA = "changes.md", "changes.json"
"""The report for readers, and the same as data."""
MAX_REPORT, MAX_DATA = 1_000_000, 16_000_000
"""Bytes of them; more is not read."""

_MOST_OPEN = 10
_SPARE = 2 * len("\n\n</details>") * _MOST_OPEN
"""Characters that closing what is folded may take."""
_UNSEEN = ("Cc", "Cf", "Cs")
_KEPT = "\n\t\u200c\u200d"
"""Of what is not seen itself, lines and the joiners that words and pictures of some scripts need."""
_MENTION = re.compile(r"(?:@|&#0*64;|&#x0*40;|&commat;)(?!&#8288;)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:(?<!&)#|&#0*35;|&#x0*23;|&num;)(?=\d)", re.IGNORECASE)
_TAG = re.compile(r"<(?!(?:/?(?:details|summary|sub)|details open|br)>)")
_COMMAND = re.compile(r"^([ \t]*)/", re.MULTILINE)
_ID = re.compile(r"[\w.-]{1,80}")


def harmless(report: str) -> str:
    """The report without what would do more than to be read: it is posted with the rights of the repository.

    Nobody is called, no issue linked, no picture fetched, no tag of HTML left but those that fold and break lines, and
    no line is a command to the host or to a bot. What ``servicebook diff`` writes has nothing of this, and stays.
    """
    text = "".join(c for c in report.replace("\r\n", "\n") if c in _KEPT or category(c) not in _UNSEEN)
    text = _MENTION.sub("&#64;&#8288;", text)
    text = _NUMBER.sub("&#35;&#8288;", text)
    text = _TAG.sub("&lt;", text.replace("![", "&#33;["))
    return _COMMAND.sub(r"\1&#47;", text)


def comment(report: str, foot: str, run: str, *, from_fork: bool = False) -> str:
    """The whole comment, under the limit: a longer report ends with a whole line, and says that it does."""
    begin = f"{MARKER}\n{WORDS['from_fork']}\n\n" if from_fork else f"{MARKER}\n"
    return fitted(begin, report, f"\n\n<sub>{foot}</sub>\n", run)


def fitted(begin: str, report: str, end: str, run: str) -> str:
    """The report between what is ours, made harmless and under the limit; the ``run`` has all of one that is cut."""
    text = harmless(report).strip()
    if len(begin) + len(text) + len(end) > LIMIT - _SPARE:
        cut = WORDS["cut"].format(run=run)
        whole_lines = text[: LIMIT - len(begin) - len(end) - len(cut) - _SPARE].rpartition("\n")[0]
        text = f"{_unfolded(whole_lines)}\n\n{cut}"
    return f"{begin}{_unfolded(text)}{end}"


def _unfolded(text: str) -> str:
    """The text with all closed that it folds: what comes after it must be seen."""
    still_open = text.count("<details") - text.count("</details>")
    return text + "\n\n</details>" * min(_MOST_OPEN, max(0, still_open))


def nothing() -> str:
    """The comment, once there was one, when there is nothing to say any more."""
    return f"{MARKER}\n{WORDS['nothing']}\n"


def is_nothing(report: str, data: str) -> bool:
    """Whether nothing changes: an empty report alone may come of a comparison that has failed."""
    return not report.strip() and _read(data).get("changes") == []


def affected(data: str) -> list[str]:
    """The ids of departments that the changes affect, in the order of the changes; none where it cannot be read."""
    ids: dict[str, None] = {}
    for change in _items(_read(data), "changes"):
        for one in _items(change, "affected"):
            name = one.get("department") if isinstance(one, dict) else None
            if isinstance(name, str) and _ID.fullmatch(name):
                ids[name] = None
    return list(ids)


def _read(data: str) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _items(value: Any, key: str) -> list[Any]:
    items = value.get(key) if isinstance(value, dict) else None
    return items if isinstance(items, list) else []


def status_line(departments: list[str], most: int) -> str:
    """Who is affected, in one line of up to ``most`` characters; the rest is counted."""
    line = ""
    for shown in range(min(len(departments), most), 0, -1):
        names = ", ".join(departments[:shown])
        left = len(departments) - shown
        named = WORDS["more"].format(departments=names, count=left) if left else names
        line = WORDS["affected"].format(departments=named)
        if len(line) <= most:
            break
    return line[:most]
