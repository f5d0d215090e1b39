"""Arguments that several commands share."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from servicebook.source.files import UnwritableError, write_text
from servicebook.source.machine import machine_day

STANDARD_OUTPUT = Path("-")
"""What ``--output`` names standard output by."""


class CannotRunError(Exception):
    """The command cannot do what it was asked to; its text is one line for the user."""


def path(text: str) -> Path:
    """A path as given; an empty one, which a variable that is not set leaves, is not taken for the folder here."""
    if not text:
        raise argparse.ArgumentTypeError("the path is empty; name a file or a folder, or . for this folder")
    return Path(text)


def called(folder: Path) -> str:
    """A folder's name within a sentence: a lone dot would be lost there."""
    return "this folder" if folder == Path() else str(folder)


def add_root(parser: argparse.ArgumentParser) -> None:
    """``--root DIR``."""
    parser.add_argument(
        "--root",
        type=path,
        default=Path(),
        metavar="DIR",
        help="the folder with catalog/ and site_config/ (default: here)",
    )


def add_today(parser: argparse.ArgumentParser) -> None:
    """``--today YYYY-MM-DD``."""
    parser.add_argument(
        "--today",
        type=day,
        metavar="YYYY-MM-DD",
        help="the day as of which to judge (default: SOURCE_DATE_EPOCH, else today)",
    )


def add_service(parser: argparse.ArgumentParser) -> None:
    """``SERVICE``."""
    parser.add_argument("service", metavar="SERVICE", help="the service's id, such as it/laptop-repair")


def add_format(parser: argparse.ArgumentParser, formats: Iterable[str] = ("text", "json")) -> None:
    """``--format``, text unless another is named."""
    parser.add_argument(
        "--format", choices=tuple(formats), default="text", help="how to write it (default: text)"
    )


def add_strict(parser: argparse.ArgumentParser) -> None:
    """``--strict``."""
    parser.add_argument("--strict", action="store_true", help="take warnings for errors")


def day(text: str) -> date:
    """A day as given: ``2026-09-01``."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it like 2026-09-01") from None


def today(args: argparse.Namespace) -> date:
    """The day given, else that of ``SOURCE_DATE_EPOCH`` (in UTC), else the machine's own."""
    day: date | None = args.today
    return day if day is not None else machine_day()


def hand_out(document: str, output: Path | None) -> int:
    """Write a document, which has line ends of its own, to a file, or print it where none or ``-`` is named; 0.

    Raises :class:`CannotRunError`.
    """
    if output in (None, STANDARD_OUTPUT):
        write_out(document)
        return 0
    try:
        write_text(output, document)
    except UnwritableError as fault:
        raise CannotRunError(str(fault)) from fault
    print(f"Wrote {output}.")
    return 0


def write_out(document: str) -> None:
    """Print a document that has line ends of its own."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(newline="")
    sys.stdout.write(document)
