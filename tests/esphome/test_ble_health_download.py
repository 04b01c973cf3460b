"""The conversation about a meter's stored records, and the publisher and it under a fuzzer."""

import ctypes
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ble_publisher import COMPONENT, ROOT, Download, compile_publisher

ALL, LAST, ABORT = bytes.fromhex("0101"), bytes.fromhex("0106"), bytes.fromhex("0300")
DONE, NONE_FOUND = bytes.fromhex("06000101"), bytes.fromhex("06000106")
SILENCE_MS, ABORT_MS = 30_000, 5_000


def since(number: int) -> bytes:
    return bytes([1, 3, 1]) + number.to_bytes(2, "little")


def outcome(code: int) -> bytes:
    return bytes([6, 0, 1, code])


@pytest.fixture
def download(ble_library: ctypes.CDLL) -> Iterator[Download]:
    download = Download(ble_library)
    yield download
    download.close()


def test_the_first_time_all_records_are_asked_for(download: Download) -> None:
    assert (download.result, download.is_running) == ("none", False)
    assert download.start() == ALL
    for number in (5, 6, 7):
        download.record(number)
    assert (download.result, download.is_running) == ("running", True)
    assert download.answer(DONE) == b""
    assert (download.result, download.is_running, download.highest) == ("done", False, 7)


def test_after_that_those_that_are_new(download: Download) -> None:
    assert download.start(7) == since(8)
    download.record(8)
    download.answer(DONE)
    assert download.highest == 8


def test_a_meter_without_records_is_done_at_once(download: Download) -> None:
    download.start()
    assert download.answer(NONE_FOUND) == b""
    assert (download.result, download.highest) == ("done", None)


def test_nothing_new_is_done_when_the_last_one_is_the_one_we_know(download: Download) -> None:
    download.start(7)
    assert download.answer(NONE_FOUND) == LAST
    download.record(7)
    assert download.answer(DONE) == b""
    assert (download.result, download.highest) == ("done", 7)


def test_a_meter_that_counts_anew_gives_all(download: Download) -> None:
    download.start(700)
    assert download.answer(NONE_FOUND) == LAST
    download.record(3)
    assert download.answer(DONE) == ALL
    for number in (1, 2, 3):
        download.record(number)
    assert download.answer(DONE) == b""
    assert (download.result, download.highest) == ("done", 3)


def test_the_highest_number_there_is_begins_anew(download: Download) -> None:
    assert download.start(0xFFFF) == ALL
    assert download.start(0xFFFE) == since(0xFFFF)


@pytest.mark.parametrize("code", [2, 3, 4, 5, 9])
def test_a_meter_that_knows_no_filter_is_asked_for_all(download: Download, code: int) -> None:
    download.start(7)
    assert download.answer(outcome(code)) == ALL
    assert download.answer(outcome(code)) == b""
    assert (download.result, download.highest) == ("refused", 7)


@pytest.mark.parametrize("code", [7, 8])
def test_a_meter_that_breaks_off(download: Download, code: int) -> None:
    download.start(7)
    download.record(8)
    assert download.answer(outcome(code)) == b""
    assert (download.result, download.highest) == ("refused", 7)


def test_a_silent_meter_is_told_to_stop_and_then_given_up(download: Download) -> None:
    download.start(7)
    assert download.tick(SILENCE_MS - 1) == b""
    download.record(8)
    assert download.tick(SILENCE_MS - 1) == b""
    assert download.tick(1) == ABORT
    assert download.is_running
    assert download.tick(ABORT_MS - 1) == b""
    assert download.is_running
    assert download.tick(1) == b""
    assert (download.result, download.is_running, download.highest) == ("timed_out", False, 7)


def test_or_answers_the_abort(download: Download) -> None:
    download.start()
    assert download.tick(SILENCE_MS) == ABORT
    assert download.answer(bytes.fromhex("06000301")) == b""
    assert (download.result, download.is_running) == ("timed_out", False)


@pytest.mark.parametrize(("att_error", "result"), [(5, "needs_pairing"), (8, "needs_pairing"), (15, "needs_pairing")])
def test_an_unpaired_meter_says_so(download: Download, att_error: int, result: str) -> None:
    download.start()
    download.refused(att_error)
    assert (download.result, download.is_running) == (result, False)


@pytest.mark.parametrize("att_error", [0, 0x03, 0x80, 0xFD, 0xFE])
def test_another_refusal_is_one(download: Download, att_error: int) -> None:
    download.start()
    download.refused(att_error)
    assert download.result == "refused"


@pytest.mark.parametrize(
    "answer", ["", "06", "0600", "060001", "06000100", "0600010a", "06010101", "0100", "0600010101"]
)
def test_what_is_no_answer_ends_it(download: Download, answer: str) -> None:
    download.start()
    download.record(4)
    assert download.answer(bytes.fromhex(answer)) == b""
    assert (download.result, download.highest) == ("malformed", None)


def test_the_answer_to_another_question_is_not_ours(download: Download) -> None:
    download.start()
    assert download.answer(bytes.fromhex("05000700")) == b""
    assert download.is_running
    assert download.answer(bytes.fromhex("06000401")) == b""
    assert download.is_running


def test_a_hang_up_in_the_middle_forgets_nothing(download: Download) -> None:
    download.start(7)
    download.record(8)
    download.disconnect()
    assert (download.result, download.is_running, download.highest) == ("timed_out", False, 7)
    assert download.start(7) == since(8)


def test_nobody_asked(download: Download) -> None:
    download.record(3)
    download.refused(5)
    download.disconnect()
    assert download.answer(DONE) == b""
    assert download.tick(100_000) == b""
    assert download.result == "none"


def test_the_clock_that_wraps_is_no_silence(download: Download) -> None:
    download.now_ms = 2**32 - 10
    download.start()
    download.now_ms = 10
    assert download.tick(100) == b""


def test_nothing_that_is_written_deletes_a_record() -> None:
    source = (COMPONENT / "record_download.cpp").read_text()
    assert set(re.findall(r"gatt::(request_\w+)", source)) == {
        "request_all_records",
        "request_last_record",
        "request_records_from",
        "request_abort",
    }


def test_the_ranges_are_those_of_the_catalogue_of_vital_signs(ble_library: ctypes.CDLL) -> None:
    path = ROOT / "custom_components" / "healthsense" / "engine" / "vitals.py"
    spec = importlib.util.spec_from_file_location("vitals", path)
    assert spec is not None
    assert spec.loader is not None
    vitals = importlib.util.module_from_spec(spec)
    sys.modules["vitals"] = vitals
    spec.loader.exec_module(vitals)
    catalogue = {vital.key: vital.plausible for vital in vitals._ROWS}
    names = {
        **{name: name for name in ("systolic", "diastolic", "cuff_pulse", "heart_rate", "rr_interval", "spo2")},
        **{name: name for name in ("glucose", "temperature", "weight", "height", "body_fat")},
        "pulse_rate": "heart_rate",
        "pulse_amplitude": "perfusion_index",
        "cgm_glucose": "glucose",
    }
    least, most = ctypes.c_float(), ctypes.c_float()
    for channel, vital in names.items():
        assert ble_library.plausible_range(channel.encode(), ctypes.byref(least), ctypes.byref(most)), channel
        assert (least.value, most.value) == catalogue[vital], channel


def fuzz(program: Path, count: int, seed: int) -> str:
    done = subprocess.run([program, str(count), str(seed)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_hostile_bytes_under_the_sanitizers(tmp_path_factory: pytest.TempPathFactory) -> None:
    output = tmp_path_factory.mktemp("fuzz") / "fuzz"
    compile_publisher("ble_fuzz.cpp", output, "-fsanitize=address,undefined,float-cast-overflow")
    said = fuzz(output, 20_000, 1)
    assert fuzz(output, 20_000, 1) == said
    outcomes = dict(line.split() for line in said.splitlines())
    assert all(
        int(count) > 10 for name, count in outcomes.items() if name not in ("unknown_user", "not_kept", "unsupported")
    ), said
