"""Who was away, and what calendars say besides who is on duty, is in no byte of the site, of exports and of digests."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.rotas import event, rota
from tests.sites import build_well, contents
from tests.support import IT, SMALL, run, write

from servicebook.exchange.catalog_formats import EXPORTERS

PLANTED = {
    "catalog/absences.yml": (
        "# plantedreason\n"
        "- {person: ana, from: 2026-08-03, until: 2026-08-21, stands_in: ben}\n"
        "- {person: ana, from: 2026-08-31, until: 2026-09-12, stands_in: ben}\n"
    ),
    f"{IT}/rotas/lead.ics": rota(
        event("ana", "20260831T090000", "20260906T230000", "DESCRIPTION:plantedreason", "LOCATION:plantedplace"),
        event("ben plantedswap", "20260906T230000", "20260914T090000", uid="planteduid"),
        head="X-WR-CALNAME:plantedname\n",
    ),
}  # fmt: skip
OVER = ("2026-08-03", "2026-08-21", "3 aug", "21 aug")
NEVER = (*OVER, "plantedreason", "plantedplace", "plantedswap", "plantedname", "planteduid")
NAMED = ("2026-08-31", "2026-09-12", "31 aug", "12 sep", "6 sep")


def git(root: Path, *args: str, day: str) -> None:
    stamp = f"{day}T09:00:00Z"
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *args],
        cwd=root,
        check=True,
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp},
    )


@pytest.fixture(scope="module", params=["full", "roles-only"])
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Mapping[str, bytes]]:
    """All that is made of a catalog in which an absence was added a month ago; and who may be shown."""
    folder = tmp_path_factory.mktemp(request.param)
    people = f"name: Fern\npeople: {request.param}\n"
    root = write(folder / "root", {**SMALL, "site_config/organization.yml": people})
    git(root, "init", "-q", day="2026-07-01")
    git(root, "add", ".", day="2026-07-01")
    git(root, "commit", "-qm", "Begin", day="2026-07-01")
    write(root, PLANTED)
    git(root, "add", ".", day="2026-08-01")
    git(root, "commit", "-qm", "Say who is away", day="2026-08-01")
    made = dict(contents(build_well(root, folder / "site", "--today", "2026-09-01")))
    for name in EXPORTERS:
        target = folder / "exports" / name
        done = run("export", name, "--root", str(root), "--output", str(target), "--today", "2026-09-01")
        assert done.returncode == 0, done.stderr
    made |= contents(folder / "exports")
    digest = run("digest", "--since", "2026-07-02", "--root", str(root), "--today", "2026-09-01")
    assert digest.returncode == 0, digest.stderr
    diff = run("diff", "HEAD~1", "--root", str(root), "--format", "json", "--today", "2026-09-01")
    assert diff.returncode == 0, diff.stderr
    return request.param, {**made, "digest": digest.stdout.encode(), "diff": diff.stdout.encode()}


def found(made: Mapping[str, bytes], words: tuple[str, ...]) -> set[str]:
    """The words that are in any file."""
    texts = [content.decode("utf-8", errors="replace").casefold() for content in made.values()]
    return {word for word in words if any(word in text for text in texts)}


def test_what_is_over_and_what_calendars_say_besides_is_nowhere(
    published: tuple[str, Mapping[str, bytes]],
) -> None:
    assert found(published[1], NEVER) == set()


def test_where_nobody_is_named_no_day_of_an_absence_or_rota_is_anywhere(
    published: tuple[str, Mapping[str, bytes]],
) -> None:
    people, made = published
    shown = found(made, NAMED)
    assert shown == set() if people == "roles-only" else {"12 sep", "6 sep"} <= shown


def test_that_somebody_stands_in_is_told(published: tuple[str, Mapping[str, bytes]]) -> None:
    people, made = published
    page = made["roles/it/lead/index.html"].decode()
    assert ("Somebody stands in at the moment." in page) == (people == "roles-only")
    assert ("(Ana is away)" in page) == (people == "full")
