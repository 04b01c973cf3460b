"""Evaluates a model in pure Python: same inputs, same answer, on every machine we serve.

Sums are ``math.fsum`` (exact before its one rounding) and ``math.sumprod`` (extended precision), in
a fixed order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import exp, isfinite, sqrt, sumprod
from typing import Final

from . import decision
from .estimators import Logistic
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

    ``probability`` with its 95 % interval ``lower``-``upper`` (all 0-1; None where the model has
    none; the interval is that of the average among people with these inputs, not of one person).
    ``contributions`` are log-odds against the model's base (``decision``): with
    ``base_log_odds`` they add up to ``log_odds``. ``distance`` is the squared Mahalanobis
    distance from the training data. ``outcomes`` is the conformal set ("absent", "present", both
    or none; None where the model has none). ``filled`` names what was missing and stood in for.
    """

    probability: float
    lower: float | None
    upper: float | None
    log_odds: float
    base_log_odds: float
    contributions: tuple[tuple[str, float], ...]
    distance: float
    outcomes: tuple[str, ...] | None = None
    filled: tuple[str, ...] = ()


def logistic(log_odds: float) -> float:
    """Return the probability (0-1) of a log-odds, without overflow at either end."""
    if log_odds >= 0:
        return 1.0 / (1.0 + exp(-log_odds))
    growing = exp(log_odds)
    return growing / (1.0 + growing)


def _quadratic(vector: tuple[float, ...], matrix: tuple[tuple[float, ...], ...]) -> float:
    return sumprod(vector, [sumprod(row, vector) for row in matrix])


def _usable(model: RiskModel, inputs: Mapping[str, float | None]) -> Refusal | tuple[list[float], tuple[str, ...]]:
    """Return the capped values in the model's order, and the names of those that something stands in for."""
    values: list[float] = []
    filled, missing, broken, outside = [], [], [], []
    for spec in model.inputs:
        value = inputs.get(spec.name)
        if value is None:
            if spec.fill is None:
                missing.append(spec.name)
            else:
                filled.append(spec.name)
                values.append(spec.capped(spec.fill))
        elif not isfinite(value):
            broken.append(spec.name)
        elif not spec.low <= value <= spec.high or (spec.codes and value not in spec.codes.values()):
            outside.append(spec.name)
        else:
            values.append(spec.capped(value))
    for reason, names in (
        (RefusalReason.MISSING_INPUT, missing),
        (RefusalReason.NOT_FINITE, broken),
        (RefusalReason.OUT_OF_RANGE, outside),
    ):
        if names:
            return Refusal(reason, tuple(names))
    return values, tuple(filled)


def _spread(model: RiskModel, scores: tuple[float, ...], log_odds: float) -> float | None:
    """Return half the 95 % interval of the log-odds."""
    calibration = model.calibration
    if isinstance(model.estimator, Logistic) and model.estimator.covariance is not None:
        variance = calibration.slope**2 * _quadratic((1.0, *scores), model.estimator.covariance)
    elif calibration.covariance is not None:
        raw = (log_odds - calibration.intercept) / calibration.slope
        variance = _quadratic((raw, 1.0), calibration.covariance)
    else:
        return None
    return Z_95 * sqrt(max(0.0, variance))


def evaluate(model: RiskModel, inputs: Mapping[str, float | None], *, shared: bool = True) -> Prediction | Refusal:
    """Return the model's answer for ``inputs`` (name to value in the model's units).

    Refuses, in this order, when an input is missing (or None) that nothing stands in for, not
    finite, outside the training range (or not one of a coded input's codes), or when the inputs
    together lie further from the training data than 99.5 % of it (squared Mahalanobis
    distance). Names that the model does not know are ignored.

    The interval is the Wald interval of the log-odds, mapped through the logistic function: for
    a logistic regression x' Cov x of its coefficients (Hosmer, Lemeshow & Sturdivant, Applied
    Logistic Regression, 3rd ed. 2013, section 1.4); for a forest or SVM that of the calibration
    line alone, so it is narrower than what another training sample would give. ``shared``
    False leaves the contributions out.
    """
    usable = _usable(model, inputs)
    if isinstance(usable, Refusal):
        return usable
    values, filled = usable
    scores = tuple([(value - spec.mean) / spec.scale for value, spec in zip(values, model.inputs, strict=True)])
    area = model.applicability
    offset = tuple([scores[place] - middle for place, middle in zip(area.inputs, area.center, strict=True)])
    distance = _quadratic(offset, area.precision)
    if distance > area.limit:
        return Refusal(RefusalReason.UNUSUAL_COMBINATION, tuple(model.inputs[place].name for place in area.inputs))
    log_odds, base, shares = decision.score(model.estimator, model.calibration, values, scores, shared=shared)
    half = _spread(model, scores, log_odds)
    probability = logistic(log_odds)
    return Prediction(
        probability=probability,
        lower=None if half is None else logistic(log_odds - half),
        upper=None if half is None else logistic(log_odds + half),
        log_odds=log_odds,
        base_log_odds=base,
        contributions=tuple(zip(model.input_names, shares, strict=True)) if shared else (),
        distance=distance,
        outcomes=None if model.conformal is None else model.conformal.outcomes(probability),
        filled=filled,
    )
