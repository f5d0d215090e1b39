"""Nobody who may not be shown is in any byte of the site or of an export: unique words are planted in every field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests.sites import build_well, contents
from tests.support import HR, IT, SMALL, run, write

from servicebook.exchange.catalog_formats import EXPORTERS

GONE = {
    "name": "Zebulonia Quastenflosser",
    "email": "zq.mailplant@example.org",
    "phone": "+49 30 55 66 77 88 991",
    "chat": "@chatplantz",
    "handles": {"github": "hubplantz"},
    "left_on": "2026-03-07",
}
ACTING = {
    "name": "Wilhelmorix Xantippel",
    "email": "wx.mailplant@example.org",
    "phone": "+49 30 55 66 77 88 992",
    "chat": "@chatplantw",
    "handles": {"github": "hubplantw"},
}
WORDS_OF_GONE = (
    "goneplantid", "zebulonia", "quastenflosser", "zq.mailplant", "55667788991", "chatplantz", "hubplantz",
    "2026-03-07", "7 mar 2026",
)  # fmt: skip
WORDS_OF_ACTING = (
    "actingplantid", "wilhelmorix", "xantippel", "wx.mailplant", "55667788992", "chatplantw", "hubplantw",
    "thanksfromgone", "thankstoacting",
)  # fmt: skip

HOLDERS = "[goneplantid, {person: actingplantid, interim: true, until: 2026-04-09}]"


def files(people: str) -> Mapping[str, str]:
    """A catalog with somebody who left, and somebody whose term in a role has ended, wherever one can be named."""
    return {
        **SMALL,
        "site_config/organization.yml": f"name: Fern\npeople: {people}\n",
        "catalog/people.yml": json.dumps({"goneplantid": GONE, "actingplantid": ACTING}),
        f"{IT}/roles.yml": (
            f"lead:\n  title: Lead\n  holders: {HOLDERS}\n  deputies: {HOLDERS}\n"
            "clerk: {title: Clerk, holders: [actingplantid]}\n"
        ),
        f"{HR}/roles.yml": "head: {title: Head, holders: [goneplantid]}\n",
        f"{IT}/services/repair.yml": SMALL[f"{IT}/services/repair.yml"]
        + "description: Ask [them](person:goneplantid), or [us](person:actingplantid).\n",
        ".github/CODEOWNERS": "# Made by `servicebook owners --format github`\n",
        "catalog/kudos.yml": (
            "- {from: 'person:goneplantid', to: 'person:actingplantid', text: Thanksfromgone., on: 2026-05-01}\n"
            "- {from: 'department:hr', to: 'person:actingplantid', text: Thankstoacting., on: 2026-05-01}\n"
            "- {from: 'department:hr', to: 'department:it', text: Thanksofhouses., on: 2026-05-01}\n"
        ),
    }


def found(name: str, content: bytes, words: tuple[str, ...]) -> Iterator[str]:
    """The words that are in a file or its name, in whatever case, and numbers however they are spaced."""
    text = f"{name}\n{content.decode('utf-8', errors='replace')}".casefold()
    packed = re.sub(r"(?<=\d)[ .-](?=\d)", "", text)
    for word in words:
        for shown in {word, json.dumps(word).strip('"')}:
            if shown in text or shown in packed:
                yield f"{name}: {word}"


def exported(root: Path, folder: Path) -> Mapping[str, bytes]:
    """Every export there is."""
    for name in EXPORTERS:
        target = folder / name
        done = run("export", name, "--root", str(root), "--output", str(target), "--today", "2026-09-01")
        assert done.returncode == 0, done.stderr
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="module", params=["full", "roles-only"])
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Mapping[str, bytes]]:
    """Everything that is made of the catalog, by path; and who may be shown."""
    folder = tmp_path_factory.mktemp(request.param)
    root = write(folder / "root", files(request.param))
    return request.param, {
        **contents(build_well(root, folder / "site")),
        **exported(root, folder / "exports"),
    }


def test_nobody_who_may_not_be_shown_is_in_any_byte(published: tuple[str, Mapping[str, bytes]]) -> None:
    people, made = published
    words = (
        WORDS_OF_GONE if people == "full" else (*WORDS_OF_GONE, *WORDS_OF_ACTING, "2026-04-09", "9 apr 2026")
    )
    assert [leak for name, content in made.items() for leak in found(name, content, words)] == []


def test_what_is_found_of_those_who_may_be_shown_shows_that_the_search_works(
    published: tuple[str, Mapping[str, bytes]],
) -> None:
    people, made = published
    leaks = {
        leak.rpartition(": ")[2]
        for name, content in made.items()
        for leak in found(name, content, WORDS_OF_ACTING)
    }
    assert leaks == ({*WORDS_OF_ACTING} if people == "full" else set())


def test_the_state_says_what_is_wrong_without_the_person(published: tuple[str, Mapping[str, bytes]]) -> None:
    _, made = published
    page = made["state/it/index.html"].decode()
    assert "A holder of &#34;Lead&#34; has left" in page
    assert "A deputy of &#34;Lead&#34; has left" in page


def test_the_terminal_names_the_person(tmp_path: Path) -> None:
    done = run("check", "--root", str(write(tmp_path, files("roles-only"))), "--today", "2026-09-01")
    assert 'goneplantid left on 2026-03-07 and is still a holder of "Lead"' in done.stdout
    assert 'the term of actingplantid as a deputy of "Lead" ended on 2026-04-09' in done.stdout


def test_departments_may_thank_one_another_whoever_is_shown(
    published: tuple[str, Mapping[str, bytes]],
) -> None:
    _, made = published
    assert "Thanksofhouses." in made["thanks/index.html"].decode()
