"""How late an alert is after its delay, and what a due reading takes to its entity, with ten people at once.

Everybody has a heart rate and an oxygen saturation a second. Each person's saturation falls once below 90 % and stays
there: the alert is due 15 s after the first such reading. Due writes are first values, alerts, and the value at the end
of an entity's ten seconds; a subscriber of ``healthsense/subscribe`` gets every reading.
"""

import asyncio
import contextlib
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from demo.client import HomeAssistant

from .figures import spread
from .home import Booted, add_household, booted, entities, move_in, scratch_folder
from .people import Household, Reading, source

PEOPLE: Final = 10
HOLD_S: Final = 15
FALL_S: Final = 22
"""The second in which the saturation falls: some periods of ten seconds are over by then."""

TAIL_S: Final = 8
WRITE_EVERY_MS: Final = 10_000
LATE_TARGET_MS: Final = 1000
DUE_TARGET_MS: Final = 200
VITALS: Final = ("heart_rate", "spo2")
ALERT: Final = "alert"


def readings(person: int, seconds: int) -> Iterable[Reading]:
    """Yield a heart rate and a saturation a second, at the person's own moment of it; each shows as another number."""
    phase = person / PEOPLE
    for second in range(seconds):
        mark = second / 100
        yield second + phase, source(Household.OURS, person, "heart_rate"), f"{60 + second % 30 + mark:.2f}"
        level = (88 if second >= FALL_S else 97) - second % 2
        yield second + phase + 0.03, source(Household.OURS, person, "spo2"), f"{level + mark:.2f}"


def late_alerts(
    sets: Iterable[tuple[str, str, int]], writes: Iterable[tuple[str, str, int]], alerts: Mapping[int, str]
) -> list[float]:
    """Return the milliseconds from the end of each person's delay to the event that says so."""
    found = []
    for person, entity in alerts.items():
        low_ns = [
            at for name, value, at in sets if name == source(Household.OURS, person, "spo2") and float(value) < 90
        ]
        rang_ns = [at for name, state, at in writes if name == entity and state not in ("unknown", "unavailable")]
        if low_ns and rang_ns:
            found.append((min(rang_ns) - min(low_ns)) / 1e6 - HOLD_S * 1000)
    return found


def due_writes(
    sets: Iterable[tuple[str, str, int]], writes: Iterable[tuple[str, str, int]], bound: Mapping[str, str]
) -> list[float]:
    """Return the milliseconds by which an entity's value was late: its first, and those after ten seconds.

    ``bound``: source -> entity. A value is due when it is set, or ten seconds after the last write where that is later.
    """
    found = []
    for from_entity, entity in bound.items():
        set_ns = [at for name, _, at in sets if name == from_entity]
        last_ns: int | None = None
        for written_ns in [
            at for name, state, at in writes if name == entity and state not in ("unknown", "unavailable")
        ]:
            news_ns = min((at for at in set_ns if last_ns is None or at > last_ns), default=None)
            if news_ns is None or news_ns > written_ns:
                continue
            due_ns = news_ns if last_ns is None else max(news_ns, last_ns + WRITE_EVERY_MS * 1_000_000)
            # A change of more than the last digit (the fall itself) is written at once.
            found.append(
                max(0.0, (written_ns - due_ns) / 1e6) if written_ns >= due_ns else (written_ns - news_ns) / 1e6
            )
            last_ns = written_ns
    return found


def to_subscriber(
    sets: Iterable[tuple[str, str, int]], heard: Iterable[tuple[int, str, float, int]]
) -> tuple[list[float], int]:
    """Return the milliseconds from every reading to its value at the subscriber, and how many never came."""
    at_ns: dict[tuple[int, str, float], int] = {}
    for person, vital, number, heard_ns in heard:
        at_ns.setdefault((person, vital, number), heard_ns)
    named = {source(Household.OURS, person, vital): (person, vital) for person in range(PEOPLE) for vital in VITALS}
    found, missed = [], 0
    for entity, text, set_ns in sets:
        if (who := named.get(entity)) is None:
            continue
        heard_at = at_ns.get((*who, float(text)))
        if heard_at is None:
            missed += 1
        else:
            found.append((heard_at - set_ns) / 1e6)
    return found, missed


async def _hear(other: HomeAssistant, people: Mapping[str, int], heard: list[tuple[int, str, float, int]]) -> None:
    async for event in other.events("healthsense/subscribe"):
        at_ns = time.monotonic_ns()
        current = event.get("current", {})
        if (person := people.get(event["person_id"])) is not None:
            heard.extend((person, vital, float(current[vital]["value"]), at_ns) for vital in VITALS if vital in current)


async def _play(boot: Booted, people: Mapping[int, str]) -> dict[str, Any]:
    ours = {person: await entities(boot.client, person_id) for person, person_id in people.items()}
    alerts = {person: own[ALERT] for person, own in ours.items()}
    length = FALL_S + HOLD_S + TAIL_S
    played = [reading for person in people for reading in readings(person, length)]
    # A saturation comes back to what is shown: then nothing is due. A heart rate does not within ten seconds.
    bound = {source(Household.OURS, person, "heart_rate"): ours[person]["heart_rate"] for person in people}
    heard: list[tuple[int, str, float, int]] = []
    async with boot.other_client() as other:
        task = asyncio.create_task(_hear(other, {person_id: person for person, person_id in people.items()}, heard))
        await asyncio.sleep(1)
        told = await boot.probe(
            "play", readings=played, begin=0, end=length + 1, watch=[*bound.values(), *alerts.values()]
        )
        await asyncio.sleep(0.5)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    sets, writes = [tuple(one) for one in told["sets"]], [tuple(one) for one in told["writes"]]
    late = late_alerts(sets, writes, alerts)
    due = due_writes(sets, writes, bound)
    delays, missed = to_subscriber(sets, heard)
    return {
        "people": len(people),
        "alert_after_its_delay_ms": {**spread(late), "target_p99": LATE_TARGET_MS},
        "due_reading_to_entity_ms": {**spread(due), "target_p99": DUE_TARGET_MS},
        "reading_to_subscriber_ms": {**spread(delays), "missed": missed, "target_p99": DUE_TARGET_MS},
        "loop_us_a_reading": round(told["loop_us"] / len(played), 1),
    }


async def measure(hass: Path, *, quick: bool) -> dict[str, Any]:
    """Return the figures of one household; ``quick`` leaves the month of history out."""
    async with scratch_folder() as folder, booted(hass, folder / "home", PEOPLE) as boot:
        entry_id = await add_household(boot.client)
        people = {person: await move_in(boot.client, entry_id, person, history=not quick) for person in range(PEOPLE)}
        await asyncio.sleep(2)
        return await _play(boot, people)
