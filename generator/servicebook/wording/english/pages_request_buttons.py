"""What stands on the buttons that open a form for one thing that readers ask for."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "request-button.promise": "Propose another promise",
    "request-button.contact": "Correct this",
    "request-button.thanks": "Say thanks",
    "request-button.hold": "I hold this role now",
    "request-button.question": "Add a question",
    "request-button.service": "Add a service",
    "request-button.remark": "Note what was said",
}
