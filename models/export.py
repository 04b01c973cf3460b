"""Turns a fitted model into the JSON that the engine evaluates and the ONNX that others can.

Both are built from the same rounded numbers; the ONNX graph is written node by node in double
precision, because sklearn-onnx silently inverts some calibrated pipelines (its issue 1246).
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

import numpy as np
import onnx
from healthsense_engine.risk.models import LOGISTIC_REGRESSION, SCHEMA_VERSION
from healthsense_engine.risk.registry import content_sha256
from onnx import TensorProto, helper, numpy_helper

from .data import DataFile
from .logistic import Fitted
from .spec import Cohort, Column, Floats

SIGNIFICANT_DIGITS: Final = 12
"""Enough for parity far below 1e-6, few enough that another CPU's last bit does not show."""

FIGURE_DIGITS: Final = 5
OPSET: Final = 17
IR_VERSION: Final = 8
RANGE_PERCENTILES: Final = (0.5, 99.5)
DISTANCE_PERCENTILES: Final = (95.0, 99.5)
BAND_PERCENTILES: Final = (("low", 25), ("average", 75), ("above_average", 90), ("high", None))
BAND_REASON: Final = (
    "Bands compare with the adults of the survey who were never told that they have diabetes: "
    "low is the lowest quarter of predicted risk, average the middle half, above average the next "
    "15 in 100, high the top 10 in 100. They are not thresholds of any guideline."
)


def rounded(value: Any, digits: int = SIGNIFICANT_DIGITS) -> Any:  # noqa: ANN401 - JSON of any shape, same shape out
    """Return numbers (nested in lists and dicts, or arrays) to ``digits`` significant digits."""
    if isinstance(value, dict):
        return {key: rounded(item, digits) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return rounded(value.tolist(), digits)
    if isinstance(value, list | tuple):
        return [rounded(item, digits) for item in value]
    if isinstance(value, float):
        return float(f"{value:.{digits}g}")
    return value


@dataclass(frozen=True)
class Release:
    """What a model is called and what it answers."""

    name: str
    version: str
    trained_on: str
    question: str
    population: str
    data: DataFile


def _range(column: Column, values: Floats) -> list[float]:
    if column.fixed_range is not None:
        return [float(bound) for bound in column.fixed_range]
    if column.codes:
        numbers = [number for _, number in column.codes]
        return [float(min(numbers)), float(max(numbers))]
    low, high = np.percentile(values[~np.isnan(values)], RANGE_PERCENTILES)
    return [round(float(low), 1), round(float(high), 1)]


def _inputs(cohort: Cohort, fitted: Fitted) -> list[dict[str, Any]]:
    spread = np.sqrt(np.diag(fitted.covariance))[1:]
    return [
        {
            "name": column.name,
            "label": column.label,
            "unit": column.unit,
            "note": column.note,
            "range": _range(column, cohort.x[:, place]),
            "cap": list(column.cap),
            "codes": dict(column.codes),
            "mean": fitted.mean[place],
            "scale": fitted.scale[place],
            "coefficient": fitted.coefficients[place],
            "standard_error": spread[place],
            "missing_in_training": int(np.isnan(cohort.x[:, place]).sum()),
            "training_median": fitted.medians[place],
        }
        for place, column in enumerate(cohort.columns)
    ]


def _applicability(cohort: Cohort, fitted: Fitted, inputs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    chosen = [place for place, column in enumerate(cohort.columns) if column.continuous]
    x = cohort.x[cohort.complete]
    z = ((cohort.capped()[cohort.complete] - fitted.mean) / fitted.scale)[:, chosen]
    center = z.mean(axis=0)
    precision = np.linalg.inv(np.cov(z, rowvar=False))
    offset = z - center
    distance = np.einsum("ij,jk,ik->i", offset, precision, offset)
    usual, limit = np.percentile(distance, DISTANCE_PERCENTILES)
    low = np.array([item["range"][0] for item in inputs])
    high = np.array([item["range"][1] for item in inputs])
    outside = ((x < low) | (x > high)).any(axis=1)
    return {
        "inputs": [cohort.columns[place].name for place in chosen],
        "center": center,
        "precision": precision,
        "usual": float(usual),
        "limit": float(limit),
        "refused_share_of_training": float(np.mean(outside | (distance > limit))),
    }


def _bands(shares: Floats, predicted: Floats, y: Floats) -> list[dict[str, Any]]:
    bands, floor = [], 0.0
    for word, percentile in BAND_PERCENTILES:
        below = None if percentile is None else rounded(float(np.percentile(shares, percentile)), 4)
        inside = (predicted >= floor) & (predicted < (np.inf if below is None else below))
        outcomes = np.broadcast_to(y, predicted.shape)[inside]
        bands.append({"word": word, "below": below, "observed": float(outcomes.mean())})
        floor = floor if below is None else below
    return bands


def document(
    release: Release, cohort: Cohort, fitted: Fitted, figures: dict[str, Any], out_of_fold: Floats
) -> dict[str, Any]:
    """Return the artefact without its hashes: parameters to 12, figures to 5 significant digits."""
    inputs = rounded(_inputs(cohort, fitted))
    z = (cohort.capped()[cohort.complete] - fitted.mean) / fitted.scale
    shares = 1 / (1 + np.exp(-(fitted.intercept + z @ fitted.coefficients)))
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": LOGISTIC_REGRESSION,
        "name": release.name,
        "version": release.version,
        "trained_on": release.trained_on,
        "question": release.question,
        "population": release.population,
        "data": {
            "source": release.data.source,
            "package": f"{release.data.package}=={release.data.version}",
            "file": release.data.path,
            "sha256": release.data.sha256,
            "period": release.data.period,
            "licence": release.data.licence,
            "survey_weights": "none in the file: figures are of the people examined, not of the United States",
            "n": len(cohort.y),
            "events": int(cohort.y.sum()),
            "n_complete": int(cohort.complete.sum()),
            "events_complete": int(cohort.y[cohort.complete].sum()),
        },
        "algorithm": {
            "family": "logistic regression, L2, on standardised inputs; in training, medians for missing values",
            "strength": fitted.strength,
            "made_with": {name: version(name) for name in ("scikit-learn", "numpy", "onnx")},
        },
        "inputs": inputs,
        "intercept": rounded(fitted.intercept),
        "calibration": {
            "slope": 1.0,
            "intercept": 0.0,
            "reason": "none needed: a sigmoid fitted out of fold did not lower the Brier score",
        },
        "covariance": rounded(fitted.covariance),
        "applicability": rounded(_applicability(cohort, fitted, inputs)),
        "population_risk": rounded(np.percentile(shares, np.arange(101)), 6),
        "bands": rounded(_bands(shares, out_of_fold, cohort.y.astype(float)), FIGURE_DIGITS),
        "band_reason": BAND_REASON,
        "figures": rounded(figures, FIGURE_DIGITS),
    }


def onnx_bytes(artefact: dict[str, Any]) -> bytes:
    """Return the ONNX model of an artefact.

    Input ``x`` (double, rows x inputs, raw units), outputs ``log_odds`` and ``probability``
    (double, rows). It caps as the model does and refuses nothing.
    """
    inputs = artefact["inputs"]

    def constant(name: str, values: Sequence[float]) -> onnx.TensorProto:
        return numpy_helper.from_array(np.array(values, dtype=np.float64), name)

    low = [-np.inf if item["cap"][0] is None else item["cap"][0] for item in inputs]
    high = [np.inf if item["cap"][1] is None else item["cap"][1] for item in inputs]
    slope, shift = artefact["calibration"]["slope"], artefact["calibration"]["intercept"]
    graph = helper.make_graph(
        [
            helper.make_node("Max", ["x", "cap_low"], ["raised"]),
            helper.make_node("Min", ["raised", "cap_high"], ["capped"]),
            helper.make_node("Sub", ["capped", "mean"], ["centred"]),
            helper.make_node("Div", ["centred", "scale"], ["standardised"]),
            helper.make_node("MatMul", ["standardised", "coefficient"], ["weighed"]),
            helper.make_node("Add", ["weighed", "intercept"], ["log_odds"]),
            helper.make_node("Sigmoid", ["log_odds"], ["probability"]),
        ],
        artefact["name"],
        [helper.make_tensor_value_info("x", TensorProto.DOUBLE, ["rows", len(inputs)])],
        [helper.make_tensor_value_info(name, TensorProto.DOUBLE, ["rows"]) for name in ("log_odds", "probability")],
        [
            constant("cap_low", low),
            constant("cap_high", high),
            constant("mean", [item["mean"] for item in inputs]),
            constant("scale", [item["scale"] for item in inputs]),
            constant("coefficient", [slope * item["coefficient"] for item in inputs]),
            constant("intercept", [slope * artefact["intercept"] + shift]),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    model.producer_name = "healthsense"
    model.producer_version = artefact["version"]
    model.doc_string = artefact["question"]
    helper.set_model_props(model, {"inputs": ",".join(item["name"] for item in inputs)})
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


def seal(artefact: dict[str, Any], onnx_model: bytes) -> dict[str, Any]:
    """Return the artefact with the ONNX file's hash and its own."""
    sealed = {**artefact, "onnx_sha256": hashlib.sha256(onnx_model).hexdigest()}
    return {**sealed, "content_sha256": content_sha256(sealed)}


def json_text(artefact: dict[str, Any]) -> str:
    """Return the artefact as it is written to its file."""
    return json.dumps(artefact, indent=1, ensure_ascii=True, allow_nan=False) + "\n"
