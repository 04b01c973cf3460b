"""The escalation plan in Home Assistant's own forms: recipients of every kind, consent, steps, and who may say yes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from doors_home import ALICE, BOB, async_household, async_link, async_user, person
from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.http import current_request
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service

from custom_components.healthsense.engine.alerts.controls import Consent
from custom_components.healthsense.engine.alerts.plan import parse_escalation
from custom_components.healthsense.engine.store import StoreFullError
from custom_components.healthsense.escalation_flow import async_remove_orphan_plans
from custom_components.healthsense.household import Household
from custom_components.healthsense.privacy import DATA_GRANTS

NOW = "2026-11-20 12:00:00+00:00"
YES = {"given": True, "values": True, "lock_screen": False}
MENU = ["add_recipient", "choose_recipient", "choose_step", "general", "save"]


@contextmanager
def signed_in(user: User) -> Iterator[None]:
    """Send pages as a user does over the REST API."""
    token = current_request.set({"hass_user": user})  # type: ignore[arg-type]  # the one thing that is asked of it
    try:
        yield
    finally:
        current_request.reset(token)


@pytest.fixture
async def entry(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> MockConfigEntry:
    """Return a household of Alice, and Bob who is private."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to(NOW)
    bob = await async_user(hass, "Bob")
    await async_link(hass, bob=bob)
    hidden = person(BOB, "Bob", private=True, person_entity="person.bob")
    return await async_household(hass, person(ALICE, "Alice"), hidden)


def phone(hass: HomeAssistant) -> str:
    """Return the device of a phone with the app."""
    app = MockConfigEntry(domain="mobile_app", data={"device_name": "Ann's iPhone", "manufacturer": "Apple"})
    app.add_to_hass(hass)
    return dr.async_get(hass).async_get_or_create(config_entry_id=app.entry_id, identifiers={("mobile_app", "1")}).id


async def send(hass: HomeAssistant, form: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Send a page."""
    result = await hass.config_entries.subentries.async_configure(form["flow_id"], dict(data))
    await hass.async_block_till_done()
    return dict(result)


async def pick(hass: HomeAssistant, menu: Mapping[str, Any], step: str) -> dict[str, Any]:
    """Choose from the plan's menu."""
    assert menu["step_id"] == "plan"
    assert step in menu["menu_options"]
    return await send(hass, menu, {"next_step_id": step})


async def begin(hass: HomeAssistant, entry: MockConfigEntry, person_id: str = ALICE) -> dict[str, Any]:
    """Open the form and choose whose plan it is."""
    form = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "escalation"), context={"source": SOURCE_USER}
    )
    return await send(hass, form, {"person_id": person_id})


async def tell(hass: HomeAssistant, form: Mapping[str, Any], kind: str, name: str, **target: Any) -> dict[str, Any]:
    """Add a recipient and consent to everything but the lock screen; return the plan's menu."""
    form = await send(hass, form, {"name": name, "kind": kind, "role": "carer"})
    assert form["step_id"] == f"target_{kind}"
    form = await send(hass, form, target)
    assert form["step_id"] == "consent", form["errors"]
    return await send(hass, form, YES)


def plans(entry: MockConfigEntry) -> list[ConfigSubentry]:
    """Return the plans that are kept."""
    return list(entry.get_subentries_of_type("escalation"))


async def reopen(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, Any]:
    """Open the only plan again."""
    (plan,) = plans(entry)
    return dict(
        await hass.config_entries.subentries.async_init(
            (entry.entry_id, "escalation"), context={"source": SOURCE_RECONFIGURE, "subentry_id": plan.subentry_id}
        )
    )


def consents(entry: MockConfigEntry, person_id: str = ALICE) -> dict[str, Consent]:
    """Return who may be sent what, by the recipient's name."""
    household: Household = entry.runtime_data
    result = household.people[person_id].result
    assert result is not None
    (plan,) = plans(entry)
    names = {one["id"]: one["name"] for one in plan.data["recipients"]}
    return {names.get(key, key): consent for key, consent in result.alerts.controls.consents.items()}


async def test_one_phone_is_a_plan(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Whom, how, consent, save: told at once of everything, and again every five minutes."""
    device = phone(hass)
    ann = await async_user(hass, "Ann")
    with signed_in(ann):
        menu = await tell(hass, await begin(hass, entry), "mobile", "Ann's phone", device_id=device, phone="112")
        assert menu["menu_options"] == MENU
        assert menu["description_placeholders"] == {
            "name": "Alice", "recipients": "Ann's phone", "steps": "- 0 min: Ann's phone",
        }  # fmt: skip
        done = await pick(hass, menu, "save")
    assert done["type"] == "create_entry"
    (plan,) = plans(entry)
    assert (plan.title, plan.unique_id, plan.data["person_id"]) == ("Alice", f"escalation_{ALICE}", ALICE)
    parsed = parse_escalation(plan.data)
    (recipient,) = parsed.recipients.values()
    assert (recipient.kind, recipient.role, dict(recipient.target)) == (
        "mobile", "carer", {"device_id": device, "phone": "112"},
    )  # fmt: skip
    (step,) = parsed.steps
    assert (step.after_ms, step.recipients, parsed.repeat_ms, parsed.resolved) == (0, (recipient.id,), 300_000, True)
    consent = consents(entry)["Ann's phone"]
    assert (consent.given, consent.values, consent.lock_screen, consent.until_ms) == (True, True, False, None)
    assert consent.set_by == ann.id
    household: Household = entry.runtime_data
    assert household.people[ALICE].escalation == parsed


async def test_every_kind_of_recipient(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Each has the page that fits it, and all are told in the first step until steps are made."""
    async_mock_service(hass, "notify", "family_mail")
    kinds: dict[str, dict[str, Any]] = {
        "notify": {"entity_id": "notify.hall"},
        "tts": {"tts_entity": "tts.piper", "media_players": ["media_player.bedroom"], "volume": 60},
        "light": {"lights": ["light.hall"]},
        "email": {"mail_action": "notify.family_mail", "addresses": ["ann@example.org"]},
        "action": {"sequence": [{"action": "script.turn_on", "target": {"entity_id": "script.call"}}]},
    }
    form = await begin(hass, entry)
    for kind, target in kinds.items():
        menu = await tell(hass, form, kind, kind, **target)
        form = await pick(hass, menu, "add_recipient")
    menu = await tell(hass, form, "light", "another light", lights=["light.hall"])
    await pick(hass, menu, "save")
    (plan,) = plans(entry)
    kept = {one["kind"]: one["target"] for one in plan.data["recipients"]}
    assert kept == {**kinds, "tts": {**kinds["tts"], "volume": 0.6}}
    assert [len(step["recipients"]) for step in plan.data["steps"]] == [6]
    assert set(consents(entry)) == {*kinds, "another light"}


@pytest.mark.parametrize(
    ("kind", "target", "errors"),
    [
        ("email", {}, {"base": "mail_needed"}),
        ("email", {"mail_action": "notify.mail", "mail_entity": "notify.mail"}, {"base": "mail_needed"}),
        ("email", {"mail_action": "notify.nobody"}, {"mail_action": "unknown_action"}),
        ("email", {"mail_action": "light.turn_on"}, {"mail_action": "unknown_action"}),
        ("action", {"sequence": []}, {"sequence": "bad_actions"}),
        ("action", {"sequence": [{"nonsense": 1}]}, {"sequence": "bad_actions"}),
        ("action", {"sequence": [{"device_id": "x", "domain": "y", "type": "z"}]}, {"sequence": "bad_actions"}),
    ],
)  # fmt: skip
async def test_a_way_that_leads_nowhere(
    hass: HomeAssistant, entry: MockConfigEntry, kind: str, target: dict[str, Any], errors: dict[str, str]
) -> None:
    """It is said beside its field, and nothing is kept."""
    form = await send(hass, await begin(hass, entry), {"name": "X", "kind": kind, "role": "carer"})
    form = await send(hass, form, target)
    assert form["errors"] == errors


async def test_names_are_asked_for_and_told_apart(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """An empty, a long and a taken one."""
    form = await begin(hass, entry)
    for name, error in (("  ", "name_required"), ("x" * 101, "name_too_long")):
        form = await send(hass, form, {"name": name, "kind": "light", "role": "carer"})
        assert form["errors"] == {"name": error}
    menu = await tell(hass, form, "light", "Hall", lights=["light.hall"])
    form = await send(hass, await pick(hass, menu, "add_recipient"), {"name": "hall", "kind": "light", "role": "carer"})
    assert form["errors"] == {"name": "name_taken"}


async def test_steps(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Sorted by their delay, with a least level and quiet hours, changed and taken out again."""
    menu = await tell(hass, await begin(hass, entry), "light", "Hall", lights=["light.hall"])
    menu = await tell(hass, await pick(hass, menu, "add_recipient"), "notify", "Carer", entity_id="notify.carer")
    await pick(hass, menu, "save")
    hall, carer = (one["id"] for one in plans(entry)[0].data["recipients"])

    form = await pick(hass, await reopen(hass, entry), "choose_step")
    form = await send(hass, form, {"step": "new"})
    page = {"after_min": 10, "recipients": [carer], "level": "warning"}
    for quiet, error in (({"quiet_start": "22:00:00"}, "quiet_end"), ({"quiet_end": "07:00:00"}, "quiet_start")):
        form = await send(hass, form, {**page, **quiet})
        assert form["errors"] == {error: "quiet_both"}
    form = await send(hass, form, {**page, "recipients": []})
    assert form["errors"] == {"recipients": "recipients_needed"}
    menu = await send(hass, form, {**page, "quiet_start": "22:00:00", "quiet_end": "07:00:00"})
    form = await send(hass, await pick(hass, menu, "choose_step"), {"step": "0"})
    menu = await send(hass, form, {"after_min": 20, "recipients": [hall], "level": "info", "remove": False})
    assert menu["description_placeholders"]["steps"] == "- 10 min: Carer\n- 20 min: Hall"
    form = await pick(hass, menu, "general")
    menu = await send(hass, form, {"repeat_min": 3, "tell_resolved": False})
    done = await pick(hass, menu, "save")
    assert done["reason"] == "reconfigure_successful"
    plan = parse_escalation(plans(entry)[0].data)
    assert [(step.after_ms // 60_000, step.recipients) for step in plan.steps] == [(10, (carer,)), (20, (hall,))]
    assert plan.steps[0].quiet is not None
    assert (plan.repeat_ms, plan.resolved) == (180_000, False)

    form = await send(hass, await pick(hass, await reopen(hass, entry), "choose_step"), {"step": "0"})
    suggested = {str(key): key.description["suggested_value"] for key in form["data_schema"].schema if key.description}
    assert suggested["quiet_start"] == "22:00:00"
    menu = await send(hass, form, {**page, "remove": True})
    await pick(hass, menu, "save")
    assert len(plans(entry)[0].data["steps"]) == 1


async def test_consent_has_an_end_and_is_taken_back(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Until the end of a day, and off at any time, in the same form; who and when stays on record."""
    menu = await tell(hass, await begin(hass, entry), "light", "Hall", lights=["light.hall"])
    await pick(hass, menu, "save")
    (hall,) = (one["id"] for one in plans(entry)[0].data["recipients"])

    async def page() -> dict[str, Any]:
        form = await pick(hass, await reopen(hass, entry), "choose_recipient")
        return await send(hass, form, {"recipient": hall, "what": "consent"})

    form = await send(hass, await page(), {**YES, "until": "2026-11-19"})
    assert form["errors"] == {"until": "in_the_past"}
    await pick(hass, await send(hass, form, {**YES, "until": "2026-11-22"}), "save")
    consent = consents(entry)["Hall"]
    assert consent.until_ms is not None
    assert consent.allows(consent.until_ms - 1)
    assert not consent.allows(consent.until_ms + 1)

    freezer.tick(60)
    await pick(hass, await send(hass, await page(), {**YES, "given": False}), "save")
    consent = consents(entry)["Hall"]
    assert (consent.given, consent.values, consent.lock_screen) == (False, False, False)


async def test_a_recipient_is_taken_out(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """With what may be sent to it, and with the steps that it was alone in."""
    menu = await tell(hass, await begin(hass, entry), "light", "Hall", lights=["light.hall"])
    await pick(hass, menu, "save")
    (hall,) = (one["id"] for one in plans(entry)[0].data["recipients"])
    form = await pick(hass, await reopen(hass, entry), "choose_recipient")
    menu = await send(hass, form, {"recipient": hall, "what": "remove"})
    assert menu["menu_options"] == ["add_recipient", "general", "save"]
    await pick(hass, menu, "save")
    (plan,) = plans(entry)
    assert (plan.data["recipients"], plan.data["steps"]) == ([], [])
    assert not consents(entry)[hall].given


async def test_a_recipient_is_changed(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Its id stays, and so does its place in the steps; another kind asks for its way anew."""
    menu = await tell(hass, await begin(hass, entry), "light", "Hall", lights=["light.hall"])
    await pick(hass, menu, "save")
    (hall,) = (one["id"] for one in plans(entry)[0].data["recipients"])
    form = await pick(hass, await reopen(hass, entry), "choose_recipient")
    form = await send(hass, form, {"recipient": hall, "what": "change"})
    page = {"name": "Ann", "kind": "notify", "role": "person", "on_duty": "person.bob", "language": "pl"}
    form = await send(hass, form, page)
    form = await send(hass, form, {"entity_id": "notify.ann"})
    await pick(hass, await send(hass, form, YES), "save")
    (kept,) = plans(entry)[0].data["recipients"]
    assert kept == {
        "id": hall, "name": "Ann", "kind": "notify", "role": "person", "on_duty": "person.bob",
        "target": {"language": "pl", "entity_id": "notify.ann"},
    }  # fmt: skip


async def test_only_a_private_person_says_yes(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """An administrator may choose recipients, and may take consent back, but not give it."""
    household: Household = entry.runtime_data
    bob = next(user for user in await hass.auth.async_get_users() if user.name == "Bob")
    ann = await async_user(hass, "Ann")
    form = await begin(hass, entry, BOB)
    form = await send(hass, form, {"name": "Hall", "kind": "light", "role": "carer"})
    consent = await send(hass, form, {"lights": ["light.hall"]})
    suggested = {
        str(key): key.description["suggested_value"] for key in consent["data_schema"].schema if key.description
    }
    assert suggested == {"given": False, "values": False, "lock_screen": False}
    with signed_in(ann):
        refused = await send(hass, consent, YES)
        assert refused["errors"] == {"base": "consent_needed"}
    with signed_in(bob):
        menu = await send(hass, refused, YES)
        await pick(hass, menu, "save")
    assert consents(entry, BOB)["Hall"].set_by == bob.id
    (hall,) = (one["id"] for one in plans(entry)[0].data["recipients"])

    async def page() -> dict[str, Any]:
        form = await pick(hass, await reopen(hass, entry), "choose_recipient")
        return await send(hass, form, {"recipient": hall, "what": "consent"})

    with signed_in(ann):
        form = await send(hass, await page(), {**YES, "lock_screen": True})
        assert form["errors"] == {"base": "consent_needed"}
        # What bob agreed to within the last day, signed in as himself, may be carried out by another.
        await hass.data[DATA_GRANTS].async_consent(household.people[BOB], bob, consent=True)
        menu = await send(hass, form, {**YES, "lock_screen": True})
        await pick(hass, menu, "save")
        await hass.data[DATA_GRANTS].async_consent(household.people[BOB], bob, consent=False)
        await pick(hass, await send(hass, await page(), {**YES, "given": False}), "save")
    assert not consents(entry, BOB)["Hall"].given


async def test_one_plan_for_each_person(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Whoever has one is not offered again."""
    for person_id, light in ((ALICE, "light.a"), (BOB, "light.b")):
        form = await begin(hass, entry, person_id)
        form = await send(hass, form, {"name": "Hall", "kind": "light", "role": "carer"})
        form = await send(hass, form, {"lights": [light]})
        await pick(hass, await send(hass, form, {**YES, "given": False}), "save")
    again = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "escalation"), context={"source": SOURCE_USER}
    )
    assert again["reason"] == "everybody_has_a_plan"


async def test_no_plan_without_its_consent_on_record(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """A history that fails keeps the plan from looking as if it told somebody."""
    menu = await tell(hass, await begin(hass, entry), "light", "Hall", lights=["light.hall"])
    with patch.object(Household, "async_set_control", side_effect=StoreFullError("full")):
        done = await pick(hass, menu, "save")
    assert done["reason"] == "store_failed"
    assert plans(entry) == []


async def test_a_plan_goes_with_its_person(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """And nobody else's does."""
    await pick(hass, await tell(hass, await begin(hass, entry), "light", "Hall", lights=["light.hall"]), "save")
    async_remove_orphan_plans(hass, entry)
    assert len(plans(entry)) == 1
    alice = next(one for one in entry.subentries.values() if one.data.get("person_id") == ALICE)
    hass.config_entries.async_remove_subentry(entry, alice.subentry_id)
    await hass.async_block_till_done()
    async_remove_orphan_plans(hass, entry)
    assert plans(entry) == []


async def test_not_while_nothing_runs(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """The form says so instead of failing."""
    assert await hass.config_entries.async_unload(entry.entry_id)
    form = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "escalation"), context={"source": SOURCE_USER}
    )
    assert form["reason"] == "not_loaded"
