"""A journey planned backwards, as JSON for other programs."""

from __future__ import annotations

from servicebook.analysis.plan import Plan
from servicebook.model.catalog import Catalog
from servicebook.pages.dates.plan_sentences import in_zone, why
from servicebook.reports.safe_text import json_text


def render(catalog: Catalog, plan: Plan) -> str:
    """The plan as one object; instants carry the offset of the zone in which the step is counted.

    ``added`` are the notices that have moved a step's dates, in order, and ``uncertain`` those that may.
    """
    content = {
        "journey": plan.journey.id,
        "by": plan.by.isoformat(),
        "steps": [
            {
                "id": step.task.id,
                "ask_by": in_zone(step, step.ask_by).isoformat(),
                "due": in_zone(step, step.due).isoformat(),
                "calendar": step.task.calendar_id,
                "why": why(catalog, plan, step),
                "added": [{"notice": delay.notice, "adds": str(delay.adds)} for delay in step.delays],
                "uncertain": list(step.uncertain),
            }
            for step in plan.steps
        ],
    }
    return json_text(content)
