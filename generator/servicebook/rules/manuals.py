"""The manual page of each rule: the docstring of its module."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from types import ModuleType
from typing import cast

from servicebook.rules import BY_CODE


@cache
def manual_of(code: str) -> str:
    """The whole page, whose first line is its title; empty for codes that are not of rules."""
    rule = BY_CODE.get(code)
    if rule is None:
        return ""
    if rule.__doc__ is not None:
        return rule.__doc__
    # Python leaves docstrings out where it is told to optimize (-OO); the source has them
    source = inspect.getsource(cast(ModuleType, rule))
    return ast.get_docstring(ast.parse(source), clean=False) or ""
