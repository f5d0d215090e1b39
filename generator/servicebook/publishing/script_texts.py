"""What the scripts of pages say to people, as a module that they import (``assets/messages.js`` does)."""

from __future__ import annotations

import json

from servicebook.publishing.publication import SiteFile, text_file
from servicebook.wording import LANGUAGE, templates

PATH = "assets/texts.js"


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


def texts_file() -> SiteFile:
    """The module. Scripts have their words as soon as they run; fetched as JSON they would have to wait for them."""
    texts = json.dumps(script_texts(), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text_file(
        PATH, f"export const language = {json.dumps(LANGUAGE)};\nexport const texts = {texts};\n"
    )
