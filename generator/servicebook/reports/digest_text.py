"""A digest as plain text, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.reports.digest_words import Message
from servicebook.reports.safe_markdown import safe_markdown


def render(message: Message) -> str:
    """For a person at a terminal, or in a mail without HTML."""
    return "\n".join(_text(message)) + "\n"


def render_markdown(message: Message) -> str:
    """For what shows Markdown; nothing of a catalog means anything but itself in it."""
    return "\n".join(_markdown(message)) + "\n"


def _text(message: Message) -> Iterator[str]:
    yield message.title
    for section in message.sections:
        yield from ("", section.title)
        for item in section.items:
            yield f"- {item.head}"
            yield from (f"  {line}" for line in item.lines)
            if item.address:
                yield f"  {item.address}"


def _markdown(message: Message) -> Iterator[str]:
    yield f"# {safe_markdown(message.title)}"
    for section in message.sections:
        yield from ("", f"## {safe_markdown(section.title)}", "")
        for item in section.items:
            head = f"**{safe_markdown(item.head)}**"
            head = f"[{head}](<{item.address}>)" if item.address else head
            yield "<br>".join((f"- {head}", *map(safe_markdown, item.lines)))
