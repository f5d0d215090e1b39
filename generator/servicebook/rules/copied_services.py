"""Services whose file is a copy of another one that nobody has edited: what is wrong with both follows from that."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.model.catalog import Catalog
from servicebook.model.service import Service


def copied_services(catalog: Catalog) -> Mapping[str, Service]:
    """The originals by the ids of the copies, within a department. Several rules ask: ``catalog.derive(…)``.

    Of files that say the same, the first to which something refers is the original, else the first.
    """
    alike: dict[tuple[str, str, str], list[Service]] = {}
    for service in catalog.services.values():
        alike.setdefault((service.department, service.name, service.summary), []).append(service)
    same: dict[tuple[str, str], list[Service]] = {}
    for group in alike.values():
        # written out only where names and summaries are the same, and never compared one with another
        for service in group if len(group) > 1 else ():
            same.setdefault((service.department, repr(service.origin.written)), []).append(service)
    copies: dict[str, Service] = {}
    for group in same.values():
        original = next((one for one in group if ("service", one.id) in catalog.mentioned), group[0])
        copies.update((one.id, original) for one in group if one is not original)
    return copies
