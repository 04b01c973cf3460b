"""Alerts against what truly happened: how many, how many for nothing, what was found and how soon."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from statistics import mean, median
from typing import Any, Final

from .alarm import LEVELS, WARNING, Alarm
from .household import SHOWS_IN
from .stream import DAY_MS, MINUTE_MS, Label, Stream, dice

GRACE_MS: Final = 30 * MINUTE_MS
"""So long after an acute event's end an alert about it still counts as about it: readings arrive late."""
BEFORE_MS: Final = 60 * MINUTE_MS
"""An alert that stands when an acute event begins counts as having found it if it was told within this time before
(a low that goes on to a lower one)."""
RESAMPLES: Final = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """What became of one event: how long after its onset, and for an illness before its first symptom."""

    kind: str
    acute: bool
    delay_ms: int | None
    lead_ms: int | None = None
    seen: bool = True


@dataclass(slots=True)
class Tally:
    """One person's time with one system."""

    weeks: float
    alerts: Counter[int] = field(default_factory=Counter)
    idle: Counter[int] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    found: list[Found] = field(default_factory=list)


def about(alarm: Alarm, label: Label) -> bool:
    """Return whether an alert stood while an event was on that shows in one of its vital signs."""
    grace = GRACE_MS if label.acute else 0
    overlaps = alarm.raised_ms <= label.end_ms + grace and alarm.ended_ms >= label.onset_ms
    return overlaps and not alarm.vitals.isdisjoint(SHOWS_IN[label.kind])


def _find(label: Label, alarms: Sequence[Alarm]) -> Found:
    best: int | None = None
    for alarm in alarms:
        if not about(alarm, label):
            continue
        for at in alarm.told_ms:
            if label.onset_ms <= at <= label.end_ms + (GRACE_MS if label.acute else 0):
                best = at if best is None else min(best, at)
            elif label.acute and label.onset_ms - BEFORE_MS <= at < label.onset_ms:
                best = label.onset_ms
    delay = None if best is None else best - label.onset_ms
    lead = None if best is None or label.symptom_ms is None else label.symptom_ms - best
    return Found(label.kind, label.acute, delay, lead, label.seen)


def tally(stream: Stream, alarms: Sequence[Alarm], least: int = WARNING) -> Tally:
    """Score one person's alerts of level ``least`` and above."""
    made = Tally(stream.weeks)
    counted = [alarm for alarm in alarms if alarm.level >= least]
    for alarm in counted:
        made.alerts[alarm.level] += 1
        if not any(about(alarm, label) for label in stream.labels):
            made.idle[alarm.level] += 1
            made.reasons[alarm.reason] += 1
    made.found = [_find(label, counted) for label in stream.labels]
    return made


def wilson(successes: int, count: int) -> tuple[float, float] | None:
    """Return the 95 % Wilson score interval of a share (Wilson, J Am Stat Assoc 1927;22:209)."""
    if not count:
        return None
    z, share = 1.959964, successes / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def rate(tallies: Sequence[Tally], counts: Sequence[int]) -> dict[str, float]:
    """Return so many a person-week with a 95 % bootstrap interval over people (resampled by person and seed)."""
    weeks = [one.weeks for one in tallies]
    rng, draws = dice("bootstrap", len(tallies)), []
    for _ in range(RESAMPLES):
        places = rng.choices(range(len(tallies)), k=len(tallies))
        draws.append(sum(counts[place] for place in places) / sum(weeks[place] for place in places))
    draws.sort()
    return {
        "a_person_week": round(sum(counts) / sum(weeks), 3),
        "low": round(draws[round(0.025 * RESAMPLES)], 3),
        "high": round(draws[round(0.975 * RESAMPLES) - 1], 3),
    }


def _minutes(values: Sequence[int]) -> dict[str, float] | None:
    if not values:
        return None
    ordered = sorted(values)
    return {
        "median_min": round(median(ordered) / MINUTE_MS, 1),
        "p90_min": round(ordered[round(0.9 * (len(ordered) - 1))] / MINUTE_MS, 1),
    }


def _share(found: Sequence[Found], *, early: bool = False) -> dict[str, Any]:
    hits = [
        one for one in found if (one.lead_ms is not None and one.lead_ms > 0 if early else one.delay_ms is not None)
    ]
    interval = wilson(len(hits), len(found))
    return {
        "n": len(found),
        "found": len(hits),
        "share": round(len(hits) / len(found), 3) if found else None,
        "interval": None if interval is None else [round(bound, 2) for bound in interval],
    }


def of_kind(found: Sequence[Found]) -> dict[str, Any]:
    """Return how many events of a kind were found, and how soon."""
    row = _share(found)
    unseen = sum(not one.seen for one in found)
    if unseen:
        row["not_measured"] = unseen
    if found and found[0].acute:
        return row | (_minutes([one.delay_ms for one in found if one.delay_ms is not None]) or {})
    leads = [one.lead_ms for one in found if one.lead_ms is not None]
    row["before_symptoms"] = _share(found, early=True)["found"]
    row["median_lead_days"] = round(median(leads) / DAY_MS, 2) if leads else None
    return row


def summary(tallies: Sequence[Tally]) -> dict[str, Any]:
    """Return the figures of one system over several people."""
    found = [one for each in tallies for one in each.found]
    kinds = sorted({(not one.acute, one.kind) for one in found})
    levels = sorted({level for each in tallies for level in each.alerts})
    reasons = sum((each.reasons for each in tallies), Counter[str]())
    return {
        "person_weeks": round(sum(each.weeks for each in tallies)),
        "alerts": rate(tallies, [sum(each.alerts.values()) for each in tallies]),
        "by_level": {LEVELS[level]: rate(tallies, [each.alerts[level] for each in tallies]) for level in levels},
        "for_nothing": rate(tallies, [sum(each.idle.values()) for each in tallies]),
        "for_nothing_by_level": {
            LEVELS[level]: rate(tallies, [each.idle[level] for each in tallies]) for level in levels
        },
        "for_nothing_because": dict(reasons.most_common(12)),
        "all_events": _share(found),
        "acute": _share([one for one in found if one.acute]),
        "illnesses": of_kind([one for one in found if not one.acute]),
        "by_kind": {kind: of_kind([one for one in found if one.kind == kind]) for _, kind in kinds},
    }


def at_equal_alerts(curve: Sequence[tuple[float, float]], alerts: float) -> float | None:
    """Return the share found at so many alerts a person-week on a curve of (alerts, share), None outside of it.

    Of settings with no more alerts than another the best share counts (the curve's upper envelope), with straight
    lines between.
    """
    best: list[tuple[float, float]] = []
    for count, share in sorted(curve):
        best.append((count, max(share, best[-1][1] if best else 0.0)))
    if not best or alerts < best[0][0]:
        return None
    for (left, low), (right, high) in pairwise(best):
        if left <= alerts <= right:
            return low + (high - low) * (alerts - left) / (right - left) if right > left else max(low, high)
    return best[-1][1]


def by_person(tallies: Mapping[str, Sequence[Tally]]) -> dict[str, float]:
    """Return alerts for nothing a person-week, by person."""
    return {
        person: round(mean(sum(one.idle.values()) / one.weeks for one in of_person), 3)
        for person, of_person in tallies.items()
    }
