"""History that a removed person left behind: it is kept, and a repair asks what to do with it."""

from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.storage import Store

from .const import DOMAIN, ISSUE_ORPHANED_HISTORY
from .household import Household

STORAGE_VERSION: Final = 1
STORAGE_KEY: Final = f"{DOMAIN}.people"


async def async_look_for_orphans(hass: HomeAssistant, household: Household) -> None:
    """Raise a repair for each history without its person; withdraw those of people who are back."""
    names: Store[dict[str, dict[str, Any]]] = Store(hass, STORAGE_VERSION, STORAGE_KEY, private=True)
    known = await names.async_load() or {}
    with_history = set(await household.async_run(lambda store: store.persons()))
    now = {
        person.person_id: {"name": person.name, "user_id": person.user_id if person.private else None}
        for person in household.people.values()
    }
    left = {person_id: known.get(person_id, {}) for person_id in with_history - now.keys()}
    if {**left, **now} != known:
        await names.async_save({**left, **now})
    registry = ir.async_get(hass)
    for domain, issue_id in list(registry.issues):
        kind, _, person_id = issue_id.rpartition("_")
        if domain == DOMAIN and kind == ISSUE_ORPHANED_HISTORY and person_id not in left:
            ir.async_delete_issue(hass, DOMAIN, issue_id)
    for person_id, about in left.items():
        name = str(about.get("name") or person_id[:8])
        ir.async_create_issue(
            hass,
            DOMAIN,
            f"{ISSUE_ORPHANED_HISTORY}_{person_id}",
            data={"person_id": person_id, "name": name, "user_id": about.get("user_id")},
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=ISSUE_ORPHANED_HISTORY,
            translation_placeholders={"name": name},
        )
