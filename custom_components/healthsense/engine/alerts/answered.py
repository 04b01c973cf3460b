"""Rules over what an assessment answers: it has to say so for a while, and to have stopped for a while to be over.

An answer flickers where a value lies at the edge of a band, so a short absence neither begins a delay again nor ends
what is met. A refusal is no recovery: what is met outlasts it by an hour.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from ..assessment import Assessment
from .model import Part
from .rows import Answered
from .rule import Rule, Scene

RESUME_MS: Final = 8_000
SILENT_MS: Final = 3_600_000
NEWER_MS: Final = 60_000
"""A met part is brought up to date at most so often."""

FLICKER: Final = 5
"""A fifth of the time that ends what is met may be missing from a delay."""

_HERE: Final = 0.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What an answer says that is worth telling; ``at_ms`` is its newest evidence, None where it has no date."""

    value: float | str | None
    unit: str = ""
    limit: float | None = None
    usual: tuple[float, float] | None = None
    source: str = ""
    at_ms: int | None = None
    notes: tuple[str, ...] = ()


def dated(answer: Assessment) -> tuple[int | None, str]:
    """Return when the newest input of an answer was taken, and its source."""
    known = [one for one in answer.inputs if one.effective_ms is not None]
    newest = max(known, key=lambda one: one.effective_ms or 0, default=None)
    return (None, "") if newest is None else (newest.effective_ms, newest.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRule(Rule):
    """A rule over one assessment.

    It has to hold for ``hold_ms`` of our own time and is over after ``clear_ms`` without. ``fed``: of the second half
    of that time there has to be evidence. A part's ``memory`` is since
    when it does not hold, 0 while it does.
    """

    answer: str
    vital: str = ""
    hold_ms: int = 0
    clear_ms: int = 0
    fed: bool = False

    @abstractmethod
    def seen(self, answer: Assessment, scene: Scene) -> Seen | None:
        """Return what is worth telling of an answer that is no refusal, None where nothing is."""

    def step(self, part: Part | None, scene: Scene) -> Part | None:
        """Return what is pending or met."""
        answer = scene.assessments.get(self.answer)
        seen = None if answer is None or answer.refused is not None else self.seen(answer, scene)
        if part is None:
            return None if seen is None else self._begin(seen, scene)
        if seen is None:
            return self._absent(part, scene, refused=answer is None or answer.refused is not None)
        if part.memory[0] != _HERE:
            part = replace(part, memory=(_HERE,))
        if part.met_ms is not None:
            return self._refreshed(part, seen, scene)
        if scene.now_ms < self._due_ms(part, scene) or self._is_starved(seen, scene):
            return part
        return replace(self._updated(part, seen, scene), met_ms=scene.now_ms, due_ms=None)

    def wake_ms(self, part: Part | None, scene: Scene) -> int | None:
        """Return when a delay ends, or when an absence has lasted long enough."""
        if part is None:
            return None
        if part.memory[0] != _HERE:
            answer = scene.assessments.get(self.answer)
            return self._over_ms(part, refused=answer is None or answer.refused is not None)
        return None if part.met_ms is not None else self._due_ms(part, scene)

    def _due_ms(self, part: Part, scene: Scene) -> int:
        due_ms = part.due_ms or part.since_ms
        return scene.started_ms + RESUME_MS if due_ms <= scene.started_ms else due_ms

    def _is_starved(self, seen: Seen, scene: Scene) -> bool:
        """Return whether readings stopped coming; while we were stopped none could come."""
        if not self.fed or seen.at_ms is None:
            return False
        return scene.now_ms - max(seen.at_ms, scene.started_ms) > self.hold_ms // 2

    def _over_ms(self, part: Part, *, refused: bool) -> int:
        if part.met_ms is None:
            lasts_ms = self.clear_ms // FLICKER
        else:
            lasts_ms = max(self.clear_ms, SILENT_MS) if refused else self.clear_ms
        return int(part.memory[0]) + lasts_ms

    def _begin(self, seen: Seen, scene: Scene) -> Part:
        at_ms = scene.now_ms if seen.at_ms is None else seen.at_ms
        part = Part(rule=self.key, since_ms=at_ms, at_ms=at_ms, level=self.level, vital=self.vital, memory=(_HERE,))
        part = self._updated(part, seen, scene)
        if self.hold_ms:
            return replace(part, due_ms=scene.now_ms + self.hold_ms)
        return replace(part, met_ms=scene.now_ms)

    def _absent(self, part: Part, scene: Scene, *, refused: bool) -> Part | None:
        if part.memory[0] == _HERE:
            part = replace(part, memory=(float(scene.now_ms),))
        return part if scene.now_ms < self._over_ms(part, refused=refused) else None

    def _refreshed(self, part: Part, seen: Seen, scene: Scene) -> Part:
        young = seen.at_ms is None or 0 <= seen.at_ms - part.at_ms < NEWER_MS
        return part if young else self._updated(part, seen, scene)

    def _updated(self, part: Part, seen: Seen, scene: Scene) -> Part:
        kept = tuple(note for note in part.notes if ":" not in note)
        return replace(
            part,
            at_ms=scene.now_ms if seen.at_ms is None else seen.at_ms,
            value=seen.value,
            unit=seen.unit,
            limit=seen.limit,
            usual=seen.usual,
            source=seen.source,
            notes=(*(note for note in kept if note not in seen.notes), *seen.notes),
        )


def rules_of[R: AnswerRule](kind: Callable[..., R], rows: Iterable[Answered]) -> tuple[R, ...]:
    """Return the rules of rows of the table, of the kind that asks them."""
    return tuple(
        kind(
            key=row.key,
            cause=row.cause,
            level=row.level,
            assessments=frozenset({row.answer}),
            on=row.on,
            answer=row.answer,
            vital=row.vital,
            hold_ms=row.hold_s * 1000,
            clear_ms=row.clear_s * 1000,
            fed=row.fed,
            row=row,
        )
        for row in rows
    )
