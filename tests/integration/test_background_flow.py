"""Laboratory values, background and questionnaires: asked of a person who exists, and asked again."""

from typing import Any

import pytest
from forms_helpers import add_person, change, household, send, shown
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.healthsense.background_form import field_of, questionnaire_schema
from custom_components.healthsense.engine.questionnaires import QUESTIONNAIRES, Kind

FACTS = {"birth_date": "1961-03-02", "sex": "male", "height": 178.0, "measured_on": "2026-01-05"}


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    """A household."""
    return await household(hass)


@pytest.fixture
async def anna(hass: HomeAssistant, entry: MockConfigEntry) -> ConfigSubentry:
    """A person with a profile."""
    return await add_person(hass, entry, profile=FACTS)


def profile(entry: MockConfigEntry, person: ConfigSubentry) -> dict[str, Any]:
    """Return what is stored."""
    return dict(entry.subentries[person.subentry_id].data["profile"])


async def test_laboratory_values_in_either_unit(
    hass: HomeAssistant, entry: MockConfigEntry, anna: ConfigSubentry
) -> None:
    """Kept as typed, dated, shown again, and the profile stays as it was."""
    form = await change(hass, entry, anna, "laboratory")
    typed = {"total_cholesterol": 5.5, "hdl_cholesterol": 1.3, "cholesterol_unit": "mmol_l", "egfr": 90.0}
    done = await send(hass, form, {**typed, "measured_on": "2026-02-01"})
    assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "reconfigure_successful")
    kept = profile(entry, anna)
    assert (kept["total_cholesterol_mmol_l"], kept["egfr"], kept["height_cm"]) == (5.5, 90.0, 178.0)
    assert kept["measured_on"]["egfr"] == "2026-02-01"
    assert kept["measured_on"]["height_cm"] == "2026-01-05"

    form = await change(hass, entry, anna, "laboratory")
    assert shown(form) == typed
    await send(hass, form, {**typed, "egfr": 85.0})
    kept = profile(entry, anna)
    assert kept["measured_on"]["egfr"] == dt_util.now().date().isoformat(), "new, so of today"
    assert kept["measured_on"]["total_cholesterol_mmol_l"] == "2026-02-01", "as it was"

    form = await change(hass, entry, anna, "laboratory")
    await send(hass, form, {})
    assert "egfr" not in profile(entry, anna)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"total_cholesterol": 5.5}, {"cholesterol_unit": "unit_needed"}),
        ({"total_cholesterol": 5.5, "cholesterol_unit": "mg_dl"}, {"total_cholesterol": "implausible"}),
        ({"hba1c": 48.0, "hba1c_unit": "percent"}, {"hba1c": "implausible"}),
        ({"egfr": 90.0, "measured_on": "2199-01-01"}, {"measured_on": "in_the_future"}),
    ],
)
async def test_what_cannot_be_is_named(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    anna: ConfigSubentry,
    typed: dict[str, Any],
    errors: dict[str, str],
) -> None:
    """The error stands at the field, what was typed stays, nothing is stored."""
    before = profile(entry, anna)
    form = await change(hass, entry, anna, "laboratory")
    form = await send(hass, form, typed)
    assert form["errors"] == errors
    assert shown(form) == typed
    assert profile(entry, anna) == before


async def test_background(hass: HomeAssistant, entry: MockConfigEntry, anna: ConfigSubentry) -> None:
    """Yes, no and not told are three things; the profile's page leaves them alone."""
    form = await change(hass, entry, anna, "background")
    answers = {"diabetes": "no", "systolic_treated": "yes", "ethnicity": "white", "score2_region": "low"}
    await send(hass, form, answers)
    kept = profile(entry, anna)
    assert (kept["diabetes"], kept["systolic_treated"], kept["score2_region"]) == (False, True, "low")
    assert "statin" not in kept
    form = await change(hass, entry, anna, "profile")
    await send(hass, form, {"birth_date": "1961-03-02", "sex": "male"})
    assert profile(entry, anna)["score2_region"] == "low"
    form = await change(hass, entry, anna, "background")
    assert shown(form) == answers


@pytest.mark.parametrize("name", QUESTIONNAIRES)
async def test_a_questionnaire_can_be_answered_and_answered_again(
    hass: HomeAssistant, entry: MockConfigEntry, anna: ConfigSubentry, name: str
) -> None:
    """Every question, each kind of answer; the second time replaces the first."""
    form = await change(hass, entry, anna, "questionnaires")
    form = await send(hass, form, {"questionnaire": name})
    assert form["step_id"] == "questionnaire"
    answers: dict[str, Any] = {}
    for question in QUESTIONNAIRES[name]:
        low = question.limits[0] if question.limits is not None else 0.0
        answers[field_of(name, question)] = {
            Kind.YES_NO: "yes", Kind.WORDS: next(iter(question.words), ""), Kind.NUMBER: low,
        }[question.kind]  # fmt: skip
    done = await send(hass, form, answers)
    assert done["reason"] == "reconfigure_successful"
    told = profile(entry, anna)["questionnaires"][name]
    assert told.keys() == {question.key for question in QUESTIONNAIRES[name]} | {"answered_on"}
    person = entry.runtime_data.people[anna.data["person_id"]]
    assert name in person.profile.questionnaires

    form = await change(hass, entry, anna, "questionnaires")
    form = await send(hass, form, {"questionnaire": name})
    assert shown(form) == answers
    await send(hass, form, {})
    assert name not in profile(entry, anna).get("questionnaires", {})


def test_fields_of_all_questionnaires_are_distinct() -> None:
    """They share one page's translations."""
    fields = [str(key) for name in QUESTIONNAIRES for key in questionnaire_schema(name).schema]
    assert len(fields) == len(set(fields))
