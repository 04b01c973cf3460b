"""Whether somebody moves or sleeps: as was said, or as steps and sleep stages tell."""

from itertools import pairwise
from typing import Final

from ..measurement import Measurement
from ..vitals import VITALS
from .controls import Context
from .model import Part
from .rule import Scene
from .runs import by_source

RECOVERY_MS: Final = 15 * 60_000
"""A pulse needs minutes to come down again."""

ACTIVE_STEPS: Final = 300
"""Three minutes at the 100 a minute of moderate exercise (Tudor-Locke et al., Br J Sports Med 2018;52:776)."""

COUNTED_MS: Final = 60 * 60_000
"""Steps are told as a running count, every minute by some watches and every half hour by others; rarer is no help."""

MOVED_MS: Final = 10 * 60_000
"""Of this much of a run it has to be known whether the person moved ("high heart rate while inactive for ten minutes"
is how watches put it)."""

_ASLEEP: Final = frozenset(VITALS["sleep_stage"].codes[word] for word in ("light", "deep", "rem"))


def is_active(scene: Scene) -> bool:
    """Return whether the person exercises or did a moment ago."""
    controls, now_ms = scene.controls, scene.now_ms
    until_ms = controls.context_until_ms
    if controls.context is Context.EXERCISE and (until_ms is None or now_ms < until_ms + RECOVERY_MS):
        return True
    rows = scene.readings("steps", now_ms - COUNTED_MS - RECOVERY_MS, now_ms + 1)
    return any(_moved(list(pairwise(own)), now_ms) for own in by_source(rows).values())


def _moved(pairs: list[tuple[Measurement, Measurement]], now_ms: int) -> bool:
    """Return whether the counts since a quarter of an hour ago grew fast; a rarer count speaks for longer."""
    steps, span_ms = 0, 0
    for earlier, later in pairs:
        gap_ms = later.effective_ms - earlier.effective_ms
        if gap_ms <= COUNTED_MS and later.effective_ms > now_ms - max(RECOVERY_MS, gap_ms * 3 // 2):
            steps += max(later.scaled - earlier.scaled, 0)
            span_ms += gap_ms
    return steps >= ACTIVE_STEPS and steps * RECOVERY_MS >= ACTIVE_STEPS * span_ms


def is_untold(part: Part, scene: Scene) -> bool:
    """Return whether steps are being counted, but have not come yet for the time of a run."""
    if scene.now_ms - part.since_ms > COUNTED_MS:
        return False
    rows = scene.readings("steps", scene.now_ms - COUNTED_MS, scene.now_ms + 1)
    return bool(rows) and max(row.effective_ms for row in rows) < part.since_ms + MOVED_MS


def is_asleep(scene: Scene) -> bool:
    """Return whether the person sleeps."""
    if scene.controls.context_at(scene.now_ms) is Context.SLEEP:
        return True
    stage = scene.current.get("sleep_stage")
    return stage is not None and stage.fresh and stage.measurement.scaled in _ASLEEP
