"""Personal limits that are worth considering: from a person's own history, and from a clinician's target.

A proposal says what it rests on. It is never applied by itself: somebody takes it, and then it is a setting with who
took it and when. What only a clinician may make laxer (absolute limits, the target for oxygen) is proposed as something
to show to one, and can be taken only as a clinician's word.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil, floor
from typing import Any, Final
from zoneinfo import ZoneInfo

from ..distribution import percentile
from ..measurement import to_datetime
from ..profile import Profile
from ..store import Store
from ..vitals import VITALS
from .controls import ControlError, Controls, Origin, Setting
from .defaults import DEFAULTS, HYPERCAPNIC_TARGET, SPO2_TARGET, TARGET_RANGE, bounds, check_limit, clinicians_target

_DAY_MS: Final = 86_400_000
HISTORY_DAYS: Final = 90
MIN_DAYS: Final = 14
MIN_VALUES: Final = 48
"""As many as a baseline asks for, on twice its days: a percentile needs more than a median."""

BTS: Final = "O'Driscoll et al. (BTS), Thorax 2017;72:i1: 88-92 % where carbon dioxide may be retained"
OWN: Final = "HealthSense's own"
_CARBON_DIOXIDE: Final = frozenset({"hypercapnic_respiratory_failure", "copd"})


@dataclass(frozen=True, slots=True)
class FromHistory:
    """How a rule's limit follows from the person's own values.

    The ``share`` percentile of hourly means (of vitals that are measured now and then: of all readings) and ``margin``
    beyond it, rounded away from the values to whole units. A change of less than ``worth`` is not worth a decision.
    ``conditions``: only for people with one of them.
    """

    rule: str
    vital: str
    share: float
    margin: float
    worth: float
    conditions: frozenset[str] = frozenset()


ROWS: Final = (
    FromHistory("spo2_low_spot", "spo2", 1, 1, 1, _CARBON_DIOXIDE),
    FromHistory(SPO2_TARGET, "spo2", 1, 0, 1, _CARBON_DIOXIDE),
    FromHistory("heart_rate_high", "heart_rate", 99, 20, 5),
    FromHistory("heart_rate_low", "heart_rate", 1, 8, 3),
    FromHistory("heart_rate_low", "resting_heart_rate", 1, 12, 3),
    FromHistory("respiratory_rate_high", "respiratory_rate", 99, 4, 2),
    FromHistory("respiratory_rate_low", "respiratory_rate", 1, 3, 2),
    FromHistory("systolic_low", "systolic", 1, 8, 5),
)
"""Of two rows of a rule the first that has enough values counts. Margins and what is worth it are HealthSense's own: an
hour's mean beyond the percentile is one in a hundred, a reading beyond a margin besides is rare."""


@dataclass(frozen=True, slots=True)
class LimitProposal:
    """A limit to consider, in the canonical unit of its vital. ``rule`` may be ``SPO2_TARGET``.

    ``instead_of`` is what holds now, None where nothing does. ``observed`` is the percentile that it rests on, of
    ``values`` values on ``days`` days; all None or 0 for a target. ``by`` is the clinician who named the target.
    ``clinician_only``: it can be taken as a clinician's word alone.
    """

    rule: str
    value: float
    instead_of: float | None
    unit: str
    origin: Origin
    source: str
    made_ms: int
    clinician_only: bool = False
    by: str = ""
    observed: float | None = None
    share: float | None = None
    values: int = 0
    days: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "rule": self.rule,
            "value": self.value,
            "instead_of": self.instead_of,
            "unit": self.unit,
            "origin": self.origin.value,
            "source": self.source,
            "proposed_at": to_datetime(self.made_ms).isoformat(),
            "clinician_only": self.clinician_only,
            "by": self.by,
            "observed": None if self.observed is None else round(self.observed, 2),
            "percentile": self.share,
            "values": self.values,
            "days": self.days,
        }

    def take(self, by: str, now_ms: int, *, as_clinician: bool = False) -> Setting:
        """Return the setting that somebody (``by``) makes of it. ``as_clinician``: it is a clinician's word.

        Raises:
            ControlError: ``origin: clinician_only``.
        """
        origin = Origin.CLINICIAN if as_clinician or self.origin is Origin.CLINICIAN else self.origin
        if self.clinician_only and origin is not Origin.CLINICIAN:
            raise ControlError("origin", "clinician_only")
        check_limit(self.rule, self.value, origin)
        body: dict[str, Any] = {"value": self.value, "origin": origin.value}
        if self.by:
            body["named_by"] = self.by
        return Setting(f"limit.{self.rule}", body, by, now_ms)


def _history(store: Store, person: str, vital: str, now_ms: int) -> list[tuple[int, float]]:
    row, start_ms = VITALS[vital], now_ms - HISTORY_DAYS * _DAY_MS
    if row.bucketed:
        hours = store.hours(person, vital, start_ms, now_ms)
        return [(hour.start_ms, hour.total / (hour.count * row.scale)) for hour in hours]
    return [(one.effective_ms, one.value) for one in store.readings(person, vital, start_ms, now_ms)]


def _days(values: Sequence[tuple[int, float]], zone: ZoneInfo) -> int:
    return len({datetime.fromtimestamp(at_ms // 1000, zone).toordinal() for at_ms, _ in values})


def _is_low(rule: str) -> bool:
    return rule == SPO2_TARGET or DEFAULTS[rule].side.low


def _holds(rule: str, profile: Profile, controls: Controls) -> float | None:
    """Return the limit that holds now."""
    if rule == SPO2_TARGET:
        return clinicians_target(profile, controls)
    return bounds(DEFAULTS[rule], profile, controls)[0]


def _range(rule: str) -> tuple[float, float]:
    return TARGET_RANGE if rule == SPO2_TARGET else DEFAULTS[rule].personal


def _needs_clinician(rule: str, value: float) -> bool:
    try:
        check_limit(rule, value, Origin.HISTORY)
    except ControlError as err:
        return err.reason == "clinician_only"
    return False


def limit_from(row: FromHistory, values: Sequence[float]) -> tuple[float, float]:
    """Return the limit that values give, within what may be set, and the percentile that it rests on."""
    observed = percentile(sorted(values), row.share)
    limit = floor(observed - row.margin) if _is_low(row.rule) else ceil(observed + row.margin)
    low, high = _range(row.rule)
    return float(min(max(limit, low), high)), observed


def from_history(
    history: Callable[[str], Sequence[tuple[int, float]]], profile: Profile, controls: Controls, now_ms: int
) -> Iterator[LimitProposal]:
    """Yield what a person's own values propose. ``history(vital)`` gives (time in ms, value).

    Nothing where a clinician's limit holds, where too little is known, or where the change is hardly one.
    """
    done: set[str] = set()
    for row in ROWS:
        own = controls.limits.get(row.rule)
        if row.rule in done or (own is not None and own.origin is Origin.CLINICIAN):
            continue
        if row.conditions and row.conditions.isdisjoint(profile.conditions):
            continue
        holds = _holds(row.rule, profile, controls)
        if row.vital == "spo2" and clinicians_target(profile, controls) is not None:
            continue
        values = history(row.vital)
        days = _days(values, profile.zone)
        if len(values) < (MIN_DAYS if not VITALS[row.vital].bucketed else MIN_VALUES) or days < MIN_DAYS:
            continue
        done.add(row.rule)
        limit, observed = limit_from(row, [value for _, value in values])
        if holds is not None and abs(limit - holds) < row.worth:
            continue
        yield LimitProposal(
            row.rule,
            limit,
            holds,
            VITALS[row.vital].unit,
            Origin.HISTORY,
            OWN,
            now_ms,
            clinician_only=_needs_clinician(row.rule, limit),
            observed=observed,
            share=row.share,
            values=len(values),
            days=days,
        )


def from_target(low: float, by: str, profile: Profile, controls: Controls, now_ms: int) -> LimitProposal:
    """Return what a clinician's target for oxygen saturation (its low end in %) proposes.

    Raises:
        ControlError: ``value: not_a_number`` or ``value: implausible``; ``by: missing``.
    """
    check_limit(SPO2_TARGET, low, Origin.CLINICIAN)
    if not by.strip():
        raise ControlError("by", "missing")
    return LimitProposal(
        SPO2_TARGET, low, clinicians_target(profile, controls), "%", Origin.CLINICIAN, BTS, now_ms,
        clinician_only=True, by=by.strip(),
    )  # fmt: skip


def to_ask_for(profile: Profile, controls: Controls, now_ms: int) -> Iterator[LimitProposal]:
    """Yield the target that a person's conditions suggest asking a clinician for, where none is set."""
    if not _CARBON_DIOXIDE.isdisjoint(profile.conditions) and clinicians_target(profile, controls) is None:
        yield LimitProposal(SPO2_TARGET, HYPERCAPNIC_TARGET, None, "%", Origin.PERSON, BTS, now_ms, clinician_only=True)


def propose(store: Store, person: str, profile: Profile, controls: Controls, now_ms: int) -> tuple[LimitProposal, ...]:
    """Return the limits worth considering for a person; nothing is changed."""
    asked = tuple(to_ask_for(profile, controls, now_ms))
    known: dict[str, list[tuple[int, float]]] = {}

    def history(vital: str) -> list[tuple[int, float]]:
        if vital not in known:
            known[vital] = _history(store, person, vital, now_ms)
        return known[vital]

    return (*asked, *from_history(history, profile, controls, now_ms))
