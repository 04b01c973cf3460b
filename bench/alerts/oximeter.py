"""A bedside oximeter: a whole night second by second, as Home Assistant sees it.

The device measures once a second and shows whole per cent. A home automation system passes a state on when it
changes; this one also every ten seconds, so that silence can be told from a steady value. That is what makes whole
nights affordable, and it hides nothing: between two readings the display did not change. The pulse comes every
half minute. It is worn on some nights a week only.

Rates of faults are design values: of oximeter alarms 80-99 % are false or of no consequence (Cvach, Biomed Instrum
Technol 2012;46:268), most from movement (Petterson, Anesth Analg 2007;105:S78).
"""

from dataclasses import dataclass
from math import exp, pi, sin
from random import Random
from typing import Final

from .body import Body
from .stream import HOUR_MS, MINUTE_MS, Fault, Reading, dice, poisson

HEARTBEAT_S: Final = 10
PULSE_S: Final = 30
SECOND_MS: Final = 1000
A_NIGHT: Final = {
    # kind: (mean number, shortest and longest in seconds)
    "motion": (5.0, 3, 25),
    "loose": (0.25, 60, 600),
    "low_perfusion": (0.3, 300, 1800),
    "frozen": (0.1, 600, 3600),
    "off": (0.4, 300, 3600),
}
REM_DIPS: Final = 2.5
"""A night's dips in REM sleep of someone with COPD, 2-4 points for some minutes: ordinary for her
(Douglas, Lancet 1979;1:1; design values)."""


@dataclass(frozen=True, slots=True)
class _Span:
    kind: str
    start_s: int
    end_s: int
    size: float
    quality: int


def _draw(rng: Random, seconds: int) -> tuple[list[_Span], list[_Span]]:
    """Return the night's faults and REM dips."""
    faults = []
    for kind, (mean, short, long) in A_NIGHT.items():
        for _ in range(poisson(rng, mean)):
            start, length = rng.randrange(seconds), round(rng.uniform(short, long))
            told, size = rng.random(), rng.uniform(0, 1)
            quality = {"motion": 35, "loose": 25, "low_perfusion": 40}.get(kind, 95) if told < 0.75 else 90
            faults.append(_Span(kind, start, min(start + length, seconds), size, quality))
    dips = []
    for _ in range(poisson(rng, REM_DIPS)):
        start, length = rng.randrange(seconds // 3, seconds), round(rng.uniform(120, 420))
        dips.append(_Span("rem", start, min(start + length, seconds), rng.uniform(2, 4), 0))
    return sorted(faults, key=lambda one: one.start_s), dips


def _untrue(span: _Span, second: int, value: float, noise: float) -> float:
    if span.kind == "motion":
        return value - 4 - 20 * span.size * sin(pi * (second - span.start_s + 1) / (span.end_s - span.start_s + 1))
    if span.kind == "loose":
        return 62 + 22 * span.size + 3 * noise
    if span.kind == "low_perfusion":
        return value - 2 + 3 * noise
    return value


def nights(body: Body, seed: int) -> tuple[list[Reading], list[Fault]]:
    """Return the readings of all nights on which it is worn, and its faults."""
    readings: list[Reading] = []
    faults: list[Fault] = []
    source = f"oximeter-{body.traits.person}"
    for night in sorted(body.plan.oximeter_nights):
        rng = dice(seed, body.traits.person, "oximeter", night)
        bed, wake = body.plan.nights[night]
        seconds = (wake - bed) // SECOND_MS
        spans, dips = _draw(rng, seconds)
        faults += [Fault(one.kind, source, bed + one.start_s * SECOND_MS, bed + one.end_s * SECOND_MS) for one in spans]
        _night(readings, body, rng, bed=bed, seconds=seconds, spans=spans, dips=dips)
    return readings, faults


def _night(
    readings: list[Reading], body: Body, rng: Random, *, bed: int, seconds: int, spans: list[_Span], dips: list[_Span]
) -> None:
    source = f"oximeter-{body.traits.person}"
    shift, drift, shown_mean = rng.gauss(0, 0.5), 0.0, body.spo2(bed)
    fast = exp(-1 / 8)
    last, last_second, frozen, usual = -1, -HEARTBEAT_S, -1, body.spo2(bed)
    span, due = None, 0
    quiet = [one for one in body.bursts("desaturation") if one.end_ms > bed and one.start_ms < bed + 12 * HOUR_MS]
    for second in range(seconds):
        at = bed + second * SECOND_MS
        noise = rng.gauss(0, 1)
        # Minutes-long movement of the saturation itself: 0.8 points over ten minutes.
        drift = 0.9983 * drift + 0.0466 * noise
        near = any(one.start_ms <= at < one.end_ms for one in quiet)
        if near or second % 60 == 0:
            usual = body.spo2(at)
        true = usual + shift + drift
        for dip in dips:
            if dip.start_s <= second < dip.end_s:
                true -= dip.size * sin(pi * (second - dip.start_s) / (dip.end_s - dip.start_s))
        # The device averages over eight seconds.
        shown_mean = fast * shown_mean + (1 - fast) * true
        while due < len(spans) and spans[due].start_s <= second:
            span, due = spans[due], due + 1
        if span is not None and second >= span.end_s:
            span, frozen = None, -1
        quality, value = 95, shown_mean
        if span is not None:
            if span.kind == "off":
                continue
            value, quality = _untrue(span, second, shown_mean, noise), span.quality
            if span.kind == "frozen":
                frozen = last if frozen < 0 else frozen
                value = float(frozen)
        whole = round(min(max(value, 45), 100))
        if whole == last and second - last_second < HEARTBEAT_S:
            continue
        last, last_second = whole, second
        readings.append(Reading(at + SECOND_MS, at, "spo2", source, float(whole), quality))
        if second % PULSE_S == 0 or (second - 1) % PULSE_S == 0:
            _pulse(readings, body, at, quality=quality, noise=noise)


def _pulse(readings: list[Reading], body: Body, at: int, *, quality: int, noise: float) -> None:
    source = f"oximeter-{body.traits.person}"
    value = round(body.bpm(at - at % MINUTE_MS, 0.0) + noise, 0)
    readings.append(Reading(at + SECOND_MS, at, "heart_rate", source, value, quality))
