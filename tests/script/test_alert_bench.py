"""The simulated household on which alerts are judged: the same every time, plausible, and true to its labels."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.alerts.effects import SICKNESSES, course  # noqa: E402 - the path above comes first
from bench.alerts.household import SHOWS_IN, person  # noqa: E402 - the path above comes first
from bench.alerts.stream import DAY_MS, HOUR_MS, START_MS, Stream, dice  # noqa: E402 - the path above comes first
from bench.alerts.traits import PEOPLE  # noqa: E402 - the path above comes first

DAYS = 84
ANNA, BEN, CLARA, DORA = PEOPLE
PLAUSIBLE = {
    "heart_rate": (25, 220),
    "resting_heart_rate": (40, 120),
    "spo2": (45, 100),
    "respiratory_rate": (6, 40),
    "systolic": (85, 260),
    "diastolic": (40, 150),
    "cuff_pulse": (40, 180),
    "glucose": (39, 401),
    "temperature": (35.5, 41),
    "hrv_rmssd": (4, 90),
    "sleep_duration": (240, 720),
    "steps": (0, 40_000),
    "device_battery": (0, 100),
}


@pytest.fixture(scope="module", params=PEOPLE, ids=lambda one: one.person)
def stream(request: pytest.FixtureRequest) -> Stream:
    return person(request.param, 7, days=DAYS)


def test_a_seed_gives_the_same_bytes() -> None:
    assert person(DORA, 3, days=28).digest() == person(DORA, 3, days=28).digest()
    assert person(DORA, 3, days=28).digest() != person(DORA, 4, days=28).digest()


def test_readings_come_by_arrival_within_the_watched_time(stream: Stream) -> None:
    end = START_MS + DAYS * DAY_MS
    assert list(stream.readings) == sorted(stream.readings)
    assert all(START_MS <= row.effective_ms <= row.received_ms < end for row in stream.readings)
    assert len(stream.readings) > 20_000


def test_values_are_plausible_and_quality_a_percentage(stream: Stream) -> None:
    for row in stream.readings:
        low, high = PLAUSIBLE[row.vital]
        assert low <= row.value <= high, row
        assert row.quality is None or 0 <= row.quality <= 100


def test_labels_lie_inside_and_are_of_known_kinds(stream: Stream) -> None:
    for label in stream.labels:
        assert START_MS < label.onset_ms < label.end_ms <= START_MS + DAYS * DAY_MS
        assert label.kind in SHOWS_IN
        assert (label.symptom_ms is None) is label.acute
        assert label.symptom_ms is None or label.onset_ms < label.symptom_ms < label.end_ms


def test_without_effect_nothing_happens() -> None:
    for traits in PEOPLE:
        assert person(traits, 7, days=28, effect=0).labels == ()
        assert not [note for note in person(traits, 7, days=28, effect=0).notes if note.context == "ill"]


def test_an_event_leaves_no_trace_outside_its_time() -> None:
    with_events, without = person(CLARA, 7, days=DAYS), person(CLARA, 7, days=DAYS, effect=0)
    events = [
        (label.onset_ms - HOUR_MS, label.end_ms + 20 * DAY_MS * (not label.acute)) for label in with_events.labels
    ]
    assert events

    def outside(stream: Stream) -> list[object]:
        return [
            row
            for row in stream.readings
            if row.source == "oximeter-clara"
            and not any(start <= row.effective_ms <= end + HOUR_MS for start, end in events)
        ]

    assert outside(with_events) == outside(without) != []
    assert with_events.readings != without.readings


def test_an_illness_rises_before_its_symptoms_and_half_the_effect_is_half_the_change() -> None:
    for kind in SICKNESSES:
        full, half = (course(dice(kind), kind, START_MS + 60 * DAY_MS, effect) for effect in (1.0, 0.5))
        assert 0.5 <= (full.symptom_ms - full.onset_ms) / DAY_MS <= 9
        assert full.share(full.onset_ms - 1) == 0 < full.share(full.symptom_ms - 1) < 1
        assert full.share(full.symptom_ms + DAY_MS) == pytest.approx(1)
        assert full.share(full.end_ms) == pytest.approx(0.1, abs=0.01)
        assert half.bpm == pytest.approx(full.bpm / 2)
        assert half.spo2 == pytest.approx(full.spo2 / 2)


def test_a_labelled_low_is_a_low_in_what_the_sensor_shows() -> None:
    stream = person(DORA, 7, days=DAYS)
    shown = {row.effective_ms: row.value for row in stream.readings if row.vital == "glucose"}
    lows = [label for label in stream.labels if label.kind == "hypo_2"]
    assert lows
    for label in lows:
        near = [value for at, value in shown.items() if label.onset_ms <= at <= label.end_ms + 20 * 60_000]
        assert not near or min(near) < 75


def test_devices_fail_late_data_come_and_context_is_told_imperfectly() -> None:
    clara, dora, ben = (person(traits, 7, days=DAYS) for traits in (CLARA, DORA, BEN))
    assert {"motion", "loose", "off"} <= {fault.kind for fault in clara.faults}
    assert {"compression", "no_signal", "warm_up"} <= {fault.kind for fault in dora.faults}
    assert any(row.received_ms - row.effective_ms > HOUR_MS for row in ben.readings)
    nights = [note for note in ben.notes if note.context == "sleep"]
    assert 0.5 * DAYS < len(nights) < DAYS


def test_times_and_effects_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="days"):
        person(ANNA, 1, days=5)
    with pytest.raises(ValueError, match="effect"):
        person(ANNA, 1, effect=3)
