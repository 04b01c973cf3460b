"""``script/bench alerts``: the simulated household and the real desaturations, ours beside the alternatives."""

import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from . import helpers, hypoxia, mix, naive, ours, scoring
from .alarm import INFO, LEVELS, URGENT, WARNING, Alarm
from .household import YEAR_DAYS, person
from .traits import PEOPLE

TUNED_SEEDS: Final = (1, 2, 3, 4, 5)
"""What the rules may be tuned on; figures are of others."""
UNSEEN_SEEDS: Final = (101, 102, 103, 104, 105)
QUICK_DAYS: Final = 56
TARGETS: Final = {
    "warnings_for_nothing": 1.0,
    "urgent_for_nothing": 0.1,
    "acute_found": 0.9,
    "illnesses_found": 0.8,
    "illness_lead_days": 1.0,
    "fewer_than_naive": 0.9,
}


@dataclass(frozen=True, slots=True)
class Job:
    """One person's simulated time."""

    person: int
    seed: int
    effect: float
    days: int


@dataclass(slots=True)
class Outcome:
    """What three systems made of it. ``helpers``, ``choices``: one for each setting."""

    job: Job
    name: str
    ours: scoring.Tally
    any_level: scoring.Tally
    naive: scoring.Tally
    crossings: scoring.Tally
    helpers: list[scoring.Tally]
    choices: list[dict[str, mix.Choice]]
    suppressed: dict[str, int]
    alarms: list[Alarm]
    readings: int
    seconds: float


def simulate(job: Job) -> Outcome:
    """Make one person's stream and run all three systems on it."""
    stream = person(PEOPLE[job.person], job.seed, days=job.days, effect=job.effect)
    started = perf_counter()
    mine, log, _ = ours.watch(stream)
    seconds = perf_counter() - started
    theirs = [helpers.alarms(stream, setting)[0] for setting in helpers.SETTINGS]
    name = f"{job.seed}/{stream.person}"
    return Outcome(
        job,
        stream.person,
        scoring.tally(stream, mine),
        scoring.tally(stream, mine, INFO),
        scoring.tally(stream, naive.alarms(stream)),
        scoring.tally(stream, naive.crossings(stream)),
        [scoring.tally(stream, alarms) for alarms in theirs],
        [mix.choices(name, stream, alarms) for alarms in theirs],
        log.suppressed,
        mine,
        len(stream.readings),
        seconds,
    )


def _together(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the figures of one effect."""
    mine = scoring.summary([one.ours for one in outcomes])
    naive_all = scoring.summary([one.naive for one in outcomes])
    crossings = scoring.summary([one.crossings for one in outcomes])
    weeks = sum(one.ours.weeks for one in outcomes)
    settings = []
    for place, setting in enumerate(helpers.SETTINGS):
        made = scoring.summary([one.helpers[place] for one in outcomes])
        settings.append((setting.name, made["alerts"]["a_person_week"], made["all_events"]["share"]))
    merged: list[dict[str, mix.Choice]] = []
    for place in range(len(helpers.SETTINGS)):
        total: dict[str, mix.Choice] = {}
        for one in outcomes:
            for vital, choice in one.choices[place].items():
                known = total.get(vital, mix.Choice(0, frozenset()))
                total[vital] = mix.Choice(known.alerts + choice.alerts, known.events | choice.events)
        merged.append(total)
    best = mix.curve(merged, weeks, mine["all_events"]["n"])
    alerts = mine["alerts"]["a_person_week"]
    per_person: dict[str, list[scoring.Tally]] = {}
    for one in outcomes:
        per_person.setdefault(one.name, []).append(one.ours)
    suppressed = sum((Counter(one.suppressed) for one in outcomes), Counter[str]())
    return {
        "readings": sum(one.readings for one in outcomes),
        "engine_s": round(sum(one.seconds for one in outcomes)),
        "ours": mine,
        "ours_with_info": {
            key: value
            for key, value in scoring.summary([one.any_level for one in outcomes]).items()
            if key in {"alerts", "for_nothing_by_level", "all_events", "acute", "illnesses"}
        },
        "for_nothing_by_person": scoring.by_person(per_person),
        "suppressed": dict(suppressed.most_common(12)),
        "naive_every_reading": {key: naive_all[key] for key in ("alerts", "for_nothing", "acute", "illnesses")},
        "naive_every_crossing": {key: crossings[key] for key in ("alerts", "for_nothing", "acute", "illnesses")},
        "threshold_and_alert": {name: {"a_person_week": count, "share": share} for name, count, share in settings},
        "threshold_best_mix": [list(point) for point in best],
        "equal_alerts": {
            "a_person_week": alerts,
            "ours": mine["all_events"]["share"],
            "threshold_and_alert": scoring.at_equal_alerts([(count, share) for _, count, share in settings], alerts),
            "threshold_best_mix": scoring.at_equal_alerts(best, alerts),
        },
        "targets": _targets(mine, naive_all, crossings),
    }


def _targets(mine: Mapping[str, Any], every: Mapping[str, Any], crossings: Mapping[str, Any]) -> dict[str, Any]:
    idle = {level: mine["for_nothing_by_level"].get(LEVELS[level], {}).get("a_person_week", 0.0) for level in LEVELS}
    got = {
        "warnings_for_nothing": idle[WARNING],
        "urgent_for_nothing": round(sum(idle[level] for level in LEVELS if level >= URGENT), 3),
        "acute_found": mine["acute"]["share"],
        "illnesses_found": mine["illnesses"]["share"],
        "illness_lead_days": mine["illnesses"]["median_lead_days"],
        "fewer_than_naive": round(1 - mine["alerts"]["a_person_week"] / every["alerts"]["a_person_week"], 4),
    }
    rows: dict[str, Any] = {}
    for name, target in TARGETS.items():
        value = got[name]
        met = value is not None and (value <= target if name.endswith("for_nothing") else value >= target)
        rows[name] = {"figure": value, "target": target, "met": met}
    rows["fewer_than_naive_crossings"] = {
        "figure": round(1 - mine["alerts"]["a_person_week"] / crossings["alerts"]["a_person_week"], 4)
    }
    return rows


def shared_reference() -> Path:
    """Return where the real desaturations lie: beside the project, or where ``HEALTHSENSE_SHARED_DATA`` says."""
    told = os.environ.get("HEALTHSENSE_SHARED_DATA")
    shared = Path(told) if told else Path(__file__).resolve().parents[3] / "shared" / "data"
    return shared / "ppg-hypoxia" / "reference"


def run(
    *,
    quick: bool = False,
    seeds: Sequence[int] | None = None,
    effects: Sequence[float] = (1.0, 0.5),
    days: int | None = None,
    desaturations: Path | None = None,
    only_desaturations: bool = False,
) -> dict[str, Any]:
    """Return all figures; ``quick``: one unseen seed, eight weeks, full effect."""
    folder = desaturations or shared_reference()
    figures: dict[str, Any] = {}
    if folder.is_dir():
        figures["desaturations"] = hypoxia.run(folder)
    else:
        figures["desaturations"] = f"not measured: there is no folder of recordings at {folder}"
    if only_desaturations:
        return figures
    seeds = seeds or (UNSEEN_SEEDS[:1] if quick else UNSEEN_SEEDS)
    days = days or (QUICK_DAYS if quick else YEAR_DAYS)
    jobs = [
        Job(place, seed, effect, days)
        for effect in (effects[:1] if quick else effects)
        for seed in seeds
        # The one with the most readings first, so that no processor waits for it at the end.
        for place in sorted(range(len(PEOPLE)), key=lambda one: -PEOPLE[one].oximeter_per_week)
    ]
    outcomes: list[Outcome] = []
    with ProcessPoolExecutor(max_workers=max(1, min(os.cpu_count() or 1, len(jobs)))) as pool:
        for done in pool.map(simulate, jobs):
            outcomes.append(done)
            sys.stderr.write(
                f"seed {done.job.seed} effect {done.job.effect:g} {done.name}: {done.readings} readings,"
                f" {done.seconds:.0f} s\n"
            )
    figures |= {
        "seeds": list(seeds),
        "days": days,
        "people": len(PEOPLE),
    }
    for effect in sorted({job.effect for job in jobs}, reverse=True):
        figures[f"effect_{effect:g}"] = _together([one for one in outcomes if one.job.effect == effect])
    return figures
