"""Evaluates a logistic model in pure Python: same inputs, same answer, on every machine we serve.

Sums are ``math.fsum`` (exact before its one rounding) and ``math.sumprod`` (extended precision), in
a fixed order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import exp, fsum, isfinite, sqrt, sumprod
from typing import Final

from .models import RiskModel

Z_95: Final = 1.959963984540054
"""97.5th percentile of the standard normal distribution."""


class RefusalReason(StrEnum):
    """Why a model gives no answer."""

    MISSING_INPUT = "missing_input"
    NOT_FINITE = "not_finite"
    OUT_OF_RANGE = "out_of_training_range"
    UNUSUAL_COMBINATION = "unusual_combination"


@dataclass(frozen=True, slots=True)
class Refusal:
    """No answer: the reason, and the inputs that caused it, in the model's order."""

    reason: RefusalReason
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prediction:
    """An answer.

    ``probability`` with its 95 % interval ``lower``-``upper`` (all 0-1; the interval is that of
    the average among people with these inputs, not of one person). ``contributions`` are
    log-odds against a person at the training means: with ``base_log_odds`` they add up to
    ``log_odds``. ``distance`` is the squared Mahalanobis distance from the training data.
    """

    probability: float
    lower: float
    upper: float
    log_odds: float
    base_log_odds: float
    contributions: tuple[tuple[str, float], ...]
    distance: float


def logistic(log_odds: float) -> float:
    """Return the probability (0-1) of a log-odds, without overflow at either end."""
    if log_odds >= 0:
        return 1.0 / (1.0 + exp(-log_odds))
    growing = exp(log_odds)
    return growing / (1.0 + growing)


def _quadratic(vector: tuple[float, ...], matrix: tuple[tuple[float, ...], ...]) -> float:
    return sumprod(vector, [sumprod(row, vector) for row in matrix])


def _usable(model: RiskModel, inputs: Mapping[str, float]) -> Refusal | None:
    missing = tuple(spec.name for spec in model.inputs if inputs.get(spec.name) is None)
    if missing:
        return Refusal(RefusalReason.MISSING_INPUT, missing)
    broken = tuple(spec.name for spec in model.inputs if not isfinite(inputs[spec.name]))
    if broken:
        return Refusal(RefusalReason.NOT_FINITE, broken)
    outside = tuple(
        spec.name
        for spec in model.inputs
        if not spec.low <= inputs[spec.name] <= spec.high
        or (spec.codes and inputs[spec.name] not in spec.codes.values())
    )
    if outside:
        return Refusal(RefusalReason.OUT_OF_RANGE, outside)
    return None


def evaluate(model: RiskModel, inputs: Mapping[str, float]) -> Prediction | Refusal:
    """Return the model's answer for ``inputs`` (name to value in the model's units).

    Refuses, in this order, when an input is missing (or None), not finite, outside the training
    range (or not one of a coded input's codes), or when the inputs together lie further from
    the training data than 99.5 % of it (squared Mahalanobis distance). Names that the model
    does not know are ignored. The interval is the Wald interval of the log-odds,
    x' Cov x, mapped through the logistic function (Hosmer, Lemeshow & Sturdivant, Applied
    Logistic Regression, 3rd ed. 2013, section 1.4).
    """
    if (refusal := _usable(model, inputs)) is not None:
        return refusal
    scores = tuple(spec.standardised(inputs[spec.name]) for spec in model.inputs)
    area = model.applicability
    offset = tuple(scores[place] - middle for place, middle in zip(area.inputs, area.center, strict=True))
    distance = _quadratic(offset, area.precision)
    if distance > area.limit:
        return Refusal(RefusalReason.UNUSUAL_COMBINATION, tuple(model.inputs[place].name for place in area.inputs))
    slope = model.calibration_slope
    base = slope * model.intercept + model.calibration_intercept
    shares = tuple(slope * spec.coefficient * score for spec, score in zip(model.inputs, scores, strict=True))
    log_odds = fsum((base, *shares))
    spread = Z_95 * abs(slope) * sqrt(max(0.0, _quadratic((1.0, *scores), model.covariance)))
    return Prediction(
        probability=logistic(log_odds),
        lower=logistic(log_odds - spread),
        upper=logistic(log_odds + spread),
        log_odds=log_odds,
        base_log_odds=base,
        contributions=tuple(zip(model.input_names, shares, strict=True)),
        distance=distance,
    )
