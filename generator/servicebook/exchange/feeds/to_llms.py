"""``llms.txt`` (https://llmstxt.org): what the site is, and where everything is, for language models.

Departments with a line each, then the services of each department with a line each. Where there are many services,
they are in a file for each department, to which its line links. Addresses are from the root of the site on. Plain
Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from servicebook import links
from servicebook.exchange.feeds.content_lines import TURNS
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.visible import VisibleCatalog

FILE = "llms.txt"
MAX_SERVICES = 500
"""Above this many services each department has a file of its own."""

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#])")


def files(catalog: VisibleCatalog) -> Mapping[str, str]:
    """The files by path: ``llms.txt``, and where there are many services ``llms/it.txt`` and so on."""
    split = len(catalog.services) > MAX_SERVICES
    texts = {FILE: "\n".join(_main_lines(catalog, split=split)) + "\n"}
    if split:
        for department in catalog.departments.values():
            lines = [f"# {_line(department.name)}", "", f"> {_line(department.summary)}", ""]
            lines += _services(catalog, department, "../")
            texts[_file_of(department.id)] = "\n".join(lines) + "\n"
    return texts


def paths(catalog: VisibleCatalog) -> Iterator[str]:
    """The paths of these files, without making any."""
    yield FILE
    if len(catalog.services) > MAX_SERVICES:
        yield from map(_file_of, catalog.departments)


def _main_lines(catalog: Catalog, *, split: bool) -> Iterator[str]:
    organization = catalog.settings.organization
    yield f"# {_line(organization.name)}: services"
    yield ""
    yield f"> {_line(organization.tagline or 'Who does what for whom, how to ask, and when it will be done.')}"
    yield ""
    yield "Each page says how to ask for a service, what is promised, who answers, and whom to ask if it is late."
    yield f"Everything is in [one JSON file]({links.DATA_CATALOG}), described by [its schema]({links.DATA_SCHEMA})."
    yield ""
    yield "## Departments"
    yield ""
    for department in catalog.departments.values():
        path = _file_of(department.id) if split else links.department(department.id)
        yield _entry(department.name, path, department.summary)
    if split:
        return
    for department in catalog.departments.values():
        services = list(_services(catalog, department, ""))
        if services:
            yield from ("", f"## {_line(department.name)}", "", *services)


def _services(catalog: Catalog, department: Department, root: str) -> Iterator[str]:
    for service in catalog.index.services_of.get(department.id, ()):
        if service.lifecycle != "retired":
            yield _entry(service.name, root + links.service(service.id), service.summary)


def _file_of(department_id: str) -> str:
    return f"llms/{department_id}.txt"


def _entry(name: str, path: str, summary: str) -> str:
    return f"- [{_line(name)}]({path}): {_line(summary)}"


def _line(text: str) -> str:
    """A text on one line, in which nothing is Markdown."""
    one_line = " ".join((text if text.isascii() else text.translate(TURNS)).split())
    return _MARKDOWN.sub(r"\\\1", one_line) if _MARKDOWN.search(one_line) else one_line
