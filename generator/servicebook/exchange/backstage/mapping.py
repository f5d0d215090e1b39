"""What Backstage's entities and a catalog's objects have in common: the tables for both directions.

A ``catalog-info.yaml`` holds entities, each with ``kind``, ``metadata``, ``spec``.

- Of groups and services ``metadata.title`` is the name, ``description`` the summary, ``tags`` are aliases, ``links``
  links (a link's ``title`` is its ``text``). ``metadata.name`` is the id, and the name where there is no title.
- Of groups ``spec.profile.displayName`` is the name, too, and ``spec.profile.email`` a channel
  ``{type: email, address: …}``; ``spec.parent`` is ``part_of``, which ``spec.children`` of others repeats.
  ``spec.members`` and a user's ``spec.memberOf`` hold the role ``member`` of the department.
- Of users ``spec.profile.displayName`` is the name (``metadata.title`` where there is none), and
  ``spec.profile.email`` the e-mail address.

References between entities are written ``[kind:][namespace/]name``; without a kind the key's default applies, and
without a namespace that of the entity. Names of entities have up to 63 letters, digits, ``-``, ``_`` and ``.``;
ours are the same in lower case, with hyphens for all other characters.
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
"""Which of our kinds an entity becomes. A service is exported as a ``Component``."""

DOMAIN_KIND = "Domain"
"""A kind that has no place in a catalog, but whose owner its systems may have."""

SERVICE_REFERENCES: Mapping[str, str] = {"dependsOn": "component", "consumesApis": "api"}
"""The keys of ``spec`` with references that become ``depends_on``, and their default kinds."""

LIFECYCLES: Mapping[str, str] = {
    "experimental": "planned",
    "production": "live",
    "deprecated": "deprecated",
}
"""Our name of a ``spec.lifecycle``. ``retired`` is exported as ``deprecated``."""

TYPES: Mapping[str, str] = {"Group": "department", "Component": "service"}
"""The ``spec.type`` that Backstage requires of an entity; ours adds nothing to the kind."""

MEMBER_ROLE, OWNER_ROLE = "member", "owner"
"""The role that a group's members hold, and the one that owns the services of the group (``spec.owner``)."""

ID_ANNOTATION = "servicebook/id"
"""The annotation with our qualified id, which the entity's name alone does not tell."""

REMAINDER_ANNOTATION = "servicebook/rest"
"""The annotation with what a catalog says and Backstage has no word for, as a JSON text."""

UNOWNED_KIND = "Location"
"""The kind of the entity that holds what belongs to no department. Without targets Backstage reads nothing by it."""

_TAG = re.compile(r"[a-z0-9+#]+(-[a-z0-9+#]+)*")
_MAX_TAG_LENGTH = 63
_LIFECYCLES_IN_BACKSTAGE = {ours: theirs for theirs, ours in LIFECYCLES.items()} | {"retired": "deprecated"}


_NAME = re.compile(r"[a-z0-9]+([-_.a-z0-9]*[a-z0-9])?", re.IGNORECASE)
_MAX_NAME_LENGTH = 63


def is_name(name: str) -> bool:
    """Whether Backstage accepts a ``metadata.name`` or ``metadata.namespace``."""
    return len(name) <= _MAX_NAME_LENGTH and _NAME.fullmatch(name) is not None


def is_tag(alias: str) -> bool:
    """Whether an alias can be one of ``metadata.tags``."""
    return len(alias) <= _MAX_TAG_LENGTH and _TAG.fullmatch(alias) is not None


def lifecycle_in_backstage(lifecycle: str) -> str:
    """Backstage's name of our lifecycle."""
    return _LIFECYCLES_IN_BACKSTAGE[lifecycle]
