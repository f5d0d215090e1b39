"""The pages of a small catalog: their views and their HTML."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tests.support import SMALL, TODAY, make_catalog

from servicebook.loading import load_catalog
from servicebook.pages import all_pages
from servicebook.pages.rendering.context import RenderContext, render_context
from servicebook.pages.rendering.page import Page, body_of
from servicebook.pages.rendering.urls import url_context


def made(
    root: Path,
    files: Mapping[str, str] | None = None,
    *,
    base: Mapping[str, str] = SMALL,
    today: date = TODAY,
) -> RenderContext:
    """The site of a repository with ``base``, and ``files`` on top of it."""
    return render_context(load_catalog(make_catalog(root, files or {}, base=base), today))


def page_at(context: RenderContext, path: str) -> Page:
    """The page at a path of the site."""
    return next(page for page in all_pages(context) if page.path == path)


def view_at(context: RenderContext, path: str) -> Any:
    """What the page at a path shows."""
    return page_at(context, path).view(context, url_context(context, path))


def body_at(context: RenderContext, path: str) -> str:
    """The HTML of the page at a path."""
    return body_of(page_at(context, path), context)
