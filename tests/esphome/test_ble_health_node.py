"""Bluetooth health devices end to end: bytes over the air in, the states of a compiled node out."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from math import isnan
from pathlib import Path
from typing import Any

import ble_wire as wire
import pytest
from aioesphomeapi import SensorInfo
from ble_node import Household, connected, in_a_household
from conftest import build_node
from node_process import Node, free_port

NODE = Path(__file__).with_name("nodes") / "ble-health-node.yaml"


@pytest.fixture(scope="module")
def program() -> tuple[Path, int]:
    port = free_port()
    return build_node(port, "--config", NODE), port


@pytest.fixture
def node(program: tuple[Path, int], tmp_path: Path) -> Iterator[Node]:
    node = Node(program[0], program[1], tmp_path)
    try:
        node.start()
        yield node
    finally:
        node.close()


def now() -> datetime:
    """The wall's clock, as a device without a zone shows it."""
    return datetime.now().astimezone().replace(microsecond=0)


# device, characteristic, packet, what is to be shown
PACKETS: list[tuple[str, int, Callable[[], bytes], dict[str, Any]]] = [
    (
        *("cuff", wire.BLOOD_PRESSURE, lambda: wire.blood_pressure(at=now(), user=1, status=0x06)),
        {
            "Anna systolic": 128,
            "Anna diastolic": 82,
            "Anna pulse": 66,
            "Anna irregular pulse": True,
            "Anna cuff loose": True,
            "Anna moved": False,
            "Cuff status": "measured",
            "Cuff connected": True,
            "Cuff connection": "connected",
        },
    ),
    ("cuff", wire.BATTERY, lambda: b"\x4b", {"Cuff battery": 75}),
    (
        *("strap", wire.HEART_RATE, lambda: wire.heart_rate(61, 1024, contact=True)),
        {"Heart rate": 61, "RR interval": 1000, "Strap contact": True},
    ),
    (
        *("oximeter", wire.SPOT_CHECK, lambda: wire.spot_check(at=now(), amplitude_tenths=12)),
        {"SpO2": 97, "Pulse rate": 61, "Pulse amplitude": pytest.approx(1.2)},
    ),
    ("oximeter", wire.CONTINUOUS, wire.continuous, {"SpO2": 96, "Pulse rate": 70}),
    (
        *("meter", wire.GLUCOSE, lambda: wire.glucose(1, now(), mmol_tenths_per_l=58)),
        {"Glucose": pytest.approx(104.49, abs=0.01), "Glucose SI": pytest.approx(5.8, abs=1e-5)},
    ),
    ("patch", wire.CGM, lambda: wire.cgm(110, 5), {"CGM glucose": 110}),
    (
        *("ear", wire.TEMPERATURE, lambda: wire.temperature(985, fahrenheit=True, at=now(), site=3)),
        {"Temperature": pytest.approx(36.944, abs=0.001), "Site": "ear"},
    ),
    (
        *("scale", wire.WEIGHT, lambda: wire.weight(14440, at=now(), bmi_height=(229, 1776))),
        {"Weight": pytest.approx(72.2), "BMI": pytest.approx(22.9)},
    ),
    (
        *("scale", wire.BODY, lambda: wire.body(215, at=now(), muscle_steps=6200)),
        {"Body fat": pytest.approx(21.5), "Muscle mass": pytest.approx(31.0)},
    ),
]


@pytest.mark.parametrize(("device", "characteristic", "packet", "shown"), PACKETS)
def test_every_profile_is_shown(
    node: Node, device: str, characteristic: int, packet: Callable[[], bytes], shown: dict[str, Any]
) -> None:
    async def story(household: Household) -> None:
        await household.inject(device, characteristic, packet())
        for name, value in shown.items():
            await household.until_value(name, value)

    in_a_household(node, story)


def test_no_interval_of_a_packet_is_lost(node: Node) -> None:
    async def story(household: Household) -> None:
        await household.until(lambda: household.value("RR interval") is not None)
        household.forget()
        await household.inject("strap", wire.HEART_RATE, wire.heart_rate(75, 768, 819, 870))
        await household.inject("strap", wire.HEART_RATE, wire.heart_rate(75, 768))
        await household.until(lambda: len(household.values("RR interval")) >= 4)
        assert household.values("RR interval") == pytest.approx([750, 799.805, 849.609, 750], abs=0.001)

    in_a_household(node, story)


def test_two_measurements_of_a_burst_are_a_state_and_a_stored_one(node: Node) -> None:
    async def story(household: Household) -> None:
        sent: list[dict[str, str]] = []
        household.client.subscribe_service_calls(lambda call: sent.append(dict(call.data)))
        for age_s, systolic in ((90, 140), (5, 128)):
            packet = wire.blood_pressure(systolic, at=now() - timedelta(seconds=age_s), user=1)
            await household.inject("cuff", wire.BLOOD_PRESSURE, packet)
        await household.call("hang_up_gatt", device="cuff")
        await household.until_value("Anna systolic", 128)
        await household.until(lambda: len(sent) == 1)
        assert float(sent[0]["value"]) == 140
        assert 89_000 <= int(sent[0]["age_ms"]) <= 95_000
        assert 140 not in household.values("Anna systolic")

    in_a_household(node, story)


def test_a_glucose_sensor_tells_its_unit_and_what_it_is(node: Node) -> None:
    async def story(household: Household) -> None:
        entities, _ = await household.client.list_entities_services()
        sensors = {entity.name: entity for entity in entities if isinstance(entity, SensorInfo)}
        for name, unit, decimals in (("Glucose", "mg/dL", 0), ("Glucose SI", "mmol/L", 1)):
            sensor = sensors[name]
            assert (sensor.unit_of_measurement, sensor.accuracy_decimals) == (unit, decimals)
            assert sensor.device_class == "blood_glucose_concentration"
        assert (sensors["Anna systolic"].unit_of_measurement, sensors["Anna systolic"].device_class) == ("mmHg", "")

    in_a_household(node, story)


def test_two_people_share_a_cuff_and_a_guest_is_nobodys(node: Node) -> None:
    async def story(household: Household) -> None:
        await household.inject("cuff", wire.BLOOD_PRESSURE, wire.blood_pressure(131, 81, at=now(), user=1))
        await household.inject("cuff", wire.BLOOD_PRESSURE, wire.blood_pressure(142, 92, at=now(), user=2))
        await household.until_value("Ben systolic", 142)
        assert household.value("Anna systolic") == 131
        await household.inject("cuff", wire.BLOOD_PRESSURE, wire.blood_pressure(153, 93, at=now(), user=3))
        await household.until_value("Cuff status", "unknown_user")
        await household.inject("cuff", wire.BLOOD_PRESSURE, wire.blood_pressure(153, 93, at=now()))
        await household.settle()
        assert household.value("Cuff error") == "0x2A35 unknown_user"
        assert (household.value("Anna systolic"), household.value("Ben systolic")) == (131, 142)

    in_a_household(node, story)


def test_a_measurement_of_no_user_is_the_one_it_was_said_to_be(node: Node) -> None:
    async def story(household: Household) -> None:
        await household.inject("old_cuff", wire.BLOOD_PRESSURE, wire.blood_pressure(133, 83))
        await household.settle()
        assert isnan(household.value("Old systolic"))  # undated: perhaps there is a later one to come
        assert await household.call("hang_up_gatt", device="old_cuff") == ""
        await household.until_value("Old systolic", 133)

    in_a_household(node, story)


def test_the_values_stay_after_the_cuff_hung_up(node: Node) -> None:
    async def story(household: Household) -> None:
        await household.inject("cuff", wire.BLOOD_PRESSURE, wire.blood_pressure(at=now(), user=1))
        await household.until_value("Anna systolic", 128)
        assert await household.call("hang_up_gatt", device="cuff") == ""
        await household.until_value("Cuff connected", False)
        await household.until_value("Cuff connection", "disconnected")
        await asyncio.sleep(1)
        assert (household.value("Anna systolic"), household.value("Anna irregular pulse")) == (128, False)
        assert not any(isnan(value) for value in household.values("Anna systolic")[1:])

    in_a_household(node, story)


def test_a_burst_of_stored_measurements_leaves_the_newest(node: Node) -> None:
    async def story(household: Household) -> None:
        sent: list[dict[str, str]] = []
        household.client.subscribe_service_calls(lambda call: sent.append(dict(call.data)))
        for hours, systolic in ((30, 140), (20, 141), (0, 128), (5, 142)):
            packet = wire.blood_pressure(systolic, at=now() - timedelta(hours=hours), user=1)
            await household.inject("cuff", wire.BLOOD_PRESSURE, packet)
        await household.until_value("Cuff status", "stored")
        await household.call("hang_up_gatt", device="cuff")
        await household.until_value("Anna systolic", 128)
        await household.settle()
        assert [value for value in household.values("Anna systolic") if not isnan(value)] == [128]
        await household.until(lambda: len(sent) >= 3)
        ages_h = {round(float(one["value"])): round(int(one["age_ms"]) / 3_600_000, 2) for one in sent}
        assert ages_h == {140: 30, 141: 20, 142: 5}
        assert {one["vital"] for one in sent} == {"systolic"}

    in_a_household(node, story)


def test_duplicates_are_dropped_within_a_connection_after_it_and_after_a_restart(node: Node) -> None:
    packet = wire.blood_pressure(at=now(), user=1)

    async def first(household: Household) -> None:
        for _ in range(2):
            await household.inject("cuff", wire.BLOOD_PRESSURE, packet)
        await household.until_value("Cuff status", "duplicate")
        await household.call("hang_up_gatt", device="cuff")
        await household.inject("cuff", wire.BLOOD_PRESSURE, wire.blood_pressure(at=now(), user=2))
        await household.until_value("Ben systolic", 128)
        household.forget()
        await household.inject("cuff", wire.BLOOD_PRESSURE, packet)
        await household.until_value("Cuff status", "duplicate")
        assert household.values("Anna systolic") == []
        await asyncio.sleep(1.5)  # the preferences are written

    async def second(household: Household) -> None:
        await household.inject("cuff", wire.BLOOD_PRESSURE, packet)
        await household.until_value("Cuff status", "duplicate")
        assert isnan(household.value("Anna systolic"))

    in_a_household(node, first)
    node.stop(signal.SIGKILL)
    node.start()
    in_a_household(node, second)


def test_when_it_was_measured_is_told_of_each_person(node: Node) -> None:
    async def story(household: Household) -> None:
        taken = now() - timedelta(seconds=70)
        await household.inject("cuff", wire.BLOOD_PRESSURE, wire.blood_pressure(at=taken, user=1))
        await household.until(lambda: household.value("Anna last measured") not in (None, ""))
        said = household.value("Anna last measured")
        assert abs(datetime.fromisoformat(said).replace(tzinfo=taken.tzinfo) - taken) <= timedelta(seconds=1)
        await household.until_value("Cuff last measured", said)

    in_a_household(node, story)


def test_stored_records_are_downloaded(node: Node) -> None:
    async def answer(household: Household, request: str, *packets: bytes, code: int = 1) -> None:
        await household.until_value("Last write", f"2A52 {request}")
        household.forget()
        for packet in packets:
            await household.inject("meter", wire.GLUCOSE, packet)
        await household.inject("meter", wire.RECORD_ACCESS, bytes([6, 0, 1, code]))

    async def first(household: Household) -> None:
        assert await household.call("connect_gatt", device="meter") == ""
        old, fresh = now() - timedelta(hours=3), now()
        await answer(household, "0101", wire.glucose(7, old, 140), wire.glucose(8, fresh, 105))
        await household.until_value("Meter download", "done")
        await household.until_value("Glucose", 105)
        assert 140 not in household.values("Glucose")
        await household.call("hang_up_gatt", device="meter")
        await asyncio.sleep(1.5)

    async def second(household: Household) -> None:
        await household.call("connect_gatt", device="meter")
        await answer(household, "0103010900", wire.glucose(9, now(), 99))
        await household.until_value("Meter download", "done")
        await household.until_value("Glucose", 99)

    in_a_household(node, first)
    node.stop()
    node.start()
    in_a_household(node, second)


def test_a_meter_that_is_not_paired_says_so_and_is_asked_again_once_it_is(node: Node) -> None:
    async def story(household: Household) -> None:
        await household.call("connect_gatt", device="meter")
        await household.until_value("Last write", "2A52 0101")
        household.forget()
        assert await household.call("refuse_gatt", device="meter", characteristic="2A52", error=5) == ""
        await household.until_value("Meter download", "needs_pairing")
        assert await household.call("pair_gatt", device="meter", success=True) == ""
        await household.until_value("Last write", "2A52 0101")
        await household.until_value("Meter download", "running")

    in_a_household(node, story)


def test_a_clock_that_is_off_is_set(node: Node) -> None:
    async def story(household: Household) -> None:
        await household.inject("ear", wire.CURRENT_TIME, wire.current_time(now()))
        await household.settle()
        assert household.value("Last write") == ""
        await household.inject("ear", wire.CURRENT_TIME, wire.current_time(datetime(2019, 1, 1, tzinfo=UTC)))
        await household.until(lambda: household.value("Last write") not in (None, ""))
        name, data = household.value("Last write").split()
        at = bytes.fromhex(data)
        assert (name, len(at)) == ("2A2B", 10)
        assert at[:6] in {wire.current_time(now() - timedelta(seconds=s))[:6] for s in (0, 1, 60)}
        assert at[7] == now().isoweekday()
        # The device's time, however wrong, dates what it measured.
        taken = datetime(2019, 1, 1, tzinfo=UTC)
        await household.inject("ear", wire.TEMPERATURE, wire.temperature(371, at=taken))
        await household.call("hang_up_gatt", device="ear")
        await household.until_value("Temperature", pytest.approx(37.1))

    in_a_household(node, story)


@pytest.mark.parametrize(
    ("device", "characteristic", "data", "said"),
    [
        ("nobody", "2A35", "00", "device: none of that name"),
        ("", "2A35", "00", "device: none of that name"),
        ("cuff", "2A3", "00", "characteristic: four hexadecimal digits are needed"),
        ("cuff", "0x2A3G", "00", "characteristic: four hexadecimal digits are needed"),
        ("cuff", "", "", "characteristic: four hexadecimal digits are needed"),
        ("cuff", "2A35", "0", "hex: an odd number of digits"),
        ("cuff", "2A35", "zz", "hex: a character that is no hexadecimal digit"),
        ("cuff", "2A35", "00" * 601, "hex: too long"),
    ],
)
def test_what_cannot_be_injected_is_said(node: Node, device: str, characteristic: str, data: str, said: str) -> None:
    async def story(household: Household) -> None:
        answer = await household.call("inject_gatt", device=device, characteristic=characteristic, hex=data)
        assert answer == said
        await household.until_value("Injector error", said)

    in_a_household(node, story)


@pytest.mark.parametrize(
    ("packet", "error"),
    [
        (b"", "0x2A35 truncated: flags"),
        (wire.blood_pressure()[:4], "0x2A35 truncated: diastolic"),
        (wire.blood_pressure() + b"\0", "0x2A35 overlong: value"),
        (b"\2" + wire.blood_pressure()[1:7] + b"\xea\x07\x0d\x01\0\0\0", "0x2A35 out_of_range: time_stamp.month"),
        (wire.blood_pressure(400, 82), "0x2A35 implausible: systolic"),
        (b"\xff" * 600, "0x2A35 overlong: value"),
    ],
)
def test_hostile_bytes_are_named_and_the_node_lives_on(node: Node, packet: bytes, error: str) -> None:
    async def story(household: Household) -> None:
        await household.inject("cuff", wire.BLOOD_PRESSURE, packet)
        await household.until_value("Cuff error", error)
        await household.inject("cuff", wire.BLOOD_PRESSURE, wire.blood_pressure(at=now(), user=1))
        await household.until_value("Anna systolic", 128)

    in_a_household(node, story)
    assert error in node.log.read_text()


def test_no_value_stands_in_the_log(node: Node) -> None:
    async def story(household: Household) -> None:
        await household.inject("cuff", wire.BLOOD_PRESSURE, wire.blood_pressure(433, 82, at=now(), user=1))
        await household.until_value("Cuff status", "implausible")

    in_a_household(node, story)
    above_debug = [
        line for line in node.log.read_text().splitlines() if "[W]" in line or "[I]" in line or "[E]" in line
    ]
    assert any("implausible" in line for line in above_debug)
    assert not any("433" in line for line in above_debug)


def test_sanity_of_two_connections(node: Node) -> None:
    async def story() -> None:
        async with connected(node) as one, connected(node) as other:
            await one.inject("cuff", wire.BLOOD_PRESSURE, wire.blood_pressure(at=now(), user=1))
            await other.until_value("Anna systolic", 128)

    asyncio.run(story())
