"""FINDRISC, the Finnish diabetes risk score: eight questions without a blood test.

Source: Lindström and Tuomilehto, Diabetes Care 2003;26:725, in the 26-point form of the Finnish
Diabetes Association (with family history and the age class above 64). Risks of drug-treated type 2
diabetes within ten years as printed on that form: below 7 about 1 in 100, 7-11 1 in 25, 12-14
1 in 6, 15-20 1 in 3, above 20 1 in 2. For adults without diabetes, and not in pregnancy.

Found to overstate the risk elsewhere and today: in Norway 13.5 % of those with 15 or more, where the
form says a third (Jølle et al., BMJ Open Diabetes Res Care 2019;7:e000769).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import Final

from ..assessment import NOT_VALID_FOR, Assessment, Input, refuse
from ..tally import NO, YES, Item, item
from ..tally import assess as assess_points

KEY: Final = "findrisc"
BANDS: Final = ("low", "slightly_raised", "moderate", "high", "very_high")
MIN_AGE_YEARS: Final = 18
MAX_SCORE: Final = 26

ITEMS: Final = (
    "age",
    "bmi",
    "waist",
    "active_30_min_daily",
    "vegetables_daily",
    "blood_pressure_medicine_ever",
    "high_glucose_ever",
    "family_diabetes",
)
"""The inputs: ``age`` completed years, ``bmi`` kg/m², ``waist`` cm, yes or no, a word of `FAMILY`."""

FAMILY: Final[Mapping[str, int]] = MappingProxyType({"none": 0, "second_degree": 3, "first_degree": 5})
"""Points of the nearest relative with diabetes; first degree is a parent, brother, sister or child."""

_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "age": "age",
        "bmi": "body mass index",
        "waist": "waist",
        "active_30_min_daily": "less than 30 minutes of activity a day",
        "vegetables_daily": "no vegetables or fruit every day",
        "blood_pressure_medicine_ever": "medicine for blood pressure",
        "high_glucose_ever": "a high blood glucose before",
        "family_diabetes": "diabetes in the family",
    }
)
_ASKED: Final[Mapping[str, str]] = MappingProxyType(
    {
        **_LABELS,
        "active_30_min_daily": "daily activity",
        "vegetables_daily": "vegetables and fruit",
        "high_glucose_ever": "whether glucose was ever high",
    }
)
_WHEN_YES: Final[Mapping[str, int]] = MappingProxyType({"blood_pressure_medicine_ever": 2, "high_glucose_ever": 5})
_WHEN_NO: Final[Mapping[str, int]] = MappingProxyType({"active_30_min_daily": 2, "vegetables_daily": 1})
_WAIST_CM: Final[Mapping[str, tuple[int, int]]] = MappingProxyType({"male": (94, 102), "female": (80, 88)})
_BAND_FROM: Final = ((21, "very_high"), (15, "high"), (12, "moderate"), (7, "slightly_raised"))
_RISK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "low": "low (about 1 in 100 people)",
        "slightly_raised": "slightly raised (about 1 in 25 people)",
        "moderate": "moderate (about 1 in 6 people)",
        "high": "high (about 1 in 3 people)",
        "very_high": "very high (about 1 in 2 people)",
    }
)
_MEANING: Final = (
    " So many people with such a score were found to have type 2 diabetes within ten years in Finland;"
    " elsewhere it was fewer."
)
_SOUTH_ASIAN: Final = " For people of Asian descent the limits of weight and waist are too high: it may understate."
_UNTOLD: Final = " It holds for people without diabetes; whether there is diabetes was not told."


@dataclass(frozen=True, slots=True)
class Person:
    """What decides whether the score holds; None: not told."""

    sex: str | None = None
    diabetes: bool | None = None
    pregnant: bool = False
    asian: bool = False


def age_points(years: float) -> int:
    """Return 0 below 45, 2 to 54, 3 to 64, 4 from 65 completed years."""
    return 0 if years < 45 else 2 if years < 55 else 3 if years < 65 else 4


def bmi_points(bmi: float) -> int:
    """Return 0 below 25, 1 from 25 to 30, 3 above 30 kg/m²."""
    return 0 if bmi < 25 else 1 if bmi <= 30 else 3


def waist_points(waist_cm: float, sex: str) -> int:
    """Return 0, 3 or 4: men below 94, 94 to 102, above 102 cm; women below 80, 80 to 88, above 88 cm.

    Raises:
        KeyError: ``sex`` is neither female nor male.
    """
    low, high = _WAIST_CM[sex]
    return 0 if waist_cm < low else 3 if waist_cm <= high else 4


def band(score: float) -> str:
    """Return the class of risk on the form."""
    return next((word for limit, word in _BAND_FROM if score >= limit), "low")


def _spoken(key: str, used: Input) -> float:
    if key in _WHEN_YES:
        return _WHEN_YES[key] if used.value == YES else 0
    return _WHEN_NO[key] if used.value == NO else 0


def _waist(used: Input | None, sex: str | None) -> Item:
    label = _LABELS["waist"]
    if used is None or sex is not None:
        return item("waist", label, used, lambda one: waist_points(float(one.value), str(sex)), (0, 4))
    either = sorted(waist_points(float(used.value), one) for one in _WAIST_CM)
    return Item("waist", label, either[0], either[-1], used, lacking="" if either[0] == either[-1] else "sex")


def items(inputs: Mapping[str, Input], sex: str | None) -> Sequence[Item]:
    """Return the eight questions with their points."""
    name = {key: _LABELS[key] if key in inputs else _ASKED[key] for key in ITEMS}
    yes_no = chain(_WHEN_NO.items(), _WHEN_YES.items())
    return (
        item("age", name["age"], inputs.get("age"), lambda one: age_points(float(one.value)), (0, 4)),
        item("bmi", name["bmi"], inputs.get("bmi"), lambda one: bmi_points(float(one.value)), (0, 3)),
        _waist(inputs.get("waist"), sex),
        *(item(key, name[key], inputs.get(key), partial(_spoken, key), (0, points)) for key, points in yes_no),
        item(
            "family_diabetes",
            name["family_diabetes"],
            inputs.get("family_diabetes"),
            lambda one: FAMILY[str(one.value)],
            FAMILY.values(),
        ),
    )


def assess(inputs: Mapping[str, Input], person: Person, inferred: Sequence[str] = ()) -> Assessment:
    """Return FINDRISC, 0 to 26 points, from inputs keyed by `ITEMS`.

    ``inferred`` are keys whose answer follows from another one. Missing answers give bounds and no
    value. Refused below 18 years, in pregnancy and with diabetes (``not_valid_for``) and when
    nothing is known (``missing_input``).
    """
    age = inputs.get("age")
    if person.diabetes:
        return refuse(KEY, NOT_VALID_FOR, "FINDRISC is for people without diabetes.")
    if person.pregnant:
        return refuse(KEY, NOT_VALID_FOR, "FINDRISC is not valid in pregnancy.")
    if age is not None and float(age.value) < MIN_AGE_YEARS:
        return refuse(KEY, NOT_VALID_FOR, f"FINDRISC is not valid below {MIN_AGE_YEARS} years of age.")
    notes = _MEANING
    if person.asian:
        notes += _SOUTH_ASIAN
    if person.diabetes is None:
        notes += _UNTOLD
    return assess_points(
        KEY,
        "FINDRISC",
        items(inputs, person.sex),
        highest=MAX_SCORE,
        band=band,
        words=_RISK.__getitem__,
        notes=notes,
        inferred=tuple(_ASKED[key] for key in inferred),
    )
