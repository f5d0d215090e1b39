"""Reading a foreign document so that nothing is passed over in silence.

A :class:`Taking` notes each key that is asked for; in the end every key that nobody asked for, and every value of
a shape that nobody expected, is a :class:`Loss`. A key, or an entry of a list, that holds nothing (null, empty
text, list or map) says nothing, and is no loss.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from servicebook.exchange.core.imported import Loss, SourceDocument
from servicebook.problems import Place, Problem, error
from servicebook.source.yaml_reader import Pointer, Value

NO_PLACE, WRONG_SHAPE = "no-place", "wrong-shape"


@dataclass(slots=True)
class Taking:
    """What was found on the way: problems of the source's shape, losses, and the maps that were opened."""

    problems: list[Problem] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    opened: list[Entry] = field(default_factory=list)

    def named(self, source: SourceDocument, key: str, noun: str) -> list[tuple[str, Entry]]:
        """The named maps of the list at a top-level ``key``; without list, map or name there is a problem."""
        found: list[tuple[str, Entry]] = []
        top = self.top(source)
        if top is None:
            return found
        if key not in top.value:
            self.problems.append(
                error("missing-key", Place(source.path), f'the file has no "{key}"', f"add {key}: and a list")
            )
        listed = top.take(key)
        if not isinstance(listed, list) and not is_nothing(listed):
            self.wrong_type(source, (key,), f'"{key}"', "a list")
        for index, item in enumerate(listed if isinstance(listed, list) else ()):
            if not isinstance(item, dict):
                self.wrong_type(source, (key, index), f"{noun} {index + 1}", "a map of keys")
                continue
            entry = self.open(source, (key, index), item)
            name = entry.take("name")
            if isinstance(name, str) and name.strip():
                entry.name = name
                found.append((name, entry))
            elif is_nothing(name):
                place = source.place((key, index))
                self.problems.append(
                    error("missing-key", place, f'{noun} {index + 1} has no "name"', "add name: and its name")
                )
            else:
                self.wrong_type(source, (key, index, "name"), f'"name" of {noun} {index + 1}', "text")
        return found

    def top(self, source: SourceDocument) -> Entry | None:
        """The document as a map (the same one each time), or a problem."""
        for entry in self.opened:
            if entry.source is source and entry.pointer == ():
                return entry
        if isinstance(source.value, dict):
            return self.open(source, (), source.value)
        self.wrong_type(source, (), "the file", "a map of keys")
        return None

    def open(
        self, source: SourceDocument, pointer: Pointer, value: Mapping[str, Value], name: str = ""
    ) -> Entry:
        """A map, whose keys are to be taken; ``name`` is that of the object which it belongs to."""
        entry = Entry(self, source, pointer, value, name)
        self.opened.append(entry)
        return entry

    def wrong_type(self, source: SourceDocument, pointer: Pointer, what: str, wanted: str) -> None:
        """Note a shape without which the source cannot be understood."""
        hint = f"write {wanted}, or put it in quotes" if wanted == "text" else f"write {wanted}"
        self.problems.append(error("wrong-type", source.place(pointer), f"{what} is not {wanted}", hint))

    def all_losses(self) -> tuple[Loss, ...]:
        """Every loss, those of keys that nobody took included, in the order of the source."""
        left = [loss for entry in self.opened for loss in entry.left()]
        return tuple(sorted([*self.losses, *left], key=lambda loss: (loss.place, loss.kind, loss.message)))


@dataclass(slots=True, eq=False)
class Entry:
    """A map of the source, and which of its keys were taken."""

    taking: Taking
    source: SourceDocument
    pointer: Pointer
    value: Mapping[str, Value]
    name: str = ""
    taken: set[str] = field(default_factory=set)

    def take(self, key: str) -> Value:
        """The value of a key, whatever it is; None where there is none."""
        self.taken.add(key)
        return self.value.get(key)

    def text(self, key: str) -> str | None:
        """The text of a key; anything else that says something is a loss."""
        value = self.take(key)
        if isinstance(value, str) and value.strip():
            return value
        self._refuse(value, (key,), "text")
        return None

    def texts(self, key: str) -> list[tuple[str, Pointer]]:
        """The texts of a key that holds one or a list of them, each with its place below this map."""
        value = self.take(key)
        items: list[tuple[Value, Pointer]] = (
            [(item, (key, index)) for index, item in enumerate(value)]
            if isinstance(value, list)
            else [(value, (key,))]
        )
        found: list[tuple[str, Pointer]] = []
        for item, pointer in items:
            if isinstance(item, str) and item.strip():
                found.append((item, pointer))
            else:
                self._refuse(item, pointer, "text")
        return found

    def map(self, key: str) -> Entry:
        """The map of a key; an empty one where there is none."""
        value = self.take(key)
        if isinstance(value, dict):
            return self.taking.open(self.source, (*self.pointer, key), value, self.name)
        self._refuse(value, (key,), "a map of keys")
        return Entry(self.taking, self.source, (*self.pointer, key), {})

    def maps(self, key: str) -> list[Entry]:
        """The maps of a key's list."""
        value = self.take(key)
        if not isinstance(value, list):
            self._refuse(value, (key,), "a list")
            return []
        found: list[Entry] = []
        for index, item in enumerate(value):
            if isinstance(item, dict):
                found.append(self.taking.open(self.source, (*self.pointer, key, index), item, self.name))
            else:
                self._refuse(item, (key, index), "a map of keys")
        return found

    def place(self, *pointer: str | int, key: bool = False) -> Place:
        """Where something of this map stands."""
        return self.source.place((*self.pointer, *pointer), key=key)

    def lose(self, kind: str, message: str, *pointer: str | int) -> None:
        """Note that something of this map cannot be carried over."""
        self.taking.losses.append(Loss(kind=kind, message=message, place=self.place(*pointer)))

    def _refuse(self, value: Value, pointer: Pointer, wanted: str) -> None:
        if not is_nothing(value):
            self.lose(WRONG_SHAPE, f"{self._key(pointer)} is not {wanted}: {shown(value)}", *pointer)

    def left(self) -> Iterator[Loss]:
        """The loss of every key that nobody took, down to the single value or list of values."""
        for key, value in self.value.items():
            if key not in self.taken:
                yield from self._unplaced(value, (key,))

    def _unplaced(self, value: Value, pointer: Pointer) -> Iterator[Loss]:
        if is_nothing(value):
            return
        if isinstance(value, dict):
            for key, item in value.items():
                yield from self._unplaced(item, (*pointer, key))
        elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
            for index, item in enumerate(value):
                yield from self._unplaced(item, (*pointer, index))
        else:
            yield Loss(
                kind=NO_PLACE,
                message=f"{self._key(pointer)} has no place in a catalog: {shown(value)}",
                place=self.place(*pointer, key=True),
                field=dotted((*self.pointer, *pointer)),
            )

    def _key(self, pointer: Pointer) -> str:
        """What a key is called in messages: the keys below the named object, and its name."""
        keys = dotted((*self.pointer, *pointer))
        return f'"{keys.partition(".")[2]}" of "{self.name}"' if self.name else f'"{keys}"'


def is_nothing(value: Value) -> bool:
    """Whether a value says nothing: null, blank text, or a list or map of such."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list):
        return all(is_nothing(item) for item in value)
    if isinstance(value, dict):
        return all(is_nothing(item) for item in value.values())
    return value is None


def dotted(pointer: Pointer) -> str:
    """The keys of a pointer, without numbers: ``services.technical.logging.name``."""
    return ".".join(step for step in pointer if isinstance(step, str))


def shown(value: Value) -> str:
    """A value as people write it; each text is cut where it is long."""
    match value:
        case bool():
            return str(value).lower()
        case list():
            return ", ".join(shown(item) for item in value)
        case dict():
            return ", ".join(f"{key}: {shown(item)}" for key, item in value.items())
        case _:
            text = " ".join(str(value).split())
            return text if len(text) <= 80 else text[:79] + "…"
