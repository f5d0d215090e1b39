"""Codes in ``rules.yml`` that no rule has."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from servicebook.documents.suggestions import did_you_mean, only_meant
from servicebook.problems import NOT_RULES, Edit, Place, Problem, error
from servicebook.settings import Settings
from servicebook.wording import text


def unknown_rules(
    settings: Settings, known: Collection[str], of_changes: Collection[str]
) -> Iterator[Problem]:
    """An error for each code in ``rules.yml`` that is not among the rules that are ``known``.

    A severity may be given to changes, too, whose codes are ``of_changes``: there is nothing to waive in them.
    """
    origin = settings.rules_origin
    if origin is None:
        return
    for code in settings.severities:
        if code not in known and code not in of_changes:
            meant = only_meant(code, (*known, *of_changes))
            yield _not_a_rule(
                (*known, *sorted(of_changes)),
                origin.place("severities", code, key=True),
                code,
                origin.document.edit_of_key(("severities", code), meant) if meant else None,
            )
    for waiver in settings.waivers:
        if waiver.code not in known:
            meant = only_meant(waiver.code, known)
            pointer = (*waiver.origin.pointer, "code")
            edit = waiver.origin.document.edit(pointer, meant) if meant else None
            yield _not_a_rule(known, waiver.origin.place("code"), waiver.code, edit)


def _not_a_rule(known: Collection[str], place: Place, code: str, edit: Edit | None) -> Problem:
    if code in NOT_RULES:
        hint = text("rule.not-a-rule")
    else:
        hint = did_you_mean(code, known) or text("rule.choose", codes=", ".join(known))
    return error(
        "bad-value", place, text("rule.unknown", code=code), hint, edit=None if code in NOT_RULES else edit
    )
