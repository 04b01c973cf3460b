"""What goes with a lower estimate, among what people can change: associations, never promises."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .models import Direction, InputSpec, RiskModel
from .runner import Prediction, evaluate

MIN_FALL: Final = 0.05
"""The estimate must fall by a twentieth of itself to be worth a word."""

MAX_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Lower:
    """People with ``value`` of ``name``, otherwise alike, are told ``probability``."""

    name: str
    value: float
    probability: float


def _better(spec: InputSpec, value: float) -> float | None:
    """Return a more favourable value that many people have; None: the person has one already.

    That is the middle of the training people; for who is past it, nothing is said. A coded
    input goes one step.
    """
    lower = spec.changeable is Direction.LOWER
    if spec.codes:
        beyond = [code for code in spec.codes.values() if (code < value if lower else code > value)]
        return (max(beyond) if lower else min(beyond)) if beyond else None
    edges = spec.reference.edges if spec.reference is not None else ()
    target = edges[len(edges) // 2] if edges else spec.mean
    return target if (target < value if lower else target > value) else None


def lowering(model: RiskModel, inputs: Mapping[str, float | None], told: Prediction) -> tuple[Lower, ...]:
    """Return up to three changeable inputs whose more favourable value goes with a lower estimate.

    One input at a time and the largest fall first; only what the model's inputs mark as
    changeable, only in the direction that is good for people whatever the model says, and only
    where the model then answers at all.
    """
    found = []
    for spec in model.inputs:
        value = inputs.get(spec.name)
        if spec.changeable is None or value is None or (better := _better(spec, value)) is None:
            continue
        other = evaluate(model, {**inputs, spec.name: better}, shared=False)
        if isinstance(other, Prediction) and other.probability <= (1 - MIN_FALL) * told.probability:
            found.append(Lower(spec.name, better, other.probability))
    return tuple(sorted(found, key=lambda own: (own.probability, own.name))[:MAX_NAMED])
