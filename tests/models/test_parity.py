"""Three ways to the same answer: the engine's runner, scikit-learn, onnxruntime. At most 1e-6 apart."""

import math
from collections.abc import Callable

import numpy as np
import onnxruntime
import pytest
from healthsense_engine.risk.models import RiskModel
from healthsense_engine.risk.registry import load
from healthsense_engine.risk.runner import Prediction, RefusalReason, evaluate

from models.logistic import fit, probabilities
from models.spec import Cohort, Floats
from models.train import paths

TOLERANCE = 1e-6
RANDOM_ROWS = 100_000


@pytest.fixture(scope="module")
def model() -> RiskModel:
    return load("diabetes")


@pytest.fixture(scope="module")
def others(cohort: Cohort) -> dict[str, Callable[[Floats], Floats]]:
    """Return probability functions of (rows x inputs) in raw units."""
    trained = fit(cohort.capped(), cohort.y)
    session = onnxruntime.InferenceSession(str(paths("diabetes")["onnx"]), providers=["CPUExecutionProvider"])
    cap = np.array([np.inf if column.cap[1] is None else column.cap[1] for column in cohort.columns])
    return {
        "scikit-learn": lambda x: probabilities(trained, np.minimum(x, cap)),
        "onnxruntime": lambda x: session.run(["probability"], {"x": x})[0],
    }


def run(model: RiskModel, x: Floats) -> Floats:
    """Return the runner's probabilities; NaN where it refuses for the combination alone."""
    out = np.full(len(x), np.nan)
    for place, row in enumerate(x.tolist()):
        answer = evaluate(model, dict(zip(model.input_names, row, strict=True)))
        if isinstance(answer, Prediction):
            out[place] = answer.probability
        else:
            assert answer.reason in (RefusalReason.UNUSUAL_COMBINATION, RefusalReason.OUT_OF_RANGE)
    return out


def furthest(ours: Floats, theirs: Floats) -> float:
    answered = ~np.isnan(ours)
    return float(np.abs(ours[answered] - theirs[answered]).max())


def test_on_every_person_of_the_training_data(
    model: RiskModel, cohort: Cohort, others: dict[str, Callable[[Floats], Floats]]
) -> None:
    x = cohort.x[cohort.complete]
    ours = run(model, x)
    assert np.isnan(ours).mean() < 0.05, "the stated share of refusals"
    for name, theirs in others.items():
        assert furthest(ours, theirs(x)) <= TOLERANCE, name


def _random_rows(model: RiskModel, count: int) -> Floats:
    rng = np.random.default_rng(20261121)
    columns = [
        rng.choice(sorted(spec.codes.values()), count) if spec.codes else rng.uniform(spec.low, spec.high, count)
        for spec in model.inputs
    ]
    return np.column_stack(columns)


def test_on_random_valid_inputs_and_on_boundaries(
    model: RiskModel, others: dict[str, Callable[[Floats], Floats]]
) -> None:
    x = _random_rows(model, RANDOM_ROWS)
    at_ends = x[:5000].copy()
    rng = np.random.default_rng(7)
    for row in at_ends:
        place = rng.integers(len(model.inputs))
        spec = model.inputs[place]
        row[place] = rng.choice([spec.low, spec.high, spec.cap_high or spec.high])
    x = np.vstack([x, at_ends])
    ours = run(model, x)
    assert (~np.isnan(ours)).sum() > RANDOM_ROWS // 10, "enough rows are answered for the test to mean something"
    for name, theirs in others.items():
        assert furthest(ours, theirs(x)) <= TOLERANCE, name


def test_the_chance_points_the_right_way(model: RiskModel, cohort: Cohort) -> None:
    """An inverted export (sklearn-onnx issue 1246) would agree with itself and fail here."""
    ours = run(model, cohort.x[cohort.complete])
    y = cohort.y[cohort.complete]
    assert np.nanmean(ours[y == 1]) > 1.5 * np.nanmean(ours[y == 0])


def test_the_interval_and_distance_are_numpys(model: RiskModel, cohort: Cohort) -> None:
    x = cohort.capped()[cohort.complete][:500]
    z = (x - [spec.mean for spec in model.inputs]) / [spec.scale for spec in model.inputs]
    design = np.column_stack([np.ones(len(z)), z])
    spread = 1.959963984540054 * np.sqrt(np.einsum("ij,jk,ik->i", design, np.array(model.covariance), design))
    offset = z[:, model.applicability.inputs] - model.applicability.center
    distance = np.einsum("ij,jk,ik->i", offset, np.array(model.applicability.precision), offset)
    for row, own, far in zip(cohort.x[cohort.complete][:500].tolist(), spread, distance, strict=True):
        answer = evaluate(model, dict(zip(model.input_names, row, strict=True)))
        if isinstance(answer, Prediction):
            upper = math.log(answer.upper / (1 - answer.upper)) - answer.log_odds
            assert upper == pytest.approx(own, rel=1e-9)
            assert answer.distance == pytest.approx(far, rel=1e-9)
