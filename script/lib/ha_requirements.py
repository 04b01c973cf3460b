"""Prints what Home Assistant would install at its first start with the demo's configuration.

Home Assistant fetches an integration's requirements when it first loads it. Here they are read beforehand from the
manifests of the installed release, the way ``homeassistant/requirements.py`` walks them, so that they can be locked
by hash and a start needs no network.

usage: python ha_requirements.py DOMAIN...
"""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import homeassistant
from homeassistant import bootstrap

# A domain that announces itself this way loads the integration that listens (requirements.DISCOVERY_INTEGRATIONS).
DISCOVERED_BY = {"dhcp": "dhcp", "mqtt": "mqtt", "ssdp": "ssdp", "zeroconf": "zeroconf", "homekit": "zeroconf"}


def requirements(components: Path, domains: Iterable[str]) -> set[str]:
    """Requirements of the domains and of all they may load, as pinned in the manifests below ``components``.

    A domain without a folder is passed over, as Home Assistant does with an absent after-dependency.
    """
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(domains)
    while waiting:
        domain = waiting.pop()
        path = components / domain / "manifest.json"
        if domain in seen or not path.is_file():
            continue
        seen.add(domain)
        manifest = json.loads(path.read_text(encoding="utf-8"))
        found.update(manifest.get("requirements", []))
        waiting += manifest.get("dependencies", []) + manifest.get("after_dependencies", [])
        waiting += (listener for key, listener in DISCOVERED_BY.items() if key in manifest)
    return found


def login_requirements(auth: Path) -> set[str]:
    """Requirements of the second factors for login, which stand in their modules and not in a manifest."""
    found: set[str] = set()
    for module in (auth / "mfa_modules").glob("*.py"):
        for line in re.findall(
            r"^REQUIREMENTS = \[(.*?)\]", module.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        ):
            found.update(re.findall(r'"([^"]+)"', line))
    return found


def main(domains: list[str]) -> None:
    """Print the pins, one a line, sorted."""
    package = Path(homeassistant.__file__).parent
    started = {*domains, *bootstrap.CORE_INTEGRATIONS, *bootstrap.DEFAULT_INTEGRATIONS}
    print("\n".join(sorted(requirements(package / "components", started) | login_requirements(package / "auth"))))


if __name__ == "__main__":
    main(sys.argv[1:])
