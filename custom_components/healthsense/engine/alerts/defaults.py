"""The one table of limits: what is beyond what, for how long, until when, how loud, and who says so.

Limits are in the canonical unit of the vital. A personal limit takes the place of a default; ``check_limit`` says which
may. How a reading is filtered, how sources are told apart and how long gaps may be is in ``runs``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, isfinite
from types import MappingProxyType
from typing import Final

from ..profile import Profile
from ..vitals import VITALS
from .controls import ControlError, Controls, Origin
from .model import Cause, Level

MINUTE_S: Final = 60
HOUR_S: Final = 3600


class Mode(StrEnum):
    """How a vital is measured, which decides what makes a value beyond a limit believable.

    CONTINUOUS: a stream has to stay beyond for ``hold_s``; a source that measures by itself now and then has to be
    beyond ``repeats`` times within ``within_s``. SPOT: somebody measures, and measures again. CUFF: every blood pressure
    is repeated, whoever takes it. CGM: glucose, of a sensor under the skin or of a finger, counts as it comes and has to
    stay beyond for ``hold_s``.
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
    """One row.

    ``clear``: over when back there, that value included. ``late_s``: a reading older than this when it comes still
    counts, but is told as something that happened. ``personal``: the least and greatest limit that somebody may set.
    ``adult``: the source's limits are those of people of 16 years and more (NEWS2), so it is not asked of younger ones.
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
    hold_s: int = 0
    repeats: int = 1
    within_s: int = 0
    late_s: int = 30 * MINUTE_S
    absolute: bool = False
    on: bool = True
    adult: bool = False
    personal: tuple[float, float] = (0.0, 0.0)


_NEWS2: Final = "Royal College of Physicians, National Early Warning Score (NEWS) 2, 2017"
_WELCH: Final = "Welch, Anesth Analg 2011 (15 s of delay at 90 % took 60 % of the alarms away)"
_HOME_OXIMETRY: Final = "NHS England, Pulse oximetry to detect early deterioration at home (COVID Oximetry @home), 2021"
_CGM: Final = "Battelino et al., Diabetes Care 2019;42:1593, and Lancet Diabetes Endocrinol 2023;11:42"

_SPO2: Final = (
    Default(
        key="spo2_low_critical", cause=Cause.OXYGEN, vital="spo2", mode=Mode.CONTINUOUS, side=Side.BELOW,
        limit=85, clear=87, hold_s=10, repeats=2, within_s=HOUR_S, late_s=15 * MINUTE_S,
        level=Level.CRITICAL, absolute=True, personal=(70, 94),
        source="HealthSense's own: the usual critical limit of oximeters, below every score-3 limit of NEWS2",
    ),
    Default(
        key="spo2_low_urgent", cause=Cause.OXYGEN, vital="spo2", mode=Mode.CONTINUOUS, side=Side.BELOW,
        limit=90, clear=92, hold_s=15, repeats=2, within_s=HOUR_S, late_s=15 * MINUTE_S,
        level=Level.URGENT, absolute=True, personal=(75, 96), source=_WELCH,
    ),
    Default(
        key="spo2_low_spot_urgent", cause=Cause.OXYGEN, vital="spo2", mode=Mode.SPOT, side=Side.AT_OR_BELOW,
        limit=92, clear=93, repeats=2, within_s=30 * MINUTE_S,
        level=Level.URGENT, absolute=True, personal=(75, 96), source=_HOME_OXIMETRY,
    ),
    Default(
        key="spo2_low_spot", cause=Cause.OXYGEN, vital="spo2", mode=Mode.SPOT, side=Side.AT_OR_BELOW,
        limit=94, clear=95, repeats=2, within_s=30 * MINUTE_S,
        level=Level.WARNING, personal=(75, 97), source=_HOME_OXIMETRY,
    ),
)  # fmt: skip

DEFAULTS: Final[Mapping[str, Default]] = MappingProxyType({row.key: row for row in (*_SPO2,)})
"""Every row by the key of its rule."""

SPO2_TARGET: Final = "spo2_target"
"""A limit that is no rule's: the low end of a clinician's target for oxygen, from which all low ones follow."""

TARGET_RANGE: Final = (80.0, 96.0)

HYPERCAPNIC_TARGET: Final = 88.0
"""Low end of the target of 88-92 % that NEWS2's second scale is for (RCP 2017; O'Driscoll, Thorax 2017;72:i1)."""

BELOW_TARGET: Final[Mapping[str, float]] = MappingProxyType(
    {"spo2_low_spot": 1, "spo2_low_spot_urgent": 3, "spo2_low_urgent": 2, "spo2_low_critical": 4}
)
"""How far below a target's low end each limit lies. With 88 % these are where the points of NEWS2's second scale begin:
one at <= 87, two at <= 85 (< 86), three at <= 83 (< 84)."""


def clinicians_target(profile: Profile, controls: Controls) -> float | None:
    """Return the low end of the person's target for oxygen saturation in %, None where no clinician set one."""
    own = controls.limits.get(SPO2_TARGET)
    if own is not None and own.origin is Origin.CLINICIAN:
        return own.value
    return HYPERCAPNIC_TARGET if profile.spo2_scale == 2 else None


def bounds(row: Default, profile: Profile, controls: Controls) -> tuple[float, float]:
    """Return the limit that holds for a person, and the value at which it is over."""
    limit = row.limit
    target = clinicians_target(profile, controls) if row.key in BELOW_TARGET else None
    if target is not None:
        limit = target - BELOW_TARGET[row.key]
    own = controls.limits.get(row.key)
    if own is not None:
        limit = own.value
    return limit, limit + row.clear - row.limit


def edges(row: Default, profile: Profile, controls: Controls) -> tuple[int, int]:
    """Return the bounds in stored steps: the last value that is beyond the limit, and the first that clears it."""
    limit, clear = bounds(row, profile, controls)
    scale = VITALS[row.vital].scale
    if row.side.low:
        at = floor(limit * scale + 1e-9) if row.side is Side.AT_OR_BELOW else ceil(limit * scale - 1e-9) - 1
        return at, ceil(clear * scale - 1e-9)
    at = ceil(limit * scale - 1e-9) if row.side is Side.AT_OR_ABOVE else floor(limit * scale + 1e-9) + 1
    return at, floor(clear * scale + 1e-9)


def check_limit(rule_key: str, value: float, origin: Origin) -> None:
    """Check a personal limit of a rule, or a clinician's target (``SPO2_TARGET``), before it is kept.

    A limit lies within the row's ``personal`` range. One of an absolute rule may be made stricter by anybody, and laxer
    by a clinician alone.

    Raises:
        ControlError: ``key: unknown_word``, ``value: not_a_number``, ``value: implausible`` or
            ``origin: clinician_only``.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise ControlError("value", "not_a_number")
    row = DEFAULTS.get(rule_key)
    if row is None and rule_key != SPO2_TARGET:
        raise ControlError("key", "unknown_word")
    low, high = TARGET_RANGE if row is None else row.personal
    if not low <= value <= high:
        raise ControlError("value", "implausible")
    if origin is Origin.CLINICIAN:
        return
    if row is None:
        raise ControlError("origin", "clinician_only")
    laxer = value < row.limit if row.side.low else value > row.limit
    if row.absolute and laxer:
        raise ControlError("origin", "clinician_only")
