"""A trend that reaches a limit before long, and when it would.

A straight line through three hours is no forecast: it is a reason to look, so these rules are at most info.
"""

from dataclasses import dataclass
from typing import Final

from ..assessment import Assessment, Confidence
from .answered import AnswerRule, Seen, dated
from .defaults import DEFAULTS, bounds
from .evidence import usual_of
from .rows import Toward
from .rule import Scene
from .table import TRENDS

TIME_TO_LIMIT: Final = "time_to_limit_min"


def time_to_limit_min(value: float, per_hour: float, limit: float) -> float | None:
    """Return in how many minutes a value that changes so much an hour is at a limit; None: it moves away from it."""
    way = limit - value
    if per_hour == 0 or way * per_hour < 0:
        return None
    return 60 * way / per_hour


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendRule(AnswerRule):
    """Whether a trend reaches the limit of another rule as soon as a row of ``table.TRENDS`` says."""

    row: Toward

    def seen(self, answer: Assessment, scene: Scene) -> Seen | None:
        """Return the vital now, and when it would be at the limit, where the whole interval of the slope goes there."""
        towards = DEFAULTS[self.row.limit_of]
        limit, _ = bounds(towards, scene.profile, scene.controls)
        sure = answer.confidence in (Confidence.HIGH, Confidence.MODERATE)
        if not sure or answer.band != ("falling" if towards.side.low else "rising"):
            return None
        value = self._now(scene)
        if value is None or not isinstance(answer.value, (int, float)):
            return None
        minutes = time_to_limit_min(value, answer.value, limit)
        if minutes is None or round(minutes) * 60 > self.row.within_s:
            return None
        at_ms, source = dated(answer)
        unit = answer.unit.partition("/h")[0]
        # In steps of ten minutes: a figure that trembles says nothing more.
        notes = (f"{TIME_TO_LIMIT}:{max(10, round(minutes / 10) * 10)}",)
        return Seen(value, unit, limit, usual_of(self.vital, scene), source, at_ms, notes)

    def _now(self, scene: Scene) -> float | None:
        """Return the median of the last quarter of an hour where it is known, else the newest reading."""
        deviation = scene.assessments.get(f"{self.vital}_deviation")
        for one in () if deviation is None else deviation.inputs:
            if one.key == f"{self.vital}_now" and isinstance(one.value, (int, float)):
                return float(one.value)
        current = scene.current.get(self.vital)
        return current.measurement.value if current is not None and current.fresh else None


def _rule(row: Toward) -> TrendRule:
    return TrendRule(
        key=row.key,
        cause=row.cause,
        level=row.level,
        assessments=frozenset({row.answer}),
        on=row.on,
        answer=row.answer,
        vital=row.vital,
        hold_ms=row.hold_s * 1000,
        clear_ms=row.hold_s * 1000,
        row=row,
    )


RULES: Final[tuple[TrendRule, ...]] = tuple(_rule(row) for row in TRENDS)
