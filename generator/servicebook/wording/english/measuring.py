"""What ``servicebook measure`` says: what was read, counted and written."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "help.measure": "count how often promises were kept, from exports of tickets, and write the results into the "
    "catalog",
    "help.measure-files": "exports of tickets: CSV, .xlsx or Parquet; SOURCE=FILE says which source of measures.yml "
    "a file is of",
    "help.measure-source": "the source of measures.yml that the exports are of (default: the only one, or the one that "
    "knows their columns)",
    "help.measure-counted": "a table with results that somebody else has counted (CSV, .xlsx or Parquet): service, "
    "measure, period, counted and kept; and priority, channel and agreement where they decide",
    "help.measure-connect": "the address of a database that has the tickets, as Ibis writes it: duckdb://desk.duckdb",
    "help.measure-table": "the table or view with a row for each ticket; measures.yml says what its columns are",
    "help.measure-pauses": "the table or view with the times during which tickets waited",
    "help.measure-since": "the first month to be counted, where the exports begin within an earlier one",
    "options.not-a-month": "{given} is not a month, such as 2026-09",
    "help.measure-replace": "also replace what has fewer requests now than the file says",
    "help.measure-unfinished": "also write the month that is not over, as of today",
    "help.measure-dry-run": "write nothing, and say what would be written",
    "measuring.which-way": "name exports of tickets, or --counted FILE, or --connect URL --table NAME: one of these",
    "measuring.no-table": "--connect and --table go together",
    "measuring.no-extra": "a database is asked with packages that are not installed: "
    'pip install "servicebook[measure]"',
    "measuring.no-settings": "site_config/measures.yml does not say how exports are read",
    "measuring.begin": "To begin with {path}, write this into site_config/measures.yml:",
    "measuring.begin-unknown": "The columns of {path} are those of no known help desk. To begin, write this into "
    "site_config/measures.yml, with the names of its columns:",
    "measuring.then": "Names of services that the catalog does not know are listed by the next run.",
    "measuring.no-source": '"{name}" is no source in site_config/measures.yml; there are {names}',
    "measuring.which-source": "{path}: which source is it? Name one: --source {names}",
    "measuring.fits-none": "{path}: has the columns of no source. Name the one that it is of, to be told what is "
    "missing: --source {names}; or describe a new one below sources: in site_config/measures.yml",
    "measuring.faults": "nothing was counted: correct site_config/measures.yml and catalog/results first",
    "measuring.unreadable": "nothing was counted",
    "measuring.read": Plural(
        one="{source}: {count} ticket in {rows} rows", other="{source}: {count} tickets in {rows} rows"
    ),
    "measuring.none": "{source}: no tickets",
    "measuring.not-read": "  not read[{kind}]: {message}",
    "measuring.hint": "    {hint}",
    "measuring.left-out": Plural(
        one='  "{name}" is left out: {count} ticket', other='  "{name}" is left out: {count} tickets'
    ),
    "measuring.note": "  note: {note}",
    "measuring.export-ended": Plural(
        one="the last time in the export is {last}, {count} day before {day}, and what is open in it is judged as of "
        "{day}. If the export is of that day: --today {iso}",
        other="the last time in the export is {last}, {count} days before {day}, and what is open in it is judged as "
        "of {day}. If the export is of that day: --today {iso}",
    ),
    "measuring.no-replies": "the export does not tell when the first reply was, so response times were not counted",
    "measuring.no-ends": "the export does not tell when requests were done, so only response times were counted",
    "measuring.engine": "Judged by {engine}.",
    "measuring.loop": "Judged without a database, with the same results. Millions of tickets are faster with "
    'pip install "servicebook[measure]".',
    "measuring.history": "By the promises that were in force when requests were asked, as git knows them since {day}.",
    "measuring.no-history": "By the promises of today: there is no history in git to tell others ({reason}).",
    "measuring.not-committed": "no commit has a catalog",
    "measuring.shallow": "This clone lacks older commits. To have them: git fetch --unshallow",
    "measuring.older": Plural(
        one="{count} request is older, and was judged by the oldest promise known (basis: today).",
        other="{count} requests are older, and were judged by the oldest promises known (basis: today).",
    ),
    "measuring.all-older": "All requests were asked before that, and were judged by the oldest promises known "
    "(basis: today).",
    "measuring.later": Plural(
        one="{count} request was asked after {day}, and was not counted.",
        other="{count} requests were asked after {day}, and were not counted.",
    ),
    "measuring.begins-within": "The first request is of {day}, and {period} is written as a whole month. If the export "
    "begins within it: --since {next}",
    "measuring.unpromised": Plural(
        one="{service}: nothing was promised for {count} request when it was asked",
        other="{service}: nothing was promised for {count} requests when they were asked",
    ),
    "measuring.never-promised": "among them are all of priority: {priorities}",
    "measuring.changed": "{department} {period}: {changes}",
    "measuring.rows.new": "{count} new",
    "measuring.rows.other": "{count} changed",
    "measuring.rows.same": "{count} unchanged",
    "measuring.rows.gone": "{count} taken out",
    "measuring.rows.held-back": "{count} left as it stands, since its change would give away what is not published",
    "measuring.rows.hidden": "{count} not published",
    "measuring.rows.from-tickets": "{count} left to results from tickets",
    "measuring.rows.reported": "{count} left to reported results",
    "measuring.lost": "{service} {period}: {now} requests, and the file says {before}. It was left as it is: was the "
    "whole {unit} exported? To replace it: --replace",
    "measuring.not-over": Plural(
        one="{period} is not over, and its {count} request was not written. To write it as of today: --unfinished",
        other="{period} is not over, and its {count} requests were not written. To write them as of today: "
        "--unfinished",
    ),
    "measuring.fewest": "Fewer than {fewest} are not published, nor what would give them away.",
    "measuring.wrote": "Wrote {path}.",
    "measuring.would-write": "Would write {path}.",
    "measuring.nothing-counted": "Nothing to write: no request was counted.",
    "measuring.nothing": "Nothing to write: all of that stands there already.",
    "measuring.next": "Next: look at the changes, and commit them.",
}
