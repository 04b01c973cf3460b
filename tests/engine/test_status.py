"""The overall status: the worst rule that applies, and no diagnosis words."""

import re

import pytest
from healthsense_engine import quality, status
from healthsense_engine.assessment import Assessment, Confidence, refuse
from healthsense_engine.catalog import CATALOG
from healthsense_engine.measurement import Measurement
from healthsense_engine.view import Current
from strategies import NOON_MS

REFUSED = {key: refuse(key, "missing_input", "") for key in status.CONSIDERED}


def overall(bands: dict[str, str], *, any_current: bool = True) -> Assessment:
    answers = dict(REFUSED)
    for key, band in bands.items():
        answers[key] = Assessment(key, value=1, band=band, confidence=Confidence.MODERATE)
    return status.assess(answers, any_current=any_current)


@pytest.mark.parametrize(
    ("bands", "word"),
    [
        ({}, "incomplete"),
        ({"news2": "low"}, "usual"),
        ({"news2": "low_medium"}, "worth_checking"),
        ({"news2": "medium"}, "worth_checking"),
        ({"news2": "high"}, "urgent"),
        ({"bp_category_esc": "elevated", "bp_category_acc": "stage_1"}, "usual"),
        ({"bp_category_esc": "hypertension"}, "worth_checking"),
        ({"bp_category_acc": "severe"}, "worth_checking"),
        ({"heart_rate_deviation": "usual"}, "usual"),
        ({"heart_rate_deviation": "higher_than_usual"}, "worth_checking"),
        ({"heart_rate_deviation": "lower_than_usual"}, "worth_checking"),
        ({"spo2_deviation": "lower_than_usual"}, "worth_checking"),
        ({"spo2_deviation": "higher_than_usual"}, "usual"),
        ({"diabetes_risk": "high"}, "worth_checking"),
        ({"diabetes_risk": "low"}, "incomplete"),
        ({"news2": "high", "spo2_deviation": "lower_than_usual", "heart_rate_deviation": "usual"}, "urgent"),
    ],
)
def test_rules(bands: dict[str, str], word: str) -> None:
    answer = overall(bands)
    assert (answer.value, answer.band) == (word, word)
    assert word in CATALOG["overall_status"].bands


def test_the_reasons_are_told() -> None:
    answer = overall({"news2": "high", "spo2_deviation": "lower_than_usual", "heart_rate_deviation": "usual"})
    assert [(used.key, used.value) for used in answer.inputs] == [
        ("news2", "high"),
        ("spo2_deviation", "lower_than_usual"),
    ]
    assert dict(answer.extra)["reasons"] == "news2: high, spo2_deviation: lower_than_usual"
    assert "the early-warning score, the oxygen saturation" in answer.explanation


def test_a_partial_score_in_its_lowest_band_shows_nothing_to_be_usual() -> None:
    answers = {**REFUSED, "news2": Assessment("news2", lower=0, upper=9, band="low")}
    answer = status.assess(answers, any_current=True)
    assert answer.value == "incomplete"
    assert "Not complete: the early-warning score" in answer.explanation


def test_a_partial_score_that_is_already_high_is_urgent() -> None:
    answers = {**REFUSED, "news2": Assessment("news2", lower=7, upper=12, band="high", confidence=Confidence.LOW)}
    answer = status.assess(answers, any_current=True)
    assert (answer.value, answer.confidence) == ("urgent", Confidence.LOW)


def test_without_any_reading_nothing_is_said() -> None:
    assert overall({}, any_current=False).value == "no_data"


def test_the_profile_is_no_reading() -> None:
    told = Measurement("weight", NOON_MS, "profile", 70_000, NOON_MS)
    worn = Measurement("heart_rate", NOON_MS, "ha:one", 6_000, NOON_MS)
    assert not status.has_current_reading({"weight": Current(told, fresh=True)})
    assert not status.has_current_reading({"heart_rate": Current(worn, fresh=False)})
    assert status.has_current_reading({"heart_rate": Current(worn, fresh=True)})


def test_no_diagnosis_words() -> None:
    texts = " ".join(overall({key: band}).explanation for key, row in CATALOG.items() for band in row.bands
                     if key in status.CONSIDERED)  # fmt: skip
    assert not re.search(r"diagnos|disease|hypertens|hypox|sepsis|tachy|brady|abnormal", texts, re.IGNORECASE)


def test_data_quality() -> None:
    answer = quality.assess(3, 1)
    assert (answer.value, answer.unit, dict(answer.extra)) == (75.0, "%", {"accepted": 3, "rejected": 1})
    assert quality.assess(0, 2).value == 0
    assert quality.assess(0, 0).refused == "missing_input"
