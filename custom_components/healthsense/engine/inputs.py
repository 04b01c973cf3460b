"""Which readings each assessment rests on, found among what is current."""

from collections.abc import Iterable
from typing import Final

from .assessment import Input
from .cuff import CuffGroup
from .cuff_book import CuffBook
from .measurement import Measurement
from .risk.diabetes import BP_READINGS, NEAR_CUFF_MS, DiabetesInputs, Measured
from .scores.news2 import PARAMETERS
from .view import View, as_input, fresh_until_ms
from .vitals import VITALS, Site
from .window import Window

_DAY_MS: Final = 86_400_000
_NOT_CORE: Final = frozenset({Site.SKIN})
"""Skin is cooler than the body and swings with the room: NEWS2 asks for a body temperature."""


def group_fresh_until_ms(group: CuffGroup) -> int:
    """Return the first moment at which a cuff reading no longer counts as current."""
    return group.effective_ms + VITALS["systolic"].fresh_for_ms + 1


def news2_inputs(view: View, book: CuffBook, now_ms: int) -> tuple[dict[str, Input], int | None]:
    """Return the fresh inputs of NEWS2 and when the first of them ceases to be.

    The pulse is the current heart rate, else that of the newest complete cuff reading.
    """
    found: dict[str, Input] = {}
    until: list[int] = []
    for name in PARAMETERS:
        current = view.current(name, now_ms, without=_NOT_CORE if name == "temperature" else frozenset())
        if current is not None and current.fresh:
            found[name] = as_input(current.measurement)
            until.append(fresh_until_ms(current.measurement))
    if "heart_rate" not in found:
        newest = book.newest()
        if newest is not None and newest.pulse is not None and (end := group_fresh_until_ms(newest)) > now_ms:
            found["heart_rate"] = as_input(newest.pulse)
            until.append(end)
    return found, min(until, default=None)


def _measured(row: Measurement | None) -> Measured | None:
    if row is None:
        return None
    return Measured(row.value, VITALS[row.vital].unit, row.effective_ms, row.source, row.vital, quality=row.quality)


def _mean(rows: Iterable[Measurement], effective_ms: int) -> Measured:
    kept = list(rows)
    first, vital = kept[0], VITALS[kept[0].vital]
    return Measured(
        sum(row.scaled for row in kept) / (len(kept) * vital.scale),
        vital.unit,
        effective_ms,
        first.source,
        first.vital,
        readings=len(kept),
        quality=min((row.quality for row in kept if row.quality is not None), default=None),
    )


def diabetes_groups(book: CuffBook) -> list[CuffGroup]:
    """Return the up to three newest cuff readings within a day of the newest, newest first."""
    kept: list[CuffGroup] = []
    for group in book.newest_first():
        if len(kept) == BP_READINGS or (kept and kept[0].effective_ms - group.effective_ms > _DAY_MS):
            break
        kept.append(group)
    return kept


def near_cuff(groups: Iterable[CuffGroup], readings: Iterable[Measurement]) -> bool:
    """Return whether any of the heart rates may serve as pulse beside these cuff readings."""
    moments = [group.effective_ms for group in groups]
    # A minute more: a minute bucket may begin within the limit and end beyond it.
    reach = NEAR_CUFF_MS + 60_000
    return any(abs(reading.effective_ms - moment) <= reach for reading in readings for moment in moments)


def diabetes_inputs(view: View, window: Window | None, groups: list[CuffGroup]) -> DiabetesInputs:
    """Return what the diabetes model is given: the newest measurements and means of cuff readings."""
    pulse = _measured(view.newest("resting_heart_rate"))
    systolic = diastolic = None
    if groups:
        at_ms = groups[0].effective_ms
        systolic = _mean((group.systolic for group in groups), at_ms)
        diastolic = _mean((group.diastolic for group in groups), at_ms)
        if pulses := [group.pulse for group in groups if group.pulse is not None]:
            pulse = _mean(pulses, at_ms)
        elif window is not None and (
            beside := window.median_around([group.effective_ms for group in groups], NEAR_CUFF_MS)
        ):
            pulse = Measured(beside[0], VITALS["heart_rate"].unit, beside[1], "", "heart_rate")
    return DiabetesInputs(
        weight=_measured(view.newest("weight")),
        height=_measured(view.newest("height")),
        waist=_measured(view.newest("waist")),
        systolic=systolic,
        diastolic=diastolic,
        pulse=pulse,
    )
