"""The command line: one command a file; all that prints. This is the list of commands."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Protocol

from servicebook.cli import (
    accept,
    build,
    chain,
    check,
    export,
    impact,
    import_,
    init,
    new,
    owners,
    plan,
    promise,
    rename,
    schemas,
    serve,
    show,
)
from servicebook.cli.options import CannotRunError
from servicebook.source.files import UnreadableError


class Command(Protocol):
    """What every module of this package has."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments."""
        ...

    def run(self, args: argparse.Namespace) -> int:
        """Do it; the exit status."""
        ...


COMMANDS: tuple[Command, ...] = (
    init,
    new,
    rename,
    check,
    build,
    serve,
    show,
    promise,
    plan,
    chain,
    impact,
    accept,
    schemas,
    import_,
    export,
    owners,
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="servicebook",
        description="Who does what for whom, how to ask, and when it will be done: a service catalog from YAML files.",
        epilog="Exit status: 0 no errors; 1 errors; 2 the command could not run.",
    )
    parser.add_argument("--version", action="version", version=f"servicebook {version('servicebook')}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0, 1 or 2 (could not run)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = _parser().parse_args(argv)
    gc.set_threshold(
        100_000, 50, 100
    )  # a catalog is many small values that all stay: fewer rounds of looking
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except (UnreadableError, CannotRunError) as fault:
        print(f"servicebook {args.command}: {fault}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130
    return status
