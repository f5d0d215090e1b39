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


@dataclass(frozen=True, slots=True)
class Use:
    """One text that is asked for: ``key`` is whole, or with ``is_prefix`` how all keys of a family begin.

    ``key`` is None where the code does not say it. ``parameters`` is None where they are not spelled out.
    """

    place: str
    key: str | None
    is_prefix: bool
    parameters: frozenset[str] | None


def in_python(folder: Path = GENERATOR) -> Iterator[Use]:
    """Every call of ``text(…)``, imported from the wording, and of ``wording.text(…)``."""
    for file in sorted(folder.rglob("*.py")):
        yield from in_module(file.read_text(encoding="utf-8"), str(file.relative_to(folder)))


def in_module(source: str, path: str) -> Iterator[Use]:
    """The uses in one module."""
    tree = ast.parse(source)
    is_imported = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "servicebook.wording"
        and any(name.name == FUNCTION for name in node.names)
        for node in ast.walk(tree)
    )
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_text(node.func, is_imported):
            place = f"{path}:{node.lineno}"
            names = [keyword.arg for keyword in node.keywords]
            spelled_out = None if None in names else frozenset(name for name in names if name is not None)
            for key, is_prefix in _keys(node.args[0]) if node.args else [(None, False)]:
                yield Use(place, key, is_prefix, spelled_out)


def _is_text(function: ast.expr, is_imported: bool) -> bool:
    if isinstance(function, ast.Name):
        return is_imported and function.id == FUNCTION
    return (
        isinstance(function, ast.Attribute)
        and function.attr == FUNCTION
        and isinstance(function.value, ast.Name)
        and function.value.id == "wording"
    )


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
