"""The reference: fields of every kind of file, rules and all other codes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.pages.rendering import body_at, made, view_at

from servicebook.documents.kinds import BY_NAME, KINDS, Kind
from servicebook.documents.properties import properties_of
from servicebook.pages.parts.problem_codes import CODES
from servicebook.problems import NOT_RULES
from servicebook.rules import RULES


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_is_described_with_an_example(tmp_path: Path, kind: Kind) -> None:
    view = view_at(made(tmp_path), f"reference/fields/{kind.name}/")
    assert view.fields
    for field in view.fields:
        assert field.description, field.path
        assert field.examples or field.type == "reserved", field.path


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_anchors_of_a_page_are_unique(tmp_path: Path, kind: Kind) -> None:
    body = body_at(made(tmp_path), f"reference/fields/{kind.name}/")
    ids = re.findall(r' id="([^"]+)"', body)
    assert len(ids) == len(set(ids))


def fields(tmp_path: Path, kind: str) -> dict[str, Any]:
    view = view_at(made(tmp_path), f"reference/fields/{kind}/")
    return {field.path: field for field in view.fields}


def test_nested_fields_have_whole_paths() -> None:
    paths = [one.path for one in properties_of(BY_NAME["service"])]
    assert {"targets[].within", "roles.owner", "cost.amount", "faqs[].answer"} <= set(paths)
    assert "priorities.<id>.means" in [one.path for one in properties_of(BY_NAME["priorities"])]
    assert "holders[].until" in [one.path for one in properties_of(BY_NAME["role"])]


@pytest.mark.parametrize(
    ("kind", "path", "type_", "required"),
    [
        ("service", "name", "text", True),
        ("service", "description", "text in Markdown", False),
        ("service", "audience", "list of ids of audiences", False),
        ("service", "lifecycle", "one of", False),
        ("service", "cost", "only, or group of fields", False),
        ("service", "targets[].within", "duration", False),
        ("service", "targets[].priority", "id of a priority", False),
        ("service", "handoffs[].by", "id of a department or a role", False),
        ("role", "holders", "list of ids of people, or groups of fields", False),
        ("person", "handles", "map from ids to texts", False),
        ("kudos", "to", "department:<id> or person:<id>", True),
        ("calendar", "always", "reserved", False),
        ("rules", "severities", "map from names to one of", False),
        ("measures", "sources.<id>.services", "map from names to ids of services, or nothing", False),
    ],
)
def test_type_of_a_field_is_in_words(
    tmp_path: Path, kind: str, path: str, type_: str, required: bool
) -> None:
    field = fields(tmp_path, kind)[path]
    assert (field.type, field.required) == (type_, required)


def test_choices_defaults_patterns_and_demands_are_told(tmp_path: Path) -> None:
    found = fields(tmp_path, "service")
    lifecycle, within, targets = found["lifecycle"], found["targets[].within"], found["targets"]
    assert lifecycle.choices == ("planned", "live", "deprecated", "retired")
    assert lifecycle.allowed == ("live when absent",)
    assert "4 hours" in within.allowed[0]
    assert "at_least:" in targets.allowed[-1]


def test_field_leads_to_the_fields_of_what_it_names(tmp_path: Path) -> None:
    (link,) = fields(tmp_path, "service")["targets[].priority"].names
    assert link.href == "../../fields/priorities/"


def test_list_of_kinds_says_where_files_lie(tmp_path: Path) -> None:
    view = view_at(made(tmp_path), "reference/fields/")
    paths = [row.path for _, rows in view.groups for row in rows]
    assert "catalog/departments/<department>/services/<id>.yml" in paths
    assert len(paths) == len(KINDS)


def test_backticks_in_a_description_are_code_and_the_rest_is_text(tmp_path: Path) -> None:
    body = body_at(made(tmp_path), "reference/fields/service/")
    assert "A form needs <code>url</code>" in body
    assert "[order one](service:it/laptop-order)" in body


def test_every_rule_has_its_manual_at_its_code(tmp_path: Path) -> None:
    site = made(tmp_path)
    view = view_at(site, "reference/rules/")
    assert [rule.code for rule in view.rules] == [rule.CODE for rule in RULES]
    body = body_at(site, "reference/rules/")
    for code in (*(rule.CODE for rule in RULES), *NOT_RULES):
        assert body.count(f'id="{code}"') == 1
    assert "<code>roles: {owner: …}</code>" in body


def test_rule_says_how_it_is_taken_here(tmp_path: Path) -> None:
    rules = 'severities: {no-owner: error, no-deputy: "off", vacant-role: warning}\n'
    view = view_at(made(tmp_path, {"site_config/rules.yml": rules}), "reference/rules/")
    found = {rule.code: (rule.shipped, rule.here, rule.is_off) for rule in view.rules}
    assert found["no-owner"] == ("Warning", "Error", False)
    assert found["no-deputy"] == ("Warning", "Off", True)
    assert found["vacant-role"] == ("Warning", None, False)


def test_every_other_code_has_a_meaning() -> None:
    listed = [code for codes in CODES.values() for code in codes]
    assert sorted(listed) == sorted(NOT_RULES)


def test_reference_leads_to_its_parts(tmp_path: Path) -> None:
    view = view_at(made(tmp_path), "reference/")
    assert [chapter.link.href for chapter in view.chapters] == [
        "../reference/fields/",
        "../reference/rules/",
        "../state/",
        "../reference/search/",
    ]
