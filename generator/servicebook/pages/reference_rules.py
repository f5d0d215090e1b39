"""The rules: each with its manual, how strictly it comes and how strictly it is taken here; and all other codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from inspect import cleandoc

from markupsafe import Markup

from servicebook import links
from servicebook.pages.parts.findings import SEVERITIES
from servicebook.pages.parts.page_links import Link, edit_url
from servicebook.pages.parts.problem_codes import MEANINGS
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.markdown import markdown, plain
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.problems import Severity
from servicebook.rules import RULES, Rule
from servicebook.wording import text

SETTINGS_FILE = "site_config/rules.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """A rule; ``here`` is how it is taken in this catalog where that differs from how it comes."""

    code: str
    title: str
    manual: Markup | None
    shipped: str
    here: str | None
    is_off: bool
    found: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage of reading, with its codes and what they mean."""

    name: str
    anchor: str
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesView:
    """All rules, and all other codes."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    rules: list[RuleView]
    stages: list[Stage]
    settings: Link | None
    fields: Link
    state: Link


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page of all rules."""
    yield Page(
        path=links.RULES,
        title="Rules",
        template="reference_rules.html",
        view=view,
        description="What is checked, why, and how strictly.",
    )


def view(context: RenderContext, urls: UrlContext) -> RulesView:
    """What the page shows."""
    catalog = context.catalog
    counts = Counter(problem.code for problem in context.problems)
    address = edit_url(catalog, SETTINGS_FILE)
    return RulesView(
        crumbs=(Link("Reference", urls.to(links.REFERENCE)),),
        name="Rules",
        summary="What is checked, why it matters, and how strictly it is taken here.",
        rules=[
            _rule(urls, rule, catalog.settings.severities.get(rule.CODE), counts[rule.CODE]) for rule in RULES
        ],
        stages=[
            Stage(name=name, anchor=name.lower(), codes=tuple(codes.items()))
            for name, codes in MEANINGS.items()
        ],
        settings=Link(SETTINGS_FILE, address) if address else Link(SETTINGS_FILE),
        fields=Link("its fields", urls.to(links.fields("rules"))),
        state=Link("catalog health", urls.to(links.STATE)),
    )


def _rule(urls: UrlContext, rule: Rule, here: str | None, number: int) -> RuleView:
    title, _, manual = cleandoc(rule.__doc__ or rule.CODE).partition("\n\n")
    differs = here is not None and here != rule.SEVERITY.value
    return RuleView(
        code=rule.CODE,
        title=plain(" ".join(title.split())),
        manual=markdown(manual, urls) if manual else None,
        shipped=SEVERITIES[rule.SEVERITY],
        here=severity_name(here) if here is not None and differs else None,
        is_off=here == "off",
        found=text("count.finding", count=number) + " now" if number else None,
    )


def severity_name(level: str) -> str:
    """``off``, ``warning`` or ``error`` as readers see it."""
    return "Off" if level == "off" else SEVERITIES[Severity(level)]
