"""The cards for dashboards: their files are served, and Lovelace is told where they are.

As a Lovelace resource and not by ``frontend.add_extra_js_url``: a module that the page loads itself runs
before the frontend has put its registry of elements in place, and is missing at every second cold start.
"""

from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from homeassistant.components.http import StaticPathConfig
from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.components.lovelace.resources import ResourceStorageCollection
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN

BASE_URL: Final = "/healthsense_cards"
ENTRY: Final = "healthsense.js"
FIXED_URL: Final = f"{BASE_URL}/latest/{ENTRY}"
"""For resources in YAML, which nobody but their owner can change: asks for news at every load."""
FOLDER: Final = Path(__file__).parent / "frontend"
ISSUE_CARDS_IN_YAML: Final = "cards_in_yaml"

_DATA_URL: HassKey[str] = HassKey(f"{DOMAIN}_cards_url")
_DIGITS: Final = 12


def fingerprint(folder: Path) -> str:
    """Return what tells one build of the cards from another: a digest over names and contents."""
    digest = sha256()
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:_DIGITS]


async def async_serve_cards(hass: HomeAssistant) -> None:
    """Serve the files; once, since a route cannot be taken back.

    The version is a folder of the address and not a query: chunks that the entry loads inherit it, and a
    module that is reached by two addresses would run twice.
    """
    version = await hass.async_add_executor_job(fingerprint, FOLDER)
    hass.data[_DATA_URL] = f"{BASE_URL}/{version}/{ENTRY}"
    await hass.http.async_register_static_paths(
        [
            StaticPathConfig(f"{BASE_URL}/{version}", str(FOLDER), cache_headers=True),
            StaticPathConfig(f"{BASE_URL}/latest", str(FOLDER), cache_headers=False),
        ]
    )


async def async_register_cards(hass: HomeAssistant) -> None:
    """Have exactly one resource, of this version; say what to do where only the user can add it."""
    # A Home Assistant without frontend has no dashboards either.
    if (lovelace := hass.data.get(LOVELACE_DATA)) is None:
        return
    resources = lovelace.resources
    # Nothing else makes Home Assistant read them from disk.
    await resources.async_get_info()
    ours = _ours(resources.async_items())
    if not isinstance(resources, ResourceStorageCollection):
        _tell_yaml(hass, missing=not ours)
        return
    ir.async_delete_issue(hass, DOMAIN, ISSUE_CARDS_IN_YAML)
    url = hass.data[_DATA_URL]
    if not ours:
        await resources.async_create_item({"res_type": "module", "url": url})
        return
    kept, *doubles = ours
    if kept["url"] != url or kept["type"] != "module":
        await resources.async_update_item(kept["id"], {"res_type": "module", "url": url})
    for double in doubles:
        await resources.async_delete_item(double["id"])


async def async_forget_cards(hass: HomeAssistant) -> None:
    """Take the resource away: HealthSense is removed or disabled, and its files will not be served."""
    ir.async_delete_issue(hass, DOMAIN, ISSUE_CARDS_IN_YAML)
    lovelace = hass.data.get(LOVELACE_DATA)
    if lovelace is None or not isinstance(lovelace.resources, ResourceStorageCollection):
        return
    await lovelace.resources.async_get_info()
    for item in _ours(lovelace.resources.async_items()):
        await lovelace.resources.async_delete_item(item["id"])


def _ours(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in items if str(item.get("url", "")).startswith(f"{BASE_URL}/")]


@callback
def _tell_yaml(hass: HomeAssistant, *, missing: bool) -> None:
    if not missing:
        ir.async_delete_issue(hass, DOMAIN, ISSUE_CARDS_IN_YAML)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        ISSUE_CARDS_IN_YAML,
        is_fixable=False,
        severity=ir.IssueSeverity.WARNING,
        translation_key=ISSUE_CARDS_IN_YAML,
        translation_placeholders={"url": FIXED_URL},
    )
