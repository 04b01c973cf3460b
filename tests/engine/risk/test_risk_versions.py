"""Which version is in use: an update is offered, taken, undone; nothing changes by itself."""

from types import MappingProxyType
from typing import Any

import pytest
from healthsense_engine.risk import versions
from healthsense_engine.risk.registry import Manifest, UnknownModelError
from healthsense_engine.risk.versions import Choice
from hypothesis import given
from hypothesis import strategies as st


def installed(*names: str) -> Manifest:
    return Manifest(MappingProxyType({"diabetes": dict.fromkeys(names, "00"), "skin": {"1.0.0": "00"}}))


BOTH = installed("1.0.0", "1.1.0")


def test_at_first_the_newest_is_used() -> None:
    assert versions.settle(BOTH) == {"diabetes": Choice("1.1.0"), "skin": Choice("1.0.0")}


def test_a_newer_version_is_offered_and_not_taken_by_itself() -> None:
    kept = versions.state(versions.settle(installed("1.0.0")))
    choices = versions.settle(BOTH, kept)
    assert choices["diabetes"].active == "1.0.0"
    assert versions.offered(BOTH, choices, "diabetes") == "1.1.0"
    updated = versions.update(BOTH, choices, "diabetes")
    assert updated["diabetes"] == Choice("1.1.0", "1.0.0")
    assert versions.offered(BOTH, updated, "diabetes") is None
    assert updated["skin"] == choices["skin"]


def test_rolling_back_returns_and_holds_the_version_before() -> None:
    choices = versions.update(BOTH, {"diabetes": Choice("1.0.0")}, "diabetes")
    back = versions.roll_back(BOTH, choices, "diabetes")
    assert back["diabetes"] == Choice("1.0.0", "1.1.0", pinned=True)
    assert versions.offered(BOTH, back, "diabetes") is None, "what was rolled back is not offered at once"
    assert versions.offered(BOTH, versions.unpin(back, "diabetes"), "diabetes") == "1.1.0"
    again = versions.roll_back(BOTH, back, "diabetes")
    assert again["diabetes"].active == "1.1.0"


def test_rolling_back_without_a_history_takes_the_next_older() -> None:
    three = installed("1.0.0", "1.1.0", "2.0.0")
    assert versions.roll_back(three, {"diabetes": Choice("2.0.0")}, "diabetes")["diabetes"].active == "1.1.0"
    with pytest.raises(UnknownModelError, match="no version before"):
        versions.roll_back(BOTH, {"diabetes": Choice("1.0.0")}, "diabetes")


def test_only_what_is_installed_can_be_pinned() -> None:
    choices = versions.settle(BOTH)
    assert versions.pin(BOTH, choices, "diabetes", "1.0.0")["diabetes"] == Choice("1.0.0", "1.1.0", pinned=True)
    assert versions.pin(BOTH, choices, "diabetes", "1.1.0")["diabetes"] == Choice("1.1.0", None, pinned=True)
    with pytest.raises(UnknownModelError):
        versions.pin(BOTH, choices, "diabetes", "3.0.0")
    with pytest.raises(UnknownModelError):
        versions.pin(BOTH, choices, "horoscope", "1.0.0")


@pytest.mark.parametrize(
    "kept",
    [None, {}, {"diabetes": None}, {"diabetes": "1.0"}, {"diabetes": {"active": "9.9.9"}}, {"diabetes": {"active": 1}},
     {"gone": {"active": "1.0.0"}}],
)  # fmt: skip
def test_a_state_that_makes_no_sense_ends_in_the_newest(kept: Any) -> None:
    assert versions.settle(BOTH, kept) == versions.settle(BOTH)


def test_a_version_that_was_removed_gives_way_to_the_newest() -> None:
    kept = {"diabetes": {"active": "1.1.0", "previous": "1.0.0", "pinned": True}}
    assert versions.settle(installed("1.0.0"), kept)["diabetes"] == Choice("1.0.0", "1.0.0")


@given(st.lists(st.sampled_from(["update", "roll_back", "unpin", "1.0.0", "1.1.0"]), max_size=12))
def test_whatever_is_done_an_installed_version_is_in_use_and_the_state_survives(steps: list[str]) -> None:
    choices = versions.settle(BOTH)
    for step in steps:
        if step == "update":
            choices = versions.update(BOTH, choices, "diabetes")
        elif step == "roll_back":
            choices = versions.roll_back(BOTH, choices, "diabetes") if choices["diabetes"].previous else choices
        elif step == "unpin":
            choices = versions.unpin(choices, "diabetes")
        else:
            choices = versions.pin(BOTH, choices, "diabetes", step)
        assert choices["diabetes"].active in BOTH.versions("diabetes")
        assert versions.settle(BOTH, versions.state(choices)) == choices
