"""What a reader may say to be theirs, as one file of the site: ``assets/mine.js`` fetches it when it is asked for."""

from __future__ import annotations

import json

from servicebook import links
from servicebook.model.clocks import Clocks
from servicebook.pages.dates.opening_hours import place_of


def mine_file(clocks: Clocks) -> tuple[str, str]:
    """(path, content): departments by name as id, name and path; IANA zones with the names of their sites.

    The organization's own zone is the first. A site that is called like its zone's place is not named again.
    """
    catalog = clocks.catalog
    zones: dict[str, list[str]] = {clocks.zone(None): []}
    for site in catalog.settings.sites.values():
        zone = site.zone or clocks.zone(site.calendar)
        names = zones.setdefault(zone, [])
        if site.name != place_of(zone):
            names.append(site.name)
    departments = sorted(catalog.departments.values(), key=lambda d: (d.name.casefold(), d.id))
    content = {
        "departments": [[d.id, d.name, links.department(d.id)] for d in departments],
        "zones": list(zones.items()),
    }
    return links.MINE_DATA, json.dumps(content, ensure_ascii=False, separators=(",", ":"))
