"""The actions that speak of learned models: what is known of one, and what it told of a person."""

from typing import Any, Final

from homeassistant.core import ServiceCall, ServiceResponse
from homeassistant.util import dt as dt_util

from . import action_input as told
from .access import async_household, async_person_of, failed, invalid
from .engine.measurement import to_ms
from .engine.risk import registry
from .engine.risk.models import ModelError
from .engine.risk.past import Again, explain
from .engine.risk.runner import Refusal
from .engine.store import Store
from .engine.store.errors import StoreError
from .engine.store.outcomes import Outcome
from .model_choice import CARDS, read_card
from .privacy import Level
from .series import iso

MAX_OUTCOMES: Final = 100


async def async_model_card(call: ServiceCall) -> ServiceResponse:
    """Answer with what is known of a learned model: from whom it learned, how well it does, where it ends."""
    household = async_household(call.hass)
    name = call.data["model"]
    try:
        version = call.data.get("version") or household.models.choice(name).active
        card = await call.hass.async_add_executor_job(read_card, name, version)
    except (KeyError, ModelError) as err:
        raise invalid("model_version_unknown") from err
    return {"model": name, "in_use": name in household.models.names, "document": f"{CARDS}/{name}.md", "card": card}


async def async_past(call: ServiceCall) -> ServiceResponse:
    """Answer with an estimate as it was told, what the version that told it says of the same inputs, and what came."""
    household, person, _ = await async_person_of(call, Level.READ)
    key = call.data["assessment"]
    end_ms = told.moment_ms("time", call.data["time"]) + 1 if "time" in call.data else to_ms(dt_util.utcnow()) + 1

    def job(store: Store) -> tuple[list[dict[str, Any]], list[Outcome]]:
        return store.assessments(person.person_id, key, 0, end_ms, 1), store.outcomes(person.person_id, key, 0, end_ms)

    try:
        kept, outcomes = await household.async_run(job)
    except StoreError as err:
        raise failed(err) from err
    if not kept:
        raise invalid("no_past_estimate")
    try:
        again = await call.hass.async_add_executor_job(explain, kept[-1], registry.load)
    except ModelError as err:
        raise invalid("model_version_unknown") from err
    return {
        "person_id": person.person_id,
        "time": iso(kept[-1]["at_ms"]),
        "told": {name: value for name, value in kept[-1].items() if name != "at_ms"},
        "again": None if again is None else _again_json(again),
        "outcomes": [{"time": iso(one.at_ms), "present": one.present} for one in outcomes[-MAX_OUTCOMES:]],
    }


def _again_json(again: Again) -> dict[str, Any]:
    said = again.said
    if isinstance(said, Refusal):
        return {"refused": str(said.reason), "missing": list(said.inputs)}
    return {
        "value": said.probability,
        "lower": said.lower,
        "upper": said.upper,
        "base_log_odds": said.base_log_odds,
        "contributions": dict(said.contributions),
        "lower_with": [
            {"key": own.name, "value": own.value, "unit": own.unit, "probability": own.probability}
            for own in again.lower_with
        ],
    }
