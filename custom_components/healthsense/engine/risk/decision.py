"""The score of each kind of estimator, and how it is shared out among the inputs.

Every share is measured against a base: what the estimator says of a person at the training
means (logistic, SVM) or of its training people as a whole (forest). Base and shares add up to
the score. Given ``shared=False`` the shares are left out, which for an SVM saves three quarters
of the time.
"""

import struct
from collections.abc import Sequence
from math import dist, erf, exp, fsum, log, pi, sqrt, sumprod
from typing import Any, Final

from .estimators import LEAF, Estimator, Forest, Logistic, Svm
from .models import Calibration

Shares = tuple[float, ...]
NEAR_MEANS: Final = 1e-9
"""Squared distance (times gamma) from the training means below which nothing is shared out."""

SMALL_GAP: Final = 1e-9


def to_float32(values: Sequence[float]) -> tuple[Any, ...]:
    """Return each value rounded to the nearest float32, which is what trees compare."""
    layout = f"{len(values)}f"
    return struct.unpack(layout, struct.pack(layout, *values))


def logistic(estimator: Logistic, scores: Shares) -> tuple[float, float, Shares]:
    """Return (log-odds, base, shares): each share is coefficient times standardised input."""
    shares = tuple(map(float.__mul__, estimator.coefficients, scores))
    return fsum((estimator.intercept, *shares)), estimator.intercept, shares


def _leaves(forest: Forest, values: Sequence[float]) -> list[int]:
    """Return the leaf that each tree comes to. ``values`` are rounded to float32 here, once."""
    x = to_float32(values)
    feature, threshold, left, right = forest.feature, forest.threshold, forest.left, forest.right
    leaves = []
    for node in forest.roots:
        while (place := feature[node]) != LEAF:
            node = left[node] if x[place] <= threshold[node] else right[node]  # noqa: PLW2901 - walking down
        leaves.append(node)
    return leaves


def forest(estimator: Forest, values: Sequence[float], *, shared: bool = True) -> tuple[float, float, Shares]:
    """Return (mean share of people with the outcome, base, shares) of raw inputs.

    A step down a tree changes the share of people with the outcome; the change is credited to
    the input that was asked about (Saabas 2014; Palczewska et al., arXiv:1312.1121). The base is
    the mean of the roots.
    """
    value, count = estimator.value, len(estimator.roots)
    leaves = _leaves(estimator, values)
    score = fsum([value[leaf] for leaf in leaves]) / count
    base = estimator.base
    if not shared:
        return score, base, ()
    columns = zip(*[estimator.paths[leaf] for leaf in leaves], strict=True)
    return score, base, tuple([fsum(column) / count for column in columns])


def svm(estimator: Svm, scores: Shares, *, shared: bool = True) -> tuple[float, float, Shares]:
    """Return (decision value, base, shares) of standardised inputs.

    The shares are Aumann-Shapley values: the gradient integrated along the straight line from
    the training means to the person (Aumann & Shapley, Values of Non-Atomic Games, 1974;
    Sundararajan et al., ICML 2017). For a Gaussian kernel the integral is closed: with a = |x|^2,
    b = x.s and K(t) = exp(-gamma |t x - s|^2), I0 = int K dt is a difference of error functions,
    I1 = int t K dt = (b I0 - (K(1) - K(0)) / (2 gamma)) / a, and the share of input j is
    -2 gamma x_j sum of dual * (x_j I1 - s_j I0). They add up exactly.
    """
    gamma, dual = estimator.gamma, estimator.dual
    apart = [gamma * (d := dist(vector, scores)) * d for vector in estimator.vectors]
    kernels = sumprod(dual, [exp(-u) for u in apart])
    score, base = estimator.intercept + kernels, estimator.base
    if not shared:
        return score, base, ()
    far = gamma * sumprod(scores, scores)
    if far < NEAR_MEANS:
        return score, base, _spread(score - base, [0.0 for _ in scores], scores)
    # All in units of gamma: t is b over the root of a, the error functions take t and its distance from the line's end.
    end = sqrt(far)
    near = 1 / (2 * end)
    half = sqrt(pi) * near
    zeroth = [
        weight * exp((t := (far + s - u) * near) * t - s) * (erf(end - t) + erf(t))
        for weight, u, s in zip(dual, apart, estimator.squares, strict=True)
    ]
    pulls = [half * sumprod(zeroth, column) for column in estimator.columns]
    # I1 summed over the vectors, by the identity that the shares add up to the score less the base.
    first = (gamma * sumprod(scores, pulls) - (score - base) / 2) / far
    shares = [-2 * gamma * x * (x * first - pull) for x, pull in zip(scores, pulls, strict=True)]
    return score, base, _spread(score - base, shares, scores)


def _spread(total: float, shares: Sequence[float], scores: Shares) -> Shares:
    """Return shares that add up to ``total``: what rounding lost goes by distance from the means."""
    lost, weight = total - fsum(shares), fsum(abs(score) for score in scores)
    if weight == 0:
        return tuple(shares)
    return tuple(share + lost * abs(score) / weight for share, score in zip(shares, scores, strict=True))


def clipped_log_odds(share: float, clip: float) -> float:
    """Return the log-odds of a share held within ``clip`` and 1 - ``clip``."""
    held = min(max(share, clip), 1 - clip)
    return log(held / (1 - held))


def score(
    estimator: Estimator, calibration: Calibration, values: Sequence[float], scores: Shares, *, shared: bool = True
) -> tuple[float, float, Shares]:
    """Return calibrated (log-odds, base, shares) of capped ``values`` and standardised ``scores``.

    A forest's shares are of people, not of log-odds: all are stretched by the one factor that
    makes them add up to the log-odds: the divided difference of the log-odds over the share, or
    where the forest is at its base its limit there, the derivative.
    """
    slope, shift = calibration.slope, calibration.intercept
    if isinstance(estimator, Forest):
        share, middle, shares = forest(estimator, values, shared=shared)
        clip = calibration.clip or 0.0
        raw, base = clipped_log_odds(share, clip), clipped_log_odds(middle, clip)
        gap = share - middle
        stretch = (raw - base) / gap if abs(gap) >= SMALL_GAP else 1 / max(middle * (1 - middle), clip)
        shares = tuple([part * stretch for part in shares])
    elif isinstance(estimator, Svm):
        raw, base, shares = svm(estimator, scores, shared=shared)
    else:
        raw, base, shares = logistic(estimator, scores)
    return slope * raw + shift, slope * base + shift, tuple([slope * part for part in shares])
