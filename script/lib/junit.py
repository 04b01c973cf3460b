"""Junit reports of a test run: what failed, where, and what a second try makes of it.

usage: python junit.py failed FOLDER           which tests failed, a line each with the first words of why
       python junit.py files REPORT            the files with tests that failed, a line each
       python junit.py merge FIRST SECOND CODE writes to SECOND what counts of both and tells what was mended; CODE is
                                               the second try's exit status
"""

import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

WHY_CHARACTERS = 200
# From good to bad.
OUTCOMES = ("passed", "skipped", "failure", "error")
# As junit's suites count them.
COUNTS = {"skipped": "skipped", "failure": "failures", "error": "errors"}

Key = tuple[str, str, int]


def outcome(case: ET.Element) -> str:
    """Return what became of a test, one of ``OUTCOMES``."""
    return next((one for one in reversed(OUTCOMES) if case.find(one) is not None), "passed")


def is_bad(case: ET.Element) -> bool:
    """Return whether a test failed, or what it needs did."""
    return outcome(case) in ("failure", "error")


def worse(case: ET.Element, other: ET.Element) -> ET.Element:
    """Return the try of a test that ended worse."""
    return max(case, other, key=lambda one: OUTCOMES.index(outcome(one)))


def why(case: ET.Element) -> str:
    """Return the first words of why a test failed."""
    fault = case.find(outcome(case))
    said = "" if fault is None else fault.get("message") or fault.text or ""
    return " ".join(said.split())[:WHY_CHARACTERS]


def name(case: ET.Element) -> str:
    """Return where a test is and what it is called."""
    return f"{case.get('classname', '')} {case.get('name', '')}"


def parsed(report: Path) -> list[ET.Element] | None:
    """Return the tests of a report in their order, or None when it is not there or breaks off."""
    try:
        return list(ET.parse(report).iter("testcase"))  # noqa: S314 - our own test run wrote it
    except ET.ParseError, OSError:
        return None


def cases(report: Path) -> dict[Key, ET.Element]:
    """Return the tests that a report tells of; those of the same name are told apart by their order."""
    seen: Counter[tuple[str, str]] = Counter()
    keyed: dict[Key, ET.Element] = {}
    for case in parsed(report) or []:
        ident = (case.get("classname", ""), case.get("name", ""))
        keyed[(*ident, seen[ident])] = case
        seen[ident] += 1
    return keyed


def file_of(case: ET.Element) -> str:
    """Return the path of a test's file: pytest tells it, Vitest calls the class so."""
    return case.get("file") or case.get("classname") or ""


def failed(folder: Path) -> Iterator[str]:
    """Yield the failed tests of a folder's reports, ``SUITE-ENVIRONMENT: WHERE NAME: WHY``."""
    for report in sorted(folder.glob("*.xml")):
        if parsed(report) is None:
            yield f"{report.stem}: the report breaks off"
        for case in cases(report).values():
            if is_bad(case):
                yield f"{report.stem}: {name(case)}: {why(case)}"


def files(report: Path) -> list[str]:
    """Return the files with tests that failed; none when the report does not tell them all."""
    bad = [file_of(case) for case in cases(report).values() if is_bad(case)]
    return sorted(set(bad)) if all(Path(path).is_file() for path in bad) else []


def merge(first: Path, second: Path, *, ended_well: bool) -> tuple[list[str], bool]:
    """Write to ``second`` what counts of two tries; return what the second mended, and whether all is good.

    A second try that ended well counts for the files that it ran, whatever the first said of them. Of one that did not
    nothing is mended: a test counts by the worse of its tries.
    """
    before, after = cases(first), cases(second)
    again = {file_of(case) for case in after.values()} if ended_well else set()
    kept = {key: case for key, case in before.items() if file_of(case) not in again}
    kept |= {key: worse(kept.get(key, case), case) for key, case in after.items()}
    mended = [f"{name(case)}: {why(case)}" for case in before.values() if is_bad(case) and file_of(case) in again]
    totals = Counter(outcome(case) for case in kept.values())
    suite = ET.Element("testsuite", {"name": second.stem, "tests": str(len(kept))})
    suite.attrib.update({count: str(totals[one]) for one, count in COUNTS.items()})
    suite.extend(kept.values())
    root = ET.Element("testsuites")
    root.append(suite)
    ET.ElementTree(root).write(second, encoding="unicode", xml_declaration=True)
    return mended, ended_well and bool(kept) and not any(is_bad(case) for case in kept.values())


def main(*arguments: str) -> int:
    """Do what the command line asks for; return its exit status."""
    match arguments:
        case "failed", folder:
            for line in failed(Path(folder)):
                print(f"FAILED {line}")
        case "files", report:
            print(*files(Path(report)), sep="\n")
        case "merge", first, second, code:
            mended, is_good = merge(Path(first), Path(second), ended_well=code == "0")
            for line in mended:
                print(f"MENDED BY A SECOND TRY {Path(second).stem}: {line}")
            return 0 if is_good else 1
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
