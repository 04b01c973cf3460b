"""Explains an estimate that was told before, by the version that told it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .lowering import Lower, lowering
from .models import RiskModel
from .runner import Prediction, Refusal, evaluate
from .values import values_of


@dataclass(frozen=True, slots=True)
class Told:
    """Which model and version told an estimate, and the numbers that it was given."""

    model: str
    version: str
    values: Mapping[str, float | str]


def told(kept: Mapping[str, Any]) -> Told | None:
    """Return what a kept answer (``Assessment.as_dict``) rests on; None: no learned model told it."""
    name, _, version = str(kept.get("model", "")).partition(" ")
    if not name or not version:
        return None
    # A version that was recalibrated at home is the shipped one with another intercept.
    return Told(name, version.partition("+")[0], {used["key"]: used["value"] for used in kept.get("inputs", ())})


@dataclass(frozen=True, slots=True)
class Otherwise:
    """People with ``value`` (a number in ``unit``, or a word) of ``name``, otherwise alike: ``probability`` (0-1)."""

    name: str
    value: float | str
    unit: str
    probability: float


@dataclass(frozen=True, slots=True)
class Again:
    """What a model says again; ``lower_with``, what goes with a lower estimate (`lowering`), the lowest first."""

    said: Prediction | Refusal
    lower_with: tuple[Otherwise, ...] = ()


def explain(kept: Mapping[str, Any], load: Callable[[str, str], RiskModel]) -> Again | None:
    """Return what the model answers again to the inputs of a kept answer; None: no learned model told it.

    ``load`` is ``registry.load`` or the like.

    Raises:
        ModelError: that version is not installed any more, or cannot be read.
    """
    found = told(kept)
    if found is None:
        return None
    model = load(found.model, found.version)
    values = values_of(model, found.values)
    said = evaluate(model, values)
    if isinstance(said, Refusal):
        return Again(said)
    return Again(said, tuple(_otherwise(model, one) for one in lowering(model, values, said)))


def _otherwise(model: RiskModel, lower: Lower) -> Otherwise:
    spec = model.spec(lower.name)
    word = next((word for word, code in spec.codes.items() if code == lower.value), None)
    return Otherwise(spec.name, lower.value if word is None else word, spec.unit, lower.probability)
