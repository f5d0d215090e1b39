"""A name or a summary has an e-mail address, a web address or a telephone number in it.

Readers can neither click nor dial it there, lists and search results repeat it, and nobody finds it when it changes.
Ways to ask are `channels`; pages elsewhere are `links`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.texts import short_texts
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "address-in-text"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]*\w|\bhttps?://[^\s<>\")]+|\bwww\.[\w-]+\.\w+|\+[1-9][0-9 ()/.-]{6,}[0-9]"
)


def check(catalog: Catalog) -> Iterator[Problem]:
    for written in catalog.derive(short_texts):
        # each form has one of these, and most texts have none
        if ("@" in written.text or "/" in written.text or "+" in written.text or "www" in written.text) and (
            found := _ADDRESS.search(written.text)
        ):
            yield finding(
                CODE,
                SEVERITY,
                written.origin.place(written.field),
                text(f"address-in-text.in.{written.field}", address=found[0]),
                text("address-in-text.hint"),
                public_message=text("address-in-text.public") if written.kind == "person" else None,
            )
