"""Simulated readings of a demo person for any stretch of time, as fine as one asks."""

import csv
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from .body import Body, number
from .episodes import QUIET, Story
from .glucose import glucose
from .people import DemoPerson

SOURCE: Final = "demo"
HOUR: Final = timedelta(hours=1)
GLUCOSE_MINUTES: Final = 15
MORNING_HOUR: Final = 7


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a recording, in the format of ``script/replay``."""

    time: datetime
    vital: str
    value: float | str
    unit: str


@dataclass(frozen=True, slots=True)
class Pace:
    """How often what a watch measures comes, in minutes (divisors of 60). ``nights``: oxygen only in the night."""

    heart_rate: int = 1
    spo2: int = 1
    breathing: int = 10
    steps: int = 10
    nights: bool = False


LIVE: Final = Pace()
FIVE_MINUTES: Final = Pace(heart_rate=5, spo2=5)
DISTANT: Final = Pace(heart_rate=15, spo2=15, breathing=60, steps=60, nights=True)
MINUTES: Final = Pace(heart_rate=1, spo2=15, breathing=60, steps=60, nights=True)
_NIGHT: Final = frozenset((23, *range(7)))
_NIGHT_OR_HAND: Final = frozenset((*range(20, 24), *range(9)))

# A night's stages, as shares of it: cycles of an hour and a half, deep sleep first, dreams towards the morning.
_STAGES: Final = (
    (0.00, "light"), (0.04, "deep"), (0.12, "light"), (0.17, "rem"), (0.20, "light"), (0.24, "deep"), (0.32, "light"),
    (0.38, "rem"), (0.43, "awake"), (0.44, "light"), (0.52, "deep"), (0.56, "light"), (0.61, "rem"), (0.68, "light"),
    (0.76, "awake"), (0.77, "light"), (0.82, "rem"), (0.92, "light"), (1.00, "awake"),
)  # fmt: skip


def check_up(person: DemoPerson, moment: datetime, story: Story = QUIET) -> Iterator[Row]:
    """Yield what the household writes down together: cuff, thermometer, breaths, how they are."""
    body = Body(person, story)
    yield from (row for row in (*_cuff(body, moment), *_told(body, moment)) if row.vital in person.recorded)


def _cuff(body: Body, moment: datetime) -> Iterator[Row]:
    systolic, diastolic, pulse = body.cuff(moment)
    yield Row(moment, "systolic", systolic, "mmHg")
    yield Row(moment, "diastolic", diastolic, "mmHg")
    yield Row(moment, "cuff_pulse", pulse, "bpm")


def _told(body: Body, moment: datetime) -> Iterator[Row]:
    yield Row(moment, "temperature", body.temperature(moment), "°C")
    yield Row(moment, "respiratory_rate", body.respiratory_rate(moment), "/min")
    yield Row(moment, "consciousness", "alert", "")
    yield Row(moment, "supplemental_oxygen", "off", "")


def _morning(body: Body, moment: datetime) -> Iterator[Row]:
    yield Row(moment, "weight", body.weight(moment), "kg")
    yield Row(moment, "resting_heart_rate", body.resting_heart_rate(moment), "bpm")
    yield Row(moment, "hrv_rmssd", body.rmssd(moment), "ms")
    yield Row(moment, "sleep_duration", body.sleep_minutes(moment), "min")


class _Watch:
    """What a person's devices measure by the clock: each part every so many minutes."""

    def __init__(self, person: DemoPerson, pace: Pace, story: Story) -> None:
        self._person = person
        self._body = Body(person, story)
        self._story = story
        self._pace = pace
        self._night: tuple[date, dict[int, str]] | None = None
        parts: tuple[tuple[str, int, Callable[[datetime], float | str], str], ...] = (
            ("heart_rate", pace.heart_rate, lambda moment: round(self._body.heart_rate(moment), 1), "bpm"),
            ("spo2", pace.spo2, self._body.spo2, "%"),
            ("respiratory_rate", pace.breathing, self._body.respiratory_rate, "/min"),
            ("steps", pace.steps, self._body.steps, "steps"),
            ("glucose", GLUCOSE_MINUTES, lambda moment: glucose(person, moment), "mg/dL"),
        )
        self._due = [
            [part for part in parts if part[0] in person.recorded and minute % part[1] == 0] for minute in range(60)
        ]

    def minutes(self, hour: int) -> Sequence[int]:
        """Return the minutes of an hour in which something may be measured."""
        return range(60) if hour in _NIGHT_OR_HAND else [minute for minute, due in enumerate(self._due) if due]

    def at(self, moment: datetime) -> Iterator[Row]:
        """Yield what is measured in this minute."""
        if due := self._due[moment.minute]:
            share = number(self._person.name, moment.date(), "off") if self._story.is_past(moment) else 0
            off = self._story.is_off(share, self._person.name, moment)
            for vital, _, value, unit in due:
                if off and vital != "glucose":
                    continue
                if vital != "spo2" or not self._pace.nights or moment.hour in _NIGHT:
                    yield Row(moment, vital, value(moment), unit)
        if moment.hour in _NIGHT_OR_HAND:
            if (stage := self._stage(moment)) is not None:
                yield Row(moment, "sleep_stage", stage, "")
            yield from self._by_hand(moment)

    def _by_hand(self, moment: datetime) -> Iterator[Row]:
        at = (moment.hour, moment.minute)
        if at == (7, 0):
            yield from _morning(self._body, moment)
        if at[0] not in (8, 20) or at[1] > 1 or self._forgets(moment):
            return
        if at[1] == 0:
            yield from check_up(self._person, moment, self._story)
        else:
            yield from _cuff(self._body, moment)

    def _forgets(self, moment: datetime) -> bool:
        """Return whether this check-up was left out: one in thirty, and of a fit young woman most."""
        if not self._story.is_past(moment):
            return False
        kept = 0.97 if "blood_pressure" in self._person.care_plan else 0.15
        return number(self._person.name, moment.date(), moment.hour, "forgets") > kept

    def _stage(self, moment: datetime) -> str | None:
        """Return the stage of sleep that begins now."""
        if MORNING_HOUR <= moment.hour < 20:
            return None
        morning = (moment + timedelta(hours=24 - MORNING_HOUR)).replace(hour=MORNING_HOUR, minute=0)
        if self._night is None or self._night[0] != morning.date():
            self._night = (morning.date(), _stages(self._body, morning))
        before = (morning.hour - moment.hour) % 24 * 60 - moment.minute
        return self._night[1].get(before)


def _stages(body: Body, morning: datetime) -> dict[int, str]:
    """Return the stages of the night before ``morning``, by how many minutes before it each begins."""
    length = min(body.sleep_minutes(morning), 9 * 60)
    wakes = 1 + round(25 * number(body.person.name, morning.date(), "wakes"))
    return {wakes + length - math.floor(share * length): stage for share, stage in _STAGES}


def rows(
    person: DemoPerson, start: datetime, end: datetime, *, pace: Pace = LIVE, story: Story = QUIET
) -> Iterator[Row]:
    """Yield the simulated readings of ``start`` <= time < ``end``, oldest first.

    What a watch measures comes at its ``pace``, glucose each 15 min, the check-up (with two cuff readings a minute
    apart) at 8 and 20 o'clock, the morning's facts at 7, each stage of a night when it begins. Both moments need a time
    zone; the hours are those of ``start``'s.
    """
    watch = _Watch(person, pace, story)
    hour = start.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    while hour < end:
        # Hour by hour through the world's time: the clocks change twice a year.
        local = hour.astimezone(start.tzinfo)
        for minute in watch.minutes(local.hour):
            moment = local.replace(minute=minute)
            if start <= moment < end:
                yield from (row for row in watch.at(moment) if row.vital in person.recorded)
        hour += HOUR


def write_csv(path: Path, recording: list[Row]) -> None:
    """Write a recording as ``script/replay`` reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("time", "vital", "value", "unit", "source"))
        writer.writerows((row.time.isoformat(), row.vital, row.value, row.unit, SOURCE) for row in recording)
