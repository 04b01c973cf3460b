"""Honest figures: every prediction judged here was made by a model that never saw the person."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import Pipeline

from . import metrics
from .logistic import SEED, Fitted, fit, pipeline, probabilities
from .metrics import Outcomes
from .spec import Cohort, Flags, Floats

FOLDS: Final = 5
REPEATS: Final = 10
BOOTSTRAPS: Final = 1000
THRESHOLDS: Final = (0.02, 0.04, 0.06, 0.08, 0.10)


def out_of_fold(
    x: Floats, y: Outcomes, repeats: int = REPEATS, make: Callable[[Floats, Outcomes], Pipeline] = fit
) -> tuple[Floats, list[float]]:
    """Return predictions of shape (repeats, people) and each fold's AUC.

    ``make`` fits a model. Imputation, scaling, tuning and fitting see the four training folds only.
    """
    predicted = np.empty((repeats, len(y)))
    fold_aucs = []
    for repeat in range(repeats):
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED + repeat)
        for train, test in folds.split(x, y):
            predicted[repeat, test] = probabilities(make(x[train], y[train]), x[test])
            fold_aucs.append(metrics.auc(predicted[repeat, test], y[test]))
    return predicted, fold_aucs


def _recalibrated(predicted: Floats, y: Outcomes) -> Floats:
    """Return predictions through a sigmoid fitted out of fold, to see whether it would help."""
    result = np.empty_like(predicted)
    for repeat, row in enumerate(predicted):
        for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED + 1000 + repeat).split(row, y):
            slope, intercept = metrics.calibration_line(row[train], y[train])
            result[repeat, test] = 1 / (1 + np.exp(-(slope * metrics.log_odds(row[test]) + intercept)))
    return result


def estimate(predicted: Floats, y: Outcomes, figure: Callable[[Floats, Outcomes], float]) -> dict[str, float]:
    """Return the mean of a figure over repeats and its 95 % interval over people.

    The interval is the percentile bootstrap of people; each draw uses one repeat in turn, so
    that it also holds the variation between repeats.
    """
    rng = np.random.default_rng(SEED)
    draws = []
    for draw in range(BOOTSTRAPS):
        chosen = rng.integers(0, len(y), len(y))
        if 0 < y[chosen].sum() < len(y):
            draws.append(figure(predicted[draw % len(predicted), chosen], y[chosen]))
    low, high = np.percentile(draws, [2.5, 97.5])
    return {
        "value": float(np.mean([figure(row, y) for row in predicted])),
        "lower": float(low),
        "upper": float(high),
    }


def _subgroup(predicted: Floats, y: Outcomes, chosen: Flags) -> dict[str, Any]:
    events = int(y[chosen].sum())
    expected = float(predicted[:, chosen].sum(axis=1).mean())
    return {
        "n": int(chosen.sum()),
        "events": events,
        "observed": events / int(chosen.sum()),
        "predicted": expected / int(chosen.sum()),
        "observed_per_expected": events / expected,
        "auc": estimate(predicted[:, chosen], y[chosen], metrics.auc),
    }


def _variants(cohort: Cohort, strength: float, repeats: int = REPEATS) -> dict[str, float]:
    """Return the mean AUC over folds of variants that were considered, at one fixed strength."""
    capped, raw, y = cohort.capped(), cohort.x, cohort.y
    names = [column.name for column in cohort.columns]
    smokes = cohort.extra["smokes_now"][:, None]
    untreated = cohort.extra["treated"] == 0
    variants = {
        "as shipped": (capped, y),
        "with current smoking": (np.hstack([capped, smokes]), y),
        "age without the cap at 60": (raw, y),
        "without waist": (np.delete(capped, names.index("waist"), axis=1), y),
        "without body mass index": (np.delete(capped, names.index("bmi"), axis=1), y),
        "without pulse": (np.delete(capped, names.index("pulse"), axis=1), y),
        "people with every input measured": (capped[cohort.complete], y[cohort.complete]),
        "people not taking glucose-lowering medicines": (capped[untreated], y[untreated]),
    }

    def fixed(x: Floats, y: Outcomes) -> Pipeline:
        fitted: Pipeline = pipeline(strength).fit(x, y)
        return fitted

    return {label: float(np.mean(out_of_fold(x, own, repeats, fixed)[1])) for label, (x, own) in variants.items()}


def _interval_ratio(cohort: Cohort, fitted: Fitted, rounds: int = 200) -> float:
    """Return the median ratio of the analytic to the bootstrap standard error of the log-odds."""
    x, y = cohort.capped()[cohort.complete], cohort.y[cohort.complete]
    rng = np.random.default_rng(SEED)
    draws = []
    for _ in range(rounds):
        chosen = rng.integers(0, len(cohort.y), len(cohort.y))
        model = pipeline(fitted.strength).fit(cohort.capped()[chosen], cohort.y[chosen])
        draws.append(metrics.log_odds(probabilities(model, x)))
    design = np.column_stack([np.ones(len(y)), (x - fitted.mean) / fitted.scale])
    analytic = np.sqrt(np.einsum("ij,jk,ik->i", design, fitted.covariance, design))
    return float(np.median(analytic / np.std(draws, axis=0)))


def validate(cohort: Cohort, fitted: Fitted) -> tuple[dict[str, Any], Floats]:
    """Return the card's figures and the out-of-fold predictions (repeats x people).

    ``fitted`` is the shipped model: its strength and covariance are judged too.
    """
    x, y = cohort.capped(), cohort.y
    predicted, fold_aucs = out_of_fold(x, y)
    prevalence = float(y.mean())
    smooth = _recalibrated(predicted, y)
    figures: dict[str, Any] = {
        "procedure": f"{REPEATS} x {FOLDS}-fold stratified cross-validation, tuning nested, pooled out of fold; "
        f"95 % intervals by {BOOTSTRAPS} bootstraps of people",
        "auc": estimate(predicted, y, metrics.auc),
        "auc_folds": {"mean": float(np.mean(fold_aucs)), "sd": float(np.std(fold_aucs))},
        "auc_complete_inputs": estimate(predicted[:, cohort.complete], y[cohort.complete], metrics.auc),
        "brier": estimate(predicted, y, metrics.brier),
        "brier_of_prevalence": prevalence * (1 - prevalence),
        "calibration_slope": estimate(predicted, y, lambda p, own: metrics.calibration_line(p, own)[0]),
        "calibration_intercept": estimate(predicted, y, lambda p, own: metrics.calibration_line(p, own)[1]),
        "ece": estimate(predicted, y, metrics.ece),
        "ece_if_perfect_p95": metrics.ece_if_perfect(predicted[0], np.random.default_rng(SEED)),
        "recalibrated": {
            "brier": float(np.mean([metrics.brier(row, y) for row in smooth])),
            "ece": float(np.mean([metrics.ece(row, y) for row in smooth])),
        },
        "calibration_table": [
            [float(value) for value in row]
            for row in np.mean([metrics.calibration_table(row, y) for row in predicted], axis=0)
        ],
        "decision_curve": [
            {
                "threshold": threshold,
                "model": float(np.mean([metrics.net_benefit(row, y, threshold)[0] for row in predicted])),
                "everybody": metrics.net_benefit(predicted[0], y, threshold)[1],
                "tested_share": float(np.mean(predicted >= threshold)),
                "found_share": float(np.mean(predicted[:, y == 1] >= threshold)),
            }
            for threshold in THRESHOLDS
        ],
        "subgroups": {
            heading: {label: _subgroup(predicted, y, chosen) for label, chosen in members.items()}
            for heading, members in cohort.groups.items()
        },
        "variants_auc": _variants(cohort, fitted.strength),
        "interval_ratio_to_bootstrap": _interval_ratio(cohort, fitted),
    }
    return figures, predicted
