"""E-mail addresses: what else could stand in a link is no part of one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from servicebook import links
from tests.sites import DAY
from tests.support import IT, SMALL, errors, make_catalog, run

PEOPLE = "catalog/people.yml"


def _person(address: str) -> str:
    return f"ana: {{name: Ana, email: {json.dumps(address)}}}\nben: {{name: Ben}}\n"


@pytest.mark.parametrize(
    "address",
    [
        "ana@example.org?bcc=eve@example.net",
        "ana@example.org&subject=x",
        "ana@example.org,eve@example.net",
        "ana,eve@example.org",
        "ana;eve@example.org",
        "ana\u202e@example.org",
        "ana\u200b@example.org",
        "ana\x07@example.org",
        "ana%0Ab@example.org",
        "Ana (Desk) <ana@example.org>",
    ],
)
def test_an_address_with_more_than_an_address_is_an_error(tmp_path: Path, address: str) -> None:
    assert errors(make_catalog(tmp_path, {PEOPLE: _person(address)}, base=SMALL)) == [
        f"{PEOPLE}:1:25 bad-value"
    ]


@pytest.mark.parametrize(
    "address",
    [
        "ana@example.org",
        "o'neil+desk@sub.example.org",
        "a_b-c.d@example.org",
        "zoë@exämple.org",
        "a/b#c%d@x.org",
    ],
)
def test_ordinary_addresses_are_none(tmp_path: Path, address: str) -> None:
    assert errors(make_catalog(tmp_path, {PEOPLE: _person(address)}, base=SMALL)) == []


def test_a_link_holds_the_address_and_nothing_else() -> None:
    assert links.mail_to("o'neil+desk@example.org") == "mailto:o'neil+desk@example.org"
    assert links.mail_to("a/b#c%0Ad@x.org") == "mailto:a%2Fb%23c%250Ad@x.org"
    assert links.mail_to("a?bcc=b&c,d@x.org") == "mailto:a%3Fbcc%3Db%26c%2Cd@x.org"


def test_pages_and_linked_data_link_to_the_address_as_it_is_encoded(tmp_path: Path) -> None:
    channels = 'channels: [{type: email, address: "a%xb@example.org"}]\n'
    files = {f"{IT}/services/repair.yml": SMALL[f"{IT}/services/repair.yml"] + channels}
    root = make_catalog(tmp_path, files, base=SMALL)
    done = run(
        "export", "jsonld", "--root", str(root), "--output", str(tmp_path / "x.jsonld"), "--today", DAY
    )
    assert done.returncode == 0, done.stderr
    assert "mailto:a%25xb@example.org" in (tmp_path / "x.jsonld").read_text(encoding="utf-8")
