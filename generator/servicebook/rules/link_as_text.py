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
from servicebook.rules.addresses import address_meant
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
            written = nearly[0]
            # reading Markdown takes long, and nearly every link is one
            if written != _link(nearly, _address(nearly)) and shown_as_text(text, written):
                target = address_meant(catalog, _address(nearly))
                place = origin.document.place_of_text((*origin.pointer, field), written)
                yield finding(
                    CODE,
                    SEVERITY,
                    place,
                    wording.text("link-as-text.message", text=written),
                    _hint(nearly, target),
                    edit=origin.document.edit_of_words(place, written, _link(nearly, target))
                    if target
                    else None,
                )


def _address(nearly: re.Match[str]) -> str:
    return f"{nearly['begin'] or nearly['begin2']}{nearly['rest'] or nearly['rest2']}"


def _link(nearly: re.Match[str], address: str) -> str:
    return f"[{nearly['words'] or nearly['words2']}]({address})"


def _hint(nearly: re.Match[str], target: str | None) -> str:
    """The link to write; where nothing has its address, that it has to be another one."""
    if target:
        return wording.text("link-as-text.hint", link=_link(nearly, target))
    kind, _, own_id = _address(nearly).partition(":")
    link = _link(nearly, f"{kind}:…")
    return wording.text(
        "link-as-text.hint-unknown", link=link, id=own_id, kind=wording.text(f"a-kind.{kind}")
    )
