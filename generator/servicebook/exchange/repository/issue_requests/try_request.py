"""Tries what an issue asks for, in this copy of the repository, and keeps what came of it for the job that proposes it.

It has no right to write anywhere else. The text of the issue goes into a file and to ``servicebook apply``, and to no
shell.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from servicebook.exchange.repository.issue_requests.asked_issue import OUTCOME_FILE, asked_issue

MOST_SAID = 4_000
"""Characters of what a command complains of; more is left out."""


def command(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run a program, which sees its arguments as they are."""
    return subprocess.run(arguments, capture_output=True, check=False)


def git(*arguments: str) -> bytes:
    """What git says."""
    return subprocess.run(["git", *arguments], stdout=subprocess.PIPE, check=True).stdout


def names(*arguments: str) -> list[str]:
    """Paths that git lists."""
    return os.fsdecode(git(*arguments)).split("\0")[:-1]


def untracked() -> set[str]:
    """Files that no commit has: here, only what installing has left."""
    return set(names("ls-files", "--others", "--exclude-standard", "-z"))


def changed_files(before: set[str]) -> dict[str, dict[str, Any]]:
    """What differs from the commit, by path, as git would keep it: its text, None where it is gone or no text.

    ``before`` are the files that were untracked when it began.
    """
    new = untracked() - before
    files = {}
    for path in sorted({*names("diff", "--name-only", "--no-renames", "-z", "HEAD"), *new}):
        git("--literal-pathspecs", "add", "--", path)
        try:
            # not the file: git may keep it with other line ends
            text = git("cat-file", "blob", f":{path}").decode() if os.path.lexists(path) else None
        except UnicodeDecodeError:
            text = None
        files[os.fsencode(path).decode(errors="replace")] = {"text": text, "is_new": path in new}
    return files


def report_of(folder: Path) -> str:
    """What the change means, in Markdown; empty where nothing can be said of it."""
    file = folder / "changes.md"
    command("servicebook", "diff", "HEAD", "--format", "json", "--report", f"markdown={file}")
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def tried(text: str, folder: Path) -> dict[str, Any]:
    """What came of a request: ``answer`` is what ``servicebook apply`` says, None where it could not run."""
    file = folder / "issue.md"
    # half a character cannot be written: it becomes what JSON has for it, and is refused there
    file.write_bytes(text.encode("utf-8", "backslashreplace"))
    before = untracked()
    done = command("servicebook", "apply", file, "--format", "json")
    outcome: dict[str, Any] = {
        "commit": git("rev-parse", "HEAD").decode().strip(),
        "answer": None,
        "files": {},
        "report": "",
    }
    if done.returncode not in (0, 1):
        complaint = done.stderr.decode(errors="replace")[-MOST_SAID:]
        # on one line, which is ours: a host takes lines of a log for commands
        print(f"it could not be tried: {json.dumps(complaint)}")
        return outcome
    outcome["answer"] = json.loads(done.stdout)
    outcome["files"] = changed_files(before)
    if outcome["files"]:
        outcome["report"] = report_of(folder)
    return outcome


def kept() -> int:
    """Try it and keep what came of it in a folder; 1 where it could not be tried."""
    issue = asked_issue(os.environ)
    if not issue.is_request:
        print("the issue asks for no change of the catalog, or is closed")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        outcome = {"issue": issue.number, **tried(issue.text, Path(folder))}
    target = Path(os.environ["OUTCOME_FOLDER"])
    target.mkdir(parents=True, exist_ok=True)
    (target / OUTCOME_FILE).write_text(json.dumps(outcome), encoding="ascii")
    print(f"#{issue.number}: {len(outcome['files'])} files changed")
    return 1 if outcome["answer"] is None else 0


if __name__ == "__main__":
    sys.exit(kept())
