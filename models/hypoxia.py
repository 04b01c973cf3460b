"""Low oxygen within four hours in intensive care: hourly vitals of the eICU demo.

A row is one hour of one stay, with what ``healthsense_engine.risk.trends.features`` makes of the
four hours up to it: training and use call the same function. Outcome: any hour below 90 % among the
next four that have a saturation; only hours with 92 % or more now. Every fourth hour is taken, so
that no two rows of a stay look at the same four hours to come. There are no person ids: stays are
kept together, people who came twice cannot be.
"""

import io
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pyarrow.parquet
from healthsense_engine.risk.trends import HOURS, features

from .data import EICU_STAYS, EICU_VITALS, SharedFile, read_bytes
from .spec import Cohort, Column, Floats

LOW_PERCENT: Final = 90
NOW_PERCENT: Final = 92
AHEAD_HOURS: Final = 4
FLAT_PERCENT: Final = 97
"""Above, the oxygen dissociation curve is flat (Severinghaus, J Appl Physiol 1979;46:599): a higher
saturation counts as this. The caps of rates and trends hold what a loose clip or lead would exaggerate."""

SEX: Final = (("female", 0.0), ("male", 1.0))

_CELLS: Final = {
    "heart_rate": "hr", "spo2": "o2sat", "respiratory_rate": "resp", "systolic": "sbp", "diastolic": "dbp",
}  # fmt: skip
_POSSIBLE: Final = {
    "heart_rate": (20, 300), "spo2": (50, 100), "respiratory_rate": (3, 80), "systolic": (40, 300),
    "diastolic": (15, 200),
}  # fmt: skip
"""Outside of these a value is a lost lead or a kinked line, not a person: it counts as missing."""

_LAST: Final = "The newest hour's median."
_MEAN: Final = "Mean of the hourly medians of four hours."
_SLOPE: Final = "Least-squares slope over the four hours, of at least three."
COLUMNS: Final = (
    Column("age", "age", "years", "90 stands for 90 and over.", cap=(None, 90), fixed_range=(18, 120)),
    Column("sex", "sex", "", "As recorded by the hospital.", codes=SEX),
    Column("heart_rate_now", "heart rate", "bpm", _LAST, cap=(50, 130)),
    Column("heart_rate_mean", "heart rate, mean", "bpm", _MEAN, cap=(50, 130)),
    Column("heart_rate_slope", "heart rate, trend", "bpm/h", _SLOPE, cap=(-8, 8)),
    Column("spo2_now", "oxygen saturation", "%", f"{_LAST} Below {NOW_PERCENT} % no answer.", cap=(None, FLAT_PERCENT),
           fixed_range=(NOW_PERCENT, 100)),
    Column("spo2_mean", "oxygen saturation, mean", "%", _MEAN, cap=(None, FLAT_PERCENT)),
    Column("spo2_slope", "oxygen saturation, trend", "%/h", _SLOPE, cap=(-2, 2)),
    Column("spo2_min", "oxygen saturation, lowest hour", "%", "Lowest hourly median of four hours.",
           cap=(86, FLAT_PERCENT)),
    Column("respiratory_rate_now", "respiratory rate", "/min", _LAST, cap=(10, 35)),
    Column("respiratory_rate_mean", "respiratory rate, mean", "/min", _MEAN, cap=(10, 35)),
    Column("respiratory_rate_slope", "respiratory rate, trend", "/min/h", _SLOPE, cap=(-4, 4)),
    Column("systolic_now", "systolic blood pressure", "mmHg", "The newest of four hours. Arterial line or cuff."),
    Column("systolic_mean", "systolic blood pressure, mean", "mmHg", _MEAN),
    Column("diastolic_now", "diastolic blood pressure", "mmHg", "The newest of four hours. Arterial line or cuff."),
    Column("diastolic_mean", "diastolic blood pressure, mean", "mmHg", _MEAN),
)  # fmt: skip
OPTIONAL: Final = frozenset(
    column.name for column in COLUMNS if column.name.startswith(("respiratory", "systolic", "diastolic"))
)
_AGE_GROUPS: Final = (("under 50", 0, 50), ("50-69", 50, 70), ("70 and over", 70, 200))


def _table(wanted: SharedFile, *columns: str) -> dict[str, Any]:
    table = pyarrow.parquet.read_table(io.BytesIO(read_bytes(wanted)), columns=list(columns))
    return {name: table[name] for name in columns}


def _grids() -> Iterator[tuple[int, dict[str, Floats]]]:
    """Yield each stay's number and its vitals by hour (NaN: no value)."""
    table = _table(EICU_VITALS, "stay_id", "time", *_CELLS.values())
    stays = table["stay_id"].to_numpy()
    hours = table["time"].cast("int64").to_numpy() // 3600
    vitals = {}
    for name, cell in _CELLS.items():
        values = np.array(table[cell].to_numpy(), dtype=float)
        low, high = _POSSIBLE[name]
        vitals[name] = np.where((values >= low) & (values <= high), values, np.nan)
    order = np.argsort(stays, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(stays[order])) + 1):
        grid = {name: np.full(int(hours[part].max()) + 1, np.nan) for name in vitals}
        for name, values in vitals.items():
            grid[name][hours[part]] = values[part]
        yield int(stays[part[0]]), grid


def hourly(grid: dict[str, Floats], at: int) -> dict[str, list[float | None]]:
    """Return the four hours up to ``at`` as ``trends.features`` takes them."""
    return {
        name: [None if np.isnan(value) else float(value) for value in values[at - HOURS + 1 : at + 1]]
        for name, values in grid.items()
    }


def outcome(saturations: Floats, at: int) -> bool | None:
    """Return whether it falls below 90 % within four hours; None where the hour does not count."""
    ahead = saturations[at + 1 : at + 1 + AHEAD_HOURS]
    if not saturations[at] >= NOW_PERCENT or np.isnan(ahead).all():
        return None
    return bool(np.nanmin(ahead) < LOW_PERCENT)


def cohort(step: int = HOURS) -> Cohort:
    """Return the hours (every ``step``-th) of all stays, those of one stay kept together by ``units``."""
    people = _table(EICU_STAYS, "stay_id", "age", "sex")
    sexes = {"Female": 0.0, "Male": 1.0}
    known = {
        stay: (np.nan if age is None else age, sexes.get(sex, np.nan))
        for stay, age, sex in zip(*(people[name].to_pylist() for name in people), strict=True)
    }
    rows, outcomes, units = [], [], []
    for stay, grid in _grids():
        for at in range(HOURS - 1, len(grid["spo2"]) - 1, step):
            falls = outcome(grid["spo2"], at)
            if falls is None:
                continue
            found = {"age": known[stay][0], "sex": known[stay][1], **features(hourly(grid, at))}
            rows.append([np.nan if found[column.name] is None else found[column.name] for column in COLUMNS])
            outcomes.append(falls)
            units.append(stay)
    x: Floats = np.array(rows, dtype=float)
    age = x[:, 0]
    groups = {
        "Sex": {"female": x[:, 1] == 0, "male": x[:, 1] == 1},
        "Age": {label: (age >= low) & (age < high) for label, low, high in _AGE_GROUPS},
        "Saturation now": {
            "92-93 %": x[:, 5] < 94,
            "94-95 %": (x[:, 5] >= 94) & (x[:, 5] < 96),
            "96 % and more": x[:, 5] >= 96,
        },
    }
    return Cohort(COLUMNS, x, np.array(outcomes, dtype=np.int64), groups, {}, np.array(units, dtype=np.int64))
