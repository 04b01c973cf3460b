"""Several vitals together: the distance by its definition, and how it does on made-up people.

The people are generated here, seeded, with what homes have: a rhythm of the day, days that differ,
exercise that steps tell of, and hours with a late coffee or a loose sensor that nothing tells of.
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from statistics import median

import pytest
from healthsense_engine import anomaly
from healthsense_engine.anomaly import Hour, Usual
from healthsense_engine.assessment import LEARNING, MISSING_INPUT, STALE_INPUT, Assessment, Confidence, Input
from hypothesis import given
from hypothesis import strategies as st

FEVER = {"heart_rate": 12.0, "respiratory_rate": 3.0, "temperature": 1.5, "spo2": -1.0}
MILD = {"heart_rate": 6.0, "respiratory_rate": 1.5, "temperature": 0.8}


def chi2_survival(x: float, freedom: int) -> float:
    """P(chi-square > x), by the closed forms of whole degrees of freedom (Abramowitz and Stegun 26.4.4, 26.4.5)."""
    if freedom % 2 == 0:
        return math.exp(-x / 2) * math.fsum((x / 2) ** k / math.factorial(k) for k in range(freedom // 2))
    odd = math.fsum(x ** (k - 0.5) / math.prod(range(1, 2 * k, 2)) for k in range(1, (freedom - 1) // 2 + 1))
    return math.erfc(math.sqrt(x / 2)) + math.sqrt(2 / math.pi) * math.exp(-x / 2) * odd


@pytest.mark.parametrize("freedom", range(1, 9))
def test_the_limits_are_the_chi_square_s(freedom: int) -> None:
    assert chi2_survival(anomaly.CHI2_9999[freedom - 1], freedom) == pytest.approx(1e-4, rel=1e-5)


def person(seed: int, days: int, *, temperatures: float = 1.0, steps: bool = True) -> list[Hour]:
    """Return hours of somebody well; ``temperatures``: the share of hours with one."""
    chance = random.Random(seed)
    pulse, percent = chance.uniform(55, 80), chance.uniform(95, 98)
    breaths, warmth = chance.uniform(12, 18), chance.uniform(36.3, 36.8)
    hours, of_day, wave, dip = [], 0.0, 0.0, 0.0
    for day in range(days):
        of_day = 0.5 * of_day + chance.gauss(0, 2)
        late_evening = chance.random() < 0.05
        for at in range(24):
            wave, dip = 0.6 * wave + chance.gauss(0, 2.2), 0.4 * dip + chance.gauss(0, 0.35)
            rhythm = math.cos((at - 16) / 24 * 2 * math.pi)
            asleep = at < 7 or at >= 23
            moving = not asleep and at != 22 and chance.random() < 0.12
            beats = pulse + 7 * rhythm - 3 * asleep + of_day + wave + 6 * (late_evening and at < 9)
            beats += chance.uniform(8, 30) if moving else 0
            beats += chance.uniform(5, 15) if not asleep and chance.random() < 0.02 else 0
            loose = abs(chance.gauss(0, 1.2)) if chance.random() < 0.04 else 0
            values = {
                "heart_rate": beats,
                "spo2": min(100.0, percent + 0.3 * rhythm + dip - loose),
                "respiratory_rate": breaths + 0.8 * rhythm + 0.12 * (wave + of_day) + chance.gauss(0, 0.6) + 3 * moving,
            }
            if chance.random() < temperatures:
                values["temperature"] = warmth + 0.3 * rhythm + 0.02 * of_day + chance.gauss(0, 0.1)
            worn = chance.random() < 0.9
            hours.append(Hour(day, at, moving and steps, values if worn else {}))
    return hours


@cache
def learned(seed: int = 1) -> Usual:
    return anomaly.learn(person(seed, 28))


def raised(hour: Hour, by: Mapping[str, float], share: float = 1.0) -> Hour:
    return replace(hour, values={vital: value + share * by.get(vital, 0) for vital, value in hour.values.items()})


def assess(usual: Usual | None, last: Hour, before: Hour, *, ever: bool = True, known: bool = True) -> Assessment:
    inputs = {vital: Input(vital, value) for vital, value in last.values.items()}
    return anomaly.assess(usual, last, before, inputs, ever=ever, steps_known=known)


def band(last: Hour, before: Hour) -> str | None:
    return assess(learned(), last, before).band


def middle(at: int = 3, *, moving: bool = False) -> Hour:
    """An hour in which every vital is at its median."""
    places = learned().places
    return Hour(99, at, moving, {vital: places[vital][at].median for vital in places})


def test_one_vital_alone_is_its_departure_in_spreads() -> None:
    place = learned().places["heart_rate"][3]
    found = anomaly.departure(
        learned(), Hour(99, 3, moving=False, values={"heart_rate": place.median + 3 * place.spread})
    )
    assert found is not None
    assert found.squared == pytest.approx(9.0)
    assert found.limit == anomaly.CHI2_9999[0]


def test_two_vitals_by_the_formula() -> None:
    usual, hour = learned(), raised(middle(), {"heart_rate": 9.0, "respiratory_rate": 2.0})
    two = replace(hour, values={vital: hour.values[vital] for vital in ("heart_rate", "respiratory_rate")})
    a, b = (9.0 / usual.places["heart_rate"][3].spread, 2.0 / usual.places["respiratory_rate"][3].spread)
    r = usual.correlation("heart_rate", "respiratory_rate")
    assert r > 0.2
    found = anomaly.departure(usual, two)
    assert found is not None
    assert found.squared == pytest.approx((a * a - 2 * r * a * b + b * b) / (1 - r * r))


@given(st.lists(st.floats(-30, 30), min_size=4, max_size=4), st.integers(0, 23))
def test_the_shares_add_up_and_the_distance_is_none_below_zero(by: list[float], at: int) -> None:
    hour = raised(middle(at), dict(zip(("heart_rate", "spo2", "respiratory_rate", "temperature"), by, strict=True)))
    found = anomaly.departure(learned(), hour)
    assert found is not None
    assert sum(found.shares.values()) == pytest.approx(found.squared)
    assert found.squared >= 0


@given(st.sampled_from(tuple(FEVER)), st.floats(0, 10), st.floats(0, 10))
def test_further_from_usual_alone_is_never_nearer(vital: str, by: float, more: float) -> None:
    near, far = (anomaly.departure(learned(), raised(middle(), {vital: one})) for one in (by, by + more))
    assert near is not None
    assert far is not None
    assert far.squared >= near.squared - 1e-9


def test_a_sensor_that_tells_more_of_everything_alike_changes_nothing() -> None:
    """Only departures count: a thermometer in kelvin, an oximeter that reads 2 % high."""
    hours = person(3, 28)
    off = {"temperature": 273.15, "spo2": 2.0, "heart_rate": -5.0}
    last = raised(next(hour for hour in hours[::-1] if len(hour.values) == 4), FEVER)
    near = anomaly.departure(anomaly.learn(hours), last)
    far = anomaly.departure(anomaly.learn([raised(hour, off) for hour in hours]), raised(last, off))
    assert near is not None
    assert far is not None
    assert far.squared == pytest.approx(near.squared, rel=1e-9)


def test_hours_that_do_not_fit_together_still_give_a_distance() -> None:
    places = {vital: learned().places[vital] for vital in ("heart_rate", "spo2", "respiratory_rate")}
    pairs = {
        ("heart_rate", "spo2"): 0.95,
        ("heart_rate", "respiratory_rate"): 0.95,
        ("spo2", "respiratory_rate"): -0.95,
    }
    found = anomaly.departure(replace(learned(), places=places, correlations=pairs), raised(middle(), FEVER))
    assert found is not None
    assert found.squared > 0


def test_one_hour_alone_asks_to_measure_again_and_two_are_unusual() -> None:
    fever = raised(middle(4), FEVER)
    assert band(middle(4), middle()) == "usual"
    assert band(fever, middle()) == "measure_again"
    assert band(fever, replace(middle(), values={})) == "measure_again"
    answer = assess(learned(), fever, raised(middle(), FEVER))
    assert answer.band == "unusual"
    assert answer.explanation.index("temperature 3") < answer.explanation.index("breathing rate")
    assert answer.confidence is Confidence.HIGH
    assert isinstance(answer.value, float)
    assert answer.upper is not None
    assert answer.value > answer.upper


def test_exercise_is_not_taken_for_illness() -> None:
    running = {"heart_rate": 60.0, "respiratory_rate": 12.0}
    assert band(raised(middle(4, moving=True), running), raised(middle(3, moving=True), running)) == "while_active"
    assert band(raised(middle(4), running), raised(middle(3, moving=True), running)) == "while_active"
    unseen = assess(learned(), raised(middle(4), running), raised(middle(), running), known=False)
    assert "Steps are not known" in unseen.explanation


def test_refusals() -> None:
    nothing = Hour(0, 0, moving=False, values={})
    assert assess(None, nothing, nothing, ever=False).refused == MISSING_INPUT
    short = anomaly.learn(person(1, 6))
    learning = assess(short, middle(), middle())
    assert (learning.refused, dict(learning.extra)["days"]) == (LEARNING, 6)
    assert assess(learned(), nothing, middle()).refused == STALE_INPUT
    single = replace(middle(), values={"heart_rate": 60.0})
    assert assess(learned(), single, single).confidence is Confidence.LOW


def test_a_vital_of_few_hours_does_not_take_part() -> None:
    hours = person(1, 28, temperatures=0.0)
    some = [
        raised(replace(hour, values={**hour.values, "temperature": 36.6}), {}) if at % 62 == 0 else hour
        for at, hour in enumerate(hours)
    ]
    assert "temperature" not in anomaly.learn(some).places
    assert "temperature" in anomaly.learn(person(1, 28, temperatures=0.1)).places


def unusual_hours(hours: Sequence[Hour], usual: Usual, first: int, last: int) -> list[int]:
    """Return the hours at which the band would be ``unusual``."""
    out = []
    for at in range(first, last):
        two = hours[at - 1 : at + 1]
        found = [anomaly.departure(usual, hour) for hour in two if hour.values and not hour.moving]
        if len(found) == 2 and all(one is not None and one.unusual for one in found):
            out.append(at)
    return out


def false_alarms(people: int, weeks: int, **home: object) -> float:
    """Return episodes a week (hours within six of each other are one), learning anew each day from 28 days."""
    episodes = 0
    for seed in range(people):
        hours = person(1000 + seed, 28 + 7 * weeks, **home)  # type: ignore[arg-type] # temperatures and steps
        last = -99
        for day in range(28, 28 + 7 * weeks):
            usual = anomaly.learn(hours[(day - 28) * 24 : day * 24])
            for at in unusual_hours(hours, usual, day * 24, day * 24 + 24):
                episodes += at - last > 6
                last = at
    return episodes / (people * weeks)


def detected(people: int, by: Mapping[str, float], **home: object) -> tuple[float, float]:
    """Return the share of illnesses found in 24 h, and the median hours to it; they take six hours to come on."""
    delays = []
    for seed in range(people):
        hours = person(2000 + seed, 31, **home)  # type: ignore[arg-type] # temperatures and steps
        usual = anomaly.learn(hours[: 28 * 24])
        start = 28 * 24 + random.Random(seed).randrange(24)
        ill = [raised(hour, by, min(1.0, max(0.0, (at - start + 1) / 6))) for at, hour in enumerate(hours)]
        found = unusual_hours(ill, usual, start, start + 24)
        delays.append(found[0] - start + 1 if found else math.inf)
    return sum(delay < math.inf for delay in delays) / people, median(delays)


def test_weeks_without_illness_pass_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    whole, no_steps = false_alarms(8, 3), false_alarms(8, 3, steps=False)
    with capsys.disabled():
        print(f"\n  false alarms a person-week: {whole:.2f}; where no steps are known: {no_steps:.2f}")  # noqa: T201 - the figures are the point
    assert whole <= 0.05
    assert no_steps <= 0.6


@pytest.mark.parametrize(
    ("name", "by", "home", "least", "hours"),
    [
        ("fever, all known", FEVER, {}, 1.0, 6),
        ("fever, temperature not measured", FEVER, {"temperatures": 0.0}, 0.85, 12),
        ("mild fever", MILD, {}, 0.95, 8),
        ("fast pulse alone", {"heart_rate": 20.0}, {}, 0.95, 9),
        ("low oxygen", {"spo2": -4.0, "respiratory_rate": 3.0}, {}, 0.95, 8),
    ],
)
def test_illness_is_found(
    capsys: pytest.CaptureFixture[str],
    name: str,
    by: Mapping[str, float],
    home: Mapping[str, float],
    least: float,
    hours: float,
) -> None:
    share, delay = detected(40, by, **home)
    with capsys.disabled():
        print(f"\n  {name}: found in 24 h {share:.0%}, after a median of {delay:.0f} h")  # noqa: T201 - the figures are the point
    assert share >= least
    assert delay <= hours
