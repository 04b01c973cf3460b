"""A monitor over a store that lives as long as a test: readings in, answers out, in any order."""

import json
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from healthsense_engine.assessment import Assessment
from healthsense_engine.measurement import Measurement
from healthsense_engine.monitor import Monitor, Result
from healthsense_engine.profile import parse_profile
from healthsense_engine.store import Store
from strategies import NOON_MS

PERSON = "p"
LONG_AGO_MS = NOON_MS - 400 * 86_400_000


@contextmanager
def watched(profile: Mapping[str, Any] = {}, **more: Any) -> Iterator[Monitor]:
    """Give a monitor of an empty store; ``more`` goes to it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Store.open(Path(folder) / "s.db", now_ms=LONG_AGO_MS)) as store,
    ):
        yield monitor_of(store, profile, **more)


def monitor_of(store: Store, profile: Mapping[str, Any] = {}, **more: Any) -> Monitor:
    """Return a monitor that has read nothing yet."""
    return Monitor(store, PERSON, parse_profile(profile, now_ms=NOON_MS), **more)


def again(monitor: Monitor, profile: Mapping[str, Any] = {}) -> Monitor:
    """Return another monitor of the same store, as after a restart."""
    return monitor_of(monitor._store, profile)


def spoken(result: Result, keys: Sequence[str]) -> dict[str, str]:
    """Return every byte of what is said under some keys, and when it is worth waking."""
    return {key: json.dumps(result.assessments[key].as_dict(), ensure_ascii=False) for key in keys} | {
        "wake": str(result.answers_wake_ms)
    }


def at_once(
    batch: Sequence[Measurement], now_ms: int, profile: Mapping[str, Any] = {}, **more: Any
) -> Mapping[str, Assessment]:
    """Return the answers after all readings came in one go."""
    with watched(profile, **more) as monitor:
        return monitor.advance(batch, now_ms).assessments


def says_the_same_in_any_order(
    batch: Sequence[Measurement],
    moments: Sequence[int],
    keys: Sequence[str],
    profile: Mapping[str, Any] = {},
    seed: int = 1,
) -> None:
    """Assert that order, batches, restarts and moments looked at in between change no answer.

    Live, in order of receipt with stragglers, against a fresh start at every one of ``moments``;
    then shuffled and in a few batches, at the last moment.
    """
    chance = random.Random(seed)
    arriving = sorted(batch, key=lambda one: one.received_ms)
    with watched(profile) as monitor:
        for moment in moments:
            part = [one for one in arriving if one.received_ms <= moment]
            arriving = arriving[len(part) :]
            cut = chance.randrange(len(part) + 1)
            for piece in (part[:cut], part[cut:]):
                result = monitor.advance(piece, moment)
            assert spoken(result, keys) == spoken(again(monitor, profile).advance((), moment), keys), moment
        live = spoken(result, keys)
    shuffled = [one for one in batch if one.received_ms <= moments[-1]]
    chance.shuffle(shuffled)
    with watched(profile) as monitor:
        for start in range(0, len(shuffled), len(shuffled) // 3 + 1):
            result = monitor.advance(shuffled[start : start + len(shuffled) // 3 + 1], moments[-1])
        assert spoken(monitor.advance((), moments[-1]), keys) == live
