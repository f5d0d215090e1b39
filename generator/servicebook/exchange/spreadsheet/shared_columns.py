"""The columns that several sheets have: see :mod:`~servicebook.exchange.spreadsheet.sheet_columns`."""

from __future__ import annotations

from servicebook.exchange.spreadsheet.column import CellType, Column


def _channel_columns() -> tuple[Column, ...]:
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
            type=CellType.LIST if name in ("chat", "desk") else CellType.PLAINS,
            path=("channels",),
            item_key=item_key,
            selector={"type": name},
            labelled=True,
            about=about,
            synonyms=synonyms,
        )
        for name, item_key, about, synonyms in columns
    )


CHANNELS = _channel_columns()


def _promise(name: str, measure: str, about: str, *synonyms: str) -> Column:
    item_key, cell_type = "within", CellType.DURATION
    if measure == "availability":
        item_key, cell_type = "at_least", CellType.PERCENT
    return Column(
        name=name,
        type=cell_type,
        path=("targets",),
        item_key=item_key,
        selector={"measure": measure},
        about=about,
        synonyms=synonyms,
    )


PROMISES = (
    _promise(
        "promised_time", "fulfillment_time", "How long it takes until it is done.",
        "fulfillment_time", "fulfilment_time", "sla", "lead_time", "delivery_time",
    ),
    _promise("response_time", "response_time", "How long it takes until the first answer.", "first_response"),
    _promise("resolution_time", "resolution_time", "How long it takes until a failure is fixed."),
    _promise("availability", "availability", "The share of time in which it works, in percent.", "uptime"),
)  # fmt: skip
REVIEW = (
    Column(
        name="reviewed_on", type=CellType.DATE, path=("reviewed_on",), about="The day of the last review.",
        synonyms=("last_review", "reviewed"),
    ),
    Column(
        name="review_every", type=CellType.SPAN, path=("review_every",), about="How often it is reviewed.",
        synonyms=("review_cycle",),
    ),
)  # fmt: skip
FORMER_IDS = Column(
    name="former_ids", type=CellType.PLAINS, path=("former_ids",), about="Ids that it had before, in full."
)
ALIASES = Column(
    name="aliases", type=CellType.LIST, path=("aliases",), about="Other words that people use for it.",
    synonyms=("alias", "synonyms", "keywords", "also known as", "tags"),
)  # fmt: skip
DESCRIPTION = Column(
    name="description", type=CellType.MARKDOWN, path=("description",), about="More about it, in Markdown.",
    synonyms=("details", "long_description"),
)  # fmt: skip
SUMMARY = Column(
    name="summary", type=CellType.TEXT, path=("summary",), about="What it is, in a sentence.",
    synonyms=("short_description", "purpose"),
)  # fmt: skip
SITES = Column(
    name="sites", type=CellType.REFERENCES, path=("sites",), target_kind="site", about="Where, when not everywhere.",
    synonyms=("site", "locations"),
)  # fmt: skip
SUPPORT_HOURS = Column(
    name="support_hours", type=CellType.REFERENCE, path=("support_hours",), target_kind="calendar",
    about="The calendar on which promises are counted.", synonyms=("calendar", "hours", "business_hours"),
)  # fmt: skip
LINKS = Column(
    name="links", type=CellType.LINKS, path=("links",),
    about="Further pages, each as `words <https://address>`.", synonyms=("link",),
)  # fmt: skip
CUSTOMER_DUTIES = Column(
    name="customer_duties", type=CellType.LIST, path=("customer_duties",),
    about="What customers have to do themselves.",
)  # fmt: skip
DEPARTMENT = Column(
    name="department", type=CellType.REFERENCE, target_kind="department", about="The department that it belongs to.",
    synonyms=("dept", "team", "unit", "division", "provider"),
)  # fmt: skip


def id_column(about: str) -> Column:
    return Column(name="id", type=CellType.ID, about=about, synonyms=("key", "identifier"))


def name_column(*synonyms: str) -> Column:
    return Column(
        name="name",
        type=CellType.TEXT,
        path=("name",),
        about="What it is called.",
        synonyms=synonyms,
        required=True,
    )
