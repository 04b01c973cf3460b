"""The four people: who they are, what is usual for them, which devices they use, what happens to them how often."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Traits:
    """One person. Rates are per year, except where the name says otherwise; bpm, %, breaths a minute, mmHg, mg/dL."""

    person: str
    profile: Mapping[str, Any]
    asleep_bpm: float
    awake_bpm: float
    exercise_bpm: float
    exercise_per_week: float
    breaths: float
    rmssd_ms: float
    spo2_awake: float
    spo2_asleep: float
    bed_h: float
    wake_h: float
    steps: int
    drinks_per_week: float = 0.0
    cycle: bool = False
    pressure: tuple[float, float] | None = None
    cuff_adherence: float = 0.0
    finger_per_day: float = 0.0
    oximeter_per_week: float = 0.0
    glucose: float | None = None
    rates: Mapping[str, float] = field(default_factory=dict)


PEOPLE: Final = (
    # Adults have two to three colds a year (Heikkinen & Jarvinen, Lancet 2003;361:51), of which about one is felt
    # as more than a runny nose; older adults fewer.
    Traits(
        "anna",
        {"birth_date": "1987-05-14", "sex": "female", "height_cm": 168, "weight_kg": 63, "activity": "moderate"},
        asleep_bpm=54,
        awake_bpm=68,
        exercise_bpm=150,
        exercise_per_week=3,
        breaths=14,
        rmssd_ms=42,
        spo2_awake=97.5,
        spo2_asleep=96.0,
        bed_h=22.8,
        wake_h=6.6,
        steps=9000,
        drinks_per_week=1.5,
        cycle=True,
        rates={"infection": 2.5},
    ),
    # Severe pressure: 1-2 % of people with hypertension a year reach a hospital with it (Zampaglione, Hypertension
    # 1996;27:144); a badly controlled man who measures finds more. Fast episodes: paroxysmal atrial fibrillation.
    Traits(
        "ben",
        {
            "birth_date": "1952-02-03",
            "sex": "male",
            "height_cm": 175,
            "weight_kg": 88,
            "conditions": ["hypertension", "atrial_fibrillation"],
            "treatments": ["antihypertensive"],
        },
        asleep_bpm=58,
        awake_bpm=71,
        exercise_bpm=108,
        exercise_per_week=2,
        breaths=15.5,
        rmssd_ms=22,
        spo2_awake=96.3,
        spo2_asleep=94.6,
        bed_h=22.3,
        wake_h=6.3,
        steps=4800,
        drinks_per_week=1,
        pressure=(136, 81),
        cuff_adherence=0.8,
        finger_per_day=0.5,
        rates={"infection": 1.5, "pneumonia": 0.5, "pressure_crisis": 4, "rapid_heart": 4},
    ),
    # GOLD 3: 1.3 exacerbations a year (ECLIPSE: Hurst, N Engl J Med 2010;363:1128). A clinician's target of 88-92 %.
    Traits(
        "clara",
        {
            "birth_date": "1957-09-21",
            "sex": "female",
            "height_cm": 163,
            "weight_kg": 60,
            "conditions": ["copd", "hypercapnic_respiratory_failure"],
            "spo2_scale": 2,
        },
        asleep_bpm=67,
        awake_bpm=80,
        exercise_bpm=110,
        exercise_per_week=1,
        breaths=18,
        rmssd_ms=18,
        spo2_awake=92.5,
        spo2_asleep=91.0,
        bed_h=22.0,
        wake_h=6.5,
        steps=2600,
        finger_per_day=1.0,
        oximeter_per_week=1.6,
        rates={"infection": 1.0, "exacerbation": 1.6, "desaturation": 6},
    ),
    # Level 1 about twice a week, level 2 every other (Frier, Nat Rev Endocrinol 2014;10:711: two mild episodes a week).
    Traits(
        "dora",
        {
            "birth_date": "1996-11-30",
            "sex": "female",
            "height_cm": 171,
            "weight_kg": 66,
            "conditions": ["type_1_diabetes"],
            "treatments": ["insulin"],
        },
        asleep_bpm=57,
        awake_bpm=72,
        exercise_bpm=145,
        exercise_per_week=2.5,
        breaths=14.5,
        rmssd_ms=38,
        spo2_awake=97.5,
        spo2_asleep=96.2,
        bed_h=23.3,
        wake_h=7.2,
        steps=8000,
        drinks_per_week=1,
        cycle=True,
        glucose=145,
        rates={"infection": 2.0, "glucose_fall": 110, "glucose_rise": 40},
    ),
)
