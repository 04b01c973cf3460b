"""HealthSense in a running Home Assistant, beside template and statistics helpers that compute NEWS2 alone.

One Home Assistant has both, and a third set of sources to which nobody listens. Each is driven
in turn, a heart rate a second and person, so that whatever else the machine does at the time
falls on all alike. Household sizes grow: HealthSense has exactly as many people as are measured.

Work of the event loop is the CPU time of its thread. Latencies run from just before a source's
state is set (CLOCK_MONOTONIC, the same in every process) to the state write of the entity inside
Home Assistant, and to a WebSocket subscriber in this other process having parsed the message.
"""

import asyncio
import contextlib
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from demo.client import HomeAssistant

from .figures import beside, spread
from .home import Booted, add_household, booted, entities, move_in, scratch_folder
from .people import AT_REST, Household, Reading, first_values, heart_rates, helper, source

SIZES: Final[Mapping[int, int]] = {1: 20, 4: 20, 10: 10}
"""People -> seconds of a window: whole periods of ten seconds, in which every value that moves is written once."""
TARGET: Final = 0.5
LEAD_IN_S: Final = 2
WRITE_EVERY_NS: Final = 10_000_000_000
SETTLE_S: Final = 0.3
FIRST_APART_S: Final = 0.05

type Heard = tuple[int, str, int]
"""Person, what it says, when (ns)."""


@dataclass(slots=True)
class Moment:
    """A reading of somebody's heart rate: when it was set, and whether it changed NEWS2."""

    person: int
    at_ns: int
    crosses: bool


@dataclass(slots=True)
class Played:
    """What a window of playing told."""

    loop_us: float
    process_us: float
    counted: int
    moments: list[Moment]
    writes: list[tuple[str, str, int]]
    heard: list[Heard] = field(default_factory=list)


class Bench:
    """One Home Assistant with everybody in it."""

    def __init__(self, boot: Booted) -> None:
        """Begin with nobody in it."""
        self._boot = boot
        self._seconds = 0
        self._people: dict[int, str] = {}
        self._entities: dict[int, dict[str, str]] = {}
        self._second = 0

    async def add(self, entry_id: str, size: int, *, history: bool = True) -> dict[str, Any]:
        """Let people move in until there are ``size``; return the latencies of their first values."""
        new = range(len(self._people), size)
        for person in new:
            self._people[person] = await move_in(self._boot.client, entry_id, person, history=history)
        for person in new:
            self._entities[person] = await entities(self._boot.client, self._people[person])
        found = {}
        for household in (Household.BARE, Household.OURS, Household.HELPERS):
            found[household] = [delay for person in new for delay in await self._first_values(household, person)]
        return beside_latencies(found[Household.OURS], found[Household.HELPERS])

    async def _first_values(self, household: Household, person: int) -> list[float]:
        """Return the milliseconds from a first state of a source to the first value of the entity made from it."""
        readings = list(first_values(household, person, apart_s=FIRST_APART_S))
        watched = {self._entity(household, person, vital): vital for vital in AT_REST}
        end = len(readings) * FIRST_APART_S + SETTLE_S
        told = await self._boot.probe("play", readings=readings, begin=0, end=end, watch=list(watched))
        set_ns = {entity: at for entity, _, at in told["sets"]}
        first: dict[str, int] = {}
        for entity, state, at in told["writes"]:
            if state not in ("unknown", "unavailable"):
                first.setdefault(watched[entity], at)
        return [(at - set_ns[source(household, person, vital)]) / 1e6 for vital, at in first.items()]

    def _entity(self, household: Household, person: int, vital: str) -> str:
        if household is Household.OURS:
            return self._entities[person][vital]
        return helper(person, f"{vital}_points") if household is Household.HELPERS else f"sensor.none_{person}_{vital}"

    async def idle_us_per_s(self) -> float:
        """Return the loop's work in a second in which nothing happens."""
        told = await self._boot.probe("play", readings=[], begin=0, end=self._seconds)
        return float(told["loop_us"]) / self._seconds

    async def play(
        self, household: Household, size: int, *, band_changes: bool = False, watch: Iterable[str] = ()
    ) -> Played:
        """Drive one set of sources for a window, after a lead-in of the same that is not counted."""
        length = self._seconds + LEAD_IN_S
        readings: list[Reading] = []
        for person in range(size):
            readings += heart_rates(household, person, length, first=self._second, band_changes=band_changes)
        self._second += 4 * -(-length // 4)
        end = length + (SETTLE_S if band_changes else 0)
        told = await self._boot.probe("play", readings=readings, begin=LEAD_IN_S, end=end, watch=list(watch))
        return Played(
            told["loop_us"],
            told["process_us"],
            sum(at_s >= LEAD_IN_S for at_s, _, _ in readings),
            _moments(household, size, told["sets"]),
            [tuple(write) for write in told["writes"]],
        )

    @asynccontextmanager
    async def listening(self, household: Household, size: int) -> AsyncIterator[list[Heard]]:
        """Give a list that a subscriber fills: HealthSense's own subscription, or that of a card to its entities."""
        heard: list[Heard] = []
        async with self._boot.other_client() as other:
            listener = self._hear_ours if household is Household.OURS else self._hear_helpers
            task = asyncio.create_task(listener(other, size, heard))
            await asyncio.sleep(1)
            try:
                yield heard
                await asyncio.sleep(0.5)
            finally:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    async def _hear_ours(self, other: HomeAssistant, _size: int, heard: list[Heard]) -> None:
        numbers = {person_id: person for person, person_id in self._people.items()}
        async for event in other.events("healthsense/subscribe"):
            at, person = time.monotonic_ns(), numbers[event["person_id"]]
            if "heart_rate" in event.get("current", {}):
                heard.append((person, "heart_rate", at))
            if "news2" in event.get("assessments", {}):
                heard.append((person, "news2", at))

    async def _hear_helpers(self, other: HomeAssistant, size: int, heard: list[Heard]) -> None:
        watched = {
            helper(person, what): (person, name)
            for person in range(size)
            for what, name in (("news2", "news2"), ("heart_rate_mean", "heart_rate"))
        }
        async for event in other.events("subscribe_entities", entity_ids=list(watched)):
            at = time.monotonic_ns()
            heard.extend((*watched[entity], at) for entity in event.get("c", {}))

    async def measure(self, size: int, seconds: int) -> dict[str, Any]:
        """Return the figures of a household of ``size``, from windows of so many seconds."""
        self._seconds = seconds
        idle = await self.idle_us_per_s()
        rest = {household: await self.play(household, size) for household in Household}
        busy = {}
        for household in (Household.OURS, Household.HELPERS):
            watch = self._watched(household, size)
            async with self.listening(household, size) as heard:
                heard.clear()
                busy[household] = await self.play(household, size, band_changes=True, watch=watch)
            busy[household].heard = heard
        return self._figures(size, idle, rest, busy)

    def _watched(self, household: Household, size: int) -> list[str]:
        if household is Household.OURS:
            return [self._entities[person][key] for person in range(size) for key in ("news2", "heart_rate")]
        return [helper(person, "news2") for person in range(size)]

    def _figures(
        self, size: int, idle: float, rest: Mapping[Household, Played], busy: Mapping[Household, Played]
    ) -> dict[str, Any]:
        bare = rest[Household.BARE].loop_us / rest[Household.BARE].counted
        per = {who: rest[who].loop_us / rest[who].counted - bare for who in (Household.OURS, Household.HELPERS)}
        watched = {who: busy[who].loop_us / busy[who].counted - bare for who in (Household.OURS, Household.HELPERS)}
        everywhere = {
            who: (rest[who].process_us - rest[Household.BARE].process_us) / rest[who].counted
            for who in (Household.OURS, Household.HELPERS)
        }
        ours, theirs = busy[Household.OURS], busy[Household.HELPERS]
        news2 = {who: _news2_entities(who, size, self._entities) for who in (Household.OURS, Household.HELPERS)}
        return {
            "source_alone_us": round(bare - idle * self._seconds / rest[Household.BARE].counted, 1),
            "loop_us_a_reading": beside(*_rounded(per), "us", TARGET),
            "loop_us_a_reading_watched_and_changing": beside(*_rounded(watched), "us", TARGET),
            "all_threads_us_a_reading": beside(*_rounded(everywhere), "us"),
            "reading_to_subscriber": beside_latencies(
                _delays(ours.moments, ours.heard, "heart_rate"), _delays(theirs.moments, theirs.heard, "heart_rate")
            ),
            "band_change_to_subscriber": beside_latencies(
                _delays(ours.moments, ours.heard, "news2", crossing=True),
                _delays(theirs.moments, theirs.heard, "news2", crossing=True),
            ),
            "band_change_to_entity": beside_latencies(
                _delays(ours.moments, _as_heard(ours.writes, news2[Household.OURS]), "news2", crossing=True),
                _delays(theirs.moments, _as_heard(theirs.writes, news2[Household.HELPERS]), "news2", crossing=True),
            ),
            "end_of_10_s_to_entity_ms": spread(
                _late_writes(ours.writes, {self._entities[person]["heart_rate"] for person in range(size)})
            ),
        }


def _rounded(pair: Mapping[Household, float]) -> tuple[float, float]:
    return round(pair[Household.OURS], 1), round(pair[Household.HELPERS], 1)


def _news2_entities(who: Household, size: int, ours: Mapping[int, Mapping[str, str]]) -> dict[str, int]:
    return {
        ours[person]["news2"] if who is Household.OURS else helper(person, "news2"): person for person in range(size)
    }


def _moments(household: Household, size: int, sets: Iterable[tuple[str, str, int]]) -> list[Moment]:
    people = {source(household, person, "heart_rate"): person for person in range(size)}
    high: dict[int, bool] = {}
    found = []
    for entity, value, at in sets:
        if (person := people.get(entity)) is None:
            continue
        is_high = float(value) > 110
        found.append(Moment(person, at, person in high and high[person] != is_high))
        high[person] = is_high
    return found


def _as_heard(writes: Iterable[tuple[str, str, int]], people: Mapping[str, int]) -> list[Heard]:
    return [(people[entity], "news2", at) for entity, _, at in writes if entity in people]


def _delays(moments: Iterable[Moment], heard: Iterable[Heard], what: str, *, crossing: bool = False) -> list[float]:
    """Return the milliseconds from each reading to the first that was heard of it before the next reading."""
    by_person: dict[int, list[int]] = defaultdict(list)
    for person, about, at in heard:
        if about == what:
            by_person[person].append(at)
    nexts: dict[int, Moment] = {}
    found = []
    for moment in sorted(moments, key=lambda one: -one.at_ns):
        until = nexts[moment.person].at_ns if moment.person in nexts else moment.at_ns + 1_000_000_000
        nexts[moment.person] = moment
        if crossing and not moment.crosses:
            continue
        after = [at for at in by_person[moment.person] if moment.at_ns <= at < until]
        if after:
            found.append((min(after) - moment.at_ns) / 1e6)
    return found


def _late_writes(writes: Iterable[tuple[str, str, int]], watched: Collection[str]) -> list[float]:
    """Return the milliseconds by which a value that had to wait its ten seconds was written late."""
    last: dict[str, int] = {}
    found = []
    for entity, _, at in writes:
        if entity in watched:
            if entity in last:
                found.append((at - last[entity] - WRITE_EVERY_NS) / 1e6)
            last[entity] = at
    return found


def beside_latencies(ours: list[float], theirs: list[float]) -> dict[str, Any]:
    """Return both spreads and the ratios of their percentiles."""
    mine, other = spread(ours), spread(theirs)
    return {
        "n": {"healthsense": mine["n"], "helpers": other["n"]},
        **{point: beside(mine[point], other[point], "ms", TARGET) for point in ("p50", "p99")},
    }


async def measure(hass: Path, *, quick: bool) -> dict[str, Any]:
    """Return the figures by household size."""
    out: dict[str, Any] = {}
    async with scratch_folder() as folder, booted(hass, folder / "home", max(SIZES)) as boot:
        bench = Bench(boot)
        entry_id = await add_household(boot.client)
        for size, seconds in SIZES.items():
            first = await bench.add(entry_id, size)
            await asyncio.sleep(1 if quick else 5)
            found = await bench.measure(size, 10 if quick else seconds)
            out[str(size)] = {"first_value_to_entity": first, **found}
    return out
