"""Standing up: how blood pressure changes from a lying or sitting reading to a standing one.

Source: Freeman et al., Auton Neurosci 2011;161:46 (consensus): a fall of at least 20 mmHg systolic
or 10 mmHg diastolic within three minutes of standing; at least 30 mmHg systolic where the pressure
lying was high (>= 140 or >= 90 mmHg, Fanciulli et al., Clin Auton Res 2018;28:355). A pulse that
rises by less than 0.5 bpm for each mmHg of the systolic fall is little (Norcliffe-Kaufmann et al.,
Ann Neurol 2018;83:522).

Without such a fall, a pulse that rises by at least 30 bpm (40 below 20 years) is named too (Freeman
et al. 2011, postural tachycardia; there within ten minutes).

The posture must be told: nothing about it can be read off a cuff.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..assessment import MISSING_INPUT, NOT_ENOUGH_DATA, Assessment, Confidence, Input, refuse
from ..cuff import CuffGroup

KEY: Final = "bp_orthostatic"
WITHIN_MS: Final = 3 * 60_000
MAX_AGE_MS: Final = 30 * 86_400_000
SYSTOLIC_FALL_MMHG: Final = 20
SYSTOLIC_FALL_FROM_HIGH_MMHG: Final = 30
DIASTOLIC_FALL_MMHG: Final = 10
LITTLE_PULSE_RISE: Final = 0.5
"""bpm for each mmHg of systolic fall."""

PULSE_RISE_BPM: Final = 30
PULSE_RISE_YOUNG_BPM: Final = 40
YOUNG_YEARS: Final = 20

_HIGH: Final = (14_000, 9_000)
_SCALE: Final = 100
_RESTING: Final = ("lying", "sitting")


@dataclass(frozen=True, slots=True)
class Posed:
    """A cuff reading and the posture it was taken in: ``lying``, ``sitting`` or ``standing``."""

    group: CuffGroup
    posture: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A resting reading and the standing ones within three minutes after it."""

    before: Posed
    standing: tuple[Posed, ...]


def newest_pair(readings: Sequence[Posed]) -> Pair | None:
    """Return the newest resting reading that standing ones follow within three minutes."""
    ordered = sorted(readings, key=lambda one: one.group.key)
    for at in range(len(ordered) - 1, -1, -1):
        before = ordered[at]
        if before.posture not in _RESTING:
            continue
        after: list[Posed] = []
        for one in ordered[at + 1 :]:
            if one.posture != "standing" or one.group.effective_ms - before.group.effective_ms > WITHIN_MS:
                break
            after.append(one)
        if after:
            return Pair(before, tuple(after))
    return None


def falls(before: CuffGroup, standing: CuffGroup, *, lying: bool) -> bool:
    """Return whether the change reaches the consensus limits."""
    high = lying and (before.systolic.scaled >= _HIGH[0] or before.diastolic.scaled >= _HIGH[1])
    limit = SYSTOLIC_FALL_FROM_HIGH_MMHG if high else SYSTOLIC_FALL_MMHG
    return (
        before.systolic.scaled - standing.systolic.scaled >= limit * _SCALE
        or before.diastolic.scaled - standing.diastolic.scaled >= DIASTOLIC_FALL_MMHG * _SCALE
    )


def _pulse_rises(before: CuffGroup, standing: CuffGroup, age_years: float | None) -> bool:
    if before.pulse is None or standing.pulse is None:
        return False
    young = age_years is None or age_years < YOUNG_YEARS
    return standing.pulse.value - before.pulse.value >= (PULSE_RISE_YOUNG_BPM if young else PULSE_RISE_BPM)


_TEXT: Final = {
    "falls": ": a fall worth checking. Stand up slowly.",
    "pulse_rises": "; the pulse rose more than usual, which is worth checking if you feel dizzy on standing.",
    "usual": ": no more than usual.",
}


def assess(readings: Sequence[Posed], *, told: bool, age_years: float | None = None) -> Assessment:
    """Return the change of systolic pressure on standing, in mmHg; negative: it falls.

    ``readings`` are cuff readings of the last 30 days whose posture was told, ``told`` whether any
    posture ever was.
    Of several standing readings the one with the largest systolic fall counts. Confidence is
    moderate from lying, low from sitting, where falls are smaller. Refused where no posture is
    told (``missing_input``) and without a pair (``not_enough_data``).
    """
    if not told:
        return refuse(
            KEY,
            MISSING_INPUT,
            "Needs the posture of cuff readings: lying or sitting, then standing within three minutes.",
            missing=("posture",),
        )
    pair = newest_pair(readings)
    if pair is None:
        return refuse(
            KEY,
            NOT_ENOUGH_DATA,
            "Needs, in the last 30 days, a reading lying or sitting and one standing no more than three minutes later.",
            missing=("systolic", "diastolic"),
        )
    before = pair.before.group
    groups = [one.group for one in pair.standing]
    after = min(groups, key=lambda group: (group.systolic.scaled, group.key))
    lying = pair.before.posture == "lying"
    word = (
        "falls"
        if any(falls(before, group, lying=lying) for group in groups)
        else "pulse_rises"
        if any(_pulse_rises(before, group, age_years) for group in groups)
        else "usual"
    )
    change = (after.systolic.scaled - before.systolic.scaled) / _SCALE
    low_change = (after.diastolic.scaled - before.diastolic.scaled) / _SCALE
    extra: list[tuple[str, float | str]] = [("diastolic_change", low_change), ("from", pair.before.posture)]
    text = (
        f"Standing up changed the pressure from {before.systolic.value:.0f}/{before.diastolic.value:.0f} "
        f"({pair.before.posture}) to {after.systolic.value:.0f}/{after.diastolic.value:.0f} mmHg"
    )
    text += _TEXT[word]
    if before.pulse is not None and after.pulse is not None:
        rise = after.pulse.value - before.pulse.value
        extra.append(("pulse_change", rise))
        if word == "falls" and change < 0:
            ratio = rise / -change
            extra.append(("pulse_rise_per_mmhg", ratio))
            if ratio < LITTLE_PULSE_RISE:
                text += " The pulse rose little for this fall; mention that to a doctor."
    return Assessment(
        KEY,
        value=change,
        unit="mmHg",
        coverage=1.0,
        band=word,
        confidence=Confidence.MODERATE if lying else Confidence.LOW,
        inputs=(
            *before.inputs(),
            Input("posture", pair.before.posture, "", before.effective_ms),
            *after.inputs(),
            Input("posture", "standing", "", after.effective_ms),
        ),
        explanation=text,
        extra=tuple(extra),
    )
