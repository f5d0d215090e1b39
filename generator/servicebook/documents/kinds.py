"""The one table: path → kind → schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal

from servicebook.frozen import frozen
from servicebook.source.tree import MAX_BYTES

CATALOG, SETTINGS = "catalog", "site_config"
"""The folders of a repository in which the files of these kinds are kept."""
RESULTS = f"{CATALOG}/results"
"""The folder of what was counted."""
PAGES = f"{SETTINGS}/pages"
"""The folder of hand-written pages, which are no objects."""

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
MAX_ID = 63
_QUARTER = re.compile(r"(?:19|20)\d\d-q[1-4]")
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""What Windows takes for a device, whatever ending follows: no file or folder can have such a name there."""

_OWN_IDS: Mapping[str, str] = {"results": "year", "meeting": "day", "health": "quarter", "rota": "role"}

Holds = Literal["object", "map", "list"]


@frozen(kw_only=True)
class Kind:
    """A kind of file. ``holds`` says whether the file is one object, a map id → object, or a list.

    ``pattern`` is its path below the root; ``{department}`` and ``{id}`` stand for ids. A file of more than
    ``max_bytes`` is not read.
    """

    name: str
    plural: str
    pattern: str
    holds: Holds = "object"
    max_bytes: int = MAX_BYTES

    @property
    def own_id(self) -> str:
        """What the ``{id}`` of its path is."""
        return _OWN_IDS.get(self.name, self.name)

    @property
    def schema(self) -> str:
        """The file name of its schema."""
        stem = self.name if self.holds == "object" else self.plural
        return f"{stem}.schema.json"


CATALOG_KINDS = (
    Kind(name="department", plural="departments", pattern="catalog/departments/{department}/department.yml"),
    Kind(name="service", plural="services", pattern="catalog/departments/{department}/services/{id}.yml"),
    Kind(name="role", plural="roles", pattern="catalog/departments/{department}/roles.yml", holds="map"),
    Kind(name="faq", plural="faqs", pattern="catalog/departments/{department}/faqs.yml", holds="list"),
    Kind(
        name="remark", plural="remarks", pattern="catalog/departments/{department}/feedback.yml", holds="map"
    ),
    Kind(name="meeting", plural="meetings", pattern="catalog/departments/{department}/meetings/{id}.yml"),
    Kind(name="health", plural="health_checks", pattern="catalog/departments/{department}/health/{id}.yml"),
    Kind(name="agreement", plural="agreements", pattern="catalog/agreements/{id}.yml"),
    Kind(name="journey", plural="journeys", pattern="catalog/journeys/{id}.yml"),
    Kind(name="notice", plural="notices", pattern="catalog/notices/{id}.yml"),
    Kind(name="survey", plural="surveys", pattern="catalog/surveys/{id}.yml"),
    Kind(name="person", plural="people", pattern="catalog/people.yml", holds="map"),
    Kind(name="kudos", plural="kudos", pattern="catalog/kudos.yml", holds="list"),
    Kind(name="absence", plural="absences", pattern="catalog/absences.yml", holds="list"),
    Kind(
        name="results",
        plural="results",
        pattern=RESULTS + "/{department}/{id}.yml",
        holds="map",
        max_bytes=16
        * MAX_BYTES,  # a line for each promise and month: too much for one of a thousand services
    ),
)
SETTINGS_KINDS = (
    Kind(name="organization", plural="organization", pattern="site_config/organization.yml"),
    Kind(name="calendar", plural="calendars", pattern="site_config/calendars.yml", holds="map"),
    Kind(name="priorities", plural="priorities", pattern="site_config/priorities.yml"),
    Kind(name="audience", plural="audiences", pattern="site_config/audiences.yml", holds="map"),
    Kind(name="topic", plural="topics", pattern="site_config/topics.yml", holds="map"),
    Kind(name="site", plural="sites", pattern="site_config/sites.yml", holds="map"),
    Kind(name="principle", plural="principles", pattern="site_config/principles.yml", holds="map"),
    Kind(name="feedback", plural="feedback", pattern="site_config/feedback.yml"),
    Kind(name="measures", plural="measures", pattern="site_config/measures.yml"),
    Kind(name="rules", plural="rules", pattern="site_config/rules.yml"),
)
KINDS = CATALOG_KINDS + SETTINGS_KINDS
"""Every kind of file that people write, as YAML."""
ROTA = Kind(name="rota", plural="rotas", pattern="catalog/departments/{department}/rotas/{id}.ics")
"""Who is on duty, by the role that the file is named by: a calendar, which another program writes."""
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in (*KINDS, ROTA)}


def kind_of_file(kind: str) -> Kind:
    """The kind of file in which objects of a kind are written; priorities are below a key of theirs."""
    return BY_NAME["priorities" if kind == "priority" else kind]


def _compiled(kind: Kind) -> re.Pattern[str]:
    pattern = re.escape(kind.pattern).replace(r"\{department\}", "(?P<department>[^/]+)")
    return re.compile(pattern.replace(r"\{id\}", "(?P<id>[^/]+)") + r"\Z")


_PATTERNS = tuple((kind, _compiled(kind)) for kind in (*KINDS, ROTA))


@frozen
class Location:
    """What a path says: the kind, the department's id and the object's own id, where it has them."""

    kind: Kind
    department: str | None
    own_id: str | None

    @property
    def qualified_id(self) -> str | None:
        """The id by which others refer to the object of the file; None where a file holds several."""
        if self.kind.name == "department":
            return self.department
        if self.department is not None and self.own_id is not None:
            return f"{self.department}/{self.own_id}"
        return self.own_id


def location_of(path: str) -> Location | None:
    """What the path of a file says, or None when no kind explains it."""
    for kind, pattern in _PATTERNS:
        if match := pattern.match(path):
            groups = match.groupdict()
            return Location(kind, groups.get("department"), groups.get("id"))
    return None


def is_id(text: str) -> bool:
    """Whether the text can be an id: ``[a-z0-9]+(-[a-z0-9]+)*``, at most 63 characters, not reserved by Windows."""
    return len(text) <= MAX_ID and ID.match(text) is not None and not is_reserved(text)


def is_day(text: str) -> bool:
    """Whether it is a day as files are named by: ``2026-11-03``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_quarter(text: str) -> bool:
    """Whether it is a quarter of a year as files are named by: ``2026-q3``."""
    return _QUARTER.fullmatch(text) is not None


def is_reserved(text: str) -> bool:
    """Whether Windows reserves the name, so that no file of a repository and no page may have it."""
    return text.lower() in RESERVED
