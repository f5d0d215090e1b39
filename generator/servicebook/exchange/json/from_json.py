"""The JSON document of :mod:`~servicebook.exchange.json.to_json`, read: a new catalog, or one brought up to date.

SOURCE is the document, or a folder with ``catalog.json``. What departments wrote is taken as it stands; what is
resolved, paths and pages follow from it and are not read. The settings in it are taken, too.

In a catalog that exists, an object is known by its whole id. It is compared with what an export of that catalog would
say of it on the document's day: keys that say the same stay as they were typed, others become what the document says,
and those that are gone from the document are taken away. What an export leaves out stays: people who are not shown,
with the roles they hold. Objects that the document does not name stay, and so do the order of questions and of
priorities. Thanks have no id: those that are not there yet are added.

What is lost, and listed, by kind: ``no-place`` (a key that this version does not know), ``unnamed-party`` (thanks from
or to somebody who may not be named), ``said-twice`` (a question of a service that its service says otherwise).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from servicebook.analysis.resolved import KINDS, plain
from servicebook.documents.document import Document
from servicebook.documents.kinds import BY_NAME, is_id
from servicebook.documents.references import faq_id
from servicebook.exchange.core.changed_files import changed_files
from servicebook.exchange.core.import_result import ImportRequest, ImportResult, Loss
from servicebook.exchange.core.key_tracker import KeyTracker, TrackedMap
from servicebook.exchange.json.json_document import (
    JsonDocument,
    Made,
    Sources,
    Written,
    entries,
    is_known,
    objects_of,
    wrong_id,
)
from servicebook.exchange.json.to_json import FILE, NAMED, rules, thanks
from servicebook.exchange.repository.new_repository import SITE_NAME, new_repository
from servicebook.model.catalog import Catalog
from servicebook.model.visible import HOLDING, visible
from servicebook.problems import Problem, in_order
from servicebook.settings import Feedback, Organization
from servicebook.source.import_files import files_at, read_bytes
from servicebook.source.json_reader import places, read_json
from servicebook.source.tree import UnreadableError
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.source.yaml_rewrite import same

HELP = f"what servicebook export json writes: the file, or a folder with {FILE}"
UPDATES = True

MAX_BYTES = 200 * 1024 * 1024
_KIND_OF: Mapping[str, str] = {"priorities": "priorities", "audiences": "audience", "sites": "site"}


def load(given: Path, request: ImportRequest) -> ImportResult:
    """The catalog that the document describes. Raises :class:`UnreadableError` when there is none."""
    files = files_at(given, lambda name: name == FILE)
    if not files:
        raise UnreadableError(f"there is no {FILE} in {given}")
    raw = read_bytes(files[0], MAX_BYTES)
    if isinstance(raw, Problem):
        return ImportResult(files={}, problems=(raw,))
    path = files[0].as_posix()
    found = read_json(raw, path)
    if isinstance(found, Problem):
        return ImportResult(files={}, problems=(found,))
    text, value = found
    return convert(JsonDocument(path=path, text=text, value=value, at=places(text, path)), request)


def convert(source: JsonDocument, request: ImportRequest) -> ImportResult:
    """The catalog that the document describes, or how an existing one changes. Pure."""
    tracker = KeyTracker()
    top = tracker.root(source)
    if top is None or not is_known(tracker, top):
        return ImportResult(files={}, problems=in_order(tracker.problems))
    objects = list(objects_of(tracker, top))
    if tracker.problems:
        return ImportResult(files={}, problems=in_order(tracker.problems))
    conversion = _Conversion(tracker, top, objects, request)
    files = conversion.files()
    if tracker.problems:
        return ImportResult(files={}, problems=in_order(tracker.problems))
    told = Sources(source, conversion.made)
    return ImportResult(
        files=files, losses=tracker.all_losses(), notes=tuple(conversion.notes), provenance=told
    )


@dataclass(slots=True)
class _Conversion:
    tracker: KeyTracker
    top: TrackedMap
    objects: list[Written]
    request: ImportRequest
    documents: dict[str, Document] = field(init=False)
    catalog: Catalog | None = field(init=False)
    """The existing one, on the document's day."""
    values: dict[str, Any] = field(default_factory=dict)
    """What files are to say; those that stay have no entry."""
    made: dict[str, list[Made]] = field(default_factory=lambda: defaultdict(list))
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        catalog = self.request.catalog
        self.documents = {document.path: document for document in self.request.existing or ()}
        day = date.fromisoformat(str(self.top.value["as_of"]))
        self.catalog = replace(catalog, today=day) if catalog else None

    def files(self) -> dict[str, Value]:
        """Every file that is new or changes."""
        services = {one.id: one for one in self.objects if one.kind == "service"}
        for one in sorted(
            self.objects, key=lambda one: (one.position, one.id) if one.kind == "faq" else (0, "")
        ):
            if one.kind == "faq" and one.id.count("/") == 2:
                self._compare_question(one, services.get(one.id.rpartition("/")[0]))
            else:
                self._bring(one)
        self._bring_kudos()
        self._bring_settings()
        files, problems = changed_files(self.values, self.documents)
        self.tracker.problems.extend(problems)
        if self.catalog:
            return files
        organization: Any = self.top.value["organization"]
        name = organization.get("name")
        return {**new_repository(name if isinstance(name, str) and name else SITE_NAME), **files}

    def _value(self, path: str, empty: Any) -> Any:
        """What a file is to say, as a copy whose top can be changed."""
        if path not in self.values:
            document = self.documents.get(path)
            old: Any = document.value if document else empty
            self.values[path] = old.copy()
        return self.values[path]

    def _bring(self, one: Written) -> None:
        item = KINDS[one.kind](self.catalog).get(one.id) if self.catalog else None
        if self.catalog is None or item is None:
            self._add(one)
            return
        view = _written(self.catalog, one.kind, item)
        if same(view, one.written):
            return
        old = item.origin.written
        self._put(
            item.origin.path, item.origin.pointer, _brought(old, view, one.written), one.pointer, one.where
        )

    def _put(self, path: str, base: Pointer, new: Any, pointer: Pointer, where: str) -> None:
        """Write a value at a place of a file that is there."""
        if base:
            above = self._value(path, {})
            for step in base[:-1]:
                above[step] = above[step].copy()
                above = above[step]
            above[base[-1]] = new
        else:
            self.values[path] = new
        self.made[path].append(Made(base, pointer, where))

    def _add(self, one: Written) -> None:
        """Write an object that is not there yet."""
        own = one.id.rpartition("/")[2]
        holds = BY_NAME[one.kind].holds
        if holds == "object":
            self.values[one.path] = one.written
            base: Pointer = ()
        elif holds == "map":
            self._value(one.path, {})[own] = one.written
            base = (own,)
        else:
            listed = self._value(one.path, [])
            base = (len(listed),)
            listed.append(one.written if faq_id(one.written) == own else {"id": own, **one.written})
        self.made[one.path].append(Made(base, one.pointer, one.where))

    def _compare_question(self, one: Written, service: Written | None) -> None:
        """A question of a service stands in the service: here it is said once more."""
        listed = service.written.get("faqs") if service else None
        own = one.id.rpartition("/")[2]
        questions = [faq for faq in (listed if isinstance(listed, list) else ()) if isinstance(faq, dict)]
        if not any(faq_id(faq) == own and same(faq, one.written) for faq in questions):
            message = (
                f'the question "{one.id}" stands otherwise (or not) in its service, which is what counts'
            )
            place = self.top.source.place(one.pointer)
            self.tracker.losses.append(Loss(kind="said-twice", message=message, place=place))

    def _bring_kudos(self) -> None:
        """Thanks that are not there yet."""
        catalog = self.catalog
        there = Counter(_frozen(thanks(one)) for one in visible(catalog).kudos) if catalog else Counter()
        path = BY_NAME["kudos"].pattern
        for entry in entries(self.tracker, self.top, "kudos"):
            known = {key: entry.read(key) for key in ("from", "to", "about", "text", "on")}
            if there[_frozen(known)]:
                there[_frozen(known)] -= 1
            elif known["from"] is None or known["to"] is None:
                entry.add_loss("unnamed-party", f"thanks of {known['on']} do not say from whom, or to whom")
            else:
                listed = self._value(path, [])
                self.made[path].append(Made((len(listed),), entry.pointer, "thanks"))
                listed.append({key: value for key, value in known.items() if value is not None})

    def _bring_settings(self) -> None:
        settings = self.catalog.settings if self.catalog else None
        self._bring_plain(
            "organization", plain(settings.organization) if settings else plain(Organization(name=""))
        )
        self._bring_plain("feedback", plain(settings.feedback) if settings else plain(Feedback()))
        for name in NAMED:
            view = [plain(one) for one in getattr(settings, name).values()] if settings else []
            self._bring_named(name, view)
        path, priority = BY_NAME["priorities"].pattern, self.top.read("default_priority")
        if priority is not None and priority != (settings.default_priority if settings else None):
            old = self._value(path, {})
            self.values[path] = (
                {"default": priority, **old} if "default" not in old else {**old, "default": priority}
            )
            self.made[path].append(Made(("default",), ("default_priority",), "default_priority"))
        strictness: Any = self.top.read("rules")
        old_rules = rules(self.catalog) if self.catalog else {}
        if strictness is not None and not same(strictness, old_rules):
            new = _brought(old_rules, old_rules, strictness)
            self._put(BY_NAME["rules"].pattern, (), new, ("rules",), "rules")

    def _bring_plain(self, name: str, view: Mapping[str, Any]) -> None:
        """Settings that stand as they hold, with what is not written: those that differ are taken."""
        path, given = BY_NAME[name].pattern, self.top.read(name)
        for key, value in (given if isinstance(given, dict) else {}).items():
            if key not in view:
                entry = TrackedMap(self.tracker, self.top.source, (name,), {key: value})
                self.tracker.losses.extend(entry.unread_losses())
            elif not same(view[key], value):
                if value is None or value == []:
                    self._value(path, {}).pop(key, None)
                else:
                    self._value(path, {})[key] = value
                self.made[path].append(Made((key,), (name, key), name))

    def _bring_named(self, name: str, view: list[dict[str, Any]]) -> None:
        """Objects of settings that stand as they hold."""
        path = BY_NAME[_KIND_OF[name]].pattern
        above: Pointer = ("priorities",) if name == "priorities" else ()
        known = {one["id"]: one for one in view}
        order: list[str] = []
        for entry in entries(self.tracker, self.top, name):
            own = entry.value.get("id")
            if not isinstance(own, str) or not is_id(own):
                self.tracker.problems.append(wrong_id(entry, _KIND_OF[name], own))
                continue
            order.append(own)
            old = known.get(own, {})
            if same(old, entry.value):
                continue
            new = {key: value for key, value in entry.value.items() if key != "id" and value is not None}
            whole = self._value(path, {})
            if above:
                whole["priorities"] = whole.get("priorities", {}).copy()
            holder = whole["priorities"] if above else whole
            holder[own] = _brought(holder.get(own, {}), holder.get(own, {}), new)
            self.made[path].append(Made((*above, own), entry.pointer, f'{_KIND_OF[name]} "{own}"'))
        for entry in self.tracker.maps:
            if entry.pointer[:1] == (name,):
                entry.read_keys.update(entry.value)
        if name == "priorities" and [one for one in order if one in known] != [
            one for one in known if one in order
        ]:
            self.notes.append(f"the order of the priorities stays; change it in {path}")


def _written(catalog: Catalog, kind: str, item: Any) -> Any:
    """What an export says of an object that is there."""
    seen = KINDS[kind](visible(catalog)).get(item.id)
    return (seen or item).origin.written


def _brought(old: Mapping[str, Any], view: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What an object says when ``new`` is brought to it; ``view`` is what an export says of it as it is.

    Keys keep their order; new ones come last.
    """
    found: dict[str, Any] = {}
    for key, value in old.items():
        unseen = [one for one in value if one not in view.get(key, ())] if key in HOLDING else []
        if key in new:
            is_same = key in view and same(view[key], new[key])
            found[key] = value if is_same else [*new[key], *unseen] if unseen else new[key]
        elif key not in view:
            found[key] = value
        elif unseen:
            found[key] = unseen
    return {**found, **{key: value for key, value in new.items() if key not in old}}


def _frozen(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(str(one.get(key)) for key in ("from", "to", "about", "text", "on"))
