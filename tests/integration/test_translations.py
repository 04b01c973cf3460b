"""Every text exists in every language, says the same placeholders, and nothing shown lacks one."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from homeassistant.util.unit_system import METRIC_SYSTEM

from custom_components.healthsense.advice_texts import RECOMMENDATION
from custom_components.healthsense.alert_actions import COMMAND_REFUSED
from custom_components.healthsense.alert_entities import SETTING_REFUSED
from custom_components.healthsense.alert_entity_keys import ALERT_EVENT, ALERT_LEVEL, MONITORING
from custom_components.healthsense.alert_sensors import NO_ALERT
from custom_components.healthsense.background_flow import BACKGROUND_PAGES
from custom_components.healthsense.background_form import (
    LAB_FIELDS,
    LAB_UNITS,
    WORDS,
    background_schema,
    chooser_schema,
    field_of,
    laboratory_schema,
    questionnaire_schema,
)
from custom_components.healthsense.binary_sensor import problem_key
from custom_components.healthsense.button import COMMANDS
from custom_components.healthsense.care_plan_form import REPEATS, ROUTINE_SCHEMA, plan_schema
from custom_components.healthsense.config_flow import _OPTIONS
from custom_components.healthsense.const import DOMAIN
from custom_components.healthsense.descriptions import (
    ASSESSMENT_SENSORS,
    LAST_MEASUREMENT_SENSOR,
    VITAL_SENSORS,
)
from custom_components.healthsense.engine.alerts.controls import Context, Origin
from custom_components.healthsense.engine.alerts.defaults import DEFAULTS, SPO2_TARGET
from custom_components.healthsense.engine.alerts.model import LEVEL_WORDS, Cause
from custom_components.healthsense.engine.alerts.plan import KINDS, ROLES
from custom_components.healthsense.engine.alerts.rules import RULES
from custom_components.healthsense.engine.assessment import (
    LEARNING,
    MISSING_INPUT,
    NOT_ENOUGH_DATA,
    NOT_VALID_FOR,
    OUT_OF_RANGE,
    OUT_OF_VALIDITY,
    STALE_INPUT,
    Confidence,
)
from custom_components.healthsense.engine.care_plan import MEASURES, WEEKDAYS
from custom_components.healthsense.engine.care_review import ADHERENCE_DAYS
from custom_components.healthsense.engine.catalog import CATALOG, STATUS_BANDS
from custom_components.healthsense.engine.measurement import Reason
from custom_components.healthsense.engine.profile import CONDITIONS, TREATMENTS, Activity, Sex
from custom_components.healthsense.engine.questionnaires import QUESTIONNAIRES
from custom_components.healthsense.engine.vitals import SITES, VITALS
from custom_components.healthsense.escalation_form import (
    CHANGES,
    CONSENT_SCHEMA,
    GENERAL_SCHEMA,
    RECIPIENT_SCHEMA,
    choose_recipient_schema,
    choose_step_schema,
    person_schema,
    step_schema,
    target_schema,
)
from custom_components.healthsense.event import ALERT_EVENTS
from custom_components.healthsense.model_choice import ASSESSMENTS, FAMILIES, NEWEST
from custom_components.healthsense.model_watch import ISSUE_CALIBRATION, ISSUE_INPUTS, ISSUE_UNUSABLE
from custom_components.healthsense.number import limit_key
from custom_components.healthsense.person_flow import _WHO
from custom_components.healthsense.profile_form import REASONS, profile_schema
from custom_components.healthsense.sources_form import SECTIONS

HERE = Path(__file__).resolve().parents[2] / "custom_components" / DOMAIN
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl", "vi")
ARTEFACTS = HERE / "engine" / "risk" / "artefacts"
# The questionnaire's model never speaks of a band itself: its answer is only that a spot is worth showing.
SAYS_NO_BAND_OF_ITS_MODEL = {"skin_questionnaire"}
REFUSALS = {
    LEARNING, MISSING_INPUT, NOT_ENOUGH_DATA, NOT_VALID_FOR, OUT_OF_RANGE, OUT_OF_VALIDITY, STALE_INPUT,
}  # fmt: skip
ATTRIBUTES = {
    "vital": {"measured_at", "source", "last_value"},
    "assessment": {
        "band", "confidence", "coverage", "explanation", "inputs", "lower", "missing", "refused", "upper",
    },
    "data_quality": {"accepted", "rejected"},
}  # fmt: skip
# What may read alike in two languages: names, abbreviations, words that both have.
SAME_ALLOWED = 0.04
# A person is told what was measured, never what they have.
DIAGNOSIS = re.compile(
    r"hypertens|hyperten|hypertonie|ipertens|nadciśnien|diabet|cukrzyc|tiểu đường|sepsis|fièvre"
    r"|infarct|infarkt|infarto|infarctus|zawał|nhồi máu|heart attack|heart failure|herzschwäche|hartfalen|suy tim"
    r"|\bstroke|schlaganfall|\bictus|\bAVC\b|beroerte|\budar|đột quỵ|angina"
    r"|cancer|krebs|cáncer|\bcancro|\bkanker|ung thư",
    re.IGNORECASE,
)


def load(language: str) -> dict[str, Any]:
    """Return one language's texts."""
    texts: dict[str, Any] = json.loads((HERE / "translations" / f"{language}.json").read_text(encoding="utf-8"))
    return texts


def leaves(tree: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text with its dotted path."""
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


EN = load("en")
EN_LEAVES = dict(leaves(EN))
PERSON = EN["config_subentries"]["person"]
ESCALATION = EN["config_subentries"]["escalation"]


def model_bands() -> dict[str, set[str]]:
    """Return the words that the shipped models say, in all their versions, by the assessment that says them."""
    words: dict[str, set[str]] = defaultdict(set)
    for path in ARTEFACTS.glob("*/*.json"):
        if path.parent.name in ASSESSMENTS:
            bands = json.loads(path.read_text(encoding="utf-8"))["bands"]
            words[ASSESSMENTS[path.parent.name]] |= {band["word"] for band in bands}
    return words


def test_strings_are_the_english_texts() -> None:
    """Home Assistant reads translations/en.json; strings.json is what translators start from."""
    assert json.loads((HERE / "strings.json").read_text(encoding="utf-8")) == EN


def test_the_languages_are_these() -> None:
    """A file more or less would be a slip."""
    assert sorted(path.stem for path in (HERE / "translations").iterdir()) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_complete(language: str) -> None:
    """The same keys, the same placeholders, no empty text, no markup that Home Assistant would not take."""
    texts = dict(leaves(load(language)))
    assert set(texts) == set(EN_LEAVES)
    for key, text in texts.items():
        assert text.strip() == text != "", key
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", EN_LEAVES[key])), key
        assert not re.search(r"<[a-zA-Z/]|https?://|\[%key", text), key


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_language_is_translated(language: str) -> None:
    """Texts left in English show."""
    texts = dict(leaves(load(language)))
    long = [key for key, text in EN_LEAVES.items() if len(text) > 25]
    assert [key for key in long if texts[key] == EN_LEAVES[key]] == []
    same = [key for key, text in texts.items() if text == EN_LEAVES[key]]
    assert len(same) / len(texts) < SAME_ALLOWED, same


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_diagnosis_is_shown(language: str) -> None:
    """Names and states of entities describe readings. Only a person's own facts name conditions."""
    for key, text in leaves(load(language)["entity"]):
        assert not DIAGNOSIS.search(text), (key, text)


def test_every_entity_has_a_name_and_every_word_a_text() -> None:
    """All sensors that there can be; the words of enum states; the levels that the event tells."""
    sensors = EN["entity"]["sensor"]
    described = {**VITAL_SENSORS, **ASSESSMENT_SENSORS, "last_measurement": LAST_MEASUREMENT_SENSOR}
    assert set(sensors) == {*described, RECOMMENDATION, *ADHERENCE_DAYS, ALERT_LEVEL}
    for key, description in described.items():
        assert set(sensors[key].get("state", ())) == set(description.options or ()), key
    status = EN["entity"]["event"]["status"]
    assert set(status["state_attributes"]["event_type"]["state"]) == set(STATUS_BANDS)


def test_what_stands_beside_a_state_has_a_text() -> None:
    """Attributes that all have, and every word of a band."""
    sensors = EN["entity"]["sensor"]
    learned = model_bands()
    for key in VITALS:
        assert set(sensors[key]["state_attributes"]) == ATTRIBUTES["vital"]
    for key, entry in CATALOG.items():
        attributes = sensors[entry.entity_key]["state_attributes"]
        assert set(attributes) == ATTRIBUTES["assessment"] | ATTRIBUTES.get(key, set()), key
        # What the catalogue does not list, a model's own table does.
        assert set(attributes["band"].get("state", ())) == (set(entry.bands) or learned.get(key, set())), key
        assert set(attributes["confidence"]["state"]) == set(Confidence)
        assert set(attributes["refused"]["state"]) == REFUSALS


def test_every_word_of_a_model_has_a_text() -> None:
    """What a shipped model can say is among the words of the assessment that it speaks through."""
    learned = model_bands()
    assert learned["diabetes_risk"]
    for key, words in learned.items():
        if key in SAYS_NO_BAND_OF_ITS_MODEL:
            continue
        state_attributes = EN["entity"]["sensor"][CATALOG[key].entity_key]["state_attributes"]
        assert words <= set(state_attributes["band"]["state"]), key


def test_every_model_has_its_entities_and_issues() -> None:
    """Models belong to the household: an update and a choice of version for each, and what can be wrong with one."""
    keys = {f"model_{name}" for names in FAMILIES.values() for name in names}
    assert {key.removeprefix("model_") for key in keys} == set(ASSESSMENTS)
    for domain in ("update", "select"):
        texts = {key: text for key, text in EN["entity"][domain].items() if key.startswith("model_")}
        assert set(texts) == keys
        assert all(text["name"] for text in texts.values())
    assert all(set(EN["entity"]["select"][key]["state"]) == {NEWEST} for key in keys)
    assert EN["device"]["models"]["name"]
    for issue in (ISSUE_INPUTS, ISSUE_CALIBRATION, ISSUE_UNUSABLE):
        assert "{model}" in EN["issues"][issue]["description"]
    assert "{inputs}" in EN["issues"][ISSUE_INPUTS]["description"]


def test_every_entity_of_alerts_has_its_texts() -> None:
    """A sensor for each family, a number for each limit, what happens, what is said."""
    entities = EN["entity"]
    assert set(entities["binary_sensor"]) == {problem_key(cause) for cause in Cause}
    assert set(entities["button"]) == set(COMMANDS)
    assert set(entities["number"]) == {limit_key(rule) for rule in DEFAULTS}
    assert len({text["name"] for text in entities["number"].values()}) == len(DEFAULTS)
    assert set(entities["switch"]) == {MONITORING, "quiet_hours"}
    assert set(entities["time"]) == {"quiet_start", "quiet_end"}
    assert set(entities["select"]["context"]["state"]) == set(Context)
    assert set(entities["sensor"][ALERT_LEVEL]["state"]) == {NO_ALERT, *LEVEL_WORDS}
    event = entities["event"][ALERT_EVENT]["state_attributes"]
    assert set(event["event_type"]["state"]) == set(ALERT_EVENTS)
    assert set(event["cause"]["state"]) == set(Cause)
    assert {f"setting_refused_{reason}" for reason in SETTING_REFUSED} <= set(EN["exceptions"])
    assert {f"alert_refused_{reason}" for reason in COMMAND_REFUSED} <= set(EN["exceptions"])


def test_every_field_is_named_and_described() -> None:
    """What a form shows has a label and a sentence that helps to fill it in."""
    pages = {
        "user": {str(key) for key in _WHO.schema},
        "privacy": {str(key) for key in _WHO.schema},
        "profile": {str(key) for key in profile_schema(METRIC_SYSTEM).schema},
        "sources": {"import_history"},
        "laboratory": {str(key) for key in laboratory_schema().schema},
        "background": {str(key) for key in background_schema().schema},
        "questionnaires": {str(key) for key in chooser_schema().schema},
        "care_plan": {str(key) for key in plan_schema(proposed=True).schema},
        "care_routine": {str(key) for key in ROUTINE_SCHEMA.schema},
    }
    for step, fields in pages.items():
        assert set(PERSON["step"][step]["data"]) == fields
        assert set(PERSON["step"][step]["data_description"]) == fields
    sections = PERSON["step"]["sources"]["sections"]
    assert {name: set(text["data"]) for name, text in sections.items()} == {
        name: set(vitals) for name, vitals in SECTIONS.items()
    }
    for text in sections.values():
        assert set(text["data_description"]) == set(text["data"])
        assert text["name"]
        assert text["description"]
    # A questionnaire's questions are their own description.
    assert set(PERSON["step"]["questionnaire"]["data"]) == {
        str(key) for name in QUESTIONNAIRES for key in questionnaire_schema(name).schema
    }
    assert set(BACKGROUND_PAGES) <= set(PERSON["step"]["reconfigure"]["menu_options"])
    options = EN["options"]["step"]["init"]
    assert set(options["data"]) == set(options["data_description"]) == {str(key) for key in _OPTIONS.schema}


def test_every_page_of_the_escalation_plan_is_named() -> None:
    """Each field has a label and a sentence, each choice of the menu, each error and each reason to stop a text."""
    pages = {
        "user": person_schema({}),
        "recipient": RECIPIENT_SCHEMA,
        "consent": CONSENT_SCHEMA,
        "choose_recipient": choose_recipient_schema({}),
        "choose_step": choose_step_schema({}),
        "step": step_schema({}, existing=True),
        "general": GENERAL_SCHEMA,
        **{f"target_{kind}": target_schema(kind) for kind in KINDS},
    }
    assert set(ESCALATION["step"]) == {*pages, "plan"}
    for step, schema in pages.items():
        fields = {str(key) for key in schema.schema}
        assert set(ESCALATION["step"][step]["data"]) == fields, step
        assert set(ESCALATION["step"][step]["data_description"]) == fields, step
    code = (HERE / "escalation_flow.py").read_text(encoding="utf-8")
    assert set(re.findall(r'abort\(reason="(\w+)"', code)) | {"reconfigure_successful"} == set(ESCALATION["abort"])
    assert all(f'"{error}"' in code for error in ESCALATION["error"])
    assert all(f"async_step_{option}" in code for option in ESCALATION["step"]["plan"]["menu_options"])


def test_every_choice_has_a_text() -> None:
    """The words behind the selectors of forms and actions."""
    words = {name: set(selector["options"]) for name, selector in EN["selector"].items()}
    assert words == {
        "activity": set(Activity),
        "alert_cause": set(Cause),
        "alert_context": set(Context),
        "alert_level": set(LEVEL_WORDS),
        "alert_origin": set(Origin),
        "alert_rule": {rule.key for rule in RULES} | {SPO2_TARGET},
        "assessment": set(CATALOG),
        "care_measure": set(MEASURES),
        "care_repeat": set(REPEATS),
        "care_weekday": set(WEEKDAYS),
        "conditions": set(CONDITIONS),
        "privacy": {"shared", "private"},
        "escalation_level": set(LEVEL_WORDS),
        "recipient_change": set(CHANGES),
        "recipient_kind": set(KINDS),
        "recipient_role": set(ROLES),
        "resolution": {"auto", "raw"},
        "sex": set(Sex),
        "site": set(SITES) - {"unknown"},
        "smoker": {"no", "yes"},
        "spo2_scale": {"scale_1", "scale_2"},
        "treatments": set(TREATMENTS),
        "vital": set(VITALS),
        "yes_no": {"no", "yes"},
        "models": set(FAMILIES),
        "model": set(ASSESSMENTS),
        "questionnaire": set(QUESTIONNAIRES),
        **{key: set(choices) for key, choices in WORDS.items()},
        **{unit: set(LAB_FIELDS[values[0]]) for unit, values in LAB_UNITS.items()},
        **{
            field_of(name, question): set(question.words)
            for name, questions in QUESTIONNAIRES.items()
            for question in questions
            if question.words
        },
    }


def test_every_action_and_field_has_a_text() -> None:
    """services.yaml and its texts name the same."""
    actions = yaml.safe_load((HERE / "services.yaml").read_text(encoding="utf-8"))
    assert {name: set(action["fields"]) for name, action in actions.items()} == {
        name: set(text["fields"]) for name, text in EN["services"].items()
    }
    for text in EN["services"].values():
        assert {"name", "description"} <= set(text)
        assert all({"name", "description"} == set(field) for field in text["fields"].values())


def test_every_refusal_has_a_text() -> None:
    """Why a reading, a page or a request was refused is said in the reader's language."""
    assert {f"rejected_{reason}" for reason in Reason} <= set(EN["exceptions"])
    assert set(PERSON["error"]) >= REASONS
    code = "\n".join(path.read_text(encoding="utf-8") for path in HERE.glob("*.py"))
    for key in set(re.findall(r'(?:invalid|NotAllowedError)\(\s*"(\w+)"', code)):
        assert key in EN["exceptions"], key
    for key in set(re.findall(r'translation_key=(?:.* else )?"(store_\w+|backup_\w+)"', code)):
        assert key in EN["exceptions"], key
    steps = set(re.findall(r'"((?:name|person|private|consent|source|unit)_\w+)"', code)) & set(PERSON["error"])
    assert {
        "name_required", "person_taken", "private_needs_user", "consent_needed", "source_is_ours", "unit_needed",
    } <= steps  # fmt: skip


def test_every_spoken_sentence_has_a_text() -> None:
    """What voice and chat say comes from the texts, and no text of theirs is left over."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in HERE.glob("*.py"))
    spoken = {key for key in EN["common"] if key.startswith("assist_")}
    assert spoken == set(re.findall(r'"(assist_\w+)"', code)) != set()
