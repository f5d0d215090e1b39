"""The files that every new catalog repository gets, and a repository's files as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files

from servicebook.documents.schema_comment import SCHEMAS, schema_line
from servicebook.source.journal import NAME as JOURNAL
from servicebook.source.yaml_reader import Value
from servicebook.source.yaml_writer import scalar, write

ORGANIZATION = "site_config/organization.yml"
SITE_NAME = "Service catalog"
"""The site's name until somebody fills in the organization's."""

_CATALOG_README = """\
# The catalog

One folder per department in `departments/`: `department.yml`, `roles.yml`, `faqs.yml`, and one file per service in
`services/`. People are in `people.yml`. `servicebook check` says what is wrong, where, and what to do.
"""

_ABOUT = """\
# About this catalog

Who keeps this catalog, and whom to tell when something in it is wrong: write it here.
This page is `site_config/pages/about.md`.
"""


_MKDOCS = """\
site_name: {name}
site_url: !ENV SITE_URL  # set where the site is published: it fills sitemap.xml
docs_dir: site_config/pages
theme:
  name: servicebook
plugins:
  - servicebook
validation:
  omitted_files: warn
  absolute_links: warn
  unrecognized_links: warn
"""


def new_repository(name: str) -> dict[str, Value]:
    """What every new repository gets, by path: a value (a YAML file) or finished text.

    ``name`` is the organization's, or :data:`SITE_NAME` until that is known.
    """
    return {
        ".gitignore": f"/site/\n/{JOURNAL}\n",
        "catalog/README.md": _CATALOG_README,
        "mkdocs.yml": _MKDOCS.format(name=_for_mkdocs(name)),
        ORGANIZATION: {"name": name},
        "site_config/pages/about.md": _ABOUT,
        **schema_files(),
    }


def _for_mkdocs(name: str) -> str:
    """A name as MkDocs reads it: by YAML 1.1, which takes what looks like a day for one, unless it is in quotes."""
    written = scalar(name, in_flow=False)
    return json.dumps(name, ensure_ascii=False) if written == name and name[0].isdecimal() else written


def schema_files() -> dict[str, str]:
    """The schemas with which editors complete and explain, by path."""
    folder = files("servicebook.documents") / "schemas"
    return {
        f"{SCHEMAS}/{entry.name}": entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda e: e.name)
        if entry.name.endswith(".schema.json")
    }


def as_texts(contents: Mapping[str, Value]) -> dict[str, str]:
    """The files as they are written: values as YAML, those of the catalog with the line that names their schema."""
    return {
        path: content if isinstance(content, str) else write(content, schema_line=schema_line(path))
        for path, content in sorted(contents.items())
    }
