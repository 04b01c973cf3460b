"""The history of a household: the one object that doors and monitors talk to."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from ..assessment import Assessment
from ..measurement import Measurement, MeasurementRejectedError, Reason
from ..vitals import VITALS
from . import people
from .alert_methods import AlertMethods
from .compaction import Compactor
from .connection import abandon, begin_anew, beside, open_database, size_of
from .durability import Durability
from .errors import StoreBusyError, StoreCorruptError, StoreError, translated
from .marks import Mark
from .outcomes import Outcome
from .parts import Parts
from .reader import Reader
from .records import Bucket, Erased, Intake, Point, Told, Written
from .series import Charts
from .undo import UndoMethods, Undos
from .writer import Writer


class Store(AlertMethods, UndoMethods):
    """SQLite, for one thread at a time.

    What is written is visible to reads at once and durable after ``commit``. Any order of the
    same readings (all before their compaction) ends in the same ``dump``. Every method may raise
    a ``StoreError``; what was written since the last commit is then undone.
    """

    def __init__(
        self,
        path: Path,
        db: sqlite3.Connection,
        keep_full_days: int,
        set_aside: Path | None,
    ) -> None:
        """Use ``Store.open``."""
        self.path = path
        self.set_aside = set_aside
        """Where a damaged file was put on opening, None where there was none."""
        self.rejections = 0
        """Calls of ``count_rejected`` since opening: tells who keeps counts that they are out of date."""
        self._db = db
        self._damaged = False
        self._closed = False
        self._parts = Parts(db)
        self._writer = Writer(self._parts)
        self._undos = Undos(self._parts, self._writer)
        self._reader = Reader(self._parts)
        self._charts = Charts(self._parts)
        self._compactor = Compactor(self._parts, keep_full_days)
        self._durability = Durability(db, path, self._parts.flush)

    @classmethod
    def open(cls, path: Path, *, now_ms: int, keep_full_days: int = 7, check: bool = False) -> Self:
        """Open the store, making or migrating the file.

        A damaged file is renamed beside itself and a new one begun: see ``set_aside``. Damage is
        looked for in the header always, in every page after an unclean shutdown or where
        ``check`` is given (do that after a ``StoreCorruptError``).

        Raises:
            StoreTooNewError: the file is of a newer version; it was not touched.
            StoreError: the file cannot be opened.
        """
        db, aside = open_database(path, now_ms, check=check)
        try:
            with translated():
                return cls(path, db, keep_full_days, aside)
        except StoreCorruptError:
            abandon(db)
            db, aside = begin_anew(path, now_ms)
            return cls(path, db, keep_full_days, aside)
        except BaseException:
            abandon(db)
            raise

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """Translate errors; after one, go back to the last commit."""
        try:
            with translated():
                yield
        except StoreError as error:
            self._damaged = self._damaged or isinstance(error, StoreCorruptError)
            self._undo()
            raise

    def _undo(self) -> None:
        try:
            self._durability.rollback()
            self._parts.reload()
            self._compactor.forget()
        except sqlite3.Error:
            # The error that led here is the one to tell.
            self._damaged = True

    # Writing

    def write(
        self, person: str, readings: Iterable[Measurement], *, revive: bool = False, counted: bool = True
    ) -> Written:
        """Take readings in; visible at once, durable at the next commit.

        Of two readings of one key (person, vital, effective time, source) the one received later
        wins, then the higher quality, then the lower value. A deleted key stays deleted unless
        ``revive``. A compacted minute takes nothing more (``Written.closed``). ``counted``: in
        the intake too, as what a source gave.

        Raises:
            MeasurementRejectedError: an unknown vital; nothing of the call is written.
        """
        batch = readings if isinstance(readings, (tuple, list)) else tuple(readings)
        if any(reading.vital not in VITALS for reading in batch):
            raise MeasurementRejectedError("vital", Reason.UNKNOWN_VITAL)
        if not batch:
            return Written()
        with self._guard():
            self._durability.begin()
            written = self._writer.write(person, batch, revive=revive, counted=counted)
            self._compactor.touched(batch)
            return written

    def count_rejected(self, person: str, received_ms: int, count: int = 1) -> None:
        """Count readings that validation refused."""
        with self._guard():
            self._durability.begin()
            self._parts.intakes.count(person, received_ms, accepted=False, count=count)
            self.rejections += 1

    def delete(self, person: str, vital: str, effective_ms: int, source: str) -> bool:
        """Delete a reading for good; return whether there was one (a compacted one is not)."""
        with self._guard():
            self._durability.begin()
            return self._writer.delete(person, vital, effective_ms, source) is not None

    def reassign(self, person: str, to_person: str, vital: str, effective_ms: int, source: str) -> bool:
        """Give a reading to somebody else; a repetition does not bring it back to ``person``."""
        if person == to_person:
            return False
        with self._guard():
            self._durability.begin()
            row = self._writer.delete(person, vital, effective_ms, source)
            if row is None:
                return False
            series = self._parts.catalog.ensure(to_person, vital, source)
            self._writer.put(series, row, bucketed=VITALS[vital].bucketed, revive=True)
            return True

    def reassign_all(self, person: str, to_person: str, now_ms: int | None = None) -> int:
        """Give everything of ``person``, whose context ends at ``now_ms``; return how many readings it was."""
        if person == to_person:
            return 0
        with self._guard():
            self._durability.begin()
            self._parts.flush()
            moved = people.reassign_all(self._parts, self._writer, person, to_person, now_ms)
            self._compactor.forget()
            return moved

    def log_assessment(self, person: str, at_ms: int, assessment: Assessment) -> None:
        """Keep an answer with its inputs.

        Every change of band, refusal, word or whole number is kept; a number that drifts within
        its band once an hour. At most 400 days and 10,000 answers of a person and key.
        """
        with self._guard():
            self._durability.begin()
            self._parts.assessments.log(person, at_ms, assessment)

    def record_outcome(self, person: str, outcome: Outcome) -> None:
        """Keep what was confirmed of an assessment; one of the same key and time is replaced."""
        with self._guard():
            self._durability.begin()
            self._parts.outcomes.record(person, outcome)

    def delete_outcome(self, person: str, key: str, at_ms: int) -> bool:
        """Take back a confirmed outcome; return whether there was one."""
        with self._guard():
            self._durability.begin()
            return self._parts.outcomes.delete(person, key, at_ms)

    def put_mark(self, person: str, mark: Mark) -> None:
        """Keep what a person said of a reminder or a recommendation, for 400 days."""
        with self._guard():
            self._durability.begin()
            self._parts.marks.put(person, mark)

    def handed_over(self, device: str, run: str) -> int:
        """Return the last number that was taken in of what a device's run had kept for us, 0 where there is none."""
        with self._guard():
            return self._parts.handovers.get(device, run)

    def hand_over(self, device: str, run: str, sequence: int, at_ms: int) -> None:
        """Keep the last number, in one transaction with the readings; it never goes back."""
        with self._guard():
            self._durability.begin()
            self._parts.handovers.put(device, run, sequence, at_ms)

    # Durability

    def commit(self, now_ms: int) -> None:
        """Return when everything written is on the disk."""
        with self._guard():
            self._durability.commit()
            self._durability.commit_if_due(now_ms)

    def commit_if_due(self, now_ms: int) -> int | None:
        """Commit what live entities wrote, 5 s after its first write; call after each write.

        Return when to call again, None where nothing is pending. On average there is at most one
        fsync in five seconds, checkpoints included.
        """
        with self._guard():
            return self._durability.commit_if_due(now_ms)

    def begin_backup(self) -> None:
        """Commit, and leave the main file as it is until ``end_backup``; writes go on.

        A copy of the file taken meanwhile, with or without its log, holds everything up to now.

        Raises:
            StoreBusyError: another process is reading the file.
        """
        with self._guard():
            self._durability.hold()

    def end_backup(self) -> None:
        """Go on as before ``begin_backup``."""
        with self._guard():
            self._durability.release()

    def compact(self, now_ms: int, *, max_days: int | None = None) -> int:
        """Pack days of a series that are older than ``keep_full_days``, at most ``max_days``.

        Return how many were packed: call again, at leisure, while it is not 0 (the last call also
        drops counters and answers that are too old). The newest day of a series always stays in
        full, so that its last reading is known.
        """
        if self._durability.held:
            return 0
        with self._guard():
            self._durability.begin()
            self._parts.flush()
            packed = self._compactor.run(now_ms, max_days)
            if not packed:
                self._parts.intakes.prune(now_ms)
                self._parts.assessments.prune(now_ms)
                self._parts.marks.prune(now_ms)
                self._parts.alerts.prune(now_ms)
                self._parts.contexts.prune()
                self._parts.handovers.prune(now_ms)
                self._undos.prune(now_ms)
            return packed

    def erase(self, person: str, *, keep_set_aside: bool = False) -> Erased:
        """Erase everything of a person so that no byte of it stays in the files.

        Files that were set aside may hold anybody's readings; they are removed too unless
        ``keep_set_aside``. Commits.

        Raises:
            StoreBusyError: a backup is under way, or another process reads the file.
        """
        if self._durability.held:
            raise StoreBusyError("history store: a backup is under way")
        with self._guard():
            self._durability.begin()
            self._parts.flush()
            rows = people.delete_rows(self._db, person)
            self._durability.commit()
            self._parts.reload()
            self._compactor.forget()
            vacuumed = people.rewrite(self._db, self.path)
            if not self._durability.checkpoint():
                raise StoreBusyError("history store: another process reads the file")
            removed, left = people.remove_set_aside(self.path, keep=keep_set_aside)
            return Erased(rows, removed, left, vacuumed)

    def close(self) -> None:
        """Commit and close. After damage the log is left for the check at the next opening."""
        if self._closed:
            return
        self._closed = True
        try:
            if not self._damaged:
                with self._guard():
                    self._durability.commit()
                    self._durability.release()
        finally:
            self._disconnect()

    def _disconnect(self) -> None:
        if self._damaged:
            abandon(self._db)
        else:
            self._db.close()

    # Reading

    def latest(self, person: str, vital: str) -> list[Measurement]:
        """Return the newest reading of each source, sorted by source."""
        with self._guard():
            return self._reader.latest(person, vital)

    def readings(
        self,
        person: str,
        vital: str,
        start_ms: int,
        end_ms: int,
        *,
        limit: int | None = None,
    ) -> list[Measurement]:
        """Return readings in ``[start_ms, end_ms)`` by (effective time, source), the first ``limit``.

        Packed spot readings are among them; those of a compacted minute are gone.
        """
        with self._guard():
            return self._reader.readings(person, vital, start_ms, end_ms, limit=limit)

    def minutes(self, person: str, vital: str, start_ms: int, end_ms: int) -> list[Bucket]:
        """Return minute buckets that begin in ``[start_ms, end_ms)`` (bucketed vitals only)."""
        with self._guard():
            return self._reader.minutes(person, vital, start_ms, end_ms)

    def hours(self, person: str, vital: str, start_ms: int, end_ms: int) -> list[Bucket]:
        """Return UTC-hour buckets that begin in ``[start_ms, end_ms)``, of any vital."""
        with self._guard():
            return self._reader.hours(person, vital, start_ms, end_ms)

    def series(
        self,
        person: str,
        vital: str,
        start_ms: int,
        end_ms: int,
        max_points: int,
        *,
        source: str | None = None,
    ) -> list[Point]:
        """Return a chart of ``[start_ms, end_ms)`` with at most ``max_points`` points.

        The width is the smallest of a fixed list that suffices, its edges multiples of the width
        since the epoch: a chart asked for again later keeps its points and appends. The points
        at both ends are whole, so they may include readings just outside. Sources are merged
        unless one is named. (A range across 1970 needs two points at least.)

        Raises:
            ValueError: ``max_points`` is below 1.
        """
        with self._guard():
            return self._charts.points(person, vital, start_ms, end_ms, max_points=max_points, source=source)

    def told(
        self,
        person: str,
        vital: str,
        start_ms: int,
        end_ms: int,
        max_points: int,
        *,
        source: str | None = None,
        preferred: Sequence[str] = (),
    ) -> list[Told]:
        """Return a chart of a vital of words: what was told last in each point.

        A mean of words says nothing. Points are those of ``series``. Of several sources the ``preferred`` count, best
        first: while what one of them told is current, what those after it tell does not; all others are alike.

        Raises:
            ValueError: ``max_points`` is below 1.
        """
        with self._guard():
            return self._charts.last(
                person, vital, start_ms, end_ms, max_points=max_points, source=source, preferred=preferred
            )

    def assessments(self, person: str, key: str, start_ms: int, end_ms: int, limit: int = 1000) -> list[dict[str, Any]]:
        """Return the newest ``limit`` kept answers in ``[start_ms, end_ms)``, oldest first.

        Each is ``Assessment.as_dict()`` with ``at_ms``.
        """
        with self._guard():
            return self._parts.assessments.between(person, key, start_ms, end_ms, limit)

    def assessment_course(
        self, person: str, key: str, start_ms: int, end_ms: int, max_points: int
    ) -> list[dict[str, Any]]:
        """Return ``max_points`` kept answers of ``[start_ms, end_ms)`` or fewer, oldest first.

        Where there are more they are spread over the time: each is the last of its part of it.

        Raises:
            ValueError: ``max_points`` is below 1.
        """
        if max_points < 1:
            raise ValueError("max_points must be at least 1")
        with self._guard():
            return self._parts.assessments.course(person, key, start_ms, end_ms, max_points)

    def outcomes(self, person: str, key: str, start_ms: int, end_ms: int) -> list[Outcome]:
        """Return what was confirmed of an assessment in ``[start_ms, end_ms)``, oldest first."""
        with self._guard():
            return self._parts.outcomes.between(person, key, start_ms, end_ms)

    def marks(self, person: str, start_ms: int) -> list[Mark]:
        """Return what a person said of reminders and recommendations from ``start_ms`` on, oldest first."""
        with self._guard():
            return self._parts.marks.since(person, start_ms)

    def intake(self, person: str, start_ms: int, end_ms: int) -> Intake:
        """Return what came in, by whole minutes of receipt; known for 48 hours."""
        with self._guard():
            return self._parts.intakes.between(person, start_ms, end_ms)

    def intake_minutes(self, person: str, start_ms: int, end_ms: int) -> list[tuple[int, int, int]]:
        """Return (minute since the epoch, accepted, rejected) of the minutes that begin in ``[start_ms, end_ms)``."""
        with self._guard():
            return self._parts.intakes.minutes(person, start_ms, end_ms)

    def vitals(self, person: str) -> dict[str, tuple[str, ...]]:
        """Return the sources, sorted, of each vital that has any reading."""
        with self._guard():
            return self._reader.vitals(person)

    def persons(self) -> tuple[str, ...]:
        """Return everybody of whom anything is kept, sorted."""
        with self._guard():
            return self._reader.persons()

    def dump(self, person: str) -> Iterator[tuple[Any, ...]]:
        """Yield everything kept of a person's readings, in one order whatever the order of writing."""
        with self._guard():
            yield from self._reader.dump(person)

    def size_bytes(self) -> int:
        """Return the bytes on disk, log included."""
        return sum(size_of(beside(self.path, suffix)) for suffix in ("", "-wal", "-shm"))
