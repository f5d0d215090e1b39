"""The one function that every text comes from."""

from __future__ import annotations

import pytest

from servicebook import wording
from servicebook.wording import WordingError, all_keys, chosen, parameters_of, text
from servicebook.wording.english import TABLES
from servicebook.wording.plural import Plural


def test_a_text_carries_its_parameters_as_they_are() -> None:
    assert text("no-owner.message", service="A & {B} <i>") == '"A & {B} <i>" has no owner'


def test_a_key_that_no_table_has_is_refused() -> None:
    with pytest.raises(WordingError, match=r"no-such\.message"):
        text("no-such.message")


@pytest.mark.parametrize("parameters", [{}, {"name": "Repair"}, {"service": "Repair", "name": "Repair"}])
def test_a_missing_or_superfluous_parameter_is_refused(parameters: dict[str, str]) -> None:
    with pytest.raises(WordingError, match=r"takes \['service'\]"):
        text("no-owner.message", **parameters)


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 files"), (1, "1 file"), (2, "2 files"), (1200, "1,200 files")]
)
def test_a_plural_is_chosen_by_its_number_which_is_written_with_separators(number: int, said: str) -> None:
    assert text("count.file", count=number) == said


def test_a_plural_counts_nothing_but_a_number() -> None:
    with pytest.raises(WordingError, match="no number"):
        text("count.file", count="3")


def test_a_category_that_a_plural_has_no_form_for_takes_the_general_one() -> None:
    assert Plural(other="{count} things").form("few", 3) == "{count} things"
    assert Plural(other="{count} things", none="nothing").form("other", 0) == "nothing"


def test_the_template_is_there_for_who_escapes_parameters_first() -> None:
    assert chosen("no-owner.message", {"service": "x"}) == ('"{service}" has no owner', {"service": "x"})
    assert chosen("count.file", {"count": 1200}) == ("{count} files", {"count": "1,200"})


def test_an_area_is_given_out_as_data_with_the_forms_of_its_plurals() -> None:
    assert wording.templates("list")["list.or"] == "{before} or {last}"
    assert wording.templates("span")["span.unit.day"] == {"one": "{count} day", "other": "{count} days"}


def test_no_key_stands_in_two_tables() -> None:
    assert sum(len(table) for table in TABLES) == len(all_keys())


@pytest.mark.parametrize("key", sorted(all_keys()))
def test_keys_and_parameters_are_plain_names(key: str) -> None:
    assert all(name.isidentifier() for name in parameters_of(key))
    assert all(part.replace("-", "").replace("_", "").isalnum() for part in key.split("."))
