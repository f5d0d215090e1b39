"""Numbers of things: ``count.<thing>`` is the number with its noun."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, Plural] = {
    "count.space": Plural(one="{count} space", other="{count} spaces"),
    "count.covered-service": Plural(one="{count} service covered", other="{count} services covered"),
    "count.agreement": Plural(one="{count} agreement", other="{count} agreements"),
    "count.answer": Plural(one="{count} answer", other="{count} answers"),
    "count.department": Plural(one="{count} department", other="{count} departments"),
    "count.deputy": Plural(one="{count} deputy", other="{count} deputies"),
    "count.error": Plural(one="{count} error", other="{count} errors"),
    "count.field": Plural(one="{count} field", other="{count} fields"),
    "count.file": Plural(one="{count} file", other="{count} files"),
    "count.finding": Plural(one="{count} finding", other="{count} findings"),
    "count.holder": Plural(one="{count} holder", other="{count} holders"),
    "count.journey": Plural(one="{count} journey", other="{count} journeys"),
    "count.kind": Plural(one="{count} kind of file", other="{count} kinds of file"),
    "count.more-service": Plural(one="{count} more service", other="{count} more services"),
    "count.other-code": Plural(one="{count} other code", other="{count} other codes"),
    "count.overdue-review": Plural(one="{count} overdue review", other="{count} overdue reviews"),
    "count.person": Plural(one="{count} person", other="{count} people"),
    "count.problem": Plural(one="{count} problem", other="{count} problems"),
    "count.promise": Plural(one="{count} promise", other="{count} promises"),
    "count.question": Plural(one="{count} question", other="{count} questions"),
    "count.role": Plural(one="{count} role", other="{count} roles"),
    "count.rule": Plural(one="{count} rule", other="{count} rules"),
    "count.service": Plural(one="{count} service", other="{count} services"),
    "count.step": Plural(one="{count} step", other="{count} steps"),
    "count.relies-on": Plural(one="Relies on {count} department", other="Relies on {count} departments"),
    "count.serves": Plural(one="{count} department relies on it", other="{count} departments rely on it"),
    "count.vacant-role": Plural(one="{count} vacant role", other="{count} vacant roles"),
    "count.warning": Plural(one="{count} warning", other="{count} warnings"),
    "count.working-day": Plural(one="{count} working day", other="{count} working days"),
    "count.place": Plural(one="{count} place", other="{count} places"),
}
