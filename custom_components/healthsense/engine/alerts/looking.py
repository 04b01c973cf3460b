"""Finding the runs of one row in a person's readings, and reading no more of the store than that takes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ..measurement import MAX_FUTURE_MS, Measurement
from ..vitals import Site
from . import runs
from .rows import Default, Mode
from .rule import Scene
from .runs import Need, Run, Spacing

CGM_GAP_MS: Final = 20 * 60_000
"""Up to three lost values of a sensor that speaks every five minutes do not end what it saw."""

LOOK_MS: Final = 10_000
HAPPENED_MS: Final = 24 * 3_600_000
"""What was over longer ago is history: an import of a year's readings tells nothing."""


@dataclass(frozen=True, slots=True)
class Series:
    """Readings that count as one: of one source, or of everybody who measures now and then."""

    rows: Sequence[Measurement]
    spacing: Spacing
    need: Need

    @property
    def newest_ms(self) -> int:
        """Return when it was last heard of."""
        return self.rows[-1].effective_ms

    @property
    def tolerance_ms(self) -> int:
        """Return how long it may have been silent when a hold ends."""
        if not self.need.filtered:
            return self.need.gap_ms
        gaps = sorted(later.effective_ms - earlier.effective_ms for earlier, later in pairwise(self.rows[-8:]))
        usual = gaps[len(gaps) // 2] if gaps else 0
        return max(runs.HOLD_SILENCE_MS, usual * 3 // 2)


def need_of(row: Default, spacing: Spacing) -> Need:
    """Return what a row asks of a source that speaks so often."""
    if row.mode is Mode.CGM:
        return Need(CGM_GAP_MS, row.hold_s * 1000)
    if row.mode is Mode.CONTINUOUS and spacing is Spacing.STREAM:
        return Need(runs.STREAM_SILENCE_MS, row.hold_s * 1000, filtered=True)
    return Need(row.within_s * 1000, None, row.repeats)


def is_beyond(row: Default, scaled: int, edge: int) -> bool:
    """Return whether a stored value is beyond a limit."""
    return scaled <= edge if row.side.low else scaled >= edge


def usable(rows: Iterable[Measurement], since_ms: int, until_ms: int) -> list[Measurement]:
    """Return the readings in ``[since_ms, until_ms]`` that count: skin is cooler than the body."""
    return [one for one in rows if since_ms <= one.effective_ms <= until_ms and one.site is not Site.SKIN]


def _read(row: Default, scene: Scene, first_ms: int, back_ms: int) -> list[Measurement]:
    since_ms = max(first_ms - back_ms, scene.now_ms - HAPPENED_MS)
    until_ms = scene.now_ms + MAX_FUTURE_MS
    return usable(scene.readings(row.vital, since_ms, until_ms + 1), since_ms, until_ms)


def _times(rows: Iterable[Measurement]) -> list[int]:
    return [one.effective_ms for one in rows]


def series_of(row: Default, scene: Scene, first_ms: int, edge: int) -> Iterator[Series]:
    """Yield what may be beyond the limit from ``first_ms`` on.

    A stream is read back only as far as its hold and the silence that ends a run. All others are read as far back as a
    repeated measurement may lie, and only where one of them is beyond.
    """
    if row.mode is Mode.CGM:
        need = need_of(row, Spacing.SAMPLED)
        rows = _read(row, scene, first_ms, row.hold_s * 1000 + CGM_GAP_MS)
        for own in runs.by_source(rows).values():
            yield Series(own, Spacing.SAMPLED, need)
        return
    streams: set[str] = set()
    if row.mode is Mode.CONTINUOUS:
        near = _read(row, scene, first_ms, row.hold_s * 1000 + runs.STREAM_SILENCE_MS + runs.FILTER_MS)
        for source, own in runs.by_source(near).items():
            if runs.is_stream(_times(own)):
                streams.add(source)
                yield Series(own, Spacing.STREAM, need_of(row, Spacing.STREAM))
        if not any(one.source not in streams and is_beyond(row, one.scaled, edge) for one in near):
            return
    yield from _repeated(row, scene, first_ms, streams)


def is_worn(row: Default, scene: Scene, edge: int) -> bool:
    """Return whether all that is just stored and beyond a spot limit is of sensors that are worn, by a short look."""
    beyond = [one for one in (scene.stored or {}).get(row.vital, ()) if is_beyond(row, one.scaled, edge)]
    if row.mode is not Mode.SPOT or not beyond:
        return False
    newest_ms = max(one.effective_ms for one in beyond)
    now = scene.readings(row.vital, newest_ms - runs.FILTER_MS, newest_ms + 1)
    then_ms = newest_ms - runs.SESSION_MS
    then = scene.readings(row.vital, then_ms - runs.FILTER_MS, then_ms)
    return all(
        sum(one.source == source for one in now) > runs.STREAM_READINGS and any(one.source == source for one in then)
        for source in runs.by_source(beyond)
    )


def is_running(row: Default, scene: Scene, edge: int, source: str) -> bool:
    """Return whether all that is just stored is more of the session of a source, looked at less than 10 s ago."""
    stored = (scene.stored or {}).get(row.vital, ())
    if row.mode is not Mode.SPOT or not stored:
        return False
    if not all(one.source == source and is_beyond(row, one.scaled, edge) for one in stored):
        return False
    newest_ms = max(one.effective_ms for one in stored)
    near = scene.readings(row.vital, newest_ms - runs.FILTER_MS, newest_ms + 1)
    times = _times(one for one in near if one.source == source)
    return len(times) > runs.STREAM_READINGS and times[-2] // LOOK_MS == newest_ms // LOOK_MS


def _repeated(row: Default, scene: Scene, first_ms: int, streams: set[str]) -> Iterator[Series]:
    """Yield the measurements of each source that is no stream, and those of all together.

    By themselves, so that another device's good reading takes nothing back; together, so that two devices confirm each
    other.
    """
    need = need_of(row, Spacing.SPOT)
    rows = _read(row, scene, first_ms, max(row.within_s * 1000 * (row.repeats - 1), runs.STREAM_LOOK_MS))
    together: list[Measurement] = []
    singles = 0
    for source, own in runs.by_source(one for one in rows if one.source not in streams).items():
        measured: Sequence[Measurement] = own
        if row.mode is not Mode.CUFF and runs.is_stream(_times(own)):
            if row.mode is Mode.CONTINUOUS:
                # It was silent for a while and begins again.
                yield Series(own, Spacing.STREAM, need_of(row, Spacing.STREAM))
                continue
            measured = runs.sessions(own, low=row.side.low)
        elif row.mode is Mode.SPOT and _is_sampled(row, source, own, scene):
            continue
        if measured:
            together += measured
            singles += 1
            yield Series(measured, Spacing.SPOT, need)
    if singles > 1:
        together.sort(key=lambda one: (one.effective_ms, one.source))
        yield Series(together, Spacing.SPOT, need)


def _is_sampled(row: Default, source: str, own: Sequence[Measurement], scene: Scene) -> bool:
    newest_ms = own[-1].effective_ms
    day = scene.readings(row.vital, newest_ms - runs.SAMPLED_DAY_MS, newest_ms + 1)
    times = [one.effective_ms for one in day if one.source == source]
    lately = sum(at >= newest_ms - runs.SAMPLED_LOOK_MS for at in times)
    return lately >= runs.SAMPLED_READINGS or len(times) >= runs.SAMPLED_A_DAY


def found(row: Default, scene: Scene, first_ms: int, edge: int) -> Iterator[tuple[Run, Series]]:
    """Yield every run from ``first_ms`` on, with the readings it lies in."""
    for series in series_of(row, scene, first_ms, edge):
        for run in runs.runs(series.rows, edge, series.need, low=row.side.low):
            yield run, series
