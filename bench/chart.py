"""The answer that a chart of a year of minute readings gets, for ``bench/chart.mjs`` to draw.

``PYTHONPATH=. .venv/ha/bin/python -m bench.chart [POINTS] > FILE``, then ``node bench/chart.mjs FILE`` (docs/cards.md).
"""

import json
import math
import random
import sys
import tempfile
from pathlib import Path
from typing import Final

from custom_components.healthsense.engine.measurement import Measurement
from custom_components.healthsense.engine.store import Store
from custom_components.healthsense.series import Query, columns

_START_MS: Final = 1_750_032_000_000
_MINUTE_MS: Final = 60_000
_DAY_MINUTES: Final = 1440
_DAYS: Final = 365
_PERSON: Final = "4f1c7a52a8f04e0f9d6f3f0b8f7d2c11"
_POINTS: Final = 1200


def _pulse(minute: int) -> float:
    return 65 - 10 * math.cos(2 * math.pi * minute / _DAY_MINUTES)


def _day(day: int, noise: random.Random) -> list[Measurement]:
    """Return a pulse for each minute of a day: slow at night, up and down with whatever one does."""
    return [
        Measurement("heart_rate", at, "bench", 100 * round(_pulse(minute) + noise.gauss(0, 6)), at, 100)
        for minute in range(_DAY_MINUTES)
        for at in (_START_MS + (day * _DAY_MINUTES + minute) * _MINUTE_MS,)
    ]


def main() -> None:
    """Write a year into a store of its own and print its chart."""
    points = int(sys.argv[1]) if len(sys.argv) > 1 else _POINTS
    end_ms = _START_MS + _DAYS * _DAY_MINUTES * _MINUTE_MS
    with tempfile.TemporaryDirectory(prefix="healthsense-bench-") as folder:
        store = Store.open(Path(folder) / "year.db", now_ms=_START_MS)
        noise = random.Random(6)  # noqa: S311  # of a picture, not of a secret
        for day in range(_DAYS):
            store.write(_PERSON, _day(day, noise))
        store.commit(end_ms)
        query = Query(_PERSON, _START_MS, end_ms, ("heart_rate",), max_points=points)
        json.dump(columns(query, None)(store), sys.stdout, separators=(",", ":"))
        store.close()


if __name__ == "__main__":
    main()
