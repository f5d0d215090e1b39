"""Schema, model, pages and field reference agree: a property that one of them forgets fails here.

The catalog below holds every property of every kind that readers see, each with a word, day or number of its
own, or leading to an object that nothing else leads to. What a property says has to be found on the page of
the object that says it.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import count
from typing import Any
from urllib.parse import urljoin

import pytest
from markupsafe import escape

from servicebook import links
from servicebook.clock.durations import Duration
from servicebook.documents.kinds import BY_NAME, KINDS, Kind
from servicebook.documents.properties import EACH, Property, properties_of
from servicebook.loading import load_catalog
from servicebook.model.agreement import Agreement
from servicebook.model.common import Review
from servicebook.model.department import Department
from servicebook.model.faq import Faq
from servicebook.model.health_check import FIGURES, HealthCheck
from servicebook.model.held_meeting import HeldMeeting
from servicebook.model.journey import Journey
from servicebook.model.news import Kudos, Notice
from servicebook.model.remark import Remark
from servicebook.model.results import PromisedWords, Result
from servicebook.model.role import Person, Role
from servicebook.model.rota import Absence
from servicebook.model.service import Service
from servicebook.model.survey import Survey
from servicebook.pages import all_pages
from servicebook.pages.rendering.context import RenderContext, render_context
from servicebook.pages.rendering.page import body_of
from servicebook.settings import (
    Audience,
    CalendarDefinition,
    Feedback,
    Organization,
    Principle,
    Settings,
    Topic,
)
from servicebook.settings import Site as Place
from servicebook.source.yaml_writer import write as yaml
from servicebook.wording import formats
from tests.support import told, write

TODAY = date(2026, 9, 1)

MODELS: Mapping[str, type] = {
    "department": Department,
    "service": Service,
    "role": Role,
    "faq": Faq,
    "agreement": Agreement,
    "journey": Journey,
    "notice": Notice,
    "person": Person,
    "kudos": Kudos,
    "absence": Absence,
    "results": Result,
    "remark": Remark,
    "meeting": HeldMeeting,
    "health": HealthCheck,
    "survey": Survey,
    "organization": Organization,
    "calendar": CalendarDefinition,
    "priorities": Settings,
    "audience": Audience,
    "topic": Topic,
    "site": Place,
    "principle": Principle,
    "feedback": Feedback,
    "measures": Settings,
    "rules": Settings,
}

RENAMED = {
    "reviewed_on": "review",
    "review_every": "review",
    "department.meetings[].with": "with_",
    "service.depends_on[].for": "purpose",
    "journey.for": "audience",
    "notice.affects": "services",
    "notice.from": "start",
    "notice.until": "end",
    "kudos.from": "sender",
    "kudos.to": "receiver",
    "absence.from": "start",
    "remark.from": "sender",
    "meeting.with": "with_",
    "calendar.closures[].on": "start",
    "calendar.closures[].from": "start",
    "calendar.closures[].until": "end",
    "calendar.hours[].from": "start",
    "calendar.hours[].until": "end",
    "priorities.default": "default_priority",
    "results.notes": "note",
    "measures.publish": "fewest",
}
"""Properties that the model calls otherwise: by kind and path, or by name where it is the same everywhere."""

FLATTENED = {
    "notice.affects.services",
    "notice.affects.departments",
    "calendar.holidays.country",
    "calendar.holidays.subdivision",
    "calendar.holidays.categories",
    "calendar.closures[].every",
    "calendar.special_days[].every",
    "calendar.special_days[].from",
    "calendar.special_days[].until",
    "calendar.always",
    "results.results",
    "measures.publish.fewest",
}
"""Properties within a group that is no class in the model, or that make the whole thing one of another class (what
comes back every year); ``always`` may never be written."""

MAPS = ("figures.", "open.", "columns.", "dates.", "time_of_day.")
"""Groups that the model keeps as maps."""

OF_EACH_ENTRY = {"results.results[].": ""}
"""Groups of which each entry is one object of the model, together with what is said around them."""

MODEL_ONLY = {
    "id", "department", "service", "origin", "review", "no_holidays", "yearly_closures", "yearly_special_days",
    "period", "held_on", "quarter",
}  # fmt: skip
"""What the model knows from the path, the place, from two properties, or from one of which it makes two."""

OF_ANOTHER_KIND = {"service: Step.title", "service: Step.start_here", "journey: Step.when"}
"""Steps of services and of journeys are one class; each kind gives what the other does not."""

SETTINGS_ELSEWHERE = set(Settings.__dataclass_fields__)
"""Settings is one class for all kinds of settings."""


def model_of(hint: Any) -> type | None:
    """The dataclass within a type: ``Channel`` of ``tuple[Channel, ...]``."""
    if isinstance(hint, type) and is_dataclass(hint):
        return hint
    for part in typing.get_args(hint):
        if found := model_of(part):
            return found
    return None


def disagreements(kind: Kind) -> Iterator[str]:
    """Properties without a field, and fields without a property."""
    classes: dict[str, type] = {"": MODELS[kind.name]}
    used: dict[type, set[str]] = {MODELS[kind.name]: set()}
    for one in properties_of(kind):
        whole = f"{kind.name}.{one.path}"
        if whole in FLATTENED or any(group in one.path for group in MAPS):
            continue
        path = one.path
        for group, place in OF_EACH_ENTRY.items():
            path = place + whole.removeprefix(group) if whole.startswith(group) else path
        parent, _, name = path.rpartition(".")
        owner = classes.get(parent)
        if owner is None:
            yield f"{whole}: the group {parent!r} is no class"
            continue
        field = RENAMED.get(whole, RENAMED.get(name, name))
        hints = typing.get_type_hints(owner)
        if field not in hints:
            yield f"{whole}: {owner.__name__} has no field {field!r}"
            continue
        used[owner].add(field)
        if (below := model_of(hints[field])) and below not in (Review, Duration, PromisedWords):
            for end in ("", "[]", f".{EACH}"):
                classes[path + end] = below
            used.setdefault(below, set())
    for owner, names in used.items():
        known = names | MODEL_ONLY | {"departments"} | (SETTINGS_ELSEWHERE if owner is Settings else set())
        for field_ in fields(owner):
            name = f"{kind.name}: {owner.__name__}.{field_.name}"
            if field_.name not in known and name not in OF_ANOTHER_KIND:
                yield f"{name} is no property"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_property_has_a_field_in_the_model_and_the_other_way_round(kind: Kind) -> None:
    assert list(disagreements(kind)) == []


class Everything:
    """A catalog with one object of each kind that holds every property, and others that it leads to."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.files: dict[str, Any] = {
            "catalog/people.yml": {},
            "site_config/calendars.yml": {},
            "site_config/sites.yml": {},
            "site_config/audiences.yml": {},
            "site_config/topics.yml": {},
            "site_config/organization.yml": {
                "name": "Everything",
                "source_url": "https://git.example.org/{path}",
            },
            "site_config/priorities.yml": {"default": "usual", "priorities": {"usual": {"name": "Usual"}}},
        }
        self.shown: dict[str, str] = {}
        """What the id of an object that something leads to looks like on a page."""

    def word(self) -> str:
        return f"Zw{next(self.numbers):04}q"

    def day(self) -> str:
        number = next(self.numbers)
        return date(2020 + number % 5, 1 + number % 12, 1 + number % 28).isoformat()

    def department(self) -> str:
        qualified_id = f"dept-{next(self.numbers)}"
        self.files[f"catalog/departments/{qualified_id}/department.yml"] = {"name": "D", "summary": "S"}
        self.shown[qualified_id] = f'{links.department(qualified_id)}"'
        return qualified_id

    def service(self, department: str | None = None) -> str:
        department = department or self.department()
        own = f"service-{next(self.numbers)}"
        self.files[f"catalog/departments/{department}/services/{own}.yml"] = {"name": "N", "summary": "S"}
        self.shown[f"{department}/{own}"] = f'{links.service(f"{department}/{own}")}"'
        return f"{department}/{own}"

    def role(self) -> str:
        department, own = self.department(), f"role-{next(self.numbers)}"
        self.files[f"catalog/departments/{department}/roles.yml"] = {own: {"title": "T"}}
        self.shown[f"{department}/{own}"] = f'{links.role(f"{department}/{own}")}"'
        return f"{department}/{own}"

    def person(self) -> str:
        qualified_id = f"person-{next(self.numbers)}"
        self.files["catalog/people.yml"][qualified_id] = {"name": "P"}
        self.shown[qualified_id] = f'{links.person(qualified_id)}"'
        return qualified_id

    def calendar(self) -> str:
        qualified_id = f"calendar-{next(self.numbers)}"
        name = self.word()
        self.files["site_config/calendars.yml"][qualified_id] = {
            "name": name,
            "open": {"mon": ["09:00-17:00"]},
        }
        self.shown[qualified_id] = name
        return qualified_id

    def named(self, file: str, kind: str) -> str:
        qualified_id, name = f"{kind}-{next(self.numbers)}", self.word()
        listed = self.files[f"site_config/{file}.yml"]
        (listed["priorities"] if kind == "priority" else listed)[qualified_id] = {"name": name}
        self.shown[qualified_id] = name
        return qualified_id

    def targets(self) -> list[Any]:
        w = self.word
        return [
            {"measure": "response_time", "priority": self.named("priorities", "priority"), "within": "17 hours",
             "hours": self.calendar(), "cutoff": "13:37", "compliance": 91.3, "per": "quarter", "stated": w()},
            {"measure": "fulfillment_time", "channel": "phone", "within": "19 working days"},
            {"measure": "availability", "at_least": 98.7},
            {"measure": "resolution_time", "none": True},
        ]  # fmt: skip

    def channels(self) -> list[Any]:
        w = self.word
        site, hours = self.named("sites", "site"), self.calendar()
        return [
            {
                "type": "form",
                "name": w(),
                "url": f"https://example.org/{w()}",
                "preferred": True,
                "note": w(),
            },
            {"type": "email", "address": f"{w()}@example.org"},
            {"type": "chat", "handle": w()},
            {"type": "phone", "number": "+49 30 998877", "urgent": True, "site": site, "hours": hours},
            {"type": "desk", "place": w()},
        ]

    def escalation(self) -> list[Any]:
        return [{"role": self.role(), "after": "23 working days", "note": self.word()}]

    def links(self) -> list[Any]:
        return [{"text": self.word(), "url": f"https://example.org/{self.word()}"}]

    def faqs(self) -> list[Any]:
        w = self.word
        return [{"id": w().lower(), "question": w(), "answer": w(), "aliases": [w()]}]

    def review(self) -> dict[str, str]:
        return {"reviewed_on": f"2026-08-{1 + next(self.numbers) % 28:02}", "review_every": "11 months"}

    def all(self) -> dict[str, Any]:
        """The objects that hold everything, by kind."""
        w = self.word
        found: dict[str, Any] = {}
        parent, home = self.department(), "home"
        found["department"] = {
            "name": w(), "summary": w(), "description": w(), "aliases": [w()], "part_of": parent,
            "icon": "material/laptop", "head": self.role(), "sites": [self.named("sites", "site")],
            "channels": self.channels(), "support_hours": self.calendar(), "targets": self.targets(),
            "customer_duties": [w()], "escalation": self.escalation(), "links": self.links(),
            "former_ids": ["former-home"],
            "meetings": [{"what": w(), "when": w(), "how_often": w(), "with": [self.department(), self.role()],
                          "repeats": {"every": "month", "which": "last", "on": ["fri"]},
                          "about": w(), "link": f"https://example.org/{w()}"}],
            "scenarios": [{"situation": w(), "service": self.service(), "weekday": "fri", "time": "15:47",
                           "priority": self.named("priorities", "priority"), "customer": self.department()}],
            **self.review(),
        }  # fmt: skip
        found["service"] = {
            "name": w(), "summary": w(), "aliases": [w()], "description": w(), "lifecycle": "deprecated",
            "replaced_by": self.service(), "audience": [self.named("audiences", "audience")],
            "topics": [self.named("topics", "topic")],
            "sites": [self.named("sites", "site")],
            "roles": {"owner": self.role(), "deputy": self.role(), "process_owner": self.role()},
            "support_hours": self.calendar(), "service_hours": self.calendar(), "channels": self.channels(),
            "prerequisites": [w()], "not_for": [{"text": w(), "use": self.service()}],
            "cost": {"amount": 1234, "currency": "CHF", "per": w(), "note": w()},
            "targets": self.targets(), "pauses_when": [w()], "customer_duties": [w()],
            "escalation": self.escalation(),
            "handoffs": [
                {"id": w().lower(), "by": self.role(), "does": w(), "within": "29 hours", "note": w()},
                {"id": w().lower(), "service": self.service(), "after": [], "when": "sometimes"},
            ],
            "depends_on": [{"service": self.service(), "for": w()}], "faqs": self.faqs(), "links": self.links(),
            "former_ids": ["home/former"], **self.review(),
        }  # fmt: skip
        holder = {"person": self.person(), "interim": True, "since": self.day(), "until": "2026-12-07"}
        deputy = {"person": self.person(), "interim": True, "since": self.day(), "until": "2026-12-09"}
        found["role"] = {
            "title": w(), "summary": w(), "aliases": [w()], "responsibilities": [w()], "decides": [w()],
            "holders": [self.person(), holder], "vacant_since": self.day(), "deputies": [self.person(), deputy],
            "reports_to": self.role(), "former_ids": ["home/former-role"],
            "contact": {"email": f"{w()}@example.org", "chat": w(), "phone": "+49 30 112233"},
        }  # fmt: skip
        found["person"] = {
            "name": w(), "email": f"{w()}@example.org", "chat": w(), "phone": "+49 30 445566",
            "site": self.named("sites", "site"), "languages": ["sw"], "handles": {"github": w()},
            "left_on": "2026-12-31", "former_ids": ["former-person"],
        }  # fmt: skip
        (found["faq"],) = self.faqs()
        provider = self.department()
        covered = self.service(provider)
        agreed = self.targets()
        agreed[0]["services"] = [covered]
        found["agreement"] = {
            "name": w(), "summary": w(), "provider": provider, "customer": self.department(),
            "covers": [covered], "targets": agreed, "customer_duties": [w()],
            "quality": [w()], "effective_from": self.day(), "effective_until": "2026-12-11", **self.review(),
            "accepted": [{"party": provider, "by": self.role(), "on": self.day(), "terms": f"sha256-{'7' * 32}"}],
            "links": self.links(), "former_ids": ["former-agreement"],
        }  # fmt: skip
        found["journey"] = {
            "name": w(), "summary": w(), "description": w(), "aliases": [w()],
            "for": [self.named("audiences", "audience")], "owner": self.role(), "starts_with": w(),
            "steps": [
                {"id": w().lower(), "title": w(), "by": self.role(), "does": w(), "within": "31 hours",
                 "start_here": True},
                {"id": "other", "title": w(), "service": self.service(), "note": w(), "after": []},
            ],
            "former_ids": ["former-journey"], **self.review(),
        }  # fmt: skip
        found["notice"] = {
            "title": w(), "text": w(), "affects": {"services": [self.service()], "departments": [self.department()]},
            "effect": "delayed", "adds": "23 working days", "from": "2026-07-13", "until": "2026-12-17",
        }  # fmt: skip
        found["kudos"] = {
            "from": f"department:{self.department()}", "to": f"person:{self.person()}", "about": self.service(),
            "text": w(), "on": self.day(), "source": f"https://example.org/{w()}",
        }  # fmt: skip
        found["remark"] = {
            "about": self.service(), "said": w(), "from": f"person:{self.person()}", "on": self.day(), "heard": 123,
            "status": "done", "answer": {"by": self.role(), "on": "2026-07-21", "text": w()},
            "done_in": f"https://example.org/{w()}", "source": f"https://example.org/{w()}",
        }  # fmt: skip
        found["survey"] = {
            "name": w(), "asked": self.day(), "invited": 987, "question": "effort", "about": self.service(),
            "promoters": 231, "passives": 123, "detractors": 117,
        }  # fmt: skip
        found["meeting"] = {
            "meeting": found["department"]["meetings"][0]["what"], "with": [self.department(), self.role()],
            "actions": [{"what": w(), "role": self.role(), "by": "2026-08-13", "done": "2026-08-12"}],
        }  # fmt: skip
        found["health"] = {
            "as_of": self.day(), "by": self.role(), "notes": w(),
            "figures": {key: 700 + number for number, key in enumerate(FIGURES)},
        }  # fmt: skip
        for kind, path in FILES.items():
            value = found[kind]
            match kind:
                case "role" | "remark":
                    self.files[path] = {"subject": value}
                case "person":
                    self.files[path]["subject"] = value
                case "faq" | "kudos":
                    self.files[path] = [value]
                case _:
                    self.files[path] = value
        self.shown[home] = links.department(home)
        return found


FILES = {
    "department": "catalog/departments/home/department.yml",
    "service": "catalog/departments/home/services/subject.yml",
    "role": "catalog/departments/home/roles.yml",
    "person": "catalog/people.yml",
    "faq": "catalog/departments/home/faqs.yml",
    "agreement": "catalog/agreements/subject.yml",
    "journey": "catalog/journeys/subject.yml",
    "notice": "catalog/notices/subject.yml",
    "kudos": "catalog/kudos.yml",
    "remark": "catalog/departments/home/feedback.yml",
    "meeting": "catalog/departments/home/meetings/2026-08-04.yml",
    "health": "catalog/departments/home/health/2026-q3.yml",
    "survey": "catalog/surveys/subject.yml",
}
PAGES = {
    "department": links.department("home"),
    "service": links.service("home/subject"),
    "role": links.role("home/subject"),
    "person": links.person("subject"),
    "faq": links.faqs_of("home"),
    "agreement": links.agreement("subject"),
    "journey": links.journey("subject"),
    "notice": links.NOTICES,
    "kudos": links.THANKS,
    "remark": links.FEEDBACK,
    "meeting": links.department("home"),
    "health": links.health_of("home"),
    "survey": links.SURVEYS,
}
"""Where an object's own words are looked for."""

REFUSED = {"department": {"targets[].services"}, "service": {"targets[].services"}}
"""What the schema of all targets has and only an agreement may say."""

NOT_SHOWN = {
    "former_ids": "an address that leads on",
    "service.faqs[].aliases": "found by the search, and on the department's page of questions",
    "service.targets[].none": "takes a target away",
    "department.targets[].none": "takes a target away",
    "agreement.targets[].none": "takes a target away",
    "service.handoffs[].id": "only other steps know it",
    "service.handoffs[].after": "shown as where the step stands, and in words where it is not simply the next",
    "journey.steps[].after": "shown as where the step stands, and in words where it is not simply the next",
    "department.review_every": "shown as the day on which the review is due, once that has passed",
    "service.review_every": "shown as the day on which the review is due, once that has passed",
    "journey.review_every": "shown as the day on which the review is due, once that has passed",
    "department.meetings[].repeats.every": "for calendars; when and how often are said in words",
    "department.meetings[].repeats.which": "for calendars; when and how often are said in words",
    "department.meetings[].repeats.on": "for calendars; when and how often are said in words",
    **{
        f"department.scenarios[].{key}": "on its page Start here, with the answer"
        for key in ("situation", "service", "weekday", "time", "priority", "customer")
    },
    "role.vacant_since": "only while nobody holds it",
    "remark.source": "may name somebody",
    "kudos.source": "may name somebody",
    "person.left_on": "the person disappears after that day",
    "agreement.accepted[].terms": "compared with the terms of today; the hash itself only of earlier ones",
}
"""What is deliberately shown nowhere as it is written, and why."""

SAID = {
    "lifecycle": "This service is being replaced.",
    "effect": "Delayed",
    "channels[].type": "",
    "channels[].preferred": 'class="sb-button"',
    "channels[].urgent": "urgent",
    "handoffs[].when": "sometimes",
    "cost.currency": "CHF",
    "cost.amount": "1,234",
    "targets[].channel": "by phone",
    "targets[].per": "per quarter",
    "holders[].interim": "acting",
    "deputies[].interim": "acting",
    "languages": "Swahili",
    "icon": "M4 6h16v10H4",
    "steps[].start_here": 'href="start/"',
}
"""How a choice, a yes or a number is said."""

MEASURES = ("First reply", "Done", "Available")


def leaves(value: Any, known: set[str], path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value within an object, with the path of its property."""
    if isinstance(value, dict):
        for key, item in value.items():
            below = f"{path}.{key}" if path else key
            yield from leaves(item, known, below if below in known else path)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, known, f"{path}[]" if isinstance(item, dict) else path)
        if not value:
            yield path, None
    else:
        yield path, value


def paths_in(value: Any, known: set[str]) -> set[str]:
    """The properties that an object gives, with the groups that they stand in."""
    found = set()
    for path, _ in leaves(value, known):
        parts = path.removesuffix("[]").split(".")
        found |= {".".join(parts[:n]).removesuffix("[]") for n in range(1, len(parts) + 1)}
    return found


def known_paths(kind: str) -> set[str]:
    return {one.path for one in properties_of(BY_NAME[kind])} - REFUSED.get(kind, set())


def is_listed(kind: str, path: str) -> bool:
    return f"{kind}.{path}" in NOT_SHOWN or path in NOT_SHOWN


def expected(everything: Everything, path: str, value: Any) -> str:
    """What a value looks like on a page."""
    if path in SAID:
        return SAID[path]
    if (path, value) == ("question", "effort"):  # a survey's; those of FAQs are words of their own
        return "Was it easy to get what you needed?"
    if path.endswith("measure"):
        return ""
    if isinstance(value, str):
        name = value.partition(":")[2] if value.startswith(("department:", "person:")) else value
        if name in everything.shown:
            return everything.shown[name]
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return formats.day(date.fromisoformat(value), "en")
        return str(escape(value))
    return formats.number(value, "en")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Everything, dict[str, Any], RenderContext]:
    everything = Everything()
    found = everything.all()
    root = write(
        tmp_path_factory.mktemp("everything"),
        {path: yaml(value) for path, value in everything.files.items()},
    )
    opened = load_catalog(root, TODAY)
    assert not opened.errors, [(told(p), p.message) for p in opened.problems if p.severity == "error"]
    return everything, found, render_context(opened)


@pytest.fixture(scope="module")
def bodies(made: tuple[Everything, dict[str, Any], RenderContext]) -> dict[str, str]:
    site = made[2]
    return {page.path: _from_root(body_of(page, site), page.path) for page in all_pages(site)}


def _from_root(body: str, path: str) -> str:
    """A body whose links say where in the site they lead, from whatever page."""
    return re.sub(r'href="(\.[^"]*)"', lambda link: f'href="{urljoin(f"/{path}", link[1])[1:]}"', body)


Made = tuple[Everything, dict[str, Any], RenderContext]


@pytest.mark.parametrize("kind", FILES)
def test_catalog_of_this_test_holds_every_property(made: Made, kind: str) -> None:
    known = known_paths(kind)
    assert known - paths_in(made[1][kind], known) == set()


@pytest.mark.parametrize("kind", FILES)
def test_every_property_is_shown_on_its_objects_page(made: Made, bodies: dict[str, str], kind: str) -> None:
    everything, found, _ = made
    body = bodies[PAGES[kind]]
    forgotten = [
        f"{path}: {value!r}"
        for path, value in leaves(found[kind], known_paths(kind))
        if not is_listed(kind, path) and expected(everything, path, value) not in body
    ]
    assert forgotten == []


@pytest.mark.parametrize("kind", FILES)
def test_no_exception_is_shown_after_all(made: Made, bodies: dict[str, str], kind: str) -> None:
    everything, found, _ = made
    body = bodies[PAGES[kind]]
    assert [
        f"{path}: {value!r}"
        for path, value in leaves(found[kind], known_paths(kind))
        if is_listed(kind, path) and isinstance(value, str) and expected(everything, path, value) in body
    ] == []


def test_each_exception_is_of_a_property_that_exists() -> None:
    every = {one.path for kind in KINDS for one in properties_of(kind)}
    whole = {f"{kind.name}.{one.path}" for kind in KINDS for one in properties_of(kind)}
    assert set(NOT_SHOWN) - every - whole == set()
    assert set(RENAMED) - every - whole == set()
    assert FLATTENED - whole == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_property_is_in_the_field_reference(bodies: dict[str, str], kind: Kind) -> None:
    body = bodies[links.fields(kind.name)]

    def is_explained(one: Property) -> bool:
        cell = f'<code class="sb-code">{escape(one.path)}</code>'
        return cell in body and str(escape(one.description)).partition("`")[0] in body

    assert [one.path for one in properties_of(kind) if not is_explained(one)] == []
