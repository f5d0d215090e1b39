"""What a commit changed, for readers: in the words of comparisons, without anybody's name.

Of texts, and of who holds a role, it is only said that they changed: what they said may name people who have since
left. For the same reason nothing is quoted in which somebody is named whom the catalog knew at that time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from servicebook.analysis.resolved import KINDS
from servicebook.comparing.affected import with_affected
from servicebook.comparing.change_words import words_of
from servicebook.comparing.changes import Change, Effect, worst_first
from servicebook.comparing.compare import Compared, changes_between
from servicebook.comparing.field_words import field_words
from servicebook.comparing.named_people import NamedPeople
from servicebook.comparing.object_titles import name_of
from servicebook.comparing.past_commits import PastChange
from servicebook.comparing.terms_changed import terms_changed
from servicebook.comparing.unnamed_people import holding_of
from servicebook.model.catalog import Catalog
from servicebook.wording import formats, text

_UNTOLD_KINDS = frozenset(
    {
        "person",
        "kudos",
        "absence",
        "rota",
        "remark",
        "survey",
        "organization",
        "priorities",
        "rules",
        "feedback",
        "measures",
    }
)
"""Who came and went is not told, nor what only concerns the site.

What people said and what surveys gave is shown as it is today and no more. An entry that nobody has finished yet, where
something was said, or how one more answer changed the counts, is told to nobody.
"""
_UNTOLD_CODES = frozenset({"former-ids-changed"})
_MINOR_FIELDS = frozenset({"reviewed_on", "review_every", "aliases", "links", "topics", "icon", "quality"})
"""What changes without anything becoming different for those who ask."""
_UNQUOTED_FIELDS = frozenset(
    {
        "accepted", "icon", "channels", "contact", "prerequisites", "not_for", "customer_duties", "responsibilities",
        "pauses_when", "meetings", "escalation", "handoffs", "steps", "depends_on", "links",
    }
)  # fmt: skip
"""Fields that hold texts and addresses, which may name people, or what tells nobody anything, such as a hash."""
_QUOTED_PARTS = frozenset({"within", "after", "service", "by", "role"})
"""What may be quoted of their entries."""
_OF_DEPARTMENTS = frozenset({"service", "department", "role", "faq"})
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_ENTRY = re.compile(r"\(([a-z0-9-]+/[a-z0-9-]+)\)")
"""The id of a role or service that an entry of a list is known by."""
_TIMES = ("within", "at_least", "stated")
"""What an entry of a list promises, by the first of these keys that it has."""


def past_changes(before: Compared, after: Compared, people: NamedPeople) -> tuple[PastChange, ...]:
    """What readers are told of the difference of two catalogs of the same day, the worst first.

    Which chains and journeys no longer hold is not among it: to find that out takes a second a commit.
    """
    found = changes_between(before, after, {})
    if not found:
        return ()
    terms = terms_changed(before.catalog, after.catalog, found)
    told = [
        change for change in found if change.kind not in _UNTOLD_KINDS and change.code not in _UNTOLD_CODES
    ]
    concerning = with_affected(before.catalog, after.catalog, (*terms, *told))
    made = (_told(change, before.catalog, after.catalog, people) for change in worst_first(concerning))
    return tuple(dict.fromkeys(made))


def _told(change: Change, before: Catalog, after: Catalog, people: NamedPeople) -> PastChange:
    what, by, more = _sentences(change, before, after)
    name = name_of(after, change.kind, change.object_id) or name_of(before, change.kind, change.object_id)
    field = _root(change.field)
    is_minor = change.effect is Effect.REWORDED or field in _MINOR_FIELDS
    # of long texts only parts are quoted, which may begin within a name
    if people.are_in(what, by, *more, *_strings(change.before), *_strings(change.after)):
        what, by, more = (text("change.other", field=field_words(after, field)) if field else ""), "", ()
    return PastChange(
        kind=change.kind,
        object_id=change.object_id,
        name=name if name and not people.are_in(name) else change.object_id,
        effect=change.effect,
        what=what,
        by=by,
        more=more,
        is_minor=is_minor,
        moved_from=str(change.before) if change.effect is Effect.MOVED else None,
        departments=tuple(dict.fromkeys(_departments(change, with_affected=not is_minor))),
        services=tuple(dict.fromkeys(_services(change))),
    )


def _sentences(change: Change, before: Catalog, after: Catalog) -> tuple[str, str, tuple[str, ...]]:
    if change.field is None:
        return "", "", ()  # the effect says it: added, removed, moved
    written = _field(change, after)
    field = _ENTRY.sub(lambda entry: f"({_for_readers(entry[1], before, after)})", written)
    if change.effect is Effect.REWORDED or (change.kind == "role" and holding_of(change.field)):
        return text("change.other", field=field), "", ()
    root = _root(change.field)
    if root in _UNQUOTED_FIELDS and change.field.rpartition(".")[2] not in _QUOTED_PARTS:
        field = field_words(after, root) if root == "accepted" else field
        return _entry(field, change.before, change.after), "", ()
    values: list[Any] = [change.before, change.after]
    if root != "cost":  # which has words of its own
        values = [_for_readers(value, before, after) for value in values]
    told = replace(change, before=values[0], after=values[1])
    words = words_of(told, before, after)
    has_parts = root != "cost" and any(isinstance(value, dict) for value in values)
    is_entry = change.details is None and has_parts
    what = _entry(field, *values) if is_entry else words.what.replace(written, field, 1)
    return what, words.by, words.more


def _field(change: Change, catalog: Catalog) -> str:
    """What the field is called; the hours and days of a calendar are several, which are told of together."""
    assert change.field is not None
    if change.kind == "calendar" and "[" not in change.field:
        return text("list.separator").join(field_words(catalog, part) for part in change.field.split(", "))
    return field_words(catalog, holding_of(change.field) or change.field)


def _entry(field: str, before: Any, after: Any) -> str:
    """Of something that has many parts, only that it is there now, or no longer, or is another."""
    if before is None:
        return text("history.appeared", field=field)
    return text("history.gone" if after is None else "change.other", field=field)


def _for_readers(value: Any, before: Catalog, after: Catalog) -> Any:
    """A value whose ids are names, and of a promise only the time or share that it gives."""
    if isinstance(value, list):
        return [_for_readers(item, before, after) for item in value]
    if isinstance(value, dict):
        return next((value[key] for key in _TIMES if key in value), value)
    if not isinstance(value, str):
        return value
    if _DAY.fullmatch(value):
        return formats.day(date.fromisoformat(value), after.settings.organization.language)
    kinds = ("service", "role") if "/" in value else ("department", "calendar", "audience", "site", "topic")
    names = (
        name_of(catalog, kind, value)
        for catalog in (after, before)
        for kind in kinds
        if value in KINDS[kind](catalog)
    )
    return next((name for name in names if name), value)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _root(field: str | None) -> str:
    return (field or "").partition("[")[0].partition(".")[0]


def _departments(change: Change, *, with_affected: bool) -> Iterator[str]:
    if change.kind in _OF_DEPARTMENTS:
        yield change.object_id.partition("/")[0]
    if with_affected:
        yield from (affected.department for affected in change.affected)


def _services(change: Change) -> Sequence[str]:
    own = []
    if change.kind == "service":
        own.append(change.object_id)
    elif change.kind == "faq" and change.object_id.count("/") == 2:
        own.append(change.object_id.rpartition("/")[0])
    return (*own, *change.also)
