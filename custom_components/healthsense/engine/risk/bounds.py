"""How far what is missing could move an answer: bounds over the ranges that a model admits.

Whatever the missing values turn out to be within those ranges, the answer lies within the
bounds (they may be wider than need be for forests and SVMs).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, fsum

from . import decision
from .estimators import LEAF, Forest, Logistic, Svm
from .models import InputSpec, RiskModel
from .runner import logistic

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Reach:
    """The least and the greatest probability (0-1) that the missing ``names`` allow for."""

    lower: float
    upper: float
    names: tuple[str, ...]


def _span(spec: InputSpec, value: float | None) -> Span:
    """Return the least and the greatest capped value."""
    if value is not None:
        return spec.capped(value), spec.capped(value)
    ends = sorted(spec.codes.values()) if spec.codes else (spec.low, spec.high)
    return spec.capped(ends[0]), spec.capped(ends[-1])


def _logistic(estimator: Logistic, scores: list[Span]) -> Span:
    parts = [
        sorted((coefficient * low, coefficient * high))
        for coefficient, (low, high) in zip(estimator.coefficients, scores, strict=True)
    ]
    least, most = fsum(low for low, _ in parts), fsum(high for _, high in parts)
    return estimator.intercept + least, estimator.intercept + most


def _tree(forest: Forest, root: int, values: list[Span]) -> Span:
    """Return the least and the greatest share among the leaves that can be reached."""
    reached, open_nodes = [], [root]
    while open_nodes:
        node = open_nodes.pop()
        if (place := forest.feature[node]) == LEAF:
            reached.append(forest.value[node])
            continue
        low, high = values[place]
        if low <= forest.threshold[node]:
            open_nodes.append(forest.left[node])
        if high > forest.threshold[node]:
            open_nodes.append(forest.right[node])
    return min(reached), max(reached)


def _forest(forest: Forest, values: list[Span]) -> Span:
    single = [(low, high) for low, high in map(decision.to_float32, values)]
    trees = [_tree(forest, root, single) for root in forest.roots]
    return fsum(low for low, _ in trees) / len(trees), fsum(high for _, high in trees) / len(trees)


def _apart(at: float, low: float, high: float) -> Span:
    """Return the least and the greatest squared distance of a point from an interval."""
    nearest = min(max(at, low), high) - at
    return nearest * nearest, max((low - at) ** 2, (high - at) ** 2)


def _svm(svm: Svm, scores: list[Span]) -> Span:
    lows, highs = [svm.intercept], [svm.intercept]
    for dual, vector in zip(svm.dual, svm.vectors, strict=True):
        apart = [_apart(at, low, high) for at, (low, high) in zip(vector, scores, strict=True)]
        far = exp(-svm.gamma * fsum(most for _, most in apart))
        near = exp(-svm.gamma * fsum(least for least, _ in apart))
        lows.append(dual * (far if dual > 0 else near))
        highs.append(dual * (near if dual > 0 else far))
    return fsum(lows), fsum(highs)


def reach(model: RiskModel, inputs: Mapping[str, float | None]) -> Reach:
    """Return how low and how high the answer could be, given what is known of ``inputs``.

    An input that is None or absent may be anything that the model admits, whether or not
    something usually stands in for it. Ranges are the model's; distance is not asked about.
    """
    names = tuple(spec.name for spec in model.inputs if inputs.get(spec.name) is None)
    values = [_span(spec, inputs.get(spec.name)) for spec in model.inputs]
    scores = [
        ((low - spec.mean) / spec.scale, (high - spec.mean) / spec.scale)
        for spec, (low, high) in zip(model.inputs, values, strict=True)
    ]
    estimator, own = model.estimator, model.calibration
    if isinstance(estimator, Forest):
        low, high = (decision.clipped_log_odds(share, own.clip or 0.0) for share in _forest(estimator, values))
    elif isinstance(estimator, Svm):
        low, high = _svm(estimator, scores)
    else:
        low, high = _logistic(estimator, scores)
    return Reach(logistic(own.slope * low + own.intercept), logistic(own.slope * high + own.intercept), names)


def swings(model: RiskModel, inputs: Mapping[str, float | None]) -> tuple[Reach, ...]:
    """Return how far each missing input alone could move the answer, the widest first.

    The other missing ones are what usually stands in for them, else the training mean.
    """
    stands_in = {
        spec.name: value if value is not None else (spec.mean if spec.fill is None else spec.fill)
        for spec in model.inputs
        for value in (inputs.get(spec.name),)
    }
    missing = [spec.name for spec in model.inputs if inputs.get(spec.name) is None]
    found = [reach(model, {**stands_in, name: None}) for name in missing]
    return tuple(sorted(found, key=lambda own: (own.lower - own.upper, own.names)))
