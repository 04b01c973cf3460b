"""What is released: one manifest a product, checksums of every file, and nothing that does not fit."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "script"))

from firmware_manifest import BuildError, main, release  # noqa: E402 - a program of the repository, not a package

CHIPS = {"esp32": "ESP32", "esp32s3": "ESP32-S3", "esp32c3": "ESP32-C3"}


def image(builds: Path, product: str, chip: str, version: str = "1.2.0") -> Path:
    """What the build action leaves of one image. The bytes are made up."""
    name = f"healthsense-{product}-{chip}"
    folder = builds / f"image-{name}"
    folder.mkdir(parents=True)
    for kind in ("ota", "factory"):
        (folder / f"{name}.{kind}.bin").write_bytes(f"{kind} of {name}".encode())
    md5 = hashlib.md5((folder / f"{name}.ota.bin").read_bytes(), usedforsecurity=False).hexdigest()
    manifest = {
        "name": f"healthsense.{product}",
        "version": version,
        "home_assistant_domain": "esphome",
        "new_install_prompt_erase": False,
        "builds": [
            {
                "chipFamily": CHIPS[chip],
                "ota": {"path": f"{name}.ota.bin", "md5": md5, "release_url": "https://example.org/v1.2.0"},
                "parts": [{"path": f"{name}.factory.bin", "offset": 0}],
            }
        ],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


@pytest.fixture
def builds(tmp_path: Path) -> Path:
    for product, chips in {"oximeter": CHIPS, "wearable": ("esp32s3", "esp32c3")}.items():
        for chip in chips:
            image(tmp_path / "builds", product, chip)
    return tmp_path / "builds"


def test_a_product_is_one_manifest_with_all_its_chips(builds: Path, tmp_path: Path) -> None:
    manifests = release(builds, tmp_path / "out", "1.2.0")
    assert [path.name for path in manifests] == [
        "healthsense-oximeter.manifest.json",
        "healthsense-wearable.manifest.json",
    ]
    oximeter = json.loads(manifests[0].read_text())
    assert (oximeter["name"], oximeter["version"]) == ("healthsense.oximeter", "1.2.0")
    assert {build["chipFamily"] for build in oximeter["builds"]} == set(CHIPS.values())
    for build in oximeter["builds"]:
        for part in (build["ota"], *build["parts"]):
            assert part["sha256"] == hashlib.sha256((tmp_path / "out" / part["path"]).read_bytes()).hexdigest()
        # What a device verifies before it restarts into a new image.
        assert len(build["ota"]["md5"]) == 32


def test_everything_can_be_checked_with_what_every_linux_has(builds: Path, tmp_path: Path) -> None:
    release(builds, tmp_path / "out", "1.2.0")
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(check, cwd=tmp_path / "out", check=True, capture_output=True, text=True)
    assert done.stdout.count(": OK") == 5 * 2 + 2
    (tmp_path / "out" / "healthsense-oximeter-esp32.ota.bin").write_bytes(b"another")
    assert subprocess.run(check, cwd=tmp_path / "out", check=False, capture_output=True).returncode == 1


def edit(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    change(manifest)
    path.write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda m: m.update(version="1.1.9"), "version 1.1.9 is not 1.2.0"),
        (lambda m: m.update(name="someone.else"), "'someone.else' is no project of ours"),
        (lambda m: m["builds"][0].update(chipFamily="ESP8266"), "ESP8266 is no chip of ours"),
        (lambda m: m["builds"][0].update(chipFamily="ESP32-S3"), "is there twice"),
        (lambda m: m["builds"][0]["ota"].update(md5="0" * 32), "is not the file that its manifest speaks of"),
        (lambda m: m["builds"][0]["ota"].update(path="gone.bin"), "there is no file gone.bin"),
        (lambda m: m["builds"][0]["parts"][0].update(path="../manifest.json"), "there is no file ../manifest.json"),
        (lambda m: m["builds"][0].update(parts=[]), "nothing to flash"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    builds: Path, tmp_path: Path, change: Callable[[dict[str, Any]], object], reason: str
) -> None:
    edit(builds / "image-healthsense-oximeter-esp32", change)
    with pytest.raises(BuildError, match="image-healthsense-oximeter") as refused:
        release(builds, tmp_path / "out", "1.2.0")
    assert reason in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_no_builds_or_a_place_that_is_taken_is_refused(builds: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="holds no build"):
        release(tmp_path / "nowhere", tmp_path / "out", "1.2.0")
    with pytest.raises(BuildError, match="is not empty"):
        release(builds, builds, "1.2.0")


def test_the_program_says_what_is_wrong(builds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(builds), str(tmp_path / "out"), "--version", "2.0.0"]) == 1
    assert "version 1.2.0 is not 2.0.0" in capsys.readouterr().err
    assert main([str(builds), str(tmp_path / "out"), "--version", "1.2.0"]) == 0
    assert "healthsense-wearable.manifest.json" in capsys.readouterr().out


# --- the workflow and its page


def test_the_workflow_builds_every_product_with_the_esphome_that_is_tested() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "firmware.yml").read_text())
    job = workflow["jobs"]["build"]
    factories = {path.name.removesuffix(".factory.yaml") for path in (ROOT / "esphome").glob("*.factory.yaml")}
    assert set(job["strategy"]["matrix"]["file"]) == factories
    [build] = [step for step in job["steps"] if step.get("uses", "").startswith("esphome/build-action@")]
    pinned = (ROOT / "requirements" / "esphome.txt").read_text()
    assert f"esphome=={build['with']['version']} " in pinned


def test_the_workflow_replaces_words_that_are_there() -> None:
    """Its two replacements, tried on the files: an image is made of the components of its own commit."""
    device = (ROOT / "esphome" / "packages" / "device.yaml").read_text()
    assert device.count("  components_source: github://") == 1
    for factory in (ROOT / "esphome").glob("*.factory.yaml"):
        assert factory.read_text().count("    version: dev\n") == 1


def test_the_page_offers_every_product_and_asks_nobody_else() -> None:
    page = (ROOT / "esphome" / "install" / "index.html").read_text()
    for product in ("oximeter", "pulse", "ble-gateway", "wearable"):
        assert f'manifest="firmware/healthsense-{product}.manifest.json"' in page
    assert 'src="esp-web-tools/install-button.js"' in page
    sources = [line for line in page.splitlines() if 'src="http' in line or 'rel="stylesheet"' in line]
    assert sources == []
    assert "not a medical device" in page
