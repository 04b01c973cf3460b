"""Learned models in the household: which are used, in which version, and whether they still fit."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import voluptuous as vol
from doors_home import ago, async_act, async_household, async_user, person
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, State
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from custom_components.healthsense.engine.assessment import Assessment
from custom_components.healthsense.engine.risk import registry
from custom_components.healthsense.engine.store import Store
from custom_components.healthsense.engine.store.outcomes import Outcome
from custom_components.healthsense.household import RawReading
from custom_components.healthsense.model_choice import ASSESSMENTS, FAMILIES

ANNA = "a" * 32
DAY_MS = 86_400_000
NOW_MS = 1_795_000_000_000


@pytest.fixture
def artefacts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two versions of the diabetes model: the shipped one, and a later one that answers the same."""
    folder = tmp_path / "artefacts"
    shutil.copytree(registry.ARTEFACTS, folder)
    newest = registry.manifest().newest("diabetes")
    document = json.loads((folder / "diabetes" / f"{newest}.json").read_text()) | {"version": "9.0.0"}
    document["content_sha256"] = registry.content_sha256(document)
    (folder / "diabetes" / "9.0.0.json").write_text(json.dumps(document))
    (folder / "manifest.json").write_text(json.dumps(registry.build_manifest(folder)))
    for function in (registry.manifest, registry.load, registry.read):
        defaults = tuple(folder if value == registry.ARTEFACTS else value for value in function.__defaults__ or ())
        monkeypatch.setattr(function, "__defaults__", defaults)
    return folder


def shown(hass: HomeAssistant, entity_id: str) -> State:
    """Return what an entity shows."""
    found = hass.states.get(entity_id)
    assert found is not None
    return found


def entity(hass: HomeAssistant, entry: ConfigEntry, domain: str, model: str) -> str:
    """Return the entity of a model."""
    kind = {"update": "update", "select": "version"}[domain]
    found = er.async_get(hass).async_get_entity_id(domain, "healthsense", f"{entry.entry_id}_{model}_{kind}")
    assert found is not None
    return found


async def test_only_what_was_asked_for_is_in_use(hass: HomeAssistant) -> None:
    """Diabetes from the start; the others know people unlike those at home."""
    entry = await async_household(hass, person(ANNA, "Anna"))
    assert entry.runtime_data.models.names == ("diabetes", "diabetes_lab")
    refused = entry.runtime_data.people[ANNA].result.assessments["heart_disease_risk"]
    assert refused.refused is not None
    hass.config_entries.async_update_entry(entry, options={**entry.options, "models": list(FAMILIES)})
    await hass.async_block_till_done()
    assert set(entry.runtime_data.models.names) == set(ASSESSMENTS) & set(registry.available())


async def test_a_newer_version_is_offered_and_taken(hass: HomeAssistant, artefacts: Path) -> None:
    """Pinned to the old one by hand, an update is not pressed upon anybody; the select brings it back."""
    entry = await async_household(hass, person(ANNA, "Anna"))
    shipped = registry.manifest().versions("diabetes")[-2]
    update, select = entity(hass, entry, "update", "diabetes"), entity(hass, entry, "select", "diabetes")
    er.async_get(hass).async_update_entity(select, disabled_by=None)
    assert shown(hass, update).state == STATE_OFF
    assert shown(hass, update).attributes["installed_version"] == "9.0.0"

    told = await async_act(hass, "set_model_version", {"model": "diabetes", "version": "previous"})
    await hass.async_block_till_done()
    assert told == {"model": "diabetes", "active": shipped, "previous": "9.0.0", "pinned": True}
    assert shown(hass, update).attributes["installed_version"] == shipped
    assert shown(hass, update).state == STATE_OFF, "it is held"
    assert shown(hass, select).state == shipped

    await hass.services.async_call("select", "select_option", {"entity_id": select, "option": "newest"}, blocking=True)
    await hass.async_block_till_done()
    assert shown(hass, update).attributes["installed_version"] == "9.0.0"
    assert shown(hass, select).state == "newest"

    await hass.services.async_call("select", "select_option", {"entity_id": select, "option": shipped}, blocking=True)
    await hass.async_block_till_done()
    await hass.services.async_call("update", "install", {"entity_id": update, "version": "9.0.0"}, blocking=True)
    await hass.async_block_till_done()
    assert shown(hass, update).attributes["installed_version"] == "9.0.0"


async def test_an_update_waits_for_somebody_to_take_it(hass: HomeAssistant, artefacts: Path) -> None:
    """A household that used the older version goes on with it until somebody installs the newer."""
    entry = await async_household(hass, person(ANNA, "Anna"))
    shipped = registry.manifest().versions("diabetes")[-2]
    kept = {"diabetes": {"active": shipped, "previous": None, "pinned": False}}
    hass.config_entries.async_update_entry(entry, options={**entry.options, "model_versions": kept})
    await hass.async_block_till_done()
    update = entity(hass, entry, "update", "diabetes")
    assert shown(hass, update).state == STATE_ON
    await hass.services.async_call("update", "install", {"entity_id": update}, blocking=True)
    await hass.async_block_till_done()
    assert shown(hass, update).state == STATE_OFF
    assert entry.options["model_versions"]["diabetes"]["active"] == "9.0.0"


async def test_versions_are_the_administrators(hass: HomeAssistant) -> None:
    """And an unknown one is an error that says so."""
    await async_household(hass, person(ANNA, "Anna"))
    user = await async_user(hass, "anna")
    with pytest.raises(HomeAssistantError) as refused:
        await async_act(hass, "set_model_version", {"model": "diabetes"}, user)
    assert refused.value.translation_key == "admin_needed"
    with pytest.raises(ServiceValidationError) as unknown:
        await async_act(hass, "set_model_version", {"model": "diabetes", "version": "0.0.1"})
    assert unknown.value.translation_key == "model_version_unknown"
    (entry,) = hass.config_entries.async_entries("healthsense")
    update = entity(hass, entry, "update", "diabetes")
    wanted = {"entity_id": update, "version": "0.0.1"}
    with pytest.raises(ServiceValidationError) as absent:
        await hass.services.async_call("update", "install", wanted, blocking=True)
    assert absent.value.translation_key == "model_version_unknown"


async def test_a_damaged_model_takes_nobody_along(hass: HomeAssistant, artefacts: Path) -> None:
    """It gives no answer and says why; everything else works."""
    path = artefacts / "diabetes" / "9.0.0.json"
    path.write_text(path.read_text().replace("intercept", "interc3pt", 1))
    entry = await async_household(hass, person(ANNA, "Anna"))
    assert ir.async_get(hass).async_get_issue("healthsense", "model_unusable_diabetes") is not None
    assert entry.runtime_data.people[ANNA].result.assessments["diabetes_risk"].refused is not None
    assert entry.runtime_data.people[ANNA].result.assessments["overall_status"].value is not None


async def test_an_outcome_is_recorded(hass: HomeAssistant) -> None:
    """By an action, for a model, at a time that is not in the future."""
    entry = await async_household(hass, person(ANNA, "Anna"))
    asked = {"person_id": ANNA, "model": "diabetes", "outcome": False}
    told = await async_act(hass, "record_outcome", {**asked, "time": "2026-11-01T08:00:00+00:00"})
    assert told["assessment"] == "diabetes_risk"

    def kept(store: Store) -> list[Outcome]:
        return store.outcomes(ANNA, "diabetes_risk", 0, 1 << 52)

    (outcome,) = await entry.runtime_data.async_run(kept)
    assert (outcome.present, outcome.at_ms) == (False, 1_793_520_000_000)
    with pytest.raises(ServiceValidationError) as refused:
        await async_act(hass, "record_outcome", {**asked, "time": "2199-11-01T08:00:00+00:00"})
    assert refused.value.translation_key == "rejected_in_the_future"
    with pytest.raises(ServiceValidationError) as unborn:
        await async_act(hass, "record_outcome", {**asked, "time": "1950-01-01T00:00:00+00:00"})
    assert unborn.value.translation_key == "rejected_before_birth"


async def test_chances_that_do_not_come_true_are_told(hass: HomeAssistant) -> None:
    """Sixty estimates of one in twenty, two thirds confirmed: an issue; an ordinary share: none."""
    entry = await async_household(hass, person(ANNA, "Anna"))
    model = registry.load("diabetes")

    def told(count: int, present: int) -> Any:
        def write(store: Store) -> None:
            for index in range(count):
                at_ms = NOW_MS + index * DAY_MS
                extra = (("model", f"diabetes {model.version}"), ("log_odds", -2.94))
                store.log_assessment(ANNA, at_ms, Assessment("diabetes_risk", value=0.05, extra=extra))
                store.record_outcome(ANNA, Outcome("diabetes_risk", at_ms + 1, index < present, at_ms + 1))

        return write

    await entry.runtime_data.async_run(told(60, 3))
    await entry.runtime_data.async_look_at_models()
    issue = ir.async_get(hass).async_get_issue
    assert issue("healthsense", "model_chances_differ_diabetes") is None
    await entry.runtime_data.async_run(told(60, 40))
    await entry.runtime_data.async_look_at_models()
    assert issue("healthsense", "model_chances_differ_diabetes") is not None
    # With as much confirmed the next start moves the estimates, under a version of their own.
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    moved = await entry.runtime_data._worker.submit(lambda engine: engine.models["diabetes"])
    assert moved.version == f"{model.version}+local.60"
    await entry.runtime_data.async_look_at_models()
    assert issue("healthsense", "model_chances_differ_diabetes") is None, "nothing speaks against the moved version"


async def test_assessments_on_request(hass: HomeAssistant) -> None:
    """All, or those asked for, each in full and with its page."""
    await async_household(hass, person(ANNA, "Anna"))
    every = await async_act(hass, "get_assessment", {"person_id": ANNA})
    one = await async_act(hass, "get_assessment", {"person_id": ANNA, "assessments": ["prevent_cvd_10y"]})
    (answer,) = one["assessments"].values()
    assert answer["refused"] == "missing_input"
    assert answer["document"].endswith("docs/scores/prevent.md")
    assert every["assessments"]["prevent_cvd_10y"] == answer
    assert json.loads(json.dumps(every)) == every


async def test_the_card_of_a_model(hass: HomeAssistant) -> None:
    """What a card shows, as JSON; nothing of the numbers that only the runner reads."""
    await async_household(hass, person(ANNA, "Anna"))
    told = await async_act(hass, "get_model_card", {"model": "diabetes"})
    card = told["card"]
    assert (told["in_use"], card["name"], card["version"]) == (True, "diabetes", registry.manifest().newest("diabetes"))
    assert {"question", "population", "data", "inputs", "figures", "content_sha256"} <= set(card)
    assert not {"estimator", "covariance"} & set(card)
    assert (await async_act(hass, "get_model_card", {"model": "skin"}))["in_use"] is False
    with pytest.raises(ServiceValidationError) as unknown:
        await async_act(hass, "get_model_card", {"model": "diabetes", "version": "../../secrets"})
    assert unknown.value.translation_key == "model_version_unknown"


async def test_the_spread_of_readings(hass: HomeAssistant) -> None:
    """Percentiles and a histogram; too few readings have none."""
    entry = await async_household(hass, person(ANNA, "Anna"))
    rows = [RawReading("weight", 70.0 + at, "kg", effective=dt_util.utcnow() - timedelta(hours=at)) for at in range(6)]
    await entry.runtime_data.async_record(ANNA, rows, source="scale")
    told = await async_act(hass, "get_distribution", {"person_id": ANNA, "vitals": ["weight", "glucose"]})
    assert told["vitals"]["glucose"] is None
    assert told["vitals"]["weight"]["percentiles"]["50"] == 72.5
    assert sum(count for _, count in told["vitals"]["weight"]["bins"]) == 6
    with pytest.raises(vol.Invalid):
        await async_act(hass, "get_distribution", {"person_id": ANNA, "vitals": ["steps"]})


async def test_an_estimate_of_the_past_is_explained_by_the_version_that_told_it(hass: HomeAssistant) -> None:
    """What was told, and the same answer again, share by share; before anything was told there is nothing."""
    anna = person(ANNA, "Anna")
    told = {"weight_kg": 70.0, "waist_cm": 85.0, "activity": "low", "measured_on": ago(days=2)[:10]}
    anna["data"]["profile"].update(told)
    entry = await async_household(hass, anna)
    cuff = [("systolic", 128.0, "mmHg"), ("diastolic", 81.0, "mmHg"), ("cuff_pulse", 66.0, "bpm")]
    rows = [RawReading(vital, value, unit) for vital, value, unit in cuff]
    await entry.runtime_data.async_record(ANNA, rows, source="cuff")
    await hass.async_block_till_done()
    asked = {"person_id": ANNA, "assessment": "diabetes_risk"}
    past = await async_act(hass, "explain_prediction", asked)
    assert past["told"]["model"].startswith("diabetes ")
    assert past["again"]["value"] == pytest.approx(past["told"]["value"], abs=1e-9)
    total = past["again"]["base_log_odds"] + sum(past["again"]["contributions"].values())
    assert total == pytest.approx(past["told"]["log_odds"], abs=1e-9)
    # What the sentence of the estimate says of otherwise alike people, as numbers: each of them lower.
    assert all(one["probability"] < past["told"]["value"] for one in past["again"]["lower_with"])
    assert bool(past["again"]["lower_with"]) == ("Otherwise alike" in past["told"]["explanation"])
    assert past["outcomes"] == []
    await async_act(hass, "record_outcome", {"person_id": ANNA, "model": "diabetes", "outcome": False})
    (outcome,) = (await async_act(hass, "explain_prediction", asked))["outcomes"]
    assert outcome["present"] is False
    with pytest.raises(ServiceValidationError) as nothing:
        await async_act(hass, "explain_prediction", {**asked, "time": "2020-01-01T00:00:00+00:00"})
    assert nothing.value.translation_key == "no_past_estimate"
