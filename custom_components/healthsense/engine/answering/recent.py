"""Spot readings of the last days by source and local day, kept as they come."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from ..facts import Facts
from ..measurement import Measurement, to_ms


@dataclass(slots=True)
class Recent:
    """Readings by source, day's ordinal and time, in canonical steps. A cache of the store."""

    days: dict[str, dict[int, dict[int, int]]] = field(default_factory=dict)
    oldest: int | None = None

    def take_in(self, facts: Facts, rows: Iterable[Measurement]) -> None:
        """Add or replace stored readings."""
        for row in rows:
            day = facts.local(row.effective_ms).toordinal()
            if self.oldest is not None and day >= self.oldest:
                self.days.setdefault(row.source, {}).setdefault(day, {})[row.effective_ms] = row.scaled

    def move_to(self, oldest: int) -> None:
        """Forget the days before ``oldest``."""
        if self.oldest is not None and oldest > self.oldest:
            for days in self.days.values():
                for day in [day for day in days if day < oldest]:
                    del days[day]
            self.oldest = oldest


def recent(facts: Facts, vital: str, span_days: int) -> Recent:
    """Return the readings of ``vital`` of today and the ``span_days`` local days before.

    For a job that runs on every reading of ``vital``: what was just stored is taken in, the store is
    read once.
    """
    oldest = facts.local(facts.now_ms).date() - timedelta(days=span_days)
    kept = facts.keep(f"recent {vital}", Recent)
    if kept.oldest is None:
        kept.oldest = oldest.toordinal()
        kept.take_in(facts, facts.readings(vital, _begin_ms(facts, oldest)))
    else:
        kept.move_to(oldest.toordinal())
        kept.take_in(facts, (facts.touched or {}).get(vital, ()))
    return kept


def _begin_ms(facts: Facts, day: date) -> int:
    return to_ms(datetime.combine(day, time(), facts.zone))
