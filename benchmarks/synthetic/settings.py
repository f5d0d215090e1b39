"""The settings of a synthetic catalog: the files of site_config/, by name."""

from collections.abc import Iterator

from synthetic.plan import AUDIENCES, PLACES, Plan
from synthetic.yaml_text import block, entry, file_text, mapping, scalar

_WEEK = ("mon", "tue", "wed", "thu", "fri")


def settings(plan: Plan) -> dict[str, str]:
    """File name → text."""
    lines = {
        "organization": _organization(plan),
        "calendars": _calendars(),
        "priorities": _priorities(),
        "audiences": (
            f"{audience}: {mapping(name=audience.replace('-', ' ').capitalize())}" for audience in AUDIENCES
        ),
        "sites": _sites(),
        "feedback": _feedback(),
    }
    return {f"{name}.yml": file_text(name, 1, written) for name, written in lines.items()}


def _organization(plan: Plan) -> Iterator[str]:
    yield from entry("name", "Benchmark Flowers")
    yield from entry("tagline", "Who does what for whom, how to ask, and when it will be done.")
    yield from entry("language", "en-GB")
    yield from entry("zone", PLACES[0][2])
    yield from entry("currency", "EUR")
    yield from entry("source_url", "https://git.example.org/catalog/edit/main/{path}")
    yield from entry("people", "full")
    yield from block("featured", (plan.whole(service) for service in plan.services[:8]))


def _calendars() -> Iterator[str]:
    """An office calendar for each place, all with the same closure, and one for the phones."""
    yield "base:"
    yield "  name: All offices"
    yield from _open(_WEEK, "09:00-12:30", "13:00-17:00")
    closure = mapping(from_="2026-12-24", until="2026-12-31", reason="Closed between the years")
    yield f"  closures: [{closure}]"
    for calendar, site, zone, country, subdivision in PLACES:
        yield f"{calendar}:"
        yield f"  name: {scalar(f'Office hours in {site.capitalize()}')}"
        yield f"  zone: {zone}"
        yield "  extends: base"
        yield f"  holidays: {mapping(country=country, subdivision=subdivision)}"
    yield "phone-line:"
    yield "  name: Phones"
    yield f"  zone: {PLACES[0][2]}"
    yield from _open((*_WEEK, "sat"), "07:00-20:00")


def _open(days: tuple[str, ...], *intervals: str) -> Iterator[str]:
    yield "  open:"
    yield from (f"    {day}: {scalar(intervals)}" for day in days)


def _priorities() -> Iterator[str]:
    yield "default: normal"
    yield "priorities:"
    yield f"  high: {mapping(name='High', means='You cannot work at all.')}"
    yield f"  normal: {mapping(name='Normal', means='You can work around it.')}"
    yield f"  low: {mapping(name='Low', means='It can wait.')}"


def _sites() -> Iterator[str]:
    for number, (calendar, site, zone, _, _) in enumerate(PLACES, start=1):
        name = site.capitalize()
        address = f"{number} Example Street, {name}"
        yield f"{site}: {mapping(name=name, address=address, zone=zone, calendar=calendar)}"


def _feedback() -> Iterator[str]:
    yield from entry("rate", "https://forms.example.org/rate?about={kind}:{id}")
    yield from entry("suggest", "mailto:catalog@example.org?subject={kind}:{id}")
    yield from entry("report_gap", "https://forms.example.org/gap?searched={query}")
