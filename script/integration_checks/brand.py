"""brand/: the images that Home Assistant and HACS show, in the sizes that home-assistant/brands asks for."""

import struct
from collections.abc import Iterator
from pathlib import Path

from .integration import Integration

# name -> side of the square in pixels
ICONS = {"icon.png": 256, "icon@2x.png": 512}
# name -> bounds of the shorter side in pixels
LOGOS = {"logo.png": (128, 256), "logo@2x.png": (256, 512)}


def png_size(path: Path) -> tuple[int, int]:
    """Width and height of a PNG file in pixels.

    Raises:
        ValueError: it is not a PNG file.
    """
    head = path.read_bytes()[:24]
    if len(head) < 24 or not head.startswith(b"\x89PNG\r\n\x1a\n") or head[12:16] != b"IHDR":
        raise ValueError("not a PNG file")
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def check(integration: Integration) -> Iterator[str]:
    """What is wrong with the images."""
    folder = integration.root / "brand"
    for name in ICONS:
        if not (folder / name).is_file():
            yield f"brand/{name}: missing"
    for path in sorted(folder.glob("*")):
        yield from (f"brand/{path.name}: {fault}" for fault in _faults(path))


def _faults(path: Path) -> Iterator[str]:
    name = path.name.removeprefix("dark_")
    try:
        width, height = png_size(path)
    except ValueError as error:
        yield str(error)
        return
    if name in ICONS:
        if (width, height) != (ICONS[name], ICONS[name]):
            yield f"is {width} x {height}, not {ICONS[name]} square"
    elif name in LOGOS:
        low, high = LOGOS[name]
        if not low <= min(width, height) <= high:
            yield f"its shorter side is {min(width, height)}, not {low} to {high}"
    else:
        yield "no image of a brand has this name"
