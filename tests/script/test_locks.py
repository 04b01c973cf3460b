"""The lock files: everything by hash, from no particular index, the same as pyproject.toml asks for."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_every_package_has_its_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    packages = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert packages
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []
    assert "://" not in text


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_what_a_group_pins_is_what_is_locked(lock: Path) -> None:
    locked = lock.read_text().lower()
    pins = [entry.lower() for entry in GROUPS[lock.stem] if isinstance(entry, str) and "==" in entry]
    # What a marker says stands behind the version in both, though not in the same words.
    versions = [pin.partition(";")[0].strip() for pin in pins]
    assert [version for version in versions if f"\n{version} " not in f"\n{locked}"] == []


def test_npms_lock_has_hashes_and_no_address() -> None:
    text = (ROOT / "package-lock.json").read_text()
    everything = json.loads(text)["packages"].values()
    # Whom to thank is an address, too, but not one that anything is fetched from.
    fetched = [{key: value for key, value in package.items() if key != "funding"} for package in everything]
    assert "://" not in json.dumps(fetched)
    packages = {name: package for name, package in json.loads(text)["packages"].items() if name}
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
