"""What to do next: at most three recommendations, ranked, each with its reason and its source.

Each is told in five parts - ask, advise, assess, assist, arrange (Fiore et al., US Public Health Service 2008) -
whose texts are the doors' (translations by part, group and key); the engine knows no sentence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from math import floor
from typing import Final

from .advice_rules import RULES, UNWELL, Rank, Rule
from .advice_triggers import DAY_MS, Situation, Why
from .measurement import to_ms
from .store.marks import Mark, Word

MOST: Final = 3
MARK_PREFIX: Final = "advice:"


class Part(StrEnum):
    """The five A's, in their order."""

    ASK = "ask"
    ADVISE = "advise"
    ASSESS = "assess"
    ASSIST = "assist"
    ARRANGE = "arrange"


_BY_RANK: Final[Mapping[Rank, str]] = {
    Rank.URGENT: "urgent",
    Rank.MEASURE_AGAIN: "measure",
    Rank.INCOMPLETE: "plan",
    Rank.HABIT: "habit",
}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation. ``arrange_ms`` is when to look again, None: now.

    ``parts`` are the names of its five texts, ``measure`` what is to be measured (a key of ``MEASURES``) or empty.
    """

    key: str
    rank: Rank
    why: Why
    source: str
    arrange_ms: int | None
    parts: Mapping[Part, str]
    measure: str = ""

    @property
    def mark_key(self) -> str:
        """Return under which key it is marked as done or dismissed."""
        return f"{MARK_PREFIX}{self.key}"


@dataclass(frozen=True, slots=True)
class Advice:
    """What is recommended now; ``until_ms`` is the first moment at which time alone may change it."""

    recommendations: tuple[Recommendation, ...] = ()
    until_ms: int | None = None


def parts_of(rule: Rule, *, now: bool) -> dict[Part, str]:
    """Return the names of the five texts: what is asked and how it is made easy is shared by a group."""
    kind = _BY_RANK[rule.rank]
    return {
        Part.ASK: f"ask_{rule.group}",
        Part.ADVISE: f"advise_{rule.key}",
        Part.ASSESS: f"assess_{kind}",
        Part.ASSIST: f"assist_{rule.group}",
        Part.ARRANGE: "arrange_now" if now else f"arrange_{kind}",
    }


def _fits(rule: Rule, at: Situation, age: int | None) -> bool:
    """Return whether a rule is for this person at all."""
    conditions = at.profile.conditions
    if rule.ages is not None and (age is None or not rule.ages[0] <= age <= rule.ages[1]):
        return False
    if conditions & rule.not_with or (rule.only_with and not conditions & rule.only_with):
        return False
    return not rule.unplanned or at.plan.of(rule.unplanned) is None


def _day_start_ms(at: Situation, days: int = 0) -> int:
    zone = at.profile.zone
    day = datetime.fromtimestamp(at.now_ms / 1000, zone).date() + timedelta(days=days)
    return to_ms(datetime.combine(day, time(), zone))


def _arrange_ms(rule: Rule, why: Why, at: Situation) -> int | None:
    if rule.arrange_ms >= DAY_MS:
        return _day_start_ms(at, rule.arrange_ms // DAY_MS)
    if why.at_ms is None or why.at_ms + rule.arrange_ms <= at.now_ms:
        return None
    return why.at_ms + rule.arrange_ms


def _said(marks: Iterable[Mark]) -> dict[str, Mark]:
    """Return the newest mark of each recommendation."""
    found: dict[str, Mark] = {}
    for mark in sorted(marks, key=lambda one: one.at_ms):
        if mark.key.startswith(MARK_PREFIX):
            found[mark.key.removeprefix(MARK_PREFIX)] = mark
    return found


def _rests_until_ms(rule: Rule, mark: Mark | None) -> int | None:
    if mark is None or mark.word is Word.OPEN:
        return None
    return mark.at_ms + (rule.rest_ms if mark.word is Word.DONE else rule.dismissed_ms)


def advise(at: Situation, marks: Iterable[Mark] = ()) -> Advice:
    """Return what to recommend.

    The rank decides, then what was done least recently, then the order of ``RULES``; one of a group. What was
    marked done or dismissed rests for as long as its rule says. Nothing of ``able`` is recommended while anything
    of ``UNWELL`` holds. A function of its arguments: the order of ``marks`` matters only within one moment.
    """
    said, exact = _said(marks), at.profile.age_at(at.now_ms)
    age = None if exact is None else floor(exact)
    unwell = any(trigger.why(at) is not None for trigger in UNWELL)
    moments = [moment for trigger in UNWELL for moment in trigger.flips(at)]
    moments.append(_day_start_ms(at, 1))
    found: list[tuple[Rank, int, int, Rule, Why]] = []
    for place, rule in enumerate(RULES):
        if not _fits(rule, at, age):
            continue
        moments += [moment for trigger in rule.when for moment in trigger.flips(at)]
        why = next((why for trigger in rule.when if (why := trigger.why(at)) is not None), None)
        if why is None or (rule.able and unwell):
            continue
        mark = said.get(rule.key)
        rests_until_ms = _rests_until_ms(rule, mark)
        if rests_until_ms is not None and at.now_ms < rests_until_ms:
            moments.append(rests_until_ms)
            continue
        if rule.arrange_ms < DAY_MS and why.at_ms is not None:
            moments.append(why.at_ms + rule.arrange_ms)
        found.append((rule.rank, 0 if mark is None else mark.at_ms, place, rule, why))
    chosen: dict[str, Recommendation] = {}
    for rank, _, _, rule, why in sorted(found, key=lambda one: one[:3]):
        if rule.group not in chosen and len(chosen) < MOST:
            arrange_ms = _arrange_ms(rule, why, at)
            chosen[rule.group] = Recommendation(
                rule.key, rank, why, rule.source, arrange_ms, parts_of(rule, now=arrange_ms is None), rule.measure
            )
    until_ms = min((moment for moment in moments if moment > at.now_ms), default=None)
    return Advice(tuple(chosen.values()), until_ms)
