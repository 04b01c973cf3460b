"""How somebody is at the moment: which current readings the acute scores are given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Final

from ..assessment import Input
from ..facts import Facts, earliest
from ..inputs import group_fresh_until_ms
from ..measurement import Measurement, to_ms
from ..scores import chest_pain, fever, qsofa, shock_index
from ..view import as_input, fresh_until_ms
from ..vitals import Site
from .asked import Gathered, completed_years, midnight_ms, pregnant
from .job import Answer, Job

_SKIN: Final = frozenset({Site.SKIN})
_BESIDE_MS: Final = 3 * shock_index.APART_MS
"""So long a heart rate is told to be too far from a pressure; later it has nothing to do with it."""


def _birthday(facts: Facts, limit: int) -> int | None:
    """Return the next midnight while a birthday may still change the answer."""
    return midnight_ms(facts) if (years := completed_years(facts)) is not None and years < limit else None


def _qsofa(facts: Facts) -> Mapping[str, Answer]:
    current = [row for name in qsofa.PARAMETERS if (row := facts.fresh(name)) is not None]
    inputs = {row.vital: as_input(row) for row in current}
    answer = qsofa.assess(inputs, age_years=completed_years(facts), pregnant=pregnant(facts))
    until = earliest(*map(fresh_until_ms, current), _birthday(facts, qsofa.MIN_AGE_YEARS))
    return {qsofa.KEY: Answer(answer, until, until)}


def _age_input(facts: Facts) -> Input | None:
    years = completed_years(facts)
    return None if years is None else Input("age", float(years), "years", source="profile")


def _shock(facts: Facts) -> tuple[shock_index.Reading, int | None]:
    """Return pulse and pressures of one state, and until when they are current.

    The newest complete cuff reading, else a lone systolic one; the cuff's own pulse, else the
    current heart rate.
    """
    group, lone = facts.book.newest(), facts.fresh("systolic")
    age, expecting = _age_input(facts), pregnant(facts)
    if group is not None and group_fresh_until_ms(group) <= facts.now_ms:
        group = None
    if group is not None and (lone is None or lone.effective_ms <= group.systolic.effective_ms):
        systolic, diastolic = group.inputs()
        until = group_fresh_until_ms(group)
        if group.pulse is not None:
            return shock_index.Reading(as_input(group.pulse), systolic, diastolic, age, expecting), until
    elif lone is not None:
        systolic, diastolic, until = as_input(lone), None, fresh_until_ms(lone)
    else:
        return shock_index.Reading(None, None, None, age, expecting), None
    # After that no heart rate is the pulse of this pressure, and a stream of them need not be looked at.
    beside_until_ms = (systolic.effective_ms or 0) + _BESIDE_MS + 1
    pulse = facts.fresh("heart_rate") if facts.now_ms < beside_until_ms else None
    if pulse is None:
        return shock_index.Reading(None, systolic, diastolic, age, expecting), until
    until = min(until, fresh_until_ms(pulse), beside_until_ms)
    return shock_index.Reading(as_input(pulse), systolic, diastolic, age, expecting), until


def _shock_indices(facts: Facts) -> Mapping[str, Answer]:
    reading, until = _shock(facts)
    if reading.age is not None and reading.pulse is not None:
        # The age is an input of one of the three.
        until = earliest(until, midnight_ms(facts))
    until = earliest(until, _birthday(facts, shock_index.MIN_AGE_YEARS))
    return {key: Answer(shock_index.assess(key, reading), until, until) for key in shock_index.KEYS}


def _beside_a_pressure(facts: Facts) -> bool:
    """Return whether a heart rate may be, or may cease to be, the pulse beside the newest pressure."""
    newest = facts.newest("systolic")
    return newest is not None and newest.effective_ms >= facts.now_ms - _BESIDE_MS


@dataclass(slots=True)
class _Baselines:
    """What is usual at each site: daily medians of the month before ``today``."""

    today: date | None = None
    sites: dict[Site, fever.Baseline] = field(default_factory=dict)


_BASELINE_DAYS: Final = 30


def _today(facts: Facts) -> tuple[_Baselines, date, int]:
    """Return the remembered baselines, today and its first moment; a late reading has them computed again."""
    kept = facts.keep("fever baselines", _Baselines)
    today = facts.local(facts.now_ms).date()
    begin_ms = to_ms(datetime.combine(today, time(), facts.zone))
    if any(row.effective_ms < begin_ms for row in (facts.touched or {}).get("temperature", ())):
        kept.today = None
    return kept, today, begin_ms


def _baseline(facts: Facts, site: Site) -> fever.Baseline | None:
    """Return what is usual at a site over the 30 local days before today."""
    kept, today, begin_ms = _today(facts)
    if kept.today != today:
        start_ms = to_ms(datetime.combine(today - timedelta(days=_BASELINE_DAYS), time(), facts.zone))
        kept.today = today
        kept.sites = _by_site(facts, facts.readings("temperature", start_ms, begin_ms))
    return kept.sites.get(site)


def _by_site(facts: Facts, rows: Iterable[Measurement]) -> dict[Site, fever.Baseline]:
    days: dict[Site, dict[date, list[int]]] = {}
    for row in rows:
        days.setdefault(row.site, {}).setdefault(facts.local(row.effective_ms).date(), []).append(row.scaled)
    return {
        site: fever.Baseline(median(median(scaled) for scaled in found.values()) / 1000, len(found))
        for site, found in days.items()
    }


def _fever(facts: Facts) -> Mapping[str, Answer]:
    _today(facts)
    current = facts.view.current("temperature", facts.now_ms, without=_SKIN)
    newest = current.measurement if current is not None and current.fresh else None
    if newest is None:
        answer = fever.assess(
            None, Site.UNKNOWN, age_years=completed_years(facts), only_skin=facts.fresh("temperature") is not None
        )
        skin = facts.fresh("temperature")
        until = None if skin is None else fresh_until_ms(skin)
        return {fever.KEY: Answer(answer, until, until)}
    age = facts.profile.age_at(facts.now_ms)
    others: list[fever.Taken] = []
    baseline = None
    if age is not None and age >= fever.OLDER_FROM_YEARS:
        baseline = _baseline(facts, newest.site)
        if newest.value > fever.REPEATED_ABOVE_C.get(newest.site, fever.FEVER_FROM_C):
            start_ms = newest.effective_ms - fever.REPEATED_WITHIN_MS
            others = [
                fever.Taken(row.value, row.effective_ms, row.site)
                for row in facts.readings("temperature", start_ms, newest.effective_ms)
            ]
    answer = fever.assess(as_input(newest), newest.site, age_years=age, others=others, baseline=baseline)
    # Age and baseline are those of the day.
    until = earliest(fresh_until_ms(newest), None if age is None else midnight_ms(facts))
    return {fever.KEY: Answer(answer, until, until)}


def _chest_pain(facts: Facts) -> Mapping[str, Answer]:
    found = Gathered()
    found.put_answers(facts, "chest_pain", chest_pain.QUESTIONS)
    return {chest_pain.KEY: Answer(chest_pain.assess(found.inputs), found.until_ms, found.until_ms)}


JOBS: Final = (
    Job((qsofa.KEY,), frozenset(qsofa.PARAMETERS), _qsofa),
    Job(
        shock_index.KEYS,
        frozenset({"systolic", "diastolic", "cuff_pulse"}),
        _shock_indices,
        perhaps=frozenset({"heart_rate"}),
        concerns=_beside_a_pressure,
    ),
    Job((fever.KEY,), frozenset({"temperature"}), _fever),
    Job((chest_pain.KEY,), frozenset(), _chest_pain),
)
