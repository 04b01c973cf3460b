"""Whatever an event carries, it is a record or a refusal that names a field."""

import math
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from custom_components.healthsense.late_input import MAX_AGE_MS, MAX_SEQUENCE, LateInputError, late_reading, ticket

FIELDS = ("device_id", "boot_id", "sequence", "oldest", "entity", "vital", "value", "unit", "age_ms", "quality")
SOUND = {
    "device_id": "node", "boot_id": "00000000000000a1", "sequence": "7", "oldest": "3", "entity": "heart_rate",
    "vital": "heart_rate", "value": "-71.5e+01", "unit": "bpm", "age_ms": "1500", "quality": "83",
}  # fmt: skip
ANYTHING = st.one_of(
    st.text(max_size=40), st.integers().map(str), st.floats().map(str), st.integers(), st.floats(), st.none(),
    st.booleans(), st.lists(st.integers(), max_size=3), st.from_regex(r"[0-9a-f]{16}", fullmatch=True),
)  # fmt: skip


def test_a_sound_event_is_read_whole() -> None:
    """Every field in its place."""
    found, reading = ticket(SOUND), late_reading(SOUND)
    assert (found.device_id, found.boot_id, found.sequence, found.oldest) == ("node", "00000000000000a1", 7, 3)
    assert (reading.entity, reading.value, reading.unit, reading.age_ms) == ("heart_rate", -715.0, "bpm", 1500)
    assert reading.quality == 83


@given(changed=st.dictionaries(st.one_of(st.sampled_from(FIELDS), st.text(max_size=9)), ANYTHING, max_size=5))
@example(changed={"sequence": "1"})
@example(changed={"value": "9" * 12 + "e99"})
def test_anything_else_is_in_range_or_refused_by_name(changed: dict[str, Any]) -> None:
    """Never another error, never a value that nobody could store."""
    data, refused = {**SOUND, **changed}, None
    try:
        found, reading = ticket(data), late_reading(data)
    except LateInputError as err:
        refused = err.field
    if refused is not None:
        assert refused in changed or (refused == "oldest" and "sequence" in changed)
        return
    assert 1 <= found.oldest <= found.sequence <= MAX_SEQUENCE
    assert math.isfinite(reading.value)
    assert 0 <= reading.age_ms <= MAX_AGE_MS
    assert reading.quality is None or 0 <= reading.quality <= 100
    assert len(reading.unit) <= 32
    assert reading.entity
