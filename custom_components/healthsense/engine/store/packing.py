"""A day of one series as bytes: closed minutes, or spot readings with nothing lost."""

from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from .columns import decode, encode
from .records import DAY_MS, MINUTES_A_DAY

type Minute = tuple[int, int, int, int, int]
"""bucket, low, total, high, count; count 0 is a minute that is closed and has no reading."""


class Row(NamedTuple):
    """A reading as it is kept; ``scaled`` None is a tombstone."""

    effective_ms: int
    scaled: int | None
    delay_ms: int
    quality: int | None
    site: int


def pack_minutes(day: int, minutes: Iterable[Minute]) -> bytes:
    """Return a day's minute buckets as bytes."""
    rows = sorted(minutes)
    start = day * MINUTES_A_DAY
    return encode(
        (
            [bucket - start for bucket, *_ in rows],
            [low for _, low, *_ in rows],
            [high - low for _, low, _, high, _ in rows],
            [total - low * count for _, low, total, _, count in rows],
            [count for *_, count in rows],
        ),
        (True, True, False, False, False),
    )


def unpack_minutes(day: int, body: bytes) -> list[Minute]:
    """Return what ``pack_minutes`` was given, sorted."""
    start = day * MINUTES_A_DAY
    return [
        (start + minute, low, low * count + excess, low + spread, count)
        for minute, low, spread, excess, count in zip(*decode(body), strict=True)
    ]


def pack_readings(day: int, readings: Iterable[Row]) -> bytes:
    """Return a day's readings and tombstones as bytes."""
    rows = sorted(readings, key=itemgetter(0))
    start = day * DAY_MS
    return encode(
        (
            [row.effective_ms - start for row in rows],
            [row.scaled or 0 for row in rows],
            [row.delay_ms for row in rows],
            [-1 if row.quality is None else row.quality for row in rows],
            [row.site for row in rows],
            [row.scaled is None for row in rows],
        ),
        (True, True, True, False, False, False),
    )


def unpack_readings(day: int, body: bytes) -> list[Row]:
    """Return what ``pack_readings`` was given, sorted."""
    start = day * DAY_MS
    return [
        Row(
            start + at,
            None if gone else scaled,
            delay,
            None if quality < 0 else quality,
            site,
        )
        for at, scaled, delay, quality, site, gone in zip(*decode(body), strict=True)
    ]
