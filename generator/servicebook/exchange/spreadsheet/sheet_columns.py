"""The columns of spreadsheets: the one table for both directions.

A workbook has up to five sheets, each a file (``services.csv``) or a sheet of that name (``services``). The first
row names the columns; each further row is one object. What a column means is described by
:class:`~servicebook.exchange.spreadsheet.column.Column`.

What has no column (journeys, handoffs, agreements, promises for one priority …) is not part of spreadsheets.
"""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.exchange.spreadsheet.column import CellType, Column, Sheet
from servicebook.exchange.spreadsheet.shared_columns import (
    ALIASES,
    CHANNELS,
    CUSTOMER_DUTIES,
    DEPARTMENT,
    DESCRIPTION,
    FORMER_IDS,
    LINKS,
    PROMISES,
    REVIEW,
    SITES,
    SUMMARY,
    SUPPORT_HOURS,
    id_column,
    name_column,
)

PERSON_DEPARTMENT, PERSON_ROLE = "department", "role"
"""The columns of people that are about a role: they make objects of their own."""

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        kind="department",
        required_columns=(("name", "id"),),
        name="departments",
        synonyms=("department", "teams"),
        columns=(
            id_column("Its id; made from the name where it is missing."),
            name_column("department", "department_name", "title"),
            SUMMARY,
            DESCRIPTION,
            ALIASES,
            Column(name="icon", type=CellType.PLAIN, path=("icon",), about="An icon of Material: `material/laptop`."),
            Column(
                name="part_of", type=CellType.REFERENCE, path=("part_of",), target_kind="department",
                about="The department above it.", synonyms=("parent", "parent_department"),
            ),
            Column(
                name="head", type=CellType.REFERENCE, path=("head",), target_kind="role",
                about="The role that leads it.", synonyms=("head_role", "lead"),
            ),
            SITES,
            SUPPORT_HOURS,
            *CHANNELS,
            *PROMISES,
            CUSTOMER_DUTIES,
            LINKS,
            FORMER_IDS,
            *REVIEW,
        ),
    ),
    Sheet(
        kind="service",
        required_columns=(("department", "id"), ("name", "id")),
        name="services",
        synonyms=("service",),
        columns=(
            id_column("Its id within the department, or in full; made from the name where it is missing."),
            DEPARTMENT,
            name_column("service", "service_name", "title"),
            SUMMARY,
            DESCRIPTION,
            ALIASES,
            Column(
                name="lifecycle", type=CellType.CHOICE, path=("lifecycle",), synonyms=("status", "state"),
                about="`planned`, `live`, `deprecated` or `retired`.",
            ),
            Column(
                name="replaced_by", type=CellType.REFERENCE, path=("replaced_by",), target_kind="service",
                about="The service to use instead, when deprecated or retired.",
            ),
            Column(
                name="audience", type=CellType.REFERENCES, path=("audience",), target_kind="audience",
                about="Who may ask for it.", synonyms=("audiences", "for", "customers"),
            ),
            Column(
                name="topics", type=CellType.REFERENCES, path=("topics",), target_kind="topic",
                about="What it is about, besides its department.", synonyms=("topic", "themes", "categories"),
            ),
            SITES,
            Column(
                name="owner", type=CellType.REFERENCE, path=("roles", "owner"), target_kind="role",
                about="The role that answers for it.", synonyms=("owner_role", "service_owner", "responsible"),
            ),
            Column(
                name="deputy", type=CellType.REFERENCE, path=("roles", "deputy"), target_kind="role",
                about="The role that stands in.", synonyms=("deputy_role",),
            ),
            Column(
                name="process_owner", type=CellType.REFERENCE, path=("roles", "process_owner"), target_kind="role",
                about="The role that decides how the work is done.", synonyms=("process_owner_role",),
            ),
            SUPPORT_HOURS,
            Column(
                name="service_hours", type=CellType.REFERENCE, path=("service_hours",), target_kind="calendar",
                about="The calendar on which the service itself can be used, when that differs.",
            ),
            *CHANNELS,
            Column(
                name="prerequisites", type=CellType.LIST, path=("prerequisites",),
                about="What you need from those who ask.", synonyms=("requirements", "needed"),
            ),
            Column(
                name="cost", type=CellType.COST, path=("cost",), synonyms=("price", "costs"),
                about="`free`, or an amount: `120 EUR per device`; other words become a note.",
            ),
            *PROMISES,
            Column(
                name="promise", type=CellType.TEXT, path=("targets",), item_key="stated",
                selector={"measure": "fulfillment_time"},
                about="What is promised about the time until it is done, in words.", synonyms=("promise_in_words",),
            ),
            Column(
                name="pauses_when", type=CellType.LIST, path=("pauses_when",),
                about="When the promised time does not pass.",
            ),
            CUSTOMER_DUTIES,
            Column(
                name="depends_on", type=CellType.REFERENCES, path=("depends_on",), item_key="service",
                target_kind="service", about="The services that it depends on.", synonyms=("dependencies",),
            ),
            LINKS,
            FORMER_IDS,
            *REVIEW,
        ),
    ),
    Sheet(
        kind="role",
        required_columns=(("department", "id"), ("title", "id")),
        name="roles",
        synonyms=("role",),
        columns=(
            id_column("Its id within the department, or in full; made from the title where it is missing."),
            DEPARTMENT,
            Column(
                name="title", type=CellType.TEXT, path=("title",), about="What it is called.", required=True,
                synonyms=("name", "role", "role_name"),
            ),
            SUMMARY,
            ALIASES,
            Column(
                name="responsibilities", type=CellType.LIST, path=("responsibilities",),
                about="What it answers for.", synonyms=("responsibility", "tasks"),
            ),
            Column(
                name="decides", type=CellType.LIST, path=("decides",), about="What it decides.",
                synonyms=("decisions",),
            ),
            Column(
                name="holders", type=CellType.REFERENCES, path=("holders",), item_key="person",
                allows_plain=True, target_kind="person",
                about="The people who hold it.", synonyms=("holder", "held_by", "person"),
            ),
            Column(
                name="deputies", type=CellType.REFERENCES, path=("deputies",), item_key="person",
                allows_plain=True, target_kind="person",
                about="The people who stand in.", synonyms=("deputy",),
            ),
            Column(
                name="vacant_since", type=CellType.DATE, path=("vacant_since",),
                about="The day since which nobody holds it.",
            ),
            Column(
                name="reports_to", type=CellType.REFERENCE, path=("reports_to",), target_kind="role",
                about="The role above it.",
            ),
            Column(
                name="email", type=CellType.PLAIN, path=("contact", "email"), about="The role's e-mail address.",
                synonyms=("e-mail", "mail"),
            ),
            Column(
                name="chat", type=CellType.TEXT, path=("contact", "chat"), about="The role's chat room or name.",
            ),
            Column(
                name="phone", type=CellType.PLAIN, path=("contact", "phone"), about="The role's phone number.",
                synonyms=("telephone", "tel"),
            ),
            FORMER_IDS,
        ),
    ),
    Sheet(
        kind="person",
        required_columns=(("name", "id"),),
        name="people",
        synonyms=("persons", "person", "employees", "staff"),
        columns=(
            id_column("The person's id; made from the name where it is missing."),
            name_column("full_name", "person", "employee"),
            Column(
                name="email", type=CellType.PLAIN, path=("email",), about="The e-mail address.",
                synonyms=("e-mail", "mail", "e-mail address"),
            ),
            Column(name="chat", type=CellType.TEXT, path=("chat",), about="The name in the chat.", synonyms=("slack",)),
            Column(
                name="phone", type=CellType.PLAIN, path=("phone",), about="The phone number.",
                synonyms=("telephone", "tel", "mobile", "phone number"),
            ),
            Column(
                name="site", type=CellType.REFERENCE, path=("site",), target_kind="site", about="The place of work.",
                synonyms=("location", "office"),
            ),
            Column(
                name="languages", type=CellType.PLAINS, path=("languages",), synonyms=("language",),
                about="Codes of the languages spoken: `de; en`.",
            ),
            Column(
                name=PERSON_DEPARTMENT, type=CellType.TEXT, exported=False, synonyms=("dept", "unit", "division"),
                about="With `role`: the department in which the person holds it.",
            ),
            Column(
                name=PERSON_ROLE, type=CellType.TEXT, exported=False,
                about="A role that the person holds there, where no table of roles says so.",
                synonyms=("job_title", "position", "function"),
            ),
            Column(
                name="left_on", type=CellType.DATE, path=("left_on",), about="The last day, for those who left.",
                synonyms=("leaving_date", "left"),
            ),
            FORMER_IDS,
        ),
    ),
    Sheet(
        kind="faq",
        required_columns=(("department", "service"), ("question",)),
        name="faqs",
        synonyms=("faq", "questions"),
        columns=(
            Column(
                name="id", type=CellType.ID, path=("id",), synonyms=("key", "identifier"),
                about="The question's id; made from its words where it is missing.",
            ),
            DEPARTMENT,
            Column(
                name="service", type=CellType.REFERENCE, target_kind="service",
                about="The service that it is about, if one.",
            ),
            Column(
                name="question", type=CellType.TEXT, path=("question",), about="The question.", required=True,
            ),
            Column(
                name="answer", type=CellType.MARKDOWN, path=("answer",), required=True,
                about="The answer, in Markdown.",
            ),
            ALIASES,
        ),
    ),
)  # fmt: skip
"""Every sheet, in the order in which they are read and written."""

PROMISES_SHEET = "promises"
"""The directory of promises: it follows from the other tables, so that it is exported and not read."""

SHEET_OF: Mapping[str, Sheet] = {sheet.kind: sheet for sheet in SHEETS}

FIELDS: tuple[str, ...] = tuple(dict.fromkeys(column.name for sheet in SHEETS for column in sheet.columns))
"""The names of all columns."""
