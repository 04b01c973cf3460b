"""What the history answers, in shapes that JSON knows. Runs on the worker thread, over the store."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from .engine.catalog import CATALOG
from .engine.measurement import Measurement, to_datetime
from .engine.store import Store, Told
from .engine.store.series import width_for
from .engine.view import NEWEST_COUNTS, Current
from .engine.vitals import VITALS, Sampling, Site

MAX_POINTS: Final = 2000
MAX_ASSESSMENTS: Final = 1000


def iso(at_ms: int) -> str:
    """Return the moment as ISO 8601 in UTC."""
    return to_datetime(at_ms).isoformat()


def value_of(reading: Measurement) -> float | str:
    """Return the value in the canonical unit, the word where the vital is one of words."""
    return _word(reading.vital, reading.scaled) if is_coded(reading.vital) else reading.value


def is_coded(vital: str) -> bool:
    """Return whether the values of a vital are words."""
    return VITALS[vital].sampling is Sampling.CODED


def _word(vital: str, code: int) -> str:
    return VITALS[vital].word(code) or str(code)


def reading_json(reading: Measurement) -> dict[str, Any]:
    """Return one reading; what its source did not tell is left out."""
    out: dict[str, Any] = {"time": iso(reading.effective_ms), "value": value_of(reading), "source": reading.source}
    if reading.quality is not None:
        out["quality"] = reading.quality
    if reading.site is not Site.UNKNOWN:
        out["site"] = reading.site.value
    return out


def named_reading_json(reading: Measurement) -> dict[str, Any]:
    """Return one reading with its vital and unit, for lists of several vitals."""
    return {"vital": reading.vital, "unit": VITALS[reading.vital].unit, **reading_json(reading)}


def current_json(current: Current) -> dict[str, Any]:
    """Return a vital's newest reading and whether it still counts as current."""
    reading = current.measurement
    out = reading_json(reading)
    out["measured_at"] = out.pop("time")
    return {**out, "unit": VITALS[reading.vital].unit, "fresh": current.fresh}


@dataclass(frozen=True, slots=True)
class Query:
    """What of a person's history is asked for; ``[start_ms, end_ms)``."""

    person_id: str
    start_ms: int
    end_ms: int
    vitals: Sequence[str] = ()
    assessments: Sequence[str] = ()
    max_points: int = 300
    raw: bool = False
    preferred: Mapping[str, Sequence[str]] = MappingProxyType({})
    """Vital -> sources, best first."""

    @property
    def everything(self) -> bool:
        """Return whether every vital is meant: nothing in particular was named."""
        return not self.vitals and not self.assessments


def history(query: Query) -> Callable[[Store], dict[str, Any]]:
    """Return the job that answers ``query``."""

    def job(store: Store) -> dict[str, Any]:
        known = store.vitals(query.person_id)
        vitals = [key for key in known if key in VITALS] if query.everything else query.vitals

        def kind(vital: str) -> dict[str, Any]:
            summary = _told if is_coded(vital) else _summary
            return (_raw if query.raw else summary)(store, query, vital)

        return {
            "vitals": {
                vital: {"unit": VITALS[vital].unit, "sources": list(known.get(vital, ())), **kind(vital)}
                for vital in vitals
            },
            "assessments": {key: _answers(store, query, key) for key in query.assessments},
        }

    return job


def _raw(store: Store, query: Query, vital: str) -> dict[str, Any]:
    # One more than asked for tells whether there are more, and where they begin.
    found = store.readings(query.person_id, vital, query.start_ms, query.end_ms, limit=query.max_points + 1)
    out: dict[str, Any] = {"readings": [reading_json(row) for row in found[: query.max_points]]}
    if len(found) > query.max_points:
        out["next_start"] = iso(found[-1].effective_ms)
    return out


def _summary(store: Store, query: Query, vital: str) -> dict[str, Any]:
    points = store.series(query.person_id, vital, query.start_ms, query.end_ms, query.max_points)
    return {
        "points": [
            {
                "start": iso(point.start_ms),
                "min": _rounded(vital, point.low),
                "mean": _rounded(vital, point.mean),
                "max": _rounded(vital, point.high),
                "count": point.count,
            }
            for point in points
        ]
    }


def _told(store: Store, query: Query, vital: str) -> dict[str, Any]:
    """Summarize words: a mean of them says nothing."""
    return {
        "points": [
            {
                "start": iso(point.start_ms),
                "last": _word(vital, point.code),
                "count": point.count,
                "source": point.source,
            }
            for point in _words(store, query, vital)
        ]
    }


def _words(store: Store, query: Query, vital: str, source: str | None = None) -> list[Told]:
    """Return the points of a vital of words: as with what is current, the preferred source counts while it is heard."""
    preferred = () if vital in NEWEST_COUNTS else query.preferred.get(vital, ())
    span = (query.start_ms, query.end_ms, query.max_points)
    return store.told(query.person_id, vital, *span, source=source, preferred=preferred)


def _answers(store: Store, query: Query, key: str) -> list[dict[str, Any]]:
    limit = min(query.max_points, MAX_ASSESSMENTS)
    kept = store.assessment_course(query.person_id, key, query.start_ms, query.end_ms, limit)
    return [{"time": iso(answer["at_ms"]), **{k: v for k, v in answer.items() if k != "at_ms"}} for answer in kept]


def columns(query: Query, source: str | None) -> Callable[[Store], dict[str, Any]]:
    """Return the job that answers a chart of one vital, as columns: a tenth of the size of rows in JSON.

    A point spans ``step_ms``. Two that lie further apart than that and ``fresh_for_ms`` together have a gap
    between them: nothing was current there. Of a vital of words each point has the one that was told last in it and
    whose ``source`` (its place among ``sources``) counts there; ``words`` are all there are, in their order.
    """
    (vital,) = query.vitals

    def job(store: Store) -> dict[str, Any]:
        row = VITALS[vital]
        return {
            "person_id": query.person_id,
            "vital": vital,
            "unit": row.unit,
            "usual": None if row.usual is None else list(row.usual),
            "step_ms": width_for(query.start_ms, query.end_ms, query.max_points),
            "fresh_for_ms": row.fresh_for_ms,
            "sources": (sources := list(store.vitals(query.person_id).get(vital, ()))),
            **(
                _columns_of_words(_words(store, query, vital, source), vital, sources)
                if is_coded(vital)
                else _columns_of_numbers(store, query, vital, source)
            ),
        }

    return job


def _columns_of_numbers(store: Store, query: Query, vital: str, source: str | None) -> dict[str, Any]:
    points = store.series(query.person_id, vital, query.start_ms, query.end_ms, query.max_points, source=source)
    return {
        "t": [point.start_ms for point in points],
        "min": [_rounded(vital, point.low) for point in points],
        "mean": [_rounded(vital, point.mean) for point in points],
        "max": [_rounded(vital, point.high) for point in points],
        "count": [point.count for point in points],
    }


def _columns_of_words(points: Sequence[Told], vital: str, sources: Sequence[str]) -> dict[str, Any]:
    place = {source: at for at, source in enumerate(sources)}
    return {
        "words": list(VITALS[vital].words),
        "t": [point.start_ms for point in points],
        "last": [_word(vital, point.code) for point in points],
        "count": [point.count for point in points],
        "source": [place[point.source] for point in points],
    }


def _rounded(vital: str, value: float) -> float:
    """Return the value with one digit more than readings have: means need no seventeen."""
    return round(value, VITALS[vital].decimals + 1)


ASSESSMENT_KEYS: Final = tuple(CATALOG)
"""Every assessment that can be asked for."""
