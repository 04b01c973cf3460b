"""People for the tests of cardiovascular equations."""

from collections.abc import Mapping

from healthsense_engine.assessment import Assessment, Input
from healthsense_engine.equation import UNITS
from hypothesis import strategies as st

FLAGS = ("systolic_treated", "statin", "diabetes", "smoker")
Person = Mapping[str, float | str]

README: Person = {
    "age": 50,
    "sex": "female",
    "total_cholesterol": 200.0,
    "hdl_cholesterol": 45.0,
    "systolic": 160.0,
    "systolic_treated": "yes",
    "statin": "no",
    "diabetes": "yes",
    "smoker": "no",
    "bmi": 35.0,
    "egfr": 90.0,
    "hba1c": 7.5,
    "score2_region": "low",
    "ethnicity": "white",
}
"""The example of PREVENT's reference implementation."""


def inputs(person: Person, **changes: float | str | None) -> dict[str, Input]:
    """Return the person as inputs; a change to None takes one away."""
    return {
        name: Input(name, value, UNITS.get(name, ""), 1 if name in UNITS and name != "age" else None)
        for name, value in {**person, **changes}.items()
        if value is not None
    }


def values(person: Person) -> dict[str, float]:
    """Return the person as numbers."""
    words = {"yes": 1.0, "no": 0.0}
    return {
        name: words[value] if isinstance(value, str) else float(value)
        for name, value in person.items()
        if not isinstance(value, str) or value in words
    }


def number(answer: Assessment) -> float:
    """Return the value of an answer that must have one."""
    assert isinstance(answer.value, float), answer
    return answer.value


def people(youngest: int, oldest: int) -> st.SearchStrategy[dict[str, float | str]]:
    """Return people within the limits of every equation."""
    return st.fixed_dictionaries(
        {
            "age": st.integers(youngest, oldest),
            "sex": st.sampled_from(("female", "male")),
            "total_cholesterol": st.floats(130, 320),
            "hdl_cholesterol": st.floats(20, 100),
            "systolic": st.floats(90, 180),
            **{name: st.sampled_from(("yes", "no")) for name in FLAGS},
            "bmi": st.floats(18.5, 39.9),
            "egfr": st.floats(15, 140),
            "hba1c": st.floats(4.5, 15),
            "score2_region": st.sampled_from(("low", "moderate", "high", "very_high")),
            "ethnicity": st.sampled_from(("white", "black")),
        }
    )
