"""How page templates become Python: what is known beforehand is worked out once, as pages are made by the thousand."""

from __future__ import annotations

from collections.abc import MutableMapping
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.visitor import NodeTransformer

from servicebook.pages.rendering.lean import lean
from servicebook.pages.rendering.macros import MacroWriter, is_import
from servicebook.pages.rendering.placed import called, marked_up, once, placed, said

_TEXT = "text"
"""What templates call :func:`marked_up`."""
_PAGE = "page"
"""What templates call the view that they always get."""
_HEAD = f"from {placed.__module__} import placed, marked_up, said, called, once; "
"""Begins the first line of a template's Python; a line of its own would move those that errors are told by."""


class _Code(CodeGenerator):
    """Attributes of views are read as Python reads them: a view has what its template names, or that is an error.

    What is placed is escaped without making an object of it, and texts and macros are asked for by no detour.
    """

    _placing: nodes.Expr | None = None
    """What is just being placed: a text is then placed as it is, with no object made of it."""

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802 — Jinja's name
        if node.ctx == "load" and (node.name == _PAGE or is_import(node.name)):
            self.write(frame.symbols.ref(node.name))  # they are there: nobody needs to look each time
            return
        super().visit_Name(node, frame)

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 — Jinja's name
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if _is_text(node):
            self.write(f"{(said if node is self._placing else marked_up).__name__}(")
        elif _is_call(node, once.__name__):
            self.write(f"{once.__name__}(")
        elif _is_of_import(node) and not forward_caller:
            self.write(f"{called.__name__}(")
            self.visit(node.node, frame)
            self.write(", ")
        else:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self._arguments(node, frame)

    def _arguments(self, node: nodes.Call, frame: Frame) -> None:
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self._placing = node
        self.write("(" if _is_text(node) else f"{placed.__name__}(")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write(")")


class PageEnvironment(Environment):
    """Writes out macros (see :mod:`servicebook.pages.rendering.macros`) and the texts that have no parameters."""

    code_generator_class = _Code
    lean_templates: frozenset[str] = frozenset()
    """Those whose words are made shorter (see :mod:`servicebook.pages.rendering.lean`)."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template knows from the beginning: a plain mapping, as one is made of it for each page."""
        return {**self.globals, **(d or {})}

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        is_lean = name in self.lean_templates

        def imported(other: str) -> nodes.Template:
            return _with_texts(self._tree(other), is_lean)

        MacroWriter(imported).write_out(_with_texts(source, is_lean))
        source.set_environment(self)
        return _HEAD + super()._generate(source, name, filename, defer_init)

    def _tree(self, name: str) -> nodes.Template:
        assert self.loader is not None
        source, filename, _ = self.loader.get_source(self, name)
        return self._parse(source, name, filename)


def _with_texts(source: nodes.Template, is_lean: bool) -> nodes.Template:
    """The same tree with the texts that are known, and with the words of the template made shorter."""
    if is_lean:
        for said in source.find_all(nodes.TemplateData):
            said.data = lean(said.data)
    _Texts().visit(source)
    return source


def _is_text(node: nodes.Expr) -> bool:
    return _is_call(node, _TEXT)


def _is_call(node: nodes.Expr, name: str) -> bool:
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == name


def _is_of_import(node: nodes.Call) -> bool:
    """Whether it calls a macro of another template by nothing but what it places."""
    macro = node.node
    return (
        isinstance(macro, nodes.Getattr)
        and isinstance(macro.node, nodes.Name)
        and is_import(macro.node.name)
        and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    )


class _Texts(NodeTransformer):
    """Puts the texts themselves where they are looked up by a key alone."""

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802 — Jinja's name
        self.generic_visit(node, *args, **kwargs)
        if not _is_text(node) or node.kwargs:
            return node
        (key,) = node.args
        if isinstance(key, nodes.Const):
            return nodes.TemplateData(str(marked_up(key.value)), lineno=node.lineno)
        if isinstance(key, nodes.CondExpr) and key.expr2 is not None:
            choices = [nodes.Call(node.node, [one], [], None, None) for one in (key.expr1, key.expr2)]
            first, second = (self.visit_Call(one) for one in choices)
            return nodes.CondExpr(key.test, first, second, lineno=node.lineno)
        return node
