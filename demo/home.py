"""The demo's Home Assistant folder, and the way from an empty one to a signed-in owner."""

import asyncio
import json
import secrets
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from .client import DemoError, HomeAssistant
from .users import add_users

# No default_config: it would ask the internet for weather, a cloud and a voice. These are the
# parts that a person sees in the demo, and backup, which HealthSense takes part in.
CONFIGURATION: Final = """\
homeassistant:
  name: HealthSense demo
  unit_system: metric
  time_zone: {time_zone}
  country: DE
  language: en
automation: !include automations.yaml
backup:
config:
frontend:
history:
logbook:
lovelace:
person:
recorder:
  commit_interval: 5
  exclude:
    event_types:
      - call_service
system_health:
"""
CLIENT_ID_PATH: Final = "/"
START_SECONDS: Final = 180


@dataclass(frozen=True, slots=True)
class Login:
    """How to get in: what the demo prints, and the token it uses itself. ``guests``: the same of others, by name."""

    user: str
    password: str
    token: str
    guests: dict[str, dict[str, str]] = field(default_factory=dict)


class Home:
    """One demo folder: ``config`` is Home Assistant's, ``login.json`` and ``logs`` are ours."""

    def __init__(self, folder: Path) -> None:
        """Name the paths; nothing is made yet."""
        self.folder = folder
        self.config = folder / "config"
        self.logs = folder / "logs"
        self._login_file = folder / "login.json"

    def reset(self) -> None:
        """Forget everything."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def prepare(self, *, integration: Path, port: int, time_zone: str) -> None:
        """Lay the folder (once) and name the port (each time).

        The integration is linked, not copied, so that the demo runs the checkout.
        """
        self.config.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        (self.config / "configuration.yaml").write_text(CONFIGURATION.format(time_zone=time_zone))
        automations = self.config / "automations.yaml"
        if not automations.exists():
            automations.write_text("[]\n")
        link = self.config / "custom_components" / integration.name
        link.parent.mkdir(exist_ok=True)
        if link.is_symlink():
            link.unlink()
        link.symlink_to(integration, target_is_directory=True)
        # Loopback only. The `http:` block of configuration.yaml would be on trial and revert.
        self._seed(
            "http",
            {"stable": _http(port), "pending": None, "yaml_migration_done": True},
            version=2,
            minor_version=2,
            always=True,
        )
        # The owner is made by the demo; the other steps would add integrations that call out.
        self._seed("onboarding", {"done": ["core_config", "analytics", "integration"]}, version=4)

    def _seed(
        self, key: str, data: dict[str, Any], *, version: int, minor_version: int = 1, always: bool = False
    ) -> None:
        path = self.config / ".storage" / key
        if path.exists() and not always:
            return
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"version": version, "minor_version": minor_version, "key": key, "data": data}))

    @property
    def is_new(self) -> bool:
        """Return whether nobody has signed in here yet."""
        return not self._login_file.exists()

    def load_login(self) -> Login:
        """Return the login of an earlier run."""
        return Login(**json.loads(self._login_file.read_text()))

    async def sign_in(self, home_assistant: HomeAssistant) -> Login:
        """Return a login: the earlier one, or a new owner with a random password."""
        if not self.is_new:
            login = self.load_login()
            home_assistant.use_token(login.token)
            return login
        user, password = "demo", secrets.token_urlsafe(9)
        client_id = home_assistant.url + CLIENT_ID_PATH
        code = await home_assistant.request(
            "POST",
            "/api/onboarding/users",
            {"name": "Demo", "username": user, "password": password, "client_id": client_id, "language": "en"},
        )
        tokens = await home_assistant.request(
            "POST",
            "/auth/token",
            {"client_id": client_id, "grant_type": "authorization_code", "code": code["auth_code"]},
            form=True,
        )
        home_assistant.use_token(tokens["access_token"])
        token = await home_assistant.command("auth/long_lived_access_token", client_name="demo", lifespan=3650)
        await home_assistant.disconnect()
        home_assistant.use_token(token)
        return Login(user, password, token, await add_users(home_assistant, password))

    def save_login(self, login: Login) -> None:
        """Keep the login for the next run: the household is complete. Only the owner of the folder can read it."""
        self._login_file.touch(mode=0o600)
        self._login_file.write_text(json.dumps(asdict(login), indent=2))


def _http(port: int) -> dict[str, Any]:
    return {
        "server_host": ["127.0.0.1"],
        "server_port": port,
        "cors_allowed_origins": ["https://cast.home-assistant.io"],
        "login_attempts_threshold": -1,
        "ip_ban_enabled": True,
        "ssl_profile": "modern",
        "use_x_frame_options": True,
        "created_at": "2026-01-01T00:00:00+00:00",
        "error": None,
        "error_message": None,
    }


async def wait_until_up(home_assistant: HomeAssistant, assert_running: Callable[[], None]) -> None:
    """Wait for the web server.

    Raises:
        DemoError: it did not come up in time, or a process ended.
    """
    for _ in range(START_SECONDS * 4):
        assert_running()
        if await home_assistant.is_up():
            return
        await asyncio.sleep(0.25)
    raise DemoError(f"Home Assistant did not answer within {START_SECONDS} s")


async def wait_until_started(home_assistant: HomeAssistant) -> None:
    """Wait until Home Assistant has finished its start, so that nothing is asked of half a house."""
    for _ in range(START_SECONDS * 4):
        config = await home_assistant.request("GET", "/api/config")
        if config["state"] == "RUNNING":
            return
        await asyncio.sleep(0.25)
    raise DemoError(f"Home Assistant was not running within {START_SECONDS} s")
