"""A band of a score that is worth telling: early warning, oxygen, blood pressure, fever, pulse, illness, anomaly."""

from dataclasses import dataclass
from typing import Final

from ..assessment import Assessment
from .answered import AnswerRule, Seen, dated, rules_of
from .defaults import clinicians_target
from .evidence import usual_of
from .rows import Answered
from .rule import Scene
from .table import BANDS


@dataclass(frozen=True, slots=True, kw_only=True)
class BandRule(AnswerRule):
    """Whether a score is in one of the bands of a row of ``table.BANDS``."""

    row: Answered

    def seen(self, answer: Assessment, scene: Scene) -> Seen | None:
        """Return the score where its band is one of the row's."""
        if answer.band not in self.row.words:
            return None
        if self.key == "oxygen_band" and self._is_on_target(answer, scene):
            return None
        at_ms, source = dated(answer)
        usual = usual_of(self.vital, scene) if self.vital else None
        value = answer.value if answer.value is not None else answer.lower
        if self.row.answer == "fever" and answer.inputs:
            # The word alone says less than the temperature.
            return Seen(answer.inputs[0].value, answer.inputs[0].unit, source=source, at_ms=at_ms)
        return Seen(value, answer.unit, usual=usual, source=source, at_ms=at_ms)

    @staticmethod
    def _is_on_target(answer: Assessment, scene: Scene) -> bool:
        """Return whether oxygen is where a clinician wants it: the score knows the profile's target alone."""
        target = clinicians_target(scene.profile, scene.controls)
        return target is not None and isinstance(answer.value, (int, float)) and answer.value >= target


RULES: Final[tuple[BandRule, ...]] = rules_of(BandRule, BANDS)
