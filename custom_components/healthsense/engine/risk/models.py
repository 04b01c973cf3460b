"""What a learned model is: its inputs, coefficients, limits and the people it was learned from."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType
from typing import Any, Final

SCHEMA_VERSION: Final = 1
"""The newest layout of an artefact that this code reads."""

LOGISTIC_REGRESSION: Final = "logistic_regression"


class ModelError(ValueError):
    """A model that cannot be used. Names the artefact and the reason."""


@dataclass(frozen=True, slots=True)
class InputSpec:
    """One input of a model, in ``unit``.

    ``low`` and ``high`` bound, inclusively, what the training data hold; a value outside is
    refused. ``cap_low`` and ``cap_high`` are part of the model: a value beyond one counts as
    the cap. ``mean`` and ``scale`` standardise the capped value; ``coefficient`` is log-odds
    per standardised unit. ``codes`` gives the number of each word of a coded input.
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
    coefficient: float
    codes: Mapping[str, float]

    def standardised(self, value: float) -> float:
        """Return the capped value in standard deviations from the training mean."""
        if self.cap_low is not None and value < self.cap_low:
            value = self.cap_low
        if self.cap_high is not None and value > self.cap_high:
            value = self.cap_high
        return (value - self.mean) / self.scale


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
    """A calibrated logistic regression, ready to evaluate.

    log-odds = ``calibration_slope`` * (``intercept`` + sum of coefficient * standardised input)
    + ``calibration_intercept``. ``covariance`` is that of (intercept, coefficients...) before
    calibration. ``percentiles`` are the 0th to 100th percentiles of the predicted risk among
    the training people, ``prevalence`` their share with the outcome.
    """

    name: str
    version: str
    trained_on: str
    question: str
    n: int
    events: int
    inputs: tuple[InputSpec, ...]
    intercept: float
    calibration_slope: float
    calibration_intercept: float
    covariance: tuple[tuple[float, ...], ...]
    applicability: Applicability
    bands: tuple[Band, ...]
    percentiles: tuple[float, ...]
    content_sha256: str

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


def _number(document: Mapping[str, Any], key: str) -> float:
    value = document[key]
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise ModelError(f"{key}: not a finite number")
    return float(value)


def _optional(document: Mapping[str, Any], key: str) -> float | None:
    return None if document.get(key) is None else _number(document, key)


def _numbers(values: Sequence[Any], length: int, key: str) -> tuple[float, ...]:
    if len(values) != length:
        raise ModelError(f"{key}: {len(values)} numbers where {length} are needed")
    return tuple(_number({key: value}, key) for value in values)


def _square(rows: Sequence[Sequence[Any]], size: int, key: str) -> tuple[tuple[float, ...], ...]:
    if len(rows) != size:
        raise ModelError(f"{key}: {len(rows)} rows where {size} are needed")
    return tuple(_numbers(row, size, key) for row in rows)


def _input(document: Mapping[str, Any]) -> InputSpec:
    low, high = _numbers(document["range"], 2, "range")
    cap_low, cap_high = document["cap"]
    spec = InputSpec(
        name=str(document["name"]),
        label=str(document["label"]),
        unit=str(document["unit"]),
        low=low,
        high=high,
        cap_low=_optional({"cap": cap_low}, "cap"),
        cap_high=_optional({"cap": cap_high}, "cap"),
        mean=_number(document, "mean"),
        scale=_number(document, "scale"),
        coefficient=_number(document, "coefficient"),
        codes=MappingProxyType({str(word): _number(document["codes"], word) for word in document["codes"]}),
    )
    if spec.scale <= 0 or low > high:
        raise ModelError(f"{spec.name}: scale or range is not usable")
    return spec


def _applicability(document: Mapping[str, Any], names: tuple[str, ...]) -> Applicability:
    chosen = tuple(names.index(name) for name in document["inputs"])
    return Applicability(
        inputs=chosen,
        center=_numbers(document["center"], len(chosen), "center"),
        precision=_square(document["precision"], len(chosen), "precision"),
        usual=_number(document, "usual"),
        limit=_number(document, "limit"),
    )


def _check_layout(document: Mapping[str, Any]) -> None:
    schema = document["schema_version"]
    if isinstance(schema, bool) or not isinstance(schema, int) or schema < 1:
        raise ModelError("schema_version: not a positive whole number")
    if schema > SCHEMA_VERSION:
        raise ModelError(f"schema_version {schema} is newer than {SCHEMA_VERSION}: update HealthSense")
    if document["kind"] != LOGISTIC_REGRESSION:
        raise ModelError(f"kind {document['kind']!r} is not known")


def _inputs(items: Sequence[Mapping[str, Any]]) -> tuple[InputSpec, ...]:
    inputs = tuple(_input(item) for item in items)
    if not inputs or len({spec.name for spec in inputs}) != len(inputs):
        raise ModelError("inputs: none, or one twice")
    return inputs


def _bands(items: Sequence[Mapping[str, Any]]) -> tuple[Band, ...]:
    bands = tuple(Band(str(item["word"]), _optional(item, "below")) for item in items)
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
        _check_layout(document)
        inputs = _inputs(document["inputs"])
        names = tuple(spec.name for spec in inputs)
        return RiskModel(
            name=str(document["name"]),
            version=str(document["version"]),
            trained_on=str(document["trained_on"]),
            question=str(document["question"]),
            n=int(_number(document["data"], "n")),
            events=int(_number(document["data"], "events")),
            inputs=inputs,
            intercept=_number(document, "intercept"),
            calibration_slope=_number(document["calibration"], "slope"),
            calibration_intercept=_number(document["calibration"], "intercept"),
            covariance=_square(document["covariance"], len(inputs) + 1, "covariance"),
            applicability=_applicability(document["applicability"], names),
            bands=_bands(document["bands"]),
            percentiles=tuple(sorted(_numbers(document["population_risk"], 101, "population_risk"))),
            content_sha256=str(document["content_sha256"]),
        )
    except (KeyError, TypeError, IndexError, AttributeError) as err:
        raise ModelError(f"artefact incomplete or malformed: {err!r}") from err
    except ModelError:
        raise
    except ValueError as err:
        raise ModelError(f"artefact malformed: {err}") from err
