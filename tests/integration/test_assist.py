"""Voice and chat: a person's own readings, only to that person, only once allowed."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from doors_home import async_household, async_link, async_user, person
from homeassistant.components.conversation import async_converse
from homeassistant.components.llm import async_get_tools
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import intent
from homeassistant.helpers.llm import LLM_API_ASSIST, LLMContext, Tool, ToolInput, ToolResult
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.healthsense.engine.catalog import CATALOG
from custom_components.healthsense.engine.vitals import VITALS
from custom_components.healthsense.household import RawReading

ANNA = "a" * 32
BEN = "b" * 32
SENTENCES = Path(__file__).parents[2] / "custom_sentences"


@pytest.fixture
async def users(hass: HomeAssistant) -> dict[str, MockUser]:
    """Anna and Ben live here, Carl visits."""
    users = {name: await async_user(hass, name) for name in ("anna", "ben", "carl")}
    await async_link(hass, anna=users["anna"], ben=users["ben"])
    for domain in ("homeassistant", "intent", "conversation", "llm"):
        assert await async_setup_component(hass, domain, {})
    return users


@pytest.fixture
async def entry(hass: HomeAssistant, users: dict[str, MockUser]) -> MockConfigEntry:
    """Anna has allowed it, Ben has not."""
    entry = await async_household(
        hass,
        person(ANNA, "Anna", person_entity="person.anna", allow_assist=True),
        person(BEN, "Ben", person_entity="person.ben"),
    )
    for person_id, rate in ((ANNA, 61.0), (BEN, 99.0)):
        await entry.runtime_data.async_record(person_id, [RawReading("heart_rate", rate, "bpm")], source="test")
    await hass.async_block_till_done()
    return entry


async def ask(
    hass: HomeAssistant, user: MockUser | None, what: str = "HealthSenseReading", language: str = "en", **slots: str
) -> intent.IntentResponse:
    """Ask by voice."""
    return await intent.async_handle(
        hass,
        "test",
        what,
        {name: {"value": value} for name, value in slots.items()},
        context=Context(user_id=user.id if user is not None else None),
        language=language,
    )


def speech(response: intent.IntentResponse) -> str:
    """Return what is said."""
    return str(response.speech["plain"]["speech"])


async def test_who_asks_hears_their_own(
    hass: HomeAssistant, entry: MockConfigEntry, users: dict[str, MockUser]
) -> None:
    """A reading, a score with its word, and that there is none."""
    said = await ask(hass, users["anna"], vital="heart_rate")
    assert said.response_type is intent.IntentResponseType.QUERY_ANSWER
    assert "61 bpm" in speech(said)
    assert "no reading" in speech(await ask(hass, users["anna"], vital="weight"))
    assert "0 - 17" in speech(await ask(hass, users["anna"], "HealthSenseAssessment", assessment="news2"))
    refused = speech(await ask(hass, users["anna"], "HealthSenseAssessment", assessment="bp_category_esc"))
    assert "no answer" in refused
    assert "Not enough readings" in refused
    assert "not enough data" in speech(await ask(hass, users["anna"], "HealthSenseStatus")).casefold()


@pytest.mark.parametrize(
    ("who", "words"), [("ben", "not allowed"), ("carl", "not one of the people"), (None, "cannot tell who")]
)
async def test_nobody_else_hears_anything(
    hass: HomeAssistant, entry: MockConfigEntry, users: dict[str, MockUser], who: str | None, words: str
) -> None:
    """Neither by voice nor by a language model's tools."""
    user = users[who] if who else None
    said = await ask(hass, user, vital="heart_rate")
    assert said.response_type is intent.IntentResponseType.ERROR
    assert words in speech(said)
    context = LLMContext("test", Context(user_id=user.id if user else None), "en", "conversation", None)
    tools = await async_get_tools(hass, context, LLM_API_ASSIST)
    assert not [tool for tool in tools.tools if tool.integration == "healthsense"]


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "nl", "pl", "vi"])
async def test_answers_are_in_the_language_of_the_question(
    hass: HomeAssistant, entry: MockConfigEntry, users: dict[str, MockUser], language: str
) -> None:
    """The name of the vital is translated, the value is the same."""
    said = speech(await ask(hass, users["anna"], language=language, vital="heart_rate"))
    assert "61 bpm" in said
    assert "Heart rate" not in said


async def test_a_stale_value_is_told_with_its_time(
    hass: HomeAssistant, entry: MockConfigEntry, users: dict[str, MockUser], freezer: Any
) -> None:
    """Never as if it were current."""
    freezer.tick(3600)
    await entry.runtime_data.async_record(ANNA, [RawReading("weight", 70.0, "kg")], source="test")
    await hass.async_block_till_done()
    said = speech(await ask(hass, users["anna"], vital="heart_rate"))
    assert "no current reading" in said
    assert "61 bpm" in said


async def test_a_slot_that_is_no_vital_is_refused(
    hass: HomeAssistant, entry: MockConfigEntry, users: dict[str, MockUser]
) -> None:
    """Sentences are the user's own, so the words in them may be anything."""
    with pytest.raises(intent.InvalidSlotInfo):
        await ask(hass, users["anna"], vital="mood")


async def test_tools_answer_about_the_one_who_asks(
    hass: HomeAssistant, entry: MockConfigEntry, users: dict[str, MockUser]
) -> None:
    """Read-only, JSON, and nothing of anybody else."""
    context = LLMContext("test", Context(user_id=users["anna"].id), "en", "conversation", None)
    tools = {tool.name: tool for tool in (await async_get_tools(hass, context, LLM_API_ASSIST)).tools}
    readings, scores = tools["healthsense__my_readings"], tools["healthsense__my_assessments"]
    assert readings.annotations.read_only
    assert not readings.annotations.open_world

    async def call(tool: Tool, arguments: dict[str, Any], asking: LLMContext = context) -> tuple[bool, dict[str, Any]]:
        answer = await tool.async_call(hass, ToolInput(tool.name, arguments), asking)
        assert isinstance(answer, ToolResult)
        return answer.error, dict(answer.data)

    _, told = await call(readings, {})
    assert told["heart_rate"]["value"] == 61
    assert json.loads(json.dumps(told)) == told
    _, one = await call(scores, {"assessments": ["news2"]})
    assert one["news2"]["lower"] == 0
    _, everything = await call(scores, {})
    assert "bp_category_esc" not in everything, "what has no answer is told only when asked for"
    wrong, _ = await call(scores, {"assessments": ["horoscope"]})
    assert wrong
    other = LLMContext("test", Context(user_id=users["ben"].id), "en", "conversation", None)
    assert await call(readings, {}, other) == (True, {"error": "assist_not_allowed"})


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "it", "nl", "pl", "vi"])
async def test_the_sentences_that_we_offer_are_understood(
    hass: HomeAssistant,
    users: dict[str, MockUser],
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Copied into the configuration, the file of each language lets Home Assistant's own agent answer."""
    monkeypatch.setattr(hass.config, "config_dir", str(tmp_path))
    shutil.copytree(SENTENCES / language, tmp_path / "custom_sentences" / language)
    entry = await async_household(hass, person(ANNA, "Anna", person_entity="person.anna", allow_assist=True))
    await entry.runtime_data.async_record(ANNA, [RawReading("heart_rate", 61.0, "bpm")], source="test")
    await hass.async_block_till_done()
    vital = "HealthSenseReading"
    document = yaml.safe_load((SENTENCES / language / "healthsense.yaml").read_text(encoding="utf-8"))
    spoken = next(row["in"] for row in document["lists"]["vital"]["values"] if row["out"] == "heart_rate")
    (sentence, *_) = document["intents"][vital]["data"][0]["sentences"]
    text = re.sub(r"\[[^]]*\]", "", re.sub(r"\(([^|)]*)[^)]*\)", r"\1", sentence)).replace("{vital}", spoken)
    answer = await async_converse(
        hass, text, None, Context(user_id=users["anna"].id), language=language, agent_id="conversation.home_assistant"
    )
    assert answer.response.response_type is intent.IntentResponseType.QUERY_ANSWER, (text, answer.response.speech)
    assert "61 bpm" in speech(answer.response)
    assert {row["out"] for row in document["lists"]["vital"]["values"]} <= set(VITALS)
    assert {row["out"] for row in document["lists"]["assessment"]["values"]} <= set(CATALOG)
