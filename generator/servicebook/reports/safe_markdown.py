"""Texts of a catalog within Markdown that GitHub or GitLab shows: they mean nothing but themselves.

Both hosts look for references only after they have made HTML, where a reference to a character is that character again.
So what would call somebody (``@team``), or link an issue to this page (``#12``), is parted by a word joiner, too, which
nobody sees. What is not such a reference is left without: a text may be copied from a report into a file.
"""

from __future__ import annotations

import re

from servicebook.reports.safe_text import visible

MAX_WORDS = 400
"""Characters of a text; more of a value than this helps nobody in a report."""
_JOINER = "&#8288;"
_SPECIAL = re.compile(
    r"(?P<reference>"
    r"[@#](?=\S)"
    r"|[!$&^](?=\d)"  # GitLab's merge requests, snippets, epics and alerts
    r"|[%~](?=\"?\w)"  # its milestones and labels
    r"|(?<=\bG[HL])-(?=\d)"
    r"|:(?=//|\w*[a-z]\w*:)"  # whole addresses; pictures by their names
    r")"
    r"|[\\`*_{}\[\]<>#!|~&$:@^]"
    r"|(?<=www)\."  # a link of a bare address
    r"|^[-+=/]|(?<=^\d)[.)]|(?<=^\d\d)[.)]",  # a list, a heading, a rule; "/close" is a command to a host
    re.IGNORECASE,
)


def safe_markdown(words: str, most: int = MAX_WORDS) -> str:
    """The words on one line, not longer than ``most`` characters, for any place in Markdown but within a code span."""
    shown = visible(words)
    shown = shown if len(shown) <= most else f"{shown[:most]}…"
    return _SPECIAL.sub(_escaped, shown)


def _escaped(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};{_JOINER if found['reference'] else ''}"
