"""Buttons for what readers ask for stand where one looks for them, and are hidden until a script opens their forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.pages.rendering import body_at, made
from tests.support import IT

from servicebook.documents.kinds import BY_NAME

ORGANIZATION = "site_config/organization.yml"
BUTTON = re.compile(
    r'<button class="sb-button is-quiet is-small" type="button" (data-request[^>]*) hidden>([^<]*)</button>'
)


def buttons(root: Path, path: str, **files: str) -> list[tuple[str, str, str | None, str]]:
    """(form, object, about, words) of the buttons on a page."""
    found = []
    for attributes, words in BUTTON.findall(body_at(made(root, files), path)):
        given = dict(re.findall(r'data-([\w-]+)="([^"]*)"', attributes))
        found.append((given["request-form"], given["request"], given.get("request-about"), words))
    return found


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("services/it/repair/", [("promise", "service:it/repair", None, "Propose another promise")]),
        (
            "people/ana/",
            [
                ("contact", "person:ana", None, "Correct this"),
                ("thanks", "kudos:", "person:ana", "Say thanks"),
            ],
        ),
        ("roles/it/lead/", [("hold", "role:it/lead", None, "I hold this role now")]),
        (
            "departments/it/",
            [
                ("service", "service:it/", None, "Add a service"),
                ("question", "faq:it", None, "Add a question"),
                ("thanks", "kudos:", "department:it", "Say thanks"),
                ("remark", "remark:it/", None, "Note what was said"),
            ],
        ),
        ("faq/it/", [("question", "faq:it", None, "Add a question")]),
        ("thanks/", [("thanks", "kudos:", None, "Say thanks")]),
        ("sla/", []),
    ],
)
def test_a_page_offers_what_one_asks_for_there(
    tmp_path: Path, path: str, expected: list[tuple[str, str, str | None, str]]
) -> None:
    found = buttons(tmp_path, path)
    assert found == expected
    assert {object_.partition(":")[0] for _, object_, *_ in found} <= BY_NAME.keys()


def test_nobody_says_to_hold_a_role_where_nobody_is_named(tmp_path: Path) -> None:
    assert buttons(tmp_path, "roles/it/lead/", **{ORGANIZATION: "name: Acme\npeople: roles-only\n"}) == []


def test_what_cannot_be_asked_for_any_more_is_promised_nothing(tmp_path: Path) -> None:
    retired = "name: Repair\nsummary: We mend it.\nlifecycle: retired\n"
    assert buttons(tmp_path, "services/it/repair/", **{f"{IT}/services/repair.yml": retired}) == []
