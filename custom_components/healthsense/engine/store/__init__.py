"""The history store: readings, their buckets, packed days, and what was answered."""

from .alerts import StoredSetting
from .contexts import ContextSpan
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
from .records import Bucket, Erased, Intake, Point, Told, Written
from .store import Store
from .undo import UNDO_KEPT_MS, Key, Undone

__all__ = [
    "MAX_NOTE",
    "UNDO_KEPT_MS",
    "Bucket",
    "ContextSpan",
    "Erased",
    "Intake",
    "Key",
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
    "Told",
    "Undone",
    "Word",
    "Written",
]
