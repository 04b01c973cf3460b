"""The registry of vitals: conversions there and back, and golden values."""

from fractions import Fraction

import pytest
from healthsense_engine.vitals import VITALS, Sampling, normalize_unit
from hypothesis import given
from hypothesis import strategies as st

NUMERIC = sorted(key for key, row in VITALS.items() if row.sampling is not Sampling.CODED)
PAIRS = [(key, unit) for key in NUMERIC for unit in sorted(VITALS[key].units)]


def test_words_are_told_once_each_in_the_order_of_their_numbers() -> None:
    assert VITALS["posture"].words == ("lying", "sitting", "standing")
    assert VITALS["supplemental_oxygen"].words == ("off", "on")
    assert VITALS["heart_rate"].words == ()


@pytest.mark.parametrize(
    ("vital", "value", "unit", "canonical"),
    [
        ("heart_rate", 1.2, "Hz", 72),
        ("spo2", 0.975, "fraction", 97.5),
        ("systolic", 16, "kPa", 120.01),
        ("diastolic", 80, "mm[Hg]", 80),
        ("glucose", 5.5, "mmol/L", 99.1),
        ("glucose", 10.0, "mmol/l", 180.18),
        ("temperature", 100.4, "°F", 38.0),
        ("temperature", 310.15, "K", 37.0),
        ("weight", 11, "st", 69.853),
        ("weight", 154, "lb", 69.853),
        ("weight", 70_000, "g", 70),
        ("height", 1.78, "m", 178),
        ("height", 70, "in", 177.8),
        ("active_energy", 418.4, "kJ", 100),
        ("distance", 1, "mi", 1.609),
        ("walking_speed", 1, "m/s", 3.6),
        ("sleep_duration", 7.5, "h", 450),
        ("rr_interval", 0.8, "s", 800),
    ],
)
def test_golden_conversions(vital: str, value: float, unit: str, canonical: float) -> None:
    row = VITALS[vital]
    scaled = row.to_scaled(value, unit)
    assert scaled is not None
    assert row.from_scaled(scaled) == canonical


@given(pair=st.sampled_from(PAIRS), share=st.fractions(0, 1))
def test_there_and_back_lands_on_the_same_step(pair: tuple[str, str], share: Fraction) -> None:
    vital, unit = pair
    row = VITALS[vital]
    low, high = (Fraction(repr(bound)) for bound in row.plausible)
    scaled = round((low + (high - low) * share) * row.scale)
    assert row.to_scaled(row.from_scaled(scaled, unit), unit) == scaled


@given(value=st.decimals(-1000, 1000, places=4).map(float))
def test_halves_round_to_even_on_the_decimal(value: float) -> None:
    row = VITALS["heart_rate"]
    assert row.to_scaled(value, "bpm") == round(Fraction(repr(value)) * 100)


@pytest.mark.parametrize(("value", "scaled"), [(37.0005, 37000), (37.0015, 37002), (37.05, 37050)])
def test_no_float_traps(value: float, scaled: int) -> None:
    assert VITALS["temperature"].to_scaled(value, "°C") == scaled


def test_unknown_units_are_told_apart_from_values() -> None:
    assert VITALS["heart_rate"].to_scaled(60, "mmHg") is None
    assert VITALS["heart_rate"].to_scaled(60, None) is None
    assert VITALS["steps"].to_scaled(60, None) == 60
    with pytest.raises(KeyError):
        VITALS["heart_rate"].from_scaled(6000, "mmHg")
    assert normalize_unit(" BPM ") == "bpm"


def test_every_row_is_in_order() -> None:
    for key, row in VITALS.items():
        assert row.key == key
        assert row.plausible[0] < row.plausible[1]
        assert row.usual is None or row.plausible[0] <= row.usual[0] < row.usual[1] <= row.plausible[1]
        assert row.fresh_for_ms > 0
        if row.sampling is Sampling.CODED:
            assert all(row.word(code) in row.codes for code in row.codes.values())
            assert row.word(99) is None
        elif row.unit:
            assert row.to_scaled(row.plausible[1], row.unit) == round(row.plausible[1] * row.scale)


@pytest.mark.parametrize(
    ("vital", "loinc"),
    [("heart_rate", "8867-4"), ("spo2", "59408-5"), ("respiratory_rate", "9279-1"), ("systolic", "8480-6"),
     ("diastolic", "8462-4"), ("temperature", "8310-5"), ("glucose", "2339-0"), ("weight", "29463-7")],
)  # fmt: skip
def test_loinc_codes(vital: str, loinc: str) -> None:
    assert VITALS[vital].loinc == loinc
