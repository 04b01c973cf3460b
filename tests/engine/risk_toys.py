"""Made-up models of every kind, without the training packages."""

from random import Random
from typing import Any

from healthsense_engine.risk.models import RiskModel, parse_model

NAMES = ("age", "smoker", "waist", "systolic")
RANGES = ((20.0, 90.0), (0.0, 1.0), (60.0, 140.0), (90.0, 180.0))
MEANS = (50.0, 0.3, 95.0, 125.0)
SCALES = (15.0, 0.5, 15.0, 15.0)
CHANGEABLE = (None, "lower", "lower", "lower")
KINDS = ("logistic_regression", "random_forest", "svm_rbf")


def _tree(random: Random, nodes: dict[str, list[Any]], depth: int, low: float, high: float) -> int:
    """Append a subtree whose leaves lie between two shares; values grow with every input."""
    node = len(nodes["feature"])
    middle = (low + high) / 2
    for name, value in (("feature", -1), ("threshold", 0.0), ("left", -1), ("right", -1), ("value", middle)):
        nodes[name].append(value)
    if depth:
        place = random.randrange(len(NAMES))
        nodes["feature"][node] = place
        nodes["threshold"][node] = round(random.uniform(*RANGES[place]), 1) if place != 1 else 0.5
        nodes["left"][node] = _tree(random, nodes, depth - 1, low, middle)
        nodes["right"][node] = _tree(random, nodes, depth - 1, middle, high)
    return node


def _estimator(kind: str, random: Random) -> dict[str, Any]:
    if kind == "logistic_regression":
        return {"intercept": -1.5, "coefficients": [0.7, 0.4, 0.5, 0.3], "covariance": None}
    if kind == "random_forest":
        nodes: dict[str, list[Any]] = {name: [] for name in ("feature", "threshold", "left", "right", "value")}
        roots = [_tree(random, nodes, 4, 0.02, 0.7) for _ in range(15)]
        return {"roots": roots, **nodes}
    vectors = [[random.gauss(0, 1) for _ in NAMES] for _ in range(40)]
    return {"gamma": 0.2, "intercept": -0.3, "support_vectors": vectors, "dual": [sum(own) / 4 for own in vectors]}


def document(kind: str, seed: int = 1, **changes: Any) -> dict[str, Any]:
    """Return a model's document; ``changes`` replace its fields."""
    inputs = [
        {
            "name": name, "label": name, "unit": "" if name == "smoker" else "u", "note": "", "range": list(bounds),
            "cap": [None, 75.0] if name == "age" else [None, None],
            "codes": {"no": 0.0, "yes": 1.0} if name == "smoker" else {}, "mean": mean, "scale": scale,
            "fill": 120.0 if name == "systolic" else None, "changeable": direction,
            "reference": {"edges": [mean], "shares": [0.5, 0.5]} if name != "smoker" else None,
        }
        for name, bounds, mean, scale, direction in zip(NAMES, RANGES, MEANS, SCALES, CHANGEABLE, strict=True)
    ]  # fmt: skip
    return {
        "schema_version": 2, "kind": kind, "name": f"toy_{kind}", "version": "1.0.0", "trained_on": "2026-11-21",
        "question": "?", "population": "", "role": {"role": "second", "led_by": "framingham_cvd_bmi"},
        "data": {"n": 100, "events": 20}, "inputs": inputs, "estimator": _estimator(kind, Random(seed)),
        "calibration": {"slope": 1.3, "intercept": -0.2, "clip": 0.001, "covariance": [[0.01, 0.0], [0.0, 0.04]]},
        "conformal": {"coverage": 0.9, "absent_up_to": 0.5, "present_from": 0.2},
        "applicability": {"inputs": ["age"], "center": [0.0], "precision": [[1.0]], "usual": 4.0, "limit": 100.0},
        "bands": [{"word": "low", "below": 0.2}, {"word": "high", "below": None}],
        "population_risk": [place / 100 for place in range(101)], "content_sha256": "",
        **changes,
    }  # fmt: skip


def toy(kind: str, seed: int = 1, **changes: Any) -> RiskModel:
    """Return a model of a kind: ``systolic`` may be missing, all but age can be changed."""
    return parse_model(document(kind, seed, **changes))


def linear(name: str, weights: dict[str, tuple[float, float, float]], **changes: Any) -> RiskModel:
    """Return a logistic regression: input -> (mean, scale, log-odds a scale). Answers far from the means too.

    Inputs of scale 1 and mean 0 are yes/no; only a few may not be missing.
    """
    whole = document("logistic_regression")
    inputs = []
    for own, (mean, scale, _) in weights.items():
        codes = {"female": 0.0, "male": 1.0} if own == "sex" else {"no": 0.0, "yes": 1.0} if scale == 1 else {}
        if own == "chest_pain":
            codes = {"typical_angina": 1.0, "atypical_angina": 2.0, "non_anginal": 3.0, "asymptomatic": 4.0}
        required = own in {"age", "sex", "chest_pain", "spo2_now", "heart_rate_now"}
        inputs.append({
            "name": own, "label": own.replace("_", " "), "unit": "", "note": "", "cap": [None, None], "codes": codes,
            "range": [min(codes.values()), max(codes.values())] if codes else [mean - 6 * scale, mean + 6 * scale],
            "mean": mean, "scale": scale, "fill": None if required else mean, "changeable": None, "reference": None,
        })  # fmt: skip
    changed = {
        "name": name, "inputs": inputs,
        "estimator": {"intercept": -1.0, "coefficients": [own[2] for own in weights.values()], "covariance": None},
        "applicability": {"inputs": ["age"], "center": [0.0], "precision": [[1.0]], "usual": 4.0, "limit": 100.0},
        "bands": [{"word": word, "below": below} for word, below in
                  (("low", 0.1), ("average", 0.3), ("above_average", 0.6), ("high", None))],
        **changes,
    }  # fmt: skip
    return parse_model({**whole, **changed})
