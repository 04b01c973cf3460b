"""The form of a person's profile, in the household's units, and its way to the stored profile and back."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

import voluptuous as vol
from homeassistant.helpers.selector import (
    DateSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM, UnitSystem

from .engine.profile import CONDITIONS, TREATMENTS, Activity, Profile, ProfileError, Sex, parse_profile
from .engine.vitals import VITALS, normalize_unit

MEASURED: Final = {
    "height": ("height_cm", "cm", "in"),
    "weight": ("weight_kg", "kg", "lb"),
    "waist": ("waist_cm", "cm", "in"),
}
"""Form field (also the vital's key) -> key in the profile, metric unit, US customary unit."""

REASONS: Final = frozenset(
    {"bad_date", "in_the_future", "before_birth", "too_old", "bad_list", "unknown_word", "implausible", "not_a_number"}
)
"""Reasons of the engine that have a text of their own; another one reads ``invalid_value``."""

_SPO2_SCALES: Final = {"scale_1": 1, "scale_2": 2}
_SMOKER: Final = {"no": False, "yes": True}
_FIELDS: Final = {key: field for field, (key, _, _) in MEASURED.items()}
_PAGE: Final = frozenset(
    {"birth_date", "sex", "conditions", "treatments", "activity", "smoker", "spo2_scale", "measured_on", *_FIELDS}
)
"""The keys of a profile that this page asks for; other pages ask for the rest."""


def _unit(field: str, units: UnitSystem) -> str:
    _, metric, customary = MEASURED[field]
    return customary if units is US_CUSTOMARY_SYSTEM else metric


def _select(key: str, options: list[str], *, many: bool = False) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(
            options=options,
            translation_key=key,
            multiple=many,
            custom_value=many,
            mode=SelectSelectorMode.DROPDOWN,
        )
    )


def profile_schema(units: UnitSystem) -> vol.Schema:
    """Return the form: every field may stay empty, which means "not told"."""
    measured: dict[vol.Marker, NumberSelector] = {
        vol.Optional(field): NumberSelector(
            NumberSelectorConfig(min=0, step=0.1, mode=NumberSelectorMode.BOX, unit_of_measurement=_unit(field, units))
        )
        for field in MEASURED
    }
    return vol.Schema(
        {
            vol.Optional("birth_date"): DateSelector(),
            vol.Optional("sex"): _select("sex", [item.value for item in Sex]),
            **measured,
            vol.Optional("measured_on"): DateSelector(),
            vol.Optional("conditions"): _select("conditions", list(CONDITIONS), many=True),
            vol.Optional("treatments"): _select("treatments", list(TREATMENTS), many=True),
            vol.Optional("smoker"): _select("smoker", list(_SMOKER)),
            vol.Optional("activity"): _select("activity", [item.value for item in Activity]),
            vol.Optional("spo2_scale"): _select("spo2_scale", list(_SPO2_SCALES)),
        }
    )


def to_form(profile: Mapping[str, Any], units: UnitSystem) -> dict[str, Any]:
    """Return the stored profile as the form shows it; the day of measuring is asked for anew."""
    form = {
        key: profile[key] for key in ("birth_date", "sex", "conditions", "treatments", "activity") if key in profile
    }
    for field, (key, _, _) in MEASURED.items():
        if (value := profile.get(key)) is not None:
            factor = VITALS[field].units[normalize_unit(_unit(field, units))].factor
            form[field] = round(float(Fraction(repr(value)) / factor), 1)
    if (smoker := profile.get("smoker")) is not None:
        form["smoker"] = "yes" if smoker else "no"
    if (scale := profile.get("spo2_scale")) is not None:
        form["spo2_scale"] = f"scale_{scale}"
    return form


def from_form(form: Mapping[str, Any], units: UnitSystem, *, stored: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return the profile as it is kept: metric, and each measured value with the day it was measured.

    A value that the form shows as it was keeps its stored figure and day; a new one gets the form's day, else today.
    A day given without any new value corrects the day of all.
    """
    profile = {key: value for key, value in stored.items() if key not in _PAGE}
    profile |= {
        key: form[key] for key in ("birth_date", "sex", "conditions", "treatments", "activity") if form.get(key)
    }
    if "smoker" in form:
        profile["smoker"] = _SMOKER[form["smoker"]]
    if "spo2_scale" in form:
        profile["spo2_scale"] = _SPO2_SCALES[form["spo2_scale"]]
    before, days = to_form(stored, units), _days(stored)
    given = [field for field in MEASURED if field in form]
    changed = {field for field in given if form[field] != before.get(field)}
    day = form.get("measured_on")
    measured_on = {key: said for key, said in days.items() if key not in _FIELDS}
    for field in given:
        key, _, _ = MEASURED[field]
        profile[key] = _canonical(field, form[field], _unit(field, units)) if field in changed else stored[key]
        said = day if field in changed or not changed else None
        kept = None if field in changed else days.get(key)
        measured_on[key] = said or kept or today.isoformat()
    if measured_on:
        profile["measured_on"] = measured_on
    return profile


def _days(stored: Mapping[str, Any]) -> Mapping[str, str]:
    days = stored.get("measured_on") or {}
    return days if isinstance(days, Mapping) else {key: str(days) for key in _FIELDS}


def _canonical(field: str, value: float, unit: str) -> float:
    vital = VITALS[field]
    exact = Fraction(repr(value)) * vital.units[normalize_unit(unit)].factor
    return round(exact * vital.scale) / vital.scale


def check_profile(profile: Mapping[str, Any], *, time_zone: str, now_ms: int, today: date) -> Profile:
    """Return the profile as the engine reads it (reads the time zone's file: not for the event loop).

    Raises:
        ProfileError: naming a field of the stored profile.
    """
    # A recording's profile may be dated after its first rows, so the engine does not mind; a form's may not.
    if any(day > today.isoformat() for day in profile.get("measured_on", {}).values()):
        raise ProfileError("measured_on", "in_the_future")
    return parse_profile({**profile, "time_zone": time_zone}, now_ms=now_ms)


def form_error(err: ProfileError) -> dict[str, str]:
    """Return the form's error for what the engine refused."""
    return {_FIELDS.get(err.field, err.field): err.reason if err.reason in REASONS else "invalid_value"}
