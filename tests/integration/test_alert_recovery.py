"""What is asked of an alert while the disk fails: refused, and everything goes on from what is on the disk."""

from unittest.mock import patch

import pytest
from homeassistant.core import HomeAssistant
from test_household import alone, settle

from custom_components.healthsense.engine.alerts.commands import Acknowledge, TestAlert
from custom_components.healthsense.engine.alerts.model import Level
from custom_components.healthsense.engine.store import Store, StoreFullError
from custom_components.healthsense.household import Household

OXIMETER = "sensor.oximeter"


def stages(household: Household, person_id: str) -> list[str]:
    """Return where the open alerts stand while the history works."""
    result = household.people[person_id].result
    return [] if result is None or household.failed else [one.stage.value for one in result.alerts.open]


async def test_a_command_that_could_not_be_kept_did_not_happen(hass: HomeAssistant) -> None:
    """The store undoes it, so the watch reads it again; asked anew it is done, and the log has it once."""
    household = await alone(hass, spo2=OXIMETER)
    (person_id,) = household.people
    (alert,) = (await household.async_alert_command(person_id, TestAlert(Level.WARNING, "u"))).open
    real, left = Store.commit, [1]

    def commit(store: Store, now_ms: int) -> None:
        if left[0]:
            left[0] -= 1
            store._undo()
            raise StoreFullError("full")
        real(store, now_ms)

    with patch.object(Store, "commit", commit):
        with pytest.raises(StoreFullError):
            await household.async_alert_command(person_id, Acknowledge(alert.id, "u"))
        assert household.failed
        await settle(hass, household)
    assert stages(household, person_id) == ["raised"]
    news = await household.async_alert_command(person_id, Acknowledge(alert.id, "u"))
    assert [one.stage.value for one in news.open] == ["acknowledged"]
    log = await household.async_run(lambda store: store.alert_log(person_id))
    assert [(line["seq"], line["event"]) for line in log] == [(1, "raised"), (2, "acknowledged")]
