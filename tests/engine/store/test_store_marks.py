"""What was said of reminders is kept, given away and erased with the person, and dropped when it is old."""

from collections.abc import Callable

from healthsense_engine.store import Mark, Store, Word
from healthsense_engine.store.marks import MARK_KEPT_MS
from strategies import NOON_MS

ANN, BEN = "ann", "ben"
DONE = Mark("weight@100", NOON_MS, Word.DONE)
AGAIN = Mark("weight@100", NOON_MS + 5, Word.OPEN)
LATER = Mark("advice:move_more", NOON_MS + 9, Word.DISMISSED)


def test_marks_are_read_again_oldest_first(open_store: Callable[[], Store]) -> None:
    store = open_store()
    for mark in (LATER, DONE, AGAIN):
        store.put_mark(ANN, mark)
    store.close()
    again = open_store()
    assert again.marks(ANN, 0) == [DONE, AGAIN, LATER]
    assert again.marks(ANN, NOON_MS + 6) == [LATER]
    assert again.marks(BEN, 0) == []


def test_the_same_moment_is_said_once(store: Store) -> None:
    store.put_mark(ANN, DONE)
    store.put_mark(ANN, Mark(DONE.key, DONE.at_ms, Word.DISMISSED))
    assert [mark.word for mark in store.marks(ANN, 0)] == [Word.DISMISSED]


def test_marks_go_with_the_person(store: Store) -> None:
    store.put_mark(ANN, DONE)
    assert store.persons() == (ANN,)
    store.reassign_all(ANN, BEN)
    assert (store.marks(ANN, 0), store.marks(BEN, 0)) == ([], [DONE])
    assert store.erase(BEN).rows == 1
    assert store.marks(BEN, 0) == []
    assert store.persons() == ()


def test_old_marks_are_dropped(store: Store) -> None:
    store.put_mark(ANN, DONE)
    store.put_mark(ANN, LATER)
    assert store.compact(DONE.at_ms + MARK_KEPT_MS + 1) == 0
    assert store.marks(ANN, 0) == [LATER]
