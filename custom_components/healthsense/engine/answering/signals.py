"""Signals that several vitals together may give: what each is given, and until when it holds."""

from collections.abc import Iterable, Mapping
from typing import Final

from ..assessment import Input
from ..facts import Facts, earliest, next_hour_ms
from ..profile import PROFILE_SOURCE
from ..questionnaires import current, last_day
from ..scores import body_signals as body
from ..scores import night_signal
from ..scores.body_signals import Daily
from ..scores.night_signal import Night
from ..view import as_input, fresh_until_ms
from ..vitals import VITALS, Site
from .days import days_of
from .job import Answer, Job
from .nights import MORNING, chosen, nights, resting
from .settled import Period, local_ms, settled
from .unusual import JOB as UNUSUAL

_NIGHTLY: Final = frozenset({"heart_rate", "steps"})
_SPOT: Final = frozenset({"resting_heart_rate", "hrv_rmssd", "hrv_sdnn", "sleep_duration", "weight", "temperature"})
_MEASURES: Final = {"heart_rate": "Heart rate at night", "resting_heart_rate": "Resting heart rate"}
_WEIGHT_DAYS: Final = 3
_HISTORY_DAYS: Final = body.USUAL_DAYS + body.HRV_DAYS + 1
_CONTEXT: Final = "context"
_FLUID: Final = ("heat", "fluid_loss")
_SKIN: Final = frozenset({Site.SKIN})


def _context(facts: Facts) -> tuple[Mapping[str, object], int | None]:
    """Return what the person told of the last days, and until when that holds."""
    told, today = facts.profile.questionnaires, facts.local(facts.now_ms).date()
    last = last_day(told, _CONTEXT)
    holds = last is not None and last >= today
    return current(told, _CONTEXT, today), local_ms(facts, last.toordinal() + 1, 0) if last and holds else None


def _from_nights(series: Mapping[int, Night], vital: str, now_ms: int) -> Daily | None:
    """Return a series whose newest value is current, None otherwise."""
    if not series:
        return None
    newest = series[max(series)]
    if now_ms - newest.end_ms > body.FRESH_FOR_MS:
        return None
    return Daily(vital, "bpm", {day: float(night.mean) for day, night in series.items()}, newest.end_ms, newest.source)


def _from_days(facts: Facts, vital: str, now: Period) -> Daily | None:
    """Return the newest value of each of the last days, None where the newest is not current."""
    rows = days_of(facts, vital, now.day - _HISTORY_DAYS)
    if not rows:
        return None
    newest = rows[max(rows)]
    if facts.now_ms - newest.effective_ms > body.FRESH_FOR_MS:
        return None
    values = {day: row.value for day, row in rows.items()}
    return Daily(vital, VITALS[vital].unit, values, newest.effective_ms, newest.source)


def _variability(facts: Facts, now: Period) -> Daily | None:
    """Return RMSSD or SDNN, whichever is known of more days: they are never mixed."""
    found = [one for one in (_from_days(facts, vital, now) for vital in ("hrv_rmssd", "hrv_sdnn")) if one is not None]
    return max(found, key=lambda one: len(one.values), default=None)


def _weight(facts: Facts, now: Period) -> tuple[Input | None, list[float], int | None]:
    """Return the newest measured weight, those of the three days before on the same scale, and until when."""
    rows = days_of(facts, "weight", now.day - _HISTORY_DAYS, frozenset({PROFILE_SOURCE}))
    if not rows:
        return None, [], None
    last = max(rows)
    newest = rows[last]
    until = newest.effective_ms + body.FRESH_FOR_MS + 1
    if until <= facts.now_ms:
        return None, [], None
    before = [rows[day] for day in range(last - _WEIGHT_DAYS, last) if day in rows]
    return as_input(newest), [row.value for row in before if row.source == newest.source], until


def _fluid(facts: Facts, context: Mapping[str, object]) -> tuple[body.Sign, int | None]:
    """Return whether heat, fever or loss of fluid is there, and until when that is known."""
    told = None if not any(key in context for key in _FLUID) else any(context.get(key) is True for key in _FLUID)
    found = facts.view.current("temperature", facts.now_ms, without=_SKIN)
    if found is None or not found.fresh:
        return body.fluid_loss(None, told=told), None
    return body.fluid_loss(as_input(found.measurement), told=told), fresh_until_ms(found.measurement)


def _expiries(series: Iterable[Daily | None]) -> list[int]:
    return [one.newest_ms + body.FRESH_FOR_MS + 1 for one in series if one is not None]


def _of_days(facts: Facts, now: Period) -> Mapping[str, Answer]:
    series, vital = chosen(nights(facts, now), resting(facts, now), now.day)
    context, told_until = _context(facts)
    tags = sorted(key for key, value in context.items() if value is True)
    illness = night_signal.assess(series, now_ms=facts.now_ms, measure=_MEASURES[vital], tags=tags)
    stale = series[max(series)].end_ms + night_signal.FRESH_FOR_MS + 1 if series else None
    until = earliest(now.end_ms, told_until, stale if stale is not None and stale > facts.now_ms else None)

    pulse = _from_nights(series, vital, facts.now_ms)
    variability, sleep = _variability(facts, now), _from_days(facts, "sleep_duration", now)
    weight, before, weighed_until = _weight(facts, now)
    loss, known_until = _fluid(facts, context)
    tired_until = earliest(now.end_ms, *_expiries((pulse, variability, sleep)))
    dry_until = earliest(now.end_ms, told_until, weighed_until, known_until, *_expiries((pulse,)))
    any_input = bool(series) or variability is not None or sleep is not None or weight is not None
    answers = (
        (illness, until, bool(series)),
        (body.fatigue(pulse, variability, sleep), tired_until, any_input),
        (body.dehydration(body.weight_lost(weight, before), pulse, loss), dry_until, any_input),
    )
    return {one.key: Answer(one, until, until if wakes else None) for one, until, wakes in answers}


def _answer_of_days(facts: Facts) -> Mapping[str, Answer]:
    return settled(facts, "signals", MORNING, _NIGHTLY, _of_days, always=_SPOT)


def _oxygen(facts: Facts) -> Mapping[str, Answer]:
    newest = facts.newest("spo2")
    scale_2 = facts.profile.spo2_scale == 2
    if newest is None:
        refused = body.hypoxaemia(None, (), None, fresh=False, target_88_92=scale_2)
        return {body.HYPOXAEMIA_KEY: Answer(refused)}
    end, window = fresh_until_ms(newest), facts.windows["spo2"]
    fresh = end > facts.now_ms
    usual = window.baseline()
    answer = body.hypoxaemia(
        as_input(newest),
        window.recent(newest.effective_ms) if fresh else (),
        usual.median if usual is not None and usual.learned else None,
        fresh=fresh,
        target_88_92=scale_2,
    )
    until = earliest(end if fresh else None, next_hour_ms(facts.now_ms) if fresh else None)
    return {body.HYPOXAEMIA_KEY: Answer(answer, until, until)}


JOBS: Final = (
    Job((night_signal.KEY, body.FATIGUE_KEY, body.DEHYDRATION_KEY), _NIGHTLY | _SPOT, _answer_of_days),
    Job((body.HYPOXAEMIA_KEY,), frozenset({"spo2"}), _oxygen),
    UNUSUAL,
)
