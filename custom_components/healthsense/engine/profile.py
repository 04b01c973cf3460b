"""Who the person is: what scores need to know that no sensor tells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .lab import LAB_KEYS, Lab, LabError, parse_labs
from .measurement import Measurement, MeasurementRejectedError, to_ms, validate
from .questionnaires import QuestionnaireError, parse_questionnaires

PROFILE_SOURCE: Final = "profile"
MAX_LIST: Final = 50
_MEASURED: Final = (("height_cm", "height", "cm"), ("weight_kg", "weight", "kg"), ("waist_cm", "waist", "cm"))


class Sex(StrEnum):
    """Sex as the published scores know it."""

    FEMALE = "female"
    MALE = "male"


class Activity(StrEnum):
    """Usual leisure-time activity in a week (NHANES PAQ: vigorous, moderate, or neither)."""

    LOW = "low"
    MODERATE = "moderate"
    VIGOROUS = "vigorous"


class Score2Region(StrEnum):
    """Risk region of a European country (SCORE2 working group, Eur Heart J 2021;42:2439, figure 1)."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very_high"


class Ethnicity(StrEnum):
    """Ethnicity, in the words that published scores tell apart."""

    WHITE = "white"
    BLACK = "black"
    ASIAN = "asian"
    SOUTH_ASIAN = "south_asian"
    HISPANIC = "hispanic"
    OTHER = "other"


class FamilyDiabetes(StrEnum):
    """Diabetes among relatives: parents, siblings and children are first degree."""

    NONE = "none"
    SECOND_DEGREE = "second_degree"
    FIRST_DEGREE = "first_degree"


_ETHNICITY_WORDS: Final[Mapping[str, Ethnicity]] = {
    **{item.value: item for item in Ethnicity},
    "african_american": Ethnicity.BLACK,
    "caucasian": Ethnicity.WHITE,
    "latino": Ethnicity.HISPANIC,
    "east_asian": Ethnicity.ASIAN,
}

_ACTIVITY_WORDS: Final[Mapping[str, Activity]] = {
    "none": Activity.LOW,
    "sedentary": Activity.LOW,
    "inactive": Activity.LOW,
    "low": Activity.LOW,
    "light": Activity.LOW,
    "moderate": Activity.MODERATE,
    "medium": Activity.MODERATE,
    "active": Activity.VIGOROUS,
    "high": Activity.VIGOROUS,
    "vigorous": Activity.VIGOROUS,
}

CONDITIONS: Final = (
    "diabetes",
    "hypertension",
    "copd",
    "hypercapnic_respiratory_failure",
    "heart_failure",
    "coronary_heart_disease",
    "stroke",
    "atrial_fibrillation",
    "chronic_kidney_disease",
    "asthma",
    "sleep_apnea",
    "pregnancy",
    "spinal_cord_injury",
)
"""Conditions that a form offers. Others are kept as they are: a later score may know them."""

TREATMENTS: Final = (
    "antihypertensive",
    "statin",
    "glucose_lowering",
    "insulin",
    "beta_blocker",
    "anticoagulant",
    "oxygen_therapy",
)
"""Treatments that a form offers."""

_CONDITION_WORDS: Final[Mapping[str, str]] = {
    "type_1_diabetes": "diabetes",
    "type_2_diabetes": "diabetes",
    "diabetes_type_1": "diabetes",
    "diabetes_type_2": "diabetes",
    "pregnant": "pregnancy",
    "high_blood_pressure": "hypertension",
    "hypercapnia": "hypercapnic_respiratory_failure",
}


class ProfileError(ValueError):
    """A profile that cannot be used. Names the field and the reason, never the value."""

    def __init__(self, field_name: str, reason: str) -> None:
        """Keep which field was refused and why."""
        super().__init__(f"{field_name}: {reason}")
        self.field = field_name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's facts. None and empty mean: not told.

    ``spo2_scale`` is 2 only where a clinician set a target of 88-92 % (NEWS2, RCP 2017);
    ``smoker`` means smokes now. ``systolic_treated`` (medicine for blood pressure), ``statin``,
    ``diabetes`` and ``hypertension`` are what was said of each; else what the lists of treatments and conditions say,
    where a list was given at all. ``labs`` are laboratory values by key (``lab.LABS``),
    ``questionnaires`` answers by questionnaire and question (``questionnaires.QUESTIONNAIRES``).
    ``measurements`` are the profile's height, weight and waist as
    readings of source ``profile``, dated by ``measured_on`` at local midnight.
    """

    birth_date: date | None = None
    sex: Sex | None = None
    conditions: frozenset[str] = frozenset()
    treatments: frozenset[str] = frozenset()
    smoker: bool | None = None
    activity: Activity | None = None
    spo2_scale: int = 1
    time_zone: str = "UTC"
    measurements: tuple[Measurement, ...] = ()
    labs: Mapping[str, Lab] = field(default_factory=dict)
    systolic_treated: bool | None = None
    statin: bool | None = None
    diabetes: bool | None = None
    hypertension: bool | None = None
    score2_region: Score2Region | None = None
    ethnicity: Ethnicity | None = None
    family_diabetes: FamilyDiabetes | None = None
    questionnaires: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """Return the person's time zone (validated when the profile was read)."""
        return ZoneInfo(self.time_zone)

    def age_at(self, now_ms: int) -> float | None:
        """Return the age in years (completed birthdays plus the share of the running year)."""
        if self.birth_date is None:
            return None
        today = datetime.fromtimestamp(now_ms / 1000, self.zone).date()
        years = today.year - self.birth_date.year
        last = _birthday(self.birth_date, today.year)
        if today < last:
            years -= 1
            last = _birthday(self.birth_date, today.year - 1)
        following = _birthday(self.birth_date, last.year + 1)
        return years + (today - last).days / (following - last).days


def _birthday(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)


def _date(name: str, value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        raise ProfileError(name, "bad_date") from None


def _words(name: str, value: object) -> frozenset[str]:
    if value is None:
        return frozenset()
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ProfileError(name, "not_a_list")
    items = list(value)
    if len(items) > MAX_LIST or not all(isinstance(item, str) and 0 < len(item) <= 100 for item in items):
        raise ProfileError(name, "bad_list")
    words = (item.strip().casefold().replace(" ", "_").replace("-", "_") for item in items)
    return frozenset(_CONDITION_WORDS.get(word, word) for word in words)


def _smoker(value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    if word in {"yes", "current", "true"}:
        return True
    if word in {"no", "never", "former", "ex", "false"}:
        return False
    raise ProfileError("smoker", "unknown_word")


def _flag(data: Mapping[str, Any], name: str, listed: str, word: str, words: frozenset[str]) -> bool | None:
    """Return what was said under ``name``, else whether ``word`` is in the list, None where neither was given."""
    value = data.get(name)
    if isinstance(value, bool):
        return value
    if value is not None:
        spoken = str(value).strip().casefold()
        if spoken not in {"yes", "no", "true", "false"}:
            raise ProfileError(name, "unknown_word")
        return spoken in {"yes", "true"}
    if word in words:
        return True
    return None if data.get(listed) is None else False


def _choice[E: StrEnum](name: str, value: object, words: Mapping[str, E]) -> E | None:
    if value is None:
        return None
    found = words.get(str(value).strip().casefold().replace(" ", "_").replace("-", "_"))
    if found is None:
        raise ProfileError(name, "unknown_word")
    return found


def _measurements(data: Mapping[str, Any], zone: ZoneInfo, born: date | None, now_ms: int) -> tuple[Measurement, ...]:
    out = []
    dated = data.get("measured_on")
    for name, vital, unit in _MEASURED:
        if (value := data.get(name)) is None:
            continue
        day = dated.get(name) if isinstance(dated, Mapping) else dated
        at_ms = now_ms if day is None else to_ms(datetime.combine(_date("measured_on", day), time(), zone))
        try:
            out.append(
                validate(
                    vital,
                    value,
                    unit,
                    effective_ms=at_ms,
                    received_ms=max(at_ms, now_ms),
                    source=PROFILE_SOURCE,
                    birth_date=born,
                )
            )
        except MeasurementRejectedError as err:
            raise ProfileError(name if err.field == "value" else "measured_on", err.reason.value) from err
    return tuple(out)


def _default_ms(name: str, data: Mapping[str, Any], zone: ZoneInfo, now_ms: int) -> int:
    dated = data.get("measured_on")
    day = dated.get(name) if isinstance(dated, Mapping) else dated
    return now_ms if day is None else to_ms(datetime.combine(_date("measured_on", day), time(), zone))


def _labs(data: Mapping[str, Any], zone: ZoneInfo, now_ms: int) -> Mapping[str, Lab]:
    try:
        return parse_labs(data, lambda name: _default_ms(name, data, zone, now_ms))
    except LabError as err:
        raise ProfileError(err.field, err.reason) from err


def _questionnaires(data: Mapping[str, Any], zone: ZoneInfo, until_ms: int) -> Mapping[str, Mapping[str, Any]]:
    try:
        latest = datetime.fromtimestamp(until_ms // 1000, zone).date()
        return parse_questionnaires(data.get("questionnaires"), latest=latest)
    except QuestionnaireError as err:
        raise ProfileError(err.field, err.reason) from err


def parse_profile(data: Mapping[str, Any], *, now_ms: int, until_ms: int | None = None) -> Profile:
    """Return the profile that ``data`` (JSON or a form) describes.

    Keys: ``birth_date`` (ISO 8601), ``sex`` (female, male), ``height_cm``, ``weight_kg``,
    ``waist_cm`` and ``measured_on`` (one date, or one per measured key; default: the day of
    ``now_ms``), ``conditions``, ``treatments`` (lists of words), ``smoker`` (bool),
    ``activity`` (low, moderate, vigorous), ``spo2_scale`` (1 or 2), ``time_zone`` (IANA name),
    the keys of ``lab.LABS``, ``systolic_treated``, ``statin``, ``diabetes``, ``hypertension`` (bool),
    ``score2_region``, ``ethnicity``, ``family_diabetes`` (words of their enums) and
    ``questionnaires`` (questionnaire -> question -> answer). docs/replay.md lists them all.
    Unknown keys are kept in ``answers`` for scores that know them. ``until_ms`` (default ``now_ms``) is the
    last moment that the profile speaks for: a replay begins at ``now_ms`` and ends there, and answers to a
    questionnaire may be of any day until then.

    Raises:
        ProfileError: naming the field.
    """
    zone_name = str(data.get("time_zone") or "UTC")
    try:
        zone = ZoneInfo(zone_name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ProfileError("time_zone", "unknown_time_zone") from None
    born = None if data.get("birth_date") is None else _date("birth_date", data["birth_date"])
    if born is not None and to_ms(datetime.combine(born, time(), UTC)) > now_ms + 86_400_000:
        raise ProfileError("birth_date", "in_the_future")
    conditions = _words("conditions", data.get("conditions"))
    treatments = _words("treatments", data.get("treatments"))
    scale = data.get("spo2_scale", 2 if "hypercapnic_respiratory_failure" in conditions else 1)
    if scale not in (1, 2):
        raise ProfileError("spo2_scale", "not_1_or_2")
    known = {name for name, _, _ in _MEASURED} | {
        "birth_date", "sex", "measured_on", "conditions", "treatments", "smoker", "activity", "spo2_scale", "time_zone",
        "systolic_treated", "statin", "diabetes", "hypertension", "score2_region", "ethnicity", "family_diabetes",
        "questionnaires", *LAB_KEYS,
    }  # fmt: skip
    return Profile(
        birth_date=born,
        sex=_choice("sex", data.get("sex"), {item.value: item for item in Sex}),
        conditions=conditions,
        treatments=treatments,
        smoker=_smoker(data.get("smoker")),
        activity=_choice("activity", data.get("activity"), _ACTIVITY_WORDS),
        spo2_scale=scale,
        time_zone=zone_name,
        measurements=_measurements(data, zone, born, now_ms),
        labs=_labs(data, zone, now_ms),
        systolic_treated=_flag(data, "systolic_treated", "treatments", "antihypertensive", treatments),
        statin=_flag(data, "statin", "treatments", "statin", treatments),
        diabetes=_flag(data, "diabetes", "conditions", "diabetes", conditions),
        hypertension=_flag(data, "hypertension", "conditions", "hypertension", conditions),
        score2_region=_choice("score2_region", data.get("score2_region"), {one.value: one for one in Score2Region}),
        ethnicity=_choice("ethnicity", data.get("ethnicity"), _ETHNICITY_WORDS),
        family_diabetes=_choice("family_diabetes", data.get("family_diabetes"), {w.value: w for w in FamilyDiabetes}),
        questionnaires=_questionnaires(data, zone, now_ms if until_ms is None else until_ms),
        answers={key: value for key, value in data.items() if key not in known},
    )
