"""Recommendations: at most three, ranked, each with a reason and a source, adapted to person and history."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from healthsense_engine.advice import MARK_PREFIX, MOST, Part, Recommendation, advise
from healthsense_engine.advice_rules import RULES, UNWELL, Rank
from healthsense_engine.advice_sources import SOURCES
from healthsense_engine.advice_triggers import Band, Both, Kind, Reading, Refused, Situation, Why
from healthsense_engine.assessment import NOT_ENOUGH_DATA, Assessment, Input, refuse
from healthsense_engine.care_plan import MEASURES, PROPOSALS, Plan, parse_plan
from healthsense_engine.care_review import review
from healthsense_engine.catalog import CATALOG
from healthsense_engine.measurement import Measurement, to_ms, validate
from healthsense_engine.profile import CONDITIONS, Profile, parse_profile
from healthsense_engine.store import Mark, Word
from healthsense_engine.view import Current
from hypothesis import given
from hypothesis import strategies as st

NOW = to_ms(datetime(2026, 11, 20, 12, tzinfo=UTC))
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
PERSON: dict[str, Any] = {"birth_date": "1980-05-01", "sex": "female", "activity": "moderate", "smoker": False}


def profile(**told: Any) -> Profile:
    return parse_profile({**PERSON, **told}, now_ms=NOW)


def reading(vital: str, value: float, unit: str, ago_ms: int = 0) -> Measurement:
    return validate(vital, value, unit, effective_ms=NOW - ago_ms, received_ms=NOW, source="cuff")


def situation(
    *answers: Assessment,
    readings: Iterable[Measurement] = (),
    person: Profile | None = None,
    plan: Plan | None = None,
    now_ms: int = NOW,
) -> Situation:
    # A pressure of today, so that nobody is asked for the yearly one.
    rows = [reading("systolic", 118, "mmHg"), *readings]
    person, plan = person or profile(), plan or Plan()
    return Situation(
        {answer.key: answer for answer in answers},
        {row.vital: Current(row, fresh=True) for row in rows},
        person,
        now_ms,
        plan,
        review(plan, lambda *_: None, person.zone, now_ms),
    )


def keys(at: Situation, *marks: Mark) -> list[str]:
    return [one.key for one in advise(at, marks).recommendations]


def banded(key: str, word: str, ago_ms: int = 0) -> Assessment:
    return Assessment(key, value=1, band=word, inputs=(Input("x", 1, effective_ms=NOW - ago_ms),))


def mark(key: str, word: Word, ago_ms: int = 0) -> Mark:
    return Mark(f"{MARK_PREFIX}{key}", NOW - ago_ms, word)


UNTOLD_CATEGORY = refuse("bp_category_esc", NOT_ENOUGH_DATA, "")


def test_nothing_stands_out() -> None:
    assert advise(situation()).recommendations == ()


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (situation(banded("news2", "high")), ["seek_help_now"]),
        (situation(banded("chest_pain", "emergency")), ["chest_pain_now"]),
        (situation(banded("news2", "medium")), ["repeat_check_up"]),
        (situation(banded("weight_change", "rule_met")), ["weigh_again"]),
        (situation(banded("spo2_night", "many_falls")), ["second_night"]),
        (situation(banded("waist_to_height", "above_range")), ["weight_steps"]),
        (situation(banded("waist_to_height", "above_range"), person=profile(conditions=["pregnancy"])), []),
        (situation(banded("news2", "low")), []),
        (situation(Assessment("news2", lower=1, upper=5, band="low")), ["complete_check_up"]),
        (situation(Assessment("news2", lower=0, upper=17, band="low")), []),
        (situation(Assessment("news2", lower=1, upper=4, band="low")), []),
        (situation(banded("spo2_deviation", "lower_than_usual")), ["repeat_spo2"]),
        (situation(readings=[reading("temperature", 38.0, "°C")]), ["repeat_temperature"]),
        (situation(readings=[reading("temperature", 37.9, "°C")]), []),
        (situation(readings=[reading("temperature", 39.0, "°C", 13 * HOUR)]), []),
        (situation(readings=[reading("glucose", 69.9, "mg/dL")]), ["repeat_glucose"]),
        (situation(readings=[reading("glucose", 70, "mg/dL")]), []),
        (situation(readings=[reading("systolic", 180, "mmHg")]), ["repeat_blood_pressure_now"]),
        (situation(UNTOLD_CATEGORY, readings=[reading("systolic", 135, "mmHg")]), ["repeat_blood_pressure"]),
        (situation(UNTOLD_CATEGORY, readings=[reading("diastolic", 85, "mmHg")]), ["repeat_blood_pressure"]),
        (situation(UNTOLD_CATEGORY, readings=[reading("systolic", 134, "mmHg")]), ["blood_pressure_week"]),
        (situation(readings=[reading("systolic", 135, "mmHg")]), []),
        (situation(UNTOLD_CATEGORY, readings=[reading("systolic", 118, "mmHg", 30 * DAY)]), []),
        (situation(readings=[reading("systolic", 120, "mmHg", 365 * DAY)]), ["measure_blood_pressure"]),
        (situation(readings=[reading("systolic", 120, "mmHg", 364 * DAY)]), []),
        (situation(banded("bp_category_esc", "hypertension")), ["show_blood_pressure", "pressure_habits"]),
        (situation(banded("prevent_cvd_10y", "high")), ["talk_about_risk"]),
        (situation(person=profile(sex=None)), ["complete_facts"]),
        (situation(person=profile(smoker=True)), ["stop_smoking"]),
        (situation(person=profile(activity="low")), ["move_more"]),
        (situation(person=profile(activity="low", birth_date="1950-01-01")), ["move_more_older"]),
        (situation(person=profile(activity="low", conditions=["heart_failure"])), ["move_more_ask_first"]),
        (situation(person=profile(activity="low", birth_date="2015-01-01")), []),
        (situation(readings=[reading("sleep_duration", 6.9, "h")]), ["sleep_longer"]),
        (situation(readings=[reading("sleep_duration", 7, "h")]), []),
    ],
)
def test_what_is_recommended_when(at: Situation, expected: list[str]) -> None:
    assert keys(at) == expected


def test_a_planned_pressure_needs_no_other_reminder() -> None:
    plan = parse_plan({"blood_pressure": {"times": ["20:00"]}}, today=datetime.fromtimestamp(NOW / 1000, UTC).date())
    assert keys(situation(UNTOLD_CATEGORY, plan=plan)) == []


def test_overdue_is_told_with_its_time() -> None:
    plan = parse_plan({"weight": {"times": ["08:00"]}}, today=datetime.fromtimestamp(NOW / 1000, UTC).date())
    (one,) = advise(situation(plan=plan)).recommendations
    assert (one.key, one.why) == ("overdue_measurement", Why(Kind.OVERDUE, "weight", at_ms=NOW - 4 * HOUR))


def test_a_plan_that_is_not_kept_is_made_easier() -> None:
    plan = parse_plan({"weight": {"times": ["08:00"], "since": "2026-11-01"}}, today=datetime(2026, 11, 1).date())  # noqa: DTZ001 - a day
    morning = to_ms(datetime(2026, 11, 20, 6, tzinfo=UTC))
    assert keys(situation(plan=plan, now_ms=morning)) == ["easier_plan"]


@pytest.mark.parametrize(
    "unwell",
    [banded("news2", "medium"), banded("news2", "high"), banded("fever", "fever"), banded("illness_signal", "red")],
)
def test_nobody_unwell_is_told_to_move(unwell: Assessment) -> None:
    lazy = profile(activity="low")
    assert "move_more" in keys(situation(person=lazy))
    assert not [key for key in keys(situation(unwell, person=lazy)) if key.startswith("move")]


def test_what_goes_first() -> None:
    """Help, then measuring again, then what is incomplete, then habits; no more than three, one of a group."""
    everything = situation(
        banded("news2", "high"),
        banded("bp_category_esc", "hypertension"),
        readings=[reading("temperature", 39, "°C"), reading("systolic", 185, "mmHg"), reading("glucose", 60, "mg/dL")],
        person=profile(smoker=True, activity="low"),
    )
    assert keys(everything) == ["seek_help_now", "repeat_blood_pressure_now", "repeat_glucose"]


def test_done_rests_and_comes_back() -> None:
    smoker = situation(person=profile(smoker=True))
    done = mark("stop_smoking", Word.DONE)
    assert keys(smoker, done) == []
    until_ms = advise(smoker, [done]).until_ms
    assert until_ms is not None
    assert keys(smoker, mark("stop_smoking", Word.DONE, 14 * DAY - 1)) == []
    assert keys(smoker, mark("stop_smoking", Word.DONE, 14 * DAY)) == ["stop_smoking"]
    assert keys(smoker, mark("stop_smoking", Word.DISMISSED, 14 * DAY)) == []
    assert keys(smoker, mark("stop_smoking", Word.DISMISSED, 90 * DAY)) == ["stop_smoking"]


def test_a_mark_is_taken_back() -> None:
    smoker = situation(person=profile(smoker=True))
    assert keys(smoker, mark("stop_smoking", Word.DONE, 2), mark("stop_smoking", Word.OPEN, 1)) == ["stop_smoking"]


def test_what_was_not_just_done_is_preferred() -> None:
    at = situation(
        banded("bp_category_esc", "elevated"), banded("findrisc", "high"), person=profile(smoker=True, activity="low")
    )
    assert keys(at) == ["talk_about_risk", "stop_smoking", "pressure_habits"]
    done = mark("stop_smoking", Word.DONE, 20 * DAY)
    assert keys(at, done) == ["talk_about_risk", "pressure_habits", "move_more"]


def test_when_to_look_again() -> None:
    """An hour from what was measured; now, once that is over; a day for what takes days."""
    at = advise(situation(Assessment("news2", lower=1, upper=9, band="low", inputs=banded("x", "").inputs)))
    (one,) = at.recommendations
    assert one.arrange_ms == NOW + HOUR
    assert at.until_ms == NOW + HOUR
    assert one.parts[Part.ARRANGE] == "arrange_plan"
    old = Assessment("news2", lower=1, upper=9, band="low", inputs=banded("x", "", HOUR).inputs)
    (late,) = advise(situation(old)).recommendations
    assert (late.arrange_ms, late.parts[Part.ARRANGE]) == (None, "arrange_now")
    (habit,) = advise(situation(person=profile(smoker=True))).recommendations
    assert habit.arrange_ms == to_ms(datetime(2026, 12, 4, tzinfo=UTC))


def bands_of(trigger: object) -> Iterable[Band]:
    if isinstance(trigger, Band):
        yield trigger
    elif isinstance(trigger, Both):
        yield from bands_of(trigger.first)
        yield from bands_of(trigger.second)


def test_the_table() -> None:
    """Keys once, sources known, measures measurable, conditions known; a dangerous word nowhere."""
    assert len({rule.key for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.source in SOURCES
        assert rule.measure in {"", *MEASURES}
        assert rule.unplanned in {"", *MEASURES}
        assert (rule.only_with | rule.not_with) <= set(CONDITIONS)
        assert rule.when
        assert rule.rest_ms > 0 < rule.dismissed_ms
    assert set(SOURCES) == {rule.source for rule in RULES} | {proposal.source for proposal in PROPOSALS}
    assert {rule.key for rule in RULES if rule.able} == {rule.key for rule in RULES if rule.group == "activity"}


MODEL_BANDS = {"diabetes_risk": {"high"}}
"""Bands that an artefact and not the catalogue names."""


def test_every_band_in_the_table_exists() -> None:
    """A trigger on a word that no assessment has would never hold."""
    for trigger in (*UNWELL, *(one for rule in RULES for one in rule.when)):
        for band in bands_of(trigger):
            known = {*CATALOG[band.assessment].bands, *MODEL_BANDS.get(band.assessment, ())}
            assert set(band.bands) <= known, band


ANSWERS = st.lists(
    st.one_of(
        st.sampled_from(sorted(key for key, entry in CATALOG.items() if entry.bands)).flatmap(
            lambda key: st.sampled_from(CATALOG[key].bands).map(lambda word: banded(key, word, HOUR))
        ),
        st.just(UNTOLD_CATEGORY),
        st.integers(0, 19).map(lambda lower: Assessment("news2", lower=lower, upper=lower + 1, band="low")),
    ),
    max_size=12,
    unique_by=lambda answer: answer.key,
)
READINGS = st.fixed_dictionaries(
    {},
    optional={
        "temperature": st.floats(34, 41).map(lambda value: ("°C", value)),
        "systolic": st.integers(90, 200).map(lambda value: ("mmHg", value)),
        "glucose": st.integers(40, 300).map(lambda value: ("mg/dL", value)),
        "sleep_duration": st.integers(200, 600).map(lambda value: ("min", value)),
    },
).flatmap(
    lambda rows: st.integers(0, 400 * 24).map(
        lambda hours: [reading(vital, value, unit, hours * HOUR) for vital, (unit, value) in rows.items()]
    )
)
PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        "birth_date": st.sampled_from(["2015-01-01", "1990-01-01", "1940-06-01", None]),
        "smoker": st.booleans(),
        "activity": st.sampled_from(["low", "vigorous"]),
        "conditions": st.lists(st.sampled_from(CONDITIONS), max_size=3),
        "time_zone": st.sampled_from(["UTC", "Asia/Kathmandu", "America/New_York"]),
    },
).map(lambda told: profile(**told))
SITUATIONS = st.builds(
    lambda answers, rows, who: situation(*answers, readings=rows, person=who), ANSWERS, READINGS, PEOPLE
)
MARKS = st.lists(
    st.builds(
        mark,
        st.sampled_from([rule.key for rule in RULES]),
        st.sampled_from(Word),
        st.integers(0, 200 * DAY),
    ),
    max_size=8,
    unique_by=lambda one: (one.key, one.at_ms),
)


def check(one: Recommendation) -> None:
    assert one.why.subject
    assert SOURCES[one.source]
    assert list(one.parts) == list(Part)
    assert one.arrange_ms is None or one.arrange_ms > NOW


@given(SITUATIONS, MARKS, st.randoms())
def test_advice_always(at: Situation, marks: list[Mark], shuffled: Any) -> None:
    """At most three, each with its reason, ranked, one of a group; the order of marks does not matter."""
    advice = advise(at, marks)
    assert len(advice.recommendations) <= MOST
    for one in advice.recommendations:
        check(one)
    ranks = [one.rank for one in advice.recommendations]
    assert ranks == sorted(ranks)
    mixed = list(marks)
    shuffled.shuffle(mixed)
    assert advise(at, mixed) == advice
    if any(trigger.why(at) is not None for trigger in UNWELL):
        assert not [one for one in advice.recommendations if one.key.startswith("move")]


@given(SITUATIONS, MARKS)
def test_advice_holds_until_it_says(at: Situation, marks: list[Mark]) -> None:
    """Time alone changes nothing before ``until_ms``."""
    advice = advise(at, marks)
    assert advice.until_ms is not None
    assert NOW < advice.until_ms <= NOW + DAY
    later = Situation(at.assessments, at.current, at.profile, advice.until_ms - 1, at.plan, at.review)
    assert advise(later, marks).recommendations == advice.recommendations


@given(SITUATIONS)
def test_what_is_dismissed_is_gone(at: Situation) -> None:
    """Each can be put away, and another may take its place."""
    marks: list[Mark] = []
    for _ in RULES:
        found = advise(at, marks).recommendations
        if not found:
            break
        assert found[0].mark_key not in {one.key for one in marks}
        marks.append(mark(found[0].key, Word.DISMISSED))
    assert advise(at, marks).recommendations == ()


def test_triggers_alone() -> None:
    at = situation(banded("news2", "high", HOUR), UNTOLD_CATEGORY, readings=[reading("temperature", 38.5, "°C", HOUR)])
    assert Band("news2", ("high",)).why(at) == Why(Kind.BAND, "news2", "high", at_ms=NOW - HOUR)
    assert Refused("bp_category_esc", NOT_ENOUGH_DATA).why(at) == Why(Kind.INCOMPLETE, "bp_category_esc")
    assert Reading("temperature", least=38).why(at) == Why(Kind.VALUE, "temperature", value=38.5, at_ms=NOW - HOUR)
    assert list(Reading("temperature", least=38).flips(at)) == [NOW + 11 * HOUR + 1]
    assert Rank.URGENT < Rank.MEASURE_AGAIN < Rank.INCOMPLETE < Rank.HABIT
