"""From a reading to somebody who is told: real alerts of real readings, through Home Assistant's own actions."""

import asyncio
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from doors_home import ALICE, async_household, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
    async_mock_service,
)
from test_household import settle as take_in

from custom_components.healthsense import alert_delivery
from custom_components.healthsense.alert_rules_json import plan_json
from custom_components.healthsense.engine.alerts import commands
from custom_components.healthsense.engine.alerts.commands import Acknowledge, Resolve
from custom_components.healthsense.engine.alerts.controls import Setting
from custom_components.healthsense.engine.alerts.model import Alert, Level
from custom_components.healthsense.engine.store import StoreFullError
from custom_components.healthsense.household import Household, RawReading, now_ms

NOW = "2026-11-20 12:00:00+00:00"
IPHONE = "mobile_app_ann_s_iphone"


async def settle(hass: HomeAssistant, household: Household) -> None:
    """Wait until everything is taken in and whoever is being told was told, unless that hangs."""
    for _ in range(20):
        await take_in(hass, household)
        if not any(task.get_name().startswith("healthsense delivery") for task in asyncio.all_tasks()):
            return
        # The clock of the loop stands still; what reads files or sends does so meanwhile.
        await hass.async_add_executor_job(time.sleep, 0.01)


def recipient(key: str, kind: str = "notify", **more: Any) -> dict[str, Any]:
    """Return a recipient as the form keeps one."""
    target = more.pop("target", {"entity_id": f"notify.{key}"})
    return {"id": key, "name": key.title(), "kind": kind, "role": "carer", "target": target, "on_duty": None} | more


def plan(*recipients: Mapping[str, Any], steps: list[dict[str, Any]] | None = None, **more: Any) -> ConfigSubentryData:
    """Return Alice's plan: everybody at once, unless steps are named."""
    everybody = [{"after_min": 0, "recipients": [one["id"] for one in recipients], "level": "info", "quiet": None}]
    data = {
        "person_id": ALICE,
        "recipients": [dict(one) for one in recipients],
        "steps": everybody if steps is None else steps,
        "repeat_min": 5,
        "tell_resolved": True,
    }
    return ConfigSubentryData(
        data=data | more, subentry_type="escalation", title="Alice", unique_id=f"escalation_{ALICE}"
    )


def phone(hass: HomeAssistant, name: str, manufacturer: str, user_id: str = "") -> str:
    """Return the device of a phone with the app."""
    about = {"device_name": name, "manufacturer": manufacturer, "user_id": user_id}
    app = MockConfigEntry(domain="mobile_app", data=about)
    app.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(config_entry_id=app.entry_id, identifiers={("mobile_app", name)})
    return device.id


async def consent(household: Household, *recipients: str, **more: Any) -> None:
    """Let everything be sent to recipients, from now on."""
    body = {"given": True, "values": True, "lock_screen": True, "until_ms": None} | more
    for one in recipients:
        await household.async_set_control(ALICE, Setting(f"consent.{one}", body, "alice", now_ms()))


async def home(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, escalation: ConfigSubentryData, *, consented: bool = True
) -> Household:
    """Set Alice up with a plan to which she agreed."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to(NOW)
    entry = await async_household(hass, person(ALICE, "Alice"), escalation)
    household: Household = entry.runtime_data
    if consented:
        await consent(household, *(one["id"] for one in escalation["data"]["recipients"]))
    return household


async def low_glucose(hass: HomeAssistant, household: Household, value: float = 48) -> Alert:
    """Measure what rings at once, and return the alert."""
    await household.async_record(ALICE, [RawReading("glucose", value, "mg/dL")], source="manual")
    await settle(hass, household)
    (alert,) = of_alice(household)
    return alert


def of_alice(household: Household) -> tuple[Alert, ...]:
    """Return the alerts that are raised and not over."""
    result = household.people[ALICE].result
    assert result is not None
    return result.alerts.open


async def wait(hass: HomeAssistant, household: Household, freezer: FrozenDateTimeFactory, **period: float) -> None:
    """Let time pass."""
    freezer.tick(timedelta(**period))
    async_fire_time_changed(hass)
    await settle(hass, household)


async def kept(household: Household) -> dict[str, tuple[str, str]]:
    """Return status and error of the last delivery to each recipient, as the store has it."""
    rows = await household.async_run(lambda store: store.deliveries(ALICE))
    return {row["recipient"]: (row["status"], row.get("error", "")) for row in rows}


async def test_a_reading_tells_a_phone(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Value, usual action and buttons, loud as the level asks, and recorded as done."""
    device = phone(hass, "Ann's iPhone", "Apple")
    calls = async_mock_service(hass, "notify", IPHONE)
    household = await home(hass, freezer, plan(recipient("ann", "mobile", target={"device_id": device})))
    alert = await low_glucose(hass, household)
    (call,) = calls
    assert call.data["title"] == "Urgent - Alice: low glucose"
    assert "Blood glucose: 48 mg/dL (2.7 mmol/L) at 12:00." in call.data["message"]
    assert "Call emergency services if Alice" in call.data["message"]
    assert call.data["data"]["tag"] == alert.tag
    assert call.data["data"]["push"]["interruption-level"] == "critical"
    assert call.context.user_id is None
    assert await kept(household) == {"ann": ("done", "")}


async def test_every_way(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A notify entity, a voice, lights, mail, and actions of one's own with templates."""
    everybody = [
        recipient("hall"),
        recipient(
            "voice",
            "tts",
            target={"tts_entity": "tts.piper", "media_players": ["media_player.bed"], "volume": 0.7, "language": "de"},
        ),
        recipient("lamp", "light", target={"lights": ["light.bed"]}),
        recipient("mail", "email", target={"mail_action": "notify.family_mail", "addresses": ["ann@example.org"]}),
        recipient(
            "call",
            "action",
            target={
                "sequence": [{"action": "rest_command.call", "data": {"text": "{{ title }}", "why": "{{ cause }}"}}]
            },
        ),
    ]  # fmt: skip
    actions = (
        ("notify", "send_message"), ("tts", "speak"), ("media_player", "volume_set"), ("light", "turn_on"),
        ("notify", "family_mail"), ("rest_command", "call"),
    )  # fmt: skip
    calls = {name: async_mock_service(hass, *name) for name in actions}
    household = await home(hass, freezer, plan(*everybody))
    alert = await low_glucose(hass, household)
    data = {name: one.data for name, (one,) in calls.items()}
    assert data["notify", "send_message"]["entity_id"] == ["notify.hall"]
    assert data["notify", "send_message"]["title"] == "Urgent - Alice: low glucose"
    assert data["tts", "speak"]["entity_id"] == "tts.piper"
    assert data["tts", "speak"]["media_player_entity_id"] == ["media_player.bed"]
    assert data["tts", "speak"]["message"].startswith("Dringend, Alice: niedriger Zuckerwert. Blutzucker: 48 mg/dL")
    assert data["media_player", "volume_set"] == {"entity_id": ["media_player.bed"], "volume_level": 0.7}
    assert data["light", "turn_on"]["flash"] == "long"
    assert data["notify", "family_mail"]["target"] == ["ann@example.org"]
    assert data["rest_command", "call"] == {"text": "Urgent - Alice: low glucose", "why": "glucose"}
    assert set((await kept(household)).values()) == {("done", "")}

    for listed in calls.values():
        listed.clear()
    await household.async_alert_command(ALICE, Resolve(alert.id, "alice"))
    await settle(hass, household)
    # That it is over is no reason to flash, to be louder, or to call anybody.
    assert {name for name, listed in calls.items() if listed} == {
        ("notify", "send_message"), ("tts", "speak"), ("notify", "family_mail"),
    }  # fmt: skip
    assert calls["notify", "send_message"][0].data["title"] == "Over - Alice: low glucose"


async def test_an_entity_without_titles_still_says_what_it_is(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Home Assistant would drop the title."""
    calls = async_mock_service(hass, "notify", "send_message")
    hass.states.async_set("notify.plain", "unknown", {"supported_features": 0})
    hass.states.async_set("notify.rich", "unknown", {"supported_features": 1})
    household = await home(hass, freezer, plan(recipient("plain"), recipient("rich")))
    await low_glucose(hass, household)
    told = {call.data["entity_id"][0]: call.data for call in calls}
    assert "title" not in told["notify.plain"]
    assert told["notify.plain"]["message"].startswith("Urgent - Alice: low glucose\nBlood glucose: 48")
    assert told["notify.rich"]["title"] == "Urgent - Alice: low glucose"


async def test_nothing_goes_to_whom_nobody_agreed(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """And it is on record that it did not."""
    calls = async_mock_service(hass, "notify", "send_message")
    household = await home(hass, freezer, plan(recipient("ann"), recipient("bob")), consented=False)
    await consent(household, "bob")
    await low_glucose(hass, household)
    assert [call.data["entity_id"] for call in calls] == [["notify.bob"]]
    assert await kept(household) == {"ann": ("dropped", "no_consent"), "bob": ("done", "")}


async def test_consent_that_is_taken_back_or_ends(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Counts at once: no repeat, no news of the end; what a phone still shows is taken off it."""
    device = phone(hass, "Ann's iPhone", "Apple")
    calls = async_mock_service(hass, "notify", IPHONE)
    others = async_mock_service(hass, "notify", "send_message")
    escalation = plan(recipient("ann", "mobile", target={"device_id": device}), recipient("bob"))
    household = await home(hass, freezer, escalation, consented=False)
    await consent(household, "ann")
    await consent(household, "bob", until_ms=now_ms() + 60_000)
    alert = await low_glucose(hass, household)
    assert (len(calls), len(others)) == (1, 1)
    await consent(household, "ann", given=False)
    await wait(hass, household, freezer, minutes=5, seconds=1)
    assert (len(calls), len(others)) == (1, 1)
    await household.async_alert_command(ALICE, Resolve(alert.id, "alice"))
    await settle(hass, household)
    assert calls[-1].data == {"message": "clear_notification", "data": {"tag": alert.tag}}
    assert (len(calls), len(others)) == (2, 1)


async def test_as_much_as_was_agreed(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """What it is about without figures; on a phone without its lock screen, nothing of health."""
    device = phone(hass, "Bob's Pixel", "Google")
    phones = async_mock_service(hass, "notify", "mobile_app_bob_s_pixel")
    calls = async_mock_service(hass, "notify", "send_message")
    escalation = plan(recipient("bob", "mobile", target={"device_id": device}), recipient("ann"))
    household = await home(hass, freezer, escalation, consented=False)
    await consent(household, "ann", values=False)
    await consent(household, "bob", lock_screen=False)
    await low_glucose(hass, household)
    assert "low glucose" in calls[0].data["title"]
    assert "48" not in calls[0].data["message"]
    told = phones[0].data
    assert told["title"] == "Urgent - Alice: please look"
    assert "48" not in told["message"]
    assert "glucose" not in str(told).replace(told["data"]["tag"], "").replace(str(told["data"]["actions"]), "")
    assert (told["data"]["visibility"], told["data"]["channel"]) == ("private", "alarm_stream")


async def test_a_failure_is_tried_again(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """After ten seconds, then later and later, and given up; the next step does not wait for it."""
    fails: list[str] = []

    async def fail(call: ServiceCall) -> None:
        fails.append(call.data["message"])
        raise HomeAssistantError("no network")

    hass.services.async_register("notify", "broken", fail)
    calls = async_mock_service(hass, "notify", "send_message")
    steps = [
        {"after_min": 0, "recipients": ["ann"], "level": "info", "quiet": None},
        {"after_min": 2, "recipients": ["bob"], "level": "info", "quiet": None},
    ]
    ann = recipient("ann", "email", target={"mail_action": "notify.broken"})
    household = await home(hass, freezer, plan(ann, recipient("bob"), steps=steps, repeat_min=0))
    await low_glucose(hass, household)
    assert await kept(household) == {"ann": ("due", "refused")}
    for wait_s, attempts in ((9, 1), (1, 2), (30, 3), (90, 4), (270, 5), (600, 5)):
        await wait(hass, household, freezer, seconds=wait_s)
        assert len(fails) == attempts
    assert (await kept(household))["ann"] == ("failed", "refused")
    (call,) = calls
    assert "Nobody has answered for 2 min." in call.data["message"]


async def test_a_fault_of_another_integration_is_no_end(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Whatever it raises: it is recorded and tried again."""
    tries: list[str] = []

    async def fault(call: ServiceCall) -> None:
        tries.append(call.service)
        if len(tries) == 1:
            raise ZeroDivisionError

    hass.services.async_register("notify", "faulty", fault)
    ann = recipient("ann", "email", target={"mail_action": "notify.faulty"})
    household = await home(hass, freezer, plan(ann))
    await low_glucose(hass, household)
    assert await kept(household) == {"ann": ("due", "fault")}
    await wait(hass, household, freezer, seconds=10)
    assert await kept(household) == {"ann": ("done", "")}


async def test_escalation_ends_with_an_answer(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """The next step, repeats, and then silence; the others learn who takes care."""
    calls = async_mock_service(hass, "notify", "send_message")
    steps = [
        {"after_min": 0, "recipients": ["ann"], "level": "info", "quiet": None},
        {"after_min": 10, "recipients": ["bob"], "level": "info", "quiet": None},
    ]
    household = await home(hass, freezer, plan(recipient("ann"), recipient("bob"), steps=steps))

    def told() -> list[str]:
        found = [f"{call.data['entity_id'][0]}: {call.data['message'].splitlines()[0]}" for call in calls]
        calls.clear()
        return found

    alert = await low_glucose(hass, household)
    told()
    await wait(hass, household, freezer, minutes=5)
    assert told() == ["notify.ann: It goes on, and nobody has answered yet."]
    await wait(hass, household, freezer, minutes=5)
    assert "notify.bob: Nobody has answered for 10 min." in told()
    await household.async_alert_command(ALICE, Acknowledge(alert.id, "ann"))
    await settle(hass, household)
    assert told() == ["notify.bob: Ann is taking care of it."]
    await wait(hass, household, freezer, minutes=30)
    assert told() == []


async def test_only_who_is_on_duty(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """By a calendar and by presence; whoever comes on duty is told at the next repeat."""
    calls = async_mock_service(hass, "notify", "send_message")
    hass.states.async_set("calendar.ann", "on")
    hass.states.async_set("person.bob", "not_home")
    household = await home(
        hass, freezer, plan(recipient("ann", on_duty="calendar.ann"), recipient("bob", on_duty="person.bob"))
    )
    alert = await low_glucose(hass, household)
    assert [call.data["entity_id"] for call in calls] == [["notify.ann"]]
    assert await kept(household) == {"ann": ("done", ""), "bob": ("failed", "off_duty")}
    hass.states.async_set("calendar.ann", "off")
    hass.states.async_set("person.bob", "home")
    calls.clear()
    await wait(hass, household, freezer, minutes=5)
    assert [call.data["entity_id"] for call in calls] == [["notify.bob"]]
    calls.clear()
    await household.async_alert_command(ALICE, Resolve(alert.id, "alice"))
    await settle(hass, household)
    assert {call.data["entity_id"][0] for call in calls} == {"notify.ann", "notify.bob"}


@pytest.mark.parametrize("state", ["off", None, "unavailable"])
async def test_nobody_on_duty_is_everybody(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, state: str | None
) -> None:
    """Rather everybody than nobody, and they are told why; a calendar that is gone keeps nobody from it either."""
    calls = async_mock_service(hass, "notify", "send_message")
    if state is not None:
        hass.states.async_set("calendar.duty", state)
    household = await home(hass, freezer, plan(*(recipient(one, on_duty="calendar.duty") for one in ("ann", "bob"))))
    await low_glucose(hass, household)
    assert {call.data["entity_id"][0] for call in calls} == {"notify.ann", "notify.bob"}
    assert all(("Nobody was found on duty" in call.data["message"]) is (state == "off") for call in calls)


async def test_quiet_hours_hold_what_can_wait(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A warning until their end, to the second; what is urgent not at all."""
    calls = async_mock_service(hass, "notify", "send_message")
    steps = [
        {"after_min": 0, "recipients": ["ann"], "level": "info", "quiet": {"start": "11:00", "end": "12:30"}},
    ]
    household = await home(hass, freezer, plan(recipient("ann"), steps=steps))
    await household.async_alert_command(ALICE, commands.TestAlert(Level.URGENT, "alice"))
    await settle(hass, household)
    assert len(calls) == 1
    await household.async_alert_command(ALICE, Resolve(None, "alice"))
    await settle(hass, household)
    calls.clear()
    await wait(hass, household, freezer, minutes=17)
    await household.async_alert_command(ALICE, commands.TestAlert(Level.WARNING, "alice"))
    await wait(hass, household, freezer, minutes=12, seconds=58)
    assert not calls
    await wait(hass, household, freezer, seconds=2)
    (call,) = calls
    assert call.data["title"].startswith("TEST - ")


async def test_a_restart_in_the_middle(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """What was under way is told again, under the same tag and as the same delivery: the phone shows one."""
    device = phone(hass, "Ann's iPhone", "Apple")
    stuck = asyncio.Event()
    tags: list[str] = []

    async def send(call: ServiceCall) -> None:
        tags.append(call.data["data"]["tag"])
        if len(tags) == 1:
            await stuck.wait()

    hass.services.async_register("notify", IPHONE, send)
    household = await home(hass, freezer, plan(recipient("ann", "mobile", target={"device_id": device})))
    await household.async_record(ALICE, [RawReading("glucose", 48, "mg/dL")], source="manual")
    await asyncio.sleep(0)
    await household.async_run(lambda store: None)
    for _ in range(20):
        await asyncio.sleep(0)
    assert len(tags) == 1
    assert await kept(household) == {"ann": ("due", "")}
    assert await hass.config_entries.async_reload(household.entry.entry_id)
    again: Household = household.entry.runtime_data
    await settle(hass, again)
    assert tags == [tags[0]] * 2
    rows = await again.async_run(lambda store: store.deliveries(ALICE))
    assert [(row["status"], row["purpose"]) for row in rows] == [("done", "raise")]
    stuck.set()


async def test_an_end_that_is_due_after_a_restart(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """It is told of an alert that nothing else knows of any more."""
    works = False
    told: list[str] = []

    async def send(call: ServiceCall) -> None:
        if call.data["title"].startswith("Over") and not works:
            raise HomeAssistantError("no network")
        told.append(call.data["title"])

    hass.services.async_register("notify", "mail", send)
    household = await home(hass, freezer, plan(recipient("ann", "email", target={"mail_action": "notify.mail"})))
    alert = await low_glucose(hass, household)
    await household.async_alert_command(ALICE, Resolve(alert.id, "alice"))
    await settle(hass, household)
    works = True
    assert await hass.config_entries.async_reload(household.entry.entry_id)
    again: Household = household.entry.runtime_data
    await wait(hass, again, freezer, seconds=11)
    assert told == ["Urgent - Alice: low glucose", "Over - Alice: low glucose"]


async def test_an_action_that_comes_late(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """While Home Assistant starts, what tells somebody may not be there yet: it is waited for."""
    household = await home(hass, freezer, plan(recipient("ann")))
    await household.async_record(ALICE, [RawReading("glucose", 48, "mg/dL")], source="manual")
    await household.async_run(lambda store: None)
    for _ in range(20):
        await asyncio.sleep(0)
    calls = async_mock_service(hass, "notify", "send_message")
    await settle(hass, household)
    assert len(calls) == 1
    assert await kept(household) == {"ann": ("done", "")}


async def test_what_is_not_there(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A phone that was removed, an action that never comes: recorded by kind, and the others are told."""
    calls = async_mock_service(hass, "notify", "send_message")
    escalation = plan(
        recipient("gone", "mobile", target={"device_id": "x"}),
        recipient("empty", "light", target={}),
        recipient("odd", "action", target={"sequence": [{"nonsense": 1}]}),
        recipient("ann"),
    )
    household = await home(hass, freezer, escalation)
    await low_glucose(hass, household)
    assert await kept(household) == {
        "gone": ("due", "device_gone"), "empty": ("due", "device_gone"), "odd": ("due", "refused"), "ann": ("done", ""),
    }  # fmt: skip
    assert len(calls) == 1


async def test_its_end_is_told_or_the_notification_just_goes(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """As the plan has it."""
    device = phone(hass, "Ann's iPhone", "Apple")
    calls = async_mock_service(hass, "notify", IPHONE)
    ann = recipient("ann", "mobile", target={"device_id": device})
    household = await home(hass, freezer, plan(ann, tell_resolved=False))
    alert = await low_glucose(hass, household)
    await household.async_alert_command(ALICE, Resolve(alert.id, "alice"))
    await settle(hass, household)
    assert [call.data["message"] for call in calls[1:]] == ["clear_notification"]


async def test_a_plan_that_changes_counts_at_once(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """In the middle of an alert, without a new start of the household."""
    calls = async_mock_service(hass, "notify", "send_message")
    household = await home(hass, freezer, plan(recipient("ann"), recipient("bob"), steps=[
        {"after_min": 0, "recipients": ["ann"], "level": "info", "quiet": None},
    ]))  # fmt: skip
    await low_glucose(hass, household)
    (kept_plan,) = household.entry.get_subentries_of_type("escalation")
    steps = [*kept_plan.data["steps"], {"after_min": 1, "recipients": ["bob"], "level": "info", "quiet": None}]
    hass.config_entries.async_update_subentry(household.entry, kept_plan, data={**kept_plan.data, "steps": steps})
    await settle(hass, household)
    assert household.entry.runtime_data is household
    await wait(hass, household, freezer, minutes=1)
    assert [call.data["entity_id"][0] for call in calls] == ["notify.ann", "notify.bob"]


async def test_what_cannot_be_kept_is_told_again(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather twice under one tag than a delivery of which nobody knows."""
    monkeypatch.setattr(alert_delivery, "AFTER_STORE_FAILURE_S", 0)
    calls = async_mock_service(hass, "notify", "send_message")
    household = await home(hass, freezer, plan(recipient("ann")))
    keep, tries = household.async_told, list[str]()

    async def told(person_id: str, delivery_id: str, *, ok: bool, error: str = "") -> None:
        tries.append(delivery_id)
        if len(tries) == 1:
            raise StoreFullError("full")
        await keep(person_id, delivery_id, ok=ok, error=error)

    with patch.object(household, "async_told", told):
        await low_glucose(hass, household)
        await settle(hass, household)
    assert (len(calls), len(tries), len(set(tries))) == (2, 2, 1)
    assert await kept(household) == {"ann": ("done", "")}


async def test_an_action_that_hangs_is_not_waited_for(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """It counts as a failure, except actions of one's own: those may take their time."""
    hangs = asyncio.Event()

    async def hang(_call: ServiceCall) -> None:
        await hangs.wait()

    hass.services.async_register("notify", "hanging", hang)
    begun = async_mock_service(hass, "rest_command", "call")
    slow = [{"action": "rest_command.call"}, {"delay": {"hours": 1}}]
    escalation = plan(
        recipient("ann", "email", target={"mail_action": "notify.hanging"}),
        recipient("call", "action", target={"sequence": slow}),
    )
    household = await home(hass, freezer, escalation)
    await low_glucose(hass, household)
    assert await kept(household) == {"ann": ("due", ""), "call": ("due", "")}
    await wait(hass, household, freezer, seconds=21)
    assert await kept(household) == {"ann": ("due", "timeout"), "call": ("done", "")}
    assert len(begun) == 1
    hangs.set()


async def test_an_answer_overtakes_what_waits_behind_a_slow_action(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What nobody wants any more is not told, and what was told last is what is so."""
    slow = asyncio.Event()
    told: list[str] = []

    async def send(call: ServiceCall) -> None:
        told.append(call.data["message"].splitlines()[0])
        if len(told) == 1:
            await slow.wait()

    hass.services.async_register("notify", "mail", send)
    household = await home(hass, freezer, plan(recipient("ann", "email", target={"mail_action": "notify.mail"})))
    await household.async_record(ALICE, [RawReading("glucose", 48, "mg/dL")], source="manual")
    await household.async_run(lambda store: None)
    for _ in range(20):
        await asyncio.sleep(0)
    (alert,) = of_alice(household)
    await household.async_alert_command(ALICE, Resolve(alert.id, "alice"))
    slow.set()
    await settle(hass, household)
    assert told[1:] == ["Over since 12:00."]


async def test_whom_a_plan_tells_is_known_without_their_addresses(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Order, names and kinds for whoever may see the person; addresses stay in the plan."""
    ann = recipient("ann", "email", target={"mail_action": "notify.smtp", "addresses": ["ann@example.org"]})
    steps = [
        {"after_min": 0, "recipients": ["bob"], "level": "info", "quiet": {"start": "22:00", "end": "07:00"}},
        {"after_min": 10, "recipients": ["ann"], "level": "urgent", "quiet": None},
    ]
    household = await home(hass, freezer, plan(ann, recipient("bob"), steps=steps))
    told = plan_json(household.people[ALICE].escalation)
    assert told == {
        "recipients": [
            {"id": "ann", "name": "Ann", "kind": "email", "role": "carer"},
            {"id": "bob", "name": "Bob", "kind": "notify", "role": "carer"},
        ],
        "steps": steps,
        "repeat_min": 5,
        "tell_resolved": True,
    }
