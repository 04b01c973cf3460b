"""Refuses an export that answers otherwise than the model that was trained."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import onnxruntime
from healthsense_engine.risk.models import LOGISTIC_REGRESSION, RiskModel, parse_model
from healthsense_engine.risk.runner import Prediction, evaluate

from .export import Trained
from .spec import Floats

LINEAR: Final = 1e-6
OTHERS: Final = 1e-5
CHUNK: Final = 10_000


class ParityError(RuntimeError):
    """The exported model does not answer as the trained one does."""


def tolerance(model: RiskModel) -> float:
    """Return the largest admitted difference of a probability."""
    return LINEAR if model.kind == LOGISTIC_REGRESSION else OTHERS


def runner_probabilities(model: RiskModel, x: Floats) -> Floats:
    """Return the engine's probabilities of complete raw rows; NaN where it refuses."""
    names = model.input_names
    answers = (evaluate(model, dict(zip(names, row, strict=True)), shared=False) for row in x.tolist())
    return np.array([answer.probability if isinstance(answer, Prediction) else np.nan for answer in answers])


def onnx_probabilities(onnx_model: bytes, x: Floats) -> Floats:
    """Return onnxruntime's probabilities of complete raw rows."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(onnx_model, sess_options=options, providers=["CPUExecutionProvider"])
    parts = [session.run(["probability"], {"x": x[at : at + CHUNK]})[0] for at in range(0, len(x), CHUNK)]
    return np.concatenate(parts)


def compare(name: str, ours: Floats, theirs: Floats, limit: float) -> float:
    """Return the largest difference where ``ours`` answers.

    Raises:
        ParityError: it is above ``limit``, or somebody is on the other side of one half.
    """
    answered = ~np.isnan(ours)
    if not answered.any():
        raise ParityError(f"{name}: no row is answered, so nothing is compared")
    apart = np.abs(ours[answered] - theirs[answered])
    # Within the tolerance of one half the side is not a matter of the export.
    flipped = ((ours[answered] > 0.5) != (theirs[answered] > 0.5)) & (apart > limit)
    if apart.max() > limit or flipped.any():
        raise ParityError(f"{name}: {apart.max():.3g} apart ({int(flipped.sum())} on the other side); {limit} admitted")
    return float(apart.max())


def check_parity(document: Mapping[str, Any], onnx_model: bytes, trained: Trained, x: Floats) -> dict[str, float]:
    """Return how far the runner and onnxruntime are from scikit-learn over complete raw rows.

    Raises:
        ParityError: further than ``tolerance``; or the sigmoid is turned round (sklearn-onnx
            issue 1246), which would show as everybody on the wrong side.
    """
    model = parse_model({"content_sha256": "", **document})
    expected, limit = trained.probabilities(x), tolerance(model)
    ours = runner_probabilities(model, x)
    return {
        "runner": compare(f"{model.name}: runner", ours, expected, limit),
        "onnxruntime": compare(f"{model.name}: onnxruntime", onnx_probabilities(onnx_model, x), expected, limit),
    }
