"""Small fitted models of every kind, over people that are made up."""

from functools import cache
from typing import Any

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from models.estimator_json import raw_scores
from models.export import Calibration, Trained
from models.metrics import calibration_line
from models.spec import Column

COLUMNS = (
    Column("age", "age", "years", "", cap=(None, 75)),
    Column("sex", "sex", "", "", codes=(("female", 0), ("male", 1))),
    Column("bmi", "body mass index", "kg/m2", ""),
    Column("systolic", "systolic blood pressure", "mmHg", ""),
    Column("pulse", "pulse", "bpm", ""),
)
KINDS = ("logistic_regression", "random_forest", "svm_rbf")


def people(count: int = 1500, seed: int = 1) -> tuple[Any, Any]:
    """Return (people x inputs) with a few missing values, and outcomes with an interaction in them."""
    rng = np.random.default_rng(seed)
    x = np.column_stack([
        rng.integers(20, 90, count), rng.integers(0, 2, count), rng.normal(28, 5, count).round(1),
        rng.normal(130, 15, count).round(0), rng.normal(72, 10, count).round(0),
    ]).astype(float)  # fmt: skip
    odds = 0.05 * (x[:, 0] - 55) + 0.15 * (x[:, 2] - 28) * x[:, 1] + 0.02 * np.abs(x[:, 3] - 120) - 1.2
    y = (rng.random(count) < 1 / (1 + np.exp(-odds))).astype(np.int64)
    x[rng.random(count) < 0.05, 4] = np.nan
    return x, y


@cache
def trained(kind: str) -> Trained:
    """Return a fitted model of a kind, its sigmoid fitted on a second half of the people."""
    x, y = people()
    medians = np.nanmedian(x, axis=0)
    capped = np.where(np.isnan(x), medians, x)
    capped[:, 0] = np.minimum(capped[:, 0], 75)
    half = len(y) // 2
    mean, scale = capped[:half].mean(axis=0), capped[:half].std(axis=0)
    z = (capped - mean) / scale
    forest = kind == "random_forest"
    estimator = {
        "logistic_regression": LogisticRegression(C=1.0),
        "random_forest": RandomForestClassifier(100, max_depth=6, min_samples_leaf=5, random_state=1),
        "svm_rbf": SVC(C=1.0, gamma=0.1),
    }[kind]
    prepared = capped if forest else z
    estimator.fit(prepared[:half][:400], y[:half][:400])
    raw = raw_scores(estimator, prepared, 0.001)
    slope, intercept = calibration_line(1 / (1 + np.exp(-raw[half:])), y[half:])
    design = np.column_stack([np.ones(400), z[:400]])
    covariance = np.linalg.inv(design.T @ design / 5)
    return Trained(
        name=f"toy_{kind}", version="1.0.0", trained_on="2026-11-21", question="?", population="made up",
        data={"source": "made up"}, algorithm={"family": kind}, columns=COLUMNS, x=x, y=y, estimator=estimator,
        medians=medians, calibration=Calibration(slope, intercept, "toy", ((0.01, 0.001), (0.001, 0.02))),
        out_of_fold=1 / (1 + np.exp(-(slope * raw + intercept)))[None, :], figures={"auc": {"value": 0.7}},
        mean=None if forest else mean, scale=None if forest else scale,
        covariance=covariance if kind == "logistic_regression" else None,
        optional=frozenset({"pulse"}), changeable={"bmi": "lower", "systolic": "lower"},
    )  # fmt: skip


def boundary_rows(document: dict[str, Any], count: int, seed: int = 5) -> Any:
    """Return complete rows within a model's ranges; in each column a fifth lies exactly on a boundary.

    Boundaries are the ends of the range, the caps, and of a forest every threshold with its nearest
    doubles on both sides and what still rounds to it as float32.
    """
    rng = np.random.default_rng(seed)
    columns = []
    for place, item in enumerate(document["inputs"]):
        low, high = item["range"]
        if item["codes"]:
            columns.append(rng.choice(list(item["codes"].values()), count).astype(float))
            continue
        column = rng.uniform(low, high, count)
        edges = [low, high, *(bound for bound in item["cap"] if bound is not None)]
        if document["kind"] == "random_forest":
            here = np.array(document["estimator"]["feature"]) == place
            cuts = np.array(document["estimator"]["threshold"], dtype=np.float32)[here].astype(float)
            edges += [*cuts, *np.nextafter(cuts, np.inf), *np.nextafter(cuts, -np.inf), *(cuts + cuts * 2.0**-25)]
        at = rng.random(count) < 0.2
        column[at] = np.clip(rng.choice(edges, int(at.sum())), low, high)
        columns.append(column)
    return np.column_stack(columns)
