"""Adding people and changing them."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from unittest.mock import patch

import pytest
from forms_helpers import (
    WHO,
    add_person,
    change,
    ha_person,
    household,
    send,
    shown,
    shown_sources,
    sources_page,
    start,
)
from freezegun import freeze_time
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.healthsense.engine.profile import CONDITIONS, TREATMENTS, parse_profile
from custom_components.healthsense.engine.vitals import VITALS
from custom_components.healthsense.sources_form import SECTIONS

CONSENT = "custom_components.healthsense.person_flow.async_has_share_consent"
PROFILE = {
    "birth_date": "1980-02-29",
    "sex": "female",
    "height": 168.5,
    "weight": 70,
    "waist": 82,
    "measured_on": "2026-01-05",
    "conditions": ["asthma", "Type 2 diabetes", "long covid"],
    "treatments": ["statin"],
    "smoker": "no",
    "activity": "moderate",
    "spo2_scale": "scale_1",
}


@pytest.fixture
async def household_entry(hass: HomeAssistant) -> AsyncIterator[MockConfigEntry]:
    """Return a household without people; what waits to be imported stays waiting, so that it can be seen."""
    with patch("custom_components.healthsense.async_import_waiting"):
        yield await household(hass)


@pytest.fixture
def heart_rate(hass: HomeAssistant) -> str:
    """Return an entity that measures the heart rate."""
    hass.states.async_set("sensor.strap_heart_rate", "61", {"unit_of_measurement": "bpm", "friendly_name": "Pulse"})
    return "sensor.strap_heart_rate"


@pytest.fixture
def weight(hass: HomeAssistant) -> str:
    """Return a registered entity that measures the weight."""
    entity = er.async_get(hass).async_get_or_create(
        "sensor", "withings", "withings_1_weight_kg", original_device_class="weight", unit_of_measurement="kg"
    )
    return entity.entity_id


async def test_a_person_is_added(
    hass: HomeAssistant, household_entry: MockConfigEntry, heart_rate: str, weight: str
) -> None:
    """Three pages; suggestions are filled in; what is kept is what the engine and the household read."""
    form = await start(hass, household_entry)
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "user")
    form = await send(hass, form, WHO)
    assert form["step_id"] == "profile"
    form = await send(hass, form, PROFILE)
    assert form["step_id"] == "sources"
    assert shown_sources(form) == {"heart_rate": [heart_rate], "weight": [weight]}
    done = await send(hass, form, sources_page({"heart_rate": [heart_rate], "weight": [weight]}))
    assert done["type"] is FlowResultType.CREATE_ENTRY

    (person,) = household_entry.subentries.values()
    registered = er.async_get(hass).async_get(weight)
    assert registered is not None
    assert person.title == "Alice"
    assert person.unique_id == person.data["person_id"]
    assert len(person.data["person_id"]) == 32
    day = "2026-01-05"
    assert {key: value for key, value in person.data.items() if key != "person_id"} == {
        "privacy": "shared",
        "allow_automations": False,
        "allow_assist": False,
        "profile": {
            "birth_date": "1980-02-29",
            "sex": "female",
            "height_cm": 168.5,
            "weight_kg": 70.0,
            "waist_cm": 82.0,
            "measured_on": {"height_cm": day, "weight_kg": day, "waist_cm": day},
            "conditions": ["asthma", "diabetes", "long_covid"],
            "treatments": ["statin"],
            "smoker": False,
            "activity": "moderate",
            "spo2_scale": 1,
        },
        "sources": {
            "heart_rate": [{"entity_id": heart_rate, "registry_id": None, "unit": "bpm"}],
            "weight": [
                {"entity_id": weight, "registry_id": registered.id, "unit": "kg"},
            ],
        },
        "import_history": [heart_rate, weight],
    }
    profile = parse_profile(person.data["profile"], now_ms=int(datetime(2026, 11, 21).astimezone().timestamp() * 1000))
    assert len(profile.measurements) == 3


async def test_everything_but_the_name_may_stay_empty(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """Nothing told is nothing kept."""
    person = await add_person(hass, household_entry)
    assert person.data["profile"] == {}
    assert person.data["sources"] == {}
    assert person.data["import_history"] == []


async def test_the_linked_person_gives_the_name(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """No need to type what Home Assistant knows."""
    entity = ha_person(hass, "Bob")
    person = await add_person(hass, household_entry, who={"name": " ", "person_entity": entity})
    assert person.title == "Bob"
    assert person.data["person_entity"] == entity


async def test_who_is_checked(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """Every refusal names its field; the form goes on once it is mended."""
    bob = ha_person(hass, "Bob")
    await add_person(hass, household_entry, who={"name": "Bob", "person_entity": bob})
    form = await start(hass, household_entry)
    for page, errors in (
        ({}, {"name": "name_required"}),
        ({"name": "x" * 101}, {"name": "name_too_long"}),
        ({"name": "bob"}, {"name": "name_taken"}),
        ({"name": "Bobby", "person_entity": bob}, {"person_entity": "person_taken"}),
        ({"name": "Carol", "privacy": "private"}, {"person_entity": "private_needs_person"}),
    ):
        form = await send(hass, form, {"privacy": "shared", "allow_automations": False, **page})
        assert form["errors"] == errors
    assert (await send(hass, form, {**WHO, "name": "Carol"}))["step_id"] == "profile"


async def test_private_needs_a_person_with_a_user(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """Without a user there is nobody whom HealthSense could answer; with one it says what private means."""
    form = await start(hass, household_entry)
    private = {
        "name": "Carol",
        "privacy": "private",
        "allow_automations": False,
        "allow_assist": False,
        "person_entity": ha_person(hass, "Carol"),
    }
    form = await send(hass, form, private)
    assert form["errors"] == {"person_entity": "private_needs_user"}
    ha_person(hass, "Carol", "user-1")
    form = await send(hass, await send(hass, form, private), {})
    form = await send(hass, form, sources_page())
    assert form["step_id"] == "notice"
    assert form["description_placeholders"] == {"name": "Carol"}
    assert (await send(hass, form, {}))["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("page", "errors"),
    [
        ({"birth_date": "2090-01-01"}, {"birth_date": "in_the_future"}),
        ({"birth_date": "1980-01-01", "weight": 900}, {"weight": "implausible"}),
        ({"birth_date": "1980-01-01", "height": 170, "measured_on": "1970-01-01"}, {"measured_on": "before_birth"}),
        ({"height": 170, "measured_on": "2090-01-01"}, {"measured_on": "in_the_future"}),
        ({"height": 170, "measured_on": "1800-01-01"}, {"measured_on": "too_old"}),
        ({"conditions": ["x" * 101]}, {"conditions": "bad_list"}),
        ({"treatments": [f"t{n}" for n in range(51)]}, {"treatments": "bad_list"}),
    ],
)
async def test_the_profile_is_checked_by_the_engine(
    hass: HomeAssistant, household_entry: MockConfigEntry, page: dict[str, object], errors: dict[str, str]
) -> None:
    """What the engine refuses is shown at the field that a person knows, and nothing typed is lost."""
    form = await send(hass, await start(hass, household_entry), WHO)
    form = await send(hass, form, page)
    assert form["errors"] == errors
    assert shown(form) == page
    assert (await send(hass, form, {}))["step_id"] == "sources"


async def test_pounds_and_inches(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """A US household types lb and in; what is kept is metric, and comes back as it was typed."""
    hass.config.units = US_CUSTOMARY_SYSTEM
    with freeze_time("2026-11-21T12:00:00Z"):
        person = await add_person(hass, household_entry, profile={"height": 66.3, "weight": 154.5, "waist": 32})
        profile = person.data["profile"]
        assert (profile["height_cm"], profile["weight_kg"], profile["waist_cm"]) == (168.4, 70.08, 81.28)
        form = await change(hass, household_entry, person, "profile")
        assert shown(form) == {"height": 66.3, "weight": 154.5, "waist": 32.0}
    with freeze_time("2026-12-24T12:00:00Z"):
        done = await send(hass, form, {**shown(form), "weight": 150})
        assert done["reason"] == "reconfigure_successful"
    profile = household_entry.subentries[person.subentry_id].data["profile"]
    assert profile["weight_kg"] == 68.039
    assert profile["height_cm"] == 168.4
    assert profile["measured_on"] == {"height_cm": "2026-11-21", "weight_kg": "2026-12-24", "waist_cm": "2026-11-21"}


async def test_a_day_alone_corrects_the_day(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """A date without a new value is the date of the old ones; emptied fields are forgotten."""
    person = await add_person(hass, household_entry, profile=PROFILE)
    form = await change(hass, household_entry, person, "profile")
    page = shown(form)
    assert "measured_on" not in page
    assert page["conditions"] == ["asthma", "diabetes", "long_covid"]
    assert (page["smoker"], page["spo2_scale"]) == ("no", "scale_1")
    await send(hass, form, {"height": page["height"], "weight": page["weight"], "measured_on": "2025-12-31"})
    assert household_entry.subentries[person.subentry_id].data["profile"] == {
        "height_cm": 168.5,
        "weight_kg": 70.0,
        "measured_on": {"height_cm": "2025-12-31", "weight_kg": "2025-12-31"},
    }


async def test_one_day_for_all_is_understood(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """The profile's short form (one date for every measured value) survives the form."""
    person = await add_person(hass, household_entry)
    profile = {"height_cm": 170, "measured_on": "2026-02-03"}
    hass.config_entries.async_update_subentry(household_entry, person, data={**person.data, "profile": profile})
    form = await change(hass, household_entry, household_entry.subentries[person.subentry_id], "profile")
    await send(hass, form, shown(form))
    assert household_entry.subentries[person.subentry_id].data["profile"] == {
        "height_cm": 170,
        "measured_on": {"height_cm": "2026-02-03"},
    }


async def test_sources_must_fit(hass: HomeAssistant, household_entry: MockConfigEntry, heart_rate: str) -> None:
    """An entity is refused with its name and unit; one that is away is taken on trust."""
    ours = er.async_get(hass).async_get_or_create("sensor", "healthsense", "x_heart_rate").entity_id
    hass.states.async_set("sensor.away", "unavailable")
    hass.states.async_set("sensor.bare", "61")
    form = await send(hass, await send(hass, await start(hass, household_entry), WHO), {})
    for picked, error, entity, unit in (
        ({"spo2": [heart_rate]}, "source_unit", heart_rate, "bpm"),
        ({"heart_rate": ["sensor.bare"]}, "source_unit", "sensor.bare", "-"),
        ({"heart_rate": ["sensor.nowhere"]}, "source_not_found", "sensor.nowhere", ""),
    ):
        form = await send(hass, form, sources_page(picked))
        assert form["errors"] == {"base": error}
        assert form["description_placeholders"]["entity"] == entity
        assert form["description_placeholders"]["unit"] == unit
        assert shown_sources(form) == picked
    assert form["description_placeholders"]["vital"] == "Heart rate"
    done = await send(hass, form, sources_page({"heart_rate": [heart_rate, "sensor.away", heart_rate]}))
    assert done["type"] is FlowResultType.CREATE_ENTRY
    (person,) = household_entry.subentries.values()
    assert [bound["entity_id"] for bound in person.data["sources"]["heart_rate"]] == [heart_rate, "sensor.away"]
    assert ours not in shown_sources(form).get("heart_rate", [])


async def test_our_own_entities_cannot_be_chosen(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """They are not offered, and one that is named all the same is refused."""
    ours = er.async_get(hass).async_get_or_create(
        "sensor", "healthsense", "x_heart_rate", unit_of_measurement="bpm"
    ).entity_id  # fmt: skip
    person = await add_person(hass, household_entry)
    form = await change(hass, household_entry, person, "sources")
    selector = form["data_schema"].schema["heart_oxygen"].schema.schema["heart_rate"]
    assert ours in selector.config["exclude_entities"]
    hass.states.async_set("sensor.other", "1", {"unit_of_measurement": "bpm"})
    er.async_get(hass).async_update_entity(ours, new_entity_id="sensor.renamed_ours")
    form = await send(hass, form, sources_page({"heart_rate": ["sensor.renamed_ours"]}))
    assert form["errors"] == {"base": "source_is_ours"}


async def test_sources_are_changed(
    hass: HomeAssistant, household_entry: MockConfigEntry, heart_rate: str, weight: str
) -> None:
    """Order is priority; only new entities are imported; a renamed one is followed; no suggestion comes back."""
    person = await add_person(hass, household_entry, sources={"weight": [weight]})
    data = {**person.data, "import_history": []}
    hass.config_entries.async_update_subentry(household_entry, person, data=data)
    er.async_get(hass).async_update_entity(weight, new_entity_id="sensor.bathroom")
    hass.states.async_set("sensor.watch", "60", {"unit_of_measurement": "bpm"})
    person = household_entry.subentries[person.subentry_id]

    form = await change(hass, household_entry, person, "sources")
    assert shown_sources(form) == {"weight": ["sensor.bathroom"]}
    picked = {"weight": ["sensor.bathroom"], "heart_rate": ["sensor.watch", heart_rate]}
    done = await send(hass, form, sources_page(picked))

    assert done["reason"] == "reconfigure_successful"
    person = household_entry.subentries[person.subentry_id]
    assert person.data["person_id"] == data["person_id"]
    assert [bound["entity_id"] for bound in person.data["sources"]["heart_rate"]] == ["sensor.watch", heart_rate]
    assert person.data["import_history"] == ["sensor.watch", heart_rate]

    form = await change(hass, household_entry, person, "sources")
    await send(hass, form, sources_page({"heart_rate": [heart_rate]}, import_history=False))
    person = household_entry.subentries[person.subentry_id]
    assert set(person.data["sources"]) == {"heart_rate"}
    assert person.data["import_history"] == [heart_rate]


async def test_importing_can_be_declined(
    hass: HomeAssistant, household_entry: MockConfigEntry, heart_rate: str
) -> None:
    """Unticked, nothing of the past is taken."""
    form = await send(hass, await send(hass, await start(hass, household_entry), WHO), {})
    await send(hass, form, sources_page({"heart_rate": [heart_rate]}, import_history=False))
    (person,) = household_entry.subentries.values()
    assert person.data["import_history"] == []


async def test_one_persons_sources_are_not_suggested_to_another(
    hass: HomeAssistant, household_entry: MockConfigEntry, heart_rate: str
) -> None:
    """The strap is on one chest only."""
    await add_person(hass, household_entry, sources={"heart_rate": [heart_rate]})
    form = await send(hass, await send(hass, await start(hass, household_entry), {**WHO, "name": "Bob"}), {})
    assert shown_sources(form) == {}


async def test_a_person_is_renamed(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """A new name, the same id; the own name is not taken."""
    person = await add_person(hass, household_entry)
    form = await change(hass, household_entry, person, "privacy")
    assert shown(form) == WHO
    await send(hass, form, {**WHO, "name": "ALICE", "allow_automations": True})
    changed = household_entry.subentries[person.subentry_id]
    assert changed.title == "ALICE"
    assert changed.data == {**person.data, "allow_automations": True}


async def test_a_person_goes_private(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """Anyone may be made private at once, after having read what it means."""
    person = await add_person(hass, household_entry)
    alice = ha_person(hass, "Alice", "user-a")
    form = await change(hass, household_entry, person, "privacy")
    form = await send(hass, form, {**WHO, "privacy": "private", "person_entity": alice})
    assert form["step_id"] == "notice"
    assert household_entry.subentries[person.subentry_id].data["privacy"] == "shared"
    await send(hass, form, {})
    assert household_entry.subentries[person.subentry_id].data["privacy"] == "private"


async def test_opening_a_private_person_needs_consent(hass: HomeAssistant, household_entry: MockConfigEntry) -> None:
    """An administrator can neither share, nor hand over, nor let automations in, unless the person agreed."""
    alice, bob = ha_person(hass, "Alice", "user-a"), ha_person(hass, "Bob", "user-b")
    private = {**WHO, "privacy": "private", "person_entity": alice}
    person = await add_person(hass, household_entry, who=private)
    form = await change(hass, household_entry, person, "privacy")
    with patch(CONSENT, return_value=False) as asked:
        for page, field in (
            ({"privacy": "shared"}, "privacy"),
            ({"person_entity": bob}, "person_entity"),
            ({"allow_automations": True}, "allow_automations"),
        ):
            form = await send(hass, form, {**private, **page})
            assert form["errors"] == {field: "consent_needed"}
        asked.assert_called_with(hass, person.data["person_id"])
        assert (await send(hass, form, {**private, "name": "Al"}))["reason"] == "reconfigure_successful"
    form = await change(hass, household_entry, person, "privacy")
    with patch(CONSENT, return_value=True):
        assert (await send(hass, form, WHO))["reason"] == "reconfigure_successful"
    data = household_entry.subentries[person.subentry_id].data
    assert data["privacy"] == "shared"
    assert "person_entity" not in data


def test_every_vital_has_one_place_in_the_form() -> None:
    """A new vital that nobody put into a section could never be bound."""
    placed = [vital for vitals in SECTIONS.values() for vital in vitals]
    assert sorted(placed) == sorted(VITALS)


def test_what_the_form_offers_survives_the_engine() -> None:
    """A condition that the form offers comes back as the same word."""
    profile = parse_profile({"conditions": list(CONDITIONS), "treatments": list(TREATMENTS)}, now_ms=0)
    assert profile.conditions == set(CONDITIONS)
    assert profile.treatments == set(TREATMENTS)


async def test_the_pages_reach_the_frontend(
    hass: HomeAssistant, household_entry: MockConfigEntry, hass_client: ClientSessionGenerator, heart_rate: str
) -> None:
    """Over HTTP each page is plain JSON, suggestions and collapsed sections included."""
    assert await async_setup_component(hass, "config", {})
    client = await hass_client()
    url = "/api/config/config_entries/subentries/flow"

    async def post(path: str, data: dict[str, object]) -> dict[str, Any]:
        answer = await client.post(f"{url}{path}", json=data)
        page: dict[str, Any] = await answer.json()
        return page

    page = await post("", {"handler": [household_entry.entry_id, "person"]})
    page = await post(f"/{page['flow_id']}", WHO)
    assert {field["name"] for field in page["data_schema"]} >= {"birth_date", "height", "conditions", "spo2_scale"}
    page = await post(f"/{page['flow_id']}", {})
    sections = {field["name"]: field for field in page["data_schema"]}
    assert sections["heart_oxygen"]["expanded"] is True
    assert sections["body"]["expanded"] is False
    first = sections["heart_oxygen"]["schema"][0]
    assert (first["name"], first["description"]) == ("heart_rate", {"suggested_value": [heart_rate]})
    page = await post(f"/{page['flow_id']}", sources_page({"heart_rate": [heart_rate]}))
    assert page["type"] == "create_entry"
    await hass.async_block_till_done()
