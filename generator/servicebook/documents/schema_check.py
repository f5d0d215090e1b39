"""What is wrong with a document by the schema of its kind: ``schema_faults`` says it, which few documents need."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.document import Document
from servicebook.documents.validators import fast_validator
from servicebook.problems import Problem


def check_schema(document: Document, *, all_problems: bool = True) -> Iterator[Problem]:
    """The problems of one document against the schema of its kind, found as they are asked for.

    Without ``all_problems``, those that :class:`~servicebook.problem_limits.LimitedProblems` only counts have neither
    hint nor edit, which take longer to find out than all the rest.
    """
    if fast_validator(document.location.kind.schema).is_valid(document.value):
        return
    from servicebook.documents.schema_faults import schema_faults  # knows all that could have been meant

    yield from schema_faults(document, all_problems=all_problems)
