"""What the columns of a spreadsheet mean: the one table for both directions, and how a cell is written.

A workbook has up to five sheets, each a file (``services.csv``) or a sheet of that name (``services``). The first
row names the columns; each further row is one object. Every column leads to one place of the object:

- ``path`` alone: the value there (``("roles", "owner")`` is ``roles: {owner: …}``);
- with ``item``: the path leads to a list of maps, and the cell holds the value of that key of each, so that what
  else the maps say stays as it is. ``where`` are the values by which those maps are told from others of the list:
  the column ``form`` holds the ``url`` of each channel with ``type: form``. With ``("targets",)`` a map that names a
  priority or a channel is not meant: such promises have no column. A holder may be written as an id alone or as a
  map with ``person``: ``bare``.

Three columns lead to no place: ``id``, ``department`` (the folder in which the object lies) and, for questions,
``service`` (the service that the question belongs to). Which they are is said by an empty ``path``.

What has no column (journeys, handoffs, agreements, promises for one priority …) stays out of spreadsheets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Cell(StrEnum):
    """How the words of a cell are taken."""

    TEXT = "text"
    """As they are, line breaks included."""
    MARKDOWN = "markdown"
    """The same; a line break at the end stays, too."""
    LIST = "list"
    """Several: separated by ``;``, or one a line where there is a line break (see :func:`split`)."""
    ID = "id"
    """An own id: lower-case letters, digits and hyphens."""
    REFERENCE = "reference"
    """Another object: its id or whole id, else its name."""
    REFERENCES = "references"
    """Several of them, separated like a list."""
    DATE = "date"
    """A day, as 2026-11-22."""
    DURATION = "duration"
    """A time as in ``within``: ``3 working days``."""
    SPAN = "span"
    """A span of calendar time: ``6 months``."""
    PERCENT = "percent"
    """A number above 0, at most 100, with or without the percent sign."""
    CHOICE = "choice"
    """One of a few words, whatever their case."""
    COST = "cost"
    """``free``, or an amount and what it is for (see :func:`cost_of`), or other words, which become a note."""
    LINKS = "links"
    """Several, separated like a list, each ``words <address>`` (or the address alone)."""
    PLAIN = "plain"
    """Words for machines: an address, a phone number, a name of an icon. Marks of spreadsheets are dropped."""
    PLAINS = "plains"
    """Several of them, separated like a list."""


SEVERAL = frozenset({Cell.LIST, Cell.REFERENCES, Cell.LINKS, Cell.PLAINS})
"""The cells that :func:`split` takes apart."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    """A column: its name in the first row, and what its cells mean; see the module.

    An entry of a ``named`` column may say what it is called (see :func:`named_of`).
    ``refers`` is the kind of object that the words name. ``also`` are other names of the column that are
    understood, and never written. ``about`` says what it is, for the page on importing.
    """

    name: str
    cell: Cell
    path: tuple[str, ...] = ()
    about: str
    item: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    bare: bool = False
    named: bool = False
    refers: str = ""
    also: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The table of one kind of object; ``kind`` is its name in :mod:`~servicebook.documents.kinds`.

    ``needs`` are columns of which one of each group must be there.
    """

    kind: str
    name: str
    columns: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...]
    also: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    def column(self, name: str) -> Column | None:
        """The column of a name, or of one that is understood for it, whatever its case and spaces."""
        wanted = plain_name(name)
        return next((c for c in self.columns if wanted in (c.name, *map(plain_name, c.also))), None)


def plain_name(header: str) -> str:
    """A column's name as it is compared: lower case, ``_`` for anything between words."""
    return re.sub(r"[\W_]+", "_", header.strip().lower()).strip("_")


def _channels() -> tuple[Column, ...]:
    columns = (
        ("form", "url", "The web address of a form.", ("form_url", "url", "request_form", "ticket_form")),
        ("email", "address", "An e-mail address to write to.", ("e-mail", "mail", "e-mail address")),
        ("chat", "handle", "A chat room or name, as people type it.", ("slack", "teams", "chat_channel")),
        ("phone", "number", "A phone number.", ("telephone", "tel", "phone number")),
        ("desk", "place", "A place to go to.", ("office", "room", "location")),
    )
    return tuple(
        Column(
            name=name,
            cell=Cell.LIST if name in ("chat", "desk") else Cell.PLAINS,
            path=("channels",),
            item=item,
            where={"type": name},
            named=True,
            about=about,
            also=also,
        )
        for name, item, about, also in columns
    )


def _promise(name: str, measure: str, about: str, *also: str) -> Column:
    item, cell = ("at_least", Cell.PERCENT) if measure == "availability" else ("within", Cell.DURATION)
    return Column(
        name=name, cell=cell, path=("targets",), item=item, where={"measure": measure}, about=about, also=also
    )


_PROMISES = (
    _promise(
        "promised_time", "fulfillment_time", "How long it takes until it is done.",
        "fulfillment_time", "fulfilment_time", "sla", "lead_time", "delivery_time",
    ),
    _promise("response_time", "response_time", "How long it takes until the first answer.", "first_response"),
    _promise("resolution_time", "resolution_time", "How long it takes until a failure is mended."),
    _promise("availability", "availability", "The share of time in which it works, in percent.", "uptime"),
)  # fmt: skip
_REVIEW = (
    Column(
        name="reviewed_on", cell=Cell.DATE, path=("reviewed_on",), about="The day of the last review.",
        also=("last_review", "reviewed"),
    ),
    Column(
        name="review_every", cell=Cell.SPAN, path=("review_every",), about="How often it is reviewed.",
        also=("review_cycle",),
    ),
)  # fmt: skip
_FORMER_IDS = Column(
    name="former_ids", cell=Cell.PLAINS, path=("former_ids",), about="Whole ids that it had before."
)
_ALIASES = Column(
    name="aliases", cell=Cell.LIST, path=("aliases",), about="Other words that people use for it.",
    also=("alias", "synonyms", "keywords", "also known as", "tags"),
)  # fmt: skip
_DESCRIPTION = Column(
    name="description", cell=Cell.MARKDOWN, path=("description",), about="More about it, in Markdown.",
    also=("details", "long_description"),
)  # fmt: skip
_SUMMARY = Column(
    name="summary", cell=Cell.TEXT, path=("summary",), about="What it is, in a sentence.",
    also=("short_description", "purpose"),
)  # fmt: skip
_SITES = Column(
    name="sites", cell=Cell.REFERENCES, path=("sites",), refers="site", about="Where, when not everywhere.",
    also=("site", "locations"),
)  # fmt: skip
_HOURS = Column(
    name="support_hours", cell=Cell.REFERENCE, path=("support_hours",), refers="calendar",
    about="The calendar on which promises are counted.", also=("calendar", "hours", "business_hours"),
)  # fmt: skip
_LINKS = Column(
    name="links", cell=Cell.LINKS, path=("links",),
    about="Further pages, each as `words <https://address>`.", also=("link",),
)  # fmt: skip
_DUTIES = Column(
    name="customer_duties", cell=Cell.LIST, path=("customer_duties",),
    about="What customers have to do themselves.",
)  # fmt: skip
_DEPARTMENT = Column(
    name="department", cell=Cell.REFERENCE, refers="department", about="The department that it belongs to.",
    also=("dept", "team", "unit", "division", "provider"),
)  # fmt: skip


def _own_id(about: str) -> Column:
    return Column(name="id", cell=Cell.ID, about=about, also=("key", "identifier"))


def _name(*also: str) -> Column:
    return Column(
        name="name", cell=Cell.TEXT, path=("name",), about="What it is called.", also=also, needed=True
    )


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        kind="department",
        needs=(("name", "id"),),
        name="departments",
        also=("department", "teams"),
        columns=(
            _own_id("Its id; made from the name where it is missing."),
            _name("department", "department_name", "title"),
            _SUMMARY,
            _DESCRIPTION,
            _ALIASES,
            Column(name="icon", cell=Cell.PLAIN, path=("icon",), about="An icon of Material: `material/laptop`."),
            Column(
                name="part_of", cell=Cell.REFERENCE, path=("part_of",), refers="department",
                about="The department above it.", also=("parent", "parent_department"),
            ),
            Column(
                name="head", cell=Cell.REFERENCE, path=("head",), refers="role",
                about="The role that leads it.", also=("head_role", "lead"),
            ),
            _SITES,
            _HOURS,
            *_channels(),
            *_PROMISES,
            _DUTIES,
            _LINKS,
            _FORMER_IDS,
            *_REVIEW,
        ),
    ),
    Sheet(
        kind="service",
        needs=(("department", "id"), ("name", "id")),
        name="services",
        also=("service",),
        columns=(
            _own_id("Its id within the department, or its whole id; made from the name where it is missing."),
            _DEPARTMENT,
            _name("service", "service_name", "title"),
            _SUMMARY,
            _DESCRIPTION,
            _ALIASES,
            Column(
                name="lifecycle", cell=Cell.CHOICE, path=("lifecycle",), also=("status", "state"),
                about="`planned`, `live`, `deprecated` or `retired`.",
            ),
            Column(
                name="replaced_by", cell=Cell.REFERENCE, path=("replaced_by",), refers="service",
                about="The service to use instead, when deprecated or retired.",
            ),
            Column(
                name="audience", cell=Cell.REFERENCES, path=("audience",), refers="audience",
                about="Who may ask for it.", also=("audiences", "for", "customers"),
            ),
            _SITES,
            Column(
                name="owner", cell=Cell.REFERENCE, path=("roles", "owner"), refers="role",
                about="The role that answers for it.", also=("owner_role", "service_owner", "responsible"),
            ),
            Column(
                name="deputy", cell=Cell.REFERENCE, path=("roles", "deputy"), refers="role",
                about="The role that stands in.", also=("deputy_role",),
            ),
            Column(
                name="process_owner", cell=Cell.REFERENCE, path=("roles", "process_owner"), refers="role",
                about="The role that decides how the work is done.", also=("process_owner_role",),
            ),
            _HOURS,
            Column(
                name="service_hours", cell=Cell.REFERENCE, path=("service_hours",), refers="calendar",
                about="The calendar on which the service itself can be used, when that differs.",
            ),
            *_channels(),
            Column(
                name="prerequisites", cell=Cell.LIST, path=("prerequisites",),
                about="What you need from those who ask.", also=("requirements", "needed"),
            ),
            Column(
                name="cost", cell=Cell.COST, path=("cost",), also=("price", "costs"),
                about="`free`, or an amount: `120 EUR per device`; other words become a note.",
            ),
            *_PROMISES,
            Column(
                name="promise", cell=Cell.TEXT, path=("targets",), item="stated",
                where={"measure": "fulfillment_time"},
                about="What is promised about the time until it is done, in words.", also=("promise_in_words",),
            ),
            Column(
                name="pauses_when", cell=Cell.LIST, path=("pauses_when",),
                about="When the promised time does not pass.",
            ),
            _DUTIES,
            Column(
                name="depends_on", cell=Cell.REFERENCES, path=("depends_on",), item="service", refers="service",
                about="The services that it leans on.", also=("dependencies",),
            ),
            _LINKS,
            _FORMER_IDS,
            *_REVIEW,
        ),
    ),
    Sheet(
        kind="role",
        needs=(("department", "id"), ("title", "id")),
        name="roles",
        also=("role",),
        columns=(
            _own_id("Its id within the department, or its whole id; made from the title where it is missing."),
            _DEPARTMENT,
            Column(
                name="title", cell=Cell.TEXT, path=("title",), about="What it is called.", needed=True,
                also=("name", "role", "role_name"),
            ),
            _SUMMARY,
            _ALIASES,
            Column(
                name="responsibilities", cell=Cell.LIST, path=("responsibilities",),
                about="What it answers for.", also=("responsibility", "tasks"),
            ),
            Column(name="decides", cell=Cell.LIST, path=("decides",), about="What it decides.", also=("decisions",)),
            Column(
                name="holders", cell=Cell.REFERENCES, path=("holders",), item="person", bare=True, refers="person",
                about="The people who hold it.", also=("holder", "held_by", "person"),
            ),
            Column(
                name="deputies", cell=Cell.REFERENCES, path=("deputies",), item="person", bare=True, refers="person",
                about="The people who stand in.", also=("deputy",),
            ),
            Column(
                name="vacant_since", cell=Cell.DATE, path=("vacant_since",),
                about="The day since which nobody holds it.",
            ),
            Column(
                name="reports_to", cell=Cell.REFERENCE, path=("reports_to",), refers="role",
                about="The role above it.",
            ),
            Column(
                name="email", cell=Cell.PLAIN, path=("contact", "email"), about="The role's e-mail address.",
                also=("e-mail", "mail"),
            ),
            Column(
                name="chat", cell=Cell.TEXT, path=("contact", "chat"), about="The role's chat room or name.",
            ),
            Column(
                name="phone", cell=Cell.PLAIN, path=("contact", "phone"), about="The role's phone number.",
                also=("telephone", "tel"),
            ),
            _FORMER_IDS,
        ),
    ),
    Sheet(
        kind="person",
        needs=(("name", "id"),),
        name="people",
        also=("persons", "person", "employees", "staff"),
        columns=(
            _own_id("The person's id; made from the name where it is missing."),
            _name("full_name", "person", "employee"),
            Column(
                name="email", cell=Cell.PLAIN, path=("email",), about="The e-mail address.",
                also=("e-mail", "mail", "e-mail address"),
            ),
            Column(name="chat", cell=Cell.TEXT, path=("chat",), about="The name in the chat.", also=("slack",)),
            Column(
                name="phone", cell=Cell.PLAIN, path=("phone",), about="The phone number.",
                also=("telephone", "tel", "mobile", "phone number"),
            ),
            Column(
                name="site", cell=Cell.REFERENCE, path=("site",), refers="site", about="The place of work.",
                also=("location", "office"),
            ),
            Column(
                name="languages", cell=Cell.PLAINS, path=("languages",), also=("language",),
                about="Codes of the languages spoken: `de; en`.",
            ),
            Column(
                name="left_on", cell=Cell.DATE, path=("left_on",), about="The last day, for those who left.",
                also=("leaving_date", "left"),
            ),
            _FORMER_IDS,
        ),
    ),
    Sheet(
        kind="faq",
        needs=(("department", "service"), ("question",)),
        name="faqs",
        also=("faq", "questions"),
        columns=(
            Column(
                name="id", cell=Cell.ID, path=("id",), also=("key", "identifier"),
                about="The question's id; made from its words where it is missing.",
            ),
            _DEPARTMENT,
            Column(
                name="service", cell=Cell.REFERENCE, refers="service", about="The service that it is about, if one.",
            ),
            Column(
                name="question", cell=Cell.TEXT, path=("question",), about="The question.", needed=True,
            ),
            Column(
                name="answer", cell=Cell.MARKDOWN, path=("answer",), about="The answer, in Markdown.", needed=True,
            ),
            _ALIASES,
        ),
    ),
)  # fmt: skip
"""Every sheet, in the order in which they are read and written."""

PROMISES = "promises"
"""The table of the directory of promises: it follows from the others, so that it leaves and is not read."""

SHEET_OF: Mapping[str, Sheet] = {sheet.kind: sheet for sheet in SHEETS}

FIELDS: tuple[str, ...] = tuple(dict.fromkeys(column.name for sheet in SHEETS for column in sheet.columns))
"""The names of all columns."""

_BREAKS = re.compile(r"\r\n|\r|\n")


def split(cell: str) -> list[str]:
    """The entries of a list's cell: one a line where it has a line break, else what stands between ``;``.

    Spaces around an entry, a ``;`` at the end of a line and empty entries say nothing.
    """
    pieces = _BREAKS.split(cell)
    if len(pieces) == 1:
        pieces = cell.split(";")
    else:
        pieces = [piece.rstrip().removesuffix(";") for piece in pieces]
    return [piece.strip() for piece in pieces if piece.strip()]


def joined(entries: Iterable[str]) -> str:
    """The cell of a list, which :func:`split` takes apart again; an entry's own line breaks become spaces."""
    listed = [" ".join(_BREAKS.split(entry)).strip() for entry in entries]
    if any(";" in entry for entry in listed):
        return "".join(f"{entry};\n" if entry.endswith(";") else f"{entry}\n" for entry in listed)
    return "; ".join(listed)


_GUARDED = re.compile(r"'*[=+\-@\t\r]|'+[0-9][0-9 .,/:()-]*\Z")


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet runs: with an apostrophe where it could be taken for a formula."""
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(cell: str) -> str:
    """What :func:`guarded` was given; a number that was typed with an apostrophe is that number's text."""
    rest = cell.removeprefix("'")
    if rest != cell and (_GUARDED.match(rest) or re.fullmatch(r"[0-9][0-9 .,/:()-]*", rest)):
        return rest
    return cell


_AMOUNT = re.compile(
    r"(?P<amount>[0-9]+(?:\.[0-9]+)?)(?: (?P<currency>[A-Z]{3}))?(?: per (?P<per>[^(]*[^( ]))?(?: \((?P<note>.+)\))?"
)


def cost_of(cell: str) -> str | dict[str, str | int | float]:
    """The cost that a cell says: ``free``, ``120 EUR per device (with battery)``, or words, which are a note."""
    words = cell.strip()
    if words.lower() == "free":
        return "free"
    found = _AMOUNT.fullmatch(words)
    if not found or len(found["amount"]) > 15:
        return {"note": words}
    amount: int | float = float(found["amount"]) if "." in found["amount"] else int(found["amount"])
    cost: dict[str, str | int | float] = {"amount": int(amount) if amount == int(amount) else amount}
    cost.update({key: found[key] for key in ("currency", "per", "note") if found[key]})
    return cost


def cost_cell(cost: str | Mapping[str, object]) -> str:
    """The cell that :func:`cost_of` takes for this cost."""
    if isinstance(cost, str):
        return cost
    if "amount" not in cost:
        return str(cost.get("note", ""))
    words = str(cost["amount"])
    words += f" {cost['currency']}" if "currency" in cost else ""
    words += f" per {cost['per']}" if "per" in cost else ""
    return words + (f" ({cost['note']})" if "note" in cost else "")


_LINK = re.compile(r"(?P<text>.*?)\s*<(?P<url>[^<>\s]+)>", re.DOTALL)


def link_of(entry: str) -> dict[str, str]:
    """The link that an entry of a cell says: ``Repair policy <https://…>``; an address alone is its own text."""
    if found := _LINK.fullmatch(entry):
        return {"text": found["text"] or found["url"], "url": found["url"]}
    return {"text": entry, "url": entry}


def link_entry(link: Mapping[str, str]) -> str:
    """The entry that :func:`link_of` takes for this link."""
    return f"{link['text']} <{link['url']}>"


_NAMED = re.compile(r"(?P<name>[^<]*?)\s*<(?P<value>.+)>", re.DOTALL)


def named_of(entry: str) -> tuple[str, str]:
    """What an entry is called, if it says so, and its value: ``Slack <#it-desk>``, or ``#it-desk`` alone."""
    found = _NAMED.fullmatch(entry)
    return (found["name"].strip(), found["value"].strip()) if found else ("", entry)


def named_entry(name: str, value: str) -> str:
    """The entry that :func:`named_of` takes for this; a name that it would not find again is left out."""
    name = "" if "<" in name else " ".join(name.split())
    if name:
        return f"{name} <{value}>"
    return f"<{value}>" if _NAMED.fullmatch(value) else value
