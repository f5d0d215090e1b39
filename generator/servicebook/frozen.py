"""Frozen dataclasses with slots, made in a seventh of the time that the standard library takes.

``dataclass(frozen=True, slots=True)`` writes the source of six methods for each class, and compiles them one by one. A
command has hundreds of classes and needs objects of some: the methods of all took longer than to check a small catalog.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields, replace
from functools import cache
from inspect import get_annotations
from reprlib import recursive_repr
from types import CellType, CodeType, FunctionType
from typing import Any, NoReturn, TypeAlias, TypeVar, dataclass_transform, overload

T = TypeVar("T")
_KEPT, _TO_MAKE = object(), object()
"""What stands for a value that stays as it is, and for one that its factory is to make."""


@overload
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T], /) -> type[T]: ...


@overload
def frozen(
    *, kw_only: bool = False, eq: bool = True, order: bool = False, weakref_slot: bool = False
) -> Callable[[type[T]], type[T]]: ...


def frozen(cls: type[Any] | None = None, /, *, eq: bool = True, order: bool = False, **options: bool) -> Any:
    """What ``dataclass(frozen=True, slots=True)`` makes of a class: ``dataclasses`` and type checkers know it as such.

    Different are:

    - A method is written when it is first looked up. Objects are made and pickled faster then, and compared as fast.
    - No attribute can be set or deleted, not in objects of subclasses either; ``__post_init__`` has
      ``object.__setattr__`` for those that are no arguments.
    - A class without a docstring has none.
    - Base classes that are dataclasses must be made by this, too.

    Raises:
        TypeError: the class has an ``InitVar``, or ``dataclass`` refuses it.
        ValueError: it is to be ordered and not to be compared.
    """

    def made(cls: type[Any]) -> type[Any]:
        return _made(cls, eq=eq, order=order, options=options)

    return made if cls is None else made(cls)


def changed(item: T, **changes: Any) -> T:
    """What ``dataclasses.replace`` makes of a :func:`frozen` value; in half of the time if it only keeps values."""
    other: T = item.__replace__(**changes)  # type: ignore[attr-defined]  # as Python 3.13 calls it
    return other


def _made(cls: type[Any], *, eq: bool, order: bool, options: Mapping[str, bool]) -> type[Any]:
    if order and not eq:
        raise ValueError(f"{cls.__qualname__} is ordered and not compared")
    if any("InitVar" in str(annotation) for annotation in get_annotations(cls).values()):
        raise TypeError(f"{cls.__qualname__} has an InitVar, and a value keeps all that it is given")
    said = set(cls.__dict__)
    if "__eq__" in said and cls.__dict__["__hash__"] is None:
        said.remove("__hash__")  # Python says that, and not the class
    documented = cls.__doc__
    cls.__doc__ = documented or "-"  # else it would be the signature, which takes long to find
    # It finds the fields, those of base classes as well, and makes the slots; with frozen=True it would compile.
    cls = dataclass(init=False, repr=False, eq=False, slots=True, **options)(cls)
    cls.__doc__ = documented
    methods = _ALWAYS | (_IF_COMPARED if eq else {}) | (dict.fromkeys(_ORDER, _order) if order else {})
    for name in methods.keys() - said:
        setattr(cls, name, _Unwritten(cls, name, methods[name]))
    for name, refuse in _REFUSED.items():
        setattr(cls, name, refuse)
    return cls


class _Unwritten:
    """A method that is written when it is first looked up, as most are never."""

    __slots__ = ("cls", "name", "write")

    def __init__(self, cls: type[Any], name: str, write: _Write) -> None:
        self.cls, self.name, self.write = cls, name, write

    def __get__(self, item: object, owner: type[Any] | None = None) -> Any:
        method = self.write(self.cls, self.name)
        setattr(self.cls, self.name, method)  # threads that come here at once write the same
        return method.__get__(item, owner)


def _compiled(
    cls: type[Any],
    name: str,
    parameters: Sequence[str],
    body: Sequence[str],
    known: Mapping[str, Any],
    around: Callable[[Any], Any] = lambda method: method,
) -> FunctionType:
    """The method with these lines; it sees what is known, and what its module has, as if it were written there."""
    lines = [
        f"def within({', '.join(known)}):",
        f" def {name}({', '.join(['self', *parameters])}):",
        *(f"  {line}" for line in body or ["pass"]),
        f" return {name}",
    ]
    made: dict[str, Any] = {}
    exec("\n".join(lines), getattr(sys.modules.get(cls.__module__), "__dict__", {}), made)
    method: FunctionType = around(made["within"](**known))
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    return method


def _init(cls: type[Any], name: str) -> FunctionType:
    """``__init__``: the code of another class of the same shape, with the names, defaults and places of this one."""
    every = fields(cls)
    given = sorted((one for one in every if one.init), key=lambda one: bool(one.kw_only))
    shape = "".join(map(_origin, every)) + ("!" if hasattr(cls, "__post_init__") else "")
    known: dict[str, Any] = {"to_make": _TO_MAKE}
    for number, one in enumerate(every):
        known[f"set{number}"] = getattr(cls, one.name).__set__
        known[f"default{number}"], known[f"make{number}"] = one.default, one.default_factory
    code = _code_of_init(shape)
    names = ("self", *(one.name for one in given))
    method = FunctionType(
        code.replace(co_varnames=names),
        getattr(sys.modules.get(cls.__module__), "__dict__", {}),
        name,
        _defaults(cls, [one for one in given if not one.kw_only]),
        tuple(CellType(known[free]) for free in code.co_freevars),
    )
    method.__kwdefaults__ = {
        one.name: _default(one) for one in given if one.kw_only and _default(one) is not MISSING
    }
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    method.__annotations__ = {one.name: one.type for one in given} | {"return": None}
    return method


def _origin(one: Field[Any]) -> str:
    """Where a value comes from: it is given (small letters: by its place, too), made if it is not, or never given."""
    if not one.init:
        return "d" if one.default is not MISSING else "f" if one.default_factory is not MISSING else "-"
    letter = "g" if one.default_factory is MISSING else "m"
    return letter.upper() if one.kw_only else letter


def _default(one: Field[Any]) -> Any:
    return _TO_MAKE if one.default_factory is not MISSING else one.default


def _defaults(cls: type[Any], places: Sequence[Field[Any]]) -> tuple[Any, ...]:
    defaults = [_default(one) for one in places]
    least = sum(each is MISSING for each in defaults)
    if MISSING in defaults[least:]:
        raise TypeError(f"a field of {cls.__qualname__} without a default follows one with a default")
    return tuple(defaults[least:])


_SETTING = {
    "g": "set{0}(self, given{0})",
    "m": "set{0}(self, make{0}() if given{0} is to_make else given{0})",
    "d": "set{0}(self, default{0})",
    "f": "set{0}(self, make{0}())",
    "-": "pass",  # __post_init__ sets it
    "!": "self.__post_init__()",
}
"""How the value of a field is set that has one of these origins."""
_KNOWN = re.compile(r"\b(?:set|make|default)\d+|to_make")


@cache
def _code_of_init(shape: str) -> CodeType:
    """The code for values with these origins (and at the end, "!" for ``__post_init__``).

    Hundreds of classes have dozens of shapes, and to compile one takes as long as to use its code a hundred times.
    """
    places = [f"given{number}" for number, origin in enumerate(shape) if origin in "gm"]
    named = [f"given{number}" for number, origin in enumerate(shape) if origin in "GM"]
    steps = [_SETTING[origin.lower()].format(number) for number, origin in enumerate(shape)]
    known = sorted({name for step in steps for name in _KNOWN.findall(step)})
    lines = [
        f"def within({', '.join(known)}):",
        f" def __init__({', '.join(['self', *places, *(['*', *named] if named else [])])}):",
        *(f"  {step}" for step in steps),
        "  return None",
        " return __init__",
    ]
    made: dict[str, Any] = {}
    exec("\n".join(lines), made)
    code: CodeType = made["within"](*known).__code__
    return code


def _replacement(cls: type[Any], name: str) -> FunctionType:
    """``__replace__``: only where ``__init__`` does more than to keep what it is given is that called again."""
    if hasattr(cls, "__post_init__") or not all(one.init for one in fields(cls)):
        return _compiled(
            cls, name, ["**changes"], ["return __replace(self, **changes)"], {"__replace": replace}
        )
    names = [one.name for one in fields(cls)]
    return _compiled(
        cls,
        name,
        ["*", *(f"{one}=__kept" for one in names)] if names else [],
        [
            "__other = __new(self.__class__)",
            *(f"__set_{one}(__other, self.{one} if {one} is __kept else {one})" for one in names),
            "return __other",
        ],
        {"__kept": _KEPT, "__new": object.__new__, **_setters(cls)},
    )


def _setters(cls: type[Any]) -> dict[str, Callable[[object, Any], None]]:
    return {f"__set_{one.name}": getattr(cls, one.name).__set__ for one in fields(cls)}


def _state(cls: type[Any], name: str) -> FunctionType:
    return _compiled(cls, name, [], [f"return {_tuple('self', [one.name for one in fields(cls)])}"], {})


def _restoring(cls: type[Any], name: str) -> FunctionType:
    names = [one.name for one in fields(cls)]
    body = (
        [f"({', '.join(names)},) = __state", *(f"__set_{one}(self, {one})" for one in names)] if names else []
    )
    return _compiled(cls, name, ["__state"], body, _setters(cls))


def _equality(cls: type[Any], name: str) -> FunctionType:
    names = [one.name for one in fields(cls) if one.compare]
    body = [
        "if self is other: return True",
        f"if other.__class__ is self.__class__: return {_tuple('self', names)} == {_tuple('other', names)}",
        "return NotImplemented",
    ]
    return _compiled(cls, name, ["other"], body, {})


def _order(cls: type[Any], name: str) -> FunctionType:
    names = [one.name for one in fields(cls) if one.compare]
    compared = f"{_tuple('self', names)} {_ORDER[name]} {_tuple('other', names)}"
    body = [f"if other.__class__ is self.__class__: return {compared}", "return NotImplemented"]
    return _compiled(cls, name, ["other"], body, {})


def _hash(cls: type[Any], name: str) -> FunctionType:
    names = [one.name for one in fields(cls) if (one.compare if one.hash is None else one.hash)]
    return _compiled(cls, name, [], [f"return hash({_tuple('self', names)})"], {})


def _tuple(item: str, names: Sequence[str]) -> str:
    return f"({''.join(f'{item}.{name}, ' for name in names)})"


def _repr(cls: type[Any], name: str) -> FunctionType:
    shown = ", ".join(f"{one.name}={{self.{one.name}!r}}" for one in fields(cls) if one.repr)
    return _compiled(
        cls, name, [], [f"return f'{{self.__class__.__qualname__}}({shown})'"], {}, recursive_repr()
    )


def _refuse_to_set(_: object, name: str, __: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


_Write: TypeAlias = Callable[[type[Any], str], FunctionType]
_ALWAYS: dict[str, _Write] = {
    "__init__": _init,
    "__repr__": _repr,
    "__replace__": _replacement,
    "__getstate__": _state,
    "__setstate__": _restoring,
}
"""What every value has, unless its class says otherwise."""
_IF_COMPARED: dict[str, _Write] = {"__eq__": _equality, "__hash__": _hash}
_ORDER: Mapping[str, str] = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
_REFUSED: Mapping[str, Callable[..., NoReturn]] = {
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
}
