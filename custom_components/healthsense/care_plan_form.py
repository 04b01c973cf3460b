"""The steps of a person's settings in which the care plan is made: one measurement at a time."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, Final

import voluptuous as vol
from homeassistant.config_entries import ConfigSubentryFlow, SubentryFlowResult
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
from homeassistant.util import dt as dt_util

from .advice_texts import async_house_texts, async_load_texts
from .const import CONF_CARE_PLAN, CONF_PROFILE
from .engine.care_plan import (
    MAX_EVERY_DAYS,
    MAX_PERIOD_DAYS,
    MEASURES,
    PROTOCOL_DAYS,
    WEEKDAYS,
    Plan,
    PlanError,
    Repeat,
    parse_plan,
    parse_routine,
    proposals,
)

CONF_MEASURE: Final = "measure"
CONF_TAKE_PROPOSALS: Final = "take_proposals"
NEVER: Final = "never"
REPEATS: Final = (*(one.value for one in Repeat), NEVER)
_TIMES: Final = [f"{hour:02}:00" for hour in range(6, 23)]
_NOTHING: Final = "-"
_ERRORS: Final[Mapping[tuple[str, str], str]] = {
    ("times", "bad_list"): "times_needed",
    ("weekdays", "bad_list"): "weekdays_needed",
}
# Which fields belong to which kind of row; others are left out of what is stored.
_USED: Final[Mapping[str, tuple[str, ...]]] = {
    Repeat.DAILY: (),
    Repeat.WEEKLY: ("weekdays",),
    Repeat.EVERY_DAYS: ("every_days",),
    Repeat.MONTHLY: ("days",),
    Repeat.ONCE: ("days",),
}


def _select(key: str | None, options: list[str], *, many: bool = False, own: bool = False) -> SelectSelector:
    config = SelectSelectorConfig(options=options, multiple=many, custom_value=own, mode=SelectSelectorMode.DROPDOWN)
    if key is not None:
        config["translation_key"] = key
    return SelectSelector(config)


def _number(most: int) -> NumberSelector:
    return NumberSelector(NumberSelectorConfig(min=1, max=most, step=1, mode=NumberSelectorMode.BOX))


ROUTINE_SCHEMA: Final = vol.Schema(
    {
        vol.Required("repeat", default=Repeat.DAILY.value): _select("care_repeat", list(REPEATS)),
        vol.Optional("times"): _select(None, _TIMES, many=True, own=True),
        vol.Optional("weekdays"): _select("care_weekday", list(WEEKDAYS), many=True),
        vol.Optional("every_days"): _number(MAX_EVERY_DAYS),
        vol.Optional("days"): _number(MAX_PERIOD_DAYS),
    }
)


def plan_schema(*, proposed: bool) -> vol.Schema:
    """Return the page on which a measurement is chosen; proposals only where there are any."""
    fields: dict[vol.Marker, Any] = {}
    if proposed:
        fields[vol.Optional(CONF_TAKE_PROPOSALS, default=False)] = BooleanSelector()
    fields[vol.Optional(CONF_MEASURE)] = _select("care_measure", list(MEASURES))
    return vol.Schema(fields)


def routine_row(form: Mapping[str, Any], stored: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return the row that a form describes, None for one that is not planned; an unchanged row keeps its beginning."""
    repeat = form["repeat"]
    if repeat == NEVER:
        return None
    row = {"repeat": repeat, "times": form.get("times", [])}
    row |= {key: form[key] for key in _USED[repeat] if key in form}
    if repeat == Repeat.WEEKLY:
        row.setdefault("weekdays", [])
    if stored is not None and repeat == stored.get("repeat"):
        # The plan's past stays what it was; another rhythm begins today.
        row["since"] = stored.get("since")
    return row


class CarePlanSteps(ConfigSubentryFlow):
    """What a person's flow gains: ``care_plan`` chooses a measurement, ``care_routine`` says when."""

    _data: dict[str, Any]
    _title: str
    _measure: str = ""

    @abstractmethod
    def _finish(self) -> SubentryFlowResult:
        """Keep what was said."""

    @property
    def _plan(self) -> Plan:
        try:
            return parse_plan(self._data.get(CONF_CARE_PLAN), today=dt_util.now().date())
        except PlanError:
            # Edited by hand into something that cannot be read: it is made anew.
            return Plan()

    def _keep_routine(self, row: Mapping[str, Any] | None, measure: str) -> None:
        """Keep a row (None: none).

        Raises:
            PlanError: naming the field.
        """
        today = dt_util.now().date()
        kept = self._plan.as_dict()
        kept.pop(measure, None)
        if row is not None:
            kept[measure] = parse_routine(measure, row, today=today).as_dict()
        self._data[CONF_CARE_PLAN] = parse_plan(kept, today=today).as_dict()

    async def async_step_care_plan(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show the plan and what is proposed; ask which measurement it is about."""
        await async_load_texts(self.hass)
        proposed = proposals(self._data.get(CONF_PROFILE, {}).get("conditions", ()), self._plan)
        errors: dict[str, str] = {}
        if user_input is not None:
            if user_input.get(CONF_TAKE_PROPOSALS):
                for one in proposed:
                    self._keep_routine(one.row, one.measure)
            if measure := user_input.get(CONF_MEASURE):
                self._measure = measure
                return await self.async_step_care_routine()
            if user_input.get(CONF_TAKE_PROPOSALS):
                return self._finish()
            errors[CONF_MEASURE] = "choose_measure"
        return self.async_show_form(
            step_id="care_plan",
            data_schema=plan_schema(proposed=bool(proposed)),
            errors=errors,
            description_placeholders={
                "name": self._title,
                "planned": self._named(routine.measure for routine in self._plan.routines),
                "proposed": self._named(one.measure for one in proposed),
            },
        )

    async def async_step_care_routine(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask when one thing is to be measured."""
        routine = self._plan.of(self._measure)
        stored = None if routine is None else routine.as_dict()
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                self._keep_routine(routine_row(user_input, stored), self._measure)
            except PlanError as err:
                field = err.field.rpartition(".")[2]
                errors[field] = _ERRORS.get((field, err.reason), err.reason)
            else:
                return self._finish()
        shown = user_input or stored or {"times": ["08:00"], "days": PROTOCOL_DAYS}
        return self.async_show_form(
            step_id="care_routine",
            data_schema=self.add_suggested_values_to_schema(ROUTINE_SCHEMA, shown),
            errors=errors,
            description_placeholders={
                "name": self._title,
                "measure": async_house_texts(self.hass).measure(self._measure),
            },
        )

    def _named(self, measures: Iterable[str]) -> str:
        texts = async_house_texts(self.hass)
        return ", ".join(texts.measure(measure) for measure in measures) or _NOTHING
