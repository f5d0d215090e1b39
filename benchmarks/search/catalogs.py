"""The catalogs that are asked: each a repository with labelled questions, as it is and without its aliases."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from benchmarks.search.judging import Question, read_questions

_NOT_OF_THE_CATALOG = shutil.ignore_patterns(
    "site", ".git", ".venv", "node_modules", "__pycache__", ".servicebook"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A catalog, its name in tables and in saved results, and its questions."""

    name: str
    root: Path
    questions: tuple[Question, ...]


def parse(text: str) -> tuple[Path, Path]:
    """``ROOT:QUERIES``, or ``ROOT`` alone, where the questions are its queries.json."""
    root, colon, queries = text.rpartition(":")
    return (Path(root), Path(queries)) if colon else (Path(text), Path(text) / "queries.json")


def read(root: Path, queries: Path) -> Asked:
    """A catalog with its questions, named like its organization: a clone's folder may be called anything.

    Raises OSError, ValueError, KeyError or TypeError where the file holds no labelled questions.
    """
    questions = tuple(read_questions(queries))
    twice = {one.query for one in questions if [other.query for other in questions].count(one.query) > 1}
    if twice:
        # found and saved results are by query: the second would take the place of the first
        raise ValueError(f"asked twice: {', '.join(sorted(twice))}")
    organization = YAML(typ="safe").load(root / "site_config" / "organization.yml")
    return Asked(str(organization["name"]), root, questions)


def without_aliases(root: Path, folder: Path) -> Path:
    """A copy of a repository below ``folder`` in which nothing has aliases: no service, role, question, anything."""
    copy = folder / "repository"
    shutil.copytree(root, copy, ignore=_NOT_OF_THE_CATALOG)
    # YAML 1.2, as the catalog is read: in 1.1 a key `on` would come back as `true`
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 10_000
    for file in _yaml_files(copy):
        document = yaml.load(file)
        if _drop_aliases(document):
            yaml.dump(document, file)
    return copy


def _yaml_files(root: Path) -> Iterator[Path]:
    for folder in ("catalog", "site_config"):
        for suffix in ("yml", "yaml"):
            yield from sorted((root / folder).rglob(f"*.{suffix}"))


def _drop_aliases(node: object) -> bool:
    """Whether there were any in a mapping or a list, however deep."""
    if isinstance(node, dict):
        dropped = isinstance(node.get("aliases"), list) and bool(node.pop("aliases"))
        inner = [_drop_aliases(value) for value in node.values()]
        return dropped or any(inner)
    # each of them is looked at, also after one that had some
    return isinstance(node, list) and any([_drop_aliases(value) for value in node])  # noqa: C419
