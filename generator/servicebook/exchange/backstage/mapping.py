"""What Backstage's entities and a catalog's objects have in common: the one table for both directions.

A ``catalog-info.yaml`` holds entities, each with ``kind``, ``metadata``, ``spec``. The tables say which key of an
entity is which key of ours; what they do not name is no part of the exchange. Keys with dots lead into maps.

References between entities are written ``[kind:][namespace/]name``; without a kind the key's own default holds, and
without a namespace that of the entity. Names of entities have up to 63 letters, digits, ``-``, ``_`` and ``.``;
ours are the same with other letters made lower case and other signs hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

API_VERSION = "backstage.io/v1alpha1"
DEFAULT_NAMESPACE = "default"

KINDS: Mapping[str, str] = {
    "Group": "department",
    "User": "person",
    "System": "service",
    "Component": "service",
    "Resource": "service",
    "API": "service",
}
"""Which of our kinds an entity becomes. A service is written as a ``Component``."""

COMMON: Mapping[str, str] = {
    "metadata.title": "name",
    "metadata.description": "summary",
    "metadata.tags": "aliases",
    "metadata.links": "links",
}
"""Of groups and services; ``metadata.name`` is the id, and the name where there is no title.

A link's ``title`` is its ``text``. Descriptions of several lines are the ``description``, their first line the
``summary``.
"""

GROUP: Mapping[str, str] = {
    "spec.profile.displayName": "name",
    "spec.profile.email": "channels",
    "spec.parent": "part_of",
}
"""Of groups; the e-mail address is a channel ``{type: email, address: …}``. ``spec.children`` says the parents of
others once more. ``spec.members`` and a user's ``spec.memberOf`` hold the role ``member`` of the department."""

USER: Mapping[str, str] = {
    "spec.profile.displayName": "name",
    "spec.profile.email": "email",
}
"""Of users; ``metadata.title`` is the name where there is no display name."""

SERVICE_REFERENCES: Mapping[str, str] = {
    "spec.dependsOn": "component",
    "spec.consumesApis": "api",
}
"""Keys with lists of references that become ``depends_on``, and the kind that they mean without one."""

LIFECYCLES: Mapping[str, str] = {
    "experimental": "planned",
    "production": "live",
    "deprecated": "deprecated",
}
"""What ``spec.lifecycle`` is called here. ``retired`` is written as ``deprecated``."""

TYPES: Mapping[str, str] = {"Group": "department", "Component": "service"}
"""The ``spec.type`` of what we write, which says nothing more than the kind does."""

MEMBER_ROLE, OWNER_ROLE = "member", "owner"
"""The role that a group's members hold, and the one that owns the services of the group (``spec.owner``)."""

ANNOTATION = "servicebook/id"
"""The annotation that holds the whole id of ours, where the entity's name alone does not tell it."""

REST = "servicebook/rest"
"""The annotation that holds what a catalog says and Backstage has no word for, as a JSON text."""

NOBODYS = "Location"
"""The kind of the entity that holds what belongs to no department. Without targets it leads Backstage nowhere."""

_TAG = re.compile(r"[a-z0-9+#]+(-[a-z0-9+#]+)*")
_LONGEST = 63
_LIFECYCLE = {ours: theirs for theirs, ours in LIFECYCLES.items()} | {"retired": "deprecated"}


def is_tag(alias: str) -> bool:
    """Whether an alias can be one of ``metadata.tags``."""
    return len(alias) <= _LONGEST and _TAG.fullmatch(alias) is not None


def lifecycle_there(lifecycle: str) -> str:
    """What a lifecycle of ours is called there."""
    return _LIFECYCLE[lifecycle]
