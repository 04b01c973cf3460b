"""A store in a folder of its own, closed at the end."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from healthsense_engine.store import Store
from strategies import NOON_MS

type OpenStore = Callable[..., Store]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the store's file goes."""
    return tmp_path / "healthsense" / "healthsense.db"


@pytest.fixture
def open_store(path: Path) -> Iterator[OpenStore]:
    """Return a function that opens the store; what it opened is closed at the end."""
    opened: list[Store] = []

    def open_it(**options: object) -> Store:
        store = Store.open(path, **{"now_ms": NOON_MS, **options})  # type: ignore[arg-type] # any option
        opened.append(store)
        return store

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: OpenStore) -> Store:
    """Return an open, empty store."""
    return open_store()


@pytest.fixture(autouse=True, scope="session")
def _tidy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let pytest clear away the folders that hypothesis' examples make for themselves."""
    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path_factory.mktemp("examples"))
    yield
    tempfile.tempdir = before
