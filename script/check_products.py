"""Checks the products (esphome/healthsense-*.yaml) against the rules of "Made for ESPHome" and our own.

    .venv/esphome/bin/python script/check_products.py [FILE ...]

Without a file every product is checked. Prints a line for each finding; exit status 1 when there is one.
What a rule wants stands in its docstring. The rules of the programme: https://esphome.io/guides/made_for_esphome
"""

import contextlib
import io
import logging
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from esphome.config import read_config
from esphome.core import CORE, ID

ROOT = Path(__file__).resolve().parents[1]
FIRMWARE = ROOT / "esphome"
WORKFLOW = ROOT / ".github" / "workflows" / "firmware.yml"
REPOSITORY = "github://healthsense-home/healthsense"
FACTORY = ".factory.yaml"
CHIPS = {"ESP32", "ESP32S3", "ESP32C3"}

# A key of any of these names holds what belongs to one household.
PRIVATE_KEYS = {"password", "ssid", "username", "passkey", "psk", "networks", "ota_password", "eap", "hostname"}
FIXED_ADDRESS_KEYS = {"manual_ip", "use_address", "static_ip"}
# Blocks of ESPHome that are named by an id but are no component: a pin belongs to the component that has it.
PARTS = re.compile(r"Pin$")

type Shape = tuple[str, ...]


@dataclass
class Product:
    """One configuration: as written with its packages merged (`written`), and as ESPHome completed it (`completed`)."""

    path: Path
    written: dict[str, Any]
    completed: dict[str, Any]
    sources: list[Path] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def is_factory(self) -> bool:
        """Whether this is the image that is flashed first."""
        return self.path.name.endswith(FACTORY)

    @property
    def core(self) -> Path:
        """The configuration that an adopted device imports."""
        return self.path.with_name(self.path.name.removesuffix(FACTORY).removesuffix(".yaml") + ".yaml")

    def block(self, *keys: str) -> Any:  # noqa: ANN401 - a YAML holds anything
        """What is written under the keys; an empty dict when there is nothing."""
        value: Any = self.written
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return {} if value is None else value

    def platforms(self, domain: str) -> set[str]:
        """The platforms of a domain, as written."""
        return {str(item.get("platform")) for item in self.block(domain) or []}


class ProductError(Exception):
    """ESPHome refused a configuration."""


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def load(path: Path, components: Path = FIRMWARE / "components") -> Product:
    """Reads a configuration as `esphome config` does, with the components of this checkout.

    Raises:
        ProductError: ESPHome refuses it; the message is what it printed.
    """
    heard, printed = _Warnings(), io.StringIO()
    logging.getLogger().addHandler(heard)
    CORE.reset()
    CORE.config_path = path
    try:
        with contextlib.redirect_stdout(printed):
            completed = read_config({"components_source": str(components)}, snapshot_user_config=True)
    finally:
        logging.getLogger().removeHandler(heard)
        CORE.reset()
    if completed is None:
        raise ProductError(f"{path.name}: {printed.getvalue()} {heard.lines}")
    return Product(path, dict(completed.user_config), dict(completed), included(path), heard.lines)


def included(path: Path) -> list[Path]:
    """The file and all that it includes."""
    files = [path]
    for name in re.findall(r"!include (?:\{file: )?([^\s,}]+)", path.read_text(encoding="utf-8")):
        files += included(path.parent / name)
    return files


def products() -> list[Path]:
    """Every product of the repository; the demo is a program, not a device."""
    return sorted(path for path in FIRMWARE.glob("healthsense-*.yaml") if path.name != "healthsense-demo.yaml")


def _shapes_with_id(value: object, at: Shape = ()) -> Iterator[Shape]:
    """Where ESPHome's own schemas declare an id, with platforms for list indices."""
    if isinstance(value, dict):
        own = value.get("id")
        if isinstance(own, ID) and own.is_declaration and not PARTS.search(str(own.type)):
            yield at
        for key, item in value.items():
            yield from _shapes_with_id(item, (*at, str(key)))
    elif isinstance(value, list):
        for item in value:
            yield from _shapes_with_id(item, _of_item(item, at))


def _of_item(item: object, at: Shape) -> Shape:
    return (*at, str(item["platform"])) if isinstance(item, dict) and "platform" in item else at


def _written_blocks(value: object, at: Shape = ()) -> Iterator[tuple[Shape, object]]:
    if isinstance(value, list):
        for item in value:
            yield from _written_blocks(item, _of_item(item, at))
        return
    yield at, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _written_blocks(item, (*at, str(key)))


def every_component_has_an_id(product: Product) -> Iterator[str]:
    """Each component and entity that can have an id has one, so that whoever adopts it can extend or remove it."""
    shapes = set(_shapes_with_id(product.completed))
    for shape, block in _written_blocks(product.written):
        if shape in shapes and (not isinstance(block, dict) or "id" not in block):
            yield f"{' > '.join(shape)} has no id"


def nothing_private(product: Product) -> Iterator[str]:
    """No password, no network, no key, no secret: a device is the same for everybody until it is adopted."""
    for shape, _ in _written_blocks({key: value for key, value in product.written.items() if key != "substitutions"}):
        if shape and shape[-1] in PRIVATE_KEYS:
            yield f"{' > '.join(shape)} belongs to one household"
    for path in product.sources:
        if "!secret" in re.sub(r"^\s*#.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            yield f"{path.name} asks for a secret"


def no_fixed_address(product: Product) -> Iterator[str]:
    """The network gives the address."""
    for shape, _ in _written_blocks(product.written):
        if shape and shape[-1] in FIXED_ADDRESS_KEYS:
            yield f"{' > '.join(shape)} fixes an address"


def encrypted_without_a_key(product: Product) -> Iterator[str]:
    """The native API is encrypted with a key that Home Assistant makes; none is printed in a YAML for all to read."""
    api = product.block("api")
    if "encryption" not in api:
        yield "api has no encryption"
    elif product.block("api", "encryption").get("key") is not None:
        yield "api > encryption has a key that everybody knows"


def network_can_be_told(product: Product) -> Iterator[str]:
    """An open access point with a page to choose the network; the factory image takes it by Bluetooth and USB too."""
    if "ap" not in product.block("wifi"):
        yield "wifi has no access point of its own (ap)"
    if "captive_portal" not in product.written:
        yield "captive_portal is missing"
    for key in ("improv_ble", "improv_serial") if product.is_factory else ():
        if key not in product.written:
            yield f"{key} is missing"


def can_be_adopted(product: Product) -> Iterator[str]:
    """The factory image says where the configuration is that it was made of, and that is the one it includes."""
    if not product.is_factory:
        return
    url = str(product.block("dashboard_import").get("package_import_url", ""))
    wanted = f"{REPOSITORY}/esphome/{product.core.name}@main"
    if url != wanted:
        yield f"dashboard_import > package_import_url is '{url}', not '{wanted}'"
    if product.block("dashboard_import").get("import_full_config"):
        yield "dashboard_import copies the configuration instead of importing it: it would never be updated"
    if product.core not in product.sources:
        yield f"{product.core.name} is not included"


def says_what_it_is(product: Product) -> Iterator[str]:
    """The factory image has a project name and a version that the release writes; the core has neither."""
    project = product.block("esphome", "project")
    if not product.is_factory:
        if project:
            yield "esphome > project belongs into the factory image: an adopted device is its owner's"
        return
    if not re.fullmatch(r"healthsense\.[a-z-]+", str(project.get("name", ""))):
        yield f"esphome > project > name is '{project.get('name', '')}', not 'healthsense.' and the product"
    if "    version: dev\n" not in product.path.read_text(encoding="utf-8"):
        yield "the file itself must say 'version: dev': the release workflow replaces these words"


def can_be_updated(product: Product) -> Iterator[str]:
    """Over the air from ESPHome; the factory image by itself too, from a release's manifest over HTTPS."""
    if "esphome" not in product.platforms("ota"):
        yield "ota has no platform esphome"
    if not product.is_factory:
        return
    if "http_request" not in product.platforms("ota"):
        yield "ota has no platform http_request"
    if product.block("http_request").get("verify_ssl") is False:
        yield "http_request does not verify whom it speaks to"
    sources = [str(item.get("source", "")) for item in product.block("update") or []]
    if len(sources) != 1 or not sources[0].startswith("https://"):
        yield "update needs one manifest, over https"
        return
    project = str(product.block("esphome", "project").get("name", ""))
    wanted = f"/releases/latest/download/{project.replace('.', '-')}.manifest.json"
    if not sources[0].endswith(wanted):
        yield f"update > source does not end in {wanted}, which is what a release has"
    if f"          - {product.core.stem}\n" not in WORKFLOW.read_text(encoding="utf-8"):
        yield f"{WORKFLOW.name} does not build it"


def has_a_good_name(product: Product) -> Iterator[str]:
    """Names end in a part of the address, so that two of a kind differ. "ESPHome" only as "... for ESPHome"."""
    esphome = product.block("esphome")
    if esphome.get("name_add_mac_suffix") is not True:
        yield "esphome > name_add_mac_suffix is not true"
    for name in (str(esphome.get("name", "")), str(esphome.get("friendly_name", ""))):
        if not name:
            yield "esphome needs a name and a friendly_name"
        if "esphome" in name.lower().removesuffix(" for esphome"):
            yield f"'{name}': the word ESPHome only in '... for ESPHome'"
    for key in ("name", "friendly_name"):
        if key not in product.block("substitutions"):
            yield f"substitutions > {key} is missing: adoption sets it"


def survives_a_bad_update(product: Product) -> Iterator[str]:
    """Safe mode after starts that fail, a boot loader that takes a bad image back, a watchdog for what hangs."""
    if "safe_mode" not in product.written or product.block("safe_mode").get("disabled"):
        yield "safe_mode is missing"
    advanced = product.completed["esp32"]["framework"]["advanced"]
    if not advanced.get("enable_ota_rollback"):
        yield "esp32 > framework > advanced > enable_ota_rollback is off"
    options = product.completed["esp32"]["framework"].get("sdkconfig_options", {})
    if any("WDT" in option and str(value) in {"n", "False"} for option, value in options.items()):
        yield "esp32 > framework > sdkconfig_options turns a watchdog off"


def shows_how_it_is(product: Product) -> Iterator[str]:
    """A status LED."""
    if "status_led" not in product.written:
        yield "status_led is missing"


def keeps_values_out_of_the_log(product: Product) -> Iterator[str]:
    """ESPHome logs every value of a sensor from DEBUG on, which is its usual level."""
    if product.block("logger").get("level") not in {"INFO", "WARN", "ERROR", "NONE"}:
        yield "logger > level shows readings: INFO or less"


def comes_from_the_repository(product: Product) -> Iterator[str]:
    """Components from this repository and from nowhere else, so that it compiles on anybody's machine."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in product.sources)
    if f"components_source: {REPOSITORY}@main" not in text:
        yield f"substitutions > components_source is not {REPOSITORY}@main"
    if text.count("external_components:") != 1 or "source: ${components_source}" not in text:
        yield "external_components must be ${components_source} alone"


def is_for_a_chip_of_ours(product: Product) -> Iterator[str]:
    """ESP32, S3 or C3 under ESP-IDF, and nothing that ESPHome warns of, such as a pin that decides how it starts."""
    board = product.completed["esp32"]
    if board["variant"] not in CHIPS:
        yield f"esp32 > variant {board['variant']} is none of {', '.join(sorted(CHIPS))}"
    if board["framework"]["type"] != "esp-idf":
        yield "esp32 > framework is not esp-idf"
    for warning in product.warnings:
        yield f"ESPHome warns: {warning}"


RULES: tuple[Callable[[Product], Iterator[str]], ...] = (
    every_component_has_an_id,
    nothing_private,
    no_fixed_address,
    encrypted_without_a_key,
    network_can_be_told,
    can_be_adopted,
    says_what_it_is,
    can_be_updated,
    has_a_good_name,
    survives_a_bad_update,
    shows_how_it_is,
    keeps_values_out_of_the_log,
    comes_from_the_repository,
    is_for_a_chip_of_ours,
)


def findings(product: Product) -> list[str]:
    """What is wrong with a product, a line each."""
    return [f"{product.path.name}: {finding}" for rule in RULES for finding in rule(product)]


def main(arguments: list[str]) -> int:
    """Checks the files named, or all."""
    found: list[str] = []
    for path in [Path(argument).resolve() for argument in arguments] or products():
        try:
            found += findings(load(path))
        except ProductError as error:
            found.append(str(error))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
