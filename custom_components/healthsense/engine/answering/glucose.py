"""What glucose readings of some days say."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from ..cgm import NO_READINGS, STALE, WINDOW_MS, NoRecording
from ..cgm_days import BEFORE_MS, Days, Rows, Window
from ..facts import Facts, earliest
from ..log import LOG_MS, Log
from ..scores import glucose_agp, glucose_indices, glucose_mage, glucose_ranges
from .job import Answer, Job

VITAL: Final = "glucose"
_IN_LOG_MS: Final = LOG_MS[VITAL] - WINDOW_MS - BEFORE_MS
"""A newest reading that is no older has its whole window in the log."""

NO_CURVES: Final[Sequence[Sequence[int | None]]] = ()


def _of_log(log: Log, start_ms: int, end_ms: int) -> Mapping[str, Rows]:
    span = log.span(start_ms, end_ms)
    times, values = log.times[span.start : span.stop], log.values[span.start : span.stop]
    sources = log.sources[span.start : span.stop]
    present = set(sources)
    if len(present) == 1:
        return {log.names[present.pop()]: (times.tolist(), values.tolist())}
    out: dict[int, Rows] = {source: ([], []) for source in present}
    for at_ms, scaled, source in zip(times, values, sources, strict=True):
        out[source][0].append(at_ms)
        out[source][1].append(scaled)
    return {log.names[source]: rows for source, rows in out.items()}


def _of_store(facts: Facts, newest_ms: int) -> Mapping[str, Rows]:
    out: dict[str, Rows] = {}
    for row in facts.readings(VITAL, newest_ms - WINDOW_MS - BEFORE_MS, newest_ms + 1):
        times, values = out.setdefault(row.source, ([], []))
        times.append(row.effective_ms)
        values.append(row.scaled)
    return out


def _cut(rows: Rows, start_ms: int, end_ms: int) -> Rows:
    begin, end = bisect_left(rows[0], start_ms), bisect_left(rows[0], end_ms)
    return rows[0][begin:end], rows[1][begin:end]


def window(facts: Facts) -> Window | NoRecording:
    """Return the 14 days that end with the newest reading, or why there are none.

    An old recording is older than the log reaches and is read from the store.
    """
    newest = facts.newest(VITAL)
    if newest is None:
        return NO_READINGS
    newest_ms = newest.effective_ms
    if newest_ms <= facts.now_ms - WINDOW_MS:
        return STALE
    if newest_ms >= facts.now_ms - _IN_LOG_MS:
        log = facts.log(VITAL)
        days = facts.keep("glucose_days", lambda: Days(facts.zone))
        return days.window(lambda start, end: _of_log(log, start, end), newest_ms, log.revision)
    stored = _of_store(facts, newest_ms)
    return Days(facts.zone).window(
        lambda start, end: {source: _cut(rows, start, end) for source, rows in stored.items()}, newest_ms, 0
    )


def answers(facts: Facts) -> Mapping[str, Answer]:
    """Return all answers of glucose.

    They hold until the newest reading is 14 days old, and over the birthday that changes the
    targets.
    """
    found = window(facts)
    recording = found if isinstance(found, NoRecording) else found.recording
    conditions = facts.profile.conditions
    targets = glucose_ranges.targets_for(age_years=facts.age, conditions=conditions)
    mage, curves, days = None, NO_CURVES, 0
    if not isinstance(found, NoRecording):
        mage, curves, days = glucose_mage.mage(found.grid, found.signs), found.curves, found.days
    assessments = {
        **glucose_ranges.assess(recording, targets),
        **glucose_indices.assess(recording, pregnancy=targets.pregnancy),
        glucose_mage.KEY: glucose_mage.assess(recording, mage),
        glucose_agp.ACTIVE_KEY: glucose_agp.assess_active(recording),
        glucose_agp.KEY: glucose_agp.assess(recording, curves, days),
    }
    newest = facts.newest(VITAL)
    stale = None if found in (NO_READINGS, STALE) or newest is None else newest.effective_ms + WINDOW_MS
    birthday = None
    if facts.age is not None and facts.age < glucose_ranges.OLDER_YEARS:
        birthday = facts.next_midnight_ms()
    return {key: Answer(one, earliest(stale, birthday), stale) for key, one in assessments.items()}


KEYS: Final = (
    *glucose_ranges.KEYS, *glucose_indices.KEYS, glucose_mage.KEY, glucose_agp.ACTIVE_KEY, glucose_agp.KEY,
)  # fmt: skip

JOBS: Final = (Job(KEYS, frozenset({VITAL}), answers),)
