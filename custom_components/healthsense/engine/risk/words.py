"""Plain English that the answers of all learned models share."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from .bounds import Reach
from .lowering import Lower
from .models import RiskModel
from .runner import Prediction

NOTABLE_LOG_ODDS: Final = 0.1
"""A contribution is named from about a tenth in the odds."""

MAX_NAMED: Final = 2

UNUSUAL: Final = (
    "These figures together are unlike those of nearly everybody the estimate was made from, so there is none. "
    "It may be worth measuring again."
)
OUTCOME_WORDS: Final[Mapping[tuple[str, ...], str]] = MappingProxyType(
    {("absent",): "absent", ("present",): "present", ("absent", "present"): "either", (): "neither"}
)
"""What a conformal set is called in an answer."""


def listed(items: Sequence[str]) -> str:
    """Return "a, b and c", each once."""
    unique = list(dict.fromkeys(items))
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"


def in_hundred(share: float) -> str:
    """Return a share as people of a hundred."""
    percent = 100 * share
    if percent < 1:
        return "fewer than 1 in 100"
    return f"about {min(round(percent), 99)} in 100"


def interval(prediction: Prediction) -> str:
    """Return the interval in brackets, with a space before; nothing where there is none."""
    if prediction.lower is None or prediction.upper is None:
        return ""
    return f" (95 % interval {100 * prediction.lower:.1f} to {100 * prediction.upper:.1f} %)"


def out_of_range(model: RiskModel, names: Sequence[str]) -> str:
    """Return which inputs lie outside, and the range of the people the model knows."""
    ranges = []
    for name in names:
        spec = model.spec(name)
        ranges.append(f"{spec.label} ({spec.low:g} to {spec.high:g} {spec.unit})".replace(" )", ")"))
    return f"Outside what the estimate was made from, so there is none: {listed(ranges)}."


def _named(shares: Mapping[str, float], sign: int) -> list[str]:
    notable = [(sign * share, label) for label, share in shares.items() if sign * share >= NOTABLE_LOG_ODDS]
    notable.sort(key=lambda item: (-item[0], item[1]))
    return [label for _, label in notable[:MAX_NAMED]]


def contributors(shares: Mapping[str, float]) -> str:
    """Return what raises and lowers the estimate most, of log-odds by label."""
    raised, lowered = _named(shares, 1), _named(shares, -1)
    parts = []
    if raised:
        parts.append(f"raised most by {listed(raised)}")
    if lowered:
        parts.append(f"lowered most by {listed(lowered)}")
    if not parts:
        return "No single figure stands out."
    return f"Against the average person it is {', and '.join(parts)}."


def by_label(model: RiskModel, prediction: Prediction) -> dict[str, float]:
    """Return the contributions of what was told by the inputs' labels; those that share a label are added up."""
    shares: dict[str, float] = {}
    for name, share in prediction.contributions:
        if name not in prediction.filled:
            label = model.spec(name).label
            shares[label] = shares.get(label, 0.0) + share
    return shares


def could_move(reach: Reach) -> str:
    """Return how far what is missing could move the answer."""
    low, high = 100 * reach.lower, 100 * reach.upper
    return f"With that the estimate would lie somewhere from {low:.0f} to {high:.0f} in 100."


def stood_in(model: RiskModel, swings: Sequence[Reach]) -> str:
    """Return what was not known, and how far the most telling of it alone could move the answer."""
    labels = listed([model.spec(own.names[0]).label for own in swings])
    most = swings[0]
    return (
        f"Not known, so taken as usual: {labels}. Knowing {model.spec(most.names[0]).label} could move the estimate "
        f"to anywhere from {100 * most.lower:.0f} to {100 * most.upper:.0f} in 100."
    )


def not_known(labels: Sequence[str], bounds: Reach) -> str:
    """Return what was not known, and how far all of it together could move the answer."""
    return (
        f"Not known, so taken as usual: {listed(labels)}. Knowing it could move the estimate to anywhere from "
        f"{100 * bounds.lower:.0f} to {100 * bounds.upper:.0f} in 100."
    )


def _value(model: RiskModel, lower: Lower) -> str:
    spec = model.spec(lower.name)
    for word, code in spec.codes.items():
        if code == lower.value:
            return f"{spec.label}: {word.replace('_', ' ')}"
    return f"a {spec.label} of {lower.value:.3g} {spec.unit}".rstrip()


def goes_with_lower(model: RiskModel, found: Sequence[Lower]) -> str:
    """Return what goes with a lower estimate, as a comparison of people; "" where nothing does."""
    if not found:
        return ""
    people = "; ".join(f"people with {_value(model, own)}: {in_hundred(own.probability)}" for own in found)
    return f"Otherwise alike, {people}. This compares people; it does not say what a change would bring."
