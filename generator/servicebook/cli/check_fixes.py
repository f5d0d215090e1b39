"""``servicebook check --fix`` and ``--diff``: mend what has exactly one right answer, or show how."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from servicebook.cli import options
from servicebook.fixing import Fixes, find_fixes
from servicebook.loading import LoadedCatalog
from servicebook.reports.diff import diff_lines
from servicebook.reports.fixes_text import fixed_lines, outlook
from servicebook.source.atomic_files import UnwritableError
from servicebook.source.file_changes import make_changes
from servicebook.source.planned_changes import Changes
from servicebook.source.tree import Disk, Tree
from servicebook.source.undoing import NotUndoneError
from servicebook.wording import text


def show_diff(args: argparse.Namespace, today: date) -> int:
    """Print what would be mended as a diff and write nothing; 1 when there is anything."""
    if args.format != "text":
        raise options.CannotRunError(text("fix.diff-format", format=args.format))
    if args.report or args.since is not None:
        raise options.CannotRunError(text("fix.diff-report"))
    tree = Disk(args.root)
    fixes = find_fixes(tree, today)
    options.write_out("".join(git_diff(tree, fixes.texts)))
    sys.stdout.flush()
    print(outlook(fixes), file=sys.stderr)
    return 1 if fixes.texts else 0


def fix(args: argparse.Namespace, today: date) -> LoadedCatalog:
    """Mend the files and say what was mended; the catalog that is left, read anew.

    What is printed for other programs on standard output stays whole: then this is said on standard error.
    """
    fixes = find_fixes(Disk(args.root), today)
    write_fixes(args.root, fixes)
    if lines := fixed_lines(fixes):
        is_text = args.format == "text"
        told = sys.stdout if is_text else sys.stderr
        print(*lines, sep="\n", end="\n\n" if is_text else "\n", file=told)
    return fixes.left


def write_fixes(root: Path, fixes: Fixes) -> None:
    """Write all of the files or none, and none where somebody changed one meanwhile.

    Raises :class:`~servicebook.cli.options.CannotRunError`.
    """
    if not fixes.texts:
        return  # a folder that may not be written to is no fault then
    try:
        make_changes(root, Changes(texts=fixes.texts))
    except NotUndoneError as fault:
        raise options.CannotRunError(str(fault)) from fault
    except UnwritableError as fault:
        raise options.CannotRunError(text("fix.nothing-written", reason=fault)) from fault


def git_diff(tree: Tree, texts: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """What files say before and after (by path, without byte order marks) as ``git apply`` reads it."""
    for path, (before, after) in texts.items():
        # a byte order mark is part of the first line for whatever applies the diff
        mark = "\ufeff" if tree.read(path).startswith(b"\xef\xbb\xbf") else ""
        yield f"diff --git a/{path} b/{path}\n"
        yield from diff_lines(mark + before, mark + after, path)
