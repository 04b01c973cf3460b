"""The one table of rules: what is beyond what, for how long, until when, how loud, and who says so.

Limits are in the canonical unit of the vital. Where a source is "HealthSense's own" no publication gives the figure for
people at home: it is a default to start from, and bench/alerts measures what it costs. ``docs/alert-rules.md`` is this
table in words, held to it by a test.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .model import Cause, Level
from .rows import Answered, Default, Learned, Mode, Side, Toward

MINUTE_S: Final = 60
HOUR_S: Final = 3600

_NEWS2: Final = "NEWS2 (Royal College of Physicians, 2017)"
_WELCH: Final = "Welch, Anesth Analg 2011: 15 s of delay at 90 % took 60 % of the alarms away"
_HOME_OXIMETRY: Final = "NHS England, COVID Oximetry @home, 2021: 93-94 % call, 92 % and less emergency"
_CGM: Final = "Battelino et al., Diabetes Care 2019;42:1593"
_CGM_EVENTS: Final = "Battelino et al., Lancet Diabetes Endocrinol 2023;11:42"
_ACC: Final = "2017 ACC/AHA, kept in 2025 AHA/ACC: severe above 180 or 120 mmHg, to be repeated after a minute or more"
_OWN: Final = "HealthSense's own"

OXYGEN: Final = (
    Default(
        key="spo2_low_critical", cause=Cause.OXYGEN, vital="spo2", mode=Mode.CONTINUOUS, side=Side.BELOW,
        limit=85, clear=87, hold_s=10, repeats=2, within_s=HOUR_S, late_s=15 * MINUTE_S,
        level=Level.CRITICAL, absolute=True, personal=(70, 94),
        source=f"{_OWN}: six below the 91 % of {_NEWS2}'s three points",
    ),
    Default(
        key="spo2_low_urgent", cause=Cause.OXYGEN, vital="spo2", mode=Mode.CONTINUOUS, side=Side.BELOW,
        limit=90, clear=92, hold_s=15, repeats=2, within_s=HOUR_S, late_s=15 * MINUTE_S,
        level=Level.URGENT, absolute=True, personal=(75, 96), source=_WELCH,
    ),
    Default(
        key="spo2_low_spot_urgent", cause=Cause.OXYGEN, vital="spo2", mode=Mode.SPOT, side=Side.AT_OR_BELOW,
        limit=92, clear=93, repeats=2, within_s=30 * MINUTE_S,
        level=Level.URGENT, absolute=True, personal=(75, 96), source=_HOME_OXIMETRY,
    ),
    Default(
        key="spo2_low_spot", cause=Cause.OXYGEN, vital="spo2", mode=Mode.SPOT, side=Side.AT_OR_BELOW,
        limit=94, clear=95, repeats=2, within_s=30 * MINUTE_S,
        level=Level.WARNING, personal=(75, 97), source=_HOME_OXIMETRY,
    ),
)  # fmt: skip

PULSE: Final = (
    Default(
        key="heart_rate_high", cause=Cause.PULSE, vital="heart_rate", mode=Mode.CONTINUOUS, side=Side.ABOVE,
        limit=130, clear=125, hold_s=10 * MINUTE_S, repeats=3, within_s=30 * MINUTE_S, late_s=15 * MINUTE_S,
        level=Level.WARNING, adult=True, personal=(90, 220), source=f"{_NEWS2}: three points from 131 bpm",
    ),
    Default(
        key="heart_rate_low", cause=Cause.PULSE, vital="heart_rate", mode=Mode.CONTINUOUS, side=Side.AT_OR_BELOW,
        limit=40, clear=45, hold_s=10 * MINUTE_S, repeats=3, within_s=30 * MINUTE_S, late_s=15 * MINUTE_S,
        level=Level.WARNING, adult=True, personal=(25, 60), source=f"{_NEWS2}: three points up to 40 bpm",
    ),
    Default(
        key="heart_rate_low_urgent", cause=Cause.PULSE, vital="heart_rate", mode=Mode.CONTINUOUS, side=Side.BELOW,
        limit=30, clear=35, hold_s=2 * MINUTE_S, repeats=3, within_s=30 * MINUTE_S, late_s=15 * MINUTE_S,
        level=Level.URGENT, absolute=True, adult=True, personal=(20, 50),
        source=f"{_OWN}: ten below the 40 bpm of {_NEWS2}'s three points",
    ),
)  # fmt: skip

BREATHING: Final = (
    Default(
        key="respiratory_rate_high", cause=Cause.BREATHING, vital="respiratory_rate", mode=Mode.CONTINUOUS,
        side=Side.AT_OR_ABOVE, limit=25, clear=22, hold_s=5 * MINUTE_S, repeats=3, within_s=HOUR_S,
        level=Level.WARNING, adult=True, personal=(18, 60), source=f"{_NEWS2}: three points from 25 a minute",
    ),
    Default(
        key="respiratory_rate_low", cause=Cause.BREATHING, vital="respiratory_rate", mode=Mode.CONTINUOUS,
        side=Side.AT_OR_BELOW, limit=8, clear=10, hold_s=5 * MINUTE_S, repeats=3, within_s=HOUR_S,
        level=Level.WARNING, adult=True, personal=(4, 12), source=f"{_NEWS2}: three points up to 8 a minute",
    ),
)  # fmt: skip

BLOOD_PRESSURE: Final = (
    Default(
        key="systolic_severe", cause=Cause.BLOOD_PRESSURE, vital="systolic", mode=Mode.CUFF, side=Side.ABOVE,
        limit=180, clear=175, repeats=2, within_s=30 * MINUTE_S,
        level=Level.URGENT, absolute=True, adult=True, personal=(140, 220), source=_ACC,
    ),
    Default(
        key="diastolic_severe", cause=Cause.BLOOD_PRESSURE, vital="diastolic", mode=Mode.CUFF, side=Side.ABOVE,
        limit=120, clear=115, repeats=2, within_s=30 * MINUTE_S,
        level=Level.URGENT, absolute=True, adult=True, personal=(90, 140), source=_ACC,
    ),
    Default(
        key="systolic_low", cause=Cause.BLOOD_PRESSURE, vital="systolic", mode=Mode.CUFF, side=Side.AT_OR_BELOW,
        limit=90, clear=95, repeats=2, within_s=30 * MINUTE_S,
        level=Level.WARNING, adult=True, personal=(70, 110), source=f"{_NEWS2}: three points up to 90 mmHg",
    ),
)  # fmt: skip

GLUCOSE: Final = (
    Default(
        key="glucose_low_2", cause=Cause.GLUCOSE, vital="glucose", mode=Mode.CGM, side=Side.BELOW,
        limit=54, clear=70, late_s=20 * MINUTE_S,
        level=Level.URGENT, absolute=True, personal=(50, 80), source=f"{_CGM}: level 2 below 54 mg/dL",
    ),
    Default(
        key="glucose_low_1", cause=Cause.GLUCOSE, vital="glucose", mode=Mode.CGM, side=Side.BELOW,
        limit=70, clear=75, hold_s=15 * MINUTE_S, late_s=20 * MINUTE_S,
        level=Level.WARNING, personal=(55, 100),
        source=f"{_CGM}: level 1 below 70 mg/dL; an event lasts 15 minutes ({_CGM_EVENTS})",
    ),
    Default(
        key="glucose_high_2", cause=Cause.GLUCOSE, vital="glucose", mode=Mode.CGM, side=Side.ABOVE,
        limit=250, clear=240, hold_s=90 * MINUTE_S, late_s=20 * MINUTE_S,
        level=Level.WARNING, personal=(180, 400),
        source=f"{_CGM_EVENTS}: level 2 above 250 mg/dL; an extended event lasts 90 minutes",
    ),
)  # fmt: skip

TEMPERATURE: Final = (
    Default(
        key="temperature_very_high", cause=Cause.TEMPERATURE, vital="temperature", mode=Mode.CONTINUOUS,
        side=Side.AT_OR_ABOVE, limit=40, clear=39.5, hold_s=5 * MINUTE_S, repeats=2, within_s=HOUR_S,
        level=Level.URGENT, absolute=True, personal=(38.5, 41),
        source="Bouchama and Knochel, N Engl J Med 2002;346:1978: heat stroke from 40 °C; to be repeated",
    ),
)  # fmt: skip

LIMITS: Final[tuple[Default, ...]] = (*OXYGEN, *PULSE, *BREATHING, *BLOOD_PRESSURE, *GLUCOSE, *TEMPERATURE)

BANDS: Final = (
    Answered(
        key="oxygen_band", cause=Cause.OXYGEN, answer="hypoxaemia_signal", words=frozenset({"urgent"}), vital="spo2",
        fed=True, level=Level.WARNING, hold_s=15 * MINUTE_S, clear_s=5 * MINUTE_S,
        source=f"{_HOME_OXIMETRY}; as the median of a quarter of an hour",
    ),
    Answered(
        key="news2_high", cause=Cause.EARLY_WARNING, answer="news2", words=frozenset({"high"}),
        level=Level.URGENT, hold_s=10 * MINUTE_S, clear_s=10 * MINUTE_S,
        source=f"{_NEWS2}: 7 and more, emergency response",
    ),
    Answered(
        key="news2_medium", cause=Cause.EARLY_WARNING, answer="news2", words=frozenset({"medium", "high"}),
        level=Level.WARNING, hold_s=10 * MINUTE_S, clear_s=10 * MINUTE_S,
        source=f"{_NEWS2}: 5 or 6, urgent response",
    ),
    Answered(
        key="bp_severe", cause=Cause.BLOOD_PRESSURE, answer="bp_category_acc", words=frozenset({"severe"}),
        level=Level.WARNING, source=f"{_ACC}; over the home protocol",
    ),
    Answered(
        key="bp_category", cause=Cause.BLOOD_PRESSURE, answer="bp_category_esc", words=frozenset({"hypertension"}),
        level=Level.INFO, source="ESC 2024 (Eur Heart J 2024;45:3912), home: from 135/85 mmHg over the protocol",
    ),
    Answered(
        key="temperature_high", cause=Cause.TEMPERATURE, answer="fever", words=frozenset({"fever"}),
        vital="temperature", level=Level.WARNING, source="CDC: fever from 38.0 °C",
    ),
    Answered(
        key="temperature_raised", cause=Cause.TEMPERATURE, answer="fever", words=frozenset({"raised"}),
        vital="temperature", level=Level.INFO, source="High et al. (IDSA), Clin Infect Dis 2009;48:149, from 65 years",
    ),
    Answered(
        key="temperature_low", cause=Cause.TEMPERATURE, answer="fever", words=frozenset({"low"}),
        vital="temperature", level=Level.WARNING, source="Brown et al., N Engl J Med 2012;367:1930: below 35 °C",
    ),
    Answered(
        key="irregular_pulse", cause=Cause.PULSE, answer="irregular_pulse", words=frozenset({"irregular"}),
        level=Level.WARNING, source="Perez et al., N Engl J Med 2019;381:1909: five of six windows",
    ),
    Answered(
        key="illness", cause=Cause.ILLNESS, answer="illness_signal", words=frozenset({"red"}),
        vital="heart_rate", level=Level.WARNING,
        source="Alavi et al., Nat Med 2022;28:175: two nights 4 bpm and more above usual",
    ),
    Answered(
        key="illness_early", cause=Cause.ILLNESS, answer="illness_signal", words=frozenset({"yellow"}),
        vital="heart_rate", level=Level.WARNING,
        source="Alavi et al., Nat Med 2022;28:175: two nights 3 bpm and more above usual",
    ),
    Answered(
        key="anomaly", cause=Cause.ILLNESS, answer="vitals_anomaly", words=frozenset({"unusual"}),
        level=Level.INFO, source=f"{_OWN}: two hours in a row beyond one in 10,000 (engine/anomaly.py)",
    ),
)  # fmt: skip

DEPARTURES: Final = (
    Answered(
        key="spo2_departure", cause=Cause.OXYGEN, answer="spo2_deviation", words=frozenset({"lower_than_usual"}),
        vital="spo2", least=3.0, fed=True, level=Level.WARNING, hold_s=15 * MINUTE_S, clear_s=10 * MINUTE_S,
        source="NHS England, COVID Oximetry @home: 3 % and more below usual; three robust standard deviations besides",
    ),
    Answered(
        key="heart_rate_departure", cause=Cause.PULSE, answer="heart_rate_deviation",
        words=frozenset({"higher_than_usual"}), vital="heart_rate", least=15.0, fed=True,
        level=Level.INFO, hold_s=60 * MINUTE_S, clear_s=15 * MINUTE_S,
        source=f"three robust standard deviations (Leys et al., J Exp Soc Psychol 2013;49:764); 15 bpm: {_OWN}",
    ),
    Answered(
        key="heart_rate_departure_low", cause=Cause.PULSE, answer="heart_rate_deviation",
        words=frozenset({"lower_than_usual"}), vital="heart_rate", least=15.0, fed=True,
        level=Level.INFO, hold_s=60 * MINUTE_S, clear_s=15 * MINUTE_S,
        source=f"three robust standard deviations (Leys et al., J Exp Soc Psychol 2013;49:764); 15 bpm: {_OWN}",
    ),
)  # fmt: skip

TRENDS: Final = (
    Toward(
        key="spo2_trend", cause=Cause.OXYGEN, answer="spo2_trend", vital="spo2", limit_of="spo2_low_urgent",
        within_s=2 * HOUR_S, hold_s=20 * MINUTE_S,
        source=f"{_OWN}: the whole 95 % interval of the slope goes there",
    ),
    Toward(
        key="heart_rate_trend", cause=Cause.PULSE, answer="heart_rate_trend", vital="heart_rate",
        limit_of="heart_rate_high", within_s=HOUR_S, hold_s=20 * MINUTE_S,
        source=f"{_OWN}: the whole 95 % interval of the slope goes there",
    ),
)  # fmt: skip

MODELS: Final = (
    Learned(
        key="hypoxia_risk", cause=Cause.OXYGEN, answer="hypoxia_risk", words=frozenset({"high"}),
        source="the model's card (docs/scores/hypoxia-risk.md)",
    ),
    Learned(
        key="diabetes_risk", answer="diabetes_risk", words=frozenset({"high"}),
        source="the model's card (docs/scores/diabetes-risk.md)",
    ),
    Learned(
        key="heart_disease_risk", answer="heart_disease_risk", words=frozenset({"high"}),
        source="the model's card (docs/scores/heart-disease-risk.md)",
    ),
)  # fmt: skip

WATCHED: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "device_battery_low": (5, 50),
        "signal_poor": (5, 80),
        "no_activity_morning": (5, 14),
        "no_activity_day": (2, 24),
    }
)
"""The least and greatest personal limits of the rules that watch devices (percent) and activity (local hour, hours)."""
