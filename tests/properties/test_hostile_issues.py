"""Whoever writes an issue reaches one value of the catalog by it, and runs nothing: hostile requests at each host."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.request_flows import HOSTS, NUMBER, Flow, flow_at, issue_text, repositories_in
from tests.kills import tree
from tests.requests.test_hostile import APPLIED, FILES, REFUSED
from tests.support import SMALL, make_catalog

NO_TEXT = {"not-utf8", "utf16"}
"""Requests that are no text, which an issue always is."""
AT_BOTH = {"shell-in-object", "no-block", "two-blocks", "traversal-to-workflow", "huge", "half-a-character"}
"""Those refused at both hosts: the job that refuses them is the same."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Repositories as ``servicebook init`` writes them, by host."""
    return repositories_in(tmp_path_factory.mktemp("written"))


@pytest.fixture
def flow(request: pytest.FixtureRequest, written: Path, tmp_path: Path, warm: Path) -> Iterator[Flow]:
    """A small repository, with the scripts of one that was written for the host."""
    make_catalog(tmp_path / "hosted", FILES, base=SMALL)
    with flow_at(request.param, written / request.param, tmp_path, warm) as made:
        yield made


def text_of(file: Path) -> str:
    """A hostile request as the text of an issue."""
    text = file.read_bytes().decode("utf-8", "replace")
    return text if file.suffix == ".md" else issue_text(text)


def working_tree(flow: Flow) -> dict[str, object]:
    """All files of the copy, without what git keeps of them."""
    return {path: entry for path, entry in tree(flow.clone).items() if path.partition("/")[0] != ".git"}


def cases(files: list[Path], hosts_of: Callable[[str], tuple[str, ...]]) -> list[Any]:
    return [
        pytest.param(host, file, id=f"{host}-{file.stem}")
        for file in files
        if file.stem not in NO_TEXT
        for host in hosts_of(file.stem)
    ]


@pytest.mark.parametrize(
    ("flow", "file"),
    cases(REFUSED, lambda name: HOSTS if name in AT_BOTH else HOSTS[:1]),
    indirect=["flow"],
)
def test_a_hostile_request_is_refused_on_the_issue_and_reaches_nothing(flow: Flow, file: Path) -> None:
    before = working_tree(flow), flow.host.git("rev-parse", "main")
    answer = flow.go(text_of(file), labels=[{"name": "change-request", "title": "change-request"}])
    assert answer.startswith(
        "<!-- servicebook request -->\n**This cannot be done as it stands**, so nothing was "
    )
    assert (working_tree(flow), flow.host.git("rev-parse", "main")) == before
    assert flow.branches() == {"refs/heads/main"} and flow.host.requests == []
    assert len(flow.host.wrote()) == 1  # the answer
    assert "@" not in answer and "\n/" not in answer and answer.count("<!--") == 1


@pytest.mark.parametrize(("flow", "file"), cases(APPLIED, lambda _: HOSTS), indirect=["flow"])
def test_hostile_words_of_a_request_stay_words(flow: Flow, file: Path) -> None:
    answer = flow.go(text_of(file))
    assert "**This can be done**" in answer
    assert flow.branches() == {"refs/heads/main", f"refs/heads/request/{NUMBER}"}
    changed = flow.host.git("diff", "--name-only", "main", f"request/{NUMBER}").splitlines()
    assert len(changed) == 1 and changed[0].startswith("catalog/")
    # the branch has, byte for byte, what was tried
    proposed = flow.host.git("cat-file", "blob", f"request/{NUMBER}:{changed[0]}")
    assert proposed == (flow.clone / changed[0]).read_text(encoding="utf-8").strip()
    assert "@" not in answer and "\n/" not in answer and answer.count("<!--") == 1
    body = flow.body_of(flow.host.requests[0])
    assert re.findall(r"(?<!&)#\d+", body) == [f"#{NUMBER}"] and "@" not in body
