"""What changed, in a whole site: pages and feeds that lead somewhere, are the same each time, and name nobody."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from tests.git_repository import commit, git
from tests.sites import MISSING, build_well, contents, dead_addresses, pages_of
from tests.support import HR, IT, SMALL, write

from servicebook.comparing.kept_history import keep_commits, known_commits
from servicebook.source.kept_file import CACHE

ATOM = "{http://www.w3.org/2005/Atom}"
REPAIR = f"{IT}/services/repair.yml"
WORDS = (
    "goneplant", "quastenflosser", "plantmail", "planthub", "actingplant", "xantippel", "writerplant", "subjectplant",
)  # fmt: skip
"""Planted in names, ids and addresses of people, in texts about them, and in what git knows of commits."""
MKDOCS = "site_name: Fern\ndocs_dir: site_config/pages\ntheme: {name: servicebook}\nplugins: [servicebook]\n"
PEOPLE = {
    "goneplant": {
        "name": "Zeb Quastenflosser",
        "email": "zq.plantmail@example.org",
        "handles": {"github": "planthub"},
    },
    "actingplant": {"name": "Wil Xantippel"},
}


def commits(root: Path, people: str, *, address: str = "") -> Path:
    """A catalog to which much has happened; in the end one person has left and one service is gone."""
    steps: list[dict[str, str]] = [
        {
            **SMALL,
            "site_config/organization.yml": f"name: Fern\nzone: Europe/Berlin\npeople: {people}\n",
            "catalog/people.yml": json.dumps({**PEOPLE, "ana": {"name": "Ana"}, "ben": {"name": "Ben"}}),
            f"{IT}/roles.yml": "lead: {title: Lead, holders: [goneplant], deputies: [actingplant]}\n",
            f"{HR}/services/advice.yml": "name: Advice\nsummary: We advise.\n",
            "mkdocs.yml": f"{MKDOCS}site_url: '{address}'\n",
            "site_config/pages/note.md": "# Note\n",
        },
        {
            REPAIR: SMALL[REPAIR].replace("4 hours", "8 hours")
            + "description: Ask [Zeb Quastenflosser](person:goneplant), zq.plantmail@example.org.\n"
            "prerequisites: ['Call Zeb Quastenflosser', 'Write to planthub']\n",
            f"{IT}/roles.yml": (
                "lead: {title: Lead, holders: [{person: actingplant, interim: true}], deputies: [goneplant]}\n"
            ),
        },
        {
            REPAIR: SMALL[REPAIR] + "prerequisites: [Your laptop]\n",
            f"{IT}/roles.yml": "lead: {title: Lead, holders: [actingplant]}\nclerk: {title: Clerk, holders: [ana]}\n",
            f"{IT}/services/loan.yml": "name: Loan & <b>lend</b>\nsummary: Devices.\n",
            "catalog/people.yml": json.dumps(
                {
                    **PEOPLE,
                    "goneplant": {**PEOPLE["goneplant"], "left_on": "2026-03-07"},
                    "ana": {"name": "Ana"},
                    "ben": {"name": "Ben"},
                }
            ),
        },
    ]
    for number, files in enumerate(steps, start=1):
        write(root, files)
        if number == 1:
            git(root, "init", "--quiet")
        git(root, "add", "--all", ".")
        git(
            root,
            *("-c", "user.name=Writerplant", "-c", "user.email=writerplant@example.org"),
            *("commit", "--quiet", "--message", f"Subjectplant {number}"),
            at=f"2026-03-0{number}T23:30:00+01:00",
        )
    (root / f"{HR}/services/advice.yml").unlink()
    commit(root, at="2026-03-09T08:00:00-05:00")
    return root


@pytest.fixture(scope="module", params=["full", "roles-only"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Path]:
    """Who may be shown, the repository, and its site."""
    folder = tmp_path_factory.mktemp(request.param)
    root = commits(folder / "root", request.param, address="https://example.org/house/")
    return request.param, root, build_well(root, folder / "site")


def feeds(site: Path) -> Mapping[str, ET.Element]:
    return {
        file.relative_to(site).as_posix(): ET.fromstring(file.read_bytes())
        for file in sorted(site.rglob("changes/feed.xml"))
    }


def one(element: ET.Element, tag: str) -> str:
    (found,) = element.findall(f"{ATOM}{tag}")
    assert found.text
    return found.text


def test_pages_say_what_changed_by_day_the_newest_first(made: tuple[str, Path, Path]) -> None:
    page = (made[2] / "changes/index.html").read_text(encoding="utf-8")
    days = re.findall(r'<time datetime="(2026-[\d-]+)">', page)
    assert days[:3] == ["2026-03-09", "2026-03-03", "2026-03-02"]
    assert "First reply: 8 hours → 4 hours" in page and "4 hours earlier" in page
    assert "The catalog began on 1 Mar 2026." in page
    assert "Loan &amp; &lt;b&gt;lend&lt;/b&gt;" in page


def test_pages_of_services_and_departments_lead_to_theirs(made: tuple[str, Path, Path]) -> None:
    site = made[2]
    for path, changes in (
        ("services/it/repair/", "../../it/repair/changes/"),
        ("departments/it/", "../it/changes/"),
    ):
        page = (site / path / "index.html").read_text(encoding="utf-8")
        assert f'href="{changes}"' in page
        assert re.findall("last on [^,<]*", page) == ["last on 3 Mar 2026"]
        assert "its promise on 3 Mar 2026" in page
    own = (site / "services/it/repair/changes/index.html").read_text(encoding="utf-8")
    assert '<link rel="alternate feed" type="application/atom+xml"' in own
    assert not (site / "services/hr/advice/changes").exists()


def test_every_address_leads_somewhere(made: tuple[str, Path, Path]) -> None:
    site = made[2]
    # the page for what is not there is shown anywhere, so that its addresses begin at the server's root
    pages = {path: page for path, page in pages_of(site).items() if path != MISSING}
    assert dead_addresses(pages, site).dead == []


def test_nobody_is_named_who_may_not_be(made: tuple[str, Path, Path]) -> None:
    people, root, site = made
    told = {
        name: content.decode(errors="replace").casefold()
        for name, content in contents(site).items()
        if "changes" in name
    } | {"kept": (root / ".servicebook/cache/history.json").read_text().casefold()}
    assert len(told) > 8
    hidden = WORDS if people == "roles-only" else (*WORDS[:4], *WORDS[6:])
    assert [f"{name}: {word}" for name, text in told.items() for word in hidden if word in text] == []
    everywhere = {name: c.decode(errors="replace").casefold() for name, c in contents(site).items()}
    assert [
        f"{name}: {word}" for name, text in everywhere.items() for word in WORDS[6:] if word in text
    ] == []


def test_what_was_kept_is_not_trusted_to_name_only_who_may_be_named(tmp_path: Path) -> None:
    root = commits(tmp_path / "root", "full")
    build_well(root, tmp_path / "first")
    forged = [
        replace(
            past,
            changes=tuple(
                replace(
                    change, what="Ask Zeb Quastenflosser", name="Planthub", more=("zq.plantmail@example.org",)
                )
                for change in past.changes
            ),
        )
        for past in known_commits(root).values()
    ]
    assert forged
    keep_commits(root, forged)
    site = contents(build_well(root, tmp_path / "second"))
    told = b"".join(content for name, content in site.items() if "changes" in name).lower()
    assert not [word for word in (b"quastenflosser", b"planthub", b"plantmail") if word in told]


def test_what_somebody_has_committed_of_the_past_is_not_believed(tmp_path: Path) -> None:
    root = commits(tmp_path / "root", "full")
    build_well(root, tmp_path / "first")
    known = known_commits(root)
    assert known
    (root / CACHE / ".gitignore").unlink()
    git(root, "add", CACHE.as_posix())
    assert not known_commits(root)
    git(root, "rm", "-r", "--cached", CACHE.as_posix())
    assert known_commits(root) == known


def test_feeds_are_valid(made: tuple[str, Path, Path]) -> None:
    """What RFC 4287 asks of a feed and its entries: one id, title and moment each, an author, absolute addresses."""
    found = feeds(made[2])
    assert {
        "changes/feed.xml",
        "departments/it/changes/feed.xml",
        "services/it/repair/changes/feed.xml",
    } <= set(found)
    for path, feed in found.items():
        assert feed.tag == f"{ATOM}feed"
        assert one(feed.findall(f"{ATOM}author")[0], "name") == "Fern"
        links = {link.get("rel"): link.get("href", "") for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == f"https://example.org/house/{path}"
        assert links["alternate"] == links["self"].removesuffix("feed.xml")
        entries = feed.findall(f"{ATOM}entry")
        for element in (feed, *entries):
            assert urlsplit(one(element, "id")).scheme == "urn"
            assert one(element, "title").strip()
            assert datetime.fromisoformat(one(element, "updated")).utcoffset() is not None
            assert one(element, "updated").endswith("Z")
        ids = [one(entry, "id") for entry in entries]
        assert len(set(ids)) == len(ids) > 0
        moments = [one(entry, "updated") for entry in entries]
        assert moments == sorted(moments, reverse=True)
        assert one(feed, "updated") == moments[0]
        for entry in entries:
            assert entry.find(f"{ATOM}content") is not None
            (link,) = entry.findall(f"{ATOM}link")
            assert link.get("rel") == "alternate"


def test_what_feeds_link_to_is_there(made: tuple[str, Path, Path]) -> None:
    site = made[2]
    hrefs = {link.get("href", "") for feed in feeds(site).values() for link in feed.iter(f"{ATOM}link")}
    for href in hrefs:
        path = href.removeprefix("https://example.org/house/").partition("#")[0]
        assert not path.startswith("http"), href
        assert (site / path).is_file() or (site / path / "index.html").is_file(), href


def test_an_entry_keeps_its_id_wherever_the_site_lies(made: tuple[str, Path, Path], tmp_path: Path) -> None:
    root = tmp_path / "moved"
    shutil.copytree(made[1], root)
    config = (root / "mkdocs.yml").read_text().replace("https://example.org/house/", "")
    (root / "mkdocs.yml").write_text(config)
    moved = feeds(build_well(root, tmp_path / "site"))
    here = feeds(made[2])
    assert moved.keys() == here.keys()
    for path, feed in moved.items():
        assert [one(entry, "id") for entry in feed.findall(f"{ATOM}entry")] == [
            one(entry, "id") for entry in here[path].findall(f"{ATOM}entry")
        ]
        for link in feed.iter(f"{ATOM}link"):
            target = urlsplit(urljoin(f"https://x.example/{path}", link.get("href", ""))).path.lstrip("/")
            assert (tmp_path / "site" / target).exists(), link.get("href")


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> Iterator[str]:
    yield from (name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_the_same_commit_gives_the_same_bytes_with_what_was_kept_and_without(
    made: tuple[str, Path, Path], tmp_path: Path
) -> None:
    _, root, site = made
    kept = root / ".servicebook/cache/history.json"
    assert kept.exists()
    again = contents(build_well(root, tmp_path / "again"))
    kept.unlink()
    anew = contents(build_well(root, tmp_path / "anew"))
    unlike = {*differing(contents(site), again), *differing(again, anew)}
    assert unlike - {"sitemap.xml", "sitemap.xml.gz"} == set()


@pytest.mark.parametrize("without", ["git", "history"])
def test_without_git_or_where_it_is_switched_off_nothing_leads_to_it(tmp_path: Path, without: str) -> None:
    root = commits(tmp_path / "root", "full")
    if without == "git":
        shutil.rmtree(root / ".git")
    else:
        config = (root / "mkdocs.yml").read_text().replace("[servicebook]", "[servicebook: {history: false}]")
        (root / "mkdocs.yml").write_text(config)
    site = contents(build_well(root, tmp_path / "site"))
    assert not [name for name in site if "changes" in name]
    assert not [name for name, content in site.items() if name.endswith(".html") and b"changes/" in content]
    assert not (root / ".servicebook/cache/history.json").exists()


def test_what_is_kept_is_left_out_of_git(tmp_path: Path) -> None:
    root = commits(tmp_path / "root", "full")
    build_well(root, tmp_path / "site")
    assert (root / ".servicebook/cache/history.json").exists()
    assert git(root, "status", "--porcelain") == ""


def test_nothing_is_told_of_what_people_said_or_answered(tmp_path: Path) -> None:
    root = tmp_path / "root"
    survey = (
        "name: Plantedsurvey\nasked: 2026-02-01\nquestion: engaged\nabout: it\npassives: 0\ndetractors: 1\n"
    )
    said = "{said: Write here in your own words what was said., on: 2026-02-01, source: 'https://plantedsource.org'}"
    steps: tuple[dict[str, str], ...] = (
        SMALL,
        {
            "catalog/surveys/few.yml": f"{survey}promoters: 3\n",
            f"{IT}/feedback.yml": f"plantedid: {said}\n",
            "catalog/kudos.yml": f"- {said.replace('said:', 'to: department:it, text:')}\n",
        },
        {
            "catalog/surveys/few.yml": f"{survey}promoters: 4\n",
            f"{IT}/feedback.yml": f"other: {said.replace('Write here in', 'It is slow in')}\n",
            REPAIR: SMALL[REPAIR].replace("4 hours", "8 hours"),
        },
    )
    for number, files in enumerate(steps, start=1):
        write(root, files)
        if number == 1:
            git(root, "init", "--quiet")
        commit(root, at=f"2026-03-0{number}T12:00:00+00:00")
    site = build_well(root, tmp_path / "site")
    written = [file.read_bytes() for file in site.rglob("*") if file.is_file()]
    words = (b"Plantedsurvey", b"plantedsource", b"plantedid", b"Write here in your own")
    assert [word for word in words[1:] if any(word in content for content in written)] == []
    assert [word for word in words[:1] if word in (site / "changes/index.html").read_bytes()] == []
    assert b"8 hours" in (site / "changes/index.html").read_bytes()  # the rest is told
