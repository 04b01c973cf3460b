"""Time in, below and above range, and the Glycemia Risk Index.

Ranges and targets: international consensus, Battelino et al., Diabetes Care 2019;42:1593 (figure
1 and table 3). Time in tight range, 70-140 mg/dL: Battelino et al., Lancet Diabetes Endocrinol
2023;11:42; it has no agreed target. GRI: Klonoff et al., J Diabetes Sci Technol 2023;17:1226.

Limits are those of the source's own unit, which are not one another's exact conversion: 10.0
mmol/L is in range though it is 180.18 mg/dL. Both ends of a range belong to it; time below range
is all below its lower end (level 2 included), time above all above its upper end.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Final

from ..assessment import Assessment, refuse
from ..cgm import MMOL_L, SCALE, NoRecording, Recording, answer_over, from_mmol, to_mmol

PERCENT: Final = "%"
TARGET_BANDS: Final = ("on_target", "off_target")
GRI_BANDS: Final = ("zone_a", "zone_b", "zone_c", "zone_d", "zone_e")
OLDER_YEARS: Final = 65
"""Older adults of the ADA's Standards of Care, section 13."""

HIGH_RISK: Final = frozenset({"chronic_kidney_disease", "coronary_heart_disease", "heart_failure", "stroke"})
"""Renal and cardiovascular disease are among the consensus' examples of high risk."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Ends of the ranges, as stored values: hundredths of mg/dL."""

    very_low: int
    low: int
    tight: int
    high: int
    very_high: int
    pregnancy_low: int


LIMITS_MG_DL: Final = Limits(
    very_low=54 * SCALE, low=70 * SCALE, tight=140 * SCALE, high=180 * SCALE, very_high=250 * SCALE,
    pregnancy_low=63 * SCALE,
)  # fmt: skip
LIMITS_MMOL_L: Final = Limits(
    very_low=from_mmol(300), low=from_mmol(390), tight=from_mmol(780), high=from_mmol(1000), very_high=from_mmol(1390),
    pregnancy_low=from_mmol(350),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Targets:
    """A set of targets: the range of ``glucose_tir``, and key -> (reach more than, stay below) in %."""

    name: str
    told: str
    pregnancy: bool
    wanted: Mapping[str, tuple[float | None, float | None]]


STANDARD: Final = Targets(
    "standard",
    "type 1 and type 2 diabetes",
    pregnancy=False,
    wanted={
        "glucose_tir": (70, None),
        "glucose_tbr": (None, 4),
        "glucose_tbr_level2": (None, 1),
        "glucose_tar": (None, 25),
        "glucose_tar_level2": (None, 5),
    },
)
OLDER: Final = Targets(
    "older_high_risk",
    "older people and people at high risk",
    pregnancy=False,
    wanted={"glucose_tir": (50, None), "glucose_tbr": (None, 1), "glucose_tar_level2": (None, 10)},
)
PREGNANCY: Final = Targets(
    "pregnancy",
    "pregnancy",
    pregnancy=True,
    wanted={
        "glucose_tir": (70, None),
        "glucose_tbr": (None, 4),
        "glucose_tbr_level2": (None, 1),
        "glucose_tar": (None, 25),
    },
)


def targets_for(*, age_years: float | None, conditions: frozenset[str]) -> Targets:
    """Return the targets that a profile asks for: pregnancy, else older or high risk, else standard."""
    if "pregnancy" in conditions:
        return PREGNANCY
    if (age_years is not None and age_years >= OLDER_YEARS) or conditions & HIGH_RISK:
        return OLDER
    return STANDARD


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of the readings in %. ``below + inside + above`` is 100; level 2 lies within."""

    inside: float
    below: float
    above: float
    very_low: float
    low: float
    high: float
    very_high: float
    tight: float

    @property
    def gri(self) -> float:
        """Return the Glycemia Risk Index, 0-100, of the non-pregnant ranges (70-180 mg/dL)."""
        return min(100.0, 3.0 * self.very_low + 2.4 * self.low + 1.6 * self.very_high + 0.8 * self.high)


def limits_of(unit: str) -> Limits:
    """Return the limits in which a source of ``unit`` is read."""
    return LIMITS_MMOL_L if unit == MMOL_L else LIMITS_MG_DL


def shares(histogram: Sequence[tuple[int, int]], limits: Limits, *, pregnancy: bool = False) -> Shares:
    """Return the shares of (stored value, how often), ascending and not empty.

    ``low`` and ``high`` are exclusive bands: 54 to below 70, above 180 to 250 mg/dL.
    """
    values = [scaled for scaled, _ in histogram]
    sums = [0, *accumulate(count for _, count in histogram)]
    total = sums[-1]

    def below(limit: int) -> int:
        return sums[bisect_left(values, limit)]

    def up_to(limit: int) -> int:
        return sums[bisect_right(values, limit)]

    def percent(count: int) -> float:
        return 100 * count / total

    low, high = (limits.pregnancy_low, limits.tight) if pregnancy else (limits.low, limits.high)
    return Shares(
        inside=percent(up_to(high) - below(low)),
        below=percent(below(low)),
        above=percent(total - up_to(high)),
        very_low=percent(below(limits.very_low)),
        low=percent(below(limits.low) - below(limits.very_low)),
        high=percent(up_to(limits.very_high) - up_to(limits.high)),
        very_high=percent(total - up_to(limits.very_high)),
        tight=percent(up_to(limits.tight) - below(limits.low)),
    )


@dataclass(frozen=True, slots=True)
class _Share:
    """One key: where its share is kept and how it is told (between lower and upper limit)."""

    key: str
    told: str
    share: Callable[[Shares], float]


_SHARES: Final = (
    _Share("glucose_tir", "between {low} and {range_high} {unit}", lambda found: found.inside),
    _Share("glucose_tbr", "below {low} {unit}", lambda found: found.below),
    _Share("glucose_tar", "above {range_high} {unit}", lambda found: found.above),
    _Share("glucose_tbr_level2", "below {very_low} {unit}", lambda found: found.very_low),
    _Share("glucose_tar_level2", "above {very_high} {unit}", lambda found: found.very_high),
    _Share("glucose_titr", "between {tight_low} and {tight} {unit}", lambda found: found.tight),
)
KEYS: Final = (*(row.key for row in _SHARES), "glucose_gri")


def band_of(key: str, value: float, targets: Targets) -> str | None:
    """Return whether a share in % meets its target; None where the set has none for it."""
    more_than, less_than = targets.wanted.get(key, (None, None))
    if more_than is not None:
        return "on_target" if value > more_than else "off_target"
    if less_than is not None:
        return "on_target" if value < less_than else "off_target"
    return None


def gri_band(value: float) -> str:
    """Return the zone of a Glycemia Risk Index: a up to 20, b up to 40, ... e above 80."""
    return GRI_BANDS[bisect_left((20, 40, 60, 80), value)]


def _shown(limits: Limits, unit: str, *, pregnancy: bool) -> Mapping[str, str]:
    def told(scaled: int) -> str:
        return f"{to_mmol(scaled) / 100:.1f}" if unit == MMOL_L else f"{scaled // SCALE}"

    return {
        "low": told(limits.pregnancy_low if pregnancy else limits.low),
        "range_high": told(limits.tight if pregnancy else limits.high),
        "very_low": told(limits.very_low),
        "very_high": told(limits.very_high),
        "tight_low": told(limits.low),
        "tight": told(limits.tight),
        "unit": unit,
    }


def _target(key: str, targets: Targets) -> str:
    more_than, less_than = targets.wanted.get(key, (None, None))
    wanted = (
        ""
        if more_than is None and less_than is None
        else (f"more than {more_than:g}%" if more_than is not None else f"less than {less_than:g}%")
    )
    return f" The target for {targets.told} is {wanted}." if wanted else ""


def assess(recording: Recording | NoRecording, targets: Targets) -> Mapping[str, Assessment]:
    """Return all of `KEYS`: shares in %, and the Glycemia Risk Index.

    ``band`` is ``on_target`` or ``off_target`` where ``targets`` has one for the share, and the
    zone of the index. Refused as every answer over a recording is (`cgm.answer_over`). The index
    was made for ranges outside pregnancy, and its sentence says so.
    """
    if isinstance(recording, NoRecording):
        return {key: refuse(key, recording.reason, recording.explanation, missing=("glucose",)) for key in KEYS}
    limits = limits_of(recording.unit)
    found = shares(recording.histogram, limits, pregnancy=targets.pregnancy)
    shown = _shown(limits, recording.unit, pregnancy=targets.pregnancy)
    about: tuple[tuple[str, float | str], ...] = (
        ("targets", targets.name),
        ("range_low", float(shown["low"])),
        ("range_high", float(shown["range_high"])),
        ("range_unit", recording.unit),
    )

    def share_of(row: _Share, over: Recording) -> Assessment:
        value = row.share(found)
        return over.answer(
            row.key,
            value,
            PERCENT,
            f"{value:.1f}% of readings were {row.told.format_map(shown)}.{_target(row.key, targets)}",
            band=band_of(row.key, value, targets),
            extra=about,
        )

    def index(over: Recording) -> Assessment:
        zone = gri_band(found.gri)
        text = f"Glycemia Risk Index {found.gri:.0f} of 100, zone {zone[-1].upper()} of A to E; lower is better."
        if targets.pregnancy:
            text += " It has not been tested in pregnancy."
        return over.answer("glucose_gri", found.gri, "", text, band=zone)

    out = {row.key: answer_over(row.key, recording, partial(share_of, row)) for row in _SHARES}
    out["glucose_gri"] = answer_over("glucose_gri", recording, index)
    return out
