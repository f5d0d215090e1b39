"""What follows when a service fails, as JSON for other programs."""

from __future__ import annotations

from servicebook.analysis.closure import Reached
from servicebook.analysis.impact import AffectedJourney, Impact
from servicebook.model.catalog import Catalog
from servicebook.model.promises import state_of
from servicebook.reports.safe_text import json_text


def render(catalog: Catalog, impact: Impact) -> str:
    """One object with ids; ``waits`` false means impaired only, ``through`` null means directly."""
    content = {
        "service": impact.service,
        "stops": [{"service": reached.service, **_path(reached)} for reached in impact.services],
        "journeys": [{"journey": affected.journey, **_path(affected)} for affected in impact.journeys],
        "agreements": [
            {
                "agreement": agreement.id,
                "customer": agreement.customer,
                "state": state_of(catalog, agreement).value,
            }
            for agreement in impact.agreements
        ],
        "tell": list(impact.to_inform),
    }
    return json_text(content)


def _path(affected: Reached | AffectedJourney) -> dict[str, int | str | bool | None]:
    return {"distance": affected.distance, "through": affected.through, "waits": affected.waits}
