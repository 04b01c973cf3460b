"""Minutes, ten-minute blocks and hours of one continuous vital, kept in memory as they come.

A cache of the store's minute buckets. Where several sources spoke in a minute the best-ranked
one is that minute. Only the last few hours are kept minute by minute; of the 28 days before,
each closed hour's median. An in-order reading touches one minute and one block; a late one has
its minute, or its hour, read from the store again.
"""

from collections.abc import Iterable
from datetime import datetime, tzinfo
from itertools import groupby
from typing import Final

from .baseline import CURRENT_MS, HOURS, Baseline, baseline, median
from .measurement import MAX_FUTURE_MS, Measurement
from .store import Store
from .trend import BLOCK_MS, BLOCKS
from .view import Ranks
from .vitals import VITALS

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 3_600_000
_HOT_HOURS: Final = 4
"""Closed hours kept by the minute: the trend reaches back three hours from a reading that may
itself be a quarter of an hour old."""

_MINUTES_A_BLOCK: Final = BLOCK_MS // MINUTE_MS
_RECENT: Final = CURRENT_MS // MINUTE_MS

type _Sums = list[int]  # total, count


class Window:
    """The recent past of one vital of one person."""

    def __init__(self, store: Store, person: str, vital: str, ranks: Ranks, *, zone: tzinfo, now_ms: int) -> None:
        """Load what the windows need at ``now_ms``."""
        self._store = store
        self._person = person
        self._vital = vital
        self._ranks = ranks
        self._zone = zone
        self._scale = VITALS[vital].scale
        self._hour = now_ms // HOUR_MS
        self._hot: dict[int, dict[int, dict[str, _Sums]]] = {}
        self._medians: dict[int, float] = {}
        self._days: dict[int, int] = {}
        self._means: dict[int, float] = {}
        self._blocks: dict[int, float | None] = {}
        self._baseline: Baseline | None = None
        self._baseline_known = False
        self._load()

    def _load(self) -> None:
        hot, hour = self._hour - _HOT_HOURS, self._hour - HOURS
        while hour < hot:
            # A UTC day at a time, as the store packs them: a month at once is tens of megabytes.
            end = min(hot, (hour // 24 + 1) * 24)
            self._load_closed(hour, end)
            hour = end
        for row in self._store.minutes(
            self._person, self._vital, hot * HOUR_MS, (self._hour + 1) * HOUR_MS + MAX_FUTURE_MS
        ):
            minute = row.start_ms // MINUTE_MS
            self._hot.setdefault(minute // 60, {}).setdefault(minute, {})[row.source] = [row.total, row.count]
        for recent, minutes in self._hot.items():
            self._means.update((minute, self._mean(sources)) for minute, sources in minutes.items())
            if recent < self._hour:
                self._close(recent, minutes)

    def _load_closed(self, first: int, end: int) -> None:
        """Keep the medians of the hours in ``[first, end)``."""
        rows = self._store.minutes(self._person, self._vital, first * HOUR_MS, end * HOUR_MS)
        for hour, found in groupby(rows, lambda row: row.start_ms // HOUR_MS):
            minutes: dict[int, dict[str, _Sums]] = {}
            for row in found:
                minutes.setdefault(row.start_ms, {})[row.source] = [row.total, row.count]
            self._close(hour, minutes)

    def _close(self, hour: int, minutes: dict[int, dict[str, _Sums]]) -> None:
        self._medians[hour] = median(self._mean(sources) for sources in minutes.values())
        self._days[hour] = datetime.fromtimestamp(hour * 3600, self._zone).toordinal()
        self._baseline_known = False

    def _mean(self, sources: dict[str, _Sums]) -> float:
        chosen = next(iter(sources)) if len(sources) == 1 else self._ranks.best(self._vital, sources)
        total, count = sources[chosen]
        return total / (count * self._scale)

    def move_to(self, now_ms: int) -> None:
        """Close the hours that have passed and drop what no window reaches any more."""
        hour = now_ms // HOUR_MS
        if hour == self._hour:
            return
        was, self._hour = self._hour, hour
        for passed in [one for one in self._hot if was <= one < hour]:
            self._close(passed, self._hot[passed])
        for gone in [one for one in self._hot if one < hour - _HOT_HOURS]:
            for minute in self._hot.pop(gone):
                self._means.pop(minute, None)
        for gone in [one for one in self._medians if one < hour - HOURS]:
            del self._medians[gone], self._days[gone]
            self._baseline_known = False
        oldest = (hour - _HOT_HOURS) * 60 // _MINUTES_A_BLOCK
        self._blocks = {block: mean for block, mean in self._blocks.items() if block >= oldest}

    def take_in(self, new: Iterable[Measurement], other: Iterable[Measurement]) -> None:
        """Take in stored readings: ``new`` are newer than any before of their source.

        A minute with any ``other`` reading, which may have replaced one, is read from the store
        again: the store has the whole batch already.
        """
        oldest = (self._hour - _HOT_HOURS) * 60
        again = {reading.effective_ms // MINUTE_MS for reading in other}
        touched = set(again)
        for reading in new:
            minute = reading.effective_ms // MINUTE_MS
            touched.add(minute)
            if minute < oldest:
                again.add(minute)
            else:
                self._add(minute, reading)
        # After the adding: what is read has the new ones too.
        for minute in again:
            if minute >= oldest:
                self._read_minute(minute)
        for hour in {minute // 60 for minute in touched}:
            if self._hour - HOURS <= hour < self._hour:
                self._close(hour, self._hot.get(hour, {}) if hour * 60 >= oldest else self._read_hour(hour))
        for minute in touched:
            self._touch(minute)

    def _touch(self, minute: int) -> None:
        """Compute a minute's mean anew, and forget its block's."""
        self._blocks.pop(minute // _MINUTES_A_BLOCK, None)
        sources = self._hot.get(minute // 60, {}).get(minute)
        if sources:
            self._means[minute] = self._mean(sources)

    def _add(self, minute: int, reading: Measurement) -> None:
        sources = self._hot.setdefault(minute // 60, {}).setdefault(minute, {})
        sums = sources.get(reading.source)
        if sums is None:
            sources[reading.source] = [reading.scaled, 1]
        else:
            sums[0] += reading.scaled
            sums[1] += 1

    def _read_minute(self, minute: int) -> None:
        start = minute * MINUTE_MS
        self._hot.setdefault(minute // 60, {})[minute] = {
            row.source: [row.total, row.count]
            for row in self._store.minutes(self._person, self._vital, start, start + MINUTE_MS)
        }

    def _read_hour(self, hour: int) -> dict[int, dict[str, _Sums]]:
        minutes: dict[int, dict[str, _Sums]] = {}
        for row in self._store.minutes(self._person, self._vital, hour * HOUR_MS, (hour + 1) * HOUR_MS):
            minutes.setdefault(row.start_ms // MINUTE_MS, {})[row.source] = [row.total, row.count]
        return minutes

    def recent(self, newest_ms: int, minutes: int = _RECENT) -> list[float]:
        """Return the minute means of the 15 (at most 180) minutes that end with the newest reading's minute."""
        last = newest_ms // MINUTE_MS
        means = self._means
        return [means[minute] for minute in range(last - minutes + 1, last + 1) if minute in means]

    def blocks(self, newest_ms: int) -> list[tuple[int, float]]:
        """Return ``(start in ms, mean of minute means)`` of the 18 blocks that end with the newest."""
        last = newest_ms // BLOCK_MS
        out = []
        for block in range(last - BLOCKS + 1, last + 1):
            mean = self._blocks[block] if block in self._blocks else self._block(block)
            if mean is not None:
                out.append((block * BLOCK_MS, mean))
        return out

    def _block(self, block: int) -> float | None:
        first = block * _MINUTES_A_BLOCK
        means = [self._means[minute] for minute in range(first, first + _MINUTES_A_BLOCK) if minute in self._means]
        mean = self._blocks[block] = sum(means) / len(means) if means else None
        return mean

    def baseline(self) -> Baseline | None:
        """Return the baseline of the 28 days of hours before the current one."""
        if not self._baseline_known:
            self._baseline = baseline(list(self._medians.values()), len(set(self._days.values())))
            self._baseline_known = True
        return self._baseline

    def has_hours(self) -> bool:
        """Return whether an hour that passes may change the baseline."""
        return bool(self._medians) or any(self._hot.values())

    def median_around(self, moments_ms: Iterable[int], half_ms: int) -> tuple[float, int] | None:
        """Return the median of the minute means within ``half_ms`` of any moment, and their newest minute."""
        means: dict[int, float] = {}
        for moment in moments_ms:
            minutes: dict[int, dict[str, _Sums]] = {}
            first = -(-(moment - half_ms) // MINUTE_MS) * MINUTE_MS
            for row in self._store.minutes(self._person, self._vital, first, moment + half_ms):
                minutes.setdefault(row.start_ms // MINUTE_MS, {})[row.source] = [row.total, row.count]
            means.update((minute, self._mean(sources)) for minute, sources in minutes.items())
        return (median(means.values()), max(means) * MINUTE_MS) if means else None
