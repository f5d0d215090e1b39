"""Choices in templates that are made when these are compiled, since what they depend on is known by then."""

from __future__ import annotations

from jinja2 import nodes


def is_constant(one: nodes.Expr) -> bool:
    """Whether it is known when a template is compiled."""
    return isinstance(one, (nodes.Const, nodes.TemplateData))


def chosen(node: nodes.If) -> list[nodes.Node] | None:
    """What is left of a choice by a constant; None where it stays one."""
    assert isinstance(node.test, nodes.Expr)
    node.test = _tested(node.test)
    if not is_constant(node.test):
        return None
    if _is_true(node.test):
        return node.body
    if not node.elif_:
        return node.else_
    first, *others = node.elif_
    return [nodes.If(first.test, first.body, others, node.else_, lineno=first.lineno)]


def _tested(test: nodes.Expr) -> nodes.Expr:
    """A condition that holds whenever another one does, with no constant in it but where it is one."""
    if isinstance(test, nodes.Not):
        inner = _tested(test.node)
        return (
            nodes.Const(not _is_true(inner)) if is_constant(inner) else nodes.Not(inner, lineno=test.lineno)
        )
    if isinstance(test, (nodes.And, nodes.Or)):
        sides = [_tested(test.left), _tested(test.right)]
        decides = isinstance(test, nodes.Or)
        for side, other in (sides, sides[::-1]):
            if is_constant(side):
                return side if _is_true(side) is decides else other
        return type(test)(*sides, lineno=test.lineno)
    return test


def _is_true(constant: nodes.Expr) -> bool:
    return bool(constant.data if isinstance(constant, nodes.TemplateData) else constant.as_const())
