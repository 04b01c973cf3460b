"""Continuous glucose of a person with type 1 diabetes, every five minutes, and what of it is a true low or high.

Labels follow the truth, by the consensus' definitions: level 1 below 70 and level 2 below 54 mg/dL for 15 minutes,
extended hyperglycaemia above 250 mg/dL for 90 minutes (Battelino, Diabetes Care 2019;42:1593 and Lancet Diabetes
Endocrinol 2023;11:42). Between planned falls and rises the truth stays within 80-240; what an effect scales is how
far a fall goes under 70 and a rise over 250.
"""

from math import exp
from typing import Final

from .body import Body
from .stream import DAY_MS, HOUR_MS, MINUTE_MS, START_MS, Fault, Label, Reading, clipped, dice

STEP_MS: Final = 5 * MINUTE_MS
STEPS_A_DAY: Final = DAY_MS // STEP_MS
LAG_STEPS: Final = 2
"""Interstitial glucose follows blood by about ten minutes (Basu, Diabetes 2013;62:4083)."""
SENSOR_DAYS: Final = 10
ERROR_SD: Final = 0.055
BIAS_SD: Final = 0.05
"""Together a mean absolute relative difference of about 8-9 %, as today's sensors (Garg, Diabetes Technol Ther
2022;24:373); errors hang together over half an hour (Facchinetti, IEEE Trans Biomed Eng 2014;61:620)."""
COMPRESSION_A_NIGHT: Final = 0.15
"""Lying on the sensor: sudden falls that end with a turn (Mensh, J Diabetes Sci Technol 2013;7:863; rate: design)."""


def truth(body: Body, seed: int, days: int) -> list[float]:
    """Return the true blood glucose (mg/dL) every five minutes."""
    usual = body.traits.glucose
    if usual is None:
        return []
    rng = dice(seed, body.traits.person, "glucose")
    count = days * STEPS_A_DAY
    meals = [0.0] * count
    for day in range(days):
        for hour in (7.8, 12.7, 18.8):
            start = day * STEPS_A_DAY + round(clipped(rng, hour, 0.5, hour - 1, hour + 1.5) * 12)
            peak = clipped(rng, 55, 25, 5, 120)
            for step in range(60):
                if start + step < count:
                    # Up for about an hour, gone after four.
                    meals[start + step] += peak * (step / 12) * exp(1 - step / 12)
    wander, shift, values = 0.0, 0.0, []
    for place in range(count):
        if place % STEPS_A_DAY == 0:
            shift = rng.gauss(-18, 12)
        wander = 0.97 * wander + rng.gauss(0, 5.5)
        values.append(min(max(usual + shift + wander + meals[place], 80.0), 240.0))
    for kind in ("glucose_fall", "glucose_rise"):
        for burst in body.bursts(kind):
            _bend(values, (burst.start_ms - START_MS) // STEP_MS, (burst.end_ms - START_MS) // STEP_MS, burst.size)
    return [min(max(value, 38.0), 400.0) for value in values]


def _bend(values: list[float], first: int, last: int, end: float) -> None:
    """Lead the trace to ``end`` (mg/dL) and back: slopes of 25 minutes down, of an hour up."""
    ramp = 5 if end < 100 else 12
    for place in range(max(0, first - ramp), min(last + ramp, len(values))):
        share = min(1.0, (place - first + ramp) / ramp, (last + ramp - place) / ramp)
        values[place] += share * (end - values[place])


def _runs(values: list[float], limit: float, steps: int, *, under: bool) -> list[tuple[int, int]]:
    """Return (first, after last) of runs beyond the limit of at least so many steps; gaps under 15 minutes join."""
    runs: list[list[int]] = []
    for place, value in enumerate(values):
        if (value < limit) is under and value != limit:
            if runs and place - runs[-1][1] < 3:
                runs[-1][1] = place + 1
            else:
                runs.append([place, place + 1])
    return [(first, last) for first, last in runs if last - first >= steps]


def label(values: list[float]) -> list[Label]:
    """Return the true episodes of a trace."""
    kinds = (("hypo_1", 70.0, 3, True), ("hypo_2", 54.0, 3, True), ("hyper_2", 250.0, 18, False))
    return [
        Label(kind, START_MS + first * STEP_MS, START_MS + last * STEP_MS, acute=True)
        for kind, limit, steps, under in kinds
        for first, last in _runs(values, limit, steps, under=under)
    ]


def sense(body: Body, seed: int, days: int, values: list[float]) -> tuple[list[Reading], list[Fault]]:
    """Return what the sensor shows of the truth, and its faults."""
    rng, source = dice(seed, body.traits.person, "cgm"), f"cgm-{body.traits.person}"
    faults = _faults(body, seed, days, source)
    pressed = [one for one in faults if one.kind == "compression"]
    silent = [one for one in faults if one.kind in {"no_signal", "warm_up"}]
    kept = {one: dice(seed, "kept", one.start_ms).random() < 0.5 for one in silent if one.kind == "no_signal"}
    readings = []
    error, bias = 0.0, 0.0
    for place in range(len(values)):
        at = START_MS + place * STEP_MS
        if place % (SENSOR_DAYS * STEPS_A_DAY) == 0:
            bias = rng.gauss(0, BIAS_SD)
        # A new sensor is worse on its first day.
        fresh = 1.6 if place % (SENSOR_DAYS * STEPS_A_DAY) < STEPS_A_DAY // 2 else 1.0
        error = 0.85 * error + rng.gauss(0, ERROR_SD * (1 - 0.85**2) ** 0.5)
        lagged = values[max(0, place - LAG_STEPS)]
        shown = lagged * (1 + bias + fresh * error)
        gap = next((one for one in silent if one.start_ms <= at < one.end_ms), None)
        if gap is not None and not kept.get(gap, False):
            continue
        received = at + 15_000 if gap is None else gap.end_ms + 60_000
        for one in pressed:
            if one.start_ms <= at < one.end_ms:
                depth = 30 + one.start_ms // 1000 % 40
                shown -= depth * min(1.0, (at - one.start_ms + STEP_MS) / (2 * STEP_MS))
        while silent and silent[0].end_ms < at:
            silent.pop(0)
        while pressed and pressed[0].end_ms < at:
            pressed.pop(0)
        readings.append(Reading(received, at, "glucose", source, float(round(min(max(shown, 39), 401)))))
    return readings, faults


def _faults(body: Body, seed: int, days: int, source: str) -> list[Fault]:
    rng = dice(seed, body.traits.person, "cgm faults")
    found = []
    for day in range(days):
        bed, wake = body.plan.nights[day]
        press, length = round(rng.uniform(bed, wake - HOUR_MS)), round(rng.uniform(15, 50) * MINUTE_MS)
        if rng.random() < COMPRESSION_A_NIGHT:
            found.append(Fault("compression", source, press, press + length))
        gap, length = START_MS + day * DAY_MS + rng.randrange(DAY_MS), round(rng.uniform(15, 90) * MINUTE_MS)
        if rng.random() < 0.25:
            found.append(Fault("no_signal", source, gap, gap + length))
        if day and day % SENSOR_DAYS == 0:
            start = START_MS + day * DAY_MS
            found.append(Fault("warm_up", source, start, start + 2 * HOUR_MS))
    return sorted(found, key=lambda one: one.start_ms)
