"""A vital beyond a limit for long enough, or repeatedly: the fold over a person's readings.

Nothing is read from the store while no newly stored reading is beyond the limit and nothing is pending or met: that is
what a quiet second costs. What was pending when we were stopped goes on: see ``_resume``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..measurement import MAX_FUTURE_MS, Measurement
from ..vitals import VITALS, Site
from . import runs
from .defaults import DEFAULTS, Default, Mode, bounds, edges
from .model import Level, Part
from .rule import Rule, Scene
from .runs import Need, Run, Spacing

ADULT_YEARS: Final = 16
CGM_GAP_MS: Final = 20 * 60_000
"""Up to three lost values of a sensor that speaks every five minutes do not end what it saw."""

HAPPENED_MS: Final = 24 * 3_600_000
"""What was over longer ago is history: an import of a year's readings tells nothing."""

RESUME_MS: Final = 8_000
"""A delay that ended while we were stopped is over this long after the start, if nothing contradicts."""

STALE_ABSOLUTE_MS: Final = 24 * 3_600_000
"""Silence is no recovery: what met an absolute limit stays until a reading contradicts it, or a day has passed."""

STALE_LEAST_MS: Final = 3_600_000
NEWER_MS: Final = 10_000
"""A part that only grew older by less is the same: nothing is stored for it."""

MEASURE_AGAIN: Final = "measure_again"


@dataclass(frozen=True, slots=True)
class _Series:
    """Readings that count as one: of one source, or of everybody who measures now and then."""

    rows: Sequence[Measurement]
    spacing: Spacing
    need: Need

    @property
    def tolerance_ms(self) -> int:
        """Return how long the series may have been silent when a hold ends."""
        if not self.need.filtered:
            return self.need.gap_ms
        gaps = sorted(
            later.effective_ms - earlier.effective_ms
            for earlier, later in zip(self.rows[-8:], self.rows[-7:], strict=False)
        )
        usual = gaps[len(gaps) // 2] if gaps else 0
        return max(runs.HOLD_SILENCE_MS, usual * 3 // 2)


def readings(rows: Sequence[Measurement], since_ms: int, until_ms: int) -> list[Measurement]:
    """Return the readings that can be beyond a limit: skin is cooler than the body."""
    return [row for row in rows if since_ms <= row.effective_ms <= until_ms and row.site is not Site.SKIN]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdRule(Rule):
    """Whether a vital is beyond the limit of one row of ``defaults.DEFAULTS``."""

    row: Default

    def step(self, part: Part | None, scene: Scene) -> Part | None:
        """Return what is pending or met."""
        row = self.row
        if part is not None and part.met_ms is not None:
            if part.late:
                return part if scene.now_ms <= part.met_ms else None
            return self._go_on(part, scene)
        edge, _ = edges(row, scene.profile, scene.controls)
        if part is None and scene.stored is not None:
            low = row.side.low
            for one in scene.stored.get(row.vital, ()):
                if one.scaled <= edge if low else one.scaled >= edge:
                    break
            else:
                return None
        if row.adult and (age := scene.profile.age_at(scene.now_ms)) is not None and age < ADULT_YEARS:
            return None
        return self._look(part, scene, edge)

    def wake_ms(self, part: Part | None, scene: Scene) -> int | None:
        """Return when a delay ends, or when silence does."""
        if part is None:
            return None
        if part.met_ms is not None:
            return part.met_ms + 1 if part.late else part.at_ms + self._stale_ms + 1
        if part.due_ms is None:
            return part.at_ms + self._gap_ms(part) + 1
        if part.due_ms <= scene.started_ms:
            return scene.started_ms + RESUME_MS
        return part.due_ms if part.due_ms > scene.now_ms else part.at_ms + self._gap_ms(part) + 1

    # Looking for a run

    def _need(self, spacing: Spacing) -> Need:
        row = self.row
        if row.mode is Mode.CGM:
            return Need(CGM_GAP_MS, row.hold_s * 1000)
        if row.mode is Mode.CONTINUOUS and spacing is Spacing.STREAM:
            return Need(runs.STREAM_SILENCE_MS, row.hold_s * 1000, filtered=True)
        return Need(row.within_s * 1000, None, row.repeats)

    def _gap_ms(self, part: Part) -> int:
        return self._need(Spacing(int(part.memory[0]))).gap_ms

    @property
    def _stale_ms(self) -> int:
        return STALE_ABSOLUTE_MS if self.absolute else max(VITALS[self.row.vital].fresh_for_ms, STALE_LEAST_MS)

    def _look(self, part: Part | None, scene: Scene, edge: int) -> Part | None:
        row, now_ms = self.row, scene.now_ms
        new_ms = self._first_new_ms(scene, edge)
        first_ms = min(
            (at for at in (new_ms, None if part is None else part.since_ms) if at is not None), default=now_ms
        )
        # However a source turns out to speak: the longest that any need looks back.
        back_ms = max(row.hold_s * 1000 + runs.STREAM_SILENCE_MS, row.within_s * 1000 * (row.repeats - 1))
        back_ms = max(back_ms, CGM_GAP_MS + row.hold_s * 1000 if row.mode is Mode.CGM else 0)
        since_ms = max(first_ms - back_ms - runs.FILTER_MS, now_ms - HAPPENED_MS)
        until_ms = now_ms + MAX_FUTURE_MS
        rows = readings(scene.readings(row.vital, since_ms, until_ms + 1), since_ms, until_ms)
        if part is not None and part.due_ms is not None and part.due_ms <= scene.started_ms:
            return self._resume(part, scene, rows, edge)
        found = [
            seen
            for series in self._series(rows, scene)
            for run in runs.runs(series.rows, edge, series.need, low=row.side.low)
            if (seen := self._judge(run, series, scene, new_ms)) is not None
        ]
        best = max(found, key=self._weight, default=None)
        return self._same(part, best)

    def _first_new_ms(self, scene: Scene, edge: int) -> int | None:
        if scene.stored is None:
            return None
        low = self.row.side.low
        return min(
            (
                one.effective_ms
                for one in scene.stored.get(self.row.vital, ())
                if (one.scaled <= edge if low else one.scaled >= edge)
            ),
            default=None,
        )

    def _series(self, rows: Sequence[Measurement], scene: Scene) -> Iterator[_Series]:
        """Part the readings into those that count as one."""
        mode = self.row.mode
        together: list[Measurement] = []
        for source, own in runs.by_source(rows).items():
            if mode is Mode.CUFF:
                together += own
            elif mode is Mode.CGM:
                yield _Series(own, Spacing.SAMPLED, self._need(Spacing.SAMPLED))
            elif runs.is_stream([one.effective_ms for one in own]):
                if mode is Mode.CONTINUOUS:
                    yield _Series(own, Spacing.STREAM, self._need(Spacing.STREAM))
            elif mode is Mode.CONTINUOUS or not self._is_sampled(source, own, scene):
                together += own
        if together:
            together.sort(key=lambda one: (one.effective_ms, one.source))
            yield _Series(together, Spacing.SPOT, self._need(Spacing.SPOT))

    def _is_sampled(self, source: str, own: Sequence[Measurement], scene: Scene) -> bool:
        newest_ms = own[-1].effective_ms
        near = scene.readings(self.row.vital, newest_ms - runs.SAMPLED_LOOK_MS, newest_ms + 1)
        return sum(one.source == source for one in near) >= runs.SAMPLED_READINGS

    def _judge(self, run: Run, series: _Series, scene: Scene, new_ms: int | None) -> Part | None:
        """Return what a run is by now: met, something that happened, pending, or nothing any more."""
        row, now_ms = self.row, scene.now_ms
        late = run.ended or now_ms - run.at_ms > row.late_s * 1000
        if run.confirmed_ms is not None:
            # What is over is told once: when a reading of it has just come.
            if late and (new_ms is None or run.at_ms < new_ms):
                return None
            return self._met(self._part(run, series, scene), now_ms, late=late)
        if run.ended:
            return None
        newest_ms = series.rows[-1].effective_ms
        if now_ms - newest_ms > series.need.gap_ms:
            return None
        part = self._part(run, series, scene)
        if series.need.hold_ms is None:
            return replace(part, level=Level.INFO, notes=(MEASURE_AGAIN,))
        due_ms = run.since_ms + series.need.hold_ms
        if now_ms < due_ms:
            return replace(part, due_ms=due_ms)
        silent_ms = now_ms - max(newest_ms, scene.started_ms)
        if run.firm and run.at_ms == newest_ms and silent_ms <= series.tolerance_ms:
            return self._met(part, now_ms)
        return part

    def _part(self, run: Run, series: _Series, scene: Scene) -> Part:
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

    def _met(self, part: Part, now_ms: int, *, late: bool = False) -> Part:
        return replace(part, met_ms=now_ms, due_ms=None, level=self.level, late=late, notes=())

    def _weight(self, part: Part) -> tuple[bool, bool, float]:
        worst = part.worst or 0.0
        return part.met_ms is not None, not part.late, -worst if self.row.side.low else worst

    @staticmethod
    def _same(part: Part | None, seen: Part | None) -> Part | None:
        """Return the pending part as it was where nothing but a few seconds of its age changed."""
        if part is None or seen is None or seen.met_ms is not None:
            return seen
        alike = replace(seen, at_ms=part.at_ms, value=part.value, count=part.count, memory=part.memory)
        unchanged = alike == part and seen.count == part.count and seen.at_ms - part.at_ms < NEWER_MS
        return part if unchanged else seen

    # After a restart

    def _resume(self, part: Part, scene: Scene, rows: Sequence[Measurement], edge: int) -> Part | None:
        """Go on with a delay that ended while we were stopped: our silence is not the sensor's."""
        low = self.row.side.low

        def beyond(scaled: int) -> bool:
            return scaled <= edge if low else scaled >= edge

        newer = [one for one in rows if one.source == part.source and one.effective_ms > part.at_ms]
        if newer and beyond(newer[-1].scaled):
            return self._met(self._newer(part, newer[-1]), scene.now_ms)
        if newer and (len(newer) >= 3 or self._need(Spacing(int(part.memory[0]))).filtered is False):
            return None
        if scene.now_ms < scene.started_ms + RESUME_MS:
            return part
        fresh = scene.now_ms - part.at_ms <= VITALS[self.row.vital].fresh_for_ms
        return self._met(part, scene.now_ms) if fresh and not newer else None

    # While it is met

    def _go_on(self, part: Part, scene: Scene) -> Part | None:
        """Return the part as long as nothing contradicts it."""
        row = self.row
        if scene.now_ms - part.at_ms > self._stale_ms:
            return None
        until_ms = scene.now_ms + MAX_FUTURE_MS
        new = scene.stored.get(row.vital, ()) if scene.stored is not None else None
        if new is None:
            new = scene.readings(row.vital, part.at_ms + 1, until_ms + 1)
        new = readings(new, part.at_ms + 1, until_ms)
        if not new:
            return part
        _, clear = edges(row, scene.profile, scene.controls)
        spacing = Spacing(int(part.memory[0]))
        silent = scene.now_ms - part.at_ms > runs.STREAM_SILENCE_MS
        for own in runs.by_source(new).values():
            same = spacing is Spacing.SPOT or own[-1].source == part.source
            if (same or silent) and self._cleared(own, spacing, scene, clear):
                return None
        ours = [one for one in new if one.source == part.source or spacing is Spacing.SPOT]
        still = [one for one in ours if not self._is_clear(one.scaled, clear)]
        if not still:
            return part
        newest = self._newer(part, still[-1], still)
        if newest.worst == part.worst and newest.at_ms - part.at_ms < NEWER_MS:
            return part
        return newest

    def _is_clear(self, scaled: int, clear: int) -> bool:
        return scaled >= clear if self.row.side.low else scaled <= clear

    def _cleared(self, own: Sequence[Measurement], spacing: Spacing, scene: Scene, clear: int) -> bool:
        newest = own[-1]
        if not self._is_clear(newest.scaled, clear):
            return False
        if spacing is not Spacing.STREAM:
            return True
        rows = readings(
            scene.readings(newest.vital, newest.effective_ms - runs.FILTER_MS, newest.effective_ms + 1),
            newest.effective_ms - runs.FILTER_MS,
            newest.effective_ms,
        )
        last = [one for one in rows if one.source == newest.source][-runs.FILTER :]
        return len(last) >= 2 and runs.most(last, lambda scaled: self._is_clear(scaled, clear))

    def _newer(self, part: Part, newest: Measurement, rows: Sequence[Measurement] = ()) -> Part:
        values = [one.value for one in rows or (newest,)]
        if part.worst is not None:
            values.append(part.worst)
        return replace(
            part,
            at_ms=newest.effective_ms,
            value=newest.value,
            source=newest.source,
            worst=min(values) if self.row.side.low else max(values),
            memory=(part.memory[0], part.memory[1] + sum(runs.is_good(one) for one in rows or (newest,))),
        )


def rule(row: Default) -> ThresholdRule:
    """Return the rule of one row."""
    return ThresholdRule(
        key=row.key,
        cause=row.cause,
        level=row.level,
        vitals=frozenset({row.vital}),
        absolute=row.absolute,
        on=row.on,
        row=row,
    )


RULES: Final[tuple[ThresholdRule, ...]] = tuple(rule(row) for row in DEFAULTS.values())
