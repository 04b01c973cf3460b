"""Nights, days and minutes in, signals out."""

import random

import pytest
from healthsense_engine.answering.signals import JOBS
from healthsense_engine.measurement import Measurement
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading
from watching import at_once, says_the_same_in_any_order, watched

KEYS = ("illness_signal", "fatigue_signal", "dehydration_signal", "hypoxaemia_signal", "vitals_anomaly")
MIDNIGHT_MS = NOON_MS - 12 * HOUR_MS
SEVEN_MS = MIDNIGHT_MS + 7 * HOUR_MS


def night(day: int, bpm: float, *, midnight_ms: int = MIDNIGHT_MS, source: str = "watch") -> list[Measurement]:
    """The night that ended on the morning ``day`` days before today, a reading each 20 minutes; waking is fast."""
    start = midnight_ms - day * DAY_MS
    asleep = [reading("heart_rate", start + minute * MINUTE_MS, bpm, source=source) for minute in range(0, 420, 20)]
    awake = [reading("heart_rate", start + minute * MINUTE_MS, 110, source=source) for minute in (-5, 425)]
    return [*asleep, *awake]


def still(day: int, *, midnight_ms: int = MIDNIGHT_MS) -> list[Measurement]:
    """A step counter over a night in which nobody got up."""
    start = midnight_ms - day * DAY_MS
    return [
        reading("steps", start - HOUR_MS, 9000, source="watch"),
        reading("steps", start + HOUR_MS, 0, source="watch"),
        reading("steps", start + 6 * HOUR_MS, 0, source="watch"),
    ]


def nights(*bpm: float, steps: bool = True) -> list[Measurement]:
    """The last is last night."""
    days = range(len(bpm) - 1, -1, -1)
    rows = [row for day, beats in zip(days, bpm, strict=True) for row in night(day, beats)]
    return rows + [row for day in days for row in (still(day) if steps else ())]


@pytest.mark.parametrize(("last", "word"), [((60, 60), "green"), ((63.5, 63), "yellow"), ((64, 66), "red")])
def test_two_raised_nights(last: tuple[float, float], word: str) -> None:
    answer = at_once(nights(*[60] * 20, *last), NOON_MS)["illness_signal"]
    assert (answer.value, answer.band) == (word, word)
    assert dict(answer.extra)["nights"] == 22
    assert "steps at night" not in answer.explanation.casefold()


def test_a_night_counts_once_it_is_over() -> None:
    rows = nights(*[60] * 14, 65, 65)
    with watched() as monitor:
        before = monitor.advance([row for row in rows if row.effective_ms < SEVEN_MS], SEVEN_MS - 1)
        assert before.assessments["illness_signal"].value == "green"
        assert before.wake_at_ms is not None
        assert monitor.advance((), SEVEN_MS).assessments["illness_signal"].value == "red"


def test_an_hour_with_steps_is_left_out() -> None:
    rows = nights(*[60] * 16)
    up = [row for row in rows if row.vital != "heart_rate" or not (0 <= row.effective_ms - MIDNIGHT_MS < HOUR_MS)]
    up += [reading("heart_rate", MIDNIGHT_MS + minute * MINUTE_MS, 120, source="watch") for minute in range(60)]
    up.append(reading("steps", MIDNIGHT_MS + 40 * MINUTE_MS, 300, source="watch"))
    assert dict(at_once(up, NOON_MS)["illness_signal"].extra)["night_mean"] == 60.0
    without = [row for row in up if row.vital != "steps" or row.scaled != 300]
    assert float(dict(at_once(without, NOON_MS)["illness_signal"].extra)["night_mean"]) > 80


def test_a_night_on_foot_is_none_and_old_nights_are_forgotten() -> None:
    rows = nights(*[60] * 16)
    shift = [
        reading("steps", MIDNIGHT_MS + hour * HOUR_MS + 30_000, 500 * hour + 9, source="watch") for hour in range(7)
    ]
    calm = [row for row in rows if row.vital == "heart_rate" or row.effective_ms < MIDNIGHT_MS]
    with watched() as monitor:
        walked = monitor.advance([*calm, *shift], NOON_MS).assessments["illness_signal"]
        assert dict(walked.extra)["nights"] == 15
        assert monitor.advance((), NOON_MS + 200 * DAY_MS).assessments["illness_signal"].refused == "missing_input"


def test_without_a_step_counter_every_hour_counts_with_low_confidence() -> None:
    answer = at_once(nights(*[60] * 30, steps=False), NOON_MS)["illness_signal"]
    assert (answer.value, answer.confidence) == ("green", "low")
    assert "Steps at night are not known" in answer.explanation


def test_one_resting_heart_rate_a_day_serves_where_there_are_no_nights() -> None:
    rows = [reading("resting_heart_rate", NOON_MS - day * DAY_MS - HOUR_MS, 56 if day > 1 else 60) for day in range(20)]
    answer = at_once(rows, NOON_MS)["illness_signal"]
    assert (answer.value, dict(answer.extra)["night_mean"]) == ("red", 60.0)
    assert answer.explanation.startswith("Resting heart rate was at least 4 bpm higher than usual for you")
    # Enough nights: they are not mixed with what the day says.
    both = at_once(rows + nights(*[50] * 20), NOON_MS)["illness_signal"]
    assert (both.value, dict(both.extra)["night_mean"]) == ("green", 50.0)


def test_nights_are_those_of_the_person_s_clock() -> None:
    midnight_ms = NOON_MS - 12 * HOUR_MS - 9 * HOUR_MS
    rows = [row for day in range(15) for row in night(day, 60 if day > 1 else 66, midnight_ms=midnight_ms)]
    assert at_once(rows, NOON_MS, {"time_zone": "Asia/Tokyo"})["illness_signal"].value == "red"
    kathmandu_ms = NOON_MS - 12 * HOUR_MS - 5 * HOUR_MS - 45 * MINUTE_MS
    rows = [row for day in range(15) for row in night(day, 60 if day > 1 else 66, midnight_ms=kathmandu_ms)]
    answer = at_once(rows, NOON_MS, {"time_zone": "Asia/Kathmandu"})["illness_signal"]
    assert (answer.value, dict(answer.extra)["night_mean"]) == ("red", 66.0)


def test_learning_and_stale() -> None:
    assert at_once((), NOON_MS)["illness_signal"].refused == "missing_input"
    assert at_once(nights(*[60] * 13), NOON_MS)["illness_signal"].refused == "learning"
    with watched() as monitor:
        monitor.advance(nights(*[60] * 14), NOON_MS)
        assert monitor.advance((), SEVEN_MS + 36 * HOUR_MS).assessments["illness_signal"].value == "green"
        assert monitor.advance((), SEVEN_MS + 36 * HOUR_MS + 1).assessments["illness_signal"].refused == "stale_input"


def test_what_the_person_told_is_named_for_two_days() -> None:
    told = {"alcohol": True, "heat": True, "fluid_loss": False, "answered_on": "2025-06-15"}
    profile = {"questionnaires": {"context": told}}
    with watched(profile) as monitor:
        rows = [*nights(*[60] * 20, 66, 66), *night(-1, 66), *night(-2, 66)]
        first = monitor.advance(rows, NOON_MS)
        assert "You told of alcohol and heat" in first.assessments["illness_signal"].explanation
        assert dict(first.assessments["dehydration_signal"].extra)["fluid_loss"] == "yes"
        last = monitor.advance((), MIDNIGHT_MS + 2 * DAY_MS - 1)
        assert "You told" in last.assessments["illness_signal"].explanation
        gone = monitor.advance((), MIDNIGHT_MS + 2 * DAY_MS)
        assert "You told" not in gone.assessments["illness_signal"].explanation
        assert "fluid_loss" not in dict(gone.assessments["dehydration_signal"].extra)


def tired() -> list[Measurement]:
    rows = nights(*[60] * 28, 61, 66)
    for day in range(36):
        at_ms = MIDNIGHT_MS - day * DAY_MS + 7 * HOUR_MS
        rows.append(reading("hrv_rmssd", at_ms, (45 + day % 2) if day > 6 else 30))
        rows.append(reading("sleep_duration", at_ms, 450 if day > 2 else 330))
    return rows


def test_signs_of_strain() -> None:
    answer = at_once(tired(), NOON_MS)["fatigue_signal"]
    assert (answer.value, answer.band) == (3, "several_signs")
    without = at_once([row for row in tired() if row.vital != "hrv_rmssd"], NOON_MS)["fatigue_signal"]
    assert (without.value, without.lower, without.upper) == (None, 2, 3)
    assert at_once((), NOON_MS)["fatigue_signal"].refused == "missing_input"


def test_a_sign_counts_for_36_hours() -> None:
    with watched() as monitor:
        monitor.advance(tired(), NOON_MS)
        last = monitor.advance((), SEVEN_MS + 36 * HOUR_MS)
        assert last.assessments["fatigue_signal"].value == 3
        assert monitor.advance((), SEVEN_MS + 36 * HOUR_MS + 1).assessments["fatigue_signal"].refused == "missing_input"


def test_rmssd_and_sdnn_are_never_mixed() -> None:
    rows = [reading("hrv_rmssd", SEVEN_MS - day * DAY_MS, 40 + day % 2) for day in range(20)]
    rows += [reading("hrv_sdnn", SEVEN_MS - day * DAY_MS, 90 + day % 2) for day in range(10)]
    rows += [reading("sleep_duration", SEVEN_MS - day * DAY_MS, 450) for day in range(10)]
    used = {one.key: one.value for one in at_once(rows, NOON_MS)["fatigue_signal"].inputs}
    assert used == {"hrv_rmssd": 40.0, "sleep_duration": 450.0}


def test_signs_of_lacking_fluid() -> None:
    rows = nights(*[60] * 20, 64)
    rows += [reading("weight", NOON_MS - 2 * DAY_MS, 80), reading("weight", NOON_MS - HOUR_MS, 78)]
    answer = at_once(rows, NOON_MS)["dehydration_signal"]
    assert (answer.lower, answer.upper, answer.band) == (2, 3, "several_signs")
    hot = at_once([*rows, reading("temperature", NOON_MS - HOUR_MS, 38.5)], NOON_MS)["dehydration_signal"]
    assert (hot.value, hot.band) == (3, "several_signs")
    # Another scale is no comparison.
    other = [*rows[:-1], reading("weight", NOON_MS - HOUR_MS, 78, source="scale 2")]
    assert at_once(other, NOON_MS)["dehydration_signal"].refused == "learning"


def breathing(percent: float, minutes: int = 5) -> list[Measurement]:
    return [reading("spo2", NOON_MS - minute * MINUTE_MS, percent) for minute in range(minutes)]


def test_oxygen_by_home_bands_and_by_a_clinician_s_target() -> None:
    assert at_once(breathing(97), NOON_MS)["hypoxaemia_signal"].band == "usual"
    assert at_once(breathing(94), NOON_MS)["hypoxaemia_signal"].band == "worth_checking"
    assert at_once(breathing(91), NOON_MS)["hypoxaemia_signal"].band == "urgent"
    assert at_once(breathing(91, 2), NOON_MS)["hypoxaemia_signal"].band == "measure_again"
    assert at_once(breathing(91), NOON_MS, {"spo2_scale": 2})["hypoxaemia_signal"].band == "usual"
    assert at_once(breathing(97), NOON_MS + 16 * MINUTE_MS)["hypoxaemia_signal"].refused == "stale_input"


def test_oxygen_is_compared_with_what_was_learned() -> None:
    usual = [reading("spo2", NOON_MS - hour * HOUR_MS - 1000, 99) for hour in range(1, 24 * 8)]
    answer = at_once([*usual, *breathing(95)], NOON_MS)["hypoxaemia_signal"]
    assert (answer.band, answer.value) == ("worth_checking", 95.0)
    low = [reading("spo2", row.effective_ms, 93.6) for row in usual]
    assert at_once([*low, *breathing(93)], NOON_MS)["hypoxaemia_signal"].band == "usual"


def test_a_reading_of_the_stream_leaves_signals_of_days_alone() -> None:
    """What a heart rate costs once a second: a comparison, nothing is read from the store."""
    with watched() as monitor:
        monitor.advance(nights(*[60] * 20), NOON_MS)
        facts = monitor._facts
        assert facts is not None
        facts._store = None  # type: ignore[assignment] # any question to the store fails
        row = reading("heart_rate", NOON_MS + 1000, 150, source="watch")
        facts.move_to(NOON_MS + 1000, {"heart_rate": [row], "steps": [row]})
        for job in JOBS:
            if {"heart_rate", "steps"} & job.vitals:
                job.answer(facts)


def well(days: int, until_ms: int = NOON_MS, every_min: int = 10) -> list[Measurement]:
    """Heart rate, oxygen and breathing of somebody well, and a step counter that stands still."""
    chance = random.Random(5)
    out = []
    for minute in range(every_min, days * 1440, every_min):
        at_ms = until_ms - minute * MINUTE_MS
        for vital, middle, spread in (("heart_rate", 62, 4), ("spo2", 97, 0.6), ("respiratory_rate", 14, 1)):
            out.append(reading(vital, at_ms, round(middle + chance.uniform(-spread, spread), 1)))
        if minute % 60 == 0:
            out.append(reading("steps", at_ms, 100))
    return out


def ill(hours: float, since_ms: int = NOON_MS) -> list[Measurement]:
    out = []
    for minute in range(0, int(hours * 60), 5):
        at_ms = since_ms + minute * MINUTE_MS
        for vital, value in (("heart_rate", 84.0), ("spo2", 95.0), ("respiratory_rate", 19.0)):
            out.append(reading(vital, at_ms, value))
    return out


def test_two_unusual_hours_in_a_row_and_no_sooner() -> None:
    with watched() as monitor:
        learned = monitor.advance(well(9), NOON_MS)
        assert learned.assessments["vitals_anomaly"].band == "usual"
        seen = []
        for row in ill(2.5):
            result = monitor.advance([row], row.effective_ms)
            seen.append((row.effective_ms - NOON_MS, result.assessments["vitals_anomaly"].band))
        first = {word: next(at for at, band in seen if band == word) for word in ("measure_again", "unusual")}
        assert first["measure_again"] <= HOUR_MS
        assert HOUR_MS < first["unusual"] <= 2 * HOUR_MS
        answer = result.assessments["vitals_anomaly"]
        assert answer.extra[0][0] == "squared_distance"
        shares = [float(value) for key, value in answer.extra if key.startswith("share_")]
        assert sum(shares) == pytest.approx(dict(answer.extra)["squared_distance"])


def test_steps_in_the_hour_say_that_somebody_is_moving() -> None:
    rows = [*well(9), *ill(2)]
    rows += [reading("steps", NOON_MS + minute * MINUTE_MS, 100 + 80 * minute) for minute in range(0, 120, 5)]
    assert at_once(rows, NOON_MS + 2 * HOUR_MS)["vitals_anomaly"].band == "while_active"


def test_learning_and_nothing_current_say_so() -> None:
    assert at_once((), NOON_MS)["vitals_anomaly"].refused == "missing_input"
    assert at_once(well(5), NOON_MS)["vitals_anomaly"].refused == "learning"
    with watched() as monitor:
        monitor.advance(well(9), NOON_MS)
        assert monitor.advance((), NOON_MS + 50 * MINUTE_MS).assessments["vitals_anomaly"].band == "usual"
        assert monitor.advance((), NOON_MS + HOUR_MS).assessments["vitals_anomaly"].refused == "stale_input"


def test_a_first_reading_ever_begins_the_learning() -> None:
    with watched() as monitor:
        monitor.advance((), NOON_MS)
        first = monitor.advance([reading("heart_rate", NOON_MS + 1000, 60)], NOON_MS + 1000)
        assert first.assessments["vitals_anomaly"].refused == "learning"


def weeks(seed: int) -> list[Measurement]:
    chance = random.Random(seed)
    out = []
    for day in range(40):
        midnight = MIDNIGHT_MS - day * DAY_MS
        if chance.random() < 0.85:
            out += [
                reading(
                    "heart_rate", midnight + minute * MINUTE_MS, chance.randrange(50, 70), source=chance.choice("ab")
                )
                for minute in range(-300, 720, 37)
            ]
        if chance.random() < 0.7:
            for hour in (-3, 0.5, 3, 6.5, 9, 15):
                steps = int(max(0, hour) * 100) if chance.random() < 0.3 else 0
                out.append(reading("steps", midnight + int(hour * HOUR_MS), steps, source=chance.choice("ab")))
        for vital, middle in (("resting_heart_rate", 55), ("hrv_rmssd", 40), ("hrv_sdnn", 70), ("sleep_duration", 420),
                              ("weight", 80), ("temperature", 37), ("spo2", 96)):  # fmt: skip
            if chance.random() < 0.8:
                at_ms = midnight + chance.randrange(24) * HOUR_MS
                value = middle * (1 + 0.04 * chance.random())
                out.append(reading(vital, at_ms, round(value, 1), source=chance.choice("ab")))
    late = (0, 0, 0, 3 * MINUTE_MS, 9 * HOUR_MS, 50 * HOUR_MS)
    return [
        Measurement(row.vital, row.effective_ms, row.source, row.scaled, row.effective_ms + chance.choice(late))
        for row in out
    ]


@pytest.mark.parametrize(
    ("seed", "zone"), [(1, "UTC"), (2, "America/New_York"), (3, "Asia/Kathmandu"), (4, "Asia/Tokyo")]
)
def test_any_order_says_the_same(seed: int, zone: str) -> None:
    chance = random.Random(seed)
    moments = sorted(NOON_MS + DAY_MS - chance.randrange(30 * DAY_MS) for _ in range(40))
    told = {"context": {"travel": True, "heat": seed % 2 == 0, "answered_on": "2025-06-05"}}
    profile = {"time_zone": zone, "questionnaires": told}
    says_the_same_in_any_order(weeks(seed), [*moments, NOON_MS + 3 * DAY_MS], KEYS, profile, seed)
