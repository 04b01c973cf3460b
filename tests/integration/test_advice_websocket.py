"""The WebSocket command of recommendations: in whose language, and to whom."""

import json
from pathlib import Path
from typing import Any

import pytest
from care_home import NOW, async_plan, items, planner, shown
from doors_home import (
    ALICE,
    BOB,
    GROUP_ID_ADMIN,
    async_ask,
    async_connect,
    async_household,
    async_link,
    async_user,
    person,
)
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator
from recording_home import Compare

from custom_components.healthsense.engine.advice import Part
from custom_components.healthsense.household import Household

TRANSLATIONS = Path(__file__).resolve().parents[2] / "custom_components" / "healthsense" / "translations"


def title(language: str) -> str:
    """Return what the one recommendation of a smoker is called."""
    texts = json.loads((TRANSLATIONS / f"{language}.json").read_text(encoding="utf-8"))
    return str(texts["entity"]["sensor"]["recommendation"]["state"]["stop_smoking"])


async def advice(client: MockHAClientWebSocket, **fields: Any) -> dict[str, Any]:
    """Return what is recommended to Alice."""
    answer = await async_ask(client, "advice", person_id=ALICE, **fields)
    assert answer["success"], answer
    found: dict[str, Any] = answer["result"]
    assert found["person_id"] == ALICE
    return found


@pytest.mark.parametrize(
    ("house", "asked", "told"),
    [
        ("en", "fr", "fr"),
        ("de", "en-GB", "en"),
        ("de", "es-419", "es"),
        ("de", None, "de"),
        ("de", "ru", "de"),
    ],
)
async def test_it_is_told_in_the_readers_language(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    freezer: FrozenDateTimeFactory,
    house: str,
    asked: str | None,
    told: str,
) -> None:
    """Else in that of the house, which the sensor and the to-do list keep to."""
    await async_plan(hass, freezer, smoker=True)
    await hass.config.async_update(language=house)
    await hass.async_block_till_done()
    client = await async_connect(hass, hass_ws_client, await async_user(hass, "Dora"))
    found = await advice(client, **({} if asked is None else {"language": asked}))
    assert found["language"] == told
    (one,) = found["recommendations"]
    assert one["title"] == title(told)
    assert set(one) == {"key", "title", "why", "source", *Part}
    assert shown(hass, "recommendation").attributes["recommendations"][0]["title"] == title(house)
    assert items(hass)["advice:stop_smoking"].summary == title(house)


async def test_what_the_card_is_tested_with(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory, recorded: Compare
) -> None:
    """Somebody who smokes and takes little exercise."""
    await async_plan(hass, freezer, smoker=True, activity="low")
    client = await async_connect(hass, hass_ws_client, await async_user(hass, "Dora"))
    recorded("advice", await advice(client, language="en"))


async def test_of_somebody_private_only_who_may_see_them_asks(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory
) -> None:
    """To everybody else, administrators among them, there is nobody of that name."""
    freezer.move_to(NOW)
    owner = await async_user(hass, "Alice")
    await async_link(hass, alice=owner)
    alice = planner(private=True, smoker=True)
    alice["data"]["person_entity"] = "person.alice"  # type: ignore[index]  # a dict until it is stored
    await async_household(hass, alice, person(BOB, "Bob"))
    own = await async_connect(hass, hass_ws_client, owner)
    assert [one["key"] for one in (await advice(own))["recommendations"]] == ["stop_smoking"]
    client = await async_connect(hass, hass_ws_client, await async_user(hass, "Dora", GROUP_ID_ADMIN))
    answer = await async_ask(client, "advice", person_id=ALICE)
    assert answer["error"]["translation_key"] == "person_unknown"


async def test_a_permission_that_ends_meanwhile_ends_the_answer(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was worked out is not sent."""
    household: Household = (await async_plan(hass, freezer, smoker=True)).runtime_data
    client = await async_connect(hass, hass_ws_client, await async_user(hass, "Dora"))
    ordinary = household.async_run

    async def removed_meanwhile(job: Any) -> Any:
        found = await ordinary(job)
        household.people.pop(ALICE)
        return found

    monkeypatch.setattr(household, "async_run", removed_meanwhile)
    alice = household.people[ALICE]
    answer = await async_ask(client, "advice", person_id=ALICE)
    household.people[ALICE] = alice
    assert answer["error"]["translation_key"] == "person_unknown"


@pytest.mark.parametrize("language", ["", "x" * 36, 7, None, ["de"]])
async def test_a_language_that_is_none_is_refused(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory, language: object
) -> None:
    """No file is looked for under a name that somebody sent."""
    await async_plan(hass, freezer)
    client = await async_connect(hass, hass_ws_client, await async_user(hass, "Dora"))
    answer = await async_ask(client, "advice", person_id=ALICE, language=language)
    assert answer["error"]["code"] == "invalid_format"


@pytest.mark.parametrize("language", ["../de", "de/../../secrets", "\x00"])
async def test_only_our_translations_are_read(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, freezer: FrozenDateTimeFactory, language: str
) -> None:
    """Whatever is asked for, it is one of ours or the house's."""
    await async_plan(hass, freezer, smoker=True)
    client = await async_connect(hass, hass_ws_client, await async_user(hass, "Dora"))
    assert (await advice(client, language=language))["language"] == "en"
