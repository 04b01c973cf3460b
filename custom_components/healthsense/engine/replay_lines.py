"""What `script/replay` writes: a line for whatever a reader sees change, as JSON or as text."""

import json
from collections.abc import Sequence
from datetime import tzinfo
from typing import Any, TextIO

from .alerts.model import Transition
from .assessment import Assessment
from .catalog import CATALOG
from .ingest.rows import Rejected
from .measurement import to_datetime
from .monitor import Result

type _Face = tuple[float | str | None, float | str | None, float | str | None, str | None, str | None]


def shown(assessment: Assessment) -> _Face:
    """Return what a reader sees of an assessment: what must change for a line to be printed."""
    entry = CATALOG[assessment.key]
    return (
        entry.shown(assessment.value),
        entry.shown(assessment.lower),
        entry.shown(assessment.upper),
        assessment.band,
        assessment.refused,
    )


class JsonLines:
    """One JSON object a line."""

    def __init__(self, out: TextIO, *, several: bool) -> None:
        """Write to ``out``; ``several`` files: rejections name theirs."""
        self._out = out
        self._several = several

    def assessment(self, now_ms: int, assessment: Assessment) -> None:
        """Write an assessment."""
        line = {"time": to_datetime(now_ms).isoformat(), **assessment.as_dict()}
        # Apart, so that no assessment's own figure can pass for one of the common keys.
        line["extra"] = {key: line.pop(key) for key, _ in assessment.extra}
        self._out.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")

    def alert(self, happened: Transition) -> None:
        """Write what happened to an alert."""
        self._out.write(json.dumps(happened.as_dict(), ensure_ascii=False) + "\n")

    def rejected(self, file: str, row: Rejected) -> None:
        """Write a rejected row."""
        body: dict[str, Any] = {"line": row.line, "field": row.field, "reason": row.reason}
        if self._several:
            body["file"] = file
        self._out.write(json.dumps({"rejected": body}, ensure_ascii=False) + "\n")


class TextLines:
    """Aligned text in the person's time zone."""

    def __init__(self, out: TextIO, zone: tzinfo, *, several: bool) -> None:
        """Write to ``out``."""
        self._out = out
        self._zone = zone
        self._several = several
        self._width = max(len(key) for key in CATALOG)

    def assessment(self, now_ms: int, assessment: Assessment) -> None:
        """Write an assessment."""
        self._line(now_ms, assessment.key, _answer(assessment), assessment.explanation)

    def alert(self, happened: Transition) -> None:
        """Write what happened to an alert."""
        held_back = "" if happened.suppressed is None else f" ({happened.suppressed.value})"
        self._line(
            happened.at_ms,
            f"! {happened.cause.value}",
            f"{happened.level.word} {happened.word.value}",
            f"{happened.reason}{held_back}",
        )

    def _line(self, now_ms: int, what: str, answer: str, why: str) -> None:
        when = to_datetime(now_ms).astimezone(self._zone).strftime("%Y-%m-%d %H:%M:%S")
        self._out.write(f"{when}  {what:<{self._width}}  {answer:<28}  {why}".rstrip() + "\n")

    def rejected(self, file: str, row: Rejected) -> None:
        """Write a rejected row."""
        where = f"{file}:{row.line}" if self._several else f"line {row.line}"
        self._out.write(f"rejected             {where}: {row.field}: {row.reason}\n")


def _answer(assessment: Assessment) -> str:
    if assessment.refused is not None:
        return f"({assessment.refused})"
    entry = CATALOG[assessment.key]

    def number(value: float | str | None) -> str:
        return f"{value:.{entry.decimals}f}" if isinstance(value, (int, float)) else str(value)

    if assessment.value is None:
        text = f"{number(assessment.lower)} to {number(assessment.upper)}"
    else:
        text = number(assessment.value)
    if assessment.unit:
        text += f" {assessment.unit}"
    if assessment.band is not None and assessment.band != assessment.value:
        text += f" {assessment.band}"
    return text


class Lines:
    """What was written last: a line is written when what a reader sees changes."""

    def __init__(self, lines: JsonLines | TextLines) -> None:
        """Write to ``lines``."""
        self._lines = lines
        self._seen: dict[str, _Face] = {}

    def write(self, refused: Sequence[tuple[str, Rejected]], result: Result) -> None:
        """Write the rejected rows, the answers that changed and what happened to alerts, at one moment."""
        for file, row in refused:
            self._lines.rejected(file, row)
        for key in CATALOG:
            if key in result.changed:
                assessment = result.assessments[key]
                face = shown(assessment)
                if self._seen.get(key) != face:
                    self._seen[key] = face
                    self._lines.assessment(result.now_ms, assessment)
        for happened in result.alerts.transitions:
            self._lines.alert(happened)
