"""What of a Bluetooth health device becomes state, what is handed on with its age, what is dropped; and whose it is."""

import ctypes
from datetime import UTC, datetime, timedelta
from typing import Any

import ble_wire as wire
import pytest
from ble_publisher import NOBODY, NOON, New


@pytest.mark.parametrize(("age_s", "current"), [(-60, True), (0, True), (120, True), (121, False), (86_400, False)])
def test_what_is_older_than_two_minutes_is_handed_on_with_its_age(
    new_publisher: New, age_s: int, current: bool
) -> None:
    told = new_publisher().receive(
        wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON - timedelta(seconds=age_s), status=1)
    )
    if current:
        assert (told.values["systolic"], told.outcomes) == (128, ["measured"])
    else:
        assert (told.values, told.flags, told.outcomes) == ({}, {}, ["stored"])
        assert ("systolic", 128, age_s) in told.stored


def test_how_old_is_still_now_can_be_set(new_publisher: New) -> None:
    packet = wire.blood_pressure(at=NOON - timedelta(minutes=20))
    assert new_publisher(current_for_s=1800).receive(wire.BLOOD_PRESSURE, packet).outcomes == ["measured"]


def test_more_than_a_week_old_is_dropped(new_publisher: New) -> None:
    publisher = new_publisher()
    old = wire.blood_pressure(at=NOON - timedelta(days=7, seconds=1))
    assert publisher.receive(wire.BLOOD_PRESSURE, old).outcomes == ["too_old"]
    assert not publisher.has_changed()


def test_a_burst_of_stored_measurements_leaves_the_newest_as_state(new_publisher: New) -> None:
    publisher = new_publisher()
    stored = []
    for hours, systolic in ((30, 140), (20, 141), (0, 128), (5, 142)):
        told = publisher.hear(wire.BLOOD_PRESSURE, wire.blood_pressure(systolic, at=NOON - timedelta(hours=hours)))
        assert told.values == {}
        stored += [(value, age_s // 3600) for name, value, age_s in told.stored if name == "systolic"]
    assert stored == [(140, 30), (141, 20), (142, 5)]
    assert publisher.hang_up().values["systolic"] == 128


@pytest.mark.parametrize("newest_first", [False, True])
def test_of_two_taken_a_minute_apart_the_later_is_the_state_and_none_is_lost(
    new_publisher: New, newest_first: bool
) -> None:
    publisher = new_publisher()
    both = [(80, 140), (10, 128)]
    told = [
        publisher.hear(wire.BLOOD_PRESSURE, wire.blood_pressure(systolic, at=NOON - timedelta(seconds=age_s)))
        for age_s, systolic in (reversed(both) if newest_first else both)
    ]
    assert [one.values for one in told] == [{}, {}]
    assert [one for one in told[1].stored if one[0] == "systolic"] == [("systolic", 140, 80)]
    assert publisher.hang_up().values["systolic"] == 128


def test_a_device_that_sends_a_dated_value_each_second_is_told_every_ten(new_publisher: New) -> None:
    publisher = new_publisher()
    shown: list[float] = []
    for second in range(60):
        told = publisher.hear(wire.SPOT_CHECK, wire.spot_check(90 + second % 10, at=publisher.now))
        assert told.stored == []
        publisher.wait(seconds=1)
        shown += [value for name, _, value in publisher.tick().sequence if name == "spo2"]
    assert shown == [99] * 6


def test_the_older_of_two_of_the_last_minutes_does_not_replace_the_newer(new_publisher: New) -> None:
    publisher = new_publisher()
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON)).outcomes == ["measured"]
    earlier = wire.blood_pressure(140, at=NOON - timedelta(seconds=90))
    assert publisher.receive(wire.BLOOD_PRESSURE, earlier).stored[0] == ("systolic", 140, 93)


UNDATABLE = [
    pytest.param({"knows_the_time": False}, NOON, id="no clock at the gateway"),
    pytest.param({}, None, id="no date"),
    pytest.param({}, datetime(2015, 1, 1, 0, 7, tzinfo=UTC), id="a clock never set"),
    pytest.param({}, NOON + timedelta(days=2), id="a clock ahead"),
    pytest.param({"trust": False}, NOON - timedelta(hours=9), id="a clock that is not believed"),
]


@pytest.mark.parametrize(("settings", "at"), UNDATABLE)
def test_without_a_usable_date_the_last_of_a_burst_is_of_now(
    new_publisher: New, settings: dict[str, Any], at: datetime | None
) -> None:
    publisher = new_publisher(**settings)
    for minutes, systolic in ((0, 140), (5, 150), (9, 128)):
        stamp = None if at is None else at + timedelta(minutes=minutes)
        told = publisher.hear(wire.BLOOD_PRESSURE, wire.blood_pressure(systolic, at=stamp))
        assert (told.values, told.stored) == ({}, [])
    told = publisher.hang_up()
    assert told.values["systolic"] == 128
    assert told.stored == []


@pytest.mark.parametrize(("settings", "at"), UNDATABLE)
def test_a_burst_ends_in_silence_too(new_publisher: New, settings: dict[str, Any], at: datetime | None) -> None:
    publisher = new_publisher(**settings)
    publisher.hear(wire.BLOOD_PRESSURE, wire.blood_pressure(at=at))
    publisher.wait(seconds=2.9)
    assert publisher.tick().lines == []
    publisher.wait(seconds=0.1)
    assert publisher.tick().values["systolic"] == 128
    assert publisher.hang_up().lines == []


def test_the_last_is_told_by_the_stamp_where_a_device_sends_the_newest_first(new_publisher: New) -> None:
    publisher = new_publisher(knows_the_time=False)
    publisher.hear(wire.BLOOD_PRESSURE, wire.blood_pressure(128, at=NOON))
    told = publisher.hear(wire.BLOOD_PRESSURE, wire.blood_pressure(150, at=NOON - timedelta(days=1)))
    assert told.outcomes == ["superseded"]
    assert publisher.hang_up().values["systolic"] == 128


@pytest.mark.parametrize("at", [datetime(2015, 1, 1, tzinfo=UTC), NOON + timedelta(days=1)])
def test_a_downloaded_record_without_a_usable_date_is_dropped(new_publisher: New, at: datetime) -> None:
    publisher = new_publisher()
    publisher.downloading(True)
    assert publisher.receive(wire.GLUCOSE, wire.glucose(3, at, 105)).outcomes == ["undated"]
    assert publisher.hang_up().lines == []


def test_what_an_oximeter_had_kept_without_a_clock_is_dropped(new_publisher: New) -> None:
    kept = wire.spot_check(at=NOON, measurement=1 << 9, clock_not_set=True)
    assert new_publisher().receive(wire.SPOT_CHECK, kept).outcomes == ["undated"]


@pytest.mark.parametrize("characteristic", [wire.CURRENT_TIME, wire.DATE_TIME])
def test_a_devices_clock_that_could_be_read_dates_its_measurements(new_publisher: New, characteristic: int) -> None:
    publisher = new_publisher()
    wrong_by = timedelta(hours=5, minutes=3)
    clock = wire.current_time if characteristic == wire.CURRENT_TIME else wire.date_time
    publisher.receive(characteristic, clock(NOON - wrong_by))
    now = wire.blood_pressure(at=NOON - wrong_by - timedelta(seconds=20))
    assert publisher.receive(wire.BLOOD_PRESSURE, now).outcomes == ["measured"]
    older = wire.blood_pressure(140, at=NOON - wrong_by - timedelta(hours=1))
    assert publisher.receive(wire.BLOOD_PRESSURE, older).stored[0] == ("systolic", 140, 3600)


def test_a_devices_clock_that_was_just_set_dates_only_what_comes_after(new_publisher: New) -> None:
    publisher = new_publisher()
    ahead = timedelta(hours=5)
    publisher.receive(wire.CURRENT_TIME, wire.current_time(NOON + ahead))
    publisher.clock_set()
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON)).outcomes == ["measured"]
    before = wire.blood_pressure(140, at=NOON + ahead - timedelta(hours=1))
    assert publisher.receive(wire.BLOOD_PRESSURE, before).stored[0] == ("systolic", 140, 3600)
    publisher.hang_up()
    publisher.connect()
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, user=1)).outcomes == ["measured"]


def test_the_same_measurement_twice_is_one(new_publisher: New) -> None:
    publisher = new_publisher()
    packet = wire.blood_pressure(at=NOON, user=1)
    assert publisher.receive(wire.BLOOD_PRESSURE, packet).outcomes == ["measured"]
    assert publisher.receive(wire.BLOOD_PRESSURE, packet).outcomes == ["duplicate"]
    publisher.hang_up()
    assert publisher.receive(wire.BLOOD_PRESSURE, packet).outcomes == ["duplicate"]


def test_and_across_a_restart(new_publisher: New) -> None:
    before, after = new_publisher(), new_publisher()
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
def test_what_is_no_duplicate(new_publisher: New, other: bytes) -> None:
    publisher = new_publisher()
    publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, user=1))
    assert publisher.receive(wire.BLOOD_PRESSURE, other).outcomes != ["duplicate"]


def test_a_meters_records_of_one_second_are_told_apart_by_number(new_publisher: New) -> None:
    publisher = new_publisher()
    assert publisher.receive(wire.GLUCOSE, wire.glucose(1, NOON, 105)).outcomes == ["measured"]
    assert publisher.receive(wire.GLUCOSE, wire.glucose(2, NOON, 106)).outcomes == ["measured"]
    assert publisher.receive(wire.GLUCOSE, wire.glucose(1, NOON, 105)).outcomes == ["duplicate"]


def test_the_same_stamp_with_other_values_is_the_same_record(new_publisher: New) -> None:
    publisher = new_publisher()
    publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(128, at=NOON))
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(129, at=NOON)).outcomes == ["duplicate"]


def test_unless_the_clock_stands_still(new_publisher: New) -> None:
    publisher = new_publisher()
    never_set = datetime(2010, 1, 1, tzinfo=UTC)
    publisher.hear(wire.BLOOD_PRESSURE, wire.blood_pressure(128, at=never_set))
    assert publisher.hang_up().values["systolic"] == 128
    publisher.hear(wire.BLOOD_PRESSURE, wire.blood_pressure(129, at=never_set))
    assert publisher.hang_up().values["systolic"] == 129
    assert publisher.hear(wire.BLOOD_PRESSURE, wire.blood_pressure(129, at=never_set)).outcomes == ["duplicate"]


def test_the_table_is_bounded_and_forgets_the_oldest(new_publisher: New) -> None:
    publisher = new_publisher()
    packets = [wire.blood_pressure(at=NOON - timedelta(minutes=5 + i)) for i in range(200)]
    for packet in packets:
        assert publisher.receive(wire.BLOOD_PRESSURE, packet).outcomes == ["stored"]
    assert publisher.receive(wire.BLOOD_PRESSURE, packets[-128]).outcomes == ["duplicate"]
    assert publisher.receive(wire.BLOOD_PRESSURE, packets[0]).outcomes == ["stored"]


def test_a_spoiled_memory_does_no_harm(new_publisher: New) -> None:
    publisher = new_publisher()
    publisher.restore(b"\xff" * len(publisher.keep()))
    for i in range(300):
        publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON - timedelta(minutes=i)))


def test_two_people_share_a_cuff(new_publisher: New) -> None:
    publisher = new_publisher(users=0b110)
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, user=1)).users == {1}
    assert publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, user=2)).users == {2}
    guest = publisher.receive(wire.BLOOD_PRESSURE, wire.blood_pressure(at=NOON, user=3))
    assert guest.outcomes == ["unknown_user"]
    older = wire.blood_pressure(at=NOON - timedelta(hours=1), user=3)
    assert publisher.receive(wire.BLOOD_PRESSURE, older).outcomes == ["not_kept"]


@pytest.mark.parametrize("user", [None, NOBODY])
def test_a_measurement_of_nobody_in_particular(new_publisher: New, user: int | None) -> None:
    packet = wire.blood_pressure(at=NOON, user=user)
    assert new_publisher(users=0b110).receive(wire.BLOOD_PRESSURE, packet).outcomes == ["unknown_user"]
    assert new_publisher(users=0b110, unknown_user=2).receive(wire.BLOOD_PRESSURE, packet).users == {2}


def test_undated_measurements_of_two_people_do_not_replace_each_other(new_publisher: New) -> None:
    publisher = new_publisher(knows_the_time=False)
    for user, systolic in ((1, 120), (2, 140), (1, 121), (2, 141)):
        publisher.hear(wire.BLOOD_PRESSURE, wire.blood_pressure(systolic, user=user))
    told = publisher.hang_up()
    assert [(user, value) for name, user, value in told.sequence if name == "systolic"] == [(1, 121), (2, 141)]


def test_more_people_than_places_lose_nothing(new_publisher: New) -> None:
    publisher = new_publisher(knows_the_time=False)
    told = []
    for user in range(9):
        told += publisher.hear(wire.BLOOD_PRESSURE, wire.blood_pressure(100 + user, user=user)).sequence
    told += publisher.hang_up().sequence
    assert [user for name, user, _ in told if name == "systolic"] == list(range(9))


def test_whose_entity_it_is(ble_library: ctypes.CDLL) -> None:
    assert ble_library.is_for_entity(NOBODY, NOBODY)
    assert ble_library.is_for_entity(NOBODY, 1)
    assert ble_library.is_for_entity(1, 1)
    assert not ble_library.is_for_entity(1, 2)
    assert not ble_library.is_for_entity(1, NOBODY)
