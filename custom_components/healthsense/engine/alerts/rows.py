"""What a row of the table of rules says."""

from dataclasses import dataclass
from enum import StrEnum

from .model import Cause, Level


class Mode(StrEnum):
    """How a vital is measured, which decides what makes a value beyond a limit believable.

    CONTINUOUS: a stream has to stay beyond for ``hold_s``; a source that measures by itself now and then, or somebody,
    has to be beyond ``repeats`` times within ``within_s``. SPOT: the same for somebody who measures, streams and
    sources that measure by themselves left out. CUFF: every blood pressure is repeated, whoever takes it. CGM: glucose,
    of a sensor under the skin or of a finger, counts as it comes and has to stay beyond for ``hold_s``.
    """

    CONTINUOUS = "continuous"
    SPOT = "spot"
    CUFF = "cuff"
    CGM = "cgm"


class Side(StrEnum):
    """On which side of a limit a value is beyond it."""

    BELOW = "<"
    AT_OR_BELOW = "<="
    ABOVE = ">"
    AT_OR_ABOVE = ">="

    @property
    def low(self) -> bool:
        """Return whether low values are beyond."""
        return self in (Side.BELOW, Side.AT_OR_BELOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """A limit of one vital, in its canonical unit.

    ``clear``: over when back there, that value included. ``repeats`` have to lie within ``within_s`` of the one before.
    ``late_s``: a reading older than this when it comes still counts, but is told as something that happened.
    ``personal``: the least and greatest limit that somebody may set. ``adult``: the source's limits are those of people
    of 16 years and more (NEWS2), so it is not asked of younger ones.
    """

    key: str
    cause: Cause
    vital: str
    mode: Mode
    side: Side
    limit: float
    clear: float
    level: Level
    source: str
    personal: tuple[float, float]
    hold_s: int = 0
    repeats: int = 1
    within_s: int = 0
    late_s: int = 1800
    absolute: bool = False
    on: bool = True
    adult: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Bands of an assessment that are worth telling.

    They have to last ``hold_s``, and are over when gone for ``clear_s``. ``vital`` is the one that a departure or a
    trend is of. ``least``: of a departure, how far from usual the value has to be besides, in the vital's unit.
    ``fed``: readings have to go on coming meanwhile, because a few spot readings stay current without saying more.
    """

    key: str
    cause: Cause
    answer: str
    words: frozenset[str]
    level: Level
    source: str
    hold_s: int = 0
    clear_s: int = 0
    vital: str = ""
    least: float = 0.0
    fed: bool = False
    on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Toward:
    """A trend that reaches the limit of another row within ``within_s`` if it goes on."""

    key: str
    cause: Cause
    answer: str
    vital: str
    limit_of: str
    within_s: int
    hold_s: int
    source: str
    level: Level = Level.INFO
    on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A learned model's answer over the person's limit (a probability, 0-1) or, where none is set, in its top band."""

    key: str
    answer: str
    words: frozenset[str]
    source: str
    cause: Cause = Cause.RISK
    level: Level = Level.INFO
    on: bool = False
