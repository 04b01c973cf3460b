"""What keeps quiet, what makes louder - and what nothing keeps quiet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from healthsense_engine.alerts import gate
from healthsense_engine.alerts.controls import Context, Controls, Origin, QuietHours
from healthsense_engine.alerts.model import Cause, Level, Part, Suppression
from healthsense_engine.alerts.rules import RULES
from healthsense_engine.assessment import LEARNING, Assessment, Confidence
from healthsense_engine.measurement import Measurement
from healthsense_engine.profile import Profile
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_scenes import BY_KEY, DAY, HOUR, MINUTE, SECOND, START, Person, limit, play, reading, stream

ABSOLUTE = sorted(rule.key for rule in RULES if rule.absolute)
OTHERS = sorted(rule.key for rule in RULES if not rule.absolute)


def met(key: str, *, source: str = "ring", lasting_ms: int = 0, memory: tuple[float, ...] = (2.0, 9.0)) -> Part:
    rule = BY_KEY[key]
    return Part(
        key, START - lasting_ms, START, rule.level, met_ms=START, vital=min(rule.vitals, default=""), source=source,
        value=1.0, memory=memory,
    )  # fmt: skip


def person_with(key: str, *others: str, **controls: Any) -> Person:
    person = Person(key)
    person.now_ms = START
    person.part = met(key)
    person.controls = Controls(**controls)
    person.parts = {one: met(one) for one in (key, *others)}
    return person


# Absolute limits: never suppressed, delayed or lowered

EPISODES: dict[str, list[Measurement]] = {
    "spo2_low_critical": stream("spo2", [97] * 10 + [80] * 30),
    "spo2_low_urgent": stream("spo2", [97] * 10 + [88] * 30),
    "spo2_low_spot_urgent": stream("spo2", [91, 91], every_ms=MINUTE),
    "heart_rate_low_urgent": stream("heart_rate", [60] * 10 + [26] * 200),
    "systolic_severe": stream("systolic", [190, 190], every_ms=MINUTE),
    "diastolic_severe": stream("diastolic", [130, 130], every_ms=MINUTE),
    "glucose_low_2": stream("glucose", [50]),
    "temperature_very_high": stream("temperature", [40.5, 40.5], every_ms=10 * MINUTE),
}
"""What meets each absolute limit."""

CONTROLS = st.builds(
    Controls,
    limits=st.dictionaries(
        st.sampled_from(ABSOLUTE),
        st.builds(limit, st.floats(20, 300), st.sampled_from([Origin.PERSON, Origin.HISTORY])),
        max_size=3,
    ),
    switched=st.dictionaries(st.sampled_from([rule.key for rule in RULES]), st.booleans(), max_size=5),
    quiet=st.just(QuietHours(time(0), time(23, 59))),
    context=st.sampled_from(Context),
    budget=st.just({"warning": 0.0, "urgent": 0.0}),
)
AROUND = st.fixed_dictionaries(
    {
        "steps": st.booleans(),
        "asleep": st.booleans(),
        "poor_signal": st.booleans(),
        "no_contact": st.booleans(),
        "other_device": st.booleans(),
        "learning": st.booleans(),
        "silent": st.booleans(),
    }
)


def around(person: Person, told: dict[str, bool]) -> None:
    """Have everything around a person speak against an alert."""
    begin = START - 10 * MINUTE
    rows = {
        "steps": [reading("steps", begin + at * MINUTE, 100 * at) for at in range(10)],
        "asleep": [reading("sleep_stage", START, 3)],
        "poor_signal": [reading("signal_quality", START + at * SECOND, 0) for at in range(0, 600, 15)],
        "no_contact": [reading("perfusion_index", START + at * SECOND, 0) for at in range(0, 600, 15)],
        "other_device": [
            reading(vital, START + at * SECOND, value, "other")
            for at in range(-60, 600, 10)
            for vital, value in (("heart_rate", 70), ("spo2", 98), ("temperature", 36.6))
        ],
    }
    for name, these in rows.items():
        if told[name]:
            person.rows += these
    if told["learning"]:
        for key in ("spo2_deviation", "heart_rate_deviation", "vitals_anomaly"):
            person.assessments[key] = Assessment(key, refused=LEARNING)
    if told["silent"]:
        person.parts["source_silent"] = met("source_silent")


@pytest.mark.parametrize("key", ABSOLUTE)
@settings(max_examples=60, deadline=None)
@given(controls=CONTROLS, told=AROUND)
def test_an_absolute_limit_is_never_suppressed_delayed_or_lowered(
    key: str, controls: Controls, told: dict[str, bool]
) -> None:
    """Neither context, learning, quiet hours, budget, a switch, a laxer limit nor missing corroboration does."""
    plain, hindered = play(Person(key), EPISODES[key]), Person(key)
    hindered.controls = controls
    around(hindered, told)
    play(hindered, EPISODES[key])
    first, other = plain.first_met(), hindered.first_met()
    assert first is not None
    assert other is not None
    assert first.met_ms is not None
    assert other.met_ms is not None
    assert other.met_ms <= first.met_ms
    assert hindered.met
    assert hindered.judged() is None
    assert hindered.level() >= BY_KEY[key].level >= Level.URGENT


@pytest.mark.parametrize("key", ABSOLUTE)
def test_only_a_pause_and_readings_worth_nothing_keep_an_absolute_limit_quiet(key: str) -> None:
    paused = person_with(key, paused_until_ms=START + 1)
    assert paused.judged() is Suppression.PAUSED
    paused.now_ms = START + 1
    assert paused.judged() is None
    worthless = play(Person(key), [replace(row, quality=5) for row in EPISODES[key]])
    assert worthless.met
    assert worthless.judged() is Suppression.QUALITY
    backed = [replace(row, quality=5) for row in EPISODES[key][:-1]] + [EPISODES[key][-1]]
    one_good = play(Person(key), backed)
    assert one_good.judged() is None, "a single good reading backs it"


# Everything else is kept quiet with its reason


def in_context(context: Context) -> Callable[[Person], None]:
    def prepare(person: Person) -> None:
        person.controls = Controls(context=context)

    return prepare


def steps(person: Person) -> None:
    person.rows += [reading("steps", START - (10 - at) * MINUTE, 60 * at) for at in range(10)]


def sleep_stage(person: Person) -> None:
    person.rows.append(reading("sleep_stage", START, 3))


def poor_signal(person: Person) -> None:
    person.rows.append(reading("signal_quality", START, 10))


def poor_signal_elsewhere(person: Person) -> None:
    person.rows.append(reading("signal_quality", START, 10, "other"))


def no_contact(person: Person) -> None:
    person.rows.append(reading("perfusion_index", START, 0.05))


def source_silent(person: Person) -> None:
    person.parts["source_silent"] = met("source_silent")


def all_well_elsewhere(person: Person) -> None:
    person.rows.append(reading("heart_rate", START - 30 * SECOND, 80, "other"))


def learning(person: Person) -> None:
    person.assessments["spo2_deviation"] = Assessment("spo2_deviation", refused=LEARNING)


def one_vital_alone(person: Person) -> None:
    person.assessments["vitals_anomaly"] = Assessment("vitals_anomaly", 6.0, confidence=Confidence.LOW)


def switched_off(person: Person) -> None:
    person.controls = Controls(switched={person.rule.key: False})


def paused(person: Person) -> None:
    person.controls = Controls(paused_until_ms=START + HOUR)


QUIET = {
    # rule, what is so, why it is quiet (None: it rings)
    "a fast pulse in exercise": ("heart_rate_high", in_context(Context.EXERCISE), Suppression.EXERCISE),
    "a fast pulse while walking": ("heart_rate_high", steps, Suppression.EXERCISE),
    "a fast pulse at rest": ("heart_rate_high", in_context(Context.REST), None),
    "a fast pulse in sleep": ("heart_rate_high", in_context(Context.SLEEP), None),
    "a high NEWS2 in exercise": ("news2_high", in_context(Context.EXERCISE), Suppression.EXERCISE),
    "a low pressure in exercise": ("systolic_low", in_context(Context.EXERCISE), None),
    "a slow pulse in sleep": ("heart_rate_low", in_context(Context.SLEEP), Suppression.SLEEP),
    "a slow pulse in deep sleep": ("heart_rate_low", sleep_stage, Suppression.SLEEP),
    "a slow pulse awake": ("heart_rate_low", in_context(Context.REST), None),
    "a fever that is known": ("temperature_high", in_context(Context.ILL), Suppression.ILL),
    "an illness that is known": ("illness", in_context(Context.ILL), Suppression.ILL),
    "low oxygen when ill": ("spo2_departure", in_context(Context.ILL), None),
    "an illness signal on a journey": ("illness", in_context(Context.TRAVELLING), Suppression.TRAVELLING),
    "a silent home on a journey": ("no_activity_day", in_context(Context.TRAVELLING), Suppression.TRAVELLING),
    "low oxygen on a journey": ("spo2_departure", in_context(Context.TRAVELLING), None),
    "a poor signal": ("heart_rate_high", poor_signal, Suppression.QUALITY),
    "a sensor that is off": ("spo2_departure", no_contact, Suppression.SENSOR_OFF),
    "a source that is silent": ("heart_rate_high", source_silent, Suppression.SENSOR_OFF),
    "another device that sees nothing": ("heart_rate_high", all_well_elsewhere, Suppression.UNCORROBORATED),
    "one unusual vital alone": ("anomaly", one_vital_alone, Suppression.UNCORROBORATED),
    "a trend before usual is known": ("spo2_trend", learning, Suppression.LEARNING),
    "what somebody switched off": ("bp_category", switched_off, Suppression.SWITCHED_OFF),
    "a poor signal of another device": ("heart_rate_high", poor_signal_elsewhere, None),
    "a planned measurement with a poor signal": ("overdue_spo2", poor_signal, None),
    "a pause": ("bp_category", paused, Suppression.PAUSED),
    "a device's fault in a pause": ("device_battery_low", paused, Suppression.PAUSED),
}


@pytest.mark.parametrize(("key", "prepare", "reason"), QUIET.values(), ids=QUIET)
def test_kept_quiet(key: str, prepare: Callable[[Person], None], reason: Suppression | None) -> None:
    person = person_with(key)
    prepare(person)
    assert person.judged() is reason


def test_a_pulse_needs_a_quarter_of_an_hour_after_exercise() -> None:
    person = person_with("heart_rate_high", context=Context.EXERCISE, context_until_ms=START - 14 * MINUTE)
    assert person.judged() is Suppression.EXERCISE
    person.now_ms = START + 2 * MINUTE
    assert person.judged() is None


def test_every_set_of_the_gate_names_rules_that_there_are() -> None:
    named = gate._EXERTION | gate._SLEEP | gate._ILL | gate._TRAVEL | gate._LEARNING | set(gate.PERSISTENT)
    for key, (others, level) in gate.CORROBORATED.items():
        named |= {key} | others
        assert level > BY_KEY[key].level
    assert named <= set(BY_KEY)
    assert not (gate._EXERTION | gate._SLEEP | gate._ILL | gate._TRAVEL | gate._LEARNING) & set(ABSOLUTE)


# Louder


LOUDER = {
    # rule, what else is met, level
    "low oxygen with a fast pulse": ("spo2_low_urgent", ["heart_rate_high"], Level.CRITICAL),
    "low oxygen with fast breathing": ("spo2_departure", ["respiratory_rate_high"], Level.URGENT),
    "low pressure with a fast pulse": ("systolic_low", ["heart_rate_high"], Level.URGENT),
    "a fast pulse alone": ("heart_rate_high", [], Level.WARNING),
    "a fever with fast breathing": ("temperature_high", ["respiratory_rate_high"], Level.URGENT),
    "a fever alone": ("temperature_high", [], Level.WARNING),
    "a fever and a raised pulse": ("heart_rate_departure", ["temperature_high"], Level.WARNING),
    "an anomaly and two nights": ("anomaly", ["illness_early"], Level.WARNING),
    "a model is never more than info": ("hypoxia_risk", ["heart_rate_high", "spo2_low_urgent"], Level.INFO),
    "nor is a trend": ("spo2_trend", ["heart_rate_high", "spo2_low_urgent"], Level.INFO),
}


@pytest.mark.parametrize(("key", "others", "level"), LOUDER.values(), ids=LOUDER)
def test_corroboration_raises(key: str, others: list[str], level: Level) -> None:
    person = person_with(key, *others)
    found, notes = gate.level(person.rule, met(key), person.scene())
    assert found is level
    raised = level > person.rule.level
    assert any(note.startswith("corroborated_by:") for note in notes) is raised


@pytest.mark.parametrize("how", ["suppressed", "pending", "late", "gone"])
def test_only_what_stands_corroborates(how: str) -> None:
    person = person_with("systolic_low", "heart_rate_high")
    other = person.parts["heart_rate_high"]
    if how == "suppressed":
        person.controls = Controls(context=Context.EXERCISE)
    elif how == "gone":
        del person.parts["heart_rate_high"]
    else:
        person.parts["heart_rate_high"] = replace(other, met_ms=None if how == "pending" else START, late=how == "late")
    assert person.level() is Level.WARNING


@pytest.mark.parametrize("key", sorted(gate.PERSISTENT))
def test_what_lasts_is_louder(key: str) -> None:
    person = person_with(key)
    after_ms, level = gate.PERSISTENT[key]
    assert gate.level(person.rule, met(key, lasting_ms=after_ms - 1), person.scene())[0] is person.rule.level
    found, notes = gate.level(person.rule, met(key, lasting_ms=after_ms), person.scene())
    assert (found, notes) == (level, ("persistent",))


def test_a_fever_of_an_infant_is_urgent() -> None:
    person = person_with("temperature_high")
    person.profile = Profile(birth_date=date(2023, 10, 1))
    assert person.level() is Level.URGENT


@settings(max_examples=200, deadline=None)
@given(
    key=st.sampled_from([rule.key for rule in RULES]),
    others=st.sets(st.sampled_from([rule.key for rule in RULES]), max_size=8),
    lasting=st.integers(0, DAY),
    controls=CONTROLS,
)
def test_nothing_ever_lowers_a_level(key: str, others: set[str], lasting: int, controls: Controls) -> None:
    person = person_with(key, *others)
    person.controls = controls
    part = met(key, lasting_ms=lasting)
    found, notes = gate.level(person.rule, part, person.scene())
    assert found >= person.rule.level
    assert gate.level(person.rule, replace(part, notes=notes), person.scene()) == (found, notes)
    if not BY_KEY[key].on:
        assert found is Level.INFO


def test_learned_models_are_off_and_at_most_info() -> None:
    learned = [rule for rule in RULES if rule.key in {"hypoxia_risk", "diabetes_risk", "heart_disease_risk"}]
    assert len(learned) == 3
    assert all(not rule.on and rule.level is Level.INFO for rule in learned)
    assert not {rule.key for rule in learned} & (set(gate.PERSISTENT) | set(gate.CORROBORATED))


def test_absolute_rules_are_urgent_at_least_and_on() -> None:
    for rule in RULES:
        if rule.absolute:
            assert rule.on
            assert rule.level >= Level.URGENT
            assert rule.cause is not Cause.MONITORING
    assert set(EPISODES) == set(ABSOLUTE)
