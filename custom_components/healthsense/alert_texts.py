"""What people are told about an alert: plain words in the reader's language, with as much as they may know."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from homeassistant.const import UnitOfTemperature
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util.unit_conversion import TemperatureConverter

from .advice_texts import moment
from .const import DOMAIN
from .descriptions import VITAL_SENSORS
from .engine.alerts.controls import Consent
from .engine.alerts.model import Alert, Cause, Level, Part, Purpose
from .engine.alerts.rules import RULES
from .engine.catalog import CATALOG

MAX_TOGETHER: Final = 3
"""How many causes a title names."""
MMOL_L: Final = "mmol/L"
MG_DL_PER_MMOL_L: Final = 18.0156
"""Of glucose, molar mass 180.156 g/mol."""
OVERDUE: Final = "overdue_"
"""What rules about a measurement that is late are called, before the measure."""
COMMA_LANGUAGES: Final = frozenset({"de", "es", "fr", "it", "nl", "pl", "vi"})
_CAUSES: Final[Mapping[str, Cause]] = {rule.key: rule.cause for rule in RULES}
# Of rules that a newer version dropped, whose alerts are still told about.
_CAUSE_OF_VITAL: Final[Mapping[str, Cause]] = {
    "spo2": Cause.OXYGEN,
    "heart_rate": Cause.PULSE,
    "respiratory_rate": Cause.BREATHING,
    "systolic": Cause.BLOOD_PRESSURE,
    "diastolic": Cause.BLOOD_PRESSURE,
    "glucose": Cause.GLUCOSE,
    "temperature": Cause.TEMPERATURE,
}

# A part of a rule's key -> the phrase; the first that fits. What is not listed goes by cause and direction.
_PHRASES: Final = (
    ("overdue", "overdue"),
    ("no_activity", "activity"),
    ("battery", "battery"),
    ("signal", "signal"),
    ("silent", "monitoring"),
    ("irregular", "pulse_irregular"),
    ("severe", "blood_pressure_severe"),
    ("bp_", "blood_pressure_high"),
    ("oxygen_band", "oxygen_low"),
    ("temperature_raised", "temperature_high"),
    ("_risk", "risk"),
    ("departure", "unusual"),
    ("trend", "trend"),
)
_OF_CAUSE: Final[Mapping[Cause, str]] = {
    Cause.EARLY_WARNING: "early_warning",
    Cause.ILLNESS: "illness",
    Cause.RISK: "risk",
    Cause.ACTIVITY: "activity",
    Cause.OVERDUE: "overdue",
    Cause.MONITORING: "monitoring",
}
_ADVICE: Final[Mapping[Cause, str]] = {
    Cause.OXYGEN: "oxygen",
    Cause.PULSE: "pulse",
    Cause.BREATHING: "breathing",
    Cause.BLOOD_PRESSURE: "blood_pressure",
    Cause.TEMPERATURE: "temperature",
    Cause.EARLY_WARNING: "early_warning",
    Cause.ILLNESS: "illness",
    Cause.RISK: "risk",
    Cause.ACTIVITY: "activity",
    Cause.OVERDUE: "overdue",
    Cause.MONITORING: "monitoring",
}
_TITLE_OF_PURPOSE: Final = {Purpose.RESOLVE: "title_over", Purpose.HAPPENED: "title_happened"}
_TITLE_OF_LEVEL: Final = {Level.URGENT: "title_urgent", Level.CRITICAL: "title_critical"}
_NEVER_AN_EMERGENCY: Final = frozenset({Cause.MONITORING, Cause.OVERDUE, Cause.RISK})


@dataclass(frozen=True, slots=True)
class Notice:
    """A title and a message for one recipient."""

    title: str
    message: str

    @property
    def spoken(self) -> str:
        """Return both as sentences to be read out."""
        return f"{self.title}. {self.message}".replace(" - ", ", ").replace("\n", " ")


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be told, to whom it concerns: ``name`` is the person's, ``who`` of those that acknowledged.

    ``minutes``: for how long nobody answered. ``off_duty``: nobody was on duty, so that everybody is told.
    """

    alert: Alert
    purpose: Purpose
    name: str
    who: str = ""
    minutes: int = 0
    off_duty: bool = False


def is_low(part: Part) -> bool:
    """Return whether a part is about a value that is too low."""
    return _direction(part) == "low"


def _direction(part: Part) -> str | None:
    """Return ``low`` or ``high``, as the rule's key or its limit says; None where neither does."""
    for word in ("low", "high"):
        if word in part.rule.split("_"):
            return word
    value = part.worst if part.worst is not None else part.value
    if part.limit is None or not isinstance(value, float | int):
        return None
    return "low" if value < part.limit else "high"


def phrase_key(part: Part, cause: Cause) -> str:
    """Return which phrase says what a part is about."""
    for piece, phrase in _PHRASES:
        if piece in part.rule:
            return phrase
    if cause in _OF_CAUSE:
        return _OF_CAUSE[cause]
    direction = _direction(part)
    # Nobody has too much oxygen in the blood: that way it can only be unlike usual.
    return "unusual" if direction is None or (cause, direction) == (Cause.OXYGEN, "high") else f"{cause}_{direction}"


class AlertTexts:
    """The sentences of one language. Pure: everything was loaded."""

    def __init__(
        self, language: str, common: Mapping[str, str], entity: Mapping[str, str], temperature_unit: str
    ) -> None:
        """Keep the texts as Home Assistant flattens them, and the household's unit of temperature."""
        self.language = language
        self._common = common
        self._entity = entity
        self._temperature_unit = temperature_unit

    # Words

    def say(self, key: str, **placeholders: object) -> str:
        """Return a sentence of ours."""
        text = self._common.get(f"component.{DOMAIN}.common.notice_{key}", key)
        return text.format_map({name: str(value) for name, value in placeholders.items()})

    def vital(self, key: str) -> str:
        """Return the name of a vital or an assessment."""
        entity_key = CATALOG[key].entity_key if key in CATALOG else key
        return self._entity.get(f"component.{DOMAIN}.entity.sensor.{entity_key}.name", key)

    def figure(self, part: Part, value: float) -> str:
        """Return a number of a part with its unit, as the household reads it."""
        unit = part.unit
        if unit == UnitOfTemperature.CELSIUS and self._temperature_unit != unit:
            value, unit = TemperatureConverter.convert(value, unit, self._temperature_unit), self._temperature_unit
        text = f"{self._number(part, value)} {unit}".strip()
        if part.vital == "glucose" and unit == "mg/dL":
            return f"{text} ({self._decimal(f'{value / MG_DL_PER_MMOL_L:.1f}')} {MMOL_L})"
        return text

    def _number(self, part: Part, value: float) -> str:
        described = VITAL_SENSORS.get(part.vital)
        return self._decimal(f"{value:g}" if described is None else f"{value:.{described.decimals}f}")

    def _decimal(self, number: str) -> str:
        return number.replace(".", ",") if self.language in COMMA_LANGUAGES else number

    def what(self, part: Part, cause: Cause) -> str:
        """Return what a part is about, in a few words."""
        return self.say(f"what_{phrase_key(part, cause)}", vital=self.vital(part.vital), measure=self._measure(part))

    def _measure(self, part: Part) -> str:
        measure = part.rule.removeprefix(OVERDUE)
        return self._common.get(f"component.{DOMAIN}.common.advice_measure_{measure}", measure)

    def whats(self, alert: Alert) -> str:
        """Return what an alert is about: its lead, and what goes with it."""
        if alert.test:
            return self.say("what_test")
        lead = alert.lead
        others = sorted(
            (part for part in alert.parts if part is not lead and part.met_ms is not None),
            key=lambda part: (-part.level, part.since_ms, part.rule),
        )
        phrases = list(dict.fromkeys(self.what(part, _cause_of(alert, part)) for part in (lead, *others)))
        if len(phrases) == 1:
            return phrases[0]
        return self.say("joined", first=phrases[0], second=", ".join(phrases[1:MAX_TOGETHER]))

    # Notices

    def notice(self, told: Told, consent: Consent) -> Notice:
        """Return what a recipient reads: everything, nothing of a value, or nothing of health at all.

        ``consent.lock_screen`` is only asked for by `plain`: whoever shows a notice where passers-by read it decides.
        """
        return Notice(self._title(told, self.whats(told.alert)), "\n".join(self._lines(told, values=consent.values)))

    def plain(self, told: Told) -> Notice:
        """Return a notice that a passer-by may read: it says that there is something, not what."""
        over = told.purpose is Purpose.RESOLVE
        got_better = over and told.alert.lead.suppressed is None
        lines = [self.say("plain_over" if got_better else "plain", name=told.name)]
        if told.alert.test:
            lines.insert(0, self.say("test"))
        elif not over and _may_be_emergency(told.alert):
            lines.append(self.say("do_emergency", name=told.name))
        return Notice(self._title(told, self.say("plain_what")), "\n".join(lines))

    def _title(self, told: Told, what: str) -> str:
        alert = told.alert
        kind = _TITLE_OF_PURPOSE.get(told.purpose) or _TITLE_OF_LEVEL.get(alert.level, "title")
        if told.purpose is Purpose.RESOLVE and alert.lead.suppressed is not None:
            kind = "title"
        title = self.say(kind, name=told.name, what=what)
        return self.say("title_test", title=title) if alert.test else title

    def _lines(self, told: Told, *, values: bool) -> Iterator[str]:
        alert, lead = told.alert, told.alert.lead
        if alert.test:
            yield self.say("test")
        yield from self._standing(told)
        if alert.test or told.purpose is Purpose.RESOLVE:
            return
        if alert.cause is Cause.ACTIVITY:
            yield self.say("nothing_since", time=moment(lead.since_ms))
        if values:
            yield from self._figures(lead, told.name)
            for part in alert.parts:
                if part is not lead and part.met_ms is not None:
                    yield from self._value(part)
        for part in alert.parts:
            if part.suppressed is not None:
                yield self._not_counted(alert, part)
        yield self.say(f"do_{_advice(alert)}", name=told.name)
        if _may_be_emergency(alert):
            yield self.say("do_emergency", name=told.name)

    def _not_counted(self, alert: Alert, part: Part) -> str:
        what = self.what(part, _cause_of(alert, part))
        return self.say("not_counted", what=what, reason=self.say(f"reason_{part.suppressed}"))

    def _standing(self, told: Told) -> Iterator[str]:
        """Say why this is told now."""
        alert, purpose = told.alert, told.purpose
        if purpose is Purpose.RESOLVE and alert.lead.suppressed is not None:
            # Nothing got better: it is not watched any more.
            yield self._not_counted(alert, alert.lead)
        elif purpose is Purpose.RESOLVE:
            yield self.say("over", time=moment(alert.ended_ms or alert.lead.at_ms))
        elif purpose is Purpose.HAPPENED:
            yield self.say("happened", time=moment(alert.happened_ms or alert.lead.since_ms))
        elif purpose is Purpose.ESCALATE:
            yield self.say("escalated", minutes=told.minutes)
        elif purpose is Purpose.REPEAT:
            yield self.say("repeated")
        elif purpose is Purpose.UPDATE and alert.acknowledged_ms is not None:
            yield self.say("acknowledged", who=told.who or self.say("somebody"))
        if purpose is Purpose.UPDATE and alert.snoozed_until_ms is not None:
            yield self.say("snoozed", time=moment(alert.snoozed_until_ms))
        if told.off_duty:
            yield self.say("nobody_on_duty")

    def _value(self, part: Part) -> Iterator[str]:
        if isinstance(part.value, float | int) and part.vital:
            figure = self.figure(part, part.value)
            yield self.say("value", vital=self.vital(part.vital), value=figure, time=moment(part.at_ms))

    def _figures(self, part: Part, name: str) -> Iterator[str]:
        if not isinstance(part.value, float | int):
            return
        yield from self._value(part)
        # What is nearing a limit has not passed it.
        if part.limit is not None and "trend" not in part.rule:
            limit = self.figure(part, part.limit)
            yield self.say("limit_low" if is_low(part) else "limit_high", limit=limit)
        if part.usual is not None:
            low, high = part.usual
            yield self.say("usual", name=name, low=self.figure(part, low), high=self.figure(part, high))


def _cause_of(alert: Alert, part: Part) -> Cause:
    return _CAUSES.get(part.rule) or _CAUSE_OF_VITAL.get(part.vital, alert.cause)


def _advice(alert: Alert) -> str:
    if alert.cause is Cause.GLUCOSE:
        return "glucose_low" if is_low(alert.lead) else "glucose_high"
    return _ADVICE.get(alert.cause, "other")


def _may_be_emergency(alert: Alert) -> bool:
    return alert.level >= Level.URGENT and alert.cause not in _NEVER_AN_EMERGENCY and not alert.test


async def async_alert_texts(hass: HomeAssistant, language: str | None = None) -> AlertTexts:
    """Return the sentences of a language (None: this Home Assistant's); read once, then at hand."""
    language = language or hass.config.language
    return AlertTexts(
        language,
        await async_get_translations(hass, language, "common", [DOMAIN]),
        await async_get_translations(hass, language, "entity", [DOMAIN]),
        hass.config.units.temperature_unit,
    )
