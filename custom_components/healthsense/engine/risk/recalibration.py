"""Moves a model's intercept to what was confirmed here: optional, versioned, undone by leaving it out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Final

from .models import RiskModel
from .runner import logistic

MIN_OUTCOMES: Final = 50
MIN_OF_EACH: Final = 8
"""Outcomes of the rarer kind: below, an intercept is noise (ten a parameter is the usual advice,
Peduzzi et al., J Clin Epidemiol 1996;49:1373; the prior makes up for two)."""

PRIOR_SD: Final = 1.0
"""Standard deviation, in log-odds, of how far populations differ before anything was seen."""

_STEPS: Final = 50


@dataclass(frozen=True, slots=True)
class Recalibration:
    """``shift`` is added to the log-odds of ``model`` ``version``; learned from ``outcomes``, ``events`` present."""

    model: str
    version: str
    shift: float
    outcomes: int
    events: int

    @property
    def name(self) -> str:
        """Return the version that answers carry: the model's with what it was moved by."""
        return f"{self.version}+local.{self.outcomes}"


def learn(model: RiskModel, pairs: Sequence[tuple[float, bool]]) -> Recalibration | None:
    """Return the shift that (log-odds told, whether it came true) ask for; None: too few.

    The maximum a posteriori of one intercept with the log-odds as offset and a normal prior
    around none (recalibration in the large: Steyerberg et al., Stat Med 2004;23:2567).
    """
    events = sum(present for _, present in pairs)
    if len(pairs) < MIN_OUTCOMES or min(events, len(pairs) - events) < MIN_OF_EACH:
        return None
    shift = 0.0
    for _ in range(_STEPS):
        chances = [logistic(log_odds + shift) for log_odds, _ in pairs]
        slope = events - fsum(chances) - shift / PRIOR_SD**2
        curve = fsum(chance * (1 - chance) for chance in chances) + 1 / PRIOR_SD**2
        # The posterior is log-concave; a step is held to 1 so that Newton's method cannot leap.
        step = max(-1.0, min(1.0, slope / curve))
        shift += step
        if abs(step) < 1e-12:
            break
    return Recalibration(model.name, model.version, shift, len(pairs), events)


def apply(model: RiskModel, learned: Recalibration) -> RiskModel:
    """Return the model with its intercept moved and a version of its own.

    Its bands, percentiles and conformal set stay those of the people it was trained on.

    Raises:
        ValueError: it was learned for another model or version.
    """
    if (learned.model, learned.version) != (model.name, model.version):
        raise ValueError(f"recalibration of {learned.model} {learned.version}, not of {model.name} {model.version}")
    moved = replace(model.calibration, intercept=model.calibration.intercept + learned.shift)
    return replace(model, calibration=moved, version=learned.name)
