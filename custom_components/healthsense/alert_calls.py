"""What Home Assistant's own actions are called with to tell somebody: pure functions from a notice to calls.

Keys for phones are those of the companion apps' documentation (notifications: basic, actionable, critical).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from .alert_texts import AlertTexts, Notice, Told
from .engine.alerts.controls import Consent
from .engine.alerts.model import Alert, Level, Purpose

CLEAR: Final = "clear_notification"
"""The companion apps take this message as a command: what has the tag is removed."""
SNOOZE_MINUTES: Final = 15
"""Also the longest that a critical alert may be snoozed."""
ACTION_PREFIX: Final = "HEALTHSENSE_"
ACKNOWLEDGE: Final = f"{ACTION_PREFIX}ACK_"
SNOOZE: Final = f"{ACTION_PREFIX}SNOOZE_"
I_AM_OK: Final = f"{ACTION_PREFIX}OK_"
CALL: Final = f"{ACTION_PREFIX}CALL_"
PERSON: Final = "healthsense_person"
"""Where a tapped notification says whom it is about."""

RINGS: Final = frozenset({Purpose.RAISE, Purpose.REPEAT, Purpose.ESCALATE})
"""What asks for somebody; everything else comes quietly."""
_CHANNEL: Final = "HealthSense"
_QUIET_CHANNEL: Final = "HealthSense information"
_COLORS: Final[Mapping[Level, tuple[int, int, int]]] = {
    Level.INFO: (3, 169, 244),
    Level.WARNING: (255, 193, 7),
    Level.URGENT: (255, 87, 34),
    Level.CRITICAL: (211, 0, 0),
}
_IOS: Final[Mapping[Level, Mapping[str, Any]]] = {
    Level.INFO: {"interruption-level": "passive"},
    Level.WARNING: {"sound": "default", "interruption-level": "active"},
    Level.URGENT: {"sound": {"name": "default", "critical": 1, "volume": 0.8}, "interruption-level": "critical"},
    Level.CRITICAL: {"sound": {"name": "default", "critical": 1, "volume": 1.0}, "interruption-level": "critical"},
}
_IOS_QUIET: Final[Mapping[str, Any]] = {"sound": "none", "interruption-level": "passive"}
# A channel's importance is settled by the first notification that names it: one channel for each loudness.
_ANDROID: Final[Mapping[Level, Mapping[str, Any]]] = {
    Level.INFO: {"channel": _QUIET_CHANNEL, "importance": "low"},
    Level.WARNING: {"channel": _CHANNEL, "importance": "high", "ttl": 0, "priority": "high"},
    Level.URGENT: {"channel": "alarm_stream", "ttl": 0, "priority": "high"},
    Level.CRITICAL: {"channel": "alarm_stream", "ttl": 0, "priority": "high"},
}
_ANDROID_QUIET: Final[Mapping[str, Any]] = {"channel": _QUIET_CHANNEL, "importance": "low", "alert_once": True}


@dataclass(frozen=True, slots=True)
class Call:
    """One action of Home Assistant."""

    domain: str
    service: str
    data: Mapping[str, Any] = field(default_factory=dict)
    target: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone with the companion app. ``service`` is its action of the domain notify."""

    service: str
    apple: bool
    user_id: str | None = None


def notice_for(texts: AlertTexts, told: Told, consent: Consent, *, phone: bool) -> Notice:
    """Return what a recipient may read.

    A phone shows what it gets on its lock screen too (iOS cannot hide it, on Android its owner decides): without the
    consent to that it gets nothing of health at all.
    """
    return texts.plain(told) if phone and not consent.lock_screen else texts.notice(told, consent)


def _buttons(texts: AlertTexts, alert: Alert, phone: Phone, *, own: bool, number: str) -> list[dict[str, Any]]:
    """Return the buttons, the most wanted first: Android shows three."""
    buttons: list[dict[str, Any]] = [
        {"action": f"{ACKNOWLEDGE}{alert.id}", "title": texts.say("action_acknowledge")},
        {"action": f"{SNOOZE}{alert.id}", "title": texts.say("action_snooze", minutes=SNOOZE_MINUTES)},
    ]
    if own:
        buttons.insert(0, {"action": f"{I_AM_OK}{alert.id}", "title": texts.say("action_ok")})
    if number:
        # Android opens an address for the action URI alone, and telephone numbers as a deep link.
        dial = (
            {"action": f"{CALL}{alert.id}", "uri": f"tel:{number}"}
            if phone.apple
            else {"action": "URI", "uri": f"deep-link://tel:{number}"}
        )
        buttons.append({**dial, "title": texts.say("action_call")})
    return buttons


def _loudness(told: Told) -> Level | None:
    """Return how loud a phone is: as the alert asks, for what is over at most as for a warning; None: silent."""
    if told.purpose is Purpose.HAPPENED:
        return min(told.alert.level, Level.WARNING)
    return told.alert.level if told.purpose in RINGS else None


def phone_call(
    texts: AlertTexts, told: Told, consent: Consent, phone: Phone, person_id: str, *, own: bool, number: str = ""
) -> Call:
    """Return the notification for a phone. ``own``: it is the person's. ``number``: whom the call button dials."""
    alert = told.alert
    notice = notice_for(texts, told, consent, phone=True)
    loudness = _loudness(told)
    data: dict[str, Any] = {"tag": alert.tag, "group": f"healthsense-{person_id}"}
    if told.purpose is not Purpose.RESOLVE and alert.open:
        data["actions"] = _buttons(texts, alert, phone, own=own, number=number)
    if phone.apple:
        data["push"] = dict(_IOS_QUIET if loudness is None else _IOS[loudness])
        data["action_data"] = {PERSON: person_id}
    else:
        data |= _ANDROID_QUIET if loudness is None else _ANDROID[loudness]
        data |= {
            "visibility": "public" if consent.lock_screen else "private",
            "color": "#{:02x}{:02x}{:02x}".format(*_COLORS[alert.level]),
            "sticky": True,
            PERSON: person_id,
        }
    return Call("notify", phone.service, {"title": notice.title, "message": notice.message, "data": data})


def clear_call(alert: Alert, phone: Phone) -> Call:
    """Return the command that takes a notification off a phone."""
    return Call("notify", phone.service, {"message": CLEAR, "data": {"tag": alert.tag}})


def notify_calls(notice: Notice, entity_id: str, *, titles: bool = True) -> tuple[Call, ...]:
    """Return the message to a notify entity; one that shows no titles (they would be dropped) has it in the message."""
    data = (
        {"title": notice.title, "message": notice.message}
        if titles
        else {"message": f"{notice.title}\n{notice.message}"}
    )
    return (Call("notify", "send_message", data, {"entity_id": [entity_id]}),)


def speech_calls(notice: Notice, told: Told, target: Mapping[str, Any]) -> tuple[Call, ...]:
    """Return what makes media players speak; louder first where that was asked for and the level says so."""
    players = list(target["media_players"])
    data = {
        "media_player_entity_id": players,
        "message": notice.spoken,
        # Nothing of anybody's health stays in a folder of sound files.
        "cache": False,
    }
    if language := target.get("language"):
        data["language"] = language
    calls = [Call("tts", "speak", data, {"entity_id": target["tts_entity"]})]
    loud = told.purpose in RINGS and told.alert.level >= Level.URGENT
    if loud and (volume := target.get("volume")) is not None:
        calls.insert(0, Call("media_player", "volume_set", {"volume_level": volume}, {"entity_id": players}))
    return tuple(calls)


def light_calls(alert: Alert, entities: list[str]) -> tuple[Call, ...]:
    """Return what makes lights draw attention; Home Assistant leaves out what a light cannot do."""
    data = {"flash": "long", "rgb_color": list(_COLORS[alert.level]), "brightness_pct": 100}
    return (Call("light", "turn_on", data, {"entity_id": entities}),)


def email_calls(notice: Notice, target: Mapping[str, Any], *, titles: bool = True) -> tuple[Call, ...]:
    """Return an email through a notify action, or through a notify entity of an email integration."""
    if (entity_id := target.get("mail_entity")) is not None:
        return notify_calls(notice, entity_id, titles=titles)
    _, _, service = str(target["mail_action"]).partition(".")
    data: dict[str, Any] = {"title": notice.title, "message": notice.message}
    if addresses := target.get("addresses"):
        data["target"] = list(addresses)
    return (Call("notify", service, data),)


def variables(notice: Notice, told: Told, person_id: str) -> dict[str, Any]:
    """Return what an action of the user's own may use in its templates."""
    return {
        "title": notice.title,
        "message": notice.message,
        "level": told.alert.level.word,
        "cause": told.alert.cause.value,
        "purpose": told.purpose.value,
        "alert_id": told.alert.id,
        "person_id": person_id,
        "person": told.name,
        "test": told.alert.test,
        "tag": told.alert.tag,
    }
