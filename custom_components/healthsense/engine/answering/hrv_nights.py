"""The answer about nights of RMSSD as a device tells it: read from the store once, then kept up to date."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from math import log
from typing import Final

from ..facts import HOUR_MS, Facts
from ..measurement import Measurement
from ..scores import hrv
from ..view import as_input
from .job import Answer, Job

VITAL: Final = "hrv_rmssd"
FRESH_MS: Final = 36 * HOUR_MS
REACH_NIGHTS: Final = 60
"""How far back the 28 nights may lie: some nights are missing for everybody."""
EVENING: Final = 20
NOON: Final = 12


def night_of(moment: datetime) -> int | None:
    """Return the local day on which the night of a moment ends; None in the afternoon."""
    if NOON <= moment.hour < EVENING:
        return None
    return (moment + timedelta(hours=24 - EVENING)).toordinal()


class _Nights:
    """Each source's readings by night and time."""

    def __init__(self) -> None:
        self._by_source: dict[str, dict[int, dict[int, Measurement]]] = {}
        self._begun = False

    def take_in(self, facts: Facts, newest: Measurement) -> None:
        """Take in what was just stored; the first time, what the store has of the nights that may count."""
        if not self._begun:
            self._begun = True
            rows: Iterable[Measurement] = facts.readings(VITAL, newest.effective_ms - (REACH_NIGHTS + 2) * 24 * HOUR_MS)
        else:
            rows = (facts.touched or {}).get(VITAL, ())
        for row in rows:
            night = night_of(facts.local(row.effective_ms))
            if night is not None:
                self._by_source.setdefault(row.source, {}).setdefault(night, {})[row.effective_ms] = row

    def series(self) -> dict[str, list[tuple[Measurement, float]]]:
        """Return each source's nights, oldest first: the newest reading and the median of ln RMSSD."""
        newest = max((night for nights in self._by_source.values() for night in nights), default=0)
        out: dict[str, list[tuple[Measurement, float]]] = {}
        for source, nights in self._by_source.items():
            for gone in [night for night in nights if night <= newest - REACH_NIGHTS]:
                del nights[gone]
            for night in sorted(nights):
                rows = [nights[night][at_ms] for at_ms in sorted(nights[night]) if nights[night][at_ms].scaled > 0]
                if rows:
                    middle = hrv.median(sorted(log(row.value) for row in rows))
                    out.setdefault(source, []).append((rows[-1], middle))
        return out


def _night_trend(facts: Facts) -> Mapping[str, Answer]:
    newest = facts.newest(VITAL)
    series: dict[str, list[tuple[Measurement, float]]] = {}
    if newest is not None:
        kept = facts.keep("hrv_nights", _Nights)
        kept.take_in(facts, newest)
        series = kept.series()
    if not series:
        return {hrv.NIGHT_KEY: Answer(hrv.night_trend((), None))}
    ends = {source: nights[-1][0].effective_ms + FRESH_MS for source, nights in series.items()}
    # One source only: devices differ. Whoever told lately and knows the most nights.
    rank = facts.caches.ranks.rank
    source = min(series, key=lambda one: (ends[one] <= facts.now_ms, -len(series[one]), rank(VITAL, one), one))
    until = min((end for end in ends.values() if end > facts.now_ms), default=None)
    answer = hrv.night_trend(
        [value for _, value in series[source]], as_input(series[source][-1][0]), fresh=ends[source] > facts.now_ms
    )
    return {hrv.NIGHT_KEY: Answer(answer, until, until)}


JOBS: Final[tuple[Job, ...]] = (Job((hrv.NIGHT_KEY,), frozenset({VITAL}), _night_trend),)
