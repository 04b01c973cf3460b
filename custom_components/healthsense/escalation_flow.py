"""Who is told when a person needs somebody: a plan for each person, made page by page."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

import voluptuous as vol
from homeassistant.auth.models import User
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.http import current_request
from homeassistant.helpers.script import async_validate_actions_config

from .const import CONF_PERSON_ID, SUBENTRY_ESCALATION, SUBENTRY_PERSON
from .engine.alerts.controls import Setting
from .engine.alerts.plan import DEFAULT_REPEAT_MIN, MAX_RECIPIENTS, MAX_STEPS, EscalationError, parse_escalation
from .engine.store import StoreError
from .escalation_form import (
    CONF_RECIPIENT,
    CONF_STEP,
    CONF_WHAT,
    CONSENT_SCHEMA,
    GENERAL_SCHEMA,
    IN_TARGET,
    NEW,
    RECIPIENT_SCHEMA,
    body_of,
    choose_recipient_schema,
    choose_step_schema,
    consent_body,
    consent_form,
    from_step,
    from_target,
    person_schema,
    step_schema,
    target_schema,
    to_step,
    to_target,
)
from .household import Household, now_ms
from .person import Person
from .privacy import async_has_share_consent, async_is_own

MAX_NAME_LENGTH: Final = 100
_NOTHING: Final = "-"
# Notify actions that are no mail: those of phones are recipients of their own kind.
_NO_MAIL: Final = ("mobile_app_", "send_message", "persistent_notification", "notify")


def _user() -> User | None:
    """Return who sends the page."""
    request = current_request.get()
    user: User | None = None if request is None else request.get("hass_user")
    return user


class EscalationFlow(ConfigSubentryFlow):
    """The escalation plan of one person. Kept at the end: leaving half-way changes nothing."""

    def __init__(self) -> None:
        """Start with an empty plan."""
        self._person_id = ""
        self._data: dict[str, Any] = {
            "recipients": [],
            "steps": [],
            "repeat_min": DEFAULT_REPEAT_MIN,
            "tell_resolved": True,
        }
        self._consents: dict[str, dict[str, Any] | None] = {}
        self._edited: dict[str, Any] = {}
        self._step: int | None = None

    # Beginning and end

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask whose plan it is."""
        if self._household is None:
            return self.async_abort(reason="not_loaded")
        people = self._without_plan()
        if not people:
            return self.async_abort(reason="everybody_has_a_plan")
        if user_input is not None:
            self._person_id = user_input[CONF_PERSON_ID]
            return await self.async_step_recipient()
        return self.async_show_form(step_id="user", data_schema=person_schema(people))

    async def async_step_reconfigure(self, _: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show the plan as it is kept."""
        if self._household is None:
            return self.async_abort(reason="not_loaded")
        stored = self._get_reconfigure_subentry().data
        self._person_id = stored[CONF_PERSON_ID]
        if self._person is None:
            return self.async_abort(reason="person_gone")
        kept = {key: value for key, value in stored.items() if key != CONF_PERSON_ID}
        self._data |= {key: kept[key] for key in self._data if key in kept}
        self._data["recipients"] = [dict(one) for one in self._data["recipients"]]
        self._data["steps"] = [dict(one) for one in self._data["steps"]]
        return await self.async_step_plan()

    async def async_step_plan(self, _: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show the plan and offer what can be changed."""
        names = self._names()
        full = len(names) >= MAX_RECIPIENTS
        options = [*([] if full else ["add_recipient"]), *(["choose_recipient", "choose_step"] if names else [])]
        return self.async_show_menu(
            step_id="plan",
            menu_options=[*options, "general", "save"],
            description_placeholders={
                "name": self._title,
                "recipients": ", ".join(names.values()) or _NOTHING,
                "steps": "\n".join(f"- {label}" for label in self._step_labels().values()) or _NOTHING,
            },
        )

    async def async_step_save(self, _: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Keep what was consented to, and the plan."""
        household, person = self._household, self._person
        if household is None or person is None:
            return self.async_abort(reason="not_loaded")
        user = _user()
        for recipient, body in self._consents.items():
            setting = Setting(f"consent.{recipient}", body, "" if user is None else user.id, now_ms())
            try:
                await household.async_set_control(self._person_id, setting)
            except StoreError:
                # A plan whose consent is not on record would look as if it told somebody.
                return self.async_abort(reason="store_failed")
        data = {CONF_PERSON_ID: self._person_id, **self._data}
        if self.source == SOURCE_RECONFIGURE:
            return self.async_update_and_abort(
                self._get_entry(), self._get_reconfigure_subentry(), data=data, title=person.name
            )
        return self.async_create_entry(title=person.name, data=data, unique_id=f"escalation_{self._person_id}")

    # Recipients

    async def async_step_add_recipient(self, _: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Begin with a new recipient."""
        self._edited = {}
        return await self.async_step_recipient()

    async def async_step_recipient(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask who is to be told, and what kind of recipient it is."""
        errors: dict[str, str] = {}
        if user_input is not None:
            name = user_input["name"].strip()
            taken = {one["name"].casefold() for one in self._data["recipients"] if one["id"] != self._edited.get("id")}
            wrong = (
                ("name_required", not name),
                ("name_too_long", len(name) > MAX_NAME_LENGTH),
                ("name_taken", name.casefold() in taken),
            )
            errors = next(({"name": error} for error, found in wrong if found), {})
            if not errors:
                self._keep_recipient(name, user_input)
                return await getattr(self, f"async_step_target_{user_input['kind']}")()  # type: ignore[no-any-return]
        shown = user_input or {**self._edited, **self._edited.get("target", {})}
        return self._page("recipient", RECIPIENT_SCHEMA, shown, errors)

    def _keep_recipient(self, name: str, form: Mapping[str, Any]) -> None:
        same = form["kind"] == self._edited.get("kind")
        target = dict(self._edited.get("target", {})) if same else {}
        for key in IN_TARGET:
            target.pop(key, None)
            if form.get(key):
                target[key] = form[key]
        self._edited = {
            "id": self._edited.get("id") or uuid4().hex[:12],
            "name": name,
            "kind": form["kind"],
            "role": form["role"],
            "target": target,
            "on_duty": form.get("on_duty"),
        }

    async def async_step_target_mobile(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the phone."""
        return await self._target("mobile", user_input)

    async def async_step_target_notify(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the notify entity."""
        return await self._target("notify", user_input)

    async def async_step_target_tts(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask which voice speaks where."""
        return await self._target("tts", user_input)

    async def async_step_target_light(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the lights."""
        return await self._target("light", user_input)

    async def async_step_target_email(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the way a mail goes."""
        return await self._target("email", user_input)

    async def async_step_target_action(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the actions."""
        return await self._target("action", user_input)

    async def _target(self, kind: str, form: dict[str, Any] | None) -> SubentryFlowResult:
        errors: dict[str, str] = {}
        if form is not None and not (errors := await self._target_errors(kind, form)):
            kept = {key: self._edited["target"][key] for key in IN_TARGET if key in self._edited["target"]}
            self._edited["target"] = kept | to_target(kind, form)
            self._put_recipient()
            return await self.async_step_consent()
        shown = form if form is not None else from_target(kind, self._edited["target"])
        return self._page(f"target_{kind}", target_schema(kind, self._mail_actions()), shown, errors)

    async def _target_errors(self, kind: str, form: Mapping[str, Any]) -> dict[str, str]:
        if kind == "email":
            action, entity = str(form.get("mail_action") or ""), form.get("mail_entity")
            if bool(action) == bool(entity):
                return {"base": "mail_needed"}
            if action and not (action.startswith("notify.") and self.hass.services.has_service(*action.split(".", 1))):
                return {"mail_action": "unknown_action"}
        if kind == "action":
            try:
                sequence = cv.SCRIPT_SCHEMA(form["sequence"])
                await async_validate_actions_config(self.hass, sequence)
            except vol.Invalid, HomeAssistantError:
                return {"sequence": "bad_actions"}
            if not sequence:
                return {"sequence": "bad_actions"}
        return {}

    def _mail_actions(self) -> list[str]:
        known = self.hass.services.async_services_for_domain("notify")
        return sorted(f"notify.{name}" for name in known if not name.startswith(_NO_MAIL))

    def _put_recipient(self) -> None:
        recipients = self._data["recipients"]
        at = next((at for at, one in enumerate(recipients) if one["id"] == self._edited["id"]), None)
        if at is None:
            recipients.append(self._edited)
            if not self._data["steps"]:
                # So that a plan with one recipient tells that recipient.
                self._data["steps"].append({"after_min": 0, "recipients": [], "level": "info", "quiet": None})
            self._data["steps"][0]["recipients"] = [*self._data["steps"][0]["recipients"], self._edited["id"]]
        else:
            recipients[at] = self._edited

    async def async_step_consent(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask what may be sent to a recipient, and for how long."""
        recipient = self._edited["id"]
        known = self._consents[recipient] if recipient in self._consents else self._stored_consent(recipient)
        errors: dict[str, str] = {}
        if user_input is not None:
            body = consent_body(user_input)
            if body["until_ms"] is not None and body["until_ms"] <= now_ms():
                errors["until"] = "in_the_past"
            elif self._widens(known, body) and not self._may_consent():
                errors["base"] = "consent_needed"
            else:
                if body != known:
                    self._consents[recipient] = body
                return await self.async_step_plan()
        private = self._person is not None and self._person.private
        shown = user_input or consent_form(known, private=private)
        return self._page("consent", CONSENT_SCHEMA, shown, errors, recipient=self._edited["name"])

    def _stored_consent(self, recipient: str) -> dict[str, Any] | None:
        result = None if self._person is None else self._person.result
        return None if result is None else body_of(result.alerts.controls.consents.get(recipient))

    @staticmethod
    def _widens(known: Mapping[str, Any] | None, body: Mapping[str, Any]) -> bool:
        """Return whether more may be sent than before, or for longer."""
        if not body["given"]:
            return False
        if known is None or not known["given"]:
            return True
        longer = known["until_ms"] is not None and (body["until_ms"] is None or body["until_ms"] > known["until_ms"])
        return longer or any(body[key] and not known[key] for key in ("values", "lock_screen"))

    def _may_consent(self) -> bool:
        """Return whether who sends the page may say yes: for a private person only they do, or have just agreed."""
        person = self._person
        if person is None or not person.private:
            return person is not None
        return async_is_own(person, _user()) or async_has_share_consent(self.hass, person.person_id)

    async def async_step_choose_recipient(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask which recipient is to be changed, asked for consent or taken out."""
        if user_input is not None:
            self._edited = dict(
                next(one for one in self._data["recipients"] if one["id"] == user_input[CONF_RECIPIENT])
            )
            if user_input[CONF_WHAT] == "consent":
                return await self.async_step_consent()
            if user_input[CONF_WHAT] == "change":
                return await self.async_step_recipient()
            self._take_out(user_input[CONF_RECIPIENT])
            return await self.async_step_plan()
        return self._page("choose_recipient", choose_recipient_schema(self._names()), {}, {})

    def _take_out(self, recipient: str) -> None:
        """Take a recipient out, with what may be sent to it; a step without anybody goes too."""
        self._data["recipients"] = [one for one in self._data["recipients"] if one["id"] != recipient]
        steps = [
            {**step, "recipients": [one for one in step["recipients"] if one != recipient]}
            for step in self._data["steps"]
        ]
        self._data["steps"] = [step for step in steps if step["recipients"]]
        self._consents[recipient] = None

    # Steps

    async def async_step_choose_step(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask which step is to be changed, or for a new one."""
        if user_input is not None:
            chosen = user_input[CONF_STEP]
            self._step = None if chosen == NEW else int(chosen)
            return await self.async_step_step()
        labels = self._step_labels()
        if len(labels) < MAX_STEPS:
            labels[NEW] = "+"
        return self._page("choose_step", choose_step_schema(labels), {CONF_STEP: next(reversed(labels))}, {})

    async def async_step_step(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask after what time who is told of what."""
        errors: dict[str, str] = {}
        stored = None if self._step is None else self._data["steps"][self._step]
        if user_input is not None:
            if bool(user_input.get("quiet_start")) != bool(user_input.get("quiet_end")):
                errors["quiet_end" if user_input.get("quiet_start") else "quiet_start"] = "quiet_both"
            elif not user_input["recipients"] and not user_input.get("remove"):
                errors["recipients"] = "recipients_needed"
            else:
                kept = [step for step in self._data["steps"] if step is not stored]
                if not user_input.get("remove"):
                    kept.append(to_step(user_input))
                draft = {**self._data, "steps": sorted(kept, key=lambda step: step["after_min"])}
                if not (errors := self._errors(draft)):
                    self._data = draft
                    return await self.async_step_plan()
        schema = step_schema(self._names(), existing=stored is not None)
        shown = user_input or ({"after_min": 5} if stored is None else from_step(stored))
        return self._page("step", schema, shown, errors)

    @staticmethod
    def _errors(draft: Mapping[str, Any]) -> dict[str, str]:
        try:
            parse_escalation(draft)
        except EscalationError:
            return {"base": "invalid"}
        return {}

    async def async_step_general(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask how often it is said again, and whether its end is told."""
        if user_input is not None:
            self._data |= {
                "repeat_min": int(user_input["repeat_min"]),
                "tell_resolved": user_input["tell_resolved"],
            }
            return await self.async_step_plan()
        return self._page("general", GENERAL_SCHEMA, self._data, {})

    # Help

    @property
    def _household(self) -> Household | None:
        return getattr(self._get_entry(), "runtime_data", None)

    @property
    def _person(self) -> Person | None:
        return None if self._household is None else self._household.people.get(self._person_id)

    @property
    def _title(self) -> str:
        return "" if self._person is None else self._person.name

    def _without_plan(self) -> dict[str, str]:
        entry = self._get_entry()
        planned = {one.data[CONF_PERSON_ID] for one in entry.get_subentries_of_type(SUBENTRY_ESCALATION)}
        people = {} if self._household is None else self._household.people
        return {person_id: person.name for person_id, person in people.items() if person_id not in planned}

    def _names(self) -> dict[str, str]:
        return {one["id"]: one["name"] for one in self._data["recipients"]}

    def _step_labels(self) -> dict[str, str]:
        names = self._names()
        return {
            str(at): f"{step['after_min']} min: " + ", ".join(names.get(one, "?") for one in step["recipients"])
            for at, step in enumerate(self._data["steps"])
        }

    def _page(
        self, step_id: str, schema: vol.Schema, shown: Mapping[str, Any], errors: dict[str, str], **about: str
    ) -> SubentryFlowResult:
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(schema, shown),
            errors=errors,
            description_placeholders={"name": self._title} | about,
        )


@callback
def async_remove_orphan_plans(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Remove the escalation plans of people who are not in the household any more."""
    people = {one.data[CONF_PERSON_ID] for one in entry.get_subentries_of_type(SUBENTRY_PERSON)}
    for plan in list(entry.get_subentries_of_type(SUBENTRY_ESCALATION)):
        if plan.data.get(CONF_PERSON_ID) not in people:
            hass.config_entries.async_remove_subentry(entry, plan.subentry_id)
