"""The actions about alerts: what people do, set and ask, and who may."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from doors_home import (
    ALICE,
    BOB,
    GROUP_ID_READ_ONLY,
    async_act,
    async_household,
    async_link,
    async_user,
    person,
)
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
from homeassistant.util import dt as dt_util
from homeassistant.util.yaml import load_yaml_dict
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser, async_fire_time_changed
from voluptuous import Invalid

from custom_components.healthsense.engine.alerts.controls import MAX_PAUSE_MS, Context, Origin
from custom_components.healthsense.engine.alerts.defaults import SPO2_TARGET
from custom_components.healthsense.engine.alerts.model import LEVEL_WORDS, Alert, Cause, Level, Part, Stage
from custom_components.healthsense.engine.alerts.rules import RULES
from custom_components.healthsense.engine.measurement import Measurement
from custom_components.healthsense.engine.store import Store, StoreBusyError

ROOT = Path(__file__).parents[2] / "custom_components" / "healthsense"
OXYGEN = ("spo2_low_critical", "spo2_low_urgent", "spo2_low_spot_urgent", "spo2_low_spot")
COMMANDS = ("acknowledge_alert", "snooze_alert", "resolve_alert", "mark_alert_useful", "test_alert", "im_ok")


class House:
    """Alice is private, Bob is shared, Guest may only look."""

    alice: MockUser
    bob: MockUser
    guest: MockUser
    entry: MockConfigEntry


@pytest.fixture
async def house(hass: HomeAssistant) -> House:
    """Set the house up."""
    house = House()
    house.alice, house.bob = await async_user(hass, "Alice"), await async_user(hass, "Bob")
    house.guest = await async_user(hass, "Guest", GROUP_ID_READ_ONLY)
    await async_link(hass, alice=house.alice, bob=house.bob)
    house.entry = await async_household(
        hass,
        person(ALICE, "Alice", private=True, person_entity="person.alice"),
        person(BOB, "Bob", person_entity="person.bob"),
    )
    return house


async def try_out(hass: HomeAssistant, level: str = "warning", user: MockUser | None = None) -> dict[str, Any]:
    """Make a test alert of Bob's and return it."""
    answer = await async_act(hass, "test_alert", {"person_id": BOB, "level": level}, user)
    (alert,) = answer["open"]
    assert isinstance(alert, dict)
    return alert


async def history(hass: HomeAssistant, user: MockUser | None = None, person_id: str = BOB) -> list[dict[str, Any]]:
    """Return the alerts of the last weeks."""
    answer = await async_act(hass, "get_alerts", {"person_id": person_id}, user)
    found = answer["history"]
    assert isinstance(found, list)
    return found


async def measure(hass: HomeAssistant, *values: float, person_id: str = BOB, user: MockUser | None = None) -> None:
    """Measure the oxygen with a finger clip several times, the last time just now."""
    now = datetime.now(UTC).replace(microsecond=0)
    for minutes, value in zip(range(5 * len(values) - 5, -1, -5), values, strict=True):
        reading = {"vital": "spo2", "value": value, "unit": "%", "time": (now - timedelta(minutes=minutes)).isoformat()}
        await async_act(hass, "record_measurement", {"person_id": person_id, **reading}, user)
    await hass.async_block_till_done()


@pytest.mark.usefixtures("house")
async def test_a_test_is_marked_as_one(hass: HomeAssistant) -> None:
    """It is told as a test, at the level asked for, and is no alert of the person."""
    answer = await async_act(hass, "test_alert", {"person_id": BOB, "level": "urgent"})
    (alert,) = answer["open"]
    assert (alert["test"], alert["level"], alert["stage"]) == (True, "urgent", "raised")
    assert answer["level"] == "none"
    assert [(line["event"], line["level"]) for line in (await history(hass))[0]["log"]][-1] == ("raised", "urgent")


async def test_low_oxygen_is_acknowledged_with_a_name(hass: HomeAssistant, house: House) -> None:
    """From two readings to an alert, from the alert to who takes care of it, all in the history."""
    await measure(hass, 91, 90)
    answer = await async_act(hass, "get_alerts", {"person_id": BOB})
    (alert,) = answer["open"]
    assert (alert["cause"], alert["level"], alert["test"]) == ("oxygen", "urgent", False)
    assert answer["level"] == "urgent"
    reasons = {reason["rule"]: reason for reason in alert["reasons"]}
    urgent = reasons["spo2_low_spot_urgent"]
    assert (urgent["value"], urgent["unit"], urgent["limit"], urgent["suppressed"]) == (90.0, "%", 92.0, None)
    taken = await async_act(hass, "acknowledge_alert", {"person_id": BOB, "alert": alert["id"]}, house.guest)
    assert [(one["stage"], one["acknowledged_by_name"]) for one in taken["open"]] == [("acknowledged", "Guest")]
    (kept,) = await history(hass)
    assert kept["acknowledged_by"] == house.guest.id
    assert 0 <= kept["answered_after_s"] < 60
    assert [(line["event"], line["by_name"]) for line in kept["log"]][-1] == ("acknowledged", "Guest")


@pytest.mark.usefixtures("house")
async def test_without_an_alert_all_open_ones_are_meant(hass: HomeAssistant) -> None:
    """One button of a remote control needs no id."""
    await measure(hass, 91, 90)
    await try_out_second(hass)
    answer = await async_act(hass, "acknowledge_alert", {"person_id": BOB})
    assert {one["stage"] for one in answer["open"]} == {"acknowledged"}
    assert len(answer["open"]) == 2


async def try_out_second(hass: HomeAssistant) -> None:
    """Make a test alert beside another one."""
    answer = await async_act(hass, "test_alert", {"person_id": BOB})
    assert len(answer["open"]) == 2


@pytest.mark.usefixtures("house")
async def test_a_critical_one_waits_a_quarter_of_an_hour_at_most(hass: HomeAssistant) -> None:
    """Others up to a day."""
    alert = await try_out(hass, "critical")
    about = {"person_id": BOB, "alert": alert["id"]}
    with pytest.raises(ServiceValidationError) as err:
        await async_act(hass, "snooze_alert", {**about, "duration": "00:16:00"})
    assert err.value.translation_key == "alert_refused_too_long"
    answer = await async_act(hass, "snooze_alert", about)
    (snoozed,) = answer["open"]
    until = datetime.fromisoformat(snoozed["snoozed_until"]) - datetime.now(UTC)
    assert snoozed["stage"] == "snoozed"
    assert timedelta(minutes=14) < until <= timedelta(minutes=15)
    with pytest.raises(Invalid):
        await async_act(hass, "snooze_alert", {**about, "duration": {"days": 2}})


@pytest.mark.usefixtures("house")
async def test_an_alert_is_ended_and_judged(hass: HomeAssistant) -> None:
    """What is over may still be marked; what was never there, or is over, cannot be acknowledged."""
    await measure(hass, 91, 90)
    (alert,) = (await async_act(hass, "get_alerts", {"person_id": BOB}))["open"]
    about = {"person_id": BOB, "alert": alert["id"]}
    assert (await async_act(hass, "resolve_alert", about))["open"] == []
    await async_act(hass, "mark_alert_useful", {**about, "useful": False})
    (kept,) = await history(hass)
    assert (kept["stage"], kept["useful"]) == ("resolved", False)
    assert [line["event"] for line in kept["log"]][-2:] == ["resolved", "marked"]
    with pytest.raises(ServiceValidationError) as err:
        await async_act(hass, "acknowledge_alert", about)
    assert err.value.translation_key == "alert_refused_not_open"
    with pytest.raises(ServiceValidationError) as err:
        await async_act(hass, "acknowledge_alert", {**about, "alert": "oxygen-0"})
    assert err.value.translation_key == "alert_refused_unknown_alert"


@pytest.mark.usefixtures("house")
async def test_a_test_is_not_judged(hass: HomeAssistant) -> None:
    """It would count among the alerts that were worth it."""
    alert = await try_out(hass)
    with pytest.raises(ServiceValidationError) as err:
        await async_act(hass, "mark_alert_useful", {"person_id": BOB, "alert": alert["id"]})
    assert err.value.translation_key == "alert_refused_never_raised"


@pytest.mark.usefixtures("house")
async def test_ok_takes_care_of_what_is_open(hass: HomeAssistant) -> None:
    """One tap in the morning."""
    await try_out(hass)
    answer = await async_act(hass, "im_ok", {"person_id": BOB})
    assert [one["stage"] for one in answer["open"]] in ([], ["acknowledged"])


async def rule(hass: HomeAssistant, key: str) -> dict[str, Any]:
    """Return what holds of one kind of alert for Bob."""
    answer = await async_act(hass, "get_alerts", {"person_id": BOB})
    found: dict[str, Any] = {one["rule"]: one for one in answer["rules"]}[key]
    return found


async def test_a_limit_is_set_and_taken_back(hass: HomeAssistant, house: House) -> None:
    """With who did it and when; a stricter one may come from anybody."""
    before = await rule(hass, "spo2_low_spot_urgent")
    about = {"person_id": BOB, "rule": "spo2_low_spot_urgent"}
    await async_act(hass, "set_alert_limit", {**about, "value": "93"}, house.bob)
    after = await rule(hass, "spo2_low_spot_urgent")
    assert (before["limit"], after["limit"], after["usual_limit"], after["origin"]) == (92.0, 93.0, 92.0, "person")
    answer = await async_act(hass, "get_alerts", {"person_id": BOB})
    (setting,) = answer["settings"]
    assert (setting["key"], setting["body"]["value"], setting["set_by_name"]) == (
        "limit.spo2_low_spot_urgent",
        93.0,
        "Bob",
    )
    await async_act(hass, "set_alert_limit", {**about, "reset": True})
    assert (await rule(hass, "spo2_low_spot_urgent"))["limit"] == 92.0
    (setting,) = (await async_act(hass, "get_alerts", {"person_id": BOB}))["settings"]
    assert setting["body"] is None


@pytest.mark.usefixtures("house")
async def test_only_a_clinician_relaxes_what_protects(hass: HomeAssistant) -> None:
    """COPD: 88 % is a target that a clinician gives."""
    about = {"person_id": BOB, "rule": "spo2_low_spot_urgent", "value": 88}
    with pytest.raises(ServiceValidationError) as err:
        await async_act(hass, "set_alert_limit", about)
    assert err.value.translation_key == "setting_refused_clinician_only"
    await async_act(hass, "set_alert_limit", {**about, "origin": "clinician"})
    assert (await rule(hass, "spo2_low_spot_urgent"))["origin"] == "clinician"
    await measure(hass, 91, 90)
    assert (await async_act(hass, "get_alerts", {"person_id": BOB}))["level"] != "urgent"


@pytest.mark.usefixtures("house")
async def test_a_clinicians_target_moves_every_limit_of_oxygen(hass: HomeAssistant) -> None:
    """88-92 %: none of them stays where it would ring all day."""
    before = {key: (await rule(hass, key))["limit"] for key in OXYGEN}
    about = {"person_id": BOB, "rule": "spo2_target", "value": 88, "origin": "clinician", "named_by": "Dr. Rivera"}
    answer = await async_act(hass, "set_alert_limit", {**about, "value": 0.88, "unit": "fraction"})
    assert answer["level"] == "none"
    for key, limit in before.items():
        assert (await rule(hass, key))["limit"] < min(limit, 88), key
    (setting,) = (await async_act(hass, "get_alerts", {"person_id": BOB}))["settings"]
    assert setting["body"] == {"value": 88.0, "origin": "clinician", "named_by": "Dr. Rivera"}


@pytest.mark.usefixtures("house")
async def test_a_limit_is_told_in_any_unit(hass: HomeAssistant) -> None:
    """Blood glucose in mmol/L."""
    limits = (await async_act(hass, "get_alerts", {"person_id": BOB}))["rules"]
    key = next(one["rule"] for one in limits if one["cause"] == "glucose" and (one["limit"] or 0) > 200)
    await async_act(hass, "set_alert_limit", {"person_id": BOB, "rule": key, "value": "12,5", "unit": "mmol/L"})
    assert (await rule(hass, key))["limit"] == pytest.approx(225, abs=1)


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"rule": "spo2_low_spot"}, "alert_limit_needed"),
        ({"rule": "spo2_low_spot", "value": 93, "reset": True}, "alert_limit_needed"),
        ({"rule": "spo2_low_spot", "value": "high"}, "setting_refused_not_a_number"),
        ({"rule": "spo2_low_spot", "value": True}, "setting_refused_not_a_number"),
        ({"rule": "spo2_low_spot", "value": float("nan")}, "setting_refused_not_a_number"),
        ({"rule": "spo2_low_spot", "value": 9}, "setting_refused_implausible"),
        ({"rule": "spo2_low_spot", "value": 93, "unit": "kg"}, "rejected_unknown_unit"),
        ({"rule": "no_activity_day", "value": 8, "unit": "%"}, "rejected_unknown_unit"),
        ({"rule": "love", "value": 93}, "alert_rule_unknown"),
        ({"rule": "love", "on": False}, "alert_rule_unknown"),
        ({"rule": "love", "reset": True}, "alert_rule_unknown"),
        ({"rule": "spo2_low_urgent", "on": False}, "alert_rule_absolute"),
    ],
)
async def test_a_setting_that_cannot_be_says_why(hass: HomeAssistant, data: dict[str, Any], reason: str) -> None:
    """And nothing is kept of it."""
    with pytest.raises(ServiceValidationError) as err:
        await async_act(hass, "set_alert_limit", {"person_id": BOB, **data})
    assert err.value.translation_key == reason
    assert (await async_act(hass, "get_alerts", {"person_id": BOB}))["settings"] == []


@pytest.mark.usefixtures("house")
async def test_a_kind_of_alert_is_switched(hass: HomeAssistant) -> None:
    """Alerts from learned models are off until somebody wants them."""
    assert (await rule(hass, "hypoxia_risk"))["on"] is False
    await async_act(hass, "set_alert_limit", {"person_id": BOB, "rule": "hypoxia_risk", "on": True})
    assert (await rule(hass, "hypoxia_risk"))["on"] is True


@pytest.mark.usefixtures("house")
async def test_the_context_holds_for_a_while(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Then it is rest again."""
    answer = await async_act(hass, "set_context", {"person_id": BOB, "context": "exercise", "duration": {"hours": 1}})
    assert answer["context"] == "exercise"
    freezer.tick(timedelta(hours=1, seconds=1))
    answer = await async_act(hass, "get_alerts", {"person_id": BOB})
    assert (answer["context"], answer["context_until"]) == ("rest", None)
    for context in Context:
        answer = await async_act(hass, "set_context", {"person_id": BOB, "context": context.value})
        assert (answer["context"], answer["context_until"]) == (context.value, None)


async def test_what_the_person_was_doing_is_known_afterwards(
    hass: HomeAssistant, house: House, freezer: FrozenDateTimeFactory
) -> None:
    """From when to when, as planned or not, and who said so; only what lies in the period that is asked for."""
    begin = dt_util.utcnow()

    async def say(context: str, user: MockUser | None = None, **duration: Any) -> None:
        await async_act(hass, "set_context", {"person_id": BOB, "context": context, **duration}, user)

    async def told(**period: Any) -> list[tuple[Any, ...]]:
        found = (await async_act(hass, "get_alerts", {"person_id": BOB, **period}))["contexts"]
        moments = [
            [None if row[key] is None else round((datetime.fromisoformat(row[key]) - begin) / timedelta(hours=1), 3)
             for key in ("began", "until", "ended")]
            for row in found
        ]  # fmt: skip
        return [(row["context"], *at, row["set_by_name"]) for row, at in zip(found, moments, strict=True)]

    assert await told() == []
    await say("exercise", house.bob, duration={"hours": 1})
    assert await told() == [("exercise", 0, 1, None, "Bob")]
    freezer.tick(timedelta(hours=2))
    await say("sleep", duration={"hours": 8})
    freezer.tick(timedelta(hours=4))
    await say("rest")
    freezer.tick(timedelta(hours=1))
    await say("ill")
    everything = [("exercise", 0, 1, 1, "Bob"), ("sleep", 2, 10, 6, None), ("ill", 7, None, None, None)]
    assert await told() == everything
    noon = {"start": (begin + timedelta(hours=5)).isoformat(), "end": (begin + timedelta(hours=7)).isoformat()}
    assert await told(**noon) == everything[1:2]


@pytest.mark.usefixtures("house")
async def test_a_pause_has_an_end(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """It silences everything, is seven days at most, and can be ended."""
    answer = await async_act(hass, "pause_monitoring", {"person_id": BOB})
    assert answer["paused_until"] is not None
    await measure(hass, 91, 90)
    assert (await async_act(hass, "get_alerts", {"person_id": BOB}))["open"] == []
    with pytest.raises(ServiceValidationError) as err:
        await async_act(hass, "pause_monitoring", {"person_id": BOB, "duration": MAX_PAUSE_MS / 1000 + 1})
    assert err.value.translation_key == "setting_refused_implausible"
    assert (await async_act(hass, "pause_monitoring", {"person_id": BOB, "duration": 0}))["paused_until"] is None
    freezer.tick(timedelta(minutes=1))
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    answer = await async_act(hass, "get_alerts", {"person_id": BOB})
    assert answer["level"] == "urgent"
    suppressed = {line["suppressed"] for alert in answer["history"] for line in alert["log"]}
    assert "paused" in suppressed


@pytest.mark.parametrize("action", [*COMMANDS, "set_alert_limit", "set_context", "pause_monitoring", "get_alerts"])
async def test_a_private_person_is_nobody_elses_business(hass: HomeAssistant, house: House, action: str) -> None:
    """Asked for her, everybody else learns that there is no such person; an automation that it may not."""
    data = {
        "person_id": ALICE,
        **({"alert": "x"} if action == "mark_alert_useful" else {}),
        **({"rule": "spo2_low_spot", "value": 93} if action == "set_alert_limit" else {}),
        **({"context": "rest"} if action == "set_context" else {}),
    }
    with pytest.raises(ServiceValidationError) as err:
        await async_act(hass, action, data, house.bob)
    assert err.value.translation_key == "person_unknown"
    with pytest.raises(Unauthorized):
        await async_act(hass, action, data)
    with pytest.raises(ServiceValidationError) as err:
        await async_act(hass, action, {**data, "person_id": "0" * 32}, house.bob)
    assert err.value.translation_key == "person_unknown"


async def test_a_private_person_has_her_own_alerts(hass: HomeAssistant, house: House) -> None:
    """She sees them without any entity."""
    await measure(hass, 91, 90, person_id=ALICE, user=house.alice)
    answer = await async_act(hass, "get_alerts", {"person_id": ALICE}, house.alice)
    assert answer["level"] == "urgent"


@pytest.mark.parametrize("action", ["resolve_alert", "test_alert", "set_context", "pause_monitoring"])
async def test_who_may_only_look_changes_nothing(hass: HomeAssistant, house: House, action: str) -> None:
    """To acknowledge, to snooze and to judge are no changes: whoever sees an alert may take care of it."""
    data = {"person_id": BOB, **({"context": "ill"} if action == "set_context" else {})}
    with pytest.raises(Unauthorized):
        await async_act(hass, action, data, house.guest)
    await measure(hass, 91, 90)
    answer = await async_act(hass, "snooze_alert", {"person_id": BOB}, house.guest)
    (alert,) = answer["open"]
    answer = await async_act(hass, "mark_alert_useful", {"person_id": BOB, "alert": alert["id"]}, house.guest)
    assert [(one["stage"], one["useful"]) for one in answer["open"]] == [("snoozed", True)]


@pytest.mark.usefixtures("house")
async def test_the_history_is_of_a_period(hass: HomeAssistant) -> None:
    """Four weeks by itself; backwards is refused."""
    await try_out(hass)
    past = {"start": "2026-01-01T00:00:00+00:00", "end": "2026-01-02T00:00:00+00:00"}
    assert (await async_act(hass, "get_alerts", {"person_id": BOB, **past}))["history"] == []
    with pytest.raises(ServiceValidationError) as err:
        await async_act(hass, "get_alerts", {"person_id": BOB, "start": past["end"], "end": past["start"]})
    assert err.value.translation_key == "period_invalid"


async def test_statistics_and_budget_are_of_real_alerts(hass: HomeAssistant, house: House) -> None:
    """A test counts nowhere; rates are of the time since the first reading."""
    await measure(hass, 91, 90)
    await async_act(hass, "acknowledge_alert", {"person_id": BOB}, house.bob)
    await try_out_second(hass)
    answer = await async_act(hass, "get_alerts", {"person_id": BOB})
    found = answer["statistics"]
    assert found["raised"] == {"info": 0, "warning": 0, "urgent": 1, "critical": 0}
    assert (found["acknowledged"], found["actionable"]) == (1, None)
    assert 0 <= found["acknowledge_median_s"] < 60
    first = datetime.fromisoformat(found["start"])
    assert datetime.now(UTC) - first < timedelta(hours=2)
    assert [(one["level"], one["count"], one["overspent"]) for one in answer["budget"]["levels"]] == [
        ("warning", 0, False),
        ("urgent", 1, False),
    ]
    assert answer["budget"]["proposals"] == answer["proposals"] == []


async def test_an_overspent_budget_proposes_and_changes_nothing(hass: HomeAssistant, house: House) -> None:
    """Warnings of a pulse that nobody found useful: a laxer limit, with what it would have missed."""
    household = house.entry.runtime_data
    now_ms = int(datetime.now(UTC).timestamp() * 1000)
    day = 86_400_000

    def live(store: Store) -> None:
        for ago in range(20, 0, -2):
            at_ms = now_ms - ago * day
            store.write(BOB, [Measurement("heart_rate", at_ms, "watch", 130, at_ms)])
            part = Part("heart_rate_high", at_ms, at_ms, Level.WARNING, met_ms=at_ms, worst=132.0, limit=130.0)
            alert = Alert(f"pulse-{ago}", Cause.PULSE, Level.WARNING, Stage.RESOLVED, at_ms, (part,), raised_ms=at_ms,
                          ended_ms=at_ms + 60_000, useful=False)  # fmt: skip
            store.put_alert(BOB, alert.id, alert.stage.value, at_ms, alert.ended_ms, alert.as_dict())

    await household.async_run(live)
    before = await rule(hass, "heart_rate_high")
    answer = await async_act(hass, "get_alerts", {"person_id": BOB})
    line = answer["budget"]["levels"][0]
    assert (line["level"], line["count"], line["overspent"]) == ("warning", 10, True)
    assert line["per_week"] == pytest.approx(3.5, abs=0.1)
    (proposal,) = answer["budget"]["proposals"]
    assert (proposal["rule"], proposal["change"], proposal["saved"], proposal["missed"]) == (
        "heart_rate_high",
        "limit",
        10,
        [],
    )
    assert proposal["limit"] > proposal["instead_of"] == 130.0
    assert answer["statistics"]["actionable"] == 0
    assert await rule(hass, "heart_rate_high") == before


@pytest.mark.usefixtures("house")
async def test_a_busy_history_says_so(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is acknowledged that is not kept."""
    await try_out(hass)

    def busy(*_: object, **__: object) -> None:
        raise StoreBusyError

    for method in ("put_alert", "put_setting", "alerts"):
        monkeypatch.setattr(Store, method, busy)
    for action in ("acknowledge_alert", "pause_monitoring", "get_alerts"):
        with pytest.raises(HomeAssistantError) as err:
            await async_act(hass, action, {"person_id": BOB})
        assert err.value.translation_key == "store_busy"


def test_the_editor_offers_every_kind() -> None:
    """services.yaml lists the rules, contexts, origins and levels that there are."""
    actions = load_yaml_dict(str(ROOT / "services.yaml"))

    def offered(action: str, field: str) -> list[str]:
        options = actions[action]["fields"][field]["selector"]["select"]["options"]
        assert isinstance(options, list)
        return options

    assert offered("set_alert_limit", "rule") == [*(rule.key for rule in RULES), SPO2_TARGET]
    assert offered("set_alert_limit", "origin") == [origin.value for origin in Origin]
    assert offered("set_context", "context") == [context.value for context in Context]
    assert offered("test_alert", "level") == list(LEVEL_WORDS)
