"""From readings to alerts through the monitor, with the plug pulled at every stage."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from healthsense_engine.alerts.commands import Acknowledge, CommandError, MarkUseful, Resolve, Snooze
from healthsense_engine.alerts.controls import ControlError, Setting
from healthsense_engine.alerts.model import Level, Stage, Word
from healthsense_engine.alerts.plan import EscalationPlan, parse_escalation
from healthsense_engine.measurement import Measurement
from healthsense_engine.monitor import Monitor, Result
from healthsense_engine.profile import Profile
from healthsense_engine.store import Store

START = 1_700_000_000_000
SECOND = 1000
MINUTE = 60 * SECOND
PLAN = parse_escalation(
    {
        "recipients": [
            {"id": "anna", "name": "Anna", "kind": "mobile", "role": "person", "target": {}},
            {"id": "carer", "name": "Carer", "kind": "mobile", "role": "carer", "target": {}},
        ],
        "steps": [
            {"after_min": 0, "recipients": ["anna"], "level": "warning"},
            {"after_min": 5, "recipients": ["carer"], "level": "urgent"},
        ],
        "repeat_min": 2,
    }
)


@dataclass
class Home:
    """A store on the disk and whoever watches it."""

    path: Path
    store: Store
    monitor: Monitor
    plan: EscalationPlan
    now_ms: int = START

    def kill(self, down_ms: int = 0) -> None:
        """End without a farewell: what was not committed is lost; and start again later."""
        self.store._db.rollback()
        self.store._db.close()
        self.now_ms += down_ms
        self.store = Store.open(self.path, now_ms=self.now_ms)
        self.monitor = Monitor(self.store, "p", Profile(), escalation=self.plan)

    def at(self, seconds: float, spo2: float | None = None) -> Result:
        """Advance to so many seconds after the start, with a reading if given, as the worker does."""
        self.now_ms = START + round(seconds * SECOND)
        rows = () if spo2 is None else (Measurement("spo2", self.now_ms, "ring", round(spo2 * 100), self.now_ms),)
        return self._committed(self.monitor.advance(rows, self.now_ms))

    def _committed(self, result: Result) -> Result:
        if result.alerts.urgent:
            self.store.commit(self.now_ms)
        else:
            self.store.commit_if_due(self.now_ms)
        return result

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def words(self) -> list[str]:
        """Return what happened, as the store has it."""
        return [row["event"] for row in self.store.alert_log("p")]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """Give a home with consent to tell both."""
    path = tmp_path / "s.db"
    store = Store.open(path, now_ms=START)
    found = Home(path, store, Monitor(store, "p", Profile(), escalation=PLAN), PLAN)
    for recipient in ("anna", "carer"):
        body = {"given": True, "values": True, "lock_screen": False}
        found.monitor.set_control(Setting(f"consent.{recipient}", body, "u", START), START)
    store.commit(START)
    with closing(found):
        yield found


def low_oxygen(home: Home, until_s: int, value: float = 88) -> list[Result]:
    """Play a minute of 97 % and then ``value`` from second 60 to ``until_s``, a reading a second."""
    return [home.at(second, 97 if second < 60 else value) for second in range(until_s + 1)]


def test_low_oxygen_rings_at_the_end_of_its_delay(home: Home) -> None:
    """Pending at the first reading below 90 %, raised 15 s later, told to the first step."""
    results = low_oxygen(home, 80)
    log = [(row["at_ms"] - START, row["event"], row["level"]) for row in home.store.alert_log("p")]
    assert log == [(60 * SECOND, "pending", "urgent"), (75 * SECOND, "raised", "urgent")]
    raised = results[75].alerts
    assert [one.word for one in raised.transitions] == [Word.RAISED]
    assert [one.recipient for one in raised.due] == ["anna"]
    assert raised.level is Level.URGENT
    assert results[76].alerts.transitions == ()


def test_a_dip_is_withdrawn_and_nobody_told(home: Home) -> None:
    """Ten seconds are no alert."""
    low_oxygen(home, 70)
    for second in range(71, 100):
        result = home.at(second, 97)
    assert home.words() == ["pending", "withdrawn"]
    assert result.alerts.due == ()


def test_time_alone_raises_what_is_pending(home: Home) -> None:
    """The monitor says when to be woken."""
    last = low_oxygen(home, 74)[-1]
    assert last.wake_at_ms is not None
    assert last.wake_at_ms <= START + 75 * SECOND
    assert home.at(75).alerts.level is Level.URGENT


def test_a_second_nothing_happens_in_gives_the_same_news(home: Home) -> None:
    """Doors compare by identity."""
    first = home.at(0, 97)
    home.at(1, 97)
    second, third = home.at(2, 97), home.at(3, 97)
    assert first.alerts.transitions == ()
    assert second.alerts is third.alerts


@pytest.mark.parametrize("down_s", [1, 8, 60, 300])
@pytest.mark.parametrize("killed_at_s", [61, 66, 70, 74])
def test_a_kill_while_pending_rings_ten_seconds_late_at_most(home: Home, killed_at_s: int, down_s: int) -> None:
    """Counted from the start of the new process, whether or not the sensor goes on."""
    low_oxygen(home, killed_at_s)
    home.kill(down_s * SECOND)
    back_s = killed_at_s + down_s
    deadline_s = max(75, back_s) + 10
    for second in range(back_s, deadline_s + 1):
        result = home.at(second, 88)
        if result.alerts.level is Level.URGENT:
            break
    assert result.alerts.level is Level.URGENT
    assert home.words().count("raised") == 1


def test_a_kill_after_raising_tells_again_under_the_same_tag(home: Home) -> None:
    """The delivery was in doubt: the same id, the same alert."""
    before = low_oxygen(home, 75)[-1].alerts
    home.kill(20 * SECOND)
    after = home.at(95).alerts
    assert [one.id for one in after.due] == [one.id for one in before.due]
    assert {one.tag for one in after.open} == {one.tag for one in before.open}
    assert home.words() == ["pending", "raised"]


def test_a_snooze_survives(home: Home) -> None:
    """It ends when it was to end, however often the plug is pulled."""
    (alert,) = low_oxygen(home, 75)[-1].alerts.open
    home.monitor.command(Snooze(alert.id, START + 10 * MINUTE, "u"), home.now_ms)
    home.store.commit(home.now_ms)
    home.kill(MINUTE)
    assert home.at(140, 88).alerts.open[0].stage is Stage.SNOOZED
    home.kill(MINUTE)
    for second in range(200, 600, 10):
        assert home.at(second, 88).alerts.open[0].stage is Stage.SNOOZED
    assert home.at(600, 88).alerts.open[0].stage is not Stage.SNOOZED
    assert "snooze_ended" in home.words()


def test_an_escalation_goes_on_where_it_was(home: Home) -> None:
    """The carer is told five minutes after the raising, once."""
    low_oxygen(home, 76)
    home.kill(3 * MINUTE)
    for second in range(256, 400, 2):
        result = home.at(second, 88)
    assert [one.recipient for one in result.alerts.due].count("carer") == 1
    assert home.words().count("escalated") == 1


def test_acknowledged_is_not_repeated_and_resolved_is_told(home: Home) -> None:
    """Recovery tells those who were told."""
    (alert,) = low_oxygen(home, 75)[-1].alerts.open
    told = [one.id for one in home.at(76).alerts.due]
    for delivery in told:
        home.monitor.told(delivery, home.now_ms, ok=True)
    home.monitor.command(Acknowledge(alert.id, "u"), home.now_ms)
    for second in range(77, 130):
        result = home.at(second, 97)
    assert home.words() == ["pending", "raised", "acknowledged", "resolved"]
    assert result.alerts.open == ()
    assert [one.purpose.value for one in result.alerts.due if one.recipient == "anna"][-1:] == ["resolve"]


def test_an_alert_of_last_week_can_be_called_useful(home: Home) -> None:
    """Long after it was forgotten here, and once."""
    (alert,) = low_oxygen(home, 75)[-1].alerts.open
    home.monitor.command(Resolve(alert.id, "u"), home.now_ms)
    home.at(7 * 86_400, 97)
    news = home.monitor.command(MarkUseful(alert.id, useful=True, by="u"), home.now_ms)
    assert [one.word for one in news.transitions] == [Word.MARKED]
    kept = home.store.alert("p", alert.id)
    assert kept is not None
    assert (kept["useful"], kept["stage"]) == (True, "resolved")
    assert home.at(7 * 86_400 + 1).alerts.open == ()


def test_what_cannot_be_done_changes_nothing(home: Home) -> None:
    """An unknown alert, an unknown setting."""
    home.at(0, 97)
    with pytest.raises(CommandError):
        home.monitor.command(Acknowledge("nothing", "u"), home.now_ms)
    with pytest.raises(ControlError):
        home.monitor.set_control(Setting("quiet", {"start": "25:00", "end": "6:00"}, "u", 0), home.now_ms)
    assert home.words() == []


def test_pause_holds_everything_and_is_recorded(home: Home) -> None:
    """What would have rung is in the log with its reason; it rings when the pause ends."""
    home.monitor.set_control(Setting("pause", {"until_ms": START + 3 * MINUTE}, "u", START), START)
    low_oxygen(home, 100)
    assert home.words() == ["pending", "suppressed"]
    for second in range(101, 260):
        home.at(second, 88)
    assert home.words() == ["pending", "suppressed", "raised"]


def doing(home: Home, context: str | None, seconds: float, until_s: float | None = None) -> None:
    """Say what the person does, as a door does; None takes it back."""
    at_ms = START + round(seconds * SECOND)
    until_ms = None if until_s is None else START + round(until_s * SECOND)
    body = None if context is None else {"context": context, "until_ms": until_ms}
    home.monitor.set_control(Setting("context", body, "u", at_ms), at_ms)
    home.store.commit(at_ms)


def did(home: Home) -> list[tuple[str, float, float | None]]:
    """Return what the person did, from which second to which."""
    return [
        (one.context, (one.began_ms - START) / SECOND, None if one.end_ms is None else (one.end_ms - START) / SECOND)
        for one in home.store.contexts("p")
    ]


def test_what_the_person_did_is_known_afterwards(home: Home) -> None:
    """From when to when, over a loss of power: what ran out, what was ended, what was taken back, what holds."""
    doing(home, "exercise", 0, 60)
    doing(home, "sleep", 100, 900)
    home.kill(200 * SECOND)
    assert did(home) == [("exercise", 0, 60), ("sleep", 100, 900)]
    doing(home, "rest", 300)
    doing(home, "ill", 400)
    doing(home, None, 500)
    doing(home, "travelling", 600)
    assert did(home) == [("exercise", 0, 60), ("sleep", 100, 300), ("ill", 400, 500), ("travelling", 600, None)]


def test_what_was_over_when_it_was_said_never_was(home: Home) -> None:
    """Nothing particular holds then, and what held before is over."""
    doing(home, "ill", 0)
    doing(home, "sleep", 100, 50)
    assert did(home) == [("ill", 0, 100)]


def test_what_cannot_be_set_is_not_kept(home: Home) -> None:
    """A word that there is not."""
    with pytest.raises(ControlError):
        doing(home, "sport", 0)
    assert did(home) == []


def test_an_alert_whose_readings_are_deleted_is_over(home: Home) -> None:
    """Somebody else's finger: with the readings goes what they raised, and no reading has to come first."""
    low_oxygen(home, 80)
    for second in range(60, 81):
        assert home.store.delete("p", "spo2", START + second * SECOND, "ring")
    home.monitor.forget()
    home.at(81)
    assert home.words()[-1] == "resolved"


def test_an_alert_stays_while_a_reading_that_backs_it_is_there(home: Home) -> None:
    """One deleted reading of twenty takes nothing back."""
    low_oxygen(home, 80)
    assert home.store.delete("p", "spo2", START + 62 * SECOND, "ring")
    home.monitor.forget()
    home.at(81)
    assert home.words()[-1] == "raised"


def test_a_sensor_whose_clock_is_ahead_rings_in_time(home: Home) -> None:
    """What its readings say of 15 seconds counts, five minutes ahead or not."""
    for second in range(90):
        home.now_ms = START + second * SECOND
        scaled = 9700 if second < 60 else 8800
        row = Measurement("spo2", home.now_ms + 5 * MINUTE, "ring", scaled, home.now_ms)
        home.monitor.advance([row], home.now_ms)
    log = [(row["at_ms"] - START, row["event"]) for row in home.store.alert_log("p")]
    assert log == [(60 * SECOND, "pending"), (75 * SECOND, "raised")]


def lows(home: Home, hour: float, received_hour: float) -> Result:
    """Take in an hour and a half of a glucose sensor at once that begins at ``hour`` and has half an hour below 54."""
    home.now_ms = START + round(received_hour * 60 * MINUTE)
    begin = START + round(hour * 60 * MINUTE)
    values = (100, 80, 50, 50, 80, 100)
    rows = [
        Measurement("glucose", begin + at * 15 * MINUTE, "cgm", value * 100, home.now_ms)
        for at, value in enumerate(values)
    ]
    return home._committed(home.monitor.advance(rows, home.now_ms))


def test_what_is_told_afterwards_needs_no_clock_to_go_on(home: Home) -> None:
    """It is over already: nobody asks to be woken for it, and a clock that stands still is no endless alarm."""
    home.at(0)
    told = lows(home, 1, 6)
    assert [one.word for one in told.alerts.transitions] == [Word.HAPPENED]
    assert told.wake_at_ms is not None
    assert told.wake_at_ms > home.now_ms + MINUTE
    again = home.monitor.advance((), home.now_ms)
    assert (again.wake_at_ms, again.alerts.transitions) == (told.wake_at_ms, ())


def test_two_nights_that_come_one_after_the_other_are_both_told(home: Home) -> None:
    """Nobody looked between them."""
    home.at(0)
    lows(home, 1, 24)
    second = lows(home, 25, 48)
    assert [one.word for one in second.alerts.transitions] == [Word.HAPPENED]
