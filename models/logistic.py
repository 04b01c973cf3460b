"""The estimator: median imputation, standardisation, L2 logistic regression, strength tuned inside."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from .spec import Floats

SEED: Final = 20261121
STRENGTHS: Final = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
"""Candidates for scikit-learn's C (inverse of the L2 penalty)."""


def pipeline(strength: float = 1.0) -> Pipeline:
    """Return the unfitted model; every step is fitted on what ``fit`` is given and nothing else."""
    return Pipeline(
        [
            ("impute", SimpleImputer(strategy="median")),
            ("scale", StandardScaler()),
            ("model", LogisticRegression(C=strength, solver="newton-cholesky", tol=1e-10, max_iter=200)),
        ]
    )


def fit(x: Floats, y: NDArray[np.int64], seed: int = SEED) -> Pipeline:
    """Return the model fitted to (people x inputs) and outcomes 0/1.

    The strength is the one with the best log loss in a stratified five-fold split of the given
    people alone, so that calling this inside a fold is nested cross-validation.
    """
    search = GridSearchCV(
        pipeline(),
        {"model__C": list(STRENGTHS)},
        scoring="neg_log_loss",
        cv=StratifiedKFold(5, shuffle=True, random_state=seed),
    )
    search.fit(x, y)
    best: Pipeline = search.best_estimator_
    return best


def probabilities(model: Pipeline, x: Floats) -> Floats:
    """Return each person's predicted probability (0-1)."""
    found: Floats = model.predict_proba(x)[:, 1]
    return found


@dataclass(frozen=True)
class Fitted:
    """The fitted numbers: log-odds = intercept + sum of coefficient * (x - mean) / scale.

    ``covariance`` is that of (intercept, coefficients...); ``strength`` the tuned C.
    """

    mean: Floats
    scale: Floats
    coefficients: Floats
    intercept: float
    covariance: Floats
    medians: Floats
    strength: float


def describe(model: Pipeline, x: Floats) -> Fitted:
    """Return the numbers of a model fitted on ``x``.

    The covariance is the inverse of the penalised information, (X'WX + I/C)^-1 with the
    intercept unpenalised (le Cessie & van Houwelingen, J R Stat Soc C 1992;41:191).
    """
    regression: LogisticRegression = model.named_steps["model"]
    scaler: StandardScaler = model.named_steps["scale"]
    z = model[:-1].transform(x)
    design = np.column_stack([np.ones(len(z)), z])
    p = probabilities(model, x)
    information = design.T @ (design * (p * (1 - p))[:, None])
    penalty = np.eye(design.shape[1]) / regression.C
    penalty[0, 0] = 0.0
    return Fitted(
        mean=scaler.mean_,
        scale=scaler.scale_,
        coefficients=regression.coef_[0],
        intercept=float(regression.intercept_[0]),
        covariance=np.linalg.inv(information + penalty),
        medians=model.named_steps["impute"].statistics_,
        strength=float(regression.C),
    )
