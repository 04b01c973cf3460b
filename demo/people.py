"""The three people of the demo household, and what a day of theirs looks like.

All are invented. Their vitals are simulated (``recording.py``) and carry the source ``demo``,
so that nobody can take them for measurements.
"""

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Physiology:
    """Means of one adult at rest, the seed of everything ``recording.py`` draws."""

    heart_rate_bpm: float
    spo2_percent: float
    respiratory_rate_per_min: float
    systolic_mmhg: float
    diastolic_mmhg: float
    temperature_celsius: float
    weight_kg: float
    rmssd_ms: float
    steps_per_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """One member of the household.

    ``unanswered`` names the core assessments that rightly have no answer for this person, ``care_plan`` what is to be
    measured when: measure -> the form of its page.

    ``live`` names the vitals that the ESPHome node measures for this person; ``recorded`` those
    that come from the simulated recording. ``laboratory``, ``background`` and ``questionnaires``
    are what is typed into the pages of these names.
    """

    name: str
    profile: dict[str, Any]
    physiology: Physiology
    live: tuple[str, ...]
    recorded: tuple[str, ...]
    laboratory: dict[str, Any]
    background: dict[str, str]
    questionnaires: dict[str, dict[str, str]]
    unanswered: frozenset[str]
    care_plan: dict[str, dict[str, Any]]


_NO_SENSOR: Final = frozenset({"glucose_tir", "glucose_gmi"})
"""What only somebody with a glucose sensor has."""

_EVERYBODY: Final = (
    "respiratory_rate",
    "temperature",
    "weight",
    "resting_heart_rate",
    "hrv_rmssd",
    "steps",
    "sleep_duration",
    "sleep_stage",
    "supplemental_oxygen",
    "consciousness",
    "heart_rate",
    "spo2",
    "systolic",
    "diastolic",
    "cuff_pulse",
)

ANNA: Final = DemoPerson(
    name="Anna",
    profile={
        "birth_date": "1961-04-12",
        "sex": "female",
        "height_cm": 164,
        "weight_kg": 68,
        "waist_cm": 84,
        "conditions": [],
        "treatments": [],
        "smoker": False,
        "activity": "moderate",
    },
    physiology=Physiology(
        heart_rate_bpm=64,
        spo2_percent=97.4,
        respiratory_rate_per_min=14,
        systolic_mmhg=121,
        diastolic_mmhg=76,
        temperature_celsius=36.6,
        weight_kg=68.2,
        rmssd_ms=34,
        steps_per_day=7800,
    ),
    live=("heart_rate", "spo2", "perfusion_index", "signal_quality", "respiratory_rate"),
    recorded=_EVERYBODY,
    laboratory={
        "total_cholesterol": 5.2,
        "hdl_cholesterol": 1.6,
        "cholesterol_unit": "mmol_l",
        "hba1c": 36.0,
        "hba1c_unit": "mmol_mol",
        "egfr": 88.0,
    },
    background={
        "diabetes": "no",
        "systolic_treated": "no",
        "statin": "no",
        "family_diabetes": "second_degree",
        "ethnicity": "white",
        "score2_region": "low",
    },
    questionnaires={
        "findrisc": {
            "findrisc_active_30_min_daily": "yes",
            "findrisc_vegetables_daily": "yes",
            "findrisc_blood_pressure_medicine_ever": "no",
            "findrisc_high_glucose_ever": "no",
        },
    },
    unanswered=_NO_SENSOR,
    care_plan={
        "blood_pressure": {"repeat": "daily", "times": ["08:00", "20:00"]},
        "weight": {"repeat": "weekly", "times": ["07:00"], "weekdays": ["mon"]},
    },
)

BEN: Final = DemoPerson(
    name="Ben",
    profile={
        "birth_date": "1954-11-02",
        "sex": "male",
        "height_cm": 178,
        "weight_kg": 86,
        "waist_cm": 101,
        "conditions": ["hypertension"],
        "treatments": ["antihypertensive"],
        "smoker": False,
        "activity": "low",
    },
    physiology=Physiology(
        heart_rate_bpm=71,
        spo2_percent=96.3,
        respiratory_rate_per_min=15,
        systolic_mmhg=137,
        diastolic_mmhg=83,
        temperature_celsius=36.5,
        weight_kg=86.4,
        rmssd_ms=24,
        steps_per_day=4300,
    ),
    live=("systolic", "diastolic", "cuff_pulse"),
    recorded=_EVERYBODY,
    laboratory={
        "total_cholesterol": 5.9,
        "hdl_cholesterol": 1.2,
        "cholesterol_unit": "mmol_l",
        "hba1c": 40.0,
        "hba1c_unit": "mmol_mol",
        "egfr": 74.0,
    },
    background={
        "diabetes": "no",
        "systolic_treated": "yes",
        "statin": "no",
        "family_diabetes": "none",
        "ethnicity": "white",
        "score2_region": "low",
    },
    questionnaires={
        "findrisc": {
            "findrisc_active_30_min_daily": "no",
            "findrisc_vegetables_daily": "yes",
            "findrisc_blood_pressure_medicine_ever": "yes",
            "findrisc_high_glucose_ever": "no",
        },
    },
    unanswered=_NO_SENSOR,
    care_plan={
        "blood_pressure": {"repeat": "daily", "times": ["08:00", "20:00"]},
        "weight": {"repeat": "daily", "times": ["07:00"]},
        "temperature": {"repeat": "weekly", "times": ["20:00"], "weekdays": ["wed", "sun"]},
    },
)

CLARA: Final = DemoPerson(
    name="Clara",
    profile={
        "birth_date": "1992-07-25",
        "sex": "female",
        "height_cm": 171,
        "weight_kg": 64,
        "waist_cm": 74,
        "conditions": ["diabetes"],
        "treatments": [],
        "smoker": False,
        "activity": "vigorous",
    },
    physiology=Physiology(
        heart_rate_bpm=60,
        spo2_percent=98.1,
        respiratory_rate_per_min=14,
        systolic_mmhg=112,
        diastolic_mmhg=70,
        temperature_celsius=36.5,
        weight_kg=64.1,
        rmssd_ms=52,
        steps_per_day=9600,
    ),
    live=(),
    recorded=(
        "glucose",
        "heart_rate",
        "resting_heart_rate",
        "hrv_rmssd",
        "sleep_duration",
        "sleep_stage",
        "steps",
        "weight",
        "systolic",
        "diastolic",
        "cuff_pulse",
    ),
    laboratory={
        "total_cholesterol": 4.6,
        "hdl_cholesterol": 1.7,
        "cholesterol_unit": "mmol_l",
        "hba1c": 55.0,
        "hba1c_unit": "mmol_mol",
        "egfr": 104.0,
    },
    background={
        "diabetes": "yes",
        "systolic_treated": "no",
        "statin": "no",
        "family_diabetes": "none",
        "ethnicity": "white",
        "score2_region": "low",
    },
    questionnaires={},
    # Her watch measures neither oxygen nor breathing, and the chance of a diabetes that is known is not asked for.
    unanswered=frozenset({"news2", "fever", "spo2_trend", "spo2_deviation", "diabetes_risk"}),
    care_plan={"weight": {"repeat": "weekly", "times": ["07:00"], "weekdays": ["sun"]}},
)

PEOPLE: Final = (ANNA, BEN, CLARA)
