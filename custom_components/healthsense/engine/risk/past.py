"""Explains an estimate that was told before, by the version that told it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

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


def explain(kept: Mapping[str, Any], load: Callable[[str, str], RiskModel]) -> Prediction | Refusal | None:
    """Return what the model answers again to the inputs of a kept answer; None: no learned model told it.

    ``load`` is ``registry.load`` or the like.

    Raises:
        ModelError: that version is not installed any more, or cannot be read.
    """
    found = told(kept)
    if found is None:
        return None
    model = load(found.model, found.version)
    return evaluate(model, values_of(model, found.values))
