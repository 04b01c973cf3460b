"""The catalogue: every row has its page, its place in the index, and a job that answers it."""

from pathlib import Path

import pytest
from healthsense_engine.answering import JOBS
from healthsense_engine.catalog import BASIC, CATALOG, Entry, Shape

SCORES = Path(__file__).parents[2] / "docs" / "scores"
INDEX = (SCORES / "README.md").read_text(encoding="utf-8")
ALONE = {"overall_status", "data_quality"}
"""What rests on all other answers, or on the intake."""


@pytest.mark.parametrize("entry", CATALOG.values(), ids=lambda entry: entry.key)
def test_a_row_is_explained(entry: Entry) -> None:
    """Its page names it, and the index names both."""
    page = SCORES / f"{entry.document}.md"
    text = page.read_text(encoding="utf-8")
    stem, _, rest = entry.key.partition("_")
    assert entry.key in text or f"`{stem}_*`" in text or (f"`{stem}_" in text and f"`_{rest}`" in text), page
    (row,) = [line for line in INDEX.splitlines() if line.startswith(f"| `{entry.key}` |")]
    assert f"({entry.document}.md)" in row
    for word in entry.bands:
        assert f"`{word}`" in row, word
    assert len(text.splitlines()) <= 80, "a page that people read"


def test_the_index_names_nothing_else() -> None:
    rows = {line.split("`")[1] for line in INDEX.splitlines() if line.startswith("| `")}
    assert rows == set(CATALOG)


def test_every_row_is_answered_by_one_job() -> None:
    answered = [key for job in JOBS for key in job.keys]
    assert sorted([*answered, *ALONE]) == sorted(CATALOG)


def test_rows_hold_together() -> None:
    """A word needs its list; entities' keys are all different; what is basic is core."""
    for entry in CATALOG.values():
        assert entry.shape is not Shape.WORD or entry.bands, entry.key
        assert entry.shape is not Shape.RISK or (entry.unit, entry.decimals) == ("", 3), entry.key
        assert entry.key not in BASIC or entry.core
    assert len({entry.entity_key for entry in CATALOG.values()}) == len(CATALOG)
