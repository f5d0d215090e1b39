"""The files of a catalog with the objects and thanks of the JSON document written into them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from servicebook.analysis.resolved import KINDS
from servicebook.documents.kinds import BY_NAME
from servicebook.documents.references import faq_id
from servicebook.exchange.core.file_values import FileValues
from servicebook.exchange.core.import_result import Loss
from servicebook.exchange.core.key_tracker import KeyTracker, TrackedMap
from servicebook.exchange.json.json_document import CopiedValue, WrittenObject, read_list
from servicebook.exchange.json.to_json import thanks
from servicebook.model.catalog import Catalog
from servicebook.model.visible import visible
from servicebook.model.written_roles import HOLDING
from servicebook.source.yaml_reader import Pointer
from servicebook.source.yaml_rewrite import same

_KUDOS_KEYS = ("from", "to", "about", "text", "on")


@dataclass(slots=True)
class DocumentFiles:
    """The files that the document is written into; ``catalog`` is the existing one, on the document's day."""

    tracker: KeyTracker
    root: TrackedMap
    files: FileValues
    catalog: Catalog | None
    copied: dict[str, list[CopiedValue]] = field(default_factory=lambda: defaultdict(list))
    """What was written, by path."""

    def write_objects(self, objects: Sequence[WrittenObject]) -> None:
        """Write the objects that differ from the catalog's; questions in the order of their positions."""
        services = {written.id: written for written in objects if written.kind == "service"}
        others = [written for written in objects if written.kind != "faq"]
        questions = [written for written in objects if written.kind == "faq"]
        for written in [*others, *sorted(questions, key=lambda faq: (faq.position, faq.id))]:
            if written.kind == "faq" and written.id.count("/") == 2:
                self._compare_question(written, services.get(written.id.rpartition("/")[0]))
            else:
                self._write(written)

    def _write(self, written: WrittenObject) -> None:
        item = KINDS[written.kind](self.catalog).get(written.id) if self.catalog else None
        if self.catalog is None or item is None:
            self._add(written)
            return
        exported = _exported(self.catalog, written.kind, item)
        if not same(exported, written.written):
            value = updated_value(item.origin.written, exported, written.written)
            self.put(item.origin.path, item.origin.pointer, value, written.pointer, written.label)

    def put(self, path: str, in_file: Pointer, value: Any, in_source: Pointer, label: str) -> None:
        """Write a value at a place of a file."""
        if in_file:
            parent = self.files.writable(path, {})
            for step in in_file[:-1]:
                parent[step] = parent[step].copy()
                parent = parent[step]
            parent[in_file[-1]] = value
        else:
            self.files.values[path] = value
        self.copied[path].append(CopiedValue(in_file, in_source, label))

    def _add(self, written: WrittenObject) -> None:
        """Write an object that the catalog does not have."""
        own_id = written.id.rpartition("/")[2]
        holds = BY_NAME[written.kind].holds
        if holds == "object":
            self.put(written.path, (), written.written, written.pointer, written.label)
        elif holds == "map":
            self.put(written.path, (own_id,), written.written, written.pointer, written.label)
        else:
            has_own_id = faq_id(written.written) == own_id
            value = written.written if has_own_id else {"id": own_id, **written.written}
            self._append(written.path, value, written.pointer, written.label)

    def _append(self, path: str, value: Any, in_source: Pointer, label: str) -> None:
        """Write a value at the end of a file's list."""
        items = self.files.writable(path, [])
        self.copied[path].append(CopiedValue((len(items),), in_source, label))
        items.append(value)

    def _compare_question(self, question: WrittenObject, service: WrittenObject | None) -> None:
        """A question of a service is written in the service; the document only repeats it."""
        faqs = service.written.get("faqs") if service else None
        own_id = question.id.rpartition("/")[2]
        in_service = [faq for faq in (faqs if isinstance(faqs, list) else ()) if isinstance(faq, dict)]
        if not any(faq_id(faq) == own_id and same(faq, question.written) for faq in in_service):
            message = f'the question "{question.id}" differs from the one in its service, which counts'
            if not any(faq_id(faq) == own_id for faq in in_service):
                message = f'the question "{question.id}" is not in its service, which counts'
            place = self.root.source.place(question.pointer)
            self.tracker.losses.append(Loss(kind="said-twice", message=message, place=place))

    def write_kudos(self) -> None:
        """Add the thanks that the catalog does not have; they have no id, so that each is compared as a whole."""
        existing: Counter[tuple[str, ...]] = Counter()
        if self.catalog:
            existing = Counter(
                _kudos_key(thanks(kudos)) for kudos in visible(self.catalog).kudos if kudos.text
            )
        path = BY_NAME["kudos"].pattern
        for entry in read_list(self.tracker, self.root, "kudos"):
            kudos = {key: entry.read(key) for key in _KUDOS_KEYS}
            if existing[_kudos_key(kudos)]:
                existing[_kudos_key(kudos)] -= 1
            elif kudos["to"] is None:
                entry.add_loss("unnamed-party", f"thanks of {kudos['on']} do not name who gets them")
            else:
                value = {key: part for key, part in kudos.items() if part is not None}
                self._append(path, value, entry.pointer, "thanks")


def updated_value(
    old: Mapping[str, Any], exported: Mapping[str, Any], new: Mapping[str, Any]
) -> dict[str, Any]:
    """The value ``old`` with the keys of ``new``; ``exported`` is what an export has of the old one.

    A key that an export leaves out stays, and so do people who are not shown. Keys keep their order; new ones come
    last.
    """
    updated: dict[str, Any] = {}
    for key, value in old.items():
        hidden = [holder for holder in value if holder not in exported.get(key, ())] if key in HOLDING else []
        is_left_out = key not in exported and key not in new
        is_same = key in exported and key in new and same(exported[key], new[key])
        if is_left_out or is_same:
            updated[key] = value
        elif hidden:
            updated[key] = [*new.get(key, ()), *hidden]
        elif key in new:
            updated[key] = new[key]
    return {**updated, **{key: value for key, value in new.items() if key not in old}}


def _exported(catalog: Catalog, kind: str, item: Any) -> Any:
    """What an export has of an object of the catalog."""
    shown = KINDS[kind](visible(catalog)).get(item.id)
    return (shown or item).origin.written


def _kudos_key(kudos: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(kudos.get(key)) for key in _KUDOS_KEYS)
