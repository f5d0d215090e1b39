"""What breaks if a service stops, as JSON for other programs."""

from __future__ import annotations

import json

from servicebook.analysis.impact import Impact
from servicebook.model.catalog import Catalog
from servicebook.model.promises import state_of


def render(catalog: Catalog, found: Impact) -> str:
    """Everything as one object of ids; ``waits`` false is impaired only, ``through`` null is directly."""
    content = {
        "service": found.service,
        "stops": [
            {"service": one.service, "distance": one.distance, "through": one.through, "waits": one.waits}
            for one in found.services
        ],
        "journeys": [
            {"journey": one.journey, "distance": one.distance, "through": one.through, "waits": one.waits}
            for one in found.journeys
        ],
        "agreements": [
            {"agreement": one.id, "customer": one.customer, "state": state_of(catalog, one).value}
            for one in found.agreements
        ],
        "tell": list(found.tell),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
