"""A first repository whose catalog is made from lists, in the place of the example department."""

from __future__ import annotations

import re
from collections.abc import Mapping

from servicebook.documents.kinds import BY_NAME, location_of
from servicebook.documents.schema_comment import schema_line
from servicebook.exchange.repository.new_repository import ORGANIZATION, SITE_NAME, as_texts, new_repository
from servicebook.source.yaml_reader import Value, parse
from servicebook.source.yaml_writer import write

CALENDARS = BY_NAME["calendar"].pattern
_OF_EXAMPLES = re.compile(r"^featured:.*\n(?: +- .*\n)*|^service_desk:.*\n", re.MULTILINE)
"""Settings that name the example department."""
_FIRST_STEP = re.compile(
    r"^1\. Replace the examples in the department.*?\n(?=2\. )", re.MULTILINE | re.DOTALL
)
_READ_FIRST = """\
1. Read what was made of your lists in `catalog/departments/`, and let `servicebook check` say what is missing.
"""


def calendars_of(texts: Mapping[str, str]) -> dict[str, str]:
    """The calendars of a first repository: their names by id, the first of them the usual one."""
    value = parse(texts[CALENDARS], CALENDARS).value
    entries = value if isinstance(value, dict) else {}
    return {id_: str(entry["name"]) for id_, entry in entries.items() if isinstance(entry, dict)}


def with_catalog(texts: Mapping[str, str], imported: Mapping[str, Value]) -> dict[str, str]:
    """The files of a first repository with an imported catalog in the place of its examples.

    Departments that name no hours get the usual calendar: without one, nothing that they promise has a date.
    """
    usual = next(iter(calendars_of(texts)))
    common = new_repository(SITE_NAME)
    catalog = {path: value for path, value in imported.items() if path not in common and path != CALENDARS}
    for path, value in catalog.items():
        location = location_of(path)
        if location and location.kind.name == "department" and isinstance(value, dict):
            catalog[path] = {**value, "support_hours": value.get("support_hours", usual)}
    made = {path: text for path, text in texts.items() if not _is_example(path)}
    made[ORGANIZATION] = _OF_EXAMPLES.sub("", made[ORGANIZATION])
    made["README.md"] = readme_of_lists(made["README.md"])
    if CALENDARS in imported:
        made[CALENDARS] += f"\n{write(imported[CALENDARS], schema_line=None)}"
    return dict(sorted({**made, **as_texts(catalog)}.items()))


def readme_of_lists(text: str) -> str:
    """A first repository's README where there are no examples to replace."""
    return _FIRST_STEP.sub(_READ_FIRST, text)


def _is_example(path: str) -> bool:
    """Whether a file of a first repository is about the example department or its people."""
    location = location_of(path)
    return location is not None and path.startswith("catalog/") and schema_line(path) is not None
