"""Of a vital of words that several sources tell, the chart shows what counts: as the person's bindings prefer them."""

from datetime import timedelta

from doors_home import ALICE, async_act, async_ask, async_household, person
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.typing import WebSocketGenerator
from test_household import bound

from custom_components.healthsense.household import RawReading

WATCH, BED = "ha:sensor.watch", "ha:sensor.bed"


async def test_the_preferred_source_counts_while_it_is_heard(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    """A watch that is bound, and a bed that somebody's automation tells of: not a mixture of the two."""
    entry = await async_household(hass, person(ALICE, "Alice", sources=bound(sleep_stage="sensor.watch")))
    client, household, now = await hass_ws_client(), entry.runtime_data, dt_util.utcnow()
    told = [(WATCH, "light", 170), (BED, "awake", 160), (WATCH, "deep", 150), (BED, "rem", 60), (BED, "light", 40)]
    for source, word, minutes in told:
        reading = RawReading("sleep_stage", word, None, now - timedelta(minutes=minutes), None, None)
        await household.async_record(ALICE, [reading], source=source)
    span = {"person_id": ALICE, "start": (now - timedelta(hours=3)).isoformat(), "end": now.isoformat()}
    chart = (await async_ask(client, "series", vital="sleep_stage", max_points=2000, **span))["result"]
    assert chart["last"] == ["light", "deep", "rem", "light"]
    assert [chart["sources"][place]["source"] for place in chart["source"]] == [WATCH, WATCH, BED, BED]
    alone = (await async_ask(client, "series", vital="sleep_stage", max_points=2000, source=BED, **span))["result"]
    assert alone["last"] == ["awake", "rem", "light"]
    answer = await async_act(hass, "get_history", {**span, "vitals": ["sleep_stage"], "max_points": 2000})
    points = answer["vitals"]["sleep_stage"]["points"]
    assert [(point["last"], point["source"]) for point in points] == [
        ("light", WATCH),
        ("deep", WATCH),
        ("rem", BED),
        ("light", BED),
    ]
