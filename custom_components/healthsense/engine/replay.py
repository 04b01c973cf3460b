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
from datetime import UTC
from itertools import groupby
from pathlib import Path
from time import perf_counter
from typing import Any, Final, TextIO

from .alerts.model import Transition
from .ingest import csv_recording, wfdb_numerics
from .ingest.rows import RecordingError, Rejected, Row
from .measurement import Measurement
from .monitor import Monitor, Result
from .profile import Profile, ProfileError, parse_profile
from .replay_lines import JsonLines, Lines, TextLines
from .replay_rules import Overrides, RulesError, parse_rules
from .risk import registry
from .risk.models import RiskModel
from .store import Store

PERSON: Final = "replay"
MAX_DOCUMENT_BYTES: Final = 1_000_000
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


def load_document(path: Path | None) -> dict[str, Any]:
    """Return a file's JSON object, empty without a file.

    Raises:
        ReplayError: the file cannot be read or holds no JSON object.
    """
    if path is None:
        return {}
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_DOCUMENT_BYTES + 1)
        if len(raw) > MAX_DOCUMENT_BYTES:
            raise ReplayError(f"{path}: larger than {MAX_DOCUMENT_BYTES} bytes")
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


def rules_at(document: Mapping[str, Any], path: Path | None, start_ms: int) -> Overrides:
    """Return what a file of rules overrides from ``start_ms`` on.

    Raises:
        ReplayError: naming the file and the field.
    """
    try:
        return parse_rules(document, start_ms=start_ms)
    except RulesError as err:
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


type Step = tuple[list[tuple[str, Rejected]], Result]


class _Player:
    """Advances a monitor, gives it the settings whose time has come, and confirms every delivery at once."""

    def __init__(self, monitor: Monitor, overrides: Overrides) -> None:
        self._monitor = monitor
        self._waiting = list(overrides.settings[::-1])

    def play(self, rows: tuple[Measurement, ...], at_ms: int) -> Result:
        """Return the monitor's result at a moment."""
        while self._waiting and self._waiting[-1].set_ms <= at_ms:
            self._monitor.set_control(self._waiting.pop(), at_ms)
        result = self._monitor.advance(rows, at_ms)
        for delivery in result.alerts.due:
            if delivery.not_before_ms is None or delivery.not_before_ms <= at_ms:
                self._monitor.told(delivery.id, at_ms, ok=True)
        return result

    def next_ms(self, wake_ms: int | None) -> int | None:
        """Return the next moment at which something may change without a reading."""
        moments = [] if wake_ms is None else [wake_ms]
        if self._waiting:
            moments.append(self._waiting[-1].set_ms)
        return min(moments, default=None)


def steps(store: Store, monitor: Monitor, recording: Recording, overrides: Overrides | None = None) -> Iterator[Step]:
    """Yield, for each moment, the rows rejected up to it and the monitor's result.

    Rows that share a time are one advance. Between rows the monitor is advanced whenever time
    alone may change an answer.
    """
    player = _Player(monitor, Overrides() if overrides is None else overrides)
    pending = recording.rejected[::-1]
    wake_ms: int | None = None
    for at_ms, rows in groupby(recording.readings, key=lambda row: row.effective_ms):
        for _ in range(MAX_WAKES_A_GAP):
            next_ms = player.next_ms(wake_ms)
            if wake_ms is None or next_ms is None or next_ms >= at_ms:
                break
            result = player.play((), next_ms)
            yield [], result
            wake_ms = result.wake_at_ms
        refused = []
        while pending and (pending[-1][1].at_ms is None or pending[-1][1].at_ms <= at_ms):
            item = pending.pop()
            refused.append(item)
            if item[1].at_ms is not None:
                store.count_rejected(PERSON, item[1].at_ms)
        result = player.play(tuple(rows), at_ms)
        yield refused, result
        wake_ms = result.wake_at_ms


def _load_models() -> dict[str, RiskModel]:
    return {name: registry.load(name) for name in registry.available()}


def _play(
    recording: Recording, profile: Profile, lines: JsonLines | TextLines, overrides: Overrides, *, final: bool
) -> int:
    """Run a recording through store and monitor, writing lines; return how many advances it took."""
    advances = 0
    with tempfile.TemporaryDirectory(prefix="healthsense-replay-") as folder:
        now_ms = recording.readings[0].effective_ms
        store = Store.open(Path(folder) / "replay.db", now_ms=now_ms)
        try:
            monitor = Monitor(
                store, PERSON, profile, models=_load_models(), escalation=overrides.escalation,
                care_plan=overrides.care_plan,
            )  # fmt: skip
            written = Lines(lines)
            newest: dict[str, Transition] = {}
            last: Result | None = None
            for refused, result in steps(store, monitor, recording, overrides):
                advances += 1
                last = result
                newest |= {happened.alert: happened for happened in result.alerts.transitions}
                if not final:
                    written.write(refused, result)
            if final and last is not None:
                for assessment in last.assessments.values():
                    lines.assessment(last.now_ms, assessment)
                for alert in last.alerts.open:
                    lines.alert(newest[alert.id])
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
    parser.add_argument("--rules", type=Path, help="limits and settings of alerts in place of the defaults, as JSON")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--final", action="store_true", help="only the last state of every assessment and open alert")
    return parser.parse_args(argv)


def run(options: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Replay as the options say; return the exit status."""
    started = perf_counter()
    several = False
    try:
        files = recordings_of(options.files)
        several = len(files) > 1
        document, rules = load_document(options.profile), load_document(options.rules)
        # The birth date bounds which rows are believed; only then is the first row's time known.
        early = profile_at(document, options.profile, _LATEST_MS, _LATEST_MS)
        rules_at(rules, options.rules, 0)
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
        overrides = rules_at(rules, options.rules, first.effective_ms)
    except ReplayError as error:
        err.write(f"error: {error}\n")
        return 2
    lines = JsonLines(out, several=several) if options.json else TextLines(out, profile.zone, several=several)
    advances = _play(recording, profile, lines, overrides, final=options.final)
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
