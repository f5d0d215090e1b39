"""A digest for chat rooms: blocks of Slack, and a card of Microsoft Teams.

Both have elements for text that is nothing but text, so nothing of a catalog can call somebody or be a link. What has
no room is counted: Slack takes 50 blocks of 3,000 characters each, and Teams 28 KB.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from servicebook.reports.digest_words import Item, Message
from servicebook.wording import text

_Json = dict[str, Any]

_MOST_BLOCKS = 50
_MOST_IN_BLOCK = 3_000
_MOST_IN_HEADER = 150
_MOST_BYTES = 28_000
"""A thousand bytes are a kilobyte here: what would fit by the other reading fits all the more."""


def render_slack(message: Message) -> str:
    """What an incoming webhook of Slack takes."""
    blocks = [
        {
            "type": "header",
            "text": {"type": "plain_text", "text": message.title[:_MOST_IN_HEADER], "emoji": False},
        }
    ]
    total = _count(message)
    for told, (title, item) in enumerate(_titled(message)):
        if len(blocks) == _MOST_BLOCKS - 1 and told < total - 1:
            blocks.append(_rich([_run(text("digest.more", count=total - told))]))
            break
        blocks.append(_rich(_of_slack(title, item)))
    return _json({"text": _escaped(message.title), "blocks": blocks})


def _escaped(words: str) -> str:
    """What Slack shows as text, and calls nobody for: the one text that can be nothing else."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _of_slack(title: str | None, item: Item) -> list[_Json]:
    heading = [_run(f"{title}\n", bold=True)] if title else []
    lines = "".join(f"\n{line}" for line in item.lines)
    room = _MOST_IN_BLOCK - len(item.head) - len(title or "") - 1
    lines = lines if len(lines) <= room else f"{lines[: room - 1]}…"
    head: _Json = _run(f"{item.head}", bold=True)
    if item.address:
        head = {"type": "link", "url": item.address, "text": item.head, "style": {"bold": True}}
    return [*heading, head, *([_run(lines)] if lines else [])]


def _run(words: str, *, bold: bool = False) -> _Json:
    return {"type": "text", "text": words, **({"style": {"bold": True}} if bold else {})}


def _rich(elements: list[_Json]) -> _Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def render_teams(message: Message) -> str:
    """What a workflow of Teams takes that waits for a webhook: a message with an Adaptive Card."""
    body: list[_Json] = [_paragraph([_words(message.title, weight="Bolder", size="Large")])]
    total = _count(message)
    for told, (title, item) in enumerate(_titled(message)):
        added = (
            [_paragraph([_words(title, weight="Bolder", size="Medium")], spacing="Large")] if title else []
        )
        added.append(_paragraph(_of_teams(item)))
        left = [_paragraph([_words(text("digest.more", count=total - told))])]
        if len(_card([*body, *added, *left]).encode()) > _MOST_BYTES:
            body += left
            break
        body += added
    return _card(body)


def _of_teams(item: Item) -> list[_Json]:
    head = _words(item.head, weight="Bolder")
    if item.address:
        head["selectAction"] = {"type": "Action.OpenUrl", "url": item.address}
    return [head, *(_words(f"\n{line}") for line in item.lines)]


def _words(words: str, **looks: str) -> _Json:
    return {"type": "TextRun", "text": words, **looks}


def _paragraph(inlines: list[_Json], **looks: str) -> _Json:
    return {"type": "RichTextBlock", "inlines": inlines, **looks}


def _card(body: list[_Json]) -> str:
    content = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": content,
    }
    return _json({"type": "message", "attachments": [attachment]})


def _titled(message: Message) -> Iterator[tuple[str | None, Item]]:
    """Every item; the first of a section with its title."""
    for section in message.sections:
        for number, item in enumerate(section.items):
            yield (None if number else section.title), item


def _count(message: Message) -> int:
    return sum(len(section.items) for section in message.sections)


def _json(content: _Json) -> str:
    return json.dumps(content, ensure_ascii=True, separators=(",", ":")) + "\n"
