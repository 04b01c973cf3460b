"""Alternative (b): Home Assistant's `threshold` helper with its `alert` integration, on the same stream.

The semantics are those of Home Assistant 2026.10's own source, written anew as a plain simulation:

- `threshold` (``components/threshold/binary_sensor.py``): on when the value is under ``lower - hysteresis`` (or over
  ``upper + hysteresis``), off when it is over ``lower + hysteresis``; in between it stays; the first value between
  says off.
- `alert` (``components/alert/entity.py``): tells when the watched entity turns on, repeats after the delays of its
  list (the last one for ever) until somebody acknowledges or it turns off; then it is ready again.

A state has no past in Home Assistant: of readings that arrive together the newest becomes the state, and one that is
older than the state is lost.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from .alarm import Alarm
from .stream import MINUTE_MS, Stream

REPEAT_MIN: Final = (30,)
"""The documentation's own example of ``alert``: once half an hour later, and so on."""
ACKNOWLEDGED_AFTER_MS: Final = 10 * MINUTE_MS
"""How long the household takes to acknowledge."""


class Threshold:
    """One `threshold` helper with a lower or an upper limit."""

    def __init__(self, limit: float, hysteresis: float, *, lower: bool) -> None:
        """Know nothing yet."""
        self._limit, self._hysteresis, self._lower = limit, hysteresis, lower
        self.on: bool | None = None

    def feed(self, value: float) -> bool:
        """Take a value and return whether it is on."""
        if self.on is None:
            self.on = False
        below, above = value < self._limit - self._hysteresis, value > self._limit + self._hysteresis
        if below or above:
            self.on = below if self._lower else above
        return self.on


class RepeatingAlert:
    """One `alert` entity and the household that acknowledges it."""

    def __init__(self, repeat_min: tuple[float, ...] = REPEAT_MIN, acknowledged_after_ms: int | None = None) -> None:
        """Be idle. ``acknowledged_after_ms`` None: nobody acknowledges."""
        self._delays = [round(delay * MINUTE_MS) for delay in repeat_min]
        self._acknowledged_after_ms = acknowledged_after_ms
        self._began_ms: int | None = None

    def watch(self, *, on: bool, at_ms: int) -> tuple[int, int, int] | None:
        """Take the watched state; when an alert ends return its beginning, its end and how often it told."""
        if on and self._began_ms is None:
            self._began_ms = at_ms
        elif not on and self._began_ms is not None:
            began, self._began_ms = self._began_ms, None
            return began, at_ms, self._told(began, at_ms)
        return None

    def close(self, at_ms: int) -> tuple[int, int, int] | None:
        """Return what stands open at the end."""
        return self.watch(on=False, at_ms=at_ms)

    def _told(self, began_ms: int, ended_ms: int) -> int:
        """Return how often it told: at once, then after each delay while on and not acknowledged."""
        count, at, place = 1, began_ms, 0
        while True:
            at += self._delays[place]
            place = min(place + 1, len(self._delays) - 1)
            acknowledged = self._acknowledged_after_ms is not None and at >= began_ms + self._acknowledged_after_ms
            if at >= ended_ms or acknowledged:
                return count
            count += 1


@dataclass(frozen=True, slots=True)
class Setting:
    """How somebody set up the helpers: vital -> limits (lower, upper) and hysteresis. ``spo2_of``: who has an own."""

    name: str
    limits: Mapping[str, tuple[float | None, float | None, float]]
    spo2_of: Mapping[str, float]


def _setting(name: str, **limit: float) -> Setting:
    return Setting(
        name,
        {
            "heart_rate": (limit["slow"], limit["pulse"], 2),
            "resting_heart_rate": (None, limit["resting"], 0.5),
            "cuff_pulse": (limit["slow"], limit["pulse"], 2),
            "respiratory_rate": (None, limit["breaths"], 0.5),
            "temperature": (None, limit["fever"], 0.1),
            "spo2": (limit["spo2"], None, 0.5),
            "systolic": (90, limit["systolic"], 2),
            "diastolic": (None, limit["diastolic"], 2),
            "glucose": (limit["low"], limit["high"], 3),
        },
        {"clara": limit["spo2"] - 5},
    )


_NAMES: Final = "pulse slow breaths fever spo2 resting systolic diastolic low high".split()
_TABLE: Final = (
    ("1 laxest", 170, 30, 32, 39.5, 80, 95, 210, 125, 45, 380),
    ("2", 155, 35, 28, 39.0, 84, 88, 195, 118, 52, 340),
    ("3", 145, 38, 26, 38.8, 86, 82, 185, 112, 56, 310),
    ("4", 135, 40, 24, 38.5, 88, 76, 178, 107, 60, 285),
    ("5", 125, 43, 22, 38.2, 90, 70, 170, 102, 65, 262),
    ("6", 115, 46, 21, 38.0, 91, 66, 160, 96, 70, 250),
    ("7", 105, 48, 20, 37.8, 92, 62, 150, 91, 73, 220),
    ("8 strictest", 95, 50, 19, 37.5, 93, 58, 140, 86, 76, 200),
)

SETTINGS: Final = tuple(_setting(name, **dict(zip(_NAMES, limits, strict=True))) for name, *limits in _TABLE)
"""From lax to strict; saturation of the person with lung disease five points lower, as her household would set it."""


def _states(stream: Stream) -> Iterator[tuple[int, str, str, float]]:
    """Yield what Home Assistant's states become: (time, vital, source, value)."""
    newest: dict[tuple[str, str], int] = {}
    for received, rows in groupby(stream.readings, key=lambda row: row.received_ms):
        latest: dict[tuple[str, str], tuple[int, float]] = {}
        for row in rows:
            key = (row.vital, row.source)
            if row.effective_ms >= latest.get(key, (0, 0.0))[0]:
                latest[key] = (row.effective_ms, row.value)
        for key, (effective, value) in latest.items():
            if effective >= newest.get(key, 0):
                newest[key] = effective
                yield received, *key, value


def alarms(stream: Stream, setting: Setting) -> tuple[list[Alarm], int]:
    """Return the alerts of a setting, and how often phones rang with the repeats."""
    entities: dict[tuple[str, str, bool], tuple[Threshold, RepeatingAlert]] = {}
    found: list[Alarm] = []
    rung, end = 0, 0

    def keep(ended: tuple[int, int, int] | None, vital: str) -> int:
        if ended is None:
            return 0
        began_ms, ended_ms, count = ended
        found.append(Alarm(began_ms, ended_ms, frozenset({vital}), told_ms=(began_ms,), reason=vital))
        return count

    for end, vital, source, value in _states(stream):
        if vital not in setting.limits:
            continue
        lower, upper, hysteresis = setting.limits[vital]
        if vital == "spo2":
            lower = setting.spo2_of.get(stream.person, lower)
        for limit, is_lower in ((lower, True), (upper, False)):
            if limit is None:
                continue
            key = (vital, source, is_lower)
            if key not in entities:
                entities[key] = (
                    Threshold(limit, hysteresis, lower=is_lower),
                    RepeatingAlert(acknowledged_after_ms=ACKNOWLEDGED_AFTER_MS),
                )
            threshold, alert = entities[key]
            rung += keep(alert.watch(on=threshold.feed(value), at_ms=end), vital)
    for (vital, _, _), (_, alert) in entities.items():
        rung += keep(alert.close(end), vital)
    return sorted(found), rung
