"""The sensor that says how much is asked for now: the highest level of an open alert. Nobody private has it."""

from typing import Final, override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity

from .alert_entities import AlertEntity, Look, iso
from .alert_entity_keys import ALERT_LEVEL
from .alert_view import AlertView, reasons
from .engine.alerts.model import LEVEL_WORDS, News
from .household import Household

NO_ALERT: Final = "none"


class AlertLevelSensor(AlertEntity[str], SensorEntity):
    """The highest level of the open alerts, and beside it which they are. A test of the alerts does not count."""

    _attr_device_class = SensorDeviceClass.ENUM

    def __init__(self, household: Household, view: AlertView) -> None:
        """Know every level."""
        super().__init__(household, view, ALERT_LEVEL)
        self._attr_options = [NO_ALERT, *LEVEL_WORDS]

    @override
    def look(self, news: News, at_ms: int) -> Look[str]:
        """Return the level and the alerts, the highest first; none of their values."""
        alerts = [
            {
                "alert": one.id,
                "cause": one.cause.value,
                "level": one.level.word,
                "stage": one.stage.value,
                "since": iso(one.raised_ms),
                "reasons": reasons(one),
                "test": one.test,
            }
            for one in news.open
        ]
        return NO_ALERT if news.level is None else news.level.word, {"alerts": alerts}

    @override
    def show(self, state: str) -> None:
        """Take the level over."""
        self._attr_native_value = state
