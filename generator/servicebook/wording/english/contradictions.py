"""What is said of days of one object, and of targets, that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "bad-date.message": "{last} ({last_day}) is before {first} ({first_day})",
    "bad-date.hint": "correct {last}: (line {last_line}) or {first}: (line {first_line})",
    "bad-date.exchanged": "if the two are exchanged, write {first}: {first_day} (line {first_line}) and {last}: "
    "{last_day} (line {last_line}); else correct the one that is wrong",
    "bad-date.over-new-year": "if it ends in the next year, write {last}: {last_day} (line {last_line}); {hint}",
    "bad-date.year": "if only the year is wrong, write {last}: {last_day} or a later year (line {last_line}); else "
    "correct {first}: (line {first_line})",
    "bad-date.other": "{first}, which is later",
    "target.not-covered-hint": "if it was taken out of covers: on purpose, delete this target; if by mistake, add "
    "{service} there",
    "target.not-covered-hint-others": "if it was taken out of covers: on purpose, remove it here too; if by mistake, "
    "add {service} there",
    "target.not-covered": "the target is for {service}, which covers: does not name",
    "target.percentage-hint": "write at_least: {share} in place of within: and compliance:",
    "target.time-and-percentage-hint": "remove within: and compliance:, as at_least: says what is promised",
    "target.covered": "what the agreement covers",
    "target.services-elsewhere-hint": "remove services:",
    "target.services-elsewhere": "only the targets of an agreement name services",
    "target.twice-hint.channel": "keep the one that is right, or give one another priority: or channel:",
    "target.twice-hint.priority": "keep the one that is right, or give one another priority:",
    "target.twice": "{measure} is promised twice: {one} (line {line}) and {other} (line {other_line})",
    "target.twice-nothing": "nothing of the kind",
    "target.twice-same": "{measure} is promised twice, here and in line {line}",
}
