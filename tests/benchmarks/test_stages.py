"""Where the time of a build goes is said by stage."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

import servicebook
from benchmarks.stages import IMPORT, Looks, named, stage_of, table
from servicebook.pages import department
from servicebook.publishing import data_files, page_files, writer
from servicebook.rules import RULES
from servicebook.search import entries
from servicebook.source import tree
from servicebook_theme import material


@pytest.mark.parametrize(
    ("path", "stage"),
    [
        (tree.__file__, "read"),
        (
            sys.modules[RULES[0].__module__].__file__
            if hasattr(RULES[0], "__module__")
            else RULES[0].__file__,
            "rules",
        ),
        (department.__file__, "view of department"),
        (entries.__file__, "search"),
        (str(Path(material.__file__).parent / "pages" / "department.html"), "template of department"),
        (str(Path(material.__file__).parent / "main.html"), "frame"),
        (data_files.__file__, "data"),
        (page_files.__file__, "write"),
        (writer.__file__, "write"),
        ("<frozen importlib._bootstrap>", IMPORT),
        (servicebook.__file__, None),
        (__file__, None),
    ],
)
def test_a_file_belongs_to_a_stage(path: str, stage: str | None) -> None:
    assert named(path) == stage


@pytest.mark.parametrize(
    ("callers", "stage"),
    [
        ([], "else"),
        (["MkDocs", "write", "view of service", "analysis"], "view of service"),
        (["MkDocs", "write"], "write"),
        (["search", "view of service"], "search"),
        (["read", "check"], "check"),
        (["model", "rules", "analysis"], "rules"),
        (["view of service", "rules", IMPORT], IMPORT),
    ],
)
def test_the_outermost_stage_counts(callers: list[str], stage: str) -> None:
    assert stage_of(iter(callers)) == stage


def test_all_processor_time_is_of_some_stage() -> None:
    began = time.process_time()
    looks = Looks(began)
    with looks.on():
        compiled = compile("while clock() < until: pass", entries.__file__, "exec")
        exec(compiled, {"clock": time.process_time, "until": time.process_time() + 0.3})
        used = time.process_time() - began
    assert sum(looks.seconds.values()) >= used
    assert max(looks.seconds, key=looks.seconds.__getitem__) == "search"


def test_pages_beyond_the_longest_are_added_up() -> None:
    seconds = {
        "search": 1.0,
        "view of service": 5.0,
        "view of role": 2.0,
        "view of faqs": 1.5,
        "template of role": 0.5,
    }
    assert table(seconds, top=1).splitlines()[2:] == [
        "| view of service | 5.00 s | 50 % |",
        "| views of other pages | 3.50 s | 35 % |",
        "| search | 1.00 s | 10 % |",
        "| templates of other pages | 0.50 s | 5 % |",
        "| all | 10.00 s | |",
    ]
