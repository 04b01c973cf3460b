"""The pages of laboratory values, risk background and questionnaires: their way to the profile and back."""

from collections.abc import Iterable, Mapping
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

from .engine.lab import LAB_KEYS
from .engine.profile import Ethnicity, FamilyDiabetes, Score2Region
from .engine.questionnaires import ANSWERED_ON, QUESTIONNAIRES, Kind, Question

MEASURED_ON: Final = "measured_on"
QUESTIONNAIRE: Final = "questionnaire"
_YES_NO: Final = {"no": False, "yes": True}

LAB_FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "total_cholesterol": {"mg_dl": "total_cholesterol_mg_dl", "mmol_l": "total_cholesterol_mmol_l"},
    "hdl_cholesterol": {"mg_dl": "hdl_cholesterol_mg_dl", "mmol_l": "hdl_cholesterol_mmol_l"},
    "fasting_glucose": {"mg_dl": "fasting_glucose_mg_dl", "mmol_l": "fasting_glucose_mmol_l"},
    "hba1c": {"percent": "hba1c_percent", "mmol_mol": "hba1c_mmol_mol"},
    "egfr": {"": "egfr"},
}
"""Form field -> unit -> key in the profile."""

LAB_UNITS: Final[Mapping[str, tuple[str, ...]]] = {
    "cholesterol_unit": ("total_cholesterol", "hdl_cholesterol"),
    "glucose_unit": ("fasting_glucose",),
    "hba1c_unit": ("hba1c",),
}
"""Form field of a unit -> the values it is the unit of."""

FLAGS: Final = ("diabetes", "systolic_treated", "statin")
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "family_diabetes": tuple(item.value for item in FamilyDiabetes),
    "ethnicity": tuple(item.value for item in Ethnicity),
    "score2_region": tuple(item.value for item in Score2Region),
}

_FIELD_OF: Final = {key: field for field, keys in LAB_FIELDS.items() for key in keys.values()}


def _select(key: str, options: Iterable[str]) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(options=list(options), translation_key=key, mode=SelectSelectorMode.DROPDOWN)
    )


def _number(unit: str = "", low: float = 0, high: float | None = None) -> NumberSelector:
    config = NumberSelectorConfig(min=low, step="any", mode=NumberSelectorMode.BOX)
    if unit:
        config["unit_of_measurement"] = unit
    if high is not None:
        config["max"] = high
    return NumberSelector(config)


def _units_of(field: str) -> list[str]:
    return list(LAB_FIELDS[LAB_UNITS[field][0]])


def laboratory_schema() -> vol.Schema:
    """Return the page of laboratory values; every field may stay empty."""
    fields: dict[vol.Marker, Any] = {}
    for unit_field, values in LAB_UNITS.items():
        fields |= {vol.Optional(value): _number() for value in values}
        fields[vol.Optional(unit_field)] = _select(unit_field, _units_of(unit_field))
    fields[vol.Optional("egfr")] = _number("mL/min/1.73 m²")
    fields[vol.Optional(MEASURED_ON)] = DateSelector()
    return vol.Schema(fields)


def laboratory_to_form(profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return the stored laboratory values as the page shows them, in the units in which they were typed in."""
    form: dict[str, Any] = {}
    for field, keys in LAB_FIELDS.items():
        for unit, key in keys.items():
            if (value := profile.get(key)) is not None:
                form[field] = value
                form |= {name: unit for name, values in LAB_UNITS.items() if field in values}
    return form


def laboratory_from_form(form: Mapping[str, Any], profile: Mapping[str, Any], *, today: str) -> dict[str, Any]:
    """Return ``profile`` with the page's values: what is left empty goes, what is new is dated.

    Raises:
        KeyError: a value without its unit (the field of the unit).
    """
    kept = {key: value for key, value in profile.items() if key not in LAB_KEYS}
    before = laboratory_to_form(profile)
    days = dict(profile.get(MEASURED_ON) or {}) if isinstance(profile.get(MEASURED_ON), Mapping) else {}
    dated = {key: day for key, day in days.items() if key not in LAB_KEYS}
    for field, keys in LAB_FIELDS.items():
        if form.get(field) is None:
            continue
        unit_field = next((name for name, values in LAB_UNITS.items() if field in values), None)
        if unit_field is not None and form.get(unit_field) not in keys:
            raise KeyError(unit_field)
        key = keys[form[unit_field] if unit_field is not None else ""]
        kept[key] = form[field]
        same = before.get(field) == form[field] and profile.get(key) == form[field]
        dated[key] = form.get(MEASURED_ON) or (days.get(key) if same else None) or today
    if dated:
        kept[MEASURED_ON] = dated
    else:
        kept.pop(MEASURED_ON, None)
    return kept


def laboratory_field(key: str) -> str:
    """Return the page's field of a profile's key, for errors."""
    return _FIELD_OF.get(key, key)


def background_schema() -> vol.Schema:
    """Return the page of what risk scores ask for; every field may stay empty."""
    flags: dict[vol.Marker, Any] = {vol.Optional(key): _select("yes_no", _YES_NO) for key in FLAGS}
    return vol.Schema({**flags, **{vol.Optional(key): _select(key, words) for key, words in WORDS.items()}})


def background_to_form(profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return the stored answers as the page shows them."""
    form = {key: "yes" if profile[key] else "no" for key in FLAGS if profile.get(key) is not None}
    return form | {key: profile[key] for key in WORDS if profile.get(key)}


def background_from_form(form: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``profile`` with the page's answers; what is left empty goes."""
    kept = {key: value for key, value in profile.items() if key not in FLAGS and key not in WORDS}
    kept |= {key: _YES_NO[form[key]] for key in FLAGS if form.get(key)}
    return kept | {key: form[key] for key in WORDS if form.get(key)}


def field_of(name: str, question: Question) -> str:
    """Return the form's field of a question, which is also its key among the translations."""
    return f"{name}_{question.key}"


def chooser_schema() -> vol.Schema:
    """Return the page that asks which questionnaire."""
    return vol.Schema({vol.Required(QUESTIONNAIRE): _select(QUESTIONNAIRE, QUESTIONNAIRES)})


def questionnaire_schema(name: str) -> vol.Schema:
    """Return a questionnaire's page; a question may stay open."""
    fields: dict[vol.Marker, Any] = {}
    for question in QUESTIONNAIRES[name]:
        field = field_of(name, question)
        if question.words:
            fields[vol.Optional(field)] = _select(field, question.words)
        elif question.limits is not None:
            fields[vol.Optional(field)] = _number(question.unit, *question.limits)
        else:
            fields[vol.Optional(field)] = _select("yes_no", _YES_NO)
    return vol.Schema(fields)


def questionnaire_to_form(name: str, profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return the stored answers as the page shows them."""
    answers = (profile.get("questionnaires") or {}).get(name, {})
    form: dict[str, Any] = {}
    for question in QUESTIONNAIRES[name]:
        if (value := answers.get(question.key)) is not None:
            form[field_of(name, question)] = ("yes" if value else "no") if isinstance(value, bool) else value
    return form


def questionnaire_from_form(
    name: str, form: Mapping[str, Any], profile: Mapping[str, Any], *, today: str
) -> dict[str, Any]:
    """Return ``profile`` with a questionnaire's answers, all anew and dated; without any it goes."""
    answers: dict[str, Any] = {}
    for question in QUESTIONNAIRES[name]:
        value = form.get(field_of(name, question))
        if value is not None:
            answers[question.key] = _YES_NO[value] if question.kind is Kind.YES_NO else value
    others = {key: told for key, told in (profile.get("questionnaires") or {}).items() if key != name}
    told = {**others, **({name: {**answers, ANSWERED_ON: today}} if answers else {})}
    kept = {key: value for key, value in profile.items() if key != "questionnaires"}
    return {**kept, "questionnaires": told} if told else kept
