"""Replays recordings through the same ingest, store and monitor as live readings.

A door: it reads files, writes lines, and hands the engine the time of each row as ``now``. What
it prints is documented in docs/replay.md.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from itertools import groupby
from pathlib import Path
from time import perf_counter
from typing import Any, Final, TextIO

from .assessment import Assessment
from .catalog import CATALOG
from .ingest import csv_recording, wfdb_numerics
from .ingest.rows import RecordingError, Rejected, Row
from .measurement import Measurement, to_datetime
from .monitor import Monitor, Result
from .profile import Profile, ProfileError, parse_profile
from .risk import registry
from .risk.models import RiskModel
from .store import Store

PERSON: Final = "replay"
MAX_PROFILE_BYTES: Final = 1_000_000
MAX_WAKES_A_GAP: Final = 20_000
"""Between two rows the monitor is woken when time alone may change an answer: at most this often,
so that a gap of centuries ends."""

_LATEST_MS: Final = csv_recording.parse_time("8999-12-31T00:00:00+00:00")


RECORDING_SUFFIXES: Final = (".csv", ".hea")


class ReplayError(Exception):
    """A file that cannot be used; the message names it."""


@dataclass(slots=True)
class Recording:
    """Everything that was read: readings by time, and rejected rows with their file."""

    readings: list[Measurement] = field(default_factory=list)
    rejected: list[tuple[str, Rejected]] = field(default_factory=list)


def load_profile(path: Path | None) -> dict[str, Any]:
    """Return the profile's JSON object, empty without a file.

    Raises:
        ReplayError: the file cannot be read or holds no JSON object.
    """
    if path is None:
        return {}
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_PROFILE_BYTES + 1)
        if len(raw) > MAX_PROFILE_BYTES:
            raise ReplayError(f"{path}: larger than {MAX_PROFILE_BYTES} bytes")
        document = json.loads(raw.decode("utf-8-sig"))
    except OSError as err:
        raise ReplayError(f"{path}: {err.strerror}") from err
    except (ValueError, RecursionError) as err:
        raise ReplayError(f"{path}: not JSON in UTF-8") from err
    if not isinstance(document, dict):
        raise ReplayError(f"{path}: not a JSON object")
    return document


def profile_at(document: Mapping[str, Any], path: Path | None, now_ms: int, until_ms: int) -> Profile:
    """Return the profile as of ``now_ms``, which speaks for the time until ``until_ms``.

    Raises:
        ReplayError: naming the file and the field.
    """
    try:
        return parse_profile(document, now_ms=now_ms, until_ms=until_ms)
    except ProfileError as err:
        raise ReplayError(f"{path}: field {err.field}: {err.reason}") from err


def recordings_of(paths: Sequence[Path]) -> list[Path]:
    """Return the files that ``paths`` name; a folder stands for the CSV files and WFDB records in it, by name.

    Raises:
        ReplayError: a folder that cannot be read, or without a recording.
    """
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        try:
            found = sorted(one for one in path.iterdir() if one.suffix in RECORDING_SUFFIXES)
        except OSError as err:
            raise ReplayError(f"{path}: {err.strerror}") from err
        if not found:
            raise ReplayError(f"{path}: no recording in this folder ({' or '.join(RECORDING_SUFFIXES)})")
        files += found
    return files


def _rows(path: Path, profile: Profile) -> Iterator[Row]:
    companion = path.with_name(path.name + ".hea")
    if path.suffix == ".hea" or (not path.exists() and companion.exists()):
        yield from wfdb_numerics.read(path, zone=profile.zone, birth_date=profile.birth_date)
        return
    with path.open("rb") as stream:
        yield from csv_recording.read(stream, birth_date=profile.birth_date)


def read_recordings(paths: Sequence[Path], profile: Profile) -> Recording:
    """Return the rows of all files, merged by time.

    Raises:
        ReplayError: a file that cannot be read.
    """
    recording = Recording()
    for path in paths:
        try:
            for row in _rows(path, profile):
                if isinstance(row, Rejected):
                    recording.rejected.append((str(path), row))
                else:
                    recording.readings.append(row)
        except OSError as err:
            raise ReplayError(f"{path}: {err.strerror}") from err
        except RecordingError as err:
            raise ReplayError(f"{path}: {err}") from err
    recording.readings.sort(key=lambda row: row.effective_ms)
    recording.rejected.sort(key=lambda item: item[1].at_ms if item[1].at_ms is not None else -(1 << 62))
    return recording


def steps(store: Store, monitor: Monitor, recording: Recording) -> Iterator[tuple[list[tuple[str, Rejected]], Result]]:
    """Yield, for each moment, the rows rejected up to it and the monitor's result.

    Rows that share a time are one advance. Between rows the monitor is advanced whenever time
    alone may change an answer.
    """
    pending = recording.rejected[::-1]
    wake_ms: int | None = None
    for at_ms, rows in groupby(recording.readings, key=lambda row: row.effective_ms):
        for _ in range(MAX_WAKES_A_GAP):
            if wake_ms is None or wake_ms >= at_ms:
                break
            result = monitor.advance((), wake_ms)
            yield [], result
            wake_ms = result.wake_at_ms
        refused = []
        while pending and (pending[-1][1].at_ms is None or pending[-1][1].at_ms <= at_ms):
            item = pending.pop()
            refused.append(item)
            if item[1].at_ms is not None:
                store.count_rejected(PERSON, item[1].at_ms)
        result = monitor.advance(tuple(rows), at_ms)
        yield refused, result
        wake_ms = result.wake_at_ms


type _Shown = tuple[float | str | None, float | str | None, float | str | None, str | None, str | None]


def shown(assessment: Assessment) -> _Shown:
    """Return what a reader sees of an assessment: what must change for a line to be printed."""
    entry = CATALOG[assessment.key]
    return (
        entry.shown(assessment.value),
        entry.shown(assessment.lower),
        entry.shown(assessment.upper),
        assessment.band,
        assessment.refused,
    )


class JsonLines:
    """One JSON object a line."""

    def __init__(self, out: TextIO, *, several: bool) -> None:
        """Write to ``out``; ``several`` files: rejections name theirs."""
        self._out = out
        self._several = several

    def assessment(self, now_ms: int, assessment: Assessment) -> None:
        """Write an assessment."""
        line = {"time": to_datetime(now_ms).isoformat(), **assessment.as_dict()}
        # Apart, so that no assessment's own figure can pass for one of the common keys.
        line["extra"] = {key: line.pop(key) for key, _ in assessment.extra}
        self._out.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")

    def rejected(self, file: str, row: Rejected) -> None:
        """Write a rejected row."""
        body: dict[str, Any] = {"line": row.line, "field": row.field, "reason": row.reason}
        if self._several:
            body["file"] = file
        self._out.write(json.dumps({"rejected": body}, ensure_ascii=False) + "\n")


class TextLines:
    """Aligned text in the person's time zone."""

    def __init__(self, out: TextIO, zone: tzinfo, *, several: bool) -> None:
        """Write to ``out``."""
        self._out = out
        self._zone = zone
        self._several = several
        self._width = max(len(key) for key in CATALOG)

    def assessment(self, now_ms: int, assessment: Assessment) -> None:
        """Write an assessment."""
        when = to_datetime(now_ms).astimezone(self._zone).strftime("%Y-%m-%d %H:%M:%S")
        answer = _answer(assessment)
        self._out.write(f"{when}  {assessment.key:<{self._width}}  {answer:<28}  {assessment.explanation}\n")

    def rejected(self, file: str, row: Rejected) -> None:
        """Write a rejected row."""
        where = f"{file}:{row.line}" if self._several else f"line {row.line}"
        self._out.write(f"rejected             {where}: {row.field}: {row.reason}\n")


def _answer(assessment: Assessment) -> str:
    if assessment.refused is not None:
        return f"({assessment.refused})"
    entry = CATALOG[assessment.key]

    def number(value: float | str | None) -> str:
        return f"{value:.{entry.decimals}f}" if isinstance(value, (int, float)) else str(value)

    if assessment.value is None:
        text = f"{number(assessment.lower)} to {number(assessment.upper)}"
    else:
        text = number(assessment.value)
    if assessment.unit:
        text += f" {assessment.unit}"
    if assessment.band is not None and assessment.band != assessment.value:
        text += f" {assessment.band}"
    return text


def _load_models() -> dict[str, RiskModel]:
    return {name: registry.load(name) for name in registry.available()}


def _play(recording: Recording, profile: Profile, lines: JsonLines | TextLines, *, final: bool) -> int:
    """Run a recording through store and monitor, writing lines; return how many advances it took."""
    seen: dict[str, _Shown] = {}
    advances = 0
    with tempfile.TemporaryDirectory(prefix="healthsense-replay-") as folder:
        now_ms = recording.readings[0].effective_ms
        store = Store.open(Path(folder) / "replay.db", now_ms=now_ms)
        try:
            monitor = Monitor(store, PERSON, profile, models=_load_models())
            last: Result | None = None
            for refused, result in steps(store, monitor, recording):
                advances += 1
                last = result
                if final:
                    continue
                for file, row in refused:
                    lines.rejected(file, row)
                for key in CATALOG:
                    if key in result.changed:
                        assessment = result.assessments[key]
                        now_shown = shown(assessment)
                        if seen.get(key) != now_shown:
                            seen[key] = now_shown
                            lines.assessment(result.now_ms, assessment)
            if final and last is not None:
                for assessment in last.assessments.values():
                    lines.assessment(last.now_ms, assessment)
        finally:
            store.close()
    return advances


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/replay",
        description="Replay recordings of vital signs and print what HealthSense makes of them. See docs/replay.md.",
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="a CSV recording, a WFDB record, or a folder of them"
    )
    parser.add_argument("--profile", type=Path, help="the person, as JSON")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--final", action="store_true", help="only the last state of every assessment")
    return parser.parse_args(argv)


def run(options: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Replay as the options say; return the exit status."""
    started = perf_counter()
    several = False
    try:
        files = recordings_of(options.files)
        several = len(files) > 1
        document = load_profile(options.profile)
        # The birth date bounds which rows are believed; only then is the first row's time known.
        early = profile_at(document, options.profile, _LATEST_MS, _LATEST_MS)
        recording = read_recordings(files, early)
        if not recording.readings:
            lines: JsonLines | TextLines = (
                JsonLines(out, several=several) if options.json else TextLines(out, UTC, several=several)
            )
            for file, row in () if options.final else recording.rejected:
                lines.rejected(file, row)
            err.write(f"nothing to replay: 0 readings accepted, {len(recording.rejected)} rows rejected\n")
            return 0
        first, last = recording.readings[0], recording.readings[-1]
        profile = profile_at(document, options.profile, first.effective_ms, last.effective_ms)
    except ReplayError as error:
        err.write(f"error: {error}\n")
        return 2
    lines = JsonLines(out, several=several) if options.json else TextLines(out, profile.zone, several=several)
    advances = _play(recording, profile, lines, final=options.final)
    if not options.final:
        last_ms = recording.readings[-1].effective_ms
        for file, row in recording.rejected:
            if row.at_ms is not None and row.at_ms > last_ms:
                lines.rejected(file, row)
    out.flush()
    took = perf_counter() - started
    err.write(
        f"{len(recording.readings)} readings accepted, {len(recording.rejected)} rows rejected, "
        f"{advances} advances, {took:.1f} s\n"
    )
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run script/replay; a reader that goes away early (``| head``) is no error."""
    options = _arguments(argv)
    try:
        return run(options, sys.stdout, sys.stderr)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
