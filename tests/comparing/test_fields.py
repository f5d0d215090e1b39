"""What differs between two values of an object, field by field."""

from __future__ import annotations

from typing import Any

import pytest

from servicebook.comparing.fields import differences


def told(before: Any, after: Any) -> list[tuple[str, Any, Any]]:
    return [(found.name, found.before, found.after) for found in differences(before, after)]


TARGETS = [
    {"measure": "response_time", "within": "4 hours"},
    {"measure": "fulfillment_time", "priority": "high", "within": "2 working days"},
]


def test_the_order_of_keys_is_no_difference() -> None:
    assert told({"name": "A", "summary": "B"}, {"summary": "B", "name": "A"}) == []


def test_an_entry_is_found_by_its_keys_wherever_it_stands() -> None:
    later = [{**TARGETS[1], "within": "3 working days"}, TARGETS[0], {"measure": "accuracy", "at_least": 98}]
    assert told({"targets": TARGETS}, {"targets": later}) == [
        ("targets[fulfillment_time, high].within", "2 working days", "3 working days"),
        ("targets[accuracy]", None, {"measure": "accuracy", "at_least": 98}),
        ("targets", ["response_time", "fulfillment_time, high"], ["fulfillment_time, high", "response_time"]),
    ]


def test_a_list_that_is_new_is_a_difference_for_each_entry() -> None:
    assert told({}, {"targets": TARGETS[:1]}) == [("targets[response_time]", None, TARGETS[0])]
    assert told({"targets": TARGETS[:1]}, {}) == [("targets[response_time]", TARGETS[0], None)]


def test_a_channel_with_another_number_is_the_same_channel() -> None:
    before = [{"type": "phone", "number": "+49 30 1"}, {"type": "email", "address": "a@example.org"}]
    after = [before[1], {"type": "phone", "number": "+49 30 2"}]
    assert told({"channels": before}, {"channels": after})[:1] == [
        ("channels[phone, +49 30 2].number", "+49 30 1", "+49 30 2")
    ]


@pytest.mark.parametrize(
    ("before", "after"), [(1, True), (0, False), ("1", 1), (90, 90.0), ("", None), ([], None), ([], {})]
)
def test_what_python_takes_for_equal_is_not_the_same(before: Any, after: Any) -> None:
    assert told({"x": before}, {"x": after}) == [("x", before, after)]


def test_entries_alike_are_told_apart_by_number() -> None:
    line = {"text": "A", "url": "https://example.org"}
    assert told({"links": [line]}, {"links": [line, {**line, "text": "B"}]}) == [
        ("links[https://example.org #2]", None, {**line, "text": "B"})
    ]
