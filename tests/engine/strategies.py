"""Hypothesis strategies for readings, shared by the tests of the store and of the monitor."""

from healthsense_engine.measurement import Measurement
from healthsense_engine.vitals import SITES, VITALS
from hypothesis import strategies as st

NOON_MS = 1_750_075_200_000
"""2025-06-16 12:00 UTC, a Monday."""

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS


def reading(
    vital: str,
    effective_ms: int,
    value: float,
    *,
    source: str = "ha:one",
    received_ms: int | None = None,
    quality: int | None = None,
) -> Measurement:
    """Return a reading with what a test does not care about filled in."""
    scaled = VITALS[vital].to_scaled(value, VITALS[vital].unit)
    assert scaled is not None
    return Measurement(vital, effective_ms, source, scaled, received_ms or effective_ms, quality)


@st.composite
def readings(
    draw: st.DrawFn,
    *,
    vitals: tuple[str, ...] = ("heart_rate", "spo2", "temperature", "weight", "supplemental_oxygen"),
    sources: tuple[str, ...] = ("ha:one", "ha:two"),
    start_ms: int = NOON_MS,
    span_ms: int = 3 * HOUR_MS,
    step_ms: int = 20_000,
) -> Measurement:
    """Return a reading; few distinct times and values, so that keys and ranks collide often."""
    vital = VITALS[draw(st.sampled_from(vitals))]
    low, high = (round(bound * vital.scale) for bound in vital.plausible)
    value = st.one_of(st.integers(low, high), st.sampled_from((low, high, (low + high) // 2)))
    effective_ms = start_ms + step_ms * draw(st.integers(0, span_ms // step_ms - 1))
    return Measurement(
        vital.key,
        effective_ms,
        draw(st.sampled_from(sources)),
        draw(value),
        effective_ms + draw(st.sampled_from((-2_000, 0, 1_000, 5 * HOUR_MS))),
        draw(st.sampled_from((None, 0, 50, 100))),
        draw(st.sampled_from(SITES)) if vital.sites else SITES[0],
    )
