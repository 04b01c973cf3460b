"""Prints which tests failed, a line each, from the junit reports in a folder: at the end of a long run one looks there.

usage: python failed_tests.py FOLDER
"""

import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path


def failed(report: Path) -> Iterator[str]:
    """Yield the failed tests of a report, ``SUITE-ENVIRONMENT: WHERE NAME``; of one that breaks off, that it does."""
    try:
        cases = list(ET.parse(report).iter("testcase"))  # noqa: S314 - our own test run wrote it
    except ET.ParseError:
        yield f"{report.stem}: the report breaks off"
        return
    for case in cases:
        if case.find("failure") is not None or case.find("error") is not None:
            yield f"{report.stem}: {case.get('classname', '')} {case.get('name', '')}"


if __name__ == "__main__":
    for path in sorted(Path(sys.argv[1]).glob("*.xml")):
        for line in failed(path):
            print(f"FAILED {line}")
