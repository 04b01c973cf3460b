"""The actions: record, correct, ask and erase. Every one checks who asks and answers in JSON."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util

from . import action_input as told
from .access import (
    NotAllowedError,
    async_caller,
    async_household,
    async_person_id,
    async_person_of,
    failed,
    invalid,
)
from .alert_actions import ALERT_ACTIONS
from .blueprint_install import CONF_INSTALL_BLUEPRINTS, INSTALL_SCHEMA, async_handle_install
from .const import DOCUMENTS, DOMAIN
from .engine.catalog import CATALOG
from .engine.distribution import distribution
from .engine.measurement import EARLIEST_MS, MAX_FUTURE_MS, Measurement, to_ms
from .engine.risk.registry import UnknownModelError
from .engine.store import Store
from .engine.store.errors import StoreError
from .engine.store.outcomes import Outcome
from .engine.vitals import VITALS
from .erase import async_erase
from .estimates import async_model_card, async_past
from .household import Household, RawReading
from .model_choice import ASSESSMENTS, NEWEST, PREVIOUS
from .person import Person
from .privacy import Level, async_is_own, async_setup_privacy
from .series import history, iso, named_reading_json

type Handler = Callable[[ServiceCall], Awaitable[ServiceResponse]]


async def _async_person(call: ServiceCall, level: Level, prefix: str = "") -> tuple[Household, Person]:
    household, person, _ = await async_person_of(call, level, prefix)
    return household, person


def _nothing_stored(refused: told.Refused, index: int | None) -> ServiceValidationError:
    field = refused.field if index is None else f"measurements[{index}].{refused.field}"
    return invalid(f"rejected_{refused.reason}", field=field)


async def async_take_in(
    household: Household, person: Person, data: Mapping[str, Any], *, undo: str = ""
) -> dict[str, Any]:
    """Take in what can be taken in and report the rest; ``data`` is by ``RECORD_FIELDS``.

    ``undo``: the id under which it can be taken back, told in the answer where that is so.

    Raises:
        ServiceValidationError: nothing could be taken in; the first field and reason.
        HomeAssistantError: the history failed.
    """
    rows = told.readings(data)
    refused = {index: row for index, row in enumerate(rows) if isinstance(row, told.Refused)}
    good = {index: row for index, row in enumerate(rows) if isinstance(row, told.Reading)}
    stored: tuple[Measurement, ...] = ()
    duplicates = 0
    way_back: dict[str, str | None] = {"undo": None} if undo else {}
    if good:
        raws = [RawReading(**row._asdict()) for row in good.values()]
        try:
            result = await household.async_record(person.person_id, raws, source=data["source"], undo=undo)
        except StoreError as err:
            raise failed(err) from err
        stored, duplicates = result.stored, result.duplicates
        way_back = {"undo": undo} if result.undoable else way_back
        places = list(good)
        refused |= {places[at]: told.Refused(field, str(reason)) for at, field, reason in result.rejected}
    if not stored and not duplicates:
        index, first = min(refused.items())
        raise _nothing_stored(first, index if "measurements" in data else None)
    return {
        "person_id": person.person_id,
        "stored": [named_reading_json(row) for row in stored],
        "duplicates": duplicates,
        "rejected": [
            {"index": index, "field": row.field, "reason": str(row.reason)} for index, row in sorted(refused.items())
        ],
        **way_back,
    }


async def _record(call: ServiceCall) -> ServiceResponse:
    household, person = await _async_person(call, Level.WRITE)
    return await async_take_in(household, person, call.data)


def _changed(person: Person, done: Iterable[str], unknown: Iterable[str], at_ms: int, verb: str) -> dict[str, Any]:
    return {"person_id": person.person_id, "time": iso(at_ms), verb: list(done), "not_found": list(unknown)}


async def _each(vitals: Iterable[str], change: Callable[[str], Awaitable[bool]]) -> tuple[list[str], list[str]]:
    """Change a reading of each vital; return which were there and which not.

    Raises:
        ServiceValidationError: none was there.
        HomeAssistantError: the history failed.
    """
    done: list[str] = []
    unknown: list[str] = []
    for vital in vitals:
        try:
            (done if await change(vital) else unknown).append(vital)
        except StoreError as err:
            raise failed(err) from err
    if not done:
        raise invalid("measurement_unknown")
    return done, unknown


async def _delete(call: ServiceCall) -> ServiceResponse:
    household, person = await _async_person(call, Level.WRITE)
    at_ms, source = told.moment_ms("time", call.data["time"]), call.data["source"]
    done, unknown = await _each(
        call.data["vital"], lambda vital: household.async_delete(person.person_id, vital, at_ms, source)
    )
    return _changed(person, done, unknown, at_ms, "deleted")


async def _reassign(call: ServiceCall) -> ServiceResponse:
    household, person = await _async_person(call, Level.WRITE, "from_")
    _, target = await _async_person(call, Level.WRITE, "to_")
    if person.person_id == target.person_id:
        raise invalid("same_person")
    at_ms, source = told.moment_ms("time", call.data["time"]), call.data["source"]
    born = target.profile.birth_date
    if born is not None and at_ms < to_ms(told.midnight(born)):
        raise invalid("before_birth")
    done, unknown = await _each(
        call.data["vital"],
        lambda vital: household.async_reassign(person.person_id, target.person_id, vital, at_ms, source),
    )
    return {**_changed(person, done, unknown, at_ms, "reassigned"), "to_person_id": target.person_id}


async def _history(call: ServiceCall) -> ServiceResponse:
    household, person = await _async_person(call, Level.READ)
    query = told.query(person, call.data)
    try:
        found = await household.async_run(history(query))
    except StoreError as err:
        raise failed(err) from err
    return {"person_id": person.person_id, "start": iso(query.start_ms), "end": iso(query.end_ms), **found}


async def _assessment(call: ServiceCall) -> ServiceResponse:
    """Answer with what the scores say now, in full: what each rests on, or why there is no answer."""
    _, person = await _async_person(call, Level.READ)
    if person.result is None:
        raise invalid("not_loaded")
    asked = call.data["assessments"] or CATALOG
    return {
        "person_id": person.person_id,
        "time": iso(person.result.now_ms),
        "assessments": {
            key: person.result.assessments[key].as_dict() | {"document": f"{DOCUMENTS}/{CATALOG[key].document}.md"}
            for key in asked
        },
    }


async def _distribution(call: ServiceCall) -> ServiceResponse:
    """Answer with how readings are spread: percentiles, a histogram, the hours of the week."""
    household, person = await _async_person(call, Level.READ)
    query = told.query(person, call.data)
    zone = person.profile.zone

    def job(store: Store) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for vital in query.vitals:
            spread = distribution(store, query.person_id, vital, query.start_ms, query.end_ms, zone=zone)
            digits = VITALS[vital].decimals + 1
            found[vital] = None if spread is None else {"unit": VITALS[vital].unit, **spread.as_dict(digits)}
        return found

    try:
        vitals = await household.async_run(job)
    except StoreError as err:
        raise failed(err) from err
    return {
        "person_id": person.person_id,
        "start": iso(query.start_ms),
        "end": iso(query.end_ms),
        "vitals": vitals,
    }


async def _outcome(call: ServiceCall) -> ServiceResponse:
    household, person = await _async_person(call, Level.WRITE)
    now_ms = to_ms(dt_util.utcnow())
    at_ms = told.moment_ms("time", call.data["time"]) if "time" in call.data else now_ms
    if at_ms > now_ms + MAX_FUTURE_MS:
        raise invalid("rejected_in_the_future", field="time")
    born = person.profile.birth_date
    if at_ms < (EARLIEST_MS if born is None else to_ms(told.midnight(born))):
        raise invalid("rejected_before_birth", field="time")
    key = ASSESSMENTS[call.data["model"]]
    try:
        await household.async_record_outcome(person.person_id, Outcome(key, at_ms, call.data["outcome"], now_ms))
    except StoreError as err:
        raise failed(err) from err
    return {"person_id": person.person_id, "assessment": key, "time": iso(at_ms)}


async def _model_version(call: ServiceCall) -> ServiceResponse:
    """Hold a model at a version, go back to the one before, or follow the newest. For administrators."""
    household = async_household(call.hass)
    user = await async_caller(call.hass, call.context)
    if user is not None and not user.is_admin:
        raise NotAllowedError("admin_needed", call.context)
    models, name, version = household.models, call.data["model"], call.data["version"]
    try:
        if version == NEWEST:
            models.async_update(name)
        elif version == PREVIOUS:
            models.async_roll_back(name)
        else:
            models.async_pin(name, version)
    except (KeyError, UnknownModelError) as err:
        raise invalid("model_version_unknown") from err
    return {"model": name, **models.choice(name).as_dict()}


async def _erase(call: ServiceCall) -> ServiceResponse:
    """Erase for ever. An administrator may also erase what a removed person left behind."""
    household = async_household(call.hass)
    person_id = async_person_id(call.hass, call.data)
    user = await async_caller(call.hass, call.context)
    person = household.people.get(person_id)
    if user is None or not (user.is_admin or (person is not None and async_is_own(person, user))):
        # What one may not erase, one need not know of either.
        raise NotAllowedError("erase_not_allowed", call.context)
    if person is None and person_id not in await household.async_run(lambda store: store.persons()):
        raise invalid("person_unknown")
    return (await async_erase(call.hass, household, person_id)).as_dict()


_ACTIONS: Final = (
    ("record_measurement", _record, told.RECORD_SCHEMA, SupportsResponse.OPTIONAL),
    ("delete_measurement", _delete, told.DELETE_SCHEMA, SupportsResponse.OPTIONAL),
    ("reassign_measurement", _reassign, told.REASSIGN_SCHEMA, SupportsResponse.OPTIONAL),
    ("get_history", _history, told.HISTORY_SCHEMA, SupportsResponse.ONLY),
    ("get_assessment", _assessment, told.ASSESSMENT_SCHEMA, SupportsResponse.ONLY),
    ("get_distribution", _distribution, told.DISTRIBUTION_SCHEMA, SupportsResponse.ONLY),
    ("get_model_card", async_model_card, told.CARD_SCHEMA, SupportsResponse.ONLY),
    ("explain_prediction", async_past, told.PAST_SCHEMA, SupportsResponse.ONLY),
    ("record_outcome", _outcome, told.OUTCOME_SCHEMA, SupportsResponse.OPTIONAL),
    ("set_model_version", _model_version, told.MODEL_SCHEMA, SupportsResponse.OPTIONAL),
    ("erase_person", _erase, told.ERASE_SCHEMA, SupportsResponse.OPTIONAL),
    (CONF_INSTALL_BLUEPRINTS, async_handle_install, INSTALL_SCHEMA, SupportsResponse.OPTIONAL),
    *ALERT_ACTIONS,
)


async def async_setup_actions(hass: HomeAssistant) -> None:
    """Load the grants and register the actions; once, whether or not a household is running."""
    await async_setup_privacy(hass)
    _async_register(hass)


@callback
def _async_register(hass: HomeAssistant) -> None:
    for name, handler, schema, response in _ACTIONS:
        hass.services.async_register(DOMAIN, name, handler, schema=schema, supports_response=response)
