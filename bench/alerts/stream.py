"""What a simulated person's year is made of: readings in the order they arrive, and what truly happened."""

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MS: Final = 24 * HOUR_MS
START_MS: Final = 1_736_121_600_000
"""Monday, 6 January 2025, 00:00 UTC, where everybody lives."""


class Reading(NamedTuple):
    """A reading in its vital's canonical unit; ``quality`` 0-100, None where the device does not tell."""

    received_ms: int
    effective_ms: int
    vital: str
    source: str
    value: float
    quality: int | None = None


class Label(NamedTuple):
    """Something that truly happened. ``acute``: minutes to hours; else an illness of days, with its first symptom.

    ``seen``: some device measured during it. What nobody measured, nobody can find.
    """

    kind: str
    onset_ms: int
    end_ms: int
    acute: bool
    symptom_ms: int | None = None
    seen: bool = True


class Fault(NamedTuple):
    """A device that said something untrue, or nothing: never something to be told a family as health."""

    kind: str
    source: str
    start_ms: int
    end_ms: int


class Note(NamedTuple):
    """What the household told HealthSense of a person's context, from ``at_ms`` until ``until_ms``."""

    at_ms: int
    context: str
    until_ms: int


@dataclass(frozen=True, slots=True)
class Stream:
    """One person's simulated time: readings by arrival, labels by onset."""

    person: str
    profile: Mapping[str, Any]
    days: int
    readings: Sequence[Reading]
    labels: Sequence[Label]
    faults: Sequence[Fault]
    notes: Sequence[Note]

    @property
    def weeks(self) -> float:
        """Return for how many weeks the person is watched."""
        return self.days / 7

    def digest(self) -> str:
        """Return a hash of every byte of it."""
        told = hashlib.sha256()
        for part in (self.readings, self.labels, self.faults, self.notes):
            for row in part:
                told.update(repr(tuple(row)).encode())
        return told.hexdigest()


def dice(*names: object) -> random.Random:
    """Return a generator of its own for what is named: what one device draws never moves what another does."""
    return random.Random("/".join(str(name) for name in names))  # noqa: S311  # a simulation, the same every time


def poisson(rng: random.Random, mean: float) -> int:
    """Return how many events of a Poisson process of this mean there are."""
    count, at = 0, rng.expovariate(1.0)
    while at < mean:
        count += 1
        at += rng.expovariate(1.0)
    return count


def clipped(rng: random.Random, mean: float, sd: float, low: float, high: float) -> float:
    """Return a normal draw held within ``low`` and ``high``."""
    return min(max(rng.gauss(mean, sd), low), high)
