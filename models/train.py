"""Runs one model's pipeline from the pinned data to the files in the repository."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from healthsense_engine.risk.models import parse_model
from healthsense_engine.risk.runner import Prediction, evaluate

from . import card, diabetes, export
from .data import NHANES_2017_2018, read_rows
from .logistic import describe, fit, probabilities
from .spec import Cohort
from .validation import validate

ROOT: Final = Path(__file__).resolve().parent.parent
TOLERANCE: Final = 1e-6


class ParityError(RuntimeError):
    """The exported model does not answer as the trained one does."""


@dataclass(frozen=True)
class Pipeline:
    """A model that can be trained: what it is, and how its people are read."""

    release: export.Release
    cohort: Callable[[list[dict[str, str]]], Cohort]


PIPELINES: Final = {
    diabetes.NAME: Pipeline(
        export.Release(
            name=diabetes.NAME,
            version=diabetes.VERSION,
            trained_on=diabetes.TRAINED_ON,
            question=diabetes.QUESTION,
            population="Adults of 20 and more examined in NHANES 2017-2018 with a measured HbA1c who were never told "
            "by a health professional that they have diabetes (told 'borderline' included)",
            data=NHANES_2017_2018,
        ),
        diabetes.cohort,
    )
}


def paths(name: str, root: Path = ROOT) -> dict[str, Path]:
    """Return where a model's files live below ``root``."""
    return {
        "json": root / "custom_components/healthsense/engine/risk/artefacts" / name / f"{PIPELINES[name].release.version}.json",
        "onnx": root / "models/artefacts" / name / f"{name}.onnx",
        "card": root / "docs/models" / f"{name}.md",
    }


def _check_parity(artefact: dict[str, Any], cohort: Cohort, expected: np.ndarray[Any, np.dtype[np.float64]]) -> None:
    model = parse_model(artefact)
    for row, probability in zip(cohort.x[cohort.complete], expected[cohort.complete], strict=True):
        answer = evaluate(model, dict(zip(model.input_names, map(float, row), strict=True)))
        if isinstance(answer, Prediction) and abs(answer.probability - probability) > TOLERANCE:
            raise ParityError(f"{artefact['name']}: the runner differs from scikit-learn by more than {TOLERANCE}")


def train(name: str, *, trained_on: str | None = None) -> dict[str, bytes]:
    """Return the content of a model's files: ``json``, ``onnx``, ``card``.

    ``trained_on`` (ISO date) replaces the date on the card. Same data, same date and same
    package versions give the same bytes.

    Raises:
        KeyError: no such model.
        DataMissingError: the data are not installed or not the pinned ones.
        ParityError: the exported model answers otherwise than the trained one.
    """
    pipeline = PIPELINES[name]
    release = pipeline.release if trained_on is None else replace(pipeline.release, trained_on=trained_on)
    cohort = pipeline.cohort(read_rows(release.data))
    model = fit(cohort.capped(), cohort.y)
    fitted = describe(model, cohort.capped())
    figures, out_of_fold = validate(cohort, fitted)
    artefact = export.document(release, cohort, fitted, figures, out_of_fold)
    onnx_model = export.onnx_bytes(artefact)
    artefact = export.seal(artefact, onnx_model)
    _check_parity(artefact, cohort, probabilities(model, cohort.capped()))
    return {
        "json": export.json_text(artefact).encode(),
        "onnx": onnx_model,
        "card": card.render(json.loads(export.json_text(artefact))).encode(),
    }


def write(name: str, content: dict[str, bytes], root: Path = ROOT) -> list[Path]:
    """Write a model's files below ``root`` and return their paths."""
    places = paths(name, root)
    for kind, data in content.items():
        places[kind].parent.mkdir(parents=True, exist_ok=True)
        places[kind].write_bytes(data)
    return list(places.values())
