"""What every rule is, and what it may look at."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from ..assessment import Assessment
from ..care_plan import Plan
from ..care_review import FirstSeen
from ..measurement import Measurement
from ..profile import Profile
from ..seen import Settled
from ..view import Current
from .controls import Controls
from .model import Cause, Level, Part


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule may look at, at ``now_ms``. Not kept.

    ``stored`` are the readings just stored, by vital and in the order of their effective times; None: look at all
    anew (start, or the history changed under us). ``changed`` are the keys of vitals and assessments that changed.
    ``readings(vital, start_ms, end_ms)`` asks the store: not for each reading of a stream. ``started_ms`` is when this
    watch began: a delay that was over before then is met at the first evidence after it, or 8 s later. ``parts`` is
    what every rule saw before this moment, by rule: for corroboration. ``seen`` tells when a vital was first measured
    in a window, however long ago, and ``settled`` whether a reminder of the care plan was ticked off.
    """

    now_ms: int
    profile: Profile
    zone: ZoneInfo
    current: Mapping[str, Current]
    assessments: Mapping[str, Assessment]
    changed: frozenset[str]
    stored: Mapping[str, Sequence[Measurement]] | None
    controls: Controls
    care_plan: Plan
    readings: Callable[[str, int, int], Sequence[Measurement]]
    started_ms: int
    parts: Mapping[str, Part] = field(default_factory=dict)
    seen: FirstSeen = lambda _vital, _start_ms, _end_ms: None
    settled: Settled = lambda _key, _start_ms: False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(ABC):
    """When something is worth telling. Rules are data: instances of a few shapes, all listed in ``rules.RULES``.

    ``vitals`` and ``assessments`` say when `step` is asked: when one of them changed or a reading of one was stored,
    when ``wake_ms`` has come, and at the start. ``absolute``: a limit of urgent or critical level that no context,
    learning, quiet hours, budget or missing corroboration suppresses, delays or lowers. ``on``: whether it is on
    without anybody's saying so.
    """

    key: str
    cause: Cause
    level: Level
    vitals: frozenset[str] = frozenset()
    assessments: frozenset[str] = frozenset()
    absolute: bool = False
    on: bool = True

    @abstractmethod
    def step(self, part: Part | None, scene: Scene) -> Part | None:
        """Return what the rule sees now, given what it saw; None: nothing, or it is over."""

    def wake_ms(self, part: Part | None, scene: Scene) -> int | None:  # noqa: ARG002 - most wake at a delay's end
        """Return the next moment at which time alone may change what the rule sees."""
        return None if part is None or part.met_ms is not None else part.due_ms
