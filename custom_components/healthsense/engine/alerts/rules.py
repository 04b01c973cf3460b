"""All rules, in the order in which they are asked."""

from typing import Final

from . import bands, behaviour, departures, devices, models_rules, overdue, thresholds, trends
from .rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    *thresholds.RULES,
    *bands.RULES,
    *departures.RULES,
    *trends.RULES,
    *models_rules.RULES,
    *overdue.RULES,
    *devices.RULES,
    *behaviour.RULES,
)
