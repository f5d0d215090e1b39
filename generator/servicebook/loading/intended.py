"""Where a file belongs that is in a place where no kind of object is kept: by what it says, and by its name."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from servicebook.documents.kinds import BY_NAME, KINDS, Kind, is_id, location_of
from servicebook.documents.slugs import slug
from servicebook.documents.suggestions import closest
from servicebook.documents.validators import fast_validator
from servicebook.loading.likely_kinds import kind_by_place, likely_kinds
from servicebook.source.yaml_reader import Value

_GENERAL_NAMES = frozenset({"service", "services", "index", "agreement", "journey", "notice", "readme"})
"""Names of files that say their kind: the folder around such a file is named as the object."""

_BY_NAME_ONLY = frozenset({"organization", "feedback", "measures", "rules"})
"""Kinds that so little makes valid that a file must also have their name."""


def intended_path(path: str, value: Value, paths: Collection[str]) -> str | None:
    """The path at which a stray file would be read; None where it is not sure, or another file is there already.

    Of a file that YAML cannot read, ``value`` has its keys.
    """
    if not isinstance(value, dict | list) or not value:
        return None
    steps = path.split("/")
    stem = re.sub(r"\.(ya?ml|txt|bak)\b", "", steps[-1], flags=re.IGNORECASE)
    kind = _kind(steps, stem, value)
    place = _place(kind, steps, stem, value, paths) if kind else None
    return place if place is not None and place not in paths and location_of(place) else None


def _kind(steps: list[str], stem: str, value: Value) -> Kind | None:
    """The kind whose schema the file fits, or whose keys it has: the only one, or what its name or its place says."""
    fitting = [kind for kind in KINDS if fast_validator(kind.schema).is_valid(value)] or likely_kinds(value)
    alone = fitting[0] if len(fitting) == 1 and fitting[0].name not in _BY_NAME_ONLY else None
    by_place = kind_by_place(steps)
    return _by_name(steps, stem, fitting) or alone or (by_place if by_place in fitting else None)


def _place(kind: Kind, steps: list[str], stem: str, value: Any, paths: Collection[str]) -> str | None:
    department = _department(kind, steps, stem, paths) or _owning_department(value)
    own = slug(steps[-2] if stem.lower() in _GENERAL_NAMES else stem)
    if "{id}" in kind.pattern and not is_id(own):
        return None
    if "{department}" in kind.pattern and department is None:
        return None
    return kind.pattern.format(department=department, id=own)


def _by_name(steps: list[str], stem: str, fitting: list[Kind]) -> Kind | None:
    """The kind among several that the name of the file, or of a folder around it, is like."""
    names = {name: kind for kind in fitting for name in (kind.name, kind.plural)}
    for word in (stem.lower(), *reversed(steps[:-1])):
        if word != "departments" and (name := closest(word, names)):
            return names[name]
    return None


def _department(kind: Kind, steps: list[str], stem: str, paths: Collection[str]) -> str | None:
    """The department of a file: the folder around it, one that is known before one that is not."""
    around = _folders_around(steps)
    if kind.name == "department" and not around:
        return stem if is_id(stem) else None
    if around and (stem.lower() in _GENERAL_NAMES or around[0] == stem):
        around = around[1:] or around  # the folder is the service's own
    own_file = BY_NAME["department"].pattern
    known = next((step for step in around if own_file.format(department=step) in paths), None)
    return known or (around[0] if around and "departments" in steps else None)


def _folders_around(steps: list[str]) -> list[str]:
    """The folders around a file that may be a department's or an object's, the innermost first."""
    folders = [step for step in reversed(steps[1:-1]) if step != "departments" and is_id(step)]
    return [step for step in folders if not closest(step, ("services",))]


def _owning_department(value: Any) -> str | None:
    """The department of the role that owns a service."""
    roles: Any = value.get("roles") if isinstance(value, dict) else None
    owner = roles.get("owner") if isinstance(roles, dict) else None
    return str(owner).partition("/")[0] if owner else None


_COPY = re.compile(
    r"(?:copy of |kopie von |copie de )(?P<of>.+)"
    r"|(?P<name>.+?)(?:[ _-]+(?:copy|kopie|copie)(?:[ _-]*\(?\d+\)?)?| ?\(\d+\))",
    re.IGNORECASE,
)


def copied_id(own_id: str) -> str | None:
    """The id of which a file's name says that it is a copy: ``laptop-repair - Copy``, ``Kopie von laptop-repair``."""
    found = _COPY.fullmatch(own_id)
    return (found["of"] or found["name"]) if found else None
