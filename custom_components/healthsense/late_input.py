"""What a node says of a reading that it had kept: hostile until parsed.

Pure functions over the data of the event; ``late_readings.py`` listens.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

MAX_AGE_MS: Final = 7 * 24 * 3_600_000
"""What is older is not taken: minutes of that age are closed (``keep_full_days``), and a node forgets earlier."""

MAX_SEQUENCE: Final = 2**31 - 1
MAX_FIELDS: Final = 32
_LONGEST: Final = 128
_LONGEST_UNIT: Final = 32

_BOOT_ID: Final = re.compile(r"[0-9a-f]{16}")
_NUMBER: Final = re.compile(r"[0-9]{1,10}")
_ENTITY: Final = re.compile(r"[A-Za-z0-9_-]{1,120}")
_VITAL: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_VALUE: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?(e[+-]?[0-9]{1,2})?")


class LateInputError(ValueError):
    """An event that cannot be taken. Names the field, never what is in it."""

    def __init__(self, field: str) -> None:
        """Keep which field was refused."""
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Ticket:
    """Which record of which node it is: what an acknowledgement names.

    ``oldest`` is the first that the node still has: what is missing before it is lost, what is missing after it comes.
    """

    device_id: str
    boot_id: str
    sequence: int
    oldest: int


@dataclass(frozen=True, slots=True)
class LateReading:
    """What was measured ``age_ms`` before it was sent. ``entity`` is the object id on the node."""

    entity: str
    value: float
    unit: str
    age_ms: int
    quality: float | None


def _text(data: Mapping[str, Any], field: str, pattern: re.Pattern[str]) -> str:
    value = data.get(field)
    if not isinstance(value, str) or len(value) > _LONGEST or pattern.fullmatch(value) is None:
        raise LateInputError(field)
    return value


def _integer(data: Mapping[str, Any], field: str, low: int, high: int) -> int:
    number = int(_text(data, field, _NUMBER))
    if not low <= number <= high:
        raise LateInputError(field)
    return number


def ticket(data: Mapping[str, Any]) -> Ticket:
    """Return which record an event carries.

    Raises:
        LateInputError: naming the field. Such an event cannot be acknowledged.
    """
    if len(data) > MAX_FIELDS:
        raise LateInputError("data")
    device_id = data.get("device_id")
    if not isinstance(device_id, str) or not 0 < len(device_id) <= _LONGEST:
        raise LateInputError("device_id")
    boot_id = _text(data, "boot_id", _BOOT_ID)
    sequence = _integer(data, "sequence", 1, MAX_SEQUENCE)
    # A node that does not say what it still has gets no gap held against it.
    oldest = _integer(data, "oldest", 1, sequence) if "oldest" in data else sequence
    return Ticket(device_id, boot_id, sequence, oldest)


def late_reading(data: Mapping[str, Any]) -> LateReading:
    """Return the reading that an event carries; whether the value is plausible is the engine's to say.

    Raises:
        LateInputError: naming the first field that cannot be taken.
    """
    entity = _text(data, "entity", _ENTITY)
    _text(data, "vital", _VITAL)
    value = float(_text(data, "value", _VALUE))
    unit = data.get("unit", "")
    if not isinstance(unit, str) or len(unit) > _LONGEST_UNIT or not unit.isprintable():
        raise LateInputError("unit")
    age_ms = _integer(data, "age_ms", 0, MAX_AGE_MS)
    quality = float(_integer(data, "quality", 0, 100)) if "quality" in data else None
    return LateReading(entity, value, unit, age_ms, quality)
