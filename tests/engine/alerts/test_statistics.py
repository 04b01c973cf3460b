"""What is counted of alerts, what of the budget is spent, and what a change would have saved and cost."""

import json
from dataclasses import replace

import pytest
from alert_life import MINUTE_MS, NOON_MS, SECOND_MS
from healthsense_engine.alerts.budget import (
    BudgetProposal,
    Change,
    laxer_limits,
    propose,
    spending,
)
from healthsense_engine.alerts.controls import DEFAULT_BUDGET, Controls, Origin, PersonalLimit
from healthsense_engine.alerts.defaults import DEFAULTS
from healthsense_engine.alerts.escalation import OFF_DUTY
from healthsense_engine.alerts.model import (
    Alert,
    Cause,
    Delivery,
    DeliveryStatus,
    Level,
    Part,
    Purpose,
    Stage,
    Suppression,
    Transition,
    Word,
)
from healthsense_engine.alerts.replayed import Replay, recorded
from healthsense_engine.alerts.rules import RULES
from healthsense_engine.alerts.statistics import WEEK_MS, Statistics, statistics
from healthsense_engine.measurement import Measurement
from healthsense_engine.profile import parse_profile
from strategies import DAY_MS, reading

BY_KEY = {rule.key: rule for rule in RULES}
PROFILE = parse_profile({"birth_date": "1950-01-01", "time_zone": "UTC"}, now_ms=NOON_MS)
END_MS = NOON_MS + 2 * WEEK_MS


def rang(
    n: int,
    rule: str = "heart_rate_high",
    worst: float | None = None,
    useful: bool | None = None,
    level: Level | None = None,
    ack_s: int | None = None,
) -> Alert:
    """Return an alert that rang on the ``n``th day after noon and was over a minute later."""
    at_ms = NOON_MS + n * DAY_MS
    level = BY_KEY[rule].level if level is None else level
    part = Part(rule, at_ms - MINUTE_MS, at_ms, level, met_ms=at_ms, worst=worst, unit="bpm")
    return Alert(
        f"{rule}-{n}", BY_KEY[rule].cause, level, Stage.RESOLVED, at_ms, (part,), raised_ms=at_ms,
        ended_ms=at_ms + MINUTE_MS, useful=useful,
        acknowledged_ms=None if ack_s is None else at_ms + ack_s * SECOND_MS,
    )  # fmt: skip


def numbers(alerts: list[Alert], **more: object) -> Statistics:
    known: dict[str, object] = {"deliveries": (), "log": (), "start_ms": NOON_MS, "end_ms": END_MS}
    return statistics(alerts, **{**known, **more})  # type: ignore[arg-type] # what is named


def test_alerts_are_counted_by_level_and_week() -> None:
    test = replace(rang(1), test=True)
    silent = replace(rang(1), cause=Cause.MONITORING)
    waiting = replace(rang(1), raised_ms=None, stage=Stage.WITHDRAWN)
    later = rang(15)
    found = numbers([rang(0), rang(1), rang(2), rang(3, "spo2_low_urgent"), test, silent, waiting, later])
    assert found.raised == {"info": 0, "warning": 3, "urgent": 1, "critical": 0}
    assert found.per_week == {"info": 0, "warning": 1.5, "urgent": 0.5, "critical": 0}
    assert (found.interruptions, found.weeks) == (1, 2)
    json.dumps(found.as_dict())


def test_of_less_than_a_day_no_rate_is_told() -> None:
    assert numbers([rang(0)], end_ms=NOON_MS + DAY_MS - 1).per_week["warning"] is None
    assert numbers([rang(0)], end_ms=NOON_MS + DAY_MS).per_week["warning"] == pytest.approx(7)


def test_the_actionable_share_is_of_what_was_marked() -> None:
    assert numbers([rang(0), rang(1)]).actionable is None
    marked = [rang(0, useful=True), rang(1, useful=False), rang(2, useful=False), rang(3)]
    assert numbers(marked).actionable == pytest.approx(1 / 3)


def test_times_to_acknowledge() -> None:
    found = numbers([rang(n, ack_s=10 * n) for n in range(11)] + [rang(12)])
    assert (found.acknowledged, found.acknowledge_median_ms, found.acknowledge_p90_ms) == (11, 50_000, 90_000)
    assert numbers([rang(0)]).acknowledge_median_ms is None


def test_deliveries_that_reached_nobody_and_reasons_that_kept_silent() -> None:
    def sent(n: int, status: DeliveryStatus) -> Delivery:
        return Delivery(f"a:{n}:x", "a", "x", Purpose.RAISE, 0, NOON_MS + n, status)

    states = [DeliveryStatus.DONE, DeliveryStatus.DONE, DeliveryStatus.FAILED, DeliveryStatus.DROPPED]
    log = [
        Transition("a", n, NOON_MS, word, Level.INFO, Cause.PULSE, suppressed=why).as_dict()
        for n, (word, why) in enumerate(
            [
                (Word.PENDING, None),
                (Word.SUPPRESSED, Suppression.EXERCISE),
                (Word.SUPPRESSED, Suppression.EXERCISE),
                (Word.SUPPRESSED, Suppression.SLEEP),
            ]
        )
    ]
    found = numbers([], deliveries=[sent(n, status) for n, status in enumerate(states)], log=log)
    assert (found.deliveries, found.failed) == (3, 1)
    assert found.suppressed == {"exercise": 2, "sleep": 1}


def test_who_was_off_duty_is_no_failure() -> None:
    """Somebody else of the step was told; nothing has to be mended."""
    off = Delivery("a:1:x", "a", "x", Purpose.RAISE, 0, NOON_MS, DeliveryStatus.FAILED, error=OFF_DUTY)
    found = numbers([], deliveries=[off])
    assert (found.deliveries, found.failed) == (0, 0)


# The budget


def test_what_nobody_called_useful_is_spent() -> None:
    alerts = [rang(0), rang(1, useful=False), rang(2, useful=True), rang(3), rang(4, "spo2_low_urgent")]
    warning, urgent = spending(alerts, DEFAULT_BUDGET, NOON_MS, END_MS)
    assert (warning.allowed, warning.count, warning.per_week, warning.overspent) == (1.0, 3, 1.5, True)
    assert (urgent.allowed, urgent.count, urgent.per_week, urgent.overspent) == (0.1, 1, 0.5, False), "one is no habit"
    (short, _) = spending(alerts, DEFAULT_BUDGET, NOON_MS, NOON_MS + WEEK_MS - 1)
    assert (short.per_week, short.overspent) == (None, False)


def test_limits_to_look_at_are_laxer_by_what_clears_and_never_of_an_absolute_rule() -> None:
    row = DEFAULTS["heart_rate_high"]
    step = row.limit - row.clear
    assert step > 0
    assert laxer_limits(row, PROFILE, Controls())[:2] == (row.limit + step, row.limit + 2 * step)
    own = Controls(limits={row.key: PersonalLimit(row.personal[1], Origin.PERSON, "x", 0)})
    assert laxer_limits(row, PROFILE, own) == ()
    low = DEFAULTS["spo2_low_spot"]
    assert laxer_limits(low, PROFILE, Controls())[0] < low.limit
    assert [row.key for row in DEFAULTS.values() if row.absolute and laxer_limits(row, PROFILE, Controls())] == []


def proposals(alerts: list[Alert]) -> tuple[BudgetProposal, ...]:
    return propose(
        alerts, rules=BY_KEY, profile=PROFILE, controls=Controls(), count=recorded(alerts),
        start_ms=NOON_MS, end_ms=END_MS,
    )  # fmt: skip


def test_within_the_budget_nothing_is_proposed() -> None:
    assert proposals([rang(0), rang(1)]) == ()


def test_the_smallest_change_that_is_enough_is_proposed_with_its_cost() -> None:
    row = DEFAULTS["heart_rate_high"]
    step = row.limit - row.clear
    alerts = [
        rang(0, worst=row.limit + 1),
        rang(1, worst=row.limit + 1),
        rang(2, worst=row.limit + 1 + step),
        rang(3, worst=row.limit + 1 + step),
        rang(4, worst=row.limit + 1, useful=True),
        rang(5, worst=row.limit + 1 + 2 * step, useful=True),
    ]
    assert proposals(alerts) == (
        BudgetProposal(
            "heart_rate_high", Change.LIMIT, "warning", row.limit, row.limit + step, "bpm",
            saved=2, left=2, missed=("heart_rate_high-4",), enough=True,
        ),
    )  # fmt: skip
    json.dumps([one.as_dict() for one in proposals(alerts)])


def test_a_rule_without_a_limit_is_proposed_to_be_switched_off() -> None:
    alerts = [*(rang(n, "illness") for n in range(4)), rang(9, "illness", useful=True)]
    (found,) = proposals(alerts)
    assert (found.change, found.limit, found.saved, found.missed) == (Change.SWITCH_OFF, None, 4, ("illness-9",))


def test_an_absolute_limit_stays_and_somebody_is_asked() -> None:
    (found,) = proposals([rang(n, "spo2_low_urgent", worst=89) for n in range(5)])
    assert (found.change, found.instead_of, found.limit, found.saved) == (Change.ASK_CLINICIAN, 90, None, 0)


def test_what_something_else_would_have_told_is_not_missed() -> None:
    row = DEFAULTS["heart_rate_high"]
    alerts = [rang(n, worst=row.limit + 1) for n in range(4)]
    urgent = rang(6, worst=row.limit + 1)
    other = Part("spo2_low_urgent", urgent.began_ms, urgent.began_ms, Level.URGENT, met_ms=urgent.began_ms, worst=88)
    alerts.append(replace(urgent, level=Level.URGENT, parts=(*urgent.parts, other)))
    (found,) = proposals(alerts)
    assert found.missed == ()


def test_what_a_pause_ended_had_rung() -> None:
    """A laxer limit of one rule saves no alert of another that somebody's pause ended."""
    row = DEFAULTS["heart_rate_high"]
    alerts = [rang(n, worst=row.limit + 1) for n in range(3)]
    paused = rang(6, "illness")
    alerts.append(replace(paused, parts=(replace(paused.lead, suppressed=Suppression.PAUSED),)))
    found = next(one for one in proposals(alerts) if one.rule == "heart_rate_high")
    assert (found.saved, found.left) == (3, 1)


# Replaying


def history(rows: list[Measurement]) -> object:
    return lambda vital, start_ms, end_ms: [
        one for one in rows if one.vital == vital and start_ms <= one.effective_ms < end_ms
    ]


def test_a_replay_asks_the_rule_again_around_what_rang() -> None:
    def value(second: int) -> float:
        low = {600 <= second < 640: 88, 1800 <= second < 1860: 85, 3000 <= second < 3040: 88, 3020 <= second < 3025: 80}
        return next((value for now, value in reversed(low.items()) if now), 97)

    rows = [reading("spo2", NOON_MS + n * SECOND_MS, value(n)) for n in range(3600)]

    def alert(second: int, worst: float) -> Alert:
        at_ms = NOON_MS + second * SECOND_MS
        part = Part("spo2_low_urgent", at_ms, at_ms + 30 * SECOND_MS, Level.URGENT, met_ms=at_ms, worst=worst)
        return replace(rang(0, "spo2_low_urgent"), id=str(second), parts=(part,))

    old = alert(-10 * 86_400, 70)
    alerts = [old, alert(600, 88), alert(1800, 85), alert(3000, 80)]
    replay = Replay(alerts, history(rows), PROFILE, Controls(), NOON_MS - DAY_MS)  # type: ignore[arg-type] # as it is

    def seconds(limit: float) -> list[int]:
        return [(at_ms - NOON_MS) // SECOND_MS for at_ms in replay("spo2_low_urgent", limit)][1:]

    assert seconds(90) == [600, 1800, 3000]
    assert seconds(87) == [1800], "80 % was there for 5 s only"
    assert seconds(80) == []
    assert replay("spo2_low_urgent", 87)[0] == old.lead.since_ms, "of what is not kept in full, what the alert kept"
    assert recorded(alerts)("spo2_low_urgent", 87) == [one.lead.since_ms for one in (old, *alerts[2:])]
    assert list(replay("illness", 1)) == []
