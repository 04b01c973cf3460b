"""manifest.json and hacs.json."""

import json
import re
from collections.abc import Iterator

from awesomeversion import AwesomeVersion, AwesomeVersionStrategy
from awesomeversion.exceptions import AwesomeVersionException
from homeassistant.generated.entity_platforms import EntityPlatforms

from .integration import Integration

REQUIRED = frozenset(
    {"domain", "name", "codeowners", "documentation", "integration_type", "iot_class", "issue_tracker", "version"}
)
# hassfest's CUSTOM_INTEGRATION_MANIFEST_SCHEMA (script/hassfest/manifest.py in home-assistant/core)
KNOWN = REQUIRED | frozenset(
    """
    after_dependencies bluetooth categories config_flow connectivity dependencies dhcp homekit
    import_executor loggers mqtt quality_scale requirements single_config_entry ssdp usb zeroconf
    """.split()
)
IOT_CLASSES = frozenset({"assumed_state", "calculated", "cloud_polling", "cloud_push", "local_polling", "local_push"})
VERSIONS = [
    AwesomeVersionStrategy.CALVER,
    AwesomeVersionStrategy.SEMVER,
    AwesomeVersionStrategy.SIMPLEVER,
    AwesomeVersionStrategy.BUILDVER,
    AwesomeVersionStrategy.PEP440,
]
HACS_KEYS = frozenset(
    """
    content_in_root country filename hacs hide_default_branch homeassistant name persistent_directory
    render_readme zip_release
    """.split()
)
# Home Assistant loads these for whoever has the platform, without a dependency.
ALWAYS_LOADED = frozenset({"backup", "diagnostics", "repairs", "system_health"})


def check(integration: Integration) -> Iterator[str]:
    """What is wrong with the two manifests."""
    yield from _manifest(integration)
    yield from _dependencies(integration)
    yield from _hacs(integration)


def _manifest(integration: Integration) -> Iterator[str]:
    manifest = integration.json("manifest.json")
    for key in sorted(REQUIRED - set(manifest)):
        yield f"manifest.json: {key} is missing"
    for key in sorted(set(manifest) - KNOWN):
        yield f"manifest.json: unknown key {key}"
    ordered = sorted(manifest, key=lambda key: {"domain": ".0", "name": ".1"}.get(key, key))
    if list(manifest) != ordered:
        yield f"manifest.json: keys must be in the order {ordered}"
    if manifest.get("domain") != integration.domain:
        yield "manifest.json: domain is not the folder's name"
    if manifest.get("iot_class") not in IOT_CLASSES:
        yield f"manifest.json: iot_class is none of {sorted(IOT_CLASSES)}"
    try:
        AwesomeVersion(manifest.get("version", ""), ensure_strategy=VERSIONS)
    except AwesomeVersionException as error:
        yield f"manifest.json: version: {error}"
    for requirement in manifest.get("requirements", []):
        # None at all: what runs in Home Assistant is standard library (most of what one would want has no musl wheel).
        yield f"manifest.json: requirement {requirement}: the integration is to have none"


def _dependencies(integration: Integration) -> Iterator[str]:
    manifest = integration.json("manifest.json")
    named = {*manifest.get("dependencies", []), *manifest.get("after_dependencies", [])}
    free = {*EntityPlatforms, *ALWAYS_LOADED, integration.domain}
    for path, text in integration.sources.items():
        imported = set(re.findall(r"^\s*from homeassistant\.components\.(\w+)", text, re.MULTILINE))
        for group in re.findall(r"^\s*from homeassistant\.components import ([^\n(]+|\([^)]*\))", text, re.MULTILINE):
            imported |= {name.split()[0] for name in group.strip("()").replace("\n", " ").split(",") if name.strip()}
        # A file named after a component is its platform: only that component loads it (hassfest allows it too).
        platform = {path.stem} if path.parent == integration.root else set()
        for component in sorted(imported - named - free - platform):
            yield (
                f"{path.relative_to(integration.root)}: uses {component}, which is neither in dependencies nor in "
                "after_dependencies"
            )


def _hacs(integration: Integration) -> Iterator[str]:
    path = integration.repository / "hacs.json"
    if not path.is_file():
        yield "hacs.json: missing beside custom_components/"
        return
    hacs = json.loads(path.read_text(encoding="utf-8"))
    for key in sorted(set(hacs) - HACS_KEYS):
        yield f"hacs.json: unknown key {key}"
    for key in sorted({"name", "homeassistant"} - set(hacs)):
        yield f"hacs.json: {key} is missing"
    if hacs.get("zip_release") and not hacs.get("filename"):
        yield "hacs.json: zip_release needs filename"
