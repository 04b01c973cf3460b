"""Reminders: due, overdue, done by the reading itself, settled by hand, and of nobody private."""

from datetime import UTC, datetime

from care_home import WEIGHT, async_measure, async_plan, async_say, async_wait, entity, items, planner, shown
from doors_home import ALICE, async_household, async_link, async_user
from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.todo import TodoItemStatus
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from custom_components.healthsense.engine.store import Word

DUE = datetime(2026, 11, 20, 8, tzinfo=UTC)
SLOT = f"weight@{int(DUE.timestamp()) * 1000}"
OPEN, DONE = TodoItemStatus.NEEDS_ACTION, TodoItemStatus.COMPLETED


async def test_a_morning(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Planned, due, overdue, gone with the day."""
    household = (await async_plan(hass, freezer, WEIGHT)).runtime_data
    item = items(hass)[SLOT]
    assert (item.summary, item.status, item.due) == ("Measure: Weight", OPEN, DUE)
    assert item.description == "Planned for later today."
    assert shown(hass, "reminders", "todo").state == "1"
    await async_wait(hass, household, freezer, hours=2)
    assert items(hass)[SLOT].description == "It is time to measure."
    await async_wait(hass, household, freezer, hours=2)
    assert items(hass)[SLOT].description == "Overdue, but still in time."
    assert shown(hass, "recommendation").state == "overdue_measurement"
    await async_wait(hass, household, freezer, hours=14)
    assert SLOT not in items(hass)
    assert len(items(hass)) == 1


async def test_the_reading_does_it(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Whoever weighs themself need not tick anything off; a reading of something else does nothing."""
    household = (await async_plan(hass, freezer, WEIGHT)).runtime_data
    await async_wait(hass, household, freezer, hours=4)
    await async_measure(hass, household, ("height", 170, "cm"))
    assert items(hass)[SLOT].status is OPEN
    await async_measure(hass, household, ("weight", 70, "kg"))
    item = items(hass)[SLOT]
    assert (item.status, item.description) == (DONE, "Measured.")
    assert item.completed == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert shown(hass, "reminders", "todo").state == "0"
    assert shown(hass, "recommendation").state != "overdue_measurement"


async def test_blood_pressure_needs_both_values(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Twice a day: the morning's reading does the morning."""
    plan = {"blood_pressure": {"repeat": "monthly", "days": 7, "times": ["07:00", "19:00"], "since": "2026-11-20"}}
    household = (await async_plan(hass, freezer, plan)).runtime_data
    await async_measure(hass, household, ("systolic", 118, "mmHg"))
    assert [item.status for item in items(hass).values()] == [OPEN]
    await async_measure(hass, household, ("diastolic", 75, "mmHg"))
    assert [item.status for item in items(hass).values()] == [DONE]
    await async_wait(hass, household, freezer, hours=8)
    assert [item.status for item in items(hass).values()] == [DONE, OPEN]


async def test_ticking_off_is_no_reading(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """It settles the item, outlives a restart, can be taken back - and adherence does not count it."""
    entry = await async_plan(hass, freezer, WEIGHT)
    household = entry.runtime_data
    await async_say(hass, "update_item", SLOT, status="completed")
    assert items(hass)[SLOT].status is DONE
    assert await household.async_run(lambda store: store.readings(ALICE, "weight", 0, 2**50)) == []
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert items(hass)[SLOT].status is DONE
    await async_say(hass, "update_item", SLOT, status="needs_action")
    assert items(hass)[SLOT].status is OPEN
    await async_say(hass, "update_item", SLOT, status="completed")
    await async_wait(hass, entry.runtime_data, freezer, hours=19)
    assert float(shown(hass, "adherence_7d").state) == 0


async def test_dismissing_takes_an_item_away(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A slot for good, a recommendation for its time."""
    household = (await async_plan(hass, freezer, WEIGHT, smoker=True)).runtime_data
    advised = "advice:stop_smoking"
    assert {SLOT, advised} <= set(items(hass))
    await async_say(hass, "remove_item", SLOT)
    await async_say(hass, "remove_item", advised)
    assert not {SLOT, advised} & set(items(hass))
    marks = await household.async_run(lambda store: store.marks(ALICE, 0))
    assert {mark.key: mark.word for mark in marks} == {SLOT: Word.DISMISSED, advised: Word.DISMISSED}


async def test_a_recommendation_is_an_item(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """With its reason and what to do; ticked off it rests."""
    await async_plan(hass, freezer, smoker=True)
    item = items(hass)["advice:stop_smoking"]
    assert item.summary == "Take a step towards not smoking"
    assert item.description is not None
    assert "Told in the profile: smokes now" in item.description
    assert "Fiore" in item.description
    await async_say(hass, "update_item", "advice:stop_smoking", status="completed")
    assert "advice:stop_smoking" not in items(hass)
    told = shown(hass, "recommendation").attributes["recommendations"]
    assert "stop_smoking" not in [one["key"] for one in told]


async def test_a_private_person_has_no_list(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Nor any other entity of this kind; who goes private loses them."""
    await async_link(hass, alice=await async_user(hass, "Alice"))
    entry = await async_plan(hass, freezer, WEIGHT)
    assert entity(hass, "todo", "reminders") is not None
    (subentry,) = entry.subentries.values()
    hidden = {**subentry.data, "privacy": "private", "person_entity": "person.alice"}
    hass.config_entries.async_update_subentry(entry, subentry, data=hidden)
    await hass.async_block_till_done()
    ours = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    mine = {one.unique_id.removeprefix(f"{ALICE}_") for one in ours if one.config_subentry_id == subentry.subentry_id}
    assert mine == {"overall_status", "status"}


async def test_a_plan_edited_by_hand_is_none(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, caplog: object
) -> None:
    """It says which field, and the list stays empty; nothing else fails."""
    await async_plan(hass, freezer, {"weight": {"times": ["late"]}})
    assert not [uid for uid in items(hass) if uid.startswith("weight@")]
    assert "weight.times, bad_time" in caplog.text  # type: ignore[attr-defined]  # pytest's fixture
    assert entity(hass, "sensor", "adherence_7d") is None


async def test_everybody_has_a_list_of_their_own(hass: HomeAssistant) -> None:
    """Without a plan too: recommendations stand there."""
    await async_household(hass, planner())
    assert entity(hass, "todo", "reminders") is not None
