"""Views to HTML: our own Jinja environment, autoescaped, with undefined names as errors."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from servicebook.pages.words import count


@cache
def environment() -> Environment:
    """The environment of all page templates. They only place finished values: no lookups, no arithmetic."""
    folder = str(files("servicebook_theme") / "pages")
    env = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.filters["count"] = count
    return env


def render(template: str, view: object) -> str:
    """The body of a page: ``template`` with the view as ``page``."""
    return environment().get_template(template).render(page=view)
