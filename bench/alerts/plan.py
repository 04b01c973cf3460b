"""A person's year in outline: nights, exercise, evenings out, journeys, illnesses and acute events."""

from dataclasses import dataclass, field
from math import pi, sin
from typing import Final

from .effects import SICKNESSES, Course, course
from .stream import DAY_MS, HOUR_MS, MINUTE_MS, START_MS, Note, clipped, dice, poisson
from .traits import Traits

QUIET_DAYS: Final = 21
"""Nothing is planned in the first three weeks: a household gets to know its devices first."""
DAY_PHI: Final = 0.6
DAY_SD_BPM: Final = 1.6
"""Night-to-night resting heart rate: changes of 3 bpm a week are ordinary (Quer, PLoS One 2020;15:e0227709)."""
LUTEAL_BPM: Final = 2.0
"""Shilaih, Sci Rep 2017;7:1294: 2.1 bpm in the fertile window, 1.8 in the luteal phase, over menstruation."""
ALCOHOL_BPM: Final = 7.0
"""The first hours of sleep after drinking (design value after Pietila, JMIR Ment Health 2018;5:e23)."""
TRAVEL_BPM: Final = 2.0


@dataclass(frozen=True, slots=True)
class Burst:
    """Something with a beginning, an end and one size."""

    kind: str
    start_ms: int
    end_ms: int
    size: float
    extra: float = 0.0


@dataclass(slots=True)
class Plan:
    """What happens when. ``nights`` and ``usual_bpm`` have one entry a day (the night that begins on it)."""

    nights: list[tuple[int, int]] = field(default_factory=list)
    usual_bpm: list[float] = field(default_factory=list)
    drinks: set[int] = field(default_factory=set)
    exercise: list[Burst] = field(default_factory=list)
    travel: list[Burst] = field(default_factory=list)
    oximeter_nights: set[int] = field(default_factory=set)
    illnesses: list[Course] = field(default_factory=list)
    acute: list[Burst] = field(default_factory=list)


def plan(traits: Traits, seed: int, days: int, effect: float) -> Plan:
    """Draw the outline of so many days."""
    made = Plan()
    _life(made, traits, seed, days)
    if effect > 0:
        _sicken(made, traits, seed, days, effect)
        _strike(made, traits, seed, days, effect)
    return made


def _life(made: Plan, traits: Traits, seed: int, days: int) -> None:
    rng = dice(seed, traits.person, "life")
    wander, phase = 0.0, rng.uniform(0, 28)
    for day in range(days):
        midnight = START_MS + day * DAY_MS
        late = 0.7 if day % 7 in (4, 5) else 0.0
        bed = midnight + round((traits.bed_h + late + clipped(rng, 0, 0.5, -1.2, 1.8)) * HOUR_MS)
        wake = midnight + DAY_MS + round((traits.wake_h + late + clipped(rng, 0, 0.5, -1.2, 1.5)) * HOUR_MS)
        made.nights.append((bed, wake))
        wander = DAY_PHI * wander + rng.gauss(0, DAY_SD_BPM * (1 - DAY_PHI**2) ** 0.5)
        luteal = LUTEAL_BPM if traits.cycle and (day + phase) % 28 >= 14 else 0.0
        made.usual_bpm.append(wander + luteal + sin(2 * pi * day / 365))
        if rng.random() < traits.drinks_per_week / 7 * (2.2 if day % 7 in (4, 5) else 0.5):
            made.drinks.add(day)
        if rng.random() < traits.exercise_per_week / 7:
            start = midnight + round(clipped(rng, 17.0, 1.5, 9, 19.5) * HOUR_MS)
            length = round(clipped(rng, 45, 12, 20, 90) * MINUTE_MS)
            made.exercise.append(Burst("exercise", start, start + length, clipped(rng, 1, 0.08, 0.8, 1.15)))
        if rng.random() < traits.oximeter_per_week / 7:
            made.oximeter_nights.add(day)
    for _ in range(poisson(rng, 3 * days / 365)):
        start = START_MS + round(rng.uniform(0, days) * DAY_MS)
        made.travel.append(Burst("travelling", start, start + round(rng.uniform(4, 9) * DAY_MS), TRAVEL_BPM))


def _sicken(made: Plan, traits: Traits, seed: int, days: int, effect: float) -> None:
    rng = dice(seed, traits.person, "illness")
    taken: list[tuple[int, int]] = []
    for kind in SICKNESSES:
        for _ in range(poisson(rng, traits.rates.get(kind, 0.0) * max(0, days - QUIET_DAYS) / 365)):
            symptom = START_MS + round((rng.uniform(QUIET_DAYS + 9, max(QUIET_DAYS + 10, days - 3))) * DAY_MS)
            found = course(rng, kind, symptom, effect)
            # One illness at a time, each within the watched time.
            begin, end = found.onset_ms - 7 * DAY_MS, found.end_ms + 7 * DAY_MS
            if end > START_MS + days * DAY_MS or any(begin < other[1] and other[0] < end for other in taken):
                continue
            taken.append((begin, end))
            made.illnesses.append(found)
    made.illnesses.sort(key=lambda one: one.onset_ms)


def _strike(made: Plan, traits: Traits, seed: int, days: int, effect: float) -> None:
    """Acute events; ``size`` is the change from the person's usual, scaled (glucose: the level that it ends at)."""
    rng = dice(seed, traits.person, "acute")
    span = range(QUIET_DAYS, days - 1)
    rate = {kind: value * max(0, days - QUIET_DAYS) / 365 for kind, value in traits.rates.items()}
    worn = sorted(made.oximeter_nights.intersection(span))
    for _ in range(min(poisson(rng, rate.get("desaturation", 0)), len(worn))):
        # A mucous plug or a fall from oxygen: 8 to 14 points under the person's usual for minutes (design value; a
        # sudden fall of 3 points asks for assessment: O'Driscoll, BTS guideline, Thorax 2017;72:i1).
        bed, wake = made.nights[worn.pop(rng.randrange(len(worn)))]
        start = round(rng.uniform(bed + HOUR_MS, wake - 90 * MINUTE_MS))
        length = round(rng.uniform(6, 30) * MINUTE_MS)
        made.acute.append(Burst("desaturation", start, start + length, -effect * rng.uniform(8, 14)))
    for _ in range(poisson(rng, rate.get("rapid_heart", 0))):
        # Untreated atrial fibrillation at rest: 110-150 bpm (design value within Van Gelder, NEJM 2010;362:1363).
        start = START_MS + round(rng.uniform(QUIET_DAYS, days - 1) * DAY_MS)
        length = round(rng.uniform(40, 300) * MINUTE_MS)
        made.acute.append(Burst("rapid_heart", start, start + length, effect * rng.uniform(50, 80)))
    for _ in range(poisson(rng, rate.get("pressure_crisis", 0))):
        # Systolic 50-75 and diastolic 28-42 over the usual for half a day to two: severe hypertension.
        start = START_MS + round(rng.uniform(QUIET_DAYS, days - 2) * DAY_MS)
        length = round(rng.uniform(12, 40) * HOUR_MS)
        made.acute.append(
            Burst("pressure_crisis", start, start + length, effect * rng.uniform(50, 75), effect * rng.uniform(28, 42))
        )
    # Lowest 68 to 42 mg/dL, highest 260 to 370 (design values; most episodes are of level 1).
    for kind, limit, near, far, short, long in (
        ("glucose_fall", 70, -2, -28, 25, 70),
        ("glucose_rise", 250, 10, 120, 150, 330),
    ):
        for _ in range(poisson(rng, rate.get(kind, 0))):
            start = START_MS + round(rng.uniform(QUIET_DAYS, days - 1) * DAY_MS)
            length = round(rng.uniform(short, long) * MINUTE_MS)
            end = limit + effect * (near + (far - near) * rng.random() ** 1.5)
            made.acute.append(Burst(kind, start, start + length, end))
    made.acute.sort(key=lambda one: one.start_ms)


def notes(made: Plan, traits: Traits, seed: int, effect: float) -> list[Note]:
    """Return what the household tells of it, with people's and devices' imperfection."""
    rng = dice(seed, traits.person, "notes")
    told = []
    for bout in made.exercise:
        lag = round(rng.uniform(1, 8) * MINUTE_MS)
        if rng.random() < 0.75:
            told.append(Note(bout.start_ms + lag, "exercise", bout.end_ms + 5 * MINUTE_MS))
    for bed, wake in made.nights:
        early = round(rng.gauss(0, 20) * MINUTE_MS)
        if rng.random() < 0.85:
            told.append(Note(bed + early, "sleep", wake + round(rng.gauss(0, 15) * MINUTE_MS)))
    told += [Note(trip.start_ms, "travelling", trip.end_ms) for trip in made.travel if rng.random() < 0.7]
    ill = dice(seed, traits.person, "ill notes")
    if effect > 0:
        for one in made.illnesses:
            if ill.random() < 0.6:
                at = one.symptom_ms + round(ill.uniform(0.2, 1.5) * DAY_MS)
                told.append(Note(at, "ill", at + 5 * DAY_MS))
    return sorted(told)
