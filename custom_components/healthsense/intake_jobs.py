"""What the worker does with readings: judge them, take them in, count what was refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .engine.measurement import Measurement, MeasurementRejectedError, Reason, to_ms, validate
from .engine.monitor import Result
from .engine.profile import Profile
from .engine.store import Store
from .sources import RawReading, Seen
from .worker import Engine


@dataclass(frozen=True, slots=True)
class Heard:
    """A reading that a source entity gave, on its way to the worker."""

    person_id: str
    source: str
    seen: Seen
    received_ms: int
    quality: float | None = None


@dataclass(frozen=True, slots=True)
class RecordResult:
    """What became of readings that a person handed in. ``rejected``: (index, field, reason).

    ``undoable``: under the id that was given it can be taken back.
    """

    stored: tuple[Measurement, ...]
    duplicates: int
    rejected: tuple[tuple[int, str, str], ...]
    undoable: bool = False


@dataclass(frozen=True, slots=True)
class Advanced:
    """The results of a job, and when the store wants to be asked to commit."""

    results: dict[str, Result]
    commit_due_ms: int | None


def judge(raw: RawReading, source: str, received_ms: int, profile: Profile, quality: float | None) -> Measurement:
    """Return the reading in canonical form; one without a time is of the moment of its receipt.

    Raises:
        MeasurementRejectedError: it cannot be accepted.
    """
    return validate(
        raw.vital,
        raw.value,
        raw.unit,
        effective_ms=received_ms if raw.effective is None else to_ms(raw.effective),
        received_ms=received_ms,
        source=source,
        quality=quality,
        site=raw.site,
        birth_date=profile.birth_date,
    )


def reject(
    engine: Engine, person_id: str, raw: RawReading, source: str, error: MeasurementRejectedError, *, received_ms: int
) -> None:
    """Count and note that a reading was refused."""
    engine.refused[error.reason.value] += 1
    engine.store.count_rejected(person_id, received_ms)
    told = raw.effective
    effective_ms = None if told is None or told.utcoffset() is None else to_ms(told)
    engine.rejected.add(person_id, raw.vital, source, error, received_ms=received_ms, effective_ms=effective_ms)


def _is_news(store: Store, person_id: str, reading: Measurement) -> bool:
    """Return whether a value that came back differs from the source's last one."""
    known = (row for row in store.latest(person_id, reading.vital) if row.source == reading.source)
    return all(row.scaled != reading.scaled for row in known)


def take_in(
    heard: Sequence[Heard], profiles: dict[str, Profile], advance: Sequence[str], now_ms: int
) -> Callable[[Engine], Advanced]:
    """Return the job that takes in what sources gave and answers for those people and for ``advance``."""

    def job(engine: Engine) -> Advanced:
        batches: dict[str, list[Measurement]] = {person_id: [] for person_id in advance}
        for one in heard:
            if one.person_id not in engine.monitors:
                continue
            batch = batches.setdefault(one.person_id, [])
            try:
                reading = judge(one.seen.raw, one.source, one.received_ms, profiles[one.person_id], one.quality)
            except MeasurementRejectedError as err:
                reject(engine, one.person_id, one.seen.raw, one.source, err, received_ms=one.received_ms)
                continue
            if not one.seen.returned or _is_news(engine.store, one.person_id, reading):
                batch.append(reading)
        results = {
            person_id: engine.advance(person_id, batch, now_ms)
            for person_id, batch in batches.items()
            if person_id in engine.monitors
        }
        return Advanced(results, engine.commit_if_due(now_ms))

    return job


def record(
    person_id: str,
    raws: Sequence[RawReading],
    source: str,
    profile: Profile,
    now_ms: int,
    *,
    revive: bool,
    undo: str = "",
) -> Callable[[Engine], tuple[RecordResult, Advanced]]:
    """Return the job that takes in what a person handed in, durable when it is done.

    ``undo``: the id under which it can be taken back, durable with it; empty for what never will be.
    """

    def job(engine: Engine) -> tuple[RecordResult, Advanced]:
        good: dict[int, Measurement] = {}
        rejected: list[tuple[int, str, str]] = []
        for index, raw in enumerate(raws):
            try:
                good[index] = judge(raw, source, now_ms, profile, raw.quality)
            except MeasurementRejectedError as err:
                rejected.append((index, err.field, err.reason.value))
                reject(engine, person_id, raw, source, err, received_ms=now_ms)
        uncommitted = len(engine.uncommitted)
        try:
            before = engine.store.before(person_id, good.values()) if undo else {}
            # Not even what somebody has to be told at once may be on the disk without the way back.
            result = engine.advance(person_id, list(good.values()), now_ms, revive=revive, durable=False)
            undoable = bool(undo) and engine.store.remember_undo(person_id, undo, before, now_ms)
            engine.commit(now_ms)
        except BaseException:
            # Whoever handed it in is told that it was not kept: the recovery must not write it after all.
            del engine.uncommitted[uncommitted:]
            raise
        closed = set(result.written.closed)
        rejected += [(index, "time", Reason.MINUTE_CLOSED.value) for index, row in good.items() if row in closed]
        recorded = RecordResult(result.written.stored, result.written.duplicates, tuple(sorted(rejected)), undoable)
        return recorded, Advanced({person_id: result}, None)

    return job


def correct[T](
    people: Sequence[str], now_ms: int, change: Callable[[Store], T]
) -> Callable[[Engine], tuple[T, Advanced]]:
    """Return the job that changes the history of ``people`` and answers for them anew, durable when it is done."""

    def job(engine: Engine) -> tuple[T, Advanced]:
        done = change(engine.store)
        engine.commit(now_ms)
        results = {}
        for person_id in people:
            if (monitor := engine.monitors.get(person_id)) is not None:
                monitor.forget()
                results[person_id] = engine.advance(person_id, (), now_ms)
        return done, Advanced(results, engine.commit_if_due(now_ms))

    return job
