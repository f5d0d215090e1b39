"""What several pages show is made once and kept, by all that it depends on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tests.pages.rendering import made, view_at
from tests.sites import DAY
from tests.support import HR, IT, REPOSITORY, SMALL, make_catalog

from servicebook import links
from servicebook.loading import load_catalog
from servicebook.model.promises import promises
from servicebook.pages import all_pages
from servicebook.pages.rendering.context import RenderContext, render_context
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import url_context

TARGETS = (
    "targets:\n"
    "  - {measure: response_time, within: 4 hours, hours: office}\n"
    "  - {measure: fulfillment_time, priority: normal, within: 2 working days, hours: office}\n"
    "  - {measure: fulfillment_time, priority: high, within: 8 hours, channel: phone, hours: office}\n"
)
STEPS = "handoffs: [{id: tea, by: it, within: 1 hour, does: Make tea}]\n"
PHONE = 'channels: [{type: phone, number: "+49 30 1", hours: office}]\n'
WAYS = {
    "plain": "",
    "later": "escalation: [{role: it/lead, after: 2 working days}]\n",
    "late": "",
    "closed": "",
    "changed": "",
    "planned": "lifecycle: planned\n",
    "nairobi": "support_hours: nairobi\n",
    "owned": "roles: {owner: it/lead}\n",
    "deputized": "roles: {deputy: it/lead}\n",
}
"""Services that promise the same and differ in one thing; notices are on those that are called so."""
PROMISES = {
    "often": TARGETS.replace("4 hours,", "4 hours, compliance: 90, per: month,"),
    "longer": TARGETS.replace("2 working days", "3 working days"),
    "earlier": TARGETS.replace("2 working days,", '2 working days, cutoff: "11:00",'),
    "everywhere": TARGETS.replace("channel: phone, ", ""),
    "phoned": TARGETS.replace("within: 4 hours", "within: 4 hours, channel: phone"),
    "undated": TARGETS.replace("within: 4 hours", "stated: soon"),
    "sooner": TARGETS.replace("within: 4 hours", "stated: at once"),
}
"""Services that differ from these in one promise."""
HANDOFFS = {
    "shortest": ("by: it, within: 1 hour", "by: it, within: 2 hours"),
    "longest": ("by: it, within: 2 hours", "by: it, within: 1 hour"),
    "beside": ("by: it, within: 1 hour", "by: it, within: 2 hours, after: []"),
    "seldom": ("by: it, within: 1 hour", "by: it, within: 2 hours, when: sometimes"),
    "elsewhere": ("by: it, within: 1 hour", "by: hr, within: 2 hours"),
    "turned": ("by: it, within: 2 hours, after: [b]", "by: it, within: 1 hour, after: []"),
}
"""Services that hand on their work in two steps, and differ in these."""


def notice(service: str, effect: str, more: str = "") -> str:
    days = "from: 2026-08-30\nuntil: 2026-10-01\n"
    return f"title: N\naffects: {{services: [it/{service}]}}\neffect: {effect}\n{days}{more}"


def alike(root: Path) -> RenderContext:
    """A catalog in which services are as alike as can be."""
    services = {
        f"{IT}/services/{name}.yml": f"name: {name}\nsummary: S\n{TARGETS}{STEPS}{PHONE}{more}"
        for name, more in WAYS.items()
    }
    services |= {
        f"{IT}/services/{name}.yml": f"name: {name}\nsummary: S\n{targets}{STEPS}{PHONE}"
        for name, targets in PROMISES.items()
    }
    services |= {
        f"{IT}/services/{name}.yml": (
            f"name: {name}\nsummary: S\n{TARGETS}{PHONE}handoffs:\n"
            f"  - {{id: a, does: Make tea for {name}, {first}}}\n  - {{id: b, does: Wash up, {second}}}\n"
        )
        for name, (first, second) in HANDOFFS.items()
    }
    hours = '  open: {mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-12:00"]}\n'
    return made(
        root,
        {
            "site_config/calendars.yml": (
                f"office:\n  name: Office\n{hours}nairobi:\n  name: Office\n  zone: Africa/Nairobi\n{hours}"
            ),
            **services,
            f"{HR}/department.yml": SMALL[f"{HR}/department.yml"] + "support_hours: office\n",
            "catalog/notices/late.yml": notice("late", "delayed", "adds: 1 working day\n"),
            "catalog/notices/closed.yml": notice("closed", "closed"),
            "catalog/notices/changed.yml": notice("changed", "changed"),
        },
        base=SMALL,
    )


def views(context: RenderContext, pages: Iterable[Page]) -> dict[str, object]:
    """What each page shows, by its path."""
    return {page.path: page.view(context, url_context(context, page.path)) for page in pages}


def test_what_a_page_shows_does_not_depend_on_the_pages_that_were_made_before_it() -> None:
    day = date.fromisoformat(DAY)
    forwards, backwards = (render_context(load_catalog(REPOSITORY, day)) for _ in range(2))
    first = views(forwards, all_pages(forwards))
    last = views(backwards, reversed(list(all_pages(backwards))))
    assert first.keys() == last.keys()
    assert [path for path in first if first[path] != last[path]] == []


def test_services_that_are_nearly_alike_do_not_show_what_is_another_s(tmp_path: Path) -> None:
    context = alike(tmp_path)
    assert not [problem for problem in context.problems if problem.severity.value == "error"]
    together = views(context, all_pages(context))
    for name in (*WAYS, *PROMISES, *HANDOFFS):
        path = links.service(f"it/{name}")
        assert view_at(alike(tmp_path), path) == together[path], name


def test_what_services_promise_is_not_looked_for_again_in_what_may_be_seen(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {f"{IT}/services/tea.yml": f"name: T\nsummary: S\n{TARGETS}"}, base=SMALL)
    whole = load_catalog(root, date.fromisoformat(DAY))
    known = {one: promises(whole.catalog, service) for one, service in whole.catalog.services.items()}
    seen = render_context(whole).catalog
    for one, service in seen.services.items():
        assert service is not whole.catalog.services[one]
        assert promises(seen, service) is known[one]
