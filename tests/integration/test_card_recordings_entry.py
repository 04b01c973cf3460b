"""What HealthSense answers to readings that somebody tells a card: taken, refused in part, refused, taken back."""

from typing import Any

from doors_home import BOB, async_ask
from freezegun.api import FrozenDateTimeFactory
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket
from recording_home import Compare, steady

from custom_components.healthsense.household import Household

CUFF = [
    {"vital": "systolic", "value": 128, "unit": "mmHg"},
    {"vital": "diastolic", "value": 16.5, "unit": "mmHg"},
    {"vital": "temperature", "value": 98.2, "unit": "°F", "site": "ear"},
]
AT = "2026-11-20T11:30:00.000Z"


async def test_what_was_told_by_hand(
    bob: tuple[MockHAClientWebSocket, Household, dict[str, str]], freezer: FrozenDateTimeFactory, recorded: Compare
) -> None:
    """As the entry card sends it; and what it sends to take it back."""
    client, _, names = bob
    asked: dict[str, dict[str, Any]] = {
        "taken": {"measurements": [CUFF[0], {**CUFF[1], "value": 82}, CUFF[2]], "time": AT},
        "told twice": {"measurements": [CUFF[0]], "time": AT},
        "in part": {"measurements": CUFF, "time": "2026-11-20T11:40:00.000Z", "source": "Cuff"},
        "refused": {"measurements": CUFF[1:2]},
        "too early": {"measurements": CUFF[:1], "time": "2026-11-21T12:00:00.000Z"},
    }
    told = {}
    for name, fields in asked.items():
        answer = await async_ask(client, "record", person_id=BOB, **fields)
        told[name] = answer["result"] if answer["success"] else answer["error"]
    freezer.tick(1)
    replaced = await async_ask(client, "record", person_id=BOB, measurements=[{**CUFF[0], "value": 182}], time=AT)
    assert replaced["success"], replaced
    told["replaced"] = replaced["result"]
    for name, undo in (("brought back", told["replaced"]["undo"]), ("taken back", told["taken"]["undo"])):
        told[name] = (await async_ask(client, "undo", person_id=BOB, undo=undo))["result"]
    told["too late"] = (await async_ask(client, "undo", person_id=BOB, undo="long ago"))["error"]
    assert [row["value"] for row in told["brought back"]["restored"]] == [128]
    assert [row["vital"] for row in told["taken back"]["removed"]] == ["systolic", "diastolic", "temperature"]
    undos = {answer["undo"]: f"undo-{name}" for name, answer in told.items() if answer.get("undo")}
    recorded("record", steady(told, names | undos))
