"""What ESPHome makes of the products: factory images, and devices as they are after adoption. Nothing is compiled."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from esphome.components.dashboard_import import import_config
from esphome_cli import esphome

ROOT = Path(__file__).resolve().parents[2]
FIRMWARE = ROOT / "esphome"
# As for every other device that the ESPHome dashboard adopts; the address is made up.
ADOPTED_NAME = "bedroom-a1b2c3"
# Libraries of another registry: their code is not looked at here.
OFFLINE = "esphome:\n  platformio_options:\n    lib_ignore: [ArduinoJson, improv]\n"


@dataclass
class Generated:
    """What `esphome compile --only-generate` left."""

    name: str
    status: int
    output: str
    folder: Path

    def text(self, file: str) -> str:
        return (self.folder / file).read_text()

    @property
    def main(self) -> str:
        return self.text("src/main.cpp")

    def option(self, name: str) -> str | None:
        """The value of an option of ESP-IDF."""
        [sdkconfig] = [path for path in self.folder.glob("sdkconfig.*") if path.name.count(".") == 1]
        found = re.search(rf"^{name}=(.*)$", sdkconfig.read_text(), re.MULTILINE)
        return found[1] if found else None


def generate(path: Path, name: str, data: Path) -> Generated:
    """Has ESPHome write the program of a configuration of that node name."""
    source = ("-s", "components_source", FIRMWARE / "components")
    done = esphome(*source, "compile", "--only-generate", path, data=data)
    return Generated(path.stem, done.status, done.output, data / "build" / name)


def factory_image(core: Path, folder: Path) -> tuple[Path, str]:
    """The factory image, with what keeps it offline around it."""
    path = folder / f"{core.stem}.factory.yaml"
    path.write_text(f"packages:\n  image: !include {core.with_suffix('.factory.yaml')}\n{OFFLINE}")
    return path, node_name(core)


def adopted_device(core: Path, folder: Path) -> tuple[Path, str]:
    """What the dashboard writes for somebody who adopts the device, with the checkout in the place of GitHub."""
    factory = core.with_suffix(".factory.yaml").read_text()
    url = re.search(r"package_import_url: (\S+)", factory)
    project = re.search(r"name: (healthsense\.\S+)", factory)
    assert url
    assert project
    path = folder / f"{core.stem}.adopted.yaml"
    import_config(str(path), ADOPTED_NAME, "Bedroom", project[1], url[1], encryption=True)
    text = path.read_text()
    assert url[1] in text
    (folder / "secrets.yaml").write_text("wifi_ssid: somewhere\nwifi_password: something long\n")
    path.write_text(text.replace(url[1], f"!include {core}").replace("esphome:\n", OFFLINE, 1))
    return path, ADOPTED_NAME


def node_name(core: Path) -> str:
    found = re.search(r"^  name: (\S+)$", core.read_text(), re.MULTILINE)
    assert found
    return found[1]


def generate_all(work: list[tuple[str, str]], folder: Path) -> dict[tuple[str, str], Generated]:
    """Each (product, "factory" or "adopted") of `work`, two at a time: the machine may have two cores."""
    prepared = []
    for product, kind in work:
        own = folder / product / kind
        own.mkdir(parents=True)
        make = adopted_device if kind == "adopted" else factory_image
        prepared.append((*make(FIRMWARE / f"{product}.yaml", own), own))
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(work, pool.map(lambda each: generate(*each), prepared), strict=True))
