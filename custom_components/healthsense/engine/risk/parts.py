"""The parts of a learned model that its artefact describes, and how each is read from JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from .estimators import RANDOM_FOREST
from .fields import ModelError, number, numbers, optional, square


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


def parse_applicability(document: Mapping[str, Any], names: tuple[str, ...]) -> Applicability:
    """Return how far from the training data an answer is given; ``names`` are the model's inputs.

    Raises:
        ModelError: a field is not usable.
    """
    chosen = tuple(names.index(name) for name in document["inputs"])
    return Applicability(
        inputs=chosen,
        center=numbers(document["center"], len(chosen), "center"),
        precision=square(document["precision"], len(chosen), "precision"),
        usual=number(document, "usual"),
        limit=number(document, "limit"),
    )


def parse_calibration(document: Mapping[str, Any], kind: str) -> Calibration:
    """Return the sigmoid of an estimator of ``kind``.

    Raises:
        ModelError: a field is not usable.
    """
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


def parse_conformal(document: Mapping[str, Any] | None) -> Conformal | None:
    """Return the conformal set, None where the artefact has none.

    Raises:
        ModelError: a field is not usable.
    """
    if document is None:
        return None
    return Conformal(number(document, "coverage"), number(document, "absent_up_to"), number(document, "present_from"))


def parse_inputs(items: Sequence[Mapping[str, Any]]) -> tuple[InputSpec, ...]:
    """Return the inputs, each of another name.

    Raises:
        ModelError: a field is not usable.
    """
    inputs = tuple(_input(item) for item in items)
    if not inputs or len({spec.name for spec in inputs}) != len(inputs):
        raise ModelError("inputs: none, or one twice")
    return inputs


def parse_bands(items: Sequence[Mapping[str, Any]]) -> tuple[Band, ...]:
    """Return the bands, the last one open.

    Raises:
        ModelError: a field is not usable.
    """
    bands = tuple(Band(str(item["word"]), optional(item, "below")) for item in items)
    if not bands or bands[-1].below is not None:
        raise ModelError("bands: the last one must be open")
    return bands
