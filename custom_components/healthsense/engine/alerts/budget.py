"""The alert budget: how much of it is spent, and what a change would have saved and cost. Proposed, never applied.

A proposal looks back only: which of the alerts that rang would not have rung with a laxer limit, and which of those
were about something. No absolute limit is ever proposed to be laxer; for it there is somebody to ask.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from ..profile import Profile
from .controls import Controls
from .defaults import DEFAULTS, bounds
from .grouping import ENDS
from .model import Alert, Level
from .rows import Default
from .rule import Rule
from .statistics import WEEK_MS, counted

BUDGET_LEVELS: Final[Mapping[str, frozenset[Level]]] = {
    "warning": frozenset({Level.WARNING}),
    "urgent": frozenset({Level.URGENT, Level.CRITICAL}),
}
LEAST_MS: Final = WEEK_MS
LEAST_ALERTS: Final = 2
"""One alert is none too many, however small the budget: it may have been the one that matters."""
STEPS: Final = 4
"""How many limits, each laxer by what clears the rule, are looked at."""
BESIDE_MS: Final = 3_600_000
"""A run that rang so near to an alert's would have told of the same thing."""

type Count = Callable[[str, float], Sequence[int]]
"""Rule and limit -> when the runs of its condition begin that would have been met in the period (effective, ms)."""


class Change(StrEnum):
    """What is proposed."""

    LIMIT = "limit"
    SWITCH_OFF = "switch_off"
    ASK_CLINICIAN = "ask_clinician"
    """An absolute limit rang too often: a better sensor place, or a clinician's target. It stays as it is."""


@dataclass(frozen=True, slots=True)
class Spending:
    """One line of the budget: alerts of a level that nobody called useful. ``per_week`` None: too short a time."""

    level: str
    allowed: float
    count: int
    per_week: float | None

    @property
    def overspent(self) -> bool:
        """Return whether it is more than was allowed, and no single alert."""
        return self.per_week is not None and self.count >= LEAST_ALERTS and self.per_week > self.allowed

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "level": self.level, "allowed": self.allowed, "count": self.count, "per_week": self.per_week,
            "overspent": self.overspent,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class BudgetProposal:
    """A change to consider. ``limit`` None where the rule is to be switched off, or to be asked about.

    ``saved``: alerts that would not have rung; ``left``: those of the level that would. ``missed``: ids of alerts that
    were useful or louder than the budget is about and would not have rung. ``enough``: the budget would have held.
    """

    rule: str
    change: Change
    level: str
    instead_of: float | None
    limit: float | None
    unit: str
    saved: int
    left: int
    missed: tuple[str, ...]
    enough: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "rule": self.rule, "change": self.change.value, "level": self.level, "instead_of": self.instead_of,
            "limit": self.limit, "unit": self.unit, "saved": self.saved, "left": self.left,
            "missed": list(self.missed), "enough": self.enough,
        }  # fmt: skip


def spending(alerts: Iterable[Alert], budget: Mapping[str, float], start_ms: int, end_ms: int) -> tuple[Spending, ...]:
    """Return how much of the budget was spent in ``[start_ms, end_ms)``."""
    ours = [alert for alert in counted(alerts, start_ms, end_ms) if alert.useful is not True]
    weeks = (end_ms - start_ms) / WEEK_MS
    lines = []
    for word, levels in BUDGET_LEVELS.items():
        count = sum(alert.level in levels for alert in ours)
        per_week = count / weeks if end_ms - start_ms >= LEAST_MS else None
        lines.append(Spending(word, budget.get(word, 0.0), count, per_week))
    return tuple(lines)


def laxer_limits(row: Default, profile: Profile, controls: Controls) -> tuple[float, ...]:
    """Return limits to look at, the nearest first; none of an absolute rule."""
    if row.absolute:
        return ()
    limit, clear = bounds(row, profile, controls)
    low, high = row.personal
    step = limit - clear
    return tuple(round(value, 6) for n in range(1, STEPS + 1) if low <= (value := limit + n * step) <= high and step)


def propose(
    alerts: Sequence[Alert],
    *,
    rules: Mapping[str, Rule],
    profile: Profile,
    controls: Controls,
    count: Count,
    start_ms: int,
    end_ms: int,
) -> tuple[BudgetProposal, ...]:
    """Return what would have kept the budget in ``[start_ms, end_ms)``, for every rule that overspent it.

    The smallest change of a limit that is enough, else the one that saves most; of a rule without a limit, to switch it
    off. A change that would have saved nothing is none.
    """
    ours = counted(alerts, start_ms, end_ms)
    found: list[BudgetProposal] = []
    for line in spending(alerts, controls.budget, start_ms, end_ms):
        if not line.overspent:
            continue
        spent = [alert for alert in ours if alert.level in BUDGET_LEVELS[line.level] and alert.useful is not True]
        by_rule: dict[str, list[Alert]] = {}
        for alert in spent:
            by_rule.setdefault(alert.lead.rule, []).append(alert)
        room = line.allowed * (end_ms - start_ms) / WEEK_MS
        look = _Look(line.level, spent, ours, room, count)
        for key, own in sorted(by_rule.items(), key=lambda item: (-len(item[1]), item[0])):
            if key in rules:
                found += look.at(rules[key], own, profile, controls)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Look:
    """Looks at the changes of one rule."""

    level: str
    spent: Sequence[Alert]
    ours: Sequence[Alert]
    room: float
    count: Count

    def at(self, rule: Rule, own: Sequence[Alert], profile: Profile, controls: Controls) -> Iterator[BudgetProposal]:
        row = DEFAULTS.get(rule.key)
        unit = own[0].lead.unit
        if rule.absolute:
            limit = None if row is None else bounds(row, profile, controls)[0]
            yield BudgetProposal(
                rule.key, Change.ASK_CLINICIAN, self.level, limit, None, unit, 0, len(self.spent), (), enough=False
            )
            return
        if row is None:
            yield from self._worth(self._changed(rule.key, Change.SWITCH_OFF, (), limit=None, laxer=None, unit=unit))
            return
        limit = bounds(row, profile, controls)[0]
        options: list[BudgetProposal] = []
        for laxer in laxer_limits(row, profile, controls):
            runs = self.count(rule.key, laxer)
            options.append(self._changed(rule.key, Change.LIMIT, runs, limit=limit, laxer=laxer, unit=unit))
            if options[-1].enough:
                break
        best = max(options, key=lambda option: (option.enough, option.saved), default=None)
        if best is not None:
            yield from self._worth(best)

    @staticmethod
    def _worth(proposal: BudgetProposal) -> Iterator[BudgetProposal]:
        if proposal.saved:
            yield proposal

    def _changed(
        self, key: str, change: Change, runs: Sequence[int], *, limit: float | None, laxer: float | None, unit: str
    ) -> BudgetProposal:
        gone = {alert.id for alert in self.ours if not _still_rings(alert, key, runs)}
        saved = sum(alert.id in gone for alert in self.spent)
        missed = tuple(alert.id for alert in self.ours if alert.id in gone and _matters(alert, self.level))
        left = len(self.spent) - saved
        return BudgetProposal(
            key, change, self.level, limit, laxer, unit, saved, left, missed, enough=left <= self.room
        )


def _matters(alert: Alert, level: str) -> bool:
    """Return whether an alert was about something: marked useful, or louder than the budget in question."""
    louder = alert.level > max(BUDGET_LEVELS[level])
    return alert.useful is True or (louder and alert.useful is not False)


def _still_rings(alert: Alert, key: str, runs: Sequence[int]) -> bool:
    """Return whether an alert would have rung without one rule, or by a run of it that is still met."""
    for part in alert.parts:
        # What ended an alert did not keep it from ringing.
        if part.met_ms is None or (part.suppressed is not None and part.suppressed not in ENDS):
            continue
        if part.rule != key:
            return True
        if any(part.since_ms - BESIDE_MS <= at_ms <= max(part.at_ms, part.since_ms) + BESIDE_MS for at_ms in runs):
            return True
    return False
