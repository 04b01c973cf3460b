"""Alerts are kept as they stand, with a log in which nothing is replaced; they go with the person."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from healthsense_engine.store import Store, StoredSetting, StoreError
from healthsense_engine.store.alerts import WITHDRAWN_KEPT_MS
from strategies import DAY_MS, NOON_MS

ANN, BEN = "ann-7c1f", "ben-90ab"


def put(store: Store, person: str, key: str, stage: str = "raised", ended_ms: int | None = None, at: int = 0) -> None:
    store.put_alert(person, key, stage, NOON_MS + at, ended_ms, {"id": key, "stage": stage})


def keys(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


def test_an_alert_is_kept_as_it_stands_now(open_store: Callable[[], Store]) -> None:
    store = open_store()
    put(store, ANN, "a", "pending")
    put(store, ANN, "a", "raised")
    store.close()
    again = open_store()
    assert again.alerts(ANN) == [{"id": "a", "stage": "raised"}]
    assert again.alert(ANN, "a") == {"id": "a", "stage": "raised"}
    assert again.alert(BEN, "a") is None


def test_alerts_are_found_by_when_they_began_and_whether_they_ended(store: Store) -> None:
    put(store, ANN, "a", "resolved", NOON_MS + 50)
    put(store, ANN, "b", at=10)
    put(store, ANN, "c", "withdrawn", NOON_MS + 60, at=20)
    put(store, BEN, "d", at=30)
    assert keys(store.alerts(ANN)) == ["a", "b"]
    assert keys(store.alerts(ANN, withdrawn=True)) == ["a", "b", "c"]
    assert keys(store.alerts(ANN, NOON_MS + 1)) == ["b"]
    assert keys(store.alerts(ANN, 0, NOON_MS + 10)) == ["a"]
    assert keys(store.alerts(ANN, withdrawn=True, limit=2)) == ["b", "c"], "the newest"
    assert keys(store.open_alerts(ANN)) == ["b"]
    assert keys(store.open_alerts(ANN, NOON_MS + 60)) == ["b", "c"]


def test_a_line_of_the_log_is_written_once(store: Store) -> None:
    store.log_alert(ANN, "a", 1, NOON_MS, {"event": "raised"})
    store.log_alert(BEN, "a", 1, NOON_MS, {"event": "raised"})
    store.commit(NOON_MS)
    with pytest.raises(StoreError, match="CONSTRAINT"):
        store.log_alert(ANN, "a", 1, NOON_MS + 5, {"event": "resolved"})
    store.log_alert(ANN, "a", 2, NOON_MS + 5, {"event": "resolved"})
    store.log_alert(ANN, "b", 1, NOON_MS + 5, {"event": "raised"})
    assert [(row["alert"], row["seq"], row["at_ms"], row["event"]) for row in store.alert_log(ANN)] == [
        ("a", 1, NOON_MS, "raised"),
        ("a", 2, NOON_MS + 5, "resolved"),
        ("b", 1, NOON_MS + 5, "raised"),
    ]
    assert [row["seq"] for row in store.alert_log(ANN, alert="a")] == [1, 2]
    assert [row["alert"] for row in store.alert_log(ANN, limit=1)] == ["b"]
    assert [row["seq"] for row in store.alert_log(ANN, NOON_MS, NOON_MS + 5)] == [1]


def test_a_delivery_told_again_is_the_same_row(store: Store) -> None:
    for status in ("due", "due", "done"):
        store.put_delivery(ANN, "a:1:x", "a", NOON_MS, status, {"status": status})
    store.put_delivery(ANN, "b:1:x", "b", NOON_MS + 1, "due", {"status": "due"})
    assert [(row["id"], row["alert"], row["status"]) for row in store.deliveries(ANN)] == [
        ("a:1:x", "a", "done"),
        ("b:1:x", "b", "due"),
    ]
    assert keys(store.deliveries(ANN, status="due")) == ["b:1:x"]
    assert keys(store.deliveries(ANN, alert="a")) == ["a:1:x"]


def test_settings_say_who_set_them_and_when_also_once_taken_back(store: Store) -> None:
    store.put_setting(ANN, "limit.spo2_low_urgent", {"value": 88}, "dr-who", NOON_MS)
    store.put_setting(ANN, "quiet", {"start": "22:00", "end": "07:00"}, "ann", NOON_MS)
    store.put_setting(ANN, "quiet", None, "ben", NOON_MS + 1)
    assert store.settings(ANN) == {
        "limit.spo2_low_urgent": StoredSetting("limit.spo2_low_urgent", {"value": 88}, "dr-who", NOON_MS),
        "quiet": StoredSetting("quiet", None, "ben", NOON_MS + 1),
    }
    assert store.settings(BEN) == {}


def everything(store: Store, person: str, alert: str) -> None:
    put(store, person, alert)
    store.log_alert(person, alert, 1, NOON_MS, {"event": "raised"})
    store.put_delivery(person, f"{alert}:1:phone", alert, NOON_MS, "done", {"status": "done"})
    store.put_setting(person, "pause", {"until_ms": NOON_MS}, person, NOON_MS)


def test_alerts_go_with_the_person_and_settings_do_not(store: Store) -> None:
    everything(store, ANN, "same")
    everything(store, BEN, "same")
    everything(store, ANN, "hers")
    store.reassign_all(ANN, BEN)
    assert store.persons() == (BEN,)
    assert sorted(keys(store.alerts(BEN))) == ["hers", "same", "same-2"]
    assert [(row["alert"], row["seq"]) for row in store.alert_log(BEN)] == [("hers", 1), ("same", 1), ("same-2", 1)]
    assert {row["id"]: row["alert"] for row in store.deliveries(BEN)} == {
        "hers:1:phone": "hers", "same:1:phone": "same", "same-2:1:phone": "same-2",
    }  # fmt: skip
    assert store.settings(BEN)["pause"].set_by == BEN
    assert store.settings(ANN) == {}


def test_erasing_a_person_leaves_no_byte_of_an_alert(store: Store, path: Path) -> None:
    everything(store, ANN, "oxygen-of-ann")
    everything(store, BEN, "oxygen-of-ben")
    store.commit(NOON_MS)
    assert store.erase(ANN).rows == 4
    assert store.persons() == (BEN,)
    assert keys(store.alerts(BEN)) == ["oxygen-of-ben"]
    for file in path.parent.iterdir():
        assert b"ann" not in file.read_bytes()


def test_what_never_rang_is_dropped_after_30_days_and_what_rang_stays(store: Store) -> None:
    for key, stage in (("rang", "resolved"), ("silent", "withdrawn")):
        put(store, ANN, key, stage, NOON_MS)
        store.log_alert(ANN, key, 1, NOON_MS, {"event": stage})
        store.put_delivery(ANN, f"{key}:1:x", key, NOON_MS, "dropped", {})
    store.compact(NOON_MS + WITHDRAWN_KEPT_MS)
    assert keys(store.alerts(ANN, withdrawn=True)) == ["rang", "silent"]
    store.compact(NOON_MS + WITHDRAWN_KEPT_MS + 1)
    store.compact(NOON_MS + 4000 * DAY_MS)
    assert keys(store.alerts(ANN, withdrawn=True)) == ["rang"]
    assert [row["alert"] for row in store.alert_log(ANN)] == ["rang"]
    assert keys(store.deliveries(ANN)) == ["rang:1:x"]


def test_what_was_not_committed_is_gone_after_an_error(store: Store) -> None:
    put(store, ANN, "a")
    store.log_alert(ANN, "a", 1, NOON_MS, {})
    with pytest.raises(StoreError):
        store.log_alert(ANN, "a", 1, NOON_MS, {})
    assert store.alerts(ANN) == []
    assert store.alert_log(ANN) == []
