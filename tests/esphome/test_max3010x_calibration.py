"""One-point calibration, temperature and reporting: what the driver does with a reading."""

import ctypes
import math
from collections.abc import Iterator

import pytest
from max3010x_driver import RESULTS, STATUSES, StoredCalibration, compile_driver


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    return compile_driver(tmp_path_factory.mktemp("max3010x"))


class Calibration:
    """calibration.h with the default curve."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        self._handle = ctypes.c_void_p(library.calibration_new())

    def seconds(
        self,
        count: int,
        ratio: float,
        *,
        status: str = "ok",
        quality: float = 95.0,
        perfusion: float = 1.5,
        factor: float = 1.0,
    ) -> Calibration:
        """So many seconds that are alike."""
        for _ in range(count):
            self._library.calibration_observe(
                self._handle,
                STATUSES.index(status),
                *(ctypes.c_float(value) for value in (ratio, quality, perfusion, factor)),
            )
        return self

    def reference(self, percent: float) -> Calibration:
        """What the finger oximeter shows."""
        self._library.calibration_reference(self._handle, ctypes.c_float(percent))
        return self

    def calibrate(self, temperature_c: float = 30.0) -> str:
        """The button."""
        return RESULTS[self._library.calibration_calibrate(self._handle, ctypes.c_float(temperature_c))]

    def forget(self) -> None:
        """The other button."""
        self._library.calibration_forget(self._handle)

    @property
    def calibrated(self) -> bool:
        """Whether there is one."""
        return bool(self._library.calibration_calibrated(self._handle))

    @property
    def offset(self) -> float:
        """In % SpO2."""
        return float(self._library.calibration_offset(self._handle))

    @property
    def stored(self) -> StoredCalibration:
        """What a restart leaves."""
        out = StoredCalibration()
        self._library.calibration_stored(self._handle, ctypes.byref(out))
        return out

    def restore(self, stored: StoredCalibration) -> bool:
        """As after a restart."""
        return bool(self._library.calibration_restore(self._handle, ctypes.byref(stored)))

    def close(self) -> None:
        """Frees it."""
        self._library.calibration_free(self._handle)


@pytest.fixture
def calibration(library: ctypes.CDLL) -> Iterator[Calibration]:
    one = Calibration(library)
    yield one
    one.close()


RATIO = 0.6
SPO2 = -45.060 * RATIO**2 + 30.354 * RATIO + 94.845  # 96.8 %


@pytest.mark.parametrize("apart", [-2.99, -1.3, 0.0, 2.0, 2.99])
def test_a_steady_signal_takes_the_reference(calibration: Calibration, apart: float) -> None:
    assert calibration.seconds(15, RATIO).reference(SPO2 + apart).calibrate() == "done"
    assert calibration.offset == pytest.approx(apart, abs=1e-3)
    assert calibration.calibrated


@pytest.mark.parametrize("apart", [-3.1, 3.1, -20.0])
def test_more_than_three_is_no_matter_of_calibration(calibration: Calibration, apart: float) -> None:
    assert calibration.seconds(15, RATIO).reference(SPO2 + apart).calibrate() == "too far"
    assert not calibration.calibrated
    assert calibration.offset == 0


def test_a_second_calibration_does_not_add_to_the_first(calibration: Calibration) -> None:
    """Ten presses move it no further than one: the offset is always from the uncorrected value."""
    for _ in range(10):
        assert calibration.seconds(15, RATIO).reference(SPO2 + 2.0).calibrate() == "done"
    assert calibration.offset == pytest.approx(2.0, abs=1e-3)


UNSTEADY = {
    "too short": {"count": 14},
    "moving": {"status": "motion"},
    "weak": {"status": "low_perfusion"},
    "poor quality": {"quality": 69.0},
    "little perfusion": {"perfusion": 0.29},
    "no ratio": {"ratio": math.nan},
}


@pytest.mark.parametrize("what", UNSTEADY.values(), ids=UNSTEADY.keys())
def test_an_unsteady_signal_is_refused(calibration: Calibration, what: dict[str, object]) -> None:
    seconds = {"count": 30, "ratio": RATIO, **what}
    assert calibration.seconds(**seconds).reference(SPO2).calibrate() == "not stable"  # type: ignore[arg-type] # a table
    assert not calibration.calibrated


def test_one_bad_second_begins_the_fifteen_anew(calibration: Calibration) -> None:
    calibration.seconds(20, RATIO).seconds(1, RATIO, status="motion").seconds(14, RATIO).reference(SPO2)
    assert calibration.calibrate() == "not stable"
    calibration.seconds(1, RATIO)
    assert calibration.calibrate() == "done"


def test_values_that_wander_are_refused(calibration: Calibration) -> None:
    """More than 1 % between the highest and the lowest second."""
    for second in range(15):
        calibration.seconds(1, RATIO + 0.003 * second)
    assert calibration.reference(SPO2).calibrate() == "not stable"


def test_nothing_without_a_reference_of_now(calibration: Calibration) -> None:
    """It is good for two minutes and for one calibration."""
    assert calibration.seconds(15, RATIO).calibrate() == "no reference"
    calibration.reference(SPO2).seconds(121, RATIO)
    assert calibration.calibrate() == "no reference"
    calibration.reference(SPO2).seconds(119, RATIO)
    assert calibration.calibrate() == "done"
    assert calibration.calibrate() == "no reference"


def test_a_restart_keeps_it(calibration: Calibration, library: ctypes.CDLL) -> None:
    calibration.seconds(15, RATIO).reference(SPO2 + 1.5).calibrate(31.5)
    other = Calibration(library)
    assert other.restore(calibration.stored)
    assert other.offset == pytest.approx(1.5, abs=1e-3)
    assert other.stored.temperature_c == 31.5
    other.close()


def test_a_forgotten_one_is_not_restored(calibration: Calibration, library: ctypes.CDLL) -> None:
    calibration.seconds(15, RATIO).reference(SPO2).calibrate()
    calibration.forget()
    assert not calibration.calibrated
    other = Calibration(library)
    assert not other.restore(calibration.stored)
    assert not other.calibrated
    other.close()


@pytest.mark.parametrize(
    "change",
    [{"a": -40.0}, {"b": 30.0}, {"c": 95.0}, {"offset_percent": 3.5}, {"offset_percent": math.nan}, {"a": math.nan}],
    ids=str,
)
def test_what_belongs_to_another_curve_or_cannot_be_is_not_restored(
    calibration: Calibration, change: dict[str, float]
) -> None:
    values = {"offset_percent": 1.0, "temperature_c": 30.0, "a": -45.060, "b": 30.354, "c": 94.845}
    assert calibration.restore(StoredCalibration(**values))
    calibration.forget()
    assert not calibration.restore(StoredCalibration(**{**values, **change}))
    assert not calibration.calibrated


@pytest.mark.parametrize(
    ("temperature_c", "reference_c", "factor"),
    [(30, 30, 1.0), (40, 30, 1.014), (20, 30, 0.986), (99, 30, 1.035), (-40, 30, 0.965), (math.nan, 30, 1.0)],
)
def test_a_warmer_led_makes_the_ratio_smaller(
    library: ctypes.CDLL, temperature_c: float, reference_c: float, factor: float
) -> None:
    """0.1 nm a degree (Reynolds 1991), 1.4 % absorption a nm at 660 nm (Prahl 1998), at most 25 degrees."""
    both = library.wavelength_factor(ctypes.c_float(temperature_c), ctypes.c_float(reference_c))
    assert both == pytest.approx(factor, abs=1e-5)
    assert library.wavelength_factor(ctypes.c_float(30), ctypes.c_float(math.nan)) == 1.0


def test_prahls_table_gives_the_slope() -> None:
    """-1.4 % within 0.25 % a nm between 650 and 670 nm, for 70 to 100 % saturation."""
    oxygenated, without = (368.0, 319.6, 294.0), (3750.12, 3226.56, 2795.12)
    for percent in range(70, 101):
        share = percent / 100
        shorter, here, longer = (share * o + (1 - share) * h for o, h in zip(oxygenated, without, strict=True))
        assert (longer - shorter) / 20 / here == pytest.approx(-0.014, abs=0.0025)


@pytest.mark.parametrize("ratio", [0.4, 0.6, 0.8, 1.0, 1.4])
@pytest.mark.parametrize("factor", [0.965, 1.0, 1.035])
def test_the_corrected_curve_is_the_curve_of_the_corrected_ratio(
    library: ctypes.CDLL, ratio: float, factor: float
) -> None:
    got = library.corrected_spo2(*(ctypes.c_float(value) for value in (ratio, factor, 1.5)))
    assert got == pytest.approx(library.curve_spo2(ctypes.c_float(ratio * factor)) + 1.5, abs=1e-3)


def test_reports_come_at_the_interval_and_at_each_change_of_status(library: ctypes.CDLL) -> None:
    schedule = ctypes.c_void_p(library.schedule_new(5))
    ok, away = STATUSES.index("ok"), STATUSES.index("no_finger")
    told = [bool(library.schedule_second(schedule, status)) for status in [ok] * 11 + [away] * 3 + [ok] * 2]
    assert [second for second, is_told in enumerate(told) if is_told] == [0, 5, 10, 11, 14]
    library.schedule_free(schedule)


@pytest.mark.parametrize(
    ("values", "decimals", "told"),
    [
        ([72.1, 72.4, 71.6, 72.6], 0, [True, False, False, True]),
        ([97.04, 97.06, 97.11], 1, [True, True, False]),
        ([math.nan, math.nan, 72.0, math.nan, math.nan], 0, [True, False, True, True, False]),
    ],
)
def test_only_on_change(library: ctypes.CDLL, values: list[float], decimals: int, told: list[bool]) -> None:
    """A change is one of the digits that are shown."""
    one = ctypes.c_void_p(library.told_new())
    worth = [
        bool(library.told_worth(one, ctypes.c_float(value), decimals, 1, second)) for second, value in enumerate(values)
    ]
    assert worth == told
    assert all(library.told_worth(one, ctypes.c_float(values[-1]), decimals, 0, 9) for _ in range(2))
    library.told_free(one)


def test_a_steady_value_is_told_again_each_minute(library: ctypes.CDLL) -> None:
    one = ctypes.c_void_p(library.told_new())
    told = [second for second in range(200) if library.told_worth(one, ctypes.c_float(72.0), 0, 1, second)]
    assert told == [0, 60, 120, 180]
    library.told_free(one)


def test_an_irregular_pulse_takes_a_minute_to_be_told_and_to_end(library: ctypes.CDLL) -> None:
    """Limit 0.1 of the mean interval (Dash 2009). Unknown ends it at once."""
    one = ctypes.c_void_p(library.irregular_new())

    def seconds(count: int, irregularity: float) -> list[int]:
        return [library.irregular_second(one, ctypes.c_float(irregularity)) for _ in range(count)]

    assert seconds(10, 0.05) == [0] * 10
    assert seconds(59, 0.11) == [0] * 59
    assert seconds(2, 0.11) == [1, 1]
    assert seconds(59, 0.09) == [1] * 59
    assert seconds(1, 0.11) == [1]
    assert seconds(60, 0.09) == [1] * 59 + [0]
    seconds(60, 0.2)
    assert seconds(1, math.nan) == [-1]
    assert seconds(1, 0.2) == [0]
    library.irregular_free(one)
