"""What script/test says at its end: the names of the tests that failed."""

import subprocess
import sys
from pathlib import Path

from conftest import ROOT

REPORT = """<?xml version="1.0"?><testsuites><testsuite name="pytest">
<testcase classname="tests.a" name="passes"/>
<testcase classname="tests.a" name="fails"><failure message="no">why</failure></testcase>
<testcase classname="tests.a" name="breaks"><error message="no">why</error></testcase>
<testcase classname="tests.a" name="waits"><skipped message="no">why</skipped></testcase>
</testsuite></testsuites>"""


def _told(folder: Path) -> list[str]:
    script = ROOT / "script" / "lib" / "failed_tests.py"
    done = subprocess.run([sys.executable, script, folder], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def test_what_failed_is_told_by_name_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "gatt-ha.xml").write_text(REPORT)
    (tmp_path / "engine-engine313.xml").write_text(
        REPORT.replace("<failure", "<skipped").replace("</failure", "</skipped")
    )
    assert _told(tmp_path) == [
        "FAILED engine-engine313: tests.a breaks",
        "FAILED gatt-ha: tests.a fails",
        "FAILED gatt-ha: tests.a breaks",
    ]


def test_a_report_that_breaks_off_is_told(tmp_path: Path) -> None:
    (tmp_path / "demo-ha.xml").write_text(REPORT[:200])
    (tmp_path / "dsp-train.xml").write_text("")
    assert _told(tmp_path) == ["FAILED demo-ha: the report breaks off", "FAILED dsp-train: the report breaks off"]
