"""The node's scenario model through ctypes: scenario_model.h, seconds in no time."""

import ctypes
from dataclasses import dataclass


class CTruth(ctypes.Structure):
    """struct Truth of scenario_model.h."""

    _fields_ = (
        ("heart_rate_bpm", ctypes.c_float),
        ("spo2_percent", ctypes.c_float),
        ("perfusion_index_percent", ctypes.c_float),
        ("breaths_per_min", ctypes.c_float),
        ("sinus_arrhythmia_bpm", ctypes.c_float),
        ("irregularity", ctypes.c_float),
        ("finger_present", ctypes.c_bool),
        ("moving", ctypes.c_bool),
        ("bright_light", ctypes.c_bool),
    )


class CCuffReading(ctypes.Structure):
    """struct CuffReading of scenario_model.h."""

    _fields_ = (
        ("systolic_mmhg", ctypes.c_float),
        ("diastolic_mmhg", ctypes.c_float),
        ("pulse_bpm", ctypes.c_float),
    )


@dataclass(frozen=True)
class Truth:
    """One second of the simulated person."""

    heart_rate_bpm: float
    spo2_percent: float
    perfusion_index_percent: float
    breaths_per_min: float
    sinus_arrhythmia_bpm: float
    irregularity: float
    finger_present: bool
    moving: bool
    bright_light: bool


@dataclass(frozen=True)
class CuffReading:
    """One measurement of the simulated cuff."""

    systolic_mmhg: float
    diastolic_mmhg: float
    pulse_bpm: float


class Model:
    """One run of the scenario model."""

    def __init__(self, library: ctypes.CDLL, seed: int) -> None:
        self._library = library
        self._model = ctypes.c_void_p(library.model_new(ctypes.c_uint32(seed)))

    def close(self) -> None:
        self._library.model_delete(self._model)

    def scenario_names(self) -> list[str]:
        names: list[str] = []
        while name := self._library.scenario_name(ctypes.c_uint8(len(names))):
            names.append(name.decode())
        return names

    def select(self, scenario: str) -> None:
        self._library.model_select(self._model, ctypes.c_uint8(self.scenario_names().index(scenario)))

    def step(self) -> Truth:
        raw = CTruth()
        self._library.model_step(self._model, ctypes.byref(raw))
        return _named(raw)

    def play(self, scenario: str, seconds: int) -> list[Truth]:
        self.select(scenario)
        return [self.step() for _ in range(seconds)]

    def truth(self) -> Truth:
        raw = CTruth()
        self._library.model_truth(self._model, ctypes.byref(raw))
        return _named(raw)

    def seconds(self) -> int:
        return int(self._library.model_seconds(self._model))

    def measure_cuff(self) -> CuffReading:
        raw = CCuffReading()
        self._library.model_measure_cuff(self._model, ctypes.byref(raw))
        return CuffReading(raw.systolic_mmhg, raw.diastolic_mmhg, raw.pulse_bpm)

    def size_bytes(self) -> int:
        return int(self._library.model_size())


def _named(raw: CTruth) -> Truth:
    return Truth(*(getattr(raw, name) for name, _ in CTruth._fields_))
