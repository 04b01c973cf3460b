"""LED currents, finger detection and ambient light: light in, currents and status out."""

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from max3010x_driver import Currents, OpticsSettings, Reading, compile_driver

FULL_SCALE = 0x3FFFF
RANGE_NA = 4096.0
PILOT = 10
START = 32


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    return compile_driver(tmp_path_factory.mktemp("max3010x"))


@dataclass
class Finger:
    """What comes back of each LED's light, in nA for each mA; `glare_na` comes without them."""

    red_na_per_ma: float = 150.0
    infrared_na_per_ma: float = 240.0
    glare_na: float = 0.0
    flicker_na: float = 0.0
    rate_bpm: float = 72.0
    perfusion: float = 0.015

    def counts(self, at_s: float, red_ma: float, infrared_ma: float, full_scale: int) -> tuple[int, int]:
        """Counts of both at a moment; the converter ends at its range. SpO2 97 %: red beats 0.6 times as much."""
        wave = math.sin(2 * math.pi * self.rate_bpm / 60 * at_s)
        light = (
            self.red_na_per_ma * red_ma * (1 - 0.6 * self.perfusion * wave / 2),
            self.infrared_na_per_ma * infrared_ma * (1 - self.perfusion * wave / 2),
        )
        glare_na = self.glare_na + self.flicker_na * math.sin(2 * math.pi * 9.7 * at_s)
        red, infrared = (min(full_scale, int((one + glare_na) * full_scale / RANGE_NA)) for one in light)
        return red, infrared


NOBODY = Finger(red_na_per_ma=3.0, infrared_na_per_ma=5.0, perfusion=0.0)


@dataclass
class Board:
    """A measurement with somebody before it, and a chip that does what it is told."""

    library: ctypes.CDLL
    settings: OpticsSettings
    rate_hz: float
    scene: Finger
    at_s: float = 0.0
    lit: Currents = field(default_factory=lambda: Currents(START, START))
    changes: list[tuple[float, int, int]] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    ambient: bool = False

    def __post_init__(self) -> None:
        full = float(math.floor(0.999 * self.settings.full_scale))
        make = self.library.measurement_new
        self.handle = ctypes.c_void_p(
            make(ctypes.byref(self.settings), ctypes.c_float(self.rate_hz), ctypes.c_float(full))
        )
        self.lit = Currents(self.settings.start.red, self.settings.start.infrared)

    def milliamperes(self, code: int) -> float:
        """What the LED gets."""
        return float(self.library.led_milliamperes(int(self.settings.coarse_leds), ctypes.c_uint8(code)))

    def play(self, seconds: float) -> Board:
        """Time passes, a poll each tenth of a second."""
        samples = round(seconds * self.rate_hz)
        a_poll = max(1, round(self.rate_hz / 10))
        for sample in range(samples):
            red_ma, infrared_ma = self.milliamperes(self.lit.red), self.milliamperes(self.lit.infrared)
            full = int(self.settings.full_scale)
            red, infrared = self.scene.counts(self.at_s, red_ma, infrared_ma, full)
            self.at_s += 1 / self.rate_hz
            if self.library.measurement_push(self.handle, red, infrared):
                self.statuses.append(self.reading().word)
            if sample % a_poll == a_poll - 1:
                self.library.measurement_ambient(self.handle, int(self.ambient))
                wanted = Currents()
                if self.library.measurement_wants(self.handle, ctypes.byref(wanted)):
                    self.lit = Currents(wanted.red, wanted.infrared)
                    self.library.measurement_changed(self.handle)
                    self.changes.append((self.at_s, wanted.red, wanted.infrared))
        return self

    def reading(self) -> Reading:
        """The last second's."""
        out = Reading()
        self.library.measurement_reading(self.handle, ctypes.byref(out))
        return out

    def levels(self) -> tuple[float, float]:
        """Red and infrared as a share of full scale, without the pulse."""
        still = Finger(self.scene.red_na_per_ma, self.scene.infrared_na_per_ma, self.scene.glare_na, perfusion=0.0)
        full = int(self.settings.full_scale)
        counts = still.counts(0.0, self.milliamperes(self.lit.red), self.milliamperes(self.lit.infrared), full)
        return counts[0] / full, counts[1] / full


type Make = Callable[..., Board]


@pytest.fixture
def board(library: ctypes.CDLL) -> Iterator[Make]:
    made: list[Board] = []

    def make(scene: Finger, *, rate_hz: float = 100.0, **settings: object) -> Board:
        coarse = bool(settings.get("coarse_leds"))
        full = 0xFFFF if coarse else FULL_SCALE
        values = {
            "rate_hz": rate_hz,
            "full_scale": float(full),
            "finger_counts_per_ma": 30.0 * full / RANGE_NA,
            "coarse_leds": False,
            "auto_gain": True,
            "proximity": True,
            "start": Currents(3, 3) if coarse else Currents(START, START),
            "pilot": 3 if coarse else PILOT,
            "highest": 15 if coarse else 125,
            **settings,
        }
        made.append(Board(library, OpticsSettings(**values), rate_hz, scene))
        return made[-1]

    yield make
    for one in made:
        library.measurement_free(one.handle)


FINGERS = {
    "ordinary": Finger(),
    "dark or cold": Finger(60.0, 110.0, perfusion=0.004),
    "pale child's": Finger(900.0, 1400.0),
    "red far below infrared": Finger(60.0, 600.0),
}


@pytest.mark.parametrize("scene", FINGERS.values(), ids=FINGERS.keys())
@pytest.mark.parametrize("rate_hz", [25.0, 100.0, 400.0])
def test_both_levels_come_into_the_middle_and_stay(board: Make, scene: Finger, rate_hz: float) -> None:
    """Between a quarter and three quarters of the range within three seconds; then no current changes any more."""
    one = board(scene, rate_hz=rate_hz).play(3)
    settled = len(one.changes)
    for level in one.levels():
        assert 0.25 <= level <= 0.75
    one.play(60)
    assert len(one.changes) == settled
    assert one.statuses[-1] == "ok"
    assert one.reading().heart_rate_bpm == pytest.approx(72, abs=1)


def test_what_cannot_be_reached_is_left(board: Make) -> None:
    """So little comes back that the strongest permitted current does not do: it is used, and does not wander."""
    one = board(Finger(35.0, 36.0)).play(4)
    assert (one.lit.red, one.lit.infrared) == (125, 125)
    settled = len(one.changes)
    one.play(20)
    assert len(one.changes) == settled


def test_coarse_currents_do_not_swing(board: Make) -> None:
    """The MAX30100 has sixteen steps; whatever a finger sends back, they settle."""
    for na_per_ma in (31.0, 45.0, 60.0, 83.0, 120.0, 170.0, 240.0, 320.0):
        one = board(Finger(na_per_ma, na_per_ma), coarse_leds=True).play(5)
        settled = len(one.changes)
        one.play(30)
        assert len(one.changes) == settled, na_per_ma
        assert all(0.2 < level <= 0.75 for level in one.levels()), na_per_ma


def test_a_slow_drift_changes_nothing_until_it_leaves_the_range(board: Make) -> None:
    """Hysteresis: within a quarter to three quarters nothing happens, whatever the target is."""
    one = board(Finger()).play(10)
    settled = len(one.changes)
    infrared = one.scene.infrared_na_per_ma
    for share in (1.1, 1.2, 1.3, 1.2, 1.0, 0.8, 0.7):
        one.scene.infrared_na_per_ma = infrared * share
        one.play(5)
    assert len(one.changes) == settled
    one.scene.infrared_na_per_ma = infrared * 2.2
    one.play(2)
    assert len(one.changes) == settled  # a moment alone moves nothing either
    one.play(4)
    assert len(one.changes) > settled
    assert 0.25 <= one.levels()[1] <= 0.75


def test_saturation_is_told_and_ends_within_two_seconds(board: Make) -> None:
    one = board(Finger()).play(20)
    one.scene = Finger(2000.0, 3000.0)
    one.play(1.2)
    assert one.statuses[-1] in {"saturated", "settling"}
    one.play(2)
    assert all(level <= 0.75 for level in one.levels())
    one.play(15)
    assert one.statuses[-1] == "ok"


def test_fixed_currents_stay(board: Make, library: ctypes.CDLL) -> None:
    one = board(Finger(20.0, 40.0), auto_gain=False).play(20)
    assert one.changes == []
    library.measurement_set_fixed(one.handle, 50, 51)
    one.play(1)
    assert [(red, infrared) for _, red, infrared in one.changes] == [(50, 51)]


def test_nobody_there(board: Make) -> None:
    """Told each second; after two seconds one weak infrared LED is all that is lit."""
    one = board(NOBODY).play(5)
    assert set(one.statuses) == {"no_finger"}
    assert len(one.statuses) == 5
    assert [(red, infrared) for _, red, infrared in one.changes] == [(0, PILOT)]
    assert one.changes[0][0] == pytest.approx(2, abs=0.2)
    assert math.isnan(one.reading().heart_rate_bpm)


def test_nobody_there_without_proximity(board: Make) -> None:
    one = board(NOBODY, proximity=False).play(10)
    assert one.changes == []
    assert set(one.statuses) == {"no_finger"}


@pytest.mark.parametrize("scene", FINGERS.values(), ids=FINGERS.keys())
def test_a_finger_wakes_it(board: Make, scene: Finger) -> None:
    """Seen within half a second; a heart rate follows as after a start."""
    one = board(NOBODY).play(10)
    one.scene = scene
    woken = one.at_s
    one.play(25)
    assert one.changes[1][0] - woken <= 0.5
    assert one.statuses[-1] == "ok"
    assert one.reading().heart_rate_bpm == pytest.approx(72, abs=1)


def test_the_same_finger_finds_its_current_again(board: Make) -> None:
    one = board(FINGERS["dark or cold"]).play(20)
    mine = (one.lit.red, one.lit.infrared)
    one.scene = NOBODY
    one.play(10)
    assert (one.lit.red, one.lit.infrared) == (0, PILOT)
    one.scene = FINGERS["dark or cold"]
    one.play(10)
    assert [(red, infrared) for _, red, infrared in one.changes][-1] == mine


def test_a_finger_that_leaves_is_told_within_a_second(board: Make) -> None:
    one = board(Finger()).play(20.5)
    one.scene = NOBODY
    one.statuses.clear()
    one.play(1)
    assert one.statuses == ["no_finger"] or one.statuses[-1] == "no_finger"
    assert math.isnan(one.reading().heart_rate_bpm)
    assert math.isnan(one.reading().spo2_percent)


def test_a_finger_that_twitches_is_still_there(board: Make) -> None:
    """Less than a tenth of a second without light is no departure."""
    one = board(Finger()).play(20)
    one.scene = NOBODY
    one.play(0.05)
    one.scene = Finger()
    one.play(1)
    assert "no_finger" not in one.statuses[-2:]


def test_light_that_is_not_the_leds_own(board: Make) -> None:
    """Both LEDs at their weakest and the level still high: ambient light, no values; without it all is well again."""
    one = board(Finger()).play(20)
    one.scene = Finger(glare_na=3900.0)
    one.play(5)
    assert one.statuses[-1] == "ambient_light"
    assert math.isnan(one.reading().heart_rate_bpm)
    assert math.isnan(one.reading().spo2_percent)
    assert one.reading().signal_quality_percent == 0
    one.scene = Finger()
    one.play(25)
    assert one.statuses[-1] == "ok"


def test_the_chips_own_word_on_ambient_light(board: Make) -> None:
    """It can cancel no more: half the looks of a second have to say so."""
    one = board(Finger()).play(20)
    one.ambient = True
    one.play(2)
    assert one.statuses[-1] == "ambient_light"
    one.ambient = False
    one.play(3)
    assert one.statuses[-1] != "ambient_light"


@pytest.mark.parametrize("ends_at", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_what_the_light_left_behind_is_not_told(board: Make, ends_at: float) -> None:
    one = board(Finger()).play(20)
    before = one.reading()
    one.scene = Finger(glare_na=260.0, flicker_na=104.0)
    one.ambient = True
    one.play(8 + ends_at)
    one.scene = Finger()
    one.ambient = False
    for _ in range(20):
        after = one.play(1).reading()
        assert math.isnan(after.heart_rate_bpm) or after.heart_rate_bpm == pytest.approx(72, abs=1)
        assert math.isnan(after.spo2_percent) or after.spo2_percent == pytest.approx(before.spo2_percent, abs=1)
        assert math.isnan(after.perfusion_index_percent) or after.perfusion_index_percent == pytest.approx(
            before.perfusion_index_percent, rel=0.15
        )
    assert after.word == "ok"


def test_a_change_of_current_keeps_the_minutes_of_variability(board: Make, library: ctypes.CDLL) -> None:
    one = board(Finger()).play(120)
    before = one.reading().rmssd_ms
    assert not math.isnan(before)
    library.measurement_set_fixed(one.handle, 40, 40)
    one.play(3)
    assert one.reading().rmssd_ms == pytest.approx(before, abs=1)


def test_unknown_loss_begins_anew(board: Make, library: ctypes.CDLL) -> None:
    """No heart rate reaches across it."""
    one = board(Finger()).play(20)
    assert one.statuses[-1] == "ok"
    library.measurement_lost_much(one.handle)
    one.play(1.5)
    assert one.statuses[-1] == "settling"
    one.play(20)
    assert one.statuses[-1] == "ok"


def test_a_restarted_chip_gets_the_known_currents(board: Make, library: ctypes.CDLL) -> None:
    one = board(FINGERS["pale child's"]).play(20)
    mine = (one.lit.red, one.lit.infrared)
    one.scene = NOBODY
    one.play(10)
    library.measurement_restart(one.handle)
    wanted = Currents()
    library.measurement_wants(one.handle, ctypes.byref(wanted))
    assert (wanted.red, wanted.infrared) == mine
