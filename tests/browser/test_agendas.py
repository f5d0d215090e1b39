"""Agendas and health checks where they are read: on two sheets of paper at most, and without barriers."""

# ruff: noqa: E501  # one object a line
from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.barriers import violations
from tests.browser.watching import watched
from tests.measured import BASE, month, row, written
from tests.support import HR, IT, make_catalog, run

LONG = (
    "It takes much longer than anybody would think, and each time somebody else has to be asked for it, " * 3
)
NUMBERS = range(40)


def crowded() -> dict[str, str]:
    """Two departments that have forty of everything to talk about, each with many words."""
    files = dict(BASE)
    for folder, name, other in ((IT, "it", "hr"), (HR, "hr", "it")):
        files[f"{folder}/feedback.yml"] = "".join(
            f"x{n}: {{said: '{LONG}', on: 2026-08-01, heard: {n + 2}}}\n" for n in NUMBERS
        )
        files[f"{folder}/meetings/2026-11-02.yml"] = (
            f"meeting: Round table\nwith: [{other}]\nactions:\n"
            + "".join(f"- {{what: '{LONG}', role: {name}/r{n}, by: 2026-10-01}}\n" for n in NUMBERS)
        )
        files[f"{folder}/roles.yml"] = (
            "lead: {title: Lead, holders: [ana]}\n"
            if name == "it"
            else "head: {title: Head, holders: [ben]}\n"
        ) + "".join(
            f"r{n}: {{title: 'Role number {n} with a title that is long', vacant_since: 2026-01-01}}\n"
            for n in NUMBERS
        )
        for n in NUMBERS:
            files[f"{folder}/services/s{n}.yml"] = (
                f"name: Service number {n} of them\nsummary: One.\nsupport_hours: office\nroles: {{owner: {name}/r{n}}}\n"
                "targets:\n- {measure: fulfillment_time, within: 3 working days, compliance: 90, per: month}\n"
                "handoffs:\n- {id: a, by: it/lead, does: All of it., within: 4 working days}\nreviewed_on: 2020-01-01\nreview_every: 1 month\n"
            )
            files[f"catalog/agreements/{name}-{n}.yml"] = (
                f"name: Agreement number {n} about this and that\nprovider: {name}\ncustomer: {other}\ncovers: [{name}/s{n}]\n"
                "effective_until: 2026-10-01\n"
            )
            files[f"catalog/notices/{name}-{n}.yml"] = (
                f"title: '{LONG[:100]}'\neffect: closed\naffects: {{departments: [{name}]}}\nfrom: 2026-12-{n % 28 + 1:02}\nuntil: 2026-12-30\n"
            )
        files |= written({month(10): [row(f"{name}/s{n}", (40, 2)) for n in NUMBERS]}, name)
    files["catalog/kudos.yml"] = "".join(
        f"- {{from: 'department:hr', to: 'department:it', text: '{LONG} {n}', on: 2026-11-10}}\n"
        for n in NUMBERS
    )
    return files


def test_agenda_of_two_departments_fits_on_two_sheets_whatever_they_have(
    browser: Browser, tmp_path: Path
) -> None:
    root = make_catalog(tmp_path / "root", crowded(), base=BASE)
    done = run(
        "agenda", "it", "--with", "hr", "--format", "html", "--root", str(root), "--today", "2026-11-20"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("<section>") == 10, "something of everything"
    assert done.stdout.count(" more</li>") == 10, "and much that has no room"
    page = browser.new_page()
    page.set_content(done.stdout)
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 2
    page.close()


@pytest.mark.parametrize("path", ["agenda/it/", "health/it/", "departments/it/"])
def test_pages_have_no_barriers_and_fit_on_a_phone(browser: Browser, example: str, path: str) -> None:
    for width, scheme in ((320, "light"), (1280, "dark")):
        with watched(browser, example, width=width, scheme=scheme) as watch:
            watch.open(path)
            assert violations(watch) == []
            assert watch.too_wide() == []


def test_health_check_is_printed_on_one_sheet(browser: Browser, example: str) -> None:
    with watched(browser, example, width=680) as watch:
        watch.page.emulate_media(media="print")
        page = watch.open("health/it/")
        assert page.pdf(format="A4").count(b"/Type /Page\n") <= 2
        assert watch.too_wide() == []
