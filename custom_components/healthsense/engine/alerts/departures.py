"""A vital far from what is usual for the person, for a while. There is none before what is usual was learned."""

from dataclasses import dataclass
from typing import Final

from ..assessment import Assessment
from .answered import AnswerRule, Seen, dated, rules_of
from .evidence import usual_of
from .rows import Answered
from .rule import Scene
from .table import DEPARTURES


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartureRule(AnswerRule):
    """Whether a vital is as far from usual as a row of ``table.DEPARTURES`` says."""

    row: Answered

    def seen(self, answer: Assessment, scene: Scene) -> Seen | None:
        """Return the vital's median of the last quarter of an hour where it departs far enough."""
        if answer.band not in self.row.words or not isinstance(answer.value, (int, float)):
            return None
        if abs(answer.value) < self.row.least:
            return None
        at_ms, _ = dated(answer)
        source = answer.inputs[0].source if answer.inputs else ""
        now = next((one.value for one in answer.inputs if one.key == f"{self.vital}_now"), answer.value)
        usual = usual_of(self.vital, scene)
        limit = None if usual is None else usual[0] if answer.value < 0 else usual[1]
        return Seen(now, answer.unit, limit, usual, source, at_ms)


RULES: Final[tuple[DepartureRule, ...]] = rules_of(DepartureRule, DEPARTURES)
