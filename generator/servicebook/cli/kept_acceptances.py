"""Agreements that were accepted stay accepted where only ids in them are others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servicebook import wording
from servicebook.cli import options
from servicebook.model.catalog import Catalog
from servicebook.model.promises import terms_of
from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_replace import Replacement, replaced


def kept_acceptances(was: Catalog, now: Catalog, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The files, with their new texts, of agreements whose terms are called otherwise and are what was accepted.

    ``now`` must differ from ``was`` by ids alone; ``texts`` are the files that say something else already.
    """
    for agreement in was.agreements.values():
        after = now.agreements.get(agreement.id)
        if after is None or (old := terms_of(was, agreement)) == (new := terms_of(now, after)):
            continue
        path = agreement.origin.path
        mended = [
            Replacement(pointer=("accepted", number, "terms"), old=old, new=new)
            for number, acceptance in enumerate(agreement.accepted)
            if acceptance.terms == old
        ]
        if mended:
            try:
                yield path, replaced(texts.get(path, agreement.origin.document.text), mended)
            except CannotEditError as fault:
                raise options.CannotRunError(
                    wording.text("rename.file-unchanged", path=path, reason=fault)
                ) from None
