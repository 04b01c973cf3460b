"""Recommendations and adherence as sensors: what they say, in which language, and of whom."""

import json
import re
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from care_home import (
    WEIGHT,
    async_measure,
    async_plan,
    async_say,
    async_wait,
    entity,
    items,
    planner,
    shown,
)
from doors_home import ALICE, BOB, async_household, async_link, async_user, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from syrupy.assertion import SnapshotAssertion
from test_household import PULSE, bound, hear

from custom_components.healthsense.advice_sensors import RECOMMENDATIONS
from custom_components.healthsense.advice_texts import LANGUAGES as OURS
from custom_components.healthsense.advice_texts import async_advice_texts
from custom_components.healthsense.care import DATA_CARE
from custom_components.healthsense.engine.advice import Part, Recommendation, parts_of
from custom_components.healthsense.engine.advice_rules import RULES
from custom_components.healthsense.engine.advice_sources import SOURCES
from custom_components.healthsense.engine.advice_triggers import Kind, Why
from custom_components.healthsense.engine.care_plan import MEASURES
from custom_components.healthsense.engine.care_review import State
from custom_components.healthsense.engine.store import Store, StoreFullError

TRANSLATIONS = Path(__file__).resolve().parents[2] / "custom_components" / "healthsense" / "translations"
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl", "vi")
FORBIDDEN = re.compile(
    r"hypertens|hyperten|hypertonie|ipertens|nadciśnien|diabet|cukrzyc|tiểu đường|sepsis|stroke\b|infarct|arrhythm|"
    r"fibrillat|apnoea|apnea|because you smoke|causes? ",
    re.IGNORECASE,
)
MEDICINES = re.compile(r"\b(dose|tablet|pill|insulin|statin|aspirin|paracetamol|ibuprofen)", re.IGNORECASE)


def common(language: str) -> dict[str, str]:
    """Return the texts of recommendations of a language, without their prefix."""
    texts = json.loads((TRANSLATIONS / f"{language}.json").read_text(encoding="utf-8"))
    return {key.removeprefix("advice_"): text for key, text in texts["common"].items() if key.startswith("advice_")}


def titles(language: str) -> dict[str, str]:
    """Return the states of the sensor in a language."""
    texts = json.loads((TRANSLATIONS / f"{language}.json").read_text(encoding="utf-8"))
    states: dict[str, str] = texts["entity"]["sensor"]["recommendation"]["state"]
    return states


def keys(hass: HomeAssistant) -> list[str]:
    """Return what is recommended to Alice."""
    return [one["key"] for one in shown(hass, "recommendation").attributes["recommendations"]]


async def test_nothing_to_say(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A word of its own, not an unknown state."""
    await async_plan(hass, freezer)
    assert shown(hass, "recommendation").state == "nothing"
    assert keys(hass) == []


async def test_a_morning_of_readings(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, snapshot: SnapshotAssertion
) -> None:
    """The score that a check-up gives leads to measuring again, before any habit; each with its five parts."""
    household = (await async_plan(hass, freezer, smoker=True, activity="low")).runtime_data
    assert keys(hass) == ["stop_smoking", "move_more"]
    await async_measure(
        hass,
        household,
        ("respiratory_rate", 22, "/min"),
        ("spo2", 93, "%"),
        ("heart_rate", 95, "bpm"),
        ("systolic", 105, "mmHg"),
        ("diastolic", 70, "mmHg"),
        ("temperature", 38.5, "°C"),
        ("consciousness", "A", ""),  # type: ignore[arg-type]  # a word
        ("supplemental_oxygen", "off", ""),  # type: ignore[arg-type]  # a word
    )
    assert shown(hass, "recommendation").state == "seek_help_now"
    assert keys(hass) == ["seek_help_now", "repeat_spo2", "repeat_temperature"]
    assert shown(hass, "recommendation").attributes["recommendations"] == snapshot


async def test_a_pulse_a_second_asks_nothing(hass: HomeAssistant) -> None:
    """Only what may change an answer asks the history."""
    await hass.config.async_set_time_zone("UTC")
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(heart_rate=PULSE)))
    household = entry.runtime_data
    await hear(hass, household, "70", "71")
    asked: list[State] = []
    hass.data[DATA_CARE][ALICE].async_subscribe(lambda: asked.append(State.DUE))
    await hear(hass, household, *(str(rate) for rate in range(60, 80)))
    assert not asked
    await hear(hass, household, "135")
    assert asked


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_speaks_the_language_of_the_house(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, language: str
) -> None:
    """Also when it is changed while running."""
    await async_plan(hass, freezer, smoker=True)
    await hass.config.async_update(language=language)
    await hass.async_block_till_done()
    (told,) = shown(hass, "recommendation").attributes["recommendations"]
    assert told["title"] == titles(language)["stop_smoking"]
    assert told["advise"] == common(language)["advise_stop_smoking"]
    assert shown(hass, "recommendation").state == "stop_smoking"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_sentence_can_be_said(hass: HomeAssistant, freezer: FrozenDateTimeFactory, language: str) -> None:
    """Each rule with each kind of reason: no key is shown, no placeholder stays."""
    await async_plan(hass, freezer)
    own = await async_advice_texts(hass, language)
    texts = common(language)
    for rule in RULES:
        for kind in Kind:
            subject = {Kind.TOLD: "smoker", Kind.UNTOLD: "sex", Kind.OVERDUE: "weight", Kind.SHARE: "adherence_28d"}
            why = Why(kind, subject.get(kind, "news2"), "high", 42.0, 1_795_161_600_000, ("temperature",))
            for now in (True, False):
                one = Recommendation(rule.key, rule.rank, why, rule.source, None, parts_of(rule, now=now), rule.measure)
                told = own.as_dict(one)
                assert set(told) == {"key", "title", "why", "source", *Part}
                assert told["title"] != rule.key
                for name in one.parts.values():
                    assert name in texts
                for text in (*(told[key] for key in ("title", "why", *Part)), own.description(one)):
                    assert not re.search(r"[{}]|_", text), text
    for measure in MEASURES:
        assert f"measure_{measure}" in texts
    for state in set(State) - {State.MISSED}:
        assert f"reminder_{state}" in texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_neither_name_illnesses_nor_medicines(language: str) -> None:
    """Plain words only; what a care team said goes first."""
    for key, text in common(language).items():
        assert not FORBIDDEN.search(text), key
        assert not MEDICINES.search(text), key


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_texts_are_translated(language: str) -> None:
    """The same texts, none of them left in English."""
    english, texts = common("en"), common(language)
    assert texts.keys() == english.keys()
    assert titles(language).keys() == set(RECOMMENDATIONS)
    assert not set(titles(language).values()) & set(titles("en").values())
    assert [key for key, text in texts.items() if text == english[key] and len(text) > 12 and "{" not in text] == []


def test_the_languages_are_those_that_there_are() -> None:
    """One is not added in one place only."""
    assert {path.stem for path in TRANSLATIONS.glob("*.json")} == OURS == set(LANGUAGES)


def test_every_state_is_a_recommendation() -> None:
    """The words of the sensor are those of the table."""
    assert list(RECOMMENDATIONS) == ["nothing", *(rule.key for rule in RULES)]
    assert all(SOURCES[rule.source] for rule in RULES)


def test_the_page_knows_every_rule() -> None:
    """Nobody reads a table that leaves something out."""
    page = (TRANSLATIONS.parents[2] / "docs" / "advice.md").read_text(encoding="utf-8")
    assert [rule.key for rule in RULES if f"`{rule.key}`" not in page] == []
    assert [measure for measure in MEASURES if measure.replace("_", " ").replace("spo2", "oxygen") not in page] == []


async def test_adherence(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Unknown while nothing is over; then the share of what was done, at once and with the days."""
    household = (await async_plan(hass, freezer, WEIGHT)).runtime_data
    assert shown(hass, "adherence_7d").state == STATE_UNKNOWN
    await async_measure(hass, household, ("weight", 70, "kg"))
    assert shown(hass, "adherence_7d").state == "100.0"
    await async_wait(hass, household, freezer, days=2)
    assert shown(hass, "adherence_7d").state == "50.0"
    assert shown(hass, "adherence_7d").attributes["planned"] == 2
    longer = entity(hass, "sensor", "adherence_28d")
    assert longer is not None
    registered = er.async_get(hass).async_get(longer)
    assert registered is not None
    assert registered.disabled


async def test_a_deleted_reading_counts_no_more(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Within the hour at the latest."""
    household = (await async_plan(hass, freezer, WEIGHT)).runtime_data
    await async_measure(hass, household, ("weight", 70, "kg"))
    (row,) = await household.async_run(lambda store: store.readings(ALICE, "weight", 0, 2**50))
    await household.async_delete(ALICE, "weight", row.effective_ms, row.source)
    await async_wait(hass, household, freezer, hours=1)
    assert shown(hass, "adherence_7d").state == STATE_UNKNOWN


async def test_the_yearly_blood_pressure(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Asked for from forty on, until it is measured."""
    household = (await async_plan(hass, freezer, birth_date="1980-05-01")).runtime_data
    assert keys(hass) == ["measure_blood_pressure"]
    await async_measure(hass, household, ("systolic", 118, "mmHg"), ("diastolic", 75, "mmHg"))
    assert "measure_blood_pressure" not in keys(hass)


async def test_nobody_private_has_any(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """And nothing of theirs is worked out for entities."""
    await async_link(hass, alice=await async_user(hass, "Alice"))
    freezer.move_to("2026-11-20 06:00:00+00:00")
    alice = planner(WEIGHT, private=True, smoker=True)
    alice["data"]["person_entity"] = "person.alice"  # type: ignore[index]  # a dict until it is stored
    await async_household(hass, alice, person(BOB, "Bob"))
    assert hass.data[DATA_CARE].keys() == {BOB}
    for domain, key in (("sensor", "recommendation"), ("sensor", "adherence_7d"), ("todo", "reminders")):
        assert entity(hass, domain, key) is None


async def test_it_survives_a_failing_history(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """What cannot be looked up now stays as it was, and is looked up again within a minute."""
    household = (await async_plan(hass, freezer, WEIGHT)).runtime_data
    slot = next(iter(items(hass)))
    with patch.object(Store, "readings", side_effect=StoreFullError("full")):
        await async_wait(hass, household, freezer, hours=2)
    assert items(hass)[slot].description == "Planned for later today."
    await async_wait(hass, household, freezer, minutes=1)
    assert items(hass)[slot].description == "It is time to measure."


async def test_a_mark_that_cannot_be_kept_is_told(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """In words for people."""
    await async_plan(hass, freezer, WEIGHT)
    slot = next(iter(items(hass)))
    with (
        patch.object(Store, "put_mark", side_effect=StoreFullError("full")),
        pytest.raises(HomeAssistantError, match="history could not be read or written"),
    ):
        await async_say(hass, "update_item", slot, status="completed")
    assert shown(hass, "reminders", "todo").state == "1"


async def test_while_nobody_looks_nothing_is_asked(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Whoever looks again gets what was missed."""
    entry = await async_plan(hass, freezer, WEIGHT)
    care = hass.data[DATA_CARE][ALICE]
    listeners, care._listeners = care._listeners, []
    state = care.state
    await async_wait(hass, entry.runtime_data, freezer, hours=3)
    assert care.state is state
    leave = care.async_subscribe(listeners[0])
    await async_wait(hass, entry.runtime_data, freezer, seconds=1)
    assert care.state is not None
    assert [one.state for one in care.state.review.items] == [State.DUE]
    leave()
    care._listeners = listeners


async def test_no_task_outlives_the_household(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Unloaded, nothing is asked of a history that is closed."""
    entry = await async_plan(hass, freezer, WEIGHT)
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert hass.data[DATA_CARE].keys() == set()
    freezer.tick(timedelta(days=1))
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
