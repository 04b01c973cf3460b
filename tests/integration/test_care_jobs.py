"""Whether something was measured in a window, however it is kept by now."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from care_home import WEIGHT, async_plan, async_wait, items, shown
from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant

from custom_components.healthsense.engine.measurement import Measurement
from custom_components.healthsense.engine.seen import first_seen
from custom_components.healthsense.engine.store import Store, StoreFullError

HOUR = 3_600_000
MINUTE = 60_000
NOON = 1_795_176_000_000
ANN = "ann"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty history."""
    opened = Store.open(tmp_path / "history.db", now_ms=NOON)
    yield opened
    opened.close()


def put(store: Store, vital: str, *times: int, source: str = "watch") -> None:
    """Write readings."""
    store.write(ANN, [Measurement(vital, at, source, 7000, at) for at in times])


def test_a_spot_reading(store: Store) -> None:
    """The first in the window; its end is outside, and the profile is no measurement."""
    seen = first_seen(store, ANN)
    put(store, "weight", NOON + 5, NOON + 9)
    put(store, "weight", NOON + 1, source="profile")
    assert seen("weight", NOON, NOON + HOUR) == NOON + 5
    assert seen("weight", NOON, NOON + 5) is None
    assert seen("height", NOON, NOON + HOUR) is None


@pytest.mark.parametrize("days", [0, 30])
def test_a_stream(store: Store, days: int) -> None:
    """Hours inside the window answer, at its edges the readings, after compaction the minutes."""
    put(store, "heart_rate", NOON + 90 * MINUTE, NOON + 20 * MINUTE)
    # The newest day of a series is never packed.
    put(store, "heart_rate", NOON + days * 24 * HOUR + 10 * HOUR)
    while store.compact(NOON + days * 24 * HOUR):
        pass
    seen = first_seen(store, ANN)
    assert seen("heart_rate", NOON + 30 * MINUTE, NOON + 3 * HOUR) == NOON + HOUR
    assert seen("heart_rate", NOON + 10 * MINUTE, NOON + 30 * MINUTE) == NOON + 20 * MINUTE
    assert seen("heart_rate", NOON + 30 * MINUTE, NOON + 80 * MINUTE) is None
    assert seen("spo2", NOON, NOON + HOUR) is None


async def test_a_history_that_fails_at_the_start(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Nothing is shown until it answered; a minute later it does."""
    with patch.object(Store, "marks", side_effect=StoreFullError("full")):
        household = (await async_plan(hass, freezer, WEIGHT)).runtime_data
        assert shown(hass, "recommendation").state == STATE_UNAVAILABLE
        assert shown(hass, "adherence_7d").state == STATE_UNAVAILABLE
        assert shown(hass, "reminders", "todo").state == STATE_UNAVAILABLE
        assert items(hass) == {}
    await async_wait(hass, household, freezer, minutes=1)
    assert shown(hass, "recommendation").state == "nothing"
    assert len(items(hass)) == 1
