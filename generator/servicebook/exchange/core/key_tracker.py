"""Reading a foreign document without silently dropping any of it.

A :class:`KeyTracker` notes each key that is read. In the end every key that nobody read, and every value of an
unexpected shape, is a :class:`Loss`. A key, or an entry of a list, without content (null, empty text, list or map)
is no loss.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from servicebook.exchange.core.import_result import Loss
from servicebook.exchange.core.source_document import SourceDocument
from servicebook.problems import Place, Problem, error
from servicebook.source.yaml_reader import Pointer, Value

NO_PLACE, WRONG_SHAPE = "no-place", "wrong-shape"


@dataclass(slots=True)
class KeyTracker:
    """The maps of a source that were opened, what is lost of them, and what is wrong with the source's shape."""

    problems: list[Problem] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    maps: list[TrackedMap] = field(default_factory=list)

    def root(self, source: SourceDocument) -> TrackedMap | None:
        """The document as a map (the same one each time); None, and a problem, where it is none."""
        for entry in self.maps:
            if entry.source is source and entry.pointer == ():
                return entry
        if isinstance(source.value, dict):
            return self.track(source, (), source.value)
        self.add_wrong_type(source, (), "the file", "a map of keys")
        return None

    def named_maps(self, source: SourceDocument, key: str, noun: str) -> list[TrackedMap]:
        """The maps with a ``name`` in the list at a top-level ``key``; without list, map or name there is a problem.

        ``noun`` is what messages call an entry of the list.
        """
        root = self.root(source)
        if root is None:
            return []
        if key not in root.value:
            self.problems.append(
                error("missing-key", Place(source.path), f'the file has no "{key}"', f"add {key}: and a list")
            )
        items = root.read(key)
        if not isinstance(items, list):
            if not is_blank(items):
                self.add_wrong_type(source, (key,), f'"{key}"', "a list")
            return []
        entries = [
            self._named_map(source, (key, index), item, f"{noun} {index + 1}")
            for index, item in enumerate(items)
        ]
        return [entry for entry in entries if entry is not None]

    def _named_map(
        self, source: SourceDocument, pointer: Pointer, item: Value, subject: str
    ) -> TrackedMap | None:
        if not isinstance(item, dict):
            self.add_wrong_type(source, pointer, subject, "a map of keys")
            return None
        entry = self.track(source, pointer, item)
        name = entry.read("name")
        if isinstance(name, str) and name.strip():
            entry.name = name
            return entry
        if is_blank(name):
            self.problems.append(
                error("missing-key", entry.place(), f'{subject} has no "name"', "add name: and its name")
            )
        else:
            self.add_wrong_type(source, (*pointer, "name"), f'"name" of {subject}', "text")
        return None

    def track(
        self, source: SourceDocument, pointer: Pointer, value: Mapping[str, Value], name: str = ""
    ) -> TrackedMap:
        """A map whose keys are to be read; ``name`` is that of the object which it belongs to."""
        entry = TrackedMap(self, source, pointer, value, name)
        self.maps.append(entry)
        return entry

    def add_wrong_type(self, source: SourceDocument, pointer: Pointer, subject: str, expected: str) -> None:
        """Note a value of a wrong type without which the source cannot be understood."""
        hint = f"write {expected}, or put it in quotes" if expected == "text" else f"write {expected}"
        self.problems.append(error("wrong-type", source.place(pointer), f"{subject} is not {expected}", hint))

    def all_losses(self) -> tuple[Loss, ...]:
        """Every loss, including the keys that nobody read, in the order of the source."""
        unread = [loss for entry in self.maps for loss in entry.unread_losses()]
        return in_source_order([*self.losses, *unread])

    def forget(self, source: SourceDocument) -> None:
        """Ask for no key of a document any more."""
        self.maps = [entry for entry in self.maps if entry.source is not source]


def in_source_order(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """Losses by place."""
    return tuple(sorted(losses, key=lambda loss: (loss.place, loss.kind, loss.message)))


@dataclass(slots=True, eq=False)
class TrackedMap:
    """A map of the source that knows which of its keys were read.

    ``pointer`` leads to it in its document; ``name`` is that of the object which it belongs to, for messages.
    """

    tracker: KeyTracker
    source: SourceDocument
    pointer: Pointer
    value: Mapping[str, Value]
    name: str = ""
    read_keys: set[str] = field(default_factory=set)

    def read(self, key: str) -> Value:
        """The value of a key, whatever it is; None where there is none."""
        self.read_keys.add(key)
        return self.value.get(key)

    def read_all(self) -> None:
        """Mark every key as read, of a map that is taken as a whole."""
        self.read_keys.update(self.value)

    def read_text(self, key: str) -> str | None:
        """The text of a key; any other content is a loss."""
        value = self.read(key)
        if isinstance(value, str) and value.strip():
            return value
        self._lose_wrong_shape(value, (key,), "text")
        return None

    def read_texts(self, key: str) -> list[tuple[str, Pointer]]:
        """The texts of a key that holds one or a list of them, each with its pointer below this map."""
        value = self.read(key)
        items: list[tuple[Value, Pointer]] = (
            [(item, (key, index)) for index, item in enumerate(value)]
            if isinstance(value, list)
            else [(value, (key,))]
        )
        texts: list[tuple[str, Pointer]] = []
        for item, pointer in items:
            if isinstance(item, str) and item.strip():
                texts.append((item, pointer))
            else:
                self._lose_wrong_shape(item, pointer, "text")
        return texts

    def read_map(self, key: str) -> TrackedMap:
        """The map of a key; an empty one where there is none."""
        value = self.read(key)
        if isinstance(value, dict):
            return self.tracker.track(self.source, (*self.pointer, key), value, self.name)
        self._lose_wrong_shape(value, (key,), "a map of keys")
        return TrackedMap(self.tracker, self.source, (*self.pointer, key), {})

    def read_maps(self, key: str) -> list[TrackedMap]:
        """The maps of a key's list."""
        value = self.read(key)
        if not isinstance(value, list):
            self._lose_wrong_shape(value, (key,), "a list")
            return []
        maps: list[TrackedMap] = []
        for index, item in enumerate(value):
            if isinstance(item, dict):
                maps.append(self.tracker.track(self.source, (*self.pointer, key, index), item, self.name))
            else:
                self._lose_wrong_shape(item, (key, index), "a map of keys")
        return maps

    def place(self, *pointer: str | int, key: bool = False) -> Place:
        """Where the value at ``pointer`` below this map is, or with ``key`` its key."""
        return self.source.place((*self.pointer, *pointer), key=key)

    def add_loss(self, kind: str, message: str, *pointer: str | int) -> None:
        """Note that something in this map cannot be carried over."""
        self.tracker.losses.append(Loss(kind=kind, message=message, place=self.place(*pointer)))

    def _lose_wrong_shape(self, value: Value, pointer: Pointer, expected: str) -> None:
        if not is_blank(value):
            message = f"{self._quoted_key(pointer)} is not {expected}: {preview(value)}"
            self.add_loss(WRONG_SHAPE, message, *pointer)

    def unread_losses(self) -> Iterator[Loss]:
        """A loss for every key that nobody read, down to the single value or list of values."""
        for key, value in self.value.items():
            if key not in self.read_keys:
                yield from self._no_place_losses(value, (key,))

    def _no_place_losses(self, value: Value, pointer: Pointer) -> Iterator[Loss]:
        if is_blank(value):
            return
        if isinstance(value, dict):
            for key, item in value.items():
                yield from self._no_place_losses(item, (*pointer, key))
        elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
            for index, item in enumerate(value):
                yield from self._no_place_losses(item, (*pointer, index))
        else:
            yield Loss(
                kind=NO_PLACE,
                message=f"{self._quoted_key(pointer)} has no place in a catalog: {preview(value)}",
                place=self.place(*pointer, key=True),
                field=dotted((*self.pointer, *pointer)),
            )

    def _quoted_key(self, pointer: Pointer) -> str:
        """What messages call a key: the keys below the named object, and the object's name."""
        keys = dotted((*self.pointer, *pointer))
        return f'"{keys.partition(".")[2]}" of "{self.name}"' if self.name else f'"{keys}"'


def is_blank(value: Value) -> bool:
    """Whether a value has no content: null, blank text, or a list or map of such."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list):
        return all(is_blank(item) for item in value)
    if isinstance(value, dict):
        return all(is_blank(item) for item in value.values())
    return value is None


def dotted(pointer: Pointer) -> str:
    """The keys of a pointer, without numbers: ``services.technical.logging.name``."""
    return ".".join(step for step in pointer if isinstance(step, str))


def preview(value: Value) -> str:
    """A value for a message, on one line; each text in it is cut to 80 characters."""
    match value:
        case bool():
            return str(value).lower()  # as YAML and JSON write it
        case list():
            return ", ".join(preview(item) for item in value)
        case dict():
            return ", ".join(f"{key}: {preview(item)}" for key, item in value.items())
        case _:
            text = " ".join(str(value).split())
            return text if len(text) <= 80 else text[:79] + "…"
