"""What is current: the newest reading of every vital and source, and which of them counts.

A cache of the store: it can be dropped and loaded again at any time without changing an answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .assessment import Input
from .measurement import Measurement
from .store import Store
from .vitals import VITALS, Sampling

TOLD_VITALS: Final = frozenset({"weight", "height", "waist"})
"""Vitals that the profile tells too."""

NEWEST_COUNTS: Final = TOLD_VITALS | {"home_activity"}
"""Vitals of which no source is better than another: whichever spoke last."""

_UNLISTED: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Current:
    """The reading that counts for a vital; ``fresh`` False: it is the last value only."""

    measurement: Measurement
    fresh: bool


class Ranks:
    """Which source of a vital is preferred: the listed ones in order, then all others alike."""

    def __init__(self, priorities: Mapping[str, Sequence[str]]) -> None:
        """Take ``priorities``: vital -> sources, best first."""
        self._of = {vital: {source: at for at, source in enumerate(sources)} for vital, sources in priorities.items()}

    def rank(self, vital: str, source: str) -> int:
        """Return the place of a source, 0 the best."""
        listed = self._of.get(vital)
        return _UNLISTED if listed is None else listed.get(source, _UNLISTED)

    def best(self, vital: str, sources: Iterable[str]) -> str:
        """Return the preferred source; of those alike the first by name."""
        listed = self._of.get(vital)
        if listed is None:
            return min(sources)
        return min(sources, key=lambda source: (listed.get(source, _UNLISTED), source))


def fresh_until_ms(measurement: Measurement) -> int:
    """Return the first moment at which a reading no longer counts as current."""
    return measurement.effective_ms + VITALS[measurement.vital].fresh_for_ms + 1


def as_input(measurement: Measurement, key: str | None = None) -> Input:
    """Return a reading as an assessment's input, coded values as their word."""
    row = VITALS[measurement.vital]
    value: float | str = (
        row.word(measurement.scaled) or "" if row.sampling is Sampling.CODED else measurement.scaled / row.scale
    )
    return Input(
        key or measurement.vital, value, row.unit, measurement.effective_ms, measurement.source, measurement.quality
    )


class View:
    """The newest reading of every vital and source of one person."""

    def __init__(self, store: Store, person: str, ranks: Ranks) -> None:
        """Load what the store has."""
        self._ranks = ranks
        self._latest: dict[str, dict[str, Measurement]] = {
            vital: {row.source: row for row in store.latest(person, vital)} for vital in store.vitals(person)
        }

    def note(self, measurement: Measurement) -> bool:
        """Take in a stored reading; return whether it is newer than any known of its source."""
        sources = self._latest.setdefault(measurement.vital, {})
        known = sources.get(measurement.source)
        if known is None or measurement.effective_ms > known.effective_ms:
            sources[measurement.source] = measurement
            return True
        if measurement.effective_ms == known.effective_ms:
            sources[measurement.source] = measurement
        return False

    def __iter__(self) -> Iterator[str]:
        """Iterate over the vitals that have a reading, sorted."""
        return iter(sorted(vital for vital, sources in self._latest.items() if sources))

    def newest(self, vital: str) -> Measurement | None:
        """Return the newest reading of any source; of two as new the better-ranked."""
        sources = self._latest.get(vital)
        if not sources:
            return None
        if len(sources) == 1:
            return next(iter(sources.values()))
        return min(
            sources.values(), key=lambda row: (-row.effective_ms, self._ranks.rank(vital, row.source), row.source)
        )

    def current(self, vital: str, now_ms: int, *, without: frozenset[str] = frozenset()) -> Current | None:
        """Return the best-ranked source's fresh reading, else the newest of all as last value.

        ``without`` names temperature sites that do not serve.
        """
        sources = self._latest.get(vital)
        if not sources:
            return None
        horizon = now_ms - VITALS[vital].fresh_for_ms
        rows: Iterable[Measurement] = sources.values()
        if without:
            rows = [row for row in rows if row.site not in without]
        fresh = [row for row in rows if row.effective_ms >= horizon]
        if not fresh:
            newest = max(rows, key=lambda row: row.effective_ms, default=None)
            if newest is None:
                return None
            return Current(
                min(
                    (row for row in rows if row.effective_ms == newest.effective_ms),
                    key=lambda row: (self._ranks.rank(vital, row.source), row.source),
                ),
                fresh=False,
            )
        if len(fresh) == 1:
            return Current(fresh[0], fresh=True)
        if vital in NEWEST_COUNTS:
            return Current(
                min(fresh, key=lambda row: (-row.effective_ms, self._ranks.rank(vital, row.source), row.source)),
                fresh=True,
            )
        return Current(
            min(fresh, key=lambda row: (self._ranks.rank(vital, row.source), -row.effective_ms, row.source)),
            fresh=True,
        )
