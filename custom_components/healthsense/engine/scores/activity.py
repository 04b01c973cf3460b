"""A day's steps and active energy against what is usual for this person.

The newest completed local day is compared with the median of up to 28 completed days before it, of
its own kind, working day (Monday to Friday) or weekend, where five of that kind are known, else of
all. Usual is the median +/- 3 * 1.4826 * MAD (Leys et al., J Exp Soc Psychol 2013;49:764), as for
heart rate; a MAD below 10 % of the median counts as that much (HealthSense's own choice: a person of
very even habits is not told of 5 %). Nothing is compared before seven days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Final

from ..assessment import LEARNING, MISSING_INPUT, STALE_INPUT, Assessment, Confidence, Input, refuse

DAYS: Final = 28
MIN_DAYS: Final = 7
MIN_OF_KIND: Final = 5
LIMIT: Final = 3.0
ROBUST_SD: Final = 1.4826
MAD_FLOOR: Final = Fraction(1, 10)
BANDS: Final = ("lower_than_usual", "usual", "higher_than_usual")
_WEEKEND: Final = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """What is compared."""

    key: str
    vital: str
    label: str
    unit: str


STEPS: Final = Kind("steps_deviation", "steps", "Steps", "steps")
ENERGY: Final = Kind("activity_deviation", "active_energy", "Active energy", "kcal")


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual: median and MAD of ``days`` days; ``kind`` is ``workday``, ``weekend`` or ``any_day``."""

    median: Fraction
    mad: Fraction
    days: int
    kind: str

    @property
    def half_width(self) -> float:
        """Return how far from the median is still usual."""
        return LIMIT * ROBUST_SD * float(max(self.mad, self.median * MAD_FLOOR))


def kind_of(day: int) -> str:
    """Return whether a local day (proleptic ordinal) is a working day or a weekend's."""
    return "weekend" if (day - 1) % 7 >= _WEEKEND else "workday"


def usual(totals: Mapping[int, Fraction], day: int) -> Usual | None:
    """Return what is usual for ``day`` from the 28 days before it; None before seven are known."""
    before = {one: total for one, total in totals.items() if day - DAYS <= one < day}
    if len(before) < MIN_DAYS:
        return None
    kind = kind_of(day)
    values = [total for one, total in before.items() if kind_of(one) == kind]
    if len(values) < MIN_OF_KIND:
        kind, values = "any_day", list(before.values())
    middle = median(values)
    return Usual(middle, median(abs(value - middle) for value in values), len(values), kind)


_KINDS: Final = {"workday": "on working days", "weekend": "on weekends", "any_day": "a day"}


def assess(kind: Kind, totals: Mapping[int, Fraction], yesterday: int, *, at_ms: int, source: str = "") -> Assessment:
    """Return by how much the newest completed day differs from the person's own median.

    ``totals`` are completed local days by ordinal, in the vital's unit; ``yesterday`` the newest day
    that is over, ``at_ms`` its end. ``lower`` and ``upper`` bound the usual range as differences.
    Confidence is high with 14 days of the kind, else moderate. Refused: ``missing_input``,
    ``learning``, ``stale_input`` where yesterday has no total.
    """
    if not totals:
        return refuse(kind.key, MISSING_INPUT, f"No completed day with {kind.label.lower()}.", missing=(kind.vital,))
    found = usual(totals, yesterday)
    if found is None:
        days = sum(yesterday - DAYS <= day < yesterday for day in totals)
        return Assessment(
            kind.key,
            unit=kind.unit,
            refused=LEARNING,
            coverage=days / MIN_DAYS,
            missing=(kind.vital,),
            explanation=f"Learning what is usual: {days} of {MIN_DAYS} completed days so far.",
            extra=(("days", days),),
        )
    total = totals.get(yesterday)
    if total is None:
        text = f"There is no {kind.label.lower()} of yesterday."
        return refuse(kind.key, STALE_INPUT, text, missing=(kind.vital,))
    difference = float(total - found.median)
    half = found.half_width
    word = "higher_than_usual" if difference > half else "lower_than_usual" if difference < -half else "usual"
    percent = 100 * difference / float(found.median) if found.median else None
    extra: list[tuple[str, float | str]] = [
        ("baseline", float(found.median)),
        ("mad", float(found.mad)),
        ("days", found.days),
        ("compared_with", found.kind),
    ]
    if percent is not None:
        extra.append(("percent", percent))
    return Assessment(
        kind.key,
        value=difference,
        unit=kind.unit,
        lower=-half,
        upper=half,
        coverage=min(1.0, sum(yesterday - DAYS <= day < yesterday for day in totals) / DAYS),
        band=word,
        confidence=Confidence.HIGH if found.days >= 2 * MIN_DAYS else Confidence.MODERATE,
        inputs=(
            Input(kind.vital, float(total), kind.unit, at_ms, source),
            Input(f"{kind.vital}_baseline", float(found.median), kind.unit),
        ),
        explanation=(
            f"{kind.label} yesterday: {float(total):.0f} {kind.unit if kind.unit != 'steps' else ''}".rstrip()
            + f", usually {float(found.median):.0f} {_KINDS[found.kind]}: {word.replace('_', ' ')} for you."
        ),
        extra=tuple(extra),
    )
