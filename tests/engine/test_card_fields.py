"""What the entry card holds plausible before it sends is what the register does (frontend/src/entry/limits.json)."""

import json
from pathlib import Path
from typing import Any

import pytest
from healthsense_engine.vitals import VITALS, normalize_unit

FILE = Path(__file__).resolve().parents[2] / "frontend" / "src" / "entry" / "limits.json"
FIELDS: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", FIELDS)
def test_a_field_of_the_entry_card_is_the_vital_of_the_register(key: str) -> None:
    """Unit, plausible range, site, and every other unit with its conversion."""
    vital, field = VITALS[key], FIELDS[key]
    assert (field["unit"], field["low"], field["high"], field["site"]) == (vital.unit, *vital.plausible, vital.sites)
    for unit, (factor, offset) in field["others"].items():
        conversion = vital.units[normalize_unit(unit)]
        assert factor == pytest.approx(float(conversion.factor), rel=1e-12)
        assert offset == pytest.approx(float(conversion.offset), rel=1e-12)
