"""Code, templates and tables agree: every text that is asked for is there, and every other way round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from tests.wording.uses import Use, in_module, in_python, in_template, in_templates

from servicebook.wording import all_keys, parameters_of


@pytest.fixture(scope="module")
def uses() -> tuple[Use, ...]:
    """All there are; to read the whole program takes a second, so it is not done where tests are only collected."""
    return (*in_python(), *in_templates())


def keys_of(use: Use) -> list[str]:
    """The keys that a use may mean."""
    if use.key is None:
        return []
    return [key for key in all_keys() if (key.startswith(use.key) if use.is_prefix else key == use.key)]


def faults(uses: Iterable[Use]) -> Iterator[str]:
    """What is wrong with how texts are asked for."""
    for use in uses:
        if use.key is None:
            yield f"{use.place}: the key is not spelled out"
        elif use.is_prefix and not use.key.endswith("."):
            yield f"{use.place}: {use.key}… is no whole part of a key"
            continue
        elif not keys_of(use):
            yield f"{use.place}: no table has {use.key}"
        if use.parameters is None:
            yield f"{use.place}: the parameters are not spelled out"
            continue
        for key in () if use.is_data else keys_of(use):
            if use.parameters != parameters_of(key):
                yield f"{use.place}: {key} takes {sorted(parameters_of(key))}, not {sorted(use.parameters)}"


def test_every_text_that_is_asked_for_exists_and_gets_exactly_its_parameters(uses: tuple[Use, ...]) -> None:
    assert list(faults(uses)) == []


def test_every_text_of_the_tables_is_asked_for_somewhere(uses: tuple[Use, ...]) -> None:
    used = {key for use in uses for key in keys_of(use)}
    assert sorted(all_keys() - used) == []


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ('text("no-owner.mesage", service=1)', "no table has no-owner.mesage"),
        ('text("no-owner.message")', "no-owner.message takes ['service'], not []"),
        ('text("no-owner.hint", service=1)', "no-owner.hint takes [], not ['service']"),
        ('wording.text("no-owner.hint" if x else "no-hint")', "no table has no-hint"),
        ("text(key)", "the key is not spelled out"),
        ('text("no-owner.hint", **more)', "the parameters are not spelled out"),
        ('text(f"no-own{er}")', "no-own… is no whole part of a key"),
        ('text(f"no-rule.{part}")', "no table has no-rule."),
        ('wording.labels("no-rule")', "no table has no-rule."),
        ('wording.labels("list")', "list.and takes ['before', 'last'], not []"),
        ('wording.templates("no-rule")', "no table has no-rule."),
    ],
)
def test_a_wrong_use_in_the_code_is_seen(call: str, fault: str) -> None:
    module = f"from servicebook import wording\nfrom servicebook.wording import text\n\n{call}\n"
    assert f"a.py:4: {fault}" in list(faults(in_module(module, "a.py")))


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("text('no-owner.mesage', service=1)", "no table has no-owner.mesage"),
        ("text('no-owner.message')", "no-owner.message takes ['service'], not []"),
        ("text('no-owner.hint' if x else 'no-hint')", "no table has no-hint"),
        ("text(key)", "the key is not spelled out"),
        ("text('no-rule.' ~ part)", "no table has no-rule."),
    ],
)
def test_a_wrong_use_in_a_template_is_seen(call: str, fault: str) -> None:
    assert list(faults(in_template(f"\n{{{{ {call} }}}}\n", "a.html"))) == [f"a.html:2: {fault}"]


def test_a_function_of_the_same_name_from_elsewhere_is_none_of_ours() -> None:
    assert list(in_module("from other import text\n\ntext(key)\nreader.text()\n", "a.py")) == []
