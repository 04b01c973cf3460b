"""The past of the demo household: a year, lived through with a clock that is moved, or some weeks, told at once.

Whatever HealthSense knows of the past it was told through ``healthsense.record_measurement``. Where the clock can be
moved (``clock.py``) it is told in the order in which it happened, each reading not long after it was measured, so that
alerts rise, are answered and end as they would have.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from .client import DemoError, HomeAssistant
from .clock import Clock
from .episodes import DAY, EPISODES, HIGH_PRESSURE, HOUR, ILLNESS, QUIET, Story
from .glucose import glucose
from .household import device_ids, record
from .people import ANNA, BEN, CLARA, PEOPLE, DemoPerson
from .recording import DISTANT, FIVE_MINUTES, GLUCOSE_MINUTES, LIVE, MINUTES, Pace, Row, check_up, rows, write_csv
from .setup_people import plan_care

YEAR: Final = timedelta(days=366)
WEEKS: Final = timedelta(days=21)
NEAR: Final = timedelta(days=14)
RECENT: Final = timedelta(days=2)
STRIDE: Final = timedelta(days=7)
"""How far the clock is moved at once in the distant past, and later, where nothing happens."""

PLANNED: Final = timedelta(days=45)
"""So long ago it was planned what is to be measured when. From then on the clock is moved by a day at most."""

OFTEN: Final = timedelta(hours=6)
"""How far in the last days, in which each minute is told: what one call carries."""

SPORT: Final = timedelta(minutes=50)
SPORT_EVERY: Final = 4
"""Days from one run of Anna's to the next, since she is well again."""

SOON: Final = timedelta(minutes=1)
LOW_MG_DL: Final = 70
LOWS: Final = 5
"""So many of Clara's lows of the last days are lived through."""

MINUTE: Final = timedelta(minutes=1)
DUE_S: Final = 0.01
SETTLES: Final = 3
"""Each question waits for what was begun before it; an answer may begin something once more."""


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """A moment to which the clock is moved. ``answers``: who then answers their alerts, ``useful``: were they.

    ``plans``: what is to be measured when is planned then. ``sport``: Anna then says that she exercises for a while.
    """

    at: datetime
    answers: str = ""
    useful: bool = True
    note: str = ""
    plans: bool = False
    sport: bool = False


def _illness(anchor: datetime) -> Iterator[Step]:
    first = ILLNESS.begins(anchor).replace(hour=8)
    for day in range(8):
        for hour in (0, 12):
            at = first + day * DAY + hour * HOUR
            yield Step(at + 5 * MINUTE)
            yield Step(
                at + 30 * MINUTE, ANNA.name, note="Cold and fever, stays in bed" if (day, hour) == (1, 0) else ""
            )


def _high_pressure(anchor: datetime) -> Iterator[Step]:
    at = HIGH_PRESSURE.begins(anchor).replace(hour=20, minute=0)
    yield Step(at + 3 * MINUTE)
    yield Step(at + 15 * MINUTE, BEN.name, note="Had shovelled snow; doctor called, measured again in the morning")
    yield Step(at + 12 * HOUR + 3 * MINUTE)
    yield Step(at + 12 * HOUR + 20 * MINUTE, BEN.name)


def _lows(anchor: datetime) -> Iterator[Step]:
    at = (anchor - NEAR).replace(minute=0, second=0, microsecond=0)
    lows = 0
    below = 0
    while at < anchor and lows < LOWS:
        if glucose(CLARA, at) < LOW_MG_DL:
            below += 1
            yield Step(at + SOON, CLARA.name if below == 3 else "", useful=lows % 3 != 2)
        elif below:
            yield Step(at + SOON)
            yield Step(at + 31 * MINUTE)
            below, lows = 0, lows + 1
        at += GLUCOSE_MINUTES * MINUTE


def steps(anchor: datetime) -> list[Step]:
    """Return the moments at which a year is told, oldest first, ending with ``anchor``."""
    planned = anchor - PLANNED
    well = PLANNED - ILLNESS.days_before * DAY + ILLNESS.hours * HOUR + DAY
    found = [
        *(Step(anchor - YEAR + count * STRIDE) for count in range(1, (YEAR - PLANNED) // STRIDE + 1)),
        Step(planned, plans=True),
        *(Step(planned + count * DAY, sport=count * DAY > well and count % SPORT_EVERY == 2)
          for count in range(1, PLANNED.days)),
        *(Step(anchor - RECENT + count * OFTEN) for count in range(RECENT // OFTEN)),
        *_illness(anchor), *_high_pressure(anchor), *_lows(anchor),
    ]  # fmt: skip
    inside = {step.at: step for step in sorted(found) if step.at < anchor}
    return [*(inside[at] for at in sorted(inside)), Step(anchor)]


def paces(anchor: datetime, start: datetime, end: datetime, distant: Pace) -> Iterator[tuple[datetime, datetime, Pace]]:
    """Yield the stretches of a time, each with how finely it is told: the nearer to ``anchor`` the finer."""
    for until, pace in ((anchor - NEAR, distant), (anchor - RECENT, FIVE_MINUTES), (end, LIVE)):
        if start < min(until, end):
            yield start, min(until, end), pace
            start = min(until, end)


class Recording:
    """The simulated recording of everybody: first the past, then minute by minute."""

    def __init__(self, home_assistant: HomeAssistant, folder: Path, *, minute_year: bool = False) -> None:
        """Keep a copy of what is told first in ``folder``, in the format of ``script/replay``.

        ``minute_year``: Anna's heart rate each minute of the whole year, for measuring.
        """
        self._home_assistant = home_assistant
        self._folder = folder
        self._mark = folder / "recorded_until"
        self._anchor = folder / "began"
        self._minute_year = minute_year

    @property
    def _story(self) -> Story:
        if not self._anchor.exists():
            return QUIET
        return Story(datetime.fromisoformat(self._anchor.read_text()), EPISODES)

    async def tell_weeks(self, now: datetime, tell: Callable[[str], None]) -> None:
        """Tell some weeks at once, and a check-up of now: enough for every score."""
        devices = await device_ids(self._home_assistant)
        for person in PEOPLE:
            told = [
                *rows(person, now - WEEKS, now - RECENT, pace=FIVE_MINUTES),
                *rows(person, now - RECENT, now),
                *check_up(person, now.replace(second=0, microsecond=0)),
            ]
            write_csv(self._folder / f"{person.name.casefold()}.csv", told)
            count = await record(self._home_assistant, {devices[person.name]: told})
            tell(f"{person.name}: {count} recorded readings imported")
        self._keep(now)

    async def live_through(self, anchor: datetime, clock: Clock, process: int, entry_id: str) -> int:
        """Live through a year that ends at ``anchor``, where the clock then stands; return how many readings it had.

        ``process`` is Home Assistant's: held while the clock moves, it never finds itself at a moment of which it was
        told nothing yet.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        # A fixed distance to the world's time would do for a day, not for a year with summer time.
        self._anchor.write_text(anchor.isoformat())
        story = Story(anchor, EPISODES)
        devices = await device_ids(self._home_assistant)
        start, count = anchor - YEAR, 0
        way = steps(anchor)
        coming = self._ahead(start, way[0].at, story)
        for at, step in enumerate(way):
            told = await coming
            if at + 1 < len(way):
                coming = self._ahead(step.at, way[at + 1].at, story)
            recorded = {devices[person]: found for person, found in told.items()}
            count += await record(self._home_assistant, recorded, partial(clock.moved_to, step.at, process))
            clock.nudge(step.at)
            await self._settle(devices[ANNA.name], step.at)
            if step.plans:
                await plan_care(self._home_assistant, entry_id)
                await device_ids(self._home_assistant)
            if step.sport:
                said = {"context": "exercise", "duration": {"minutes": SPORT / MINUTE}}
                await self._act("set_context", {"device_id": devices[ANNA.name], **said})
            if step.answers:
                await self._answer(devices[step.answers], step)
                await self._settle(devices[ANNA.name], step.at)
        self._keep(anchor)
        return count

    def _ahead(self, start: datetime, end: datetime, story: Story) -> asyncio.Task[dict[str, list[Row]]]:
        """Begin to simulate a stretch of time, while Home Assistant takes in the one before."""

        def simulate() -> dict[str, list[Row]]:
            return {person.name: list(self._rows(person, start, end, story)) for person in PEOPLE}

        return asyncio.create_task(asyncio.to_thread(simulate))

    def _rows(self, person: DemoPerson, start: datetime, end: datetime, story: Story) -> Iterator[Row]:
        if story.anchor is None:
            yield from rows(person, start, end)
            return
        distant = MINUTES if self._minute_year and person is ANNA else DISTANT
        for begin, until, pace in paces(story.anchor, start, end, distant):
            yield from rows(person, begin, until, pace=pace, story=story)

    async def _answer(self, device_id: str, step: Step) -> None:
        who = {"device_id": device_id}
        try:
            answer = await self._act("acknowledge_alert", who)
        except DemoError:
            # Nothing rose, or it is over already.
            return
        for alert in answer["open"]:
            await self._act("mark_alert_useful", {**who, "alert": alert["id"], "useful": step.useful})
        if step.note and answer["open"]:
            await self._act("add_note", {**who, "alert": answer["open"][0]["id"], "text": step.note})

    async def _settle(self, device_id: str, now: datetime) -> None:
        """Wait until HealthSense has nothing left to do: what it began at one moment must not end at the next."""
        asked = {
            "device_id": device_id,
            "vitals": ["weight"],
            "start": (now - HOUR).isoformat(),
            "end": now.isoformat(),
        }
        for _ in range(SETTLES):
            await asyncio.sleep(DUE_S)
            await self._act("get_history", asked)

    async def _act(self, action: str, told: Mapping[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = await self._home_assistant.action("healthsense", action, told)
        return answer

    async def catch_up(self, now: datetime) -> None:
        """Tell what was not told yet, but no more than some weeks."""
        devices = await device_ids(self._home_assistant)
        done, story = datetime.fromisoformat(self._mark.read_text()).astimezone(now.tzinfo), self._story
        for person in PEOPLE:
            fresh = rows(person, max(done, now - WEEKS), now, pace=FIVE_MINUTES, story=story)
            await record(self._home_assistant, {devices[person.name]: fresh})
        self._keep(now)

    async def play(self, now: Callable[[], datetime]) -> None:
        """Go on as a phone would: each minute, the vitals that the node does not measure."""
        devices = await device_ids(self._home_assistant)
        done, story = datetime.fromisoformat(self._mark.read_text()), self._story
        while True:
            await asyncio.sleep(60)
            until = now()
            for person in PEOPLE:
                fresh = [
                    row
                    for row in rows(person, done.astimezone(until.tzinfo), until, story=story)
                    if row.vital not in person.live
                ]
                await record(self._home_assistant, {devices[person.name]: fresh})
            done = until
            self._keep(until)

    def _keep(self, now: datetime) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._mark.write_text(now.isoformat())
