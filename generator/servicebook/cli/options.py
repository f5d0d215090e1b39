"""Arguments that several commands share."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from servicebook import wording
from servicebook.source.machine_clock import FIRST_DAY, LAST_DAY, machine_day
from servicebook.source.temporary_folder import write_text

if TYPE_CHECKING:
    from servicebook.loading import Judged  # which takes longer to load than the version

STANDARD_OUTPUT = Path("-")
"""What ``--output`` names standard output by."""


class CannotRunError(Exception):
    """The command cannot do what it was asked to; its text is one line for the user."""


def complain(command: str, message: str) -> None:
    """Say on standard error what a command (``""``: none) could not do, or what else its user should know."""
    print(f"servicebook {command}: {message}" if command else f"servicebook: {message}", file=sys.stderr)


def path(text: str) -> Path:
    """A path as given; an empty one, which a variable that is not set leaves, is not taken for the folder here."""
    if not text:
        raise argparse.ArgumentTypeError(wording.text("options.empty-path"))
    return Path(text)


def called(folder: Path) -> str:
    """A folder's name within a sentence: a lone dot would be lost there."""
    return wording.text("options.this-folder") if folder == Path() else str(folder)


def add_root(parser: argparse.ArgumentParser) -> None:
    """``--root DIR``."""
    parser.add_argument(
        "--root",
        type=path,
        default=Path(),
        metavar="DIR",
        help=wording.text("help.root"),
    )


def add_today(parser: argparse.ArgumentParser) -> None:
    """``--today YYYY-MM-DD``."""
    parser.add_argument(
        "--today",
        type=day,
        metavar="YYYY-MM-DD",
        help=wording.text("help.today"),
    )


def add_service(parser: argparse.ArgumentParser) -> None:
    """``SERVICE``."""
    parser.add_argument("service", metavar="SERVICE", help=wording.text("help.service"))


def add_format(parser: argparse.ArgumentParser, formats: Iterable[str] = ("text", "json")) -> None:
    """``--format``, text unless another is named."""
    parser.add_argument("--format", choices=tuple(formats), default="text", help=wording.text("help.format"))


def add_report(parser: argparse.ArgumentParser, formats: Iterable[str]) -> None:
    """``--report FORMAT=FILE``, as often as wanted: pairs of both."""
    known = tuple(formats)

    def report(given: str) -> tuple[str, Path]:
        name, equals, file = given.partition("=")
        if name not in known or not equals:
            raise argparse.ArgumentTypeError(
                wording.text("options.not-a-report", given=given, formats=", ".join(known))
            )
        return name, path(file)

    parser.add_argument(
        "--report",
        action="append",
        type=report,
        default=[],
        metavar="FORMAT=FILE",
        help=wording.text("help.report"),
    )


def add_strict(parser: argparse.ArgumentParser) -> None:
    """``--strict``."""
    parser.add_argument("--strict", action="store_true", help=wording.text("help.strict"))


def fails(opened: Judged, *, strict: bool) -> bool:
    """Whether the catalog must not be published."""
    return opened.errors > 0 or (strict and opened.warnings > 0)


def day(text: str) -> date:
    """A day as given: ``2026-09-01``."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise argparse.ArgumentTypeError(wording.text("options.not-a-day", given=repr(text))) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise argparse.ArgumentTypeError(
            wording.text("options.impossible-day", given=text, first=FIRST_DAY, last=LAST_DAY)
        )
    return day


def today(args: argparse.Namespace) -> date:
    """The day given, else that of ``SOURCE_DATE_EPOCH`` (in UTC), else the machine's own."""
    day: date | None = args.today
    return day if day is not None else machine_day()


def hand_out(document: str, output: Path | None) -> int:
    """Write a document, which has line ends of its own, to a file, or print it where none or ``-`` is named; 0.

    Raises :class:`~servicebook.source.atomic_files.UnwritableError`.
    """
    if output in (None, STANDARD_OUTPUT):
        write_out(document)
        return 0
    write_text(output, document)
    print(wording.text("options.wrote", output=output))
    return 0


def write_out(document: str) -> None:
    """Print a document that has line ends of its own."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(newline="")
    sys.stdout.write(document)
