"""docs/alert-watching.md names every rule of what is watched besides values, and the figures that the code has."""

from pathlib import Path

import pytest
from healthsense_engine.alerts import behaviour, devices, overdue
from healthsense_engine.care_review import OVERDUE_AFTER_MS

PAGE = (Path(__file__).parents[3] / "docs" / "alert-watching.md").read_text(encoding="utf-8")
HOUR_MS = 3_600_000


@pytest.mark.parametrize("key", [rule.key for module in (overdue, devices, behaviour) for rule in module.RULES])
def test_every_rule_is_on_the_page(key: str) -> None:
    assert f"`{key}`" in PAGE


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("Late two hours after", OVERDUE_AFTER_MS == 2 * HOUR_MS),
        ("told for 24 hours", overdue.TOLD_FOR_MS == 24 * HOUR_MS),
        ("at 20 % or less; 10 %", (devices.BATTERY_LOW, devices.BATTERY_EMPTY) == (20, 10)),
        ("above 25 %", devices.BATTERY_LOW + devices.BATTERY_CLEAR == 25),
        ("below 60 % for half an hour", (devices.SIGNAL_POOR, devices.POOR_FOR_MS) == (60, HOUR_MS // 2)),
        ("70 % and better", devices.SIGNAL_POOR + devices.SIGNAL_CLEAR == 70),
        ("given up after three days", devices.GIVEN_UP_MS == behaviour.GIVEN_UP_MS == 72 * HOUR_MS),
        ("four times its usual interval", devices.INTERVALS == 4),
        ("more than a fifth of the last 14", (devices.USUAL_SHARE, devices.DAYS) == (0.2, 14)),
        ("Fewer than 20 readings", devices.SAMPLE == 20),
        ("before four days are known", devices.KNOWN_DAYS == 4),
        ("last 28 days, of which 14", (behaviour.LEARNED_DAYS, behaviour.MIN_DAYS) == (28, 14)),
        ("99th percentile", behaviour.SHARE == 99),
        ("half an hour in the morning", behaviour.MORNING_MARGIN_MS == HOUR_MS // 2),
        ("an hour by day", behaviour.DAY_MARGIN_MS == HOUR_MS),
    ],
)
def test_figures_are_those_of_the_code(said: str, *, figure: bool) -> None:
    assert said in PAGE
    assert figure
