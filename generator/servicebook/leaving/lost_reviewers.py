"""Lines of CODEOWNERS on which somebody who leaves is the only reviewer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servicebook.analysis.code_owners import CannotNameError, handle_of, made_for, sections
from servicebook.leaving.left_places import LostReviewer
from servicebook.model.catalog import Catalog
from servicebook.problems import Place
from servicebook.source.owners_files import OwnersFile


def lost_reviewers(catalog: Catalog, after: Catalog, leaver: str) -> Iterator[LostReviewer]:
    """What nobody else reviews, in each file that `servicebook owners` has made.

    ``after`` is the catalog once what is proposed is written, on the first day without the leaver: it says who reviews
    then. A handle that cannot be one has a problem of its own.
    """
    for file in catalog.owners_files:
        if (system := made_for(file.text)) is None:
            continue
        try:
            yield from _in_file(catalog, after, leaver, file, system)
        except CannotNameError:
            continue


def _in_file(
    catalog: Catalog, after: Catalog, leaver: str, file: OwnersFile, system: str
) -> Iterator[LostReviewer]:
    handle = handle_of(catalog.people[leaver], system)
    if handle is None:
        return
    reviewed = _reviewers(after, system)
    people = {handle_of(person, system): person.id for person in after.people.values() if person.id != leaver}
    lines = file.text.splitlines()
    top = f"/{file.folder}/" if file.folder else "/"
    for path, handles in _reviewers(catalog, system).items():
        if handles == (handle,):
            written = f"{top}{path} {handle}"
            line = lines.index(written) + 1 if written in lines else 1
            following = next((people[one] for one in reviewed.get(path, ()) if one in people), None)
            yield LostReviewer(reviewed=path, place=Place(file.path, line), proposal=following)


def _reviewers(catalog: Catalog, system: str) -> Mapping[str, tuple[str, ...]]:
    return {path: handles for section in sections(catalog, system) for path, handles in section.lines}
