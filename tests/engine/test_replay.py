"""script/replay: what it prints for whom, and what it does with bad files."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from healthsense_engine import replay
from healthsense_engine.catalog import CATALOG

SHARED = Path(os.environ.get("HEALTHSENSE_SHARED_DATA") or Path(__file__).parents[2] / ".." / "shared" / "data")
RECORD = SHARED / "wfdb" / "s00001" / "s00001-2896-10-10-00-31n"
HEADER = "time,vital,value,unit,source"
ADULT = {
    "birth_date": "1961-03-02", "sex": "male", "height_cm": 178, "weight_kg": 82, "waist_cm": 97, "activity": "low",
}  # fmt: skip
WHOLE_NEWS2 = [
    "2025-06-16T12:00:00Z,respiratory_rate,22,/min,nurse",
    "2025-06-16T12:00:00Z,spo2,95,%,nurse",
    "2025-06-16T12:00:00Z,supplemental_oxygen,on,,nurse",
    "2025-06-16T12:00:00Z,systolic,105,mmHg,cuff",
    "2025-06-16T12:00:00Z,diastolic,65,mmHg,cuff",
    "2025-06-16T12:00:00Z,heart_rate,95,bpm,nurse",
    "2025-06-16T12:00:00Z,consciousness,alert,,nurse",
    "2025-06-16T12:00:00Z,temperature,38.04,°C,nurse",
]


class Ran:
    """Runs the replay in this process and keeps what it said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def file(self, name: str, text: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    def recording(self, rows: list[str], name: str = "r.csv") -> str:
        return self.file(name, "\n".join([HEADER, *rows]) + "\n")

    def profile(self, **facts: object) -> list[str]:
        return ["--profile", self.file("profile.json", json.dumps(facts))]

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        status = replay.main(arguments)
        said = self._capsys.readouterr()
        return status, said.out, said.err

    def lines(self, *arguments: str) -> list[dict[str, Any]]:
        """Return what was said but of alerts: test_replay_alerts has those."""
        return [line for line in self._said(*arguments) if "alert" not in line]

    def alerts(self, *arguments: str) -> list[dict[str, Any]]:
        return [line for line in self._said(*arguments) if "alert" in line]

    def _said(self, *arguments: str) -> list[dict[str, Any]]:
        status, out, _ = self("--json", *arguments)
        assert status == 0
        return [json.loads(line) for line in out.splitlines()]

    def final(self, *arguments: str) -> dict[str, dict[str, Any]]:
        return {line["assessment"]: line for line in self.lines("--final", *arguments)}


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ran:
    return Ran(tmp_path, capsys)


def test_a_whole_news2(run: Ran) -> None:
    answers = run.final(*run.profile(**ADULT), run.recording(WHOLE_NEWS2))
    assert tuple(answers) == tuple(CATALOG)
    news2 = answers["news2"]
    assert (news2["value"], news2["lower"], news2["upper"], news2["band"]) == (7, 7, 7, "high")
    assert news2["coverage"] == 1
    assert news2["time"] == "2025-06-16T12:00:00+00:00"
    assert {one["key"]: one["points"] for one in news2["inputs"]} == {
        "respiratory_rate": 2, "spo2": 1, "supplemental_oxygen": 2, "systolic": 1, "heart_rate": 1, "consciousness": 0,
        "temperature": 0,
    }  # fmt: skip
    assert answers["map"]["value"] == pytest.approx(78.33, abs=0.01)
    assert answers["pulse_pressure"]["value"] == 40
    assert answers["overall_status"]["value"] == "urgent"
    assert set(news2) >= {
        "time", "assessment", "value", "lower", "upper", "coverage", "band", "confidence", "refused", "inputs",
        "explanation",
    }  # fmt: skip


def test_a_line_is_printed_when_something_changes_and_not_otherwise(run: Ran) -> None:
    rates = enumerate((60, 61, 62, 95, 96))
    rows = [f"2025-06-16T12:0{minute}:00Z,heart_rate,{rate},bpm,w" for minute, rate in rates]
    lines = [line for line in run.lines(run.recording(rows)) if line["assessment"] == "news2"]
    assert [(line["time"][11:16], line["lower"], line["upper"]) for line in lines] == [
        ("12:00", 0, 17),
        ("12:03", 1, 18),
    ]


def test_time_alone_changes_answers_between_rows(run: Ran) -> None:
    rows = ["2025-06-16T12:00:00Z,heart_rate,60,bpm,w", "2025-06-17T12:00:00Z,heart_rate,60,bpm,w"]
    lines = [line for line in run.lines(run.recording(rows)) if line["assessment"] == "news2"]
    assert [(line["time"], line["refused"]) for line in lines] == [
        ("2025-06-16T12:00:00+00:00", None),
        ("2025-06-16T12:15:00.001000+00:00", "missing_input"),
        ("2025-06-17T12:00:00+00:00", None),
    ]


def test_rejected_rows_are_named_and_the_run_goes_on(run: Ran) -> None:
    rows = [
        "2025-06-16T12:00:00Z,heart_rate,60,bpm,w",
        "2025-06-16T12:01:00Z,heart_rate,600,bpm,w",
        "nonsense",
        "2025-06-16T12:02:00,heart_rate,60,bpm,w",
        "2025-06-16T12:03:00Z,heart_rate,61,bpm,w",
        "2025-06-16T12:04:00Z,heart_rate,61,furlong,w",
    ]
    lines = run.lines(run.recording(rows))
    assert [line["rejected"] for line in lines if "rejected" in line] == [
        {"line": 4, "field": "row", "reason": "bad_row"},
        {"line": 5, "field": "time", "reason": "no_time_zone"},
        {"line": 3, "field": "value", "reason": "implausible"},
        {"line": 7, "field": "unit", "reason": "unknown_unit"},
    ]
    quality = [line for line in lines if line.get("assessment") == "data_quality"][-1]
    assert quality["extra"] == {"accepted": 2, "rejected": 1}


def test_of_several_files_the_rejections_name_theirs(run: Ran) -> None:
    one = run.recording(["2025-06-16T12:00:00Z,heart_rate,60,bpm,w"], "one.csv")
    two = run.recording(["x,heart_rate,60,bpm,w"], "two.csv")
    (rejected,) = [line["rejected"] for line in run.lines(one, two) if "rejected" in line]
    assert rejected == {"line": 2, "field": "time", "reason": "bad_time", "file": two}


def test_a_shuffled_or_split_recording_prints_the_same(run: Ran) -> None:
    chance = random.Random(5)
    rows = [
        f"2025-06-{day}T{hour:02}:{minute:02}:{second:02}+00:00,{vital},{value + chance.randrange(4)},{unit},{source}"
        for day in (14, 15, 16)
        for hour in (7, 21)
        for minute in range(0, 60, 6)
        for second, vital, value, unit, source in (
            (0, "heart_rate", 60, "bpm", "w"), (0, "heart_rate", 62, "bpm", "w"), (0, "spo2", 95, "%", "w"),
            (10, "systolic", 128, "mmHg", "cuff"), (14, "diastolic", 80, "mmHg", "cuff"),
        )
    ]  # fmt: skip
    in_order = run("--json", run.recording(rows))[1]
    chance.shuffle(rows)
    assert run("--json", run.recording(rows))[1] == in_order
    parts = run.recording(rows[::2], "a.csv"), run.recording(rows[1::2], "b.csv")
    assert run("--json", *parts)[1] == in_order
    assert "elevated" in in_order


def test_the_home_protocol_in_the_person_s_time_zone(run: Ran) -> None:
    rows = []
    for day in range(1, 4):
        for hour, minute in ((7, 0), (7, 1), (20, 0), (20, 1)):
            when = f"2025-06-{day:02}T{hour:02}:{minute:02}:00+09:00"
            high = 160 if day == 1 else 132
            rows += [f"{when},systolic,{high},mmHg,cuff", f"{when},diastolic,84,mmHg,cuff"]
    answers = run.final(*run.profile(**ADULT, time_zone="Asia/Tokyo"), run.recording(rows))
    assert answers["bp_category_esc"]["value"] == "elevated"
    assert answers["bp_category_acc"]["value"] == "stage_1"
    too_few = run.final(*run.profile(**ADULT, time_zone="Asia/Tokyo"), run.recording(rows[:-2]))
    assert too_few["bp_category_esc"]["refused"] == "not_enough_data"
    assert "lacking: 1 more reading." in too_few["bp_category_esc"]["explanation"]


def test_a_profile_without_dates_is_dated_at_the_first_row(run: Ran) -> None:
    rows = ["1955-06-16T12:00:00Z,heart_rate,60,bpm,w", *WHOLE_NEWS2]
    answers = run.final(*run.profile(**ADULT), run.recording(rows))
    bmi = next(one for one in answers["diabetes_risk"]["inputs"] if one["key"] == "bmi")
    assert bmi["measured_at"] == "2025-06-16T12:00:00+00:00"  # the row of 1955 is before birth


@pytest.mark.parametrize(("day", "status"), [("2025-06-14", 0), ("2025-06-16", 0), ("2025-06-17", 2)])
def test_a_questionnaire_may_be_answered_until_the_last_row(run: Ran, day: str, status: int) -> None:
    rows = ["2025-06-10T12:00:00Z,heart_rate,60,bpm,w", *WHOLE_NEWS2]
    told = {"lifestyle": {"answered_on": day, "smoking": "never"}}
    got, out, err = run("--json", "--final", *run.profile(**ADULT, questionnaires=told), run.recording(rows))
    assert got == status
    assert bool(out) is (status == 0)
    assert ("questionnaires.lifestyle.answered_on: in_the_future" in err) is (status == 2)


def test_text_is_aligned_and_in_local_time(run: Ran) -> None:
    status, out, err = run("--final", *run.profile(**ADULT, time_zone="Asia/Tokyo"), run.recording(WHOLE_NEWS2))
    assert status == 0
    by_key = {line.split()[2]: line for line in out.splitlines()}
    width = max(map(len, CATALOG))
    assert by_key["news2"].startswith(f"2025-06-16 21:00:00  {'news2':<{width}}  7 high ")
    assert f"  {'map':<{width}}  78.3 mmHg " in by_key["map"]
    assert "(not_enough_data)" in by_key["bp_category_esc"]
    assert err.startswith("8 readings accepted, 0 rows rejected, 1 advances")
    partial = run("--final", run.recording(WHOLE_NEWS2[:1]))[1]
    assert "2 to 19 low" in partial
    bad = run(run.recording(["x,y,1,,z"], "bad.csv"), run.recording(WHOLE_NEWS2))[1]
    assert "bad.csv:2: time: bad_time" in bad
    assert "line 2: time: bad_time" in run(run.recording(["x,y,1,,z"], "bad.csv"))[1]


def test_nothing_but_rejected_rows_is_no_error(run: Ran) -> None:
    status, out, err = run("--json", run.recording(["x,heart_rate,60,bpm,w"]))
    assert (status, json.loads(out)["rejected"]["reason"]) == (0, "bad_time")
    assert "nothing to replay" in err


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "the file is empty"), (b"a,b,c\n", "the header lacks time"), (b"\xff\xfe\x00", "UTF-8"), (None, "No such")],
)
def test_a_file_that_cannot_be_read_is_exit_status_2(run: Ran, content: bytes | None, says: str) -> None:
    path = str(run.folder / "gone.csv") if content is None else run.file("bad.csv", content)
    status, out, err = run(path)
    assert (status, out) == (2, "")
    assert err.startswith(f"error: {path}: ")
    assert says in err


def test_a_folder_stands_for_the_recordings_in_it(run: Ran) -> None:
    """By name, whatever else lies there; one without any is an error."""
    folder = run.folder / "ward"
    folder.mkdir()
    assert replay.main([str(folder)]) == 2
    for number, row in enumerate(WHOLE_NEWS2):
        (folder / f"{number}.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    (folder / "notes.txt").write_text("not a recording", encoding="utf-8")
    together = run.file("all.csv", "\n".join([HEADER, *WHOLE_NEWS2]))
    assert replay.recordings_of([folder, Path(together)]) == [*sorted(folder.glob("*.csv")), Path(together)]
    assert replay.main(["--json", str(folder)]) == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"sex": "robot"}', "field sex: unknown_word"),
        ('{"weight_kg": "heavy"}', "field weight_kg: not_a_number"),
        ('{"birth_date": "1961-02-30"}', "field birth_date: bad_date"),
        ("[]", "not a JSON object"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"x": "' + "y" * 1_000_001 + '"}', "larger than"),
    ],
)
def test_a_bad_profile_names_the_field(run: Ran, content: str, says: str) -> None:
    path = run.file("bad.json", content)
    status, out, err = run("--profile", path, run.recording(WHOLE_NEWS2))
    assert (status, out) == (2, "")
    assert says in err


def test_a_missing_profile(run: Ran) -> None:
    assert run("--profile", str(run.folder / "no.json"), run.recording(WHOLE_NEWS2))[0] == 2


def test_a_gap_of_millennia_ends(run: Ran) -> None:
    rows = ["1905-01-01T12:00:00Z,heart_rate,60,bpm,w", "8999-06-16T12:00:00Z,heart_rate,60,bpm,w"]
    assert run.final(*run.profile(sex="male"), run.recording(rows))["news2"]["lower"] == 0


def test_a_reader_that_goes_away_is_no_error(run: Ran) -> None:
    rows = [f"2025-06-16T{hour:02}:{minute:02}:00Z,heart_rate,{60 + minute},bpm,w"
            for hour in range(24) for minute in range(60)]  # fmt: skip
    command = [sys.executable, "-m", "healthsense_engine.replay", run.recording(rows)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(60) == 0
    assert "Traceback" not in said


@pytest.mark.skipif(
    not RECORD.with_name(RECORD.name + ".hea").exists(), reason="the recorded data are not beside the project"
)
def test_thirty_two_hours_from_a_bedside(run: Ran) -> None:
    profile = run.profile(**{**ADULT, "birth_date": "2836-05-04", "sex": "female"})
    lines = run.lines(*profile, str(RECORD))
    assert [line["rejected"] for line in lines if "rejected" in line] == [
        {"line": 1390, "field": "value", "reason": "implausible"}
    ]
    news2 = [line for line in lines if line.get("assessment") == "news2" and line["refused"] is None]
    assert len(news2) > 300
    assert all(line["value"] is None and line["upper"] - line["lower"] >= 8 for line in news2)
    assert {line["band"] for line in news2} >= {"low", "low_medium"}
    refused = [line for line in lines if line.get("assessment") == "bp_category_esc"]
    assert [line["refused"] for line in refused] == ["not_enough_data"]
    assert lines[-1]["time"] <= "2896-10-11T08:46:31"
