"""HealthSense on a stream: store, monitor and rules as they run at home, on the stream's own time."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self

from healthsense_engine import answers
from healthsense_engine.alerts.controls import Setting
from healthsense_engine.alerts.model import Alert, Cause, Transition, Word
from healthsense_engine.alerts.rules import RULES
from healthsense_engine.measurement import Measurement, MeasurementRejectedError, validate
from healthsense_engine.monitor import Monitor, Result
from healthsense_engine.profile import parse_profile
from healthsense_engine.store import Store
from healthsense_engine.vitals import VITALS

from .alarm import Alarm
from .stream import DAY_MS, START_MS, Note, Reading, Stream

PERSON: Final = "5b0c7d6e9f3a4c1b8d2e6f7a9c0b1d2e"
MAX_WAKES_A_GAP: Final = 20_000
"""As ``script/replay``."""

ABOUT: Final[Mapping[Cause, frozenset[str]]] = MappingProxyType(
    {
        Cause.ILLNESS: frozenset(
            {"heart_rate", "resting_heart_rate", "hrv_rmssd", "respiratory_rate", "temperature", "spo2"}
        ),
        Cause.EARLY_WARNING: frozenset({"heart_rate", "respiratory_rate", "temperature", "spo2", "systolic"}),
        Cause.BLOOD_PRESSURE: frozenset({"systolic", "diastolic"}),
    }
)
"""What an alert is about whose parts name no vital sign."""

NOT_CLINICAL: Final = frozenset({Cause.MONITORING, Cause.OVERDUE})
"""Switched off here: interruptions and missed measurements are no clinical alerts; their own tests judge them."""
_TOLD: Final = frozenset({Word.RAISED, Word.LEVEL_RAISED, Word.HAPPENED})


def _only_what_rules_rest_on() -> None:
    """Leave out answers that no rule rests on: three quarters of the work, and not one alert differs.

    (Dora's first nine weeks of seed 1: 60 s with all, 12 s without, the same alerts to the millisecond.)
    """
    needed = {answer for rule in RULES if rule.on for answer in rule.assessments}
    by_vital = vars(answers)["_BY_VITAL"]
    vars(answers)["_BY_VITAL"] = {
        vital: tuple(job for job in jobs if not needed.isdisjoint(job.keys)) for vital, jobs in by_vital.items()
    }


_only_what_rules_rest_on()


class Log:
    """Turns transitions into alarms."""

    def __init__(self) -> None:
        """Nothing happened yet."""
        self.alarms: dict[str, Alarm] = {}
        self.suppressed: dict[str, int] = {}

    def take(self, transitions: Iterable[Transition], alerts: Sequence[Alert]) -> None:
        """Take what an advance said."""
        by_id = {alert.id: alert for alert in alerts}
        for one in transitions:
            if one.word is Word.SUPPRESSED and one.suppressed is not None:
                key = f"{one.reason}: {one.suppressed.value}"
                self.suppressed[key] = self.suppressed.get(key, 0) + 1
            alarm = self.alarms.get(one.alert)
            if one.word in _TOLD:
                vitals = _vitals(by_id.get(one.alert), one.cause)
                if alarm is None:
                    reason = by_id[one.alert].lead.rule if one.alert in by_id else one.reason
                    alarm = Alarm(one.at_ms, one.at_ms, vitals, int(one.level), (), reason)
                level = max(alarm.level, int(one.level))
                told = (*alarm.told_ms, one.at_ms)
                alarm = alarm._replace(level=level, told_ms=told, vitals=alarm.vitals | vitals)
            if alarm is not None:
                if one.word is Word.GROUPED:
                    alarm = alarm._replace(vitals=alarm.vitals | _vitals(by_id.get(one.alert), one.cause))
                self.alarms[one.alert] = alarm._replace(ended_ms=max(alarm.ended_ms, one.at_ms))

    def close(self, open_alerts: Iterable[Alert], now_ms: int) -> list[Alarm]:
        """Return the alarms; those still open stand until now."""
        for alert in open_alerts:
            if alert.open and alert.id in self.alarms:
                self.alarms[alert.id] = self.alarms[alert.id]._replace(ended_ms=now_ms)
        return sorted(self.alarms.values())


def _vitals(alert: Alert | None, cause: Cause) -> frozenset[str]:
    named = frozenset(part.vital for part in alert.parts if part.vital) if alert is not None else frozenset()
    causes = (cause, *(alert.causes if alert is not None else ()))
    return named.union(*(ABOUT.get(one, frozenset()) for one in causes))


class Home:
    """One person's store and monitor, fed in the order in which readings arrive."""

    def __init__(self, folder: Path, profile: Mapping[str, Any], now_ms: int) -> None:
        """Begin with an empty history."""
        self._store = Store.open(folder / "bench.db", now_ms=now_ms)
        self._monitor = Monitor(self._store, PERSON, parse_profile(profile, now_ms=now_ms))
        self._wake_ms: int | None = None
        self._kept_ms = now_ms
        self._last: Result | None = None
        self.log = Log()
        self.advances = 0
        for rule in RULES:
            if rule.cause in NOT_CLINICAL:
                setting = Setting(f"rule.{rule.key}", {"on": False}, "bench", now_ms)
                self._monitor.set_control(setting, now_ms)

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self._store.close()

    def feed(self, batch: Sequence[Measurement], now_ms: int) -> None:
        """Let time pass until now, then take the readings in."""
        self.wait(now_ms)
        self._advance(batch, now_ms)
        if now_ms - self._kept_ms >= DAY_MS:
            self._kept_ms = now_ms
            while self._store.compact(now_ms):
                pass
            self._store.commit(now_ms)

    def wait(self, until_ms: int) -> None:
        """Advance whenever time alone may change an alert before then.

        What time alone does to answers (a stale value) is seen at the next reading: that halves the work.
        """
        for _ in range(MAX_WAKES_A_GAP):
            if self._wake_ms is None or self._wake_ms >= until_ms:
                break
            self._advance((), self._wake_ms)

    def _advance(self, batch: Sequence[Measurement], now_ms: int) -> None:
        result = self._monitor.advance(batch, now_ms)
        self.advances += 1
        self._last, self._wake_ms = result, result.alerts.wake_ms
        if result.alerts.transitions:
            self.log.take(result.alerts.transitions, result.alerts.alerts)

    def say(self, note: Note) -> None:
        """Set the person's context, as the household or an automation does."""
        self.wait(note.at_ms)
        body = {"context": note.context, "until_ms": note.until_ms}
        self._monitor.set_control(Setting("context", body, "bench", note.at_ms), note.at_ms)
        self._advance((), note.at_ms)

    def alarms(self, now_ms: int) -> list[Alarm]:
        """Return every alert of so far."""
        return self.log.close(self._last.alerts.alerts if self._last is not None else (), now_ms)


def measurement(row: Reading) -> Measurement | None:
    """Return a reading as it comes through the gate, None where it is refused (an oximeter's 0 %)."""
    try:
        return validate(
            row.vital,
            row.value,
            VITALS[row.vital].unit,
            effective_ms=row.effective_ms,
            received_ms=row.received_ms,
            source=row.source,
            quality=row.quality,
        )
    except MeasurementRejectedError:
        return None


def contexts(notes: Sequence[Note]) -> list[Note]:
    """Return notes as a household's automation sets them: when a short context ends, a longer one holds again."""
    again = [
        Note(note.until_ms, longer.context, longer.until_ms)
        for note in notes
        for longer in notes
        if longer.at_ms < note.at_ms and longer.until_ms > note.until_ms
    ]
    return sorted([*notes, *again])


def watch(stream: Stream) -> tuple[list[Alarm], Log, int]:
    """Return our alerts on a stream, the log they come from, and how many advances it took."""
    notes = contexts(stream.notes)[::-1]
    end_ms = START_MS + stream.days * DAY_MS
    with (
        tempfile.TemporaryDirectory(prefix="healthsense-bench-") as folder,
        Home(Path(folder), stream.profile, START_MS) as home,
    ):
        for at_ms, rows in groupby(stream.readings, key=lambda row: row.received_ms):
            while notes and notes[-1].at_ms <= at_ms:
                home.say(notes.pop())
            batch = [one for one in map(measurement, rows) if one is not None]
            home.feed(batch, at_ms)
        home.wait(end_ms)
        return home.alarms(end_ms), home.log, home.advances
