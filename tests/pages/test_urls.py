"""Where links on a page lead, and that they take no detour."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest
from tests.pages.rendering import made

from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.urls import url_context

SITE = "https://example.org/book/"


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> RenderContext:
    return made(Path(tmp_path_factory.mktemp("urls")), {})


@pytest.mark.parametrize(
    ("page", "path", "address"),
    [
        ("", "services/it/repair/", "./services/it/repair/"),
        ("services/", "services/it/repair/", "../services/it/repair/"),
        ("services/it/repair/", "", "../../../"),
        ("services/it/repair/", "services/", "../../"),
        ("services/it/repair/", "services/#topic-money", "../../#topic-money"),
        ("services/it/repair/", "services/hr/pay/", "../../hr/pay/"),
        ("services/it/repair/", "roles/it/lead/", "../../../roles/it/lead/"),
        ("departments/it/", "departments/hr/", "../hr/"),
        ("departments/it/", "services/it/repair/", "../../services/it/repair/"),
    ],
)
def test_a_link_leads_where_it_is_meant_to_by_the_nearest_way(
    context: RenderContext, page: str, path: str, address: str
) -> None:
    assert url_context(context, page).to(path) == address
    assert urljoin(SITE + page, address) == SITE + path
