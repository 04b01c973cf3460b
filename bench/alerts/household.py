"""Four people's simulated time: `household(seed)` gives the same bytes for the same seed, days and effect."""

from collections.abc import Iterator
from typing import Final

from . import cuff, glucose, oximeter, watch
from .body import Body
from .plan import notes, plan
from .stream import DAY_MS, START_MS, Label, Reading, Stream
from .traits import PEOPLE, Traits

YEAR_DAYS: Final = 364
"""Fifty-two weeks."""

# Which vital signs an event shows in: whoever finds it must have seen one of them.
SHOWS_IN: Final = {
    "infection": frozenset(
        {"heart_rate", "resting_heart_rate", "respiratory_rate", "temperature", "hrv_rmssd", "spo2"}
    ),
    "pneumonia": frozenset(
        {"heart_rate", "resting_heart_rate", "respiratory_rate", "temperature", "hrv_rmssd", "spo2"}
    ),
    "exacerbation": frozenset(
        {"heart_rate", "resting_heart_rate", "respiratory_rate", "temperature", "hrv_rmssd", "spo2"}
    ),
    "desaturation": frozenset({"spo2", "heart_rate"}),
    "rapid_heart": frozenset({"heart_rate", "cuff_pulse"}),
    "pressure_crisis": frozenset({"systolic", "diastolic"}),
    "hypo_1": frozenset({"glucose"}),
    "hypo_2": frozenset({"glucose"}),
    "hyper_2": frozenset({"glucose"}),
}
"""Kind of event -> the vital signs that it disturbs."""


def person(traits: Traits, seed: int, *, days: int = YEAR_DAYS, effect: float = 1.0) -> Stream:
    """Return one person's readings, labels, faults and notes.

    ``effect`` scales every change that an event makes (1 as published, 0.5 half, 0 nothing happens).
    """
    if days < 28 or not 0 <= effect <= 2:
        raise ValueError("days: at least 28; effect: 0 to 2")
    made = plan(traits, seed, days, effect)
    body = Body(traits, made)
    readings, faults = watch.wear(body, seed, days)
    readings += watch.spot(body, seed, days)
    for found, broken in (cuff.measure(body, seed, days), oximeter.nights(body, seed)):
        readings += found
        faults += broken
    labels = body.labels()
    trace = glucose.truth(body, seed, days)
    if trace:
        found, broken = glucose.sense(body, seed, days, trace)
        readings += found
        faults += broken
        labels += glucose.label(trace)
    end = START_MS + days * DAY_MS
    readings = sorted(row for row in readings if row.effective_ms >= START_MS and row.received_ms < end)
    labels = sorted(_seen(labels, readings), key=lambda one: (one.onset_ms, one.kind))
    labels = [one for one in labels if one.end_ms <= end]
    return Stream(
        traits.person,
        traits.profile,
        days,
        tuple(readings),
        tuple(labels),
        tuple(sorted(faults, key=lambda one: (one.start_ms, one.kind))),
        tuple(one for one in notes(made, traits, seed, effect) if START_MS <= one.at_ms < end),
    )


def _seen(labels: list[Label], readings: list[Reading]) -> Iterator[Label]:
    """Yield each label with whether a device measured what it shows in while it lasted."""
    times: dict[str, list[int]] = {}
    for row in readings:
        times.setdefault(row.vital, []).append(row.effective_ms)
    for one in labels:
        vitals = SHOWS_IN[one.kind]
        yield one._replace(
            seen=any(one.onset_ms <= at <= one.end_ms for vital in vitals for at in times.get(vital, ()))
        )


def household(seed: int, *, days: int = YEAR_DAYS, effect: float = 1.0) -> Iterator[Stream]:
    """Yield the four people's streams, one after the other."""
    for traits in PEOPLE:
        yield person(traits, seed, days=days, effect=effect)
