"""What is said where readers can say something: links to forms, issues and mail, and what is anonymous of these."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "ways-in.heading": "Say something about this page",
    "ways-in.summary": "Say what is good, wrong or missing",
    "ways-in.purpose.rate": "Rate this service",
    "ways-in.purpose.suggest": "Suggest something",
    "ways-in.purpose.report_gap": "Say that something is missing",
    "ways-in.purpose.thank": "Thank somebody",
    "ways-in.form": "Form",
    "ways-in.issue": "Issue",
    "ways-in.mail": "E-mail",
    "ways-in.anonymous": "anonymous",
    "ways-in.ask-the-form": "the form says whether it is anonymous",
    "ways-in.by-issue": "not anonymous: your account is seen",
    "ways-in.by-mail": "not anonymous: your address is seen",
    "ways-in.title.rate": "Rating: {about}",
    "ways-in.title.suggest": "Suggestion: {about}",
    "ways-in.title.report_gap": "Missing: {about}",
    "ways-in.title.thank": "Thanks: {about}",
    "ways-in.mail-body": "Page: {page}\n\n",
}
