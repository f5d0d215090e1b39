"""How a rule says what it found."""

from __future__ import annotations

from servicebook.problems import Edit, Place, Problem, Related, Severity


def finding(
    code: str,
    severity: Severity,
    place: Place,
    message: str,
    hint: str,
    related: tuple[Related, ...] = (),
    *,
    public_message: str | None = None,
    public_hint: str | None = None,
    edit: Edit | None = None,
) -> Problem:
    """A finding of a rule: every one has a hint, and an edit where exactly one thing is right."""
    return Problem(
        code=code,
        severity=severity,
        message=message,
        place=place,
        hint=hint,
        related=related,
        public_message=public_message,
        public_hint=public_hint,
        edit=edit,
    )
