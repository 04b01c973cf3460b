"""Personal limits that are worth considering: what they rest on, who may take them; nothing changes by itself."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from healthsense_engine.alerts.controls import ControlError, Controls, Origin, PersonalLimit, check
from healthsense_engine.alerts.defaults import DEFAULTS, SPO2_TARGET
from healthsense_engine.alerts.proposals import (
    MIN_DAYS,
    ROWS,
    FromHistory,
    LimitProposal,
    from_history,
    from_target,
    limit_from,
    propose,
    to_ask_for,
)
from healthsense_engine.profile import Profile
from healthsense_engine.store import Store
from healthsense_engine.vitals import VITALS
from watch_scenes import DAY, HOUR, at, reading

NOW = at("2026-11-20T12:00")
COPD = Profile(conditions=frozenset({"copd"}))
ANYBODY = Profile()


def hourly(values: Sequence[float], days: int = 28) -> list[tuple[int, float]]:
    """Return a value for each hour of the days before now, the given ones in turn."""
    return [(NOW - (days * 24 - hour) * HOUR, values[hour % len(values)]) for hour in range(days * 24)]


def proposed(
    histories: Mapping[str, Sequence[tuple[int, float]]], profile: Profile = ANYBODY, controls: Controls | None = None
) -> dict[str, LimitProposal]:
    found = from_history(lambda vital: histories.get(vital, ()), profile, controls or Controls(), NOW)
    return {one.rule: one for one in found}


def limited(rule: str, value: float, origin: Origin) -> Controls:
    return Controls(limits={rule: PersonalLimit(value, origin, "u", 0)})


def test_the_table_names_rules_and_vitals_that_belong_together() -> None:
    for row in ROWS:
        assert row.rule == SPO2_TARGET or DEFAULTS[row.rule].vital in (row.vital, "heart_rate")
        assert row.vital in VITALS
        assert row.share in (1, 99)
        assert row.margin >= 0


@pytest.mark.parametrize(
    ("row", "values", "limit"),
    [
        # Percentile by definition 7 of 101 values from 50 to 150: the 99th is 149, the 1st 51.
        (FromHistory("heart_rate_high", "heart_rate", 99, 20, 5), range(50, 151), 169),
        (FromHistory("heart_rate_low", "heart_rate", 1, 8, 3), range(50, 151), 43),
        (FromHistory("heart_rate_low", "heart_rate", 1, 8, 3), [90.0] * 3, 60),  # what may be set ends there
        (FromHistory("spo2_low_spot", "spo2", 1, 1, 1), [91.6] * 3, 90),
    ],
)
def test_a_limit_is_the_percentile_and_a_margin(row: FromHistory, values: Sequence[float], limit: float) -> None:
    assert limit_from(row, [float(value) for value in values])[0] == limit


def test_a_slow_heart_gets_a_lower_limit_with_what_it_rests_on() -> None:
    found = proposed({"heart_rate": hourly([44, 48, 60, 75])})
    assert found["heart_rate_low"] == LimitProposal(
        "heart_rate_low", 36, 40, "bpm", Origin.HISTORY, "HealthSense's own", NOW, observed=44, share=1,
        values=28 * 24, days=29,
    )  # fmt: skip
    assert found["heart_rate_low"].as_dict() == {
        "rule": "heart_rate_low", "value": 36.0, "instead_of": 40, "unit": "bpm", "origin": "history",
        "source": "HealthSense's own", "proposed_at": "2026-11-20T11:00:00+00:00", "clinician_only": False, "by": "",
        "observed": 44, "percentile": 1, "values": 672, "days": 29,
    }  # fmt: skip


def test_the_resting_heart_rate_stands_in_where_there_is_no_stream() -> None:
    nights = [(NOW - ago * DAY, 46.0) for ago in range(20, 0, -1)]
    assert proposed({"resting_heart_rate": nights})["heart_rate_low"].value == 34
    both = proposed({"resting_heart_rate": nights, "heart_rate": hourly([44, 75])})
    assert both["heart_rate_low"].value == 36


def test_too_little_is_known_for_a_proposal() -> None:
    assert proposed({"heart_rate": hourly([44, 75], days=MIN_DAYS - 2)}) == {}
    assert proposed({"heart_rate": hourly([44, 75])[::24]}) == {}


def test_a_change_that_is_hardly_one_is_not_proposed() -> None:
    assert "heart_rate_low" not in proposed({"heart_rate": hourly([49, 75])})  # 41 in place of 40


def test_low_oxygen_is_proposed_from_history_only_where_it_is_usual_for_a_reason() -> None:
    low = {"spo2": hourly([90.2, 92, 93])}
    assert proposed(low) == {}
    found = proposed(low, COPD)
    assert (found["spo2_low_spot"].value, found["spo2_low_spot"].instead_of) == (89, 94)
    assert not found["spo2_low_spot"].clinician_only
    assert (found[SPO2_TARGET].value, found[SPO2_TARGET].clinician_only) == (90, True)


def test_where_a_clinician_said_what_holds_history_says_nothing() -> None:
    low = {"spo2": hourly([90.2, 92]), "heart_rate": hourly([44, 75])}
    assert "heart_rate_low" not in proposed(low, COPD, limited("heart_rate_low", 35, Origin.CLINICIAN))
    assert proposed(low, COPD, limited(SPO2_TARGET, 88, Origin.CLINICIAN)).keys() == {
        "heart_rate_low",
        "heart_rate_high",
    }
    assert "spo2_low_spot" not in proposed(low, Profile(conditions=frozenset({"copd"}), spo2_scale=2))
    # What somebody set for themselves may be proposed anew.
    assert proposed(low, COPD, limited("heart_rate_low", 50, Origin.PERSON))["heart_rate_low"].instead_of == 50


def test_a_target_is_asked_for_where_carbon_dioxide_may_be_retained() -> None:
    (asked,) = to_ask_for(COPD, Controls(), NOW)
    assert (asked.rule, asked.value, asked.clinician_only) == (SPO2_TARGET, 88, True)
    assert "Thorax 2017" in asked.source
    assert list(to_ask_for(ANYBODY, Controls(), NOW)) == []
    assert list(to_ask_for(COPD, limited(SPO2_TARGET, 88, Origin.CLINICIAN), NOW)) == []


def test_a_clinician_s_target_is_kept_with_who_named_it_who_took_it_and_when() -> None:
    named = from_target(88, " Dr. Weber ", COPD, Controls(), NOW)
    setting = named.take("user-1", NOW + 1)
    assert setting.body == {"value": 88, "origin": "clinician", "named_by": "Dr. Weber"}
    assert (setting.key, setting.set_by, setting.set_ms) == ("limit.spo2_target", "user-1", NOW + 1)
    check(setting)
    assert Controls.of({setting.key: setting}).limits[SPO2_TARGET].origin is Origin.CLINICIAN


@pytest.mark.parametrize(
    ("low", "by", "field", "reason"),
    [
        (70, "Dr. W", "value", "implausible"),
        (float("nan"), "Dr. W", "value", "not_a_number"),
        (88, " ", "by", "missing"),
    ],
)
def test_a_target_that_cannot_be(low: float, by: str, field: str, reason: str) -> None:
    with pytest.raises(ControlError) as refused:
        from_target(low, by, COPD, Controls(), NOW)
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_what_only_a_clinician_may_do_cannot_be_taken_by_anybody_else() -> None:
    (asked,) = to_ask_for(COPD, Controls(), NOW)
    with pytest.raises(ControlError, match="origin: clinician_only"):
        asked.take("user-1", NOW)
    body = asked.take("user-1", NOW, as_clinician=True).body
    assert body is not None
    assert body["origin"] == "clinician"
    own = proposed({"heart_rate": hourly([44, 75])})["heart_rate_low"].take("user-1", NOW)
    assert own.body == {"value": 36.0, "origin": "history"}


def test_proposing_changes_nothing_in_the_store(tmp_path: Path) -> None:
    with closing(Store.open(tmp_path / "s.db", now_ms=NOW)) as store:
        rows: list[Any] = [reading("heart_rate", when, value) for when, value in hourly([44, 60, 75], days=20)]
        rows += [reading("systolic", NOW - ago * DAY, 118) for ago in range(20, 0, -1)]
        store.write("p", rows)
        before = list(store.dump("p"))
        found = propose(store, "p", COPD, Controls(), NOW)
        assert {one.rule for one in found} == {SPO2_TARGET, "heart_rate_low", "heart_rate_high", "systolic_low"}
        assert list(store.dump("p")) == before
        assert not store.settings("p")
