"""NightSignal: a heart rate at night that stays above what is usual for this person.

Source: Alavi et al., Nat Med 2022;28:175, and its program (StanfordBioinformatics/wearable-infection,
``nightsignal.py``). The rules:

- a night's value is the mean heart rate from 00:00 to 07:00 local time where no step was taken;
- one missing night between two known ones, at least one of which has a known night on its other
  side, counts as the mean of the two;
- a night's baseline is the median of all nights up to and including it;
- red: this night and the one before were each at least 4 bpm above their baseline;
- yellow: each was at least 3 bpm above, and it is not red; green: otherwise.

Two departures, both stated in the answer's page: means and medians are exact (the program cuts both
to whole beats, so that 3.9 above 60.9 passes there for 3), and nothing is said before 14 nights are
known. The study's alerts came a median of three days before symptoms in 80 % of infections; others
had 1.15 alert days each, from stress, alcohol and travel among other things.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Final

from ..assessment import LEARNING, MISSING_INPUT, STALE_INPUT, Assessment, Confidence, Input, refuse

KEY: Final = "illness_signal"
YELLOW_BPM: Final = 3
RED_BPM: Final = 4
MIN_NIGHTS: Final = 14
FULL_NIGHTS: Final = 28
NIGHTS: Final = 180
"""How many nights back the median reaches; the publication takes all there are."""

FRESH_FOR_MS: Final = 36 * 3_600_000

BANDS: Final = ("green", "yellow", "red")


@dataclass(frozen=True, slots=True)
class Night:
    """One night's heart rate in bpm; ``end_ms`` is when it was over; ``steps_known``: whether steps were counted."""

    mean: Fraction
    end_ms: int
    source: str = ""
    steps_known: bool = True


CONTEXT: Final[Mapping[str, str]] = {
    "alcohol": "alcohol",
    "stress": "stress",
    "travel": "travel",
    "exercise": "hard exercise",
    "poor_sleep": "little sleep",
    "heat": "heat",
    "illness": "an illness that is known already",
    "fever": "a fever that is known already",
    "vaccination": "a recent vaccination",
}
"""What may explain a raised night, by tag."""


def filled(nights: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """Return the nights, by local day, with single missing ones filled in, in order."""
    out = dict(nights)
    for day in nights:
        after = day + 2
        if after in nights and day + 1 not in nights and (day - 1 in nights or after + 1 in nights):
            out[day + 1] = (nights[day] + nights[after]) / 2
    return dict(sorted(out.items()))


@dataclass(frozen=True, slots=True)
class Signal:
    """The state of one night."""

    word: str
    mean: Fraction
    baseline: Fraction

    @property
    def above(self) -> Fraction:
        """Return how far the night was above its baseline, in bpm."""
        return self.mean - self.baseline


def signals(nights: Mapping[int, Fraction]) -> dict[int, Signal]:
    """Return the state of every night, known and filled in, by local day."""
    means = filled(nights)
    days = list(means)
    out: dict[int, Signal] = {}
    for at, day in enumerate(days):
        baseline = median(means[one] for one in days[: at + 1])
        above = means[day] - baseline
        before = out.get(day - 1)
        word = "green"
        if before is not None:
            least = min(above, before.above)
            word = "red" if least >= RED_BPM else "yellow" if least >= YELLOW_BPM else "green"
        out[day] = Signal(word, means[day], baseline)
    return out


def newest_signal(nights: Mapping[int, Fraction]) -> tuple[Signal, Signal | None]:
    """Return the state of the newest night and, where known, the night before; what `signals` ends with."""
    means = filled(nights)
    last = next(reversed(means))
    ordered = sorted(means.values())
    now = Signal("green", means[last], median(ordered))
    if last - 1 not in means:
        return now, None
    ordered.remove(means[last])
    before = Signal("", means[last - 1], median(ordered))
    least = min(now.above, before.above)
    word = "red" if least >= RED_BPM else "yellow" if least >= YELLOW_BPM else "green"
    return Signal(word, now.mean, now.baseline), before


def _alternatives(tags: Iterable[str]) -> str:
    told = [CONTEXT[tag] for tag in CONTEXT if tag in set(tags)]
    if told:
        return f" You told of {' and '.join(told)}, which can explain it."
    return " Alcohol, stress, travel, heat or hard exercise can do the same."


def _explain(signal: Signal, before: Signal | None, measure: str, tags: Iterable[str]) -> str:
    figures = f"{float(signal.mean):.1f} bpm, usually {float(signal.baseline):.1f}"
    if signal.word == "green" or before is None:
        return f"{measure} was {figures}: not raised on two nights in a row."
    least = RED_BPM if signal.word == "red" else YELLOW_BPM
    text = (
        f"{measure} was at least {least} bpm higher than usual for you on two nights in a row "
        f"({float(before.mean):.1f} and {float(signal.mean):.1f} bpm, usually {float(signal.baseline):.1f}). That can "
        "come some days before an illness shows."
    )
    return text + _alternatives(tags)


def assess(
    nights: Mapping[int, Night], *, now_ms: int, measure: str = "Heart rate at night", tags: Iterable[str] = ()
) -> Assessment:
    """Return the state of the newest night: ``green``, ``yellow`` or ``red``.

    ``nights`` by local day, none of them running still; ``measure`` names what was measured. ``tags``
    are keys of `CONTEXT`. ``extra`` has the night's mean, its baseline and the difference. Refused:
    ``missing_input`` without any night, ``learning`` before 14, ``stale_input`` 36 h after the newest.
    Confidence: high with 28 nights, steps counted and neither night filled in; low with a night filled
    in or steps not counted; else moderate.
    """
    if not nights:
        text = (
            "Needs the heart rate of nights, measured between midnight and 7 in the morning, or a resting heart rate."
        )
        return refuse(KEY, MISSING_INPUT, text, missing=("heart_rate",))
    last = max(nights)
    newest = nights[last]
    if len(nights) < MIN_NIGHTS:
        return Assessment(
            KEY,
            refused=LEARNING,
            coverage=len(nights) / MIN_NIGHTS,
            missing=("heart_rate",),
            explanation=f"Learning what is usual at night: {len(nights)} of {MIN_NIGHTS} nights so far.",
            extra=(("nights", len(nights)),),
        )
    if now_ms - newest.end_ms > FRESH_FOR_MS:
        return refuse(KEY, STALE_INPUT, "There is no heart rate of last night.", missing=("heart_rate",))
    signal, before = newest_signal({day: night.mean for day, night in nights.items()})
    steps_known = newest.steps_known
    whole = before is None or last - 1 in nights
    inputs = [
        Input("night_heart_rate", float(signal.mean), "bpm", newest.end_ms, newest.source),
        Input("night_heart_rate_baseline", float(signal.baseline), "bpm"),
    ]
    if last - 1 in nights:
        previous = nights[last - 1]
        inputs.insert(
            1, Input("night_heart_rate_before", float(previous.mean), "bpm", previous.end_ms, previous.source)
        )
    text = _explain(signal, before, measure, tags)
    if not steps_known:
        text += " Steps at night are not known, so getting up may count."
    return Assessment(
        KEY,
        value=signal.word,
        coverage=min(1.0, len(nights) / FULL_NIGHTS),
        band=signal.word,
        confidence=(
            Confidence.LOW
            if not whole or not steps_known
            else Confidence.HIGH
            if len(nights) >= FULL_NIGHTS
            else Confidence.MODERATE
        ),
        inputs=tuple(inputs),
        explanation=text,
        extra=(
            ("night_mean", float(signal.mean)),
            ("baseline", float(signal.baseline)),
            ("difference", float(signal.above)),
            ("nights", len(nights)),
        ),
    )
