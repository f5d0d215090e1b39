"""``servicebook init --update``: what newer templates change in a repository, with its own edits kept."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from servicebook import wording
from servicebook.cli import options
from servicebook.cli.naming import with_hint
from servicebook.cli.schemas import ChangedSchemas, changed_schemas
from servicebook.documents.kinds import CATALOG
from servicebook.exchange.repository.first_repository import Wanted, first_repository, template_values
from servicebook.exchange.repository.former_templates import former_files
from servicebook.exchange.repository.init_record import (
    RECORD,
    Record,
    RecordError,
    hash_of,
    kept_up_to_date,
    read_record,
    write_record,
)
from servicebook.exchange.repository.lock import LOCK, OWN_REQUIREMENTS, needed, not_covered
from servicebook.exchange.repository.new_repository import ORGANIZATION, SITE_NAME
from servicebook.exchange.repository.repository_from_lists import readme_of_lists
from servicebook.exchange.repository.requirements_file import REQUIREMENTS, line_of, program_of
from servicebook.exchange.repository.template_update import FileUpdate, Outcome, file_updates
from servicebook.frozen import frozen
from servicebook.problems import Problem
from servicebook.reports.diff import diff_lines
from servicebook.source.atomic_files import UnwritableError
from servicebook.source.catalog_tree import read_text, require_catalog
from servicebook.source.file_changes import make_changes
from servicebook.source.installation import installation
from servicebook.source.machine_clock import machine_zone
from servicebook.source.planned_changes import Changes
from servicebook.source.three_way import NoMergeError
from servicebook.source.tree import Disk
from servicebook.source.yaml_reader import parse

UNSETTLED = (Outcome.CONFLICT, Outcome.UNKNOWN)
HOST_FILES = {"github": ".github/workflows/catalog.yml", "gitlab": ".gitlab-ci.yml"}


@frozen(kw_only=True)
class _Plan:
    """What is to be done, and the record afterwards; ``stale`` is what a lock of one's own lacks.

    ``own_edits``: None where there is a record; otherwise the files that are neither what a former version wrote nor
    what this one writes, and stay.
    """

    updates: tuple[FileUpdate, ...]
    record: Record
    stale: tuple[str, ...] = ()
    own_edits: tuple[str, ...] | None = None

    @property
    def unsettled(self) -> bool:
        return bool(self.stale) or any(update.outcome in UNSETTLED for update in self.updates)


def update(args: argparse.Namespace) -> int:
    """Show or make the changes; 1 when something is left for a person to settle, or with ``--diff`` to be done."""
    tree = Disk(args.dir or Path())
    require_catalog(tree, CATALOG)
    try:
        plan = _planned(args, tree)
    except NoMergeError as fault:
        raise options.CannotRunError(wording.text("init-update.no-merge", reason=fault)) from None
    schemas = changed_schemas(tree)
    changes = _changes(tree, plan, schemas)
    if args.diff:
        _show_diff(plan)
    else:
        try:
            make_changes(tree.root, changes)
        except UnwritableError as fault:
            raise options.CannotRunError(wording.text("options.nothing-written", fault=fault)) from None
    writes = bool(changes.texts or changes.added or changes.removed)
    _say(plan, schemas.paths, writes=writes, done=not args.diff)
    return int(plan.unsettled or (args.diff and writes))


def _show_diff(plan: _Plan) -> None:
    for item in plan.updates:
        if item.before != item.after and item.path != LOCK:  # nobody reads hashes
            options.write_out("".join(diff_lines(item.before or "", item.after or "", item.path)))


def _changes(tree: Disk, plan: _Plan, schemas: ChangedSchemas) -> Changes:
    """All that is to be written, the record and the schemas included."""
    files = [(item.path, item.before, item.after) for item in plan.updates if item.before != item.after]
    before, after = _read(tree, RECORD), write_record(plan.record)
    if before != after:
        files.append((RECORD, before, after))
    texts = {path: (was, now) for path, was, now in files if was is not None and now is not None}
    added = {path: now for path, was, now in files if was is None and now is not None}
    return Changes(
        texts={**schemas.texts, **texts},
        added={**schemas.added, **added},
        removed=tuple(path for path, _, now in files if now is None),
    )


def _planned(args: argparse.Namespace, tree: Disk) -> _Plan:
    record = _record(tree)
    has_no_record = record is None
    program = program_of(_read(tree, REQUIREMENTS), installation(), tree.root)
    was = record or _guessed(tree)
    was = replace(was, host=args.host or was.host)
    day = options.today(args)
    texts = first_repository(was.wanted, was.host, day, program)
    if was.from_lists:
        texts["README.md"] = readme_of_lists(texts["README.md"])
    new = kept_up_to_date(texts)
    own = _there(tree, {*new, *was.files})
    base = was.files
    if record is None:
        values = template_values(was.wanted, day, program)
        base = former_files(own, new, values, line_of(own.get(REQUIREMENTS)) or program.requirement)
    updates = _settled(tuple(file_updates(base=base, own=own, new=new)), args.keep, args.take)
    open_ = {item.path for item in updates if item.outcome in UNSETTLED}
    # a conflict is told again until it is settled: what was written there before stays in the record
    files = {path: base.get(path) if path in open_ else text for path, text in new.items()}
    locks, lock, stale = _lock(tree, was.lock, texts[LOCK])
    known = {path: text for path, text in files.items() if text is not None}
    record = replace(was, version=installation().version, files=known, lock=lock)
    return _Plan(
        updates=(*updates, *locks),
        record=record,
        stale=stale,
        own_edits=_own_edits(updates, own, new) if has_no_record else None,
    )


def _own_edits(
    updates: Iterable[FileUpdate], own: Mapping[str, str], new: Mapping[str, str]
) -> tuple[str, ...]:
    """The files of which nothing is to be said but that they differ from what is written today."""
    told = {item.path for item in updates if item.outcome is not Outcome.MERGED}
    return tuple(path for path, text in own.items() if path in new and path not in told and text != new[path])


def _settled(
    updates: tuple[FileUpdate, ...], keep: Sequence[str], take: Sequence[str]
) -> tuple[FileUpdate, ...]:
    """The updates, with the conflicts settled of which somebody has said how."""
    open_ = {item.path for item in updates if item.outcome in UNSETTLED}
    for path in [*keep, *take]:
        if path not in open_:
            raise options.CannotRunError(wording.text("init-update.nothing-to-settle", path=path))
    settled = []
    for item in updates:
        if item.path in take:
            item = replace(item, outcome=Outcome.TAKEN, after=item.taken, conflicts=())
        elif item.path in keep:
            item = replace(item, outcome=Outcome.KEPT, after=item.kept, conflicts=())
        settled.append(item)
    return tuple(settled)


def _lock(
    tree: Disk, recorded: str | None, packaged: str
) -> tuple[tuple[FileUpdate, ...], str | None, tuple[str, ...]]:
    """What becomes of the lock, its hash in the record afterwards, and what it lacks where it is the repository's own.

    One that somebody has renewed is never replaced, nor one with what the site needs of its own.
    """
    own, now = _read(tree, LOCK), hash_of(packaged)
    if own is None:
        outcome = Outcome.ADDED if recorded is None else Outcome.STAYS_DELETED
        after = packaged if recorded is None else None
        update = FileUpdate(path=LOCK, outcome=outcome, before=None, after=after)
        return () if recorded == now else (update,), now, ()
    if hash_of(own) == now:
        return (), now, ()
    if hash_of(own) == recorded and tree.mode(OWN_REQUIREMENTS) is None:
        return (FileUpdate(path=LOCK, outcome=Outcome.CHANGED, before=own, after=packaged),), now, ()
    return (), recorded, not_covered(own, needed())


def _record(tree: Disk) -> Record | None:
    text = _read(tree, RECORD)
    if text is None:
        return None
    try:
        return read_record(text)
    except RecordError as fault:
        raise options.CannotRunError(
            wording.text("init-update.bad-record", path=RECORD, reason=fault)
        ) from None


def _guessed(tree: Disk) -> Record:
    """What a record would say, from the files of a repository that has none."""
    text = _read(tree, ORGANIZATION)
    value = parse(text, ORGANIZATION).value if text is not None else None
    settings = value if isinstance(value, dict) else {}
    found = next((host for host, path in HOST_FILES.items() if tree.mode(path) is not None), "none")
    return Record(
        version="",
        host=found,
        wanted=Wanted(
            organization=str(settings.get("name") or SITE_NAME),
            zone=str(settings.get("zone") or machine_zone()),
        ),
    )


def _there(tree: Disk, paths: Iterable[str]) -> dict[str, str]:
    return {path: text for path in paths if (text := _read(tree, path)) is not None}


def _read(tree: Disk, path: str) -> str | None:
    """What a file says; None where there is none."""
    if tree.mode(path) is None:
        return None
    text = read_text(tree, path)
    if isinstance(text, Problem):
        raise options.CannotRunError(with_hint(f"{path}: {text.message}", text.hint))
    return text


def _say(plan: _Plan, schemas: tuple[str, ...], *, writes: bool, done: bool) -> None:
    if plan.own_edits is not None:
        _say_without_record(plan.own_edits)
    for item in plan.updates:
        print(wording.text(f"updated-file.{item.outcome.value}", path=item.path))
        for conflict in item.conflicts:
            print(wording.text("init-update.yours", lines=_indented(conflict.own)))
            print(wording.text("init-update.new", lines=_indented(conflict.new)))
        if item.outcome in UNSETTLED:
            print(wording.text("init-update.settle", path=item.path))
    for path in schemas:
        print(wording.text("updated-file.changed", path=path))
    if plan.stale:
        print(wording.text("init-update.stale-lock", path=LOCK, missing=", ".join(plan.stale)))
    if plan.own_edits is not None:
        print(wording.text("updated-file.added", path=RECORD))
    elif not (plan.updates or schemas or plan.stale):
        # the record notes the version too, which may be all that is to be changed
        print(
            wording.text("updated-file.changed", path=RECORD)
            if writes
            else wording.text("init-update.up-to-date")
        )
    if not done and (writes or plan.unsettled):
        print(wording.text("init-update.not-yet"))


def _say_without_record(own_edits: tuple[str, ...]) -> None:
    print(wording.text("init-update.no-record", path=RECORD))
    if own_edits:
        print(wording.text("init-update.own-edits", paths=", ".join(own_edits)))


def _indented(lines: str) -> str:
    return "".join(f"\n    {line}" for line in lines.splitlines()) or wording.text("init-update.no-lines")
