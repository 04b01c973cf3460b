"""Turns a fitted scikit-learn estimator into the artefact's numbers."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from healthsense_engine.risk.estimators import MAX_SUPPORT_VECTORS
from healthsense_engine.risk.models import LOGISTIC_REGRESSION, RANDOM_FOREST, SVM_RBF
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from .spec import Floats

KINDS: Final[Mapping[type[BaseEstimator], str]] = {
    LogisticRegression: LOGISTIC_REGRESSION,
    RandomForestClassifier: RANDOM_FOREST,
    SVC: SVM_RBF,
}


def kind_of(estimator: BaseEstimator) -> str:
    """Return the artefact's name for a bare, fitted estimator of outcomes 0 and 1.

    Raises:
        TypeError: it is wrapped (a pipeline, a calibrator) or of another kind.
        ValueError: its classes are not 0 then 1, so that its scores might mean the contrary.
    """
    if type(estimator) not in KINDS:
        raise TypeError(f"{type(estimator).__name__}: hand in the bare estimator; calibrate beside it")
    if list(estimator.classes_) != [0, 1]:
        raise ValueError(f"classes are {list(estimator.classes_)}, not [0, 1]")
    if isinstance(estimator, SVC) and estimator.kernel != "rbf":
        raise ValueError(f"kernel {estimator.kernel!r}: only rbf is exported")
    return KINDS[type(estimator)]


def raw_scores(estimator: BaseEstimator, prepared: Floats, clip: float) -> Floats:
    """Return what a calibration's sigmoid is applied to: see ``models.export.Calibration``.

    ``prepared`` has shape (people, inputs): filled, capped and - but for a forest - standardised.
    """
    if kind_of(estimator) != RANDOM_FOREST:
        found: Floats = estimator.decision_function(prepared)
        return found
    share = np.clip(estimator.predict_proba(prepared)[:, 1], clip, 1 - clip)
    odds: Floats = np.log(share / (1 - share))
    return odds


def _logistic(estimator: LogisticRegression, covariance: Floats | None) -> dict[str, Any]:
    return {
        "intercept": float(estimator.intercept_[0]),
        "coefficients": estimator.coef_[0].tolist(),
        "covariance": None if covariance is None else np.asarray(covariance).tolist(),
    }


def _float32_down(threshold: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the largest float32 that is not above each threshold.

    scikit-learn asks float32(value) <= threshold (a double); no float32 lies between the two.
    """
    near = threshold.astype(np.float32)
    above = near.astype(np.float64) > threshold
    near[above] = np.nextafter(near[above], np.float32(-np.inf))
    return near


def _forest(estimator: RandomForestClassifier) -> dict[str, Any]:
    arrays: dict[str, list[Any]] = {name: [] for name in ("roots", "feature", "threshold", "left", "right", "value")}
    for member in estimator.estimators_:
        tree = member.tree_
        start = len(arrays["feature"])
        leaf = tree.children_left < 0
        shares = tree.value[:, 0, :]
        arrays["roots"].append(start)
        arrays["feature"] += np.where(leaf, -1, tree.feature).tolist()
        # The shortest decimal that is this float32 and no other.
        arrays["threshold"] += [
            0.0 if is_leaf else float(str(value))
            for value, is_leaf in zip(_float32_down(tree.threshold), leaf, strict=True)
        ]
        arrays["left"] += np.where(leaf, -1, tree.children_left + start).tolist()
        arrays["right"] += np.where(leaf, -1, tree.children_right + start).tolist()
        arrays["value"] += (shares[:, 1] / shares.sum(axis=1)).tolist()
    return dict(arrays)


def _svm(estimator: SVC) -> dict[str, Any]:
    if len(estimator.support_vectors_) > MAX_SUPPORT_VECTORS:
        raise ValueError(f"{len(estimator.support_vectors_)} support vectors; at most {MAX_SUPPORT_VECTORS}")
    return {
        "gamma": float(estimator._gamma),  # noqa: SLF001 - the number behind gamma="scale"
        "intercept": float(estimator.intercept_[0]),
        "support_vectors": estimator.support_vectors_.tolist(),
        "dual": estimator.dual_coef_[0].tolist(),
    }


def estimator_json(estimator: BaseEstimator, covariance: Floats | None = None) -> dict[str, Any]:
    """Return the artefact's ``estimator``.

    Raises:
        TypeError, ValueError: see ``kind_of``; or an SVM has too many support vectors.
    """
    kind_of(estimator)
    if isinstance(estimator, RandomForestClassifier):
        return _forest(estimator)
    if isinstance(estimator, SVC):
        return _svm(estimator)
    return _logistic(estimator, covariance)
