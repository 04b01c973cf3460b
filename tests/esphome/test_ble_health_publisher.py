"""What a Bluetooth health device's bytes say, profile by profile, and what of it is nobody's."""

import ctypes
from datetime import timedelta

import ble_wire as wire
import pytest
from ble_publisher import NOBODY, NOON, New

IRREGULAR, MOVEMENT, LOOSE, POSITION, CONTACT, POOR, LOW_BATTERY = range(7)


def test_a_cuff_measurement_is_one_thing(new_publisher: New) -> None:
    told = new_publisher().receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, status=0x05))
    assert told.values == {"systolic": 128, "diastolic": 82, "mean_arterial": 97, "cuff_pulse": 66}
    assert told.flags == {IRREGULAR: True, MOVEMENT: True, LOOSE: False, POSITION: False}
    assert told.outcomes == ["measured"]
    flags = [i for i, line in enumerate(told.lines) if line.startswith("flag")]
    values = [i for i, line in enumerate(told.lines) if line.startswith("value")]
    assert max(flags) < min(values)


def test_kilopascals_become_millimetres_of_mercury(new_publisher: New) -> None:
    told = new_publisher().receive(wire.BLOOD_PRESSURE, wire.blood_pressure(171, 109, 129, kpa=True, at=NOON))
    assert told.values["systolic"] == pytest.approx(17.1 * 7.500615, abs=0.01)
    assert told.values["diastolic"] == pytest.approx(10.9 * 7.500615, abs=0.01)


@pytest.mark.parametrize(
    ("packet", "outcome"),
    [
        (wire.blood_pressure(wire.NAN, wire.NAN, wire.NAN, at=NOON), "no_measurement"),
        (wire.blood_pressure(128, wire.NAN, 97, at=NOON), "no_measurement"),
        (wire.blood_pressure(80, 120, 97, at=NOON), "implausible"),
        (wire.blood_pressure(400, 120, 97, at=NOON), "implausible"),
        (wire.blood_pressure(100, 100, 97, at=NOON), "implausible"),
    ],
)
def test_half_a_pressure_or_an_impossible_one_is_none(new_publisher: New, packet: bytes, outcome: str) -> None:
    told = new_publisher().receive(wire.BLOOD_PRESSURE, packet)
    assert (told.values, told.stored, told.outcomes) == ({}, [], [outcome])


def test_a_failed_measurement_still_says_why(new_publisher: New) -> None:
    packet = wire.blood_pressure(wire.NAN, wire.NAN, wire.NAN, at=NOON, pulse=None, status=0x02)
    told = new_publisher().receive(wire.BLOOD_PRESSURE, packet)
    assert told.values == {}
    assert told.flags[LOOSE] is True


@pytest.mark.parametrize("mean", [wire.NAN, 0x07FE, 0x0800, 0x0801, 0x0802])
def test_special_values_are_left_out_and_the_others_stay(new_publisher: New, mean: int) -> None:
    told = new_publisher().receive(wire.BLOOD_PRESSURE, wire.blood_pressure(mean=mean, at=NOON))
    assert told.values == {"systolic": 128, "diastolic": 82, "cuff_pulse": 66}


@pytest.mark.parametrize("status", [0x08, 0x10])
def test_a_pulse_beyond_the_cuffs_range_is_no_pulse(new_publisher: New, status: int) -> None:
    assert (
        "cuff_pulse"
        not in new_publisher().receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, status=status)).values
    )


def test_a_strap_gives_its_rate_and_every_interval(new_publisher: New) -> None:
    told = new_publisher().receive(wire.HEART_RATE, wire.heart_rate(61, 1024, 512, 100, contact=True))
    assert told.sequence == [("heart_rate", NOBODY, 61), ("rr_interval", NOBODY, 1000), ("rr_interval", NOBODY, 500)]
    assert told.flags == {CONTACT: True}


def test_a_strap_without_contact_measures_nobody(new_publisher: New) -> None:
    told = new_publisher().receive(wire.HEART_RATE, wire.heart_rate(61, 1024, contact=False))
    assert (told.values, told.flags, told.outcomes) == ({}, {CONTACT: False}, ["no_measurement"])


def test_a_strap_repeats_itself_and_is_heard_each_time(new_publisher: New) -> None:
    publisher = new_publisher()
    for _ in range(3):
        assert publisher.receive(wire.HEART_RATE, wire.heart_rate(70)).values == {"heart_rate": 70}


@pytest.mark.parametrize("bit", [10, 11, 12, 13, 15])
def test_an_oximeters_demonstration_or_test_is_nobodys(new_publisher: New, bit: int) -> None:
    publisher = new_publisher()
    assert publisher.receive(wire.SPOT_CHECK, wire.spot_check(at=NOON, measurement=1 << bit)).values == {}
    assert publisher.receive(wire.CONTINUOUS, wire.continuous(measurement=1 << bit)).values == {}


@pytest.mark.parametrize("bit", [1, 7, 10, 11, 13, 14, 15])
def test_an_oximeter_without_a_finger_is_nobodys(new_publisher: New, bit: int) -> None:
    assert new_publisher().receive(wire.CONTINUOUS, wire.continuous(device=1 << bit)).outcomes == ["no_measurement"]


def test_a_spot_check(new_publisher: New) -> None:
    told = new_publisher().receive(
        wire.SPOT_CHECK, wire.spot_check(at=NOON, measurement=0, device=1 << 5, amplitude_tenths=12)
    )
    assert told.values == {"spo2": 97, "pulse_rate": 61, "pulse_amplitude": pytest.approx(1.2)}
    assert told.flags == {POOR: True}


@pytest.mark.parametrize(
    ("packet", "mg_per_dl"),
    [
        (wire.glucose(1, NOON, 105), 105),
        (wire.glucose(1, NOON, mmol_tenths_per_l=58), 5.8 * 18.0156),
        (wire.glucose(1, NOON - timedelta(minutes=60), 105, offset_min=60), 105),
    ],
)
def test_a_meter(new_publisher: New, packet: bytes, mg_per_dl: float) -> None:
    assert new_publisher().receive(wire.GLUCOSE, packet).values == {"glucose": pytest.approx(mg_per_dl, abs=0.001)}


@pytest.mark.parametrize(
    "packet",
    [
        wire.glucose(1, NOON, 105, sample=0x1A),  # control solution
        wire.glucose(1, NOON, 105, sample=0x41),
        *(wire.glucose(1, NOON, 105, status=1 << bit) for bit in range(1, 11)),
        wire.glucose(1, NOON),
    ],
)
def test_what_a_meter_disowns_is_nobodys(new_publisher: New, packet: bytes) -> None:
    told = new_publisher().receive(wire.GLUCOSE, packet)
    assert (told.values, told.outcomes) == ({}, ["no_measurement"])


def test_a_context_that_follows_at_once_is_told_with_its_measurement(new_publisher: New) -> None:
    publisher = new_publisher()
    publisher.hear(wire.GLUCOSE, wire.glucose(7, NOON, 105, context=True))
    told = publisher.receive(wire.CONTEXT, wire.glucose_context(7, meal=3, carbohydrate_g=40))
    assert told.words == ["fasting"]
    assert told.values == {"glucose": 105, "carbohydrate": pytest.approx(40)}


def test_a_context_of_a_test_liquid_is_nobodys(new_publisher: New) -> None:
    publisher = new_publisher()
    publisher.hear(wire.GLUCOSE, wire.glucose(7, NOON, 105, sample=0x1A, context=True))
    told = publisher.receive(wire.CONTEXT, wire.glucose_context(7, meal=3, carbohydrate_g=40))
    assert (told.words, told.values) == ([], {})


def test_a_context_belongs_to_the_measurement_before_it(new_publisher: New) -> None:
    publisher = new_publisher()
    publisher.receive(wire.GLUCOSE, wire.glucose(7, NOON, 105, context=True))
    told = publisher.receive(wire.CONTEXT, wire.glucose_context(7, meal=3, carbohydrate_g=40))
    assert told.words == ["fasting"]
    assert told.values == {"carbohydrate": pytest.approx(40)}
    assert publisher.receive(wire.CONTEXT, wire.glucose_context(8, meal=3)).outcomes == ["undated"]


def test_a_context_of_a_stored_measurement_is_as_old_and_says_nothing_of_now(new_publisher: New) -> None:
    publisher = new_publisher()
    publisher.receive(wire.GLUCOSE, wire.glucose(7, NOON - timedelta(hours=2), 105, context=True))
    told = publisher.receive(wire.CONTEXT, wire.glucose_context(7, meal=3, carbohydrate_g=40))
    assert (told.words, told.values) == ([], {})
    ((channel, grams, age_s),) = told.stored
    assert (channel, age_s) == ("carbohydrate", 7200)
    assert grams == pytest.approx(40)


def test_a_glucose_sensors_notification_may_hold_several(new_publisher: New) -> None:
    told = new_publisher().receive(wire.CGM, wire.cgm(110, 5) + wire.cgm(112, 10, status=0x02))
    assert [value for _, _, value in told.sequence] == [110, 112]
    assert told.flags == {LOW_BATTERY: True}
    assert new_publisher().receive(wire.CGM, wire.cgm(110, 5, status=0x01)).outcomes == ["no_measurement"]


def test_a_glucose_sensors_stored_records_are_as_old_as_its_session_tells(new_publisher: New) -> None:
    publisher = new_publisher()
    publisher.receive(wire.SESSION_START, wire.date_time(NOON - timedelta(hours=10)) + bytes([4, 0]))
    publisher.downloading(True)
    assert publisher.receive(wire.CGM, wire.cgm(110, 60)).stored == [("cgm_glucose", 110, 9 * 3600)]
    other = new_publisher()
    other.downloading(True)
    assert other.receive(wire.CGM, wire.cgm(110, 60)).outcomes == ["undated"]


def test_a_thermometer(new_publisher: New) -> None:
    told = new_publisher().receive(wire.TEMPERATURE, wire.temperature(985, fahrenheit=True, at=NOON, site=3))
    assert told.values == {"temperature": pytest.approx(36.944, abs=0.001)}
    assert told.words == ["ear"]


def test_a_scale(new_publisher: New) -> None:
    told = new_publisher().receive(wire.WEIGHT, wire.weight(14440, at=NOON, user=2, bmi_height=(229, 1776)))
    assert told.values == {
        "weight": pytest.approx(72.2),
        "bmi": pytest.approx(22.9),
        "height": pytest.approx(177.6),
    }
    assert told.users == {2}
    pounds = new_publisher().receive(wire.WEIGHT, wire.weight(15000, imperial=True, at=NOON))
    assert pounds.values == {"weight": pytest.approx(68.0389, abs=0.001)}
    assert new_publisher().receive(wire.WEIGHT, wire.weight(0xFFFF, at=NOON)).outcomes == ["no_measurement"]


def test_a_body_composition_in_two_packets_is_one(new_publisher: New) -> None:
    publisher = new_publisher()
    assert publisher.hear(wire.BODY, wire.body(215, at=NOON, user=1, part=True)).lines == []
    told = publisher.receive(wire.BODY, wire.body(215, muscle_steps=6200, weight_steps=14440, part=True))
    assert told.values == {
        "body_fat": pytest.approx(21.5),
        "muscle_mass": pytest.approx(31.0),
        "weight": pytest.approx(72.2),
    }
    assert told.users == {1}


def test_half_a_body_composition_does_not_wait_for_ever(new_publisher: New) -> None:
    publisher = new_publisher()
    publisher.hear(wire.BODY, wire.body(215, at=NOON, part=True))
    publisher.wait(seconds=3)
    publisher.tick()
    assert publisher.hang_up().values == {"body_fat": pytest.approx(21.5)}


def test_two_halves_that_do_not_fit_are_two_measurements(new_publisher: New) -> None:
    publisher = new_publisher()
    publisher.hear(wire.BODY, wire.body(215, at=NOON, user=1, part=True))
    told = publisher.hear(wire.BODY, wire.body(300, at=NOON, user=2, part=True))
    assert told.errors == [("conflict", "body_fat")]
    both = publisher.hang_up().sequence
    assert [(name, user, round(value, 3)) for name, user, value in both] == [("body_fat", 1, 21.5), ("body_fat", 2, 30)]


def test_the_battery(new_publisher: New) -> None:
    publisher = new_publisher()
    assert publisher.receive(wire.BATTERY, b"\x4b").values == {"battery_level": 75}
    assert publisher.receive(wire.BATTERY, b"\xff").outcomes == ["implausible"]
    assert publisher.receive(wire.BATTERY, b"").errors == [("truncated", "battery_level")]


def test_what_is_not_known_is_said(new_publisher: New) -> None:
    assert new_publisher().receive(0x2A36, wire.blood_pressure()).outcomes == ["unsupported"]


@pytest.mark.parametrize(
    ("characteristic", "packet"),
    [
        (wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, user=1, status=0)),
        (wire.HEART_RATE, wire.heart_rate(61, 1024)),
        (wire.SPOT_CHECK, wire.spot_check(at=NOON, measurement=0, device=0)),
        (wire.CONTINUOUS, wire.continuous(measurement=0)),
        (wire.GLUCOSE, wire.glucose(1, NOON, 105, status=0)),
        (wire.CONTEXT, wire.glucose_context(1, meal=3, carbohydrate_g=3)),
        (wire.CGM, wire.cgm(110, 5, status=0)),
        (wire.TEMPERATURE, wire.temperature(370, at=NOON, site=2)),
        (wire.WEIGHT, wire.weight(14440, at=NOON, user=1)),
        (wire.BODY, wire.body(215, at=NOON, user=1)),
        (wire.CURRENT_TIME, wire.date_time(NOON)),
        (wire.SESSION_START, wire.date_time(NOON)),
        (wire.CGM_FEATURE, b"\0\0\0"),
    ],
)
def test_every_cut_packet_is_named_and_publishes_nothing(
    new_publisher: New, characteristic: int, packet: bytes
) -> None:
    for size in range(len(packet)):
        publisher = new_publisher()
        told = publisher.receive(characteristic, packet[:size])
        if characteristic == wire.HEART_RATE and size == 2:
            continue  # intervals announced and none there: the rate stands
        assert told.outcomes == ["malformed"], size
        assert told.values == {}
        assert told.errors[0][0] in ("truncated", "overlong", "out_of_range")
        assert told.errors[0][1] != ""


def test_a_measurement_after_rubbish_is_as_good(new_publisher: New) -> None:
    publisher = new_publisher()
    for characteristic in (*range(0x2A00, 0x2B00), 0, 0xFFFF):
        for data in (b"", b"\xff" * 3, b"\0" * 512, b"\xff" * 600):
            publisher.receive(characteristic, data)
    publisher.hang_up()
    publisher.connect()
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, user=1)).outcomes == ["measured"]


def test_a_publisher_is_small(ble_library: ctypes.CDLL) -> None:
    assert ble_library.publisher_size() <= 1600
