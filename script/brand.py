"""Draws the brand images of the integration, a house with a pulse in it.

Run it with .venv/ha/bin/python, which has Pillow: Home Assistant needs it too.
Home Assistant serves custom_components/healthsense/brand/; sizes follow home-assistant/brands (icon 256 and 512 square,
logo at most 256 and 512 high). Drawn four times as large and scaled down, so that edges are smooth.
"""

from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

BRAND: Final = Path(__file__).resolve().parent.parent / "custom_components" / "healthsense" / "brand"
SIZE: Final = 2048
TOP: Final = (22, 163, 165)
BOTTOM: Final = (22, 92, 160)
PULSE: Final = (255, 255, 255, 255)
INK: Final = {"": (24, 47, 75, 255), "dark_": (236, 243, 250, 255)}

# Corners of the house and of the pulse in a square of side 1.
HOUSE: Final = ((0.5, 0.075), (0.925, 0.455), (0.925, 0.92), (0.075, 0.92), (0.075, 0.455))
ROUNDING: Final = 0.07
BEAT: Final = (
    (0.0, 0.6),
    (0.27, 0.6),
    (0.345, 0.5),
    (0.43, 0.77),
    (0.545, 0.3),
    (0.635, 0.68),
    (0.695, 0.6),
    (1.0, 0.6),
)
STROKE: Final = 0.054

type Fill = int | tuple[int, int, int, int]


def _scaled(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    return [(x * SIZE, y * SIZE) for x, y in points]


def _inset(points: tuple[tuple[float, float], ...], by: float) -> tuple[tuple[float, float], ...]:
    """Pull the corners towards the middle, to make room for round corners drawn around them."""
    middle = (0.5, 0.52)
    return tuple((middle[0] + (x - middle[0]) * (1 - by), middle[1] + (y - middle[1]) * (1 - by)) for x, y in points)


def _thick_line(draw: ImageDraw.ImageDraw, points: list[tuple[float, float]], width: float, fill: Fill) -> None:
    """Draw every stretch as a rectangle with round ends; Pillow's own thick lines are uneven at corners."""
    half = width / 2
    for (x0, y0), (x1, y1) in pairwise(points):
        length = hypot(x1 - x0, y1 - y0)
        dx, dy = (y0 - y1) / length * half, (x1 - x0) / length * half
        draw.polygon([(x0 + dx, y0 + dy), (x1 + dx, y1 + dy), (x1 - dx, y1 - dy), (x0 - dx, y0 - dy)], fill=fill)
    for x, y in points:
        draw.ellipse((x - half, y - half, x + half, y + half), fill=fill)


def mark() -> Image.Image:
    """Return the mark, SIZE square on nothing."""
    shape = Image.new("L", (SIZE, SIZE), 0)
    draw = ImageDraw.Draw(shape)
    corners = _scaled(_inset(HOUSE, ROUNDING * 2))
    draw.polygon(corners, fill=255)
    _thick_line(draw, [*corners, corners[0]], ROUNDING * 2 * SIZE, 255)

    paint = Image.new("RGBA", (SIZE, SIZE))
    shades = ImageDraw.Draw(paint)
    for y in range(SIZE):
        part = y / (SIZE - 1)
        colour = tuple(round(top + (bottom - top) * part) for top, bottom in zip(TOP, BOTTOM, strict=True))
        shades.line([(0, y), (SIZE, y)], fill=(*colour, 255))
    _thick_line(shades, _scaled(BEAT), STROKE * SIZE, PULSE)

    out = Image.new("RGBA", (SIZE, SIZE))
    out.paste(paint, mask=shape)
    return out


def logo(picture: Image.Image, ink: tuple[int, int, int, int]) -> Image.Image:
    """Return the mark beside the name."""
    font = ImageFont.load_default(size=round(SIZE * 0.42))
    words = Image.new("RGBA", (SIZE * 4, SIZE))
    pen = ImageDraw.Draw(words)
    weight = round(SIZE * 0.008)
    pen.text((0, SIZE / 2), "HealthSense", font=font, fill=ink, anchor="lm", stroke_width=weight, stroke_fill=ink)
    left, _, right, _ = words.getbbox() or (0, 0, *words.size)
    text = words.crop((left, 0, right, SIZE))
    gap = round(SIZE * 0.12)
    out = Image.new("RGBA", (SIZE + gap + text.width, SIZE))
    out.paste(picture)
    out.alpha_composite(text, (SIZE + gap, round(SIZE * 0.02)))
    return out


def _save(picture: Image.Image, name: str, height: int) -> None:
    width = round(picture.width * height / picture.height)
    picture.resize((width, height), Image.Resampling.LANCZOS).save(BRAND / name, optimize=True)


def main() -> None:
    """Write every image."""
    BRAND.mkdir(exist_ok=True)
    picture = mark()
    picture = picture.crop(picture.getbbox())
    side = max(picture.size)
    square = Image.new("RGBA", (side, side))
    square.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    _save(square, "icon.png", 256)
    _save(square, "icon@2x.png", 512)
    for prefix, ink in INK.items():
        words = logo(square.resize((SIZE, SIZE), Image.Resampling.LANCZOS), ink)
        _save(words, f"{prefix}logo.png", 128)
        _save(words, f"{prefix}logo@2x.png", 256)


if __name__ == "__main__":
    main()
