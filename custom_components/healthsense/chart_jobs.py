"""What charts beyond a line over time are drawn of, in shapes that JSON knows. Runs on the worker thread."""

from collections.abc import Callable, Iterator
from datetime import tzinfo
from typing import Any, Final

from .engine.day_profile import PERCENTILES, DayProfile, Pool
from .engine.distribution import distribution
from .engine.hour_grid import hour_grid
from .engine.people_like_you import Group, group_of
from .engine.profile import Profile
from .engine.store import Store
from .engine.vitals import VITALS, Sampling
from .series import Query, iso

DAY_MS: Final = 86_400_000
_HOUR_MINUTES: Final = 60
PIECE_MS: Final = 2 * DAY_MS
"""A little at a time, so that readings need not wait for months of minutes."""

MINUTES_UP_TO_MS: Final = 92 * DAY_MS
"""Of longer periods a continuous vital's hours count by their means: a little narrower, at a sixtieth of the cost."""


def pool_for(query: Query, zone: tzinfo, bin_minutes: int) -> tuple[Pool, int]:
    """Return what gathers the profile of a period, and how many minutes a bin of it has."""
    (vital,) = query.vitals
    continuous = VITALS[vital].sampling is Sampling.CONTINUOUS
    by_hour = continuous and query.end_ms - query.start_ms > MINUTES_UP_TO_MS
    minutes = _HOUR_MINUTES if by_hour else bin_minutes
    return Pool(vital, zone, minutes, by_hour=by_hour), minutes


def pieces(query: Query, pool: Pool) -> Iterator[tuple[int, int]]:
    """Yield the parts of a period that are read in one job each."""
    width_ms = MINUTES_UP_TO_MS if pool.by_hour else PIECE_MS
    for start_ms in range(query.start_ms, query.end_ms, width_ms):
        yield start_ms, min(start_ms + width_ms, query.end_ms)


def _head(query: Query) -> dict[str, Any]:
    (vital,) = query.vitals
    return {
        "person_id": query.person_id,
        "vital": vital,
        "unit": VITALS[vital].unit,
        "start": iso(query.start_ms),
        "end": iso(query.end_ms),
    }


def _rounded(vital: str, value: float | None, more: int = 0) -> float | None:
    return None if value is None else round(value, min(VITALS[vital].decimals, 2) + more)


def day_profile_json(query: Query, pool: Pool, bin_minutes: int, now_ms: int, zone: str) -> dict[str, Any]:
    """Return the profile of what the pool took in."""
    (vital,) = query.vitals
    found = pool.profile(query.start_ms, max(query.start_ms + 1, min(query.end_ms, now_ms)))
    return {
        **_head(query),
        "time_zone": zone,
        "days": found.days,
        "days_with_data": found.days_with_data,
        "readings": found.readings,
        "coverage": None if found.coverage is None else round(found.coverage, 3),
        "minute": list(range(0, 24 * 60, bin_minutes)),
        **{
            f"p{share}": [_rounded(vital, value) for value in curve]
            for share, curve in zip(PERCENTILES, found.curves, strict=True)
        },
        **_summary(vital, found),
    }


def _summary(vital: str, found: DayProfile) -> dict[str, Any]:
    shares = found.ranges
    return {
        "time_in_range": None if shares is None else {key: round(share, 4) for key, share in shares.items()},
        "mean": _rounded(vital, found.mean),
        "gmi": None if found.gmi is None else round(found.gmi, 1),
        "cv": None if found.cv is None else round(found.cv, 1),
        "refused": found.refused,
    }


def heatmap(query: Query, profile: Profile) -> Callable[[Store], dict[str, Any]]:
    """Return the job that answers the hours of every day."""
    (vital,) = query.vitals

    def job(store: Store) -> dict[str, Any]:
        found = hour_grid(store, query.person_id, vital, query.start_ms, query.end_ms, zone=profile.zone)
        usual = VITALS[vital].usual
        return {
            **_head(query),
            "time_zone": profile.time_zone,
            "usual": None if usual is None else list(usual),
            "days": [day.isoformat() for day in found.days],
            "mean": [[_rounded(vital, mean) for mean in day] for day in found.mean],
            "count": [list(day) for day in found.count],
        }

    return job


def spread(query: Query, profile: Profile) -> Callable[[Store], dict[str, Any]]:
    """Return the job that answers how readings are spread, beside those of people of the same sex and age."""
    (vital,) = query.vitals

    def job(store: Store) -> dict[str, Any]:
        found = distribution(store, query.person_id, vital, query.start_ms, query.end_ms, zone=profile.zone)
        group = group_of(vital, profile, query.end_ms)
        median = None if found is None else dict(found.percentiles)[50]
        return {
            **_head(query),
            **(_NOTHING if found is None else found.as_dict(VITALS[vital].decimals + 1)),
            "refused": "too_little_data" if found is None else None,
            "reference": group.as_dict(median) if isinstance(group, Group) else None,
            "reference_refused": None if isinstance(group, Group) else group,
        }

    return job


_NOTHING: Final[dict[str, Any]] = {
    **dict.fromkeys(("mean", "sd", "min", "max", "bin_width")),
    "count": 0,
    "percentiles": {},
    "bins": [],
    "week": [],
}
