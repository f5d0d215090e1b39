"""What is said about tickets in a database: what it was asked in vain, and what of them cannot be used."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "connected.no-file": "there is no file {path}",
    "connected.no-table": "the database has no table {table}",
    "connected.no-table-hint": "it has {names}",
    "connected.no-driver": "a package that is needed for this database is not installed: {fault}",
    "connected.refused": "the database cannot be asked: {fault}",
    "connected.no-column": "table {table} has no column {names}",
    "connected.no-column-hint": "name it in measures.yml below columns:; there are {names}",
    "connected.no-words": 'column "{column}" has no text: its type is {type}',
    "connected.no-words-hint": "make a view in which it is text, and name that by --table",
    "connected.no-moment": 'column "{column}" says no moment: its type is {type}',
    "connected.no-moment-hint": "make a view in which it is a timestamp, or whole seconds since 1970, and name that by "
    "--table",
    "connected.milliseconds": "the numbers of a column of times are too large for seconds since 1970",
    "connected.milliseconds-hint": "make a view that divides milliseconds by 1000, and name that by --table",
    "connected.too-many-kinds": "service, priority, channel and customer have more than 100,000 combinations, which "
    "look like what people wrote",
    "connected.too-many-kinds-hint": "make a view with the names of services and departments, and name that by --table",
    "connected.repeated": Plural(
        one="{count} row has a ticket that another row has, too",
        other="{count} rows have tickets that other rows have, too",
    ),
    "connected.repeated-hint": "make a view with one row per ticket, the last one, and name that by --table",
    "connected.other-tickets": "the tickets of table {table} have another type than those of the first table",
    "connected.other-tickets-hint": "make a view in which both are text, or both numbers",
    "connected.rows.no-ticket": Plural(one="{count} row has no ticket", other="{count} rows have no ticket"),
    "connected.rows.no-asked": Plural(
        one="{count} ticket does not say when it was asked",
        other="{count} tickets do not say when they were asked",
    ),
    "connected.rows.ends-before-asked": Plural(
        one="{count} ticket was done before it was asked",
        other="{count} tickets were done before they were asked",
    ),
    "connected.rows.reply-before-asked": Plural(
        one="{count} ticket was replied to before it was asked",
        other="{count} tickets were replied to before they were asked",
    ),
    "connected.rows.no-service": Plural(
        one="{count} ticket names no service", other="{count} tickets name no service"
    ),
    "connected.unknown-priority": Plural(
        one="{count} ticket has a priority that is not known: {value}",
        other="{count} tickets have a priority that is not known: {value}",
    ),
    "connected.rows.unknown-channel": Plural(
        one="{count} ticket has a channel that is not known",
        other="{count} tickets have a channel that is not known",
    ),
    "connected.rows.unknown-customer": Plural(
        one="{count} ticket has a customer that is not known",
        other="{count} tickets have a customer that is not known",
    ),
}
