"""What is kept of alerts: each as it stands, its log, what was told of it, and what people set.

The rows know of an alert only what finding it takes; the rest is a JSON object of the alert rooms.
"""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from .records import DAY_MS

WITHDRAWN: Final = "withdrawn"
"""The stage of an alert that ended before it was raised."""
WITHDRAWN_KEPT_MS: Final = 30 * DAY_MS
EVER_MS: Final = 1 << 52

_OF_ALERT: Final = ("alert_log", "alert_delivery")


class StoredSetting(NamedTuple):
    """What somebody set, None where it was taken back, with who did and when."""

    key: str
    body: dict[str, Any] | None
    set_by: str
    set_ms: int


def _packed(body: Mapping[str, Any]) -> str:
    return json.dumps(body, separators=(",", ":"), sort_keys=True, ensure_ascii=False)


class AlertRows:
    """The tables ``alert``, ``alert_log``, ``alert_delivery`` and ``alert_setting``."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Use the store's connection."""
        self._db = db

    def put(  # noqa: PLR0917 - a row, in the order of its columns
        self, person: str, key: str, stage: str, began_ms: int, ended_ms: int | None, body: Mapping[str, Any]
    ) -> None:
        """Keep an alert as it stands now."""
        self._db.execute(
            "INSERT INTO alert(person, id, stage, began_ms, ended_ms, body) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT(person, id) DO UPDATE SET stage = excluded.stage, began_ms = excluded.began_ms,"
            " ended_ms = excluded.ended_ms, body = excluded.body",
            (person, key, stage, began_ms, ended_ms, _packed(body)),
        )

    def between(self, person: str, start_ms: int, end_ms: int, limit: int, *, withdrawn: bool) -> list[dict[str, Any]]:
        """Return the newest ``limit`` alerts that began in ``[start_ms, end_ms)``, oldest first."""
        rows = self._db.execute(
            "SELECT id, body FROM alert WHERE person = ? AND began_ms >= ? AND began_ms < ? AND (stage <> ? OR ?)"
            " ORDER BY began_ms DESC, id DESC LIMIT ?",
            (person, start_ms, end_ms, WITHDRAWN, withdrawn, limit),
        ).fetchall()
        return [{**json.loads(body), "id": key} for key, body in reversed(rows)]

    def get(self, person: str, key: str) -> dict[str, Any] | None:
        """Return one alert, None where there is none."""
        row = self._db.execute("SELECT body FROM alert WHERE person = ? AND id = ?", (person, key)).fetchone()
        return None if row is None else {**json.loads(row[0]), "id": key}

    def open(self, person: str, ended_since_ms: int) -> list[dict[str, Any]]:
        """Return alerts that did not end, or ended at ``ended_since_ms`` or later, oldest first."""
        rows = self._db.execute(
            "SELECT began_ms, id, body FROM alert WHERE person = ?1 AND ended_ms IS NULL UNION ALL"
            " SELECT began_ms, id, body FROM alert WHERE person = ?1 AND ended_ms >= ?2 ORDER BY began_ms, id",
            (person, ended_since_ms),
        )
        return [{**json.loads(body), "id": key} for _, key, body in rows]

    def log(self, person: str, alert: str, seq: int, at_ms: int, body: Mapping[str, Any]) -> None:
        """Keep a line of an alert's log; a second one of the same number is an error of the database."""
        self._db.execute(
            "INSERT INTO alert_log(person, alert, seq, at_ms, body) VALUES (?, ?, ?, ?, ?)",
            (person, alert, seq, at_ms, _packed(body)),
        )

    def log_between(
        self, person: str, start_ms: int, end_ms: int, alert: str | None, limit: int
    ) -> list[dict[str, Any]]:
        """Return the newest ``limit`` lines in ``[start_ms, end_ms)``, of one alert where it is named, oldest first."""
        rows = self._db.execute(
            "SELECT at_ms, alert, seq, body FROM alert_log WHERE person = ? AND at_ms >= ? AND at_ms < ?"
            " AND (?4 IS NULL OR alert = ?4) ORDER BY at_ms DESC, alert DESC, seq DESC LIMIT ?",
            (person, start_ms, end_ms, alert, limit),
        ).fetchall()
        return [
            {**json.loads(body), "at_ms": at_ms, "alert": own, "seq": seq} for at_ms, own, seq, body in reversed(rows)
        ]

    def put_delivery(  # noqa: PLR0917 - a row, in the order of its columns
        self, person: str, key: str, alert: str, made_ms: int, status: str, body: Mapping[str, Any]
    ) -> None:
        """Keep a delivery as it stands now: a repetition under the same id is the same row."""
        self._db.execute(
            "INSERT INTO alert_delivery(person, id, alert, made_ms, status, body) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT(person, id) DO UPDATE SET status = excluded.status, body = excluded.body",
            (person, key, alert, made_ms, status, _packed(body)),
        )

    def deliveries(self, person: str, alert: str | None, status: str | None) -> list[dict[str, Any]]:
        """Return deliveries in the order in which they were made."""
        rows = self._db.execute(
            "SELECT id, alert, body FROM alert_delivery WHERE person = ?1 AND (?2 IS NULL OR alert = ?2)"
            " AND (?3 IS NULL OR status = ?3) ORDER BY made_ms, id",
            (person, alert, status),
        )
        return [{**json.loads(body), "id": key, "alert": own} for key, own, body in rows]

    def put_setting(self, person: str, key: str, body: Mapping[str, Any] | None, set_by: str, set_ms: int) -> None:
        """Keep what somebody set."""
        self._db.execute(
            "INSERT OR REPLACE INTO alert_setting(person, key, body, set_by, set_ms) VALUES (?, ?, ?, ?, ?)",
            (person, key, None if body is None else _packed(body), set_by, set_ms),
        )

    def settings(self, person: str) -> dict[str, StoredSetting]:
        """Return what is set, by key."""
        rows = self._db.execute(
            "SELECT key, body, set_by, set_ms FROM alert_setting WHERE person = ? ORDER BY key", (person,)
        )
        return {
            key: StoredSetting(key, None if body is None else json.loads(body), set_by, set_ms)
            for key, body, set_by, set_ms in rows
        }

    def prune(self, now_ms: int) -> None:
        """Drop alerts that were never raised and are older than they are kept, with their logs."""
        old = self._db.execute(
            "SELECT person, id FROM alert WHERE stage = ? AND ended_ms < ?", (WITHDRAWN, now_ms - WITHDRAWN_KEPT_MS)
        ).fetchall()
        for table in _OF_ALERT:
            self._db.executemany(f"DELETE FROM {table} WHERE person = ? AND alert = ?", old)  # noqa: S608 - ours
        self._db.executemany("DELETE FROM alert WHERE person = ? AND id = ?", old)

    def reassign_all(self, person: str, to_person: str) -> None:
        """Give the alerts of a person to somebody else; what people had set for the person goes.

        A limit or a consent was set for one person and is no setting of another. An alert whose id the other has too
        gets a new one.
        """
        taken = {key for (key,) in self._db.execute("SELECT id FROM alert WHERE person = ?", (to_person,))}
        own = {key for (key,) in self._db.execute("SELECT id FROM alert WHERE person = ?", (person,))}
        for key in sorted(taken & own):
            self._rename(person, key, _free(key, taken | own))
        for table in ("alert", *_OF_ALERT):
            self._db.execute(f"UPDATE {table} SET person = ? WHERE person = ?", (to_person, person))  # noqa: S608 - ours
        self._db.execute("DELETE FROM alert_setting WHERE person = ?", (person,))

    def _rename(self, person: str, key: str, new: str) -> None:
        self._db.execute("UPDATE alert SET id = ? WHERE person = ? AND id = ?", (new, person, key))
        self._db.execute("UPDATE alert_log SET alert = ? WHERE person = ? AND alert = ?", (new, person, key))
        self._db.execute(
            "UPDATE alert_delivery SET alert = ?1, id = ?1 || substr(id, length(?3) + 1)"
            " WHERE person = ?2 AND alert = ?3",
            (new, person, key),
        )


def _free(key: str, taken: set[str]) -> str:
    n = 2
    while f"{key}-{n}" in taken:
        n += 1
    taken.add(f"{key}-{n}")
    return f"{key}-{n}"
