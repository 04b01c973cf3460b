"""What happened in the demo household before it was first started: an illness, an evening of high pressure, a fever.

Each lies so many days before the first start (``anchor``), so that a new household always has a past worth looking at.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Episode:
    """What departs from usual: it swells, stays and goes. ``effects``: what is added to a vital at its height.

    It begins ``days_before`` the anchor's day, at ``hour`` of that day, and lasts ``hours``.
    """

    person: str
    days_before: int
    hour: float
    hours: float
    effects: Mapping[str, float]
    sharp: bool = False

    def begins(self, anchor: datetime) -> datetime:
        """Return when it begins; ``anchor`` has the household's time zone."""
        midnight = anchor.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight - self.days_before * DAY + self.hour * HOUR

    def height(self, anchor: datetime, moment: datetime) -> float:
        """Return how far it is on, 0-1."""
        into = (moment - self.begins(anchor)) / HOUR / self.hours
        if not 0 <= into < 1:
            return 0.0
        return 1.0 if self.sharp else min(1.0, 1.6 * math.sin(math.pi * into))


ILLNESS: Final = Episode(
    "Anna", 41, 14, 6 * 24,
    MappingProxyType({
        "heart_rate": 9, "resting_heart_rate": 9, "temperature": 1.9, "respiratory_rate": 2.5, "spo2": -1.0,
        "rmssd_share": -0.35, "steps_share": -0.75, "sleep": 60,
    }),
)  # fmt: skip
HIGH_PRESSURE: Final = Episode(
    "Ben", 18, 19.5, 1.5, MappingProxyType({"systolic": 52, "diastolic": 21, "cuff_pulse": 11}), sharp=True
)
FEVER: Final = Episode(
    "Ben", 0, 6, 12, MappingProxyType({"temperature": 2.0, "heart_rate": 9, "respiratory_rate": 2}), sharp=True
)


@dataclass(frozen=True, slots=True)
class Story:
    """The episodes of a household, and the moment from which they are counted back. Without one nothing happened."""

    anchor: datetime | None = None
    episodes: tuple[Episode, ...] = ()
    _by_person: dict[str, tuple[Episode, ...]] = field(init=False, repr=False, default_factory=dict)

    def effect(self, person: str, vital: str, moment: datetime) -> float:
        """Return what the episodes add to a person's vital now."""
        if self.anchor is None:
            return 0.0
        if (own := self._by_person.get(person)) is None:
            own = self._by_person[person] = tuple(one for one in self.episodes if one.person == person)
        return sum(one.effects[vital] * one.height(self.anchor, moment) for one in own if vital in one.effects)

    def is_past(self, moment: datetime) -> bool:
        """Return whether it lies so far back that something may be missing; never in the last days."""
        return self.anchor is not None and moment < self.anchor - 3 * DAY

    def is_off(self, share: float, person: str, moment: datetime) -> bool:
        """Return whether the watch lies on its charger; ``share`` is a number of the day, 0-1. Never in the last days.

        Each evening for half an hour, and each third week or so for most of a day, forgotten.
        """
        if not self.is_past(moment):
            return False
        start = 18.5 + 2 * share + len(person) / 10
        hour = moment.hour + moment.minute / 60
        return start <= hour < start + 0.6 or (share > 0.95 and 9 <= hour < 20)


EPISODES: Final = (ILLNESS, HIGH_PRESSURE, FEVER)
QUIET: Final = Story()
