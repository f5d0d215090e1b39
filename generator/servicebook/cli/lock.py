"""``servicebook lock``: what the repository is built with, each release with its hashes."""

from __future__ import annotations

import argparse
from pathlib import Path

from servicebook import wording
from servicebook.cli import options
from servicebook.exchange.repository.lock import HEADER, LOCK, OWN_REQUIREMENTS, needed, releases
from servicebook.exchange.repository.requirements_file import REQUIREMENTS, with_archive
from servicebook.source.atomic_files import UnwritableError
from servicebook.source.installation import archive_requirement
from servicebook.source.resolver import NoResolverError, UnresolvedError, resolve
from servicebook.source.temporary_folder import write_text

NAME = "lock"
HELP = wording.text("help.lock", lock=LOCK)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    options.add_root(parser)
    parser.add_argument(
        "--archive",
        type=options.path,
        metavar="FILE",
        help=wording.text("help.archive", requirements=REQUIREMENTS),
    )
    parser.add_argument(
        "--constraints", type=options.path, metavar="FILE", help=wording.text("help.constraints")
    )
    parser.add_argument(
        "--output", type=options.path, metavar="FILE", help=wording.text("help.lock-output", lock=LOCK)
    )


def run(args: argparse.Namespace) -> int:
    """Write the lock, or name an archive with its hash; say what is another version now."""
    if not args.root.is_dir():
        raise options.CannotRunError(wording.text("folder.not-a-folder", path=args.root))
    return _name_archive(args.root, args.archive) if args.archive else _renew(args)


def _renew(args: argparse.Namespace) -> int:
    file: Path = args.output or args.root / LOCK
    own = args.root / OWN_REQUIREMENTS
    before = _read(file)
    try:
        found = resolve(needed(), own=own if own.is_file() else None, constraints=args.constraints)
    except NoResolverError:
        raise options.CannotRunError(wording.text("lock.no-uv")) from None
    except UnresolvedError as fault:
        raise options.CannotRunError(wording.text("lock.unresolved", reason=fault)) from None
    _write(file, HEADER + found)
    old, new = releases(before), releases(found)
    for name in sorted(old.keys() | new.keys()):
        if before and old.get(name) != new.get(name):
            print(_difference(name, old.get(name, ()), new.get(name, ())))
    print(wording.text("lock.wrote", file=file, count=len(new)))
    return 0


def _difference(name: str, old: tuple[str, ...], new: tuple[str, ...]) -> str:
    if not old:
        return wording.text("lock.added", name=name, version=", ".join(new))
    if not new:
        return wording.text("lock.removed", name=name, version=", ".join(old))
    return wording.text("lock.changed", name=name, old=", ".join(old), new=", ".join(new))


def _name_archive(root: Path, archive: Path) -> int:
    """Name a wheel or source archive in the repository, with its hash, as what Servicebook is installed from."""
    file = root / REQUIREMENTS
    try:
        requirement = archive_requirement(root, archive)
    except OSError as fault:
        raise options.CannotRunError(
            wording.text("options.cannot-read", file=archive, reason=fault.strerror)
        ) from None
    if requirement is None:
        raise options.CannotRunError(wording.text("lock.not-an-archive", file=archive))
    _write(file, with_archive(_read(file), requirement))
    print(wording.text("lock.named", file=file, requirement=requirement))
    return 0


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except OSError as fault:
        raise options.CannotRunError(
            wording.text("options.cannot-read", file=file, reason=fault.strerror)
        ) from None


def _write(file: Path, text: str) -> None:
    try:
        write_text(file, text)
    except UnwritableError as fault:
        raise options.CannotRunError(str(fault)) from None
