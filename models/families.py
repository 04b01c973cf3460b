"""The estimators: how each is prepared, tuned, fitted and calibrated, on the rows it is given alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.cluster import KMeans
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from . import metrics
from .estimator_json import raw_scores
from .folds import split
from .metrics import Outcomes
from .spec import Cohort, Column, Floats

SEED: Final = 20261121
CLIP: Final = 0.001
"""A forest's share is held within this and one minus it before its log-odds are taken."""

Settings = Mapping[str, Any]
Make = Callable[[Floats, Outcomes, Settings], BaseEstimator]


@dataclass(frozen=True)
class Family:
    """A kind of estimator, its candidates for tuning and how one is fitted to prepared rows."""

    words: str
    standardised: bool
    candidates: tuple[Settings, ...]
    make: Make


def _logistic(x: Floats, y: Outcomes, settings: Settings) -> BaseEstimator:
    return LogisticRegression(C=settings["C"], solver="newton-cholesky", tol=1e-10, max_iter=200).fit(x, y)


def _forest(x: Floats, y: Outcomes, settings: Settings) -> BaseEstimator:
    return RandomForestClassifier(
        n_estimators=settings["trees"],
        max_depth=settings["depth"],
        min_samples_leaf=settings["leaf"],
        max_features=settings["features"],
        random_state=SEED,
        n_jobs=1,
    ).fit(x, y)


PROTOTYPE_ROWS: Final = 6000
"""More rows of a class than this move the clusters' middles little and take long."""


def _prototypes(x: Floats, count: int) -> tuple[Floats, Floats]:
    """Return the middles of ``count`` clusters (k-means) and how many rows each stands for."""
    if len(x) > PROTOTYPE_ROWS:
        x = x[np.sort(np.random.default_rng(SEED).permutation(len(x))[:PROTOTYPE_ROWS])]
    means = KMeans(count, n_init=1, max_iter=30, random_state=SEED).fit(x)
    return means.cluster_centers_, np.bincount(means.labels_, minlength=count).astype(float)


def _svm(x: Floats, y: Outcomes, settings: Settings) -> BaseEstimator:
    """Fit an SVM to the prototypes of each class, weighted by the rows that each stands for.

    Both classes weigh the same in the end. It bounds the number of support vectors, and no support
    vector is anybody's own row (after Yu, Yang & Han, KDD 2003:306, clustering-based SVM).
    """
    parts = [_prototypes(x[y == label], settings["prototypes"]) for label in (0, 1)]
    centers = np.vstack([middle for middle, _ in parts])
    weights = np.concatenate([count / count.mean() for _, count in parts])
    labels = np.repeat([0, 1], settings["prototypes"])
    return SVC(C=settings["C"], gamma=settings["gamma"], kernel="rbf").fit(centers, labels, sample_weight=weights)


LOGISTIC: Final = Family(
    words="logistic regression, L2, on standardised inputs",
    standardised=True,
    candidates=tuple({"C": strength} for strength in (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)),
    make=_logistic,
)
FOREST: Final = Family(
    words="random forest of shallow trees",
    standardised=False,
    # More or deeper trees separate no better here; these leave a prediction with its explanation far within 0.25 ms.
    candidates=tuple({"trees": 60, "depth": 5, "leaf": 10, "features": features} for features in (2, 3)),
    make=_forest,
)
SVM: Final = Family(
    words="support vector machine, radial basis function, fitted to prototypes (k-means) of each class",
    standardised=True,
    candidates=tuple({"C": 1.0, "gamma": gamma, "prototypes": 50} for gamma in (0.01, 0.02)),
    make=_svm,
)


def stand_ins(columns: tuple[Column, ...], x: Floats) -> Floats:
    """Return what stands in for a missing value: the median, for a coded input the commonest code."""
    found = []
    for column, values in zip(columns, x.T, strict=True):
        known = values[~np.isnan(values)]
        if column.codes:
            codes, counts = np.unique(known, return_counts=True)
            found.append(codes[np.argmax(counts)])
        else:
            found.append(np.median(known))
    return np.array(found, dtype=float)


@dataclass(frozen=True)
class Fitted:
    """A fitted and calibrated model.

    log-odds = ``slope`` * score + ``intercept``; ``covariance`` is that of (slope, intercept);
    ``mean`` and ``scale`` are None where the estimator takes raw values.
    """

    family: Family
    settings: Settings
    estimator: BaseEstimator
    medians: Floats
    mean: Floats | None
    scale: Floats | None
    slope: float
    intercept: float
    covariance: Floats

    def prepared(self, x: Floats) -> Floats:
        """Return capped rows filled and, where the estimator wants it, standardised."""
        filled = np.where(np.isnan(x), self.medians, x)
        if self.mean is None or self.scale is None:
            return filled
        result: Floats = (filled - self.mean) / self.scale
        return result

    def probabilities(self, x: Floats) -> Floats:
        """Return the calibrated probability of each capped row."""
        raw = raw_scores(self.estimator, self.prepared(x), CLIP)
        result: Floats = 1 / (1 + np.exp(-(self.slope * raw + self.intercept)))
        return result


def _bare(family: Family, columns: tuple[Column, ...], x: Floats, y: Outcomes, settings: Settings) -> Fitted:
    """Return a model whose sigmoid changes nothing."""
    medians = stand_ins(columns, x)
    filled = np.where(np.isnan(x), medians, x)
    mean = scale = None
    if family.standardised:
        mean, spread = filled.mean(axis=0), filled.std(axis=0)
        scale = np.where(spread > 0, spread, 1.0)
        filled = (filled - mean) / scale
    estimator = family.make(filled, y, settings)
    return Fitted(family, settings, estimator, medians, mean, scale, 1.0, 0.0, np.zeros((2, 2)))


def fit(cohort: Cohort, family: Family, candidates: tuple[Settings, ...] | None = None, seed: int = SEED) -> Fitted:
    """Return a family's model of a cohort: tuned and calibrated by five folds of the given rows alone.

    Each candidate's scores are taken out of fold and turned into chances by a sigmoid; the one with
    the least log loss is fitted to all rows, its sigmoid being the one of the out-of-fold scores
    (cross-fitted: no score that a sigmoid saw came from a model that saw the row). Called inside a
    fold this is nested cross-validation. Splits keep a unit's rows together.
    """
    x, y = cohort.capped(), cohort.y
    folds = split(y, cohort.units, seed)
    best: tuple[float, Settings, Floats] | None = None
    for settings in candidates or family.candidates:
        raw = np.empty(len(y))
        for train, test in folds:
            part = _bare(family, cohort.columns, x[train], y[train], settings)
            raw[test] = raw_scores(part.estimator, part.prepared(x[test]), CLIP)
        slope, intercept, _ = metrics.sigmoid(raw, y)
        loss = metrics.log_loss(1 / (1 + np.exp(-(slope * raw + intercept))), y)
        if best is None or loss < best[0]:
            best = (loss, settings, raw)
    if best is None:
        raise ValueError("no candidate to fit")
    _, settings, raw = best
    slope, intercept, covariance = metrics.sigmoid(raw, y)
    whole = _bare(family, cohort.columns, x, y, settings)
    return Fitted(
        family, settings, whole.estimator, whole.medians, whole.mean, whole.scale, slope, intercept, covariance
    )


def coefficient_covariance(fitted: Fitted, cohort: Cohort) -> Floats:
    """Return the covariance of a logistic regression's (intercept, coefficients...).

    The inverse of the penalised information, (X'WX + I/C)^-1 with the intercept unpenalised
    (le Cessie & van Houwelingen, J R Stat Soc C 1992;41:191); where units have several rows, the
    sandwich around the sum of squares of their scores (Liang & Zeger, Biometrika 1986;73:13).
    """
    z = fitted.prepared(cohort.capped())
    design = np.column_stack([np.ones(len(z)), z])
    p = fitted.estimator.predict_proba(z)[:, 1]
    penalty = np.eye(design.shape[1]) / fitted.settings["C"]
    penalty[0, 0] = 0.0
    bread = np.linalg.inv(design.T @ (design * (p * (1 - p))[:, None]) + penalty)
    if cohort.units is None:
        return np.asarray(bread)
    _, place = np.unique(cohort.units, return_inverse=True)
    scores = np.zeros((int(place.max()) + 1, design.shape[1]))
    np.add.at(scores, place, design * (cohort.y - p)[:, None])
    return np.asarray(bread @ (scores.T @ scores) @ bread)
