"""A source with what its format says filled in where measures.yml is silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from servicebook.clock.zones import zone_named
from servicebook.frozen import frozen
from servicebook.measuring.reading.export_table import Wanted, small_word
from servicebook.measuring.reading.moment_formats import Form
from servicebook.measuring.reading.moments import NUMBERS
from servicebook.measuring.reading.presets import PRESETS, WHERE_MAPPED
from servicebook.ticket_sources import OTHERS, TicketSource


@frozen(kw_only=True)
class Settled:
    """How a source is read, without any question left but what its columns hold.

    States and words for nothing are in small letters. ``first_forms`` are forms of dates to try before others, where
    measures.yml gives none.
    """

    source: TicketSource
    zone: ZoneInfo
    wanted: Wanted
    missing: frozenset[str]
    open_states: frozenset[str]
    done_states: frozenset[str]
    leave_out: frozenset[str]
    pause_states: frozenset[str]
    first_forms: tuple[Form, ...]

    def forms(self, column: str) -> tuple[Form, ...]:
        """The forms of a column's dates that measures.yml gives; none where they are to be found out."""
        return tuple(Form(one) for one in self._dates(column) if one not in NUMBERS)

    def number(self, column: str) -> str | None:
        """As which number measures.yml says that its dates are written."""
        return next((one for one in self._dates(column) if one in NUMBERS), None)

    def _dates(self, column: str) -> tuple[str, ...]:
        return self.source.dates.get(column, self.source.dates.get(OTHERS, ()))


def settled(source: TicketSource, zone: str) -> Settled:
    """The source as it is read in an organization with a zone."""
    preset = PRESETS[source.format]
    maps = {"channel": source.channels, "customer": source.customers}
    names: Mapping[str, tuple[str, ...]] = {
        key: several
        for key, several in {**preset.columns, **source.columns}.items()
        if key in source.columns or key not in WHERE_MAPPED or maps[key]
    }
    return Settled(
        source=source,
        zone=zone_named(source.zone or zone),
        wanted=Wanted(names=names, given=frozenset(source.columns)),
        missing=_small(("", "null", *preset.missing, *source.missing)),
        open_states=_small(preset.open_states if source.open_states is None else source.open_states),
        done_states=_small(preset.done_states if source.done_states is None else source.done_states),
        leave_out=_small(preset.leave_out if source.leave_out is None else source.leave_out),
        pause_states=_small(source.pauses.states),
        first_forms=tuple(map(Form, preset.dates)),
    )


def _small(words: Iterable[str]) -> frozenset[str]:
    return frozenset(small_word(word) for word in words)
