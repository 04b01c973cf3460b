"""What script/test makes of its suites' reports: the names of what failed, and what a second try mends."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import ROOT

FAILS = '<failure message="was 3,&#10; not 4">a trace</failure>'
BREAKS = '<error message="no house">a trace</error>'
WAITS = '<skipped message="not here">why</skipped>'


def _report(path: Path, *cases: tuple[str, str], file: str = "tests/script/test_junit.py") -> Path:
    told = "".join(
        f'<testcase classname="tests.a" name="{name}" file="{file}">{what}</testcase>' for name, what in cases
    )
    path.write_text(f'<?xml version="1.0"?><testsuites><testsuite name="pytest">{told}</testsuite></testsuites>')
    return path


def _junit(*arguments: str | Path) -> tuple[list[str], int]:
    script = ROOT / "script" / "lib" / "junit.py"
    done = subprocess.run([sys.executable, script, *arguments], check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.stderr == ""
    return done.stdout.splitlines(), done.returncode


def _totals(report: Path) -> dict[str, str]:
    [suite] = ET.parse(report).iter("testsuite")
    return {name: suite.attrib[name] for name in ("tests", "failures", "errors", "skipped")}


def test_what_failed_is_told_by_name_and_first_words_and_nothing_else(tmp_path: Path) -> None:
    _report(tmp_path / "gatt-ha.xml", ("passes", ""), ("fails", FAILS), ("breaks", BREAKS), ("waits", WAITS))
    _report(tmp_path / "engine-engine313.xml", ("passes", ""))
    assert _junit("failed", tmp_path) == (
        ["FAILED gatt-ha: tests.a fails: was 3, not 4", "FAILED gatt-ha: tests.a breaks: no house"],
        0,
    )


def test_a_report_that_breaks_off_is_told(tmp_path: Path) -> None:
    (tmp_path / "demo-ha.xml").write_text('<?xml version="1.0"?><testsuites><testsuite')
    (tmp_path / "dsp-train.xml").write_text("")
    told, _ = _junit("failed", tmp_path)
    assert told == ["FAILED demo-ha: the report breaks off", "FAILED dsp-train: the report breaks off"]


def test_the_files_of_what_failed_are_tried_again(tmp_path: Path) -> None:
    report = _report(tmp_path / "demo-ha.xml", ("passes", ""), ("fails", FAILS), ("breaks", BREAKS))
    assert _junit("files", report) == (["tests/script/test_junit.py"], 0)


@pytest.mark.parametrize("file", ["", "tests/demo/is_not_there.py"])
def test_the_whole_suite_is_when_the_report_does_not_tell_them(tmp_path: Path, file: str) -> None:
    report = _report(tmp_path / "demo-ha.xml", ("breaks", BREAKS), file=file)
    assert _junit("files", report) == ([""], 0)
    assert _junit("files", tmp_path / "no-report.xml") == ([""], 0)


def test_what_passes_the_second_time_is_mended_and_told(tmp_path: Path) -> None:
    first = _report(tmp_path / "demo.first", ("slow", FAILS), ("a hook", BREAKS), ("waits", WAITS), ("same", ""))
    # A hook that went wrong has a row of its own, which a good run does not have.
    second = _report(tmp_path / "demo-ha.xml", ("slow", ""), ("waits", WAITS), ("same", ""))
    assert _junit("merge", first, second, "0") == (
        [
            "MENDED BY A SECOND TRY demo-ha: tests.a slow: was 3, not 4",
            "MENDED BY A SECOND TRY demo-ha: tests.a a hook: no house",
        ],
        0,
    )
    assert _totals(second) == {"tests": "3", "failures": "0", "errors": "0", "skipped": "1"}
    assert _junit("failed", tmp_path) == ([], 0)


def test_what_the_second_try_does_not_run_is_not_mended(tmp_path: Path) -> None:
    first = _report(tmp_path / "demo.first", ("wrong", FAILS))
    second = _report(tmp_path / "demo-ha.xml", ("other", ""), file="tests/script/conftest.py")
    assert _junit("merge", first, second, "0") == ([], 1)
    assert _totals(second) == {"tests": "2", "failures": "1", "errors": "0", "skipped": "0"}


def test_a_second_try_that_ends_badly_mends_nothing(tmp_path: Path) -> None:
    first = _report(tmp_path / "demo.first", ("wrong", FAILS), ("slow", BREAKS), ("other", ""))
    second = _report(tmp_path / "demo-ha.xml", ("wrong", FAILS), ("slow", ""), ("other", FAILS))
    assert _junit("merge", first, second, "1") == ([], 1)
    assert _totals(second) == {"tests": "3", "failures": "2", "errors": "1", "skipped": "0"}


@pytest.mark.parametrize("code", ["0", "1", "137"])
def test_two_tries_that_tell_nothing_are_not_good(tmp_path: Path, code: str) -> None:
    first = tmp_path / "demo.first"
    first.write_text("")
    assert _junit("merge", first, tmp_path / "demo-ha.xml", code) == ([], 1)


def test_a_second_try_that_breaks_off_leaves_what_the_first_said(tmp_path: Path) -> None:
    first = _report(tmp_path / "demo.first", ("wrong", FAILS), ("other", ""))
    second = tmp_path / "demo-ha.xml"
    second.write_text("<testsuites><testsuite")
    assert _junit("merge", first, second, "137") == ([], 1)
    assert _totals(second) == {"tests": "2", "failures": "1", "errors": "0", "skipped": "0"}


def test_a_first_report_that_breaks_off_is_replaced_by_the_second(tmp_path: Path) -> None:
    first = tmp_path / "demo.first"
    first.write_text("")
    second = _report(tmp_path / "demo-ha.xml", ("passes", ""), ("waits", WAITS))
    assert _junit("merge", first, second, "0") == ([], 0)
    assert _totals(second)["tests"] == "2"


def test_tests_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    first = _report(tmp_path / "demo.first", ("same", ""), ("same", FAILS))
    second = _report(tmp_path / "demo-ha.xml", ("same", ""), ("same", ""))
    assert _junit("merge", first, second, "1") == ([], 1)
    assert _totals(second) == {"tests": "2", "failures": "1", "errors": "0", "skipped": "0"}
