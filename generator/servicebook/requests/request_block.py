"""The block of a text in Markdown, such as an issue, in which a change request stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook import wording
from servicebook.requests.change_request import refused

INFO = "json servicebook-request"
"""What stands behind the backticks that open the block."""

_LINE_BREAK = re.compile("\r\n|\r|\n")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def block_of(text: str) -> str:
    """What the one block holds. Raises :class:`RefusedError` where there is none, or another one as well.

    Blocks are found as Markdown has them (CommonMark 4.5), so that an example within another block is none.
    """
    blocks = list(_blocks(text))
    if not blocks:
        raise refused("no-block", wording.text("apply.no-block", info=INFO))
    if len(blocks) > 1:
        raise refused("several-blocks", wording.text("apply.several-blocks", number=len(blocks)))
    content, is_closed = blocks[0]
    if not is_closed:
        raise refused("open-block", wording.text("apply.open-block"))
    return content


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    """What each block of requests holds, and whether it has an end."""
    fence, info = "", ""
    lines: list[str] = []
    for line in _LINE_BREAK.split(text):
        found = _FENCE.match(line)
        rest = line[found.end() :].strip(" \t") if found else ""
        if not fence:
            # backticks with another one behind them, on the same line, are code within a sentence
            if found and not (found[1][0] == "`" and "`" in rest):
                fence, info, lines = found[1], " ".join(rest.split()), []
        elif found and found[1][0] == fence[0] and len(found[1]) >= len(fence) and not rest:
            if info == INFO:
                yield "\n".join(lines), True
            fence = ""
        else:
            lines.append(line)
    if fence and info == INFO:
        yield "\n".join(lines), False
