"""Honest figures: every prediction judged here was made by a model that never saw the person."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

import numpy as np
from healthsense_engine.risk.drift import wilson
from scipy.stats import binom

from . import metrics
from .export import conformal_cuts
from .families import SEED, Family, Settings, fit
from .folds import FOLDS, draws, split
from .metrics import Outcomes
from .spec import Cohort, Flags, Floats

COVERAGE: Final = 0.9

Figure = Callable[[Floats, Outcomes], float]
FIGURES: Final[Mapping[str, Figure]] = {
    "auc": metrics.auc,
    "auprc": metrics.auprc,
    "brier": metrics.brier,
    "calibration_slope": lambda p, y: metrics.calibration_line(p, y)[0],
    "calibration_intercept": lambda p, y: metrics.calibration_line(p, y)[1],
    "ece": metrics.ece,
}


def out_of_fold(
    cohort: Cohort, family: Family, repeats: int, candidates: tuple[Settings, ...] | None = None
) -> tuple[Floats, list[float]]:
    """Return predictions of shape (repeats, rows) and each fold's AUC.

    Imputation, scaling, tuning, fitting and the sigmoid see the four training folds only.
    """
    x, y = cohort.capped(), cohort.y
    predicted = np.empty((repeats, len(y)))
    fold_aucs = []
    for repeat in range(repeats):
        for train, test in split(y, cohort.units, SEED + repeat):
            chosen = np.zeros(len(y), dtype=bool)
            chosen[train] = True
            predicted[repeat, test] = fit(cohort.take(chosen), family, candidates).probabilities(x[test])
            fold_aucs.append(metrics.auc(predicted[repeat, test], y[test]))
    return predicted, fold_aucs


def estimates(
    predicted: Floats, cohort: Cohort, bootstraps: int, figures: Mapping[str, Figure], chosen: Flags | None = None
) -> dict[str, dict[str, float]]:
    """Return the mean of each figure over repeats and its 95 % interval over people.

    The interval is the percentile bootstrap of units; each draw uses one repeat in turn, so that it
    also holds the variation between repeats. ``chosen`` limits it to some rows. Draws with one outcome
    only, or (for the calibration line) with outcomes that part perfectly, have no figure.
    """
    inside = np.ones(len(cohort.y), dtype=bool) if chosen is None else chosen
    p, y = predicted[:, inside], cohort.y[inside]
    units = None if cohort.units is None else cohort.units[inside]
    found: dict[str, list[float]] = {name: [] for name in figures}
    for draw, rows in enumerate(draws(len(y), units, bootstraps, SEED)):
        if 0 < y[rows].sum() < len(rows):
            for name, figure in figures.items():
                with suppress(metrics.SeparatedError):
                    found[name].append(figure(p[draw % len(p), rows], y[rows]))
    result = {}
    for name, figure in figures.items():
        low, high = np.percentile(found[name], [2.5, 97.5])
        result[name] = {
            "value": float(np.mean([figure(row, y) for row in p])),
            "lower": float(low),
            "upper": float(high),
        }
    return result


def subgroup(predicted: Floats, cohort: Cohort, chosen: Flags, bootstraps: int) -> dict[str, Any]:
    """Return a subgroup's figures; its AUC is None where one outcome is missing."""
    y = cohort.y[chosen]
    n, events = len(y), int(y.sum())
    expected = float(predicted[:, chosen].sum(axis=1).mean())
    one_sided = not 0 < events < n
    return {
        "n": n,
        "events": events,
        "observed": events / n,
        "observed_interval": list(wilson(events, n, 0.95)),
        "predicted": expected / n,
        "observed_per_expected": events / expected,
        "auc": None if one_sided else estimates(predicted, cohort, bootstraps, {"auc": metrics.auc}, chosen)["auc"],
    }


def conformal(predicted: Floats, cohort: Cohort) -> dict[str, Any]:
    """Return how often the class-conditional sets hold the truth on held-out folds, and their sizes.

    The cuts of a fold come from the out-of-fold predictions of the other four. ``admitted`` is the
    binomial 95 % interval of the coverage that was asked for, at the class's number of rows.
    """
    y = cohort.y
    absent = np.zeros(predicted.shape, dtype=bool)
    present = np.zeros(predicted.shape, dtype=bool)
    for repeat, row in enumerate(predicted):
        for train, test in split(y, cohort.units, SEED + 1000 + repeat):
            cuts = conformal_cuts(row[train], y[train], COVERAGE)
            absent[repeat, test] = row[test] <= cuts["absent_up_to"]
            present[repeat, test] = row[test] >= cuts["present_from"]
    classes = {}
    for word, label, held in (("absent", 0, absent), ("present", 1, present)):
        n = int((y == label).sum())
        low, high = binom.interval(0.95, n, COVERAGE)
        classes[word] = {
            "n": n,
            "coverage": float(held[:, y == label].mean()),
            "admitted": [float(low) / n, float(high) / n],
        }
    return {
        "asked": COVERAGE,
        "classes": classes,
        "shares": {
            "only_absent": float((absent & ~present).mean()),
            "only_present": float((present & ~absent).mean()),
            "both": float((absent & present).mean()),
            "empty": float((~absent & ~present).mean()),
        },
    }


def decision_curve(predicted: Floats, y: Outcomes, thresholds: tuple[float, ...]) -> list[dict[str, float]]:
    """Return net benefit at each threshold, and what acting on it would mean."""
    return [
        {
            "threshold": threshold,
            "model": float(np.mean([metrics.net_benefit(row, y, threshold)[0] for row in predicted])),
            "everybody": metrics.net_benefit(predicted[0], y, threshold)[1],
            "tested_share": float(np.mean(predicted >= threshold)),
            "found_share": float(np.mean(predicted[:, y == 1] >= threshold)),
        }
        for threshold in thresholds
    ]


def elsewhere(cohort: Cohort, p: Floats, bootstraps: int) -> dict[str, Any]:
    """Return the figures of a model's predictions ``p`` for people of a place it never saw."""
    prevalence = float(cohort.y.mean())
    return {
        "n": len(cohort.y),
        "events": int(cohort.y.sum()),
        "observed": prevalence,
        "predicted": float(p.mean()),
        "brier_of_prevalence": prevalence * (1 - prevalence),
        **estimates(p[None, :], cohort, bootstraps, FIGURES),
        "ece_if_perfect_p95": metrics.ece_if_perfect(p, np.random.default_rng(SEED)),
    }


def leave_one_site_out(cohort: Cohort, family: Family, bootstraps: int) -> dict[str, Any]:
    """Return, for each site, the figures of a model that was trained on all others."""
    found = {}
    for name, inside in cohort.sites.items():
        there = cohort.take(inside)
        found[name] = elsewhere(there, fit(cohort.take(~inside), family).probabilities(there.capped()), bootstraps)
    return found


def validate(
    cohort: Cohort, family: Family, *, thresholds: tuple[float, ...], repeats: int, bootstraps: int
) -> tuple[dict[str, Any], Floats]:
    """Return the card's figures and the out-of-fold predictions (repeats x rows)."""
    y = cohort.y
    predicted, fold_aucs = out_of_fold(cohort, family, repeats)
    prevalence = float(y.mean())
    whose = "people" if cohort.units is None else "people (all rows of one together)"
    figures: dict[str, Any] = {
        "procedure": f"{repeats} x {FOLDS}-fold stratified cross-validation, split by {whose}; imputation, tuning and "
        f"sigmoid nested; pooled out of fold; 95 % intervals by {bootstraps} bootstraps of {whose}",
        **estimates(predicted, cohort, bootstraps, FIGURES),
        "prevalence": prevalence,
        "auc_folds": {"mean": float(np.mean(fold_aucs)), "sd": float(np.std(fold_aucs))},
        "brier_of_prevalence": prevalence * (1 - prevalence),
        "ece_if_perfect_p95": metrics.ece_if_perfect(predicted[0], np.random.default_rng(SEED)),
        "calibration_table": [
            [float(value) for value in row]
            for row in np.mean([metrics.calibration_table(row, y) for row in predicted], axis=0)
        ],
        "decision_curve": decision_curve(predicted, y, thresholds),
        "conformal": conformal(predicted, cohort),
        "subgroups": {
            heading: {
                label: subgroup(predicted, cohort, chosen, bootstraps)
                for label, chosen in members.items()
                if chosen.any()
            }
            for heading, members in cohort.groups.items()
        },
    }
    return figures, predicted
