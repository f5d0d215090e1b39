"""``servicebook init``: a catalog repository of one's own."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import available_timezones

from servicebook import wording
from servicebook.cli import options
from servicebook.cli.asking import answer, at_terminal
from servicebook.cli.init_lists import add_list_options, place_of_lists, texts_from_lists
from servicebook.cli.init_update import update
from servicebook.cli.naming import one_line
from servicebook.cli.new_folder import write_new_folder
from servicebook.documents.examples import ORGANIZATION
from servicebook.documents.kinds import CATALOG, SETTINGS, is_id
from servicebook.documents.slugs import bad_id
from servicebook.documents.suggestions import did_you_mean
from servicebook.documents.validators import FORMATS
from servicebook.exchange.repository.first_repository import (
    HOSTS,
    Wanted,
    first_repository,
    id_of_department,
)
from servicebook.exchange.repository.init_record import RECORD, Record, RecordError, recorded
from servicebook.exchange.repository.requirements_file import REQUIREMENTS
from servicebook.frozen import frozen
from servicebook.model.countries import country_hint, country_of, is_country
from servicebook.problems import Place
from servicebook.source.atomic_files import UnwritableError
from servicebook.source.file_changes import make_changes
from servicebook.source.installation import installation
from servicebook.source.machine_clock import machine_zone
from servicebook.source.planned_changes import Changes

NAME = "init"
HELP = wording.text("help.init")
OFFICE = "Office"
USUAL_HOST = "github"
NO_COUNTRY = "-"
MKDOCS = "mkdocs.yml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "dir", nargs="?", type=options.path, metavar="DIR", help=wording.text("help.init-folder")
    )
    parser.add_argument("--update", action="store_true", help=wording.text("help.init-update"))
    parser.add_argument("--diff", action="store_true", help=wording.text("help.init-diff"))
    parser.add_argument(
        "--keep", action="append", default=[], metavar="PATH", help=wording.text("help.init-keep")
    )
    parser.add_argument(
        "--take", action="append", default=[], metavar="PATH", help=wording.text("help.init-take")
    )
    parser.add_argument("--organization", metavar="NAME", help=wording.text("help.organization"))
    parser.add_argument("--zone", metavar="ZONE", help=wording.text("help.zone"))
    parser.add_argument("--country", metavar="CODE", help=wording.text("help.country"))
    parser.add_argument("--department", metavar="NAME", help=wording.text("help.first-department"))
    parser.add_argument(
        "--host",
        metavar="HOST",
        help=wording.text("help.host", hosts=", ".join(HOSTS)),
    )
    add_list_options(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Write what is not there yet; 1 when files with other content were kept or lists are faulty.

    2 when nothing can be written. With ``--update``, 1 when something is left for a person to settle.
    """
    _refuse_faults(args)
    if args.update:
        return update(args)
    place_of_lists(args)
    wanted = _asked_for(args)
    program = installation()
    host = args.host or USUAL_HOST
    texts = first_repository(wanted, host, options.today(args), program)
    if args.lists:
        made = texts_from_lists(args, texts)
        if made is None:
            return 1
        texts = made
    record = Record(version=program.version, host=host, wanted=wanted, from_lists=bool(args.lists))
    try:
        written = _write(args.dir, texts, record)
    except UnwritableError as fault:
        raise options.CannotRunError(wording.text("options.nothing-written", fault=fault)) from None
    except OSError as fault:
        raise options.CannotRunError(
            wording.text("init.unusable", folder=args.dir, reason=fault.strerror)
        ) from None
    print(wording.text("init.wrote", count=len(written.added), folder=options.called(args.dir)))
    for path in written.kept:
        print(wording.text("init.kept", path=path))
    if MKDOCS in written.kept:
        print(wording.text("init.plugin", file=MKDOCS))
    if written.has_catalog:
        print(wording.text("init.catalog-exists", catalog=CATALOG, settings=SETTINGS))
    if program.has_no_address and REQUIREMENTS in written.added:
        print(wording.text("init.no-address", file=REQUIREMENTS))
    print(_next(args.dir))
    return 1 if written.kept else 0


@frozen(kw_only=True)
class _Written:
    """The paths that were written, and those that were there with other content; whether there was a catalog."""

    added: frozenset[str]
    kept: tuple[str, ...]
    has_catalog: bool


def _write(folder: Path, texts: Mapping[str, str], record: Record) -> _Written:
    """Write what is not there yet, and keep what is; raises :class:`UnwritableError` and ``OSError``."""
    kept, same = _there_already(folder, texts)
    left = _left_alone(folder, texts, same)
    added = {path: text for path, text in texts.items() if path not in {*kept, *same, *left}}
    ours = {path: text for path, text in texts.items() if path in {*added, *same}}
    noted = _recorded(folder, record, ours, has_catalog=bool(left))
    changes = Changes(added={**added, **noted.added}, texts=noted.texts)
    if folder.exists():
        make_changes(folder, changes)
    else:
        write_new_folder(folder, changes.added)
    return _Written(added=frozenset({*added, *noted.added}), kept=tuple(kept), has_catalog=bool(left))


def _recorded(folder: Path, record: Record, texts: Mapping[str, str], *, has_catalog: bool) -> Changes:
    """What is to be kept of what is written, for ``--update``.

    Nothing in a repository that has a catalog and no record: a version before the record wrote its other files, and a
    record without them would say that nobody did.
    """
    file = folder / RECORD
    before = file.read_text(encoding="utf-8") if file.is_file() else None
    if before is None and has_catalog:
        return Changes()
    try:
        after = recorded(before, record, texts)
    except RecordError as fault:
        raise UnwritableError(wording.text("init-update.bad-record", path=RECORD, reason=fault)) from None
    if before is None:
        return Changes(added={RECORD: after})
    return Changes(texts={RECORD: (before, after)} if before != after else {})


def _asked_for(args: argparse.Namespace) -> Wanted:
    """The organization and its first department: as given, else as answered at a terminal, else what is usual."""
    given = Wanted(
        organization=args.organization or ORGANIZATION,
        zone=args.zone or machine_zone(),
        country=args.country and args.country.upper(),
        department=args.department,
    )
    return _answered(args, given) if at_terminal() else given


def _answered(args: argparse.Namespace, given: Wanted) -> Wanted:
    """The same, with what was not given asked for; lists have departments of their own."""
    organization, zone, country, department = args.organization, args.zone, args.country, args.department
    if not organization:
        organization = answer(wording.text("init.ask-name"), _name_fault, given.organization)
    if not zone:
        zone = answer(wording.text("init.ask-zone"), _zone_fault, given.zone)
    if not country:
        likely = country_of(zone) or NO_COUNTRY
        country = answer(wording.text("init.ask-country", none=NO_COUNTRY), _asked_country_fault, likely)
    if not department and not args.lists:
        department = answer(wording.text("init.ask-department"), _department_fault, OFFICE)
    return Wanted(
        organization=organization,
        zone=zone,
        country=None if country == NO_COUNTRY else country.upper(),
        department=None if department == OFFICE else department,
    )


def _refuse_faults(args: argparse.Namespace) -> None:
    """Raise :class:`CannotRunError` for the first option that cannot be."""
    for value, fault in (
        (args.organization, _name_fault),
        (args.zone, _zone_fault),
        (args.country, _country_fault),
        (args.department, _department_fault),
        (args.host, _host_fault),
    ):
        if value is not None and (wrong := fault(value)):
            raise options.CannotRunError(wrong)
    if args.department is not None and args.lists:
        raise options.CannotRunError(wording.text("init.department-and-lists"))
    given = (args.organization, args.zone, args.country, args.department, args.lists)
    if args.update and any(given):
        raise options.CannotRunError(wording.text("init.not-with-update"))
    if not args.update and any((args.diff, args.keep, args.take)):
        raise options.CannotRunError(wording.text("init.only-with-update"))


def _next(folder: Path) -> str:
    if folder == Path():
        return wording.text("init.next")
    return wording.text("init.next-there", folder=_quoted(folder))


def _quoted(folder: Path) -> str:
    """The folder as a shell takes it for one word."""
    return f'"{folder}"' if len(str(folder).split()) > 1 else str(folder)


def _there_already(folder: Path, texts: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Which of the files are there with other content (or something else is), and which with this content."""
    if (folder.exists() or folder.is_symlink()) and not folder.is_dir():
        raise UnwritableError(wording.text("folder.not-a-folder", path=folder))
    kept, same = [], []
    for path, text in texts.items():
        file = folder / path
        if file.is_file() and file.read_bytes() == text.encode():
            same.append(path)
        elif file.exists() or file.is_symlink():
            kept.append(path)
    return kept, same


def _left_alone(folder: Path, texts: Mapping[str, str], same: list[str]) -> set[str]:
    """The files of the catalog and its settings, where there are others than ours: half of each would be none."""
    there = (file for part in (CATALOG, SETTINGS) for file in (folder / part).rglob("*.yml"))
    if all(file.relative_to(folder).as_posix() in same for file in there):
        return set()
    return {path for path in texts if path.startswith((f"{CATALOG}/", f"{SETTINGS}/"))}


def _name_fault(name: str) -> str | None:
    if not name.strip():
        return wording.text("init.empty-name")
    if not name.isprintable():
        return wording.text("init.unprintable-name", name=repr(name))
    return None


def _zone_fault(zone: str) -> str | None:
    if zone and FORMATS["iana-zone"](zone):
        return None
    zones = sorted(available_timezones())
    towns = [one for one in zones if one.rpartition("/")[2].lower() == zone.strip().replace(" ", "_").lower()]
    hint = did_you_mean(towns[0] if towns else zone, zones) or wording.text("init.zone-hint")
    return wording.text("init.not-a-zone", zone=zone, hint=hint)


def _asked_country_fault(country: str) -> str | None:
    return None if country == NO_COUNTRY else _country_fault(country)


def _country_fault(country: str) -> str | None:
    if is_country(country.upper()):
        return None
    return wording.text("init.not-a-country", country=country, hint=country_hint(country))


def _department_fault(name: str) -> str | None:
    if not name.strip():
        return wording.text("init.empty-department")
    if not name.isprintable():
        return wording.text("init.unprintable-name", name=repr(name))
    own = id_of_department(name)
    return None if is_id(own) else one_line(bad_id(own, Place("")))


def _host_fault(host: str) -> str | None:
    if host in HOSTS:
        return None
    hint = did_you_mean(host, HOSTS) or wording.text("hint.use-one-of", choices=", ".join(HOSTS))
    return wording.text("init.not-a-host", host=host, hint=hint)
