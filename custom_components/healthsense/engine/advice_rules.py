"""The recommendations: a row each. A new one is a new row and its texts.

Limits come from the sources named; what no source says (how long a recommendation rests after it was done) is
HealthSense's own. No row speaks of medicines, and none of a disease.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from .advice_triggers import (
    ADHERENCE,
    Band,
    Both,
    Old,
    Overdue,
    Partial,
    Reading,
    Recent,
    Refused,
    Share,
    Told,
    Trigger,
    Untold,
)
from .assessment import NOT_ENOUGH_DATA

_MINUTE: Final = 60_000
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR


class Rank(IntEnum):
    """What goes first."""

    URGENT = 0
    MEASURE_AGAIN = 1
    INCOMPLETE = 2
    HABIT = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """One recommendation.

    Any of ``when`` suffices; the first that holds is the reason. ``group`` names the texts that several share and
    what is recommended once only. ``arrange_ms``: when to look again, from what was measured on (below a day) or
    from today. ``rest_ms``: how long it is not repeated once done, ``dismissed_ms`` once dismissed. ``source`` is a
    key of ``advice_sources.SOURCES``. ``able``: not while somebody may be unwell. ``ages`` in completed years,
    inclusive; an age that was not told fits only where ``ages`` is None. ``only_with``/``not_with``: conditions.
    ``unplanned``: not where the plan has this measure. ``measure`` is what is to be measured, if anything.
    """

    key: str
    rank: Rank
    group: str
    source: str
    when: tuple[Trigger, ...]
    arrange_ms: int
    rest_ms: int
    dismissed_ms: int
    measure: str = ""
    able: bool = False
    ages: tuple[int, int] | None = None
    only_with: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()
    unplanned: str = ""


UNWELL: Final[tuple[Trigger, ...]] = (
    Band("overall_status", ("urgent",)),
    Band("news2", ("low_medium", "medium", "high")),
    Band("fever", ("fever", "low")),
    Band("illness_signal", ("yellow", "red")),
    Band("hypoxaemia_signal", ("measure_again", "worth_checking", "urgent")),
    Band("dehydration_signal", ("one_sign", "several_signs")),
    Band("fatigue_signal", ("several_signs",)),
    Band("irregular_pulse", ("irregular",)),
    Band("bp_category_acc", ("severe",)),
    Band("bp_orthostatic", ("falls",)),
    Reading("temperature", least=38.0),
    Reading("systolic", least=180),
    Reading("diastolic", least=110),
)
"""While any of these holds nobody is told to be more active."""

_ASK_FIRST: Final = frozenset(
    {"coronary_heart_disease", "heart_failure", "stroke", "copd", "atrial_fibrillation", "pregnancy",
     "spinal_cord_injury", "hypercapnic_respiratory_failure"}
)  # fmt: skip
_LESS_ACTIVE: Final[tuple[Trigger, ...]] = (
    Told("activity", "low"),
    Band("steps_deviation", ("lower_than_usual",)),
    Band("activity_deviation", ("lower_than_usual",)),
)
_ADULT: Final = (18, 150)

RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "seek_help_now", Rank.URGENT, "help", "rcp_news2_2017",
        (Band("news2", ("high",)), Band("hypoxaemia_signal", ("urgent",))),
        arrange_ms=30 * _MINUTE, rest_ms=_HOUR, dismissed_ms=_HOUR,
    ),
    Rule(
        "chest_pain_now", Rank.URGENT, "help", "esc_chest_pain_2020",
        (Band("chest_pain", ("emergency",)),),
        arrange_ms=30 * _MINUTE, rest_ms=_DAY, dismissed_ms=_DAY,
    ),
    # ACC/AHA 2025: above 180 or 120, measure again after resting; symptoms decide.
    Rule(
        "repeat_blood_pressure_now", Rank.MEASURE_AGAIN, "pressure", "acc_pressure_2025",
        (Reading("systolic", least=180), Reading("diastolic", least=120), Band("bp_category_acc", ("severe",))),
        arrange_ms=5 * _MINUTE, rest_ms=2 * _HOUR, dismissed_ms=4 * _HOUR, measure="blood_pressure",
    ),
    # RCP 2017, table 4: an aggregate of 5 or more, or 3 in one parameter, is looked at hourly.
    Rule(
        "repeat_check_up", Rank.MEASURE_AGAIN, "check_up", "rcp_news2_2017",
        (Band("news2", ("medium", "low_medium")),),
        arrange_ms=_HOUR, rest_ms=_HOUR, dismissed_ms=6 * _HOUR,
    ),
    Rule(
        "repeat_spo2", Rank.MEASURE_AGAIN, "oxygen", "iso_oximeter_2017",
        (Band("hypoxaemia_signal", ("worth_checking", "measure_again")), Band("spo2_deviation", ("lower_than_usual",))),
        arrange_ms=15 * _MINUTE, rest_ms=2 * _HOUR, dismissed_ms=12 * _HOUR, measure="spo2",
    ),
    # ADA 2025: below 70 mg/dL, look again after 15 minutes.
    Rule(
        "repeat_glucose", Rank.MEASURE_AGAIN, "glucose", "ada_glucose_2025",
        (Reading("glucose", below=70),),
        arrange_ms=15 * _MINUTE, rest_ms=_HOUR, dismissed_ms=2 * _HOUR, measure="glucose",
    ),
    Rule(
        "repeat_temperature", Rank.MEASURE_AGAIN, "temperature", "cdc_fever",
        (Band("fever", ("fever",)), Reading("temperature", least=38.0)),
        arrange_ms=4 * _HOUR, rest_ms=4 * _HOUR, dismissed_ms=12 * _HOUR, measure="temperature",
    ),
    # One reading decides nothing (Stergiou 2021): 135/85 at home, and no category from several days yet.
    Rule(
        "repeat_blood_pressure", Rank.MEASURE_AGAIN, "pressure", "esh_home_2021",
        (
            Both(Reading("systolic", least=135), Refused("bp_category_esc", NOT_ENOUGH_DATA)),
            Both(Reading("diastolic", least=85), Refused("bp_category_esc", NOT_ENOUGH_DATA)),
        ),
        arrange_ms=_HOUR, rest_ms=12 * _HOUR, dismissed_ms=_DAY, measure="blood_pressure",
    ),
    Rule(
        "repeat_pulse", Rank.MEASURE_AGAIN, "pulse", "esc_rhythm_2024",
        (Band("irregular_pulse", ("irregular",)),),
        arrange_ms=_DAY, rest_ms=7 * _DAY, dismissed_ms=14 * _DAY, measure="heart_rate",
    ),
    Rule(
        "rest_and_measure", Rank.MEASURE_AGAIN, "rest", "nightsignal_2022",
        (Band("illness_signal", ("red",)), Band("dehydration_signal", ("several_signs",)),
         Band("fatigue_signal", ("several_signs",))),
        arrange_ms=_DAY, rest_ms=_DAY, dismissed_ms=3 * _DAY, measure="temperature",
    ),
    # The rule of heart-failure care is weak, and what is unusual may be a scale on a carpet: the same scale again.
    Rule(
        "weigh_again", Rank.MEASURE_AGAIN, "weight", "acc_heart_failure_2022",
        (Band("weight_change", ("rule_met", "higher_than_usual", "lower_than_usual")),),
        arrange_ms=_DAY, rest_ms=_DAY, dismissed_ms=7 * _DAY, measure="weight",
    ),
    Rule(
        "second_night", Rank.MEASURE_AGAIN, "nights", "healthsense",
        (Band("spo2_night", ("many_falls", "low_for_long")),),
        arrange_ms=_DAY, rest_ms=7 * _DAY, dismissed_ms=30 * _DAY, measure="spo2",
    ),
    Rule(
        "overdue_measurement", Rank.INCOMPLETE, "plan", "healthsense",
        (Overdue(),),
        arrange_ms=0, rest_ms=12 * _HOUR, dismissed_ms=12 * _HOUR,
    ),
    # RCP 2017: 5 is where a response is asked for.
    Rule(
        "complete_check_up", Rank.INCOMPLETE, "check_up", "rcp_news2_2017",
        (Partial("news2", lower=1, upper=5),),
        arrange_ms=_HOUR, rest_ms=12 * _HOUR, dismissed_ms=2 * _DAY,
    ),
    Rule(
        "show_blood_pressure", Rank.INCOMPLETE, "pressure", "esc_pressure_2024",
        (Band("bp_category_esc", ("hypertension",)),),
        arrange_ms=30 * _DAY, rest_ms=30 * _DAY, dismissed_ms=30 * _DAY,
    ),
    Rule(
        "blood_pressure_week", Rank.INCOMPLETE, "pressure", "esh_home_2021",
        (Both(Refused("bp_category_esc", NOT_ENOUGH_DATA), Recent("systolic", days=30)),),
        arrange_ms=7 * _DAY, rest_ms=30 * _DAY, dismissed_ms=30 * _DAY, measure="blood_pressure",
        ages=_ADULT, unplanned="blood_pressure",
    ),
    # USPSTF 2021: once a year from 40 years on.
    Rule(
        "measure_blood_pressure", Rank.INCOMPLETE, "pressure", "uspstf_pressure_2021",
        (Old("systolic", days=365),),
        arrange_ms=7 * _DAY, rest_ms=30 * _DAY, dismissed_ms=90 * _DAY, measure="blood_pressure",
        ages=(40, 150), unplanned="blood_pressure",
    ),
    Rule(
        "easier_plan", Rank.INCOMPLETE, "plan", "who_adherence_2003",
        (Share(ADHERENCE, below=50, least=10),),
        arrange_ms=14 * _DAY, rest_ms=28 * _DAY, dismissed_ms=28 * _DAY,
    ),
    Rule(
        "complete_facts", Rank.INCOMPLETE, "facts", "healthsense",
        (Untold("birth_date"), Untold("sex")),
        arrange_ms=7 * _DAY, rest_ms=30 * _DAY, dismissed_ms=180 * _DAY,
    ),
    Rule(
        "talk_about_risk", Rank.HABIT, "risk", "esc_prevention_2021",
        (
            Band("prevent_cvd_10y", ("high", "intermediate")),
            Band("score2", ("very_high", "high")),
            Band("framingham_cvd_bmi", ("high",)),
            Band("findrisc", ("very_high", "high")),
            Band("ada_risk", ("raised",)),
            Band("ada_thresholds", ("at_or_above",)),
            Band("diabetes_risk", ("high",)),
        ),
        arrange_ms=90 * _DAY, rest_ms=180 * _DAY, dismissed_ms=180 * _DAY,
    ),
    Rule(
        "stop_smoking", Rank.HABIT, "smoking", "phs_tobacco_2008",
        (Told("smoker", value=True),),
        arrange_ms=14 * _DAY, rest_ms=14 * _DAY, dismissed_ms=90 * _DAY,
    ),
    Rule(
        "pressure_habits", Rank.HABIT, "salt", "esc_pressure_2024",
        (Band("bp_category_esc", ("elevated", "hypertension")), Band("bp_category_acc", ("stage_1", "stage_2"))),
        arrange_ms=30 * _DAY, rest_ms=30 * _DAY, dismissed_ms=90 * _DAY, ages=_ADULT,
    ),
    Rule(
        "weight_steps", Rank.HABIT, "body", "nice_weight_2025",
        (Band("waist_to_height", ("above_range", "well_above_range")), Band("bmi", ("well_above_range",))),
        arrange_ms=30 * _DAY, rest_ms=30 * _DAY, dismissed_ms=180 * _DAY, ages=_ADULT,
        not_with=frozenset({"pregnancy"}),
    ),
    Rule(
        "move_more_ask_first", Rank.HABIT, "activity", "who_activity_2020",
        _LESS_ACTIVE, arrange_ms=14 * _DAY, rest_ms=14 * _DAY, dismissed_ms=60 * _DAY,
        able=True, only_with=_ASK_FIRST,
    ),
    Rule(
        "move_more_older", Rank.HABIT, "activity", "who_activity_2020",
        _LESS_ACTIVE, arrange_ms=7 * _DAY, rest_ms=7 * _DAY, dismissed_ms=60 * _DAY,
        able=True, ages=(65, 150), not_with=_ASK_FIRST,
    ),
    Rule(
        "move_more", Rank.HABIT, "activity", "who_activity_2020",
        _LESS_ACTIVE, arrange_ms=7 * _DAY, rest_ms=7 * _DAY, dismissed_ms=60 * _DAY,
        able=True, ages=(18, 64), not_with=_ASK_FIRST,
    ),
    # Watson 2015: seven hours or more for adults.
    Rule(
        "sleep_longer", Rank.HABIT, "sleep", "aasm_sleep_2015",
        (Reading("sleep_duration", below=420),),
        arrange_ms=7 * _DAY, rest_ms=14 * _DAY, dismissed_ms=60 * _DAY, ages=_ADULT,
    ),
)  # fmt: skip
"""In the order in which those of one rank are given."""

RESTS_ON: Final[frozenset[str]] = frozenset().union(
    *(trigger.rests_on() for trigger in (*UNWELL, *(one for rule in RULES for one in rule.when)))
)
"""The assessments and vitals that may change what is recommended."""
