"""Whether a model still fits: its inputs against its card, its chances against what was confirmed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, log, sqrt
from statistics import NormalDist
from types import MappingProxyType
from typing import Any, Final

from .models import Reference, RiskModel
from .values import values_of

PSI_BOUND: Final = 0.2
"""Population stability index from which a population counts as another (Lewis 1994; Siddiqi 2006)."""

SMALLEST_SHARE: Final = 1e-4
"""Stands in for an empty bin, where the index would be infinite."""

SIGNIFICANCE: Final = 0.99
"""So rarely does chance alone pass a bound: both are asked again and again."""

MIN_PEOPLE: Final = 50
"""Five people a tenth on average; with fewer the index is ruled by empty bins."""

MIN_OUTCOMES: Final = 20
"""Fewer confirmed outcomes say nothing of calibration."""


_HOUR_MS: Final = 3_600_000
_DAY_MS: Final = 24 * _HOUR_MS
OUTCOME_WITHIN_MS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "diabetes_risk": 90 * _DAY_MS,
        "heart_disease_risk": 180 * _DAY_MS,
        "hypoxia_risk": 4 * _HOUR_MS,
        "skin_questionnaire": 180 * _DAY_MS,
    }
)
"""How long before an outcome was found a prediction may have been made that speaks of it, by assessment.

HbA1c mirrors about three months (ADA, Standards of Care 2025, section 6), hypoxia is asked for four
hours; the others are the usual wait for an appointment."""


@dataclass(frozen=True, slots=True)
class InputDrift:
    """One input: its population stability index over ``people``, and the bound it was held to."""

    name: str
    psi: float
    bound: float
    people: int

    @property
    def drifted(self) -> bool:
        """Return whether the people differ from those of the card."""
        return self.people >= MIN_PEOPLE and self.psi > self.bound


def psi(reference: Reference, values: Sequence[float]) -> float:
    """Return the population stability index of values against an input's reference.

    Sum over bins of (share now - share then) * ln(share now / share then).

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("psi: no values")
    counts = [0] * len(reference.shares)
    for value in values:
        counts[sum(value > edge for edge in reference.edges)] += 1
    parts = []
    for count, then in zip(counts, reference.shares, strict=True):
        now, before = max(count / len(values), SMALLEST_SHARE), max(then, SMALLEST_SHARE)
        parts.append((now - before) * log(now / before))
    return fsum(parts)


def psi_bound(bins: int, people: int, trained_on: int) -> float:
    """Return the index above which people differ: ``PSI_BOUND``, or more where they are few.

    Without any change the index over (1 / people + 1 / trained_on) is about chi-squared with
    bins - 1 degrees of freedom (Yurdakul & Naranjo, J Risk Model Valid 2020;14(4):89): below
    about a hundred people chance alone passes 0.2. The quantile is Wilson and Hilferty's.
    """
    degrees = max(1, bins - 1)
    spread = 2 / (9 * degrees)
    quantile = degrees * (1 - spread + NormalDist().inv_cdf(SIGNIFICANCE) * sqrt(spread)) ** 3
    return max(PSI_BOUND, quantile * (1 / people + 1 / trained_on))


def logged_inputs(model: RiskModel, prediction: Mapping[str, Any]) -> dict[str, float]:
    """Return a model's inputs, as numbers, from a kept answer (``Assessment.as_dict``)."""
    told = {used["key"]: used["value"] for used in prediction.get("inputs", ())}
    return {name: value for name, value in values_of(model, told).items() if value is not None}


def input_drift(model: RiskModel, people: Sequence[Mapping[str, float]]) -> tuple[InputDrift, ...]:
    """Return the drift of every input that has a reference and any value.

    ``people`` holds one set of inputs a person: the readings of one person again and again are
    no population, so the caller hands in the newest of each. A household says nothing here: below
    ``MIN_PEOPLE`` the index is told, but nothing counts as drift.
    """
    found = []
    for spec in model.inputs:
        values = [spec.capped(own[spec.name]) for own in people if spec.name in own]
        if spec.reference is not None and values:
            bound = psi_bound(len(spec.reference.shares), len(values), model.n)
            found.append(InputDrift(spec.name, psi(spec.reference, values), bound, len(values)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class CalibrationDrift:
    """Confirmed outcomes against what was predicted for the same people.

    ``ratio`` is observed over expected with its interval ``lower``-``upper`` (99 %: Wilson's
    interval of the observed share, over the mean chance). ``drifted`` once there are at least
    ``MIN_OUTCOMES`` and the interval leaves 1 out.
    """

    outcomes: int
    observed: int
    expected: float
    ratio: float
    lower: float
    upper: float

    @property
    def drifted(self) -> bool:
        """Return whether chances and outcomes part beyond chance."""
        return self.outcomes >= MIN_OUTCOMES and not self.lower <= 1 <= self.upper


def wilson(events: int, count: int, level: float = SIGNIFICANCE) -> tuple[float, float]:
    """Return Wilson's score interval of a share (J Am Stat Assoc 1927;22:209).

    Raises:
        ValueError: there are no observations.
    """
    if count < 1:
        raise ValueError("wilson: no observations")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = events / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def calibration_drift(pairs: Sequence[tuple[float, bool]]) -> CalibrationDrift | None:
    """Return how (chance, whether it came true) agree; None: nothing was confirmed yet.

    People who get themselves tested are not a random sample: a drift here is a reason to look,
    not proof against the model.
    """
    if not pairs:
        return None
    expected = fsum(chance for chance, _ in pairs)
    observed = sum(present for _, present in pairs)
    low, high = wilson(observed, len(pairs))
    mean = max(expected / len(pairs), SMALLEST_SHARE)
    return CalibrationDrift(len(pairs), observed, expected, observed / len(pairs) / mean, low / mean, high / mean)


def confirmed(
    predictions: Iterable[tuple[int, float]], outcomes: Iterable[tuple[int, bool]], within_ms: int
) -> list[tuple[float, bool]]:
    """Return (chance, outcome) for each outcome that a prediction of at most ``within_ms`` before speaks of.

    ``predictions`` are (time, chance) and ``outcomes`` (time, present) of one person and model, in
    ms. Each prediction serves once: a test repeated the same day is no second person.
    """
    made = sorted(predictions)
    pairs, used = [], -1
    for at_ms, present in sorted(outcomes):
        places = [place for place, (when, _) in enumerate(made) if at_ms - within_ms <= when <= at_ms and place > used]
        if places:
            used = places[-1]
            pairs.append((made[used][1], present))
    return pairs
