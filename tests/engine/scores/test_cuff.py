"""Which values of a cuff belong together."""

from collections.abc import Sequence

from healthsense_engine.cuff import LOCAL_MS, CuffGroup, group
from healthsense_engine.measurement import Measurement
from hypothesis import given
from hypothesis import strategies as st
from strategies import NOON_MS, reading


def row(vital: str, after_ms: int, value: float, source: str = "ha:cuff") -> Measurement:
    return reading(vital, NOON_MS + after_ms, value, source=source)


def pairs(groups: Sequence[CuffGroup]) -> list[tuple[float, float, float | None]]:
    return [(one.systolic.value, one.diastolic.value, None if one.pulse is None else one.pulse.value) for one in groups]


def test_values_within_ten_seconds_share_the_earliest_time_and_an_id() -> None:
    (one,) = group([row("systolic", 4_000, 120), row("diastolic", 0, 80), row("cuff_pulse", 9_000, 66)])
    assert pairs([one]) == [(120, 80, 66)]
    assert one.effective_ms == NOON_MS
    assert one.group_id == f"ha:cuff@{NOON_MS}"
    assert {used.effective_ms for used in one.inputs()} == {NOON_MS}


def test_ten_seconds_is_the_limit() -> None:
    assert len(group([row("systolic", 0, 120), row("diastolic", 10_000, 80)])) == 1
    assert group([row("systolic", 0, 120), row("diastolic", 10_001, 80)]) == []


def test_values_of_two_sources_are_never_one_reading() -> None:
    assert group([row("systolic", 0, 120), row("diastolic", 0, 80, source="ha:other")]) == []


def test_a_diastolic_not_below_its_systolic_is_no_reading() -> None:
    assert group([row("systolic", 0, 80), row("diastolic", 0, 80)]) == []


def test_a_pulse_that_stretches_the_group_is_left_out() -> None:
    assert pairs(group([row("systolic", 8_000, 120), row("diastolic", 0, 80), row("cuff_pulse", 16_000, 66)])) == [
        (120, 80, None)
    ]


def test_close_readings_pair_with_their_nearest() -> None:
    rows = [
        row("systolic", 0, 120), row("diastolic", 1_000, 80),
        row("systolic", 6_000, 124), row("diastolic", 7_000, 82), row("cuff_pulse", 7_000, 70),
    ]  # fmt: skip
    assert pairs(group(rows)) == [(120, 80, None), (124, 82, 70)]


def test_a_value_belongs_to_one_reading_only() -> None:
    rows = [row("systolic", 0, 120), row("systolic", 3_000, 124), row("diastolic", 4_000, 80)]
    assert pairs(group(rows)) == [(124, 80, None)]
    pulses = [*rows, row("diastolic", -1_000, 78), row("cuff_pulse", 4_500, 70)]
    assert pairs(group(pulses)) == [(120, 78, None), (124, 80, 70)]


ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(("systolic", "diastolic", "cuff_pulse")),
        st.integers(0, 60).map(lambda steps: steps * 2_500),
        st.integers(60, 140),
        st.sampled_from(("ha:cuff", "ha:other")),
    ),
    unique_by=lambda one: (one.vital, one.effective_ms, one.source),
    max_size=40,
)


@given(rows=ROWS, data=st.data())
def test_any_order_gives_the_same_groups(rows: list[Measurement], data: st.DataObject) -> None:
    assert group(data.draw(st.permutations(rows))) == group(rows)


@given(rows=ROWS, at=st.integers(0, 60))
def test_a_group_depends_on_what_is_near_it_only(rows: list[Measurement], at: int) -> None:
    middle = NOON_MS + at * 2_500
    near = [one for one in rows if abs(one.effective_ms - middle) <= LOCAL_MS]
    reach = LOCAL_MS // 2

    def around(groups: list[CuffGroup]) -> list[CuffGroup]:
        return [one for one in groups if abs(one.systolic.effective_ms - middle) <= reach]

    assert around(group(near)) == around(group(rows))
