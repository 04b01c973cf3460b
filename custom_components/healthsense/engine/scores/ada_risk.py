"""The ADA and CDC risk test for type 2 diabetes: seven questions.

Source: Bang et al., Ann Intern Med 2009;151:775, as the American Diabetes Association and the CDC
print it: with gestational diabetes (not part of the original model) and the BMI limit of 23 kg/m²
for Asian Americans (Hsu et al., Diabetes Care 2015;38:150). 5 points or more: increased risk. AUC
0.77 for diabetes that nobody knew of, 0.72 to 0.74 for prediabetes (Poltavskiy et al., 2016). For
adults without diabetes, and not in pregnancy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ..assessment import NOT_VALID_FOR, Assessment, Input, refuse
from ..tally import NO, YES, Item, item
from ..tally import assess as assess_points

KEY: Final = "ada_risk"
BANDS: Final = ("not_raised", "raised")
MIN_AGE_YEARS: Final = 18
RAISED_FROM: Final = 5
MAX_SCORE: Final = 10
"""Being a man and gestational diabetes exclude each other: 3 + 1 + 1 + 1 + 1 + 3."""

ITEMS: Final = (
    "age",
    "sex",
    "gestational_diabetes",
    "family_diabetes",
    "high_blood_pressure_ever",
    "physically_active",
    "bmi",
)
"""The inputs: ``age`` completed years, ``sex``, yes or no, ``family_diabetes`` the nearest relative, ``bmi`` kg/m²."""

_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "age": "age",
        "sex": "being a man",
        "gestational_diabetes": "diabetes in a pregnancy",
        "family_diabetes": "a parent, brother or sister with diabetes",
        "high_blood_pressure_ever": "high blood pressure",
        "physically_active": "not being active",
        "bmi": "body mass index",
    }
)
_ASKED: Final[Mapping[str, str]] = MappingProxyType({**_LABELS, "sex": "sex", "physically_active": "activity"})
_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"not_raised": "a risk that is not raised (below 5)", "raised": "a raised risk (5 or more)"}
)
_MEANING: Final = " From 5 points on, a blood test is what the test's authors suggest: only that can tell."
_UNTOLD: Final = " It holds for people without diabetes; whether there is diabetes was not told."
_BMI_FROM: Final = (25.0, 30.0, 40.0)
_BMI_FROM_ASIAN: Final = (23.0, 30.0, 40.0)


@dataclass(frozen=True, slots=True)
class Person:
    """What decides whether and how the test holds; None: not told. ``asian``: the BMI limit is 23."""

    diabetes: bool | None = None
    pregnant: bool = False
    asian: bool | None = None


def age_points(years: float) -> int:
    """Return 0 below 40, 1 to 49, 2 to 59, 3 from 60 completed years."""
    return sum(years >= limit for limit in (40, 50, 60))


def bmi_points(bmi: float, *, asian: bool) -> int:
    """Return 0 below 25 (``asian``: 23), 1 below 30, 2 below 40, 3 from 40 kg/m²."""
    return sum(bmi >= limit for limit in (_BMI_FROM_ASIAN if asian else _BMI_FROM))


def band(score: float) -> str:
    """Return raised from 5 points on."""
    return "raised" if score >= RAISED_FROM else "not_raised"


def _sex(inputs: Mapping[str, Input]) -> tuple[Item, ...]:
    """Return the items of sex and gestational diabetes: the second is for women only."""
    sex, told = inputs.get("sex"), inputs.get("gestational_diabetes")
    yes = told is not None and told.value == YES
    if sex is not None and sex.value == "male":
        return (item("sex", _LABELS["sex"], sex, lambda _: 1, (1,)),)
    if sex is None and told is None:
        return (Item("sex", _ASKED["sex"], 0, 1),)
    pregnancy = item("gestational_diabetes", _LABELS["gestational_diabetes"], told, lambda _: int(yes), (0, 1))
    if sex is None and not yes:
        return (Item("sex", _ASKED["sex"], 0, 1), pregnancy)
    return (item("sex", _LABELS["sex"], sex, lambda _: 0, (0,)), pregnancy)


def _bmi(used: Input | None, *, asian: bool | None) -> Item:
    label = _LABELS["bmi"]
    if used is None or asian is not None:
        return item("bmi", label, used, lambda one: bmi_points(float(one.value), asian=bool(asian)), (0, 3))
    low, high = (bmi_points(float(used.value), asian=either) for either in (False, True))
    return Item("bmi", label, low, high, used, lacking="" if low == high else "ethnicity")


def items(inputs: Mapping[str, Input], *, asian: bool | None) -> Sequence[Item]:
    """Return the questions with their points."""
    name = {key: _LABELS[key] if key in inputs else _ASKED[key] for key in ITEMS}
    return (
        item("age", name["age"], inputs.get("age"), lambda one: age_points(float(one.value)), (0, 3)),
        *_sex(inputs),
        item(
            "family_diabetes",
            name["family_diabetes"],
            inputs.get("family_diabetes"),
            lambda one: int(one.value == "first_degree"),
            (0, 1),
        ),
        item(
            "high_blood_pressure_ever",
            name["high_blood_pressure_ever"],
            inputs.get("high_blood_pressure_ever"),
            lambda one: int(one.value == YES),
            (0, 1),
        ),
        item(
            "physically_active",
            name["physically_active"],
            inputs.get("physically_active"),
            lambda one: int(one.value == NO),
            (0, 1),
        ),
        _bmi(inputs.get("bmi"), asian=asian),
    )


def assess(inputs: Mapping[str, Input], person: Person, inferred: Sequence[str] = ()) -> Assessment:
    """Return the risk test, 0 to 10 points, from inputs keyed by `ITEMS`.

    ``inferred`` are keys whose answer follows from another one. Missing answers give bounds and no
    value. Refused below 18 years, in pregnancy and with diabetes (``not_valid_for``) and when
    nothing is known (``missing_input``).
    """
    age = inputs.get("age")
    if person.diabetes:
        return refuse(KEY, NOT_VALID_FOR, "The risk test is for people without diabetes.")
    if person.pregnant:
        return refuse(KEY, NOT_VALID_FOR, "The risk test is not valid in pregnancy.")
    if age is not None and float(age.value) < MIN_AGE_YEARS:
        return refuse(KEY, NOT_VALID_FOR, f"The risk test is not valid below {MIN_AGE_YEARS} years of age.")
    return assess_points(
        KEY,
        "The ADA risk test",
        items(inputs, asian=person.asian),
        highest=MAX_SCORE,
        band=band,
        words=_WORDS.__getitem__,
        notes=_MEANING + (_UNTOLD if person.diabetes is None else ""),
        inferred=tuple(_ASKED[key] for key in inferred),
    )
