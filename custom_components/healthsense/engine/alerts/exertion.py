"""Whether somebody moves or sleeps: as was said, or as steps and sleep stages tell."""

from itertools import pairwise
from typing import Final

from ..vitals import VITALS
from .controls import Context
from .rule import Scene
from .runs import by_source

RECOVERY_MS: Final = 15 * 60_000
"""A pulse needs minutes to come down again."""

ACTIVE_STEPS: Final = 300
"""Three minutes at the 100 a minute of moderate exercise (Tudor-Locke et al., Br J Sports Med 2018;52:776)."""

_ASLEEP: Final = frozenset(VITALS["sleep_stage"].codes[word] for word in ("light", "deep", "rem"))


def is_active(scene: Scene) -> bool:
    """Return whether the person exercises or did a moment ago."""
    controls, now_ms = scene.controls, scene.now_ms
    until_ms = controls.context_until_ms
    if controls.context is Context.EXERCISE and (until_ms is None or now_ms < until_ms + RECOVERY_MS):
        return True
    steps = by_source(scene.readings("steps", now_ms - RECOVERY_MS, now_ms + 1))
    return any(
        sum(max(later.scaled - earlier.scaled, 0) for earlier, later in pairwise(own)) >= ACTIVE_STEPS
        for own in steps.values()
    )


def is_asleep(scene: Scene) -> bool:
    """Return whether the person sleeps."""
    if scene.controls.context_at(scene.now_ms) is Context.SLEEP:
        return True
    stage = scene.current.get("sleep_stage")
    return stage is not None and stage.fresh and stage.measurement.scaled in _ASLEEP
