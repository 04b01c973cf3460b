"""Where a person's usual value lies among people of the same sex and age. For orientation only: it triggers nothing.

The people were measured once, sitting, by an examiner; at home blood pressure and pulse are as a rule a little lower.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from .people_like_you_table import AGE_BANDS, CITATION, LICENCE, POINTS, SOURCE, TABLE
from .profile import Profile

COMPARED: Final[Mapping[str, str]] = {
    "systolic": "systolic",
    "diastolic": "diastolic",
    "cuff_pulse": "pulse",
    "resting_heart_rate": "pulse",
    "waist": "waist",
}
"""Vital -> what of the table is measured as it is. A pulse of the whole day is not one at rest, glucose not fasting."""


@dataclass(frozen=True, slots=True)
class Group:
    """People of one sex from ``age_from`` to ``age_to`` years (None: and older); ``values`` at each of `POINTS`."""

    sex: str
    age_from: int
    age_to: int | None
    people: int
    values: tuple[float, ...]

    def percentile_of(self, value: float) -> float:
        """Return the percentile (1-99) of a value, linear between the points; beyond the last it stays there."""
        return _between(self.values, POINTS, value)

    def as_dict(self, value: float | None) -> dict[str, Any]:
        """Return the JSON form, with where ``value`` lies in the group."""
        return {
            "source": SOURCE,
            "licence": LICENCE,
            "citation": CITATION,
            "group": {"sex": self.sex, "age_from": self.age_from, "age_to": self.age_to, "people": self.people},
            "percentiles": {str(point): found for point, found in zip(POINTS, self.values, strict=True)},
            "percentile_of_median": None if value is None else round(self.percentile_of(value)),
        }


def _between(values: Sequence[float], points: Sequence[int], value: float) -> float:
    if value <= values[0]:
        return float(points[0])
    for (low, first), (high, last) in pairwise(zip(values, points, strict=True)):
        if value <= high:
            return first + (last - first) * (value - low) / (high - low)
    return float(points[-1])


def group_of(vital: str, profile: Profile, now_ms: int) -> Group | str:
    """Return the people to compare with, or why there are none.

    ``not_compared``: the vital is not in the table. ``sex_unknown``, ``age_unknown``, ``too_young`` (under 20).
    ``pregnancy``: pregnant people are not in it.
    """
    if (metric := COMPARED.get(vital)) is None:
        return "not_compared"
    if profile.sex is None:
        return "sex_unknown"
    age = profile.age_at(now_ms)
    if age is None:
        return "age_unknown"
    if "pregnancy" in profile.conditions:
        return "pregnancy"
    for age_from, age_to in reversed(AGE_BANDS):
        if age >= age_from:
            people, values = TABLE[metric][profile.sex.value, age_from]
            return Group(profile.sex.value, age_from, age_to, people, values)
    return "too_young"
