"""Brings an artefact of an older layout to the present one, so that old versions stay usable."""

from collections.abc import Mapping
from typing import Any


def from_1(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a layout-1 document (logistic regressions only) in layout 2.

    Layout 1 kept the coefficients among the inputs and knew no optional inputs, no reference
    for drift and no conformal sets: those fields say so.
    """
    inputs = document["inputs"]
    return {
        **document,
        "schema_version": 2,
        "role": {"role": "lead", "led_by": ""},
        "inputs": [{**item, "fill": None, "changeable": None, "reference": None} for item in inputs],
        "estimator": {
            "intercept": document["intercept"],
            "coefficients": [item["coefficient"] for item in inputs],
            "covariance": document["covariance"],
        },
        "calibration": {**document["calibration"], "clip": None, "covariance": None},
        "conformal": None,
    }
