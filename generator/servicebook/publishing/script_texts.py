"""What the scripts of pages say to people, as modules that they import (``assets/messages.js`` does)."""

from __future__ import annotations

import json

from servicebook.publishing.publication import SiteFile, text_file
from servicebook.wording import LANGUAGE, templates

PATH = "assets/texts.js"
REQUEST_PATH = "assets/request_texts.js"
"""What only forms say, which are fetched on use."""


def script_texts() -> dict[str, str | dict[str, str]]:
    """By key, each text as a template; a plural as its templates by category."""
    return {
        **templates("channel"),
        **templates("delay"),
        **templates("effect"),
        **templates("lifecycle"),
        **templates("list"),
        **templates("moment"),
        **templates("not-counted"),
        **templates("plan-step"),
        **templates("receipt"),
        **templates("script"),
        **templates("skipped"),
        **templates("skipped-day"),
        **templates("skipped-weekday"),
    }


def request_texts() -> dict[str, str | dict[str, str]]:
    """The same of what forms of change requests say (``assets/request_messages.js``)."""
    return templates("request")


def texts_files() -> tuple[SiteFile, SiteFile]:
    """The modules. Scripts have their words as soon as they run; fetched as JSON they would have to wait for them."""
    language = f"export const language = {json.dumps(LANGUAGE)};\n"
    return (
        text_file(PATH, language + _exported(script_texts())),
        text_file(REQUEST_PATH, _exported(request_texts())),
    )


def _exported(texts: dict[str, str | dict[str, str]]) -> str:
    written = json.dumps(texts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"export const texts = {written};\n"
