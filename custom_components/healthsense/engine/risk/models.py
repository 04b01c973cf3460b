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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from .estimators import LOGISTIC_REGRESSION, RANDOM_FOREST, SVM_RBF, Estimator, parse_estimator
from .fields import ModelError, number, numbers, optional, square
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


class Direction(StrEnum):
    """Which way a changeable input goes with less risk of disease in general."""

    LOWER = "lower"
    HIGHER = "higher"


class Role(StrEnum):
    """Whether a model's answer may lead the display."""

    LEAD = "lead"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Reference:
    """How an input was spread in training: ``shares`` of the bins that ``edges`` part.

    A value belongs to the first bin whose upper edge it does not exceed; the last is open.
    """

    edges: tuple[float, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class InputSpec:
    """One input of a model, in ``unit``.

    ``low`` and ``high`` bound, inclusively, what the training data hold; a value outside is
    refused. ``cap_low`` and ``cap_high`` are part of the model: a value beyond one counts as
    the cap. ``mean`` and ``scale`` standardise the capped value. ``codes`` gives the number of
    each word of a coded input. ``fill`` stands in for a missing value; None: it may not be
    missing. ``changeable`` is set only for what a person can change.
    """

    name: str
    label: str
    unit: str
    low: float
    high: float
    cap_low: float | None
    cap_high: float | None
    mean: float
    scale: float
    codes: Mapping[str, float]
    fill: float | None = None
    changeable: Direction | None = None
    reference: Reference | None = None

    def capped(self, value: float) -> float:
        """Return the value, or the cap beyond which it lies."""
        if self.cap_low is not None and value < self.cap_low:
            return self.cap_low
        if self.cap_high is not None and value > self.cap_high:
            return self.cap_high
        return value

    def standardised(self, value: float) -> float:
        """Return the capped value in standard deviations from the training mean."""
        return (self.capped(value) - self.mean) / self.scale


@dataclass(frozen=True, slots=True)
class Calibration:
    """log-odds = ``slope`` * score + ``intercept`` (Platt, Advances in Large Margin Classifiers 1999).

    The score is a logistic regression's log-odds, an SVM's decision value, or the log-odds of a
    forest's mean share held within ``clip`` and 1 - ``clip``. ``covariance`` of (slope,
    intercept) gives forests and SVMs their interval; None: they have none.
    """

    slope: float
    intercept: float
    clip: float | None = None
    covariance: tuple[tuple[float, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Conformal:
    """A class-conditional conformal set (Vovk, Mach Learn 2013;92:349).

    The set holds "absent" up to the probability ``absent_up_to`` and "present" from
    ``present_from``: each holds the truth for the share ``coverage`` of people of its class.
    """

    coverage: float
    absent_up_to: float
    present_from: float

    def outcomes(self, probability: float) -> tuple[str, ...]:
        """Return which outcomes are consistent with a probability: one, both or none."""
        absent = ("absent",) if probability <= self.absent_up_to else ()
        return (*absent, "present") if probability >= self.present_from else absent


@dataclass(frozen=True, slots=True)
class Applicability:
    """How far from the training data an answer is still given.

    The squared Mahalanobis distance is taken over the standardised ``inputs`` (positions in
    ``RiskModel.inputs``) from ``center`` with the inverse covariance ``precision``. ``limit``
    is its 99.5th and ``usual`` its 95th percentile in the training data.
    """

    inputs: tuple[int, ...]
    center: tuple[float, ...]
    precision: tuple[tuple[float, ...], ...]
    usual: float
    limit: float


@dataclass(frozen=True, slots=True)
class Band:
    """A word for risks below ``below`` (None: all above the band before)."""

    word: str
    below: float | None


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


def _reference(document: Mapping[str, Any] | None) -> Reference | None:
    if document is None:
        return None
    edges = numbers(document["edges"], len(document["edges"]), "edges")
    shares = numbers(document["shares"], len(edges) + 1, "shares")
    if list(edges) != sorted(set(edges)) or any(share < 0 for share in shares):
        raise ModelError("reference: edges do not rise, or a share is negative")
    return Reference(edges, shares)


def _input(document: Mapping[str, Any]) -> InputSpec:
    low, high = numbers(document["range"], 2, "range")
    cap_low, cap_high = document["cap"]
    changeable = document["changeable"]
    spec = InputSpec(
        name=str(document["name"]),
        label=str(document["label"]),
        unit=str(document["unit"]),
        low=low,
        high=high,
        cap_low=optional({"cap": cap_low}, "cap"),
        cap_high=optional({"cap": cap_high}, "cap"),
        mean=number(document, "mean"),
        scale=number(document, "scale"),
        codes=MappingProxyType({str(word): number(document["codes"], word) for word in document["codes"]}),
        fill=optional(document, "fill"),
        changeable=None if changeable is None else Direction(changeable),
        reference=_reference(document["reference"]),
    )
    if spec.scale <= 0 or low > high:
        raise ModelError(f"{spec.name}: scale or range is not usable")
    return spec


def _applicability(document: Mapping[str, Any], names: tuple[str, ...]) -> Applicability:
    chosen = tuple(names.index(name) for name in document["inputs"])
    return Applicability(
        inputs=chosen,
        center=numbers(document["center"], len(chosen), "center"),
        precision=square(document["precision"], len(chosen), "precision"),
        usual=number(document, "usual"),
        limit=number(document, "limit"),
    )


def _calibration(document: Mapping[str, Any], kind: str) -> Calibration:
    covariance, clip = document["covariance"], optional(document, "clip")
    if kind == RANDOM_FOREST and (clip is None or not 0 < clip < 0.5):
        raise ModelError("clip: a forest needs one between 0 and 0.5")
    slope = number(document, "slope")
    if slope <= 0:
        # A sigmoid that turns the order round is an export gone wrong (sklearn-onnx issue 1246), never a finding.
        raise ModelError("calibration: the slope is not positive")
    return Calibration(
        slope, number(document, "intercept"), clip, None if covariance is None else square(covariance, 2, "covariance")
    )


def _conformal(document: Mapping[str, Any] | None) -> Conformal | None:
    if document is None:
        return None
    return Conformal(number(document, "coverage"), number(document, "absent_up_to"), number(document, "present_from"))


def _layout(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the document in the present layout."""
    schema = document["schema_version"]
    if isinstance(schema, bool) or not isinstance(schema, int) or schema < 1:
        raise ModelError("schema_version: not a positive whole number")
    if schema > SCHEMA_VERSION:
        raise ModelError(f"schema_version {schema} is newer than {SCHEMA_VERSION}: update HealthSense")
    return from_1(document) if schema == 1 else document


def _inputs(items: Sequence[Mapping[str, Any]]) -> tuple[InputSpec, ...]:
    inputs = tuple(_input(item) for item in items)
    if not inputs or len({spec.name for spec in inputs}) != len(inputs):
        raise ModelError("inputs: none, or one twice")
    return inputs


def _bands(items: Sequence[Mapping[str, Any]]) -> tuple[Band, ...]:
    bands = tuple(Band(str(item["word"]), optional(item, "below")) for item in items)
    if not bands or bands[-1].below is not None:
        raise ModelError("bands: the last one must be open")
    return bands


def parse_model(document: Mapping[str, Any]) -> RiskModel:
    """Return the model that an artefact's JSON describes.

    Raises:
        ModelError: the layout is newer than ``SCHEMA_VERSION``, the kind is unknown, or a
            field is absent or not usable.
    """
    try:
        document = _layout(document)
        inputs = _inputs(document["inputs"])
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
            calibration=_calibration(document["calibration"], document["kind"]),
            applicability=_applicability(document["applicability"], tuple(spec.name for spec in inputs)),
            bands=_bands(document["bands"]),
            percentiles=tuple(sorted(numbers(document["population_risk"], 101, "population_risk"))),
            content_sha256=str(document["content_sha256"]),
            conformal=_conformal(document["conformal"]),
            role=Role(document["role"]["role"]),
            led_by=str(document["role"]["led_by"]),
        )
    except (KeyError, TypeError, IndexError, AttributeError) as err:
        raise ModelError(f"artefact incomplete or malformed: {err!r}") from err
    except ModelError:
        raise
    except ValueError as err:
        raise ModelError(f"artefact malformed: {err}") from err
