"""What the worker does with readings that nodes had kept: each once, in order, durable before it is acknowledged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .engine.measurement import Measurement, MeasurementRejectedError
from .engine.profile import Profile
from .engine.store import Store
from .engine.vitals import VITALS
from .intake_jobs import Advanced, judge, reject
from .late_input import Ticket
from .sources import RawReading
from .worker import Engine

NEAR_MS: Final = 500
"""So exactly do a node's clock and ours tell a moment: a kept reading that near to one that came live is that one."""

NEAR_SAME_MS: Final = 3_000
"""Where the network or this computer was slow, a twin of what came live is known by its value: to the last digit the
same so soon is the same."""

NEAR_SPOT_MS: Final = 10_000
"""As for what is measured now and then, if the value is the same: the time within which a cuff's values are one."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose reading it is, and as what."""

    person_id: str
    raw: RawReading
    source: str


@dataclass(frozen=True, slots=True)
class Late:
    """A record of a node on its way to the worker. ``refused``: the field for which it cannot be a reading."""

    ticket: Ticket
    received_ms: int
    owners: tuple[Owner, ...] = ()
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of records. ``marks``: (device, boot) -> everything up to this one is taken in or will never be."""

    marks: Mapping[tuple[str, str], int]
    stored: int


def _in_order(engine: Engine, late: Sequence[Late]) -> tuple[list[Late], dict[tuple[str, str], int]]:
    """Return the records that are new, each once, and how far each node's run is then taken in."""
    marks: dict[tuple[str, str], int] = {}
    new = []
    for one in late:
        key = (one.ticket.device_id, one.ticket.boot_id)
        if key not in marks:
            marks[key] = engine.store.handed_over(*key)
        # Behind a gap everything waits: the node sends it again, from the one that is missing.
        if one.ticket.sequence == max(marks[key] + 1, one.ticket.oldest):
            marks[key] = one.ticket.sequence
            new.append(one)
    return new, marks


def _came_live(store: Store, person_id: str, reading: Measurement) -> bool:
    """Return whether the reading is kept already: it was told live, just before the connection broke."""
    bucketed = VITALS[reading.vital].bucketed
    same_ms = NEAR_SAME_MS if bucketed else NEAR_SPOT_MS
    around = store.readings(
        person_id, reading.vital, reading.effective_ms - same_ms, reading.effective_ms + same_ms + 1
    )
    return any(
        row.source == reading.source
        and (row.scaled == reading.scaled or (bucketed and abs(row.effective_ms - reading.effective_ms) <= NEAR_MS))
        for row in around
    )


def take_in_late(
    late: Sequence[Late], profiles: Mapping[str, Profile], now_ms: int
) -> Callable[[Engine], tuple[Handed, Advanced]]:
    """Return the job that takes in what nodes had kept; durable when it is done, and nothing of it where it fails."""

    def job(engine: Engine) -> tuple[Handed, Advanced]:
        uncommitted = len(engine.uncommitted)
        try:
            new, marks = _in_order(engine, late)
            batches: dict[str, list[Measurement]] = {}
            for one in new:
                if one.refused is not None:
                    engine.refused[f"late_{one.refused}"] += 1
                for owner in one.owners:
                    if owner.person_id in engine.monitors:
                        _judge(engine, owner, one.received_ms, profiles, batches.setdefault(owner.person_id, []))
            # Nothing is durable before all of it is: a second person's readings must not miss their mark.
            results = {
                person_id: engine.advance(person_id, batch, now_ms, durable=False)
                for person_id, batch in batches.items()
            }
            if new:
                for (device_id, boot_id), sequence in marks.items():
                    engine.store.hand_over(device_id, boot_id, sequence, now_ms)
                engine.commit(now_ms)
        except BaseException:
            # The node sends it all again: what comes after the recovery must not find half of it.
            del engine.uncommitted[uncommitted:]
            raise
        stored = sum(len(result.written.stored) for result in results.values())
        return Handed(marks, stored), Advanced(results, engine.commit_if_due(now_ms))

    return job


def _judge(
    engine: Engine, owner: Owner, received_ms: int, profiles: Mapping[str, Profile], batch: list[Measurement]
) -> None:
    try:
        reading = judge(owner.raw, owner.source, received_ms, profiles[owner.person_id], owner.raw.quality)
    except MeasurementRejectedError as err:
        reject(engine, owner.person_id, owner.raw, owner.source, err, received_ms=received_ms)
        return
    if not _came_live(engine.store, owner.person_id, reading):
        batch.append(reading)
