"""What has changed as an Atom feed (RFC 4287), for readers of feeds, mail and chat."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID, uuid5

from servicebook.frozen import frozen

NAMESPACE = "http://www.w3.org/2005/Atom"
_IDS = UUID("6c3b4a8e-52a7-5d0f-9c1e-8f6a2d7b3e10")
"""What the ids of entries are derived in: they stay the same wherever the site lies, and whoever builds it."""


@frozen(kw_only=True)
class Entry:
    """``key`` is what it is known by for good; ``href`` where to read of it; ``categories`` are words for filters."""

    key: str
    title: str
    lines: tuple[str, ...]
    moment: datetime
    href: str
    categories: tuple[str, ...]


@frozen(kw_only=True)
class Feed:
    """``href`` is the page that shows the same, ``own`` the feed's address; absolute where the site's is known."""

    key: str
    title: str
    author: str
    language: str
    href: str
    own: str
    entries: tuple[Entry, ...]


def feed(whole: Feed) -> bytes:
    """The feed as XML; it has at least one entry, whose moment is that of the feed."""
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": whole.language})
    _add(root, "id", _id(whole.key))
    _add(root, "title", whole.title)
    _add(root, "updated", _utc(max(entry.moment for entry in whole.entries)))
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=whole.own)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=whole.href)
    _add(ET.SubElement(root, "author"), "name", whole.author)
    for entry in whole.entries:
        _add_entry(root, entry)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _add_entry(root: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(root, "entry")
    _add(element, "id", _id(entry.key))
    _add(element, "title", entry.title)
    _add(element, "updated", _utc(entry.moment))
    ET.SubElement(element, "link", rel="alternate", type="text/html", href=entry.href)
    for category in entry.categories:
        ET.SubElement(element, "category", term=category)
    _add(element, "content", "\n".join(entry.lines or (entry.title,))).set("type", "text")


def _add(parent: ET.Element, tag: str, words: str) -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = words
    return element


def _id(key: str) -> str:
    return f"urn:uuid:{uuid5(_IDS, key)}"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def newest_first(entries: Iterable[Entry], most: int) -> tuple[Entry, ...]:
    """So many of the entries, the latest first."""
    return tuple(sorted(entries, key=lambda entry: entry.moment, reverse=True)[:most])
