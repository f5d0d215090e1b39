"""``servicebook new``: one more object, with a comment for everything that it may say."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from servicebook import wording
from servicebook.cli import options
from servicebook.cli.asking import answer, at_terminal, is_unicode
from servicebook.cli.field_values import given_by, question
from servicebook.cli.naming import must_be_new, one_line
from servicebook.documents.document import Document
from servicebook.documents.drafting import (
    HEADLINES,
    OBJECTS,
    NoFieldError,
    draft,
    fields_of,
    in_order,
    needed,
    value_of,
    with_value,
)
from servicebook.documents.kinds import BY_NAME, Kind, location_of
from servicebook.documents.properties import Property, properties_of
from servicebook.documents.references import Ids, broken_references, check_references, collect_ids, faq_id
from servicebook.documents.schema_check import check_schema
from servicebook.documents.schema_comment import schema_line
from servicebook.documents.suggestions import did_you_mean
from servicebook.frozen import frozen
from servicebook.loading import LoadedCatalog, load_catalog, load_documents
from servicebook.problems import Place, Problem, Severity
from servicebook.reports.text import problem_lines
from servicebook.rules import RENEWED_AFTERWARDS
from servicebook.source.catalog_tree import read_text
from servicebook.source.file_changes import make_changes
from servicebook.source.lines import line_break_at
from servicebook.source.planned_changes import Changes
from servicebook.source.tree import Disk, Overlay, Tree
from servicebook.source.yaml_insert import inserted
from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_positions import locate
from servicebook.source.yaml_reader import Pointer, Value, parse
from servicebook.source.yaml_writer import scalar, write

NAME = "new"
HELP = wording.text("help.new")

_WITHOUT_ID = ("kudos", "absence")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    kinds = ", ".join(kind.name for kind in OBJECTS)
    parser.add_argument("kind", metavar="KIND", help=wording.text("help.kind", kinds=kinds))
    parser.add_argument(
        "id",
        metavar="ID",
        nargs="?",
        help=wording.text("help.new-id"),
    )
    parser.add_argument("--name", metavar="TEXT", help=wording.text("help.name"))
    parser.add_argument("--summary", metavar="TEXT", help=wording.text("help.summary"))
    parser.add_argument(
        "--set",
        metavar="FIELD=VALUE",
        action="append",
        default=[],
        help=wording.text("help.set"),
    )
    options.add_root(parser)
    options.add_today(parser)


@frozen
class _Target:
    """Where the object goes: a file, and in a file that holds several the place among them, with its key."""

    kind: Kind
    path: str
    pointer: Pointer = ()
    key: str | None = None


def run(args: argparse.Namespace) -> int:
    """Write it and print where; 2 when it is not valid, or its place is taken, and then nothing is written."""
    kind = _kind(args.kind)
    today = options.today(args)
    tree = Disk(args.root)
    checked = load_documents(tree)
    ids, _ = collect_ids(checked.documents, ())
    value = _given(kind, args, today)
    qualified_id = args.id or (_asked_id(kind) if at_terminal() else None)
    target = _target(tree, kind, qualified_id, ids)
    if at_terminal():
        value = _asked(kind, target, value, ids)
    _refuse_missing(kind, value)
    if qualified_id and kind.name == "faq" and faq_id(value) != (own := qualified_id.rpartition("/")[2]):
        value = {**value, "id": own}
    before = read_text(tree, target.path) if tree.mode(target.path) else None
    if isinstance(before, Problem):
        raise options.CannotRunError(f"{target.path}: {one_line(before)}")
    text = _text(target, value, before, checked.problems)
    changed = Overlay(tree, {target.path: text})
    was = load_catalog(tree, today)
    problems = _new(was, load_catalog(changed, today, like=was))
    _refuse_faults(problems)
    _write(args.root, target, before, text)
    place = Place(target.path) if kind.holds == "object" else _place(target, text)
    if qualified_id:
        print(wording.text("new.added", place=place, kind=kind.name, id=qualified_id))
    else:
        print(wording.text("new.added-without-id", place=place, kind=kind.name))
    print(wording.text("new.comments"))
    for problem in problems:
        print(*problem_lines(problem), sep="\n")
    return 0


def _write(root: Path, target: _Target, before: str | None, text: str) -> None:
    """Put the text in the file's place, or make the file."""
    texts = {target.path: (before, text)} if before is not None else {}
    added = {target.path: text} if before is None else {}
    make_changes(root, Changes(texts=texts, added=added))


def _kind(name: str) -> Kind:
    kinds = {kind.name: kind for kind in OBJECTS}
    plurals = {kind.plural: kind for kind in OBJECTS}
    if found := kinds.get(name) or plurals.get(name):
        return found
    hint = did_you_mean(name, kinds) or wording.text("hint.use-one-of", choices=", ".join(kinds))
    raise options.CannotRunError(wording.text("new.not-a-kind", name=name, hint=hint))


def _given(kind: Kind, args: argparse.Namespace, today: date) -> dict[str, Value]:
    """The values of the command line; of kudos also the day, and of what is reviewed that it was read today."""
    names = [field.name for field in fields_of(kind)]
    headline = HEADLINES.get(kind.name, "name")
    given = [(headline, args.name, "--name"), ("summary", args.summary, "--summary")]
    value: dict[str, Value] = {}
    for text in (args.name, args.summary, *args.set):
        if text is not None and not is_unicode(text):
            raise options.CannotRunError(wording.text("asking.not-utf8", given=repr(text)))
    for field, text, flag in given:
        if text is not None and field not in names:
            raise _unfit(kind, flag, field)
        if text is not None:
            value[field] = text
    for entry in args.set:
        field, sign, text = entry.partition("=")
        if not sign:
            raise options.CannotRunError(wording.text("new.not-a-pair", entry=entry))
        try:
            value = with_value(value, field, value_of(kind, field, text))
        except NoFieldError as fault:
            raise options.CannotRunError(_no_field(kind, field, str(fault))) from None
    day = "on" if kind.name == "kudos" else "reviewed_on"
    return {day: today.isoformat(), **value} if day in names else value


def _no_field(kind: Kind, field: str, reason: str) -> str:
    if reason != field:
        return reason
    names = [one.name for one in fields_of(kind)]
    paths = [one.path for one in properties_of(kind) if not set("[<") & set(one.path)]
    hint = did_you_mean(field, paths) or wording.text("hint.use-one-of", choices=", ".join(names))
    return wording.text("new.not-a-field", field=field, kind=wording.text(f"a-kind.{kind.name}"), hint=hint)


def _unfit(kind: Kind, flag: str, field: str) -> options.CannotRunError:
    name = wording.text(f"a-kind.{kind.name}")
    fields = given_by(kind, needed(kind, {"on": None} if kind.name == "kudos" else {}))  # which is today
    return options.CannotRunError(
        wording.text("new.flag-does-not-fit", flag=flag, kind=name, field=field, fields=fields)
    )


def _refuse_missing(kind: Kind, value: Mapping[str, Value]) -> None:
    if missing := needed(kind, value):
        name = wording.text(f"a-kind.{kind.name}")
        fault = wording.text("new.needs-more", kind=name, fields=given_by(kind, missing))
        raise options.CannotRunError(fault)


def _asked_id(kind: Kind) -> str | None:
    forms = {**dict.fromkeys(_WITHOUT_ID), "faq": "<department>/<id>, or <department>/<service>/<id>"}
    form = forms.get(kind.name, "<department>/<id>" if _is_within(kind) else "<id>")
    return form and answer(
        wording.text("new.ask-id", form=form),
        lambda given: None if given else wording.text("new.id-needed"),
    )


def _asked(kind: Kind, target: _Target, value: dict[str, Value], ids: Ids) -> dict[str, Value]:
    """The values, with those that are required and were not given yet asked for, and each checked at once."""
    for field in needed(kind, value):
        fault = partial(_fault, field, target, value, ids)
        value = {**value, field.name: value_of(kind, field.path, answer(question(kind, field), fault))}
    return value


def _fault(field: Property, target: _Target, so_far: dict[str, Value], ids: Ids, text: str) -> str | None:
    """What is wrong with an answer, by the schema and by what there is to refer to."""
    try:
        given = {**so_far, field.name: value_of(target.kind, field.path, text)}
    except NoFieldError as wrong:
        return str(wrong)
    known = {problem.message for problem in _problems(target.kind, so_far, ids)}
    return next((one_line(p) for p in _problems(target.kind, given, ids) if p.message not in known), None)


def _problems(kind: Kind, value: dict[str, Value], ids: Ids) -> Iterator[Problem]:
    """The problems of an object by itself; of references, if it is valid but for what is still missing."""
    path = kind.pattern.format(department="x", id="x")
    location = location_of(path)
    assert location is not None
    held: Value = {"x": value} if kind.holds == "map" else [value] if kind.holds == "list" else value
    document = Document(path=path, location=location, text=write(held), value=held)
    problems = tuple(check_schema(document))
    yield from problems
    if all(problem.code == "missing-key" for problem in problems):
        yield from check_references(document, broken_references(document, ids), ids)


def _target(tree: Tree, kind: Kind, qualified_id: str | None, ids: Ids) -> _Target:
    """Where the object goes. Raises :class:`CannotRunError` for an id that is none, or taken, or of no department."""
    if kind.name in _WITHOUT_ID:
        if qualified_id is not None:
            raise options.CannotRunError(wording.text("new.no-id", kinds=kind.plural))
        return _Target(kind, kind.pattern)
    if qualified_id is None:
        raise options.CannotRunError(wording.text("new.needs-id", kind=wording.text(f"a-kind.{kind.name}")))
    must_be_new(kind.name, qualified_id, ids)
    *above, own = qualified_id.split("/")
    if len(above) == 2:
        path = BY_NAME["service"].pattern.format(department=above[0], id=above[1])
        return _Target(kind, path, ("faqs",))
    path = kind.pattern.format(department=above[0] if above else own, id=own)
    if kind.holds == "object" and tree.mode(path):
        raise options.CannotRunError(wording.text("options.exists", path=path))
    return _Target(kind, path, (), own if kind.holds == "map" else None)


def _is_within(kind: Kind) -> bool:
    return "{department}" in kind.pattern and kind.name != "department"


def _text(target: _Target, value: dict[str, Value], before: str | None, faults: Iterable[Problem]) -> str:
    """The file with the object; ``faults`` are those of all files as they are."""
    lines = draft(target.kind, value)
    if before is not None and not _is_bare(before):
        return _with_entry(target, value, before, lines, faults)
    if target.kind.holds == "map":
        lines = [f"{scalar(target.key, in_flow=False)}:", *(f"  {line}" for line in lines)]
    elif target.kind.holds == "list":
        lines = [f"{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]
    if before is None:
        return "\n".join([schema_line(target.path) or "", *lines, ""])
    kept = before if before.strip() else f"{schema_line(target.path)}\n"
    kept = kept if kept.endswith(("\n", "\r")) else f"{kept}\n"
    return kept + line_break_at(kept, len(kept)).join([*lines, ""])


def _with_entry(
    target: _Target, value: dict[str, Value], before: str, lines: list[str], faults: Iterable[Problem]
) -> str:
    """A file that holds entries, with one more. What keeps it from being edited is said by its first fault."""
    try:
        return inserted(before, target.pointer, target.key, in_order(target.kind, value), lines)
    except CannotEditError as fault:
        known = next((problem for problem in faults if problem.place.path == target.path), None)
        if known is None:
            raise options.CannotRunError(f"{target.path}: {fault}") from None
        raise options.CannotRunError(
            wording.text("new.correct-first", problem=f"{known.place}: {one_line(known)}")
        ) from None


def _is_bare(text: str) -> bool:
    """Whether a file holds nothing, or comments only: of a collection the last entry may have been taken away."""
    return all(line.lstrip(" ")[:1] in ("", "#") for line in text.splitlines())


def _place(target: _Target, text: str) -> Place:
    """Where the object stands in a file that holds several."""
    if target.key is not None:
        return locate(text, target.path, (*target.pointer, target.key), key=True)
    value: Any = parse(text, target.path).value
    for step in target.pointer:
        value = value[step]
    return locate(text, target.path, (*target.pointer, len(value) - 1))


def _new(was: LoadedCatalog, opened: LoadedCatalog) -> list[Problem]:
    """The problems that there were not before."""
    known = Counter((p.code, p.message, p.place.path) for p in was.problems)
    found = []
    for problem in opened.problems:
        key = (problem.code, problem.message, problem.place.path)
        known[key] -= 1
        if known[key] < 0:
            found.append(problem)
    return found


def _refuse_faults(problems: list[Problem]) -> None:
    """Raise for the first error; what is missing only is a warning, and may be added (or renewed) later."""
    faults = [p for p in problems if p.severity is Severity.ERROR and p.code not in RENEWED_AFTERWARDS]
    if len(faults) > 1:
        more = len(faults) - 1
        raise options.CannotRunError(wording.text("new.faults", fault=one_line(faults[0]), more=more))
    if faults:
        raise options.CannotRunError(wording.text("options.nothing-written", fault=one_line(faults[0])))
