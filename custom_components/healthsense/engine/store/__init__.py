"""The history store: readings, their buckets, packed days, and what was answered."""

from .errors import (
    StoreBusyError,
    StoreCorruptError,
    StoreError,
    StoreFullError,
    StoreTooNewError,
)
from .outcomes import Outcome
from .records import Bucket, Erased, Intake, Point, Written
from .store import Store

__all__ = [
    "Bucket",
    "Erased",
    "Intake",
    "Outcome",
    "Point",
    "Store",
    "StoreBusyError",
    "StoreCorruptError",
    "StoreError",
    "StoreFullError",
    "StoreTooNewError",
    "Written",
]
