"""How values are written in a cell, in both directions: lists, costs, links, labelled entries, formulas."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping

from servicebook.documents.translated_values import is_free

_LINE_BREAKS = re.compile(r"\r\n|\r|\n")


def split_entries(cell: str) -> list[str]:
    """The entries of a list's cell: one a line where it has a line break, else separated by ``;``.

    Spaces around an entry, a ``;`` at the end of a line and empty entries are ignored.
    """
    parts = _LINE_BREAKS.split(cell)
    if len(parts) == 1:
        parts = cell.split(";")
    else:
        parts = [part.rstrip().removesuffix(";") for part in parts]
    return [part.strip() for part in parts if part.strip()]


def join_entries(entries: Iterable[str]) -> str:
    """The cell of a list, as :func:`split_entries` reads it; line breaks within an entry become spaces."""
    listed = list(entries)
    joined = "; ".join(listed)
    # most entries are plain: all that could be wrong with them would show in the cell
    if (
        joined.isprintable()
        and joined.count(";") == len(listed) - 1
        and " ;" not in joined
        and "  " not in joined
        and joined == joined.strip()
    ):
        return joined
    listed = [
        (" ".join(_LINE_BREAKS.split(entry)) if "\n" in entry or "\r" in entry else entry).strip()
        for entry in listed
    ]
    if any(";" in entry for entry in listed):
        # One a line, since a ";" within an entry would divide it. One at its end needs another to survive reading.
        return "".join(f"{entry};\n" if entry.endswith(";") else f"{entry}\n" for entry in listed)
    return "; ".join(listed)


# Spreadsheets run a cell that begins with one of these characters. A number behind an apostrophe is how people keep
# a spreadsheet from dropping its leading zeros. Some spreadsheets take full-width signs for the plain ones, and pass
# over white space, line breaks and what nobody can see.
_UNSEEN = (
    r"\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
)
_SIGNS = r"=+\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
_LIKE_A_FORMULA = re.compile(rf"'*(?:[{_UNSEEN}]*[{_SIGNS}]|[\t\r\n])|'+[0-9][0-9 .,/:()-]*\Z")
_NUMBER = re.compile(r"[0-9][0-9 .,/:()-]*")
_HARMLESS = frozenset(("", *string.ascii_letters, *string.digits))
"""What most cells begin with; with none of these a formula does."""


def guard_formula(text: str) -> str:
    """The text as a cell that no spreadsheet runs: behind an apostrophe where it looks like a formula."""
    if text[:1] in _HARMLESS:
        return text
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text


def guard_formulas(row: Iterable[str]) -> list[str]:
    """The same for every cell of a row."""
    # hardly any has to be looked at, and to call a function for each takes most of the time
    return [cell if cell[:1] in _HARMLESS else guard_formula(cell) for cell in row]


def unguard_formula(cell: str) -> str:
    """The text that :func:`guard_formula` was given; a number behind an apostrophe is that number as text."""
    text = cell.removeprefix("'")
    if text != cell and (_LIKE_A_FORMULA.match(text) or _NUMBER.fullmatch(text)):
        return text
    return cell


_AMOUNT = re.compile(
    r"(?P<amount>[0-9]+(?:\.[0-9]+|,[0-9]{1,2})?)(?: (?P<currency>[A-Z]{3}|€))?"
    r"(?: (?:per|pro|je|par|por) (?P<per>[^(]*[^( ]))?(?: \((?P<note>.+)\))?"
)
_MAX_DIGITS = 15
"""A longer number does not keep all its digits as a float."""


def parse_cost(cell: str) -> str | dict[str, str | int | float]:
    """The cost in a cell: ``free``, ``120 EUR per device (with battery)``, or other words, which become a note."""
    words = cell.strip()
    if words.lower() == "free" or is_free(words):
        return "free"
    parts = _AMOUNT.fullmatch(words)
    if not parts or len(parts["amount"]) > _MAX_DIGITS:
        return {"note": words}
    written = parts["amount"].replace(",", ".")
    amount: int | float = float(written) if "." in written else int(written)
    cost: dict[str, str | int | float] = {"amount": int(amount) if amount == int(amount) else amount}
    cost.update({key: parts[key] for key in ("currency", "per", "note") if parts[key]})
    if cost.get("currency") == "€":
        cost["currency"] = "EUR"
    return cost


def format_cost(cost: str | Mapping[str, object]) -> str:
    """The cell that :func:`parse_cost` reads as this cost."""
    if isinstance(cost, str):
        return cost
    if "amount" not in cost:
        return str(cost.get("note", ""))
    words = str(cost["amount"])
    words += f" {cost['currency']}" if "currency" in cost else ""
    words += f" per {cost['per']}" if "per" in cost else ""
    return words + (f" ({cost['note']})" if "note" in cost else "")


_LINK = re.compile(r"(?P<text>.*?)\s*<(?P<url>[^<>\s]+)>", re.DOTALL)


def parse_link(entry: str) -> dict[str, str]:
    """The link in an entry: ``Repair policy <https://…>``; an address alone is its own text."""
    if link := _LINK.fullmatch(entry):
        return {"text": link["text"] or link["url"], "url": link["url"]}
    return {"text": entry, "url": entry}


def format_link(link: Mapping[str, str]) -> str:
    """The entry that :func:`parse_link` reads as this link."""
    return f"{link['text']} <{link['url']}>"


_LABELLED = re.compile(r"(?P<name>[^<]*?)\s*<(?P<value>.+)>", re.DOTALL)


def parse_labelled(entry: str) -> tuple[str, str]:
    """The name in front of an entry (or empty) and its value: ``Slack <#it-desk>``, or ``#it-desk`` alone."""
    parts = _LABELLED.fullmatch(entry)
    return (parts["name"].strip(), parts["value"].strip()) if parts else ("", entry)


def format_labelled(name: str, value: str) -> str:
    """The entry that :func:`parse_labelled` reads as this; a name with ``<`` in it is left out."""
    if not name and "<" not in value:
        return value
    name = "" if "<" in name else " ".join(name.split())
    if name:
        return f"{name} <{value}>"
    # A value that looks like a name with a value is put into <> as a whole.
    return f"<{value}>" if _LABELLED.fullmatch(value) else value
