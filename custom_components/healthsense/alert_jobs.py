"""What the worker does for alerts: commands, settings, and what became of deliveries. Durable when a job is done."""

from collections.abc import Callable
from dataclasses import replace

from .engine.alerts.commands import Command
from .engine.alerts.controls import Setting
from .engine.alerts.model import News
from .engine.alerts.plan import EscalationPlan
from .engine.monitor import Monitor, Result
from .intake_jobs import Advanced
from .worker import Engine


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


def _act(person_id: str, now_ms: int, act: Callable[[Monitor], News]) -> Callable[[Engine], Advanced]:
    def job(engine: Engine) -> Advanced:
        news = act(engine.monitors[person_id])
        engine.commit(now_ms)
        return Advanced({person_id: _merged(news, engine.advance(person_id, (), now_ms))}, engine.commit_if_due(now_ms))

    return job


def command_job(person_id: str, command: Command, now_ms: int) -> Callable[[Engine], Advanced]:
    """Return the job that does what somebody asks of an alert; it raises CommandError."""
    return _act(person_id, now_ms, lambda monitor: monitor.command(command, now_ms))


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
