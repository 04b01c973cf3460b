"""Fatigue, lack of fluid, low oxygen: what several readings together may mean, by open rules.

Each signal counts signs, every one of them told with its figures. A sign that cannot be known leaves
bounds, not a guess. None of these rules is a published score; each limit is one that is published:

- resting heart rate raised by 3 bpm over the person's own median: the lower limit of NightSignal
  (Alavi et al., Nat Med 2022;28:175);
- heart-rate variability low: the mean of ln(ms) of the last seven days more than half a standard
  deviation below that of the days before, the smallest worthwhile change (Plews et al., Sports Med
  2013;43:773); RMSSD and SDNN are never mixed;
- sleep short: less than six hours, not recommended for adults (Hirshkowitz et al., Sleep Health
  2015;1:40), or an hour below the person's own median (HealthSense's own choice);
- weight lost: at least 2 % within three days (Sawka et al., Med Sci Sports Exerc 2007;39:377);
- fever: 38.0 °C and above (CDC);
- oxygen saturation: 95 % and above usual, 93 and 94 worth checking unless they are usual for the
  person, 92 and below urgent (NHS England, COVID Oximetry @home, 2020), and 3 % below what is usual
  worth checking; with a clinician's target of 88-92 % below 88 worth checking and 83 and below, the 3
  points of NEWS2's second scale (RCP 2017), urgent. One minute alone only asks to measure again: a
  sensor of 3 % accuracy that shows 93 may mean 87 to 99 (ISO 80601-2-61).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import expm1, log, sqrt
from statistics import median
from typing import Final

from ..assessment import LEARNING, MISSING_INPUT, STALE_INPUT, Assessment, Confidence, Input, refuse

FATIGUE_KEY: Final = "fatigue_signal"
DEHYDRATION_KEY: Final = "dehydration_signal"
HYPOXAEMIA_KEY: Final = "hypoxaemia_signal"

SIGN_BANDS: Final = ("usual", "one_sign", "several_signs")
OXYGEN_BANDS: Final = ("usual", "measure_again", "worth_checking", "urgent")

FRESH_FOR_MS: Final = 36 * 3_600_000
USUAL_DAYS: Final = 28
MIN_DAYS: Final = 7
RAISED_BPM: Final = 3.0
WORTHWHILE_SD: Final = 0.5
HRV_DAYS: Final = 7
MIN_HRV_DAYS: Final = 3
SHORT_SLEEP_MIN: Final = 360.0
SHORTER_SLEEP_MIN: Final = 60.0
SLEEP_NIGHTS: Final = 3
LOST_PERCENT: Final = 2.0
FEVER_C: Final = 38.0
OXYGEN_DROP: Final = 3
OXYGEN_MINUTES: Final = 3
"""Minutes of readings that make a low saturation more than a glitch."""


@dataclass(frozen=True, slots=True)
class Daily:
    """One value a local day, in the vital's unit, the newest day last; ``newest_ms`` dates it."""

    vital: str
    unit: str
    values: Mapping[int, float]
    newest_ms: int
    source: str = ""

    def before(self, first: int, last: int) -> list[float]:
        """Return the values ``first`` to ``last`` days before the newest, oldest first."""
        newest = max(self.values)
        return [self.values[day] for day in sorted(self.values) if newest - last <= day <= newest - first]


@dataclass(frozen=True, slots=True)
class Sign:
    """Whether a sign is there, and the figures it rests on; ``there`` None: not known."""

    name: str
    there: bool | None
    text: str = ""
    inputs: tuple[Input, ...] = ()


def _lacking(name: str) -> Sign:
    return Sign(name, None)


def raised_pulse(daily: Daily | None) -> Sign:
    """Return whether the newest resting heart rate is at least 3 bpm above the median of 28 days before."""
    if daily is None or len(usual := daily.before(1, USUAL_DAYS)) < MIN_DAYS:
        return _lacking("resting_heart_rate")
    now, middle = daily.values[max(daily.values)], median(usual)
    return Sign(
        "resting_heart_rate",
        round(now - middle, 6) >= RAISED_BPM,
        f"resting heart rate {now:.0f} bpm, usually {middle:.0f}",
        (
            Input(daily.vital, now, daily.unit, daily.newest_ms, daily.source),
            Input("resting_heart_rate_baseline", middle, daily.unit),
        ),
    )


def low_variability(daily: Daily | None) -> Sign:
    """Return whether the last week's heart-rate variability is below the person's own by half an SD."""
    if daily is None:
        return _lacking("heart_rate_variability")
    recent = [log(value) for value in daily.before(0, HRV_DAYS - 1) if value > 0]
    usual = [log(value) for value in daily.before(HRV_DAYS, HRV_DAYS + USUAL_DAYS - 1) if value > 0]
    if len(recent) < MIN_HRV_DAYS or len(usual) < MIN_DAYS:
        return _lacking("heart_rate_variability")
    now, middle = sum(recent) / len(recent), sum(usual) / len(usual)
    spread = sqrt(sum((value - middle) ** 2 for value in usual) / (len(usual) - 1))
    newest = daily.values[max(daily.values)]
    return Sign(
        "heart_rate_variability",
        now < middle - WORTHWHILE_SD * spread,
        f"heart-rate variability is {100 * expm1(now - middle):+z.0f} % against usual this week",
        (Input(daily.vital, newest, daily.unit, daily.newest_ms, daily.source),),
    )


def short_sleep(daily: Daily | None) -> Sign:
    """Return whether the last three nights were short, for an adult or for the person."""
    if daily is None:
        return _lacking("sleep_duration")
    nights = daily.before(0, SLEEP_NIGHTS - 1)
    usual = daily.before(SLEEP_NIGHTS, SLEEP_NIGHTS + USUAL_DAYS - 1)
    mean = sum(nights) / len(nights)
    there = mean < SHORT_SLEEP_MIN
    text = f"sleep {mean / 60:.1f} hours a night lately"
    if len(usual) >= MIN_DAYS:
        middle = median(usual)
        there = there or mean <= middle - SHORTER_SLEEP_MIN
        text += f", usually {middle / 60:.1f}"
    newest = daily.values[max(daily.values)]
    return Sign("sleep_duration", there, text, (Input(daily.vital, newest, daily.unit, daily.newest_ms, daily.source),))


def weight_lost(newest: Input | None, before: Sequence[float]) -> Sign:
    """Return whether weight fell by at least 2 %; ``before`` are weights in kg of the three days before."""
    if newest is None or not before:
        return _lacking("weight")
    # Whole grams, so that 2 % of 80 kg is 2 %.
    now, highest = round(1000 * float(newest.value)), round(1000 * max(before))
    percent = 100 * (highest - now) / highest
    word = f"down {percent:.1f} %" if percent > 0 else "not down"
    return Sign("weight", percent >= LOST_PERCENT, f"weight {word} in three days", (newest,))


def fluid_loss(temperature: Input | None, *, told: bool | None) -> Sign:
    """Return whether heat, fever, vomiting or diarrhoea is there; ``told``: the questionnaire's answer."""
    fever = temperature is not None and float(temperature.value) >= FEVER_C
    given = () if temperature is None else (temperature,)
    if told or fever:
        what = "fever" if fever else "heat or loss of fluid, as you told"
        return Sign("fluid_loss", there=True, text=what, inputs=given)
    if told is None:
        return _lacking("fluid_loss")
    return Sign("fluid_loss", there=False, text="no heat, fever or loss of fluid told", inputs=given)


def _count(key: str, what: str, signs: Sequence[Sign], advice: str, need: int = 2) -> Assessment:
    known = [sign for sign in signs if sign.there is not None]
    missing = tuple(sign.name for sign in signs if sign.there is None)
    inputs = tuple(used for sign in known for used in sign.inputs)
    if len(known) < need:
        names = ", ".join(name.replace("_", " ") for name in missing)
        return refuse(
            key,
            MISSING_INPUT if not known else LEARNING,
            f"Needs at least {need} of {len(signs)} current readings with a week of history. Not known: {names}.",
            missing=missing,
            inputs=inputs,
        )
    there = sum(bool(sign.there) for sign in known)
    word = SIGN_BANDS[min(there, 2)]
    text = f"{there} of {len(known)} known signs of {what}."
    for seen, told in ((True, "Seen"), (False, "Not seen")):
        if figures := "; ".join(sign.text for sign in known if sign.there is seen):
            text += f" {told}: {figures}."
    if missing:
        text += f" Not known: {', '.join(name.replace('_', ' ') for name in missing)}."
    if word == "several_signs":
        text += f" {advice}"
    return Assessment(
        key,
        value=None if missing else there,
        lower=there,
        upper=there + len(missing),
        coverage=len(known) / len(signs),
        band=word,
        confidence=Confidence.LOW if missing else Confidence.MODERATE,
        missing=missing,
        inputs=inputs,
        explanation=text,
        extra=tuple((sign.name, "yes" if sign.there else "no") for sign in known),
    )


def fatigue(resting: Daily | None, variability: Daily | None, sleep: Daily | None) -> Assessment:
    """Return how many of three signs of strain are there: raised pulse, low variability, short sleep.

    Each input must be current (`FRESH_FOR_MS`), else None is to be given. ``value`` 0-3; with one of
    the three unknown only bounds; with two refused (``missing_input``, ``learning``).
    """
    signs = (raised_pulse(resting), low_variability(variability), short_sleep(sleep))
    return _count(FATIGUE_KEY, "strain or tiredness", signs, "A calm day and an early night would fit.")


def dehydration(weight: Sign, resting: Daily | None, loss: Sign) -> Assessment:
    """Return how many of three signs of lacking fluid are there: weight lost, raised pulse, heat or loss.

    Bounds and refusal as `fatigue`.
    """
    signs = (weight, raised_pulse(resting), loss)
    return _count(
        DEHYDRATION_KEY,
        "lacking fluid",
        signs,
        "Drinking is worth thinking of, unless a doctor limits it. Seek help for confusion, fainting or no urine.",
    )


@lru_cache(maxsize=4096)
def whole_percent(value: float) -> int:
    """Return a saturation in whole %, halves up, as an oximeter shows it."""
    return int(Decimal(repr(value)).quantize(Decimal(1), ROUND_HALF_UP))


def oxygen_band(percent: int, usual: float | None, *, target_88_92: bool) -> str:
    """Return the word of a saturation in whole %; ``usual`` is the person's own median, None: not learned."""
    dropped = usual is not None and whole_percent(usual) - percent >= OXYGEN_DROP
    if target_88_92:
        return "urgent" if percent <= 83 else "worth_checking" if percent < 88 or dropped else "usual"
    if percent <= 92:
        return "urgent"
    new = usual is None or whole_percent(usual) >= 95
    return "worth_checking" if dropped or (percent <= 94 and new) else "usual"


_OXYGEN_TEXT: Final = {
    "usual": "as it should be.",
    "measure_again": "measure again: rest for five minutes, warm the finger, and hold still for a minute.",
    "worth_checking": "lower than usual; measure again after five minutes' rest, and ask for medical advice today.",
    "urgent": ("low. Measure again at once; if it stays so or breathing is hard, call emergency services."),
}


def hypoxaemia(
    newest: Input | None, recent: Sequence[float], usual: float | None, *, fresh: bool, target_88_92: bool
) -> Assessment:
    """Return the median saturation of the last minutes, in %, with its home band.

    ``recent`` are minute means of the last 15 minutes, ``usual`` the person's learned median. A low
    band from fewer than three minutes is ``measure_again``. Confidence is moderate from three minutes,
    else low: a finger sensor alone never earns more. Refused: ``missing_input``, ``stale_input``.
    """
    if newest is None:
        return refuse(HYPOXAEMIA_KEY, MISSING_INPUT, "No reading of oxygen saturation yet.", missing=("spo2",))
    if not fresh or not recent:
        text = "Oxygen saturation has no current reading."
        return refuse(HYPOXAEMIA_KEY, STALE_INPUT, text, missing=("spo2",), inputs=(newest,))
    value = median(recent)
    percent = whole_percent(value)
    word = oxygen_band(percent, usual, target_88_92=target_88_92)
    few = len(recent) < OXYGEN_MINUTES
    if few and word != "usual":
        word = "measure_again"
    told = f", usually {whole_percent(usual)}" if usual is not None else ""
    target = " (your target is 88 to 92)" if target_88_92 else ""
    inputs = (newest,) if usual is None else (newest, Input("spo2_baseline", usual, "%"))
    return Assessment(
        HYPOXAEMIA_KEY,
        value=value,
        unit="%",
        coverage=min(1.0, len(recent) / OXYGEN_MINUTES),
        band=word,
        confidence=Confidence.LOW if few else Confidence.MODERATE,
        inputs=inputs,
        explanation=f"Oxygen saturation {percent} %{told}{target}: {_OXYGEN_TEXT[word]}",
        extra=(("minutes", len(recent)),),
    )
