"""Who may sign in to the demo beside its owner: somebody of the household, and a device that only reads."""

from collections.abc import Mapping
from typing import Any, Final

from .client import HomeAssistant

GUESTS: Final[Mapping[str, tuple[str, str]]] = {
    "carer": ("Carer", "system-users"),
    "mirror": ("Mirror", "system-read-only"),
}
"""User name -> what Home Assistant calls them, and their group: an ordinary user, and one for a smart mirror."""


async def add_users(home_assistant: HomeAssistant, password: str) -> dict[str, dict[str, str]]:
    """Add the users; return how each gets in, with a token that does not end: user name -> user, password, token."""
    return {name: await _add(home_assistant, name, password) for name in GUESTS}


async def _add(home_assistant: HomeAssistant, name: str, password: str) -> dict[str, str]:
    shown, group = GUESTS[name]
    made = await home_assistant.command("config/auth/create", name=shown, group_ids=[group], local_only=False)
    await home_assistant.command(
        "config/auth_provider/homeassistant/create", user_id=made["user"]["id"], username=name, password=password
    )
    return {"user": name, "password": password, "token": await _token(home_assistant.url, name, password)}


async def _token(url: str, name: str, password: str) -> str:
    """Sign in as a browser does, and ask for a token of one's own."""
    client = {"client_id": f"{url}/"}
    async with HomeAssistant(url) as visitor:
        begun = {**client, "handler": ["homeassistant", None], "redirect_uri": f"{url}/"}
        flow: dict[str, Any] = await visitor.request("POST", "/auth/login_flow", begun)
        answer = {**client, "username": name, "password": password}
        done = await visitor.request("POST", f"/auth/login_flow/{flow['flow_id']}", answer)
        code = {**client, "grant_type": "authorization_code", "code": done["result"]}
        tokens = await visitor.request("POST", "/auth/token", code, form=True)
        visitor.use_token(tokens["access_token"])
        token: str = await visitor.command("auth/long_lived_access_token", client_name="demo", lifespan=3650)
        return token
