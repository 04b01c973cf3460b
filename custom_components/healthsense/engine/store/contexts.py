"""What a person was doing (exercise, sleep, ...), as somebody or an automation said: since when, until when, by whom.

What holds now is a setting of the alerts; here is what held when. A time that runs out is not written: it has ended at
its planned end. So nothing is lost between two writes, whenever the power fails.
"""

import sqlite3
from dataclasses import dataclass
from typing import Final

CONTEXTS_KEPT: Final = 10_000
"""Of a person: one an hour for more than a year. An automation that says one every minute must not fill the disk."""


@dataclass(frozen=True, slots=True)
class ContextSpan:
    """A time in which a person was doing something.

    ``until_ms``: the planned end, None where none was said. ``ended_ms``: the end where it came before the plan, else
    None. ``set_by``: the user who said so, empty for an automation.
    """

    context: str
    began_ms: int
    until_ms: int | None
    ended_ms: int | None
    set_by: str

    @property
    def end_ms(self) -> int | None:
        """Return when it ends or ended, None where it goes on until somebody says something else."""
        return self.until_ms if self.ended_ms is None else self.ended_ms


class Contexts:
    """The table ``alert_context``: the newest ``CONTEXTS_KEPT`` of a person, however old."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Use the store's connection."""
        self._db = db

    def say(self, person: str, context: str | None, at_ms: int, until_ms: int | None, by: str) -> None:
        """Keep what a person does from ``at_ms`` on, None for nothing particular; what held until then ends.

        What holds already and is said again goes on, to another planned end.
        """
        held = self._db.execute(
            "SELECT id FROM alert_context WHERE person = ? AND context = ? AND began_ms <= ? AND ended_ms IS NULL"
            " AND (until_ms IS NULL OR until_ms > ?3) ORDER BY began_ms DESC, id DESC LIMIT 1",
            (person, context, at_ms),
        ).fetchone()
        self.end(person, at_ms, but=None if held is None else held[0])
        if held is not None:
            self._db.execute("UPDATE alert_context SET until_ms = ? WHERE id = ?", (until_ms, held[0]))
        elif context is not None:
            self._db.execute(
                "INSERT INTO alert_context(person, context, began_ms, until_ms, set_by) VALUES (?, ?, ?, ?, ?)",
                (person, context, at_ms, until_ms, by),
            )

    def end(self, person: str, at_ms: int, *, but: int | None = None) -> None:
        """Let what holds at ``at_ms`` end then; where the clock was set back, what was to begin later never lasted."""
        self._db.execute(
            "UPDATE alert_context SET ended_ms = max(began_ms, ?2) WHERE person = ?1 AND ended_ms IS NULL"
            " AND (until_ms IS NULL OR until_ms > ?2) AND id IS NOT ?3",
            (person, at_ms, but),
        )

    def prune(self) -> None:
        """Drop the oldest where there are too many."""
        self._db.execute(
            "DELETE FROM alert_context WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER"
            " (PARTITION BY person ORDER BY began_ms DESC, id DESC) AS place FROM alert_context) WHERE place > ?)",
            (CONTEXTS_KEPT,),
        )

    def between(self, person: str, start_ms: int, end_ms: int, limit: int) -> list[ContextSpan]:
        """Return the newest ``limit`` spans that have a part in ``[start_ms, end_ms)``, oldest first."""
        rows = self._db.execute(
            "SELECT context, began_ms, until_ms, ended_ms, set_by FROM alert_context WHERE person = ?1"
            " AND began_ms < ?3 AND (coalesce(ended_ms, until_ms) IS NULL OR coalesce(ended_ms, until_ms) > ?2)"
            " ORDER BY began_ms DESC, id DESC LIMIT ?4",
            (person, start_ms, end_ms, limit),
        ).fetchall()
        return [ContextSpan(*row) for row in reversed(rows)]
