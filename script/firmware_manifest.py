"""Makes a release of firmware out of what ESPHome's build action left.

    python script/firmware_manifest.py BUILDS OUT --version VERSION

BUILDS holds a folder for each image, with manifest.json and the files that it names. OUT gets the files, one manifest
for each product with all its chips and the SHA-256 of every file, and SHA256SUMS (`sha256sum --check SHA256SUMS`).
A build that does not fit is refused: nothing is released then.
"""

import argparse
import hashlib
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

PROJECT = re.compile(r"healthsense\.[a-z-]+")
CHIP_FAMILIES = {"ESP32", "ESP32-S3", "ESP32-C3"}

type Manifest = dict[str, Any]


class BuildError(Exception):
    """A build does not fit; the message names it."""


def _checksum(path: Path, algorithm: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()


def _file(folder: Path, name: object) -> Path:
    if not isinstance(name, str) or Path(name).name != name or not (folder / name).is_file():
        raise BuildError(f"{folder.name}: there is no file {name}")
    return folder / name


def _described(folder: Path, part: Manifest) -> tuple[Manifest, Path]:
    """A part of a build with the SHA-256 of its file."""
    file = _file(folder, part.get("path"))
    if "md5" in part and part["md5"] != _checksum(file, "md5"):
        raise BuildError(f"{folder.name}: {file.name} is not the file that its manifest speaks of")
    return {**part, "sha256": _checksum(file, "sha256")}, file


def _build(folder: Path, build: Manifest) -> tuple[Manifest, list[Path]]:
    if build.get("chipFamily") not in CHIP_FAMILIES:
        raise BuildError(f"{folder.name}: {build.get('chipFamily')} is no chip of ours")
    ota, ota_file = _described(folder, build["ota"])
    parts = [_described(folder, part) for part in build["parts"]]
    if not parts:
        raise BuildError(f"{folder.name}: nothing to flash")
    return {**build, "ota": ota, "parts": [part for part, _ in parts]}, [ota_file, *(file for _, file in parts)]


def release(builds: Path, out: Path, version: str) -> list[Path]:
    """Writes the release into `out`, which must be empty or absent, and returns the manifests.

    Raises:
        BuildError: a build is incomplete, of another version, or there twice.
    """
    products: dict[str, Manifest] = {}
    files: list[Path] = []
    for path in sorted(builds.glob("*/manifest.json")):
        folder = path.parent
        manifest: Manifest = json.loads(path.read_text(encoding="utf-8"))
        project = str(manifest.get("name"))
        if not PROJECT.fullmatch(project):
            raise BuildError(f"{folder.name}: '{project}' is no project of ours")
        if manifest.get("version") != version:
            raise BuildError(f"{folder.name}: version {manifest.get('version')} is not {version}")
        product = products.setdefault(project, {**manifest, "builds": []})
        for build in manifest["builds"]:
            described, its_files = _build(folder, build)
            if described["chipFamily"] in {other["chipFamily"] for other in product["builds"]}:
                raise BuildError(f"{folder.name}: {project} for {described['chipFamily']} is there twice")
            product["builds"].append(described)
            files += its_files
    if not products:
        raise BuildError(f"{builds} holds no build")
    if len({file.name for file in files}) != len(files):
        raise BuildError("two files of one name")
    return _write(out, products, files)


def _write(out: Path, products: dict[str, Manifest], files: list[Path]) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise BuildError(f"{out} is not empty")
    for file in files:
        shutil.copy(file, out / file.name)
    manifests = []
    for project, manifest in sorted(products.items()):
        manifests.append(out / f"{project.replace('.', '-')}.manifest.json")
        manifests[-1].write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    sums = [f"{_checksum(path, 'sha256')}  {path.name}\n" for path in sorted(out.iterdir())]
    (out / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    return manifests


def main(arguments: list[str]) -> int:
    """Does it; exit status 1 when a build does not fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("builds", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--version", required=True)
    options = parser.parse_args(arguments)
    try:
        manifests = release(options.builds, options.out, options.version)
    except BuildError as error:
        sys.stderr.write(f"firmware_manifest: {error}\n")
        return 1
    sys.stdout.write("".join(f"{manifest}\n" for manifest in manifests))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
