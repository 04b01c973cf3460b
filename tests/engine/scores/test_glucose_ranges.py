"""Time in, below and above range by the source's own unit; targets; the Glycemia Risk Index."""

from collections import Counter

import pytest
from healthsense_engine.cgm import MMOL_L, NO_READINGS, Recording
from healthsense_engine.scores import glucose_ranges as ranges
from healthsense_engine.vitals import VITALS
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, MINUTE_MS, NOON_MS

GLUCOSE = VITALS["glucose"]


def counted(values: list[float], unit: str) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(Counter(GLUCOSE.to_scaled(value, unit) or 0 for value in values).items()))


def shares(values: list[float], unit: str = "mg/dL", *, pregnancy: bool = False) -> ranges.Shares:
    return ranges.shares(counted(values, unit), ranges.limits_of(unit), pregnancy=pregnancy)


def over_a_day(values: list[float], unit: str = "mg/dL") -> Recording:
    """Return a recording of a day in which each value stands for the same share of time."""
    each = 288 // len(values)
    return Recording(
        "cgm",
        unit,
        5 * MINUTE_MS,
        NOON_MS,
        NOON_MS + DAY_MS - 5 * MINUTE_MS,
        tuple((scaled, often * each) for scaled, often in counted(values, unit)),
    )


@pytest.mark.parametrize(
    ("value", "unit", "where"),
    [
        (53.9, "mg/dL", "very_low"), (54, "mg/dL", "low"), (69.9, "mg/dL", "low"), (70, "mg/dL", "tight"),
        (140, "mg/dL", "tight"), (140.1, "mg/dL", "inside"), (180, "mg/dL", "inside"), (180.1, "mg/dL", "high"),
        (250, "mg/dL", "high"), (250.1, "mg/dL", "very_high"),
        (2.9, MMOL_L, "very_low"), (3.0, MMOL_L, "low"), (3.8, MMOL_L, "low"), (3.9, MMOL_L, "tight"),
        (7.8, MMOL_L, "tight"), (7.9, MMOL_L, "inside"), (10.0, MMOL_L, "inside"), (10.1, MMOL_L, "high"),
        (13.9, MMOL_L, "high"), (14.0, MMOL_L, "very_high"),
        (2.99, MMOL_L, "very_low"), (3.89, MMOL_L, "low"), (7.81, MMOL_L, "inside"), (10.01, MMOL_L, "high"),
        (13.91, MMOL_L, "very_high"),
    ],
)  # fmt: skip
def test_consensus_limits_of_each_unit(value: float, unit: str, where: str) -> None:
    found = shares([value], unit)
    bands = {
        name: getattr(found, name)
        for name in ("very_low", "low", "tight", "inside", "high", "very_high")
        if getattr(found, name)
    }
    assert bands == ({"tight": 100, "inside": 100} if where == "tight" else {where: 100})


def test_10_0_mmol_is_in_range_and_the_same_number_in_mg_is_not() -> None:
    assert shares([10.0], MMOL_L).inside == 100
    assert shares([180.18]).above == 100


@pytest.mark.parametrize(
    ("value", "unit", "inside"),
    [(62.9, "mg/dL", 0), (63, "mg/dL", 100), (140, "mg/dL", 100), (140.1, "mg/dL", 0),
     (3.4, MMOL_L, 0), (3.5, MMOL_L, 100), (7.8, MMOL_L, 100), (7.9, MMOL_L, 0)],
)  # fmt: skip
def test_the_range_in_pregnancy(value: float, unit: str, inside: float) -> None:
    found = shares([value], unit, pregnancy=True)
    assert found.inside == inside
    assert found.below + found.inside + found.above == 100


VALUES = st.lists(st.integers(20, 500), min_size=1, max_size=80)


@given(VALUES, st.booleans())
def test_below_inside_and_above_are_the_whole(values: list[int], pregnancy: bool) -> None:
    found = shares([float(value) for value in values], pregnancy=pregnancy)
    assert found.below + found.inside + found.above == pytest.approx(100)
    assert 0 <= found.very_low <= 100
    assert 0 <= found.very_high <= 100
    if not pregnancy:
        assert found.very_low + found.low == pytest.approx(found.below)
        assert found.very_high + found.high == pytest.approx(found.above)
        assert found.tight <= found.inside
    assert 0 <= found.gri <= 100


@given(VALUES)
def test_what_lies_off_both_units_limits_is_binned_alike(values: list[int]) -> None:
    """Between 70 mg/dL and 3.9 mmol/L, and so on, the units disagree: such values are left out."""
    clear = [
        value for value in values
        if all(abs(value - limit) > 1.0 for limit in (54, 63, 70, 140, 180, 250))
    ] or [100]  # fmt: skip
    mg = shares([float(value) for value in clear])
    mmol = shares([round(value / 18.018, 2) for value in clear], MMOL_L)
    assert mmol == mg


@given(VALUES, st.integers(1, 40))
def test_higher_readings_are_never_less_above_nor_more_below(values: list[int], more: int) -> None:
    before, after = shares([float(v) for v in values]), shares([float(v + more) for v in values])
    assert after.above >= before.above
    assert after.below <= before.below


@pytest.mark.parametrize(
    ("values", "gri"),
    [
        ([100] * 10, 0),
        ([50] + [100] * 9, 30.0),
        ([60] + [100] * 9, 24.0),
        ([300] + [100] * 9, 16.0),
        ([200] + [100] * 9, 8.0),
        ([50, 60, 300, 200] + [100] * 6, 78.0),
        ([40] * 10, 100),
    ],
)
def test_glycemia_risk_index_of_exclusive_bands(values: list[float], gri: float) -> None:
    assert shares(values).gri == pytest.approx(gri)


@pytest.mark.parametrize(
    ("value", "zone"),
    [
        (0, "zone_a"),
        (20, "zone_a"),
        (20.1, "zone_b"),
        (40.1, "zone_c"),
        (60.1, "zone_d"),
        (80.1, "zone_e"),
        (100, "zone_e"),
    ],
)
def test_zones_of_the_index(value: float, zone: str) -> None:
    assert ranges.gri_band(value) == zone


@pytest.mark.parametrize(
    ("age", "conditions", "name"),
    [
        (None, (), "standard"),
        (64, ("diabetes",), "standard"),
        (65, (), "older_high_risk"),
        (40, ("chronic_kidney_disease",), "older_high_risk"),
        (40, ("pregnancy", "chronic_kidney_disease"), "pregnancy"),
    ],
)
def test_targets_are_chosen_by_the_profile(age: float | None, conditions: tuple[str, ...], name: str) -> None:
    assert ranges.targets_for(age_years=age, conditions=frozenset(conditions)).name == name


@pytest.mark.parametrize(
    ("targets", "key", "on", "off"),
    [
        (ranges.STANDARD, "glucose_tir", 70.1, 70), (ranges.STANDARD, "glucose_tbr", 3.9, 4),
        (ranges.STANDARD, "glucose_tbr_level2", 0.9, 1), (ranges.STANDARD, "glucose_tar", 24.9, 25),
        (ranges.STANDARD, "glucose_tar_level2", 4.9, 5),
        (ranges.OLDER, "glucose_tir", 50.1, 50), (ranges.OLDER, "glucose_tbr", 0.9, 1),
        (ranges.OLDER, "glucose_tar_level2", 9.9, 10),
        (ranges.PREGNANCY, "glucose_tir", 70.1, 70), (ranges.PREGNANCY, "glucose_tbr", 3.9, 4),
        (ranges.PREGNANCY, "glucose_tbr_level2", 0.9, 1), (ranges.PREGNANCY, "glucose_tar", 24.9, 25),
    ],
)  # fmt: skip
def test_targets_of_the_2019_consensus(targets: ranges.Targets, key: str, on: float, off: float) -> None:
    assert ranges.band_of(key, on, targets) == "on_target"
    assert ranges.band_of(key, off, targets) == "off_target"


def test_where_the_consensus_has_no_target_there_is_no_band() -> None:
    assert ranges.band_of("glucose_tar", 30, ranges.OLDER) is None
    assert ranges.band_of("glucose_tar_level2", 3, ranges.PREGNANCY) is None
    assert ranges.band_of("glucose_titr", 90, ranges.STANDARD) is None


def test_answers_say_range_target_and_what_they_rest_on() -> None:
    answers = ranges.assess(over_a_day([5.0, 6.0, 8.0, 11.0], MMOL_L), ranges.STANDARD)
    assert tuple(answers) == ranges.KEYS
    inside = answers["glucose_tir"]
    assert (inside.value, inside.unit, inside.band, inside.confidence) == (75.0, "%", "on_target", "low")
    assert inside.explanation.startswith(
        "75.0% of readings were between 3.9 and 10.0 mmol/L. "
        "The target for type 1 and type 2 diabetes is more than 70%. "
    )
    told = dict(inside.extra)
    assert (told["range_low"], told["range_high"], told["range_unit"], told["targets"]) == (
        3.9,
        10.0,
        MMOL_L,
        "standard",
    )
    assert (answers["glucose_tar"].value, answers["glucose_tar"].band) == (25.0, "off_target")
    assert (answers["glucose_titr"].value, answers["glucose_titr"].band) == (50.0, None)
    assert (answers["glucose_gri"].value, answers["glucose_gri"].band) == (20.0, "zone_a")


def test_in_pregnancy_the_range_is_another_and_the_index_says_it_was_not_made_for_it() -> None:
    answers = ranges.assess(over_a_day([65.0, 100.0, 150.0, 160.0]), ranges.PREGNANCY)
    assert (answers["glucose_tir"].value, answers["glucose_tbr"].value, answers["glucose_tar"].value) == (
        50.0,
        0.0,
        50.0,
    )
    assert "between 63 and 140 mg/dL. The target for pregnancy is more than 70%." in answers["glucose_tir"].explanation
    assert "between 70 and 140 mg/dL." in answers["glucose_titr"].explanation
    assert answers["glucose_gri"].value == pytest.approx(2.4 * 25)
    assert "not been tested in pregnancy" in answers["glucose_gri"].explanation


def test_without_a_recording_every_key_is_refused() -> None:
    answers = ranges.assess(NO_READINGS, ranges.STANDARD)
    assert tuple(answers) == ranges.KEYS
    assert {one.refused for one in answers.values()} == {"missing_input"}
