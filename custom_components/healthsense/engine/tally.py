"""Scores of points whose questions may be unanswered: what the sum is, or between what it must lie."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
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
    return Item(key, label, gives, gives, replace(used, points=gives))


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
    def unknown(self) -> tuple[Item, ...]:
        """Return the items whose points are not known."""
        return tuple(one for one in self.items if not one.settled)

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Return the answers, with their points where these are known."""
        return tuple(one.used for one in self.items if one.used is not None)

    @property
    def sources(self) -> str:
        """Return what adds points, as a list of words; empty where nothing does."""
        return ", ".join(f"{one.label} {one.lowest:g}" for one in self.items if one.settled and one.lowest)


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
        return refuse(key, MISSING_INPUT, f"Nothing that {name} asks for is known.", missing=counted.missing)
    known = sum(one.settled for one in counted.items)
    lower, upper = counted.lower, counted.upper
    settled = band(lower) if band(lower) == band(upper) else None
    if known == len(counted.items):
        text = f"{name} is {lower:g} of {highest}"
    else:
        text = f"{name} lies between {lower:g} and {upper:g} of {highest}, from {known} of {len(counted.items)} answers"
    text += f": {words(settled)}." if settled else f": from {words(band(lower))} to {words(band(upper))}."
    if counted.sources:
        text += f" Points from: {counted.sources}."
    if counted.unknown:
        text += f" Not known: {', '.join(_unknown(one) for one in counted.unknown)}."
    if inferred:
        text += f" Taken from what else the profile says: {', '.join(inferred)}."
    return Assessment(
        key,
        value=lower if known == len(counted.items) else None,
        lower=lower,
        upper=upper,
        coverage=known / len(counted.items),
        band=settled,
        confidence=confidence(known, len(counted.items), inferred=bool(inferred)),
        missing=counted.missing,
        inputs=counted.inputs,
        explanation=text + notes,
    )


def _unknown(one: Item) -> str:
    return f"{one.label} (needs {one.lacking.replace('_', ' ')})" if one.lacking else one.label
