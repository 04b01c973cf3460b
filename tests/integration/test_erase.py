"""Erasing a person for ever: nothing of them stays where HealthSense can reach."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from doors_home import (
    ALICE,
    BOB,
    GROUP_ID_ADMIN,
    ago,
    async_act,
    async_ask,
    async_connect,
    async_household,
    async_link,
    async_user,
    person,
)
from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.components.recorder.db_schema import EventData, States, StatesMeta, StatisticsMeta
from homeassistant.components.recorder.util import session_scope
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers import restore_state
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
    do_adhoc_statistics,
)
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.healthsense.erase import async_erase

pytestmark = pytest.mark.usefixtures("recorder_mock")


async def tell(hass: HomeAssistant, person_id: str, user: MockUser | None = None) -> None:
    """Give a person something to be forgotten."""
    rows = [
        {"vital": "heart_rate", "value": 61, "unit": "bpm"},
        {"vital": "spo2", "value": 97, "unit": "%"},
        {"vital": "weight", "value": 71, "unit": "kg", "time": ago(days=3)},
    ]
    await async_act(hass, "record_measurement", {"person_id": person_id, "measurements": rows}, user)
    await hass.async_block_till_done()


def entities_of(hass: HomeAssistant, person_id: str) -> list[str]:
    """Return the person's entities."""
    return [
        entity.entity_id
        for entity in er.async_get(hass).entities.values()
        if entity.platform == "healthsense" and entity.unique_id.startswith(person_id)
    ]


def recorded(hass: HomeAssistant, entity_ids: list[str]) -> dict[str, int]:
    """Return how many rows the recorder has of them, by table."""
    with session_scope(hass=hass, read_only=True) as session:
        return {
            "states_meta": session.query(StatesMeta).filter(StatesMeta.entity_id.in_(entity_ids)).count(),
            "states": session.query(States)
            .join(StatesMeta, StatesMeta.metadata_id == States.metadata_id)
            .filter(StatesMeta.entity_id.in_(entity_ids))
            .count(),
            "events": sum(ALICE in (row.shared_data or "") for row in session.query(EventData)),
            "statistics_meta": session.query(StatisticsMeta)
            .filter(StatisticsMeta.statistic_id.in_(entity_ids))
            .count(),
        }


async def in_recorder(hass: HomeAssistant, entity_ids: list[str]) -> dict[str, int]:
    """Return what the recorder has once it has written everything."""
    await async_wait_recording_done(hass)
    return await get_instance(hass).async_add_executor_job(recorded, hass, entity_ids)


def bytes_of(folder: Path) -> bytes:
    """Return every byte of the history's files."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob("healthsense.db*")))


async def test_erasing_leaves_nothing(hass: HomeAssistant, hass_storage: dict[str, Any], store_file: Path) -> None:
    """Store, entities, device, recorder, last states, grants, issues; the other person keeps theirs."""
    alice, bob = await async_user(hass, "Alice"), await async_user(hass, "Bob")
    dora = await async_user(hass, "Dora", GROUP_ID_ADMIN)
    await async_link(hass, alice=alice, bob=bob)
    hass.states.async_set("sensor.band_pulse", "60", {"unit_of_measurement": "bpm"})
    source = {"heart_rate": [{"entity_id": "sensor.band_pulse", "registry_id": None, "unit": "bpm"}]}
    entry = await async_household(
        hass, person(ALICE, "Alice", sources=source, person_entity="person.alice"), person(BOB, "Bob")
    )
    await tell(hass, ALICE)
    await tell(hass, BOB)
    mine, others = entities_of(hass, ALICE), entities_of(hass, BOB)
    assert mine
    await async_wait_recording_done(hass)
    now = dt_util.utcnow()
    running = now.replace(minute=now.minute - now.minute % 5, second=0, microsecond=0)
    for start in (running - timedelta(minutes=5), running):
        do_adhoc_statistics(hass, start=start)
    before = await in_recorder(hass, mine)
    assert before["states"]
    assert before["statistics_meta"]
    assert before["events"]
    device = dr.async_get(hass).async_get_device_by_identifier(("healthsense", ALICE), entry.entry_id)
    assert device is not None
    dr.async_get(hass).async_update_device(device.id, name_by_user="Mum Alice")

    answer = await async_act(hass, "erase_person", {"device_id": device.id}, dora)
    await hass.async_block_till_done()

    assert answer["erased"]["rows"] > 0
    assert answer["erased"]["entities"] == sorted(mine)
    assert answer["erased"]["recorder"] is True
    assert answer["source_entities"] == ["sensor.band_pulse"]
    assert {"source_entities", "backups", "logs_and_traces", "exports"} <= set(answer["not_reached"])

    household = entry.runtime_data
    assert list(household.people) == [BOB]
    assert [subentry.title for subentry in entry.subentries.values()] == ["Bob"]
    assert ALICE not in await household.async_run(lambda store: store.persons())
    assert entities_of(hass, ALICE) == []
    assert all(hass.states.get(entity_id) is None for entity_id in mine)
    assert dr.async_get(hass).async_get(device.id) is None
    assert ALICE not in str(er.async_get(hass).deleted_entities)
    assert set(restore_state.async_get(hass).last_states).isdisjoint(mine)
    assert set((await in_recorder(hass, mine)).values()) == {0}
    assert (await in_recorder(hass, others))["states"]
    assert [key for key in ir.async_get(hass).issues if ALICE in key[1]] == []
    assert ALICE.encode() not in await hass.async_add_executor_job(bytes_of, store_file.parent)
    assert ALICE not in str(hass_storage["healthsense.people"])
    assert BOB in await household.async_run(lambda store: store.persons())


async def test_a_private_person_erases_themself(
    hass: HomeAssistant, hass_storage: dict[str, Any], hass_ws_client: WebSocketGenerator
) -> None:
    """Without an administrator; grants and consent go too."""
    alice, carol = await async_user(hass, "Alice"), await async_user(hass, "Carol")
    await async_link(hass, alice=alice)
    await async_household(hass, person(ALICE, "Alice", private=True, person_entity="person.alice"))
    await tell(hass, ALICE, alice)
    client = await async_connect(hass, hass_ws_client, alice)
    await async_ask(client, "grants/set", person_id=ALICE, user_id=carol.id, level="read")
    await async_ask(client, "grants/consent_shared", person_id=ALICE)
    assert ALICE in str(hass_storage["healthsense.grants"])
    answer = await async_act(hass, "erase_person", {"person_id": ALICE}, alice)
    assert answer["erased"]["rows"] > 0
    assert ALICE not in str(hass_storage["healthsense.grants"])
    assert (await async_ask(client, "people"))["result"] == {"people": []}


@pytest.mark.parametrize("who", ["carol", None])
async def test_nobody_else_erases(hass: HomeAssistant, who: str | None) -> None:
    """Not another user, not an automation, not even for a shared person."""
    carol = await async_user(hass, "Carol")
    entry = await async_household(hass, person(BOB, "Bob", allow_automations=True))
    await tell(hass, BOB)
    with pytest.raises(HomeAssistantError) as raised:
        await async_act(hass, "erase_person", {"person_id": BOB}, carol if who else None)
    assert raised.value.translation_key == "erase_not_allowed"
    assert BOB in await entry.runtime_data.async_run(lambda store: store.persons())


async def remove(hass: HomeAssistant, entry: MockConfigEntry, name: str) -> None:
    """Remove a person as the interface does."""
    subentry_id = next(key for key, subentry in entry.subentries.items() if subentry.title == name)
    hass.config_entries.async_remove_subentry(entry, subentry_id)
    await hass.async_block_till_done()


async def test_what_a_removed_person_left_behind(hass: HomeAssistant) -> None:
    """Removing keeps the history; erasing it later takes the recorder's rows too."""
    entry = await async_household(hass, person(ALICE, "Alice"), person(BOB, "Bob"))
    await tell(hass, ALICE)
    mine = entities_of(hass, ALICE)
    await remove(hass, entry, "Alice")
    assert ALICE in await entry.runtime_data.async_run(lambda store: store.persons())
    assert (await in_recorder(hass, mine))["states"]

    report = await async_erase(hass, entry.runtime_data, ALICE)

    assert report.rows > 0
    assert report.entities == tuple(sorted(mine))
    assert set((await in_recorder(hass, mine)).values()) == {0}
    assert ALICE not in await entry.runtime_data.async_run(lambda store: store.persons())
    assert [key for key in ir.async_get(hass).issues if ALICE in key[1]] == []


async def test_an_unknown_person_is_not_erased(hass: HomeAssistant) -> None:
    """A slip in the id is told instead of done."""
    dora = await async_user(hass, "Dora", GROUP_ID_ADMIN)
    await async_household(hass, person(BOB, "Bob"))
    with pytest.raises(HomeAssistantError) as raised:
        await async_act(hass, "erase_person", {"person_id": "0" * 32}, dora)
    assert raised.value.translation_key == "person_unknown"


async def test_during_a_backup_it_waits(hass: HomeAssistant) -> None:
    """The copy is being made: told, and possible afterwards, nothing else lost."""
    dora = await async_user(hass, "Dora", GROUP_ID_ADMIN)
    entry = await async_household(hass, person(ALICE, "Alice"), person(BOB, "Bob"))
    await tell(hass, ALICE)
    await remove(hass, entry, "Alice")
    await entry.runtime_data.async_run(lambda store: store.begin_backup())
    with pytest.raises(HomeAssistantError) as raised:
        await async_act(hass, "erase_person", {"person_id": ALICE}, dora)
    assert raised.value.translation_key == "store_busy"
    await entry.runtime_data.async_run(lambda store: store.end_backup())
    assert (await async_act(hass, "erase_person", {"person_id": ALICE}, dora))["erased"]["rows"] > 0


async def test_a_recorder_that_does_not_answer_is_named(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person is erased all the same, and the answer says what is left."""
    dora = await async_user(hass, "Dora", GROUP_ID_ADMIN)
    entry = await async_household(hass, person(ALICE, "Alice"), person(BOB, "Bob"))
    await tell(hass, ALICE)
    await async_wait_recording_done(hass)
    with monkeypatch.context() as patch:
        patch.setattr("custom_components.healthsense.recorded.TIMEOUT_S", 0.01)
        patch.setattr(Recorder, "queue_task", lambda *_: None)
        answer = await async_act(hass, "erase_person", {"person_id": ALICE}, dora)
    assert answer["erased"]["recorder"] is False
    assert "recorder" in answer["not_reached"]
    assert ALICE not in await entry.runtime_data.async_run(lambda store: store.persons())
