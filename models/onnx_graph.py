"""Writes an artefact's ONNX graph node by node: one fixed shape for each kind, the sigmoid last.

sklearn-onnx silently inverts some calibrated pipelines (its issue 1246), so no converter is used:
the graph is built from the artefact's numbers, and ``models.export.check_parity`` compares it
with scikit-learn row by row before anything is written.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import onnx
from healthsense_engine.risk.models import LOGISTIC_REGRESSION, RANDOM_FOREST, SVM_RBF
from healthsense_engine.risk.upgrade import from_1
from onnx import NodeProto, TensorProto, helper, numpy_helper

OPSET: Final = 17
ML_OPSET: Final = 3
IR_VERSION: Final = 8

Document = Mapping[str, Any]
Part = tuple[list[NodeProto], list[TensorProto]]


def _constant(name: str, values: object) -> TensorProto:
    return numpy_helper.from_array(np.array(values, dtype=np.float64), name)


def _calibration(document: Document) -> tuple[float, float]:
    return document["calibration"]["slope"], document["calibration"]["intercept"]


def _capped(inputs: Sequence[Document]) -> Part:
    low = [-np.inf if item["cap"][0] is None else item["cap"][0] for item in inputs]
    high = [np.inf if item["cap"][1] is None else item["cap"][1] for item in inputs]
    nodes = [
        helper.make_node("Max", ["x", "cap_low"], ["raised"]),
        helper.make_node("Min", ["raised", "cap_high"], ["capped"]),
    ]
    return nodes, [_constant("cap_low", low), _constant("cap_high", high)]


def _standardised(inputs: Sequence[Document]) -> Part:
    nodes = [
        helper.make_node("Sub", ["capped", "mean"], ["centred"]),
        helper.make_node("Div", ["centred", "scale"], ["standardised"]),
    ]
    return nodes, [
        _constant("mean", [item["mean"] for item in inputs]),
        _constant("scale", [item["scale"] for item in inputs]),
    ]


def _line(source: str, slope: float, shift: float) -> Part:
    """Return ``log_odds`` = slope * source + shift."""
    nodes = [
        helper.make_node("Mul", [source, "slope"], ["sloped"]),
        helper.make_node("Add", ["sloped", "shift"], ["log_odds"]),
    ]
    return nodes, [_constant("slope", slope), _constant("shift", shift)]


def _logistic(document: Document) -> Part:
    own = document["estimator"]
    slope, shift = _calibration(document)
    nodes, constants = _standardised(document["inputs"])
    nodes += [
        helper.make_node("MatMul", ["standardised", "coefficient"], ["weighed"]),
        helper.make_node("Add", ["weighed", "intercept"], ["log_odds"]),
    ]
    constants += [
        _constant("coefficient", [slope * coefficient for coefficient in own["coefficients"]]),
        _constant("intercept", [slope * own["intercept"] + shift]),
    ]
    return nodes, constants


def _tree_attributes(own: Document, size: int) -> dict[str, Any]:
    """Return the attributes of ``TreeEnsembleRegressor``: the mean of the trees' leaves."""
    roots = [*own["roots"], len(own["feature"])]
    tree = [index for index in range(len(own["roots"])) for _ in range(roots[index], roots[index + 1])]
    first = [roots[index] for index in tree]
    inner = [feature >= 0 for feature in own["feature"]]
    leaves = [node for node, branches in enumerate(inner) if not branches]
    count = len(own["roots"])

    def child(side: str, node: int) -> int:
        return int(own[side][node] - first[node]) if inner[node] else 0

    nodes = range(len(inner))
    return {
        "n_targets": 1,
        "aggregate_function": "SUM",
        "post_transform": "NONE",
        "nodes_treeids": tree,
        "nodes_nodeids": [node - first[node] for node in nodes],
        "nodes_featureids": [min(max(feature, 0), size - 1) for feature in own["feature"]],
        "nodes_modes": ["BRANCH_LEQ" if branches else "LEAF" for branches in inner],
        "nodes_values": [float(threshold) for threshold in own["threshold"]],
        "nodes_truenodeids": [child("left", node) for node in nodes],
        "nodes_falsenodeids": [child("right", node) for node in nodes],
        "nodes_missing_value_tracks_true": [0 for _ in nodes],
        "target_treeids": [tree[node] for node in leaves],
        "target_nodeids": [node - first[node] for node in leaves],
        "target_ids": [0 for _ in leaves],
        "target_weights": [own["value"][node] / count for node in leaves],
    }


def _forest(document: Document) -> Part:
    clip = document["calibration"]["clip"]
    attributes = _tree_attributes(document["estimator"], len(document["inputs"]))
    line, numbers = _line("raw", *_calibration(document))
    nodes = [
        helper.make_node("Cast", ["capped"], ["single"], to=TensorProto.FLOAT),
        helper.make_node("TreeEnsembleRegressor", ["single"], ["shares"], domain="ai.onnx.ml", **attributes),
        helper.make_node("Squeeze", ["shares", "last"], ["share32"]),
        helper.make_node("Cast", ["share32"], ["share"], to=TensorProto.DOUBLE),
        helper.make_node("Max", ["share", "clip_low"], ["share_low"]),
        helper.make_node("Min", ["share_low", "clip_high"], ["held"]),
        helper.make_node("Sub", ["one", "held"], ["rest"]),
        helper.make_node("Div", ["held", "rest"], ["odds"]),
        helper.make_node("Log", ["odds"], ["raw"]),
        *line,
    ]
    constants = [_constant("clip_low", clip), _constant("clip_high", 1 - clip), _constant("one", 1.0), *numbers]
    return nodes, [*constants, numpy_helper.from_array(np.array([1], dtype=np.int64), "last")]


def _svm(document: Document) -> Part:
    own = document["estimator"]
    vectors = np.array(own["support_vectors"], dtype=np.float64)
    standardised, constants = _standardised(document["inputs"])
    line, numbers = _line("raw", *_calibration(document))
    nodes = [
        *standardised,
        helper.make_node("Mul", ["standardised", "standardised"], ["squared"]),
        helper.make_node("ReduceSum", ["squared", "last"], ["norm"], keepdims=1),
        helper.make_node("MatMul", ["standardised", "twice_vectors"], ["cross"]),
        helper.make_node("Add", ["norm", "norms"], ["norms_sum"]),
        helper.make_node("Sub", ["norms_sum", "cross"], ["distance"]),
        helper.make_node("Mul", ["distance", "minus_gamma"], ["exponent"]),
        helper.make_node("Exp", ["exponent"], ["kernel"]),
        helper.make_node("MatMul", ["kernel", "dual"], ["weighed"]),
        helper.make_node("Add", ["weighed", "intercept"], ["raw"]),
        *line,
    ]
    constants += [
        _constant("twice_vectors", 2 * vectors.T),
        _constant("norms", (vectors**2).sum(axis=1)),
        _constant("minus_gamma", -own["gamma"]),
        _constant("dual", own["dual"]),
        _constant("intercept", own["intercept"]),
        *numbers,
    ]
    return nodes, [*constants, numpy_helper.from_array(np.array([1], dtype=np.int64), "last")]


_KINDS: Final[Mapping[str, Callable[[Document], Part]]] = {
    LOGISTIC_REGRESSION: _logistic,
    RANDOM_FOREST: _forest,
    SVM_RBF: _svm,
}


def onnx_bytes(document: Document) -> bytes:
    """Return the ONNX model of an artefact (layout 1 or 2).

    Input ``x`` (double, rows x inputs, raw units, no NaN), outputs ``log_odds`` and
    ``probability`` (double, rows). It caps as the model does and refuses nothing.
    """
    if document["schema_version"] == 1:
        document = from_1(document)
    inputs = document["inputs"]
    capped, caps = _capped(inputs)
    scored, numbers = _KINDS[document["kind"]](document)
    graph = helper.make_graph(
        [*capped, *scored, helper.make_node("Sigmoid", ["log_odds"], ["probability"])],
        document["name"],
        [helper.make_tensor_value_info("x", TensorProto.DOUBLE, ["rows", len(inputs)])],
        [helper.make_tensor_value_info(name, TensorProto.DOUBLE, ["rows"]) for name in ("log_odds", "probability")],
        [*caps, *numbers],
    )
    opsets = [helper.make_opsetid("", OPSET)]
    if document["kind"] == RANDOM_FOREST:
        opsets.append(helper.make_opsetid("ai.onnx.ml", ML_OPSET))
    model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
    model.producer_name = "healthsense"
    model.producer_version = document["version"]
    model.doc_string = document["question"]
    helper.set_model_props(model, {"inputs": ",".join(item["name"] for item in inputs)})
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))
