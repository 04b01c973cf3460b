"""With Home Assistant's own mobile_app: a phone registers, is told through its push address, and answers."""

from http import HTTPStatus
from typing import Any

import pytest
from doors_home import ALICE, async_user
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import CLIENT_ID, MockUser
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from test_alert_delivery import home, kept, low_glucose, of_alice, plan, recipient, settle

from custom_components.healthsense.const import DOMAIN
from custom_components.healthsense.engine.alerts.model import Stage

PUSH = "https://push.example.org/send"


async def register(hass: HomeAssistant, client: ClientSessionGenerator, user: MockUser, system: str) -> tuple[str, str]:
    """Register a phone as the app does; return its device and its webhook."""
    # All that brings pages of its own comes before the first client: the web server takes no more after that.
    for component in ("repairs", "notify", "mobile_app"):
        assert await async_setup_component(hass, component, {})
    await hass.async_block_till_done()
    refresh = await hass.auth.async_create_refresh_token(user, CLIENT_ID)
    web = await client(hass.auth.async_create_access_token(refresh))
    answer = await web.post(
        "/api/mobile_app/registrations",
        json={
            "app_data": {"push_token": "token", "push_url": PUSH},
            "app_id": "io.robbie.HomeAssistant",
            "app_name": "Home Assistant",
            "app_version": "2026.10",
            "device_id": f"phone-{system}",
            "device_name": "Ann's phone (new)",
            "manufacturer": "Apple" if system == "iOS" else "Google",
            "model": "x",
            "os_name": system,
            "os_version": "20",
            "supports_encryption": False,
        },
    )
    assert answer.status == HTTPStatus.CREATED
    webhook = (await answer.json())["webhook_id"]
    await hass.async_block_till_done()
    (entry,) = hass.config_entries.async_entries("mobile_app")
    (device,) = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    return device.id, webhook


@pytest.mark.parametrize("system", ["iOS", "Android"])
async def test_told_and_answered(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    hass_client: ClientSessionGenerator,
    hass_client_no_auth: ClientSessionGenerator,
    aioclient_mock: AiohttpClientMocker,
    system: str,
) -> None:
    """The message leaves with its tag and buttons; the button's event acknowledges in the recipient's name."""
    # The test's web server takes no route once it runs, unlike Home Assistant's own: that of the cards comes first.
    assert await async_setup_component(hass, DOMAIN, {})
    aioclient_mock.post(PUSH, status=HTTPStatus.CREATED, json={})
    ann = await async_user(hass, "Ann")
    device, webhook = await register(hass, hass_client, ann, system)
    household = await home(hass, freezer, plan(recipient("ann", "mobile", target={"device_id": device})))
    alert = await low_glucose(hass, household)
    pushed: list[dict[str, Any]] = [call[2] for call in aioclient_mock.mock_calls if str(call[1]) == PUSH]
    (told,) = pushed
    assert told["title"] == "Urgent - Alice: low glucose"
    assert told["data"]["tag"] == alert.tag
    assert ("push" in told["data"]) is (system == "iOS")
    assert (told["data"].get("channel") == "alarm_stream") is (system == "Android")
    assert await kept(household) == {"ann": ("done", "")}

    button = told["data"]["actions"][0]["action"]
    web = await hass_client_no_auth()
    tapped = {"event_type": "mobile_app_notification_action", "event_data": {"action": button}}
    answer = await web.post(f"/api/webhook/{webhook}", json={"type": "fire_event", "data": tapped})
    assert answer.status == HTTPStatus.OK
    await settle(hass, household)
    (now,) = of_alice(household)
    assert (now.stage, now.acknowledged_by) == (Stage.ACKNOWLEDGED, "ann")
    assert household.people[ALICE].result is not None
