"""A home blood pressure cuff: mornings and evenings, two readings a minute apart by most people on most days.

A reading differs from the truth by the device's error (ISO 81060-2: up to 5 +- 8 mmHg) and the moment's state; the
first of a pair is higher (Stergiou, J Hypertens 2021;39:1293). Some fail: an arm that moved, a loose cuff.
"""

from typing import Final

from .body import Body
from .stream import DAY_MS, HOUR_MS, MINUTE_MS, START_MS, Fault, Reading, clipped, dice

SD_DAY_MMHG: Final = 6.0
SD_READING_MMHG: Final = 5.0
FIRST_HIGHER_MMHG: Final = 4.0
FAILS: Final = 0.025


def measure(body: Body, seed: int, days: int) -> tuple[list[Reading], list[Fault]]:
    """Return the cuff's readings of so many days, systolic, diastolic and pulse together, and the failed ones."""
    traits = body.traits
    if traits.pressure is None:
        return [], []
    rng, source = dice(seed, traits.person, "cuff"), f"cuff-{traits.person}"
    readings: list[Reading] = []
    faults: list[Fault] = []
    for day in range(days):
        midnight = START_MS + day * DAY_MS
        for hour in (7.2, 19.0):
            moment = midnight + round(clipped(rng, hour, 0.6, hour - 1.5, hour + 2) * HOUR_MS)
            keeps, pair, late = rng.random() < traits.cuff_adherence, rng.random() < 0.7, rng.random() < 0.05
            state, first = rng.gauss(0, SD_DAY_MMHG), clipped(rng, FIRST_HIGHER_MMHG, 3, -2, 12)
            high = False
            for place in range(4):
                noise, below, failed, size = rng.gauss(0, 1), rng.gauss(0, 1), rng.random() < FAILS, rng.uniform(22, 50)
                again = rng.random() < 0.8
                if not keeps or (place == 1 and not pair and not high) or (place > 1 and not high):
                    continue
                at = moment + place * (MINUTE_MS if place < 2 else 3 * MINUTE_MS)
                systolic, diastolic = body.pressure(at)
                systolic += state + SD_READING_MMHG * noise + (first if place == 0 else 0)
                diastolic += 0.55 * state + 3.5 * below + (0.4 * first if place == 0 else 0)
                quality = 95
                if failed:
                    systolic, diastolic = systolic + size, diastolic + 0.6 * size
                    quality = 40 if size < 36 else 90
                    faults.append(Fault("cuff_error", source, at, at + MINUTE_MS))
                # Whoever sees a much higher value than usual measures again.
                high = systolic > traits.pressure[0] + 25 and again
                received = at + (round(5 * HOUR_MS) if late else 2000)
                pulse = body.bpm(at, 0.0) + 2 * below
                readings += [
                    Reading(received, at, "systolic", source, round(systolic, 0), quality),
                    Reading(received, at, "diastolic", source, round(max(diastolic, 40), 0), quality),
                    Reading(received, at, "cuff_pulse", source, round(pulse, 0), quality),
                ]
    return readings, faults
