"""The best that fixed limits can do: each vital at its own strictness, chosen with hindsight on the judged streams.

Nobody at home can choose like this; a comparison with it errs in favour of Home Assistant's helpers.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .alarm import Alarm
from .scoring import tally
from .stream import Stream


class Choice(NamedTuple):
    """One vital sign at one setting: how many alerts it makes, and which events it finds."""

    alerts: int
    events: frozenset[tuple[str, int]]


def choices(name: str, stream: Stream, alarms: Sequence[Alarm]) -> dict[str, Choice]:
    """Return what each vital sign alone makes of one person's stream; ``name`` tells streams apart."""
    by_vital: dict[str, list[Alarm]] = {}
    for alarm in alarms:
        by_vital.setdefault(alarm.reason, []).append(alarm)
    return {
        vital: Choice(
            len(of_vital),
            frozenset(
                (name, place) for place, found in enumerate(tally(stream, of_vital).found) if found.delay_ms is not None
            ),
        )
        for vital, of_vital in by_vital.items()
    }


def curve(settings: Sequence[Mapping[str, Choice]], weeks: float, events: int) -> list[tuple[float, float]]:
    """Return (alerts a person-week, share found) of a greedy choice: always the change that finds most per alert.

    ``settings``: for each strictness, every vital sign's choice.
    """
    nothing = Choice(0, frozenset())
    chosen: dict[str, Choice] = {}
    vitals = sorted({vital for setting in settings for vital in setting})
    points = [(0.0, 0.0)]
    found: frozenset[tuple[str, int]] = frozenset()
    alerts = 0
    while True:
        best: tuple[float, int, str, Choice] | None = None
        for vital in vitals:
            rest = frozenset().union(*(one.events for key, one in chosen.items() if key != vital))
            now = chosen.get(vital, nothing)
            for setting in settings:
                choice = setting.get(vital, nothing)
                gain, cost = len(rest | choice.events) - len(found), choice.alerts - now.alerts
                if gain <= 0:
                    continue
                worth = gain / max(cost, 0.001)
                if best is None or (worth, -cost, vital) > (best[0], -best[1], best[2]):
                    best = (worth, cost, vital, choice)
        if best is None:
            return points
        _, cost, vital, choice = best
        chosen[vital] = choice
        alerts += cost
        found = frozenset().union(*(one.events for one in chosen.values()))
        points.append((round(alerts / weeks, 3), round(len(found) / events, 4) if events else 0.0))
