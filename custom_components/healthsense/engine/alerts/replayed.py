"""What a rule of a vital would have met in recorded readings with another limit: the count that a budget asks for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from ..care_plan import Plan
from ..measurement import Measurement
from ..profile import Profile
from .budget import Count
from .controls import Controls, Origin, PersonalLimit
from .rule import Rule, Scene
from .thresholds import RULES

STEP_MS: Final = 60_000
"""Readings are handed to the rule a minute at a time: a run that was over by then is found as one that happened."""
CHUNK_MS: Final = 6 * 3_600_000

type Readings = Callable[[str, int, int], Sequence[Measurement]]

_BY_KEY: Final = {rule.key: rule for rule in RULES}


def replayed(readings: Readings, profile: Profile, controls: Controls, start_ms: int, end_ms: int) -> Count:
    """Return a count over the readings of ``[start_ms, end_ms)`` in full resolution, 0 runs for rules of no vital.

    ``readings(vital, start_ms, end_ms)`` gives them by effective time. Full resolution is kept for a week; spot
    readings for ever.
    """

    def count(rule: str, limit: float) -> Sequence[int]:
        known = _BY_KEY.get(rule)
        if known is None:
            return ()
        own = PersonalLimit(limit, Origin.CLINICIAN, "replay", start_ms)
        tried = replace(controls, limits={**controls.limits, rule: own})
        return _runs(known, readings, profile, tried, (start_ms, end_ms))  # fmt: skip

    return count


def _runs(rule: Rule, readings: Readings, profile: Profile, controls: Controls, period: tuple[int, int]) -> list[int]:
    """Fold a rule over readings; return when the runs that met it began."""
    (vital,), (start_ms, end_ms) = rule.vitals, period
    met: list[int] = []
    part = None
    for chunk_ms in range(start_ms, end_ms, CHUNK_MS):
        rows = readings(vital, chunk_ms, min(chunk_ms + CHUNK_MS, end_ms))
        at = 0
        while at < len(rows):
            now_ms = (rows[at].effective_ms // STEP_MS + 1) * STEP_MS
            first = at
            while at < len(rows) and rows[at].effective_ms < now_ms:
                at += 1
            scene = Scene(
                now_ms=now_ms, profile=profile, zone=profile.zone, current={}, assessments={},
                changed=frozenset({vital}), stored={vital: rows[first:at]}, controls=controls, care_plan=Plan(),
                readings=readings, started_ms=start_ms,
            )  # fmt: skip
            part = rule.step(part, scene)
            if part is not None and part.met_ms is not None and part.since_ms not in met:
                met.append(part.since_ms)
    return met
