"""What learned models say: off until somebody switches one on, and never more than info.

They estimate, they do not measure: none may wake anybody. A personal limit (a probability) takes the place of the
model's own top band.
"""

from dataclasses import dataclass
from typing import Final

from ..assessment import Assessment
from .answered import AnswerRule, Seen, dated
from .rows import Learned
from .rule import Scene
from .table import MODELS

CLEAR_MS: Final = 3_600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRule(AnswerRule):
    """Whether a model's probability is over the person's limit, for a row of ``table.MODELS``."""

    row: Learned

    def seen(self, answer: Assessment, scene: Scene) -> Seen | None:
        """Return the probability where it is over the limit, or in the top band where there is no limit."""
        own = scene.controls.limits.get(self.key)
        if not isinstance(answer.value, (int, float)):
            return None
        over = answer.band in self.row.words if own is None else answer.value >= own.value
        if not over:
            return None
        at_ms, _ = dated(answer)
        return Seen(answer.value, answer.unit, None if own is None else own.value, at_ms=at_ms)


def _rule(row: Learned) -> ModelRule:
    return ModelRule(
        key=row.key,
        cause=row.cause,
        level=row.level,
        assessments=frozenset({row.answer}),
        on=row.on,
        answer=row.answer,
        clear_ms=CLEAR_MS,
        row=row,
    )


RULES: Final[tuple[ModelRule, ...]] = tuple(_rule(row) for row in MODELS)
