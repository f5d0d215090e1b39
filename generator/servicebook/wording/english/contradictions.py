"""What is said of days of one object, and of targets, that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "survey.too-many": "{answers} answered, although no more than {invited} were invited",
    "survey.too-many-hint": "correct invited:, or the counts of promoters, passives and detractors",
    "file-name.no.day": '"{name}" is not the day of a meeting',
    "file-name.hint.day": "name the file by the day on which it was held: 2026-11-03.yml",
    "file-name.no.quarter": '"{name}" is not a quarter of a year',
    "file-name.hint.quarter": "name the file by the quarter that it is about: 2026-q3.yml",
    "answer-too-early.message": "answered on {answered}, before it was said on {said}",
    "answer-too-early.hint": "correct one of the two days: on: of the answer, or on: of what was said",
    "bad-date.message": "{last} ({last_day}) is before {first} ({first_day})",
    "bad-date.hint": "correct {last}: (line {last_line}) or {first}: (line {first_line})",
    "bad-date.exchanged": "if the two are exchanged, write {first}: {first_day} (line {first_line}) and {last}: "
    "{last_day} (line {last_line}); else correct the one that is wrong",
    "bad-date.over-new-year": "if it ends in the next year, write {last}: {last_day} (line {last_line}); {hint}",
    "bad-date.year": "if only the year is wrong, write {last}: {last_day} or a later year (line {last_line}); else "
    "correct {first}: (line {first_line})",
    "bad-date.other": "{first}, which is later",
    "target.not-covered-hint": "if {provider} and {customer} have agreed to take {service} out, delete this target"
    "{again}; if it was taken out by mistake, add it in line {line}{stands}; if you do not know, ask {asked}",
    "target.not-covered-hint-others": "if {provider} and {customer} have agreed to take {service} out, remove it here, "
    "too{again}; if it was taken out by mistake, add it in line {line}{stands}; if you do not know, ask {asked}",
    "target.not-covered-again": " (both then accept again)",
    "target.not-covered-stands": " (what was accepted on {day} then stands)",
    "target.not-covered-heads": "both",
    "target.not-covered": "this target is for {service}, and the agreement does not cover it (line {line})",
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
