"""Values that are made quickly are those that dataclass would have made."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace
from inspect import signature
from typing import Any

import pytest

from servicebook.quickly_made import changed, quickly_made


@dataclass(frozen=True, slots=True)
class Usual:
    name: str
    number: int = 3
    rest: tuple[str, ...] = field(default=(), kw_only=True)


@quickly_made
@dataclass(frozen=True, slots=True)
class Quick:
    name: str
    number: int = 3
    rest: tuple[str, ...] = field(default=(), kw_only=True)


def test_takes_what_the_dataclass_takes_and_keeps_it() -> None:
    assert Quick("a") == Quick(name="a", number=3, rest=())
    assert (Quick("a", 4, rest=("b",)).number, Quick("a", rest=("b",)).rest) == (4, ("b",))
    assert repr(Quick("a", 4)) == repr(Usual("a", 4)).replace("Usual", "Quick")
    assert hash(Quick("a", 4)) == hash(Usual("a", 4))
    assert list(signature(Quick).parameters) == list(signature(Usual).parameters)
    wrong: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
        ((), {}),
        (("a", 1, ()), {}),
        (("a",), {"other": 1}),
    ]
    for places, named in wrong:
        for cls in (Usual, Quick):
            with pytest.raises(TypeError):
                cls(*places, **named)


def test_stays_frozen_and_can_be_copied() -> None:
    quick = Quick("a", rest=("b",))
    with pytest.raises(FrozenInstanceError):
        quick.name = "c"  # type: ignore[misc]
    assert replace(quick, number=5) == Quick("a", 5, rest=("b",))
    assert pickle.loads(pickle.dumps(quick)) == quick


@pytest.mark.parametrize("value", [Usual("a", 4, rest=("b",)), Quick("a", 4, rest=("b",))])
def test_a_changed_value_is_the_one_that_dataclasses_would_make(value: Usual | Quick) -> None:
    assert changed(value, name="c", rest=()) == replace(value, name="c", rest=())
    assert changed(value) == value and value.name == "a"
    with pytest.raises(TypeError):
        changed(value, other=1)


def test_classes_that_do_more_than_keep_what_they_are_given_are_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Made:
        parts: list[str] = field(default_factory=list)

    @dataclass(frozen=True, slots=True)
    class Checked:
        name: str

        def __post_init__(self) -> None: ...

    @dataclass(frozen=True)
    class Open:
        name: str

    for cls in (Made, Checked, Open):
        with pytest.raises(TypeError, match=cls.__name__):
            quickly_made(cls)
