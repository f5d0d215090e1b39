"""``servicebook init``: a catalog repository of one's own."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import available_timezones

from servicebook.cli import options
from servicebook.cli.asking import answer, at_terminal
from servicebook.documents.schema_check import FORMATS
from servicebook.documents.words import did_you_mean
from servicebook.exchange.repository.first_repository import HOSTS, REQUIREMENTS, first_repository
from servicebook.pipeline import CATALOG, SETTINGS
from servicebook.source.changes import Changes, make_changes
from servicebook.source.files import UnwritableError
from servicebook.source.installation import installation
from servicebook.source.machine import machine_zone

NAME = "init"
HELP = "make a small catalog repository that can be built at once; no file is written over"
ORGANIZATION = "Our organization"
MKDOCS = "mkdocs.yml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "dir", type=options.path, metavar="DIR", help="the folder to fill; it is made if it is not there"
    )
    parser.add_argument("--organization", metavar="NAME", help="whose catalog it is")
    parser.add_argument(
        "--zone", metavar="ZONE", help="its time zone, such as Europe/Berlin (default: this machine's)"
    )
    parser.add_argument(
        "--host",
        metavar="HOST",
        default="github",
        help=f"where the repository is kept, for checking and publishing there: {', '.join(HOSTS)} (default: github)",
    )
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Write what is not there yet; 1 when files with other content were kept, 2 when nothing can be written."""
    for value, fault in (
        (args.organization, _name_fault),
        (args.zone, _zone_fault),
        (args.host, _host_fault),
    ):
        if value is not None and (wrong := fault(value)):
            raise options.CannotRunError(wrong)
    organization, zone = args.organization, args.zone
    if at_terminal():
        organization = organization or answer("The organization's name", _name_fault, ORGANIZATION)
        zone = zone or answer("Its time zone", _zone_fault, machine_zone())
    program = installation()
    texts = first_repository(
        organization or ORGANIZATION, zone or machine_zone(), args.host, options.today(args), program
    )
    try:
        kept, same = _there_already(args.dir, texts)
        left = _left_alone(args.dir, texts, same)
        added = {path: text for path, text in texts.items() if path not in {*kept, *same, *left}}
        make_changes(args.dir, Changes(added=added))
    except UnwritableError as fault:
        raise options.CannotRunError(f"{fault}; nothing was written") from None
    except OSError as fault:
        raise options.CannotRunError(
            f"{args.dir} cannot be used: {fault.strerror}; nothing was written"
        ) from None
    print(f"Wrote {len(added)} {'file' if len(added) == 1 else 'files'} to {options.called(args.dir)}.")
    for path in kept:
        print(f"{path}: kept as it is; another one would have been written")
    if MKDOCS in kept:
        print(
            f"{MKDOCS}: for the catalog, name the plugin: plugins: [search, {{servicebook: {{path: services}}}}]"
        )
    if left:
        print(f"{CATALOG}/ and {SETTINGS}/ hold a catalog already; nothing was added to them")
    if program.is_local and REQUIREMENTS in added:
        print(
            f"{REQUIREMENTS}: read it before others install; Servicebook came from this machine, not from an index"
        )
    print(f"Next: {_way_to(args.dir)}read README.md, and run: servicebook serve")
    return 1 if kept else 0


def _way_to(folder: Path) -> str:
    if folder == Path():
        return ""
    return f'cd "{folder}", ' if len(str(folder).split()) > 1 else f"cd {folder}, "


def _there_already(folder: Path, texts: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Which of the files are there with other content (or something else is), and which with this content."""
    if (folder.exists() or folder.is_symlink()) and not folder.is_dir():
        raise UnwritableError(f"{folder} is not a folder")
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
        return "the organization's name is empty"
    if not name.isprintable():
        return f"{name!r} is not a name: it holds characters that cannot be shown"
    return None


def _zone_fault(zone: str) -> str | None:
    if zone and FORMATS["iana-zone"](zone):
        return None
    zones = sorted(available_timezones())
    towns = [one for one in zones if one.rpartition("/")[2].lower() == zone.strip().replace(" ", "_").lower()]
    hint = did_you_mean(towns[0] if towns else zone, zones) or "write an IANA name, like Europe/Berlin"
    return f'"{zone}" is not a time zone; {hint}'


def _host_fault(host: str) -> str | None:
    if host in HOSTS:
        return None
    hint = did_you_mean(host, HOSTS) or f"use one of: {', '.join(HOSTS)}"
    return f'"{host}" is not a host; {hint}'
