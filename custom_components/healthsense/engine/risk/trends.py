"""Four hours of hourly medians of each vital, as the inputs that the hypoxia models know.

Training and use call the same function, so that an input means the same in both.
"""

from collections.abc import Mapping, Sequence
from math import fsum
from typing import Final

HOURS: Final = 4
TREND_VITALS: Final = ("heart_rate", "spo2", "respiratory_rate")
PRESSURES: Final = ("systolic", "diastolic")

Hourly = Sequence[float | None]


def slope(values: Hourly) -> float | None:
    """Return the least-squares slope per hour of hourly values, oldest first; None below three of them."""
    known = [(hour, value) for hour, value in enumerate(values) if value is not None]
    if len(known) < 3:
        return None
    middle = fsum(hour for hour, _ in known) / len(known)
    spread = fsum((hour - middle) ** 2 for hour, _ in known)
    return fsum((hour - middle) * value for hour, value in known) / spread


def mean(values: Hourly) -> float | None:
    """Return the mean of the hours that are known; None where none is."""
    known = [value for value in values if value is not None]
    return fsum(known) / len(known) if known else None


def features(hourly: Mapping[str, Hourly]) -> dict[str, float | None]:
    """Return the inputs, by name, of hourly medians of four hours, oldest first (None: an hour without).

    For ``heart_rate`` (bpm), ``spo2`` (%) and ``respiratory_rate`` (/min): ``_now`` (the newest
    hour), ``_mean`` and ``_slope`` (per hour, of at least three hours); ``spo2_min`` the lowest
    hour; for ``systolic`` and ``diastolic`` (mmHg): ``_now`` (the newest hour that has one) and
    ``_mean``. What cannot be told is None.

    Raises:
        ValueError: a vital has not four hours.
    """
    found: dict[str, float | None] = {}
    for vital in (*TREND_VITALS, *PRESSURES):
        values = hourly.get(vital, (None,) * HOURS)
        if len(values) != HOURS:
            raise ValueError(f"{vital}: {len(values)} hours where {HOURS} are needed")
        if vital in PRESSURES:
            found[f"{vital}_now"] = next((value for value in reversed(values) if value is not None), None)
        else:
            found[f"{vital}_now"] = values[-1]
            found[f"{vital}_slope"] = slope(values)
        found[f"{vital}_mean"] = mean(values)
    saturations = [value for value in hourly.get("spo2", ()) if value is not None]
    found["spo2_min"] = min(saturations, default=None)
    return found
