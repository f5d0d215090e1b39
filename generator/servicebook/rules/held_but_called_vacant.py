"""The words of a role say that nobody holds it, and somebody does.

*The post is open.* stays behind when the post is filled: readers take it that nobody does the work. Remove the
sentence; or, if the holder only looks after the role meanwhile, say `interim: true` of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "held-but-called-vacant"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("person",)

_VACANT = re.compile(
    # a sentence of its own: "says whether the post is open" is somebody's work
    r"(?:^|(?<=[.!?:;(]\s)|(?<=[(]))"
    r"(?:(?:this|the|our) (?:post|position|role|job)(?: is|'s|’s)(?: currently| still| now| at present)? "
    r"(?:open|vacant|unfilled|not filled)|(?:currently|still|at present) vacant|vacant)"
    r"(?=\s*(?:[.,;!)]|\Z)| since | until | at (?:the moment|present))",
    re.IGNORECASE | re.MULTILINE,
)
_SOME_WORD = ("open", "vacant", "filled")


def check(catalog: Catalog) -> Iterator[Problem]:
    for role in catalog.roles.values():
        words = role.summary
        if not words or role.vacant_since or not any(word in words.lower() for word in _SOME_WORD):
            continue
        found = _VACANT.search(words)
        if found is None:
            continue
        present = set(catalog.holders(role))
        # a holder who is to leave may have a post that is advertised already
        held = [
            index
            for index, one in enumerate(role.holders)
            if one in present
            and not one.interim
            and one.until is None
            and catalog.people[one.person].left_on is None
        ]
        if held:
            yield finding(
                CODE,
                SEVERITY,
                role.origin.document.place_of_text((*role.origin.pointer, "summary"), found[0]),
                text("held-but-called-vacant.message", role=role.title, words=found[0]),
                text("held-but-called-vacant.hint"),
                (Related(role.origin.place("holders", held[0]), text("vacant-but-held.holder")),),
            )
