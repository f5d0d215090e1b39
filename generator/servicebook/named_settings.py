"""Choices of ``site_config/`` with an id and a name: priorities, audiences, topics, principles, sites."""

from __future__ import annotations

from dataclasses import field

from servicebook.documents.document import Origin
from servicebook.frozen import frozen


@frozen(kw_only=True)
class Priority:
    """How bad it is, in the words of the person who asks."""

    id: str
    name: str
    means: str | None = None


@frozen(kw_only=True)
class Audience:
    """Who may ask."""

    id: str
    name: str
    description: str | None = None
    origin: Origin | None = field(default=None, compare=False, repr=False)


@frozen(kw_only=True)
class Topic:
    """What services are about, in readers' words."""

    id: str
    name: str
    description: str | None = None
    origin: Origin | None = field(default=None, compare=False, repr=False)


@frozen(kw_only=True)
class Principle:
    """What the whole organization holds to when one department works for another."""

    id: str
    name: str
    description: str | None = None
    origin: Origin | None = field(default=None, compare=False, repr=False)


@frozen(kw_only=True)
class Site:
    """Where the organization works."""

    id: str
    name: str
    address: str | None = None
    zone: str | None = None
    calendar: str | None = None
    origin: Origin | None = field(default=None, compare=False, repr=False)
