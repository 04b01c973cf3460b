"""Every shipped artefact: the engine's runner against onnxruntime on the file beside it, boundaries included.

That both are what scikit-learn fitted is checked before anything is written (``models.parity``) and
again by training to the same bytes (test_training).
"""

import hashlib
from pathlib import Path

import numpy as np
import onnx
import pytest
from healthsense_engine.risk import registry
from healthsense_engine.risk.models import parse_model
from toy import boundary_rows

from models import export
from models.parity import compare, onnx_probabilities, runner_probabilities, tolerance
from models.train import ROOT

ROWS = 100_000
SHIPPED = [(name, version) for name in registry.available() for version in registry.manifest().versions(name)]


def onnx_of(name: str, digest: str) -> bytes:
    """Return the ONNX file that an artefact names by its hash."""
    files = [path.read_bytes() for path in sorted(Path(ROOT / "models/artefacts" / name).glob("*.onnx"))]
    found = [content for content in files if hashlib.sha256(content).hexdigest() == digest]
    assert found, f"{name}: no file in models/artefacts/{name} has the hash that the artefact names"
    return found[0]


@pytest.mark.parametrize(("name", "version"), SHIPPED)
def test_the_runner_answers_as_onnxruntime_does(name: str, version: str) -> None:
    document = registry.read(name, version)
    model = parse_model(document)
    content = onnx_of(name, document["onnx_sha256"])
    rows = boundary_rows(document, ROWS)
    ours = runner_probabilities(model, rows)
    answered = ~np.isnan(ours)
    assert answered.sum() > 0.005 * ROWS, "enough rows are answered for the test to mean something"
    theirs = onnx_probabilities(content, rows[answered])
    assert compare(f"{name} {version}", ours[answered], theirs, tolerance(model)) <= tolerance(model)
    assert np.corrcoef(ours[answered], theirs)[0, 1] > 0.999, "not turned round"


@pytest.mark.parametrize(("name", "version"), SHIPPED)
def test_the_onnx_file_is_written_by_us_with_the_sigmoid_last(name: str, version: str) -> None:
    document = registry.read(name, version)
    content = onnx_of(name, document["onnx_sha256"])
    assert export.onnx_bytes(document) == content
    graph = onnx.load_from_string(content).graph
    assert [node.op_type for node in graph.node].count("Sigmoid") == 1
    assert graph.node[-1].op_type == "Sigmoid"
    # Whoever is told most is told more than whoever is told least: percentiles of the training people rise.
    shares = document["population_risk"]
    assert shares[0] < document["data"]["events"] / document["data"]["n"] < shares[-1]
