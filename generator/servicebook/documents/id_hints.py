"""What to write in place of an id that names nothing of the kind that is wanted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from servicebook import wording
from servicebook.clock.weekdays import WEEKDAYS
from servicebook.documents.document import Document
from servicebook.documents.folding import folded
from servicebook.documents.kinds import BY_NAME, SETTINGS
from servicebook.documents.meant.times import opening_hours
from servicebook.documents.object_names import ObjectNames
from servicebook.documents.slugs import slug
from servicebook.documents.suggestions import did_you_mean
from servicebook.documents.value_hints import in_place, one_of_several
from servicebook.documents.weekly_hours import NoHoursError, weekly_hours
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.wording.lists import either, listed

FEW = 12
"""So many ids can be read in a message."""


class IdHints:
    """The hints for one place of a document; ``kinds`` are those of which an object may be named there."""

    def __init__(
        self,
        names: ObjectNames,
        document: Document,
        pointer: Pointer,
        kinds: Sequence[str],
        *,
        in_markdown: bool,
    ) -> None:
        self.names, self.document, self.pointer, self.in_markdown = names, document, pointer, in_markdown
        self.kinds = tuple(kind.rstrip(":") for kind in kinds)

    def unknown(self, kind: str, qualified_id: str) -> str:
        """What to do about an id that names no object of the kind."""
        return (
            self._of_another_kind(kind, qualified_id)
            or self._by_name(kind, qualified_id)
            or self._several(kind, qualified_id)
            or (self._calendar(qualified_id) if kind == "calendar" else None)
            or self._closest(kind, qualified_id)
            or self._as_people_say(kind, qualified_id)
            or self._called_as_another_kind(kind, qualified_id)
            or self._few(kind, qualified_id)
            or self._define(kind, qualified_id)
        )

    def unclear(self, name: str) -> str:
        """What to do about a name that does not say of which of several kinds it is."""
        bare = name.rpartition(":")[2]
        found = [f"{kind}:{bare}" for kind in self.kinds if bare in self.names.places.get(kind, {})]
        found = found or [f"{kind}:{one}" for kind in self.kinds for one in self._meant(kind, bare)]
        if found:
            return wording.text("hint.write", choices=either(in_place(self.pointer, one) for one in found))
        return wording.text("hint.write", choices=either(f"{kind}:<id>" for kind in self.kinds))

    def _meant(self, kind: str, words: str) -> tuple[str, ...]:
        """The ids of a kind that a name, or an id of another kind, stands for."""
        if named := self.names.named(kind, words):
            return named
        for other in self.names.kinds_of(words):
            if related := _related(self.names, kind, other, words):
                return related
        people = self.names.named("person", words)
        return tuple(dict.fromkeys(one for person in people for one in self._of_person(kind, person)))

    def _of_person(self, kind: str, person: str) -> tuple[str, ...]:
        return _related(self.names, kind, "person", person)

    def _write(self, kind: str, ids: Iterable[str]) -> str:
        """``write owner: it/desk-lead or owner: it/head``."""
        if self.in_markdown:
            return wording.text("hint.write", choices=either(f"{kind}:{one}" for one in ids))
        return wording.text("hint.write", choices=either(in_place(self.pointer, one) for one in ids))

    def _of_another_kind(self, kind: str, qualified_id: str) -> str | None:
        for other in self.names.kinds_of(qualified_id):
            if other in (kind, "faq"):
                continue
            what = wording.text("reference.other-kind", id=qualified_id, kind=wording.text(f"a-kind.{other}"))
            return f"{what}; {self._instead(kind, other, qualified_id)}"
        return None

    def _instead(self, kind: str, other: str, qualified_id: str) -> str:
        if self.pointer[-1:] == ("by",) and other == "service":
            return wording.text("hint.write-in", written=f"service: {qualified_id}")
        wanted = (kind,) if self.in_markdown else self.kinds
        ids = [one for want in wanted for one in _related(self.names, want, other, qualified_id)]
        if not ids:
            wanted_kind = wording.text(f"a-kind.{kind}")
            return wording.text(
                "reference.other-kind-wanted", kind=wanted_kind, pattern=self._where(kind, "")
            )
        if len(ids) <= 3 or self.in_markdown:
            return self._write(kind, ids[:FEW])
        shown = wording.text("list.separator").join(ids[:FEW]) + (" …" if len(ids) > FEW else "")
        return wording.text("hint.use-one-of", choices=shown)

    def _by_name(self, kind: str, words: str) -> str | None:
        ids = self._meant(kind, words)
        department = self.document.location.department
        own = tuple(one for one in ids if department and one.startswith(f"{department}/"))
        ids = own or ids
        return self._write(kind, ids) if 0 < len(ids) <= FEW else None

    def _several(self, kind: str, words: str) -> str | None:
        """Several ids in one text, where only one is possible."""
        parts = [part for part in re.split(r"\s*(?:[,;&+]|\band\b|\bund\b)\s*", words) if part]
        known = self.names.places.get(kind, {})
        if len(parts) < 2 or not any(part in known for part in parts):
            return None
        if self.pointer and isinstance(self.pointer[-1], int):
            return wording.text("reference.several-entries", entries=listed(parts))
        return one_of_several(self.document, self.pointer, parts)

    def _calendar(self, words: str) -> str | None:
        if folded(words) in _ALWAYS:
            return self._write("calendar", ("always",))
        hours = _hours(words)
        if not hours:
            return None
        if same := self.names.calendars_open(hours):
            return wording.text("reference.same-hours", written=self._write("calendar", same))
        known = wording.text("list.separator").join(list(self.names.places.get("calendar", {}))[:FEW])
        written = in_place(("new-hours",), {"name": "New hours", "open": hours})
        return wording.text(
            "reference.hours", choices=known, pattern=self._where("calendar", words), written=written
        )

    def _closest(self, kind: str, qualified_id: str) -> str | None:
        known = self.names.places.get(kind, {})
        return did_you_mean(qualified_id, known) or did_you_mean(slug(qualified_id), known)

    def _as_people_say(self, kind: str, words: str) -> str | None:
        """A person by initials, family name or the like; the highest priority by a word for it. It is only asked."""
        if kind == "person" and len(people := self.names.people_called(words)) == 1:
            return wording.text("hint.did-you-mean", name=people[0])
        priorities = [*self.names.places.get("priority", {})]
        if kind == "priority" and priorities and folded(words) in _HIGHEST:
            choices = wording.text("list.separator").join(priorities[:FEW])
            return wording.text("reference.highest", name=priorities[0], choices=choices)
        return None

    def _called_as_another_kind(self, kind: str, qualified_id: str) -> str | None:
        """``sales/head`` where a service is wanted: other departments have roles of that name, and nobody a service."""
        department, _, own = qualified_id.rpartition("/")
        if kind not in _OTHER or not department or self.names.with_own_id(kind, own):
            return None
        others = self.names.with_own_id(_OTHER[kind], own)
        ids = self.names.of_department(kind, department)
        if not others or not ids:
            return None
        called = wording.text(f"reference.called-as.{_OTHER[kind]}", own=own, example=others[0])
        choices = wording.text("list.separator").join(ids[:FEW]) + (" …" if len(ids) > FEW else "")
        return wording.text("reference.called-otherwise", called=called, choices=choices)

    def _define(self, kind: str, qualified_id: str) -> str:
        pattern = self._where(kind, qualified_id)
        if pattern.startswith(f"{SETTINGS}/"):  # which is not for departments to change
            return wording.text("reference.settings", pattern=pattern)
        return wording.text("reference.define", pattern=pattern)

    def _few(self, kind: str, qualified_id: str) -> str | None:
        """All that there are, when these are few; of roles and services, those of their department."""
        department, slash, _ = qualified_id.partition("/")
        ids = [*self.names.places.get(kind, {})]
        if slash and kind in ("role", "service"):
            if department not in self.names.places.get("department", {}):
                similar = did_you_mean(department, self.names.places.get("department", {}))
                return similar or None
            ids = [*self.names.of_department(kind, department)]
        if not 0 < len(ids) <= FEW:
            return None
        choices = wording.text("list.separator").join(ids)
        pattern = self._where(kind, qualified_id)
        if pattern.startswith(f"{SETTINGS}/"):
            return wording.text("reference.few-settings", choices=choices, pattern=pattern)
        return wording.text("reference.few", choices=choices, pattern=pattern)

    def _where(self, kind: str, qualified_id: str) -> str:
        """The file in which an object of the kind would be given."""
        pattern = "site_config/priorities.yml" if kind == "priority" else BY_NAME[kind].pattern
        department, slash, own = qualified_id.partition("/")
        if slash and department in self.names.places.get("department", {}):
            pattern = pattern.replace("{department}", department)
            pattern = pattern.replace("{id}", own) if slug(own) == own else pattern
        return pattern.replace("{", "<").replace("}", ">")


def _hours(words: str) -> dict[str, Value]:
    """The opening hours that words say; those of working days where no day is named."""
    try:
        return weekly_hours(words)
    except NoHoursError:
        daily = opening_hours(words).values
        return dict.fromkeys(WEEKDAYS[:5], daily[0]) if daily and daily[0] else {}


_OTHER = {"role": "service", "service": "role"}
_HIGHEST = frozenset(
    {"urgent", "critical", "emergency", "highest", "very high", "asap", "blocker", "p1", "prio 1"}
)
"""Words for the highest priority, whatever it is called here."""
_ALWAYS = frozenset(
    {
        "24/7",
        "24x7",
        "24h",
        "24 h",
        "24 hours",
        "always open",
        "day and night",
        "7x24",
        "round the clock",
        "24/7/365",
    }
)


def _related(names: ObjectNames, kind: str, other: str, qualified_id: str) -> tuple[str, ...]:
    """The objects of a kind that have to do with an object of another kind: the roles that a person holds."""
    relation = _RELATED.get((kind, other))
    return relation(names, qualified_id) if relation else ()


def _departments_of(names: ObjectNames, person: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(role.partition("/")[0] for role in names.roles_held(person)))


def _own_department(_: ObjectNames, qualified_id: str) -> tuple[str, ...]:
    return (qualified_id.partition("/")[0],)


def _owner(names: ObjectNames, service: str) -> tuple[str, ...]:
    owner = names.owner(service)
    return (owner,) if owner else ()


_RELATED: Mapping[tuple[str, str], Callable[[ObjectNames, str], tuple[str, ...]]] = {
    ("role", "person"): ObjectNames.roles_held,
    ("role", "department"): lambda names, one: names.of_department("role", one),
    ("role", "service"): _owner,
    ("person", "role"): ObjectNames.holders,
    ("service", "department"): lambda names, one: names.of_department("service", one),
    ("department", "person"): _departments_of,
    ("department", "role"): _own_department,
    ("department", "service"): _own_department,
}
"""By the kind that is wanted and the kind that is there, which objects may be meant."""
