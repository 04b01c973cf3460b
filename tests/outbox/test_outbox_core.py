"""The outbox without ESPHome: what is kept, what is sent when, what survives."""

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from outbox_core import (
    BATCH,
    LONGEST_RETRY_MS,
    NO_QUALITY,
    RETRY_MS,
    SETTLE_MS,
    SHADOW_MS,
    TICK_MS,
    Office,
    load,
)

type NewOffice = Callable[..., Office]
WRAP_MS = 2**32


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    return load(tmp_path_factory.mktemp("outbox"))


@pytest.fixture
def new_office(library: ctypes.CDLL) -> Iterator[NewOffice]:
    offices: list[Office] = []

    def make(**options: int) -> Office:
        offices.append(Office(library, **options))
        return offices[-1]

    yield make
    for office in offices:
        office.close()


# What is kept


def test_while_nobody_listens_the_last_value_of_each_interval_is_kept(new_office: NewOffice) -> None:
    office = new_office(interval_ms=1000)
    for second, value in ((0, 60), (0.4, 61), (0.9, 62), (1.0, 63), (1.5, 64), (5, 65)):
        office.now_ms = int(second * 1000)
        office.observe(value)
    assert office.values() == [62, 64, 65]
    assert [office.age_ms(sequence) for sequence in (1, 2, 3)] == [4100, 3500, 0]


def test_each_row_has_its_own_interval(new_office: NewOffice) -> None:
    office = new_office(rows=2, interval_ms=1000)
    for row, value in ((0, 60), (1, 97), (0, 61), (1, 98)):
        office.observe(value, row=row)
    assert office.values() == [61, 98]
    assert [office.record(at).row for at in (1, 2)] == [0, 1]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_not_kept(new_office: NewOffice, value: float) -> None:
    office = new_office()
    office.observe(60)
    office.observe(value)
    assert not office.add(value, 1000)
    assert office.values() == [60]


def test_a_row_that_is_none_is_refused(new_office: NewOffice) -> None:
    office = new_office(rows=2)
    office.observe(60, row=2)
    assert not office.add(60, row=255)
    assert office.count == 0


def test_the_quality_goes_with_the_value(new_office: NewOffice) -> None:
    office = new_office()
    office.observe(60, quality=83)
    office.add(61, quality=NO_QUALITY)
    assert [office.record(at).quality for at in (1, 2)] == [83, NO_QUALITY]


@pytest.mark.parametrize("now_ms", [0, 5_000, WRAP_MS - 500, WRAP_MS * 3])
@pytest.mark.parametrize("age_ms", [0, 1, 60_000, 40 * 86_400_000])
def test_a_stored_record_keeps_its_age_also_from_before_the_clock_began(
    new_office: NewOffice, now_ms: int, age_ms: int
) -> None:
    office = new_office(now_ms=now_ms)
    assert office.add(120, age_ms)
    office.now_ms += 7000
    assert abs(office.age_ms(1) - age_ms - 7000) <= TICK_MS


def test_an_age_beyond_any_clock_is_cut_and_not_wrapped(new_office: NewOffice) -> None:
    office = new_office(now_ms=1000)
    for age_ms in (2**40, 2**63, 2**64 - 1):
        assert office.add(120, age_ms)
    assert all(office.age_ms(at) > 6 * 365 * 86_400_000 for at in (1, 2, 3))


def test_ages_go_on_where_32_bits_of_milliseconds_begin_anew(new_office: NewOffice) -> None:
    office = new_office(now_ms=WRAP_MS - 2000, interval_ms=1000)
    for value in (60, 61, 62, 63):
        office.observe(value)
        office.now_ms += 1000
    assert [office.age_ms(at) for at in (1, 2, 3, 4)] == pytest.approx([4000, 3000, 2000, 1000], abs=TICK_MS)


# Full


def test_a_full_ring_loses_its_oldest_and_counts_it(new_office: NewOffice) -> None:
    office = new_office(capacity=20)
    for value in range(25):
        office.add(value)
    assert office.values() == list(range(5, 25))
    assert (office.first, office.count, office.dropped) == (6, 20, 5)


# Acknowledgements


def test_everything_up_to_the_number_goes(new_office: NewOffice) -> None:
    office = new_office()
    for value in range(10):
        office.add(value)
    assert office.acknowledge(4) == 4
    assert office.waiting()[0] == (5, 4)
    assert office.acknowledge(4) == 0, "a second time changes nothing"
    assert office.acknowledge(10) == 6
    assert (office.count, office.first) == (0, 11)
    assert office.dropped == 0


@pytest.mark.parametrize("sequence", [0, 11, 2**31, 2**32 - 1])
def test_a_number_that_never_was_changes_nothing(new_office: NewOffice, sequence: int) -> None:
    office = new_office()
    for value in range(10):
        office.add(value)
    assert office.acknowledge(sequence) == 0
    assert office.count == 10


def test_another_run_s_acknowledgement_is_not_ours(new_office: NewOffice) -> None:
    office = new_office()
    office.add(60)
    assert office.acknowledge(1, boot_id=2) == 0
    assert office.count == 1


# Connections


def listening(office: Office) -> Office:
    """Somebody listens, and had time to subscribe."""
    office.connection(listening=True)
    office.now_ms += SETTLE_MS
    return office


def test_what_is_told_live_does_not_wait(new_office: NewOffice) -> None:
    office = listening(new_office())
    for second in range(1000):
        office.now_ms += 1000
        office.connection(listening=True)
        office.observe(60 + second % 9)
    assert office.count == 0
    assert office.burst() == []
    assert SHADOW_MS // 1000 <= office.shadow <= SHADOW_MS // 1000 + 2


def test_what_was_told_to_a_dead_connection_waits_when_it_is_found_dead(new_office: NewOffice) -> None:
    office = listening(new_office(capacity=300))
    for value in range(300):
        office.now_ms += 1000
        office.connection(listening=True)
        office.observe(value)
    office.connection(listening=False)
    assert office.shadow == 0
    assert office.values() == list(range(300 - office.count, 300))
    assert 180 <= office.count <= 182
    assert office.age_ms(office.first) == pytest.approx(SHADOW_MS, abs=2000)


def test_a_new_client_beside_a_dead_one_brings_back_what_the_dead_one_was_told(new_office: NewOffice) -> None:
    office = listening(new_office())
    office.observe(60)
    office.now_ms += 60_000
    office.connection(listening=True, changed=True)
    assert office.values() == [60]


def test_a_value_of_the_present_interval_is_not_kept_twice_over_a_break(new_office: NewOffice) -> None:
    office = listening(new_office(interval_ms=30_000))
    office.observe(60)
    office.now_ms += 1000
    office.connection(listening=False)
    office.observe(61)
    assert office.values() == [60, 61]
    office.now_ms += 1000
    office.observe(62)
    assert office.values() == [60, 62]


def test_a_stored_record_waits_whoever_listens(new_office: NewOffice) -> None:
    office = listening(new_office())
    office.add(121, age_ms=3_600_000)
    assert office.burst() == [1]
    office.connection(listening=False)
    assert office.count == 1


# Delivery


def test_nothing_is_sent_to_nobody(new_office: NewOffice) -> None:
    office = new_office()
    office.observe(60)
    office.now_ms += 3_600_000
    assert office.burst() == []


def test_who_connects_has_a_moment_to_subscribe(new_office: NewOffice) -> None:
    office = new_office()
    office.observe(60)
    office.connection(listening=True)
    office.now_ms += SETTLE_MS - 1
    assert office.burst() == []
    office.now_ms += 1
    assert office.burst() == [1]


def test_twenty_at_a_time_in_order(new_office: NewOffice) -> None:
    office = new_office()
    for value in range(45):
        office.add(value)
    listening(office)
    assert office.burst() == list(range(1, BATCH + 1))
    assert office.burst() == []
    office.acknowledge(20)
    assert office.burst() == list(range(21, 41))
    office.acknowledge(40)
    assert office.burst() == list(range(41, 46))
    office.acknowledge(45)
    assert office.burst() == []


def test_silence_is_answered_by_sending_again_ever_more_seldom(new_office: NewOffice) -> None:
    office = new_office()
    office.add(60)
    listening(office)
    sent_ms = []
    for _ in range(2 * 3_600_000 // 1000):
        if office.burst():
            sent_ms.append(office.now_ms)
        office.now_ms += 1000
    waits = [later - earlier for earlier, later in pairwise(sent_ms)]
    assert waits[:6] == [RETRY_MS, 2 * RETRY_MS, 4 * RETRY_MS, 8 * RETRY_MS, 16 * RETRY_MS, LONGEST_RETRY_MS]
    assert set(waits[6:]) == {LONGEST_RETRY_MS}


def test_an_acknowledgement_or_a_new_connection_ends_the_patience(new_office: NewOffice) -> None:
    office = new_office()
    for value in range(30):
        office.add(value)
    listening(office)
    office.burst()
    office.now_ms += RETRY_MS
    assert office.burst() == list(range(1, 21))
    office.connection(listening=True, changed=True)
    office.now_ms += SETTLE_MS
    assert office.burst() == list(range(1, 21)), "who connected anew heard nothing yet"
    office.acknowledge(20)
    assert office.burst() == list(range(21, 31))
    office.now_ms += RETRY_MS
    assert office.burst() == list(range(21, 31)), "the first wait is short again"


def test_of_a_batch_of_which_a_part_was_taken_the_rest_comes_again(new_office: NewOffice) -> None:
    office = new_office()
    for value in range(30):
        office.add(value)
    listening(office)
    office.burst()
    office.acknowledge(7)
    assert office.burst() == []
    office.now_ms += RETRY_MS
    assert office.burst() == list(range(8, 28))


def test_what_the_full_ring_lost_meanwhile_is_not_sent(new_office: NewOffice) -> None:
    office = new_office(capacity=20)
    for value in range(20):
        office.add(value)
    listening(office)
    assert [office.next(), office.next()] == [1, 2]
    for value in range(5):
        office.add(100 + value)
    assert office.burst() == list(range(6, 21))


def test_a_value_that_was_sent_is_not_changed_any_more(new_office: NewOffice) -> None:
    """Whoever stored it would not store it again."""
    office = new_office(interval_ms=60_000)
    office.observe(60)
    listening(office)
    assert office.burst() == [1]
    office.connection(listening=False)
    office.observe(61)
    office.observe(62)
    assert office.waiting() == [(1, 60), (2, 62)]


# What survives


def test_a_restart_goes_on_where_the_program_ended(new_office: NewOffice) -> None:
    office = new_office()
    for value in range(10):
        office.add(value, age_ms=500)
    office.acknowledge(3)
    office.now_ms += 60_000
    assert office.restart(boot_id=2)
    assert (office.boot_id, office.first, office.values()) == (1, 4, list(range(3, 10)))
    assert office.age_ms(4) == pytest.approx(60_500, abs=TICK_MS)
    office.add(99)
    assert office.waiting()[-1] == (11, 99)


@pytest.mark.parametrize("reason", ["rubbish", "layout", "capacity", "clock", "head", "both headers", "row"])
def test_what_does_not_fit_is_begun_anew(new_office: NewOffice, reason: str) -> None:
    office = new_office(now_ms=5000)
    for value in range(10):
        office.add(value)
    raw = ctypes.cast(office.memory, ctypes.POINTER(ctypes.c_uint8))
    if reason == "rubbish":
        for at in range(ctypes.sizeof(office.memory)):
            raw[at] = at * 37 % 256
    elif reason == "layout":
        office.layout += 1
    elif reason == "capacity":
        office.capacity -= 1
    elif reason == "clock":
        office.now_ms = 0
    elif reason == "row":
        raw[2 * 56 + 5 * 12 + 8] = 200
    else:
        for at in (40, 96) if reason == "both headers" else (44, 100):
            raw[at] ^= 0xFF
    assert not office.restart(boot_id=9)
    assert (office.boot_id, office.count, office.first, office.dropped) == (9, 0, 1, 0)
    office.add(60)
    assert office.waiting() == [(1, 60)]


@pytest.mark.parametrize(("back_ms", "kept"), [(0, True), (9_000, True), (10_000, False)])
def test_a_clock_that_went_back_a_little_over_a_restart_is_believed(
    new_office: NewOffice, back_ms: int, kept: bool
) -> None:
    """Off by less than a tenth is an oscillator, by more a clock that began anew."""
    office = new_office(now_ms=100_000)
    office.add(1)
    office.now_ms -= back_ms
    assert office.restart(boot_id=9) is kept
    assert office.count == int(kept)
    assert not kept or office.age_ms(1) == 0


@pytest.mark.parametrize("torn", [0, 1])
def test_a_header_torn_by_a_power_cut_costs_the_last_change_at_most(new_office: NewOffice, torn: int) -> None:
    office = new_office()
    for value in range(10):
        office.add(value)
    raw = ctypes.cast(office.memory, ctypes.POINTER(ctypes.c_uint8))
    raw[torn * 56 + 40] ^= 0xFF
    assert office.restart(boot_id=9)
    assert office.boot_id == 1
    assert office.values() in (list(range(9)), list(range(10)))


# Any order of events


@dataclass
class Kept:
    sequence: int
    value: float
    taken_ms: int


class RingMachine(RuleBasedStateMachine):
    """The ring beside a list of Python's: order, bound, acknowledgements, restarts."""

    def __init__(self, library: ctypes.CDLL) -> None:
        super().__init__()
        self.office = Office(library, capacity=20, now_ms=WRAP_MS - 3000)
        self.kept: list[Kept] = []
        self.sequence = 0
        self.dropped = 0

    def teardown(self) -> None:
        self.office.close()

    @rule(value=st.integers(-1000, 1000), age_ms=st.integers(0, 10**9))
    def add(self, value: int, age_ms: int) -> None:
        self.office.add(value, age_ms)
        self.sequence += 1
        self.kept.append(Kept(self.sequence, value, self.office.now_ms - age_ms))
        if len(self.kept) > 20:
            del self.kept[0]
            self.dropped += 1

    @rule(sequence=st.integers(0, 80), own=st.booleans())
    def acknowledge(self, sequence: int, *, own: bool) -> None:
        count = self.office.acknowledge(sequence, None if own else 77)
        known = own and any(one.sequence == sequence for one in self.kept)
        before = len(self.kept)
        if known:
            self.kept = [one for one in self.kept if one.sequence > sequence]
        assert count == before - len(self.kept)

    @rule(wait_ms=st.integers(0, 100_000))
    def wait(self, wait_ms: int) -> None:
        self.office.now_ms += wait_ms

    @rule()
    def restart(self) -> None:
        assert self.office.restart(boot_id=5)

    @rule(listening=st.booleans(), changed=st.booleans())
    def connect(self, *, listening: bool, changed: bool) -> None:
        self.office.connection(listening=listening, changed=changed)

    @precondition(lambda self: self.kept)
    @rule()
    def send(self) -> None:
        sent = self.office.burst()
        assert sent == [one.sequence for one in self.kept if sent and sent[0] <= one.sequence <= sent[-1]]
        assert len(sent) <= BATCH

    @invariant()
    def the_same(self) -> None:
        assert self.office.waiting() == [(one.sequence, one.value) for one in self.kept]
        assert self.office.dropped == self.dropped
        for one in self.kept:
            assert abs(self.office.age_ms(one.sequence) - (self.office.now_ms - one.taken_ms)) <= TICK_MS


def test_any_order_of_events(library: ctypes.CDLL) -> None:
    run_state_machine_as_test(
        lambda: RingMachine(library),  # type: ignore[arg-type] # anything that makes one will do
        settings=settings(
            max_examples=150, stateful_step_count=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        ),
    )


@given(
    waits=st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 2)), min_size=1, max_size=120),
    interval_ms=st.sampled_from([1000, 2500, 30_000]),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_values_leave_one_an_interval_the_last(
    library: ctypes.CDLL, waits: list[tuple[int, int]], interval_ms: int
) -> None:
    office = Office(library, capacity=200, rows=3, interval_ms=interval_ms, now_ms=WRAP_MS - 60_000)
    expected: list[tuple[int, int]] = []
    since: dict[int, tuple[int, int]] = {}
    for value, (wait_ms, row) in enumerate(waits):
        office.now_ms += wait_ms
        office.observe(value, row=row)
        if row in since and office.now_ms - since[row][0] < interval_ms:
            expected[since[row][1]] = (row, value)
        else:
            since[row] = (office.now_ms, len(expected))
            expected.append((row, value))
    found = [(office.record(at).row, office.record(at).value) for at, _ in office.waiting()]
    assert found == expected
    office.close()


@dataclass
class Told:
    """A value as the rules keep it."""

    row: int
    value: float
    at_ms: int


class Rules:
    """What is to be kept of live values, said once more and plainly."""

    def __init__(self, interval_ms: int) -> None:
        self.interval_ms = interval_ms
        self.listening = False
        self.waiting: list[Told] = []
        self.shadow: list[Told] = []
        self.present: dict[int, tuple[int, Told]] = {}

    def observe(self, row: int, value: float, now_ms: int) -> None:
        since_ms, told = self.present.get(row, (0, None))
        if told is not None and now_ms - since_ms < self.interval_ms:
            told.value, told.at_ms = value, now_ms
            return
        told = Told(row, value, now_ms)
        (self.shadow if self.listening else self.waiting).append(told)
        self.present[row] = (now_ms, told)

    def connection(self, now_ms: int, *, listening: bool, changed: bool) -> None:
        changed |= listening != self.listening
        self.listening = listening
        if listening:
            while self.shadow and now_ms - self.shadow[0].at_ms // TICK_MS * TICK_MS > SHADOW_MS:
                self.shadow.pop(0)
        if changed:
            self.waiting += self.shadow
            self.shadow.clear()
            self.present.clear()


STEP = st.one_of(
    st.tuples(st.just("observe"), st.integers(0, 2), st.integers(0, 300)),
    st.tuples(st.just("wait"), st.sampled_from([100, 400, 1000, 30_000, 90_000]), st.just(0)),
    st.tuples(st.just("connection"), st.booleans(), st.booleans()),
)


@given(steps=st.lists(STEP, max_size=150), interval_ms=st.sampled_from([1000, 30_000]))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_coming_and_going_keeps_what_may_have_been_told_to_nobody(
    library: ctypes.CDLL, steps: list[tuple[str, int, int]], interval_ms: int
) -> None:
    office = Office(library, capacity=500, rows=3, interval_ms=interval_ms, now_ms=WRAP_MS - 100_000)
    rules = Rules(interval_ms)
    for what, first, second in steps:
        if what == "wait":
            office.now_ms += first
        elif what == "observe":
            office.observe(second, row=first)
            rules.observe(first, second, office.now_ms)
        else:
            office.connection(listening=bool(first), changed=bool(second))
            rules.connection(office.now_ms, listening=bool(first), changed=bool(second))
    found = [(office.record(at).row, office.record(at).value, office.age_ms(at)) for at, _ in office.waiting()]
    expected = [(told.row, told.value, office.now_ms - told.at_ms) for told in rules.waiting]
    assert [one[:2] for one in found] == [one[:2] for one in expected]
    assert all(abs(one[2] - other[2]) <= TICK_MS for one, other in zip(found, expected, strict=True))
    assert office.shadow == len(rules.shadow)
    office.close()
