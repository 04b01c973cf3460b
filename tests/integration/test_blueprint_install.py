"""Blueprints are installed where Home Assistant looks, once it made that place; what somebody changed stays."""

import json
from pathlib import Path
from unittest.mock import patch

import pytest
from doors_home import GROUP_ID_USER, async_act, async_household, async_user
from forms_helpers import household
from homeassistant.components.automation.helpers import async_get_blueprints
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError, Unauthorized
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.healthsense.blueprint_install import SHIPPED, Fate, digest, install, versions

NAMES = {f"{path.parent.name}/{path.name}" for path in SHIPPED.glob("*/*.yaml")}
FILE = "alert_to_phones.yaml"
NAME = f"automation/{FILE}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of blueprints as Home Assistant makes it."""
    for domain in ("automation", "script"):
        (tmp_path / "config" / "blueprints" / domain / "homeassistant").mkdir(parents=True)
    return tmp_path / "config" / "blueprints"


@pytest.fixture
def config(hass: HomeAssistant, folder: Path) -> Path:
    """Let Home Assistant look into that folder."""
    hass.config.config_dir = str(folder.parent)
    (folder.parent / "configuration.yaml").touch()
    return folder


def ship(release: Path, content: str, *known: bytes) -> Path:
    """Make a release that ships one blueprint, and knows these versions of it."""
    (release / "automation").mkdir(parents=True)
    (release / "automation" / FILE).write_text(content, encoding="utf-8")
    listed = [*map(digest, known), digest(content.encode())]
    (release / "versions.json").write_text(json.dumps({NAME: listed}), encoding="utf-8")
    return release


def test_every_version_that_is_shipped_is_known() -> None:
    """The installer of the next release has to recognise what this one writes."""
    known = versions()
    assert set(known) == NAMES
    for name in NAMES:
        assert known[name][-1] == digest((SHIPPED / name).read_bytes())


def test_all_are_written_to_a_folder_of_our_own(folder: Path) -> None:
    """The bytes of the package, and nothing else; a second time changes nothing."""
    done = install(folder, {"automation", "script"})
    assert set(done.of(Fate.WRITTEN)) == set(done.fates) == NAMES
    there = {path for path in folder.rglob("*") if path.is_file()}
    assert {f"{path.parent.parent.name}/{path.name}" for path in there} == NAMES
    assert {path.parent.name for path in there} == {"healthsense"}
    times = {path: path.stat().st_mtime_ns for path in there}

    again = install(folder, {"automation", "script"})
    assert set(again.of(Fate.KEPT)) == NAMES
    assert {path: path.stat().st_mtime_ns for path in there} == times


def test_what_somebody_changed_stays(folder: Path, tmp_path: Path) -> None:
    """An earlier release's file is brought up to date; one byte of another's hand keeps it as it is."""
    first, second = b"first: 1\n", b"second: 2\n"
    install(folder, {"automation"}, ship(tmp_path / "1", first.decode()))
    target = folder / "automation" / "healthsense" / FILE
    assert target.read_bytes() == first

    done = install(folder, {"automation"}, ship(tmp_path / "2", second.decode(), first))
    assert done.fates == {NAME: Fate.UPDATED}
    assert target.read_bytes() == second

    target.write_bytes(second + b"# mine\n")
    done = install(folder, {"automation"}, ship(tmp_path / "3", "third: 3\n", first, second))
    assert done.fates == {NAME: Fate.EDITED}
    assert target.read_bytes() == second + b"# mine\n"
    assert [path.name for path in target.parent.iterdir()] == [FILE]


@pytest.mark.parametrize("domains", [set(), {"script"}])
def test_a_place_that_home_assistant_did_not_make_is_not_made(tmp_path: Path, domains: set[str]) -> None:
    """Its own examples come only into a folder that is not there yet."""
    folder = tmp_path / "blueprints"
    folder.mkdir()
    done = install(folder, domains)
    assert set(done.of(Fate.NOT_POSSIBLE)) == NAMES
    assert list(folder.iterdir()) == []


async def test_the_action_installs_beside_home_assistants_own(
    hass: HomeAssistant, tmp_path: Path, hass_ws_client: WebSocketGenerator
) -> None:
    """A real start: Home Assistant's examples are there, ours after the action, and its list shows both."""
    hass.config.config_dir = str(tmp_path)
    assert await async_setup_component(hass, "automation", {})
    assert await async_setup_component(hass, "script", {})
    await hass.async_block_till_done()
    await async_household(hass)

    answer = await async_act(hass, "install_blueprints", {})
    assert set(answer["written"]) == NAMES
    assert answer["updated"] == answer["kept"] == answer["edited"] == answer["not_possible"] == []

    client = await hass_ws_client(hass)
    await client.send_json_auto_id({"type": "blueprint/list", "domain": "automation"})
    listed = (await client.receive_json())["result"]
    assert "homeassistant/motion_light.yaml" in listed
    ours = {path: about for path, about in listed.items() if path.startswith("healthsense/")}
    assert {f"automation/{Path(path).name}" for path in ours} == {name for name in NAMES if name.startswith("auto")}
    assert all("error" not in about for about in ours.values())


async def test_an_automation_uses_the_new_version_at_once(hass: HomeAssistant, config: Path, tmp_path: Path) -> None:
    """Home Assistant remembers blueprints: what was updated is read anew."""
    assert await async_setup_component(hass, "automation", {})
    await async_household(hass)
    target = config / "automation" / "healthsense" / FILE
    target.parent.mkdir()
    old = (SHIPPED / NAME).read_text(encoding="utf-8").replace('name: "HealthSense: alert', 'name: "Old: alert')
    target.write_text(old, encoding="utf-8")
    blueprints = async_get_blueprints(hass)
    assert (await blueprints.async_get_blueprint(f"healthsense/{FILE}")).name.startswith("Old")
    listed = versions()
    listed[NAME].insert(0, digest(old.encode()))
    with patch("custom_components.healthsense.blueprint_install.versions", return_value=listed):
        answer = await async_act(hass, "install_blueprints", {})
    assert answer["updated"] == [NAME]
    assert (await blueprints.async_get_blueprint(f"healthsense/{FILE}")).name.startswith("HealthSense")


async def test_a_file_that_was_missing_is_found(hass: HomeAssistant, config: Path) -> None:
    """Home Assistant remembers that there was none, too."""
    assert await async_setup_component(hass, "automation", {})
    await async_household(hass)
    blueprints = async_get_blueprints(hass)
    with pytest.raises(HomeAssistantError):
        await blueprints.async_get_blueprint(f"healthsense/{FILE}")
    await async_act(hass, "install_blueprints", {})
    assert (await blueprints.async_get_blueprint(f"healthsense/{FILE}")).name.startswith("HealthSense")
    assert (config / "automation" / "healthsense" / FILE).is_file()


async def test_only_administrators_install(hass: HomeAssistant, config: Path) -> None:
    """It writes files into the configuration."""
    assert await async_setup_component(hass, "automation", {})
    await async_household(hass)
    with pytest.raises(Unauthorized):
        await async_act(hass, "install_blueprints", {}, await async_user(hass, "Kid", GROUP_ID_USER))
    assert not (config / "automation" / "healthsense").exists()


async def test_without_automations_the_action_says_so(hass: HomeAssistant, config: Path) -> None:
    """There is a folder, but nobody who reads it."""
    await async_household(hass)
    with pytest.raises(HomeAssistantError) as error:
        await async_act(hass, "install_blueprints", {})
    assert error.value.translation_key == "blueprints_no_place"


async def test_a_folder_that_cannot_be_written_is_told(hass: HomeAssistant, config: Path) -> None:
    """Nothing half written stays."""
    assert await async_setup_component(hass, "automation", {})
    await async_household(hass)
    (config / "automation" / "healthsense").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(HomeAssistantError) as error:
        await async_act(hass, "install_blueprints", {})
    assert error.value.translation_key == "blueprints_failed"


READINGS = {"streaming_platforms": [], "keep_full_days": 7, "models": []}


async def test_the_options_install_too(hass: HomeAssistant, config: Path) -> None:
    """A tick, a page that says what was done and what was left alone; the other options are kept as well."""
    assert await async_setup_component(hass, "automation", {})
    mine = config / "automation" / "healthsense" / FILE
    mine.parent.mkdir()
    mine.write_text("mine: true\n", encoding="utf-8")
    entry = await household(hass)
    form = await hass.config_entries.options.async_init(entry.entry_id)
    form = await hass.config_entries.options.async_configure(form["flow_id"], READINGS | {"install_blueprints": True})
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "blueprints")
    automations = sum(name.startswith("automation/") for name in NAMES)
    assert form["description_placeholders"] == {
        "written": str(automations - 1),
        "updated": "0",
        "kept": "0",
        "edited": "1",
        "not_possible": str(len(NAMES) - automations),
        "edited_files": NAME,
    }
    done = await hass.config_entries.options.async_configure(form["flow_id"], {})
    await hass.async_block_till_done()
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == READINGS
    assert mine.read_text(encoding="utf-8") == "mine: true\n"


async def test_the_options_say_what_is_in_the_way(hass: HomeAssistant, config: Path) -> None:
    """What was typed stays, and the form can be sent without the tick."""
    entry = await household(hass)
    form = await hass.config_entries.options.async_init(entry.entry_id)
    form = await hass.config_entries.options.async_configure(form["flow_id"], READINGS | {"install_blueprints": True})
    assert form["errors"] == {"install_blueprints": "blueprints_no_place"}
    done = await hass.config_entries.options.async_configure(form["flow_id"], READINGS)
    await hass.async_block_till_done()
    assert done["type"] is FlowResultType.CREATE_ENTRY
