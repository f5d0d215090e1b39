"""The agenda of a meeting as plain text, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.pages.parts.agenda_words import AgendaWords, PointWords
from servicebook.reports.safe_markdown import safe_markdown
from servicebook.reports.safe_text import visible
from servicebook.wording import text


def render(agenda: AgendaWords, address: str | None) -> str:
    """For a person at a terminal, or in a mail. ``address`` is that of the site, with ``/`` at its end."""
    return "\n".join(visible(line) for line in _text(agenda, address)) + "\n"


def render_markdown(agenda: AgendaWords, address: str | None) -> str:
    """For what shows Markdown; nothing of a catalog means anything but itself in it."""
    return "\n".join(_markdown(agenda, address)) + "\n"


def _text(agenda: AgendaWords, address: str | None) -> Iterator[str]:
    yield from (agenda.title, agenda.lead)
    if agenda.nothing:
        yield from ("", agenda.nothing)
    for part in agenda.parts:
        yield from ("", part.title)
        for point in part.points:
            yield from (f"- {point.head}", f"  {point.said}")
            yield f"  {text('agenda.where', invites=point.invites, place=point.edit or point.place)}"
            if address:
                yield f"  {text('agenda.page', address=address + point.page)}"
        if part.more:
            yield f"  {part.more}"


def _markdown(agenda: AgendaWords, address: str | None) -> Iterator[str]:
    yield from (f"# {safe_markdown(agenda.title)}", "", safe_markdown(agenda.lead))
    if agenda.nothing:
        yield from ("", safe_markdown(agenda.nothing))
    for part in agenda.parts:
        yield from ("", f"## {safe_markdown(part.title)}", "")
        for point in part.points:
            head = f"**{safe_markdown(point.head)}**"
            head = f"[{head}](<{address}{point.page}>)" if address else head
            yield "<br>".join((f"- {head}", safe_markdown(point.said), _mend(point)))
        if part.more:
            yield f"- {safe_markdown(part.more)}"


def _mend(point: PointWords) -> str:
    """The link to where it can be mended, or the file and line where no place is known."""
    if point.edit:
        return f"[{safe_markdown(point.invites)}](<{point.edit}>)"
    return safe_markdown(text("agenda.where", invites=point.invites, place=point.place))
