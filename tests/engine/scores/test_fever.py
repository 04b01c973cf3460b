"""Temperature by site and age: the rule that is met, and what is said of where it was taken."""

import pytest
from healthsense_engine.assessment import MISSING_INPUT, Assessment, Confidence, Input
from healthsense_engine.scores import fever
from healthsense_engine.scores.fever import Baseline, Taken
from healthsense_engine.vitals import VITALS, Site
from hypothesis import given
from hypothesis import strategies as st
from strategies import DAY_MS, HOUR_MS, MINUTE_MS, NOON_MS

RANKED = {"low": 0, "usual": 1, "raised": 2, "fever": 3}


def assess(
    celsius: float,
    site: Site = Site.ORAL,
    age: float | None = 40.0,
    others: tuple[Taken, ...] = (),
    baseline: Baseline | None = None,
) -> Assessment:
    newest = Input("temperature", celsius, "°C", NOON_MS)
    return fever.assess(newest, site, age_years=age, others=others, baseline=baseline)


def ruled(answer: Assessment) -> tuple[object, object]:
    return answer.value, dict(answer.extra)["rule"]


@pytest.mark.parametrize(
    ("celsius", "age", "value", "rule"),
    [
        (34.999, 40, "low", "low"),
        (35.0, 40, "usual", "usual"),
        (37.999, 40, "usual", "usual"),
        (38.0, 40, "fever", "fever"),
        (38.0, None, "fever", "fever"),
        (37.9, 64.9, "usual", "usual"),
        (37.9, None, "usual", "usual"),
        (37.8, 65, "usual", "usual"),
        (37.801, 65, "raised", "single_oral"),
        (38.0, 90, "fever", "fever"),
    ],
)
def test_the_published_limits(celsius: float, age: float | None, value: str, rule: str) -> None:
    assert ruled(assess(celsius, age=age)) == (value, rule)


@pytest.mark.parametrize(("fahrenheit", "value"), [(100.4, "fever"), (100.3, "usual"), (95.0, "usual"), (94.9, "low")])
def test_fahrenheit_gives_the_same_answers(fahrenheit: float, value: str) -> None:
    row = VITALS["temperature"]
    scaled = row.to_scaled(fahrenheit, "°F")
    assert scaled is not None
    assert assess(scaled / row.scale).value == value


def test_an_older_adult_s_single_limit_is_for_the_mouth() -> None:
    for site in (Site.EAR, Site.FOREHEAD, Site.AXILLARY, Site.RECTAL, Site.UNKNOWN):
        assert assess(37.9, site, 80).value == "usual"


@pytest.mark.parametrize(
    ("site", "celsius", "before", "ago_ms", "rule"),
    [
        (Site.ORAL, 37.3, 37.3, HOUR_MS, "repeated"),
        (Site.ORAL, 37.2, 37.5, HOUR_MS, "usual"),
        (Site.ORAL, 37.5, 37.2, HOUR_MS, "usual"),
        (Site.ORAL, 37.3, 37.3, 29 * MINUTE_MS, "usual"),
        (Site.ORAL, 37.3, 37.3, DAY_MS + 1, "usual"),
        (Site.RECTAL, 37.6, 37.6, HOUR_MS, "repeated"),
        (Site.RECTAL, 37.4, 37.6, HOUR_MS, "usual"),
        (Site.EAR, 37.7, 37.7, HOUR_MS, "usual"),
    ],
)
def test_repeated_readings_of_an_older_adult(site: Site, celsius: float, before: float, ago_ms: int, rule: str) -> None:
    others = (Taken(before, NOON_MS - ago_ms, site),)
    assert ruled(assess(celsius, site, 70, others))[1] == rule
    assert assess(celsius, site, 40, others).value == "usual"
    other_site = tuple(Taken(one.celsius, one.effective_ms, Site.FOREHEAD) for one in others)
    assert assess(celsius, site, 70, other_site).value == "usual"


@pytest.mark.parametrize(
    ("celsius", "days", "age", "value"),
    [(37.3, 5, 70, "usual"), (37.301, 5, 70, "raised"), (37.301, 4, 70, "usual"), (37.301, 5, 64, "usual")],
)
def test_above_the_person_s_own_baseline(celsius: float, days: int, age: float, value: str) -> None:
    answer = assess(celsius, Site.EAR, age, baseline=Baseline(36.2, days))
    assert answer.value == value
    assert dict(answer.extra)["baseline_c"] == 36.2


@given(
    celsius=st.integers(25_000, 45_000).map(lambda scaled: scaled / 1000),
    more=st.integers(0, 5_000).map(lambda scaled: scaled / 1000),
    age=st.one_of(st.none(), st.floats(0, 110)),
    site=st.sampled_from([site for site in Site if site is not Site.SKIN]),
    repeated=st.booleans(),
    usual=st.one_of(st.none(), st.floats(35.5, 37.5)),
)
def test_warmer_is_never_ranked_lower(
    celsius: float, more: float, age: float | None, site: Site, repeated: bool, usual: float | None
) -> None:
    baseline = None if usual is None else Baseline(usual, 9)
    words = [
        fever.rule(Taken(one, NOON_MS, site), age, repeated=repeated, baseline=baseline)[0]
        for one in (celsius, celsius + more)
    ]
    assert RANKED[words[0]] <= RANKED[words[1]]
    younger = fever.rule(Taken(celsius, NOON_MS, site), 40, repeated=repeated, baseline=baseline)[0]
    assert RANKED[words[0]] >= RANKED[younger]


def test_what_is_said_of_the_site() -> None:
    assert "forehead reading follows the room" in assess(37.0, Site.FOREHEAD).explanation
    assert assess(37.0, Site.FOREHEAD).confidence is Confidence.LOW
    assert "half a degree too low" in assess(37.0, Site.AXILLARY).explanation
    assert "was not told" in assess(37.0, Site.UNKNOWN).explanation
    assert assess(37.0, Site.ORAL).confidence is Confidence.HIGH


def test_a_baby_with_fever_needs_a_doctor_at_once() -> None:
    assert "needs a doctor at once" in assess(38.0, Site.RECTAL, 0.2).explanation
    assert "doctor at once" not in assess(38.0, Site.RECTAL, 0.3).explanation
    assert "urgent medical advice" in assess(34.0).explanation


def test_without_a_body_temperature_it_is_refused() -> None:
    nothing = fever.assess(None, Site.UNKNOWN, age_years=40)
    assert (nothing.refused, nothing.missing) == (MISSING_INPUT, ("temperature",))
    skin = fever.assess(None, Site.UNKNOWN, age_years=40, only_skin=True)
    assert "A skin temperature is no body temperature" in skin.explanation


@pytest.mark.parametrize(
    ("celsius", "text"),
    [(37.99, "37.99 °C: in the usual"), (38.0, "38.0 °C: 38.0"), (34.98, "34.98 °C: below"), (36.62, "36.6 °C: in")],
)
def test_rounding_never_contradicts_the_word(celsius: float, text: str) -> None:
    assert assess(celsius).explanation.startswith(text)
