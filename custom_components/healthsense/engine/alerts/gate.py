"""What keeps a rule that is met from ringing, and what makes it louder. Absolute limits are never made quieter."""

from .model import Level, Part, Suppression
from .rule import Rule, Scene


def judge(rule: Rule, part: Part, scene: Scene) -> Suppression | None:
    """Return why a part that is met must not ring, None where it must."""
    if scene.controls.paused_at(scene.now_ms):
        return Suppression.PAUSED
    return None


def level(rule: Rule, part: Part, scene: Scene) -> tuple[Level, tuple[str, ...]]:
    """Return how much a part that is met asks for, and the words for why."""
    return rule.level, part.notes
