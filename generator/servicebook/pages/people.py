"""The directory of people: what they hold, where they are, what they speak, how to reach them.

Where names are not shown there is no such page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from markupsafe import Markup

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.role import Person, Role
from servicebook.pages.parts.contacts import contact_of, contacts
from servicebook.pages.parts.facts import Fact, as_table
from servicebook.pages.parts.filters import Filters, Mark, Marks, data_of, filters, group
from servicebook.pages.parts.page_links import Link, department_link, role_link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text

OTHER = "other"
"""In place of a letter, for names without any letter or digit."""


@frozen(kw_only=True)
class PersonRow:
    """A person in the list; a role's note says "acting" or "deputy"."""

    name: Link
    roles: list[Link]
    site: str
    languages: str
    contacts: list[Link]
    data: Markup
    marks: Marks


@frozen(kw_only=True)
class PeopleView:
    """People in a table, or the letters where there are too many for one; ``letter`` is this page's own."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    facts: tuple[Fact, ...]
    filters: Filters | None
    rows: list[PersonRow]
    letters: list[Link]
    letter: str | None


def pages(context: RenderContext) -> Iterator[Page]:
    """The one list, and a list for every letter where that would be too long; none where names are not shown."""
    if not context.catalog.settings.organization.shows_people:
        return
    here = present(context.catalog)
    split = len(here) > context.max_rows
    letters: dict[str, list[Person]] = {}
    for person in here if split else ():
        letters.setdefault(initial(person.name), []).append(person)
    yield Page(
        path=links.PEOPLE,
        title=text("title.people"),
        template="people.html",
        scripts=("table.js",),
        view=lambda context, urls: view(context, urls, here, letters),
        description=text("about.people"),
    )
    for letter, people in letters.items():
        yield _page_of(letter, people, letters)


def _page_of(letter: str, people: list[Person], letters: dict[str, list[Person]]) -> Page:
    return Page(
        path=links.people_by(letter),
        title=text("title.people-by", letter=letter.upper()),
        template="people.html",
        scripts=("table.js",),
        view=lambda site, urls: view_of(site, urls, letter, people, letters),
        description=text("about.people-by", letter=letter.upper()),
    )


def present(catalog: Catalog) -> list[Person]:
    """Those whose names may be shown and who have not left, by name."""
    return sorted(
        catalog.people.values(),
        key=lambda person: (_without_accents(person.name), person.id),
    )


def initial(name: str) -> str:
    """The letter (small, without accents in Latin script) or digit that a name is found under."""
    for sign in name:
        if sign.isalnum():
            plain = _without_accents(sign)[:1]
            return plain if plain.isascii() and plain.isalnum() else sign.casefold()[:1]
    return OTHER


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def view(
    context: RenderContext, urls: UrlContext, here: list[Person], letters: dict[str, list[Person]]
) -> PeopleView:
    """What the page of all people shows."""
    rows = [] if letters else [_row(context.catalog, urls, person) for person in here]
    return PeopleView(
        crumbs=(Link(text("title.roles"), urls.to(links.ROLES)),),
        name=text("title.people"),
        summary=text("people.summary"),
        facts=(Fact(text=text("count.person", count=len(here))), as_table(urls, "people")),
        filters=_filters(rows),
        rows=rows,
        letters=_letters(urls, letters),
        letter=None,
    )


def view_of(
    context: RenderContext,
    urls: UrlContext,
    letter: str,
    people: list[Person],
    letters: dict[str, list[Person]],
) -> PeopleView:
    """What the page of one letter shows."""
    rows = [_row(context.catalog, urls, person) for person in people]
    return PeopleView(
        crumbs=(
            Link(text("title.roles"), urls.to(links.ROLES)),
            Link(text("title.people"), urls.to(links.PEOPLE)),
        ),
        name=text("title.people-by", letter=letter.upper()),
        summary=text("people.summary"),
        facts=(Fact(text=text("count.person", count=len(people))),),
        filters=_filters(rows),
        rows=rows,
        letters=_letters(urls, letters),
        letter=letter.upper(),
    )


def _letters(urls: UrlContext, letters: dict[str, list[Person]]) -> list[Link]:
    return [
        Link(letter.upper(), urls.to(links.people_by(letter)), f"{len(people):,}")
        for letter, people in letters.items()
    ]


def _filters(rows: list[PersonRow]) -> Filters | None:
    marks = [row.marks for row in rows]
    return filters(
        (
            group(marks, "site", text("filter.site")),
            group(marks, "language", text("filter.language"), folded=True),
            group(marks, "department", text("filter.department"), folded=True),
        ),
        total=len(rows),
        noun=text("filters.people"),
        sorts=(("name", text("filter.name")), ("site", text("filter.site"))),
    )


def _row(catalog: Catalog, urls: UrlContext, person: Person) -> PersonRow:
    held = roles_held(catalog, person)
    site = catalog.settings.sites.get(person.site or "")
    spoken = languages(catalog, person)
    marks = (
        *([Mark("site", person.site or "", site.name)] if site else ()),
        *(Mark("language", code, name) for code, name in zip(person.languages, spoken, strict=True)),
        *(
            Mark("department", role.department, department_link(catalog, urls, role.department).text)
            for role, _ in held
        ),
    )
    return PersonRow(
        name=Link(person.name, urls.to(links.person(person.id))),
        roles=[role_link(catalog, urls, role.id, as_what) for role, as_what in held],
        site=site.name if site else "",
        languages=", ".join(spoken),
        contacts=contacts(contact_of(person)),
        data=data_of(marks),
        marks=marks,
    )


def roles_held(catalog: Catalog, person: Person) -> list[tuple[Role, str | None]]:
    """The roles that a person has today, with ``acting`` or ``deputy`` where they are not the holder proper."""
    held: list[tuple[Role, str | None]] = []
    for role in catalog.index.held_by.get(person.id, ()):
        own = [holder for holder in catalog.holders(role) if holder.person == person.id]
        if own:
            held.append((role, "acting" if own[0].interim else None))
    held.extend(
        (role, "deputy")
        for role in catalog.index.stands_in_for.get(person.id, ())
        if any(holder.person == person.id for holder in catalog.deputies(role))
    )
    return held


def languages(catalog: Catalog, person: Person) -> list[str]:
    """The languages that a person speaks, in the site's language."""
    own = catalog.settings.organization.language
    return [formats.language_name(code, own) for code in person.languages]
