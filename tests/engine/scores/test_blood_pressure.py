"""Home blood pressure: categories over the protocol, MAP and pulse pressure."""

import re
from fractions import Fraction

import pytest
from healthsense_engine.assessment import MISSING_INPUT, NOT_ENOUGH_DATA, STALE_INPUT, Confidence
from healthsense_engine.cuff import CuffGroup
from healthsense_engine.scores import blood_pressure as bp
from strategies import NOON_MS, reading


def day(number: int, pressures: list[tuple[float, float]], mornings: int | None = None) -> bp.Day:
    return bp.Day(
        number,
        len(pressures),
        sum(round(systolic * 100) for systolic, _ in pressures),
        sum(round(diastolic * 100) for _, diastolic in pressures),
        len(pressures) // 2 if mornings is None else mornings,
        NOON_MS + number,
    )


def protocol(systolic: float, diastolic: float, days: int = 4) -> list[bp.Day]:
    """A first day of 180/110, which must not count, and days of four readings each."""
    return [day(1, [(180, 110)] * 4), *(day(number, [(systolic, diastolic)] * 4) for number in range(2, days + 1))]


def cuff(systolic: float, diastolic: float) -> CuffGroup:
    return CuffGroup(reading("systolic", NOON_MS, systolic), reading("diastolic", NOON_MS + 2_000, diastolic))


@pytest.mark.parametrize(
    ("systolic", "diastolic", "esc", "acc"),
    [
        (119.99, 69.99, "non_elevated", "normal"),
        (119.99, 70, "elevated", "normal"),
        (120, 69, "elevated", "elevated"),
        (129.99, 79.99, "elevated", "elevated"),
        (130, 70, "elevated", "stage_1"),
        (110, 80, "elevated", "stage_1"),
        (134.99, 84.99, "elevated", "stage_1"),
        (135, 70, "hypertension", "stage_2"),
        (110, 85, "hypertension", "stage_2"),
        (180, 120, "hypertension", "stage_2"),
        (180.01, 90, "hypertension", "severe"),
        (150, 120.01, "hypertension", "severe"),
    ],
)
def test_home_thresholds(systolic: float, diastolic: float, esc: str, acc: str) -> None:
    exact = Fraction(str(systolic)), Fraction(str(diastolic))
    assert (bp.esc_category(*exact), bp.acc_category(*exact)) == (esc, acc)
    days = protocol(systolic, diastolic)
    assert (bp.esc(days).value, bp.acc(days).band) == (esc, acc)


def test_the_explanation_names_no_diagnosis() -> None:
    for systolic in (110, 125, 132, 150, 190):
        for answer in (bp.esc(protocol(systolic, 70)), bp.acc(protocol(systolic, 70))):
            assert not re.search("hypertens|stage|severe|crisis", answer.explanation)
    assert "190/70 mmHg, very high by ACC/AHA" in bp.acc(protocol(190, 70)).explanation


def test_the_first_day_is_dropped_and_the_rest_averaged() -> None:
    answer = bp.esc([day(1, [(200, 120)] * 4), day(2, [(130, 80)] * 4), day(3, [(120, 70)] * 4)])
    assert {used.key: used.value for used in answer.inputs} == {"systolic_mean": 125.0, "diastolic_mean": 75.0}
    assert dict(answer.extra) == {"days": 3, "readings": 12, "days_used": 2, "readings_used": 8}
    assert "Mean of 8 home readings on 2 days" in answer.explanation


@pytest.mark.parametrize(
    ("days", "lacking"),
    [
        ([], "3 more days and 12 more readings"),
        ([day(1, [(130, 80)])], "2 more days and 11 more readings"),
        ([day(1, [(130, 80)] * 20), day(2, [(130, 80)] * 20)], "1 more day"),
        ([day(number, [(130, 80)] * 3) for number in (1, 3, 5)], "3 more readings"),
        ([day(1, [(130, 80)] * 9), day(2, [(130, 80)]), day(3, [(130, 80)])], "1 more reading"),
    ],
)
def test_too_few_days_or_readings_are_refused_and_it_says_what_is_lacking(days: list[bp.Day], lacking: str) -> None:
    for answer in (bp.esc(days), bp.acc(days)):
        assert (answer.value, answer.band, answer.refused) == (None, None, NOT_ENOUGH_DATA)
        assert f"lacking: {lacking}." in answer.explanation


def test_confidence_follows_how_complete_the_protocol_is() -> None:
    assert bp.esc(protocol(120, 80, days=7)).confidence is Confidence.HIGH
    assert bp.esc(protocol(120, 80, days=4)).confidence is Confidence.MODERATE
    assert bp.esc([day(1, [(120, 80)] * 10), day(2, [(120, 80)]), day(3, [(120, 80)])]).confidence is Confidence.LOW


def test_readings_at_one_time_of_day_only_are_said_to_be() -> None:
    days = [day(number, [(120, 75)] * 4, mornings=4) for number in range(1, 6)]
    answer = bp.esc(days)
    assert answer.confidence is Confidence.LOW
    assert "All were taken in the morning: measure at both times." in answer.explanation


def test_map_and_pulse_pressure_of_the_newest_reading() -> None:
    answer = bp.mean_arterial_pressure(cuff(120, 80), fresh=True)
    assert answer.value == pytest.approx(93.3333, abs=1e-4)
    assert (answer.unit, answer.band) == ("mmHg", None)
    pulse = bp.pulse_pressure(cuff(120, 80), fresh=True)
    assert (pulse.value, pulse.unit, pulse.band) == (40.0, "mmHg", "usual")
    assert dict(pulse.extra)["group"] == f"ha:one@{NOON_MS}"


@pytest.mark.parametrize(
    ("systolic", "diastolic", "band"),
    [(140, 80, "wide"), (139.99, 80, "usual"), (120, 90, "narrow"), (120, 89.99, "usual"), (240, 180, "wide")],
)
def test_pulse_pressure_bands(systolic: float, diastolic: float, band: str) -> None:
    assert bp.pulse_pressure(cuff(systolic, diastolic), fresh=True).band == band


@pytest.mark.parametrize("assess", [bp.mean_arterial_pressure, bp.pulse_pressure])
def test_without_a_current_reading_there_is_no_number(assess: object) -> None:
    assert callable(assess)
    assert assess(None, fresh=False).refused == MISSING_INPUT
    assert assess(cuff(120, 80), fresh=False).refused == STALE_INPUT
