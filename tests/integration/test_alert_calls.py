"""What phones, loudspeakers, lights and mail are called with: each level, each kind of phone, lock screen or not."""

from dataclasses import replace
from typing import Any

import pytest
from alert_samples import ALERT, AT_MS, FULL, LANGUAGES, LOCKED, texts, told
from freezegun.api import FrozenDateTimeFactory
from homeassistant.util import dt as dt_util
from syrupy.assertion import SnapshotAssertion

from custom_components.healthsense.alert_calls import (
    CLEAR,
    Phone,
    clear_call,
    email_calls,
    light_calls,
    phone_call,
    speech_calls,
    variables,
)
from custom_components.healthsense.engine.alerts.model import Level, Purpose, Stage
from custom_components.healthsense.engine.measurement import to_datetime

IPHONE = Phone("mobile_app_anns_iphone", apple=True, user_id="ann")
ANDROID = Phone("mobile_app_bobs_pixel", apple=False, user_id="bob")
PHONES = {"ios": IPHONE, "android": ANDROID}


@pytest.fixture(autouse=True)
def _noon(freezer: FrozenDateTimeFactory) -> None:
    dt_util.set_default_time_zone(dt_util.UTC)
    freezer.move_to(to_datetime(AT_MS))


def sent(phone: Phone, *, lock_screen: bool = True, own: bool = False, number: str = "", **more: Any) -> dict[str, Any]:
    """Return what a phone is sent."""
    language = more.pop("language", "en")
    consent = FULL if lock_screen else LOCKED
    call = phone_call(texts(language), told(**more), consent, phone, "a11ce", own=own, number=number)
    assert (call.domain, call.service) == ("notify", phone.service)
    return dict(call.data)


@pytest.mark.parametrize("level", Level, ids=lambda level: level.word)
@pytest.mark.parametrize("lock_screen", [True, False], ids=["open", "locked"])
@pytest.mark.parametrize("system", PHONES)
def test_a_phone_of_each_kind(system: str, level: Level, *, lock_screen: bool, snapshot: SnapshotAssertion) -> None:
    """The whole payload, as the companion apps' documentation has it."""
    assert sent(PHONES[system], alert=replace(ALERT, level=level), lock_screen=lock_screen) == snapshot


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_in_each_language(language: str, snapshot: SnapshotAssertion) -> None:
    """Title, message and buttons."""
    data = sent(IPHONE, language=language, own=True, number="112")
    assert (data["title"], data["message"], data["data"]["actions"]) == snapshot


def test_loud_only_when_it_must_be() -> None:
    """Through silent mode from urgent on, and only while somebody is asked for."""
    for level in Level:
        alert = replace(ALERT, level=level)
        loud = level >= Level.URGENT
        for purpose in Purpose:
            rings = purpose in {Purpose.RAISE, Purpose.REPEAT, Purpose.ESCALATE}
            sound = sent(IPHONE, alert=alert, purpose=purpose)["data"]["push"].get("sound")
            assert (sound == "none") is (purpose in {Purpose.UPDATE, Purpose.RESOLVE})
            push = sent(IPHONE, alert=alert, purpose=purpose)["data"]["push"]
            assert (push["interruption-level"] == "critical") is (loud and rings)
            assert isinstance(push.get("sound"), dict) is (loud and rings)
            data = sent(ANDROID, alert=alert, purpose=purpose)["data"]
            assert (data["channel"] == "alarm_stream") is (loud and rings)
            if loud and rings:
                assert (data["ttl"], data["priority"]) == (0, "high")


def test_all_of_one_alert_have_one_tag() -> None:
    """They replace each other, and clearing finds them."""
    tags = {sent(phone, purpose=purpose)["data"]["tag"] for phone in PHONES.values() for purpose in Purpose}
    assert tags == {ALERT.tag}
    assert clear_call(ALERT, IPHONE).data == {"message": CLEAR, "data": {"tag": ALERT.tag}}


def test_buttons() -> None:
    """What helps most comes first (Android shows three); none once it is over."""
    plain = [button["action"] for button in sent(ANDROID)["data"]["actions"]]
    assert plain == ["HEALTHSENSE_ACK_oxygen-1a2b", "HEALTHSENSE_SNOOZE_oxygen-1a2b"]
    own = [button["action"] for button in sent(ANDROID, own=True)["data"]["actions"]]
    assert own == ["HEALTHSENSE_OK_oxygen-1a2b", *plain]
    android, apple = (sent(phone, number="112")["data"]["actions"][-1] for phone in (ANDROID, IPHONE))
    assert android == {"action": "URI", "uri": "deep-link://tel:112", "title": "Call"}
    assert apple == {"action": "HEALTHSENSE_CALL_oxygen-1a2b", "uri": "tel:112", "title": "Call"}
    over = replace(ALERT, stage=Stage.RESOLVED, ended_ms=AT_MS)
    assert "actions" not in sent(IPHONE, alert=over, purpose=Purpose.RESOLVE)["data"]


def test_android_hides_what_it_may() -> None:
    """On top of saying nothing of health."""
    assert sent(ANDROID)["data"]["visibility"] == "public"
    assert sent(ANDROID, lock_screen=False)["data"]["visibility"] == "private"


def test_speech_light_and_mail() -> None:
    """Louder only from urgent on, no sound file kept; lights in the level's colour; mail to whom it was set."""
    notice = texts().notice(told(), FULL)
    target = {"tts_entity": "tts.piper", "media_players": ["media_player.bedroom"], "volume": 0.6}
    volume, speak = speech_calls(notice, told(), target)
    assert (volume.service, volume.data) == ("volume_set", {"volume_level": 0.6})
    assert speak.target == {"entity_id": "tts.piper"}
    assert speak.data["cache"] is False
    assert "language" not in speak.data
    (quiet,) = speech_calls(notice, told(replace(ALERT, level=Level.WARNING)), {**target, "language": "de"})
    assert quiet.data["language"] == "de"
    assert [call.service for call in speech_calls(notice, told(purpose=Purpose.RESOLVE), target)] == ["speak"]
    (light,) = light_calls(ALERT, ["light.hall"])
    assert light.data == {"flash": "long", "rgb_color": [255, 87, 34], "brightness_pct": 100}
    (mail,) = email_calls(notice, {"mail_action": "notify.family_mail", "addresses": ["a@example.org"]})
    assert (mail.domain, mail.service, mail.data["target"]) == ("notify", "family_mail", ["a@example.org"])
    (entity,) = email_calls(notice, {"mail_entity": "notify.mail"})
    assert (entity.service, entity.target) == ("send_message", {"entity_id": ["notify.mail"]})


def test_what_an_action_of_ones_own_may_use() -> None:
    """Everything that a script needs to decide what it does."""
    assert variables(texts().notice(told(), FULL), told(), "a11ce").keys() == {
        "title", "message", "level", "cause", "purpose", "alert_id", "person_id", "person", "test", "tag",
    }  # fmt: skip
