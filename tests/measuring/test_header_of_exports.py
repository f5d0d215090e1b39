"""Looking for the row that names the columns loses none of those below it."""

from __future__ import annotations

import pytest

from servicebook.measuring.reading.export_table import HEADERS, split_header


@pytest.mark.parametrize("count", [0, 1, HEADERS - 1, HEADERS, HEADERS + 1, 3 * HEADERS])
def test_every_row_below_the_header_is_there_however_many_there_are(count: int) -> None:
    below = [(number, [str(number)]) for number in range(2, count + 2)]
    header, rows = split_header(iter([(1, ["ticket"]), *below]), lambda name: name == "ticket")
    assert header == ("ticket",)
    assert list(rows) == below
