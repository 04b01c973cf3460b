"""Scores of points whose questions may be unanswered: what the sum is, or between what it must lie."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .assessment import MISSING_INPUT, Assessment, Confidence, Input, refuse

YES: Final = "yes"
NO: Final = "no"


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a score: what it was answered with and the points that this gives.

    An unanswered one has no ``used`` and can give anything from ``lowest`` to ``highest``. So can
    one whose points need another answer too: it has both; ``lacking`` then names that answer.
    ``label`` is how a sentence names the question.
    """

    key: str
    label: str
    lowest: float
    highest: float
    used: Input | None = None
    lacking: str = ""

    @property
    def settled(self) -> bool:
        """Return whether the points are known."""
        return self.used is not None and not self.lacking


def item(key: str, label: str, used: Input | None, points: Callable[[Input], float], possible: Iterable[float]) -> Item:
    """Return an item: ``points`` of its answer, one of ``possible`` where there is none."""
    if used is None:
        given = sorted(possible)
        return Item(key, label, given[0], given[-1])
    gives = points(used)
    given_points = Input(used.key, used.value, used.unit, used.effective_ms, used.source, used.quality, gives)
    return Item(key, label, gives, gives, given_points)


@dataclass(frozen=True, slots=True)
class Tally:
    """The sum of the items: ``lower`` and ``upper`` contain it for every completion."""

    items: Sequence[Item]
    lower: float
    upper: float

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what is not known, in the order of the items."""
        return tuple(dict.fromkeys(one.lacking or one.key for one in self.items if not one.settled))

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Return the answers, with their points where these are known."""
        return tuple(one.used for one in self.items if one.used is not None)


def tally(items: Iterable[Item]) -> Tally:
    """Return the sum of the items."""
    kept = tuple(items)
    return Tally(kept, sum(one.lowest for one in kept), sum(one.highest for one in kept))


def confidence(known: int, asked: int, *, inferred: bool = False) -> Confidence:
    """High with all known, moderate with three quarters, else low; one less where an answer was inferred."""
    level = 2 if known == asked else 1 if 4 * known >= 3 * asked else 0
    return (Confidence.LOW, Confidence.MODERATE, Confidence.HIGH)[max(level - inferred, 0)]


def assess(
    key: str,
    name: str,
    items: Iterable[Item],
    *,
    highest: int,
    band: Callable[[float], str],
    words: Callable[[str], str],
    notes: str = "",
    inferred: Sequence[str] = (),
) -> Assessment:
    """Return the answer of a score from 0 to ``highest``.

    All known: ``value``, and bounds that equal it. Else no value; the bounds contain the score for
    every completion, and there is a ``band`` only where both bounds lie in it. ``words`` says what
    a band means; ``inferred`` are labels of answers that follow from others. Nothing known is
    refused.
    """
    counted = tally(items)
    if not counted.inputs:
        text = f"Nothing is known of what {name.replace('The ', 'the ', 1)} asks for."
        return refuse(key, MISSING_INPUT, text, missing=counted.missing)
    known = sum(one.settled for one in counted.items)
    lower, upper = counted.lower, counted.upper
    lowest, highest_band = band(lower), band(upper)
    boxes = tuple((one.label, one.lacking, one.settled, one.lowest) for one in counted.items)
    text = _text(
        name,
        highest=highest,
        bounds=(lower, upper),
        meanings=(words(lowest), words(highest_band)),
        boxes=boxes,
        inferred=tuple(inferred),
    )
    return Assessment(
        key,
        value=lower if known == len(boxes) else None,
        lower=lower,
        upper=upper,
        coverage=known / len(boxes),
        band=lowest if lowest == highest_band else None,
        confidence=confidence(known, len(boxes), inferred=bool(inferred)),
        missing=counted.missing,
        inputs=counted.inputs,
        explanation=text + notes,
    )


@lru_cache(maxsize=1024)
def _text(
    name: str,
    *,
    highest: int,
    bounds: tuple[float, float],
    meanings: tuple[str, str],
    boxes: tuple[tuple[str, str, bool, float], ...],
    inferred: tuple[str, ...],
) -> str:
    """Put a score into words. ``meanings``: of the bounds; ``boxes``: label, lacking, settled, points of each item.

    Kept: of a vital that streams the words seldom change.
    """
    unknown = [f"{label} (needs {lacking.replace('_', ' ')})" if lacking else label
               for label, lacking, settled, _ in boxes if not settled]  # fmt: skip
    sources = ", ".join(f"{label} {points:g}" for label, _, settled, points in boxes if settled and points)
    lower, upper = bounds
    if unknown:
        known = len(boxes) - len(unknown)
        text = f"{name} lies between {lower:g} and {upper:g} of {highest}, from {known} of {len(boxes)} answers"
    else:
        text = f"{name} is {lower:g} of {highest}"
    text += f": {meanings[0]}." if meanings[0] == meanings[1] else f": from {meanings[0]} to {meanings[1]}."
    if sources:
        text += f" Points from: {sources}."
    if unknown:
        text += f" Not known: {', '.join(unknown)}."
    if inferred:
        text += f" Taken from what else the profile says: {', '.join(inferred)}."
    return text
