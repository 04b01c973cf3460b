"""NEWS2 against a reference table written out by hand from the RCP's chart (2017)."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_VALID_FOR, Assessment, Confidence, Input
from healthsense_engine.scores import news2
from hypothesis import given
from hypothesis import strategies as st

ADULT = news2.Person(60.0)
SCALE_2 = news2.Person(60.0, spo2_scale=2)
ALERTNESS = {"alert": 0, "confusion": 3, "voice": 3, "pain": 3, "unresponsive": 3}


def chart_respiration(rate: int) -> int:
    return 3 if rate <= 8 or rate >= 25 else 2 if rate in (21, 22, 23, 24) else 1 if rate in (9, 10, 11) else 0


def chart_saturation(percent: int, scale: int, oxygen: bool) -> int:
    if scale == 1:
        return {92: 2, 93: 2, 94: 1, 95: 1}.get(percent, 3 if percent < 92 else 0)
    low = {84: 2, 85: 2, 86: 1, 87: 1}.get(percent, 3 if percent < 84 else 0)
    high = {93: 1, 94: 1, 95: 2, 96: 2}.get(percent, 3 if percent > 96 else 0) if oxygen else 0
    return max(low, high)


def chart_systolic(pressure: int) -> int:
    if pressure <= 90 or pressure >= 220:
        return 3
    return 2 if pressure <= 100 else 1 if pressure <= 110 else 0


def chart_pulse(rate: int) -> int:
    if rate <= 40 or rate >= 131:
        return 3
    if rate >= 111:
        return 2
    return 1 if rate <= 50 or rate >= 91 else 0


def chart_temperature(tenths: int) -> int:
    if tenths <= 350:
        return 3
    if tenths >= 391:
        return 2
    return 1 if tenths <= 360 or tenths >= 381 else 0


CHARTS = {
    "respiratory_rate": (range(2, 91), chart_respiration, 1),
    "systolic": (range(40, 301), chart_systolic, 1),
    "heart_rate": (range(20, 301), chart_pulse, 1),
    "temperature": (range(250, 451), chart_temperature, 10),
}


def given_inputs(values: Mapping[str, float | str]) -> dict[str, Input]:
    return {name: Input(name, value, effective_ms=1) for name, value in values.items()}


def score(values: Mapping[str, float | str], person: news2.Person = ADULT) -> Assessment:
    return news2.assess(given_inputs(values), person)


WELL: dict[str, float | str] = {
    "respiratory_rate": 16,
    "spo2": 98,
    "supplemental_oxygen": "off",
    "systolic": 120,
    "heart_rate": 70,
    "consciousness": "alert",
    "temperature": 37.0,
}


@pytest.mark.parametrize("parameter", CHARTS)
def test_every_value_of_every_column(parameter: str) -> None:
    values, chart, scale = CHARTS[parameter]
    for value in values:
        assert news2.points(parameter, value / scale) == chart(value), value


def test_every_saturation_on_both_scales_on_air_and_oxygen() -> None:
    for percent, scale, oxygen in product(range(40, 101), (1, 2), ("off", "on")):
        assert news2.spo2_points(percent, scale, oxygen) == chart_saturation(percent, scale, oxygen == "on")


def test_the_exhaustive_grid() -> None:
    """One value of every bin of every parameter, both scales: the total, the band, the bounds."""
    bins: dict[str, tuple[Any, ...]] = {
        "respiratory_rate": (8, 11, 20, 24, 25),
        "spo2": (83, 85, 87, 91, 92, 93, 94, 95, 96, 97),
        "supplemental_oxygen": ("off", "on"),
        "systolic": (90, 100, 110, 219, 220),
        "heart_rate": (40, 50, 90, 110, 130, 131),
        "consciousness": ("alert", "voice"),
        "temperature": (35.0, 36.0, 38.0, 39.0, 39.1),
    }
    seen = set()
    for scale in (1, 2):
        person = news2.Person(40, spo2_scale=scale)
        for values in product(*bins.values()):
            named = dict(zip(bins, values, strict=True))
            parts = [
                chart_respiration(named["respiratory_rate"]),
                chart_saturation(named["spo2"], scale, named["supplemental_oxygen"] == "on"),
                2 if named["supplemental_oxygen"] == "on" else 0,
                chart_systolic(named["systolic"]),
                chart_pulse(named["heart_rate"]),
                ALERTNESS[named["consciousness"]],
                chart_temperature(round(named["temperature"] * 10)),
            ]
            total = sum(parts)
            band = "high" if total > 6 else "medium" if total > 4 else "low_medium" if 3 in parts else "low"
            answer = news2.assess(given_inputs(named), person)
            assert (answer.value, answer.lower, answer.upper, answer.band) == (total, total, total, band), named
            assert [used.points for used in answer.inputs] == parts
            seen.add(total)
    assert seen == set(range(21))


@pytest.mark.parametrize(
    ("given_c", "points"),
    [(38.04, 0), (38.05, 1), (35.04, 3), (35.05, 1), (36.05, 0), (36.04, 1), (39.04, 1), (39.05, 2), (39.1, 2)],
)
def test_temperature_is_rounded_to_a_tenth_before_the_chart(given_c: float, points: int) -> None:
    assert news2.points("temperature", given_c) == points


@pytest.mark.parametrize(
    ("parameter", "value", "points"),
    [("heart_rate", 90.49, 0), ("heart_rate", 90.5, 1), ("systolic", 110.5, 0), ("systolic", 90.5, 2),
     ("respiratory_rate", 8.5, 1), ("respiratory_rate", 20.4, 0), ("respiratory_rate", 24.5, 3)],
)  # fmt: skip
def test_other_values_are_rounded_to_whole_numbers_halves_up(parameter: str, value: float, points: int) -> None:
    assert news2.points(parameter, value) == points


def test_saturation_is_rounded_too() -> None:
    assert [news2.spo2_points(value, 1, "off") for value in (91.49, 91.5, 93.5, 95.49, 95.5)] == [3, 2, 1, 1, 0]


def test_a_well_person_scores_nothing() -> None:
    answer = score(WELL)
    assert (answer.value, answer.band, answer.coverage, answer.confidence) == (0, "low", 1.0, Confidence.HIGH)
    assert answer.explanation == "NEWS2 is 0 of 20, the low band. Nothing known adds points."


@pytest.mark.parametrize(
    ("changes", "value", "band"),
    [
        ({"consciousness": "confusion"}, 3, "low_medium"),
        ({"respiratory_rate": 25}, 3, "low_medium"),
        ({"supplemental_oxygen": "on", "heart_rate": 95}, 3, "low"),
        ({"supplemental_oxygen": "on", "respiratory_rate": 22}, 4, "low"),
        ({"consciousness": "pain", "supplemental_oxygen": "on"}, 5, "medium"),
        ({"consciousness": "voice", "respiratory_rate": 25}, 6, "medium"),
        ({"consciousness": "voice", "respiratory_rate": 25, "heart_rate": 91}, 7, "high"),
    ],
)
def test_bands(changes: dict[str, float | str], value: int, band: str) -> None:
    answer = score({**WELL, **changes})
    assert (answer.value, answer.band) == (value, band)


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({}, ""),
        ({"supplemental_oxygen": "on", "respiratory_rate": 22}, ""),
        ({"respiratory_rate": 25}, "get urgent medical advice."),
        ({"consciousness": "voice", "respiratory_rate": 21}, "get urgent medical advice."),
        ({"consciousness": "voice", "respiratory_rate": 25}, "get urgent medical advice."),
        ({"consciousness": "voice", "respiratory_rate": 25, "heart_rate": 91}, "call your country's emergency number."),
    ],
)
def test_at_home_it_is_measured_again_before_anything_is_urged(changes: dict[str, float | str], advice: str) -> None:
    text = score({**WELL, **changes}).explanation
    if not advice:
        assert "measure again" not in text
        assert "emergency" not in text
    else:
        assert text.endswith(f" Rest, check the sensors and measure again now. If it is confirmed, {advice}")


def test_missing_inputs_do_not_hide_what_is_urged() -> None:
    """What is known already reaches 7: the rest can only add to it."""
    partial = score({"respiratory_rate": 25, "spo2": 90, "heart_rate": 115})
    assert (partial.value, partial.lower, partial.band) == (None, 8, "high")
    assert "call your country's emergency number" in partial.explanation


def test_missing_inputs_give_bounds_and_no_value() -> None:
    answer = score({"heart_rate": 95, "spo2": 94, "systolic": 105})
    assert answer.value is None
    assert (answer.lower, answer.upper, answer.band) == (3, 3 + 3 + 2 + 3 + 3, "low")
    assert answer.coverage == pytest.approx(3 / 7)
    assert answer.missing == ("respiratory_rate", "supplemental_oxygen", "consciousness", "temperature")
    assert "at least 3, at most 14" in answer.explanation
    assert "Not known: respiratory rate, air or oxygen, consciousness, temperature." in answer.explanation
    assert answer.confidence is Confidence.LOW


def test_on_scale_2_unknown_oxygen_widens_both_parameters() -> None:
    known = {name: value for name, value in WELL.items() if name != "supplemental_oxygen"}
    answer = score({**known, "spo2": 97}, SCALE_2)
    assert (answer.lower, answer.upper) == (0, 5)
    assert {used.key: used.points for used in answer.inputs}["spo2"] is None
    # At 90 % the saturation gives 0 on air and on oxygen.
    settled = score({**known, "spo2": 90}, SCALE_2)
    assert (settled.lower, settled.upper) == (0, 2)
    assert {used.key: used.points for used in settled.inputs}["spo2"] == 0


def test_unknown_saturation_and_known_oxygen() -> None:
    known = {name: value for name, value in WELL.items() if name != "spo2"}
    assert (score(known).lower, score(known).upper) == (0, 3)
    on = score({**known, "supplemental_oxygen": "on"})
    assert (on.lower, on.upper) == (2, 5)


COMPLETE = st.fixed_dictionaries(
    {
        "respiratory_rate": st.integers(200, 9000).map(lambda scaled: scaled / 100),
        "spo2": st.integers(4000, 10000).map(lambda scaled: scaled / 100),
        "supplemental_oxygen": st.sampled_from(("on", "off")),
        "systolic": st.integers(4000, 30000).map(lambda scaled: scaled / 100),
        "heart_rate": st.integers(2000, 30000).map(lambda scaled: scaled / 100),
        "consciousness": st.sampled_from(sorted(ALERTNESS)),
        "temperature": st.integers(25000, 45000).map(lambda scaled: scaled / 1000),
    }
)


@given(values=COMPLETE, known=st.sets(st.sampled_from(news2.PARAMETERS), min_size=1), scale=st.sampled_from((1, 2)))
def test_the_bounds_contain_the_full_score(values: dict[str, float | str], known: set[str], scale: int) -> None:
    person = news2.Person(50, spo2_scale=scale)
    full = score(values, person)
    part = score({name: values[name] for name in known}, person)
    assert full.value is not None
    assert not isinstance(full.value, str)
    assert part.lower is not None
    assert part.upper is not None
    assert part.lower <= full.value <= part.upper
    assert part.lower >= 0
    assert part.upper <= news2.MAX_SCORE
    assert list(news2.PARAMETERS) == sorted({*part.missing, *known}, key=news2.PARAMETERS.index)


@pytest.mark.parametrize(
    ("person", "reason"),
    [(news2.Person(15.99), NOT_VALID_FOR), (news2.Person(30, pregnant=True), NOT_VALID_FOR)],
)
def test_not_valid_for(person: news2.Person, reason: str) -> None:
    answer = score(WELL, person)
    assert (answer.value, answer.lower, answer.refused) == (None, None, reason)


def test_sixteen_is_old_enough_and_an_untold_age_is_said() -> None:
    assert score(WELL, news2.Person(16.0)).value == 0
    assert "the age was not told" in score(WELL, news2.Person()).explanation


def test_nothing_known_is_refused() -> None:
    answer = score({})
    assert (answer.refused, answer.missing) == (MISSING_INPUT, news2.PARAMETERS)


def test_after_a_spinal_cord_injury_a_caution_is_added() -> None:
    assert "spinal cord injury" in score(WELL, news2.Person(40, spinal_cord_injury=True)).explanation


def test_a_poor_signal_lowers_the_confidence() -> None:
    inputs = given_inputs(WELL)
    inputs["spo2"] = Input("spo2", 98, quality=40)
    assert news2.assess(inputs, ADULT).confidence is Confidence.MODERATE
