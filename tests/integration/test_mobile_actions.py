"""What is tapped in a notification: done for who may, ignored for everybody else, told to the others."""

from typing import Any
from unittest.mock import patch

import pytest
from doors_home import ALICE, GROUP_ID_READ_ONLY, GROUP_ID_USER, async_household, async_link, async_user, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant, ServiceCall
from pytest_homeassistant_custom_component.common import MockUser, async_mock_service
from test_alert_delivery import consent, home, low_glucose, of_alice, phone, plan, recipient, settle

from custom_components.healthsense.alert_calls import PERSON
from custom_components.healthsense.engine.alerts.commands import CommandError
from custom_components.healthsense.engine.alerts.model import Stage
from custom_components.healthsense.engine.store import StoreFullError
from custom_components.healthsense.household import Household

EVENT = "mobile_app_notification_action"
PHONE = "mobile_app_ann_s_iphone"


async def tap(hass: HomeAssistant, household: Household, action: str, user: MockUser | None, **data: Any) -> None:
    """Tap a button as the app tells it: an event in the name of the phone's user."""
    context = Context(user_id=None if user is None else user.id)
    hass.bus.async_fire(EVENT, {"action": action, **data}, context=context)
    await settle(hass, household)


async def alarmed(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, user: MockUser, role: str = "carer"
) -> tuple[Household, str, list[ServiceCall], list[ServiceCall]]:
    """Return an alert that Ann's phone and Bob were told of, with what each gets from then on."""
    phones = async_mock_service(hass, "notify", PHONE)
    others = async_mock_service(hass, "notify", "send_message")
    device = phone(hass, "Ann's iPhone", "Apple", user.id)
    household = await home(
        hass, freezer, plan(recipient("ann", "mobile", target={"device_id": device}, role=role), recipient("bob"))
    )
    alert = await low_glucose(hass, household)
    assert (len(phones), len(others)) == (1, 1)
    phones.clear()
    others.clear()
    return household, alert.id, phones, others


async def test_acknowledged_from_the_phone(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """By the recipient, with the button that the notification had; the others learn who takes care."""
    ann = await async_user(hass, "Ann")
    household, alert, phones, others = await alarmed(hass, freezer, ann)
    await tap(hass, household, f"HEALTHSENSE_ACK_{alert}", ann, action_data={PERSON: ALICE})
    (now,) = of_alice(household)
    assert (now.stage, now.acknowledged_by) == (Stage.ACKNOWLEDGED, "ann")
    assert [call.data["message"].splitlines()[0] for call in others] == ["Ann is taking care of it."]
    assert not phones


async def test_snoozed_from_the_phone(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """For a quarter of an hour; it rings again if it goes on."""
    ann = await async_user(hass, "Ann")
    household, alert, _, others = await alarmed(hass, freezer, ann)
    await tap(hass, household, f"HEALTHSENSE_SNOOZE_{alert}", ann)
    (now,) = of_alice(household)
    assert now.stage is Stage.SNOOZED
    assert any("Quiet until 12:15." in call.data["message"] for call in others)


async def test_i_am_ok_is_the_persons_word(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """From their own phone; a carer's phone cannot say it for them."""
    ann = await async_user(hass, "Ann", GROUP_ID_READ_ONLY)
    household, alert, _, _ = await alarmed(hass, freezer, ann)
    await tap(hass, household, f"HEALTHSENSE_OK_{alert}", ann)
    assert of_alice(household)[0].stage is Stage.RAISED

    own = await async_user(hass, "Alice", GROUP_ID_USER)
    await tap(hass, household, f"HEALTHSENSE_OK_{alert}", own)
    assert of_alice(household)[0].stage is Stage.ACKNOWLEDGED


async def test_the_persons_own_phone(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """It has the button, and it works."""
    ann = await async_user(hass, "Ann", GROUP_ID_READ_ONLY)
    household, alert, _, _ = await alarmed(hass, freezer, ann, role="person")
    await tap(hass, household, f"HEALTHSENSE_OK_{alert}", ann)
    (now,) = of_alice(household)
    assert (now.stage, now.acknowledged_by) == (Stage.ACKNOWLEDGED, "ann")


@pytest.mark.parametrize(
    "action",
    ["HEALTHSENSE_ACK_nothing", "HEALTHSENSE_CALL_{alert}", "HEALTHSENSE_ACK_", "OTHER_{alert}", "x" * 5000],
)
async def test_what_is_no_answer(hass: HomeAssistant, freezer: FrozenDateTimeFactory, action: str) -> None:
    """Somebody else's buttons, an alert that is over, a call: nothing changes."""
    ann = await async_user(hass, "Ann")
    household, alert, phones, others = await alarmed(hass, freezer, ann)
    await tap(hass, household, action.format(alert=alert), ann)
    assert of_alice(household)[0].stage is Stage.RAISED
    assert not phones
    assert not others


async def test_who_may_not(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """No user, an unknown one, one that was switched off; for a private person anybody who is no recipient."""
    bob = await async_user(hass, "Bob")
    ann = await async_user(hass, "Ann")
    alice = await async_user(hass, "Alice")
    await async_link(hass, alice=alice)
    async_mock_service(hass, "notify", PHONE)
    device = phone(hass, "Ann's iPhone", "Apple", ann.id)
    escalation = plan(recipient("ann", "mobile", target={"device_id": device}))
    entry = await async_household(hass, person(ALICE, "Alice", private=True, person_entity="person.alice"), escalation)
    household: Household = entry.runtime_data
    await consent(household, "ann")
    alert = await low_glucose(hass, household)
    action = f"HEALTHSENSE_ACK_{alert.id}"

    await tap(hass, household, action, None)
    await tap(hass, household, action, MockUser(id="gone"))
    await tap(hass, household, action, bob)
    assert of_alice(household)[0].stage is Stage.RAISED
    await consent(household, "ann", given=False)
    await tap(hass, household, action, ann)
    assert of_alice(household)[0].stage is Stage.RAISED
    await consent(household, "ann")
    await hass.auth.async_update_user(ann, is_active=False)
    await tap(hass, household, action, ann)
    assert of_alice(household)[0].stage is Stage.RAISED
    await hass.auth.async_update_user(ann, is_active=True)
    await tap(hass, household, action, ann)
    assert of_alice(household)[0].acknowledged_by == "ann"


async def test_a_user_who_may_read_acts_in_their_own_name(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """From a phone that is not in the plan, for a person who is shared; the others read the user's name."""
    ann = await async_user(hass, "Ann")
    dora = await async_user(hass, "Dora")
    household, alert, _, others = await alarmed(hass, freezer, ann)
    await tap(hass, household, f"HEALTHSENSE_ACK_{alert}", dora)
    assert of_alice(household)[0].acknowledged_by == dora.id
    assert others[0].data["message"].startswith("Dora is taking care of it.")


async def test_an_answer_that_cannot_be_kept(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, caplog: pytest.LogCaptureFixture
) -> None:
    """It is said in the log, without who or what; the alert goes on ringing."""
    ann = await async_user(hass, "Ann")
    household, alert, _, _ = await alarmed(hass, freezer, ann)
    for error in (StoreFullError("full"), CommandError("alert", "not_open")):
        with patch.object(household, "async_alert_command", side_effect=error):
            await tap(hass, household, f"HEALTHSENSE_ACK_{alert}", ann)
    assert of_alice(household)[0].stage is Stage.RAISED
    assert "What somebody answered could not be kept: StoreFullError" in caplog.text


async def test_a_second_tap_does_nothing(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Two phones, two answers: the first counts."""
    ann = await async_user(hass, "Ann")
    household, alert, _, _ = await alarmed(hass, freezer, ann)
    await tap(hass, household, f"HEALTHSENSE_ACK_{alert}", ann)
    dora = await async_user(hass, "Dora")
    await tap(hass, household, f"HEALTHSENSE_ACK_{alert}", dora)
    assert of_alice(household)[0].stage is Stage.ACKNOWLEDGED
