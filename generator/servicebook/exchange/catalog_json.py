"""The JSON document of :mod:`~servicebook.exchange.to_json`, read: a new catalog, or one brought up to date.

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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from servicebook.analysis.resolved import KINDS, plain
from servicebook.documents.document import Document
from servicebook.documents.kinds import BY_NAME, is_id
from servicebook.documents.references import faq_id
from servicebook.documents.shape import bad_id
from servicebook.exchange.catalog_schema import VERSION, schema
from servicebook.exchange.loss import Imported, Loss, Request, SourceDocument, Told
from servicebook.exchange.repository import SITE_NAME, new_repository
from servicebook.exchange.taking import Entry, Taking
from servicebook.exchange.to_json import FILE, HELD, LISTS, NAMED, rules, thanks, written
from servicebook.exchange.updating import updated
from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem, Related, error, in_order
from servicebook.settings import Feedback, Organization
from servicebook.source.files import UnreadableError
from servicebook.source.foreign import files_at, read_bytes
from servicebook.source.json_reader import children, parts, places, read_json
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.source.yaml_rewrite import same

HELP = f"what servicebook export json writes: the file, or a folder with {FILE}"
UPDATES = True

MAX_BYTES = 200 * 1024 * 1024
_OBJECTS: Mapping[str, str] = {**LISTS, "calendars": "calendar"}
_DERIVED = ("path", "page", "resolved", "department", "service")
_KIND_OF: Mapping[str, str] = {"priorities": "priorities", "audiences": "audience", "sites": "site"}
_SHAPES: Mapping[str, tuple[type, str]] = {
    **dict.fromkeys((*_OBJECTS, "kudos", *NAMED), (list, "a list")),
    **dict.fromkeys(("organization", "feedback", "rules"), (dict, "an object")),
}
_REWRITE = "write the file again with servicebook export json"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _JsonDocument(SourceDocument):
    """A JSON document, which knows the places of its parts."""

    at: Callable[[int], Place]

    def place(self, pointer: Pointer, *, key: bool = False) -> Place:
        """Where the value at ``pointer`` (or its key) stands; of one that is not there, what is nearest above it."""
        start, shown = 0, 0
        for depth in range(len(pointer)):
            above = pointer[:depth]
            found = next(
                (c for c in children(self.text, start, above) if c.pointer[-1] == pointer[depth]), None
            )
            if found is None:
                break
            start, shown = found.start, found.key if key else found.start
        return self.at(shown)


def bring(given: Path, request: Request) -> Imported:
    """The catalog that the document describes. Raises :class:`UnreadableError` when there is none."""
    files = files_at(given, lambda name: name == FILE)
    if not files:
        raise UnreadableError(f"there is no {FILE} in {given}")
    raw = read_bytes(files[0], MAX_BYTES)
    if isinstance(raw, Problem):
        return Imported(files={}, problems=(raw,))
    path = files[0].as_posix()
    found = read_json(raw, path)
    if isinstance(found, Problem):
        return Imported(files={}, problems=(found,))
    text, value = found
    return convert(_JsonDocument(path=path, text=text, value=value, at=places(text, path)), request)


@dataclass(frozen=True, slots=True, eq=False)
class _Object:
    """An object of one of the lists: what was written of it, and where that stands in the document."""

    kind: str
    id: str
    written: dict[str, Value]
    pointer: Pointer
    position: float

    @property
    def path(self) -> str:
        """The file in which it is written, when it is new."""
        department, _, own = self.id.rpartition("/")
        return BY_NAME[self.kind].pattern.format(department=department or own, id=own)

    @property
    def where(self) -> str:
        """What it is called in messages."""
        return f'{self.kind} "{self.id}"'


def convert(source: _JsonDocument, request: Request) -> Imported:
    """The catalog that the document describes, or how an existing one changes. Pure."""
    taking = Taking()
    top = taking.top(source)
    if top is None or not _is_known(taking, top):
        return Imported(files={}, problems=in_order(taking.problems))
    objects = list(_objects(taking, top))
    if taking.problems:
        return Imported(files={}, problems=in_order(taking.problems))
    conversion = _Conversion(taking, top, objects, request)
    files = conversion.files()
    if taking.problems:
        return Imported(files={}, problems=in_order(taking.problems))
    told = _Sources(source, conversion.made)
    return Imported(files=files, losses=taking.all_losses(), notes=tuple(conversion.notes), told=told)


def _is_known(taking: Taking, top: Entry) -> bool:
    """Whether the document has the form of this version; else there is a problem."""
    version = top.take("servicebook")
    if version is None:
        message = 'there is no "servicebook": this is not what servicebook export json writes'
        taking.problems.append(error("missing-key", top.place(), message, _REWRITE))
    elif version != VERSION:
        message = f'the form is of version "{version}"; only version "{VERSION}" is known here'
        place = top.place("servicebook")
        taking.problems.append(error("bad-value", place, message, f"{_REWRITE}, or update this program"))
    else:
        for key in schema()["required"]:
            if key not in top.value:
                taking.problems.append(error("missing-key", top.place(), f'there is no "{key}"', _REWRITE))
        for key, (shape, wanted) in _SHAPES.items():
            if not isinstance(top.value.get(key, shape()), shape):
                taking.wrong_type(top.source, (key,), f'"{key}"', wanted)
        _check_day(taking, top)
    return not taking.problems


def _check_day(taking: Taking, top: Entry) -> None:
    day = top.take("as_of")
    try:
        date.fromisoformat(str(day))
    except ValueError:
        hint = "write year-month-day, like 2026-09-01"
        taking.problems.append(error("bad-date", top.place("as_of"), f'"{day}" is not a day', hint))


def _objects(taking: Taking, top: Entry) -> Iterator[_Object]:
    """The objects of all lists; those that cannot be understood are problems."""
    seen: dict[tuple[str, str], Entry] = {}
    for name, kind in _OBJECTS.items():
        for entry in _entries(taking, top, name):
            whole_id, content = entry.take("id"), entry.take("written")
            for key in _DERIVED:
                entry.take(key)
            position = entry.take("position") if kind == "faq" else None
            if not isinstance(whole_id, str) or not _is_whole_id(kind, whole_id):
                taking.problems.append(_bad_id(entry, kind, whole_id))
            elif not isinstance(content, dict):
                taking.wrong_type(
                    entry.source, (*entry.pointer, "written"), f'"written" of "{whole_id}"', "an object"
                )
            elif (first := seen.setdefault((kind, whole_id), entry)) is not entry:
                message = f'the {kind} "{whole_id}" stands there twice'
                other = Related(first.place("id"), "the other one")
                taking.problems.append(
                    error("duplicate-id", entry.place("id"), message, "remove one", (other,))
                )
            else:
                at = position if isinstance(position, int) else float("inf")
                yield _Object(kind, whole_id, content, (*entry.pointer, "written"), at)


def _entries(taking: Taking, top: Entry, name: str) -> Iterator[Entry]:
    """The maps of a list; anything else in it is a problem."""
    listed: Any = top.take(name) or []
    for index, item in enumerate(listed):
        if isinstance(item, dict):
            yield taking.open(top.source, (name, index), item)
        else:
            taking.wrong_type(top.source, (name, index), f'entry {index + 1} of "{name}"', "an object")


_STEPS: Mapping[str, tuple[int, ...]] = {"service": (2,), "role": (2,), "faq": (2, 3)}
"""Of how many ids a whole id is made; of one, where nothing is said."""


def _is_whole_id(kind: str, whole_id: str) -> bool:
    steps = whole_id.split("/")
    return len(steps) in _STEPS.get(kind, (1,)) and all(map(is_id, steps))


def _bad_id(entry: Entry, kind: str, whole_id: Value) -> Problem:
    if whole_id is None:
        return error("missing-key", entry.place(), f'a {kind} has no "id"', 'add "id" and its id')
    found = bad_id(str(whole_id), entry.place("id"))
    if kind in _STEPS:
        hint = f"write department/{kind}, each of lower-case letters, digits and single hyphens"
        found = replace(found, message=f'"{whole_id}" is not the id of a {kind}', hint=hint)
    return found


@dataclass(frozen=True, slots=True)
class _Made:
    """Something of a file that comes from the document: its place there, its place here, what it is called."""

    base: Pointer
    pointer: Pointer
    where: str


@dataclass(slots=True)
class _Conversion:
    taking: Taking
    top: Entry
    objects: list[_Object]
    request: Request
    documents: dict[str, Document] = field(init=False)
    catalog: Catalog | None = field(init=False)
    """The existing one, on the document's day."""
    values: dict[str, Any] = field(default_factory=dict)
    """What files are to say; those that stay have no entry."""
    made: dict[str, list[_Made]] = field(default_factory=lambda: defaultdict(list))
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
        files, problems = updated(self.values, self.documents)
        self.taking.problems.extend(problems)
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

    def _bring(self, one: _Object) -> None:
        item = KINDS[one.kind](self.catalog).get(one.id) if self.catalog else None
        if self.catalog is None or item is None:
            self._add(one)
            return
        view = _written(self.catalog, one.kind, item)
        if same(view, one.written):
            return
        old = item.origin.document.value_at(item.origin.pointer)
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
        self.made[path].append(_Made(base, pointer, where))

    def _add(self, one: _Object) -> None:
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
        self.made[one.path].append(_Made(base, one.pointer, one.where))

    def _compare_question(self, one: _Object, service: _Object | None) -> None:
        """A question of a service stands in the service: here it is said once more."""
        listed = service.written.get("faqs") if service else None
        own = one.id.rpartition("/")[2]
        questions = [faq for faq in (listed if isinstance(listed, list) else ()) if isinstance(faq, dict)]
        if not any(faq_id(faq) == own and same(faq, one.written) for faq in questions):
            message = (
                f'the question "{one.id}" stands otherwise (or not) in its service, which is what counts'
            )
            place = self.top.source.place(one.pointer)
            self.taking.losses.append(Loss(kind="said-twice", message=message, place=place))

    def _bring_kudos(self) -> None:
        """Thanks that are not there yet."""
        catalog = self.catalog
        there = Counter(_frozen(thanks(catalog, one)) for one in catalog.kudos) if catalog else Counter()
        path = BY_NAME["kudos"].pattern
        for entry in _entries(self.taking, self.top, "kudos"):
            known = {key: entry.take(key) for key in ("from", "to", "about", "text", "on")}
            if there[_frozen(known)]:
                there[_frozen(known)] -= 1
            elif known["from"] is None or known["to"] is None:
                entry.lose("unnamed-party", f"thanks of {known['on']} do not say from whom, or to whom")
            else:
                listed = self._value(path, [])
                self.made[path].append(_Made((len(listed),), entry.pointer, "thanks"))
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
        path, priority = BY_NAME["priorities"].pattern, self.top.take("default_priority")
        if priority is not None and priority != (settings.default_priority if settings else None):
            old = self._value(path, {})
            self.values[path] = (
                {"default": priority, **old} if "default" not in old else {**old, "default": priority}
            )
            self.made[path].append(_Made(("default",), ("default_priority",), "default_priority"))
        strictness: Any = self.top.take("rules")
        old_rules = rules(self.catalog) if self.catalog else {}
        if strictness is not None and not same(strictness, old_rules):
            new = _brought(old_rules, old_rules, strictness)
            self._put(BY_NAME["rules"].pattern, (), new, ("rules",), "rules")

    def _bring_plain(self, name: str, view: Mapping[str, Any]) -> None:
        """Settings that stand as they hold, with what is not written: those that differ are taken."""
        path, given = BY_NAME[name].pattern, self.top.take(name)
        for key, value in (given if isinstance(given, dict) else {}).items():
            if key not in view:
                entry = Entry(self.taking, self.top.source, (name,), {key: value})
                self.taking.losses.extend(entry.left())
            elif not same(view[key], value):
                if value is None or value == []:
                    self._value(path, {}).pop(key, None)
                else:
                    self._value(path, {})[key] = value
                self.made[path].append(_Made((key,), (name, key), name))

    def _bring_named(self, name: str, view: list[dict[str, Any]]) -> None:
        """Objects of settings that stand as they hold."""
        path = BY_NAME[_KIND_OF[name]].pattern
        above: Pointer = ("priorities",) if name == "priorities" else ()
        known = {one["id"]: one for one in view}
        order: list[str] = []
        for entry in _entries(self.taking, self.top, name):
            own = entry.value.get("id")
            if not isinstance(own, str) or not is_id(own):
                self.taking.problems.append(_bad_id(entry, _KIND_OF[name], own))
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
            self.made[path].append(_Made((*above, own), entry.pointer, f'{_KIND_OF[name]} "{own}"'))
        for entry in self.taking.opened:
            if entry.pointer[:1] == (name,):
                entry.taken.update(entry.value)
        if name == "priorities" and [one for one in order if one in known] != [
            one for one in known if one in order
        ]:
            self.notes.append(f"the order of the priorities stays; change it in {path}")


def _written(catalog: Catalog, kind: str, item: Any) -> Any:
    if kind == "calendar":
        return item.origin.document.value_at(item.origin.pointer)
    return written(catalog, kind, item)


def _brought(old: Mapping[str, Any], view: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What an object says when ``new`` is brought to it; ``view`` is what an export says of it as it is.

    Keys keep their order; new ones come last.
    """
    found: dict[str, Any] = {}
    for key, value in old.items():
        unseen = [one for one in value if one not in view.get(key, ())] if key in HELD else []
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


class _Sources(Mapping[str, Sequence[Told]]):
    """Where the values of each file come from; found out when it is asked, since it seldom is."""

    def __init__(self, source: _JsonDocument, made: Mapping[str, list[_Made]]) -> None:
        self._source, self._made = source, made

    def __getitem__(self, path: str) -> Sequence[Told]:
        return [told for made in self._made[path] for told in self._told(made)]

    def __contains__(self, path: object) -> bool:
        return path in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    @cached_property
    def _starts(self) -> Mapping[Pointer, int]:
        """Where everything begins that has a pointer of up to three steps."""
        text = self._source.text
        found: dict[Pointer, int] = {(): 0}
        for top in children(text):
            found[top.pointer] = top.start
            for entry in children(text, top.start, top.pointer):
                found[entry.pointer] = entry.start
                for part in children(text, entry.start, entry.pointer):
                    found[part.pointer] = part.start
        return found

    def _told(self, made: _Made) -> Iterator[Told]:
        start, depth = self._starts[made.pointer], len(made.pointer)
        yield Told(made.base, self._source.at(start), made.where)
        for part in parts(self._source.text, start, made.pointer):
            yield Told((*made.base, *part.pointer[depth:]), self._source.at(part.key), made.where)
