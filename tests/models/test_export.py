"""Any fitted estimator becomes JSON and ONNX that answer as it does - and nothing turned round is written."""

import json
from dataclasses import replace

import numpy as np
import onnx
import pytest
from healthsense_engine.risk.models import parse_model
from sklearn.calibration import CalibratedClassifierCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from toy import KINDS, boundary_rows, people, trained

from models import export
from models.parity import ParityError, check_parity, onnx_probabilities, runner_probabilities, tolerance

ROWS = 100_000


@pytest.mark.parametrize("kind", KINDS)
def test_three_ways_to_the_same_answer_boundaries_included(kind: str) -> None:
    own = trained(kind)
    document = export.artefact(own)
    onnx_model = export.onnx_bytes(document)
    apart = check_parity(document, onnx_model, own, boundary_rows(document, ROWS))
    assert set(apart) == {"runner", "onnxruntime"}
    model = parse_model({**document, "content_sha256": ""})
    assert max(apart.values()) <= tolerance(model)
    assert tolerance(model) == (1e-6 if kind == "logistic_regression" else 1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_that_is_turned_round_is_refused(kind: str) -> None:
    """What sklearn-onnx issue 1246 does silently: the sigmoid's sign is lost."""
    own = trained(kind)
    document = export.artefact(own)
    rows = own.answered()[:500]
    turned = onnx.load_from_string(export.onnx_bytes(document))
    place = next(at for at, node in enumerate(turned.graph.node) if node.op_type == "Sigmoid")
    turned.graph.node[place].input[0] = "minus"
    turned.graph.node.insert(place, onnx.helper.make_node("Neg", ["log_odds"], ["minus"]))
    with pytest.raises(ParityError, match="onnxruntime"):
        check_parity(document, turned.SerializeToString(), own, rows)
    slope = -document["calibration"]["slope"]
    with pytest.raises(ValueError, match="slope is not positive"):
        parse_model({**document, "content_sha256": "", "calibration": {**document["calibration"], "slope": slope}})
    with pytest.raises(ValueError, match="turn the order"):
        export.artefact(replace(own, calibration=replace(own.calibration, slope=-1.0)))


@pytest.mark.parametrize("kind", KINDS)
def test_the_sigmoid_is_last_over_a_bare_estimator(kind: str) -> None:
    graph = onnx.load_from_string(export.onnx_bytes(export.artefact(trained(kind)))).graph
    last = graph.node[-1]
    assert (last.op_type, list(last.input), list(last.output)) == ("Sigmoid", ["log_odds"], ["probability"])
    assert [node.op_type for node in graph.node].count("Sigmoid") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_those_with_the_outcome_are_told_more(kind: str) -> None:
    own = trained(kind)
    document = export.artefact(own)
    x, y = people(4000, seed=9)
    x = np.where(np.isnan(x), own.medians, x)
    model = parse_model({**document, "content_sha256": ""})
    for found in (runner_probabilities(model, x), onnx_probabilities(export.onnx_bytes(document), x)):
        assert np.nanmean(found[y == 1]) > np.nanmean(found[y == 0]) + 0.1


def test_a_wrapped_or_foreign_estimator_is_refused() -> None:
    own = trained("svm_rbf")
    x, y = people(200)
    x = np.nan_to_num(x)
    piped = make_pipeline(StandardScaler(), SVC()).fit(x, y)
    calibrated = CalibratedClassifierCV(SVC()).fit(x, y)
    for wrapped in (piped, calibrated):
        with pytest.raises(TypeError, match="bare estimator"):
            export.artefact(replace(own, estimator=wrapped))
    with pytest.raises(ValueError, match="classes are"):
        export.artefact(replace(own, estimator=SVC().fit(x, np.where(y == 1, 3, 5))))
    with pytest.raises(ValueError, match="only rbf"):
        export.artefact(replace(own, estimator=SVC(kernel="linear").fit(x, y)))
    crowded = SVC(C=100.0, gamma=50.0).fit(own.capped(np.nan_to_num(own.x)), own.y)
    with pytest.raises(ValueError, match="support vectors"):
        export.artefact(replace(own, estimator=crowded))


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_is_small_sealed_and_the_same_twice(kind: str) -> None:
    own = trained(kind)
    onnx_model = export.onnx_bytes(export.artefact(own))
    assert onnx_model == export.onnx_bytes(export.artefact(own))
    text = export.json_text(export.seal(export.artefact(own), onnx_model))
    assert text == export.json_text(export.seal(export.artefact(own), onnx_model))
    assert len(text) < 600_000
    model = parse_model(json.loads(text))
    assert model.inputs[4].fill == own.medians[4]
    assert [spec.changeable for spec in model.inputs] == [None, None, "lower", "lower", None]
    assert model.conformal is not None


def test_class_conditional_sets_cover_each_class() -> None:
    rng = np.random.default_rng(4)
    y = (rng.random(20_000) < 0.2).astype(np.int64)
    p = 1 / (1 + np.exp(-rng.normal(2.0 * y - 1.5, 1.0)))
    cuts = export.conformal_cuts(p[:10_000], y[:10_000])
    held, truth = p[10_000:], y[10_000:]
    assert np.mean(held[truth == 0] <= cuts["absent_up_to"]) == pytest.approx(0.9, abs=0.01)
    assert np.mean(held[truth == 1] >= cuts["present_from"]) == pytest.approx(0.9, abs=0.02)
    few = export.conformal_cuts(np.array([0.2, 0.3, 0.9]), np.array([0, 0, 1]))
    assert few == {"coverage": 0.9, "absent_up_to": 1.0, "present_from": 0.0}
