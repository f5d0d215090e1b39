"""The description and the links of an object, put together from the keys of another format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from servicebook.documents.schemas import all_schemas
from servicebook.source.yaml_reader import Value

URL = re.compile(all_schemas()["common.schema.json"]["$defs"]["url"]["pattern"])
_KEY_ORDER = (
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
class DescriptionBuilder:
    """Collects ``paragraphs`` of Markdown and ``links``."""

    paragraphs: list[str] = field(default_factory=list)
    links: list[Value] = field(default_factory=list)

    def add(self, label: str, values: Iterable[str]) -> None:
        """Add values under a label: web addresses as links, other words as a line of the description."""
        listed = list(values)
        addresses = [value for value in listed if URL.match(value)]
        for address in addresses:
            text = label if len(addresses) == 1 else f"{label}: {address.partition('://')[2].rstrip('/')}"
            self.links.append({"text": text, "url": address})
        words = [verbatim(value) for value in listed if value not in addresses]
        if words:
            self.add_line(label, words)

    def add_line(self, label: str, markdown: Iterable[str]) -> None:
        """Add a line of the description; ``markdown`` is not escaped any more."""
        self.paragraphs.append(f"- {escape_markdown(label)}: {', '.join(markdown)}\n")

    def complete(self, fields: dict[str, Value]) -> dict[str, Value]:
        """The fields with description and links, in the order in which people write them, without empty ones."""
        completed: dict[str, Value] = {
            **fields,
            "description": "".join(self.paragraphs),
            "links": self.links,
        }
        return {key: completed[key] for key in _KEY_ORDER if completed.get(key)}


def verbatim(text: str) -> str:
    """Markdown that shows the text as it is: a single word as code, several words escaped."""
    words = " ".join(text.split())
    if " " in words or "`" in words:
        return escape_markdown(words)
    return f"`{words}`"


def escape_markdown(text: str) -> str:
    """Markdown that shows the text as it is, on one line."""
    return _MARKDOWN.sub(lambda character: f"\\{character.group()}", " ".join(text.split()))
