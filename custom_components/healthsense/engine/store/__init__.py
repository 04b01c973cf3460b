"""The history store: readings, their buckets, packed days, and what was answered."""

from .alerts import StoredSetting
from .errors import (
    StoreBusyError,
    StoreCorruptError,
    StoreError,
    StoreFullError,
    StoreTooNewError,
)
from .marks import Mark, Word
from .notes import MAX_NOTE, Note
from .outcomes import Outcome
from .records import Bucket, Erased, Intake, Point, Written
from .store import Store

__all__ = [
    "MAX_NOTE",
    "Bucket",
    "Erased",
    "Intake",
    "Mark",
    "Note",
    "Outcome",
    "Point",
    "Store",
    "StoreBusyError",
    "StoreCorruptError",
    "StoreError",
    "StoreFullError",
    "StoreTooNewError",
    "StoredSetting",
    "Word",
    "Written",
]
