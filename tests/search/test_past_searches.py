"""What people have searched for, from lists and logs."""

from __future__ import annotations

import pytest

from servicebook.search.past_searches import NoSearchesError, past_searches

HEAD = '192.0.2.7 - - [26/Nov/2026:09:30:00 +0100] "'
COMBINED = ' HTTP/1.1" 200 512 "https://example.org/" "Mozilla/5.0"\n'


def test_a_list_has_a_search_a_line_or_a_count_before_it() -> None:
    lines = [b"\xef\xbb\xbfdead battery\r\n", b"\r\n", b"12\tParking\n", b"  parking? \n", b"Dead  battery\n"]
    assert past_searches(lines) == {"Parking": 13, "dead battery": 2}


def test_in_a_log_only_the_pages_of_results_that_were_shown_count() -> None:
    lines = [
        f"{HEAD}GET /find/?q=dead+battery{COMBINED}",
        f'{HEAD}GET /site/find/?kind=service&q=dead%20battery HTTP/2.0" 304 0\n',
        f"{HEAD}GET /find/index.html?q=Urlaub%20%C3%BCber{COMBINED}",
        f"{HEAD}GET /find/{COMBINED}",
        f"{HEAD}GET /other/?q=no{COMBINED}",
        f"{HEAD}POST /find/?q=no{COMBINED}",
        f'{HEAD}GET /find/?q=no HTTP/1.1" 404 0\n',
        f'{HEAD}GET http://[/find/?q=no HTTP/1.1" 200 0\n',
        f'{HEAD}\\x16\\x03" 400 0\n',
        "what a disk left half written\tx\n",
    ]
    assert past_searches(line.encode() for line in lines) == {"dead battery": 2, "Urlaub über": 1}


def test_no_searches_are_none() -> None:
    assert past_searches([]) == {}
    assert past_searches([b"???\n"]) == {}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"caf\xe9\n", "line 2 is not UTF-8 text"),
        (b"a\x00b\x00\n", "line 2 is not UTF-8 text"),
        (b"often\tparking\n", "line 2: “often” before the tab is not a count"),
        (b"-3\tparking\n", "line 2: “-3” before the tab is not a count"),
    ],
)
def test_what_is_no_list_is_refused_with_the_line(line: bytes, reason: str) -> None:
    with pytest.raises(NoSearchesError) as fault:
        past_searches([b"parking\n", line])
    assert str(fault.value) == reason
