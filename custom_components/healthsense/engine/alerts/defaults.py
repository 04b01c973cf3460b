"""The defaults of all rules (``table``), and which personal limits may take their place.

A clinician's target for oxygen saturation takes the place of all low limits, absolute ones included: a person with COPD
whose target is 88-92 % is as usual at 89 %.
"""

from collections.abc import Mapping
from functools import lru_cache
from math import ceil, floor, isfinite
from types import MappingProxyType
from typing import Final

from ..profile import Profile
from ..vitals import VITALS
from .controls import ControlError, Controls, Origin
from .rows import Answered, Default, Learned, Mode, Side, Toward
from .table import BANDS, DEPARTURES, LIMITS, MODELS, TRENDS, WATCHED

__all__ = ["Answered", "Default", "Learned", "Mode", "Side", "Toward"]

DEFAULTS: Final[Mapping[str, Default]] = MappingProxyType({row.key: row for row in LIMITS})
"""The limits of vitals by the key of their rule."""

type Row = Default | Answered | Toward | Learned

_ROWS: Final[tuple[Row, ...]] = (*LIMITS, *BANDS, *DEPARTURES, *TRENDS, *MODELS)
ALL: Final[Mapping[str, Row]] = MappingProxyType({row.key: row for row in _ROWS})
"""Every row by the key of its rule, in the order in which they are asked."""

SPO2_TARGET: Final = "spo2_target"
"""A limit that is no rule's: the low end of a clinician's target for oxygen, from which all low ones follow."""

TARGET_RANGE: Final = (80.0, 96.0)
RISK_RANGE: Final = (0.01, 0.99)

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
    # The doors refuse a laxer one; should one be stored all the same, it changes nothing.
    if own is not None and (not row.absolute or own.origin is Origin.CLINICIAN or not _is_laxer(row, own.value, limit)):
        limit = own.value
    return limit, limit + row.clear - row.limit


def edges(row: Default, profile: Profile, controls: Controls) -> tuple[int, int]:
    """Return the bounds in stored steps: the last value that is beyond the limit, and the first that clears it."""
    return _steps(row.side, *bounds(row, profile, controls), VITALS[row.vital].scale)


@lru_cache(maxsize=512)
def _steps(side: Side, limit: float, clear: float, scale: int) -> tuple[int, int]:
    if side.low:
        at = floor(limit * scale + _TINY) if side is Side.AT_OR_BELOW else ceil(limit * scale - _TINY) - 1
        return at, ceil(clear * scale - _TINY)
    at = ceil(limit * scale - _TINY) if side is Side.AT_OR_ABOVE else floor(limit * scale + _TINY) + 1
    return at, floor(clear * scale + _TINY)


_TINY: Final = 1e-6
"""39.5 * 1000 must not become 39501 steps."""


def _is_laxer(row: Default, value: float, than: float) -> bool:
    return value < than if row.side.low else value > than


def personal_range(rule_key: str) -> tuple[float, float] | None:
    """Return the least and the greatest personal limit of a rule or of `SPO2_TARGET`, None where it takes none."""
    row = ALL.get(rule_key)
    if isinstance(row, Default):
        return row.personal
    if isinstance(row, Learned):
        return RISK_RANGE
    return TARGET_RANGE if rule_key == SPO2_TARGET else WATCHED.get(rule_key)


def check_limit(rule_key: str, value: float, origin: Origin) -> None:
    """Check a personal limit of a rule, or a clinician's target (``SPO2_TARGET``), before it is kept.

    A limit lies within the row's ``personal`` range; a learned model's is a probability. One of an absolute rule may be
    made stricter by anybody, and laxer by a clinician alone.

    Raises:
        ControlError: ``key: unknown_word``, ``value: not_a_number``, ``value: implausible`` or
            ``origin: clinician_only``.
    """
    if not isfinite(value):
        raise ControlError("value", "not_a_number")
    allowed = personal_range(rule_key)
    if allowed is None:
        raise ControlError("key", "unknown_word")
    low, high = allowed
    if not low <= value <= high:
        raise ControlError("value", "implausible")
    if origin is Origin.CLINICIAN:
        return
    row = ALL.get(rule_key)
    laxer = isinstance(row, Default) and row.absolute and _is_laxer(row, value, row.limit)
    if laxer or rule_key == SPO2_TARGET:
        raise ControlError("origin", "clinician_only")
