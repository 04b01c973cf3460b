"""The three kinds of learned estimator, as numbers ready to be evaluated.

Each turns a person's inputs into a score; ``decision`` computes it and shares it out among the
inputs. What the score becomes is the calibration's matter (``models.Calibration``).
"""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import exp, fsum, sumprod
from typing import Any, Final

from .fields import ModelError, number, numbers, square, whole_numbers

LOGISTIC_REGRESSION: Final = "logistic_regression"
RANDOM_FOREST: Final = "random_forest"
SVM_RBF: Final = "svm_rbf"

MAX_NODES: Final = 200_000
MAX_SUPPORT_VECTORS: Final = 500
LEAF: Final = -1


@dataclass(frozen=True, slots=True)
class Logistic:
    """Score = ``intercept`` + sum of coefficient * standardised input: log-odds.

    ``covariance`` is that of (intercept, coefficients...) before calibration; None: not known.
    """

    intercept: float
    coefficients: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...] | None


@dataclass(frozen=True, slots=True)
class Forest:
    """Score = mean over trees of the leaf's share of people with the outcome (0-1).

    ``size`` is the number of inputs. Nodes of all trees lie in flat arrays; ``roots`` are where
    trees begin. At node n an input goes ``left[n]`` if, rounded to float32, it is <=
    ``threshold[n]`` (a float32), as scikit-learn and ONNX do. ``feature[n]`` is ``LEAF`` at a
    leaf. ``value[n]`` is the share of training people with the outcome at every node, inner ones
    included.
    """

    size: int
    roots: tuple[int, ...]
    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]
    base: float = field(init=False)
    paths: tuple[tuple[float, ...], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Sum up, once, how ``value`` changes by feature on the way from the root to each node.

        ``paths[n]`` has a number per input (empty at inner nodes); ``base`` is the mean of the roots.
        """
        ways: list[tuple[float, ...]] = [(0.0,) * self.size] * len(self.feature)
        for node, feature in enumerate(self.feature):
            if feature == LEAF:
                continue
            way = ways[node]
            for child in (self.left[node], self.right[node]):
                step = way[feature] + self.value[child] - self.value[node]
                ways[child] = (*way[:feature], step, *way[feature + 1 :])
            ways[node] = ()
        object.__setattr__(self, "paths", tuple(ways))
        object.__setattr__(self, "base", fsum(self.value[root] for root in self.roots) / max(1, len(self.roots)))


@dataclass(frozen=True, slots=True)
class Svm:
    """Score = sum of dual * exp(-gamma |x - s|^2) over support vectors s + ``intercept``.

    ``x`` and ``vectors`` are standardised. ``squares`` (gamma |s|^2), ``columns`` (the vectors by
    input), ``kernels_at_means`` (the sum without the intercept at the training means) and ``base``
    (with it) are computed once.
    """

    gamma: float
    intercept: float
    dual: tuple[float, ...]
    vectors: tuple[tuple[float, ...], ...]
    squares: tuple[float, ...] = field(init=False)
    columns: tuple[tuple[float, ...], ...] = field(init=False)
    kernels_at_means: float = field(init=False)
    base: float = field(init=False)

    def __post_init__(self) -> None:
        """Compute what no prediction need compute again."""
        squares = tuple(self.gamma * sumprod(vector, vector) for vector in self.vectors)
        object.__setattr__(self, "squares", squares)
        object.__setattr__(self, "columns", tuple(zip(*self.vectors, strict=True)))
        at_means = sumprod(self.dual, [exp(-square) for square in squares])
        object.__setattr__(self, "kernels_at_means", at_means)
        object.__setattr__(self, "base", self.intercept + at_means)


Estimator = Logistic | Forest | Svm


def _logistic(document: Mapping[str, Any], size: int) -> Logistic:
    covariance = document["covariance"]
    return Logistic(
        intercept=number(document, "intercept"),
        coefficients=numbers(document["coefficients"], size, "coefficients"),
        covariance=None if covariance is None else square(covariance, size + 1, "covariance"),
    )


def _float32(values: tuple[float, ...]) -> tuple[float, ...]:
    """Return each value rounded to the nearest float32: a file holds the shortest decimal of one."""
    layout = f"<{len(values)}f"
    try:
        return struct.unpack(layout, struct.pack(layout, *values))
    except OverflowError as err:
        raise ModelError("threshold: beyond float32") from err


def _forest(document: Mapping[str, Any], size: int) -> Forest:
    count = len(document["feature"])
    if not 0 < count <= MAX_NODES:
        raise ModelError(f"feature: {count} nodes; 1 to {MAX_NODES} are usable")
    roots = whole_numbers(document["roots"], 0, count - 1, "roots")
    feature = whole_numbers(document["feature"], LEAF, size - 1, "feature")
    left = whole_numbers(document["left"], LEAF, count - 1, "left")
    right = whole_numbers(document["right"], LEAF, count - 1, "right")
    value = numbers(document["value"], count, "value")
    if not roots or len(left) != count or len(right) != count:
        raise ModelError("forest: no tree, or arrays of different lengths")
    for node, place in enumerate(feature):
        # Children come after their parent, so every walk ends.
        if place != LEAF and (left[node] <= node or right[node] <= node):
            raise ModelError(f"forest: node {node} has a child before it")
    if not all(0 <= share <= 1 for share in value):
        raise ModelError("value: a share outside 0 to 1")
    return Forest(
        size, roots, feature, _float32(numbers(document["threshold"], count, "threshold")), left, right, value
    )


def _svm(document: Mapping[str, Any], size: int) -> Svm:
    vectors = tuple(numbers(vector, size, "support_vectors") for vector in document["support_vectors"])
    if not 0 < len(vectors) <= MAX_SUPPORT_VECTORS:
        raise ModelError(f"support_vectors: {len(vectors)}; 1 to {MAX_SUPPORT_VECTORS} are usable")
    gamma = number(document, "gamma")
    if gamma <= 0:
        raise ModelError("gamma: not positive")
    return Svm(gamma, number(document, "intercept"), numbers(document["dual"], len(vectors), "dual"), vectors)


_PARSERS: Final[Mapping[str, Callable[[Mapping[str, Any], int], Estimator]]] = {
    LOGISTIC_REGRESSION: _logistic,
    RANDOM_FOREST: _forest,
    SVM_RBF: _svm,
}


def parse_estimator(kind: object, document: Mapping[str, Any], size: int) -> Estimator:
    """Return the estimator of ``kind`` over ``size`` inputs.

    Raises:
        ModelError: the kind is not known, or a field is not usable.
    """
    if not isinstance(kind, str) or kind not in _PARSERS:
        raise ModelError(f"kind {kind!r} is not known")
    return _PARSERS[kind](document, size)
