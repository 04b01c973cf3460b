"""A day of a person who wears everything: what the size of the store is measured with."""

import random
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from healthsense_engine.measurement import Measurement
from healthsense_engine.vitals import VITALS
from strategies import DAY_MS, HOUR_MS, MINUTE_MS

EVERY_SECOND = ("heart_rate", "spo2")
EVERY_MINUTE = tuple(vital for vital in VITALS if vital not in EVERY_SECOND)[:20]
AWAKE_MS = 16 * HOUR_MS


def _series(vital: str, start_ms: int, step_ms: int, rng: random.Random) -> Iterator[Measurement]:
    """Yield a random walk in the vital's plausible range: noisier than a body, and jittery in time."""
    row = VITALS[vital]
    low, high = (round(bound * row.scale) for bound in row.plausible)
    step = max(1, (high - low) // 400)
    value = (low + high) // 2
    for n in range(AWAKE_MS // step_ms):
        value = min(high, max(low, value + rng.randint(-step, step)))
        effective_ms = start_ms + n * step_ms + rng.randrange(min(step_ms, 1000))
        delay_ms = rng.randrange(20, 200)
        yield Measurement(vital, effective_ms, f"ha:{vital}", value, effective_ms + delay_ms, rng.randint(60, 100))


def day(start_ms: int, seed: int) -> Iterator[list[Measurement]]:
    """Yield a day's readings in the order of their times, a minute at a time."""
    rng = random.Random(seed)
    steps = [(vital, 1000) for vital in EVERY_SECOND] + [(vital, MINUTE_MS) for vital in EVERY_MINUTE]
    readings = [one for vital, step_ms in steps for one in _series(vital, start_ms, step_ms, rng)]
    readings.sort(key=attrgetter("effective_ms"))
    for _, minute in groupby(readings, key=lambda one: one.effective_ms // MINUTE_MS):
        yield list(minute)


def days(start_ms: int, count: int) -> Iterator[list[Measurement]]:
    """Yield ``count`` days, a minute at a time."""
    for n in range(count):
        yield from day(start_ms + n * DAY_MS, n)
