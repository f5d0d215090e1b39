"""A list in brackets has sentences that fell apart at their commas.

Within `[…]`, a comma without quotation marks begins another entry: of `[A photo, not too dark.]` YAML makes two lines,
*A photo* and *not too dark.* Put each sentence in quotes: `["A photo, not too dark."]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.lists_of_lines import lists_of_lines
from servicebook.source.yaml_positions import span_at
from servicebook.source.yaml_writer import flow
from servicebook.wording import text

CODE = "line-fell-apart"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_GOES_ON = re.compile(
    r"(?:and|or|but|nor|so|yet|not|which|who|whose|where|because|if|unless|as|then|und|oder|aber|sondern|nicht|weil|wenn|"
    r"falls|sowie|et|ou|mais|sinon|si|en|of|maar|niet|als|y|o|pero|sino|no)\s",
)
"""What begins half a sentence, in small letters; an entry of a list of things does not."""
_SENTENCE_END = (".", "!", "?")


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, field, lines in lists_of_lines(catalog):
        # most lists are one entry below the other, which asks for no look at positions
        if not any(_goes_on(line) for line in lines[1:]) or f"{field}: [" not in origin.document.text:
            continue
        whole = _put_together(lines)
        is_sentence = any(line.endswith(_SENTENCE_END) for line in whole)
        if len(whole) == len(lines) or not (is_sentence or any(map(_GOES_ON.match, lines[1:]))):
            continue
        pointer = (*origin.pointer, field)
        if not _is_without_quotes(origin.document.text, span_at(origin.document.text, pointer), lines):
            continue
        is_sure = all(line[0].isupper() and line.endswith(_SENTENCE_END) for line in whole)
        yield finding(
            CODE,
            SEVERITY,
            origin.place(field),
            text("line-fell-apart.message", field=field, number=len(lines), line=whole[0]),
            text("line-fell-apart.hint", field=field, written=flow(list(whole))),
            edit=origin.document.edit(pointer, list(whole)) if is_sure else None,
        )


def _goes_on(line: str) -> bool:
    """Whether a line may be the rest of the one before it: several words, the first in small letters."""
    return line[:1].islower() and " " in line


def _put_together(lines: Sequence[str]) -> tuple[str, ...]:
    """The sentences: each goes on with what has no capital, or, in a list without any, with what joins two halves."""
    has_capitals = lines[0][:1].isupper()
    whole: list[str] = []
    for line in lines:
        joins = line[:1].islower() if has_capitals else _GOES_ON.match(line) is not None
        if whole and joins and not whole[-1].endswith(_SENTENCE_END):
            whole[-1] += f", {line}"
        else:
            whole.append(line)
    return tuple(whole)


def _is_without_quotes(source: str, span: tuple[int, int] | None, lines: Sequence[str]) -> bool:
    if span is None or source[span[0]] != "[":
        return False
    inside = " ".join(source[span[0] + 1 : span[1] - 1].split()).rstrip(", ")
    return re.sub(r" ?, ?", ", ", inside) == ", ".join(lines)
