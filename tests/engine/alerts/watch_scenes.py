"""A scene over a handful of readings, for rules that time alone may meet."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from healthsense_engine.alerts.controls import Controls
from healthsense_engine.alerts.model import Part
from healthsense_engine.alerts.rule import Rule, Scene
from healthsense_engine.care_plan import Plan, parse_plan
from healthsense_engine.measurement import Measurement, to_ms
from healthsense_engine.profile import PROFILE_SOURCE, Profile
from healthsense_engine.view import Current, fresh_until_ms
from healthsense_engine.vitals import VITALS

ROME = ZoneInfo("Europe/Rome")
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def at(text: str, zone: ZoneInfo = ROME) -> int:
    return to_ms(datetime.fromisoformat(text).replace(tzinfo=zone))


def reading(
    vital: str, effective_ms: int, value: float = 1, source: str = "s", *, received_ms: int | None = None
) -> Measurement:
    scaled = round(value * VITALS[vital].scale)
    return Measurement(vital, effective_ms, source, scaled, effective_ms if received_ms is None else received_ms)


def plan_of(**routines: Any) -> Plan:
    return parse_plan(routines, today=date(2026, 11, 1))


class Home:
    """What is stored of one person; plays a rule through time as the watch does."""

    def __init__(self, rule: Rule, *, started_ms: int, zone: ZoneInfo = ROME, care_plan: Plan | None = None) -> None:
        self.rule = rule
        self.started_ms = started_ms
        self.zone = zone
        self.care_plan = care_plan or Plan()
        self.controls = Controls()
        self.rows: list[Measurement] = []
        self.part: Part | None = None
        self.settled: set[str] = set()
        self.asked = 0
        self.moments: list[int] = []
        self._known: tuple[list[Measurement], int, dict[str, Measurement]] | None = None

    def readings(self, vital: str, start_ms: int, end_ms: int) -> list[Measurement]:
        self.asked += 1
        found = [row for row in self.rows if row.vital == vital and start_ms <= row.effective_ms < end_ms]
        return sorted(found, key=lambda row: (row.effective_ms, row.source))

    def seen(self, vital: str, start_ms: int, end_ms: int) -> int | None:
        self.asked += 1
        times = (row.effective_ms for row in self.rows if row.vital == vital and row.source != PROFILE_SOURCE)
        return min((when for when in times if start_ms <= when < end_ms), default=None)

    def _newest(self) -> dict[str, Measurement]:
        if self._known is None or self._known[0] is not self.rows or self._known[1] != len(self.rows):
            found = {row.vital: row for row in sorted(self.rows, key=lambda row: row.effective_ms)}
            self._known = (self.rows, len(self.rows), found)
        return self._known[2]

    def scene(self, now_ms: int, stored: Iterable[Measurement] | None = ()) -> Scene:
        current = {
            vital: Current(newest, newest.effective_ms >= now_ms - VITALS[vital].fresh_for_ms)
            for vital, newest in self._newest().items()
        }
        by_vital: dict[str, list[Measurement]] | None = None if stored is None else {}
        for row in stored or ():
            assert by_vital is not None
            by_vital.setdefault(row.vital, []).append(row)
        return Scene(
            now_ms=now_ms,
            profile=Profile(),
            zone=self.zone,
            current=current,
            assessments={},
            changed=frozenset(),
            stored=by_vital,
            controls=self.controls,
            care_plan=self.care_plan,
            readings=self.readings,
            started_ms=self.started_ms,
            seen=self.seen,
            settled=lambda key, _start_ms: key in self.settled,
        )

    def take(self, *rows: Measurement, now_ms: int | None = None) -> Part | None:
        """Store readings and ask the rule at the newest one's time."""
        self.rows += rows
        return self.ask(max(row.effective_ms for row in rows) if now_ms is None else now_ms, rows)

    def ask(self, now_ms: int, stored: Iterable[Measurement] | None = ()) -> Part | None:
        scene = self.scene(now_ms, stored)
        self.part = self.rule.step(self.part, scene)
        assert self.rule.step(self.part, scene) == self.part, "asked again with nothing new it says something else"
        return self.part

    def wake_ms(self, now_ms: int) -> int | None:
        wake_ms = self.rule.wake_ms(self.part, self.scene(now_ms))
        assert wake_ms is None or wake_ms > now_ms
        return wake_ms

    def next_ms(self, now_ms: int) -> int | None:
        """Return when the monitor asks next: the rule's own wish, or a reading that ceases to be current."""
        ends = [fresh_until_ms(row) for vital, row in self._newest().items() if vital in self.rule.vitals]
        stale = [end_ms for end_ms in ends if end_ms > now_ms]
        wake_ms = self.wake_ms(now_ms)
        return min([*stale, *([] if wake_ms is None else [wake_ms])], default=None)

    def sleep_until(self, from_ms: int, until_ms: int) -> list[tuple[int, Part | None]]:
        """Wake whenever the rule asks for it; return what it said at the moments at which that changed."""
        said: list[tuple[int, Part | None]] = []
        now_ms = from_ms
        for _ in range(10_000):
            wake_ms = self.next_ms(now_ms)
            if wake_ms is None or wake_ms > until_ms:
                return said
            now_ms = wake_ms
            self.moments.append(now_ms)
            before = self.part
            if self.ask(now_ms) != before:
                said.append((now_ms, self.part))
        raise AssertionError("it never stops waking")
