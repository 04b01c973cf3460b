"""What the worker does for alerts: commands, settings, and what became of deliveries. Durable when a job is done."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from .engine.alerts.commands import Command, ImOk
from .engine.alerts.controls import Setting
from .engine.alerts.model import News
from .engine.alerts.plan import EscalationPlan
from .engine.measurement import Measurement
from .engine.monitor import Monitor, Result
from .engine.vitals import VITALS
from .intake_jobs import Advanced
from .sources import ACTIVITY
from .worker import Engine

IM_OK_SOURCE: Final = "im_ok"

type Readings = tuple[Measurement, ...]


def _merged(before: News, result: Result) -> Result:
    """Return the result with what happened just before it, so that nobody misses it."""
    after = result.alerts
    alerts = {alert.id: alert for alert in (*before.alerts, *after.alerts)}
    return replace(
        result,
        alerts=replace(
            after,
            alerts=tuple(alerts.values()),
            transitions=(*before.transitions, *after.transitions),
            urgent=before.urgent or after.urgent,
        ),
    )


def _act(
    person_id: str, now_ms: int, act: Callable[[Monitor], News], readings: Callable[[Engine], Readings] = lambda _: ()
) -> Callable[[Engine], Advanced]:
    def job(engine: Engine) -> Advanced:
        news = act(engine.monitors[person_id])
        engine.commit(now_ms)
        result = engine.advance(person_id, readings(engine), now_ms)
        return Advanced({person_id: _merged(news, result)}, engine.commit_if_due(now_ms))

    return job


def command_job(person_id: str, command: Command, now_ms: int) -> Callable[[Engine], Advanced]:
    """Return the job that does what somebody asks of an alert; it raises CommandError.

    Who says "I'm OK" is active at home, where that is watched: the same silence does not ring once more.
    """

    def readings(engine: Engine) -> Readings:
        if isinstance(command, ImOk) and engine.store.latest(person_id, ACTIVITY):
            return (Measurement(ACTIVITY, now_ms, IM_OK_SOURCE, VITALS[ACTIVITY].codes["active"], now_ms),)
        return ()

    return _act(person_id, now_ms, lambda monitor: monitor.command(command, now_ms), readings)


def control_job(person_id: str, setting: Setting, now_ms: int) -> Callable[[Engine], Advanced]:
    """Return the job that keeps a setting; it raises ControlError."""
    return _act(person_id, now_ms, lambda monitor: monitor.set_control(setting, now_ms))


def told_job(person_id: str, delivery_id: str, now_ms: int, *, ok: bool, error: str) -> Callable[[Engine], Advanced]:
    """Return the job that keeps what became of a delivery."""
    return _act(person_id, now_ms, lambda monitor: monitor.told(delivery_id, now_ms, ok=ok, error=error))


def use_job(person_id: str, plan: EscalationPlan, now_ms: int) -> Callable[[Engine], Advanced]:
    """Return the job that tells others of a person's alerts from now on."""

    def job(engine: Engine) -> Advanced:
        engine.monitors[person_id].update_escalation(plan)
        return Advanced({person_id: engine.advance(person_id, (), now_ms)}, engine.commit_if_due(now_ms))

    return job
