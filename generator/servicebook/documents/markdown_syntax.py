"""The Markdown that departments write: CommonMark with what hand-written pages have, and no HTML.

Tables and struck words as GitHub has them; task lists, footnotes and admonitions as Material's documentation shows
them. One place, as links are read (:mod:`servicebook.documents.markdown_links`) where they are shown.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.admon.index import admonition
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

ADMONITIONS = (
    "note", "abstract", "info", "tip", "success", "question",
    "warning", "failure", "danger", "bug", "example", "quote",
)  # fmt: skip
"""The types of admonition, as Material for MkDocs has them."""

_OPENING = re.compile(rf'(?:!!!|\?\?\?\+?) *(?:{"|".join(ADMONITIONS)})(?: +"[^"]*")? *', re.IGNORECASE)


def converter() -> MarkdownIt:
    """A converter of its own, whose links are still to be decided on."""
    made = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    made.use(tasklists_plugin, label=True).use(footnote_plugin).use(admon_plugin)
    made.block.ruler.at("admonition", _admonition, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return made


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """An admonition of a type that there is; the plugin would take "!!! Bring your card" for one, without its verb."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return bool(_OPENING.fullmatch(line)) and admonition(state, start, end, silent)
