"""What of a Bluetooth health device's bytes becomes state, what is handed on with its age, and what is dropped."""

import ctypes
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import ble_wire as wire
import pytest
from ble_publisher import NOBODY, NOON, Publisher, publisher_library

IRREGULAR, MOVEMENT, LOOSE, POSITION, CONTACT, POOR, LOW_BATTERY = range(7)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    return publisher_library(tmp_path_factory.mktemp("publisher"))


@pytest.fixture
def new(library: ctypes.CDLL) -> Iterator[Callable[..., Publisher]]:
    made: list[Publisher] = []

    def make(**settings: Any) -> Publisher:
        made.append(Publisher(library, **settings))
        made[-1].connect()
        return made[-1]

    yield make
    for publisher in made:
        publisher.close()


type New = Callable[..., Publisher]


def test_a_cuff_measurement_is_one_thing(new: New) -> None:
    told = new().receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, status=0x05))
    assert told.values == {"systolic": 128, "diastolic": 82, "mean_arterial": 97, "cuff_pulse": 66}
    assert told.flags == {IRREGULAR: True, MOVEMENT: True, LOOSE: False, POSITION: False}
    assert told.outcomes == ["measured"]
    flags = [i for i, line in enumerate(told.lines) if line.startswith("flag")]
    values = [i for i, line in enumerate(told.lines) if line.startswith("value")]
    assert max(flags) < min(values)


def test_kilopascals_become_millimetres_of_mercury(new: New) -> None:
    told = new().receive(wire.BLOOD_PRESSURE, wire.blood_pressure(171, 109, 129, kpa=True, at=NOON))
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
def test_half_a_pressure_or_an_impossible_one_is_none(new: New, packet: bytes, outcome: str) -> None:
    told = new().receive(wire.BLOOD_PRESSURE, packet)
    assert (told.values, told.stored, told.outcomes) == ({}, [], [outcome])


def test_a_failed_measurement_still_says_why(new: New) -> None:
    packet = wire.blood_pressure(wire.NAN, wire.NAN, wire.NAN, at=NOON, pulse=None, status=0x02)
    told = new().receive(wire.BLOOD_PRESSURE, packet)
    assert told.values == {}
    assert told.flags[LOOSE] is True


@pytest.mark.parametrize("mean", [wire.NAN, 0x07FE, 0x0800, 0x0801, 0x0802])
def test_special_values_are_left_out_and_the_others_stay(new: New, mean: int) -> None:
    told = new().receive(wire.BLOOD_PRESSURE, wire.blood_pressure(mean=mean, at=NOON))
    assert told.values == {"systolic": 128, "diastolic": 82, "cuff_pulse": 66}


@pytest.mark.parametrize("status", [0x08, 0x10])
def test_a_pulse_beyond_the_cuffs_range_is_no_pulse(new: New, status: int) -> None:
    assert "cuff_pulse" not in new().receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, status=status)).values


def test_a_strap_gives_its_rate_and_every_interval(new: New) -> None:
    told = new().receive(wire.HEART_RATE, wire.heart_rate(61, 1024, 512, 100, contact=True))
    assert told.sequence == [("heart_rate", NOBODY, 61), ("rr_interval", NOBODY, 1000), ("rr_interval", NOBODY, 500)]
    assert told.flags == {CONTACT: True}


def test_a_strap_without_contact_measures_nobody(new: New) -> None:
    told = new().receive(wire.HEART_RATE, wire.heart_rate(61, 1024, contact=False))
    assert (told.values, told.flags, told.outcomes) == ({}, {CONTACT: False}, ["no_measurement"])


def test_a_strap_repeats_itself_and_is_heard_each_time(new: New) -> None:
    publisher = new()
    for _ in range(3):
        assert publisher.receive(wire.HEART_RATE, wire.heart_rate(70)).values == {"heart_rate": 70}


@pytest.mark.parametrize("bit", [10, 11, 12, 13, 15])
def test_an_oximeters_demonstration_or_test_is_nobodys(new: New, bit: int) -> None:
    publisher = new()
    assert publisher.receive(wire.SPOT_CHECK, wire.spot_check(at=NOON, measurement=1 << bit)).values == {}
    assert publisher.receive(wire.CONTINUOUS, wire.continuous(measurement=1 << bit)).values == {}


@pytest.mark.parametrize("bit", [1, 7, 10, 11, 13, 14, 15])
def test_an_oximeter_without_a_finger_is_nobodys(new: New, bit: int) -> None:
    assert new().receive(wire.CONTINUOUS, wire.continuous(device=1 << bit)).outcomes == ["no_measurement"]


def test_a_spot_check(new: New) -> None:
    told = new().receive(wire.SPOT_CHECK, wire.spot_check(at=NOON, measurement=0, device=1 << 5, amplitude_tenths=12))
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
def test_a_meter(new: New, packet: bytes, mg_per_dl: float) -> None:
    assert new().receive(wire.GLUCOSE, packet).values == {"glucose": pytest.approx(mg_per_dl, abs=0.001)}


@pytest.mark.parametrize(
    "packet",
    [
        wire.glucose(1, NOON, 105, sample=0x1A),  # control solution
        wire.glucose(1, NOON, 105, sample=0x41),
        *(wire.glucose(1, NOON, 105, status=1 << bit) for bit in range(1, 11)),
        wire.glucose(1, NOON),
    ],
)
def test_what_a_meter_disowns_is_nobodys(new: New, packet: bytes) -> None:
    told = new().receive(wire.GLUCOSE, packet)
    assert (told.values, told.outcomes) == ({}, ["no_measurement"])


def test_a_context_belongs_to_the_measurement_before_it(new: New) -> None:
    publisher = new()
    publisher.receive(wire.GLUCOSE, wire.glucose(7, NOON, 105, context=True))
    told = publisher.receive(wire.CONTEXT, wire.glucose_context(7, meal=3, carbohydrate_g=40))
    assert told.words == ["fasting"]
    assert told.values == {"carbohydrate": pytest.approx(40)}
    assert publisher.receive(wire.CONTEXT, wire.glucose_context(8, meal=3)).outcomes == ["undated"]


def test_a_context_of_a_stored_measurement_is_as_old_and_says_nothing_of_now(new: New) -> None:
    publisher = new()
    publisher.receive(wire.GLUCOSE, wire.glucose(7, NOON - timedelta(hours=2), 105, context=True))
    told = publisher.receive(wire.CONTEXT, wire.glucose_context(7, meal=3, carbohydrate_g=40))
    assert (told.words, told.values) == ([], {})
    ((channel, grams, age_s),) = told.stored
    assert (channel, age_s) == ("carbohydrate", 7200)
    assert grams == pytest.approx(40)


def test_a_glucose_sensors_notification_may_hold_several(new: New) -> None:
    told = new().receive(wire.CGM, wire.cgm(110, 5) + wire.cgm(112, 10, status=0x02))
    assert [value for _, _, value in told.sequence] == [110, 112]
    assert told.flags == {LOW_BATTERY: True}
    assert new().receive(wire.CGM, wire.cgm(110, 5, status=0x01)).outcomes == ["no_measurement"]


def test_a_glucose_sensors_stored_records_are_as_old_as_its_session_tells(new: New) -> None:
    publisher = new()
    publisher.receive(wire.SESSION_START, wire.date_time(NOON - timedelta(hours=10)) + bytes([4, 0]))
    publisher.downloading(True)
    assert publisher.receive(wire.CGM, wire.cgm(110, 60)).stored == [("cgm_glucose", 110, 9 * 3600)]
    other = new()
    other.downloading(True)
    assert other.receive(wire.CGM, wire.cgm(110, 60)).outcomes == ["undated"]


def test_a_thermometer(new: New) -> None:
    told = new().receive(wire.TEMPERATURE, wire.temperature(985, fahrenheit=True, at=NOON, site=3))
    assert told.values == {"temperature": pytest.approx(36.944, abs=0.001)}
    assert told.words == ["ear"]


def test_a_scale(new: New) -> None:
    told = new().receive(wire.WEIGHT, wire.weight(14440, at=NOON, user=2, bmi_height=(229, 1776)))
    assert told.values == {
        "weight": pytest.approx(72.2),
        "bmi": pytest.approx(22.9),
        "height": pytest.approx(177.6),
    }
    assert told.users == {2}
    pounds = new().receive(wire.WEIGHT, wire.weight(15000, imperial=True, at=NOON))
    assert pounds.values == {"weight": pytest.approx(68.0389, abs=0.001)}
    assert new().receive(wire.WEIGHT, wire.weight(0xFFFF, at=NOON)).outcomes == ["no_measurement"]


def test_a_body_composition_in_two_packets_is_one(new: New) -> None:
    publisher = new()
    assert publisher.receive(wire.BODY, wire.body(215, at=NOON, user=1, part=True)).lines == []
    told = publisher.receive(wire.BODY, wire.body(215, muscle_steps=6200, weight_steps=14440, part=True))
    assert told.values == {
        "body_fat": pytest.approx(21.5),
        "muscle_mass": pytest.approx(31.0),
        "weight": pytest.approx(72.2),
    }
    assert told.users == {1}


def test_half_a_body_composition_does_not_wait_for_ever(new: New) -> None:
    publisher = new()
    publisher.receive(wire.BODY, wire.body(215, at=NOON, part=True))
    publisher.wait(seconds=3)
    assert publisher.tick().values == {"body_fat": pytest.approx(21.5)}


def test_two_halves_that_do_not_fit_are_two_measurements(new: New) -> None:
    publisher = new()
    publisher.receive(wire.BODY, wire.body(215, at=NOON, user=1, part=True))
    told = publisher.receive(wire.BODY, wire.body(300, at=NOON, user=2, part=True))
    assert told.errors == [("conflict", "body_fat")]
    assert told.values == {"body_fat": pytest.approx(21.5)}
    publisher.wait(seconds=3)
    assert publisher.tick().values == {"body_fat": pytest.approx(30.0)}


def test_the_battery(new: New) -> None:
    publisher = new()
    assert publisher.receive(wire.BATTERY, b"\x4b").values == {"battery_level": 75}
    assert publisher.receive(wire.BATTERY, b"\xff").outcomes == ["implausible"]
    assert publisher.receive(wire.BATTERY, b"").errors == [("truncated", "battery_level")]


# ---- of now, or older


@pytest.mark.parametrize(("age_s", "current"), [(-60, True), (0, True), (120, True), (121, False), (86_400, False)])
def test_what_is_older_than_two_minutes_is_handed_on_with_its_age(new: New, age_s: int, current: bool) -> None:
    told = new().receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON - timedelta(seconds=age_s), status=1))
    if current:
        assert (told.values["systolic"], told.outcomes) == (128, ["measured"])
    else:
        assert (told.values, told.flags, told.outcomes) == ({}, {}, ["stored"])
        assert ("systolic", 128, age_s) in told.stored


def test_how_old_is_still_now_can_be_set(new: New) -> None:
    packet = wire.blood_pressure(at=NOON - timedelta(minutes=20))
    assert new(current_for_s=1800).receive(wire.BLOOD_PRESSURE, packet).outcomes == ["measured"]


def test_more_than_a_week_old_is_dropped(new: New) -> None:
    publisher = new()
    old = wire.blood_pressure(at=NOON - timedelta(days=7, seconds=1))
    assert publisher.receive(wire.BLOOD_PRESSURE, old).outcomes == ["too_old"]
    assert not publisher.has_changed()


def test_a_burst_of_stored_measurements_leaves_the_newest_as_state(new: New) -> None:
    publisher = new()
    for hours, systolic in ((30, 140), (20, 141), (0, 128), (5, 142)):
        publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(systolic, at=NOON - timedelta(hours=hours)))
    assert publisher.hang_up().lines == []


def test_the_older_of_two_of_the_last_minutes_does_not_replace_the_newer(new: New) -> None:
    publisher = new()
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON)).outcomes == ["measured"]
    earlier = wire.blood_pressure(140, at=NOON - timedelta(seconds=90))
    assert publisher.receive(wire.BLOOD_PRESSURE, earlier).stored[0] == ("systolic", 140, 90)


UNDATABLE = [
    pytest.param({"knows_the_time": False}, NOON, id="no clock at the gateway"),
    pytest.param({}, None, id="no date"),
    pytest.param({}, datetime(2015, 1, 1, 0, 7, tzinfo=UTC), id="a clock never set"),
    pytest.param({}, NOON + timedelta(days=2), id="a clock ahead"),
    pytest.param({"trust": False}, NOON - timedelta(hours=9), id="a clock that is not believed"),
]


@pytest.mark.parametrize(("settings", "at"), UNDATABLE)
def test_without_a_usable_date_the_last_of_a_burst_is_of_now(
    new: New, settings: dict[str, Any], at: datetime | None
) -> None:
    publisher = new(**settings)
    for minutes, systolic in ((0, 140), (5, 150), (9, 128)):
        stamp = None if at is None else at + timedelta(minutes=minutes)
        told = publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(systolic, at=stamp))
        assert (told.values, told.stored) == ({}, [])
    told = publisher.hang_up()
    assert told.values["systolic"] == 128
    assert told.stored == []


@pytest.mark.parametrize(("settings", "at"), UNDATABLE)
def test_a_burst_ends_in_silence_too(new: New, settings: dict[str, Any], at: datetime | None) -> None:
    publisher = new(**settings)
    publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=at))
    publisher.wait(seconds=2.9)
    assert publisher.tick().lines == []
    publisher.wait(seconds=0.1)
    assert publisher.tick().values["systolic"] == 128
    assert publisher.hang_up().lines == []


def test_the_last_is_told_by_the_stamp_where_a_device_sends_the_newest_first(new: New) -> None:
    publisher = new(knows_the_time=False)
    publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(128, at=NOON))
    told = publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(150, at=NOON - timedelta(days=1)))
    assert told.outcomes == ["superseded"]
    assert publisher.hang_up().values["systolic"] == 128


@pytest.mark.parametrize("at", [datetime(2015, 1, 1, tzinfo=UTC), NOON + timedelta(days=1)])
def test_a_downloaded_record_without_a_usable_date_is_dropped(new: New, at: datetime) -> None:
    publisher = new()
    publisher.downloading(True)
    assert publisher.receive(wire.GLUCOSE, wire.glucose(3, at, 105)).outcomes == ["undated"]
    assert publisher.hang_up().lines == []


def test_what_an_oximeter_had_kept_without_a_clock_is_dropped(new: New) -> None:
    kept = wire.spot_check(at=NOON, measurement=1 << 9, clock_not_set=True)
    assert new().receive(wire.SPOT_CHECK, kept).outcomes == ["undated"]


@pytest.mark.parametrize("characteristic", [wire.CURRENT_TIME, wire.DATE_TIME])
def test_a_devices_clock_that_could_be_read_dates_its_measurements(new: New, characteristic: int) -> None:
    publisher = new()
    wrong_by = timedelta(hours=5, minutes=3)
    clock = wire.current_time if characteristic == wire.CURRENT_TIME else wire.date_time
    publisher.receive(characteristic, clock(NOON - wrong_by))
    now = wire.blood_pressure(at=NOON - wrong_by - timedelta(seconds=20))
    assert publisher.receive(wire.BLOOD_PRESSURE, now).outcomes == ["measured"]
    older = wire.blood_pressure(140, at=NOON - wrong_by - timedelta(hours=1))
    assert publisher.receive(wire.BLOOD_PRESSURE, older).stored[0] == ("systolic", 140, 3600)


def test_a_devices_clock_that_was_just_set_dates_only_what_comes_after(new: New) -> None:
    publisher = new()
    ahead = timedelta(hours=5)
    publisher.receive(wire.CURRENT_TIME, wire.current_time(NOON + ahead))
    publisher.clock_set()
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON)).outcomes == ["measured"]
    before = wire.blood_pressure(140, at=NOON + ahead - timedelta(hours=1))
    assert publisher.receive(wire.BLOOD_PRESSURE, before).stored[0] == ("systolic", 140, 3600)
    publisher.hang_up()
    publisher.connect()
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, user=1)).outcomes == ["measured"]


# ---- once only


def test_the_same_measurement_twice_is_one(new: New) -> None:
    publisher = new()
    packet = wire.blood_pressure(at=NOON, user=1)
    assert publisher.receive(wire.BLOOD_PRESSURE, packet).outcomes == ["measured"]
    assert publisher.receive(wire.BLOOD_PRESSURE, packet).outcomes == ["duplicate"]
    publisher.hang_up()
    assert publisher.receive(wire.BLOOD_PRESSURE, packet).outcomes == ["duplicate"]


def test_and_across_a_restart(new: New) -> None:
    before, after = new(), new()
    packet = wire.blood_pressure(at=NOON - timedelta(hours=1), user=1)
    before.receive(wire.BLOOD_PRESSURE, packet)
    assert before.has_changed()
    assert not before.has_changed()
    after.restore(before.keep())
    assert after.receive(wire.BLOOD_PRESSURE, packet).outcomes == ["duplicate"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(wire.blood_pressure(at=NOON, user=2), id="of somebody else"),
        pytest.param(wire.blood_pressure(at=NOON - timedelta(seconds=1), user=1), id="of another second"),
    ],
)
def test_what_is_no_duplicate(new: New, other: bytes) -> None:
    publisher = new()
    publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, user=1))
    assert publisher.receive(wire.BLOOD_PRESSURE, other).outcomes != ["duplicate"]


def test_a_meters_records_of_one_second_are_told_apart_by_number(new: New) -> None:
    publisher = new()
    assert publisher.receive(wire.GLUCOSE, wire.glucose(1, NOON, 105)).outcomes == ["measured"]
    assert publisher.receive(wire.GLUCOSE, wire.glucose(2, NOON, 106)).outcomes == ["measured"]
    assert publisher.receive(wire.GLUCOSE, wire.glucose(1, NOON, 105)).outcomes == ["duplicate"]


def test_the_same_stamp_with_other_values_is_the_same_record(new: New) -> None:
    publisher = new()
    publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(128, at=NOON))
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(129, at=NOON)).outcomes == ["duplicate"]


def test_unless_the_clock_stands_still(new: New) -> None:
    publisher = new()
    never_set = datetime(2010, 1, 1, tzinfo=UTC)
    publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(128, at=never_set))
    assert publisher.hang_up().values["systolic"] == 128
    publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(129, at=never_set))
    assert publisher.hang_up().values["systolic"] == 129
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(129, at=never_set)).outcomes == ["duplicate"]


def test_the_table_is_bounded_and_forgets_the_oldest(new: New) -> None:
    publisher = new()
    packets = [wire.blood_pressure(at=NOON - timedelta(minutes=5 + i)) for i in range(200)]
    for packet in packets:
        assert publisher.receive(wire.BLOOD_PRESSURE, packet).outcomes == ["stored"]
    assert publisher.receive(wire.BLOOD_PRESSURE, packets[-128]).outcomes == ["duplicate"]
    assert publisher.receive(wire.BLOOD_PRESSURE, packets[0]).outcomes == ["stored"]


def test_a_spoiled_memory_does_no_harm(new: New) -> None:
    publisher = new()
    publisher.restore(b"\xff" * len(publisher.keep()))
    for i in range(300):
        publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON - timedelta(minutes=i)))


# ---- whose


def test_two_people_share_a_cuff(new: New) -> None:
    publisher = new(users=0b110)
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, user=1)).users == {1}
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, user=2)).users == {2}
    guest = publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, user=3))
    assert guest.outcomes == ["unknown_user"]
    older = wire.blood_pressure(at=NOON - timedelta(hours=1), user=3)
    assert publisher.receive(wire.BLOOD_PRESSURE, older).outcomes == ["not_kept"]


@pytest.mark.parametrize("user", [None, NOBODY])
def test_a_measurement_of_nobody_in_particular(new: New, user: int | None) -> None:
    packet = wire.blood_pressure(at=NOON, user=user)
    assert new(users=0b110).receive(wire.BLOOD_PRESSURE, packet).outcomes == ["unknown_user"]
    assert new(users=0b110, unknown_user=2).receive(wire.BLOOD_PRESSURE, packet).users == {2}


def test_undated_measurements_of_two_people_do_not_replace_each_other(new: New) -> None:
    publisher = new(knows_the_time=False)
    for user, systolic in ((1, 120), (2, 140), (1, 121), (2, 141)):
        publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(systolic, user=user))
    told = publisher.hang_up()
    assert [(user, value) for name, user, value in told.sequence if name == "systolic"] == [(1, 121), (2, 141)]


def test_more_people_than_places_lose_nothing(new: New) -> None:
    publisher = new(knows_the_time=False)
    told = []
    for user in range(9):
        told += publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(100 + user, user=user)).sequence
    told += publisher.hang_up().sequence
    assert [user for name, user, _ in told if name == "systolic"] == list(range(9))


def test_whose_entity_it_is(library: ctypes.CDLL) -> None:
    assert library.is_for_entity(NOBODY, NOBODY)
    assert library.is_for_entity(NOBODY, 1)
    assert library.is_for_entity(1, 1)
    assert not library.is_for_entity(1, 2)
    assert not library.is_for_entity(1, NOBODY)


# ---- hostile


def test_what_is_not_known_is_said(new: New) -> None:
    assert new().receive(0x2A36, wire.blood_pressure()).outcomes == ["unsupported"]


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
def test_every_cut_packet_is_named_and_publishes_nothing(new: New, characteristic: int, packet: bytes) -> None:
    for size in range(len(packet)):
        publisher = new()
        told = publisher.receive(characteristic, packet[:size])
        if characteristic == wire.HEART_RATE and size == 2:
            continue  # intervals announced and none there: the rate stands
        assert told.outcomes == ["malformed"], size
        assert told.values == {}
        assert told.errors[0][0] in ("truncated", "overlong", "out_of_range")
        assert told.errors[0][1] != ""


def test_a_measurement_after_rubbish_is_as_good(new: New) -> None:
    publisher = new()
    for characteristic in (*range(0x2A00, 0x2B00), 0, 0xFFFF):
        for data in (b"", b"\xff" * 3, b"\0" * 512, b"\xff" * 600):
            publisher.receive(characteristic, data)
    publisher.hang_up()
    publisher.connect()
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, user=1)).outcomes == ["measured"]


def test_a_publisher_is_small(library: ctypes.CDLL) -> None:
    assert library.publisher_size() <= 1600
