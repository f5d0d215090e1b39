"""What forms of change requests fetch: how a request can be sent (``assets/request_send.js``)."""

from __future__ import annotations

import json
from urllib.parse import unquote

from servicebook import links
from servicebook.publishing.publication import SiteFile, text_file
from servicebook.settings import Feedback, Settings
from servicebook.source.host_links import REQUEST_LABEL, hosted_repository

_MAIL_TO = "mailto:"


def ways_file(settings: Settings) -> SiteFile:
    """The host and the address to which requests go: those to which readers say something else (``ways_in``)."""
    feedback = settings.feedback
    repository = hosted_repository({}, settings.organization.source_url) if feedback.issues else None
    content = {
        "issues": {"host": repository.host, "url": repository.url, "label": REQUEST_LABEL}
        if repository
        else None,
        "mail": _mail(feedback),
    }
    return text_file(links.REQUEST_WAYS, json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def _mail(feedback: Feedback) -> str | None:
    """The address for mail, else the one to which changes are suggested."""
    suggest = feedback.suggest or ""
    if feedback.mail is None and suggest.startswith(_MAIL_TO):
        return unquote(suggest.removeprefix(_MAIL_TO).partition("?")[0]) or None
    return feedback.mail
