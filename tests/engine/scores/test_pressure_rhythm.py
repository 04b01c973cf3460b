"""Blood pressure by day and at night, and the morning's rise."""

import re

import pytest
from healthsense_engine.assessment import NOT_ENOUGH_DATA, Assessment, Confidence
from healthsense_engine.pressure_reading import Reading
from healthsense_engine.scores import pressure_rhythm as rhythm
from strategies import DAY_MS, NOON_MS

MINUTE_MS = 60_000


def at(day: int, hour: float, systolic: float, diastolic: float = 75) -> Reading:
    minute = round(hour * 60)
    return Reading(
        NOON_MS + day * DAY_MS + (minute - 720) * MINUTE_MS, day, minute, round(systolic * 100), round(diastolic * 100)
    )


def extra(answer: Assessment) -> dict[str, float | str]:
    return dict(answer.extra)


@pytest.mark.parametrize(
    ("night", "fall", "word"),
    [(121, -121 / 120 * 100 + 100, "higher_at_night"), (120, 0.0, "small_fall"), (108, 10.0, "usual_fall"),
     (96, 20.0, "usual_fall"), (90, 25.0, "large_fall")],
)  # fmt: skip
def test_the_nightly_fall(night: float, fall: float, word: str) -> None:
    readings = [at(day, 10 + hour, 120) for day in range(2) for hour in range(10)]
    readings += [at(day, hour, night) for day in range(2) for hour in (1, 3, 5, 5.98)]
    answer = rhythm.day_night(readings)
    assert answer.value == pytest.approx(fall, abs=1e-9)
    assert (answer.band, answer.confidence) == (word, Confidence.HIGH)
    assert extra(answer)["dipping_ratio"] == pytest.approx(night / 120)
    assert not re.search("dipper|hypertens|non-dip", answer.explanation)


@pytest.mark.parametrize("hour", [0.98, 6.0, 8.98, 21.0])
def test_hours_between_day_and_night_belong_to_neither(hour: float) -> None:
    night = [at(0, 1 + step / 2, 100) for step in range(6)]
    day = [at(0, 9 + step, 120) for step in range(6)]
    answer = rhythm.day_night([*night, *day, at(0, hour, 300)])
    assert answer.value == pytest.approx(100 / 6)
    assert rhythm.day_night([*night[1:], *day, at(0, hour, 100)]).refused == NOT_ENOUGH_DATA
    assert rhythm.day_night([*night, *day[1:], at(0, hour, 120)]).refused == NOT_ENOUGH_DATA


def test_the_morning_rise_is_taken_over_the_lowest_reading_and_its_neighbours() -> None:
    night = [at(0, 1, 120), at(0, 2, 108), at(0, 3, 100), at(0, 4, 104), at(0, 5, 130)]
    answer = rhythm.morning_surge([*night, at(0, 6, 160), at(0, 9, 158)])
    assert answer.value == pytest.approx(159 - 104)
    assert (answer.band, answer.confidence) == ("large", Confidence.LOW)
    assert rhythm.morning_surge([*night, at(0, 6, 158.9)]).band == "usual"


def test_without_night_readings_the_morning_rise_says_what_a_cuff_by_day_can_tell() -> None:
    answer = rhythm.morning_surge([at(0, 7, 140), at(1, 8, 130), at(0, 20, 120), at(1, 4, 100)])
    assert answer.refused == NOT_ENOUGH_DATA
    assert extra(answer)["morning_evening_difference"] == pytest.approx(15.0)
    assert "15 mmHg higher" in answer.explanation


@pytest.mark.parametrize(
    ("morning", "text"),
    [
        (99.8, "systolic pressure is level with the night's lowest"),
        (96, "systolic pressure is 4 mmHg below the night's lowest"),
        (130, "systolic pressure is 30 mmHg above the night's lowest"),
    ],
)
def test_a_morning_without_a_rise_is_not_said_with_a_minus(morning: float, text: str) -> None:
    answer = rhythm.morning_surge([at(1, 2, 100), at(1, 4, 100), at(1, 8, morning)])
    assert text in answer.explanation
    assert "-" not in answer.explanation
