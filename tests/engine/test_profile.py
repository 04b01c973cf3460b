"""The profile: what it understands, and which field it names when it does not."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from healthsense_engine.measurement import to_datetime, to_ms
from healthsense_engine.profile import Activity, Profile, ProfileError, Sex, parse_profile
from strategies import NOON_MS


def parsed(**data: object) -> Profile:
    return parse_profile(data, now_ms=NOON_MS)


def test_everything_told() -> None:
    profile = parsed(
        birth_date="1961-03-02",
        sex="Male",
        height_cm=178,
        weight_kg=82.5,
        waist_cm=97,
        measured_on="2025-06-01",
        conditions=["Type 2 diabetes", "pregnant", "gout"],
        treatments=["Beta-blocker"],
        smoker=False,
        activity="active",
        time_zone="Europe/Warsaw",
        family_history="father",
    )
    assert (profile.birth_date, profile.sex, profile.smoker) == (date(1961, 3, 2), Sex.MALE, False)
    assert profile.conditions == {"diabetes", "pregnancy", "gout"}
    assert profile.treatments == {"beta_blocker"}
    assert profile.activity is Activity.VIGOROUS
    assert profile.answers == {"family_history": "father"}
    assert [(one.vital, one.value, one.source) for one in profile.measurements] == [
        ("height", 178, "profile"), ("weight", 82.5, "profile"), ("waist", 97, "profile"),
    ]  # fmt: skip
    assert to_datetime(profile.measurements[0].effective_ms) == datetime(2025, 5, 31, 22, tzinfo=UTC)


def test_nothing_told() -> None:
    profile = parsed()
    assert profile == Profile()
    assert profile.age_at(NOON_MS) is None


def test_measurements_are_dated_now_unless_told() -> None:
    profile = parsed(height_cm=178, weight_kg=80, measured_on={"height_cm": "2020-01-01"})
    assert [to_datetime(one.effective_ms).year for one in profile.measurements] == [2020, 2025]


@pytest.mark.parametrize(
    ("now", "age"),
    [
        (datetime(2025, 3, 1, 23, tzinfo=UTC), 63),
        (datetime(2025, 3, 2, 0, tzinfo=UTC), 64),
        (datetime(2025, 8, 31, 12, tzinfo=UTC), 64),
    ],
)
def test_age_in_completed_years(now: datetime, age: int) -> None:
    exact = parsed(birth_date="1961-03-02").age_at(to_ms(now))
    assert exact is not None
    assert int(exact) == age


def test_a_leap_day_s_child() -> None:
    profile = parsed(birth_date="2008-02-29")
    assert int(profile.age_at(to_ms(datetime(2025, 2, 28, 12, tzinfo=UTC))) or 0) == 16
    assert int(profile.age_at(to_ms(datetime(2025, 3, 1, 12, tzinfo=UTC))) or 0) == 17


def test_the_second_spo2_scale_is_for_hypercapnic_failure() -> None:
    assert parsed().spo2_scale == 1
    assert parsed(conditions=["hypercapnia"]).spo2_scale == 2
    assert parsed(conditions=["hypercapnia"], spo2_scale=1).spo2_scale == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"birth_date": "1961-13-02"}, "birth_date"),
        ({"birth_date": "2030-01-01"}, "birth_date"),
        ({"sex": "yes"}, "sex"),
        ({"height_cm": 5}, "height_cm"),
        ({"weight_kg": "80"}, "weight_kg"),
        ({"weight_kg": True}, "weight_kg"),
        ({"waist_cm": float("nan")}, "waist_cm"),
        ({"weight_kg": 80, "measured_on": "some day"}, "measured_on"),
        ({"weight_kg": 80, "measured_on": "1950-01-01", "birth_date": "1961-03-02"}, "measured_on"),
        ({"conditions": "diabetes"}, "conditions"),
        ({"conditions": [1]}, "conditions"),
        ({"treatments": ["x"] * 51}, "treatments"),
        ({"smoker": "sometimes"}, "smoker"),
        ({"activity": "couch"}, "activity"),
        ({"spo2_scale": 3}, "spo2_scale"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
    ],
)
def test_what_is_wrong_is_named(data: dict[str, Any], field: str) -> None:
    with pytest.raises(ProfileError) as caught:
        parsed(**data)
    assert caught.value.field == field
