"""``servicebook import``: a catalog repository from another format."""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from servicebook.cli.options import CannotRunError
from servicebook.exchange import IMPORTERS, Importer
from servicebook.exchange.loss import Loss, SourceDocument
from servicebook.exchange.repository import as_texts
from servicebook.problems import Problem, in_order
from servicebook.reports.text import problem_lines
from servicebook.source.files import read_text
from servicebook.source.yaml_reader import parse

NAME = "import"
HELP = "make a catalog repository from another format, and list what it cannot hold"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    formats = "; ".join(f"{name} ({importer.HELP})" for name, importer in IMPORTERS.items())
    parser.add_argument(
        "format", choices=tuple(IMPORTERS), metavar="FORMAT", help=f"what SOURCE is: {formats}"
    )
    parser.add_argument("source", type=Path, metavar="SOURCE", help="the folder to read")
    parser.add_argument("dir", type=Path, metavar="DIR", help="the folder to make; it must be new or empty")
    parser.add_argument(
        "--accept-losses",
        action="store_true",
        help="write the catalog even if it cannot hold everything; without this, losses are only listed",
    )


def run(args: argparse.Namespace) -> int:
    """Write the repository and print what was lost; 1 when losses were not accepted or the source is faulty."""
    refuse_unless_new(args.dir)
    importer = IMPORTERS[args.format]
    sources, problems = _read(args.source, importer)
    if not problems:
        imported = importer.convert(sources)
        problems = imported.problems
    if problems:
        for line in (line for problem in problems for line in problem_lines(problem)):
            print(line)
        print(f"\n{_count(len(problems), 'error')} in the source; nothing was written.")
        return 1
    for loss in imported.losses:
        print(f"{loss.place}: lost[{loss.kind}]: {loss.message}")
    if imported.losses:
        print(f"\n{_count(len(imported.losses), 'loss', 'losses')}:")
        print("\n".join(_tally(imported.losses)))
        print()
        if not args.accept_losses:
            print("Nothing was written. To write everything but these, add --accept-losses.")
            return 1
    write_new_folder(args.dir, as_texts(imported.files))
    print(f"Wrote {_count(len(imported.files), 'file')} to {args.dir}: {_made(imported.files)}.")
    print(f"Next: the organization's name in {args.dir / 'site_config' / 'organization.yml'} and mkdocs.yml,")
    print(f"then: servicebook check --root {args.dir}")
    return 0


def _read(folder: Path, importer: Importer) -> tuple[dict[str, SourceDocument], tuple[Problem, ...]]:
    """The importer's files; every problem of reading them."""
    try:
        if not folder.is_dir():
            raise CannotRunError(f"there is no folder {folder}")
        for name in importer.FILES:
            if not (folder / name).is_file():
                raise CannotRunError(f"there is no file {name} in {folder}")
    except OSError as fault:
        raise CannotRunError(f"cannot read {folder}: {fault.strerror}") from fault
    sources: dict[str, SourceDocument] = {}
    problems: list[Problem] = []
    for name in importer.FILES:
        shown = (folder / name).as_posix()
        text = read_text(Path(), shown)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        parsed = parse(text, shown)
        problems.extend(parsed.problems)
        sources[name] = SourceDocument(path=shown, text=text, value=parsed.value)
    return sources, in_order(problems)


def _tally(losses: tuple[Loss, ...]) -> Iterator[str]:
    """How many there are of each kind, and of each key that has no place; the most frequent first."""
    counts = Counter((loss.kind, loss.field) for loss in losses)
    for (kind, field), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:6}  {kind}{': ' if field else ''}{field}"


def _made(files: Mapping[str, object]) -> str:
    departments = sum(path.endswith("/department.yml") for path in files)
    services = sum("/services/" in path for path in files)
    return f"{_count(departments, 'department')}, {_count(services, 'service')}"


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def refuse_unless_new(folder: Path) -> None:
    """Raise :class:`CannotRunError` unless the folder can be made, or is there and empty."""
    try:
        if folder.is_symlink() or folder.exists():
            if any(folder.iterdir()):
                raise CannotRunError(f"{folder} is not empty; name a folder that is new or empty")
            if folder.samefile(Path()):
                raise CannotRunError("the folder that the command runs in cannot be replaced; name another")
        above = next(parent for parent in (*folder.parents, Path()) if parent.exists())
        if not above.is_dir():
            raise CannotRunError(f"{above} is not a folder")
    except OSError as fault:
        raise CannotRunError(f"{folder} cannot be used: {fault.strerror}") from fault


def write_new_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the texts by path below ``folder``, which is new or empty: all of them, or nothing.

    They are written to a hidden folder beside it, which is then renamed. Raises :class:`CannotRunError`.
    """
    target = folder.resolve()
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.mkdir()
        if target.exists():
            partial.chmod(stat.S_IMODE(target.stat().st_mode))
        for path, text in texts.items():
            file = partial / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        if os.name == "nt" and target.exists():
            target.rmdir()  # elsewhere, renaming replaces an empty folder
        partial.rename(target)
    except OSError as fault:
        raise CannotRunError(f"cannot write {folder}: {fault.strerror}") from fault
    finally:
        shutil.rmtree(partial, ignore_errors=True)
