"""Figures of a probability forecast, each by its published definition.

``p`` are predicted probabilities (0-1), ``y`` outcomes (0 or 1), both of shape (people,).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from .spec import Floats

Outcomes = NDArray[np.int64]
BINS: Final = 10
CONVERGED: Final = 1e-10
LONG_STEP: Final = 0.5


def _ranks(p: Floats) -> Floats:
    """Return ranks from 1; ties share their mean rank."""
    _, places, counts = np.unique(p, return_inverse=True, return_counts=True)
    ranks: Floats = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return ranks


def auc(p: Floats, y: Outcomes) -> float:
    """Return the area under the ROC curve (Hanley & McNeil, Radiology 1982;143:29)."""
    cases = int(y.sum())
    others = len(y) - cases
    return float((_ranks(p)[y == 1].sum() - cases * (cases + 1) / 2) / (cases * others))


def auprc(p: Floats, y: Outcomes) -> float:
    """Return the area under the precision-recall curve, as average precision (0-1).

    The mean of the precision at each step of recall, weighted by the step and not interpolated, ties
    taken together (Davis & Goadrich, Proc ICML 2006:233; Boyd et al., ECML PKDD 2013:451). A forecast
    that knows nothing reaches the prevalence (Saito & Rehmsmeier, PLoS One 2015;10:e0118432).
    """
    return float(average_precision_score(y, p))


def brier(p: Floats, y: Outcomes) -> float:
    """Return the mean squared difference (Brier, Mon Weather Rev 1950;78:1)."""
    return float(np.mean((p - y) ** 2))


def log_odds(p: Floats) -> Floats:
    """Return ln(p / (1 - p))."""
    result: Floats = np.log(p) - np.log1p(-p)
    return result


def log_loss(p: Floats, y: Outcomes) -> float:
    """Return the mean of minus the log of the chance given to what happened."""
    return float(-np.mean(np.where(y == 1, np.log(p), np.log1p(-p))))


class SeparatedError(ValueError):
    """A score parts the outcomes perfectly: no line is the likeliest, its slope has no end."""


def _misfit(line: Floats, y: Outcomes) -> float:
    """Return minus the log-likelihood of log-odds."""
    return float((np.logaddexp(0, line) - y * line).sum())


def sigmoid(raw: Floats, y: Outcomes) -> tuple[float, float, Floats]:
    """Return (slope, intercept) of the outcome's log-odds regressed on a score, and their covariance.

    Newton's method from a slope of 0, long steps halved until they help (Platt, Advances in Large
    Margin Classifiers 1999:61). The covariance, of (slope, intercept), is the inverse of the
    information.

    Raises:
        SeparatedError: the score parts the outcomes perfectly.
    """
    with_it, without = raw[y == 1], raw[y == 0]
    if with_it.min() >= without.max() or with_it.max() <= without.min():
        raise SeparatedError("the score parts the outcomes perfectly")
    design = np.column_stack([raw, np.ones(len(raw))])
    prevalence = float(y.mean())
    beta = np.array([0.0, np.log(prevalence / (1 - prevalence))])
    information = np.eye(2)
    for _ in range(100):
        q = 1 / (1 + np.exp(-design @ beta))
        information = design.T @ (design * (q * (1 - q))[:, None])
        step = np.linalg.solve(information, design.T @ (y - q))
        if np.abs(step).max() > LONG_STEP:
            here = _misfit(design @ beta, y)
            while _misfit(design @ (beta + step), y) > here:
                step = step / 2
        beta = beta + step
        if np.abs(step).max() < CONVERGED:
            break
    return float(beta[0]), float(beta[1]), np.asarray(np.linalg.inv(information))


def calibration_line(p: Floats, y: Outcomes) -> tuple[float, float]:
    """Return (slope, intercept) of the outcome regressed on the predicted log-odds.

    1 and 0 are perfect (Cox, Biometrika 1958;45:562).
    """
    slope, intercept, _ = sigmoid(log_odds(p), y)
    return slope, intercept


def _bins(p: Floats) -> list[NDArray[np.int64]]:
    return [part.astype(np.int64) for part in np.array_split(np.argsort(p, kind="stable"), BINS)]


def calibration_table(p: Floats, y: Outcomes) -> list[tuple[float, float, int]]:
    """Return (mean predicted, observed share, people) of ten bins of equal count."""
    return [(float(p[part].mean()), float(y[part].mean()), len(part)) for part in _bins(p)]


def ece(p: Floats, y: Outcomes) -> float:
    """Return the expected calibration error over ten bins of equal count."""
    return float(sum(len(part) * abs(p[part].mean() - y[part].mean()) for part in _bins(p)) / len(p))


def ece_if_perfect(p: Floats, rng: np.random.Generator, rounds: int = 1000) -> float:
    """Return the 95th percentile of ECE were ``p`` exactly right: what chance alone explains."""
    draws = [ece(p, (rng.random(len(p)) < p).astype(np.int64)) for _ in range(rounds)]
    return float(np.percentile(draws, 95))


def net_benefit(p: Floats, y: Outcomes, threshold: float) -> tuple[float, float]:
    """Return net benefit of testing those at or above ``threshold``, and of testing everybody.

    True positives minus false positives weighted by the threshold's odds, per person (Vickers &
    Elkin, Med Decis Making 2006;26:565). Testing nobody is 0.
    """
    odds = threshold / (1 - threshold)
    chosen = p >= threshold
    model = float((y[chosen] == 1).sum() - odds * (y[chosen] == 0).sum()) / len(y)
    everybody = float(y.mean() - odds * (1 - y.mean()))
    return model, everybody
