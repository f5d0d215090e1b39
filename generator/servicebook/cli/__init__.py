"""The command line: one command a file; all that prints. This is the list of commands."""

from __future__ import annotations

import argparse
import gc
import signal
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Protocol, cast

from servicebook.cli.ending_signals import TerminatedError, ending_signals
from servicebook.cli.options import CannotRunError, complain
from servicebook.cli.standard_streams import CannotPrintError, standard_streams
from servicebook.ended_process import ProcessEndedError
from servicebook.source.atomic_files import UnwritableError
from servicebook.source.catalog_tree import NoCatalogError
from servicebook.source.held_journal import undo_unfinished
from servicebook.source.machine_processes import refuse_unknown_processes
from servicebook.source.temporary_folder import remove_abandoned
from servicebook.source.tree import UnreadableError
from servicebook.wording import text


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


COMMANDS: Mapping[str, str] = {
    "init": "init",
    "new": "new",
    "rename": "rename",
    "apply": "apply",
    "check": "check",
    "diff": "diff",
    "digest": "digest",
    "agenda": "agenda",
    "build": "build",
    "join": "join",
    "serve": "serve",
    "show": "show",
    "promise": "promise",
    "plan": "plan",
    "chain": "chain",
    "impact": "impact",
    "leave": "leave",
    "accept": "accept",
    "measure": "measure",
    "suggest-aliases": "suggest_aliases",
    "schemas": "schemas",
    "lock": "lock",
    "import": "import_",
    "export": "export",
    "owners": "owners",
}
"""By the command's name, its module: only the one that is asked for is loaded, which halves the time to start."""


def commands(asked: Iterable[str] = COMMANDS) -> tuple[Command, ...]:
    """The commands with these names, loaded."""
    return tuple(cast(Command, import_module(f"servicebook.cli.{COMMANDS[name]}")) for name in asked)


class _Version(argparse.Action):
    """Say the version: it is looked up when it is asked for, which takes as long as reading a small catalog."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"servicebook {version('servicebook')}")
        parser.exit()


def _parser(offered: tuple[Command, ...]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="servicebook",
        description=text("commands.description"),
        epilog=text("commands.exit-status"),
    )
    parser.add_argument("--version", action=_Version, nargs=0, help=text("help.version"))
    named = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in offered:
        sub = named.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0, 1 or 2 (could not run), or 128 and the signal that ended it."""
    given = sys.argv[1:] if argv is None else argv
    asked = given[0] if given and given[0] in COMMANDS else ""
    with standard_streams() as has_output:
        if not has_output:
            complain(asked, text("output.closed"))
            return 2
        try:
            with ending_signals():
                return _run(given, asked)
        except CannotPrintError as fault:
            if fault.is_left:
                return 128 + 13  # SIGPIPE, which Windows does not know
            complain(asked, text("output.failed", reason=fault.reason))
            return 2
        except TerminatedError as fault:
            return 128 + fault.number
        except KeyboardInterrupt:
            return 128 + signal.SIGINT


def _needed(given: Sequence[str], asked: str) -> Iterable[str]:
    """The commands that must be known to read the arguments: a script that asks for the version waits for none."""
    if asked:
        return [asked]
    return () if "--version" in given[:1] else COMMANDS


def _run(given: Sequence[str], asked: str) -> int:
    try:
        args = _parser(commands(_needed(given, asked))).parse_args(given)
        refuse_unknown_processes()
        gc.set_threshold(100_000, 50, 100)  # a catalog is many small values that all stay: look less often
        _mend(args)
        status: int = args.run(args)
    except NoCatalogError as fault:
        complain(args.command, text("problem.with-hint", message=fault, hint=fault.hint))
        return 2
    except (UnreadableError, UnwritableError, CannotRunError) as fault:
        complain(args.command, str(fault))
        return 2
    except ProcessEndedError as fault:
        complain(args.command, text("processes.ended", how=fault.how))
        return 2
    finally:  # argparse ends the program for --help
        sys.stdout.flush()
    return status


def _mend(args: argparse.Namespace) -> None:
    """Undo what a command that was killed has left half changed, before it is read; remove what it was making."""
    for name in ("root", "dir", "output", "site"):
        path = getattr(args, name, None)
        if path is not None:
            remove_abandoned(path.resolve())
            if undone := undo_unfinished(path):
                complain(args.command, undone)
