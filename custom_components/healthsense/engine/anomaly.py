"""How far several vitals together are from what is usual for this person, at this time of day.

Learned on the device from the person's own hours, nothing is shipped. For every vital what is usual
is the median of its hours at this time of day, an hour to either side, of quiet hours and of moving
ones apart; its spread is 1.4826 * MAD (1 / Phi^-1(3/4)). Departures in spreads, cut at three, give
the correlations, each drawn toward zero by n / (n + 50) of its n hours (a ridge, so that the matrix
can be inverted however few hours there are). The squared distance is Mahalanobis' (Proc Natl Inst
Sci India 1936;2:49) over the vitals that are known: leaving a row and column out is exactly what not
knowing a vital means for a multivariate normal. It is compared with the chi-square quantile of .9999
at as many degrees of freedom: about one hour in 10,000, or one in 60 weeks of hours, if the model were
true. Each vital's share z_i (R^-1 z)_i is told; the shares add up to the squared distance.

Real hours have more outliers than that (a late coffee, a loose sensor), so one hour alone only asks to
measure again: ``unusual`` needs the hour before beyond the limit too. On made-up people with such hours
that took false alarms from 0.40 to 0.006 a week (40 people, 160 weeks) and cost an hour or two
(tests/engine/test_anomaly.py).

Nothing is compared before seven local days and 48 hours, no vital before 12 hours on seven days.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from types import MappingProxyType
from typing import Final

from .assessment import LEARNING, MISSING_INPUT, STALE_INPUT, Assessment, Confidence, Input, refuse

KEY: Final = "vitals_anomaly"
DAYS: Final = 28
MIN_DAYS: Final = 7
MIN_HOURS: Final = 48
MIN_HOURS_OF_A_VITAL: Final = 12
MIN_AT_A_TIME: Final = 8
"""Hours at a time of day that make it a time of its own; with fewer the whole day's are taken."""

ROBUST_SD: Final = 1.4826
CUT: Final = 3.0
RIDGE_HOURS: Final = 50
POOLED_HOURS: Final = 30
"""The spread at a time of day is drawn toward the day's as if that had so many hours."""

CHI2_9999: Final = (15.136705, 18.420681, 21.107513, 23.512742, 25.744832, 27.856341, 29.877504, 31.827628)
"""Chi-square quantiles of .9999 for 1 to 8 degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Known:
    """A vital that takes part; ``floor`` is the least spread, in its unit."""

    label: str
    unit: str
    floor: float
    decimals: int = 0


VITALS: Final[Mapping[str, Known]] = MappingProxyType(
    {
        # About a third of what such sensors are accurate to (IEC 60601-2-27, ISO 80601-2-61, ISO 80601-2-56,
        # ISO 81060-2), so that one step of a sensor is nothing unusual.
        "heart_rate": Known("heart rate", "bpm", 1.5),
        "spo2": Known("oxygen saturation", "%", 0.7),
        "respiratory_rate": Known("breathing rate", "/min", 0.7),
        "temperature": Known("temperature", "°C", 0.1, 1),
        "systolic": Known("systolic pressure", "mmHg", 4.0),
        "diastolic": Known("diastolic pressure", "mmHg", 3.0),
    }
)


@dataclass(frozen=True, slots=True)
class Hour:
    """Means of one hour, in canonical units; ``day`` and ``at`` are the local day and hour."""

    day: int
    at: int
    moving: bool
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Place:
    """Median and spread of one vital at one time."""

    median: float
    spread: float


@dataclass(frozen=True, slots=True)
class Usual:
    """What was learned: places by vital and (local hour, or -1 while moving), and correlations."""

    hours: int
    days: int
    places: Mapping[str, Mapping[int, _Place]]
    correlations: Mapping[tuple[str, str], float]

    @property
    def learned(self) -> bool:
        """Return whether there is enough to compare with."""
        return self.days >= MIN_DAYS and self.hours >= MIN_HOURS and bool(self.places)

    def correlation(self, one: str, other: str) -> float:
        """Return the correlation of two learned vitals."""
        return self.correlations.get((one, other), self.correlations.get((other, one), 0.0))

    def place(self, vital: str, hour: Hour) -> _Place:
        """Return what is usual of a learned vital in such an hour."""
        places = self.places[vital]
        return places[_MOVING] if hour.moving and _MOVING in places else places[hour.at]

    def z(self, hour: Hour) -> dict[str, float]:
        """Return the departures of an hour's learned vitals, in spreads."""
        out = {}
        for vital, value in hour.values.items():
            if vital in self.places:
                place = self.place(vital, hour)
                out[vital] = (value - place.median) / place.spread
        return out


_MOVING: Final = -1


def _mad(values: Sequence[float], middle: float) -> float:
    return ROBUST_SD * median([abs(value - middle) for value in values])


def _places(hours: Sequence[Hour], vital: str) -> Mapping[int, _Place] | None:
    """Return the places of one vital, None where it is known of too few hours or days."""
    known = [hour for hour in hours if vital in hour.values]
    if len(known) < MIN_HOURS_OF_A_VITAL or len({hour.day for hour in known}) < MIN_DAYS:
        return None
    quiet = [hour for hour in known if not hour.moving]
    moving = [hour.values[vital] for hour in known if hour.moving]
    floor = VITALS[vital].floor
    base = quiet if len(quiet) >= MIN_HOURS_OF_A_VITAL else known
    by_hour: list[list[float]] = [[] for _ in range(24)]
    for hour in base:
        by_hour[hour.at].append(hour.values[vital])
    around = [by_hour[at - 1] + by_hour[at] + by_hour[(at + 1) % 24] for at in range(24)]
    whole = median([hour.values[vital] for hour in base])
    middles = [median(values) if len(values) >= MIN_AT_A_TIME else whole for values in around]
    pooled = ROBUST_SD * median([abs(hour.values[vital] - middles[hour.at]) for hour in base])
    out = {}
    for at, (values, middle) in enumerate(zip(around, middles, strict=True)):
        own = _mad(values, middle) if len(values) >= MIN_AT_A_TIME else pooled
        variance = (len(values) * own * own + POOLED_HOURS * pooled * pooled) / (len(values) + POOLED_HOURS)
        out[at] = _Place(middle, max(sqrt(variance), floor))
    if len(moving) >= MIN_HOURS_OF_A_VITAL:
        middle = median(moving)
        out[_MOVING] = _Place(middle, max(_mad(moving, middle), floor))
    return out


def learn(hours: Sequence[Hour]) -> Usual:
    """Return what is usual, from hours in order of time."""
    measured = [hour for hour in hours if hour.values]
    found = {vital: places for vital in VITALS if (places := _places(measured, vital)) is not None}
    usual = Usual(len(measured), len({hour.day for hour in measured}), found, {})
    departures = [{vital: min(max(z, -CUT), CUT) for vital, z in usual.z(hour).items()} for hour in measured]
    names = list(found)
    correlations = {
        (one, other): _correlation(departures, one, other) for at, one in enumerate(names) for other in names[at + 1 :]
    }
    return Usual(usual.hours, usual.days, found, correlations)


def _correlation(departures: Iterable[Mapping[str, float]], one: str, other: str) -> float:
    """Return the correlation of two vitals' departures, drawn toward zero the more the fewer hours have both."""
    pairs = [(row[one], row[other]) for row in departures if one in row and other in row]
    squares = sum(a * a for a, _ in pairs), sum(b * b for _, b in pairs)
    if not pairs or not all(squares):
        return 0.0
    together = sum(a * b for a, b in pairs) / sqrt(squares[0] * squares[1])
    return together * len(pairs) / (len(pairs) + RIDGE_HOURS)


def _solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float] | None:
    """Return x of ``matrix`` x = ``right`` by Cholesky, None where the matrix is not positive definite."""
    size = len(right)
    lower = [[0.0] * size for _ in range(size)]
    for row in range(size):
        for column in range(row + 1):
            rest = matrix[row][column] - sum(lower[row][k] * lower[column][k] for k in range(column))
            if row == column:
                if rest <= _NEARLY_SINGULAR:
                    return None
                lower[row][row] = sqrt(rest)
            else:
                lower[row][column] = rest / lower[column][column]
    forward: list[float] = []
    for row in range(size):
        forward.append((right[row] - sum(lower[row][k] * forward[k] for k in range(row))) / lower[row][row])
    out = [0.0] * size
    for row in range(size - 1, -1, -1):
        out[row] = (forward[row] - sum(lower[k][row] * out[k] for k in range(row + 1, size))) / lower[row][row]
    return out


_NEARLY_SINGULAR: Final = 0.05


@dataclass(frozen=True, slots=True)
class Departure:
    """How far an hour is from usual: ``shares`` by vital add up to ``squared``; ``z`` is in spreads."""

    squared: float
    limit: float
    z: Mapping[str, float]
    shares: Mapping[str, float]

    @property
    def unusual(self) -> bool:
        """Return whether the distance passes the limit."""
        return self.squared > self.limit


def departure(usual: Usual, hour: Hour) -> Departure | None:
    """Return the distance of an hour from what is usual, None where none of its vitals was learned."""
    found = usual.z(hour)
    z = {vital: found[vital] for vital in VITALS if vital in found}
    if not z:
        return None
    names = list(z)
    weight = 1.0
    while True:
        matrix = [[1.0 if one == other else weight * usual.correlation(one, other) for other in names] for one in names]
        solved = _solve(matrix, [z[name] for name in names])
        if solved is not None:
            break
        # Correlations of different hours need not fit together: draw them further toward none.
        weight *= 0.8
    shares = {name: z[name] * part for name, part in zip(names, solved, strict=True)}
    return Departure(sum(shares.values()), CHI2_9999[len(names) - 1], z, shares)


def _learning(usual: Usual | None) -> Assessment:
    days, hours = (usual.days, usual.hours) if usual is not None else (0, 0)
    return Assessment(
        KEY,
        refused=LEARNING,
        coverage=min(1.0, days / MIN_DAYS, hours / MIN_HOURS),
        missing=("history",),
        explanation=(
            f"Learning what is usual: {days} of {MIN_DAYS} days and {hours} of {MIN_HOURS} hours with readings so far."
        ),
        extra=(("days", days), ("hours", hours)),
    )


def _told(usual: Usual, found: Departure, last: Hour) -> str:
    """Name the up to three vitals that share most in the distance."""
    parts = []
    for vital in sorted(found.shares, key=lambda name: -found.shares[name])[:3]:
        if found.shares[vital] > 0 and abs(found.z[vital]) >= 1:
            known, place = VITALS[vital], usual.place(vital, last)
            now, middle = f"{last.values[vital]:.{known.decimals}f}", f"{place.median:.{known.decimals}f}"
            parts.append(f"{known.label} {now} {known.unit} (usually {middle})")
    return ", ".join(parts)


def _explain(word: str, usual: Usual, found: Departure, last: Hour, *, steps_known: bool) -> str:
    if word == "while_active":
        return "You are or were moving: nothing is said before two hours of rest."
    if word == "usual":
        names = [VITALS[vital].label for vital in found.z]
        if len(names) == 1:
            return f"The {names[0]} of the last hour is as usual for you at this time of day."
        listed = f"{', '.join(names[:-1])} and {names[-1]}"
        return f"Taken together, {listed} of the last hour are as usual for you at this time of day."
    text = (
        "Taken together, your readings of the last hour are unusual for you at this time of day: "
        f"{_told(usual, found, last)}. "
    )
    if word == "unusual":
        text += "So were those of the hour before: worth checking how you feel."
    else:
        text += "One hour alone means little: measure again."
    return text if steps_known else text + " Steps are not known, so exercise may explain it."


def assess(
    usual: Usual | None,
    last: Hour,
    before: Hour,
    inputs: Mapping[str, Input],
    *,
    ever: bool,
    steps_known: bool = True,
) -> Assessment:
    """Return the distance of the last hour's means from what is usual, in spreads.

    ``last`` and ``before`` are the last hour and the one before it, ``inputs`` the last one's means by
    vital, ``ever`` whether there was any reading. ``band``: ``while_active`` when many steps were taken
    in either hour (nothing is said then), else ``unusual`` with both beyond the limit, ``measure_again``
    with the last alone, else ``usual``. ``extra`` has the squared distance, its limit, and each vital's
    share, which add up. Confidence: high with three vitals and 14 days, low with a single vital, else
    moderate. Refused: ``missing_input`` without any reading ever, ``learning``, ``stale_input`` without
    one in the hour.
    """
    if not ever:
        text = "Needs readings that come by themselves, such as heart rate."
        return refuse(KEY, MISSING_INPUT, text, missing=tuple(VITALS))
    if usual is None or not usual.learned:
        return _learning(usual)
    found = departure(usual, last)
    if found is None:
        text = "No reading of the last hour that could be compared."
        return refuse(KEY, STALE_INPUT, text, missing=tuple(VITALS))
    earlier = departure(usual, before)
    word = "usual"
    if last.moving or before.moving:
        word = "while_active"
    elif found.unusual:
        word = "unusual" if earlier is not None and earlier.unusual else "measure_again"
    return Assessment(
        KEY,
        value=sqrt(max(found.squared, 0.0)),
        upper=sqrt(found.limit),
        lower=0.0,
        coverage=len(found.z) / len(usual.places),
        band=word,
        confidence=(
            Confidence.LOW
            if len(found.z) == 1
            else Confidence.HIGH
            if len(found.z) >= 3 and usual.days >= 2 * MIN_DAYS
            else Confidence.MODERATE
        ),
        inputs=tuple(inputs[vital] for vital in found.z if vital in inputs),
        explanation=_explain(word, usual, found, last, steps_known=steps_known),
        extra=(
            ("squared_distance", found.squared),
            ("limit", found.limit),
            ("days", usual.days),
            ("hours", usual.hours),
            *((f"share_{vital}", share) for vital, share in found.shares.items()),
        ),
    )
