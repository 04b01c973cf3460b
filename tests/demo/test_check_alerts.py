"""The demo's check of triggers and conditions finds what is wrong."""

from typing import Any

import pytest

from demo import check_alerts
from demo.check_alerts import _EXPECTED, _TRIGGERS, faults
from demo.client import HomeAssistant


class Scripted(HomeAssistant):
    """A Home Assistant that sets automations up and starts them as it is told."""

    def __init__(self, *, up: tuple[str, ...] = _TRIGGERS, starts: tuple[str, ...] = _EXPECTED) -> None:
        """Open no connection."""
        self.up, self.starts, self.saved, self.tested = up, starts, set[str](), False

    async def command(self, kind: str, *, wait_s: float = 60, **fields: Any) -> Any:
        """Name one person."""
        assert kind == "healthsense/people"
        return {"people": [{"device_id": "d"}]}

    async def action(self, domain: str, service: str, data: Any) -> Any:
        """Make a test alert."""
        assert (domain, data["device_id"]) == ("healthsense", "d")
        self.tested = self.tested or service == "test_alert"
        return {"open": [{"id": "a", "test": True, "level": "urgent"}]}

    async def request(self, method: str, path: str, data: Any = None, *, form: bool = False) -> Any:
        """Save an automation, or show them all."""
        if method == "POST":
            self.saved.add(path.rpartition("check_")[2])
            return {"result": "ok"}
        return [
            {
                "state": "on" if key in self.up else "unavailable",
                "attributes": {
                    "friendly_name": f"Check {key}",
                    "last_triggered": "now" if self.tested and key in self.starts else None,
                },
            }
            for key in sorted(self.saved)
        ]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_alerts, "WAIT_SECONDS", 0)


@pytest.mark.parametrize(
    ("home", "expected"),
    [
        (Scripted(), []),
        (Scripted(up=_TRIGGERS[1:]), ["alert_raised: the automation could not be set up"]),
        (Scripted(starts=_EXPECTED[1:]), ["alert_raised: the automation did not start"]),
        (Scripted(starts=(*_EXPECTED, "alert_escalated")), ["alert_escalated: started without a reason"]),
    ],
    ids=["all is well", "refused", "deaf", "nervous"],
)
async def test_what_is_wrong_is_found(home: Scripted, expected: list[str]) -> None:
    """An automation that is refused, one that does not start, one that starts for nothing."""
    assert await faults(home) == expected
