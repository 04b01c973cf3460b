"""Alerts to tell somebody about, and the texts of any language without a running Home Assistant."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from custom_components.healthsense.alert_texts import AlertTexts, Told
from custom_components.healthsense.const import DOMAIN
from custom_components.healthsense.engine.alerts.controls import Consent
from custom_components.healthsense.engine.alerts.model import Alert, Cause, Level, Part, Purpose, Stage

HERE = Path(__file__).resolve().parents[2] / "custom_components" / DOMAIN / "translations"
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl", "vi")
AT_MS = 1_795_262_400_000  # 2026-11-21 12:00 UTC

OXYGEN = Part(
    "spo2_low_urgent", AT_MS, AT_MS, Level.URGENT, met_ms=AT_MS, vital="spo2", value=87.0, worst=86.0, unit="%",
    limit=90.0, usual=(95.0, 98.0),
)  # fmt: skip
PULSE = Part(
    "heart_rate_high", AT_MS, AT_MS, Level.WARNING, met_ms=AT_MS, vital="heart_rate", value=131.0, worst=131.0,
    unit="bpm", limit=120.0,
)  # fmt: skip
ALERT = Alert("oxygen-1a2b", Cause.OXYGEN, Level.URGENT, Stage.RAISED, AT_MS, (OXYGEN, PULSE), raised_ms=AT_MS, seq=2)
FULL = Consent("phone", given=True, values=True, lock_screen=True, until_ms=None, set_by="alice", set_ms=AT_MS)
LOCKED = replace(FULL, lock_screen=False)


def told(alert: Alert = ALERT, purpose: Purpose = Purpose.RAISE, **more: Any) -> Told:
    """Return what is to be told of Alice."""
    return Told(alert, purpose, "Alice", **more)


def _flat(tree: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{path}.{key}")
        else:
            yield f"{path}.{key}", value


def texts(language: str = "en", temperature_unit: str = "°C") -> AlertTexts:
    """Return the texts of a language from its file."""
    tree = json.loads((HERE / f"{language}.json").read_text(encoding="utf-8"))
    common, entity = (dict(_flat(tree[part], f"component.{DOMAIN}.{part}")) for part in ("common", "entity"))
    return AlertTexts(language, common, entity, temperature_unit)
