"""Tools for language models: a person's own readings and assessments, only to that person, only once allowed."""

from collections.abc import Iterable
from typing import Any, Final, override

import voluptuous as vol
from homeassistant.components.llm import LLMTools
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.llm import LLMContext, Tool, ToolAnnotations, ToolInput, ToolResult

from .assist import AssistRefusedError, async_own_person, reading
from .const import DOMAIN
from .engine.catalog import CATALOG
from .engine.monitor import Result
from .engine.vitals import VITALS

_PROMPT: Final = (
    "The HealthSense tools answer only about the person who asks. They inform and do not diagnose: repeat what they "
    "say with its time, add no diagnosis and no advice on medicines, and say so where something is missing or refused."
)


@callback
def async_get_tools(hass: HomeAssistant, llm_context: LLMContext, _api_id: str) -> LLMTools | None:
    """Return the tools for whoever asks, None where that person has not allowed it."""
    try:
        async_own_person(hass, llm_context.context)
    except AssistRefusedError:
        return None
    return LLMTools(tools=[MyReadings(), MyAssessments()], prompt=_PROMPT)


class _OwnTool(Tool):
    """Answers who asks about themselves. Permission is asked for again at each call."""

    annotations = ToolAnnotations(read_only=True, destructive=False, idempotent=True, open_world=False)
    integration = DOMAIN
    _choose: str
    _known: tuple[str, ...]

    @override
    async def async_call(self, hass: HomeAssistant, tool_input: ToolInput, llm_context: LLMContext) -> ToolResult:
        """Return the data, or why there are none."""
        try:
            person = async_own_person(hass, llm_context.context)
        except AssistRefusedError as err:
            return ToolResult(data={"error": err.reason}, error=True)
        if person.result is None:
            return ToolResult(data={"error": "history_failed"}, error=True)
        asked = tool_input.tool_args.get(self._choose) or self._known
        if unknown := [key for key in asked if key not in self._known]:
            return ToolResult(
                data={"error": f"unknown {self._choose}: {', '.join(map(str, unknown))[:200]}"}, error=True
            )
        return ToolResult(data=self.data(person.result, asked))

    def data(self, result: Result, asked: Iterable[str]) -> dict[str, Any]:
        """Return what was asked for."""
        raise NotImplementedError


class MyReadings(_OwnTool):
    """The newest readings."""

    name = f"{DOMAIN}__my_readings"
    title = "My health readings"
    description = "Returns the newest readings of the person who asks, with units, times and whether each is current."
    parameters = vol.Schema({vol.Optional("vitals"): [vol.In(tuple(VITALS))]})
    _choose = "vitals"
    _known = tuple(VITALS)

    @override
    def data(self, result: Result, asked: Iterable[str]) -> dict[str, Any]:
        return {key: reading(result.current[key]) for key in asked if key in result.current}


class MyAssessments(_OwnTool):
    """Scores and estimates."""

    name = f"{DOMAIN}__my_assessments"
    title = "My health scores"
    description = (
        "Returns the scores and estimates of the person who asks: value, band, what each rests on, or why there is "
        "none."
    )
    parameters = vol.Schema({vol.Optional("assessments"): [vol.In(tuple(CATALOG))]})
    _choose = "assessments"
    _known = tuple(CATALOG)

    @override
    def data(self, result: Result, asked: Iterable[str]) -> dict[str, Any]:
        whole = asked is not self._known
        return {
            key: result.assessments[key].as_dict() for key in asked if whole or result.assessments[key].refused is None
        }
