"""What a change says to people, in the words of the tables: the same on a terminal, in a comment and on pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from servicebook.comparing.changes import Because, Change, Effect
from servicebook.comparing.detail_words import detail_words
from servicebook.comparing.difference_words import (
    difference_words,
    examples_words,
    hours_words,
    passes_days,
)
from servicebook.comparing.directions import Direction
from servicebook.comparing.effect_words import effect_word, word_of_change
from servicebook.comparing.field_words import field_words
from servicebook.comparing.object_titles import name_of
from servicebook.comparing.text_differences import similar, text_differences
from servicebook.comparing.unnamed_people import holding_of
from servicebook.comparing.value_words import value_words
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.source.yaml_reader import Value
from servicebook.wording import text
from servicebook.wording.lists import listed

_MOST = 240
"""Characters of a value; who wants to read more follows the link to its lines."""

_MOST_CAUSES = 5


@frozen
class ChangeWords:
    """A change for readers: what it means in a word, which object it is about, what it says now and said before.

    ``by`` is by how much due dates move, or hours differ where no due dates do; empty where neither does. ``more`` are
    further lines, where there is more to tell: where due dates move both ways, an example of each.
    """

    effect: str
    subject: str
    what: str
    by: str
    more: tuple[str, ...] = ()


def words_of(change: Change, before: Catalog, after: Catalog) -> ChangeWords:
    """A change in words; what its object is called is looked up in the head, then in the base."""
    by = _by(change, after)
    what, *more = detail_words(change, after) or _what(change, before, after)
    if elsewhere := [cause for cause in change.causes if cause.object_id != change.object_id]:
        more.append(_causes(elsewhere, before, after))
    return ChangeWords(
        effect=word_of_change(change),
        subject=_subject(change, before, after),
        what=what,
        by=next(by, ""),
        more=(*by, *more),
    )


def _subject(change: Change, before: Catalog, after: Catalog) -> str:
    if not change.object_id:
        return text("change.unnamed")
    kind = text(f"kind.{change.kind}")
    name = name_of(after, change.kind, change.object_id) or name_of(before, change.kind, change.object_id)
    if name and name != change.object_id:
        return text("change.object", object=name, kind=kind, id=change.object_id)
    return text("change.id", kind=kind, id=change.object_id)


def _by(change: Change, catalog: Catalog) -> Iterator[str]:
    language = catalog.settings.organization.language
    for moved in change.most:
        service = name_of(catalog, "service", moved.service) or moved.service
        yield text("difference.most", service=service, difference=difference_words(moved.due, language))
    if change.by and not change.most:
        yield difference_words(change.by, language)
    moves = [moved.due for moved in change.most] or [change.by] if change.by else []
    both_ways = len(moves) > 1 or any(due.direction is Direction.INCOMPARABLE for due in moves)
    if both_ways or change.kind == "calendar" or any(map(passes_days, moves)):
        yield from examples_words(moves, language)
    if change.hours:
        yield hours_words(change.hours, language)


def _causes(causes_found: Sequence[Change], before: Catalog, after: Catalog) -> str:
    """Because of which changes of other objects it is so; of many the first ones."""
    effects: dict[str, dict[str, None]] = {}
    for cause in causes_found:
        name = name_of(after, cause.kind, cause.object_id) or name_of(before, cause.kind, cause.object_id)
        effects.setdefault(name or cause.object_id, {})[effect_word(cause.effect)] = None
    causes = [
        text("diff.cause", object=name, effect=text("list.separator").join(found))
        for name, found in effects.items()
    ]
    return text("diff.caused-by", causes=listed(causes, _MOST_CAUSES))


def _what(change: Change, before: Catalog, after: Catalog) -> list[str]:
    """What it says now and said before; of long texts the parts that differ, each a line."""
    if change.field is None:
        is_moved = change.effect is Effect.MOVED
        if is_moved:
            return [text("change.moved", before=str(change.before), after=str(change.after))]
        return list(_of_new(change, after)) or [""]
    field = field_words(after, change.field)
    then, now = (
        value_words(change.field, _by_name(change, value, after), (after, before))
        for value in (change.before, change.after)
    )
    if _are_texts(then) and _are_texts(now):
        return _of_lists(field, then, now)
    if isinstance(then, str) and isinstance(now, str) and max(len(then), len(now)) > _SHORT:
        return _of_texts(field, then, now)
    if change.before is None and change.after is None:  # a value that may not be told
        return [text("change.other", field=field)]
    if change.before is None or change.after is None:
        return [_of_entry(change, change.field, then, now, after)]
    return [text("change.set", field=field, before=written(then), after=written(now))]


def _of_entry(change: Change, name: str, then: Value, now: Value, catalog: Catalog) -> str:
    """Of what is there on one side only, what it is."""
    entry = _ENTRY.match(name)  # what is said of it names it
    field = field_words(catalog, entry["root"] if entry else name)
    step = _STEP.match(name)
    if change.before is None:
        if step:
            return text("change.step-appeared", step=step["step"], after=written(now))
        return text("change.appeared", field=field, after=written(now))
    if step:
        return text("change.step-gone", step=step["step"], before=written(then))
    return text("change.gone", field=field, before=written(then))


_OF_NEW = ("summary", "from", "until", "effect", "adds", "text")


def _of_new(change: Change, catalog: Catalog) -> Iterator[str]:
    """What there is to know first of something new."""
    value = change.after
    if change.effect is Effect.ADDED and isinstance(value, dict) and change.kind != "person":
        for key in _OF_NEW:
            if isinstance(value.get(key), (str, int, float, date)):
                field = field_words(catalog, key)
                yield text("change.of-new", field=field, value=written(value[key]))


_STEP = re.compile(r"(?:handoffs|steps)\[(?P<step>[^\]]*)\]\Z")
_ENTRY = re.compile(r"(?P<root>channels|escalation|depends_on|closures)\[.*\]\Z")
_SHORT = 60
"""Characters of a text that is shown whole."""
_SENTENCE = 24
"""Characters that are more likely a sentence than a name."""
_MOST_PARTS = 4
"""Parts of a text that are shown where it differs in more."""


def _are_texts(value: Value) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _of_texts(field: str, before: str, after: str) -> list[str]:
    """The parts that differ; where only spaces do, both as they are."""
    parts = text_differences(before, after)
    lines = [
        text("change.set", field=field, before=written(then), after=written(now))
        for then, now in parts[:_MOST_PARTS]
    ]
    if left := len(parts) - _MOST_PARTS if len(parts) > _MOST_PARTS else 0:
        lines.append(text("change.more-parts", count=left))
    return lines or [text("change.set", field=field, before=written(before), after=written(after))]


def _of_lists(field: str, before: Any, after: Any) -> list[str]:
    """The entries that came, went or read differently; where none has, their order is another one."""
    new, gone = [item for item in after if item not in before], [item for item in before if item not in after]
    if not new and not gone:
        return [text("change.order", field=field, after=written(after))]
    lines: list[str] = []
    for item in list(new):
        if was := next(
            (other for other in gone if similar(other, item)), _in_its_place(before, after, item, gone)
        ):
            lines += _of_texts(field, was, item)
            new.remove(item)
            gone.remove(was)
    lines += [text("change.new-entry", field=field, entry=written(item)) for item in new]
    lines += [text("change.gone-entry", field=field, entry=written(item)) for item in gone]
    return lines


def _in_its_place(before: Any, after: Any, item: str, gone: list[str]) -> str | None:
    """Of as many sentences as before, what stands in the same place is what it was; None if that is none."""
    was = before[after.index(item)] if len(before) == len(after) else None
    return was if was in gone and min(len(was), len(item)) > _SENTENCE else None


def _by_name(change: Change, value: Any, catalog: Catalog) -> Any:
    """The people of a role as they are called; any other value as it is."""
    if change.kind != "role" or not holding_of(change.field):
        return value
    if isinstance(value, list):
        return [_by_name(change, item, catalog) for item in value]
    if isinstance(value, dict):
        return {
            key: _by_name(change, item, catalog) if key == "person" else item for key, item in value.items()
        }
    return name_of(catalog, "person", value) or value if isinstance(value, str) else value


def written(value: Value) -> str:
    """A value on one line: lists with commas, maps as key and value."""
    if value is None:
        return text("change.nothing")
    words = " ".join(_flat(value).split())
    return words if len(words) <= _MOST else f"{words[: _MOST - 1]}…"


def _flat(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(_flat(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_flat(item)}" for key, item in value.items())
    return str(value)


def because_words(because: Because) -> str:
    """Why a department is affected, or asked."""
    name = because.title or because.name
    if because.through is not None:
        through = because.through_title or because.through
        return text(f"because-through.{because.reason}", name=name, through=through)
    return text(f"because.{because.reason}", name=name)


_MOST_NAMED = 12
"""Services that a change names at most."""


def also_words(change: Change, catalog: Catalog) -> str:
    """The services whose promises change with it; empty where there are none."""
    names = [name_of(catalog, "service", service) or service for service in change.also]
    if not names:
        return ""
    is_short = len(names) <= _MOST_NAMED
    shown = ", ".join(names) if is_short else listed(names, _MOST_NAMED)
    return text("diff.services", count=len(names), list=shown)
