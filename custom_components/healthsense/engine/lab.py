"""Laboratory values that a person types in: which there are, in which units, and when they were measured."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType
from typing import Any, Final

CHOLESTEROL_MG_DL_PER_MMOL_L: Final = 1 / 0.02586
"""The factor of the equations that use mmol/L (Khan et al., Circulation 2024;149:430, supplement)."""

GLUCOSE_MG_DL_PER_MMOL_L: Final = 18.018


class LabError(ValueError):
    """A laboratory value that cannot be used. Names the field and the reason, never the value."""

    def __init__(self, field_name: str, reason: str) -> None:
        """Keep which field was refused and why."""
        super().__init__(f"{field_name}: {reason}")
        self.field = field_name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class LabRow:
    """One laboratory value: its unit, what a person can have (inclusive), and other spellings.

    ``others`` maps another key to the conversion into ``unit``.
    """

    unit: str
    plausible: tuple[float, float]
    others: Mapping[str, Callable[[float], float]]


@dataclass(frozen=True, slots=True)
class Lab:
    """A laboratory value in its row's unit."""

    value: float
    measured_ms: int


def _cholesterol(mmol_l: float) -> float:
    return mmol_l * CHOLESTEROL_MG_DL_PER_MMOL_L


def _glucose(mmol_l: float) -> float:
    return mmol_l * GLUCOSE_MG_DL_PER_MMOL_L


def _hba1c(mmol_mol: float) -> float:
    """Return HbA1c in % of a value in mmol/mol (NGSP master equation: 0.09148 x IFCC + 2.152)."""
    return 0.09148 * mmol_mol + 2.152


LABS: Final[Mapping[str, LabRow]] = MappingProxyType(
    {
        "total_cholesterol_mg_dl": LabRow("mg/dL", (50, 800), {"total_cholesterol_mmol_l": _cholesterol}),
        "hdl_cholesterol_mg_dl": LabRow("mg/dL", (5, 250), {"hdl_cholesterol_mmol_l": _cholesterol}),
        "egfr": LabRow("mL/min/1.73m2", (1, 200), {}),
        "hba1c_percent": LabRow("%", (3, 20), {"hba1c_mmol_mol": _hba1c}),
        "fasting_glucose_mg_dl": LabRow("mg/dL", (20, 1000), {"fasting_glucose_mmol_l": _glucose}),
    }
)
"""Every laboratory value by key."""

LAB_KEYS: Final = frozenset(LABS) | {other for row in LABS.values() for other in row.others}
"""The keys of a profile that hold laboratory values."""


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise LabError(name, "not_a_number")
    return float(value)


def parse_labs(data: Mapping[str, Any], measured_ms: Callable[[str], int]) -> Mapping[str, Lab]:
    """Return the laboratory values that ``data`` holds; ``measured_ms`` tells when a key was measured.

    Raises:
        LabError: naming the field; ``told_twice`` where a value is given in two units.
    """
    found: dict[str, Lab] = {}
    for key, row in LABS.items():
        for name, convert in {key: None, **row.others}.items():
            if data.get(name) is None:
                continue
            if key in found:
                raise LabError(name, "told_twice")
            number = _number(name, data[name])
            value = number if convert is None else convert(number)
            low, high = row.plausible
            if not low <= value <= high:
                raise LabError(name, "implausible")
            found[key] = Lab(value, measured_ms(name))
    return found
