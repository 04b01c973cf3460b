"""Draws the wiring diagrams of docs/hardware/wiring.md from the pins that the firmware uses.

    python script/wiring.py [--check]

Pins are read from esphome/packages/board-*.yaml, so that a diagram cannot show another pin than the firmware has.
`--check` writes nothing; exit status 1 when a diagram in docs/images is not what would be drawn.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "esphome" / "packages"
IMAGES = ROOT / "docs" / "images"

# Colour and name: a wire is never told by its colour alone.
WIRES = {
    "3V3": "#c62828",
    "GND": "#263238",
    "SDA": "#1565c0",
    "SCL": "#a45a00",
    "signal": "#2e7d32",
    "LED": "#6a1b9a",
    "battery": "#c62828",
}
WIDTH = 860
BOARD_X, BOARD_W = 40, 250
PART_X, PART_W = 590, 230
FIRST_ROW, ROW = 150, 56
# A panel of its own behind it: as readable on a dark page as on a light one.
STYLE = """
    .panel { fill: #ffffff; stroke: #b0bec5; }
    .board { fill: #e8f1f5; stroke: #37474f; stroke-width: 2; }
    .chip { fill: #37474f; }
    .metal { fill: #b0bec5; stroke: #546e7a; }
    .pad { fill: #ffe082; stroke: #8d6e00; }
    .part { fill: #ffffff; stroke: #37474f; stroke-width: 2; }
    text { font-family: "DejaVu Sans", Verdana, Arial, sans-serif; font-size: 15px; fill: #102027; }
    .title { font-size: 20px; font-weight: bold; }
    .name { font-weight: bold; }
    .small { font-size: 13px; fill: #37474f; }
    .light { fill: #ffffff; }
    .wire { fill: none; stroke-width: 4; stroke-linecap: round; stroke-linejoin: round; }
    .lead { fill: none; stroke: #37474f; stroke-width: 2; }
    .maybe { stroke-dasharray: 5 4; }
"""


@dataclass(frozen=True)
class Board:
    """A board: its file, its name, and its pins by what they are for."""

    file: str
    name: str
    pins: dict[str, str]


def boards() -> list[Board]:
    """The boards, with the pins that the firmware gives them."""
    names = {"esp32": "ESP32", "esp32-s3": "ESP32-S3", "esp32-c3": "ESP32-C3"}
    found = []
    for file, name in names.items():
        text = (PACKAGES / f"board-{file}.yaml").read_text(encoding="utf-8")
        found.append(Board(file, name, dict(re.findall(r"^  (\w+)_pin: (GPIO\d+)$", text, re.MULTILINE))))
    return found


class Drawing:
    """Lines of an SVG, written in the order in which they are to lie on each other."""

    def __init__(self, title: str, description: str, height: int) -> None:
        self.height = height
        self.lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            'role="img" aria-labelledby="title description">',
            f'  <title id="title">{escape(title)}</title>',
            f'  <desc id="description">{escape(description)}</desc>',
            f"  <style>{STYLE}  </style>",
            f'  <rect class="panel" x="1" y="1" width="{WIDTH - 2}" height="{height - 2}" rx="14"/>',
        ]
        self.text(BOARD_X, 44, title, "title")

    def add(self, line: str) -> None:
        """One element."""
        self.lines.append(f"  {line}")

    def text(self, x: float, y: float, words: str, kind: str = "", *, anchor: str = "start") -> None:
        """Words on a line; `anchor` as in SVG."""
        name = f' class="{kind}"' if kind else ""
        self.add(f'<text{name} x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>')

    def box(self, x: float, y: float, width: float, height: float, kind: str, *, radius: int = 10) -> None:
        """A rectangle with round corners."""
        self.add(f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius}"/>')

    def wire(self, path: str, name: str) -> None:
        """A wire in the colour of its name."""
        self.add(f'<path class="wire" d="{path}" style="stroke: {WIRES[name]}"/>')

    def knot(self, x: float, y: float) -> None:
        """Where wires are joined."""
        self.add(f'<circle cx="{x:g}" cy="{y:g}" r="5" fill="#263238"/>')

    def pad(self, x: float, y: float) -> None:
        """A pin of a board."""
        self.add(f'<circle class="pad" cx="{x:g}" cy="{y:g}" r="7"/>')

    def resistor(self, x: float, top: float, bottom: float, *, maybe: bool = False) -> None:
        """Upright, with its leads."""
        dashed = " maybe" if maybe else ""
        middle = (top + bottom) / 2
        self.add(f'<path class="lead{dashed}" d="M{x:g} {top:g} V{middle - 14:g} M{x:g} {middle + 14:g} V{bottom:g}"/>')
        self.box(x - 7, middle - 14, 14, 28, f"part{dashed}", radius=2)

    def capacitor(self, x: float, top: float, bottom: float, over: float | None = None) -> None:
        """Upright, with its leads; the lower one hops over the wire at `over`."""
        plate = (top + bottom) / 2 if over is None else top + (over - top) / 2
        hop = "" if over is None else f" V{over - 9:g} a9 9 0 0 1 0 18"
        self.add(f'<path class="lead" d="M{x:g} {top:g} V{plate - 4:g} M{x:g} {plate + 4:g}{hop} V{bottom:g}"/>')
        self.add(
            f'<path class="lead" d="M{x - 13:g} {plate - 4:g} h26 M{x - 13:g} {plate + 4:g} h26" stroke-width="3"/>'
        )

    def svg(self) -> str:
        """The whole file."""
        return "\n".join([*self.lines, "</svg>", ""])


def row(number: float) -> float:
    """Where the wire of that number runs."""
    return FIRST_ROW + number * ROW


def _board(drawing: Drawing, board: Board, pins: list[str], rows: float) -> None:
    top, height = 80, row(rows) - 80
    drawing.box(BOARD_X, top, BOARD_W, height, "board", radius=14)
    drawing.box(BOARD_X + 22, top + 26, 96, 84, "chip", radius=6)
    drawing.text(BOARD_X + 70, top + 73, board.name, "small light", anchor="middle")
    drawing.box(BOARD_X + 50, top + height - 18, 44, 30, "metal", radius=4)
    drawing.text(BOARD_X + 72, top + height - 28, "USB", "small", anchor="middle")
    for number, pin in enumerate(pins):
        drawing.pad(BOARD_X + BOARD_W, row(number))
        drawing.text(BOARD_X + BOARD_W - 16, row(number) + 5, pin, "name", anchor="end")


def _part(drawing: Drawing, title: str, hint: str, pins: list[str], rows: float) -> None:
    drawing.box(PART_X, 80, PART_W, row(rows) - 80, "board", radius=14)
    drawing.text(PART_X + PART_W / 2, 106, title, "name", anchor="middle")
    drawing.text(PART_X + PART_W / 2, 126, hint, "small", anchor="middle")
    for number, pin in enumerate(pins):
        drawing.pad(PART_X, row(number))
        drawing.text(PART_X + 16, row(number) + 5, pin, "name")


def _straight(drawing: Drawing, wires: list[str], labels: list[str]) -> None:
    """From each pin of the board to the pin of the part beside it."""
    for number, (wire, label) in enumerate(zip(wires, labels, strict=True)):
        drawing.wire(f"M{BOARD_X + BOARD_W} {row(number):g} H{PART_X}", wire)
        drawing.text(BOARD_X + BOARD_W + 16, row(number) - 8, label, "small")


def _status_led(drawing: Drawing, number: int) -> None:
    """330 ohms and an LED from the pin of that row to ground, which is the row above."""
    x, y, ground = 500, row(number), row(number - 1)
    middle = (y + ground) / 2
    drawing.wire(f"M{BOARD_X + BOARD_W} {y:g} H{x} V{middle + 9:g}", "LED")
    drawing.text(BOARD_X + BOARD_W + 16, y - 8, "status LED", "small")
    drawing.box(388, y - 9, 46, 18, "part", radius=2)
    drawing.text(411, y + 28, "330 Ω", "small", anchor="middle")
    drawing.wire(f"M{x} {ground:g} V{middle - 11:g}", "GND")
    # Its arrow points to ground.
    drawing.add(f'<path d="M{x - 12} {middle + 9:g} h24 l-12 -20 z" fill="#ffffff" stroke="#6a1b9a" stroke-width="2"/>')
    drawing.add(f'<path class="lead" d="M{x - 12} {middle - 11:g} h24" style="stroke: #6a1b9a"/>')
    drawing.add(f'<path class="lead" d="M{x + 17} {middle - 2:g} l10 -10 m-6 0 h6 v6" style="stroke: #6a1b9a"/>')
    drawing.text(x + 34, middle + 5, "LED", "small")
    drawing.knot(x, ground)


def oximeter(board: Board) -> str:
    """The board and a MAX3010x."""
    pins = board.pins
    drawing = Drawing(
        f"{board.name} and MAX30102",
        f"SDA of the sensor goes to {pins['sda']}, VIN to 3V3, SCL to {pins['scl']}, GND to GND. A status LED "
        f"with 330 ohms goes from {pins['status_led']} to GND. Two pull-ups of 4.7 kilohms to 3V3 are drawn dashed.",
        500,
    )
    _board(drawing, board, [pins["sda"], "3V3", pins["scl"], "GND", pins["status_led"]], 4.6)
    _part(drawing, "MAX30102 module", "finger on this side", ["SDA", "VIN", "SCL", "GND"], 3.6)
    _straight(drawing, ["SDA", "3V3", "SCL", "GND"], ["SDA", "3.3 V", "SCL", "ground"])
    for top in (0, 1):
        drawing.resistor(430, row(top), row(top + 1), maybe=True)
        drawing.knot(430, row(top))
    drawing.knot(430, row(2))
    drawing.text(444, row(0.5) + 5, "4.7 kΩ", "small")
    drawing.text(444, row(1.5) + 5, "4.7 kΩ", "small")
    drawing.capacitor(548, row(1), row(3), over=row(2))
    drawing.knot(548, row(1))
    drawing.knot(548, row(3))
    drawing.text(566, row(1.5) - 10, "C", "small")
    _status_led(drawing, 4)
    drawing.text(BOARD_X + BOARD_W + 16, 448, "C: 10 µF and 100 nF beside each other, at the module.", "small")
    drawing.text(BOARD_X + BOARD_W + 16, 470, "Dashed: only if the module pulls up to 1.8 V (see text).", "small")
    return drawing.svg()


def pulse(board: Board) -> str:
    """The board and an analog pulse sensor."""
    pins = board.pins
    drawing = Drawing(
        f"{board.name} and analog pulse sensor",
        f"The signal of the sensor goes to {pins['adc']}, its plus to 3V3, its minus to GND. A status LED with "
        f"330 ohms goes from {pins['status_led']} to GND.",
        440,
    )
    _board(drawing, board, [pins["adc"], "3V3", "GND", pins["status_led"]], 3.6)
    _part(drawing, "pulse sensor", "finger on this side", ["S  (signal)", "+", "-"], 2.6)
    _straight(drawing, ["signal", "3V3", "GND"], ["signal", "3.3 V, never 5 V", "ground"])
    drawing.capacitor(548, row(1), row(2))
    drawing.knot(548, row(1))
    drawing.knot(548, row(2))
    drawing.text(566, row(1.5) + 5, "C", "small")
    _status_led(drawing, 3)
    drawing.text(BOARD_X + BOARD_W + 16, 398, "C: 10 µF and 100 nF beside each other, at the sensor.", "small")
    return drawing.svg()


def battery(board: Board) -> str:
    """The board, a lithium cell, and the two resistors that its voltage is read by."""
    pin = board.pins["battery"]
    drawing = Drawing(
        f"{board.name} wearable: battery",
        "The protected lithium cell goes to the board's battery input. Two resistors of 220 kilohms halve its voltage "
        f"for {pin}, with 100 nF to ground.",
        400,
    )
    _board(drawing, board, ["BAT +", pin, "GND"], 2.6)
    drawing.box(PART_X, 80, PART_W, row(2.6) - 80, "board", radius=14)
    drawing.text(PART_X + PART_W / 2, 106, "lithium cell, 3.7 V", "name", anchor="middle")
    drawing.text(PART_X + PART_W / 2, 126, "with its own protection", "small", anchor="middle")
    for number, label in ((0, "+"), (2, "-")):
        drawing.pad(PART_X, row(number))
        drawing.text(PART_X + 16, row(number) + 5, label, "name")
    drawing.wire(f"M{BOARD_X + BOARD_W} {row(0):g} H{PART_X}", "battery")
    drawing.text(BOARD_X + BOARD_W + 16, row(0) - 8, "3.0 to 4.2 V", "small")
    drawing.wire(f"M{BOARD_X + BOARD_W} {row(2):g} H{PART_X}", "GND")
    drawing.text(BOARD_X + BOARD_W + 16, row(2) - 8, "ground", "small")
    drawing.wire(f"M{BOARD_X + BOARD_W} {row(1):g} H520", "signal")
    drawing.text(BOARD_X + BOARD_W + 16, row(1) - 8, "half of it", "small")
    drawing.resistor(520, row(0), row(1))
    drawing.resistor(520, row(1), row(2))
    drawing.text(534, row(0.5) + 5, "220 kΩ", "small")
    drawing.text(534, row(1.5) + 5, "220 kΩ", "small")
    drawing.capacitor(420, row(1), row(2))
    drawing.text(440, row(1.5) + 5, "100 nF", "small")
    for x, number in ((520, 0), (520, 1), (520, 2), (420, 1), (420, 2)):
        drawing.knot(x, row(number))
    drawing.text(BOARD_X, 350, "Charging is the board's business: take one with a charger for lithium cells.", "small")
    drawing.text(BOARD_X, 372, "Sensor and status LED as in the oximeter's diagram.", "small")
    return drawing.svg()


def diagrams() -> dict[str, str]:
    """File name and content of each."""
    made = {}
    for board in boards():
        made[f"wiring-oximeter-{board.file}.svg"] = oximeter(board)
        made[f"wiring-pulse-{board.file}.svg"] = pulse(board)
        if board.file != "esp32":
            made[f"wiring-battery-{board.file}.svg"] = battery(board)
    return made


def main(arguments: list[str]) -> int:
    """Draws, or checks."""
    check = arguments == ["--check"]
    other = False
    for name, svg in diagrams().items():
        path = IMAGES / name
        if check:
            if not path.is_file() or path.read_text(encoding="utf-8") != svg:
                sys.stderr.write(f"wiring: {path.relative_to(ROOT)} is not what would be drawn: run script/wiring.py\n")
                other = True
        else:
            path.write_text(svg, encoding="utf-8")
    return 1 if other else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
