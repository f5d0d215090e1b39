"""Addresses at the host of a repository: of a line in a file, and of a page in the preview of a change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal
from urllib.parse import quote, urlencode, urlsplit

from servicebook.frozen import frozen

PREVIEW = "SERVICEBOOK_PREVIEW_URL"
"""The variable that says where a change can be looked at before it is merged; ``{number}`` is that of the request."""
_OF_GITLAB = "/-/edit/"
_OF_GITHUB = "/edit/"
_PULL = re.compile(r"refs/pull/(\d+)/(?:merge|head)")


@frozen(kw_only=True)
class HostedRepository:
    """A repository at a host; ``url`` is its own page, without a slash at the end.

    ``github`` stands for all that have addresses as GitHub has.
    """

    host: Literal["github", "gitlab"]
    url: str


def hosted_repository(
    environment: Mapping[str, str], source_url: str | None = None
) -> HostedRepository | None:
    """The repository that a job of GitHub or GitLab works on; else the one in which ``source_url`` edits files."""
    if environment.get("GITHUB_ACTIONS") == "true":
        server, name = environment.get("GITHUB_SERVER_URL"), environment.get("GITHUB_REPOSITORY")
        return _hosted("github", f"{server}/{name}") if server and name else None
    if environment.get("GITLAB_CI") == "true":
        return _hosted("gitlab", environment.get("CI_PROJECT_URL", ""))
    address = source_url or ""
    if _OF_GITLAB in address:
        return _hosted("gitlab", address.partition(_OF_GITLAB)[0])
    if _OF_GITHUB in address:
        return _hosted("github", address.partition(_OF_GITHUB)[0])
    return None


def line_link(repository: HostedRepository, commit: str, path: str, line: int | None = None) -> str:
    """The address of a line, counted from 1, as it was in a commit; ``path`` is from the top of the repository.

    Only what an address may hold is left of it, so that it can stand between the parentheses of a Markdown link.
    """
    blob = "/-/blob/" if repository.host == "gitlab" else "/blob/"
    place = "" if line is None else f"#L{line}"
    encoded = quote(path, errors="surrogateescape")
    return f"{repository.url}{blob}{quote(commit, safe='')}/{encoded}{place}"


ISSUE_FORMS = {"rate": "rating", "suggest": "suggestion", "report_gap": "gap", "thank": "thanks"}
"""The forms for issues that ``servicebook init`` writes: what is said, and the name of the file without its ending."""

REQUEST_FORM = "change"
"""The form for issues with a change request that was kept as a file."""
REQUEST_LABEL = "change-request"
"""The label of issues with a change request, by which a workflow finds them."""


def issue_form_link(
    repository: HostedRepository, purpose: str, *, title: str, fields: Mapping[str, str]
) -> str:
    """The address at which an issue is written with one of the forms, its title and, on GitHub, its fields filled in.

    GitLab has texts for forms, and either appends a description of the address to them or puts it in their place, by
    version: it is given none, and the title says it all.
    """
    form = ISSUE_FORMS[purpose]
    if repository.host == "gitlab":
        query = {"issuable_template": form, "issue[title]": title}
        return f"{repository.url}/-/issues/new?{urlencode(query)}"
    return f"{repository.url}/issues/new?{urlencode({'template': f'{form}.yml', 'title': title, **fields})}"


def preview_site(environment: Mapping[str, str]) -> str | None:
    """The address of the site with this change, with a slash at its end; None where no job says where it would be."""
    template = environment.get(PREVIEW, "").strip()
    number = _request_number(environment)
    if not template or ("{number}" in template and number is None):
        return None
    address = _address(template.replace("{number}", number or ""))
    return f"{address}/" if address else None


def run_page(environment: Mapping[str, str]) -> str | None:
    """The page of the run that this job belongs to, where its files are; None outside of a job."""
    if environment.get("GITHUB_ACTIONS") == "true":
        repository, run = hosted_repository(environment), environment.get("GITHUB_RUN_ID")
        return f"{repository.url}/actions/runs/{quote(run, safe='')}" if repository and run else None
    return _address(environment.get("CI_JOB_URL", "")) if environment.get("GITLAB_CI") == "true" else None


def _request_number(environment: Mapping[str, str]) -> str | None:
    pull = _PULL.fullmatch(environment.get("GITHUB_REF", ""))
    return pull[1] if pull else environment.get("CI_MERGE_REQUEST_IID") or None


def _hosted(host: Literal["github", "gitlab"], url: str) -> HostedRepository | None:
    address = _address(url)
    return HostedRepository(host=host, url=address) if address else None


def _address(url: str) -> str | None:
    """An address of the web, with all escaped that would end it in Markdown; None if it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that hold no address of a network
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        return None
    return quote(url.rstrip("/"), safe=":/%~[]-._", errors="surrogateescape").replace("(", "%28")
