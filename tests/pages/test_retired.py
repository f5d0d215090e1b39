"""The page of a retired service says so, since when, and what to use instead; nobody is invited to ask for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.git_repository import commit, git
from tests.pages.rendering import body_at
from tests.support import IT, SMALL, make_catalog, opened, write

from servicebook.loading.retired_since import retired_since
from servicebook.pages.rendering.context import render_context

REPAIR = f"{IT}/services/repair.yml"
OTHER = {f"{IT}/services/print.yml": "name: Printing\nsummary: We print.\n"}


def body(root: Path) -> str:
    loaded = opened(root)
    return body_at(
        render_context(loaded, retired_since=retired_since(root, loaded.catalog)), "services/it/repair/"
    )


def test_it_says_since_when_and_what_else_the_department_offers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_catalog(tmp_path, OTHER, base=SMALL)
    commit(root)
    live = body(root)
    assert "been retired" not in live and 'id="ask"' in live and 'id="promise"' in live
    write(root, {REPAIR: SMALL[REPAIR] + "lifecycle: retired\nprerequisites: [The device]\n"})
    commit(root)
    write(
        root,
        {REPAIR: SMALL[REPAIR] + "lifecycle: retired\nprerequisites: [The device]\naliases: [mending]\n"},
    )
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2031-03-04T12:00:00Z")
    git(root, "commit", "--quiet", "--all", "--message", "later")
    assert retired_since(root, opened(root).catalog)["it/repair"].year != 2031
    page = body(root)
    assert "This service has been retired.</b> It was retired on " in page
    assert "../../it/print/" in page and "find/?q=Repair" in page
    assert 'id="ask"' not in page and 'id="promise"' not in page and 'id="when"' not in page
    assert 'id="ready"' not in page and "data-open-now" not in page


def test_what_replaces_it_is_all_that_it_offers(tmp_path: Path) -> None:
    retired = {REPAIR: SMALL[REPAIR] + "lifecycle: retired\nreplaced_by: it/print\n"}
    page = body(make_catalog(tmp_path, {**OTHER, **retired}, base=SMALL))
    assert "Use <a" in page and "sb-rows" not in page and "It was retired on" not in page


def test_a_service_that_was_offered_again_is_retired_since_the_last_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_catalog(tmp_path, OTHER, base=SMALL)
    commit(root)
    for lifecycle, day in (("retired", "2020-01-01"), ("live", "2021-01-01"), ("retired", "2022-01-01")):
        write(root, {REPAIR: SMALL[REPAIR] + f"lifecycle: {lifecycle}\n"})
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00Z")
        git(root, "commit", "--quiet", "--all", "--message", "x")
    assert retired_since(root, opened(root).catalog)["it/repair"].isoformat() == "2022-01-01"
