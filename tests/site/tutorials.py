"""What written pages show: the files and commands in their fenced blocks, run in order in one folder.

A block after a line that ends with "`path.yml`:" is a file, which is written. In a block of the language ``console``
each line after ``$ `` is a command (a ``\\`` at its end continues it), and the lines below are what it prints; a line
``…`` stands for any number of lines. ``echo $?`` shows how the command before it ended; without it, it must end well.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.sites import DAY
from tests.support import run

FENCE = re.compile(r"(?:`([\w./-]+\.(?:yml|csv|json))`:\n\n)?^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A fenced block, and the file that the line before it ends with."""
LEFT_OUT = "…"
STATUS = ["echo", "$?"]
TIMELESS = {"schemas"}
"""Commands that do not depend on the day."""
PLAIN = {"cat", "git", "ls", "mkdir"}
"""Programs that are run besides our own."""
SOMEBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Ana Ruiz"), ("EMAIL", "ana.ruiz@example.org"))
} | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page: what it is written in, the file that it is (where one is named before it), its text."""

    file: str | None
    language: str
    text: str


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [Block(file or None, language, block) for file, language, block in FENCE.findall(text)]


def commands(block: Block) -> Iterator[tuple[list[str], list[str]]]:
    """The commands of a block with what they print."""
    for part in re.split(r"^\$ ", block.text.replace("\\\n", " "), flags=re.MULTILINE)[1:]:
        line, *printed = part.splitlines()
        yield shlex.split(line), printed


def fits(printed: str, shown: list[str]) -> bool:
    """Whether the shown lines are what was printed; a line with ``…`` stands for any number of lines."""
    parts = [re.escape(line) if line != LEFT_OUT else None for line in shown]
    pattern = "".join("(?:.*\n)*?" if part is None else f"{part}\n" for part in parts)
    return re.fullmatch(pattern, printed) is not None


@dataclass
class Walk:
    """Somebody who does what a page says: where they are, and how their last command ended."""

    folder: Path
    status: int = 0
    ran: list[str] = field(default_factory=list)

    def follow(self, page: list[Block]) -> None:
        """Write the files and run the commands; fails where something else happens than the page shows."""
        told = ""
        for block in page:
            if block.file:
                (self.folder / block.file).parent.mkdir(parents=True, exist_ok=True)
                (self.folder / block.file).write_text(block.text, encoding="utf-8")
            for command, shown in commands(block) if block.language == "console" else ():
                if command != STATUS:
                    assert self.status == 0, f"ended with {self.status}, and the page does not say so: {told}"
                printed = self.printed(command)
                told = f"{shlex.join(command)} printed\n{printed}"
                assert fits(printed, shown), told
        assert self.status == 0, told

    def printed(self, command: list[str]) -> str:
        """What a command prints."""
        program, *arguments = command
        self.ran.append(" ".join(command[:2]))
        if command == STATUS:
            status, self.status = self.status, 0
            return f"{status}\n"
        if program == "cd":
            (there,) = arguments
            self.folder = self.folder / there
            return ""
        if program == "servicebook":
            day = [] if arguments[0] in TIMELESS else ["--today", DAY]
            done = run(*arguments, *day, cwd=self.folder)
        else:
            assert program in PLAIN, program
            done = subprocess.run(
                command,
                cwd=self.folder,
                env={**os.environ, **SOMEBODY},
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
        self.status = done.returncode
        return (done.stdout + done.stderr).replace("\r\n", "\n")
