"""What a state of a source entity counts for."""

from datetime import UTC, datetime, timedelta

import pytest
from homeassistant.core import State

from custom_components.healthsense.sources import Binding, own_time, read, unit_fits

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=1)
BPM = {"unit_of_measurement": "bpm"}


def binding(vital: str = "heart_rate", *, streaming: bool = False) -> Binding:
    """Return a binding of a source entity."""
    return Binding("anna", vital, "sensor.source", "ha:device", streaming)


def state(value: str, attributes: dict[str, object] | None = None, at: datetime = NOW) -> State:
    """Return the source's state."""
    return State("sensor.source", value, attributes or BPM, last_changed=at, last_reported=at, last_updated=at)


def test_a_change_is_a_reading_at_the_time_of_the_change() -> None:
    """With the unit that the state has now."""
    seen = read(binding(), state("70"), state("71", at=LATER))
    assert seen is not None
    assert (seen.raw.value, seen.raw.unit, seen.raw.effective, seen.returned) == (71.0, "bpm", LATER, False)


@pytest.mark.parametrize("value", ["unknown", "unavailable", ""])
def test_no_value_is_no_reading(value: str) -> None:
    """Neither what a source does not know nor that it is away."""
    assert read(binding(), state("70"), state(value, at=LATER)) is None


@pytest.mark.parametrize("before", [None, "unknown", "unavailable"])
def test_a_value_that_comes_back_is_marked(before: str | None) -> None:
    """Whether it is news is for the history to say: only it knows the last one."""
    seen = read(binding(), None if before is None else state(before), state("70", at=LATER))
    assert seen is not None
    assert seen.returned


def test_a_restored_state_is_no_reading() -> None:
    """Home Assistant shows it until the device speaks."""
    assert read(binding(), None, state("70", {**BPM, "restored": True})) is None


@pytest.mark.parametrize(
    ("vital", "streaming", "counts"),
    [
        ("heart_rate", True, True),
        ("heart_rate", False, False),
        ("systolic", True, False),
        ("weight", True, False),
    ],
)
def test_an_unchanged_report(vital: str, *, streaming: bool, counts: bool) -> None:
    """Counts from sources that speak when they measure, for what is measured all the time."""
    again = state("70", at=LATER)
    assert (read(binding(vital, streaming=streaming), again, again, reported=True) is not None) is counts
    # An attribute that changed beside an equal value is the same thing.
    other = state("70", {**BPM, "battery": 71}, LATER)
    assert (read(binding(vital, streaming=streaming), state("70"), other) is not None) is counts


def test_a_time_of_its_own_decides() -> None:
    """The source says when it measured: a new time is a reading, the old one a repetition."""
    measured = NOW - timedelta(hours=3)
    carried = state("120", {"unit_of_measurement": "mmHg", "measured_at": measured.isoformat()})
    seen = read(binding("systolic"), carried, carried, reported=True, known_own_time=NOW - timedelta(hours=9))
    assert seen is not None
    assert seen.raw.effective == measured
    assert not seen.returned
    assert read(binding("systolic"), carried, carried, reported=True, known_own_time=measured) is None
    # A different value of the same time corrects it.
    corrected = state("121", {"unit_of_measurement": "mmHg", "measured_at": measured.isoformat()})
    assert read(binding("systolic"), carried, corrected, known_own_time=measured) is not None


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"measured_at": "2026-11-20T09:00:00+01:00"}, datetime(2026, 11, 20, 8, 0, tzinfo=UTC)),
        ({"timestamp": 1795161600}, datetime(2026, 11, 20, 8, 0, tzinfo=UTC)),
        ({"timestamp": 1795161600000}, datetime(2026, 11, 20, 8, 0, tzinfo=UTC)),
        ({"date": datetime(2026, 11, 20, 8, 0, tzinfo=UTC)}, datetime(2026, 11, 20, 8, 0, tzinfo=UTC)),
        ({"date": "2026-11-20"}, None),
        ({"timestamp": True}, None),
        ({"timestamp": 17}, None),
        ({"timestamp": float("nan")}, None),
        ({"timestamp": "x" * 1000}, None),
        ({"measured_at": "yesterday: noon"}, None),
        ({}, None),
    ],
)
def test_own_time(attributes: dict[str, object], expected: datetime | None) -> None:
    """Text with a time, a date and time, or seconds or milliseconds since 1970; nothing else."""
    assert own_time(attributes) == expected


def test_a_time_without_zone_is_the_clock_of_the_house() -> None:
    """Many integrations write local time."""
    found = own_time({"measured_at": "2026-11-20T09:00:00"})
    assert found is not None
    assert found.utcoffset() is not None


def test_words_and_nonsense_are_left_to_the_gate() -> None:
    """The engine judges, and counts what it refuses."""
    told = read(binding("consciousness"), state("A"), state("V", {}, LATER))
    assert told is not None
    assert told.raw.value == "V"
    nonsense = read(binding(), state("70"), state("fast" * 100, at=LATER))
    assert nonsense is not None
    assert nonsense.raw.value == ("fast" * 100)[:64]


@pytest.mark.parametrize(
    ("vital", "unit", "fits"),
    [
        ("heart_rate", "bpm", True),
        ("heart_rate", "mmHg", False),
        ("temperature", "°F", True),
        ("glucose", "mmol/L", True),
        ("systolic", None, False),
        ("consciousness", None, True),
    ],
)
def test_units(vital: str, unit: str | None, *, fits: bool) -> None:
    """The unit is that of the state; what is told in words has none."""
    assert unit_fits(vital, state("1", {} if unit is None else {"unit_of_measurement": unit}, NOW)) is fits


@pytest.mark.parametrize(
    ("entity_id", "before", "after", "counts"),
    [
        ("binary_sensor.hall", "off", "on", True),
        ("binary_sensor.hall", "on", "off", False),
        ("binary_sensor.hall", "unavailable", "on", False),
        ("binary_sensor.hall", "unknown", "on", False),
        ("binary_sensor.hall", None, "on", False),
        ("binary_sensor.hall", "on", "unavailable", False),
        ("cover.blind", "closed", "opening", True),
        ("cover.blind", "opening", "open", False),
        ("lock.door", "locked", "unlocked", True),
        ("media_player.radio", "idle", "playing", True),
        ("media_player.radio", "playing", "paused", False),
        ("sensor.kettle_power", "0.0", "1840", True),
        ("sensor.kettle_power", "1840", "1835", False),
        ("sensor.kettle_power", "1835", "0", False),
        ("sensor.room", "Empty", "Occupied", True),
        ("event.button", "2026-11-20T07:00:00+00:00", "2026-11-20T12:00:00+00:00", True),
        ("event.button", "unknown", "2026-11-20T12:00:00+00:00", False),
    ],
)
def test_what_somebody_brought_about_is_an_event(
    entity_id: str, before: str | None, after: str, *, counts: bool
) -> None:
    """Something begins: what ends by itself, or comes back from nowhere, tells of nobody."""
    old = None if before is None else State(entity_id, before, last_changed=NOW, last_updated=NOW)
    new = State(entity_id, after, last_changed=LATER, last_reported=LATER, last_updated=LATER)
    seen = read(Binding("anna", "home_activity", entity_id, "ha:x"), old, new)
    assert (seen is not None) is counts
    if seen is not None:
        assert (seen.raw.value, seen.raw.unit, seen.raw.effective, seen.returned) == ("active", None, LATER, False)


def test_activity_is_no_event_when_it_is_only_reported_again_or_says_more() -> None:
    """A motion sensor that stays on, or whose attributes change, saw nothing new begin."""
    hall = Binding("anna", "home_activity", "binary_sensor.hall", "ha:x", streaming=True)
    on = State("binary_sensor.hall", "on", last_changed=NOW, last_reported=LATER, last_updated=NOW)
    brighter = State("binary_sensor.hall", "on", {"illuminance": 5}, last_changed=NOW, last_updated=LATER)
    assert read(hall, on, on, reported=True) is None
    assert read(hall, on, brighter) is None
    restored = State("binary_sensor.hall", "on", {"restored": True}, last_changed=LATER, last_updated=LATER)
    assert read(hall, State("binary_sensor.hall", "off"), restored) is None
