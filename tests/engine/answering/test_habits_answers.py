"""Nights and days in, habits out: only what is over counts, by the person's clock."""

import random

import pytest
from healthsense_engine.measurement import Measurement
from healthsense_engine.vitals import VITALS
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading
from watching import at_once, says_the_same_in_any_order, watched

KEYS = ("sleep_regularity", "sleep_duration_variability", "steps_deviation", "activity_deviation")
MIDNIGHT_MS = NOON_MS - 12 * HOUR_MS


def stage(at_ms: int, word: str, source: str = "watch") -> Measurement:
    return Measurement("sleep_stage", at_ms, source, VITALS["sleep_stage"].codes[word], at_ms)


def slept(day: int, first: float = 23, last: float = 31, source: str = "watch") -> list[Measurement]:
    """A night that began ``day`` days before today, told every 90 minutes."""
    start = MIDNIGHT_MS - day * DAY_MS
    out, hour, at = [], first, 0
    while hour < last:
        out.append(stage(start + int(hour * HOUR_MS), ("light", "deep", "rem", "core")[at % 4], source))
        hour, at = hour + 1.5, at + 1
    return [*out, stage(start + int(last * HOUR_MS), "awake", source)]


def walked(day: int, steps: int, source: str = "phone", vital: str = "steps") -> list[Measurement]:
    """A counter that runs through the day; ``day`` days before today."""
    start = MIDNIGHT_MS - day * DAY_MS
    shares = ((0.2, 0), (8, 0.2), (13, 0.6), (18, 0.9), (23.9, 1))
    return [reading(vital, start + int(hour * HOUR_MS), int(steps * share), source=source) for hour, share in shares]


def test_the_same_sleep_every_night() -> None:
    rows = [row for day in range(1, 12) for row in slept(day)]
    answers = at_once(rows, NOON_MS)
    assert answers["sleep_regularity"].value == 100.0
    assert dict(answers["sleep_regularity"].extra)["nights"] == 11
    assert (answers["sleep_duration_variability"].value, dict(answers["sleep_duration_variability"].extra)["mean"]) == (
        0,
        480,
    )


def test_last_night_counts_from_noon_on() -> None:
    rows = [row for day in range(1, 7) for row in slept(day)]
    with watched() as monitor:
        early = monitor.advance(rows, NOON_MS - 1)
        assert early.assessments["sleep_regularity"].refused == "not_enough_data"
        assert early.wake_at_ms == NOON_MS
        assert monitor.advance((), NOON_MS).assessments["sleep_regularity"].value == 100.0


def test_told_lengths_come_before_those_of_stages() -> None:
    rows = [row for day in range(1, 10) for row in slept(day)]
    rows += [
        reading("sleep_duration", MIDNIGHT_MS - day * DAY_MS + 7 * HOUR_MS, 420 + 30 * (day % 2)) for day in range(8)
    ]
    answer = at_once(rows, NOON_MS)["sleep_duration_variability"]
    assert (dict(answer.extra)["nights"], dict(answer.extra)["mean"]) == (8, 435)


def test_in_a_night_one_source_counts() -> None:
    rows = [row for day in range(1, 9) for row in (*slept(day), *slept(day, 22, 32, "zz mat"))]
    assert dict(at_once(rows, NOON_MS)["sleep_duration_variability"].extra)["mean"] == 480
    preferred = at_once(rows, NOON_MS, priorities={"sleep_stage": ("zz mat",)})
    assert dict(preferred["sleep_duration_variability"].extra)["mean"] == 600


def test_yesterday_against_the_days_before() -> None:
    rows = [row for day in range(2, 20) for row in walked(day, 8000)] + walked(1, 12_000) + walked(0, 50_000)[:1]
    answer = at_once(rows, NOON_MS)["steps_deviation"]
    assert (answer.value, answer.band) == (4000.0, "higher_than_usual")
    assert answer.inputs[0].effective_ms == MIDNIGHT_MS
    energy = [reading("active_energy", row.effective_ms, row.scaled / 20) for row in rows]
    assert at_once(energy, NOON_MS)["activity_deviation"].value == 200.0


def test_counters_are_never_added_and_the_preferred_one_counts() -> None:
    rows = [row for day in range(1, 12) for row in (*walked(day, 8000), *walked(day, 9000, "watch"))]
    assert at_once(rows, NOON_MS)["steps_deviation"].inputs[0].value == 8000.0
    preferred = at_once(rows, NOON_MS, priorities={"steps": ("watch",)})
    assert preferred["steps_deviation"].inputs[0].value == 9000.0


def test_a_counter_that_begins_anew_late_brings_no_steps_of_the_day_before() -> None:
    rows = [row for day in range(2, 12) for row in walked(day, 3000)]
    rows += [reading("steps", MIDNIGHT_MS - DAY_MS + 5 * MINUTE_MS, 9000, source="phone"), *walked(1, 2500)]
    assert at_once(rows, NOON_MS)["steps_deviation"].inputs[0].value == 2500.0


def test_what_comes_late_changes_the_day_it_belongs_to() -> None:
    rows = [row for day in range(1, 12) for row in walked(day, 8000)]
    with watched() as monitor:
        assert monitor.advance(rows, NOON_MS).assessments["steps_deviation"].value == 0.0
        today = monitor.advance([reading("steps", NOON_MS, 20_000, source="phone")], NOON_MS)
        assert "steps_deviation" not in today.changed
        late = reading("steps", MIDNIGHT_MS - 1000, 8800, source="phone", received_ms=NOON_MS)
        assert monitor.advance([late], NOON_MS).assessments["steps_deviation"].value == 800.0
        assert monitor.advance((), NOON_MS + DAY_MS).assessments["steps_deviation"].value == 20_000 - 8000.0


def test_a_day_that_ends_between_two_hours_of_utc() -> None:
    """Midnight in Kathmandu is 18:15 UTC: the hour that begins at 18:00 belongs to two days."""
    midnight_ms = NOON_MS - 18 * HOUR_MS + 15 * MINUTE_MS
    rows = []
    for day in range(10):
        end_ms = midnight_ms - day * DAY_MS
        rows += [reading("steps", end_ms - 5 * MINUTE_MS, 7000 + day), reading("steps", end_ms + 5 * MINUTE_MS, 3)]
    answer = at_once(rows, NOON_MS, {"time_zone": "Asia/Kathmandu"})["steps_deviation"]
    assert answer.inputs[0].value == 7000.0


def month(seed: int) -> list[Measurement]:
    chance = random.Random(seed)
    out = []
    for day in range(1, 40):
        if chance.random() < 0.9:
            out += slept(day, 22 + 2 * chance.random(), 29 + 3 * chance.random(), chance.choice(("watch", "mat")))
        out += walked(day, chance.randrange(1000, 15_000), chance.choice(("phone", "watch")))
        out += walked(day, chance.randrange(100, 900), "watch", "active_energy")
        out.append(reading("sleep_duration", MIDNIGHT_MS - day * DAY_MS + 8 * HOUR_MS, chance.randrange(300, 560)))
    late = (0, 0, 0, 0, 5 * HOUR_MS, 3 * DAY_MS)
    return [
        Measurement(row.vital, row.effective_ms, row.source, row.scaled, row.effective_ms + chance.choice(late))
        for row in out
    ]


@pytest.mark.parametrize(("seed", "zone"), [(1, "UTC"), (2, "America/New_York"), (3, "Asia/Kathmandu")])
def test_any_order_says_the_same(seed: int, zone: str) -> None:
    chance = random.Random(seed)
    moments = sorted(NOON_MS - chance.randrange(30 * DAY_MS) for _ in range(25))
    says_the_same_in_any_order(month(seed), [*moments, NOON_MS, NOON_MS + 30 * DAY_MS], KEYS, {"time_zone": zone}, seed)
