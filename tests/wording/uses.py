"""Where the code and the templates take a text from the tables: read from their syntax trees, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes
from tests.support import REPOSITORY

GENERATOR = REPOSITORY / "generator" / "servicebook"
TEMPLATES = REPOSITORY / "theme" / "servicebook_theme"
FUNCTION = "text"
FAMILIES = ("labels", "templates")
"""Functions that take all texts of an area."""


@dataclass(frozen=True, slots=True)
class Use:
    """One text that is asked for: ``key`` is whole, or with ``is_prefix`` how all keys of a family begin.

    ``key`` is None where the code does not spell it out. ``parameters`` is None where it does not spell these out.
    With ``is_data`` templates are handed on as they are, to a script that puts the parameters in.
    """

    place: str
    key: str | None
    is_prefix: bool
    parameters: frozenset[str] | None
    is_data: bool = False


def in_python(folder: Path = GENERATOR) -> Iterator[Use]:
    """Every call of ``text(…)``, imported from the wording, and of ``wording.text(…)``."""
    for file in sorted(folder.rglob("*.py")):
        yield from in_module(file.read_text(encoding="utf-8"), str(file.relative_to(folder)))


def in_module(source: str, path: str) -> Iterator[Use]:
    """The uses in one module."""
    tree = ast.parse(source)
    imported = {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "servicebook.wording"
        for name in node.names
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        place = f"{path}:{node.lineno}"
        if _name(node.func, imported) in FAMILIES:
            area = node.args[0]
            key = f"{area.value}." if isinstance(area, ast.Constant) else None
            is_data = _name(node.func, imported) == "templates"
            yield Use(place, key, is_prefix=True, parameters=frozenset(), is_data=is_data)
        elif _name(node.func, imported) == FUNCTION:
            names = [keyword.arg for keyword in node.keywords]
            spelled_out = None if None in names else frozenset(name for name in names if name is not None)
            for key, is_prefix in _keys(node.args[0]) if node.args else [(None, False)]:
                yield Use(place, key, is_prefix, spelled_out)


def _name(function: ast.expr, imported: set[str]) -> str | None:
    """Which of the wording's functions is called; None for any other."""
    if isinstance(function, ast.Name):
        return function.id if function.id in imported else None
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.attr if function.value.id == "wording" else None
    return None


def _keys(argument: ast.expr) -> Iterator[tuple[str | None, bool]]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value, False
    elif isinstance(argument, ast.IfExp):
        yield from _keys(argument.body)
        yield from _keys(argument.orelse)
    elif isinstance(argument, ast.JoinedStr) and isinstance(argument.values[0], ast.Constant):
        yield str(argument.values[0].value), True
    else:
        yield None, False


def in_templates(folder: Path = TEMPLATES) -> Iterator[Use]:
    """Every call of ``text(…)`` in the templates of pages."""
    for file in sorted(folder.rglob("*.html")):
        yield from in_template(file.read_text(encoding="utf-8"), str(file.relative_to(folder)))


def in_template(source: str, path: str) -> Iterator[Use]:
    """The uses in one template."""
    for call in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == FUNCTION:
            spelled_out = None if call.dyn_kwargs else frozenset(keyword.key for keyword in call.kwargs)
            for key, is_prefix in _template_keys(call.args[0]) if call.args else [(None, False)]:
                yield Use(f"{path}:{call.lineno}", key, is_prefix, spelled_out)


def _template_keys(argument: nodes.Expr) -> Iterator[tuple[str | None, bool]]:
    if isinstance(argument, nodes.Const):
        yield argument.value, False
    elif isinstance(argument, nodes.CondExpr) and argument.expr2 is not None:
        yield from _template_keys(argument.expr1)
        yield from _template_keys(argument.expr2)
    elif isinstance(argument, nodes.Concat) and isinstance(argument.nodes[0], nodes.Const):
        yield argument.nodes[0].value, True
    else:
        yield None, False
