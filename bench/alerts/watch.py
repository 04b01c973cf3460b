"""A watch: heart rate every five minutes, breaths and saturation at night, daily summaries; synced in batches.

It is charged an hour a morning, forgotten on some nights, empty for hours once in a while, and out of the phone's
reach on some days, after which all arrives late. On the move it sometimes shows the steps instead of the pulse.
"""

from dataclasses import dataclass, field
from statistics import mean
from typing import Final

from .body import Body
from .stream import DAY_MS, HOUR_MS, MINUTE_MS, START_MS, Fault, Reading, dice, poisson

STEP_MS: Final = 5 * MINUTE_MS
SYNC_MS: Final = 15 * MINUTE_MS
DEVICE_SD_BPM: Final = 2.0
"""Wrist heart rate at rest: mean absolute error 2-3 bpm (Shcherbina, J Pers Med 2017;7:3)."""
DEVICE_SD_SPO2: Final = 1.5
"""Reflectance oximeters: root mean square error up to 3.5 % is allowed (FDA); half of it is this person's noise."""
LOCKED: Final = 0.012
"""Share of waking readings that follow the steps (design value)."""


@dataclass(slots=True)
class Worn:
    """When the watch measures, and when what it measured arrives."""

    off: list[tuple[int, int]] = field(default_factory=list)
    away: list[tuple[int, int]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def on(self, at_ms: int) -> bool:
        """Return whether it is worn and charged."""
        return not _inside(self.off, at_ms)

    def arrival(self, at_ms: int) -> int:
        """Return when a reading arrives: at the next sync, or when the phone is back."""
        for start, end in self.away:
            if start <= at_ms < end:
                return end
            if start > at_ms:
                break
        return at_ms - at_ms % SYNC_MS + SYNC_MS


def _inside(spans: list[tuple[int, int]], at_ms: int) -> bool:
    """Return whether a moment lies in one of the spans, which are in order; what is past is forgotten."""
    while spans and spans[0][1] <= at_ms - DAY_MS:
        spans.pop(0)
    return any(start <= at_ms < end for start, end in spans)


def _worn(body: Body, seed: int, days: int) -> Worn:
    rng = dice(seed, body.traits.person, "watch worn")
    worn, source = Worn(), f"watch-{body.traits.person}"
    for day in range(days):
        bed, wake = body.plan.nights[day]
        charge = wake + round(rng.uniform(0.2, 1.5) * HOUR_MS)
        worn.off.append((charge, charge + round(rng.uniform(40, 80) * MINUTE_MS)))
        if rng.random() < 0.06:
            worn.off.append((bed - HOUR_MS, wake + HOUR_MS // 2))
        if rng.random() < 0.015:
            start = START_MS + day * DAY_MS + round(rng.uniform(8, 20) * HOUR_MS)
            worn.off.append((start, start + round(rng.uniform(4, 20) * HOUR_MS)))
            worn.faults.append(Fault("battery_empty", source, *worn.off[-1]))
        if rng.random() < 0.05:
            start = START_MS + day * DAY_MS + round(rng.uniform(6, 20) * HOUR_MS)
            worn.away.append((start, start + round(rng.uniform(2, 12) * HOUR_MS)))
    worn.off.sort()
    worn.away.sort()
    return worn


def wear(body: Body, seed: int, days: int) -> tuple[list[Reading], list[Fault]]:
    """Return a watch's readings of so many days, and its faults."""
    traits, worn = body.traits, _worn(body, seed, days)
    rng, source = dice(seed, traits.person, "watch"), f"watch-{traits.person}"
    readings: list[Reading] = []
    activity, walked, wander = 0.0, 0.0, 0.0
    night_bpm: list[float] = []
    for at in range(START_MS, START_MS + days * DAY_MS, STEP_MS):
        night = body.night(at)
        # Moving about comes and goes in bouts of a quarter of an hour.
        activity = 0.75 * activity + 0.25 * (rng.random() ** 4 * 2.2 if night is None else 0.0)
        wander = 0.8 * wander + rng.gauss(0, 1.6 if night is None else 1.1)
        draw, noise, locked = rng.random(), rng.gauss(0, DEVICE_SD_BPM), rng.random() < LOCKED
        step = rng.random()
        if (at - START_MS) % DAY_MS == 0:
            walked = 0.0
        if night is None:
            effort = min(1.0, body.exercising(at))
            walked += step * traits.steps / 90 * (0.3 + 2.2 * activity) + 450 * effort
        if not worn.on(at):
            continue
        arrival = worn.arrival(at)
        bpm = body.bpm(at, activity) + wander + noise
        quality = 95 - round(30 * activity)
        if locked and night is None:
            # Cadence of a walk, about 100-125 steps a minute (Tudor-Locke, Br J Sports Med 2018;52:776).
            bpm, quality = 100 + 25 * draw, 45 if draw < 0.6 else 80
        readings.append(Reading(arrival, at, "heart_rate", source, round(min(max(bpm, 25), 220), 0), quality))
        if night is None:
            if at % (30 * MINUTE_MS) == 0:
                readings.append(Reading(arrival, at, "steps", source, float(round(walked))))
            night_bpm += [bpm] if not locked and activity < 0.1 else []
            continue
        night_bpm.append(bpm)
        _at_night(readings, body, at, arrival=arrival, draw=draw, noise=noise)
    readings += _mornings(body, seed, days, worn, readings)
    return readings, worn.faults


def _at_night(readings: list[Reading], body: Body, at: int, *, arrival: int, draw: float, noise: float) -> None:
    """Breaths every quarter of an hour, saturation every half."""
    share, source = noise / DEVICE_SD_BPM, f"watch-{body.traits.person}"
    if at % (15 * MINUTE_MS) == 0:
        breaths = max(6.0, body.breaths(at) + 0.9 * share)
        readings.append(Reading(arrival, at, "respiratory_rate", source, round(breaths, 1), 90))
    elif at % (30 * MINUTE_MS) == STEP_MS:
        saturation, quality = body.spo2(at) + DEVICE_SD_SPO2 * share, 90
        if draw < 0.03:
            # An arm under the pillow.
            saturation, quality = saturation - 4 - 250 * draw, 40 if draw < 0.018 else 75
        readings.append(Reading(arrival, at, "spo2", source, float(round(min(max(saturation, 60), 100))), quality))


def _mornings(body: Body, seed: int, days: int, worn: Worn, readings: list[Reading]) -> list[Reading]:
    """Resting heart rate, HRV, sleep and battery, told once a day after waking; none without three hours of night."""
    traits, source = body.traits, f"watch-{body.traits.person}"
    rng = dice(seed, traits.person, "mornings")
    rates: dict[int, list[float]] = {}
    for row in readings:
        if row.vital == "heart_rate":
            night = body.night(row.effective_ms)
            if night is not None:
                rates.setdefault(night, []).append(row.value)
    told = []
    for day in range(days - 1):
        rmssd, slept, battery = rng.gauss(0, 0.14), rng.gauss(0.93, 0.03), rng.uniform(35, 90)
        bed, wake = body.plan.nights[day]
        night_rates = sorted(rates.get(day, ()))
        if len(night_rates) < 36:
            continue
        at = wake + 20 * MINUTE_MS
        arrival = worn.arrival(at)
        lowest = mean(night_rates[: len(night_rates) // 3])
        hrv = (
            traits.rmssd_ms
            * body.rmssd_share(bed + 4 * HOUR_MS)
            * (1 + rmssd)
            * (0.8 if day in body.plan.drinks else 1)
        )
        told += [
            Reading(arrival, at, "resting_heart_rate", source, round(lowest, 0)),
            Reading(arrival, at, "hrv_rmssd", source, round(max(4.0, hrv), 1)),
            Reading(arrival, at, "sleep_duration", source, round((wake - bed) * min(slept, 1.0) / MINUTE_MS, 0)),
            Reading(arrival, at, "device_battery", source, round(battery, 0)),
        ]
    return told


def spot(body: Body, seed: int, days: int) -> list[Reading]:
    """Return what a person measures by hand: a finger oximeter, a thermometer once in a while and when feeling ill."""
    traits = body.traits
    rng = dice(seed, traits.person, "by hand")
    readings = []
    for day in range(days):
        for _ in range(poisson(rng, traits.finger_per_day)):
            at = body.plan.nights[day][0] - round(rng.uniform(2, 13) * HOUR_MS)
            low_before = True
            for again in range(2):
                cold, noise, low = rng.random() < 0.03, rng.gauss(0, 1.2), rng.uniform(4, 10)
                repeats = rng.random() < 0.7
                if not low_before:
                    continue
                moment = at + again * 2 * MINUTE_MS
                value = body.spo2(moment) + noise - (low if cold else 0)
                quality = 45 if cold and low > 7 else 92
                readings.append(
                    Reading(moment, moment, "spo2", f"finger-{traits.person}", float(round(min(value, 100))), quality)
                )
                # Whoever sees an unusually low value measures again.
                low_before = value <= traits.spo2_awake - 3 and repeats
        if rng.random() < 1 / 30:
            at = body.plan.nights[day][0] - round(rng.uniform(1, 12) * HOUR_MS)
            readings.append(_temperature(body, at, rng.gauss(0, 0.12)))
    ill = dice(seed, traits.person, "thermometer")
    for one in body.plan.illnesses:
        for half_day in range(8):
            at = one.symptom_ms + round((half_day / 2 + ill.uniform(0, 0.3)) * DAY_MS)
            noise, measured = ill.gauss(0, 0.12), ill.random() < 0.6
            if measured and body.night(at) is None:
                readings.append(_temperature(body, at, noise))
    return readings


def _temperature(body: Body, at: int, noise: float) -> Reading:
    value = round(body.temperature(at) + noise, 1)
    return Reading(at + 1000, at, "temperature", f"thermometer-{body.traits.person}", value)
