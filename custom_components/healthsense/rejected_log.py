"""What could not be accepted lately and why, for the person to see: never the value, and only in memory."""

from collections import Counter, deque
from dataclasses import dataclass
from typing import Final

from .engine.measurement import MAX_SOURCE_LENGTH, MeasurementRejectedError
from .engine.vitals import VITALS

KEPT: Final = 100
DAY_MS: Final = 86_400_000


@dataclass(frozen=True, slots=True)
class Rejected:
    """A reading that was refused. ``vital`` is empty where it named none that there is; ``effective_ms`` None: now."""

    received_ms: int
    effective_ms: int | None
    source: str
    vital: str
    field: str
    reason: str


class RejectedLog:
    """The newest refused readings of each person, and how many there were of each source in the last day."""

    def __init__(self) -> None:
        """Know of none."""
        self._newest: dict[str, deque[Rejected]] = {}
        self._counts: dict[str, Counter[tuple[int, str, str]]] = {}

    def add(
        self,
        person_id: str,
        vital: str,
        source: str,
        error: MeasurementRejectedError,
        *,
        received_ms: int,
        effective_ms: int | None = None,
    ) -> None:
        """Keep that a reading was refused; the oldest makes room."""
        known = vital if vital in VITALS else ""
        one = Rejected(received_ms, effective_ms, source[:MAX_SOURCE_LENGTH], known, error.field, error.reason.value)
        self._newest.setdefault(person_id, deque(maxlen=KEPT)).append(one)
        counts = self._counts.setdefault(person_id, Counter())
        hour = received_ms // 3_600_000
        counts[hour, one.source, known] += 1
        for old in [key for key in counts if key[0] < hour - 24] if len(counts) > KEPT else ():
            del counts[old]

    def newest(self, person_id: str) -> list[Rejected]:
        """Return what is kept of a person, the newest first."""
        return list(reversed(self._newest.get(person_id, ())))

    def counts(self, person_id: str, now_ms: int) -> Counter[tuple[str, str]]:
        """Return how many were refused by (source, vital) in this hour and the 23 before."""
        found: Counter[tuple[str, str]] = Counter()
        for (hour, source, vital), count in self._counts.get(person_id, {}).items():
            if hour > now_ms // 3_600_000 - 24:
                found[source, vital] += count
        return found

    def forget(self, person_id: str) -> None:
        """Drop what is kept of a person whose history was erased."""
        self._newest.pop(person_id, None)
        self._counts.pop(person_id, None)
