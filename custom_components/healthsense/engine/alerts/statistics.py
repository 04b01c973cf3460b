"""How often alerts rang, for what, and what became of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..distribution import percentile
from .escalation import OFF_DUTY
from .model import LEVEL_WORDS, Alert, Cause, Delivery, DeliveryStatus, Word

WEEK_MS: Final = 7 * 86_400_000
LEAST_MS: Final = 86_400_000
"""Of less than a day no rate is told: one alert in an hour is not 168 a week."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Alerts of one person that were raised in ``[start_ms, end_ms)``; tests are left out.

    ``raised`` and ``per_week`` go by the word of the level reached, health alone; ``interruptions`` of monitoring are
    counted by themselves. ``useful`` and ``not_useful`` were marked so; ``actionable`` is the share of useful ones
    among those that were marked, None where none was. Times to acknowledge are in ms. ``failed`` of ``deliveries``
    reached nobody after all attempts; dropped ones, that nobody wanted any more, are not among either. ``suppressed``
    counts by reason how often a rule was met and did not ring.
    """

    start_ms: int
    end_ms: int
    raised: Mapping[str, int]
    per_week: Mapping[str, float | None]
    interruptions: int
    useful: int
    not_useful: int
    acknowledged: int
    acknowledge_median_ms: float | None
    acknowledge_p90_ms: float | None
    deliveries: int
    failed: int
    suppressed: Mapping[str, int]

    @property
    def weeks(self) -> float:
        """Return for how many weeks it was watched."""
        return max(self.end_ms - self.start_ms, 0) / WEEK_MS

    @property
    def actionable(self) -> float | None:
        """Return the share of useful alerts among those that somebody marked, 0-1."""
        marked = self.useful + self.not_useful
        return self.useful / marked if marked else None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "start_ms": self.start_ms,
            "end_ms": self.end_ms,
            "raised": dict(self.raised),
            "per_week": dict(self.per_week),
            "interruptions": self.interruptions,
            "useful": self.useful,
            "not_useful": self.not_useful,
            "actionable": self.actionable,
            "acknowledged": self.acknowledged,
            "acknowledge_median_ms": self.acknowledge_median_ms,
            "acknowledge_p90_ms": self.acknowledge_p90_ms,
            "deliveries": self.deliveries,
            "failed": self.failed,
            "suppressed": dict(self.suppressed),
        }


def counted(alerts: Iterable[Alert], start_ms: int, end_ms: int) -> list[Alert]:
    """Return the alerts about health that were raised, or told afterwards, in ``[start_ms, end_ms)``."""
    return [
        alert
        for alert in alerts
        if alert.raised_ms is not None
        and start_ms <= alert.raised_ms < end_ms
        and not alert.test
        and alert.cause is not Cause.MONITORING
    ]


def statistics(
    alerts: Sequence[Alert],
    deliveries: Iterable[Delivery],
    log: Iterable[Mapping[str, Any]],
    start_ms: int,
    end_ms: int,
) -> Statistics:
    """Return the statistics of ``[start_ms, end_ms)``; ``log`` are lines as `Transition.as_dict` gives them."""
    ours = counted(alerts, start_ms, end_ms)
    raised = Counter(alert.level.word for alert in ours)
    weeks = (end_ms - start_ms) / WEEK_MS
    told = end_ms - start_ms >= LEAST_MS
    waits = sorted(
        float(alert.acknowledged_ms - alert.raised_ms)
        for alert in ours
        if alert.acknowledged_ms is not None and alert.raised_ms is not None
    )
    tests = {alert.id for alert in alerts if alert.test}
    made = Counter(
        one.status
        for one in deliveries
        if start_ms <= one.made_ms < end_ms and one.alert not in tests and one.error != OFF_DUTY
    )
    suppressed = Counter(
        str(line["suppressed"]) for line in log if line["event"] == Word.SUPPRESSED and line["suppressed"] is not None
    )
    return Statistics(
        start_ms,
        end_ms,
        {word: raised[word] for word in LEVEL_WORDS},
        {word: raised[word] / weeks if told else None for word in LEVEL_WORDS},
        sum(
            alert.cause is Cause.MONITORING and not alert.test
            and alert.raised_ms is not None and start_ms <= alert.raised_ms < end_ms
            for alert in alerts
        ),
        sum(alert.useful is True for alert in ours),
        sum(alert.useful is False for alert in ours),
        len(waits),
        percentile(waits, 50) if waits else None,
        percentile(waits, 90) if waits else None,
        made[DeliveryStatus.DONE] + made[DeliveryStatus.FAILED],
        made[DeliveryStatus.FAILED],
        dict(sorted(suppressed.items())),
    )  # fmt: skip
