"""The shock index and its two relatives."""

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_VALID_FOR, STALE_INPUT, Confidence, Input
from healthsense_engine.scores import shock_index as si
from hypothesis import given
from hypothesis import strategies as st

AT_MS = 1_000_000_000


def reading(
    pulse: float | None = 80,
    systolic: float | None = 120,
    diastolic: float | None = 80,
    age: float | None = 50,
    *,
    apart_ms: int = 0,
    pregnant: bool = False,
) -> si.Reading:
    def told(key: str, value: float | None, at_ms: int = AT_MS) -> Input | None:
        return None if value is None else Input(key, value, effective_ms=at_ms)

    return si.Reading(
        told("heart_rate", pulse, AT_MS + apart_ms),
        told("systolic", systolic),
        told("diastolic", diastolic),
        told("age", age),
        pregnant,
    )


@pytest.mark.parametrize(
    ("pulse", "systolic", "diastolic", "age", "plain", "modified", "with_age"),
    [
        (80, 120, 80, 50, 0.666666667, 0.857142857, 33.333333333),
        (120, 90, 60, 70, 1.333333333, 1.714285714, 93.333333333),
        (60, 150, 90, 30, 0.4, 0.545454545, 12.0),
    ],
)
def test_golden_values(
    pulse: float, systolic: float, diastolic: float, age: float, plain: float, modified: float, with_age: float
) -> None:
    given_reading = reading(pulse, systolic, diastolic, age)
    assert si.assess(si.KEY, given_reading).value == pytest.approx(plain, abs=1e-9)
    assert si.assess(si.MODIFIED_KEY, given_reading).value == pytest.approx(modified, abs=1e-9)
    assert si.assess(si.AGE_KEY, given_reading).value == pytest.approx(with_age, abs=1e-9)


@pytest.mark.parametrize(
    ("value", "band"),
    [(0.49, "lower"), (0.5, "usual"), (0.7, "usual"), (0.71, "slightly_raised"), (0.899, "slightly_raised"),
     (0.9, "raised"), (0.999, "raised"), (1.0, "high")],
)  # fmt: skip
def test_bands(value: float, band: str) -> None:
    assert si.band(value) == band


def test_bands_of_the_others() -> None:
    assert [si.modified_band(value) for value in (0.69, 0.7, 1.3, 1.31)] == ["lower", "usual", "usual", "raised"]
    assert [si.age_band(value) for value in (49.99, 50)] == ["usual", "raised"]


@given(pulse=st.floats(20, 250), systolic=st.floats(60, 250), gap=st.floats(10, 40), more=st.floats(0, 50))
def test_a_faster_pulse_raises_and_a_higher_pressure_lowers_them(
    pulse: float, systolic: float, gap: float, more: float
) -> None:
    diastolic = systolic - gap
    assert si.shock_index(pulse + more, systolic) >= si.shock_index(pulse, systolic)
    assert si.shock_index(pulse, systolic + more) <= si.shock_index(pulse, systolic)
    modified = si.modified_shock_index(pulse, systolic, diastolic)
    # Mean pressure lies below the systolic one.
    assert modified >= si.shock_index(pulse, systolic)
    assert si.modified_shock_index(pulse + more, systolic, diastolic) >= modified


def test_a_raised_index_asks_for_a_second_measurement() -> None:
    text = si.assess(si.KEY, reading(120, 100)).explanation
    assert text.startswith("Pulse over systolic pressure is 1.20, clearly higher than usual (0.5 to 0.7).")
    assert "Rest for five minutes and measure again" in text
    assert "measure again" not in si.assess(si.KEY, reading()).explanation


@pytest.mark.parametrize(
    ("key", "lacking", "missing"),
    [
        (si.KEY, {"pulse": None}, ("pulse",)),
        (si.KEY, {"pulse": None, "systolic": None}, ("pulse", "systolic")),
        (si.MODIFIED_KEY, {"diastolic": None}, ("diastolic",)),
        (si.AGE_KEY, {"age": None}, ("age",)),
    ],
)
def test_what_is_missing_is_named(key: str, lacking: dict[str, None], missing: tuple[str, ...]) -> None:
    answer = si.assess(key, reading(**lacking))  # type: ignore[arg-type] # a name for each parameter
    assert (answer.refused, answer.missing) == (MISSING_INPUT, missing)


def test_a_pulse_of_another_hour_is_no_pulse_of_this_pressure() -> None:
    assert si.assess(si.KEY, reading(apart_ms=si.APART_MS)).value is not None
    for apart_ms in (si.APART_MS + 1, -si.APART_MS - 1):
        assert si.assess(si.KEY, reading(apart_ms=apart_ms)).refused == STALE_INPUT


@pytest.mark.parametrize("key", si.KEYS)
def test_not_valid_for_children_and_in_pregnancy(key: str) -> None:
    assert si.assess(key, reading(age=17)).refused == NOT_VALID_FOR
    assert si.assess(key, reading(pregnant=True)).refused == NOT_VALID_FOR


def test_a_poor_signal_lowers_the_confidence_and_an_untold_age_is_said() -> None:
    poor = si.Reading(Input("heart_rate", 80, effective_ms=1, quality=30), Input("systolic", 120, effective_ms=1))
    answer = si.assess(si.KEY, poor)
    assert answer.confidence is Confidence.LOW
    assert "the age was not told" in answer.explanation
