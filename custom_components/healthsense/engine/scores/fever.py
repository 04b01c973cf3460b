"""Body temperature by site and age: low, usual, raised for an older adult, or fever.

Sources: fever from 38.0 °C on (Centers for Disease Control and Prevention, definitions of signs and
symptoms for reportable illness, 2017). From 65 years also the rules for older adults in care (High et al., IDSA,
Clin Infect Dis 2009;48:149): a single oral temperature above 37.8, repeated oral ones above 37.2 or
rectal ones above 37.5, or more than 1.1 °C above the person's own baseline. Below 35.0 °C the body
is too cold (hypothermia: Dow et al., Wilderness Environ Med 2019;30:S47). A baby under three months
with 38.0 or more needs a doctor at once (NICE NG143).

Sites differ, so that a baseline is kept for each; skin is no body temperature. Values are compared as
measured, not rounded: 37.9 °C is no fever, and 100.4 °F is 38.0 °C.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ..assessment import MISSING_INPUT, Assessment, Confidence, Input, refuse
from ..vitals import Site

KEY: Final = "fever"
BANDS: Final = ("low", "usual", "raised", "fever")

FEVER_FROM_C: Final = 38.0
LOW_BELOW_C: Final = 35.0
OLDER_FROM_YEARS: Final = 65
"""IDSA speaks of older adults in care without an age: 65 is HealthSense's reading."""

SINGLE_ORAL_ABOVE_C: Final = 37.8
REPEATED_ABOVE_C: Final[Mapping[Site, float]] = MappingProxyType({Site.ORAL: 37.2, Site.RECTAL: 37.5})
ABOVE_BASELINE_C: Final = 1.1
REPEATED_WITHIN_MS: Final = 24 * 3_600_000
REPEATED_APART_MS: Final = 30 * 60_000
"""Two readings within a day count as repeated where half an hour lies between them: HealthSense's own limits."""

MIN_BASELINE_DAYS: Final = 5
INFANT_YEARS: Final = 0.25

_CONFIDENCE: Final[Mapping[Site, Confidence]] = MappingProxyType(
    {
        Site.ORAL: Confidence.HIGH,
        Site.RECTAL: Confidence.HIGH,
        Site.EAR: Confidence.MODERATE,
        Site.UNKNOWN: Confidence.MODERATE,
        Site.AXILLARY: Confidence.LOW,
        Site.FOREHEAD: Confidence.LOW,
    }
)
_CAVEAT: Final[Mapping[Site, str]] = MappingProxyType(
    {
        Site.AXILLARY: " Under the arm it often reads half a degree too low.",
        Site.FOREHEAD: " A forehead reading follows the room and sweat: confirm it in the mouth or ear.",
        Site.UNKNOWN: " Where it was measured was not told.",
    }
)
_INFANT: Final = " At under three months this needs a doctor at once."
_COLD: Final = " Measure again; if it stays so, warm up slowly and get urgent medical advice."
_SKIN: Final = "A skin temperature is no body temperature: measure in the mouth or ear."


@dataclass(frozen=True, slots=True)
class Taken:
    """One temperature in °C."""

    celsius: float
    effective_ms: int
    site: Site = Site.UNKNOWN


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is usual for the person at one site: the median of daily medians in °C, and of how many days."""

    celsius: float
    days: int


def rule(taken: Taken, age_years: float | None, *, repeated: bool, baseline: Baseline | None) -> tuple[str, str]:
    """Return the band of a body temperature and the rule that gives it.

    ``repeated``: another reading of the same site within the day is above `REPEATED_ABOVE_C` too.
    Rules are ``fever``, ``low``, ``usual`` and, from 65 years on, ``single_oral``, ``repeated``
    and ``above_baseline``.
    """
    if taken.celsius >= FEVER_FROM_C:
        return "fever", "fever"
    if taken.celsius < LOW_BELOW_C:
        return "low", "low"
    if age_years is not None and age_years >= OLDER_FROM_YEARS:
        if taken.site is Site.ORAL and taken.celsius > SINGLE_ORAL_ABOVE_C:
            return "raised", "single_oral"
        if repeated and taken.celsius > REPEATED_ABOVE_C.get(taken.site, FEVER_FROM_C):
            return "raised", "repeated"
        if (
            baseline is not None
            and baseline.days >= MIN_BASELINE_DAYS
            and round(taken.celsius - baseline.celsius, 6) > ABOVE_BASELINE_C
        ):
            return "raised", "above_baseline"
    return "usual", "usual"


def is_repeated(taken: Taken, others: Sequence[Taken]) -> bool:
    """Return whether the limit for repeated readings was passed before, at the same site within a day."""
    limit = REPEATED_ABOVE_C.get(taken.site)
    return limit is not None and any(
        one.site is taken.site
        and one.celsius > limit
        and REPEATED_APART_MS <= taken.effective_ms - one.effective_ms <= REPEATED_WITHIN_MS
        for one in others
    )


_TEXT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "fever": "38.0 °C or more counts as fever",
        "low": "below 35.0 °C the body is too cold",
        "usual": "in the usual range",
        "single_oral": "for an older adult a single reading in the mouth above 37.8 °C is worth checking",
        "repeated": "for an older adult repeated readings like this are worth checking",
        "above_baseline": "more than 1.1 °C above what is usual for this person, worth checking in an older adult",
    }
)


def _shown(celsius: float) -> str:
    """Return the temperature with one decimal, with two where one would move it across a limit."""
    short = f"{celsius:.1f}"
    moved = any((celsius < limit) != (float(short) < limit) for limit in (FEVER_FROM_C, LOW_BELOW_C))
    return f"{celsius:.2f}" if moved else short


def assess(
    newest: Input | None,
    site: Site,
    *,
    age_years: float | None,
    others: Sequence[Taken] = (),
    baseline: Baseline | None = None,
    only_skin: bool = False,
) -> Assessment:
    """Return what a current temperature in °C is for somebody of this age.

    ``others`` are readings of the day before it, ``baseline`` what is usual at the same site.
    Refused without a current body temperature (``missing_input``).
    """
    if newest is None:
        text = _SKIN if only_skin else "There is no current body temperature."
        return refuse(KEY, MISSING_INPUT, text, missing=("temperature",))
    taken = Taken(float(newest.value), newest.effective_ms or 0, site)
    word, by = rule(taken, age_years, repeated=is_repeated(taken, others), baseline=baseline)
    text = f"{_shown(taken.celsius)} °C: {_TEXT[by]}." + _CAVEAT.get(site, "")
    if word == "low":
        text += _COLD
    if word == "fever" and age_years is not None and age_years < INFANT_YEARS:
        text += _INFANT
    extra: list[tuple[str, float | str]] = [("rule", by), ("site", site.value)]
    if baseline is not None:
        extra += [("baseline_c", baseline.celsius), ("baseline_days", float(baseline.days))]
    return Assessment(
        KEY,
        value=word,
        band=word,
        coverage=1.0,
        confidence=_CONFIDENCE[site],
        inputs=(newest,),
        explanation=text,
        extra=tuple(extra),
    )
