"""What a learned model is: its inputs, numbers, limits and the people it was learned from.

Layout 2 of an artefact (JSON, one object; ``|`` separates alternatives)::

    schema_version  2
    kind            logistic_regression | random_forest | svm_rbf
    name, version, trained_on (ISO date), question, population      text
    role            {role: lead | second, led_by: what leads the display, "" for a lead}
    data            {n, events, source, licence, attribution, ...}
    algorithm       {family, made_with, ...}
    inputs          [{name, label, unit, note, range: [low, high], cap: [low | null, high | null],
                      codes: {word: number}, mean, scale, fill: number | null, missing_in_training,
                      training_median, changeable: lower | higher | null,
                      reference: {edges: [...], shares: [one more than edges]} | null}, ...]
    estimator       logistic_regression {intercept, coefficients, covariance | null}
                    random_forest {roots, feature, threshold, left, right, value}
                    svm_rbf {gamma, intercept, support_vectors, dual}
    calibration     {slope, intercept, clip | null, covariance (2 x 2, slope then intercept) | null, reason}
    conformal       {coverage, absent_up_to, present_from} | null
    applicability   {inputs: [names], center, precision, usual, limit, refused_share_of_training}
    bands           [{word, below | null, observed}, ...]           band_reason text
    population_risk [101 percentiles of the calibrated risk among training people]
    figures         what the card shows
    onnx_sha256, content_sha256

A value travels: fill (where missing and admitted so) -> cap -> logistic, SVM: (value - mean) / scale;
forest: as it is, rounded to float32. Layout 1 (``upgrade``) is still read.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .estimators import LOGISTIC_REGRESSION, RANDOM_FOREST, SVM_RBF, Estimator, parse_estimator
from .fields import ModelError, number, numbers
from .parts import (
    Applicability,
    Band,
    Calibration,
    Conformal,
    Direction,
    InputSpec,
    Reference,
    Role,
    parse_applicability,
    parse_bands,
    parse_calibration,
    parse_conformal,
    parse_inputs,
)
from .upgrade import from_1

__all__ = [
    "LOGISTIC_REGRESSION",
    "RANDOM_FOREST",
    "SCHEMA_VERSION",
    "SVM_RBF",
    "Applicability",
    "Band",
    "Calibration",
    "Conformal",
    "Direction",
    "InputSpec",
    "ModelError",
    "Reference",
    "RiskModel",
    "Role",
    "parse_model",
]

SCHEMA_VERSION: Final = 2
"""The newest layout of an artefact that this code reads."""


@dataclass(frozen=True, slots=True)
class RiskModel:
    """A calibrated model, ready to evaluate.

    ``percentiles`` are the 0th to 100th percentiles of the predicted risk among the training
    people, ``prevalence`` their share with the outcome. ``led_by`` names what leads the display
    where this model is a second card.
    """

    name: str
    version: str
    kind: str
    trained_on: str
    question: str
    n: int
    events: int
    inputs: tuple[InputSpec, ...]
    estimator: Estimator
    calibration: Calibration
    applicability: Applicability
    bands: tuple[Band, ...]
    percentiles: tuple[float, ...]
    content_sha256: str
    conformal: Conformal | None = None
    role: Role = Role.LEAD
    led_by: str = ""

    @property
    def prevalence(self) -> float:
        """Return the share of the training people who had the outcome."""
        return self.events / self.n

    @property
    def input_names(self) -> tuple[str, ...]:
        """Return the names of the inputs, in the model's order."""
        return tuple(spec.name for spec in self.inputs)

    def spec(self, name: str) -> InputSpec:
        """Return one input's description.

        Raises:
            KeyError: the model has no such input.
        """
        for spec in self.inputs:
            if spec.name == name:
                return spec
        raise KeyError(name)

    def band(self, probability: float) -> str:
        """Return the word for a risk (0-1)."""
        for band in self.bands:
            if band.below is None or probability < band.below:
                return band.word
        return self.bands[-1].word

    def percentile(self, probability: float) -> int:
        """Return the share of training people, in percent, whose risk was no higher."""
        return max(0, bisect_right(self.percentiles, probability) - 1)


def _layout(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the document in the present layout."""
    schema = document["schema_version"]
    if isinstance(schema, bool) or not isinstance(schema, int) or schema < 1:
        raise ModelError("schema_version: not a positive whole number")
    if schema > SCHEMA_VERSION:
        raise ModelError(f"schema_version {schema} is newer than {SCHEMA_VERSION}: update HealthSense")
    return from_1(document) if schema == 1 else document


def parse_model(document: Mapping[str, Any]) -> RiskModel:
    """Return the model that an artefact's JSON describes.

    Raises:
        ModelError: the layout is newer than ``SCHEMA_VERSION``, the kind is unknown, or a
            field is absent or not usable.
    """
    try:
        document = _layout(document)
        inputs = parse_inputs(document["inputs"])
        return RiskModel(
            name=str(document["name"]),
            version=str(document["version"]),
            kind=str(document["kind"]),
            trained_on=str(document["trained_on"]),
            question=str(document["question"]),
            n=int(number(document["data"], "n")),
            events=int(number(document["data"], "events")),
            inputs=inputs,
            estimator=parse_estimator(document["kind"], document["estimator"], len(inputs)),
            calibration=parse_calibration(document["calibration"], document["kind"]),
            applicability=parse_applicability(document["applicability"], tuple(spec.name for spec in inputs)),
            bands=parse_bands(document["bands"]),
            percentiles=tuple(sorted(numbers(document["population_risk"], 101, "population_risk"))),
            content_sha256=str(document["content_sha256"]),
            conformal=parse_conformal(document["conformal"]),
            role=Role(document["role"]["role"]),
            led_by=str(document["role"]["led_by"]),
        )
    except (KeyError, TypeError, IndexError, AttributeError) as err:
        raise ModelError(f"artefact incomplete or malformed: {err!r}") from err
    except ModelError:
        raise
    except ValueError as err:
        raise ModelError(f"artefact malformed: {err}") from err
