"""A link in a Markdown text leads nowhere.

Texts of the catalog are shown on several pages, so relative addresses cannot be followed from them. Link to
objects as `[text](service:it/laptop-repair)`, to pages elsewhere with the full address, `https:` or
`mailto:`. Anything else (`javascript:`, `file:`) is not a link on the site either, and is shown as text.

A link to an object is written without escapes (`service:…`, not `service\\:…`), so that it is found wherever
objects are renamed, moved or withheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from servicebook import wording
from servicebook.analysis.resolved import KINDS
from servicebook.documents.document import Origin
from servicebook.documents.markdown_links import (
    ALLOWED,
    LINKABLE,
    is_written_otherwise,
    meant_address,
    possible_targets,
    retargeted,
    targets,
)
from servicebook.model.catalog import Catalog
from servicebook.model.texts import markdown_texts
from servicebook.problems import Problem, Severity
from servicebook.rules.addresses import mistyped
from servicebook.rules.finding import finding
from servicebook.wording.lists import either

CODE = "dead-link"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ()

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, field, text in markdown_texts(catalog):
        if all(
            target.startswith(ALLOWED) and _unescaped(target) is None for target in possible_targets(text)
        ):
            continue
        for target in targets(text):
            if not target.startswith(ALLOWED):
                meant = _meant(catalog, target)
                hint = wording.text("hint.write", choices=meant) if meant else _hint(catalog, target)
                message = wording.text("dead-link.message", target=target)
                yield _found(origin, field, target, message, hint, meant)
        for _, written, target in retargeted(text, _unescaped):
            hint = wording.text("hint.write", choices=target)
            message = wording.text("dead-link.message-escaped", target=written)
            # to write plainly what is not there would only make another problem of it
            yield _found(
                origin, field, written, message, hint, target if _is_there(catalog, target) else None
            )


def _unescaped(address: str) -> str | None:
    """The address of an object that is written with escapes, without them; None for any other address."""
    if not is_written_otherwise(address):
        return None
    meant = meant_address(address)
    return meant if meant.partition(":")[0] in LINKABLE else None


def _is_there(catalog: Catalog, address: str) -> bool:
    kind, _, own_id = address.partition(":")
    return kind in KINDS and own_id in KINDS[kind](catalog)


def _found(origin: Origin, field: str, written: str, message: str, hint: str, meant: str | None) -> Problem:
    """A link that is written so in a field; ``meant`` is what it is to be instead, where there is no doubt."""
    place = origin.document.place_of_text((*origin.pointer, field), written)
    edit = origin.document.edit_of_words(place, written, meant) if meant else None
    return finding(CODE, SEVERITY, place, message, hint, edit=edit)


def _hint(catalog: Catalog, target: str) -> str:
    """The objects that a path leads to, as they are linked: of a file, or of a page of the site."""
    found = [
        f"{kind}:{one}"
        for kind in LINKABLE
        if kind in KINDS
        for one in _of_path(KINDS[kind](catalog), target)
    ]
    found = found or mistyped(catalog, target)
    if not 0 < len(found) <= 3:
        return wording.text("dead-link.hint")
    return wording.text("dead-link.hint-object", choices=either(found))


def _of_path(ids: Iterable[str], target: str) -> list[str]:
    """The ids that end as a path does; those that have more of its steps first, and no others beside them."""
    path = re.sub(
        r"(?:\.ya?ml|\.md|\.html|/index\.html|/department\.yml)?/*(?:[#?].*)?\Z", "", target, count=1
    )
    steps = [step for step in path.split("/") if step not in ("", ".", "..", "services")]
    whole = "/".join(steps[-2:])
    same = [one for one in ids if one == whole] if len(steps) > 1 else []
    return same or [one for one in ids if steps and one.rpartition("/")[2] == steps[-1]]


def _meant(catalog: Catalog, target: str) -> str | None:
    """The address with the kind of the one object that has such an id; an e-mail address with its scheme."""
    kinds = [kind for kind in LINKABLE if kind in KINDS and target in KINDS[kind](catalog)]
    if len(kinds) == 1:
        return f"{kinds[0]}:{target}"
    return f"mailto:{target}" if not kinds and _EMAIL.fullmatch(target) else None
