"""What a limit would have met in the recorded history: the count that a budget asks for.

A laxer limit meets only what the one before met, so nothing but the readings around what rang is looked at again. That
is exact where they are kept in full (a week of a stream, spot readings for ever). Of what is older, and of more than
`MOST_WINDOWS`, what the alert kept has to do: see `recorded`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..care_plan import Plan
from ..measurement import Measurement
from ..profile import Profile
from .budget import Count
from .controls import Controls, Origin, PersonalLimit
from .defaults import DEFAULTS
from .model import Alert, Part
from .rows import Default
from .rule import Rule, Scene
from .thresholds import RULES

STEP_MS: Final = 60_000
"""Readings are handed to the rule a minute at a time: a run that was over by then is found as one that happened."""
AROUND_MS: Final = 300_000
LONGEST_MS: Final = 1_800_000
"""The first half hour of a run decides whether it would have met a limit."""
MOST_WINDOWS: Final = 12

type Readings = Callable[[str, int, int], Sequence[Measurement]]

_RULES: Final = {rule.key: rule for rule in RULES}


def parts_by_rule(alerts: Iterable[Alert]) -> dict[str, list[Part]]:
    """Return what was met, by rule, in the order of the alerts."""
    found: dict[str, list[Part]] = {}
    for alert in alerts:
        for part in alert.parts:
            if part.met_ms is not None:
                found.setdefault(part.rule, []).append(part)
    return found


def recorded(alerts: Iterable[Alert]) -> Count:
    """Count in what alerts kept: a run whose worst value is not beyond a limit would not have met it.

    An upper bound of what would have rung, since it may not have stayed beyond for long enough.
    """
    parts = parts_by_rule(alerts)
    return lambda rule, limit: [part.since_ms for part in parts.get(rule, ()) if _may_meet(rule, part, limit)]


def _may_meet(rule: str, part: Part, limit: float) -> bool:
    row = DEFAULTS.get(rule)
    return row is None or part.worst is None or _is_beyond(row, part.worst, limit)


def _is_beyond(row: Default, value: float, limit: float) -> bool:
    beyond = value < limit if row.side.low else value > limit
    return beyond or (value == limit and "=" in row.side)


@dataclass(frozen=True, slots=True)
class Replay:
    """A count that asks the rules again. ``full_from_ms``: since when readings of streams are there in full.

    ``readings(vital, start_ms, end_ms)`` gives them by effective time.
    """

    alerts: Sequence[Alert]
    readings: Readings
    profile: Profile
    controls: Controls
    full_from_ms: int

    def __call__(self, rule: str, limit: float) -> Sequence[int]:
        """Return when the runs begin that would have met a limit (effective, ms)."""
        known = _RULES.get(rule)
        parts = [part for part in parts_by_rule(self.alerts).get(rule, ()) if _may_meet(rule, part, limit)]
        windows = [part for part in parts if known is not None and part.since_ms - AROUND_MS >= self.full_from_ms]
        windows = windows[-MOST_WINDOWS:]
        found = {part.since_ms for part in parts if part not in windows}
        if known is not None:
            own = PersonalLimit(limit, Origin.CLINICIAN, "replay", 0)
            tried = replace(self.controls, limits={**self.controls.limits, rule: own})
            found.update(at_ms for part in windows if (at_ms := self._met(known, tried, part)) is not None)
        return sorted(found)

    def _met(self, rule: Rule, controls: Controls, part: Part) -> int | None:
        """Fold a rule over the readings around a run; return when what met it began, None where nothing did."""
        start_ms = part.since_ms - AROUND_MS
        end_ms = min(part.at_ms, part.since_ms + LONGEST_MS) + AROUND_MS
        seen: Part | None = None
        (vital,) = rule.vitals
        for now_ms, batch in _minutes(self.readings(vital, start_ms, end_ms)):
            scene = Scene(
                now_ms=now_ms, profile=self.profile, zone=self.profile.zone, current={}, assessments={},
                changed=rule.vitals, stored={vital: batch}, controls=controls, care_plan=Plan(),
                readings=self.readings, started_ms=start_ms,
            )  # fmt: skip
            seen = rule.step(seen, scene)
            if seen is not None and seen.met_ms is not None:
                return seen.since_ms
        return None


def _minutes(rows: Sequence[Measurement]) -> Iterator[tuple[int, Sequence[Measurement]]]:
    """Yield the end of each minute in which readings were taken, with them."""
    at = 0
    while at < len(rows):
        first, now_ms = at, (rows[at].effective_ms // STEP_MS + 1) * STEP_MS
        while at < len(rows) and rows[at].effective_ms < now_ms:
            at += 1
        yield now_ms, rows[first:at]
