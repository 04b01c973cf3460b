"""What each scenario makes of the simulated person, second by second, without ESPHome."""

from collections.abc import Callable
from itertools import groupby
from statistics import mean

import pytest
from scenario_model import Model, Truth

type NewModel = Callable[..., Model]

SEEDS = (0, 1, 7, 4_294_967_295)
# scenario: heart rate (bpm), SpO2 (%), perfusion index (%) once its transition is over
LEVELS = {
    "rest": ((64, 70), (97.2, 97.8), (1.39, 1.41)),
    "exercise": ((132, 138), (96.2, 96.8), (2.19, 2.21)),
    "night desaturation": ((48, 75), (86.0, 96.4), (1.19, 1.21)),
    "fever": ((91, 97), (94.7, 95.3), (2.95, 3.01)),
    "sensor off": ((64, 70), (97.2, 97.8), (1.39, 1.41)),
    "irregular pulse": ((81, 87), (96.7, 97.3), (1.59, 1.61)),
    "low perfusion": ((69, 75), (96.7, 97.3), (0.019, 0.025)),
    "ambient light": ((64, 70), (97.2, 97.8), (1.39, 1.41)),
}
TRANSITION_S = 500


def settled(model: Model, scenario: str, seconds: int) -> list[Truth]:
    model.play(scenario, TRANSITION_S)
    return model.play(scenario, seconds)


def runs(values: list[bool]) -> list[int]:
    """Lengths of the stretches of True."""
    return [len(list(group)) for value, group in groupby(values) if value]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("scenario", LEVELS)
def test_each_scenario_keeps_to_its_ranges(new_model: NewModel, scenario: str, seed: int) -> None:
    played = settled(new_model(seed), scenario, 1800)
    for values, (low, high) in zip(
        (
            [second.heart_rate_bpm for second in played],
            [second.spo2_percent for second in played],
            [second.perfusion_index_percent for second in played],
        ),
        LEVELS[scenario],
        strict=True,
    ):
        assert low <= min(values) <= max(values) <= high
    # Wide enough to be alive: a line drawn with a ruler is no person.
    assert max(s.heart_rate_bpm for s in played) - min(s.heart_rate_bpm for s in played) > 1


def test_what_lies_on_the_sensor(new_model: NewModel) -> None:
    for scenario in LEVELS:
        played = new_model().play(scenario, 300)
        assert {second.finger_present for second in played} == {scenario != "sensor off"}
        assert {second.bright_light for second in played} == {scenario == "ambient light"}
        irregularity = 0.12 if scenario == "irregular pulse" else 0.0
        assert [second.irregularity for second in played] == pytest.approx([irregularity] * 300)


def test_heart_rate_rises_over_minutes_and_recovers(new_model: NewModel) -> None:
    model = new_model()
    model.play("rest", 60)
    rise = [r.heart_rate_bpm for r in model.play("exercise", 300)]
    # First order with 60 s: 63 % of the way from 67 to 135 after one time constant.
    assert mean(rise[57:63]) == pytest.approx(67 + 0.632 * 68, abs=4)
    assert rise[20] < 100
    assert mean(rise[240:]) == pytest.approx(135, abs=3)
    fall = [r.heart_rate_bpm for r in model.play("rest", 400)]
    # At least 12 bpm in the first minute is normal (Cole 1999); 80 s makes 36.
    assert mean(rise[240:]) - mean(fall[57:63]) == pytest.approx(36, abs=5)
    assert mean(fall[350:]) == pytest.approx(67, abs=2)


def test_saturation_falls_slower_than_it_recovers(new_model: NewModel) -> None:
    model = new_model()
    model.play("rest", 60)
    fall = [r.spo2_percent for r in model.play("fever", 300)]
    rise = [r.spo2_percent for r in model.play("rest", 300)]
    fallen = next(second for second, spo2 in enumerate(fall) if spo2 < 95.7)
    risen = next(second for second, spo2 in enumerate(rise) if spo2 > 96.8)
    assert 15 <= fallen <= 45
    assert risen < fallen


@pytest.mark.parametrize("seed", SEEDS)
def test_night_has_repeated_dips_of_4_to_10_percent(new_model: NewModel, seed: int) -> None:
    model = new_model(seed)
    model.play("night desaturation", TRANSITION_S)
    spo2 = [r.spo2_percent for r in model.play("night desaturation", 3600)]
    below = [value < 94.0 for value in spo2]
    assert 30 <= len(runs(below)) <= 60
    lengths = runs([value < 95.4 for value in spo2])
    assert all(length <= 60 for length in lengths)
    assert 20 <= mean(length for length in lengths if length > 5) <= 50
    depths = [
        96.0 - min(value for _, value in group)
        for dips, group in groupby(zip(below, spo2, strict=True), key=lambda pair: pair[0])
        if dips
    ]
    assert 3.9 <= min(depths) <= max(depths) <= 10.1
    assert max(depths) - min(depths) > 3


@pytest.mark.parametrize("seed", SEEDS)
def test_some_dips_stay_below_90_percent_for_an_alert_and_some_do_not(new_model: NewModel, seed: int) -> None:
    """The urgent alert waits for 15 s below 90 %."""
    model = new_model(seed)
    model.play("night desaturation", TRANSITION_S)
    spo2 = [r.spo2_percent for r in model.play("night desaturation", 3600)]
    dips = [length for length in runs([value < 94.0 for value in spo2]) if length > 10]
    deep = [length for length in runs([value < 90.0 for value in spo2]) if length > 20]
    assert len(deep) >= 6
    assert len(deep) < 0.9 * len(dips)
    assert max(deep) <= 45


def test_the_heart_slows_in_an_apnoea_and_races_after_it(new_model: NewModel) -> None:
    model = new_model()
    model.play("night desaturation", TRANSITION_S)
    heart_rate = [r.heart_rate_bpm for r in model.play("night desaturation", 1800)]
    assert min(heart_rate) < 54
    assert max(heart_rate) > 64


@pytest.mark.parametrize("seed", SEEDS)
def test_exercise_has_bursts_of_motion(new_model: NewModel, seed: int) -> None:
    moving = [second.moving for second in settled(new_model(seed), "exercise", 1800)]
    assert all(5 <= length <= 13 for length in runs(moving)[1:-1])
    assert 0.1 < mean(moving) < 0.4


def test_it_counts_its_seconds_and_keeps_the_last(new_model: NewModel) -> None:
    model = new_model()
    last = model.play("rest", 70)[-1]
    assert model.seconds() == 70
    assert model.truth() == last


def test_a_cuff_changes_nothing_in_the_person(new_model: NewModel) -> None:
    measured, left_alone = new_model(), new_model()
    for _ in range(60):
        measured.measure_cuff()
        assert repr(measured.step()) == repr(left_alone.step())


@pytest.mark.parametrize("scenario", [scenario for scenario in LEVELS if scenario != "exercise"])
def test_nothing_moves_where_nobody_exercises(new_model: NewModel, scenario: str) -> None:
    assert not any(second.moving for second in new_model().play(scenario, 1200))


# scenario: systolic, diastolic, pulse after the transition
CUFF = {
    "rest": ((111, 125), (68, 80), (62, 72)),
    "exercise": ((153, 167), (72, 84), (130, 140)),
    "night desaturation": ((117, 131), (70, 82), (48, 74)),
    "fever": ((105, 119), (60, 72), (89, 99)),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("scenario", CUFF)
def test_the_cuff_follows_the_scenario_in_whole_numbers(new_model: NewModel, scenario: str, seed: int) -> None:
    model = new_model(seed)
    model.play(scenario, TRANSITION_S)
    for _ in range(50):
        model.play(scenario, 300)
        cuff = model.measure_cuff()
        values = (cuff.systolic_mmhg, cuff.diastolic_mmhg, cuff.pulse_bpm)
        assert all(value == int(value) for value in values)
        assert all(low <= value <= high for value, (low, high) in zip(values, CUFF[scenario], strict=True))


def play_a_day(model: Model) -> list[str]:
    record = []
    for scenario in ("rest", "exercise", "sensor off", "night desaturation", "fever"):
        record += [repr(second) for second in model.play(scenario, 500)]
        record.append(repr(model.measure_cuff()))
    return record


def test_the_seed_decides_the_run(new_model: NewModel) -> None:
    first = play_a_day(new_model(7))
    assert first == play_a_day(new_model(7))
    assert first != play_a_day(new_model(8))


def test_selecting_the_running_scenario_again_changes_nothing(new_model: NewModel) -> None:
    steady, nagged = new_model(), new_model()
    for _ in range(300):
        nagged.select("rest")
        assert repr(nagged.step()) == repr(steady.step())


def test_the_golden_second(new_model: NewModel) -> None:
    """Pins the sequence: a change of the model is seen, not slipped in."""
    model = new_model(1)
    second = model.play("rest", 60)[-1]
    assert (second.heart_rate_bpm, second.spo2_percent) == pytest.approx((65.9775, 97.4731), abs=2e-4)


def test_the_state_is_small_and_fixed(new_model: NewModel) -> None:
    assert new_model().size_bytes() <= 192
