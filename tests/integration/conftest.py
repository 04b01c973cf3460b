"""What every test of the integration has: custom integrations on, a history file of its own."""

from pathlib import Path

import pytest
from homeassistant.core import HomeAssistant
from hypothesis import HealthCheck, settings
from recording_home import bob, recorded

# Before anything else: the harness has a package of the same name, which would win.
import custom_components.healthsense.household_life as household_module

__all__ = ["bob", "recorded"]

# An example's time is no test.
settings.register_profile("healthsense", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("healthsense")


@pytest.fixture(autouse=True)
def store_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep each test's history in a folder of its own; a second start in one test finds the first one's."""
    path = tmp_path / "healthsense" / "healthsense.db"

    def own_path(_hass: HomeAssistant) -> Path:
        return path

    monkeypatch.setattr(household_module, "store_path", own_path)
    return path


@pytest.fixture(autouse=True)
def _custom_integrations(request: pytest.FixtureRequest) -> None:
    """Let Home Assistant load ours; the recorder, where a test wants it, comes before everything else."""
    if "recorder_mock" in request.fixturenames:
        request.getfixturevalue("recorder_mock")
    if "hass" in request.fixturenames:
        request.getfixturevalue("enable_custom_integrations")
