"""What ``suggest-aliases`` prints."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "help.suggest-aliases": "propose other names for services, by meaning and by what people searched for",
    "help.suggest-for": "propose them only for these services, by id (default: all)",
    "help.searches": "what people searched for: one search a line, or a count, a tab and the search; or a web server's "
    "log in the common or combined format; - is standard input",
    "help.write-aliases": "add the proposed aliases to the files of their services; comments are kept, and what may be "
    "meant of several services is left to you",
    "help.diff-aliases": "print what --write would change as a diff, and write nothing; 1 if anything would change",
    "suggest-aliases.service": "{name} ({id})",
    "suggest-aliases.nearly-same": "means nearly the same as its name, and none of its texts has it",
    "suggest-aliases.close": "is close in meaning to its name, and none of its texts has it",
    "suggest-aliases.searched": "was searched for {times}, and is nearest to this service",
    "suggest-aliases.searched-unclear": "was searched for {times}; may also mean {others}: --write leaves "
    "it out",
    "suggest-aliases.times": Plural(one="once", other="{count} times"),
    "suggest-aliases.taken": "Not proposed, because something is called so already:",
    "suggest-aliases.taken-searched": "{alias} was searched for {times}; it is a name of {owner}",
    "suggest-aliases.taken-near": "{alias} is close in meaning to {service}; it is a name of {owner}",
    "suggest-aliases.unanswered": "No service seems to be meant by:",
    "suggest-aliases.found": Plural(
        one="{count} search is left out: an entry of the catalog has all of its words.",
        other="{count} searches are left out: an entry of the catalog has all of their words.",
    ),
    "suggest-aliases.left-out": Plural(
        one="{count} search is left out: it is an address, a number, or long.",
        other="{count} searches are left out: they are addresses, numbers, or long.",
    ),
    "suggest-aliases.no-vectors": "Words of like meaning are not known for the language {language}: only searches are "
    "looked at.",
    "suggest-aliases.none": "No aliases to propose.",
    "suggest-aliases.none-clear": "Nothing was written: each may mean several services.",
    "suggest-aliases.not-written": Plural(
        one="Nothing was written. --write adds {count} alias; name services to have only theirs.",
        other="Nothing was written. --write adds {count} aliases; name services to have only theirs.",
    ),
    "suggest-aliases.written": Plural(
        one="{count} file was changed. Review it, and remove what nobody would call the service.",
        other="{count} files were changed. Review them, and remove what nobody would call the services.",
    ),
    "suggest-aliases.standard-input": "standard input",
    "suggest-aliases.not-text": "line {line} is not UTF-8 text",
    "suggest-aliases.not-a-count": "line {line}: “{count}” before the tab is not a count",
}
