"""Readings that a node kept while Home Assistant was away: each stored once, at its own time, then acknowledged."""

import sqlite3
from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

import pytest
from doors_home import ALICE, BOB, async_household, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry
from test_household import bound, settle

from custom_components.healthsense import late_readings
from custom_components.healthsense.engine.alerts.model import OPEN_STAGES
from custom_components.healthsense.engine.store.durability import Durability
from custom_components.healthsense.household import Household, now_ms
from custom_components.healthsense.late_input import MAX_AGE_MS, LateInputError, late_reading, ticket
from custom_components.healthsense.late_readings import BATCH, MAX_WAITING, object_id

BOOT = "00000000000000a1"
NAMES = ("Heart rate", "SpO2", "Systolic", "Diastolic")
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS

type Row = tuple[str, float, int]
"""(vital, value, minutes ago)"""


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not keep the pace between batches: a frozen clock would never end it."""
    monkeypatch.setattr(late_readings, "PACE_S", 0)


class Node:
    """A node as Home Assistant knows it, and what it was told."""

    def __init__(self, hass: HomeAssistant, name: str = "bedside-node", *, action: bool = True) -> None:
        """Put it into the registries, its acknowledging action too."""
        self.hass = hass
        self.entry = MockConfigEntry(domain="esphome", data={"device_name": name}, unique_id=name)
        self.entry.add_to_hass(hass)
        device = dr.async_get(hass).async_get_or_create(
            config_entry_id=self.entry.entry_id, identifiers={("esphome", name)}, name=name
        )
        self.device_id = device.id
        self.entities: dict[str, str] = {}
        for sensor in NAMES:
            self.add("sensor", f"{name}/0/sensor/{sensor}", sensor)
        self.told: list[tuple[str, int]] = []
        self.fails: Exception | None = None
        if action:
            hass.services.async_register("esphome", f"{name.replace('-', '_')}_healthsense_acknowledge", self._hear)

    def add(self, domain: str, unique_id: str, name: str) -> None:
        """Give it an entity."""
        entity = er.async_get(self.hass).async_get_or_create(
            domain, "esphome", unique_id, device_id=self.device_id, config_entry=self.entry, original_name=name
        )
        self.entities[name] = entity.entity_id

    async def _hear(self, call: ServiceCall) -> None:
        if self.fails is not None:
            raise self.fails
        self.told.append((call.data["boot_id"], call.data["sequence"]))

    def send(self, sequence: int, /, value: object = "71", **fields: object) -> None:
        """Send one event, of a heart rate an hour ago unless told otherwise."""
        data = {
            "device_id": self.device_id, "boot_id": BOOT, "sequence": str(sequence), "entity": "heart_rate",
            "vital": "heart_rate", "value": str(value), "unit": "bpm", "age_ms": str(HOUR_MS - sequence * 1000),
            **fields,
        }  # fmt: skip
        self.hass.bus.async_fire("esphome.healthsense_reading", {k: v for k, v in data.items() if v is not None})


def both(*nodes: Node) -> dict[str, list[dict[str, str | None]]]:
    """Return the heart rates of nodes as one person's sources."""
    return {"heart_rate": [one for node in nodes for one in bound(x=node.entities["Heart rate"])["x"]]}


async def later(hass: HomeAssistant, household: Household) -> None:
    """Wait until what was sent is taken in and acknowledged."""
    await hass.async_block_till_done(wait_background_tasks=True)
    await settle(hass, household)


async def kept(household: Household, vital: str = "heart_rate", person_id: str = ALICE) -> list[float]:
    """Return what is in the history, oldest first."""
    rows = await household.async_run(lambda store: store.readings(person_id, vital, 0, 2**50))
    return [row.value for row in rows]


async def at_home(hass: HomeAssistant, node: Node, **vitals: str) -> Household:
    """Set up a household of Alice, who bound sensors of the node."""
    sources = bound(**{vital: node.entities[name] for vital, name in (vitals or {"heart_rate": "Heart rate"}).items()})
    entry = await async_household(hass, person(ALICE, "Alice", sources=sources))
    household: Household = entry.runtime_data
    return household


async def test_a_kept_reading_is_stored_at_its_own_time_and_acknowledged(hass: HomeAssistant) -> None:
    """Of the source that the same entity's live readings have."""
    node = Node(hass)
    household = await at_home(hass, node)
    before_ms = now_ms()
    node.send(1, "71.5", age_ms=str(HOUR_MS), quality="83")
    await later(hass, household)
    (row,) = await household.async_run(lambda store: store.readings(ALICE, "heart_rate", 0, 2**50))
    assert (row.value, row.quality, row.source) == (71.5, 83, f"ha:{node.device_id}")
    assert before_ms <= row.effective_ms + HOUR_MS <= now_ms()
    assert row.received_ms - row.effective_ms == HOUR_MS
    assert node.told == [(BOOT, 1)]


async def test_what_is_sent_twice_is_stored_once(hass: HomeAssistant) -> None:
    """Within one batch, later, and after Home Assistant restarted; it is acknowledged each time."""
    node = Node(hass)
    household = await at_home(hass, node)
    for sequence in (1, 1, 2, 2, 1):
        node.send(sequence, 70 + sequence)
    await later(hass, household)
    assert await kept(household) == [71, 72]
    assert node.told == [(BOOT, 2)]
    # The same records, some seconds later: their age differs by what the node's and our clock differ.
    node.send(1, 71, age_ms=str(HOUR_MS + 3000))
    node.send(2, 72, age_ms=str(HOUR_MS + 3000))
    await later(hass, household)
    assert await kept(household) == [71, 72]
    assert node.told == [(BOOT, 2)] * 2
    assert await hass.config_entries.async_reload(household.entry.entry_id)
    again: Household = household.entry.runtime_data
    node.send(1, 71, age_ms=str(HOUR_MS + 9000))
    node.send(2, 72, age_ms=str(HOUR_MS + 9000))
    node.send(3, 73, age_ms=str(HOUR_MS - 9000))
    await later(hass, again)
    assert await kept(again) == [71, 72, 73]
    assert node.told[-1] == (BOOT, 3)


async def test_what_was_stored_but_not_acknowledged_is_stored_once(hass: HomeAssistant) -> None:
    """The connection breaks between the two."""
    node = Node(hass)
    household = await at_home(hass, node)
    node.fails = HomeAssistantError("gone")
    node.send(1, 71)
    await later(hass, household)
    assert (await kept(household), node.told) == ([71], [])
    assert await hass.config_entries.async_reload(household.entry.entry_id)
    node.fails = None
    node.send(1, 71, age_ms=str(HOUR_MS + 60_000))
    await later(hass, household.entry.runtime_data)
    assert await kept(household.entry.runtime_data) == [71]
    assert node.told == [(BOOT, 1)]


async def test_what_could_not_be_stored_is_not_acknowledged_and_comes_again(hass: HomeAssistant) -> None:
    """A full disk at the commit: neither the reading nor its mark is there, also after the recovery."""
    node = Node(hass)
    household = await at_home(hass, node, heart_rate="Heart rate", spo2="SpO2")

    def full(*_args: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    with patch("custom_components.healthsense.reading_line.RETRY_S", 0):
        with patch.object(Durability, "commit", full):
            node.send(1, 71)
            node.send(2, 97, entity="spo2", unit="%")
            await hass.async_block_till_done()
            for _ in range(3):
                await settle(hass, household)
        await later(hass, household)
    assert node.told == []
    assert await kept(household) == []
    node.send(1, 71, age_ms=str(HOUR_MS + 30_000))
    node.send(2, 97, entity="spo2", unit="%")
    await later(hass, household)
    assert (await kept(household), await kept(household, "spo2")) == ([71], [97])
    assert node.told == [(BOOT, 2)]


async def test_behind_a_gap_everything_waits(hass: HomeAssistant) -> None:
    """An event that got lost comes again, and with it what followed: nothing is acknowledged over its head."""
    node = Node(hass)
    household = await at_home(hass, node)
    for sequence in (1, 2, 4, 5):
        node.send(sequence, 70 + sequence, oldest="1")
    await later(hass, household)
    assert (await kept(household), node.told) == ([71, 72], [(BOOT, 2)])
    for sequence in (3, 4, 5):
        node.send(sequence, 70 + sequence, oldest="3")
    await later(hass, household)
    assert await kept(household) == [71, 72, 73, 74, 75]
    assert node.told[-1] == (BOOT, 5)


async def test_what_a_full_ring_lost_is_not_waited_for(hass: HomeAssistant) -> None:
    """The node says which is its oldest."""
    node = Node(hass)
    household = await at_home(hass, node)
    for sequence in (41, 42):
        node.send(sequence, sequence, oldest="41")
    await later(hass, household)
    assert (await kept(household), node.told) == ([41, 42], [(BOOT, 42)])


async def test_a_node_that_began_anew_is_another_run(hass: HomeAssistant) -> None:
    """Numbers begin again at 1 with a new id."""
    node = Node(hass)
    household = await at_home(hass, node)
    node.send(7, 71)
    await later(hass, household)
    node.send(1, 72, boot_id="00000000000000b2", age_ms="1000")
    await later(hass, household)
    assert await kept(household) == [71, 72]
    assert node.told == [(BOOT, 7), ("00000000000000b2", 1)]


async def test_an_entity_of_two_people_and_two_entities_of_one_node(hass: HomeAssistant) -> None:
    """Each binding has it, as what that person bound it as."""
    node = Node(hass)
    alice = bound(heart_rate=node.entities["Heart rate"], spo2=node.entities["SpO2"])
    bob = bound(cuff_pulse=node.entities["Heart rate"])
    entry = await async_household(
        hass, person(ALICE, "Alice", sources=alice), person(BOB, "Bob", sources=bob, private=True)
    )
    household: Household = entry.runtime_data
    node.send(1, 71)
    node.send(2, 96, entity="spo2", vital="spo2", unit="%")
    await later(hass, household)
    assert (await kept(household), await kept(household, "spo2")) == ([71], [96])
    assert (await kept(household, "cuff_pulse", BOB), await kept(household, "spo2", BOB)) == ([71], [])
    assert node.told == [(BOOT, 2)]


async def test_two_nodes_do_not_disturb_each_other(hass: HomeAssistant) -> None:
    """The same numbers of the same run are two things."""
    bedside, wrist = Node(hass), Node(hass, "wrist")
    sources = {
        "heart_rate": [*bound(x=bedside.entities["Heart rate"])["x"], *bound(x=wrist.entities["Heart rate"])["x"]]
    }
    household: Household = (await async_household(hass, person(ALICE, "Alice", sources=sources))).runtime_data
    bedside.send(1, 71)
    wrist.send(1, 81)
    await later(hass, household)
    assert sorted(await kept(household)) == [71, 81]
    assert (bedside.told, wrist.told) == ([(BOOT, 1)], [(BOOT, 1)])


async def test_readings_of_nobody_are_acknowledged(hass: HomeAssistant) -> None:
    """An entity that nobody bound must not fill the node's memory for ever."""
    node = Node(hass)
    household = await at_home(hass, node)
    node.send(1, 97, entity="spo2", unit="%")
    await later(hass, household)
    assert (await kept(household, "spo2"), node.told) == ([], [(BOOT, 1)])


async def test_what_came_live_is_not_stored_again(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A broken connection is noticed late: the node keeps what it told in the last minutes too."""
    node = Node(hass)
    household = await at_home(hass, node, heart_rate="Heart rate", systolic="Systolic")
    for value in ("70", "72"):
        hass.states.async_set(node.entities["Heart rate"], value, {"unit_of_measurement": "bpm"})
        await settle(hass, household)
        freezer.tick(1)
    hass.states.async_set(node.entities["Systolic"], "121", {"unit_of_measurement": "mmHg"})
    await settle(hass, household)
    freezer.tick(8)
    node.send(1, 70, age_ms="10400")
    node.send(2, 72, age_ms="8600")
    node.send(3, 74, age_ms="5000")
    node.send(4, 121, entity="systolic", unit="mmHg", age_ms="9000")
    node.send(5, 119, entity="systolic", unit="mmHg", age_ms="2000")
    await later(hass, household)
    assert await kept(household) == [70, 72, 74]
    assert await kept(household, "systolic") == [121, 119]
    assert node.told == [(BOOT, 5)]


async def test_the_twin_of_a_live_reading_is_known_by_its_value(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Where network or computer were slow by a second or two, the times alone do not tell."""
    node = Node(hass)
    household = await at_home(hass, node, heart_rate="Heart rate")
    hass.states.async_set(node.entities["Heart rate"], "70.25", {"unit_of_measurement": "bpm"})
    await settle(hass, household)
    freezer.tick(10)
    node.send(1, 70.25, age_ms="11900")
    node.send(2, 70.5, age_ms="11800")
    node.send(3, 70.25, age_ms="4000")
    await later(hass, household)
    assert await kept(household) == [70.5, 70.25, 70.25]


async def test_values_that_the_engine_refuses_are_counted_and_acknowledged(hass: HomeAssistant) -> None:
    """As live ones are: they count for the quality of the person's data."""
    node = Node(hass)
    household = await at_home(hass, node)
    node.send(1, 9000)
    node.send(2, 71, unit="furlong")
    node.send(3, 71)
    await later(hass, household)
    assert await kept(household) == [71]
    assert node.told == [(BOOT, 3)]
    assert {"implausible": 1, "unknown_unit": 1}.items() <= (await household.async_refusals()).items()
    result = household.people[ALICE].result
    assert result is not None
    assert dict(result.assessments["data_quality"].extra)["rejected"] == 2


HOSTILE: tuple[tuple[str, object], ...] = (
    ("value", "nan"), ("value", "inf"), ("value", "0x47"), ("value", "7 1"), ("value", "1" * 400), ("value", ""),
    ("value", "\u0667\u0661"), ("value", None), ("age_ms", "-1"), ("age_ms", str(MAX_AGE_MS + 1)), ("age_ms", "1.5"),
    ("age_ms", "9" * 30), ("age_ms", None), ("entity", "../heart_rate"), ("entity", "nothing"), ("entity", None),
    ("entity", "x" * 500), ("vital", "Heart rate"), ("vital", None), ("unit", "b\npm"), ("unit", "b" * 33),
    ("quality", "101"), ("quality", "good"),
)  # fmt: skip


@pytest.mark.parametrize(("field", "value"), HOSTILE)
async def test_what_cannot_be_a_reading_is_counted_by_its_field(hass: HomeAssistant, field: str, value: object) -> None:
    """And acknowledged: it would come again for ever. What follows it is taken in."""
    node = Node(hass)
    household = await at_home(hass, node)
    node.send(1, **{field: value})
    node.send(2, 72)
    await later(hass, household)
    assert (await kept(household), node.told) == ([72], [(BOOT, 2)])
    assert await household.async_refusals() == {f"late_{field}": 1}


NAMELESS: tuple[tuple[str, object], ...] = (
    ("boot_id", "A" * 16), ("boot_id", "a1"), ("boot_id", None), ("boot_id", 161), ("sequence", "0"),
    ("sequence", "-1"), ("sequence", str(2**31)), ("sequence", "1e3"), ("sequence", None), ("oldest", "0"),
    ("oldest", "2"), ("device_id", "somewhere"), ("device_id", None), ("device_id", ""), ("device_id", 5),
)  # fmt: skip


@pytest.mark.parametrize(("field", "value"), NAMELESS)
async def test_what_cannot_be_acknowledged_changes_nothing(hass: HomeAssistant, field: str, value: object) -> None:
    """Neither the history nor the marks; it is counted."""
    node = Node(hass)
    household = await at_home(hass, node)
    node.send(1, **{field: value})
    await later(hass, household)
    assert (await kept(household), node.told) == ([], [])
    assert await household.async_refusals() == {f"late_{field}": 1}


async def test_too_many_fields_are_refused(hass: HomeAssistant) -> None:
    """Before any of them is read."""
    node = Node(hass)
    household = await at_home(hass, node)
    node.send(1, **{f"f{n}": "x" for n in range(40)})
    await later(hass, household)
    assert await household.async_refusals() == {"late_data": 1}


async def test_a_device_of_another_integration_is_refused(hass: HomeAssistant) -> None:
    """Anybody who may fire events could name it."""
    node = Node(hass)
    household = await at_home(hass, node)
    other = MockConfigEntry(domain="mqtt")
    other.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(config_entry_id=other.entry_id, identifiers={("mqtt", "x")})
    node.send(1, device_id=device.id)
    await later(hass, household)
    assert (await kept(household), await household.async_refusals()) == ([], {"late_device_id": 1})


async def test_a_flood_of_one_node_is_cut_off(hass: HomeAssistant) -> None:
    """Beside it another one is heard."""
    node, quiet = Node(hass), Node(hass, "quiet")
    sources = both(node, quiet)
    household: Household = (await async_household(hass, person(ALICE, "Alice", sources=sources))).runtime_data
    for sequence in range(1, MAX_WAITING * 3 + 1):
        node.send(sequence, 60 + sequence % 50, oldest="1")
    quiet.send(1, 55)
    await later(hass, household)
    assert node.told == [(BOOT, taken) for taken in range(BATCH, MAX_WAITING + 1, BATCH)]
    assert quiet.told == [(BOOT, 1)]
    assert await household.async_refusals() == {"late_too_many": MAX_WAITING * 2}


async def test_a_node_without_the_action_is_no_fault(hass: HomeAssistant, caplog: pytest.LogCaptureFixture) -> None:
    """Its readings are kept all the same, once however often it sends them."""
    node = Node(hass, action=False)
    household = await at_home(hass, node)
    for _ in range(3):
        node.send(1, 71)
        await later(hass, household)
    assert await kept(household) == [71]
    ours = [record for record in caplog.records if "healthsense." in record.name]
    assert not [record for record in ours if record.levelname in ("WARNING", "ERROR")]


async def test_nothing_of_a_reading_is_logged(hass: HomeAssistant, caplog: pytest.LogCaptureFixture) -> None:
    """Neither where it is stored nor where it is refused nor where the node cannot be told."""
    node = Node(hass)
    household = await at_home(hass, node)
    node.fails = HomeAssistantError("gone")
    node.send(1, "68.4375")
    node.send(2, "68.4375", unit="\n")
    await later(hass, household)
    ours = [record for record in caplog.records if "healthsense" in record.name and record.levelname != "DEBUG"]
    assert "68.4375" not in "".join(record.getMessage() for record in ours)


async def test_a_sensor_of_which_the_node_has_two_is_nobodys(hass: HomeAssistant) -> None:
    """Sub-devices may have sensors of one name; an object id does not tell them apart."""
    node = Node(hass)
    household = await at_home(hass, node)
    node.add("sensor", "bedside-node/1/sensor/Heart rate", "Heart rate 2")
    node.add("binary_sensor", "bedside-node/0/binary_sensor/SpO2", "SpO2 2")
    node.send(1, 71)
    await later(hass, household)
    assert (await kept(household), node.told) == ([], [(BOOT, 1)])
    assert await household.async_refusals() == {"late_entity": 1}


@pytest.mark.parametrize(
    ("unique_id", "expected"),
    [
        ("AA:BB/0/sensor/Heart rate", "heart_rate"),
        ("AA:BB/0/sensor/SpO2 (left)", "spo2__left_"),
        ("AA:BB/0/sensor/Größe/2", "gr____e_2"),
        ("AA:BB/7/sensor/a-b", "a-b"),
        ("AA:BB-sensor-heart_rate", "heart_rate"),
        ("AA:BB/0/binary_sensor/Finger", None),
        ("AA:BB-binary_sensor-finger", None),
        ("", None),
    ],
)
def test_what_a_node_calls_a_sensor(unique_id: str, expected: str | None) -> None:
    """From both forms of ESPHome's unique ids; a letter of several bytes is as many underscores, as on the node."""
    assert object_id(unique_id) == expected


async def test_late_readings_ring_nothing_that_is_over(hass: HomeAssistant) -> None:
    """A fall of oxygen two hours ago is over: no alert is open for it, and nothing is current."""
    node = Node(hass)
    household = await at_home(hass, node, spo2="SpO2")
    for sequence in range(1, 61):
        node.send(sequence, 82, entity="spo2", unit="%", age_ms=str(2 * HOUR_MS - sequence * 5000), oldest="1")
    await later(hass, household)
    result = household.people[ALICE].result
    assert result is not None
    assert len(await kept(household, "spo2")) == 60
    assert not result.current["spo2"].fresh
    assert [alert for alert in result.alerts.open if alert.stage in OPEN_STAGES] == []


async def test_a_day_that_was_missed_comes_in_batches(hass: HomeAssistant) -> None:
    """As the node sends it: twenty, an acknowledgement, the next twenty."""
    node = Node(hass)
    household = await at_home(hass, node)
    sent = 0
    while sent < 100:
        for sequence in range(sent + 1, sent + 21):
            node.send(sequence, 60 + sequence % 40, oldest=str(sent + 1), age_ms=str(24 * HOUR_MS - sequence * 30_000))
        await later(hass, household)
        assert node.told[-1] == (BOOT, sent + 20)
        sent += 20
    assert await kept(household) == [60 + sequence % 40 for sequence in range(1, 101)]


def test_the_parser_says_which_field_it_was() -> None:
    """And never what was in it."""
    data: Mapping[str, Any] = {"device_id": "d", "boot_id": BOOT, "sequence": "1"}
    assert (ticket(data).sequence, ticket(data).oldest) == (1, 1)
    with pytest.raises(LateInputError) as caught:
        late_reading({**data, "entity": "secret place"})
    assert (caught.value.field, str(caught.value)) == ("entity", "entity")
