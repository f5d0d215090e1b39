"""Services of a small catalog, of which everything is written in several ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support import HR, IT, SMALL, make_catalog

BASE = {
    **SMALL,
    f"{HR}/department.yml": SMALL[f"{HR}/department.yml"] + "part_of: it\n",
    "site_config/calendars.yml": SMALL["site_config/calendars.yml"]
    + 'nights:\n  name: Nights\n  open: {mon: ["18:00-22:00"], fri: ["18:00-22:00"]}\n',
    "site_config/topics.yml": "tea: {name: Tea}\n",
    "site_config/audiences.yml": "all: {name: All}\n",
    "site_config/sites.yml": "north: {name: North}\n",
    "catalog/agreements/it-hr.yml": (
        "provider: it\ncustomer: hr\ncovers: [it/repair, it/loan]\n"
        "targets: [{measure: response_time, within: 1 hour, hours: office}]\n"
    ),
    "catalog/journeys/start.yml": (
        "name: Start\nsummary: The first day.\n"
        "steps: [{id: a, title: A, service: it/repair}, {id: b, title: B, by: hr}]\n"
    ),
    "catalog/notices/move.yml": (
        "title: Move\nfrom: 2026-08-01\nuntil: 2026-12-01\neffect: delayed\nadds: 1 working day\n"
        "affects: {services: [it/loan]}\n"
    ),
}
FILES = {name: f"{folder}/services/{name}.yml" for folder, name in (
    (IT, "repair"), (IT, "loan"), (IT, "parts"), (IT, "stock"), (HR, "pay"), (HR, "leave"),
)}  # fmt: skip
WRITTEN: Mapping[str, Sequence[str]] = {
    "name": ("A", "Zoo", "Repair"),
    "summary": ("We do it.", "We do it well.", "Ana does it."),
    "aliases": ("", "[mending]", "[mending, fixing]"),
    "description": ("", "With *care*.", '"See [Ana](person:ana)."', '"See [parts](service:it/parts)."'),
    "lifecycle": ("", "planned", "deprecated", "retired"),
    "replaced_by": ("", "it/stock"),
    "audience": ("", "[all]"),
    "topics": ("", "[tea]"),
    "sites": ("", "[north]"),
    "roles": ("", "{owner: it/lead}", "{owner: hr/head, deputy: it/lead}", "{process_owner: hr/head}"),
    "support_hours": ("", "office", "nights"),
    "service_hours": ("", "nights"),
    "channels": ("", '[{type: phone, number: "+49 30 1"}]', "[{type: email, address: a@example.org, preferred: true}]"),
    "prerequisites": ("", "[A form]"),
    "not_for": ("", "[{text: Cars, use: it/stock}]"),
    "cost": ("", "free", "{amount: 5, note: each}"),
    "targets": (
        "",
        "[{measure: response_time, within: 4 hours}]",
        "[{measure: fulfillment_time, within: 2 working days}, {measure: response_time, within: 1 hour}]",
        "[{measure: fulfillment_time, within: 5 calendar days, compliance: 90, per: quarter}]",
    ),
    "pauses_when": ("", "[We wait for you]"),
    "customer_duties": ("", "[Bring it]"),
    "escalation": ("", "[{role: it/lead, after: 2 working days}]"),
    "handoffs": (
        "",
        "[{id: a, service: it/parts, does: Parts}, {id: b, by: it, within: 1 hour, after: [a]}]",
        "[{id: a, service: hr/pay, does: Pay}]",
    ),
    "depends_on": ("", "[{service: it/stock}]", "[{service: hr/leave, for: Time}, {service: it/parts}]"),
    "faqs": (
        "",
        "[{question: Why?, answer: So.}]",
        "[{question: Why?, answer: By *us*.}, {question: Who?, answer: 'Ask [Ana](person:ana).'}]",
    ),
    "links": ("", "[{text: Form, url: 'https://example.org/'}]"),
    "former_ids": ("", "[it/former]"),
    "reviewed_on": ("", "2026-08-01", "2025-01-01"),
    "review_every": ("", "6 months"),
}  # fmt: skip
"""What may be written of a service, by key; nothing is that the key is absent."""
PLAIN = {name: {"name": "N", "summary": "We do it."} for name in FILES}


def write_services(root: Path, services: Mapping[str, Mapping[str, str]]) -> None:
    """The files of services, each by its keys; nobody may be named like another of the same department."""
    for name, written in services.items():
        lines = {**written, "name": f"{written['name']} {name}"}
        file = root / FILES[name]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            "".join(f"{key}: {value}\n" for key, value in lines.items() if value), encoding="utf-8"
        )


def catalog_with(root: Path, services: Mapping[str, Mapping[str, str]]) -> Path:
    """A catalog with these services."""
    make_catalog(root, {}, base=BASE)
    write_services(root, services)
    return root
