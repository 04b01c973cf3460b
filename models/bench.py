"""Times one prediction three ways in one run: our runner, onnxruntime, scikit-learn."""

import sys
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any, Final

import numpy as np
import onnxruntime
from healthsense_engine.risk.registry import load
from healthsense_engine.risk.runner import evaluate

from .data import read_rows
from .logistic import pipeline
from .train import PIPELINES, paths

ROUNDS: Final = 2000
WARM_UP: Final = 200


def _times_us(call: Callable[[int], object], rounds: int) -> dict[str, float]:
    for index in range(WARM_UP):
        call(index)
    taken = []
    for index in range(rounds):
        started = time.perf_counter_ns()
        call(index)
        taken.append((time.perf_counter_ns() - started) / 1000)
    return {"p50_us": round(median(taken), 3), "p99_us": round(quantiles(taken, n=100)[98], 3)}


def bench(name: str = "diabetes", rounds: int = ROUNDS) -> dict[str, Any]:
    """Return single-row times in microseconds and our runner's ratio to each of the others.

    Every way gets the same people in the same order; ``runner`` also checks ranges and
    distance, and computes the interval and the contributions, which the others do not.
    """
    release = PIPELINES[name].release
    cohort = PIPELINES[name].cohort(read_rows(release.data))
    rows = cohort.x[cohort.complete]
    model = load(name)
    named = [dict(zip(model.input_names, map(float, row), strict=True)) for row in rows]
    single = [row.reshape(1, -1) for row in rows]
    trained = pipeline().fit(cohort.capped(), cohort.y)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(paths(name)["onnx"]), sess_options=options, providers=["CPUExecutionProvider"]
    )
    size = len(rows)
    times = {
        "runner": _times_us(lambda index: evaluate(model, named[index % size]), rounds),
        "onnxruntime": _times_us(lambda index: session.run(["probability"], {"x": single[index % size]}), rounds),
        "scikit-learn": _times_us(lambda index: trained.predict_proba(single[index % size]), rounds),
    }
    ours = times["runner"]["p50_us"]
    return {
        "model": f"{model.name} {model.version}",
        "python": sys.version.split()[0],
        "numpy": np.__version__,
        "rows": rounds,
        "single_row": times,
        "runner_to_onnxruntime": round(ours / times["onnxruntime"]["p50_us"], 3),
        "runner_to_scikit_learn": round(ours / times["scikit-learn"]["p50_us"], 4),
    }
