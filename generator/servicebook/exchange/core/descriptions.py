"""What a description and its links are made of, when words come from another format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from servicebook.documents.schemas import all_schemas
from servicebook.source.yaml_reader import Value

URL = re.compile(all_schemas()["common.schema.json"]["$defs"]["url"]["pattern"])
_ORDER = (
    "name",
    "summary",
    "description",
    "aliases",
    "part_of",
    "lifecycle",
    "roles",
    "head",
    "channels",
    "depends_on",
    "links",
)
_MARKDOWN = re.compile(r"[\\`*\[\]<>&~|]|(?<!\w)_|_(?!\w)")


@dataclass(slots=True)
class Page:
    """What a description and its links are made of."""

    facts: list[str] = field(default_factory=list)
    links: list[Value] = field(default_factory=list)

    def add(self, label: str, values: Iterable[str]) -> None:
        """Addresses become links, other words a line of the description."""
        listed = list(values)
        addresses = [value for value in listed if URL.match(value)]
        for address in addresses:
            text = label if len(addresses) == 1 else f"{label}: {address.partition('://')[2].rstrip('/')}"
            self.links.append({"text": text, "url": address})
        words = [verbatim(value) for value in listed if value not in addresses]
        if words:
            self.say(label, words)

    def say(self, label: str, markdown: Iterable[str]) -> None:
        """A line of the description, of finished Markdown."""
        self.facts.append(f"- {escaped(label)}: {', '.join(markdown)}\n")

    def filled(self, value: dict[str, Value]) -> dict[str, Value]:
        """The value with description and links, in the order in which people write them, without empty keys."""
        whole: dict[str, Value] = {**value, "description": "".join(self.facts), "links": self.links}
        return {key: whole[key] for key in _ORDER if whole.get(key)}


def verbatim(text: str) -> str:
    """Markdown that shows the words as they are: a single word as code, a sentence escaped."""
    words = " ".join(text.split())
    if " " in words or "`" in words:
        return escaped(words)
    return f"`{words}`"


def escaped(text: str) -> str:
    """Markdown in which nothing of the text is taken for a sign of Markdown."""
    return _MARKDOWN.sub(lambda found: f"\\{found.group()}", " ".join(text.split()))
