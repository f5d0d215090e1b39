"""The agenda of a meeting as a page of HTML of its own, to be sent, shown and printed: two pages of A4 at most."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from servicebook.pages.parts.agenda_words import AgendaWords, PointWords
from servicebook.pages.rendering.harmless import harmless
from servicebook.wording import text

# In the reader's own colors; on paper small enough for two pages, and no point torn apart.
_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.45 sans-serif;margin:0 auto;padding:16px;max-width:760px}
h1{font-size:24px;line-height:1.25;margin:0 0 4px}
h2{font-size:17px;line-height:1.3;margin:20px 0 4px;padding-top:8px;border-top:1px solid}
ul{margin:0;padding:0 0 0 20px}
li{margin:0 0 6px;overflow-wrap:anywhere}
@media print{
@page{size:A4;margin:12mm}
body{font-size:9pt;line-height:1.2;padding:0;max-width:none}
h1{font-size:15pt}
h2{font-size:10.5pt;margin:5pt 0 2pt;padding-top:2pt;break-after:avoid}
li{margin:0 0 1.5pt;break-inside:avoid}
a{color:inherit}
}
"""


def render(agenda: AgendaWords, address: str | None) -> str:
    """The page. ``address`` is that of the site, with ``/`` at its end; without one, its pages are not linked."""
    return harmless("\n".join(_html(agenda, address)) + "\n")


def _html(agenda: AgendaWords, address: str | None) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="{escape(agenda.language)}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{escape(agenda.title)}</title><style>{_STYLE}</style></head>"
    yield f'<body><main><h1 dir="auto">{escape(agenda.title)}</h1>'
    yield f'<p dir="auto">{escape(agenda.lead)}</p>'
    if agenda.nothing:
        yield f"<p>{escape(agenda.nothing)}</p>"
    for part in agenda.parts:
        yield f'<section><h2 dir="auto">{escape(part.title)}</h2><ul>'
        yield from (f'<li dir="auto">{_point(point, address)}</li>' for point in part.points)
        if part.more:
            yield f"<li>{escape(part.more)}</li>"
        yield "</ul></section>"
    yield "</main></body></html>"


def _point(point: PointWords, address: str | None) -> str:
    head = f"<b>{escape(point.head)}</b>"
    if address:
        head = f'<a href="{escape(address + point.page)}">{head}</a>'
    if point.edit:
        mend = f'<a href="{escape(point.edit)}">{escape(point.invites)}</a>'
    else:
        mend = escape(text("agenda.where", invites=point.invites, place=point.place))
    return f"{head}: {escape(point.said)}. {mend}"
