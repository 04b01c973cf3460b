"""script/check_integration.py finds what it is there to find, and nothing else."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import check_integration
import pytest
from conftest import ROOT, png
from integration_checks.integration import Integration

type Break = Callable[[Path], None]


def edit(name: str, change: Callable[[Any], None]) -> Break:
    """Change the object of a JSON file."""

    def do(root: Path) -> None:
        content = json.loads((root / name).read_text())
        change(content)
        (root / name).write_text(json.dumps(content))

    return do


def write(name: str, content: str | bytes) -> Break:
    """Put a file in place of what is there."""

    def do(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return do


def remove(name: str) -> Break:
    """Take a file away."""
    return lambda root: (root / name).unlink()


MANIFEST, GERMAN, ENGLISH, ICONS = "manifest.json", "translations/de.json", "translations/en.json", "icons.json"

BREAKS: list[tuple[Break, str]] = [
    (edit(MANIFEST, lambda it: it.pop("version")), "manifest.json: version is missing"),
    (edit(MANIFEST, lambda it: it.update(zz_top=1)), "manifest.json: unknown key zz_top"),
    (edit(MANIFEST, lambda it: it.update(name=it.pop("name"))), "manifest.json: keys must be in the order"),
    (edit(MANIFEST, lambda it: it.update(domain="other")), "manifest.json: domain is not the folder's name"),
    (edit(MANIFEST, lambda it: it.update(iot_class="psychic")), "manifest.json: iot_class is none of"),
    (edit(MANIFEST, lambda it: it.update(version="soon")), "manifest.json: version:"),
    (
        edit(MANIFEST, lambda it: it.update(requirements=["onnxruntime==1.31.1"])),
        "manifest.json: requirement onnxruntime",
    ),
    (edit(MANIFEST, lambda it: it.update(dependencies=[])), "__init__.py: uses recorder"),
    (write(MANIFEST, "{"), "manifest: Expecting"),
    (write(MANIFEST, "[]"), "manifest: manifest.json: not an object"),
    (
        write("flow.py", "from homeassistant.components import (\n    frontend as f,\n    sensor,\n)\n"),
        "flow.py: uses frontend",
    ),
    (write("llm.py", "from homeassistant.components.camera_x import y\n"), "llm.py: uses camera_x"),
    (write("tools.py", "from homeassistant.components.llm import LLMTools\n"), "tools.py: uses llm"),
    (remove("../../hacs.json"), "hacs.json: missing"),
    (edit("../../hacs.json", lambda it: it.update(colour="red")), "hacs.json: unknown key colour"),
    (edit("../../hacs.json", lambda it: it.pop("homeassistant")), "hacs.json: homeassistant is missing"),
    (edit("../../hacs.json", lambda it: it.update(zip_release=True)), "hacs.json: zip_release needs filename"),
    (remove(ENGLISH), "translations/en.json: missing"),
    (edit("strings.json", lambda it: it.update(title="x")), "strings.json: differs"),
    (edit(ENGLISH, lambda it: it.update(poetry={"a": "b"})), "translations/en.json: unknown section poetry"),
    (edit(ENGLISH, lambda it: it.update(title="")), "translations/en.json: title: not a text"),
    (edit(ENGLISH, lambda it: it.update(title="<b>x</b>")), "translations/en.json: title: HTML"),
    (edit(ENGLISH, lambda it: it.update(title="[%key:common::x%]")), "translations/en.json: title: references"),
    (edit(ENGLISH, lambda it: it.update(title="See https://x.org")), "translations/en.json: title: an address"),
    (remove(GERMAN), "translations/de.json: missing"),
    (
        edit(GERMAN, lambda it: it["services"]["record"].pop("name")),
        "translations/de.json: services.record.name is missing",
    ),
    (edit(GERMAN, lambda it: it.update(title="x")), "translations/de.json: title is not in en.json"),
    (
        edit(GERMAN, lambda it: it["exceptions"]["too_late"].update(message="{nom} [de]")),
        "translations/de.json: exceptions.too_late.message: its placeholders differ",
    ),
    (
        lambda root: write(GERMAN, (root / ENGLISH).read_text())(root),
        "translations/de.json: exceptions.too_late.message: is still English",
    ),
    (write("x.py", 'raise_it(translation_key="no_such")\n'), "x.py: translation_key no_such has no text"),
    (
        edit(ICONS, lambda it: it["entity"]["sensor"]["pulse"].update(default="mdi:no-such-icon")),
        "no icon is called mdi:no-such-icon",
    ),
    (edit(ICONS, lambda it: it["entity"].pop("sensor")), "icons.json: entity.sensor.pulse has no default icon"),
    (
        edit(ICONS, lambda it: it["entity"].update(event={"x": {"default": "mdi:pencil"}})),
        "icons.json: entity.event.x is no entity",
    ),
    (
        edit(ICONS, lambda it: it["entity"]["sensor"]["pulse"]["state"].update(low="mdi:pencil")),
        "icons.json: entity.sensor.pulse: the state low has no text",
    ),
    (edit(ICONS, lambda it: it.pop("services")), "services.yaml: record: has no icon"),
    (edit(ENGLISH, lambda it: it["entity"]["sensor"]["pulse"].pop("name")), "entity.sensor.pulse has no name"),
    (remove("services.yaml"), "translations/en.json: services.record is not in services.yaml"),
    (write("services.yaml", "a: [\n"), "services.yaml: "),
    (
        write("services.yaml", "record:\n  fields:\n    value:\n      selector:\n        telepathy:\n"),
        "services.yaml: record: ",
    ),
    (
        write("services.yaml", "record:\n"),
        "services.yaml: record: the field value of translations/en.json does not exist",
    ),
    (
        write("services.yaml", "record:\n  fields:\n    value:\n    site:\n"),
        "services.yaml: record: the field site has no description",
    ),
    (
        write(
            "services.yaml",
            "record: {fields: {value: {selector: {select: {translation_key: gone, options: [a]}}}}}\n",
        ),
        "services.yaml: record: its selector's translation_key gone has no text",
    ),
    (write("trigger.py", ""), "trigger.py: there is no triggers.yaml"),
    (remove("brand/icon.png"), "brand/icon.png: missing"),
    (write("brand/icon.png", png(256, 200)), "brand/icon.png: is 256 x 200, not 256 square"),
    (write("brand/dark_icon@2x.png", png(256, 256)), "brand/dark_icon@2x.png: is 256 x 256, not 512 square"),
    (write("brand/logo.png", png(900, 300)), "brand/logo.png: its shorter side is 300"),
    (write("brand/icon@2x.png", "no picture"), "brand/icon@2x.png: not a PNG file"),
    (write("brand/photo.png", png(9, 9)), "brand/photo.png: no image of a brand has this name"),
    (remove("quality_scale.yaml"), "quality_scale.yaml: missing"),
    (edit("quality_scale.yaml", lambda it: it["rules"].pop("brands")), "quality_scale.yaml: brands is missing"),
    (
        edit("quality_scale.yaml", lambda it: it["rules"].update(beauty="done")),
        "quality_scale.yaml: there is no rule beauty",
    ),
    (
        edit("quality_scale.yaml", lambda it: it["rules"].update(brands="maybe")),
        "quality_scale.yaml: brands: maybe is neither",
    ),
    (
        edit("quality_scale.yaml", lambda it: it["rules"].update(brands={"status": "exempt"})),
        "quality_scale.yaml: brands: exempt without a comment",
    ),
    (write("engine/other.py", "import math\nimport numpy.linalg\n"), "engine/other.py:2: imports numpy.linalg"),
    (write("engine/other.py", "from homeassistant import core\n"), "engine/other.py:1: imports homeassistant"),
    (write("engine/other.py", "import time\nx = time.time()\n"), "engine/other.py:2: calls time.time"),
    (
        write("engine/other.py", "from datetime import datetime\nx = datetime.now()\n"),
        "engine/other.py:2: calls datetime.now",
    ),
    (write("broken.py", "1 / 0\n"), "broken.py: does not load: ZeroDivisionError"),
    (write("../../sub/config.yaml", ""), "sub/config.yaml: only the app may have a file of this name"),
    (write("../../docs/a.md", "one\nsee /wo" + "rk/main\n"), "docs/a.md:2: holds a path of one machine"),
    (write("../../docs/a.md", "https://py" + "pi.org/simple\n"), "docs/a.md:1: names the registry"),
]


def test_nothing_is_wrong_with_a_sound_integration(integration: Integration) -> None:
    assert list(check_integration.findings(integration)) == []


@pytest.mark.parametrize(("breaks", "finding"), BREAKS, ids=[finding[:60] for _, finding in BREAKS])
def test_each_fault_is_found(integration: Integration, breaks: Break, finding: str) -> None:
    breaks(integration.root)
    found = list(check_integration.findings(integration))
    assert [line for line in found if finding in line], found


def test_the_apps_own_description_may_have_its_name(integration: Integration) -> None:
    write("../../addon/config.yaml", "name: app\n")(integration.root)
    write("../../data.bin", b"\0/wo" + b"rk/main")(integration.root)
    assert list(check_integration.findings(integration)) == []


def test_a_platforms_file_may_use_what_it_is_a_platform_of(integration: Integration) -> None:
    """Only that component loads it."""
    (integration.root / "llm.py").write_text("from homeassistant.components.llm import LLMTools\n", encoding="utf-8")
    assert not [finding for finding in check_integration.findings(integration) if finding.startswith("llm.py")]


def test_the_exit_status_tells_a_caller(integration: Integration, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_integration.main([str(integration.root)]) == 0
    assert "0 findings" in capsys.readouterr().out
    remove("brand/icon.png")(integration.root)
    assert check_integration.main([str(integration.root)]) == 1
    assert check_integration.main([]) == 2
    assert check_integration.main(["no/such/folder"]) == 2


def test_it_runs_as_a_program(integration: Integration) -> None:
    script = ROOT / "script" / "check_integration.py"
    done = subprocess.run([sys.executable, script, integration.root], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "probe_house: 0 findings")
