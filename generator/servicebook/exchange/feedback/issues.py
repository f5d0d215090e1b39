"""Issues as GitHub and GitLab export them, without any of their words: what they are about, when, and how often.

Known are the JSON of both programming interfaces and of ``gh issue list --json`` and ``glab issue list --output json``:
a list of issues, or one object for each line. What an issue is about stands in it as ``service:it/laptop-repair``, on a
line of its own or in the title, where the forms of ``servicebook init`` put it. Thanks are issues whose title begins
with that word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from servicebook.frozen import frozen
from servicebook.problems import Place

_ABOUT = re.compile(
    r"\b(service|department|person):([a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?)(?![a-z0-9/-])"
)
_ALONE = re.compile(rf"^\s*{_ABOUT.pattern}\s*$", re.MULTILINE)
_THANKS = re.compile(r"\s*thanks\b", re.IGNORECASE)


@frozen(kw_only=True)
class Entry:
    """Something that was said, in ``number`` of its host or row of its file.

    ``about`` is an id of a service or department, None where it is not said; of thanks maybe of a person. ``kind`` says
    of which of them, empty where that is not said. ``on`` is None where there is no day.
    ``heard`` counts who agreed, too. ``source`` is the address at which an editor reads it.
    """

    number: str
    kind: str = ""
    about: str | None
    on: date | None
    heard: int = 1
    source: str | None = None
    is_thanks: bool = False
    place: Place


def is_list_of_issues(value: object) -> bool:
    """Whether a JSON value is such an export."""
    return isinstance(value, list) and all(isinstance(one, dict) and _number(one) for one in value)


def issues(value: Iterable[Mapping[str, Any]], places: Iterable[Place]) -> Iterator[Entry]:
    """The issues of an export, each with its place; requests to merge, which GitHub lists among them, are left out."""
    for issue, place in zip(value, places, strict=True):
        if "pull_request" in issue:
            continue
        title, body = (_text(issue, *keys) for keys in (("title",), ("body", "description")))
        kind, about = _about(title, body)
        yield Entry(
            number=str(_number(issue)),
            kind=kind,
            about=about,
            on=_day(_text(issue, "created_at", "createdAt")),
            heard=1 + _agreeing(issue),
            source=_address(issue),
            is_thanks=bool(_THANKS.match(title)),
            place=place,
        )


def _number(issue: Mapping[str, Any]) -> int | None:
    number = issue.get("number", issue.get("iid"))
    return number if isinstance(number, int) else None


def _text(issue: Mapping[str, Any], *keys: str) -> str:
    return next((value for key in keys if isinstance(value := issue.get(key), str)), "")


def _about(title: str, body: str) -> tuple[str, str | None]:
    """Kind and id that the form has filled in, else those that the title says."""
    found = _ALONE.search(body) or _ABOUT.search(title)
    return (found[1], found[2]) if found else ("", None)


def about_of(text: str) -> tuple[str, str | None]:
    """Kind and id in a cell of a table; the kind may be missing."""
    words = text.strip()
    found = _ABOUT.fullmatch(words)
    return (found[1], found[2]) if found else ("", words or None)


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _address(issue: Mapping[str, Any]) -> str | None:
    """The page of the issue: ``url`` of GitHub's interface is one for programs."""
    pages = (_text(issue, key) for key in ("html_url", "web_url", "url"))
    return next((page for page in pages if page.startswith(("https://", "http://"))), None)


def _agreeing(issue: Mapping[str, Any]) -> int:
    """How many agreed with a thumb up."""
    reactions, groups = issue.get("reactions"), issue.get("reactionGroups")
    if isinstance(reactions, dict):
        count = reactions.get("+1")
    elif isinstance(groups, list):
        count = sum(
            group["users"].get("totalCount", 0)
            for group in groups
            if isinstance(group, dict)
            and group.get("content") == "THUMBS_UP"
            and isinstance(group.get("users"), dict)
        )
    else:
        count = issue.get("upvotes")
    return count if isinstance(count, int) and count > 0 else 0
