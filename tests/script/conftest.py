"""The project's own scripts, importable; and a small integration that our checks find nothing wrong with."""

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "script"), str(ROOT / "script" / "lib")]

from integration_checks import icons, quality_scale, translations  # noqa: E402 - the path above comes first
from integration_checks.integration import Integration  # noqa: E402

DOMAIN = "probe_house"


def png(width: int, height: int) -> bytes:
    """The head of a PNG file, which is all that is read of it."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + bytes(9)


@pytest.fixture
def integration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Integration:
    """An integration with one entity and one action, in a repository of its own."""
    # The check puts the repository on the path and imports from it; the next test has another.
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    for module in [name for name in sys.modules if f".{DOMAIN}" in name]:
        del sys.modules[module]
    root = tmp_path / "custom_components" / DOMAIN
    english = {
        "entity": {"sensor": {"pulse": {"name": "Pulse", "state": {"high": "Higher than usual for you"}}}},
        "exceptions": {"too_late": {"message": "{name} came too late, nothing was kept."}},
        "services": {
            "record": {
                "name": "Record",
                "description": "Keeps a reading.",
                "fields": {"value": {"name": "Value", "description": "The reading."}},
            }
        },
    }
    files: dict[Path, str | bytes] = {
        tmp_path / "hacs.json": json.dumps({"name": "Probe", "homeassistant": "2026.10.0"}),
        root / "manifest.json": json.dumps(
            {
                "domain": DOMAIN,
                "name": "Probe",
                "codeowners": [],
                "dependencies": ["recorder"],
                "documentation": "https://example.org",
                "integration_type": "hub",
                "iot_class": "calculated",
                "issue_tracker": "https://example.org/issues",
                "requirements": [],
                "version": "1.0.0",
            }
        ),
        root / "strings.json": json.dumps(english),
        root / "icons.json": json.dumps(
            {
                "entity": {"sensor": {"pulse": {"default": "mdi:heart-pulse", "state": {"high": "mdi:chevron-up"}}}},
                "services": {"record": {"service": "mdi:pencil"}},
            }
        ),
        root / "services.yaml": "record:\n  fields:\n    value:\n      selector:\n        text:\n",
        root / "quality_scale.yaml": json.dumps({"rules": dict.fromkeys(quality_scale.rules(), "done")}),
        root / "__init__.py": '"""Probe."""\nfrom homeassistant.components.recorder import get_instance\n',
        root / "engine" / "__init__.py": '"""Engine."""\nimport math\nfrom . import other\n',
        root / "engine" / "other.py": '"""Other."""\n',
        root / "brand" / "icon.png": png(256, 256),
        root / "brand" / "icon@2x.png": png(512, 512),
    }
    for language in translations.LANGUAGES:
        texts = json.dumps(english)
        if language != "en":
            texts = texts.replace("came too late, nothing was kept", f"[{language}]").replace("Higher than", language)
        files[root / "translations" / f"{language}.json"] = texts
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert "mdi:heart-pulse" in icons.known_icons()
    return Integration(root)
