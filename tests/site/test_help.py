"""What the help pages show is what happens: their files are written, their commands run, their output compared."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from tests.sites import DAY, copy_of_example
from tests.support import REPOSITORY, run_process

HELP = REPOSITORY / "site_config" / "pages" / "help"
FENCE = re.compile(r"(?:`([\w./-]+\.yml)`:\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A fenced block, and the file that the line before it ends with."""
LEFT_OUT = "…"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page: what it is written in, the file that it is (where one is named before it), its text."""

    file: str | None
    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [Block(file or None, language, text) for file, language, text in FENCE.findall(page.read_text())]


def commands(block: Block) -> Iterator[tuple[list[str], list[str]]]:
    """The commands of a block with what they print."""
    for part in block.text.split("$ ")[1:]:
        line, *printed = part.splitlines()
        yield shlex.split(line), printed


def fits(printed: str, shown: list[str]) -> bool:
    """Whether the shown lines are what was printed; a line with ``…`` stands for any number of lines."""
    parts = [re.escape(line) if line != LEFT_OUT else None for line in shown]
    pattern = "".join("(?:.*\n)*?" if part is None else f"{part}\n" for part in parts)
    return re.fullmatch(pattern, printed) is not None


@pytest.mark.parametrize("page", ["writing"])
def test_a_page_shows_what_happens(tmp_path: Path, page: str) -> None:
    root = copy_of_example(tmp_path / "house")
    assert [block.file for block in blocks(HELP / f"{page}.md") if block.file]
    ran = 0
    for block in blocks(HELP / f"{page}.md"):
        if block.file:
            (root / block.file).write_text(block.text, encoding="utf-8")
        if block.language != "console":
            continue
        for (program, command, *arguments), shown in commands(block):
            assert program == "servicebook"
            done = run_process(command, *arguments, "--root", str(root), "--today", DAY)
            assert fits(done.stdout, shown), f"{command} {arguments} printed\n{done.stdout}{done.stderr}"
            ran += 1
    assert ran > 0
    done = run_process("check", "--root", str(root), "--today", DAY)
    assert "plant-care" not in done.stdout
    assert done.returncode == 0


def test_output_that_differs_is_seen() -> None:
    assert fits("a\nb\nc\n", ["a", LEFT_OUT])
    assert fits("a\nb\nc\n", [LEFT_OUT, "b", LEFT_OUT])
    assert not fits("a\nb\nc\n", ["a", "c"])
    assert not fits("a\nb\nc\n", ["b", LEFT_OUT])


@pytest.mark.parametrize("page", sorted(page.stem for page in HELP.glob("*.md")))
def test_every_piece_of_yaml_can_be_read(page: str) -> None:
    for block in blocks(HELP / f"{page}.md"):
        if block.language == "yaml":
            assert yaml.safe_load(block.text) is not None, block.text
