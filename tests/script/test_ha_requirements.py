"""script/lib/ha_requirements.py: what a start of Home Assistant would fetch."""

import json
from importlib.metadata import version
from pathlib import Path

import ha_requirements
import pytest
from conftest import ROOT


def component(folder: Path, domain: str, **manifest: object) -> None:
    (folder / domain).mkdir(parents=True)
    (folder / domain / "manifest.json").write_text(json.dumps({"domain": domain, **manifest}))


def test_requirements_come_through_dependencies_and_discovery_once(tmp_path: Path) -> None:
    component(tmp_path, "a", dependencies=["b"], after_dependencies=["absent", "c"], requirements=["one==1"])
    component(tmp_path, "b", dependencies=["a"], requirements=["two==2"], zeroconf=["_x._tcp.local."])
    component(tmp_path, "c", requirements=["one==1"])
    component(tmp_path, "zeroconf", requirements=["zeroconf==3"])
    component(tmp_path, "mqtt", requirements=["not-wanted==4"])
    assert ha_requirements.requirements(tmp_path, ["a"]) == {"one==1", "two==2", "zeroconf==3"}


def test_second_factors_name_theirs_in_their_modules(tmp_path: Path) -> None:
    (tmp_path / "mfa_modules").mkdir()
    (tmp_path / "mfa_modules" / "totp.py").write_text('REQUIREMENTS = ["otp==1",\n  "qr==2"]\n')
    (tmp_path / "mfa_modules" / "plain.py").write_text("x = 1\n")
    assert ha_requirements.login_requirements(tmp_path) == {"otp==1", "qr==2"}


def test_the_lock_holds_all_that_the_installed_release_would_fetch(capsys: pytest.CaptureFixture[str]) -> None:
    ha_requirements.main(["esphome", "recorder", "frontend"])
    wanted = capsys.readouterr().out.split()
    assert f"home-assistant-frontend=={version('home-assistant-frontend')}" in wanted
    locked = (ROOT / "requirements" / "ha.txt").read_text().lower().replace("_", "-")
    assert [pin for pin in wanted if f"\n{pin.lower().replace('_', '-')} " not in locked] == []
