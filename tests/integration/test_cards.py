"""The cards' files are served, and Lovelace has one resource for them: made, kept current, taken away."""

from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from doors_home import BOB, DOMAIN, async_household, person
from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

from custom_components.healthsense.cards import FIXED_URL, FOLDER, ISSUE_CARDS_IN_YAML, fingerprint

OURS = "/healthsense_cards/"
OTHER = {"id": "1", "url": "/local/other.js", "type": "module"}


def stored(*items: dict[str, str]) -> dict[str, Any]:
    """Return what the resources' file would hold."""
    return {"lovelace_resources": {"version": 1, "key": "lovelace_resources", "data": {"items": list(items)}}}


@pytest.fixture
async def lovelace(hass: HomeAssistant) -> None:
    """Have dashboards whose resources Home Assistant keeps itself."""
    assert await async_setup_component(hass, "lovelace", {})


async def resources(hass: HomeAssistant) -> list[tuple[str, str]]:
    """Return address and type of every resource."""
    collection = hass.data[LOVELACE_DATA].resources
    await collection.async_get_info()
    return [(item["url"], item["type"]) for item in collection.async_items()]


def current_url() -> str:
    """Return the address of the files as they are."""
    return f"{OURS}{fingerprint(FOLDER)}/healthsense.js"


async def test_the_files_are_served_under_their_version(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """By an address that changes with the content, to be kept; and by a fixed one, to be asked for anew."""
    await async_household(hass, person(BOB, "Bob"))
    client = await hass_client_no_auth()
    for url, cached in ((current_url(), True), (FIXED_URL, False)):
        answer = await client.get(url)
        assert answer.status == HTTPStatus.OK
        assert await answer.read() == (FOLDER / "healthsense.js").read_bytes()
        assert "javascript" in answer.headers["Content-Type"]
        assert ("max-age" in answer.headers.get("Cache-Control", "")) is cached
    assert (await client.get(f"{OURS}0123456789ab/healthsense.js")).status == HTTPStatus.NOT_FOUND


@pytest.mark.usefixtures("lovelace")
async def test_lovelace_has_one_resource(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    """It is what the frontend is told when it asks."""
    await async_household(hass, person(BOB, "Bob"))
    client = await hass_ws_client(hass)
    await client.send_json_auto_id({"type": "lovelace/resources"})
    (told,) = (await client.receive_json())["result"]
    assert (told["url"], told["type"]) == (current_url(), "module")


@pytest.mark.usefixtures("lovelace")
async def test_it_stays_over_reload_and_unload(hass: HomeAssistant) -> None:
    """A page that is loaded at that moment gets its cards, which say what is the matter."""
    entry = await async_household(hass, person(BOB, "Bob"))
    assert await hass.config_entries.async_reload(entry.entry_id)
    assert await resources(hass) == [(current_url(), "module")]
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert await resources(hass) == [(current_url(), "module")]


@pytest.mark.usefixtures("lovelace")
async def test_it_goes_with_the_integration(hass: HomeAssistant, hass_storage: dict[str, Any]) -> None:
    """What others registered stays."""
    hass_storage.update(stored(OTHER))
    entry = await async_household(hass, person(BOB, "Bob"))
    assert len(await resources(hass)) == 2
    await hass.config_entries.async_remove(entry.entry_id)
    assert await resources(hass) == [(OTHER["url"], "module")]


@pytest.mark.usefixtures("lovelace")
async def test_it_goes_while_the_integration_is_disabled(hass: HomeAssistant) -> None:
    """After a restart nobody would serve the files; enabled again, it is back."""
    entry = await async_household(hass, person(BOB, "Bob"))
    await hass.config_entries.async_set_disabled_by(entry.entry_id, ConfigEntryDisabler.USER)
    assert await resources(hass) == []
    await hass.config_entries.async_set_disabled_by(entry.entry_id, None)
    await hass.async_block_till_done()
    assert await resources(hass) == [(current_url(), "module")]


@pytest.mark.usefixtures("lovelace")
@pytest.mark.parametrize(
    "before",
    [
        pytest.param([{"id": "2", "url": f"{OURS}0123456789ab/healthsense.js", "type": "module"}], id="older version"),
        pytest.param([{"id": "2", "url": FIXED_URL, "type": "js"}], id="added by hand with the wrong type"),
        pytest.param(
            [
                {"id": "2", "url": f"{OURS}0123456789ab/healthsense.js", "type": "module"},
                {"id": "3", "url": FIXED_URL, "type": "module"},
            ],
            id="twice",
        ),
    ],
)
async def test_one_of_this_version_is_left(
    hass: HomeAssistant, hass_storage: dict[str, Any], before: list[dict[str, str]]
) -> None:
    """Whatever an earlier version or a person left, in the place where it stood."""
    hass_storage.update(stored(*before, OTHER))
    await async_household(hass, person(BOB, "Bob"))
    assert await resources(hass) == [(current_url(), "module"), (OTHER["url"], "module")]
    ids = [item["id"] for item in hass.data[LOVELACE_DATA].resources.async_items()]
    assert ids == ["2", "1"]


@pytest.mark.usefixtures("lovelace")
async def test_what_is_right_is_not_written_again(hass: HomeAssistant, hass_storage: dict[str, Any]) -> None:
    """Every start would otherwise tell every open page to load again."""
    hass_storage.update(stored({"id": "2", "url": current_url(), "type": "module"}))
    collection = hass.data[LOVELACE_DATA].resources
    changes: list[object] = []
    collection.async_add_listener(_noting(changes))  # type: ignore[union-attr] # storage mode, by the fixture
    await async_household(hass, person(BOB, "Bob"))
    # Read from disk, and nothing else.
    assert changes == [("added", "2")]
    assert await resources(hass) == [(current_url(), "module")]


def _noting(changes: list[object]) -> Any:
    async def note(change: str, item_id: str, _item: object) -> None:
        changes.append((change, item_id))

    return note


async def test_in_yaml_a_repair_says_which_line_to_add(hass: HomeAssistant) -> None:
    """Nobody but their owner can change resources in YAML."""
    assert await async_setup_component(hass, "lovelace", {"lovelace": {"mode": "yaml", "resources": []}})
    entry = await async_household(hass, person(BOB, "Bob"))
    issue = ir.async_get(hass).async_get_issue(DOMAIN, ISSUE_CARDS_IN_YAML)
    assert issue is not None
    assert issue.translation_placeholders == {"url": FIXED_URL}
    await hass.config_entries.async_remove(entry.entry_id)
    assert ir.async_get(hass).async_get_issue(DOMAIN, ISSUE_CARDS_IN_YAML) is None


async def test_in_yaml_the_line_is_enough(hass: HomeAssistant) -> None:
    """With it there is nothing to say, and nothing is written."""
    line = {"url": FIXED_URL, "type": "module"}
    assert await async_setup_component(hass, "lovelace", {"lovelace": {"mode": "yaml", "resources": [line]}})
    await async_household(hass, person(BOB, "Bob"))
    assert ir.async_get(hass).async_get_issue(DOMAIN, ISSUE_CARDS_IN_YAML) is None
    assert await resources(hass) == [(FIXED_URL, "module")]


async def test_without_dashboards_nothing_is_missing(hass: HomeAssistant) -> None:
    """A Home Assistant without frontend runs HealthSense all the same, and lets go of it."""
    entry = await async_household(hass, person(BOB, "Bob"))
    assert "lovelace" not in hass.config.components
    assert await hass.config_entries.async_remove(entry.entry_id)


def test_a_version_tells_builds_apart(tmp_path: Path) -> None:
    """By content and by name, whichever file it is."""
    seen: set[str] = set()
    for name, content in (("a.js", "1"), ("a.js", "2"), ("b.js", "2"), ("b.js", "1")):
        folder = tmp_path / f"{len(seen)}"
        folder.mkdir()
        (folder / "same.js").write_text("x", encoding="utf-8")
        (folder / name).write_text(content, encoding="utf-8")
        seen.add(fingerprint(folder))
    assert len(seen) == 4
    assert all(len(version) == 12 for version in seen)
