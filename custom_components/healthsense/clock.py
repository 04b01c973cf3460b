"""The clock that the doors hand to the engine, which reads none."""

import time


def now_ms() -> int:
    """Return the present in milliseconds since 1970."""
    return int(time.time() * 1000)
