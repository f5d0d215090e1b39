"""Departments: what they are recognized by, wherever they head something."""

from __future__ import annotations

from pathlib import Path

from tests.pages.rendering import body_at, made
from tests.support import HR, IT

LAPTOP, BADGE = "M4 6h16v10H4", '<span class="sb-badge is-hue-'
WITH_ICON = {
    f"{IT}/department.yml": "name: IT\nsummary: Devices.\nsupport_hours: office\nicon: material/laptop\n"
}


def test_an_icon_is_drawn_where_its_department_heads_something(tmp_path: Path) -> None:
    site = made(tmp_path, WITH_ICON)
    for path in (
        "",
        "departments/",
        "departments/it/",
        "services/it/repair/",
        "roles/it/lead/",
        "services/",
        "sla/",
    ):
        before, _, after = body_at(site, path).partition(LAPTOP)
        assert after, path
        mark = before[before.rindex(BADGE) :]
        assert 'aria-hidden="true"><svg' in mark
        assert "data-initials" not in mark


def test_without_an_icon_there_are_initials_that_nobody_reads_aloud(tmp_path: Path) -> None:
    body = body_at(
        made(tmp_path, {f"{HR}/department.yml": 'name: People "&" work\nsummary: S.\n'}), "departments/hr/"
    )
    assert 'data-initials="PW" aria-hidden="true"></span>People' in body


def test_initials_are_data(tmp_path: Path) -> None:
    body = body_at(
        made(tmp_path, {f"{HR}/department.yml": "name: '\"><script>'\nsummary: S.\n"}), "departments/hr/"
    )
    assert "<script>" not in body


def test_a_service_page_carries_the_icon_of_its_own_department_only(tmp_path: Path) -> None:
    site = made(tmp_path, {
        **WITH_ICON,
        f"{HR}/department.yml": "name: HR\nsummary: People.\nhead: hr/head\nicon: material/account-group\n",
        f"{HR}/services/hiring.yml": "name: Hiring\nsummary: S.\ndepends_on: [{service: it/repair, for: x}]\n",
    })  # fmt: skip
    assert body_at(site, "services/it/repair/").count(BADGE) == 1
    assert body_at(site, "services/hr/hiring/").count(LAPTOP) == 0
