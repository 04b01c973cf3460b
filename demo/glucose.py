"""The glucose of somebody with type 1 diabetes, as a sensor under the skin tells it. Simulated, and simple.

Three meals a day, each a rise that an injection brings down again, now and then too far; the dawn rise; slow drift.
"""

import math
from datetime import datetime, timedelta
from typing import Final

from .body import drift, noise, number
from .people import DemoPerson

BASE_MG_DL: Final = 122
MEALS: Final = ((7.4, 95), (12.6, 85), (18.8, 110))
"""Hour of the day, and about how far it raises glucose in mg/dL."""

LOW_NIGHT: Final = 0.8
"""A number of the night beyond this: too much insulin in the evening."""

_REACH_H: Final = 6.0


def _meal(into_h: float, size: float, too_much: float) -> float:
    """Return what a meal does ``into_h`` hours after it: a peak at 70 minutes, and the injection's tail."""
    if not 0 <= into_h < _REACH_H:
        return 0.0
    rise = into_h / 1.15 * math.exp(1 - into_h / 1.15)
    tail = math.exp(-(((into_h - 3.4) / 1.1) ** 2))
    return size * rise - size * too_much * tail


def glucose(person: DemoPerson, moment: datetime) -> int:
    """Return mg/dL."""
    value = BASE_MG_DL + 13 * drift(person, "glucose", moment) + 3 * noise(person, "glucose", moment)
    hour = moment.hour + moment.minute / 60
    value += 24 * math.exp(-(((hour - 6.5) / 1.6) ** 2))
    for days in (0, 1):
        day = (moment - timedelta(days=days)).date()
        for at, (usual_h, size) in enumerate(MEALS):
            when = usual_h + (number(person.name, day, at, "when") - 0.5) * (1.6 if day.weekday() >= 5 else 0.7)
            share = 0.5 + 1.2 * number(person.name, day, at, "size")
            too_much = 0.2 + 0.85 * number(person.name, day, at, "insulin") ** 2
            value += _meal(hour + 24 * days - when, size * share, too_much)
    if number(person.name, moment.date(), "night") > LOW_NIGHT:
        value -= 66 * math.exp(-(((hour - 2.8) / 0.9) ** 2))
    return max(43, min(360, round(value)))
