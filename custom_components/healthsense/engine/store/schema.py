"""The tables and how an older file becomes a current one.

``reading``   full resolution. ``scaled`` NULL is a tombstone: deleted, and stays deleted.
              ``delay_ms`` = received - effective (small, so it costs a byte or two).
``minute``    minute buckets of bucketed vitals whose full resolution is still there;
``hour``      hour buckets of every vital, for ever (a year's chart is 8760 rows).
              ``bucket`` = milliseconds since the epoch // width.
``minute_day``  packed minute buckets, one UTC day of a series: those minutes are closed.
``reading_day`` packed spot readings, one UTC day of a series, nothing lost. A row in
              ``reading`` of the same key overrides what is packed.
``outcome``   what was confirmed of an assessment (since schema 2); ``present`` is 0 or 1.
``mark``      what was said of reminders (since schema 3).
``alert``     every alert as it stands (since schema 4), ``alert_log`` what happened to it, ``alert_delivery`` what was
              told of it, ``alert_setting`` what people set: ``body`` is JSON. What raised an alert stays for ever.
``note``      what people wrote (since schema 5).
``handover``  the last number that was taken in of what a device had kept for us (since schema 6); of nobody.
``alert_context``  what a person was doing, when (since schema 7): begins with what held when the file learned of it.
              The newest 10,000 of a person.
``undo``      what somebody handed in of late and what it took the place of, as JSON (since schema 8); kept for an hour.
"""

import sqlite3
from typing import Final

_V1: Final = (
    """CREATE TABLE series(
        id INTEGER PRIMARY KEY, person TEXT NOT NULL, vital TEXT NOT NULL, source TEXT NOT NULL,
        UNIQUE(person, vital, source)) STRICT""",
    """CREATE TABLE reading(
        series INTEGER NOT NULL REFERENCES series(id), effective_ms INTEGER NOT NULL, scaled INTEGER,
        delay_ms INTEGER NOT NULL, quality INTEGER, site INTEGER NOT NULL,
        PRIMARY KEY(series, effective_ms)) STRICT, WITHOUT ROWID""",
    *(
        f"""CREATE TABLE {level}(
        series INTEGER NOT NULL REFERENCES series(id), bucket INTEGER NOT NULL, low INTEGER NOT NULL,
        total INTEGER NOT NULL, high INTEGER NOT NULL, count INTEGER NOT NULL,
        PRIMARY KEY(series, bucket)) STRICT, WITHOUT ROWID"""
        for level in ("minute", "hour")
    ),
    *(
        f"""CREATE TABLE {packed}(
        series INTEGER NOT NULL REFERENCES series(id), day INTEGER NOT NULL, body BLOB NOT NULL,
        UNIQUE(series, day)) STRICT"""
        for packed in ("minute_day", "reading_day")
    ),
    """CREATE TABLE intake(
        person TEXT NOT NULL, minute INTEGER NOT NULL, accepted INTEGER NOT NULL, rejected INTEGER NOT NULL,
        PRIMARY KEY(person, minute)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE assessment(
        person TEXT NOT NULL, key TEXT NOT NULL, at_ms INTEGER NOT NULL, body BLOB NOT NULL,
        UNIQUE(person, key, at_ms)) STRICT""",
)

_V2: Final = (
    """CREATE TABLE outcome(
        person TEXT NOT NULL, key TEXT NOT NULL, at_ms INTEGER NOT NULL, present INTEGER NOT NULL,
        recorded_ms INTEGER NOT NULL, PRIMARY KEY(person, key, at_ms)) STRICT, WITHOUT ROWID""",
)

_V3: Final = (
    """CREATE TABLE mark(
        person TEXT NOT NULL, key TEXT NOT NULL, at_ms INTEGER NOT NULL, word TEXT NOT NULL,
        PRIMARY KEY(person, key, at_ms)) STRICT, WITHOUT ROWID""",
)

_V4: Final = (
    """CREATE TABLE alert(
        person TEXT NOT NULL, id TEXT NOT NULL, stage TEXT NOT NULL, began_ms INTEGER NOT NULL, ended_ms INTEGER,
        body TEXT NOT NULL, UNIQUE(person, id)) STRICT""",
    "CREATE INDEX alert_began ON alert(person, began_ms)",
    "CREATE INDEX alert_ended ON alert(person, ended_ms)",
    """CREATE TABLE alert_log(
        person TEXT NOT NULL, alert TEXT NOT NULL, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY(person, alert, seq)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX alert_log_at ON alert_log(person, at_ms)",
    """CREATE TABLE alert_delivery(
        person TEXT NOT NULL, id TEXT NOT NULL, alert TEXT NOT NULL, made_ms INTEGER NOT NULL, status TEXT NOT NULL,
        body TEXT NOT NULL, UNIQUE(person, id)) STRICT""",
    "CREATE INDEX alert_delivery_of ON alert_delivery(person, alert)",
    "CREATE INDEX alert_delivery_status ON alert_delivery(person, status)",
    """CREATE TABLE alert_setting(
        person TEXT NOT NULL, key TEXT NOT NULL, body TEXT, set_by TEXT NOT NULL, set_ms INTEGER NOT NULL,
        PRIMARY KEY(person, key)) STRICT, WITHOUT ROWID""",
)

_V5: Final = (
    """CREATE TABLE note(
        id INTEGER PRIMARY KEY, person TEXT NOT NULL, at_ms INTEGER NOT NULL, by TEXT NOT NULL, alert TEXT NOT NULL,
        text TEXT NOT NULL) STRICT""",
    "CREATE INDEX note_at ON note(person, at_ms)",
)

_V6: Final = (
    """CREATE TABLE handover(
        device TEXT NOT NULL, run TEXT NOT NULL, sequence INTEGER NOT NULL, at_ms INTEGER NOT NULL,
        PRIMARY KEY(device, run)) STRICT, WITHOUT ROWID""",
)

_V7: Final = (
    """CREATE TABLE alert_context(
        id INTEGER PRIMARY KEY, person TEXT NOT NULL, context TEXT NOT NULL, began_ms INTEGER NOT NULL,
        until_ms INTEGER, ended_ms INTEGER, set_by TEXT NOT NULL) STRICT""",
    "CREATE INDEX alert_context_began ON alert_context(person, began_ms)",
    # A body that is no JSON object of ours is left where it is: it must not keep the file from being opened.
    """INSERT INTO alert_context(person, context, began_ms, until_ms, set_by)
        SELECT person, word, set_ms, CAST(until_ms AS INTEGER), set_by FROM (
            SELECT person, set_ms, set_by,
                CASE WHEN json_valid(body) THEN json_extract(body, '$.context') END AS word,
                CASE WHEN json_valid(body) THEN json_extract(body, '$.until_ms') END AS until_ms
            FROM alert_setting WHERE key = 'context')
        WHERE typeof(word) = 'text' AND word <> 'rest'""",
)

_V8: Final = (
    """CREATE TABLE undo(
        person TEXT NOT NULL, id TEXT NOT NULL, at_ms INTEGER NOT NULL, body TEXT NOT NULL,
        UNIQUE(person, id)) STRICT""",
)

MIGRATIONS: Final = (_V1, _V2, _V3, _V4, _V5, _V6, _V7, _V8)
"""``MIGRATIONS[n]`` takes a file from schema ``n`` to ``n + 1``."""

VERSION: Final = len(MIGRATIONS)
APPLICATION_ID: Final = 0x4853_6E73
"""``HSns``: lets ``file`` and friends tell whose database it is."""


def migrate(db: sqlite3.Connection) -> None:
    """Bring the file to ``VERSION``, each step in a transaction of its own."""
    (found,) = db.execute("PRAGMA user_version").fetchone()
    for version in range(found, VERSION):
        db.execute("BEGIN IMMEDIATE")
        for statement in MIGRATIONS[version]:
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {version + 1}")
        db.execute("COMMIT")
