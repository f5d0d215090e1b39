"""What documents mention: what their references name, found without where these are, in little more than half the time.

Of most documents of a large catalog nobody asks for more.
"""

from __future__ import annotations

from servicebook.documents.document import Document
from servicebook.documents.markdown_links import LINKABLE, possible_targets
from servicebook.documents.references import Named, named
from servicebook.documents.schemas import Plan, plan_of
from servicebook.source.yaml_reader import Value

Mentions = tuple[Named, ...]
"""What a document refers to, each once: pairs of (kind, id), the kind None where it is not said."""
_Found = dict[tuple[tuple[str, ...], str, bool], None]
"""References, each once: the kinds that may be meant, how it is written, and whether that is in Markdown."""


def mentions_of(document: Document) -> Mentions:
    """What the references of a document name that is valid against its schema, each once."""
    found: _Found = {}
    _mention(document.value, plan_of(document.location.kind.schema), found)
    return tuple(dict.fromkeys([named(*one) for one in found]))


def _mention(value: Value, plan: Plan, found: _Found) -> None:
    if isinstance(value, str):
        if plan.refs:
            found[plan.refs, value, False] = None
        elif plan.markdown:
            for target in possible_targets(value):
                if target.partition(":")[0] in LINKABLE:
                    found[LINKABLE, target, True] = None
    elif isinstance(value, dict):
        _mention_of_map(value, plan, found)
    elif isinstance(value, list) and plan.each is not None:
        for item in value:
            _mention(item, plan.each, found)


def _mention_of_map(value: dict[str, Value], plan: Plan, found: _Found) -> None:
    if plan.key_refs:
        found.update({(plan.key_refs, key, False): None for key in value})
    if plan.each is not None:
        for item in value.values():
            _mention(item, plan.each, found)
    for key, below in plan.keys.items():
        if key in value:
            _mention(value[key], below, found)
