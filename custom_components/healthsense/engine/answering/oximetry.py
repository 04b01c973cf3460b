"""Answers about the newest recording of oxygen saturation, kept up to date reading by reading.

A recording is one source's readings without a pause of more than an hour. As two readings within
a UTC hour can never have such a pause between them, every hour belongs to one recording whole, and
a recording is a sum of hours. Each hour is read by a `Scanner` of its own that begins ten minutes
earlier: so it is a function of the readings near it, whatever came before or came late, and only
the hours that a late reading touches are read again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from ..desaturation import MIN_RECORDED_MS, NIGHT_MS, Recording, Scanner, Tally
from ..facts import HOUR_MS, Facts
from ..log import Log
from ..measurement import Measurement
from ..scores import oximetry
from ..view import as_input, fresh_until_ms
from .job import Answer, Job

VITAL: Final = "spo2"
MIN_QUALITY: Final = 30
"""A reading whose told quality (0-100) is lower is no reading here: HealthSense's own limit."""
PAUSE_MS: Final = HOUR_MS
WARM_UP_MS: Final = 600_000
LONGEST_HOURS: Final = 23
"""Of a longer recording the last so many clock hours count: with `KEPT_MS` that is what the log holds."""
KEPT_MS: Final = 24 * HOUR_MS
"""How long after its end a recording is answered for."""
TOGETHER_MS: Final = 6 * HOUR_MS
"""Recordings that end within this of each other are of the same night."""


@dataclass(slots=True)
class _Part:
    """One or more hours of one recording."""

    first_ms: int
    last_ms: int
    tally: Tally


class _Stream:
    """One source's hours."""

    def __init__(self, log: Log, source: str) -> None:
        self._log = log
        self._source = source
        self._hours: dict[int, _Part] = {}
        self._hour = -1
        self._scanner = Scanner()
        self._older: list[_Part] | None = None
        self.last_ms = -1

    def feed(self, at_ms: int, value: int) -> None:
        """Take a reading later than any before."""
        hour = at_ms // HOUR_MS
        if hour not in self._hours:
            self._hour, self._older = hour, None
            self._scanner = self._warmed_up(hour)
            self._hours[hour] = _Part(at_ms, at_ms, self._scanner.tally)
        self._scanner.feed(at_ms, value)
        self._hours[hour].last_ms = self.last_ms = at_ms

    def again(self, hour: int) -> None:
        """Read an hour of the log again: a reading in it came late or was replaced."""
        self._older = None
        scanner, part = self._warmed_up(hour), None
        for at_ms, value in self._rows(hour * HOUR_MS, (hour + 1) * HOUR_MS):
            part = part or _Part(at_ms, at_ms, scanner.tally)
            scanner.feed(at_ms, value)
            part.last_ms = at_ms
        if part is None:
            self._hours.pop(hour, None)
        else:
            self._hours[hour] = part
        if hour == self._hour:
            self._scanner = scanner

    def _warmed_up(self, hour: int) -> Scanner:
        scanner = Scanner()
        for at_ms, value in self._rows(hour * HOUR_MS - WARM_UP_MS, hour * HOUR_MS):
            scanner.feed(at_ms, value)
        scanner.tally = Tally()
        return scanner

    def _rows(self, start_ms: int, end_ms: int) -> Iterable[tuple[int, int]]:
        log = self._log
        for at in log.span(start_ms, end_ms):
            if log.names[log.sources[at]] == self._source and usable(log.quality[at]):
                yield log.times[at], log.values[at]

    def forget_before(self, moment_ms: int) -> None:
        """Drop the hours that began earlier."""
        gone = [hour for hour in self._hours if hour * HOUR_MS < moment_ms]
        for hour in gone:
            del self._hours[hour]
        if gone:
            self._older = None

    def recordings(self) -> list[Recording]:
        """Return the recordings, oldest first."""
        if self._older is None:
            self._older = self._joined()
        running = self._hours.get(self._hour)
        parts = self._older
        if running is not None:
            parts = [*parts, running]
            if len(parts) > 1 and running.first_ms - parts[-2].last_ms <= PAUSE_MS:
                before = parts[-2]
                total = replace(before.tally)
                total.add(running.tally)
                parts[-2:] = [_Part(before.first_ms, running.last_ms, total)]
        return [Recording(self._source, part.first_ms, part.last_ms, part.tally) for part in parts]

    def _joined(self) -> list[_Part]:
        """Return the recordings that the hours before the running one make."""
        groups: list[list[int]] = []
        for hour in sorted(self._hours):
            before = self._hours[groups[-1][-1]] if groups else None
            if before is not None and self._hours[hour].first_ms - before.last_ms <= PAUSE_MS:
                groups[-1].append(hour)
            else:
                groups.append([hour])
        out = []
        for group in groups:
            counted = [hour for hour in group if group[-1] - LONGEST_HOURS < hour != self._hour]
            if counted:
                total = Tally()
                for hour in counted:
                    total.add(self._hours[hour].tally)
                out.append(_Part(self._hours[counted[0]].first_ms, self._hours[counted[-1]].last_ms, total))
        return out


def usable(quality: int) -> bool:
    """Return whether a reading of this quality (-1: not told) counts."""
    return quality < 0 or quality >= MIN_QUALITY


class _Recordings:
    """All sources' hours of the last two days."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._streams: dict[str, _Stream] = {}
        self._begun = False

    def take_in(self, rows: Iterable[Measurement]) -> None:
        """Take in what was just stored; the first time, all that the log holds."""
        if not self._begun:
            self._begun = True
            log = self._log
            for at in log.span(log.begin_ms, log.times[-1] + 1 if log.times else 0):
                if usable(log.quality[at]):
                    self._stream(log.names[log.sources[at]]).feed(log.times[at], log.values[at])
            return
        late: set[tuple[str, int]] = set()
        for row in sorted(rows, key=lambda one: one.effective_ms):
            stream = self._stream(row.source)
            if row.effective_ms > stream.last_ms:
                if usable(-1 if row.quality is None else row.quality):
                    stream.feed(row.effective_ms, row.scaled)
            else:
                late.add((row.source, row.effective_ms // HOUR_MS))
                late.add((row.source, (row.effective_ms + WARM_UP_MS) // HOUR_MS))
        for source, hour in sorted(late):
            if hour * HOUR_MS >= self._log.begin_ms:
                self._streams[source].again(hour)

    def _stream(self, source: str) -> _Stream:
        found = self._streams.get(source)
        if found is None:
            found = self._streams[source] = _Stream(self._log, source)
        return found

    def newest(self, facts: Facts) -> Recording | None:
        """Return the recording to answer for: the newest of an hour or more, else the newest there is.

        Of several sources of one night the preferred one, of those alike the one that was read oftenest.
        """
        alive: list[Recording] = []
        for stream in self._streams.values():
            stream.forget_before(self._log.begin_ms - HOUR_MS)
            alive += [one for one in stream.recordings() if one.end_ms + KEPT_MS > facts.now_ms]
        for enough_ms in (NIGHT_MS, MIN_RECORDED_MS, 0):
            chosen = {one.source: one for one in alive if one.tally.recorded_ms >= enough_ms}
            if chosen:
                break
        else:
            return None
        latest_ms = max(one.end_ms for one in chosen.values())
        rivals = [one for one in chosen.values() if one.end_ms > latest_ms - TOGETHER_MS]
        if len(rivals) == 1:
            return rivals[0]
        rank = facts.caches.ranks.rank
        return min(rivals, key=lambda one: (rank(VITAL, one.source), one.interval_s or 1e9, one.source))


def _recording(facts: Facts) -> Mapping[str, Answer]:
    log = facts.log(VITAL)
    kept = facts.keep("oximetry", lambda: _Recordings(log))
    kept.take_in((facts.touched or {}).get(VITAL, ()))
    found = kept.newest(facts)
    until = None if found is None else found.end_ms + KEPT_MS
    told = facts.newest(VITAL) is not None
    answers = oximetry.assess(found, stale=told, target_88_92=facts.profile.spo2_scale == 2)
    return {key: Answer(answers[key], until, until) for key in oximetry.RECORDING_KEYS}


def _stability(facts: Facts) -> Mapping[str, Answer]:
    newest = facts.newest(VITAL)
    if newest is None:
        return {oximetry.STABILITY_KEY: Answer(oximetry.stability((), None))}
    until = fresh_until_ms(newest)
    fresh = until > facts.now_ms
    means = facts.windows[VITAL].recent(newest.effective_ms, oximetry.STABILITY_MINUTES) if fresh else ()
    answer = oximetry.stability(means, as_input(newest), fresh=fresh)
    return {oximetry.STABILITY_KEY: Answer(answer, until if fresh else None, until if fresh else None)}


_VITALS: Final = frozenset({VITAL})

JOBS: Final[tuple[Job, ...]] = (
    Job(oximetry.RECORDING_KEYS, _VITALS, _recording),
    Job((oximetry.STABILITY_KEY,), _VITALS, _stability),
)
