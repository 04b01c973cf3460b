"""What is told about an alert: in each language, with as much as the reader may know, in plain words."""

import re
from dataclasses import replace

import pytest
from alert_samples import ALERT, AT_MS, FULL, LANGUAGES, LOCKED, OXYGEN, PULSE, texts, told
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from test_translations import DIAGNOSIS, EN

from custom_components.healthsense.alert_calls import notice_for
from custom_components.healthsense.alert_texts import async_alert_texts, phrase_key
from custom_components.healthsense.engine.alerts.model import Alert, Cause, Level, Part, Purpose, Stage, Suppression
from custom_components.healthsense.engine.alerts.rules import RULES
from custom_components.healthsense.engine.measurement import to_datetime

VALUES = re.compile(r"8[67]|131|9[058]|\d ?%")
NOTICES = {key for key in EN["common"] if key.startswith("notice_")}


@pytest.fixture(autouse=True)
def _noon(freezer: FrozenDateTimeFactory) -> None:
    dt_util.set_default_time_zone(dt_util.UTC)
    freezer.move_to(to_datetime(AT_MS))


def test_everything_is_said() -> None:
    """What it is and what goes with it, the value, its limit, what is usual, what to do, when to call for help."""
    notice = texts().notice(told(), FULL)
    assert notice.title == "Urgent - Alice: low oxygen with fast pulse"
    assert notice.message.split("\n") == [
        "Blood oxygen: 87 % at 12:00.",
        "Below the limit of 90 %.",
        "Usual for Alice: 95 % to 98 %.",
        "Heart rate: 131 bpm at 12:00.",
        "Check that the sensor sits well on a warm finger, then measure again at rest.",
        "Call emergency services if Alice is hard to wake, is confused, struggles to breathe or has chest pain.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("purpose", Purpose)
def test_each_language_says_it(language: str, purpose: Purpose) -> None:
    """No placeholder and no key of ours is left, no diagnosis is named, the name is."""
    known = texts(language)
    for level in Level:
        alert = replace(ALERT, level=level, acknowledged_ms=AT_MS, ended_ms=AT_MS, happened_ms=AT_MS)
        for notice in (known.notice(told(alert, purpose, minutes=5, off_duty=True), FULL), known.plain(told(alert))):
            for text in (notice.title, notice.message):
                assert not re.search(r"[{}]|notice_|what_|do_\w|title_", text), text
                assert not DIAGNOSIS.search(text), text
            assert "Alice" in notice.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_words(language: str) -> None:
    """Whatever rings can be said, in few words."""
    known = texts(language)
    for rule in RULES:
        vital = getattr(rule, "vital", "") or next(iter(sorted(rule.vitals)), "")
        part = Part(rule.key, AT_MS, AT_MS, rule.level, met_ms=AT_MS, vital=vital)
        assert f"notice_what_{phrase_key(part, rule.cause)}" in NOTICES, rule.key
        said = known.what(part, rule.cause)
        assert 3 < len(said) < 80
        assert not re.search(r"_|  ", said), said


def test_every_cause_and_suppression_has_words() -> None:
    """Nothing shows as a key."""
    for cause in Cause:
        for direction in ("low", "high"):
            part = Part(f"x_{direction}", AT_MS, AT_MS, Level.INFO, vital="spo2", value=1.0)
            assert f"notice_what_{phrase_key(part, cause)}" in NOTICES
    assert {f"notice_reason_{reason}" for reason in Suppression} <= NOTICES


def test_where_a_rule_names_no_direction_its_limit_says_it() -> None:
    """Below it is low, above it is high; without one it is unlike usual."""
    part = replace(PULSE, rule="heart_rate_watch")
    assert phrase_key(part, Cause.PULSE) == "pulse_high"
    assert phrase_key(replace(part, limit=200.0), Cause.PULSE) == "pulse_low"
    assert phrase_key(replace(part, limit=None), Cause.PULSE) == "unusual"


def test_without_values_no_figure_is_told() -> None:
    """Somebody may know what it is about and not how much."""
    notice = texts().notice(told(), replace(FULL, values=False))
    assert "low oxygen" in notice.title
    assert not VALUES.search(notice.title + notice.message)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("purpose", Purpose)
def test_a_lock_screen_says_nothing_of_health(language: str, purpose: Purpose) -> None:
    """Neither value nor cause; how urgent it is and when to call for help may be read."""
    known = texts(language)
    notice = notice_for(known, told(replace(ALERT, ended_ms=AT_MS), purpose), LOCKED, phone=True)
    assert not VALUES.search(notice.title + notice.message)
    for part in (OXYGEN, PULSE):
        assert known.what(part, Cause.OXYGEN if part is OXYGEN else Cause.PULSE) not in notice.title + notice.message
        assert known.vital(part.vital) not in notice.title + notice.message
    # An email has no lock screen.
    assert VALUES.search(notice_for(known, told(), LOCKED, phone=False).message)


def test_a_test_says_so_first() -> None:
    """In the title too, and asks nobody to call for help."""
    part = Part("test", AT_MS, AT_MS, Level.CRITICAL, met_ms=AT_MS)
    alert = Alert("t", Cause.OXYGEN, Level.CRITICAL, Stage.RAISED, AT_MS, (part,), test=True)
    for notice in (texts().notice(told(alert), FULL), texts().plain(told(alert))):
        assert notice.title.startswith("TEST - Act now - Alice: ")
        assert notice.message.startswith("This is a test. Nothing was measured.")
        assert "emergency" not in notice.message


def test_why_it_is_told_now() -> None:
    """Nobody answered, somebody did, it is over, it came late."""
    known = texts()
    ended = replace(ALERT, stage=Stage.RESOLVED, ended_ms=AT_MS + 60_000, happened_ms=AT_MS - 60_000)
    taken = replace(ALERT, acknowledged_ms=AT_MS, snoozed_until_ms=AT_MS)
    cases = {
        Purpose.ESCALATE: (told(ALERT, Purpose.ESCALATE, minutes=5), "Nobody has answered for 5 min."),
        Purpose.REPEAT: (told(ALERT, Purpose.REPEAT), "It goes on, and nobody has answered yet."),
        Purpose.RESOLVE: (told(ended, Purpose.RESOLVE), "Over since 12:01."),
        Purpose.HAPPENED: (
            told(ended, Purpose.HAPPENED),
            "This happened at 11:59; the reading came late.",
        ),
        Purpose.UPDATE: (told(taken, Purpose.UPDATE, who="Bob"), "Bob is taking care of it."),
    }
    for one, first in cases.values():
        assert known.notice(one, FULL).message.split("\n")[0] == first
    assert known.notice(cases[Purpose.RESOLVE][0], FULL).title == "Over - Alice: low oxygen with fast pulse"
    assert "Quiet until 12:00." in known.notice(cases[Purpose.UPDATE][0], FULL).message
    nobody = known.notice(told(off_duty=True), FULL)
    assert "Nobody was found on duty" in nobody.message


def test_what_was_not_counted_is_told() -> None:
    """With its reason, and not in the title."""
    asleep = replace(PULSE, rule="heart_rate_low", met_ms=None, suppressed=Suppression.SLEEP)
    notice = texts().notice(told(replace(ALERT, parts=(OXYGEN, asleep))), FULL)
    assert notice.title == "Urgent - Alice: low oxygen"
    assert "Not counted: slow pulse (asleep)." in notice.message


def test_what_a_pause_ended_is_not_called_over() -> None:
    """Nothing got better: who was told of low oxygen learns that it is not watched."""
    parts = tuple(replace(part, suppressed=Suppression.PAUSED) for part in ALERT.parts)
    stopped = told(replace(ALERT, stage=Stage.RESOLVED, ended_ms=AT_MS, parts=parts), Purpose.RESOLVE)
    notice = texts().notice(stopped, FULL)
    assert notice.title == "Alice: low oxygen with fast pulse"
    assert notice.message == "Not counted: low oxygen (monitoring paused)."
    plain = texts().plain(stopped)
    assert (plain.title, plain.message) == (
        "Alice: please look",
        "HealthSense has something to say about Alice. Open Home Assistant to read it.",
    )


def test_what_is_nearing_a_limit_is_not_beyond_it() -> None:
    """91 % on its way down to 90 % is not "above the limit"."""
    part = replace(OXYGEN, rule="spo2_trend", value=91.0, worst=None, limit=90.0, usual=None)
    message = texts().notice(told(replace(ALERT, parts=(part,))), FULL).message
    assert "91 %" in message
    assert "limit of" not in message


def test_figures_are_those_of_the_household() -> None:
    """Fahrenheit, a decimal comma, glucose in both units."""
    hot = Part(
        "temperature_high", AT_MS, AT_MS, Level.WARNING, met_ms=AT_MS, vital="temperature", value=38.5, unit="°C"
    )
    assert texts("en", "°F").figure(hot, 38.5) == "101.3 °F"
    assert texts("de").figure(hot, 38.5) == "38,5 °C"
    low = replace(hot, rule="glucose_low_2", vital="glucose", value=50.0, unit="mg/dL")
    assert texts().figure(low, 50) == "50 mg/dL (2.8 mmol/L)"
    alert = replace(ALERT, cause=Cause.GLUCOSE, parts=(low,))
    assert "something sweet now" in texts().notice(told(alert), FULL).message


def test_no_activity_says_since_when() -> None:
    """And no figures of how long is usual."""
    part = Part("no_activity_day", AT_MS, AT_MS, Level.WARNING, met_ms=AT_MS, vital="activity", unit="h", usual=(1, 3))
    notice = texts().notice(told(replace(ALERT, cause=Cause.ACTIVITY, level=Level.WARNING, parts=(part,))), FULL)
    assert notice.message.split("\n") == [
        "No sign of activity since 12:00.", "Call Alice, or have somebody look in.",
    ]  # fmt: skip


def test_spoken() -> None:
    """Sentences for a loudspeaker: no lines, no dashes."""
    spoken = texts().notice(told(), replace(FULL, values=False)).spoken
    assert spoken.startswith("Urgent, Alice: low oxygen with fast pulse. Check that the sensor")
    assert "\n" not in spoken


async def test_texts_of_home_assistant(hass: HomeAssistant) -> None:
    """Any language, whatever that of the household."""
    assert (await async_alert_texts(hass)).say("action_ok") == "I'm OK"
    polish = await async_alert_texts(hass, "pl")
    assert polish.notice(told(), FULL).title == "Pilne - Alice: niski tlen, do tego szybki puls"
