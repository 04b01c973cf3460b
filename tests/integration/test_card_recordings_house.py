"""What the cards of models, alerts, sources and analytics are tested with (see recording_home)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from care_home import planner
from doors_home import ALICE, BOB, async_act, async_ask, async_connect, async_household, async_link, async_user
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator
from recording_home import NOW, Compare, measure, steady
from test_household import settle

from custom_components.healthsense.household import Household, RawReading
from custom_components.healthsense.model_choice import ASSESSMENTS, FAMILIES

type Bob = tuple[MockHAClientWebSocket, Household, dict[str, str]]

PULSE = "sensor.clip_pulse"
LIKE_BOB: dict[str, Any] = {
    "sex": "male",
    "birth_date": "1962-05-01",
    "height_cm": 178.0,
    "waist_cm": 108.0,
    "weight_kg": 96.0,
    "smoker": False,
    "activity": "low",
    "ethnicity": "white",
    "family_diabetes": "first_degree",
    "conditions": ["hypertension"],
    "treatments": ["antihypertensive"],
}


async def test_what_learned_models_say(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory, recorded: Compare
) -> None:
    """Their answers and refusals now, over time, told again, and their cards."""
    freezer.move_to(NOW - timedelta(days=12))
    entry = await async_household(hass, planner(**LIKE_BOB))
    options = {**entry.options, "models": list(FAMILIES)}
    hass.config_entries.async_update_entry(entry, options=options)
    await hass.async_block_till_done()
    household: Household = entry.runtime_data
    for day in range(12, -1, -1):
        at = NOW - timedelta(days=day)
        freezer.move_to(at)
        raws = [RawReading("weight", 96.0 + day / 4, "kg"), RawReading("systolic", 138.0, "mmHg")]
        raws += [RawReading("diastolic", 84.0, "mmHg"), RawReading("waist", 106.0 + day / 6, "cm")]
        raws.append(RawReading("resting_heart_rate", 71.0 + day % 5, "bpm"))
        for hour in range(4, 0, -1):
            past = at - timedelta(hours=hour)
            vitals = (("spo2", 94.0, "%"), ("heart_rate", 78.0 + hour, "bpm"), ("respiratory_rate", 17.0, "/min"))
            raws += [RawReading(vital, value, unit, past, 80) for vital, value, unit in vitals if day == 0]
        assert not (await household.async_record(ALICE, raws, source="manual")).rejected
    keys = sorted(set(ASSESSMENTS.values()))
    now = await async_act(hass, "get_assessment", {"person_id": ALICE, "assessments": keys})
    recorded("assessment", now)
    asked = {"person_id": ALICE, "start": (NOW - timedelta(days=30)).isoformat(), "assessments": keys}
    recorded("predictions", await async_act(hass, "get_history", asked))
    recorded(
        "explain", {"diabetes": await _past(hass, "diabetes_risk"), "refused": await _past(hass, "heart_disease_risk")}
    )
    cards = {name: await async_act(hass, "get_model_card", {"model": name}) for name in ASSESSMENTS}
    recorded("model_card", cards)


async def _past(hass: HomeAssistant, key: str) -> dict[str, Any]:
    return await async_act(hass, "explain_prediction", {"person_id": ALICE, "assessment": key})


async def test_the_history_of_alerts(
    hass: HomeAssistant,
    bob: Bob,
    hass_ws_client: WebSocketGenerator,
    freezer: FrozenDateTimeFactory,
    recorded: Compare,
) -> None:
    """One that was acknowledged, marked and written about and is over; one that is open; sport and sleep between."""
    _, household, names = bob
    (user_id,) = (key for key, name in names.items() if name == "user-bob")
    user = await hass.auth.async_get_user(user_id)
    assert user is not None
    begin = NOW - timedelta(days=3)
    for minutes in (0, 3, 6, 9):
        freezer.move_to(begin + timedelta(minutes=minutes))
        await measure(household, begin + timedelta(minutes=minutes), ("spo2", 86.0, "%"))
    first = _open(household)
    context: dict[str, Any] = {"person_id": BOB}
    await async_act(hass, "acknowledge_alert", context | {"alert": first}, user)
    for minutes in range(12, 60, 6):
        freezer.move_to(begin + timedelta(minutes=minutes))
        await measure(household, begin + timedelta(minutes=minutes), ("spo2", 97.0, "%"))
    await async_act(hass, "mark_alert_useful", context | {"alert": first, "useful": True}, user)
    note = {"alert": first, "text": "The clip had slipped; sat up and breathed deeply."}
    await async_act(hass, "add_note", context | note, user)
    for hours, said in ((30, ("exercise", 1)), (29.25, ("rest", 0)), (12, ("sleep", 7))):
        freezer.move_to(NOW - timedelta(hours=hours))
        doing, lasts = said
        until = {"duration": {"hours": lasts}} if lasts else {}
        await async_act(hass, "set_context", {"person_id": BOB, "context": doing, **until}, user)
    for minutes in (10, 4, 0):
        freezer.move_to(NOW - timedelta(minutes=minutes))
        await measure(household, NOW - timedelta(minutes=minutes), ("heart_rate", 134.0, "bpm"))
    client = await async_connect(hass, hass_ws_client, user)
    told = (await async_ask(client, "alerts", person_id=BOB, start=(NOW - timedelta(days=28)).isoformat()))["result"]
    assert told["open"]
    assert len(told["history"]) >= 2
    recorded("alerts", steady(told, names))


def _open(household: Household) -> str:
    result = household.people[BOB].result
    assert result is not None
    (alert,) = result.alerts.open
    return alert.id


async def _clip(hass: HomeAssistant) -> str:
    entry = MockConfigEntry(domain="esphome")
    entry.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={("esphome", "clip")}, name="Finger clip"
    )
    er.async_get(hass).async_get_or_create(
        "sensor", "esphome", "pulse", suggested_object_id="clip_pulse", device_id=device.id, config_entry=entry
    )
    return device.id


async def test_where_readings_come_from(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory, recorded: Compare
) -> None:
    """A clip that is followed live, a cuff, a scale that is silent; and what was refused."""
    freezer.move_to(NOW - timedelta(hours=20))
    clip = await _clip(hass)
    user = await async_user(hass, "Bob")
    await async_link(hass, bob=user)
    bob = planner()
    bob["data"]["sources"] = {"heart_rate": [{"entity_id": PULSE, "registry_id": None}]}  # type: ignore[index]  # a dict
    entry = await async_household(hass, bob)
    household: Household = entry.runtime_data
    silent = [RawReading("weight", 81.0, "kg", NOW - timedelta(days=9)), RawReading("weight", 410.0, "lb", NOW)]
    await household.async_record(ALICE, silent, source="scale")
    for hour in range(20):
        freezer.move_to(NOW - timedelta(hours=20 - hour))
        cuff = [("systolic", 122.0 + hour % 3, "mmHg"), ("diastolic", 79.0, "mmHg"), ("cuff_pulse", 999.0, "bpm")]
        if hour % 6 == 0:
            await household.async_record(ALICE, [RawReading(*one) for one in cuff], source="cuff")
        for minute in range(3):
            freezer.tick(60)
            pulse = "612" if (hour, minute) in ((3, 1), (19, 1)) else str(64 + hour % 5 + minute)
            hass.states.async_set(PULSE, pulse, {"unit_of_measurement": "bpm"})
            await settle(hass, household)
    await household.async_record(ALICE, [RawReading("temperature", 36.9, "bananas")], source="manual")
    client = await async_connect(hass, hass_ws_client, user)
    told = (await async_ask(client, "sources", person_id=ALICE))["result"]
    assert {one["reason"] for one in told["rejected"]} == {"implausible", "unknown_unit", "in_the_future"}
    recorded("sources", steady(told, {clip: "device-clip"}))


async def test_how_it_goes(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory, recorded: Compare
) -> None:
    """A plan that is kept for the most part, alerts that were answered, and what the worker does."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    begin = NOW - timedelta(days=35)
    freezer.move_to(begin)
    plan = {
        "weight": {"repeat": "daily", "times": ["08:00"], "since": "2026-10-16"},
        "blood_pressure": {
            "repeat": "weekly", "weekdays": ["mon", "thu"], "times": ["07:00", "19:00"], "since": "2026-10-16",
        },
    }  # fmt: skip
    entry = await async_household(hass, planner(plan))
    household: Household = entry.runtime_data
    for day in range(35):
        morning = (begin + timedelta(days=day)).replace(hour=5, minute=50)
        raws = []
        if day % 7 != 3 and day != 34:
            raws.append(RawReading("weight", 82.0 - day / 20, "kg", morning))
        if day % 10:
            raws += [RawReading("systolic", 126.0, "mmHg", morning), RawReading("diastolic", 80.0, "mmHg", morning)]
        freezer.move_to(max(begin, morning + timedelta(minutes=30)))
        await household.async_record(ALICE, raws, source="manual")
    freezer.move_to(NOW - timedelta(hours=3))
    for minutes in (0, 5):
        freezer.tick(timedelta(minutes=minutes))
        await household.async_record(ALICE, [RawReading("spo2", 85.0, "%", None, 80)], source="clip")
    freezer.tick(timedelta(minutes=4))
    user = await async_user(hass, "Dora")
    await async_act(hass, "acknowledge_alert", {"person_id": ALICE}, user)
    freezer.move_to(NOW)
    client = await async_connect(hass, hass_ws_client, user)
    start = (NOW - timedelta(days=28)).isoformat()
    told = (await async_ask(client, "engagement", person_id=ALICE, start=start))["result"]
    assert 0.5 < told["adherence"] < 1
    recorded("engagement", told)
    told = (await async_ask(client, "performance"))["result"]
    recorded("performance", told | _measured(told))


def _measured(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return figures in the place of those that differ from computer to computer."""
    assert told["store_bytes"] > 0
    assert told["last_advance_ms"] is not None
    return {"store_bytes": 48_365_568, "last_advance_ms": 3.42, "p99_advance_ms": 11.87, "version": "0.1.0"}
