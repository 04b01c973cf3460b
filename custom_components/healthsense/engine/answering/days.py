"""One reading a local day of vitals that are measured now and then, read from the store once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..facts import Facts
from ..measurement import Measurement
from .settled import local_ms


@dataclass(slots=True)
class _Days:
    rows: dict[int, Measurement] = field(default_factory=dict)
    loaded: bool = False


def of_best_source(facts: Facts, vital: str, rows: Iterable[Measurement]) -> list[Measurement]:
    """Return the rows of the preferred one of their sources, in order of time."""
    kept = list(rows)
    best = facts.best_source(vital, {row.source for row in kept}) if kept else ""
    return [row for row in kept if row.source == best]


def newest_by_day(
    facts: Facts, rows: Iterable[Measurement], without: frozenset[str] = frozenset()
) -> dict[int, Measurement]:
    """Return the newest row of each local day, of the day's preferred source; ``without`` are sources left out."""
    by_day: dict[int, list[Measurement]] = {}
    for row in rows:
        if row.source not in without:
            by_day.setdefault(facts.local(row.effective_ms).toordinal(), []).append(row)
    return {day: of_best_source(facts, kept[0].vital, kept)[-1] for day, kept in sorted(by_day.items())}


def days_of(facts: Facts, vital: str, first: int, without: frozenset[str] = frozenset()) -> Mapping[int, Measurement]:
    """Return the newest reading of each local day from ``first`` on, as `newest_by_day`.

    To be asked in every round in which a reading of ``vital`` was stored: only days that were
    touched are read again. ``first`` never goes back.
    """
    kept = facts.keep(f"days_of_{vital}", _Days)
    if not kept.loaded or facts.touched is None:
        kept.rows, kept.loaded = newest_by_day(facts, facts.readings(vital, local_ms(facts, first, 0)), without), True
        return kept.rows
    for day in {facts.local(row.effective_ms).toordinal() for row in facts.touched.get(vital, ())}:
        kept.rows.pop(day, None)
        if day >= first:
            rows = facts.readings(vital, local_ms(facts, day, 0), local_ms(facts, day + 1, 0))
            kept.rows.update(newest_by_day(facts, rows, without))
    for day in [day for day in kept.rows if day < first]:
        del kept.rows[day]
    return dict(sorted(kept.rows.items()))
