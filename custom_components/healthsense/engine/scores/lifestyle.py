"""How many of four published recommendations for daily life are met. A count, no risk.

- Not smoking (WHO Framework Convention on Tobacco Control; any smoking counts as not met).
- At most 14 units of alcohol a week, a unit being 10 mL or 8 g of pure alcohol (UK Chief Medical
  Officers' low risk drinking guidelines, 2016). None at all meets it too.
- At least 150 minutes of moderate activity a week, a vigorous minute counting as two (WHO guidelines
  on physical activity, 2020; Bull et al., Br J Sports Med 2020;54:1451).
- At least five portions of vegetables and fruit a day, 400 g (WHO Technical Report Series 916, 2003).

Adding them up is HealthSense's own, as is that each counts alike. For adults; no alcohol is right
in pregnancy, so it is refused there.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ..assessment import NOT_VALID_FOR, Assessment, Input, refuse
from ..tally import Item, item
from ..tally import assess as assess_points

KEY: Final = "lifestyle"
BANDS: Final = ("none_met", "some_met", "all_met")
MIN_AGE_YEARS: Final = 18
MAX_SCORE: Final = 4

UNITS_PER_WEEK: Final = 14
ACTIVE_MINUTES_PER_WEEK: Final = 150
PORTIONS_PER_DAY: Final = 5

SMOKING: Final = "smoking"
ALCOHOL: Final = "alcohol_units_per_week"
MODERATE: Final = "moderate_activity_minutes_per_week"
VIGOROUS: Final = "vigorous_activity_minutes_per_week"
VEGETABLES: Final = "vegetable_portions_per_day"
ITEMS: Final = (SMOKING, ALCOHOL, MODERATE, VIGOROUS, VEGETABLES)
"""The inputs: never, former, current (or no, where only that was told); numbers in the unit of their name."""

_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"none_met": "none is met", "some_met": "some are met", "all_met": "all are met"}
)


def band(score: float) -> str:
    """Return whether none, some or all are met."""
    return "none_met" if score <= 0 else "all_met" if score >= MAX_SCORE else "some_met"


def _activity(moderate: Input | None, vigorous: Input | None) -> Item:
    """Return the item of activity: either answer alone may be enough."""
    label = "activity"
    minutes = (0.0 if moderate is None else float(moderate.value)) + 2 * (
        0.0 if vigorous is None else float(vigorous.value)
    )
    used = moderate or vigorous
    if used is None:
        return Item(MODERATE, label, 0, 1)
    if minutes < ACTIVE_MINUTES_PER_WEEK and (moderate is None or vigorous is None):
        return Item(MODERATE, label, 0, 1, used, lacking=MODERATE if moderate is None else VIGOROUS)
    # Both answers make one number, in minutes of moderate activity.
    both = Input("activity_minutes_per_week", minutes, "min", used.effective_ms, used.source)
    return item(MODERATE, label, both, lambda one: int(float(one.value) >= ACTIVE_MINUTES_PER_WEEK), (0, 1))


def items(inputs: Mapping[str, Input]) -> Sequence[Item]:
    """Return the four recommendations; a point is one that is met."""
    return (
        item(SMOKING, "not smoking", inputs.get(SMOKING), lambda one: int(one.value != "current"), (0, 1)),
        item(ALCOHOL, "alcohol", inputs.get(ALCOHOL), lambda one: int(float(one.value) <= UNITS_PER_WEEK), (0, 1)),
        _activity(inputs.get(MODERATE), inputs.get(VIGOROUS)),
        item(
            VEGETABLES,
            "vegetables and fruit",
            inputs.get(VEGETABLES),
            lambda one: int(float(one.value) >= PORTIONS_PER_DAY),
            (0, 1),
        ),
    )


def assess(inputs: Mapping[str, Input], *, age_years: float | None, pregnant: bool = False) -> Assessment:
    """Return how many of the four are met, 0 to 4, from inputs keyed by `ITEMS`.

    Missing answers give bounds and no value. Refused below 18 years and in pregnancy
    (``not_valid_for``) and when nothing is known (``missing_input``).
    """
    if age_years is not None and age_years < MIN_AGE_YEARS:
        return refuse(KEY, NOT_VALID_FOR, f"The recommendations are those for adults from {MIN_AGE_YEARS} years on.")
    if pregnant:
        return refuse(KEY, NOT_VALID_FOR, "In pregnancy other recommendations hold.")
    return assess_points(
        KEY,
        "The number of recommendations met",
        items(inputs),
        highest=MAX_SCORE,
        band=band,
        words=_WORDS.__getitem__,
        notes=(
            " Recommended: not smoking, at most 14 units of alcohol a week, 150 minutes of moderate activity a week,"
            " five portions of vegetables and fruit a day."
        ),
    )
