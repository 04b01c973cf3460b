"""Bands of scores that are worth telling."""

import pytest
from healthsense_engine.alerts import bands
from healthsense_engine.alerts.bands import BandRule
from healthsense_engine.alerts.controls import Controls, Origin
from healthsense_engine.alerts.model import Level
from healthsense_engine.assessment import Assessment, Confidence, Input
from healthsense_engine.catalog import CATALOG
from healthsense_engine.scores import fever
from healthsense_engine.vitals import Site
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_scenes import HOUR, MINUTE, START, Person, limit


def answer(key: str, band: str, value: float | str | None = None, at_ms: int = START) -> Assessment:
    return Assessment(
        key, value if value is not None else band, band=band, inputs=(Input("x", 1.0, "", at_ms, "ring"),)
    )


TOLD = {
    # assessment, band, the rules that it meets if it lasts
    "NEWS2 of 7 and more": ("news2", "high", {"news2_high", "news2_medium"}),
    "NEWS2 of 5 or 6": ("news2", "medium", {"news2_medium"}),
    "a single 3 in NEWS2": ("news2", "low_medium", set()),
    "a low NEWS2": ("news2", "low", set()),
    "pressure over the protocol": ("bp_category_esc", "hypertension", {"bp_category"}),
    "elevated pressure": ("bp_category_esc", "elevated", set()),
    "severe pressure over the protocol": ("bp_category_acc", "severe", {"bp_severe"}),
    "stage 2": ("bp_category_acc", "stage_2", set()),
    "an irregular pulse": ("irregular_pulse", "irregular", {"irregular_pulse"}),
    "a mixed pulse": ("irregular_pulse", "mixed", set()),
    "two nights 4 above": ("illness_signal", "red", {"illness"}),
    "two nights 3 above": ("illness_signal", "yellow", {"illness_early"}),
    "a quiet night": ("illness_signal", "green", set()),
    "two unusual hours": ("vitals_anomaly", "unusual", {"anomaly"}),
    "one unusual hour": ("vitals_anomaly", "measure_again", set()),
    "a fever": ("fever", "fever", {"temperature_high"}),
    "raised in an older adult": ("fever", "raised", {"temperature_raised"}),
    "too cold": ("fever", "low", {"temperature_low"}),
    "a usual temperature": ("fever", "usual", set()),
    "a quarter of an hour at 92 %": ("hypoxaemia_signal", "urgent", {"oxygen_band"}),
    "a quarter of an hour at 94 %": ("hypoxaemia_signal", "worth_checking", set()),
}


@pytest.mark.parametrize(("key", "band", "rules"), TOLD.values(), ids=TOLD)
def test_band(key: str, band: str, rules: set[str]) -> None:
    assert band in CATALOG[key].bands
    met = set()
    for rule in bands.RULES:
        if key in rule.assessments:
            person = Person(rule)
            for minutes in range(0, 61, 5):
                person.tell(answer(key, band, at_ms=START + minutes * MINUTE), START + minutes * MINUTE)
            if person.met:
                met.add(rule.key)
    assert met == rules


@pytest.mark.parametrize("rule", bands.RULES, ids=lambda rule: rule.key)
def test_it_has_to_last_and_is_over_when_gone_for_a_while(rule: BandRule) -> None:
    word = min(rule.row.words)
    others = [band for band in CATALOG[rule.answer].bands if band not in rule.row.words]
    person = Person(rule)
    person.tell(answer(rule.answer, word), START)
    if rule.hold_ms:
        person.tell(answer(rule.answer, word, at_ms=START + rule.hold_ms - 1), START + rule.hold_ms - 1)
        assert person.pending
    person.advance_to(START + rule.hold_ms)
    assert person.met
    over_ms = START + rule.hold_ms + HOUR
    person.tell(answer(rule.answer, others[0], at_ms=over_ms), over_ms)
    if rule.clear_ms:
        person.advance_to(over_ms + rule.clear_ms - 1)
        assert person.met
    person.advance_to(over_ms + rule.clear_ms)
    assert person.part is None


def test_a_few_spot_readings_are_no_quarter_of_an_hour() -> None:
    person = Person("oxygen_band")
    for minutes in (0, 2, 4):
        person.tell(answer("hypoxaemia_signal", "urgent", 91.0, START + minutes * MINUTE), START + minutes * MINUTE)
    person.advance_to(START + HOUR)
    assert person.first_met() is None


def test_a_fever_tells_the_temperature() -> None:
    newest = Input("temperature", 38.6, "°C", START, "ear")
    person = Person("temperature_high")
    part = person.tell(fever.assess(newest, Site.EAR, age_years=40), START)
    assert part is not None
    assert (part.value, part.unit, part.source) == (38.6, "°C", "ear")


def test_a_partial_news2_rings_by_what_is_known() -> None:
    """Its band is that of the points that are there: what is missing could only add to them."""
    partial = Assessment("news2", None, lower=7.0, upper=13.0, band="high", coverage=5 / 7, confidence=Confidence.LOW)
    person = Person("news2_high")
    person.tell(partial, START)
    part = person.advance_to(START + 10 * MINUTE)
    assert part is not None
    assert part.value == 7.0
    assert part.level is Level.URGENT


def test_a_score_that_flickers_is_still_seen() -> None:
    person = Person("news2_medium")
    for minute in range(21):
        word = "low" if minute % 4 == 3 else "medium"
        person.tell(answer("news2", word, at_ms=START + minute * MINUTE), START + minute * MINUTE)
    assert person.met


# Learned models


def risk(value: float, band: str) -> Assessment:
    return Assessment("diabetes_risk", value, band=band)


MODELS = {
    # probability, band, personal limit, whether it is told
    "the top band": (0.4, "high", None, True),
    "below the top band": (0.2, "above_average", None, False),
    "over one's own limit": (0.2, "above_average", 0.15, True),
    "at one's own limit": (0.15, "average", 0.15, True),
    "the top band below one's own limit": (0.4, "high", 0.5, False),
}


@pytest.mark.parametrize(("value", "band", "own", "told"), MODELS.values(), ids=MODELS)
def test_a_model_over_the_persons_limit(value: float, band: str, own: float | None, told: bool) -> None:
    person = Person("diabetes_risk")
    if own is not None:
        person.controls = Controls(limits={"diabetes_risk": limit(own)})
    person.tell(risk(value, band), START)
    assert person.met is told
    assert not person.rule.on
    if told:
        assert person.level() is Level.INFO


def test_a_model_that_answers_no_number_says_nothing() -> None:
    person = Person("diabetes_risk")
    person.tell(Assessment("diabetes_risk", None, lower=0.1, upper=0.4, band="high"), START)
    assert person.part is None


@settings(max_examples=100, deadline=None)
@given(words=st.lists(st.sampled_from(["low", "medium", "high"]), max_size=60))
def test_only_what_the_answer_says_is_told(words: list[str]) -> None:
    """Without a single medium or high answer nothing is even pending; ten minutes of them are told."""
    person = Person("news2_medium")
    run = 0
    for minute, word in enumerate(words):
        person.tell(answer("news2", word, at_ms=START + minute * MINUTE), START + minute * MINUTE)
        run = 0 if word == "low" else run + 1
        if run > 10:
            assert person.met
    if not set(words) - {"low"}:
        assert person.seen == []


@pytest.mark.parametrize(("value", "tells"), [(89.0, False), (87.0, True)])
def test_oxygen_on_a_clinicians_target_is_no_band_to_tell(value: float, tells: bool) -> None:
    """The score knows the profile's target alone; one that was set among the limits counts as well."""
    rule = next(one for one in bands.RULES if one.key == "oxygen_band")
    person = Person(rule)
    person.controls = Controls(limits={"spo2_target": limit(88, Origin.CLINICIAN)})
    for minutes in range(0, 61, 5):
        at_ms = START + minutes * MINUTE
        person.tell(answer("hypoxaemia_signal", "urgent", value, at_ms=at_ms), at_ms)
    assert bool(person.met) is tells
