"""A frozen value behaves as what dataclass would have made of its class."""

from __future__ import annotations

import copy
import pickle
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import (
    MISSING,
    Field,
    FrozenInstanceError,
    InitVar,
    dataclass,
    field,
    fields,
    is_dataclass,
    replace,
)
from inspect import signature
from itertools import product
from operator import ge, gt, le, lt
from typing import Any, Generic, NamedTuple, TypeVar, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicebook.frozen import changed, frozen

T = TypeVar("T")
VALUES = st.one_of(st.integers(0, 2), st.sampled_from(["", "a"]), st.tuples(st.integers(0, 1)))


class Spec(NamedTuple):
    """A class to be made: its fields, of which some are those of a base class, and the decorator's options."""

    fields: tuple[tuple[str, Mapping[str, Any]], ...]
    inherited: int | None
    options: Mapping[str, bool]
    has_post_init: bool

    def made(self, decorated: Callable[..., Any]) -> Any:
        """The class, as this decorator makes it."""
        base: Any = object
        if self.inherited is not None:
            base = decorated(**self.options)(self._cls(object, self.fields[: self.inherited]))
        return decorated(**self.options)(self._cls(base, self.fields[self.inherited or 0 :]))

    def _cls(self, base: type, of: Sequence[tuple[str, Mapping[str, Any]]]) -> type:
        namespace: dict[str, Any] = {"__module__": __name__, "__doc__": "One."}
        namespace |= {name: field(**how) for name, how in of}
        namespace["__annotations__"] = {name: "object" for name, _ in of}
        if self.has_post_init:
            namespace["__post_init__"] = _fill
        return type("Value", (base,), namespace)


def _fill(self: Any) -> None:
    """Fill what is no argument, and refuse what is wrong."""
    for one in fields(self):
        if not one.init and not hasattr(self, one.name):
            object.__setattr__(self, one.name, "filled")
        if getattr(self, one.name) == 2:
            raise ValueError(one.name)


def standard(**options: bool) -> Callable[[type], type]:
    """The decorator of the standard library."""
    return dataclass(frozen=True, slots=True, **options)  # type: ignore[call-overload,no-any-return]


@st.composite
def specs(draw: st.DrawFn) -> Spec:
    """Classes with up to five fields of all kinds."""
    hows = draw(
        st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "default": VALUES,
                    "kw_only": st.booleans(),
                    "init": st.booleans(),
                    "repr": st.booleans(),
                    "compare": st.booleans(),
                    "hash": st.sampled_from([None, True, False]),
                },
            ),
            max_size=5,
        )
    )
    for how in hows:
        if "default" not in how and draw(st.booleans()):
            how["default_factory"] = draw(st.sampled_from([list, tuple]))
    hows.sort(key=_is_given)  # as places in a call must be
    eq = draw(st.booleans())
    return Spec(
        tuple((f"field_{number}", how) for number, how in enumerate(hows)),
        draw(st.none() | st.integers(0, len(hows))),
        {"kw_only": draw(st.booleans()), "eq": eq, "order": eq and draw(st.booleans())},
        draw(st.booleans()) or any(how.get("init") is False and not _is_given(how) for how in hows),
    )


def _is_given(how: Mapping[str, Any]) -> bool:
    return "default" in how or "default_factory" in how


def outcome(function: Callable[..., Any], /, *places: Any, **named: Any) -> Any:
    """What a call gives, or its error with the message."""
    try:
        return function(*places, **named)
    except Exception as error:  # noqa: BLE001  # whatever it is, it must be the same
        return type(error), str(error)


def contents(item: Any) -> Any:
    """What an object holds, whatever has made its class; what is none stays."""
    return {one.name: getattr(item, one.name) for one in fields(item)} if is_dataclass(item) else item


def calls(cls: Any) -> st.SearchStrategy[tuple[list[Any], dict[str, Any]]]:
    """Arguments for a class, most of them right."""
    names = [one.name for one in fields(cls)]
    return st.tuples(
        st.lists(VALUES, max_size=len(names)),
        st.dictionaries(st.sampled_from([*names, "other"]), VALUES, max_size=len(names)),
    ) | st.fixed_dictionaries({one.name: VALUES for one in fields(cls) if one.init}).map(
        lambda named: ([], named)
    )


@given(specs(), st.data())
def test_a_value_does_what_the_standard_library_would_have_it_do(spec: Spec, data: st.DataObject) -> None:
    ours, theirs = spec.made(frozen), spec.made(standard)
    assert [_described(one) for one in fields(ours)] == [_described(one) for one in fields(theirs)]
    assert _parameters(ours) == _parameters(theirs)
    assert get_type_hints(ours.__init__) == get_type_hints(theirs.__init__)
    for name in ("__doc__", "__match_args__", "__slots__", "__qualname__", "__module__"):
        assert getattr(ours, name) == getattr(theirs, name)
    made = []
    for places, named in data.draw(st.lists(calls(ours), min_size=1, max_size=4)):
        mine, other = outcome(ours, *places, **named), outcome(theirs, *places, **named)
        assert contents(mine) == contents(other)
        if is_dataclass(mine):
            made.append((mine, other))
    for mine, other in made:
        assert repr(mine) == repr(other)
        if spec.options["eq"]:  # else it is that of the object
            assert outcome(hash, mine) == outcome(hash, other)
        assert contents(copy.copy(mine)) == contents(other) and copy.copy(mine) is not mine
        _, changes = data.draw(calls(ours))
        expected = outcome(replace, other, **changes)
        assert contents(outcome(replace, mine, **changes)) == contents(expected)
        again = outcome(changed, mine, **changes)
        assert contents(again) == contents(expected) or again[0] is expected[0]
    for (mine, other), (second, last) in product(made, made):
        assert (mine == second, mine != second) == (other == last, other != last)
        assert mine != last
        for compare in (lt, le, gt, ge):
            assert outcome(compare, mine, second) == outcome(compare, other, last)


def _parameters(cls: Any) -> list[tuple[Any, ...]]:
    """Of a class, with their defaults: what stands for that of a factory is nobody's concern."""
    factories = {one.name for one in fields(cls) if one.default_factory is not MISSING}
    return [
        (one.name, one.kind, one.name in factories or one.default)
        for one in signature(cls).parameters.values()
    ]


def _described(one: Field[Any]) -> tuple[Any, ...]:
    return (
        one.name,
        one.type,
        one.default,
        one.default_factory,
        one.init,
        one.repr,
        one.compare,
        one.hash,
        one.kw_only,
    )


@frozen
class Named:
    name: str
    number: int = 3
    rest: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def length(self) -> int:
        return len(self.name)


@frozen(kw_only=True, weakref_slot=True)
class Counted(Named):
    counted: list[int] = field(init=False, compare=False, repr=False)
    kept: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "counted", [self.number])


@frozen
class Nothing: ...


@frozen
class Alone(Generic[T]):
    only: T


@frozen
class Own:
    """It says itself how it is compared and shown."""

    name: str
    extra: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own) and self.name == other.name

    def __hash__(self) -> int:
        return 7

    def __repr__(self) -> str:
        return "own"

    def __reduce__(self) -> tuple[object, ...]:
        return Own, (self.name, 5)


class Inner(Named):
    __slots__ = ()


EXAMPLES = (Named("a", 4, rest=("b",)), Counted("a", kept={"b": 1}), Nothing(), Alone((1,)), Inner("c"))


@pytest.mark.parametrize("value", EXAMPLES, ids=lambda value: type(value).__name__)
def test_values_go_to_other_processes_and_come_back(value: Any) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(value, protocol))
        assert back == value and type(back) is type(value) and contents(back) == contents(value)
    assert copy.deepcopy(value) == value


@pytest.mark.parametrize("value", EXAMPLES, ids=lambda value: type(value).__name__)
def test_nothing_of_a_value_can_be_set_or_deleted(value: Any) -> None:
    before = repr(value)
    for name in [*(one.name for one in fields(value)), "other"]:
        with pytest.raises(FrozenInstanceError, match=name):
            setattr(value, name, "c")
        with pytest.raises(FrozenInstanceError, match=name):
            delattr(value, name)
    assert repr(value) == before


def test_what_a_class_says_itself_is_left_to_it() -> None:
    assert Own("a", 1) == Own("a", 2) != Own("b")
    assert (hash(Own("a")), repr(Own("a"))) == (7, "own")
    assert pickle.loads(pickle.dumps(Own("a"))).extra == 5
    assert Named("abc").length == 3


def test_a_method_is_written_once_for_a_class_and_those_below_it() -> None:
    @frozen
    class Above:
        name: str

    class Below(Above):
        __slots__ = ()

    unwritten = vars(Above)["__init__"]
    below = Below("a")
    assert vars(Above)["__init__"] is not unwritten and "__init__" not in vars(Below)
    assert Above.__init__ is Below.__init__
    assert (below, hash(below)) == (Below("a"), hash(Above("a"))) and below != Above("a")


def test_a_factory_makes_a_value_of_its_own_for_each_object() -> None:
    first, second = Counted("a"), Counted("a")
    assert first.kept == second.kept == {} and first.kept is not second.kept
    assert Counted("a", kept=first.kept).kept is first.kept
    assert first.counted == [3] and changed(first, number=4).counted == [4]


def test_values_that_hold_one_another_can_be_shown() -> None:
    kept: dict[str, Any] = {}
    value = Counted("a", kept=kept)
    kept["itself"] = value
    assert repr(value) == "Counted(name='a', number=3, rest=(), kept={'itself': ...})"


def test_a_value_can_be_watched_where_its_class_says_so() -> None:
    watched = Counted("a")
    assert weakref.ref(watched)() is watched
    with pytest.raises(TypeError):
        weakref.ref(Named("a"))


def test_a_class_without_docstring_has_none() -> None:
    assert (Nothing.__doc__, Own.__doc__) == (None, "It says itself how it is compared and shown.")


def test_what_no_value_can_be_is_refused() -> None:
    with pytest.raises(TypeError, match="InitVar"):

        @frozen(kw_only=True)
        class Passing:
            name: InitVar[str]

    with pytest.raises(ValueError, match="Unequal"):

        @frozen(eq=False, order=True)
        class Unequal:
            name: str

    with pytest.raises(ValueError, match="mutable default"):

        @frozen
        class Shared:
            names: list[str] = []  # noqa: RUF012

    @dataclass(frozen=True)
    class Usual:
        name: str

    with pytest.raises(TypeError, match="frozen"):

        @frozen
        class Mixed(Usual):
            other: str


def test_a_class_may_say_that_it_has_no_hash() -> None:
    @frozen
    class Compared:
        name: str

        def __eq__(self, other: object) -> bool:
            return True

    @frozen
    class Unhashed:
        name: str
        __hash__ = None  # type: ignore[assignment]

    assert hash(Compared("a")) == hash(Alone("a"))
    with pytest.raises(TypeError, match="unhashable"):
        hash(Unhashed("a"))
