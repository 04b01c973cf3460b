"""The complete cuff readings of the last month, by time and by local day, kept as they come.

A cache of the store; a group older than `KEPT_MS` is as if it were not there. Where several
sources gave a reading in the same minute (one cuff reported by two apps) the best-ranked counts.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import Final

from .cuff import CUFF_VITALS, LOCAL_MS, CuffGroup, group
from .measurement import MAX_FUTURE_MS, Measurement
from .scores.blood_pressure import PROTOCOL_DAYS, Day
from .store import Store
from .view import Ranks

MINUTE_MS: Final = 60_000
DAY_MS: Final = 86_400_000
KEPT_MS: Final = 31 * DAY_MS
_RANKED_BY: Final = "systolic"
_NOON: Final = 12

type _Key = tuple[int, str]


class CuffBook:
    """Complete cuff readings of one person."""

    def __init__(self, store: Store, person: str, ranks: Ranks, *, zone: tzinfo, now_ms: int) -> None:
        """Load the last month."""
        self._store = store
        self._person = person
        self._ranks = ranks
        self._zone = zone
        self._groups: dict[_Key, CuffGroup] = {}
        self._keys: list[_Key] = []
        self._minutes: dict[int, set[_Key]] = {}
        # local day -> minute -> the day's share of that minute
        self._days: dict[int, dict[int, Day]] = {}
        self._totals: dict[int, Day] = {}
        self._oldest_ms = now_ms - KEPT_MS
        for one in group(self._rows(self._oldest_ms - LOCAL_MS, now_ms + MAX_FUTURE_MS + 1)):
            if one.key[0] >= self._oldest_ms:
                self._put(one)
        for minute in list(self._minutes):
            self._share(minute)

    def _rows(self, start_ms: int, end_ms: int) -> list[Measurement]:
        return [row for vital in CUFF_VITALS for row in self._store.readings(self._person, vital, start_ms, end_ms)]

    def _put(self, one: CuffGroup) -> None:
        key = one.key
        if key not in self._groups:
            insort(self._keys, key)
        self._groups[key] = one
        self._minutes.setdefault(key[0] // MINUTE_MS, set()).add(key)

    def _drop(self, key: _Key) -> None:
        del self._groups[key], self._keys[bisect_left(self._keys, key)]
        minute = key[0] // MINUTE_MS
        self._minutes[minute].discard(key)
        if not self._minutes[minute]:
            del self._minutes[minute]

    def _local(self, ms: int) -> datetime:
        return datetime.fromtimestamp(ms // 1000, self._zone)

    def _counted(self, minute: int) -> list[CuffGroup]:
        keys = self._minutes.get(minute, set())
        if len(keys) > 1:
            best = self._ranks.best(_RANKED_BY, {source for _, source in keys})
            keys = {key for key in keys if key[1] == best}
        return [self._groups[key] for key in sorted(keys)]

    def _share(self, minute: int) -> None:
        """Compute anew what a minute gives to its local day."""
        moment = self._local(minute * 60_000)
        day = moment.toordinal()
        counted = self._counted(minute)
        shares = self._days.setdefault(day, {})
        if counted:
            shares[minute] = Day(
                day,
                len(counted),
                sum(one.systolic.scaled for one in counted),
                sum(one.diastolic.scaled for one in counted),
                len(counted) if moment.hour < _NOON else 0,
                counted[-1].systolic.effective_ms,
            )
        else:
            shares.pop(minute, None)
        self._totals.pop(day, None)

    def take_in(self, readings: Iterable[Measurement]) -> None:
        """Have the groups near stored readings computed again from the store."""
        touched: set[int] = set()
        for at_ms, source in sorted({(row.effective_ms, row.source) for row in readings}):
            # What may change: groups within half of what is read (see cuff.LOCAL_MS).
            low, high = max(self._oldest_ms, at_ms - LOCAL_MS // 2), at_ms + LOCAL_MS // 2
            if high < low:
                continue
            rows = (row for row in self._rows(at_ms - LOCAL_MS, at_ms + LOCAL_MS + 1) if row.source == source)
            now = {one.key: one for one in group(rows) if low <= one.key[0] <= high}
            start = bisect_left(self._keys, (low, ""))
            end = bisect_left(self._keys, (high + 1, ""))
            for key in [key for key in self._keys[start:end] if key[1] == source and key not in now]:
                self._drop(key)
                touched.add(key[0] // MINUTE_MS)
            for one in now.values():
                self._put(one)
                touched.add(one.key[0] // MINUTE_MS)
        for minute in touched:
            self._share(minute)

    def move_to(self, now_ms: int) -> None:
        """Drop what no window reaches any more."""
        self._oldest_ms = now_ms - KEPT_MS
        end = bisect_left(self._keys, (self._oldest_ms, ""))
        if end == 0:
            return
        for key in self._keys[:end]:
            del self._groups[key]
            minute = self._minutes[key[0] // MINUTE_MS]
            minute.discard(key)
            if not minute:
                del self._minutes[key[0] // MINUTE_MS]
        del self._keys[:end]
        oldest = self._local(now_ms).toordinal() - PROTOCOL_DAYS
        for day in [day for day in self._days if day < oldest]:
            del self._days[day]
            self._totals.pop(day, None)

    def days(self, now_ms: int) -> list[Day]:
        """Return the last seven local days that have readings, today among them."""
        today = self._local(now_ms).toordinal()
        return [
            self._total(day)
            # A source's clock may be minutes ahead, into tomorrow.
            for day in range(today - PROTOCOL_DAYS + 1, today + 2)
            if self._days.get(day)
        ]

    def _total(self, day: int) -> Day:
        total = self._totals.get(day)
        if total is None:
            shares = self._days[day].values()
            total = self._totals[day] = Day(
                day,
                sum(share.readings for share in shares),
                sum(share.systolic_sum for share in shares),
                sum(share.diastolic_sum for share in shares),
                sum(share.mornings for share in shares),
                max(share.newest_ms for share in shares),
            )
        return total

    def newest_first(self) -> Iterator[CuffGroup]:
        """Iterate over the counted groups, the newest first."""
        last = None
        for at_ms, _ in reversed(self._keys):
            minute = at_ms // MINUTE_MS
            if minute != last:
                yield from reversed(self._counted(minute))
                last = minute

    def newest(self) -> CuffGroup | None:
        """Return the newest counted group."""
        return next(self.newest_first(), None)
