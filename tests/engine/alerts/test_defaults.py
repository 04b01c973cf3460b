"""The table of rules: golden values with their sources, personal limits, and the page that shows them."""

import pytest
from healthsense_engine.alerts import thresholds
from healthsense_engine.alerts.controls import ControlError, Controls, Origin
from healthsense_engine.alerts.defaults import ALL, BELOW_TARGET, DEFAULTS, SPO2_TARGET, bounds, check_limit, edges
from healthsense_engine.alerts.model import Level
from healthsense_engine.alerts.rows import Answered, Learned, Mode
from healthsense_engine.alerts.rules import RULES
from healthsense_engine.alerts.table import WATCHED
from healthsense_engine.catalog import CATALOG
from healthsense_engine.profile import Profile
from healthsense_engine.vitals import VITALS
from hypothesis import given
from hypothesis import strategies as st
from rule_scenes import limit
from rules_page import PAGE, limit_cells, tables, with_tables

GOLDEN = {
    # rule: vital, mode, limit, hold or repeat, over at, level, absolute, words of the source
    "spo2_low_critical": ("spo2 continuous < 85 %", "10 s, else 2 within 1 h", "87 critical yes", "NEWS2"),
    "spo2_low_urgent": ("spo2 continuous < 90 %", "15 s, else 2 within 1 h", "92 urgent yes", "Welch"),
    "spo2_low_spot_urgent": ("spo2 spot <= 92 %", "2 within 30 min", "93 urgent yes", "NHS England"),
    "spo2_low_spot": ("spo2 spot <= 94 %", "2 within 30 min", "95 warning no", "NHS England"),
    "heart_rate_high": ("heart_rate continuous > 130 bpm", "10 min, else 3 within 30 min", "125 warning no", "131 bpm"),
    "heart_rate_low": ("heart_rate continuous <= 40 bpm", "10 min, else 3 within 30 min", "45 warning no", "40 bpm"),
    "heart_rate_low_urgent": ("heart_rate continuous < 30 bpm", "2 min, else 3 within 30 min", "35 urgent yes", "own"),
    "respiratory_rate_high": (
        "respiratory_rate continuous >= 25 /min", "5 min, else 3 within 1 h", "22 warning no", "NEWS2",
    ),
    "respiratory_rate_low": (
        "respiratory_rate continuous <= 8 /min", "5 min, else 3 within 1 h", "10 warning no", "NEWS2",
    ),
    "systolic_severe": ("systolic cuff > 180 mmHg", "2 within 30 min", "175 urgent yes", "ACC/AHA"),
    "diastolic_severe": ("diastolic cuff > 120 mmHg", "2 within 30 min", "115 urgent yes", "ACC/AHA"),
    "systolic_low": ("systolic cuff <= 90 mmHg", "2 within 30 min", "95 warning no", "NEWS2"),
    "glucose_low_2": ("glucose cgm < 54 mg/dL", "at once", "70 urgent yes", "Battelino"),
    "glucose_low_1": ("glucose cgm < 70 mg/dL", "15 min", "75 warning no", "Battelino"),
    "glucose_high_2": ("glucose cgm > 250 mg/dL", "90 min", "240 warning no", "Battelino"),
    "temperature_very_high": (
        "temperature continuous >= 40 °C", "5 min, else 2 within 1 h", "39.5 urgent yes", "Bouchama",
    ),
}  # fmt: skip

GOLDEN_ANSWERS = {
    # rule: answer, words, seconds to last, level, words of the source
    "oxygen_band": ("hypoxaemia_signal", "urgent", 900, "warning", "NHS England"),
    "news2_high": ("news2", "high", 600, "urgent", "7 and more"),
    "news2_medium": ("news2", "high medium", 600, "warning", "5 or 6"),
    "bp_severe": ("bp_category_acc", "severe", 0, "warning", "ACC/AHA"),
    "bp_category": ("bp_category_esc", "hypertension", 0, "info", "ESC 2024"),
    "temperature_high": ("fever", "fever", 0, "warning", "38.0"),
    "temperature_raised": ("fever", "raised", 0, "info", "IDSA"),
    "temperature_low": ("fever", "low", 0, "warning", "35 °C"),
    "irregular_pulse": ("irregular_pulse", "irregular", 0, "warning", "five of six"),
    "illness": ("illness_signal", "red", 0, "warning", "Alavi"),
    "illness_early": ("illness_signal", "yellow", 0, "warning", "Alavi"),
    "anomaly": ("vitals_anomaly", "unusual", 0, "info", "10,000"),
    "spo2_departure": ("spo2_deviation", "lower_than_usual", 900, "warning", "3 %"),
    "heart_rate_departure": ("heart_rate_deviation", "higher_than_usual", 3600, "info", "Leys"),
    "heart_rate_departure_low": ("heart_rate_deviation", "lower_than_usual", 3600, "info", "Leys"),
}


@pytest.mark.parametrize("key", GOLDEN)
def test_golden_limit(key: str) -> None:
    what, proof, over, source = GOLDEN[key]
    cells = limit_cells(DEFAULTS[key])
    assert (" ".join(cells[1:4]), cells[4], " ".join(cells[5:8])) == (what, proof, over)
    assert source in cells[-1]


@pytest.mark.parametrize("key", GOLDEN_ANSWERS)
def test_golden_answer(key: str) -> None:
    answer, words, hold_s, level, source = GOLDEN_ANSWERS[key]
    row = ALL[key]
    assert isinstance(row, Answered)
    assert (row.answer, " ".join(sorted(row.words)), row.hold_s, row.level.word) == (answer, words, hold_s, level)
    assert source in row.source


def test_every_row_has_a_golden_value_and_a_rule() -> None:
    assert set(GOLDEN) == set(DEFAULTS)
    assert set(GOLDEN_ANSWERS) == {key for key, row in ALL.items() if isinstance(row, Answered)}
    assert set(ALL) <= {rule.key for rule in RULES}
    assert len({rule.key for rule in RULES}) == len(RULES)
    assert set(WATCHED) <= {rule.key for rule in RULES}


def test_what_a_row_names_is_there() -> None:
    for row in DEFAULTS.values():
        assert row.vital in VITALS
        low, high = row.personal
        assert low <= row.limit <= high
        assert (row.clear > row.limit) is row.side.low or row.clear == row.limit
        assert (row.hold_s > 0) or row.mode is not Mode.CONTINUOUS
        assert row.repeats >= 2 or row.mode is Mode.CGM
        assert row.within_s > 0 or row.mode is Mode.CGM
    for other in ALL.values():
        assert other.source
        if isinstance(other, Answered):
            assert other.answer in CATALOG
            assert other.words <= set(CATALOG[other.answer].bands)
            assert other.level < Level.CRITICAL


def test_the_page_is_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(text in page for text in tables().values())
    assert page == with_tables(page), "run tests/engine/alerts/rules_page.py"


# Personal limits


REFUSED = [
    ("no_such_rule", 90, Origin.PERSON, "key"),
    ("news2_high", 5, Origin.CLINICIAN, "key"),
    ("spo2_low_urgent", 60, Origin.CLINICIAN, "value"),
    ("spo2_low_urgent", 97, Origin.PERSON, "value"),
    ("spo2_low_urgent", float("nan"), Origin.CLINICIAN, "value"),
    ("spo2_low_urgent", 89, Origin.PERSON, "origin"),
    ("spo2_low_urgent", 89, Origin.HISTORY, "origin"),
    ("glucose_low_2", 53, Origin.PERSON, "origin"),
    ("systolic_severe", 190, Origin.PERSON, "origin"),
    (SPO2_TARGET, 88, Origin.PERSON, "origin"),
    (SPO2_TARGET, 60, Origin.CLINICIAN, "value"),
    ("diabetes_risk", 1.5, Origin.PERSON, "value"),
]


@pytest.mark.parametrize(("key", "value", "origin", "field"), REFUSED)
def test_refused_limit(key: str, value: float, origin: Origin, field: str) -> None:
    with pytest.raises(ControlError) as refusal:
        check_limit(key, value, origin)
    assert refusal.value.field == field


ALLOWED = [
    ("spo2_low_urgent", 91, Origin.PERSON),
    ("spo2_low_urgent", 86, Origin.CLINICIAN),
    ("spo2_low_spot", 90, Origin.PERSON),
    ("glucose_low_2", 60, Origin.HISTORY),
    ("heart_rate_high", 150, Origin.HISTORY),
    ("diabetes_risk", 0.2, Origin.PERSON),
    ("no_activity_day", 8, Origin.PERSON),
    (SPO2_TARGET, 88, Origin.CLINICIAN),
]


@pytest.mark.parametrize(("key", "value", "origin"), ALLOWED)
def test_allowed_limit(key: str, value: float, origin: Origin) -> None:
    check_limit(key, value, origin)


def test_a_target_of_88_gives_the_limits_of_the_second_scale() -> None:
    """NEWS2 (RCP 2017), scale 2: one point up to 87, two up to 85, three up to 83."""
    expected = {"spo2_low_spot": 87, "spo2_low_spot_urgent": 85, "spo2_low_urgent": 86, "spo2_low_critical": 84}
    assert set(BELOW_TARGET) == set(expected)
    by_clinician = Controls(limits={SPO2_TARGET: limit(88, Origin.CLINICIAN)})
    by_nobody = Controls(limits={SPO2_TARGET: limit(88, Origin.PERSON)})
    for key, value in expected.items():
        row = DEFAULTS[key]
        assert bounds(row, Profile(), by_clinician)[0] == value
        assert bounds(row, Profile(spo2_scale=2), Controls())[0] == value
        assert bounds(row, Profile(), by_nobody)[0] == row.limit


def test_a_clinicians_own_limit_of_a_rule_goes_before_the_target() -> None:
    controls = Controls(
        limits={SPO2_TARGET: limit(88, Origin.CLINICIAN), "spo2_low_urgent": limit(82, Origin.CLINICIAN)}
    )
    assert bounds(DEFAULTS["spo2_low_urgent"], Profile(), controls) == (82, 84)


@given(
    key=st.sampled_from(sorted(key for key, row in DEFAULTS.items() if row.absolute)),
    value=st.floats(0, 400),
    origin=st.sampled_from([Origin.PERSON, Origin.HISTORY]),
)
def test_nobody_but_a_clinician_makes_an_absolute_limit_laxer(key: str, value: float, origin: Origin) -> None:
    row = DEFAULTS[key]
    used, _ = bounds(row, Profile(), Controls(limits={key: limit(value, origin)}))
    assert used >= row.limit if row.side.low else used <= row.limit


@given(key=st.sampled_from(sorted(DEFAULTS)), value=st.floats(20, 300))
def test_edges_are_the_limit_in_stored_steps(key: str, value: float) -> None:
    """What is stored is beyond exactly when its value is."""
    row, vital = DEFAULTS[key], VITALS[DEFAULTS[key].vital]
    edge, clear = edges(row, Profile(), Controls())
    scaled = round(value * vital.scale)
    shown = scaled / vital.scale
    beyond = {"<": shown < row.limit, "<=": shown <= row.limit, ">": shown > row.limit, ">=": shown >= row.limit}
    assert (scaled <= edge if row.side.low else scaled >= edge) is beyond[row.side.value]
    assert (scaled >= clear if row.side.low else scaled <= clear) is (
        shown >= row.clear if row.side.low else shown <= row.clear
    )


def test_learned_models_are_off() -> None:
    learned = [row for row in ALL.values() if isinstance(row, Learned)]
    assert learned
    assert all(not row.on and row.level is Level.INFO for row in learned)
    assert len(thresholds.RULES) == len(DEFAULTS)
