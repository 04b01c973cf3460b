"""The sentences of recommendations and reminders: in the language of the house, or of who asks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.translation import async_get_cached_translations, async_get_translations
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .engine.advice import Recommendation
from .engine.advice_sources import SOURCES
from .engine.advice_triggers import Kind, Why
from .engine.care_plan import MEASURES
from .engine.care_review import ADHERENCE_DAYS
from .engine.catalog import CATALOG
from .engine.measurement import to_datetime
from .engine.vitals import VITALS

RECOMMENDATION: Final = "recommendation"
NOTHING: Final = "nothing"
LANGUAGES: Final = frozenset({"de", "en", "es", "fr", "it", "nl", "pl", "vi"})
"""What we are translated to."""
_PREFIX: Final = f"component.{DOMAIN}."
_COMMON: Final = "common"
_ENTITY: Final = "entity"


def language_for(hass: HomeAssistant, asked: str | None) -> str:
    """Return the language to answer in: the one asked for (of ``en-GB``: ``en``), else this Home Assistant's."""
    known = "" if asked is None else asked.partition("-")[0].lower()
    return known if known in LANGUAGES else hass.config.language


def moment(ms: int | None) -> str:
    """Return a moment of the household's time: the time of today, the day of another one."""
    if ms is None:
        return ""
    local: datetime = dt_util.as_local(to_datetime(ms))
    if local.date() == dt_util.now().date():
        return f"{local:%H:%M}"
    return f"{local:%Y-%m-%d}" if (local.hour, local.minute) == (0, 0) else f"{local:%Y-%m-%d %H:%M}"


class AdviceTexts:
    """The sentences of one language. Pure: everything was loaded."""

    def __init__(self, common: Mapping[str, str], entity: Mapping[str, str]) -> None:
        """Keep the texts as Home Assistant flattens them."""
        self._common = common
        self._entity = entity

    def sentence(self, key: str, placeholders: Mapping[str, str]) -> str:
        """Return a text of the section ``common`` with its placeholders filled."""
        return self._common.get(f"{_PREFIX}{_COMMON}.advice_{key}", key).format_map(placeholders)

    def _sensor(self, path: str, default: str) -> str:
        return self._entity.get(f"{_PREFIX}{_ENTITY}.sensor.{path}", default)

    def measure(self, measure: str) -> str:
        """Return what is to be measured."""
        return self.sentence(f"measure_{measure}", {}) if measure in MEASURES else ""

    def subject(self, subject: str) -> str:
        """Return the name of an assessment, a vital, a measure or a fact of the profile."""
        if subject in CATALOG:
            return self._sensor(f"{CATALOG[subject].entity_key}.name", subject)
        if subject in VITALS or subject in ADHERENCE_DAYS:
            return self._sensor(f"{subject}.name", subject)
        return self.measure(subject) or self.sentence(f"fact_{subject}", {})

    def _band(self, why: Why) -> str:
        key = CATALOG[why.subject].entity_key if why.subject in CATALOG else why.subject
        plain = self._sensor(f"{key}.state.{why.band}", why.band)
        return self._sensor(f"{key}.state_attributes.band.state.{why.band}", plain)

    def title(self, key: str) -> str:
        """Return a recommendation in a few words."""
        return self._sensor(f"{RECOMMENDATION}.state.{key}", key)

    def reason(self, why: Why) -> str:
        """Return why something is recommended."""
        placeholders = {
            "subject": self.subject(why.subject),
            "band": self._band(why) if why.kind is Kind.BAND else "",
            "value": "" if why.value is None else f"{why.value:.0f}",
            "when": moment(why.at_ms),
        }
        return self.sentence(f"why_{why.kind}", placeholders)

    def as_dict(self, one: Recommendation) -> dict[str, Any]:
        """Return a recommendation for reading: its title, why, the five parts, source and when to look again."""
        placeholders = {
            "measure": self.measure(one.measure) or self.subject(one.why.subject),
            "missing": ", ".join(self.subject(vital) for vital in one.why.missing),
            "planned": moment(one.why.at_ms),
            "when": moment(one.arrange_ms),
        }
        return {
            "key": one.key,
            "title": self.title(one.key),
            "why": self.reason(one.why),
            **{part.value: self.sentence(name, placeholders) for part, name in one.parts.items()},
            "source": SOURCES[one.source],
        }

    def description(self, one: Recommendation) -> str:
        """Return a recommendation as the text of a to-do item."""
        told = self.as_dict(one)
        # A list shows the lines as one: each must end as a sentence does.
        lines = (str(told[key]) for key in ("why", "advise", "assist", "arrange", "source"))
        return "\n".join(line if line.endswith((".", "!", "?")) else f"{line}." for line in lines)


async def async_advice_texts(hass: HomeAssistant, language: str) -> AdviceTexts:
    """Return the sentences of a language; read once, then at hand."""
    return AdviceTexts(
        await async_get_translations(hass, language, _COMMON, [DOMAIN]),
        await async_get_translations(hass, language, _ENTITY, [DOMAIN]),
    )


async def async_load_texts(hass: HomeAssistant) -> None:
    """Have the texts of this Home Assistant's language at hand, so that the event loop reads no file later."""
    await async_advice_texts(hass, hass.config.language)


@callback
def async_house_texts(hass: HomeAssistant) -> AdviceTexts:
    """Return the sentences in the language of this Home Assistant, once ``async_load_texts`` has them."""
    language = hass.config.language
    return AdviceTexts(
        async_get_cached_translations(hass, language, _COMMON, DOMAIN),
        async_get_cached_translations(hass, language, _ENTITY, DOMAIN),
    )
