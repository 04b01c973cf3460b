"""Intents: ask for one's own readings and assessments by voice or chat."""

from typing import Any, Final, override

import voluptuous as vol
from homeassistant.core import HomeAssistant
from homeassistant.helpers import intent

from .assist import AssistRefusedError, Phrases, async_own_person, async_phrases
from .descriptions import OVERALL_STATUS
from .engine.catalog import CATALOG
from .engine.monitor import Result
from .engine.vitals import VITALS

INTENT_READING: Final = "HealthSenseReading"
INTENT_ASSESSMENT: Final = "HealthSenseAssessment"
INTENT_STATUS: Final = "HealthSenseStatus"


async def async_setup_intents(hass: HomeAssistant) -> None:
    """Register the intents; sentences for them are the user's (docs/assist.md)."""
    for handler in (ReadingIntent(), AssessmentIntent(), StatusIntent()):
        intent.async_register(hass, handler)


class OwnIntent(intent.IntentHandler):
    """Answers who asks about themselves, and nobody about anybody else."""

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Say the answer, or why there is none."""
        phrases = await async_phrases(intent_obj.hass, intent_obj.language)
        response = intent_obj.create_response()
        try:
            person = async_own_person(intent_obj.hass, intent_obj.context)
        except AssistRefusedError as err:
            response.async_set_error(intent.IntentResponseErrorCode.FAILED_TO_HANDLE, phrases.say(err.reason))
            return response
        if person.result is None:
            failed = phrases.say("assist_failed")
            response.async_set_error(intent.IntentResponseErrorCode.FAILED_TO_HANDLE, failed)
            return response
        slots = self.async_validate_slots(intent_obj.slots)
        response.response_type = intent.IntentResponseType.QUERY_ANSWER
        response.async_set_speech(self.say(phrases, person.result, slots))
        return response

    def say(self, phrases: Phrases, result: Result, slots: dict[str, Any]) -> str:
        """Return the answer."""
        raise NotImplementedError


class ReadingIntent(OwnIntent):
    """What is my heart rate?"""

    intent_type = INTENT_READING
    description = "Tells the person who asks their own newest reading of a vital sign"
    slot_schema = {vol.Required("vital"): vol.In(tuple(VITALS))}  # noqa: RUF012 - as core's handlers have it

    @override
    def say(self, phrases: Phrases, result: Result, slots: dict[str, Any]) -> str:
        vital = slots["vital"]["value"]
        return phrases.reading(vital, result.current.get(vital))


class AssessmentIntent(OwnIntent):
    """What is my early-warning score?"""

    intent_type = INTENT_ASSESSMENT
    description = "Tells the person who asks their own score or estimate"
    slot_schema = {vol.Required("assessment"): vol.In(tuple(CATALOG))}  # noqa: RUF012 - as core's handlers have it

    @override
    def say(self, phrases: Phrases, result: Result, slots: dict[str, Any]) -> str:
        key = slots["assessment"]["value"]
        return phrases.answer(key, result.assessments[key])


class StatusIntent(OwnIntent):
    """How am I doing?"""

    intent_type = INTENT_STATUS
    description = "Tells the person who asks their own overall status"

    @override
    def say(self, phrases: Phrases, result: Result, slots: dict[str, Any]) -> str:
        return phrases.answer(OVERALL_STATUS, result.assessments[OVERALL_STATUS])
