"""A text has a link that is none, for a space or for brackets in the wrong order.

Readers see the signs instead of a link: `[a loan laptop] (service:it/loan-laptop)`. The words stand in brackets, the
address in parentheses right behind them, without a space in it: `[a loan laptop](service:it/loan-laptop)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook import wording
from servicebook.documents.markdown_links import ALLOWED, shown_as_text
from servicebook.model.catalog import Catalog
from servicebook.model.texts import markdown_texts
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding

CODE = "link-as-text"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_BEGINS = "|".join(sorted({f"{address.partition(':')[0]}:" for address in ALLOWED}))
_ADDRESS = rf"(?P<begin>{_BEGINS})[ \t]*(?P<rest>[^\s()\[\]]+)[ \t]*"
_NEARLY = re.compile(
    rf"\[(?P<words>[^\[\]\n]+)\][ \t]*\([ \t]*{_ADDRESS}\)"
    rf"|\((?P<words2>[^()\n]+)\)[ \t]*\[[ \t]*{_ADDRESS.replace('<begin>', '<begin2>').replace('<rest>', '<rest2>')}\]"
)


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, field, text in markdown_texts(catalog):
        for nearly in _NEARLY.finditer(text):
            written, meant = nearly[0], _link(nearly)
            # reading Markdown takes long, and nearly every link is one
            if written != meant and shown_as_text(text, written):
                place = origin.document.place_of_text((*origin.pointer, field), written)
                yield finding(
                    CODE,
                    SEVERITY,
                    place,
                    wording.text("link-as-text.message", text=written),
                    wording.text("link-as-text.hint", link=meant),
                    edit=origin.document.edit_of_words(place, written, meant),
                )


def _link(nearly: re.Match[str]) -> str:
    words = nearly["words"] or nearly["words2"]
    begin, rest = nearly["begin"] or nearly["begin2"], nearly["rest"] or nearly["rest2"]
    return f"[{words}]({begin}{rest})"
