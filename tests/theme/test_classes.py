"""Classes: what the style sheets name is given to some element, and what elements are given means something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.support import REPOSITORY

from servicebook.model.colors import COLORS
from servicebook.pages.parts.handoffs import MAX_COLUMNS, MAX_ROWS
from servicebook.pages.parts.kept_words import CODES
from servicebook.problems import Severity

THEME = REPOSITORY / "theme" / "servicebook_theme"
MATERIALS = {"material", "in_site"}
"""Sheets that name classes which Material gives."""
LOOKS = ("ok", "warn", "off")
EFFECTS = ("closed", "delayed", "changed")
ROW_PARTS = ("name", "summary", "by", "promise", "state")

MADE = {
    "is-hue-": range(1, COLORS + 1),
    "is-cols-": range(2, MAX_COLUMNS + 1),
    "is-rows-": range(1, MAX_ROWS + 1),
    "is-col-": range(1, MAX_COLUMNS + 1),
    "is-row-": range(1, MAX_ROWS + 1),
    "is-": (*Severity, *LOOKS, *EFFECTS, *CODES.values()),
    "sb-row__": ROW_PARTS,
}
"""Names that templates and scripts put together: how they begin, and how they may go on."""
MEANT_FOR_OTHERS = {
    "sb-written-table",  # with a class a table is not wrapped by Material's script
    "sb-meant",  # an id
    "sb-meant-h",
    "sb-elsewhere",
    "sb-content",
}

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_TEXT = re.compile(r'"[^"]*"')
_OURS = re.compile(r"(?<![\w-])(?:sb|is)-[a-z0-9_-]*[a-z0-9]")
_BEGINNING = re.compile(r"(?<![\w-])((?:sb|is)-(?:[a-z0-9_-]*[-_])?)(?=\{\{|\$\{)")


def sheets(*, without: Iterable[str] = ()) -> str:
    files = [file for file in sorted((THEME / "assets" / "css").glob("*.css")) if file.stem not in without]
    return "\n".join(_TEXT.sub('""', _COMMENT.sub("", file.read_text(encoding="utf-8"))) for file in files)


def classes(css: str) -> set[str]:
    return set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", css))


def sources() -> Iterator[Path]:
    """Whatever gives elements their classes."""
    yield from THEME.rglob("*.html")
    yield from (THEME / "assets").glob("*.js")
    yield from (REPOSITORY / "generator").rglob("*.py")


def source() -> str:
    texts = [file.read_text(encoding="utf-8") for file in sources()]
    return "\n".join(_COMMENT.sub("", _JINJA_COMMENT.sub("", text)) for text in texts)


def made() -> set[str]:
    return {f"{beginning}{end}" for beginning, ends in MADE.items() for end in ends}


def test_each_class_of_the_style_sheets_is_given_to_something() -> None:
    words = set(re.findall(r"[A-Za-z_][\w-]*", source()))
    assert classes(sheets(without=MATERIALS)) - words - made() - {"no-js"} == set()


def test_names_that_are_put_together_are_those_that_this_test_knows() -> None:
    ids = {"sb-results-"}
    assert set(_BEGINNING.findall(source())) - ids == set(MADE)


def test_each_class_that_is_given_has_a_look_or_is_looked_for() -> None:
    given = set(_OURS.findall(source()))
    looked_for = set(re.findall(r"\.([a-z][\w-]*)", source())) | classes(sheets())
    assert (
        given - looked_for - made() - {f"{beginning}"[:-1] for beginning in MADE} - MEANT_FOR_OTHERS == set()
    )
