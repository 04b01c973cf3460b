"""Killed at any moment, a process of engine and store keeps every transition once and takes up what it was about to do.

Time is simulated: a child lives a second in some milliseconds, hears of the oxygen saturation every third, and tells of
what it sent and what it knows to be on the disk. Between two children it is down for up to a minute.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count, groupby
from pathlib import Path
from typing import Any

from alert_life import LEGAL, SECOND_MS, consents, plan, step
from healthsense_engine.alerts.commands import Acknowledge, Command, CommandError, MarkUseful, Resolve, Snooze
from healthsense_engine.alerts.controls import Setting
from healthsense_engine.alerts.model import Alert, Delivery, DeliveryStatus, Level, News, Stage, Word
from healthsense_engine.alerts.plan import EscalationPlan, EscalationStep
from healthsense_engine.alerts.watch import AlertWatch
from healthsense_engine.care_plan import Plan
from healthsense_engine.profile import parse_profile
from healthsense_engine.store import Store
from strategies import NOON_MS, reading

# A thousand on the one Python; on the other enough to see that it does the same.
KILLS = 1000 if sys.version_info >= (3, 14) else 200
SOON = 20
RESUMED_MS = 10 * SECOND_MS
PERSON = "p"
SILENCED = frozenset({Stage.ACKNOWLEDGED, Stage.SNOOZED})
PROFILE = parse_profile({"birth_date": "1950-01-01", "time_zone": "UTC"}, now_ms=NOON_MS)
STEPS = (
    EscalationStep(0, ("ann",)),
    EscalationStep(5 * SECOND_MS, ("ben",)),
    EscalationStep(12 * SECOND_MS, ("ann", "cal")),
)
ESCALATION = EscalationPlan(STEPS, plan(step(0, "ann")).recipients, repeat_ms=7 * SECOND_MS)
SATURATION = ((30, 97), (75, 88), (95, 83), (120, 97))
"""Until which second of two minutes -> what is measured: fine, low, very low, fine again."""


def measured(now_ms: int) -> int:
    second = now_ms // SECOND_MS % SATURATION[-1][0]
    return next(value for until, value in SATURATION if second < until)


def wish(now_ms: int, alerts: tuple[Alert, ...]) -> Command | None:
    """Return what somebody asks for at this moment, mostly nothing."""
    chance = random.Random(now_ms).randrange(40)
    wishes: list[Command] = [
        Acknowledge(None, "ben"),
        Snooze(None, now_ms + 20 * SECOND_MS, "ann"),
        Resolve(None, "ann"),
    ]
    if alerts:
        wishes.append(MarkUseful(alerts[-1].id, useful=True, by="ben"))
    return wishes[chance] if chance < len(wishes) else None


class Child:
    """One life of the process."""

    def __init__(self, path: Path, now_ms: int, tell: Callable[[str], None]) -> None:
        self.tell = tell
        self.started_ms = self.now_ms = now_ms
        self.store = Store.open(path, now_ms=now_ms)
        if self.store.set_aside is not None:
            self.tell("bad the file was damaged")
        self.watch = AlertWatch(self.store, PERSON)
        self.watch.use(PROFILE, ESCALATION, Plan())

    def live(self, seconds: Iterator[int]) -> None:
        """Live second after second; everything between two writes is a place to be killed at."""
        for n in seconds:
            self.now_ms = self.started_ms + n * SECOND_MS
            self.tell(f"now {self.now_ms}")
            spoke = self.now_ms // SECOND_MS % 3 == 0
            batch = [reading("spo2", self.now_ms, measured(self.now_ms))] if spoke else []
            written = self.store.write(PERSON, batch)
            self.publish(self.watch.advance({}, {}, frozenset({"spo2"}), written.stored if n else None, self.now_ms))
            command = wish(self.now_ms, self.watch._news.alerts)
            if command is not None:
                with suppress(CommandError):
                    self.publish(self.watch.command(command, self.now_ms))

    def publish(self, news: News) -> None:
        """Make news durable as the household's worker does, then do as doors do."""
        if news.urgent:
            self.store.commit(self.now_ms)
            for line in news.transitions:
                self.tell(f"kept {line.alert} {line.seq} {line.word.value}")
        else:
            self.store.commit_if_due(self.now_ms)
        self.look(news)
        for delivery in news.due:
            if (delivery.not_before_ms or 0) <= self.now_ms:
                tag = next(
                    (one.tag for one in news.alerts if one.id == delivery.alert), f"healthsense-{delivery.alert}"
                )
                self.tell(f"sent {delivery.id} {tag}")
                self.watch.told(delivery.id, ok=True, error="", now_ms=self.now_ms)
                self.store.commit(self.now_ms)

    def look(self, news: News) -> None:
        """Tell of anything whose moment passed without its having been taken up."""
        for alert in news.alerts:
            waits = {"snooze": alert.snoozed_until_ms} if alert.stage is Stage.SNOOZED else {}
            if alert.stage in (Stage.RAISED, Stage.ESCALATED):
                waits |= {"step": alert.next_step_ms, "repeat": alert.next_repeat_ms}
            waits |= {
                f"delay of {part.rule}": max(part.due_ms, self.started_ms) + RESUMED_MS
                for part in alert.parts
                if part.due_ms is not None and part.met_ms is None and alert.ended_ms is None
            }
            for what, at_ms in waits.items():
                if at_ms is not None and at_ms <= self.now_ms:
                    self.tell(f"bad {alert.id}: {what} is {self.now_ms - at_ms} ms late")


@dataclass
class Seen:
    """What the parent heard of all children."""

    now_ms: int = NOON_MS
    kept: set[tuple[str, int, str]] = field(default_factory=set)
    sent: Counter[str] = field(default_factory=Counter)
    tags: dict[str, set[str]] = field(default_factory=dict)
    bad: list[str] = field(default_factory=list)
    seconds: int = 0

    def hear(self, line: str) -> None:
        word, *rest = line.split()
        if word == "now":
            self.now_ms, self.seconds = int(rest[0]), self.seconds + 1
        elif word == "kept":
            self.kept.add((rest[0], int(rest[1]), rest[2]))
        elif word == "sent":
            self.sent[rest[0]] += 1
            self.tags.setdefault(rest[0], set()).add(rest[1])
        else:
            self.bad.append(line)


def say(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())


def kill_one(path: Path, start_ms: int, lines: int, delay_s: float, seen: Seen) -> None:
    """Let a child live until it has told ``lines`` lines and ``delay_s`` more, then kill it.

    Without a delay, it dies where it counts: just after it sent something, if it does so soon.
    """
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read_end)
            Child(path, start_ms, partial(say, write_end)).live(count())
        except BaseException as err:  # noqa: BLE001 - the parent is told of everything
            os.write(write_end, f"bad {err!r}\n".encode())
        finally:
            os._exit(1)
    os.close(write_end)
    heard = bytearray()
    while (told := heard.count(b"\n")) < lines or (
        not delay_s and told < lines + SOON and b"sent" not in heard[-200:].split(b"\n")[-2]
    ):
        heard += os.read(read_end, 4096)
    time.sleep(delay_s)
    os.kill(child, signal.SIGKILL)
    while more := os.read(read_end, 65536):
        heard += more
    os.close(read_end)
    os.waitpid(child, 0)
    for line in heard.decode().split("\n")[:-1]:
        seen.hear(line)


def check_log(store: Store, seen: Seen) -> Counter[str]:
    """Hold the log against the table of what may happen, and against what was known to be kept."""
    lines = sorted(store.alert_log(PERSON, limit=1_000_000), key=lambda line: (line["alert"], line["seq"]))
    stages: dict[str, Any] = {alert["id"]: alert for alert in store.alerts(PERSON, withdrawn=True, limit=1_000_000)}
    assert {line["alert"] for line in lines} == set(stages)
    assert seen.kept <= {(line["alert"], line["seq"], line["event"]) for line in lines}, "what was durable stays"
    words: Counter[str] = Counter()
    for key, own in groupby(lines, key=lambda line: str(line["alert"])):
        stage: Stage | None = None
        for n, line in enumerate(own, 1):
            assert line["seq"] == n
            word = Word(line["event"])
            words[word.value] += 1
            if word in LEGAL:
                before, (after,) = LEGAL[word]
                assert stage in before, (key, n, word, stage)
                stage = after
            elif word is Word.LEVEL_RAISED and stage in SILENCED and Level.of(line["level"]) >= Level.URGENT:
                stage = Stage.RAISED
        alert = Alert.from_dict(stages[key])
        assert (alert.seq, alert.stage) == (n, stage)
    return words


def test_1000_kills_at_any_moment_keep_every_transition_once_and_delay_nothing(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    path, seen, rng = tmp_path / "s.db", Seen(), random.Random(5)
    store = Store.open(path, now_ms=NOON_MS)
    for recipient in consents("ann", "ben", "cal"):
        setting = Setting(f"consent.{recipient}", {"given": True, "values": True}, "ann", NOON_MS)
        store.put_setting(PERSON, setting.key, setting.body, setting.set_by, setting.set_ms)
    store.close()
    for _ in range(KILLS):
        down_ms = rng.choice((0, 0, 1, 2, 5, 20, 60)) * SECOND_MS
        # From one line to some seconds of its life, and anywhere between two lines.
        kill_one(
            path,
            seen.now_ms + SECOND_MS + down_ms,
            1 + int(40 * rng.random() ** 5),
            max(0, rng.random() - 0.3) / 500,
            seen,
        )
    assert seen.bad == []
    last = Child(path, seen.now_ms + SECOND_MS, seen.hear)
    last.live(iter(range(30)))
    assert seen.bad == []
    words = check_log(last.store, seen)
    if KILLS >= 1000:
        assert {*words} >= {
            "pending", "raised", "level_raised", "escalated", "acknowledged", "snoozed", "snooze_ended", "resolved",
            "withdrawn", "marked",
        }  # fmt: skip
    rows = {row["id"]: Delivery.from_dict(row) for row in last.store.deliveries(PERSON)}
    assert set(seen.sent) <= set(rows), "it is on the disk before anybody is told"
    assert all(len(tags) == 1 for tags in seen.tags.values()), "the phone shows one"
    assert all(one.status is not DeliveryStatus.DONE or one.id in seen.sent for one in rows.values())
    assert not [one for one in rows.values() if one.status is DeliveryStatus.DUE], "nothing is forgotten"
    again = sum(1 for times in seen.sent.values() if times > 1)
    assert again, "some were killed between sending and knowing"
    last.store.close()
    for name, value in {"seconds": seen.seconds, "sent": len(seen.sent), "again": again, **words}.items():
        record_property(name, value)
