"""Any order, any batches, any restarts: the same readings give the same store and the same answers."""

import json
import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from healthsense_engine.measurement import Measurement
from healthsense_engine.monitor import Monitor, Result
from healthsense_engine.profile import Profile, parse_profile
from healthsense_engine.risk import registry
from healthsense_engine.store import Store
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading, readings

PERSON = "p"
MODELS = {name: registry.load(name) for name in registry.available()}
PRIORITIES = {"heart_rate": ("ha:two",), "systolic": ("ha:two", "ha:one")}
PROFILE = parse_profile(
    {
        "birth_date": "1961-03-02",
        "sex": "male",
        "height_cm": 178,
        "weight_kg": 82,
        "waist_cm": 97,
        "measured_on": "2025-06-01",
        "activity": "moderate",
        "spo2_scale": 2,
        "time_zone": "Europe/Warsaw",
    },
    now_ms=NOON_MS - 15 * DAY_MS,
)
VITALS = (
    "heart_rate", "spo2", "respiratory_rate", "systolic", "diastolic", "cuff_pulse", "temperature", "weight",
    "supplemental_oxygen", "consciousness", "resting_heart_rate",
)  # fmt: skip
LAST_HOURS = st.one_of(
    readings(vitals=VITALS, step_ms=13 * MINUTE_MS, span_ms=4 * HOUR_MS, start_ms=NOON_MS - 4 * HOUR_MS),
    readings(vitals=VITALS, step_ms=20_000, span_ms=2 * MINUTE_MS, start_ms=NOON_MS - 2 * MINUTE_MS),
)
LAST_MONTH = readings(vitals=VITALS, step_ms=6 * HOUR_MS + 5_000, span_ms=36 * DAY_MS, start_ms=NOON_MS - 36 * DAY_MS)


@st.composite
def cuffs(draw: st.DrawFn) -> list[Measurement]:
    """Return what a cuff tells in one go, now and then overlapping the next."""
    at_ms = NOON_MS - draw(st.one_of(st.integers(0, 24).map(lambda steps: steps * 3_000),
                                     st.integers(0, 150).map(lambda steps: steps * 6 * HOUR_MS)))  # fmt: skip
    source, late_ms = draw(st.sampled_from(("ha:one", "ha:two"))), draw(st.sampled_from((0, 5 * HOUR_MS)))
    top = draw(st.integers(90, 160))
    below = draw(st.sampled_from((0, 40)))
    values = (("systolic", top, 0), ("diastolic", top - below, 4_000), ("cuff_pulse", 66, 8_000))
    chosen = draw(st.sampled_from((2, 2, 3, 3, 1)))
    return [
        reading(vital, at_ms + after, value, source=source, received_ms=at_ms + after + late_ms)
        for vital, value, after in values[:chosen]
    ]


PART = st.one_of(LAST_HOURS.map(lambda one: [one]), LAST_MONTH.map(lambda one: [one]), cuffs())
BATCH = st.lists(PART, max_size=40).map(lambda parts: [one for part in parts for one in part])
END_MS = NOON_MS + 6 * HOUR_MS


@contextmanager
def fresh_store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, closing(Store.open(Path(folder) / "s.db", now_ms=NOON_MS)) as store:
        yield store


def monitor_of(store: Store, profile: Profile = PROFILE) -> Monitor:
    return Monitor(store, PERSON, profile, priorities=PRIORITIES, models=MODELS)


def told(result: Result) -> str:
    """Return every byte of what a result says, but what came in with it."""
    return json.dumps(
        {
            "now": result.now_ms,
            "wake": result.answers_wake_ms,
            "current": {vital: (repr(one.measurement), one.fresh) for vital, one in result.current.items()},
            "assessments": [one.as_dict() for one in result.assessments.values()],
        }
    )


def played(batches: Iterable[Sequence[Measurement]], restarts: Sequence[bool], now_ms: int) -> tuple[str, object]:
    with fresh_store() as store:
        monitor = monitor_of(store)
        for batch, restart in zip(batches, restarts, strict=True):
            if restart:
                monitor = monitor_of(store)
            monitor.advance(batch, now_ms)
        return told(monitor.advance((), now_ms)), list(store.dump(PERSON))


def split(batch: Sequence[Measurement], cuts: Iterable[int]) -> list[Sequence[Measurement]]:
    edges = [0, *sorted(cut % (len(batch) + 1) for cut in cuts), len(batch)]
    return [batch[start:end] for start, end in pairwise(edges)]


@settings(max_examples=120, deadline=None)
@given(
    data=st.data(),
    batch=BATCH,
    cuts=st.lists(st.integers(0, 60), max_size=8),
    restarts=st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_any_order_batches_and_restarts_end_the_same(
    data: st.DataObject, batch: list[Measurement], cuts: list[int], restarts: list[bool]
) -> None:
    shuffled = data.draw(st.permutations(batch))
    parts = split(shuffled, cuts)
    assert played(parts, restarts[: len(parts)], END_MS) == played([batch], [False], END_MS)


@settings(max_examples=80, deadline=None)
@given(batch=BATCH, jumps=st.lists(st.integers(0, 12 * DAY_MS), max_size=6), data=st.data())
def test_at_every_moment_the_caches_say_what_a_fresh_start_would(
    batch: list[Measurement], jumps: list[int], data: st.DataObject
) -> None:
    with fresh_store() as store:
        monitor = monitor_of(store)
        arriving = sorted(batch, key=lambda one: one.received_ms)
        now_ms = 0
        while arriving:
            count = data.draw(st.integers(1, 8))
            part, arriving = arriving[:count], arriving[count:]
            now_ms = max(now_ms, part[-1].received_ms)
            result = monitor.advance(part, now_ms)
            assert told(result) == told(monitor_of(store).advance((), now_ms))
        for jump in jumps:
            now_ms += jump
            result = monitor.advance((), now_ms)
            assert told(result) == told(monitor_of(store).advance((), now_ms))


def simulated_days(seed: int, days: int) -> list[Measurement]:
    """Return what two wearables and a cuff tell, some of it late, some of it twice."""
    chance = random.Random(seed)
    out = []
    for minute in range(0, days * 1440, 7):
        at_ms = NOON_MS - days * DAY_MS + minute * MINUTE_MS + chance.randrange(50_000)
        late_ms = chance.choice((0, 0, 0, 0, 3 * MINUTE_MS, 2 * HOUR_MS, 30 * HOUR_MS))
        source = chance.choice(("ha:one", "ha:two", "ha:three"))
        for vital, middle in (("heart_rate", 65), ("spo2", 96)):
            if chance.random() < 0.8:
                out.append(
                    reading(vital, at_ms, middle + chance.randrange(-3, 4), source=source, received_ms=at_ms + late_ms)
                )
        if chance.random() < 0.03:
            pressure = chance.randrange(110, 150)
            for vital, value, offset in (("systolic", pressure, 0), ("diastolic", pressure - 45, 3_000),
                                         ("cuff_pulse", 70, 9_000)):  # fmt: skip
                out.append(reading(vital, at_ms + offset, value, source=source, received_ms=at_ms + 10_000 + late_ms))
    return out + chance.sample(out, len(out) // 20)


@pytest.mark.parametrize("seed", range(3))
def test_two_weeks_with_stragglers_say_the_same_live_and_afterwards(seed: int) -> None:
    """Long enough for the baseline, which the short histories above never reach."""
    batch = simulated_days(seed, 12)
    chance = random.Random(seed)
    learned = 0
    arriving = sorted(batch, key=lambda one: one.received_ms)
    with fresh_store() as store:
        monitor = monitor_of(store)
        for start in range(0, len(arriving), 40):
            part = arriving[start : start + 40]
            result = monitor.advance(part, part[-1].received_ms)
            if chance.random() < 0.1:
                assert told(result) == told(monitor_of(store).advance((), result.now_ms))
            learned += result.assessments["heart_rate_deviation"].value is not None
        live = told(monitor.advance((), END_MS)), list(store.dump(PERSON))
    assert learned > 20
    chance.shuffle(batch)
    assert played([batch], [False], END_MS) == live


def test_a_clock_that_is_set_back_and_forth_changes_no_answer() -> None:
    batch = simulated_days(7, 9)
    with fresh_store() as store:
        monitor = monitor_of(store)
        straight = told(monitor.advance(batch, END_MS))
        for now_ms in (NOON_MS - 4 * DAY_MS, NOON_MS - 4 * DAY_MS + HOUR_MS, NOON_MS - DAY_MS, END_MS):
            assert told(monitor.advance((), now_ms)) == told(monitor_of(store).advance((), now_ms))
        assert told(monitor.advance((), END_MS)) == straight
