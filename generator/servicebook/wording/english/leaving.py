"""What is said of somebody who leaves: what would have nobody, who might take over, and why."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "help.leave": "say what would have no holder, deputy, contact, head or reviewer once somebody has left, and "
    "propose who takes it over; since it guesses, it writes nothing without --apply",
    "help.leave-person": "the person's id, such as ines-duarte",
    "help.leave-on": "the last day; when left out, the one that people.yml says, else today",
    "help.leave-apply": "write what is proposed, and the last day: all of it or nothing",
    "leave.correct-first": "{place}: {message}; correct this first, so that nothing is missed",
    "leave.title": "{name} ({id}), last day {day}",
    "leave.nothing": "Nothing would be without somebody.",
    "leave.section.without": Plural(
        one="{count} place would have nobody:", other="{count} places would have nobody:"
    ),
    "leave.through": Plural(
        one="{role} is named in {count} place, which would have nobody with it:",
        other="{role} is named in {count} places, which would have nobody with it:",
    ),
    "leave.section.beside": Plural(
        one="{count} entry goes, and nobody has to be found:",
        other="{count} entries go, and nobody has to be found:",
    ),
    "leave.section.by-hand": Plural(
        one="{count} place has to be changed by hand:", other="{count} places have to be changed by hand:"
    ),
    "leave.pages": Plural(
        one="{count} link in a page leads to their page, which will be gone:",
        other="{count} links in pages lead to their page, which will be gone:",
    ),
    "leave.reviews": Plural(
        one="{count} part of the catalog would have no reviewer:",
        other="{count} parts of the catalog would have no reviewer:",
    ),
    "leave.review-then": "who reviews it once this is written: then run servicebook owners",
    "leave.no-review": "nobody with a handle could review it",
    "leave.stays": Plural(one="{count} record stays as it is.", other="{count} records stay as they are."),
    "leave.place": "{object}, {field}: {proposal}",
    "leave.place-through": "{object}, {field}",
    "leave.proposal": "{name} ({id}), {why}",
    "leave.beside.holders": "who holds it as well",
    "leave.beside.deputies": "who is its deputy as well",
    "leave.known-as.deputy": "the deputy of {role}",
    "leave.known-as.holder": "one of those who hold {role}",
    "leave.known-as.above": "of {role}, the line above",
    "leave.plain.nobody": "nobody is known who could take it over: name somebody",
    "leave.plain.over": "the term ends before",
    "leave.plain.ends": "it ends with the last day",
    "leave.plain.never": "it would begin after the last day",
    "leave.with-role": "who takes over {role}",
    "leave.with-vacant-role": "nobody holds {role} then",
    "leave.with-address": "whose address takes the place of the leaver's: {why}",
    "leave.plain.no-address": "it is the leaver's own address: write one that outlives its holders",
    "leave.plain.record": "it was so, and stays true",
    "leave.plain.text": "a text has a link to them: write it anew",
    "leave.on-rota": "to be changed in the program that writes the rota",
    "leave.plain.unknown": "decide what becomes of it",
    "leave.guess": "Nothing was written. These are guesses: agree on them, or name others by hand; --apply writes "
    "what is proposed.",
    "leave.again": "Addresses are to be changed, and entries to go, once the day is over: then run this again.",
    "leave.nothing-to-do": "There is nothing to write.",
    "leave.written": "Written: {paths}",
    "leave.not-writable": "{path}: {reason}; nothing was written",
    "leave.new-error": "this would be wrong then: {problem}; nothing was written",
}
