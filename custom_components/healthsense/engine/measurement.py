"""A validated reading, and the one gate through which every reading comes in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from math import isfinite
from typing import Final

from .vitals import SITES, VITALS, Sampling, Site, Vital

MAX_FUTURE_MS: Final = 10 * 60_000
"""How far a reading's time may lie ahead of ours: clocks of sensors drift by minutes."""

EARLIEST_MS: Final = int(datetime(1900, 1, 1, tzinfo=UTC).timestamp() * 1000)
MAX_SOURCE_LENGTH: Final = 128


class Reason(StrEnum):
    """Why a reading was not accepted."""

    UNKNOWN_VITAL = "unknown_vital"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_WORD = "unknown_word"
    NOT_A_NUMBER = "not_a_number"
    IMPLAUSIBLE = "implausible"
    BAD_TIME = "bad_time"
    NO_TIME_ZONE = "no_time_zone"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_BIRTH = "before_birth"
    TOO_OLD = "too_old"
    BAD_SOURCE = "bad_source"
    BAD_QUALITY = "bad_quality"
    UNKNOWN_SITE = "unknown_site"
    MINUTE_CLOSED = "minute_closed"
    BAD_ROW = "bad_row"


class MeasurementRejectedError(ValueError):
    """A reading that cannot be accepted. Names the field and the reason, never the value."""

    def __init__(self, field: str, reason: Reason) -> None:
        """Keep which field was refused and why."""
        super().__init__(f"{field}: {reason.value}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Measurement:
    """One accepted reading.

    ``scaled`` is the value in canonical steps (see ``Vital.scale``). ``quality`` is 0-100, or
    None where the source does not tell. ``source`` names the device, not the entity: systolic,
    diastolic and pulse of one cuff share it.
    """

    vital: str
    effective_ms: int
    source: str
    scaled: int
    received_ms: int
    quality: int | None = None
    site: Site = Site.UNKNOWN

    @property
    def value(self) -> float:
        """Return the value in the vital's canonical unit."""
        return VITALS[self.vital].from_scaled(self.scaled)


def to_ms(moment: datetime) -> int:
    """Return milliseconds since the epoch.

    Raises:
        MeasurementRejectedError: ``moment`` has no time zone (field ``time``).
    """
    if moment.utcoffset() is None:
        raise MeasurementRejectedError("time", Reason.NO_TIME_ZONE)
    # Floor of whole microseconds: float arithmetic of timestamp() loses the last digit.
    delta = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1000 + delta.microseconds // 1000


def to_datetime(ms: int) -> datetime:
    """Return the moment in UTC."""
    return datetime.fromtimestamp(ms // 1000, tz=UTC).replace(microsecond=ms % 1000 * 1000)


def _scaled(vital: Vital, value: object, unit: str | None) -> int:
    if vital.sampling is Sampling.CODED:
        code = vital.codes.get(str(value).strip().casefold())
        if code is None:
            raise MeasurementRejectedError("value", Reason.UNKNOWN_WORD)
        return code
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise MeasurementRejectedError("value", Reason.NOT_A_NUMBER)
    try:
        number = float(value)
    except OverflowError:
        raise MeasurementRejectedError("value", Reason.NOT_A_NUMBER) from None
    if not isfinite(number):
        raise MeasurementRejectedError("value", Reason.NOT_A_NUMBER)
    scaled = vital.to_scaled(number, unit)
    if scaled is None:
        raise MeasurementRejectedError("unit", Reason.UNKNOWN_UNIT)
    low, high = vital.plausible
    if not low * vital.scale <= scaled <= high * vital.scale:
        raise MeasurementRejectedError("value", Reason.IMPLAUSIBLE)
    return scaled


def validate(
    vital: str,
    value: object,
    unit: str | None,
    *,
    effective_ms: int,
    received_ms: int,
    source: str,
    quality: float | None = None,
    site: str | None = None,
    birth_date: date | None = None,
) -> Measurement:
    """Return the reading in canonical form.

    ``received_ms`` is when it came to us and serves as the present. ``birth_date`` bounds the
    past. CODED vitals take a word (or a boolean) and ignore ``unit``.

    Raises:
        MeasurementRejectedError: naming the first field that cannot be accepted and why.
    """
    row = VITALS.get(vital)
    if row is None:
        raise MeasurementRejectedError("vital", Reason.UNKNOWN_VITAL)
    scaled = _scaled(row, value, unit)
    if effective_ms > received_ms + MAX_FUTURE_MS:
        raise MeasurementRejectedError("time", Reason.IN_THE_FUTURE)
    if effective_ms < EARLIEST_MS:
        raise MeasurementRejectedError("time", Reason.TOO_OLD)
    if birth_date is not None and effective_ms < to_ms(datetime.combine(birth_date, time(), UTC)) - 86_400_000:
        # A day's grace: the birth date has no time zone.
        raise MeasurementRejectedError("time", Reason.BEFORE_BIRTH)
    if not source or len(source) > MAX_SOURCE_LENGTH or not source.isprintable():
        raise MeasurementRejectedError("source", Reason.BAD_SOURCE)
    if quality is not None and (isinstance(quality, bool) or not 0 <= quality <= 100):
        raise MeasurementRejectedError("quality", Reason.BAD_QUALITY)
    place = Site.UNKNOWN
    if site is not None and row.sites:
        if site not in SITES:
            raise MeasurementRejectedError("site", Reason.UNKNOWN_SITE)
        place = Site(site)
    return Measurement(
        vital, effective_ms, source, scaled, received_ms, None if quality is None else round(quality), place
    )
