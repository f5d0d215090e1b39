"""How seriously a catalog takes its changes, as ``rules.yml`` says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.git_repository import commit
from tests.support import IT, REPOSITORY, SMALL, make_catalog, opened, run, write

from servicebook.change_codes import CHANGE_CODES
from servicebook.comparing.changes import Effect
from servicebook.comparing.codes import OBJECTS
from servicebook.documents.kinds import KINDS

REPAIR = f"{IT}/services/repair.yml"
DAY = ("--today", "2026-09-01")


def compared(root: Path, rules: str, *args: str) -> tuple[int, Any]:
    """The exit status and the changes of a service with other words, with such rules."""
    make_catalog(root, {"site_config/rules.yml": rules}, base=SMALL)
    commit(root)
    write(root, {REPAIR: SMALL[REPAIR].replace("We mend it.", "We do.")})
    done = run("diff", "HEAD", "--root", str(root), "--format", "json", *args, *DAY)
    return done.returncode, json.loads(done.stdout)["changes"]


def test_what_is_off_is_left_out(tmp_path: Path) -> None:
    assert compared(tmp_path, "severities: {text-changed: 'off'}\n", "--fail-on", "any") == (0, [])


@pytest.mark.parametrize(
    ("fail_on", "status"), [("never", 0), ("weakened", 1), ("broken-chain", 1), ("any", 1)]
)
def test_an_error_fails_whatever_else_is_asked_for(tmp_path: Path, fail_on: str, status: int) -> None:
    code, [change] = compared(tmp_path, "severities: {text-changed: error}\n", "--fail-on", fail_on)
    assert (code, change["level"]) == (status, "error")


def test_a_code_that_nothing_has_is_an_error(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {"site_config/rules.yml": "severities: {text-chnged: error}\n"}, base=SMALL)
    [problem] = opened(root).problems
    assert problem.code == "bad-value"
    assert problem.hint is not None and "text-changed" in problem.hint


def test_every_code_that_is_given_can_have_a_severity() -> None:
    """As far as the code is written as a text; the others are made of the effects and kinds listed here."""
    folder = REPOSITORY / "generator" / "servicebook" / "comparing"
    sources = "\n".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    given = set(re.findall(r'(?:code=|Meaning\()"([a-z-]+)"', sources)) - {"promise", "calendar"}
    assert given > {"owner-changed", "address-lost"}
    given |= {f"{kind.name}-{end}" for kind in KINDS if kind.name != "results" for end in OBJECTS.values()}
    given |= {
        f"{what}-{effect.value}" for what in ("chain", "journey") for effect in (Effect.BROKEN, Effect.MENDED)
    }
    promised = (Effect.TIGHTENED, Effect.WEAKENED, Effect.INCOMPARABLE, Effect.CHANGED, Effect.REWORDED)
    given |= {f"{what}-{effect.value}" for what in ("promise", "calendar") for effect in promised}
    assert given <= CHANGE_CODES
