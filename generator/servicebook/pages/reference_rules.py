"""The rules: each with its manual, how strictly it comes and how strictly it is taken here; and all other codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from inspect import cleandoc

from markupsafe import Markup

from servicebook import links
from servicebook.documents.markdown_words import plain
from servicebook.frozen import frozen
from servicebook.pages.parts.page_links import Link, edit_url
from servicebook.pages.parts.problem_codes import CODES
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.markdown import markdown
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.rules import OFF, RULES
from servicebook.rules.manuals import manual_of
from servicebook.rules.rule import Rule
from servicebook.wording import text

SETTINGS_FILE = "site_config/rules.yml"


@frozen(kw_only=True)
class RuleView:
    """A rule; ``here`` is how it is taken in this catalog where that differs from how it comes."""

    code: str
    title: str
    manual: Markup | None
    shipped: str
    here: str | None
    is_off: bool
    found: str | None


@frozen(kw_only=True)
class Stage:
    """A stage of reading, with its codes and what they mean."""

    name: str
    anchor: str
    codes: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
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
        title=text("title.rules"),
        template="reference_rules.html",
        view=view,
        description=text("about.rules"),
    )


def view(context: RenderContext, urls: UrlContext) -> RulesView:
    """What the page shows."""
    catalog = context.catalog
    counts = Counter(problem.code for problem in context.problems)
    address = edit_url(catalog, SETTINGS_FILE)
    return RulesView(
        crumbs=(Link(text("title.reference"), urls.to(links.REFERENCE)),),
        name=text("title.rules"),
        summary=text("reference.rules"),
        rules=[
            _rule(urls, rule, catalog.settings.severities.get(rule.CODE), counts[rule.CODE]) for rule in RULES
        ],
        stages=[
            Stage(
                name=text(f"code-stage.{stage}"),
                anchor=stage,
                codes=tuple((code, text(f"code-meaning.{code}")) for code in codes),
            )
            for stage, codes in CODES.items()
        ],
        settings=Link(SETTINGS_FILE, address) if address else Link(SETTINGS_FILE),
        fields=Link(text("reference-rules.its-fields"), urls.to(links.fields("rules"))),
        state=Link(text("reference-rules.health"), urls.to(links.STATE)),
    )


def _rule(urls: UrlContext, rule: Rule, here: str | None, number: int) -> RuleView:
    title, _, manual = cleandoc(manual_of(rule.CODE)).partition("\n\n")
    shipped = "off" if rule.CODE in OFF else rule.SEVERITY.value
    differs = here is not None and here != shipped
    return RuleView(
        code=rule.CODE,
        title=plain(" ".join(title.split())),
        manual=markdown(manual, urls) if manual else None,
        shipped=severity_name(shipped),
        here=severity_name(here) if here is not None and differs else None,
        is_off=(here or shipped) == "off",
        found=text("reference-rules.found-now", count=number) if number else None,
    )


def severity_name(level: str) -> str:
    """``off``, ``warning`` or ``error`` as readers see it."""
    return text(f"severity.{level}")
