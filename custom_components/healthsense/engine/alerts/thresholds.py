"""A vital beyond a limit for long enough, or repeatedly: the fold over a person's readings.

Nothing is read from the store while no newly stored reading is beyond the limit and nothing is pending or met: that is
what a quiet second costs. What was pending when we were stopped goes on: see ``_resume``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..measurement import MAX_FUTURE_MS, Measurement
from ..vitals import VITALS
from . import runs
from .defaults import DEFAULTS, bounds, edges
from .evidence import usual_of
from .looking import Series, found, is_beyond, is_running, is_worn, need_of, usable
from .model import Level, Part
from .rows import Default
from .rule import Rule, Scene
from .runs import Run, Spacing

ADULT_YEARS: Final = 16

RESUME_MS: Final = 8_000
"""A delay that ended while we were stopped is over this long after the start, if nothing contradicts."""

STALE_ABSOLUTE_MS: Final = 24 * 3_600_000
"""Silence is no recovery: what met an absolute limit stays until a reading contradicts it, or a day has passed."""

STALE_LEAST_MS: Final = 3_600_000
OTHER_CLEARS_MS: Final = 10 * 60_000
"""Another source clears only what the one that saw it has been silent about for so long."""

NEWER_MS: Final = 10_000
"""A part that only grew older by less is the same: nothing is stored for it."""

MEASURE_AGAIN: Final = "measure_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdRule(Rule):
    """Whether a vital is beyond the limit of one row of ``table.LIMITS``.

    A part's ``memory`` is how often its source speaks (``runs.Spacing``) and how many readings of good quality back it.
    """

    row: Default

    def step(self, part: Part | None, scene: Scene) -> Part | None:
        """Return what is pending or met."""
        row = self.row
        if part is not None and part.met_ms is not None:
            return self._go_on(part, scene)
        edge, _ = edges(row, scene.profile, scene.controls)
        first_new_ms = self._first_new_ms(scene, edge)
        if part is None and scene.stored is not None and first_new_ms is None:
            return None
        if part is not None and self._goes_on_quietly(part, scene, edge):
            return part
        if part is not None and part.due_ms is not None and part.due_ms <= scene.started_ms:
            return self._resume(part, scene, edge)
        age = scene.profile.age_at(scene.now_ms) if row.adult else None
        return None if age is not None and age < ADULT_YEARS else self._look(part, scene, edge, first_new_ms)

    def wake_ms(self, part: Part | None, scene: Scene) -> int | None:
        """Return when a delay ends, or when silence does."""
        if part is None:
            return None
        if part.late:
            return None
        if part.met_ms is not None:
            return part.at_ms + self._stale_ms + 1
        if part.due_ms is not None and part.due_ms <= scene.started_ms:
            return scene.started_ms + RESUME_MS
        if part.due_ms is not None and part.due_ms > scene.now_ms:
            return part.due_ms
        return part.at_ms + need_of(self.row, Spacing(int(part.memory[0]))).gap_ms + 1

    @property
    def _stale_ms(self) -> int:
        return STALE_ABSOLUTE_MS if self.absolute else max(VITALS[self.row.vital].fresh_for_ms, STALE_LEAST_MS)

    # Looking for a run

    def _first_new_ms(self, scene: Scene, edge: int) -> int | None:
        """Return when the first of the readings just stored that is beyond was taken."""
        low, first_ms = self.row.side.low, None
        for one in (scene.stored or {}).get(self.row.vital, ()):
            if (one.scaled <= edge if low else one.scaled >= edge) and (
                first_ms is None or one.effective_ms < first_ms
            ):
                first_ms = one.effective_ms
        return first_ms

    def _goes_on_quietly(self, part: Part, scene: Scene, edge: int) -> bool:
        """Return whether a delay that has not ended just got a little older: no need to read anything."""
        if scene.stored is None or part.due_ms is None or not scene.started_ms < scene.now_ms < part.due_ms:
            return False
        return all(
            is_beyond(self.row, one.scaled, edge)
            and 0 < one.effective_ms - part.at_ms < NEWER_MS
            # A sensor's clock that is ahead ends the delay before ours does.
            and one.effective_ms < part.due_ms
            for one in scene.stored.get(self.row.vital, ())
            if one.source == part.source
        )

    def _look(self, part: Part | None, scene: Scene, edge: int, new_ms: int | None) -> Part | None:
        if part is None and is_worn(self.row, scene, edge):
            return None
        if part is not None and part.due_ms is None and scene.stored is not None:
            silence_ms = part.at_ms + need_of(self.row, Spacing(int(part.memory[0]))).gap_ms
            if not scene.stored.get(self.row.vital) and scene.now_ms <= silence_ms:
                return part
            if is_running(self.row, scene, edge, part.source):
                return part
        known = [at for at in (new_ms, None if part is None else part.since_ms) if at is not None]
        first_ms = min(known, default=scene.now_ms - self.row.late_s * 1000 if scene.stored is None else scene.now_ms)
        seen = [
            judged
            for run, series in found(self.row, scene, first_ms, edge)
            if (judged := self._judge(run, series, scene, new_ms)) is not None
        ]
        best = max(seen, key=self._weight, default=None)
        if part is None or best is None or best.met_ms is not None:
            return best
        # Nothing but a few seconds of its age: the same.
        alike = replace(best, at_ms=part.at_ms, value=part.value, memory=part.memory)
        silence_ms = part.at_ms + need_of(self.row, Spacing(int(part.memory[0]))).gap_ms
        young = best.at_ms - part.at_ms < NEWER_MS and scene.now_ms <= silence_ms
        return part if alike == part and young else best

    def _judge(self, run: Run, series: Series, scene: Scene, new_ms: int | None) -> Part | None:
        """Return what a run is by now: met, something that happened, pending, or nothing any more."""
        now_ms = scene.now_ms
        if run.confirmed_ms is not None:
            late = run.ended or now_ms - run.at_ms > self.row.late_s * 1000
            # What is over is told once: when a reading of it has just come.
            untold = not late or (new_ms is not None and run.at_ms >= new_ms)
            return self._met(self._part(run, series, scene), scene, late=late) if untold else None
        if run.ended or now_ms - series.newest_ms > series.need.gap_ms:
            return None
        part = self._part(run, series, scene)
        if series.need.hold_ms is None:
            return replace(part, level=Level.INFO, notes=(MEASURE_AGAIN,))
        due_ms = run.since_ms + series.need.hold_ms
        if now_ms < due_ms:
            return replace(part, due_ms=due_ms)
        silent_ms = now_ms - max(series.newest_ms, scene.started_ms)
        believed = run.firm and run.at_ms == series.newest_ms and silent_ms <= series.tolerance_ms
        return self._met(part, scene) if believed else part

    def _part(self, run: Run, series: Series, scene: Scene) -> Part:
        row, vital = self.row, VITALS[self.row.vital]
        limit, _ = bounds(row, scene.profile, scene.controls)
        return Part(
            rule=self.key,
            since_ms=run.since_ms,
            at_ms=run.at_ms,
            level=self.level,
            vital=row.vital,
            source=run.source,
            value=run.value / vital.scale,
            worst=run.worst / vital.scale,
            unit=vital.unit,
            limit=limit,
            count=run.count,
            memory=(float(series.spacing), float(run.good)),
        )

    def _met(self, part: Part, scene: Scene, *, late: bool = False) -> Part:
        usual = usual_of(part.vital, scene)
        return replace(part, met_ms=scene.now_ms, due_ms=None, level=self.level, late=late, notes=(), usual=usual)

    def _weight(self, part: Part) -> tuple[bool, bool, float, float]:
        worst = part.worst or 0.0
        soonest = float("-inf") if part.due_ms is None else float(-part.due_ms)
        return part.met_ms is not None, not part.late, soonest, -worst if self.row.side.low else worst

    # After a restart

    def _resume(self, part: Part, scene: Scene, edge: int) -> Part | None:
        """Go on with a delay that ended while we were stopped: our silence is not the sensor's."""
        until_ms = scene.now_ms + MAX_FUTURE_MS
        rows = usable(scene.readings(part.vital, part.at_ms + 1, until_ms + 1), part.at_ms + 1, until_ms)
        newer = [one for one in rows if one.source == part.source and one.received_ms >= scene.started_ms]
        newer = newer[-runs.FILTER :]
        if newer and is_beyond(self.row, newer[-1].scaled, edge):
            return self._met(self._newer(part, newer), scene)
        filtered = need_of(self.row, Spacing(int(part.memory[0]))).filtered
        if len(newer) >= (runs.STREAM_READINGS if filtered else 1) and not runs.most(
            newer, lambda scaled: is_beyond(self.row, scaled, edge)
        ):
            return None
        if scene.now_ms < scene.started_ms + RESUME_MS:
            return part
        fresh = scene.now_ms - part.at_ms <= VITALS[part.vital].fresh_for_ms
        return self._met(part, scene) if fresh and not newer else None

    # While it is met

    def _go_on(self, part: Part, scene: Scene) -> Part | None:
        """Return the part as long as nothing contradicts it."""
        if part.late:
            # It was over when its readings came: once told, it is nothing any more.
            return part if part.met_ms == scene.now_ms else None
        silent_ms = scene.now_ms - part.at_ms
        if silent_ms > self._stale_ms or (scene.stored is None and not self._has_evidence(part, scene)):
            return None
        until_ms = scene.now_ms + MAX_FUTURE_MS
        new = scene.stored.get(part.vital, ()) if scene.stored is not None else None
        if new is None:
            new = scene.readings(part.vital, part.at_ms + 1, until_ms + 1)
        by_source = runs.by_source(usable(new, part.at_ms + 1, until_ms))
        if not by_source:
            return part
        _, clear = edges(self.row, scene.profile, scene.controls)
        for source, own in by_source.items():
            counts = source == part.source or silent_ms > OTHER_CLEARS_MS
            if counts and self._cleared(own[-1], part, scene, clear):
                return None
        still = [one for one in by_source.get(part.source, ()) if not self._is_clear(one.scaled, clear)]
        if not still:
            return part
        newest = self._newer(part, still)
        backed = part.memory[1] == 0 < newest.memory[1]
        same = newest.worst == part.worst and newest.at_ms - part.at_ms < NEWER_MS and not backed
        return part if same else newest

    def _has_evidence(self, part: Part, scene: Scene) -> bool:
        """Return whether the store still has a reading beyond the limit: somebody may have deleted what met it.

        A session is dated by its beginning, so its readings may lie after ``at_ms``.
        """
        edge, _ = edges(self.row, scene.profile, scene.controls)
        until_ms = part.at_ms + runs.SESSION_MS
        rows = usable(scene.readings(part.vital, part.since_ms, until_ms + 1), part.since_ms, until_ms)
        return any(is_beyond(self.row, one.scaled, edge) for one in rows)

    def _is_clear(self, scaled: int, clear: int) -> bool:
        return scaled >= clear if self.row.side.low else scaled <= clear

    def _cleared(self, newest: Measurement, part: Part, scene: Scene, clear: int) -> bool:
        if not self._is_clear(newest.scaled, clear):
            return False
        since_ms = newest.effective_ms - runs.FILTER_MS
        near = scene.readings(part.vital, since_ms, newest.effective_ms + 1)
        last = [one for one in near if one.source == newest.source][-runs.FILTER :]
        alone = len(last) < 2 and Spacing(int(part.memory[0])) is Spacing.STREAM
        return not alone and runs.most(last, lambda scaled: self._is_clear(scaled, clear))

    def _newer(self, part: Part, rows: Sequence[Measurement]) -> Part:
        newest = rows[-1]
        values = [one.value for one in rows] + ([] if part.worst is None else [part.worst])
        return replace(
            part,
            at_ms=newest.effective_ms,
            value=newest.value,
            worst=min(values) if self.row.side.low else max(values),
            memory=(part.memory[0], part.memory[1] + sum(runs.is_good(one) for one in rows)),
        )


def _rule(row: Default) -> ThresholdRule:
    return ThresholdRule(
        key=row.key,
        cause=row.cause,
        level=row.level,
        vitals=frozenset({row.vital}),
        absolute=row.absolute,
        on=row.on,
        row=row,
    )


RULES: Final[tuple[ThresholdRule, ...]] = tuple(_rule(row) for row in DEFAULTS.values())
