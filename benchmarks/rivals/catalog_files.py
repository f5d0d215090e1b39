"""A catalog as plain values, read without servicebook: what the sites of other tools are made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Values: TypeAlias = Mapping[str, Any]

_LOADER = getattr(
    yaml, "CBaseLoader", yaml.BaseLoader
)  # every value is text, as times and dates are in a catalog


@dataclass(frozen=True, slots=True)
class Service:
    """A service: its department, its own id, its file, and what is written there."""

    department: str
    id: str
    file: Path
    values: Values

    @property
    def qualified(self) -> str:
        """The id by which others refer to it: ``it/laptop-repair``."""
        return f"{self.department}/{self.id}"


@dataclass(frozen=True, slots=True)
class Files:
    """Everything but the services, by id; roles by ``it/lead``. Settings are by file: ``calendars``."""

    departments: Mapping[str, Values]
    roles: Mapping[str, Values]
    faqs: Mapping[str, list[Values]]
    people: Mapping[str, Values]
    agreements: Mapping[str, Values]
    journeys: Mapping[str, Values]
    settings: Mapping[str, Values]


def catalog_files(root: Path) -> Files:
    """What the catalog of a repository has, without its services."""
    catalog = root / "catalog"
    folders = sorted(file.parent for file in (catalog / "departments").glob("*/department.yml"))
    return Files(
        departments={folder.name: _read(folder / "department.yml") for folder in folders},
        roles={
            f"{folder.name}/{role}": {**values, "department": folder.name}
            for folder in folders
            for role, values in _read(folder / "roles.yml").items()
        },
        faqs={folder.name: list(_read(folder / "faqs.yml")) for folder in folders},
        people=_read(catalog / "people.yml"),
        agreements=_by_name(catalog / "agreements"),
        journeys=_by_name(catalog / "journeys"),
        settings=_by_name(root / "site_config"),
    )


def services(root: Path) -> Iterator[Service]:
    """All services of a repository, one after the other."""
    for file in sorted((root / "catalog" / "departments").glob("*/services/*.yml")):
        yield Service(file.parts[-3], file.stem, file, _read(file))


def _by_name(folder: Path) -> dict[str, Values]:
    return {file.stem: _read(file) for file in sorted(folder.glob("*.yml"))}


def _read(file: Path) -> Any:
    """What a file says; nothing where there is none."""
    return yaml.load(file.read_text(encoding="utf-8"), _LOADER) if file.is_file() else {}
