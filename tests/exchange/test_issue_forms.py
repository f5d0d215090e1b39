"""The forms for issues that ``servicebook init`` writes, and the links of pages that fill them in, fit each other."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from servicebook import wording
from servicebook.exchange.repository.first_repository import Wanted, first_repository
from servicebook.requests.request_block import block_of
from servicebook.source.host_links import (
    ISSUE_FORMS,
    REQUEST_FORM,
    REQUEST_LABEL,
    HostedRepository,
    issue_form_link,
)
from servicebook.source.installation import installation

TITLES = {purpose: wording.text(f"ways-in.title.{purpose}", about="") for purpose in ISSUE_FORMS}
KEYS = {"name", "description", "title", "labels", "body"}
"""What a form of GitHub may have; the first two and the last it must."""


def files(host: str) -> dict[str, str]:
    wanted = Wanted(organization="Acme", zone="Europe/Berlin", country="DE")
    return first_repository(wanted, host, date(2026, 9, 1), installation())


@pytest.mark.parametrize("purpose", ISSUE_FORMS)
def test_a_form_at_github_has_the_fields_that_links_fill_in(purpose: str) -> None:
    form: Any = yaml.safe_load(files("github")[f".github/ISSUE_TEMPLATE/{ISSUE_FORMS[purpose]}.yml"])
    assert set(form) == KEYS
    assert form["title"] == TITLES[purpose]
    fields = [field["id"] for field in form["body"] if field["type"] != "markdown"]
    assert {"about", "page", "said"} <= set(fields) and len(fields) == len(set(fields))
    assert all(field["attributes"].get("label") for field in form["body"] if field["type"] != "markdown")
    assert any("not anonymous" in field["attributes"].get("value", "") for field in form["body"])
    link = issue_form_link(
        HostedRepository(host="github", url="https://github.com/a/b"),
        purpose,
        title="T",
        fields={"about": "x"},
    )
    query = parse_qs(urlsplit(link).query)
    assert f".github/ISSUE_TEMPLATE/{query.pop('template')[0]}" in files("github")
    assert set(query) - {"title"} <= set(fields)


@pytest.mark.parametrize("purpose", ISSUE_FORMS)
def test_a_form_at_gitlab_is_the_one_that_links_name(purpose: str) -> None:
    link = issue_form_link(
        HostedRepository(host="gitlab", url="https://gitlab.com/a/b"), purpose, title="T: a&b", fields={}
    )
    query = parse_qs(urlsplit(link).query)
    assert query["issue[title]"] == ["T: a&b"]
    assert "not anonymous" in files("gitlab")[f".gitlab/issue_templates/{query['issuable_template'][0]}.md"]


def test_elsewhere_there_are_no_forms() -> None:
    assert not [path for path in files("none") if "issue" in path.lower() or path.endswith("feedback.yml")]


def test_the_forms_for_change_requests_hold_the_block_that_is_read() -> None:
    form: Any = yaml.safe_load(files("github")[f".github/ISSUE_TEMPLATE/{REQUEST_FORM}.yml"])
    assert form["labels"] == [REQUEST_LABEL]
    (field,) = [field for field in form["body"] if field["type"] == "textarea"]
    template = files("gitlab")[f".gitlab/issue_templates/{REQUEST_FORM}.md"]
    assert f"/label ~{REQUEST_LABEL}\n" in template
    for text in (field["attributes"]["value"], template):
        assert block_of(text.replace("request\n\n```", "request\n{}\n```")) == "{}"
    assert f"labels.*.name, '{REQUEST_LABEL}'" in files("github")[".github/workflows/request.yml"]
