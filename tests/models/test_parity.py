"""Three ways to the same answer for every shipped model: the engine's runner, scikit-learn, onnxruntime."""

import math
from functools import cache
from typing import Any

import numpy as np
import pytest
from healthsense_engine.risk import registry
from healthsense_engine.risk.estimators import Logistic
from healthsense_engine.risk.models import RiskModel
from healthsense_engine.risk.runner import Prediction, evaluate
from toy import boundary_rows

from models.data import DataMissingError, shared_folder
from models.families import Fitted
from models.parity import compare, onnx_probabilities, runner_probabilities, tolerance
from models.spec import Cohort, Floats
from models.train import PIPELINES, fitted, paths

ROWS = 100_000


@cache
def refitted(name: str) -> tuple[Cohort, Fitted]:
    """Return a model's rows and the model, fitted anew by scikit-learn. Some need the folder of real data."""
    try:
        return fitted(name)
    except DataMissingError as err:
        if (shared_folder() / "eicu-demo").is_dir():
            raise
        pytest.skip(str(err))


def shipped(name: str) -> tuple[dict[str, Any], RiskModel]:
    version = PIPELINES[name].version
    return registry.read(name, version), registry.load(name, version)


def by_scikit_learn(name: str, x: Floats) -> Floats:
    cohort, model = refitted(name)
    return model.probabilities(Cohort(cohort.columns, x, np.zeros(len(x), dtype=np.int64), {}, {}).capped())


@pytest.mark.parametrize("name", PIPELINES)
def test_the_runner_and_onnx_answer_as_scikit_learn_does(name: str) -> None:
    """On 1e5 rows within the ranges, boundaries included, and on the training data: no class flips."""
    document, model = shipped(name)
    cohort, _ = refitted(name)
    x = np.vstack([boundary_rows(document, ROWS), cohort.x[cohort.complete][:5000]])
    expected, limit = by_scikit_learn(name, x), tolerance(model)
    ours = runner_probabilities(model, x)
    assert (~np.isnan(ours)).sum() > 0.005 * ROWS, "enough rows are answered for the test to mean something"
    compare(f"{name}: runner", ours, expected, limit)
    compare(f"{name}: onnxruntime", onnx_probabilities(paths(name)["onnx"].read_bytes(), x), expected, limit)


@pytest.mark.parametrize("name", PIPELINES)
def test_the_chance_points_the_right_way(name: str) -> None:
    """An inverted export (sklearn-onnx issue 1246) would agree with itself and fail here."""
    _, model = shipped(name)
    cohort, _ = refitted(name)
    ours = runner_probabilities(model, cohort.x[cohort.complete])
    y = cohort.y[cohort.complete]
    assert np.nanmean(ours[y == 1]) > 1.1 * np.nanmean(ours[y == 0])


@pytest.mark.parametrize("name", PIPELINES)
def test_what_may_be_missing_is_filled_as_in_training(name: str) -> None:
    _, model = shipped(name)
    cohort, _ = refitted(name)
    optional = [place for place, spec in enumerate(model.inputs) if spec.fill is not None]
    if not optional:
        pytest.skip(f"{name}: every input is needed")
    x = cohort.x[cohort.complete][:300].copy()
    x[:, optional] = np.nan
    expected = by_scikit_learn(name, x)
    for row, probability in zip(x.tolist(), expected, strict=True):
        told = {own: None if math.isnan(value) else value for own, value in zip(model.input_names, row, strict=True)}
        answer = evaluate(model, told)
        if isinstance(answer, Prediction):
            assert answer.probability == pytest.approx(probability, abs=tolerance(model))
            assert len(answer.filled) == len(optional)


def test_the_interval_and_distance_are_numpys() -> None:
    _, model = shipped("diabetes")
    cohort, _ = refitted("diabetes")
    assert isinstance(model.estimator, Logistic)
    z = (cohort.capped()[cohort.complete][:500] - [spec.mean for spec in model.inputs]) / [
        spec.scale for spec in model.inputs
    ]
    design = np.column_stack([np.ones(len(z)), z])
    covariance = np.array(model.estimator.covariance)
    spread = 1.959963984540054 * np.sqrt(np.einsum("ij,jk,ik->i", design, covariance, design))
    offset = z[:, model.applicability.inputs] - model.applicability.center
    distance = np.einsum("ij,jk,ik->i", offset, np.array(model.applicability.precision), offset)
    for row, own, far in zip(cohort.x[cohort.complete][:500].tolist(), spread, distance, strict=True):
        answer = evaluate(model, dict(zip(model.input_names, row, strict=True)))
        if isinstance(answer, Prediction):
            assert answer.upper is not None
            upper = math.log(answer.upper / (1 - answer.upper)) - answer.log_odds
            assert upper == pytest.approx(model.calibration.slope * own, rel=1e-9)
            assert answer.distance == pytest.approx(far, rel=1e-9)
