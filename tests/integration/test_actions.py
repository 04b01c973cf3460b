"""The actions: what they take in, what they refuse, who may call them."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import voluptuous as vol
from doors_home import (
    ALICE,
    BOB,
    GROUP_ID_ADMIN,
    GROUP_ID_READ_ONLY,
    ago,
    async_act,
    async_household,
    async_link,
    async_user,
    person,
)
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized, UnknownUser
from homeassistant.helpers import device_registry as dr
from homeassistant.util.yaml import load_yaml_dict
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.healthsense.action_input import MAX_MEASUREMENTS
from custom_components.healthsense.engine.catalog import CATALOG
from custom_components.healthsense.engine.store import Store, StoreBusyError, StoreError
from custom_components.healthsense.engine.vitals import VITALS, Site

ROOT = Path(__file__).parents[2] / "custom_components" / "healthsense"


class House:
    """Alice is private, Bob is shared; Dora administers, Guest may only look."""

    alice: MockUser
    bob: MockUser
    dora: MockUser
    guest: MockUser
    entry: MockConfigEntry


@pytest.fixture
async def house(hass: HomeAssistant) -> House:
    """Set the house up."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    house = House()
    house.alice, house.bob = await async_user(hass, "Alice"), await async_user(hass, "Bob")
    house.dora = await async_user(hass, "Dora", GROUP_ID_ADMIN)
    house.guest = await async_user(hass, "Guest", GROUP_ID_READ_ONLY)
    await async_link(hass, alice=house.alice, bob=house.bob)
    house.entry = await async_household(
        hass,
        person(ALICE, "Alice", private=True, person_entity="person.alice"),
        person(BOB, "Bob", person_entity="person.bob"),
    )
    return house


def device_id(hass: HomeAssistant, house: House, person_id: str) -> str:
    """Return a person's device."""
    device = dr.async_get(hass).async_get_device_by_identifier(("healthsense", person_id), house.entry.entry_id)
    assert device is not None
    return device.id


async def readings(hass: HomeAssistant, person_id: str, vital: str, user: MockUser | None = None) -> list[Any]:
    """Return the (time, value) pairs of the last ten years."""
    start = (datetime.now(UTC) - timedelta(days=3650)).isoformat()
    asked = {"person_id": person_id, "vitals": vital, "start": start, "resolution": "raw", "max_points": 2000}
    answer = await async_act(hass, "get_history", asked, user)
    return [(row["time"], row["value"]) for row in answer["vitals"][vital]["readings"]]


async def test_recording_several_at_once(hass: HomeAssistant, house: House) -> None:
    """One call, one time, several vitals, units of any kind; the answer is in canonical units."""
    at = ago(hours=1)
    answer = await async_act(
        hass,
        "record_measurement",
        {
            "device_id": device_id(hass, house, BOB),
            "time": at,
            "source": "Upper arm cuff",
            "measurements": [
                {"vital": "systolic", "value": 124, "unit": "mmHg"},
                {"vital": "diastolic", "value": 10.5, "unit": "kPa"},
                {"vital": "temperature", "value": "98,6", "unit": "°F", "site": "ear"},
                {"vital": "consciousness", "value": "alert"},
            ],
        },
        house.bob,
    )
    assert [(row["vital"], row["value"], row["unit"]) for row in answer["stored"]] == [
        ("systolic", 124, "mmHg"),
        ("diastolic", 78.76, "mmHg"),
        ("temperature", 37.0, "°C"),
        ("consciousness", "alert", ""),
    ]
    assert {row["time"] for row in answer["stored"]} == {at}
    assert answer["stored"][2]["site"] == "ear"
    assert (answer["duplicates"], answer["rejected"]) == (0, [])
    json.dumps(answer)
    pressure = house.entry.runtime_data.people[BOB].result.assessments["map"]
    assert round(pressure.value) == 94


async def test_recording_in_few_words(hass: HomeAssistant, house: House) -> None:
    """One vital with its value: now, and by hand."""
    answer = await async_act(
        hass, "record_measurement", {"person_id": BOB, "vital": "weight", "value": "72.4", "unit": "kg"}, house.bob
    )
    (stored,) = answer["stored"]
    assert (stored["value"], stored["source"]) == (72.4, "manual")
    assert abs(datetime.fromisoformat(stored["time"]) - datetime.now(UTC)) < timedelta(minutes=1)


async def test_a_repetition_is_no_error(hass: HomeAssistant, house: House) -> None:
    """The same reading twice is kept once and told."""
    reading = {"person_id": BOB, "vital": "weight", "value": 72.4, "unit": "kg", "time": ago(hours=1)}
    await async_act(hass, "record_measurement", reading, house.bob)
    assert len(await readings(hass, BOB, "weight")) == 1
    await async_act(hass, "record_measurement", reading, house.bob)
    assert len(await readings(hass, BOB, "weight")) == 1


async def test_good_readings_are_kept_beside_bad_ones(hass: HomeAssistant, house: House) -> None:
    """Each refusal names its place in the list, field and reason."""
    answer = await async_act(
        hass,
        "record_measurement",
        {
            "person_id": BOB,
            "measurements": [
                {"vital": "heart_rate", "value": 900, "unit": "bpm"},
                {"vital": "spo2", "value": 97, "unit": "%"},
                "a text",
                {"vital": "glucose", "value": 5.5},
                {"vital": "weight", "value": float("nan"), "unit": "kg"},
                {"vital": "weight", "value": 70, "unit": "kg", "time": "yesterday"},
            ],
        },
        house.bob,
    )
    assert [row["vital"] for row in answer["stored"]] == ["spo2"]
    assert answer["rejected"] == [
        {"index": 0, "field": "value", "reason": "implausible"},
        {"index": 2, "field": "measurements", "reason": "bad_row"},
        {"index": 3, "field": "unit", "reason": "unknown_unit"},
        {"index": 4, "field": "value", "reason": "not_a_number"},
        {"index": 5, "field": "time", "reason": "bad_time"},
    ]


HOSTILE: list[tuple[dict[str, Any], str, str]] = [
    ({"vital": "mood"}, "vital", "unknown_vital"),
    ({"vital": ["weight"]}, "vital", "unknown_vital"),
    ({"vital": "x" * 100_000}, "vital", "unknown_vital"),
    ({"vital": None}, "vital", "unknown_vital"),
    ({"unit": "stones and pebbles"}, "unit", "unknown_unit"),
    ({"unit": None}, "unit", "unknown_unit"),
    ({"unit": 5}, "unit", "unknown_unit"),
    ({"unit": "k" * 100_000}, "unit", "unknown_unit"),
    ({"value": None}, "value", "not_a_number"),
    ({"value": True}, "value", "not_a_number"),
    ({"value": "NaN"}, "value", "not_a_number"),
    ({"value": "1e3"}, "value", "not_a_number"),
    ({"value": "9" * 1_000}, "value", "not_a_number"),
    ({"value": "٧٢"}, "value", "not_a_number"),
    ({"value": [72]}, "value", "not_a_number"),
    ({"value": {"kg": 72}}, "value", "not_a_number"),
    ({"value": float("inf")}, "value", "not_a_number"),
    ({"value": 10**400}, "value", "not_a_number"),
    ({"value": 1e308}, "value", "implausible"),
    ({"value": -72}, "value", "implausible"),
    ({"time": "-5"}, "time", "bad_time"),
    ({"time": -5}, "time", "bad_time"),
    ({"time": "2026-02-30T10:00:00Z"}, "time", "bad_time"),
    ({"time": "0001-01-01T00:00:00+14:00"}, "time", "too_old"),
    ({"time": "1899-12-31T00:00:00Z"}, "time", "too_old"),
    ({"time": "9999-12-31T23:59:59-14:00"}, "time", "in_the_future"),
    ({"time": "1979-01-01T00:00:00Z"}, "time", "before_birth"),
    ({"time": "t" * 100_000}, "time", "bad_time"),
    ({"source": ""}, "source", "bad_source"),
    ({"source": "s" * 129}, "source", "bad_source"),
    ({"source": "new\nline"}, "source", "bad_source"),
    ({"quality": 101}, "quality", "bad_quality"),
    ({"quality": float("nan")}, "quality", "bad_quality"),
    ({"quality": "good"}, "quality", "bad_quality"),
    ({"quality": True}, "quality", "bad_quality"),
    ({"vital": "temperature", "value": 37, "unit": "°C", "site": "hat"}, "site", "unknown_site"),
    ({"vital": "temperature", "value": 37, "unit": "°C", "site": ["ear"]}, "site", "unknown_site"),
    ({"vital": "consciousness", "value": "dizzy"}, "value", "unknown_word"),
]


@pytest.mark.parametrize(("fields", "field", "reason"), HOSTILE)
async def test_hostile_readings_are_refused(
    hass: HomeAssistant, house: House, fields: dict[str, Any], field: str, reason: str
) -> None:
    """With the field, the reason and a translated message; nothing is stored."""
    reading = {"person_id": BOB, "vital": "weight", "value": 72, "unit": "kg", **fields}
    with pytest.raises(ServiceValidationError) as raised:
        await async_act(hass, "record_measurement", reading, house.bob)
    assert raised.value.translation_key == f"rejected_{reason}"
    assert raised.value.translation_placeholders == {"field": field}
    assert await readings(hass, BOB, "weight") == []


@pytest.mark.parametrize(
    "data",
    [
        {"vital": "weight", "value": 72, "unit": "kg", "more": 1},
        {"vital": "weight", "value": 72, "unit": "kg", "source": 5},
    ],
)
async def test_calls_out_of_shape_are_refused(hass: HomeAssistant, house: House, data: dict[str, Any]) -> None:
    """By the schema, before anything is looked at."""
    with pytest.raises(vol.Invalid):
        await async_act(hass, "record_measurement", {"person_id": BOB, **data}, house.bob)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"vital": "weight", "value": 1, "unit": "kg"}, "person_needed"),
        ({"person_id": BOB, "device_id": "x", "vital": "weight", "value": 1, "unit": "kg"}, "person_needed"),
        ({"device_id": "no such device", "vital": "weight", "value": 1, "unit": "kg"}, "person_unknown"),
        ({"person_id": "0" * 32, "vital": "weight", "value": 1, "unit": "kg"}, "person_unknown"),
        ({"person_id": BOB}, "measurements_needed"),
        ({"person_id": BOB, "vital": "weight", "measurements": [{}]}, "measurements_needed"),
        ({"person_id": BOB, "measurements": []}, "measurements_number"),
        ({"person_id": BOB, "measurements": [{}] * (MAX_MEASUREMENTS + 1)}, "measurements_number"),
    ],
)
async def test_calls_without_sense_are_explained(
    hass: HomeAssistant, house: House, data: dict[str, Any], key: str
) -> None:
    """What is missing is said in the user's language."""
    with pytest.raises(ServiceValidationError) as raised:
        await async_act(hass, "record_measurement", data, house.bob)
    assert raised.value.translation_key == key


async def test_a_time_without_zone_is_local(hass: HomeAssistant, house: House) -> None:
    """People type what their clock shows: Home Assistant's time zone, in winter and in summer."""
    for local, utc in (
        ("2026-01-15 08:00:00", "2026-01-15T07:00:00+00:00"),
        ("2026-07-15T08:00:00", "2026-07-15T06:00:00+00:00"),
    ):
        answer = await async_act(
            hass,
            "record_measurement",
            {"person_id": BOB, "vital": "weight", "value": 72, "unit": "kg", "time": local},
            house.bob,
        )
        assert answer["stored"][0]["time"] == utc


async def test_deleting(hass: HomeAssistant, house: House) -> None:
    """A deleted reading is gone from the history and from what rested on it."""
    at = ago(minutes=5)
    pressure = [
        {"vital": "systolic", "value": 180, "unit": "mmHg"},
        {"vital": "diastolic", "value": 110, "unit": "mmHg"},
    ]
    await async_act(hass, "record_measurement", {"person_id": BOB, "time": at, "measurements": pressure}, house.bob)
    assert house.entry.runtime_data.people[BOB].result.assessments["map"].value is not None
    answer = await async_act(
        hass,
        "delete_measurement",
        {"person_id": BOB, "vital": ["systolic", "diastolic", "cuff_pulse"], "time": at},
        house.bob,
    )
    assert (answer["deleted"], answer["not_found"]) == (["systolic", "diastolic"], ["cuff_pulse"])
    assert await readings(hass, BOB, "systolic") == []
    assert house.entry.runtime_data.people[BOB].result.assessments["map"].value is None
    with pytest.raises(ServiceValidationError) as raised:
        await async_act(hass, "delete_measurement", {"person_id": BOB, "vital": "systolic", "time": at}, house.bob)
    assert raised.value.translation_key == "measurement_unknown"


async def test_what_was_deleted_can_be_recorded_again_by_hand(hass: HomeAssistant, house: House) -> None:
    """A person's own word counts more than an earlier deletion."""
    reading = {"person_id": BOB, "vital": "weight", "time": ago(hours=1)}
    await async_act(hass, "record_measurement", {**reading, "value": 72, "unit": "kg"}, house.bob)
    await async_act(hass, "delete_measurement", reading, house.bob)
    await async_act(hass, "record_measurement", {**reading, "value": 73, "unit": "kg"}, house.bob)
    assert await readings(hass, BOB, "weight") == [(reading["time"], 73)]


async def test_the_wrong_person_on_the_scale(hass: HomeAssistant, house: House) -> None:
    """The reading goes over with its time; both people's answers follow."""
    at = ago(days=2)
    weighed = {"person_id": BOB, "vital": "weight", "value": 61, "unit": "kg", "time": at, "source": "scale"}
    await async_act(hass, "record_measurement", weighed, house.bob)
    move = {"from_person_id": BOB, "to_device_id": device_id(hass, house, ALICE), "vital": "weight", "time": at}
    answer = await async_act(hass, "reassign_measurement", {**move, "source": "scale"}, house.alice)
    assert answer["reassigned"] == ["weight"]
    assert await readings(hass, BOB, "weight") == []
    assert await readings(hass, ALICE, "weight", house.alice) == [(at, 61)]
    people = house.entry.runtime_data.people
    assert "weight" not in people[BOB].result.current
    assert people[ALICE].result.current["weight"].measurement.value == 61


async def test_reassigning_needs_leave_on_both_sides(hass: HomeAssistant, house: House) -> None:
    """Nobody pushes readings into the history of a private person."""
    at = ago(days=2)
    await async_act(
        hass, "record_measurement", {"person_id": BOB, "vital": "weight", "value": 61, "unit": "kg", "time": at}
    )
    for user in (house.bob, house.dora):
        with pytest.raises(ServiceValidationError) as raised:
            await async_act(
                hass,
                "reassign_measurement",
                {"from_person_id": BOB, "to_person_id": ALICE, "vital": "weight", "time": at},
                user,
            )
        assert raised.value.translation_key == "person_unknown"
    with pytest.raises(ServiceValidationError) as raised:
        await async_act(
            hass,
            "reassign_measurement",
            {"from_person_id": BOB, "to_person_id": BOB, "vital": "weight", "time": at},
            house.bob,
        )
    assert raised.value.translation_key == "same_person"
    assert len(await readings(hass, BOB, "weight")) == 1


async def test_history_in_pages(hass: HomeAssistant, house: House) -> None:
    """Raw readings come in order, and say where the next page begins."""
    rows = [{"vital": "weight", "value": 70 + n, "unit": "kg", "time": ago(hours=10 - n)} for n in range(5)]
    await async_act(hass, "record_measurement", {"person_id": BOB, "measurements": rows}, house.bob)
    asked = {"person_id": BOB, "vitals": ["weight"], "resolution": "raw", "max_points": 2}
    seen, start = [], ago(hours=20)
    for _ in range(3):
        page = (await async_act(hass, "get_history", {**asked, "start": start}))["vitals"]["weight"]
        seen += [row["value"] for row in page["readings"]]
        start = page.get("next_start")
    assert seen == [70, 71, 72, 73, 74]
    assert start is None


async def test_history_in_summary_and_assessments(hass: HomeAssistant, house: House) -> None:
    """By default everything of the last day, as points; assessments with what they rested on."""
    for n in range(4):
        await async_act(
            hass,
            "record_measurement",
            {"person_id": BOB, "vital": "heart_rate", "value": 60 + n, "unit": "bpm", "time": ago(minutes=4 - n)},
            house.bob,
        )
    answer = await async_act(hass, "get_history", {"person_id": BOB, "max_points": 2000})
    points = answer["vitals"]["heart_rate"]["points"]
    assert sum(point["count"] for point in points) == 4
    assert (min(point["min"] for point in points), max(point["max"] for point in points)) == (60, 63)
    answer = await async_act(hass, "get_history", {"person_id": BOB, "assessments": ["news2"]})
    assert answer["vitals"] == {}
    assert answer["assessments"]["news2"][-1]["inputs"]
    assert answer["assessments"]["news2"][-1]["time"]
    json.dumps(answer)


async def test_history_of_words_in_summary(hass: HomeAssistant, house: House) -> None:
    """A mean of words says nothing: each point has the one that was told last."""
    rows = [
        {"vital": "consciousness", "value": word, "time": ago(minutes=minutes)}
        for minutes, word in ((20, "alert"), (10, "unresponsive"))
    ]
    await async_act(hass, "record_measurement", {"person_id": BOB, "measurements": rows}, house.bob)
    answer = await async_act(hass, "get_history", {"person_id": BOB, "vitals": ["consciousness"], "max_points": 1})
    points = answer["vitals"]["consciousness"]["points"]
    assert points[-1]["last"] == "unresponsive"
    assert sum(point["count"] for point in points) == 2
    assert set(points[-1]) == {"start", "last", "count", "source"}


@pytest.mark.parametrize(
    "data",
    [
        {"vitals": ["mood"]},
        {"vitals": ["weight"] * 500},
        {"assessments": ["horoscope"]},
        {"resolution": "fine"},
        {"max_points": 2001},
        {"max_points": "many"},
        {"start": "yesterday"},
    ],
)
async def test_history_refuses_nonsense(hass: HomeAssistant, house: House, data: dict[str, Any]) -> None:
    """By the schema."""
    with pytest.raises(vol.Invalid):
        await async_act(hass, "get_history", {"person_id": BOB, **data}, house.bob)


async def test_history_needs_a_period(hass: HomeAssistant, house: House) -> None:
    """One that does not run backwards."""
    with pytest.raises(ServiceValidationError) as raised:
        await async_act(hass, "get_history", {"person_id": BOB, "start": ago(hours=1), "end": ago(hours=2)}, house.bob)
    assert raised.value.translation_key == "period_invalid"


WEIGHT = {"vital": "weight", "value": 61, "unit": "kg"}


@pytest.mark.parametrize(
    ("who", "whom", "read", "write"),
    [
        ("alice", ALICE, None, None),
        ("alice", BOB, None, None),
        ("bob", BOB, None, None),
        ("bob", ALICE, "person_unknown", "person_unknown"),
        ("dora", ALICE, "person_unknown", "person_unknown"),
        ("dora", BOB, None, None),
        ("guest", BOB, None, "write_not_allowed"),
        (None, BOB, None, None),
        (None, ALICE, "automation_not_allowed", "automation_not_allowed"),
    ],
)
async def test_who_may_call(
    hass: HomeAssistant, house: House, who: str | None, whom: str, read: str | None, write: str | None
) -> None:
    """People for themselves and for shared ones; nobody else for a private one."""
    user = None if who is None else getattr(house, who)
    for action, data, refused in (
        ("get_history", {}, read),
        ("record_measurement", WEIGHT, write),
        ("delete_measurement", {"vital": "weight", "time": ago(days=3)}, write or "measurement_unknown"),
    ):
        if refused is None:
            await async_act(hass, action, {"person_id": whom, **data}, user)
            continue
        with pytest.raises(HomeAssistantError) as raised:
            await async_act(hass, action, {"person_id": whom, **data}, user)
        assert raised.value.translation_key == refused
        assert isinstance(raised.value, Unauthorized) is refused.endswith("not_allowed")


async def test_automations_that_the_person_allows(hass: HomeAssistant) -> None:
    """A private person may let them."""
    alice = await async_user(hass, "Alice")
    await async_link(hass, alice=alice)
    await async_household(
        hass, person(ALICE, "Alice", private=True, person_entity="person.alice", allow_automations=True)
    )
    answer = await async_act(hass, "record_measurement", {"person_id": ALICE, **WEIGHT})
    assert answer["stored"]


async def test_a_user_who_is_gone_is_no_automation(hass: HomeAssistant, house: House) -> None:
    """The context of a removed user opens nothing."""
    with pytest.raises(UnknownUser):
        await hass.services.async_call(
            "healthsense",
            "record_measurement",
            {"person_id": BOB, **WEIGHT},
            blocking=True,
            context=Context(user_id="gone"),
        )


async def test_actions_without_a_household(hass: HomeAssistant, house: House) -> None:
    """They stay, and say so."""
    assert await hass.config_entries.async_unload(house.entry.entry_id)
    with pytest.raises(ServiceValidationError) as raised:
        await async_act(hass, "get_history", {"person_id": BOB}, house.bob)
    assert raised.value.translation_key == "not_loaded"


async def test_what_was_acknowledged_is_durable(hass: HomeAssistant, house: House, store_file: Path) -> None:
    """Another reader of the file sees the reading as soon as the call has returned."""
    import sqlite3

    await async_act(hass, "record_measurement", {"person_id": BOB, **WEIGHT}, house.bob)

    def count() -> int:
        with closing(sqlite3.connect(f"file:{store_file}?mode=ro", uri=True)) as db:
            found: int = db.execute(
                "SELECT count(*) FROM reading JOIN series ON series.id = reading.series"
                " WHERE series.person = ? AND series.vital = 'weight'",
                (BOB,),
            ).fetchone()[0]
            return found

    assert await hass.async_add_executor_job(count) == 1


async def test_a_failing_history_is_told(hass: HomeAssistant, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every action says what to do, a backup that is under way in other words."""

    def failing(error: type[StoreError]) -> None:
        def fail(*_: object, **__: object) -> None:
            raise error

        for method in ("write", "delete", "reassign", "readings", "series", "erase"):
            monkeypatch.setattr(Store, method, fail)

    key = {"vital": "weight", "time": ago(days=1)}
    calls: list[tuple[str, dict[str, Any]]] = [
        ("record_measurement", {"person_id": BOB, **WEIGHT}),
        ("delete_measurement", {"person_id": BOB, **key}),
        ("reassign_measurement", {"from_person_id": BOB, "to_person_id": ALICE, **key}),
        ("get_history", {"person_id": BOB, "vitals": "weight"}),
    ]
    for error, text in ((StoreError, "store_failed"), (StoreBusyError, "store_busy")):
        failing(error)
        for action, data in calls:
            with pytest.raises(HomeAssistantError) as raised:
                await async_act(hass, action, data, house.alice)
            assert raised.value.translation_key == text


async def test_a_person_can_be_named_by_the_subentry(hass: HomeAssistant, house: House) -> None:
    """As the interface's addresses do."""
    subentry_id = next(key for key, sub in house.entry.subentries.items() if sub.title == "Bob")
    answer = await async_act(hass, "record_measurement", {"person_id": subentry_id, **WEIGHT}, house.bob)
    assert answer["person_id"] == BOB


async def test_readings_older_than_the_other_person_stay(hass: HomeAssistant) -> None:
    """A child cannot have been weighed before its birth."""
    await async_household(hass, person(BOB, "Bob"), person(ALICE, "Alice", birth_date="2020-06-01"))
    at = "2019-01-01T08:00:00+00:00"
    await async_act(hass, "record_measurement", {"person_id": BOB, **WEIGHT, "time": at})
    move = {"from_person_id": BOB, "to_person_id": ALICE, "vital": "weight", "time": at}
    with pytest.raises(ServiceValidationError) as raised:
        await async_act(hass, "reassign_measurement", move)
    assert raised.value.translation_key == "before_birth"
    assert len(await readings(hass, BOB, "weight")) == 1


async def test_a_time_outside_the_calendar(hass: HomeAssistant, house: House) -> None:
    """Refused by name where it cannot be reckoned with, else simply without a reading."""
    for at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        with pytest.raises(ServiceValidationError):
            await async_act(hass, "delete_measurement", {"person_id": BOB, "vital": "weight", "time": at}, house.bob)


def test_the_form_offers_every_vital_and_assessment() -> None:
    """services.yaml is written by hand; the engine's tables decide."""
    described = load_yaml_dict(str(ROOT / "services.yaml"))

    def options(action: str, field: str) -> list[str]:
        offered: list[str] = described[action]["fields"][field]["selector"]["select"]["options"]
        return offered

    for action, field in (("record_measurement", "vital"), ("delete_measurement", "vital"), ("get_history", "vitals")):
        assert options(action, field) == list(VITALS)
    assert options("get_history", "assessments") == list(CATALOG)
    assert options("record_measurement", "site") == [site.value for site in Site if site is not Site.UNKNOWN]


def test_every_message_has_its_text() -> None:
    """Every exception that the doors raise is in the English texts."""
    import re

    texts = json.loads((ROOT / "strings.json").read_text())["exceptions"]
    from custom_components.healthsense.engine.measurement import Reason

    raised = {f"rejected_{reason}" for reason in Reason}
    for name in ("access", "action_input", "actions", "websocket", "erase", "backup"):
        code = (ROOT / f"{name}.py").read_text()
        raised |= set(re.findall(r'(?:invalid\(|NotAllowedError\(|_key=)\s*"(\w+)"', code))
    assert raised - set(texts) == set()
