"""One value of each characteristic, byte by byte.

Written by hand from the field tables of the GATT Specification Supplement and of the services named in gatt_*.h: flags
first, then the fields in the order of the table, little-endian. No bytes of any device.
"""

import pytest
from gatt import Gatt, Kind, finite

NAN = [0, 0, Kind.NAN]


def wire(text: str) -> bytes:
    return bytes.fromhex(text)


def test_heart_rate_of_eight_bits_alone(gatt: Gatt) -> None:
    assert gatt.fields("heart_rate", wire("00 48")) == {"heart_rate_bpm": 72, "contact": 0, "rr_1024ths_s": []}


def test_heart_rate_with_everything(gatt: Gatt) -> None:
    # 16 bits, contact supported and detected, 300 kJ, RR 0.75 s and 1 s.
    assert gatt.fields("heart_rate", wire("1f 2c 01 2c 01 00 03 00 04")) == {
        "heart_rate_bpm": 300,
        "contact": 2,
        "energy_expended_kj": 300,
        "rr_1024ths_s": [768, 1024],
        "last_rr_ms": 1000,
    }


@pytest.mark.parametrize(("flags", "contact"), [("00", 0), ("02", 0), ("04", 1), ("06", 2)])
def test_contact_counts_only_where_it_is_supported(gatt: Gatt, flags: str, contact: int) -> None:
    assert gatt.fields("heart_rate", wire(f"{flags} 48"))["contact"] == contact


def test_heart_rate_announces_rr_intervals_and_has_none(gatt: Gatt) -> None:
    assert gatt.fields("heart_rate", wire("10 48"))["rr_1024ths_s"] == []


def test_blood_pressure_with_everything(gatt: Gatt) -> None:
    # 138/87 mmHg, mean 104; 2026-11-21 08:30:15; pulse 71.5; user 2; irregular pulse and improper position.
    value = gatt.fields("blood_pressure", wire("1e 8a 00 57 00 68 00 ea 07 0b 15 08 1e 0f cb f2 02 24 00"))
    assert value == {
        "in_kpa": 0,
        "systolic": finite(138),
        "diastolic": finite(87),
        "mean_arterial": finite(104),
        "systolic_mmhg": 138,
        "time_stamp": [2026, 11, 21, 8, 30, 15],
        "local_seconds": 1795249815,
        "pulse_bpm": finite(715, -1),
        "user_id": 2,
        "status": 0b100100,
    }


def test_blood_pressure_in_kilopascals(gatt: Gatt) -> None:
    # 16.0/10.7 kPa, no mean.
    value = gatt.fields("blood_pressure", wire("01 a0 f0 6b f0 ff 07"))
    assert (value["systolic"], value["diastolic"], value["mean_arterial"]) == (finite(160, -1), finite(107, -1), NAN)
    assert value["systolic_mmhg"] == pytest.approx(120.0098, abs=1e-3)  # 16 kPa / 133.3224 Pa


def test_a_cuff_that_failed_gives_no_number(gatt: Gatt) -> None:
    assert gatt.fields("blood_pressure", wire("00 ff 07 ff 07 ff 07"))["systolic_mmhg"] is None


def test_spot_check_with_everything(gatt: Gatt) -> None:
    # 97 %, 64 bpm, 2026-02-28 23:59:59, fully qualified from storage, low perfusion, amplitude 1.2 %, clock not set.
    value = gatt.fields("spot_check", wire("1f 61 00 40 00 ea 07 02 1c 17 3b 3b 00 03 20 00 00 0c f0"))
    assert value == {
        "spo2_percent": finite(97),
        "pulse_bpm": finite(64),
        "time_stamp": [2026, 2, 28, 23, 59, 59],
        "local_seconds": 1772323199,
        "clock_not_set": 1,
        "measurement_status": 0x300,
        "device_status": 0x20,
        "pulse_amplitude_percent": finite(12, -1),
        "is_measurement": 1,
    }


@pytest.mark.parametrize("bit", [10, 11, 12, 13, 15])
def test_what_the_oximeter_itself_disowns_is_no_measurement(gatt: Gatt, bit: int) -> None:
    value = gatt.fields("continuous_oximetry", wire("04 61 00 40 00") + (1 << bit).to_bytes(2, "little"))
    assert value["is_measurement"] == 0


def test_continuous_oximetry_with_everything(gatt: Gatt) -> None:
    value = gatt.fields("continuous_oximetry", wire("1f 61 00 40 00 60 00 41 00 62 00 3f 00 20 00 08 00 80 0c f0"))
    assert value == {
        "spo2_percent": finite(97),
        "pulse_bpm": finite(64),
        "spo2_fast_percent": finite(96),
        "pulse_fast_bpm": finite(65),
        "spo2_slow_percent": finite(98),
        "pulse_slow_bpm": finite(63),
        "measurement_status": 0x20,
        "device_status": 0x800008,
        "pulse_amplitude_percent": finite(12, -1),
        "is_measurement": 1,
    }


def test_glucose_in_kilograms_per_litre(gatt: Gatt) -> None:
    # Record 7, 2026-11-21 08:30:00 and half an hour back; 105 mg/dL = 105e-5 kg/L; capillary plasma, finger; too warm;
    # context follows.
    value = gatt.fields("glucose", wire("1b 07 00 ea 07 0b 15 08 1e 00 e2 ff 69 b0 12 80 00"))
    assert value == {
        "sequence": 7,
        "base_time": [2026, 11, 21, 8, 30, 0],
        "local_seconds": 1795249800 - 1800,
        "time_offset_min": -30,
        "in_moles": 0,
        "concentration": finite(105, -5),
        "displayed": finite(105),
        "mg_per_dl": 105,
        "sample_type": 2,
        "sample_location": 1,
        "is_control_solution": 0,
        "status": 0x80,
        "context_follows": 1,
    }


def test_glucose_in_moles_per_litre(gatt: Gatt) -> None:
    # 5.8 mmol/L = 58e-4 mol/L.
    value = gatt.fields("glucose", wire("06 08 00 ea 07 0b 15 08 1e 00 3a c0 11"))
    assert (value["concentration"], value["displayed"]) == (finite(58, -4), finite(58, -1))
    assert value["mg_per_dl"] == pytest.approx(104.49, abs=0.01)  # 5.8 x 18.0156


@pytest.mark.parametrize("sample", ["1a", "42"])
def test_control_solution_is_told_from_blood(gatt: Gatt, sample: str) -> None:
    assert gatt.fields("glucose", wire(f"02 07 00 ea 07 0b 15 08 1e 00 69 b0 {sample}"))["is_control_solution"] == 1


def test_glucose_without_a_concentration(gatt: Gatt) -> None:
    value = gatt.fields("glucose", wire("00 07 00 ea 07 0b 15 08 1e 00"))
    assert "concentration" not in value
    assert value["mg_per_dl"] is None


def test_glucose_context_with_everything(gatt: Gatt) -> None:
    # 45 g for lunch, after the meal, by oneself and without health issues, half an hour at 60 %, 8 mg of rapid insulin,
    # HbA1c 6.4 %.
    value = gatt.fields("glucose_context", wire("df 07 00 00 02 2d d0 02 51 08 07 3c 01 08 a0 40 f0"))
    assert value == {
        "sequence": 7,
        "extended_flags": 0,
        "carbohydrate_id": 2,
        "carbohydrate_kg": finite(45, -3),
        "meal": 2,
        "tester": 1,
        "health": 5,
        "exercise_duration_s": 1800,
        "exercise_intensity_percent": 60,
        "medication_id": 1,
        "medication_in_litres": 0,
        "medication": finite(8, -6),
        "hba1c_percent": finite(64, -1),
    }


def test_cgm_records_one_after_the_other(gatt: Gatt) -> None:
    # 110 mg/dL in minute 5; then 62 mg/dL in minute 10 with all three octets, falling 2.1 mg/dL/min, quality 98 %.
    value = gatt.fields("cgm", wire("06 00 6e 00 05 00" + "0d e3 3e 00 0a 00 02 08 14 eb ff 62 00"))
    assert value == {
        "records": [
            {"glucose_mg_per_dl": finite(110), "time_offset_min": 5, "annunciation": 0, "checksum_verified": 0},
            {
                "glucose_mg_per_dl": finite(62),
                "time_offset_min": 10,
                "annunciation": 0x140802,
                "trend_mg_per_dl_per_min": finite(-21, -1),
                "quality_percent": finite(98),
                "checksum_verified": 0,
            },
        ]
    }


def test_cgm_checksum_is_the_catalogued_one(gatt: Gatt) -> None:
    # CRC-16/MCRF4XX in the catalogue of parametrised CRC algorithms.
    assert gatt.crc(b"123456789") == 0x6F91


def test_temperature_with_everything(gatt: Gatt) -> None:
    value = gatt.fields("temperature", wire("06 6c 01 00 ff ea 07 0b 15 08 1e 0f 09"))
    assert value == {
        "in_fahrenheit": 0,
        "temperature": finite(364, -1),
        "celsius": pytest.approx(36.4),
        "time_stamp": [2026, 11, 21, 8, 30, 15],
        "local_seconds": 1795249815,
        "site": 9,
    }


def test_temperature_in_fahrenheit_and_below_zero(gatt: Gatt) -> None:
    assert gatt.fields("temperature", wire("01 da 03 00 ff"))["celsius"] == pytest.approx(37.0)  # 98.6
    assert gatt.fields("temperature", wire("00 ce ff ff ff"))["celsius"] == pytest.approx(-5.0)


def test_weight_with_everything(gatt: Gatt) -> None:
    # 14,500 steps of 5 g, user 1, body mass index 23.4, 1.760 m.
    value = gatt.fields("weight", wire("0e a4 38 ea 07 0b 15 08 1e 0f 01 ea 00 e0 06"))
    assert value == {
        "imperial": 0,
        "weight_steps": 14500,
        "weight_kg": pytest.approx(72.5),
        "time_stamp": [2026, 11, 21, 8, 30, 15],
        "local_seconds": 1795249815,
        "user_id": 1,
        "bmi_tenths": 234,
        "height_steps": 1760,
        "height_m": pytest.approx(1.76),
    }


def test_weight_in_pounds_and_inches(gatt: Gatt) -> None:
    value = gatt.fields("weight", wire("09 70 3e ea 00 b5 02"))  # 159.84 lb, 69.3 in
    assert value["weight_kg"] == pytest.approx(159.84 * 0.45359237)
    assert value["height_m"] == pytest.approx(69.3 * 0.0254)


def test_a_weight_that_did_not_succeed(gatt: Gatt) -> None:
    assert gatt.fields("weight", wire("00 ff ff"))["weight_kg"] is None
    assert gatt.fields("body_composition", wire("00 00 ff ff"))["body_fat_percent"] is None


FIRST_PACKET = wire("3e 10 dc 00 ea 07 0b 15 08 1e 0f 01 58 1b 90 01 10 27")
SECOND_PACKET = wire("c0 1f dc 00 11 27 12 27 13 27 88 13 a4 38 e0 06")


def framed(*packets: bytes) -> bytes:
    return b"".join(bytes([len(packet)]) + packet for packet in packets)


def test_body_composition_in_two_packets(gatt: Gatt) -> None:
    first = gatt.fields("body_composition", FIRST_PACKET)
    second = gatt.fields("body_composition", SECOND_PACKET)
    assert gatt.fields("body_composition_merged", framed(FIRST_PACKET, SECOND_PACKET)) == first | second
    assert first | second == {
        "imperial": 0,
        "multiple_packets": 1,
        "body_fat_tenths_percent": 220,
        "body_fat_percent": 22,
        "time_stamp": [2026, 11, 21, 8, 30, 15],
        "local_seconds": 1795249815,
        "user_id": 1,
        "basal_metabolism_kj": 7000,
        "muscle_tenths_percent": 400,
        "muscle_steps": 10000,
        "fat_free_steps": 10001,
        "soft_lean_steps": 10002,
        "body_water_steps": 10003,
        "impedance_tenths_ohm": 5000,
        "weight_steps": 14500,
        "height_steps": 1760,
    }


@pytest.mark.parametrize(
    ("second", "field"),
    [
        (wire("c0 0f") + SECOND_PACKET[2:], "multiple_packet"),
        (wire("c1 1f") + SECOND_PACKET[2:], "units"),
        (wire("c0 1f dd 00") + SECOND_PACKET[4:], "body_fat"),
        (wire("04 10 dc 00 02"), "user_id"),
    ],
)
def test_packets_of_two_measurements_are_not_merged(gatt: Gatt, second: bytes, field: str) -> None:
    assert gatt.fault("body_composition_merged", framed(FIRST_PACKET, second)) == ("conflict", field)


@pytest.mark.parametrize(
    ("kind", "limits", "expected"),
    [
        ("all", (), "01 01"),
        ("last", (), "01 06"),
        ("number", (), "04 01"),
        ("abort", (), "03 00"),
        ("from", (0x0102,), "01 03 01 02 01"),
        ("between", (5, 0x0200), "01 04 01 05 00 00 02"),
        ("between", (6, 5), ""),
    ],
)
def test_record_requests(gatt: Gatt, kind: str, limits: tuple[int, ...], expected: str) -> None:
    assert gatt.request(kind, *limits) == wire(expected)


@pytest.mark.parametrize(
    ("data", "op_code", "outcome", "done"),
    [("06 00 01 01", 1, 1, 1), ("06 00 01 06", 1, 6, 1), ("06 00 01 08", 1, 8, 0), ("06 00 03 01", 3, 1, 0)],
)
def test_record_responses(gatt: Gatt, data: str, op_code: int, outcome: int, done: int) -> None:
    assert gatt.fields("record_response", wire(data)) == {
        "requested_op_code": op_code,
        "outcome": outcome,
        "is_done": done,
    }


def test_number_of_stored_records(gatt: Gatt) -> None:
    assert gatt.fields("record_response", wire("05 00 2c 01"))["number_of_records"] == 300
