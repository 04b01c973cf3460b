"""When a vital beyond a limit is believed, and when it is over."""

import pytest
from healthsense_engine.alerts.model import Level
from rule_scenes import HOUR, MINUTE, SECOND, START, Person, play, reading, stream


def at_s(person: Person) -> float | None:
    """Return how many seconds after the start the rule was met."""
    part = person.first_met()
    return None if part is None or part.met_ms is None else (part.met_ms - START) / SECOND


LOW = [97.0] * 30
STREAMS = {
    # rule, values a second (None: dropout), met so many seconds after the first value (None: never)
    "15 s below 90": ("spo2_low_urgent", LOW + [88] * 30, 45),
    "14 s below 90": ("spo2_low_urgent", LOW + [88] * 14 + LOW, None),
    "90 is not below 90": ("spo2_low_urgent", LOW + [90] * 60, None),
    "one spike does not begin again": ("spo2_low_urgent", LOW + [88] * 8 + [97] + [88] * 20, 45),
    "two spikes do not": ("spo2_low_urgent", LOW + [88] * 8 + [97] * 2 + [88] * 20, 45),
    "three in a row do": ("spo2_low_urgent", LOW + [88] * 8 + [97] * 3 + [88] * 20, 56),
    "single lows are no run": ("spo2_low_urgent", [97, 97, 97, 97, 60] * 20, None),
    "a dropout of 8 s": ("spo2_low_urgent", LOW + [88] * 4 + [None] * 8 + [88] * 30, 45),
    "a dropout over the end of the hold": ("spo2_low_urgent", LOW + [88] * 10 + [None] * 8 + [88] * 30, 45),
    "a dropout longer than is believed": ("spo2_low_urgent", LOW + [88] * 4 + [None] * 20 + [88] * 30, 54),
    "a minute of silence begins anew": ("spo2_low_urgent", LOW + [88] * 4 + [None] * 70 + [88] * 30, 119),
    "frozen at the last value": ("spo2_low_urgent", LOW + [89] + [89] * 14 + [85] * 10, 45),
    "critical after 10 s": ("spo2_low_critical", LOW + [84] * 30, 40),
    "85 is not below 85": ("spo2_low_critical", LOW + [85] * 60, None),
}


@pytest.mark.parametrize(("rule", "values", "met_s"), STREAMS.values(), ids=STREAMS)
def test_stream(rule: str, values: list[float | None], met_s: float | None) -> None:
    person = play(Person(rule), stream("spo2", values))
    assert at_s(person) == met_s


def test_a_delay_ends_without_a_reading() -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", LOW + [88] * 12))
    assert person.pending
    assert person.part is not None
    assert person.part.due_ms == START + 45 * SECOND
    person.advance_to(START + 45 * SECOND)
    assert person.met


def test_a_stream_that_fell_silent_early_is_not_believed() -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", LOW + [88] * 3))
    person.advance_to(START + 60 * SECOND)
    assert person.pending
    person.advance_to(START + 100 * SECOND)
    assert person.part is None


@pytest.mark.parametrize("every_s", [1, 2, 5, 10, 12, 15])
def test_slower_streams_hold_in_seconds(every_s: int) -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", [97] * 12 + [88] * 20, every_ms=every_s * SECOND))
    met_s = at_s(person)
    assert met_s is not None
    assert 15 <= met_s - 12 * every_s <= 15 + every_s


@pytest.mark.parametrize("every_s", [20, 60, 300, 1800])
def test_what_measures_now_and_then_has_to_repeat(every_s: int) -> None:
    rows = stream("spo2", [97] * 12 + [88] * 3, every_ms=every_s * SECOND)
    person = play(Person("spo2_low_urgent"), rows[:13])
    assert person.pending
    assert person.part is not None
    assert person.part.level is Level.INFO
    person = play(person, rows[13:])
    assert person.met
    assert at_s(person) is not None


def test_over_when_the_median_is_back_beyond_the_hysteresis() -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", LOW + [88] * 20))
    assert person.met
    play(person, stream("spo2", [91] * 30, since_ms=START + 50 * SECOND))
    assert person.met, "91 is within the hysteresis"
    play(person, stream("spo2", [95, 88, 95, 88, 88], since_ms=START + 80 * SECOND))
    assert person.met, "single good readings clear nothing"
    play(person, stream("spo2", [93] * 5, since_ms=START + 85 * SECOND))
    assert person.part is None


def test_silence_is_no_recovery() -> None:
    person = play(Person("spo2_low_urgent"), stream("spo2", LOW + [88] * 20))
    person.advance_to(START + 5 * HOUR)
    assert person.met
    person.advance_to(START + 25 * HOUR)
    assert person.part is None


# Spot readings: somebody measures, and measures again


@pytest.mark.parametrize("value", [94, 93, 92, 88, 70])
@pytest.mark.parametrize("rule", ["spo2_low_spot", "spo2_low_spot_urgent", "spo2_low_urgent", "spo2_low_critical"])
def test_a_single_reading_asks_to_measure_again_at_most(rule: str, value: float) -> None:
    person = Person(rule)
    part = person.take(reading("spo2", START, value))
    for minutes in (1, 10, 29, 60, 600):
        assert part is None or (part.met_ms is None and part.level is Level.INFO and part.notes == ("measure_again",))
        part = person.advance_to(START + minutes * MINUTE)
    assert part is None


SPOTS = {
    # rule, (minute, value) of readings, met at which minute
    "94 twice": ("spo2_low_spot", [(0, 94), (2, 94)], 2),
    "95 is not low": ("spo2_low_spot", [(0, 95), (2, 95)], None),
    "94 then 96": ("spo2_low_spot", [(0, 94), (2, 96)], None),
    "92 twice": ("spo2_low_spot_urgent", [(0, 92), (1, 91)], 1),
    "92 then 93": ("spo2_low_spot_urgent", [(0, 92), (1, 93)], None),
    "92 then 93 then 92 then 92": ("spo2_low_spot_urgent", [(0, 92), (1, 93), (2, 92), (3, 92)], 3),
    "not repeated within half an hour": ("spo2_low_spot_urgent", [(0, 91), (31, 91)], None),
    "repeated just within it": ("spo2_low_spot_urgent", [(0, 91), (30, 91)], 30),
    "the same breath twice": ("spo2_low_spot_urgent", [(0, 91), (0.2, 91)], None),
    "far too low twice is critical": ("spo2_low_critical", [(0, 82), (2, 81)], 2),
}


@pytest.mark.parametrize(("rule", "spots", "met_min"), SPOTS.values(), ids=SPOTS)
def test_spot(rule: str, spots: list[tuple[float, float]], met_min: float | None) -> None:
    person = play(Person(rule), [reading("spo2", START + round(at * MINUTE), value) for at, value in spots])
    met_s = at_s(person)
    assert met_s == (None if met_min is None else met_min * 60)


def test_two_devices_confirm_each_other() -> None:
    person = Person("spo2_low_spot_urgent")
    person.take(reading("spo2", START, 91, "finger"))
    person.take(reading("spo2", START + 2 * MINUTE, 92, "watch"))
    assert person.met


def test_a_stream_at_92_is_not_a_spot_reading() -> None:
    person = play(Person("spo2_low_spot_urgent"), stream("spo2", [92] * 200))
    assert at_s(person) is None
