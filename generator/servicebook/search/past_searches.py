"""What people have searched for, from a list of searches or from the log of a web server.

A list has one search a line, or ``count<TAB>search``. A log is in the common or the combined format, in which the page
of results is asked for as ``find/?q=…``; its other lines say nothing of searches.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qs, urlsplit

from servicebook.search.tokens import words
from servicebook.wording import text

_LOG_LINE = re.compile(
    r'^\S+ \S+ .*?\[[^\]]*\] "(?:(?P<method>[A-Z]+) (?P<address>\S+)[^"]*|[^"]*)" (?P<status>\d{3})\b'
)
"""Host, user, time in brackets, request in quotation marks, status: what the two formats begin with."""
_COUNT = re.compile(r"[0-9]{1,9}")
_AROUND = " \t\r\n?!.,;:\"'“”‘’«»"
"""What people write around a search that is no part of an alias."""


class NoSearchesError(Exception):
    """A file is neither a list of searches nor a log; its text says why, in one line."""


def past_searches(lines: Iterable[bytes]) -> dict[str, int]:
    """Each search with how often it was asked, most often first; what has the same words is one.

    A file in which any line is one of a log is a log. Raises :class:`NoSearchesError`.
    """
    listed: Counter[str] = Counter()
    logged: Counter[str] = Counter()
    is_log, fault = False, ""
    for number, raw in enumerate(lines, start=1):
        line = raw.decode("utf-8-sig" if number == 1 else "utf-8", "replace").rstrip("\r\n")
        if found := _LOG_LINE.match(line):
            is_log = True
            logged.update(_asked(found))
            continue
        count, tab, query = line.rpartition("\t")
        if "\ufffd" in line or "\0" in line:  # the line that is not UTF-8 is told of, unless it is a log's
            fault = fault or text("suggest-aliases.not-text", line=number)
        elif tab and not _COUNT.fullmatch(count.strip()):
            fault = fault or text("suggest-aliases.not-a-count", line=number, count=count)
        elif query.strip():
            listed[query] += int(count) if tab else 1
    if fault and not is_log:
        raise NoSearchesError(fault)
    return _together(logged if is_log else listed)


def _asked(found: re.Match[str]) -> list[str]:
    """The search of a line of a log; none where the line is of something else, or was not answered with the page."""
    address = found["address"]
    if address is None or found["method"] != "GET" or found["status"] not in ("200", "304"):
        return []
    try:
        parts = urlsplit(address)
    except ValueError:  # what robots send may be no address
        return []
    if not parts.path.removesuffix("index.html").rstrip("/").endswith("/find"):
        return []
    return parse_qs(parts.query).get("q", [])[:1]


def _together(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts by the commonest spelling of the same words."""
    spelled: dict[str, Counter[str]] = {}
    for query, count in counts.items():
        shown = " ".join(query.split()).strip(_AROUND)
        if key := " ".join(words(shown)):
            spelled.setdefault(key, Counter())[shown] += count
    summed = [(max(each, key=lambda one: (each[one], one)), sum(each.values())) for each in spelled.values()]
    return dict(sorted(summed, key=lambda item: (-item[1], item[0])))
