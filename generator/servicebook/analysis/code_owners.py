"""Who reviews changes to which part of the catalog, as the file CODEOWNERS says it on GitHub and on GitLab.

General lines come first, since the last line that fits counts:

- a department's folder: whoever holds the role of its head, then whoever holds the roles that own its services;
- a service's file: whoever holds its owner's and its deputy's role, then the department's head;
- an agreement's file: the heads of both parties; a journey's: its owner's role;
- results: whoever holds the role that counts, where the settings name one.

People are named by their ``handles`` (``github`` or ``gitlab`` in ``people.yml``), only as long as they hold the role
and have not left. A line on which nobody can be named is left out: the line before it that fits then counts. On GitLab
each department is a section of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.role import Person
from servicebook.problems import Place
from servicebook.wording import text

PLACES = {"github": ".github/CODEOWNERS", "gitlab": ".gitlab/CODEOWNERS"}
"""By system, where the file goes; also the name of a person's handle."""

# A made file is known by this line again, so it is the same in every language.
_HEAD = "# Made by `servicebook owners --format {}` from roles and people: change them there, not here."
_MADE = re.compile(r"# Made by `servicebook owners --format (github|gitlab)`")

_RESULTS = "catalog/results/"

_HANDLES = {
    "github": re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:/[A-Za-z0-9._-]{1,100})?"),
    "gitlab": re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,254})(?:/[A-Za-z0-9_.-]{1,254})*"),
}


@frozen
class PeopleHidden:
    """The organization shows roles only, so nobody may be named."""


@frozen
class NoHandle:
    """What is ``written`` at a place cannot be a name on the ``system``."""

    place: Place
    written: str
    system: str


class CannotNameError(Exception):
    """Nobody may be named, or somebody cannot be, for a ``reason``."""

    def __init__(self, reason: PeopleHidden | NoHandle) -> None:
        super().__init__(reason)
        self.reason = reason


@frozen
class Difference:
    """The first line that is not as it would be made: its number from 1 on, what it says and what it would say.

    ``there`` is None where the file ends too early (``line`` is then its last), ``wanted`` where it goes on too long.
    """

    line: int
    there: str | None
    wanted: str | None


@frozen
class Section:
    """Lines that belong together: paths from the root of the catalog on, and who owns each."""

    name: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]


def handle_of(person: Person, system: str) -> str | None:
    """How the person is mentioned (``@amira-h``); None where no handle of that system is written.

    Raises :class:`CannotNameError` for what cannot be one.
    """
    written = person.handles.get(system)
    if written is None:
        return None
    handle = written.removeprefix("@")
    if not _HANDLES[system].fullmatch(handle):
        raise CannotNameError(NoHandle(person.origin.place("handles", system), written, system))
    return f"@{handle}"


def owners_text(catalog: Catalog, system: str, folder: str = "") -> str:
    """What the file says, for ``github`` or ``gitlab``; ``folder`` is where the catalog lies within the repository.

    Raises :class:`CannotNameError`.
    """
    if not catalog.settings.organization.shows_people:
        raise CannotNameError(PeopleHidden())
    top = "/" + "".join(re.sub(r"([\\\s#])", r"\\\1", part) + "/" for part in folder.split("/") if part)
    parts = [_HEAD.format(system), *(_text(section, system, top) for section in sections(catalog, system))]
    return "\n\n".join(parts) + "\n"


def made_for(content: str) -> str | None:
    """The system for which such a file was made here; None for one that somebody wrote by hand."""
    match = _MADE.match(content)
    return match[1] if match else None


def difference(there: str, made: str) -> Difference | None:
    """Where a file first has another line than what would be made; None where all lines are the same."""
    old, new = there.splitlines(), made.splitlines()
    for number, (there, wanted) in enumerate(zip_longest(old, new)):
        if there != wanted:
            return Difference(min(number + 1, len(old)), there, wanted)
    return None


def sections(catalog: Catalog, system: str) -> Iterator[Section]:
    """Everything that somebody can be named for: departments, then what lies between them."""
    handles = {person.id: handle_of(person, system) for person in catalog.people.values()}

    def holders(roles: Iterable[str | None]) -> tuple[str, ...]:
        named_handles = (
            handles[holder.person]
            for role in roles
            if role is not None and role in catalog.roles
            for holder in catalog.holders(catalog.roles[role])
        )
        return tuple(dict.fromkeys(handle for handle in named_handles if handle))

    for department in catalog.departments.values():
        services = catalog.index.services_of.get(department.id, ())
        owners = (service.roles.owner for service in services)
        lines = [(_folder(department.id), holders([department.head, *owners]))]
        for service in services:
            named = holders([service.roles.owner, service.roles.deputy])
            path = service.origin.path
            lines.append((path, tuple(dict.fromkeys((*named, *holders([department.head])))) if named else ()))
        yield from _section(department.name, lines)
    heads = {department.id: department.head for department in catalog.departments.values()}
    agreements = [
        (agreement.origin.path, holders(heads.get(party) for party in agreement.parties))
        for agreement in catalog.agreements.values()
    ]
    yield from _section(text("owners.agreements"), agreements)
    journeys = [(journey.origin.path, holders([journey.owner])) for journey in catalog.journeys.values()]
    yield from _section(text("owners.journeys"), journeys)
    yield from _section(text("owners.results"), [(_RESULTS, holders([catalog.settings.counted_by]))])


def unreviewed(catalog: Catalog, system: str) -> tuple[str, ...]:
    """The departments for whose folder nobody can be named. Raises :class:`CannotNameError`."""
    paths = {path for section in sections(catalog, system) for path, _ in section.lines}
    return tuple(department for department in catalog.departments if _folder(department) not in paths)


def _folder(department: str) -> str:
    return f"catalog/departments/{department}/"


def _section(name: str, lines: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Section]:
    named = tuple((path, owners) for path, owners in lines if owners)
    if named:
        yield Section(" ".join(re.sub(r"[\[\]^#\\]", " ", name).split()), named)


def _text(section: Section, system: str, top: str) -> str:
    head = f"[{section.name}]" if system == "gitlab" else f"# {section.name}"
    return "\n".join([head, *(f"{top}{path} {' '.join(owners)}" for path, owners in section.lines)])
