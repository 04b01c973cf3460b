"""The brand images are what the script draws."""

import importlib.util
from pathlib import Path

import pytest
from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parents[2]


def test_the_images_are_those_that_the_script_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody changed one by hand, and the script still runs."""
    spec = importlib.util.spec_from_file_location("brand", ROOT / "script" / "brand.py")
    assert spec is not None
    assert spec.loader is not None
    brand = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(brand)
    committed = brand.BRAND
    monkeypatch.setattr(brand, "BRAND", tmp_path)
    brand.main()
    drawn = sorted(path.name for path in tmp_path.iterdir())
    assert drawn == sorted(path.name for path in committed.iterdir())
    for name in drawn:
        with Image.open(tmp_path / name) as ours, Image.open(committed / name) as theirs:
            assert ours.size == theirs.size, name
            if "logo" not in name:  # the logo's letters depend on the machine's fonts
                difference = ImageChops.difference(ours.convert("RGBA"), theirs.convert("RGBA"))
                assert difference.getbbox() is None, name
