"""The monitor: what counts, when it stops counting, and what a reading costs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from healthsense_engine.catalog import CATALOG
from healthsense_engine.measurement import Measurement
from healthsense_engine.monitor import Monitor, Result
from healthsense_engine.profile import parse_profile
from healthsense_engine.risk import registry
from healthsense_engine.store import Store, StoreFullError, Written
from healthsense_engine.vitals import VITALS, Site
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS, reading

PERSON = "p"
QUARTER_MS = 15 * MINUTE_MS
FACTS: dict[str, Any] = {"birth_date": "1961-03-02", "sex": "male"}

type Watch = Callable[..., Monitor]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "s.db", now_ms=NOON_MS)
    yield opened
    opened.close()


@pytest.fixture
def watch(store: Store) -> Watch:
    def make(priorities: Mapping[str, Sequence[str]] = {}, **facts: object) -> Monitor:
        profile = parse_profile({**FACTS, **facts}, now_ms=NOON_MS)
        models = {name: registry.load(name) for name in registry.available()}
        return Monitor(store, PERSON, profile, priorities=priorities, models=models)

    return make


def cuff(at_ms: int, systolic: float, diastolic: float, pulse: float | None = None) -> list[Measurement]:
    rows = [reading("systolic", at_ms, systolic, source="cuff"), reading("diastolic", at_ms, diastolic, source="cuff")]
    return rows if pulse is None else [*rows, reading("cuff_pulse", at_ms, pulse, source="cuff")]


def bounds(result: Result) -> tuple[object, ...]:
    answer = result.assessments["news2"]
    return answer.value, answer.lower, answer.upper


def used(result: Result, key: str) -> dict[str, object]:
    return {one.key: one.value for one in result.assessments[key].inputs}


def test_every_assessment_is_answered_in_the_catalog_s_order(watch: Watch) -> None:
    result = watch().advance((), NOON_MS)
    assert tuple(result.assessments) == tuple(CATALOG)
    for key, answer in result.assessments.items():
        assert answer.key == key
        assert (answer.value is None and answer.lower is None) == (answer.refused is not None)
    assert result.assessments["overall_status"].value == "no_data"
    assert result.changed == frozenset(CATALOG)
    assert watch().advance((), NOON_MS).current == {}


def test_news2_becomes_whole_input_by_input(watch: Watch) -> None:
    monitor = watch()
    rows = [
        reading("heart_rate", NOON_MS, 95),
        reading("spo2", NOON_MS, 95),
        reading("respiratory_rate", NOON_MS, 18),
        reading("systolic", NOON_MS, 105),
        reading("temperature", NOON_MS, 38.2),
        Measurement("supplemental_oxygen", NOON_MS, "manual", 0, NOON_MS),
        Measurement("consciousness", NOON_MS, "manual", 0, NOON_MS),
    ]
    seen = [bounds(monitor.advance([row], NOON_MS)) for row in rows]
    assert seen == [
        (None, 1, 18), (None, 2, 16), (None, 2, 13), (None, 3, 11), (None, 4, 9), (None, 4, 7), (4, 4, 4),
    ]  # fmt: skip


def test_a_reading_counts_for_its_time_and_then_no_more(watch: Watch) -> None:
    monitor = watch()
    first = monitor.advance([reading("heart_rate", NOON_MS, 131)], NOON_MS)
    assert first.current["heart_rate"].fresh
    assert first.wake_at_ms == NOON_MS + QUARTER_MS + 1
    still = monitor.advance((), NOON_MS + QUARTER_MS)
    assert "heart_rate" in used(still, "news2")
    assert still.changed == frozenset()
    gone = monitor.advance((), NOON_MS + QUARTER_MS + 1)
    assert not gone.current["heart_rate"].fresh
    assert gone.assessments["news2"].refused == "missing_input"
    assert gone.changed >= {"heart_rate", "news2", "overall_status", "heart_rate_trend"}


@pytest.mark.parametrize("vital", ["supplemental_oxygen", "consciousness"])
def test_what_a_person_told_is_valid_for_24_hours(watch: Watch, vital: str) -> None:
    monitor = watch()
    monitor.advance([Measurement(vital, NOON_MS, "manual", 1, NOON_MS)], NOON_MS)
    assert vital in used(monitor.advance((), NOON_MS + DAY_MS), "news2")
    assert vital not in used(monitor.advance((), NOON_MS + DAY_MS + 1), "news2")


def test_the_cuff_s_pulse_serves_where_no_heart_rate_is_current(watch: Watch) -> None:
    monitor = watch()
    result = monitor.advance([*cuff(NOON_MS, 120, 80, pulse=45), reading("heart_rate", NOON_MS, 70)], NOON_MS)
    assert used(result, "news2")["heart_rate"] == 70
    later = monitor.advance((), NOON_MS + HOUR_MS)
    assert used(later, "news2")["cuff_pulse"] == 45
    assert later.assessments["news2"].missing.count("heart_rate") == 0
    assert monitor.advance((), NOON_MS + 12 * HOUR_MS + 1).assessments["news2"].refused == "missing_input"


def test_skin_temperature_is_no_body_temperature(watch: Watch) -> None:
    skin = Measurement("temperature", NOON_MS, "ring", 33_000, NOON_MS, None, Site.SKIN)
    assert watch().advance([skin], NOON_MS).assessments["news2"].refused == "missing_input"


def test_priorities_choose_the_source_while_it_is_fresh(watch: Watch) -> None:
    monitor = watch(priorities={"heart_rate": ("strap", "watch")})
    rows = [
        reading("heart_rate", NOON_MS, 60, source="strap"),
        reading("heart_rate", NOON_MS + MINUTE_MS, 61, source="watch"),
        reading("heart_rate", NOON_MS + 2 * MINUTE_MS, 62, source="other"),
    ]
    at = NOON_MS + 2 * MINUTE_MS

    def counts(now_ms: int) -> tuple[str, bool]:
        one = monitor.advance((), now_ms).current["heart_rate"]
        return one.measurement.source, one.fresh

    monitor.advance(rows, at)
    assert counts(at) == ("strap", True)
    assert counts(NOON_MS + QUARTER_MS + 1) == ("watch", True)
    assert counts(NOON_MS + QUARTER_MS + MINUTE_MS + 1) == ("other", True)
    # Nothing is fresh: the last value is the newest of all.
    assert counts(NOON_MS + HOUR_MS) == ("other", False)


def test_unlisted_sources_rank_by_newness_then_name(watch: Watch) -> None:
    monitor = watch()
    rows = [reading("spo2", NOON_MS, 97, source=name) for name in ("b", "a")]
    assert monitor.advance(rows, NOON_MS).current["spo2"].measurement.source == "a"
    newer = reading("spo2", NOON_MS + 1000, 96, source="b")
    assert monitor.advance([newer], NOON_MS + 1000).current["spo2"].measurement.source == "b"


def test_other_priorities_take_effect_at_the_next_advance(watch: Watch) -> None:
    monitor = watch()
    rows = [reading("spo2", NOON_MS, 97, source=name) for name in ("b", "a")]
    monitor.advance(rows, NOON_MS)
    monitor.update_profile(parse_profile(FACTS, now_ms=NOON_MS), {"spo2": ["b"]})
    assert monitor.advance((), NOON_MS).current["spo2"].measurement.source == "b"


def test_the_profile_s_measurements_are_readings_and_the_newest_wins(watch: Watch, store: Store) -> None:
    monitor = watch(weight_kg=80, height_cm=180, measured_on="2025-06-10")
    assert monitor.advance((), NOON_MS).current["weight"].measurement.value == 80
    scale = reading("weight", NOON_MS, 78.5, source="scale")
    assert monitor.advance([scale], NOON_MS).current["weight"].measurement.value == 78.5
    watch(weight_kg=80, height_cm=180, measured_on="2025-06-10").advance((), NOON_MS)
    assert len(store.readings(PERSON, "weight", 0, NOON_MS + 1)) == 2
    older = reading("weight", NOON_MS - 20 * DAY_MS, 83, source="scale2")
    listed = Monitor(store, PERSON, parse_profile(FACTS, now_ms=NOON_MS), priorities={"weight": ["scale2"]})
    assert listed.advance([older], NOON_MS).current["weight"].measurement.value == 78.5


def test_a_profile_measured_later_is_not_known_before(watch: Watch) -> None:
    monitor = watch(weight_kg=80, measured_on="2025-06-17")
    early = monitor.advance((), NOON_MS)
    assert "weight" not in early.current
    assert early.wake_at_ms == NOON_MS + 12 * HOUR_MS
    assert monitor.advance((), NOON_MS + 12 * HOUR_MS).current["weight"].measurement.value == 80


def test_a_reading_that_was_deleted_is_forgotten_when_told(watch: Watch, store: Store) -> None:
    monitor = watch()
    rows = [reading("heart_rate", NOON_MS - 1000, 60), reading("heart_rate", NOON_MS, 131)]
    assert bounds(monitor.advance(rows, NOON_MS)) == (None, 3, 20)
    store.delete(PERSON, "heart_rate", NOON_MS, "ha:one")
    monitor.forget(["heart_rate"])
    assert bounds(monitor.advance((), NOON_MS)) == (None, 0, 17)
    store.erase(PERSON)
    monitor.forget()
    result = monitor.advance((), NOON_MS)
    assert (result.current, result.assessments["overall_status"].value) == ({}, "no_data")
    assert "heart_rate" in result.changed


def test_blood_pressure_categories_by_local_days(watch: Watch) -> None:
    """Midnight in Tokyo is 15:00 UTC: three days there are four days in UTC."""
    monitor = watch(time_zone="Asia/Tokyo")
    rows = []
    for day in range(3):
        midnight_in_tokyo = NOON_MS - 12 * HOUR_MS + 15 * HOUR_MS + (day - 4) * DAY_MS
        for hour in (0, 1, 20, 23):
            rows += cuff(midnight_in_tokyo + hour * HOUR_MS, 150 if day == 0 else 128, 78)
    result = monitor.advance(rows, NOON_MS)
    assert result.assessments["bp_category_esc"].value == "elevated"
    assert result.assessments["bp_category_acc"].value == "elevated"
    assert used(result, "bp_category_esc") == {"systolic_mean": 128, "diastolic_mean": 78}
    in_utc = watch(time_zone="UTC").advance((), NOON_MS).assessments["bp_category_esc"]
    assert dict(in_utc.extra)["days"] == 4


def test_the_protocol_s_window_ends_at_local_midnight(watch: Watch) -> None:
    monitor = watch(time_zone="Asia/Tokyo")
    times = [NOON_MS + day * DAY_MS + hour * HOUR_MS for day in range(3) for hour in range(4)]
    rows = [row for at_ms in times for row in cuff(at_ms, 120, 80)]
    end = NOON_MS + 2 * DAY_MS + 4 * HOUR_MS
    assert monitor.advance(rows, end).assessments["bp_category_esc"].value == "elevated"
    # 15:00 UTC is midnight in Tokyo. The first day leaves the seven: too few are left.
    midnight = NOON_MS + 3 * HOUR_MS + 6 * DAY_MS
    assert monitor.advance((), midnight - 1).assessments["bp_category_esc"].value == "elevated"
    assert monitor.advance((), midnight - 1).wake_at_ms == midnight
    assert monitor.advance((), midnight).assessments["bp_category_esc"].refused == "not_enough_data"


def test_one_cuff_reported_by_two_apps_counts_once(watch: Watch) -> None:
    monitor = watch(priorities={"systolic": ["app"]})
    twice = [row for name in ("app", "cloud") for row in (
        reading("systolic", NOON_MS, 120, source=name),
        reading("diastolic", NOON_MS + 20, 80, source=name),
    )]  # fmt: skip
    result = monitor.advance(twice, NOON_MS + 1000)
    assert dict(result.assessments["bp_category_esc"].extra)["readings"] == 1
    assert result.assessments["map"].inputs[0].source == "app"


def test_map_and_pulse_pressure_need_a_complete_reading(watch: Watch) -> None:
    monitor = watch()
    alone = monitor.advance([reading("systolic", NOON_MS, 120, source="cuff")], NOON_MS)
    assert alone.assessments["map"].refused == "missing_input"
    paired = monitor.advance([reading("diastolic", NOON_MS + 9_000, 80, source="cuff")], NOON_MS + 9_000)
    assert paired.assessments["map"].value == pytest.approx(93.33, abs=0.01)
    assert paired.assessments["pulse_pressure"].value == 40
    stale = monitor.advance((), NOON_MS + 12 * HOUR_MS + 1)
    assert stale.assessments["map"].refused == "stale_input"


def test_a_nearer_or_corrected_value_takes_a_cuff_reading_apart(watch: Watch) -> None:
    monitor = watch()
    monitor.advance(cuff(NOON_MS, 120, 80), NOON_MS)
    nearer = [
        reading("systolic", NOON_MS + 4_000, 130, source="cuff"),
        reading("diastolic", NOON_MS + 5_000, 82, source="cuff"),
    ]
    assert monitor.advance(nearer[1:], NOON_MS + 5_000).assessments["pulse_pressure"].value == 40
    both = monitor.advance(nearer[:1], NOON_MS + 5_000)
    assert both.assessments["pulse_pressure"].value == 48
    assert dict(both.assessments["bp_category_esc"].extra)["readings"] == 2
    # Corrected later: a diastolic that is not below its systolic makes no reading.
    wrong = reading("diastolic", NOON_MS + 5_000, 131, source="cuff", received_ms=NOON_MS + HOUR_MS)
    left = monitor.advance([wrong], NOON_MS + HOUR_MS)
    assert left.assessments["pulse_pressure"].value == 40
    assert dict(left.assessments["bp_category_esc"].extra)["readings"] == 1
    wrong = reading("diastolic", NOON_MS, 121, source="cuff", received_ms=NOON_MS + HOUR_MS)
    assert monitor.advance([wrong], NOON_MS + HOUR_MS).assessments["map"].refused == "missing_input"


def test_a_cuff_reading_of_last_year_changes_nothing_now(watch: Watch) -> None:
    monitor = watch()
    before = monitor.advance(cuff(NOON_MS, 120, 80), NOON_MS)
    after = monitor.advance(cuff(NOON_MS - 300 * DAY_MS, 150, 90), NOON_MS)
    assert after.changed == frozenset()
    assert after.assessments["map"] == before.assessments["map"]


def test_a_reading_told_again_with_another_value_counts_at_once(watch: Watch) -> None:
    monitor = watch()
    monitor.advance([reading("heart_rate", NOON_MS, 60)], NOON_MS)
    again = reading("heart_rate", NOON_MS, 131, received_ms=NOON_MS + 1000)
    result = monitor.advance([again], NOON_MS + 1000)
    assert result.current["heart_rate"].measurement.value == 131
    assert result.assessments["news2"].lower == 3
    # Two of one minute, one of them a correction: the minute is read as the store has it.
    both = [
        reading("heart_rate", NOON_MS + 30_000, 100),
        reading("heart_rate", NOON_MS, 60, received_ms=NOON_MS + 30_000),
    ]
    monitor.advance(both, NOON_MS + 30_000)
    assert monitor._caches is not None
    assert monitor._caches.windows["heart_rate"].recent(NOON_MS) == [80.0]


def test_the_trend_reaches_back_three_hours_from_the_newest_reading(watch: Watch) -> None:
    """Also where the newest is a quarter of an hour old and the hour nearly over."""
    monitor = watch()
    newest = NOON_MS + 44 * MINUTE_MS
    rows = [reading("heart_rate", newest - minute * MINUTE_MS, 60 + minute / 10) for minute in range(240)]
    live = monitor.advance(rows, newest)
    late = monitor.advance((), newest + 15 * MINUTE_MS)
    for result in (live, late, watch().advance((), newest + 15 * MINUTE_MS)):
        answer = result.assessments["heart_rate_trend"]
        assert dict(answer.extra)["blocks"] == 18
        assert answer.value == pytest.approx(-6, abs=0.1)


def test_the_trend_uses_the_better_source_of_each_minute(watch: Watch) -> None:
    monitor = watch(priorities={"heart_rate": ["strap"]})
    rows = []
    for minute in range(120):
        at_ms = NOON_MS - (120 - minute) * MINUTE_MS
        rows.append(reading("heart_rate", at_ms, 60, source="strap"))
        rows.append(reading("heart_rate", at_ms, 60 + minute, source="w"))
    answer = monitor.advance(rows, NOON_MS).assessments["heart_rate_trend"]
    assert (answer.value, answer.band) == (0, "steady")


def test_the_baseline_is_learned_and_then_compared(watch: Watch) -> None:
    monitor = watch()
    rows = [
        reading("heart_rate", NOON_MS - 7 * DAY_MS + minute * MINUTE_MS, 60 + minute // 60 % 3)
        for minute in range(0, 7 * 1440, 20)
    ]
    before = monitor.advance(rows[: 5 * 72], NOON_MS - 2 * DAY_MS).assessments["heart_rate_deviation"]
    assert before.refused == "learning"
    learned = monitor.advance([*rows, reading("heart_rate", NOON_MS, 90)], NOON_MS)
    answer = learned.assessments["heart_rate_deviation"]
    assert (answer.value, answer.band) == (29, "higher_than_usual")
    assert learned.assessments["overall_status"].value == "worth_checking"
    assert dict(answer.extra)["hours"] == 7 * 24


def test_diabetes_risk_from_profile_and_cuff(watch: Watch) -> None:
    monitor = watch(weight_kg=82, height_cm=178, waist_cm=97, activity="moderate", measured_on="2025-06-10")
    rows = [row for minute in range(4) for row in cuff(NOON_MS + minute * MINUTE_MS, 130 + minute, 80, pulse=66)]
    answer = monitor.advance(rows, NOON_MS + HOUR_MS).assessments["diabetes_risk"]
    inputs = {one.key: one for one in answer.inputs}
    assert isinstance(answer.value, float)
    assert 0 < answer.value < 100
    assert inputs["systolic"].value == 132  # the mean of the newest three
    assert inputs["pulse"].value == 66
    assert inputs["bmi"].value == pytest.approx(25.88, abs=0.01)


def test_without_a_cuff_pulse_the_heart_rate_beside_the_reading_serves(watch: Watch) -> None:
    monitor = watch(weight_kg=82, height_cm=178, waist_cm=97, activity="moderate", measured_on="2025-06-10")
    assert monitor.advance(cuff(NOON_MS, 130, 80), NOON_MS).assessments["diabetes_risk"].missing == ("pulse",)
    beside = [reading("heart_rate", NOON_MS + minute * MINUTE_MS, 60 + minute) for minute in range(-9, 10)]
    result = monitor.advance(beside, NOON_MS + 10 * MINUTE_MS)
    # Minutes -5 to +4 lie within five minutes.
    assert used(result, "diabetes_risk")["pulse"] == 59.5


def test_the_age_among_the_inputs_grows_on_the_birthday(watch: Watch) -> None:
    monitor = watch(birth_date="1961-06-17")
    assert used(monitor.advance((), NOON_MS), "diabetes_risk")["age"] == 63
    assert used(monitor.advance((), NOON_MS + 12 * HOUR_MS), "diabetes_risk")["age"] == 64


def test_without_a_model_there_is_a_refusal(store: Store) -> None:
    monitor = Monitor(store, PERSON, parse_profile(FACTS, now_ms=NOON_MS))
    answer = monitor.advance((), NOON_MS).assessments["diabetes_risk"]
    assert (answer.refused, answer.missing) == ("missing_input", ("model",))


def test_a_child_is_refused_until_the_sixteenth_birthday(watch: Watch) -> None:
    monitor = watch(birth_date="2009-06-17")
    child = monitor.advance([reading("temperature", NOON_MS, 37)], NOON_MS)
    assert child.assessments["news2"].refused == "not_valid_for"
    midnight = NOON_MS + 12 * HOUR_MS
    assert monitor.advance((), midnight - 1).assessments["news2"].refused == "not_valid_for"
    assert monitor.advance((), midnight - 1).wake_at_ms == midnight
    grown = monitor.advance([reading("temperature", midnight, 37)], midnight)
    assert grown.assessments["news2"].lower == 0


def test_data_quality_counts_the_last_24_hours(watch: Watch, store: Store) -> None:
    monitor = watch(weight_kg=80, measured_on="2025-06-16")  # what the profile tells did not come in
    store.count_rejected(PERSON, NOON_MS)
    rows = [reading("heart_rate", NOON_MS + second * 1000, 60) for second in range(3)]

    def counts(now_ms: int, batch: Sequence[Measurement] = ()) -> tuple[object, dict[str, object]]:
        answer = monitor.advance(batch, now_ms).assessments["data_quality"]
        return answer.value, dict(answer.extra)

    assert counts(NOON_MS + 3000, rows) == (75.0, {"accepted": 3, "rejected": 1})
    store.count_rejected(PERSON, NOON_MS + HOUR_MS)
    assert counts(NOON_MS + HOUR_MS + MINUTE_MS) == (60.0, {"accepted": 3, "rejected": 2})
    assert counts(NOON_MS + DAY_MS - 1) == (60.0, {"accepted": 3, "rejected": 2})
    assert counts(NOON_MS + DAY_MS) == (0.0, {"accepted": 0, "rejected": 1})
    assert counts(NOON_MS + DAY_MS + HOUR_MS) == (None, {})


def test_another_store_starts_anew(watch: Watch, tmp_path: Path) -> None:
    monitor = watch(weight_kg=80, measured_on="2025-06-10")
    monitor.advance([reading("heart_rate", NOON_MS, 60)], NOON_MS)
    other = Store.open(tmp_path / "other.db", now_ms=NOON_MS)
    monitor.use_store(other)
    assert set(monitor.advance((), NOON_MS).current) == {"weight"}
    other.close()


def test_after_an_error_of_the_store_nothing_remembered_is_believed(
    watch: Watch, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monitor = watch(weight_kg=80, measured_on="2025-06-10")
    monitor.advance([reading("heart_rate", NOON_MS, 60)], NOON_MS)

    def full(*args: object, **kwargs: object) -> Written:
        store._undo()
        raise StoreFullError("no room")

    with monkeypatch.context() as patch:
        patch.setattr(store, "write", full)
        with pytest.raises(StoreFullError):
            monitor.advance([reading("heart_rate", NOON_MS + 1000, 61)], NOON_MS + 1000)
    assert set(monitor.advance((), NOON_MS + 2000).current) == {"weight"}


def test_results_are_snapshots(watch: Watch) -> None:
    monitor = watch()
    first = monitor.advance([reading("heart_rate", NOON_MS, 60)], NOON_MS)
    monitor.advance([reading("heart_rate", NOON_MS + 1000, 90)], NOON_MS + 1000)
    assert first.current["heart_rate"].measurement.value == 60
    assert used(first, "news2")["heart_rate"] == 60


def test_what_was_written_is_told(watch: Watch) -> None:
    row = reading("heart_rate", NOON_MS, 60)
    result = watch(weight_kg=80, measured_on="2025-06-10").advance([row, row], NOON_MS)
    assert (result.written.stored, result.written.duplicates) == ((row,), 1)


class Counted:
    """A store that counts what is asked of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.rows = 0
        self.calls = 0

    def __getattr__(self, name: str) -> object:
        found = getattr(self._store, name)
        if not callable(found):
            return found

        def counted(*args: object, **kwargs: object) -> object:
            self.calls += 1
            answer = found(*args, **kwargs)
            self.rows += len(answer) if isinstance(answer, list) else 1
            return answer

        return counted


def cost_of_a_reading(store: Store, days: int, vitals: Sequence[str]) -> tuple[int, int]:
    """Return store calls and rows for the next in-order minute after ``days`` of history."""
    person = f"after {days} days"
    for day in range(days):
        at_ms = NOON_MS - (days - day) * DAY_MS
        store.write(person, [reading(vital, at_ms + hour * HOUR_MS, 100) for vital in vitals for hour in range(24)
                             if VITALS[vital].plausible[1] >= 100])  # fmt: skip
    counted = Counted(store)
    monitor = Monitor(counted, person, parse_profile(FACTS, now_ms=NOON_MS))  # type: ignore[arg-type] # stands in
    monitor.advance((), NOON_MS)
    counted.calls = counted.rows = 0
    for minute in range(1, 11):
        at_ms = NOON_MS + minute * MINUTE_MS
        monitor.advance([reading(vital, at_ms, 100) for vital in vitals], at_ms)
    return counted.calls, counted.rows


@pytest.mark.parametrize("vitals", [("heart_rate",), ("spo2", "heart_rate"), ("weight", "hrv_rmssd")])
def test_an_in_order_reading_asks_the_store_no_more_after_years(store: Store, vitals: Sequence[str]) -> None:
    assert cost_of_a_reading(store, 1, vitals) == cost_of_a_reading(store, 300, vitals)


def test_a_late_reading_reads_only_the_hour_that_it_changes(store: Store) -> None:
    rows = [reading("heart_rate", NOON_MS - 20 * DAY_MS + minute * MINUTE_MS, 60) for minute in range(0, 28_800, 3)]
    store.write(PERSON, rows)
    counted = Counted(store)
    monitor = Monitor(counted, PERSON, parse_profile(FACTS, now_ms=NOON_MS))  # type: ignore[arg-type] # stands in
    monitor.advance((), NOON_MS)
    counted.rows = 0
    monitor.advance([reading("heart_rate", NOON_MS - 10 * DAY_MS + 5, 70)], NOON_MS)
    assert counted.rows <= 60
