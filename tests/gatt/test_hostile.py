"""What is wrong is told by field, and never becomes a reading."""

import pytest
from gatt import Gatt, date_time

# A value with every field, and the fields in the order of the wire with their sizes.
WHOLE = {
    "heart_rate": ("1f 2c 01 2c 01 00 03", "flags 1 heart_rate 2 energy_expended 2 rr_interval 2"),
    "blood_pressure": (
        "1e 8a 00 57 00 68 00 ea 07 0b 15 08 1e 0f cb f2 02 24 00",
        "flags 1 systolic 2 diastolic 2 mean_arterial 2 TIME pulse_rate 2 user_id 1 measurement_status 2",
    ),
    "spot_check": (
        "0f 61 00 40 00 ea 07 02 1c 17 3b 3b 00 03 20 00 00 0c f0",
        "flags 1 spo2 2 pulse_rate 2 TIME measurement_status 2 device_status 3 pulse_amplitude_index 2",
    ),
    "continuous_oximetry": (
        "1f 61 00 40 00 60 00 41 00 62 00 3f 00 20 00 08 00 80 0c f0",
        "flags 1 spo2 2 pulse_rate 2 spo2_fast 2 pulse_rate_fast 2 spo2_slow 2 pulse_rate_slow 2 measurement_status 2"
        " device_status 3 pulse_amplitude_index 2",
    ),
    "glucose": (
        "1b 07 00 ea 07 0b 15 08 1e 00 e2 ff 69 b0 12 80 00",
        "flags 1 sequence_number 2 TIME time_offset 2 glucose_concentration 2 type_sample_location 1 sensor_status 2",
    ),
    "glucose_context": (
        "df 07 00 00 02 2d d0 02 51 08 07 3c 01 08 a0 40 f0",
        "flags 1 sequence_number 2 extended_flags 1 carbohydrate_id 1 carbohydrate 2 meal 1 tester_health 1"
        " exercise_duration 2 exercise_intensity 1 medication_id 1 medication 2 hba1c 2",
    ),
    "temperature": ("06 6c 01 00 ff ea 07 0b 15 08 1e 0f 09", "flags 1 temperature 4 TIME temperature_type 1"),
    "weight": ("0e a4 38 ea 07 0b 15 08 1e 0f 01 ea 00 e0 06", "flags 1 weight 2 TIME user_id 1 bmi 2 height 2"),
    "body_composition": (
        "fe 0f dc 00 ea 07 0b 15 08 1e 0f 01 58 1b 90 01 10 27 11 27 12 27 13 27 88 13 a4 38 e0 06",
        "flags 2 body_fat 2 TIME user_id 1 basal_metabolism 2 muscle_percentage 2 muscle_mass 2 fat_free_mass 2"
        " soft_lean_mass 2 body_water_mass 2 impedance 2 weight 2 height 2",
    ),
    "record_response": ("06 00 01 01", "op_code 1 operator 1 requested_op_code 1 response_code 1"),
}
TIME = "time_stamp.year 2 time_stamp.month 1 time_stamp.day 1 time_stamp.hour 1 time_stamp.minute 1 time_stamp.second 1"
RESERVED_FLAG = {"temperature": 0x08, "weight": 0x10, "body_composition": 0x2000}
VALUES = [name for name in WHOLE if name not in {"record_response", "glucose_context"}]


@pytest.mark.parametrize("name", WHOLE)
def test_a_value_that_ends_early_names_the_field_that_is_cut(gatt: Gatt, name: str) -> None:
    text, layout = WHOLE[name]
    whole = bytes.fromhex(text)
    words = layout.replace("TIME", TIME).split()
    cut_fields = [field for field, size in zip(words[::2], words[1::2], strict=True) for _ in range(int(size))]
    assert len(cut_fields) == len(whole)
    gatt.fields(name, whole)
    for size, field in enumerate(cut_fields):
        # RR intervals fill what is there: none is no fault.
        if field == "rr_interval" and size == len(whole) - 2:
            continue
        assert gatt.fault(name, whole[:size]) == ("truncated", field)


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "heart_rate"])
def test_a_value_longer_than_its_flags_say_is_refused(gatt: Gatt, name: str) -> None:
    assert gatt.fault(name, bytes.fromhex(WHOLE[name][0]) + b"\0") == ("overlong", "value")


def test_heart_rate_without_rr_intervals_has_nothing_behind_it(gatt: Gatt) -> None:
    assert gatt.fault("heart_rate", b"\x00\x48\x00\x04") == ("overlong", "value")


@pytest.mark.parametrize("name", WHOLE)
def test_no_value_is_longer_than_an_attribute(gatt: Gatt, name: str) -> None:
    assert gatt.fault(name, bytes.fromhex(WHOLE[name][0]) + bytes(512)) == ("overlong", "value")


def test_as_many_rr_intervals_as_an_attribute_holds(gatt: Gatt) -> None:
    assert gatt.fields("heart_rate", b"\x10\x48" + b"\x00\x04" * 255)["rr_1024ths_s"] == [1024] * 255


@pytest.mark.parametrize("name", [name for name in VALUES if name != "heart_rate"])
def test_reserved_flags_and_what_they_announce_are_ignored(gatt: Gatt, name: str) -> None:
    whole = bytes.fromhex(WHOLE[name][0])
    width = 2 if name == "body_composition" else 1
    flags = int.from_bytes(whole[:width], "little") | RESERVED_FLAG.get(name, 0x20)
    later = flags.to_bytes(width, "little") + whole[width:]
    assert gatt.fields(name, later) == gatt.fields(name, whole)
    assert gatt.fields(name, later + b"\x01\x02\x03") == gatt.fields(name, whole)


def test_reserved_flags_leave_the_heart_rate_and_no_rr_intervals(gatt: Gatt) -> None:
    value = gatt.fields("heart_rate", bytes.fromhex("30 48 00 04"))
    assert (value["heart_rate_bpm"], value["rr_1024ths_s"]) == (72, [])


def test_extended_flags_of_a_glucose_context_are_reserved(gatt: Gatt) -> None:
    assert gatt.fields("glucose_context", bytes.fromhex("82 07 00 01 02 aa"))["meal"] == 2


@pytest.mark.parametrize(
    ("moment", "field"),
    [
        ((1581, 1, 1, 0, 0, 0), "year"),
        ((10000, 1, 1, 0, 0, 0), "year"),
        ((2026, 13, 1, 0, 0, 0), "month"),
        ((2026, 4, 31, 0, 0, 0), "day"),
        ((2026, 2, 29, 0, 0, 0), "day"),
        ((2100, 2, 29, 0, 0, 0), "day"),
        ((0, 0, 32, 0, 0, 0), "day"),
        ((2026, 1, 1, 24, 0, 0), "hour"),
        ((2026, 1, 1, 0, 60, 0), "minute"),
        ((2026, 1, 1, 0, 0, 60), "second"),
    ],
)
def test_an_impossible_time_is_refused_by_its_part(gatt: Gatt, moment: tuple[int, ...], field: str) -> None:
    assert gatt.fault("weight", b"\x02\xa4\x38" + date_time(*moment)) == ("out_of_range", f"time_stamp.{field}")


@pytest.mark.parametrize("moment", [(2028, 2, 29, 0, 0, 0), (2000, 2, 29, 23, 59, 59), (1582, 1, 1, 0, 0, 0)])
def test_a_possible_time_is_taken(gatt: Gatt, moment: tuple[int, ...]) -> None:
    assert gatt.fields("weight", b"\x02\xa4\x38" + date_time(*moment))["time_stamp"] == list(moment)


@pytest.mark.parametrize("moment", [(0, 2, 29, 8, 0, 0), (2026, 0, 31, 8, 0, 0), (2026, 5, 0, 8, 0, 0)])
def test_a_date_known_in_part_counts_no_seconds(gatt: Gatt, moment: tuple[int, ...]) -> None:
    value = gatt.fields("weight", b"\x02\xa4\x38" + date_time(*moment))
    assert (value["time_stamp"], value["local_seconds"]) == (list(moment), 0)


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        ("blood_pressure", "10 8a 00 57 00 68 00 18 00", "measurement_status"),
        ("glucose_context", "08 07 00 08 07 65", "exercise_intensity"),
        ("body_composition", "00 00 e9 03", "body_fat"),
        ("body_composition", "10 00 dc 00 e9 03", "muscle_percentage"),
        ("record_response", "01 00 01 01", "op_code"),
        ("record_response", "06 01 01 01", "operator"),
        ("record_response", "06 00 01 00", "response_code"),
        ("record_response", "06 00 01 0a", "response_code"),
        ("cgm", "05 00 6e 00 05 00", "size"),
        ("cgm", "00", "size"),
    ],
)
def test_what_a_definition_rules_out_is_refused(gatt: Gatt, name: str, data: str, field: str) -> None:
    assert gatt.fault(name, bytes.fromhex(data)) == ("out_of_range", field)


RECORD = bytes.fromhex("06 00 6e 00 05 00")


def checked(body: str) -> bytes:
    """A CGM record with its checksum, which its size counts."""
    record = bytes([len(bytes.fromhex(body)) + 3]) + bytes.fromhex(body)
    crc = 0xFFFF
    for bit in (byte >> shift & 1 for byte in record for shift in range(8)):
        crc = crc >> 1 ^ (0x8408 if (crc ^ bit) & 1 else 0)
    return record + crc.to_bytes(2, "little")


@pytest.mark.parametrize("name", ["cgm", "cgm_checked"])
def test_a_checksum_is_verified_wherever_there_is_one(gatt: Gatt, name: str) -> None:
    record = checked("00 6e 00 05 00")
    assert gatt.fields(name, record * 2)["records"][1]["checksum_verified"] == 1
    # Where it is not required, a reserved flag may be what announces those two bytes.
    for position in range(1 if name == "cgm_checked" else 2, len(record)):
        for bit in range(8):
            flipped = bytearray(record)
            flipped[position] ^= 1 << bit
            # A flag so announces a field that is not there.
            assert gatt.fault(name, bytes(flipped))[0] in {"bad_checksum", "truncated"}


def test_a_checksum_that_is_required_is_not_left_out(gatt: Gatt) -> None:
    assert gatt.fault("cgm_checked", RECORD) == ("truncated", "e2e_crc")


def test_the_records_before_a_bad_one_stand(gatt: Gatt) -> None:
    value = gatt.parse("cgm", RECORD + RECORD[:5])
    assert (value["fault"], value["field"], len(value["records"])) == ("truncated", "record", 1)


def test_a_cgm_record_cut_within_what_its_flags_announce(gatt: Gatt) -> None:
    assert gatt.fault("cgm", bytes.fromhex("07 01 6e 00 05 00 00")) == ("truncated", "trend")


def test_a_cgm_record_longer_than_its_flags_say(gatt: Gatt) -> None:
    assert gatt.fault("cgm", bytes.fromhex("07 00 6e 00 05 00 00")) == ("overlong", "value")
    assert gatt.fault("cgm_checked", bytes.fromhex("09 00 6e 00 05 00 00 00 00")) == ("overlong", "record")


def test_reserved_flags_of_a_cgm_record(gatt: Gatt) -> None:
    assert len(gatt.fields("cgm", bytes.fromhex("09 04 6e 00 05 00 00 00 00") + RECORD)["records"]) == 2
    value = gatt.fields("cgm_checked", checked("04 6e 00 05 00 aa bb cc"))
    assert value["records"][0]["checksum_verified"] == 1


def test_no_bytes_are_no_record(gatt: Gatt) -> None:
    assert gatt.fault("cgm", b"") == ("truncated", "size")
    assert gatt.fault("cgm", RECORD * 86) == ("overlong", "value")
