"""Whatever is wrong with a catalog, mending it gives back what was meant, or takes nothing away."""

# ruff: noqa: E501  # one spelling a line
from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import PIECES
from tests.support import HR, IT, SMALL, TODAY, make_catalog

from servicebook.documents.kinds import location_of
from servicebook.fixing import Fixes, find_fixes
from servicebook.fixing.one_file import Stage, check_file
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.problems import Severity
from servicebook.source.tree import Disk, Overlay

RIGHT = {
    **SMALL,
    "site_config/calendars.yml": (
        "# hours\noffice:\n  name: Office\n  zone: Europe/Berlin\n  open:\n    mon: [\"09:00-17:00\"]  # as ever\n"
        "    tue: [\"09:00-12:00\", \"13:00-17:00\"]\n  known_until: 2027-12-31\n"
    ),
    f"{IT}/services/repair.yml": (
        "name: Repair # R&D, and *all* others\n"
        "summary: We mend it.\n"
        "lifecycle: 'live'\n"
        "roles: {owner: it/lead, deputy: \"it/second\"}\n"
        "channels:\n  - {type: email, address: desk@example.org, preferred: true} # first\n"
        "targets:\n"
        "- measure: response_time # the first answer\n  within: 4 hours\n  cutoff: \"14:00\"\n  compliance: 95\n  per: month\n"
        "- {measure: availability, at_least: 99.5}\n"
        "cost: {amount: 50, currency: EUR}\n"
        "depends_on: [{service: it/loan, for: the parts}]\n"
        "reviewed_on: 2026-08-01 # by Ana\n"
        "review_every: 12 months\n"
        "description: |\n  # Not [this](service:it/loan)\n  but ours.\n"
    ),
    f"{IT}/services/loan.yml": "name: Loan\nsummary: We lend it.\nroles: {owner: it/lead}\nchannels: [{type: desk, place: Room 1}]\n",
    f"{IT}/roles.yml": "lead: {title: Lead, holders: [ana], deputies: [ben]}\nsecond: {title: Second, holders: [ben]}\n",
}  # fmt: skip

SPELLINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    f"{IT}/services/repair.yml": {
        "summary:": ("sumary:", "Summary:"),
        "'live'": ("'Live'", "'lvie'"),
        "it/lead,": ("IT/Lead,", "lead,"),
        '"it/second"': ('"it/secnod"', '"it/seccond"'),
        "email": ("e-mail", "E-Mail"),
        "desk@example.org": ("<desk@example.org>", "mailto:desk@example.org"),
        "preferred: true": ("preferred: yes", "preferred: 'true'", "prefered: true"),
        "response_time #": ("response-time #", "respons_time #"),
        "4 hours": ("4 hrs", "4h", "within 4 hours", "four hours", "PT4H"),
        '"14:00"': ('"14.00"', '"2 pm"', '"14h"'),
        "95\n": ("95%\n", "'95'\n", "95 percent\n"),
        "per: month": ("per: monthly", "per: Month"),
        "99.5}": ("'99,5'}", "'99,5 %'}"),
        "cost: {amount: 50, currency: EUR}": ("cost: 50€", "cost: EUR 50", "cost: {amount: '50', currency: eur}"),
        "{service: it/loan,": ("{service: it/laon,", "{service: loan,"),
        "2026-08-01": ("1.8.2026", "2026/8/1", "1 Aug 2026", "20260801"),
        "12 months": ("1 year", "twelve months"),
        "(service:it/loan)": ("(service:loan)",),
    },
    "site_config/calendars.yml": {
        "office:": ("Office:",),
        "Europe/Berlin": ("europe/berlin", "Europe/Brelin"),
        'mon: ["09:00-17:00"]': ("Monday: [9-17]", "mon: 9-17", 'mon: "9am to 5pm"', "mon: 9.00 – 17.00"),
        '["09:00-12:00", "13:00-17:00"]': ("9-12, 13-17", "9:00-12:00 & 13:00-17:00"),
        "2027-12-31": ("31.12.2027", "December 31, 2027"),
    },
    f"{HR}/department.yml": {"hr/head": ("hr/haed", "head", "HR/Head")},
}  # fmt: skip
"""By file, what is right and other spellings of it."""

PLACES = [(path, right) for path, spellings in SPELLINGS.items() for right in spellings]


@st.composite
def misspelt(draw: st.DrawFn) -> dict[str, str]:
    """The files with some of the places written in another way."""
    files = dict(RIGHT)
    for path, right in draw(st.lists(st.sampled_from(PLACES), unique=True, min_size=1)):
        assert files[path].count(right) == 1
        files[path] = files[path].replace(right, draw(st.sampled_from(SPELLINGS[path][right])))
    return files


def fixes_of(files: Mapping[str, str]) -> Fixes:
    """What can be mended of a catalog that is nowhere on disk."""
    with tempfile.TemporaryDirectory() as folder:
        return find_fixes(Overlay(Disk(make_catalog(Path(folder), {})), files), TODAY)


def loaded(files: Mapping[str, str]) -> LoadedCatalog:
    with tempfile.TemporaryDirectory() as folder:
        return load_catalog(make_catalog(Path(folder), files), TODAY)


def told(opened: LoadedCatalog) -> Counter[tuple[str, str]]:
    """How many errors there are by code and file: lines and names in messages change with what is mended above."""
    return Counter((p.code, p.place.path) for p in opened.problems if p.severity is Severity.ERROR)


def after(files: Mapping[str, str], fixes: Fixes) -> dict[str, str]:
    return {path: fixes.texts[path][1] if path in fixes.texts else text for path, text in files.items()}


def test_the_right_one_has_no_error() -> None:
    fixes = fixes_of(RIGHT)
    assert (fixes.left.errors, fixes.texts) == (0, {})


@settings(max_examples=60)
@given(misspelt(), st.booleans())
def test_what_was_misspelt_is_what_it_was_byte_for_byte(files: dict[str, str], windows: bool) -> None:
    def lines(texts: Mapping[str, str]) -> dict[str, str]:
        return {path: text.replace("\n", "\r\n") if windows else text for path, text in texts.items()}

    given_files = lines(files)
    fixes = fixes_of(given_files)
    assert after(given_files, fixes) == lines(RIGHT)
    assert fixes.left.errors == 0


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, str]:
    """The files with other spellings, and with anything at all in some of their places."""
    files = draw(misspelt())
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(sorted(SPELLINGS)))
        text = files[path]
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.sampled_from([0, 0, 1, 2, 10]))
        files[path] = text[:start] + draw(st.sampled_from(PIECES)) + text[end:]
    return files


def stage_of(files: Mapping[str, str], path: str) -> Stage:
    location = location_of(path)
    assert location
    return check_file(files[path].removeprefix("\ufeff"), path, location).stage


@settings(max_examples=100)
@given(spoilt())
def test_mending_adds_no_error_and_leaves_nothing_to_mend(files: dict[str, str]) -> None:
    fixes = fixes_of(files)
    mended = after(files, fixes)
    assert fixes_of(mended).texts == {}
    before, now = ({path: stage_of(some, path) for path in files} for some in (files, mended))
    assert all(now[path] >= before[path] for path in files)
    codes = {fixed.problem.code for fixed in fixes.fixed}
    if now == before and "unknown-key" not in codes:  # or what was hidden has come up
        were, are = told(loaded(files)), told(fixes.left)
        assert not are - were
