"""Files in places where no kind of object is kept."""

from __future__ import annotations

import re

from servicebook import wording
from servicebook.documents.kinds import BY_NAME, CATALOG, CATALOG_KINDS, SETTINGS, SETTINGS_KINDS, location_of
from servicebook.documents.suggestions import closest
from servicebook.problems import Place, Problem, error

_PLACES = ", ".join(
    kind.pattern.removeprefix(f"{CATALOG}/").format(department="<department>", id=f"<{kind.own_id}>")
    for kind in CATALOG_KINDS
)
_SETTINGS_FILES = tuple(kind.pattern.removeprefix(f"{SETTINGS}/") for kind in SETTINGS_KINDS)


def problems_of_stray(path: str, intended: str | None = None) -> list[Problem]:
    """The problem of a file whose place no kind explains; in ``site_config`` only YAML files have a place.

    ``intended`` is the path at which the file would be read, where that is known.
    """
    if intended is not None:
        hint = _hint_to(path, intended)
        return [error("stray-file", Place(path), wording.text("stray-file.message"), hint)]
    name = path.rsplit("/", 1)[-1]
    is_yaml = name.lower().endswith((".yml", ".yaml"))
    if path.startswith(f"{SETTINGS}/"):
        # organizations keep other things there, too, such as a logo
        return [_stray_setting(path, name)] if is_yaml and path.count("/") == 1 else []
    if location_of(with_our_ending(path)):
        hint = wording.text("stray-file.hint-rename", name=with_our_ending(name))
    elif is_yaml:
        hint = wording.text("stray-file.hint-move", places=_PLACES)
    else:
        hint = wording.text("stray-file.hint-outside")
    return [error("stray-file", Place(path), wording.text("stray-file.message"), hint)]


def _hint_to(path: str, intended: str) -> str:
    """What makes a file the one that it was meant to be; an editor's ending is seldom seen by who has it added."""
    folder, _, name = path.rpartition("/")
    new_folder, _, new_name = intended.rpartition("/")
    if folder != new_folder:
        return wording.text("stray-file.hint-move-to", path=intended)
    if name.lower().startswith((f"{new_name}.", f"{new_name.removesuffix('.yml')}.yaml.")):
        return wording.text("stray-file.hint-ending", name=new_name, ending=f".{name.rpartition('.')[2]}")
    return wording.text("stray-file.hint-rename", name=new_name)


def _stray_setting(path: str, name: str) -> Problem:
    stems = (file.removesuffix(".yml") for file in _SETTINGS_FILES)
    similar = closest(name.rsplit(".", 1)[0], stems)
    hint = (
        wording.text("stray-file.settings-hint-rename", name=f"{similar}.yml")
        if similar
        else wording.text("stray-file.settings-hint", names=", ".join(_SETTINGS_FILES))
    )
    return error("stray-file", Place(path), wording.text("stray-file.settings", name=name), hint)


def with_our_ending(path: str) -> str:
    """The path with the ending that a catalog's file has, if it has another one of YAML's."""
    return re.sub(r"\.ya?ml\Z", ".yml", path, flags=re.IGNORECASE)


def own_file(department: str) -> str:
    """The path of the file that makes a folder a department."""
    return BY_NAME["department"].pattern.format(department=department)


def problem_without_department(department: str, path: str) -> Problem:
    """The problem of a file in the folder of a department that has no file of its own."""
    message = wording.text("stray-file.no-department", department=department)
    hint = wording.text("stray-file.no-department-hint", path=own_file(department))
    return error("stray-file", Place(path), message, hint)
