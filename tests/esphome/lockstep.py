"""Stretches of simulated time: the node of nodes/demo-lockstep.yaml is told how long to play and tells what it told."""

import json
from dataclasses import dataclass
from typing import Any

from household import Household

LOCKSTEP = {"HEALTHSENSE_LOCKSTEP": "1"}


@dataclass(frozen=True, kw_only=True)
class Account:
    """How a vital sign differed from the truth: seconds with a value, mean, mean absolute and largest difference."""

    told: int
    bias: float
    mae: float
    worst: float


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """What a stretch of simulated time told: its seconds, those that were told of, and the vital signs in them."""

    played: int
    seconds: int
    quality: float
    irregular: int
    heart_rate: Account
    spo2: Account
    respiratory_rate: Account


def _stretch(text: str) -> Stretch:
    row: dict[str, Any] = json.loads(text)
    for key, value in row.items():
        if isinstance(value, list):
            row[key] = Account(told=value[0], bias=value[1], mae=value[2], worst=value[3])
    return Stretch(**row)


async def play(household: Household, seconds: int, *, wait_s: float = 120) -> Stretch:
    """Lets that much simulated time pass and returns what was told in it."""
    # The node's first state is an empty line.
    await household.until(lambda: household.value("Ledger") is not None, 5)
    before = len(household.times("Ledger"))
    household.set_number("Play", seconds)
    await household.until(lambda: len(household.times("Ledger")) > before, wait_s)
    return _stretch(household.value("Ledger"))
