"""Addresses at a host lead to a line of a commit, and hold nothing that would end them."""

from __future__ import annotations

import pytest

from servicebook.source.host_links import HostedRepository, hosted_repository, line_link, preview_site

SHA = "0123456789abcdef0123456789abcdef01234567"
GITHUB = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_SERVER_URL": "https://github.example.org",
    "GITHUB_REPOSITORY": "acme/my-catalog",
    "GITHUB_REF": "refs/pull/12/merge",
}
GITLAB = {
    "GITLAB_CI": "true",
    "CI_PROJECT_URL": "https://gitlab.example.org/acme/sub/my-catalog",
    "CI_MERGE_REQUEST_IID": "34",
}
ON_GITHUB = HostedRepository(host="github", url="https://github.example.org/acme/my-catalog")
ON_GITLAB = HostedRepository(host="gitlab", url="https://gitlab.example.org/acme/sub/my-catalog")


@pytest.mark.parametrize(
    ("environment", "source_url", "expected"),
    [
        (GITHUB, None, ON_GITHUB),
        (GITLAB, "https://github.example.org/acme/my-catalog/edit/main/{path}", ON_GITLAB),
        ({}, "https://github.example.org/acme/my-catalog/edit/main/{path}", ON_GITHUB),
        ({}, "https://gitlab.example.org/acme/sub/my-catalog/-/edit/main/{path}", ON_GITLAB),
        ({}, "https://wiki.example.org/{path}", None),
        ({}, None, None),
        ({"GITHUB_ACTIONS": "true"}, None, None),
        ({**GITLAB, "CI_PROJECT_URL": "javascript:alert(1)"}, None, None),
        ({}, "javascript:x/edit/main/{path}", None),
        ({}, "https://[x/edit/main/{path}", None),
    ],
)
def test_a_job_knows_its_repository_and_elsewhere_the_settings_do(
    environment: dict[str, str], source_url: str | None, expected: HostedRepository | None
) -> None:
    assert hosted_repository(environment, source_url) == expected


def test_each_host_has_its_own_way_to_a_line() -> None:
    path = "catalog/people.yml"
    assert line_link(ON_GITHUB, SHA, path, 12) == f"{ON_GITHUB.url}/blob/{SHA}/{path}#L12"
    assert line_link(ON_GITLAB, SHA, path, 12) == f"{ON_GITLAB.url}/-/blob/{SHA}/{path}#L12"
    assert line_link(ON_GITLAB, SHA, path) == f"{ON_GITLAB.url}/-/blob/{SHA}/{path}"


@pytest.mark.parametrize(
    "path", ["a b/ä.yml", "a)](x.yml", "a\nb.yml", "a#L1?x=%.yml", "@team/`$(id)`.yml", "a\udcff"]
)
def test_a_path_of_any_characters_stays_within_its_link(path: str) -> None:
    link = line_link(ON_GITHUB, SHA, path, 1)
    assert link.isascii() and not set(link) & set(" \n()[]<>@`$\"'\\")
    assert link.count("#") == 1 and "?" not in link


@pytest.mark.parametrize(
    ("template", "environment", "site"),
    [
        ("https://p.example.org/{number}/", GITHUB, "https://p.example.org/12/"),
        ("https://p{number}.example.org", GITLAB, "https://p34.example.org/"),
        ("https://p.example.org/next", {}, "https://p.example.org/next/"),
        ("https://p.example.org/{number}", {}, None),
        ("https://p.example.org/{number}", {"GITHUB_REF": "refs/heads/12"}, None),
        ("https://p.example.org/) [x](y", {}, "https://p.example.org/%29%20[x]%28y/"),
        ("javascript:alert({number})", GITHUB, None),
        ("", GITHUB, None),
    ],
)
def test_a_preview_has_the_number_of_its_request(
    template: str, environment: dict[str, str], site: str | None
) -> None:
    assert preview_site({**environment, "SERVICEBOOK_PREVIEW_URL": template}) == site


def test_without_a_preview_there_is_no_address() -> None:
    assert preview_site(GITHUB) is None
