"""Turns a fitted model into the JSON that the engine evaluates and the ONNX that others can.

Both are built from the same rounded numbers; the ONNX graph is written node by node in double
precision (``onnx_graph``), because sklearn-onnx silently inverts some calibrated pipelines (its
issue 1246).
"""

import hashlib
import itertools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from healthsense_engine.risk import registry
from healthsense_engine.risk.models import RANDOM_FOREST, SCHEMA_VERSION
from healthsense_engine.risk.registry import content_sha256
from numpy.typing import NDArray
from sklearn.base import BaseEstimator

from .estimator_json import estimator_json, kind_of, raw_scores
from .onnx_graph import onnx_bytes
from .spec import Column, Floats

__all__ = [
    "Calibration",
    "Trained",
    "artefact",
    "conformal_cuts",
    "json_text",
    "onnx_bytes",
    "rounded",
    "seal",
    "write_manifest",
]

SIGNIFICANT_DIGITS: Final = 12
"""Enough for parity far below 1e-6, few enough that another CPU's last bit does not show."""

FIGURE_DIGITS: Final = 5
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


def _range(column: Column, values: Floats) -> list[float]:
    if column.fixed_range is not None:
        return [float(bound) for bound in column.fixed_range]
    if column.codes:
        numbers = [number for _, number in column.codes]
        return [float(min(numbers)), float(max(numbers))]
    low, high = np.percentile(values[~np.isnan(values)], RANGE_PERCENTILES)
    return [round(float(low), 1), round(float(high), 1)]


@dataclass(frozen=True)
class Calibration:
    """The sigmoid that turns a score into log-odds: ``slope`` * score + ``intercept``.

    Fit it on out-of-fold scores of exactly this definition (``raw_scores``): a logistic
    regression's log-odds, an SVM's decision value, the log-odds of a forest's mean share held
    within ``clip`` and 1 - ``clip``. ``covariance`` (2 x 2, slope then intercept) gives forests
    and SVMs the interval that is shown; None: none is.
    """

    slope: float = 1.0
    intercept: float = 0.0
    reason: str = ""
    covariance: tuple[tuple[float, float], tuple[float, float]] | None = None
    clip: float = 0.001


@dataclass(frozen=True)
class Trained:
    """A fitted model and all that its artefact says of it.

    ``x`` has shape (people, columns), raw, NaN where missing, not capped; ``medians`` are what
    filled a NaN in training; ``mean`` and ``scale`` what the estimator's inputs were
    standardised with (forest: None). ``out_of_fold`` are calibrated out-of-fold probabilities,
    shape (repeats, people). ``optional`` inputs may be missing in use. ``changeable`` names what
    a person can change and its beneficial direction. ``bands`` None: by percentiles.
    """

    name: str
    version: str
    trained_on: str
    question: str
    population: str
    data: Mapping[str, Any]
    algorithm: Mapping[str, Any]
    columns: Sequence[Column]
    x: Floats
    y: NDArray[np.int64]
    estimator: BaseEstimator
    medians: Floats
    calibration: Calibration
    out_of_fold: Floats
    figures: Mapping[str, Any]
    mean: Floats | None = None
    scale: Floats | None = None
    covariance: Floats | None = None
    role: str = "lead"
    led_by: str = ""
    optional: frozenset[str] = frozenset()
    changeable: Mapping[str, str] = field(default_factory=dict)
    bands: Sequence[tuple[str, float | None]] | None = None
    band_reason: str = BAND_REASON

    def capped(self, x: Floats) -> Floats:
        """Return values with every column's cap applied."""
        low = np.array([-np.inf if c.cap[0] is None else c.cap[0] for c in self.columns])
        high = np.array([np.inf if c.cap[1] is None else c.cap[1] for c in self.columns])
        return np.clip(x, low, high)

    def standardisation(self) -> tuple[Floats, Floats]:
        """Return mean and scale: the estimator's, or those of the people where it has none."""
        if self.mean is not None and self.scale is not None:
            return self.mean, self.scale
        capped = self.capped(self.x)
        spread = np.nanstd(capped, axis=0)
        return np.nanmean(capped, axis=0), np.where(spread > 0, spread, 1.0)

    def answered(self) -> Floats:
        """Return the people that would be answered but for ranges: optional inputs filled, others there."""
        optional = np.array([column.name in self.optional for column in self.columns])
        filled = np.where(np.isnan(self.x) & optional, self.medians, self.x)
        return filled[~np.isnan(filled).any(axis=1)]

    def log_odds(self, x: Floats) -> Floats:
        """Return scikit-learn's calibrated log-odds of complete raw rows."""
        capped = self.capped(x)
        if kind_of(self.estimator) != RANDOM_FOREST:
            mean, scale = self.standardisation()
            capped = (capped - mean) / scale
        return self.calibration.slope * raw_scores(self.estimator, capped, self.calibration.clip) + (
            self.calibration.intercept
        )

    def probabilities(self, x: Floats) -> Floats:
        """Return scikit-learn's calibrated probabilities of complete raw rows."""
        found: Floats = 1 / (1 + np.exp(-self.log_odds(x)))
        return found


def conformal_cuts(p: Floats, y: NDArray[np.int64], coverage: float = 0.9) -> dict[str, float]:
    """Return up to which probability "absent", and from which "present", belongs to the set.

    Class-conditional split conformal (Vovk, Mach Learn 2013;92:349): of n out-of-fold people of
    a class the ceil((n + 1) * coverage)-th most ordinary decides. ``p`` has shape (people,) or
    (repeats, people). A class too small for the coverage is in every set.
    """
    repeats = np.atleast_2d(p)

    def cut(values: Floats, people: int) -> float:
        rank = math.ceil((people + 1) * coverage)
        return 1.0 if rank > people else float(np.quantile(values, rank / people, method="higher"))

    absent, present = repeats[:, y == 0], repeats[:, y == 1]
    return {
        "coverage": coverage,
        "absent_up_to": cut(absent.ravel(), absent.shape[1]),
        "present_from": 1 - cut(1 - present.ravel(), present.shape[1]),
    }


def _reference(column: Column, values: Floats) -> dict[str, list[float]]:
    """Return the bins (tenths; a coded input's codes) that drift is measured against."""
    known = values[~np.isnan(values)]
    if column.codes:
        codes = sorted(number for _, number in column.codes)
        edges = [(low + high) / 2 for low, high in itertools.pairwise(codes)]
    else:
        cuts = rounded(np.percentile(known, np.arange(10, 100, 10)), 6)
        edges = sorted({edge for edge in cuts if edge < known.max()})
    places = np.searchsorted(edges, known, side="left")
    return {"edges": edges, "shares": (np.bincount(places, minlength=len(edges) + 1) / len(known)).tolist()}


def _inputs(trained: Trained) -> list[dict[str, Any]]:
    mean, scale = trained.standardisation()
    capped = trained.capped(trained.x)
    return [
        {
            "name": column.name,
            "label": column.label,
            "unit": column.unit,
            "note": column.note,
            "range": _range(column, trained.x[:, place]),
            "cap": list(column.cap),
            "codes": dict(column.codes),
            "mean": float(mean[place]),
            "scale": float(scale[place]),
            "fill": float(trained.medians[place]) if column.name in trained.optional else None,
            "missing_in_training": int(np.isnan(trained.x[:, place]).sum()),
            "training_median": float(trained.medians[place]),
            "changeable": trained.changeable.get(column.name),
            "reference": _reference(column, capped[:, place]),
        }
        for place, column in enumerate(trained.columns)
    ]


def _area(trained: Trained, inputs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    chosen = [place for place, column in enumerate(trained.columns) if column.continuous]
    x = trained.answered()
    mean, scale = trained.standardisation()
    z = ((trained.capped(x) - mean) / scale)[:, chosen]
    center = z.mean(axis=0)
    precision = np.linalg.pinv(np.atleast_2d(np.cov(z, rowvar=False)))
    offset = z - center
    distance = np.einsum("ij,jk,ik->i", offset, precision, offset)
    usual, limit = np.percentile(distance, DISTANCE_PERCENTILES)
    low, high = np.array([item["range"] for item in inputs]).T
    outside = ((x < low) | (x > high)).any(axis=1)
    return {
        "inputs": [trained.columns[place].name for place in chosen],
        "center": center,
        "precision": precision,
        "usual": float(usual),
        "limit": float(limit),
        "refused_share_of_training": float(np.mean(outside | (distance > limit))),
    }


def _bands(trained: Trained, shares: Floats) -> list[dict[str, Any]]:
    cuts = trained.bands or [
        (word, None if percentile is None else rounded(float(np.percentile(shares, percentile)), 4))
        for word, percentile in BAND_PERCENTILES
    ]
    predicted = np.atleast_2d(trained.out_of_fold)
    bands, floor = [], -np.inf
    for word, below in cuts:
        inside = (predicted >= floor) & (predicted < (np.inf if below is None else below))
        outcomes = np.broadcast_to(trained.y, predicted.shape)[inside]
        bands.append({"word": word, "below": below, "observed": float(outcomes.mean()) if outcomes.size else None})
        floor = floor if below is None else below
    return bands


def artefact(trained: Trained) -> dict[str, Any]:
    """Return a model's document in layout 2, without its hashes.

    Parameters to 12, forest shares to 9, figures to 5 significant digits.

    Raises:
        TypeError, ValueError: the estimator is wrapped, of another kind, or its classes or the
            sigmoid's slope are the wrong way round.
    """
    kind = kind_of(trained.estimator)
    if not trained.calibration.slope > 0:
        raise ValueError("the sigmoid's slope is not positive: it would turn the order of people round")
    inputs = rounded(_inputs(trained))
    shares = trained.probabilities(trained.answered())
    estimator = estimator_json(trained.estimator, trained.covariance)
    own = trained.calibration
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "name": trained.name,
        "version": trained.version,
        "trained_on": trained.trained_on,
        "question": trained.question,
        "population": trained.population,
        "role": {"role": trained.role, "led_by": trained.led_by},
        "data": {**trained.data, "n": len(trained.y), "events": int(trained.y.sum())},
        "algorithm": dict(trained.algorithm),
        "inputs": inputs,
        "estimator": rounded(estimator, 9 if kind == RANDOM_FOREST else SIGNIFICANT_DIGITS),
        "calibration": rounded(
            {
                "slope": own.slope,
                "intercept": own.intercept,
                "clip": own.clip if kind == RANDOM_FOREST else None,
                "covariance": own.covariance,
                "reason": own.reason,
            }
        ),
        "conformal": rounded(conformal_cuts(trained.out_of_fold, trained.y), 6),
        "applicability": rounded(_area(trained, inputs)),
        "population_risk": rounded(np.percentile(shares, np.arange(101)), 6),
        "bands": rounded(_bands(trained, shares), FIGURE_DIGITS),
        "band_reason": trained.band_reason,
        "figures": rounded(dict(trained.figures), FIGURE_DIGITS),
    }


def seal(artefact: dict[str, Any], onnx_model: bytes) -> dict[str, Any]:
    """Return the artefact with the ONNX file's hash and its own."""
    sealed = {**artefact, "onnx_sha256": hashlib.sha256(onnx_model).hexdigest()}
    return {**sealed, "content_sha256": content_sha256(sealed)}


def _is_scalar(value: object) -> bool:
    return not isinstance(value, dict | list)


def _text(value: Any, indent: int) -> str:  # noqa: ANN401 - JSON of any shape
    """Return JSON with one field a line, but a list of plain values on one line."""
    pad = " " * indent
    if isinstance(value, dict) and value:
        rows = (f"{pad} {json.dumps(key)}: {_text(item, indent + 1)}" for key, item in value.items())
        return "{\n" + ",\n".join(rows) + f"\n{pad}}}"
    if isinstance(value, list) and not all(map(_is_scalar, value)):
        return "[\n" + ",\n".join(f"{pad} {_text(item, indent + 1)}" for item in value) + f"\n{pad}]"
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def json_text(artefact: Mapping[str, Any]) -> str:
    """Return the artefact as it is written to its file."""
    return _text(rounded(dict(artefact), 17), 0) + "\n"


def write_manifest(folder: Path = registry.ARTEFACTS) -> Path:
    """List the artefacts in a folder in its manifest, and return that file. Call it last."""
    path = folder / registry.MANIFEST
    path.write_text(json.dumps(registry.build_manifest(folder), indent=1) + "\n", encoding="ascii")
    return path
