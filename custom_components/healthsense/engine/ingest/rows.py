"""What a recording yields, whatever its format."""

from dataclasses import dataclass

from ..measurement import Measurement


class RecordingError(ValueError):
    """A file that cannot be read as a recording at all. Says why in a few words."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that could not be accepted: where it stands, which field, why.

    ``at_ms`` is the row's time where that much could be read.
    """

    line: int
    field: str
    reason: str
    at_ms: int | None = None


type Row = Measurement | Rejected
