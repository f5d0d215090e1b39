"""``servicebook schemas``: the schemas that editors use, as this version of the program has them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from servicebook import wording
from servicebook.cli import options
from servicebook.cli.naming import with_hint
from servicebook.documents.kinds import CATALOG
from servicebook.documents.schema_comment import SCHEMAS
from servicebook.exchange.repository.new_repository import schema_files
from servicebook.frozen import frozen
from servicebook.problems import Problem
from servicebook.source.catalog_tree import read_text, require_catalog
from servicebook.source.file_changes import make_changes
from servicebook.source.planned_changes import Changes
from servicebook.source.tree import Disk

NAME = "schemas"
HELP = wording.text("help.schemas", folder=SCHEMAS)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    options.add_root(parser)


def run(args: argparse.Namespace) -> int:
    """Write those that are missing or differ, and print them; all of them or none."""
    tree = Disk(args.root)
    require_catalog(tree, CATALOG)
    changed = changed_schemas(tree)
    make_changes(args.root, Changes(texts=changed.texts, added=changed.added))
    for path in changed.paths:
        print(wording.text("schemas.added" if path in changed.added else "schemas.changed", path=path))
    for path in sorted(_unknown(args)):
        print(wording.text("schemas.unknown", path=path))
    if not changed.paths:
        print(wording.text("schemas.up-to-date"))
    return 0


@frozen(kw_only=True)
class ChangedSchemas:
    """Schemas that are missing in a repository, by path, and those that differ: what they say and are to say."""

    added: Mapping[str, str]
    texts: Mapping[str, tuple[str, str]]

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(sorted([*self.added, *self.texts]))


def changed_schemas(tree: Disk) -> ChangedSchemas:
    """What brings the schemas for editors up to date; raises ``CannotRunError`` for one that cannot be read."""
    added: dict[str, str] = {}
    texts: dict[str, tuple[str, str]] = {}
    for path, text in schema_files().items():
        if tree.mode(path) is None:
            added[path] = text
            continue
        before = read_text(tree, path)
        if isinstance(before, Problem):
            raise options.CannotRunError(with_hint(f"{path}: {before.message}", before.hint))
        if before != text:
            texts[path] = (before, text)
    return ChangedSchemas(added=added, texts=texts)


def _unknown(args: argparse.Namespace) -> set[str]:
    there = {f"{SCHEMAS}/{file.name}" for file in (args.root / SCHEMAS).glob("*.schema.json")}
    return there - set(schema_files())
