"""Macros written out where they are placed: a page places two hundred, and calling one takes longer than what it does.

Works on Jinja's syntax trees: ``{{ p.a(link) }}`` becomes the body of ``a`` in a scope of its own, in which its
parameters are set; so it is with ``{% call %}``. A parameter that is a constant is put in where it is read, and of a
choice by constants only what is chosen is left. A call of any other form (within an expression, with parameters that
the macro does not name) stays a call. All templates give the same text as before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TypeVar

from jinja2 import nodes

from servicebook.frozen import frozen
from servicebook.pages.rendering.constant_choices import chosen, is_constant

_Node = TypeVar("_Node", bound=nodes.Node)
Parse = Callable[[str], nodes.Template]
"""Gives the syntax tree of a template by its name."""

_MORE = frozenset(("varargs", "kwargs"))
"""Names by which a macro takes parameters that it does not name."""


@frozen
class _Place:
    """Where code stands: the macros of its template that are called by their bare names, the macros around it that
    are being written out, and what ``caller()`` places there."""

    own: Mapping[str, nodes.Macro]
    within: tuple[nodes.Macro, ...] = ()
    caller: _Called | None = None


@frozen
class _Called:
    """The content of ``{% call %}``, and where it stands."""

    body: list[nodes.Node]
    place: _Place


@dataclass(slots=True)
class MacroWriter:
    """Writes macros out in templates that ``parse`` gives."""

    parse: Parse
    _known: dict[str, dict[str, nodes.Macro]] = field(default_factory=dict)
    """The macros of templates that others import: in them, names of imports are those of :func:`_alias`."""
    _aliases: dict[str, str] = field(default_factory=dict)
    """Templates by such names."""
    _written: int = 0

    def write_out(self, template: nodes.Template) -> None:
        """Changes a template's tree in place."""
        self._name_imports(template)
        own = {node.name: node for node in template.body if isinstance(node, nodes.Macro)}
        template.body = self._body(_copies(template.body), _Place(own))
        used = {node.name for node in template.find_all(nodes.Name)}
        imports = [
            nodes.Import(nodes.Const(name), alias, False, lineno=1)
            for alias, name in self._aliases.items()
            if alias in used
        ]
        template.body = [*imports, *template.body]

    def _name_imports(self, template: nodes.Template) -> None:
        """Gives each template that is imported the same name everywhere, so that code may move to another template."""
        meant: dict[str, nodes.Expr] = {}
        for node in list(template.body):
            if isinstance(node, (nodes.Import, nodes.FromImport)) and isinstance(node.template, nodes.Const):
                alias = _alias(node.template.value)
                self._aliases[alias] = node.template.value
                meant |= _meant(node, nodes.Name(alias, "load", lineno=node.lineno))
                template.body.remove(node)
        _replace_names(template, meant)

    def _macros(self, name: str) -> Mapping[str, nodes.Macro]:
        if name not in self._known:
            template = self.parse(name)
            self._name_imports(template)
            own = {node.name: node for node in template.body if isinstance(node, nodes.Macro)}
            module = nodes.Name(_alias(name), "load", lineno=1)
            self._aliases[_alias(name)] = name
            for macro in own.values():
                _replaced(macro, {one: nodes.Getattr(module, one, "load", lineno=1) for one in own})
            self._known[name] = own
        return self._known[name]

    def _body(self, body: Iterable[nodes.Node], place: _Place) -> list[nodes.Node]:
        return _joined(one for node in body for one in self._statement(node, place))

    def _statement(self, node: nodes.Node, place: _Place) -> Iterator[nodes.Node]:
        if isinstance(node, nodes.Output):
            yield from self._output(node, place)
            return
        if isinstance(node, nodes.CallBlock) and not node.args:
            written = self._call(node.call, place, _Called(node.body, place))
            if written is not None:
                yield from written
                return
        if isinstance(node, nodes.If):
            left = chosen(node)
            if left is not None:
                yield from self._body(left, place)
                return
        for part in ("body", "elif_", "else_"):
            if getattr(node, part, None):
                setattr(node, part, self._body(getattr(node, part), place))
        yield node

    def _output(self, node: nodes.Output, place: _Place) -> Iterator[nodes.Node]:
        """What is placed one after another; a macro or a choice among it becomes a statement."""
        plain: list[nodes.Expr] = []
        for one in node.nodes:
            written = self._placed(one, place)
            if written is None:
                plain.append(one)
                continue
            if plain:
                yield nodes.Output(plain, lineno=node.lineno)
                plain = []
            yield from written
        if plain:
            yield nodes.Output(plain, lineno=node.lineno)

    def _placed(self, one: nodes.Expr, place: _Place) -> list[nodes.Node] | None:
        """The statements that place the same; None where there are no better ones."""
        if isinstance(one, nodes.CondExpr) and one.expr2 is not None:
            first, second = (nodes.Output([choice], lineno=one.lineno) for choice in (one.expr1, one.expr2))
            return self._body([nodes.If(one.test, [first], [], [second], lineno=one.lineno)], place)
        if not isinstance(one, nodes.Call):
            return None
        if _calls_caller(one) and place.caller:
            body = self._body(_copies(place.caller.body), place.caller.place)
            return [nodes.Scope(body, lineno=one.lineno)] if _sets_names(body) else body
        return self._call(one, place, None)

    def _call(self, call: nodes.Call, place: _Place, caller: _Called | None) -> list[nodes.Node] | None:
        macro = self._called(call.node, place)
        if macro is None or any(one is macro for one in place.within) or not _may_be_written(macro, caller):
            return None
        given = _given(call, macro)
        if given is None:
            return None
        self._written += 1
        values = dict(zip([one.name for one in macro.args], given, strict=True))
        constant = _constants(macro, values)
        written, names = _renamed(macro, constant, self._written, call.lineno)
        own = {} if _is_of_module(call.node) else place.own
        body = self._body(written.body, _Place(own, (*place.within, macro), caller))
        values = {names[name]: value for name, value in values.items() if name not in constant}
        if not values and not _sets_names(body):
            return body
        targets: list[nodes.Expr] = [nodes.Name(name, "param", lineno=call.lineno) for name in values]
        return [nodes.With(targets, list(values.values()), body, lineno=call.lineno)]

    def _called(self, named: nodes.Expr, place: _Place) -> nodes.Macro | None:
        """The macro that a name means: of this template, or of one that is imported."""
        if isinstance(named, nodes.Name):
            return place.own.get(named.name)
        if not isinstance(named, nodes.Getattr) or not isinstance(named.node, nodes.Name):
            return None
        template = self._aliases.get(named.node.name)
        return None if template is None else self._macros(template).get(named.attr)


_IMPORT = "_of_"


def _alias(template: str) -> str:
    """What a template is called where it is imported: no template of ours has such a name."""
    return f"{_IMPORT}{template.replace('.', '_')}"


def is_import(name: str) -> bool:
    """Whether a name in a template that was written out is that of another one."""
    return name.startswith(_IMPORT)


def _meant(node: nodes.Import | nodes.FromImport, module: nodes.Name) -> dict[str, nodes.Expr]:
    """What the names of an import mean, once its template is called ``module``."""
    if isinstance(node, nodes.Import):
        return {node.target: module}
    pairs = [name if isinstance(name, tuple) else (name, name) for name in node.names]
    return {alias: nodes.Getattr(module, name, "load", lineno=node.lineno) for name, alias in pairs}


def _replace_names(node: nodes.Node, meant: Mapping[str, nodes.Expr]) -> None:
    """Replaces names that are read below a node."""
    for key, value in node.iter_fields():
        if isinstance(value, list):
            setattr(node, key, [_replaced(one, meant) for one in value])
        else:
            setattr(node, key, _replaced(value, meant))


def _replaced(value: object, meant: Mapping[str, nodes.Expr]) -> object:
    if isinstance(value, nodes.Name) and value.ctx == "load" and value.name in meant:
        return _copied(meant[value.name])
    if isinstance(value, nodes.Node):
        own = _own_names(value) if isinstance(value, nodes.Macro) else set()
        _replace_names(value, {name: one for name, one in meant.items() if name not in own})
    return value


def _copies(body: Iterable[nodes.Node]) -> list[nodes.Node]:
    return [_copied(node) for node in body]


def _copied(node: _Node) -> _Node:
    """A tree of its own; the environment, which every node knows, is not copied."""
    made = copy(node)
    for key, value in node.iter_fields():
        if isinstance(value, list):
            setattr(made, key, [_copied(one) if isinstance(one, nodes.Node) else one for one in value])
        elif isinstance(value, nodes.Node):
            setattr(made, key, _copied(value))
    return made


def _own_names(macro: nodes.Macro) -> set[str]:
    """Its parameters, and what is set in it."""
    return {one.name for one in macro.find_all(nodes.Name) if one.ctx != "load"}


def _renamed(
    macro: nodes.Macro, constant: Mapping[str, nodes.Expr], number: int, lineno: int
) -> tuple[nodes.Macro, Mapping[str, str]]:
    """A copy with names of its own and the constants in it, and the new names by the old ones."""
    written = _copied(macro)
    _replace_names(written, constant)
    names = {name: f"{name}_{number}" for name in _own_names(written)}
    for node in written.find_all(nodes.Name):
        node.name = names.get(node.name, node.name)
    for statement in written.body:
        statement.set_lineno(lineno, override=True)
    return written, names


def _constants(macro: nodes.Macro, given: Mapping[str, nodes.Expr]) -> dict[str, nodes.Expr]:
    """The parameters that are constants, and nothing else within the macro."""
    changed = {one.name for one in macro.find_all(nodes.Name) if one.ctx == "store"}
    return {name: one for name, one in given.items() if is_constant(one) and name not in changed}


def _sets_names(body: Iterable[nodes.Node]) -> bool:
    """Whether statements set names, which would be known behind them if nothing were around them."""
    kinds = (nodes.Assign, nodes.AssignBlock)
    return any(isinstance(node, kinds) or any(node.find_all(kinds)) for node in body)


def _joined(body: Iterable[nodes.Node]) -> list[nodes.Node]:
    """The same with what is placed by one statement after another placed by one, so that words become one piece."""
    made: list[nodes.Node] = []
    for node in body:
        if made and isinstance(node, nodes.Output) and isinstance(made[-1], nodes.Output):
            made[-1] = nodes.Output([*made[-1].nodes, *node.nodes], lineno=made[-1].lineno)
        else:
            made.append(node)
    return made


def _calls_caller(one: nodes.Expr) -> bool:
    return isinstance(one, nodes.Call) and isinstance(one.node, nodes.Name) and one.node.name == "caller"


def _is_of_module(named: nodes.Expr) -> bool:
    return isinstance(named, nodes.Getattr)


def _may_be_written(macro: nodes.Macro, caller: _Called | None) -> bool:
    """Whether a macro takes what it names and no more, and places what it is called with as it is, and in no loop:
    that may be one of another loop."""
    loads = [one.name for one in macro.find_all(nodes.Name) if one.ctx == "load"]
    placed = sum(_calls_caller(one) for output in macro.find_all(nodes.Output) for one in output.nodes)
    looped = any(
        one.name == "caller" for loop in macro.find_all(nodes.For) for one in loop.find_all(nodes.Name)
    )
    return (
        _MORE.isdisjoint(loads)
        and loads.count("caller") == placed
        and (placed > 0) == (caller is not None)
        and not looped
    )


def _given(call: nodes.Call, macro: nodes.Macro) -> Sequence[nodes.Expr] | None:
    """What each parameter is set to; None where the call gives what has no parameter, or not enough."""
    names = [one.name for one in macro.args]
    keywords = {one.key: one.value for one in call.kwargs}
    if call.dyn_args or call.dyn_kwargs or len(call.args) > len(names):
        return None
    values: dict[str, nodes.Expr] = {}
    first_default = len(names) - len(macro.defaults)
    values |= dict(zip(names[first_default:], macro.defaults, strict=True))
    if not all(isinstance(one, nodes.Const) for one in values.values()):
        return None
    values |= dict(zip(names, call.args, strict=False))
    values |= keywords
    return [values[name] for name in names] if values.keys() == set(names) else None
