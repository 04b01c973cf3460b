"""What the hardware pages say is what the firmware has."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs" / "hardware"
sys.path.insert(0, str(ROOT / "script"))

import wiring  # noqa: E402 - a program of the repository, not a package

DIAGRAMS = wiring.diagrams()
SVG = "{http://www.w3.org/2000/svg}"


def test_the_diagrams_are_those_that_are_drawn_of_the_firmwares_pins() -> None:
    assert wiring.main(["--check"]) == 0
    assert len(DIAGRAMS) == 8
    assert {path.name for path in wiring.IMAGES.glob("wiring-*.svg")} == set(DIAGRAMS)


def test_another_pin_is_another_diagram(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in wiring.PACKAGES.glob("board-*.yaml"):
        (tmp_path / path.name).write_text(path.read_text().replace("sda_pin: GPIO21", "sda_pin: GPIO27"))
    monkeypatch.setattr(wiring, "PACKAGES", tmp_path)
    assert wiring.main(["--check"]) == 1


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_diagram_is_drawn_on_a_panel_says_itself_and_stays_inside(name: str) -> None:
    svg = ET.fromstring(DIAGRAMS[name])  # what wiring.py itself made
    width, height = float(svg.attrib["width"]), float(svg.attrib["height"])
    assert svg.find(f"{SVG}title") is not None
    assert svg.find(f"{SVG}desc") is not None
    [panel] = [rect for rect in svg.iter(f"{SVG}rect") if rect.attrib["class"] == "panel"]
    assert float(panel.attrib["width"]) >= width - 2
    for text in svg.iter(f"{SVG}text"):
        words = "".join(text.itertext())
        # 0.62 em a letter is more than DejaVu Sans needs in bold.
        size = 20 if text.attrib.get("class") == "title" else 15
        length = 0.62 * size * len(words)
        x = float(text.attrib["x"])
        left = {"start": x, "middle": x - length / 2, "end": x - length}[text.attrib["text-anchor"]]
        assert left >= 0, words
        assert left + length <= width, words
        assert float(text.attrib["y"]) <= height - 8, words


@pytest.mark.parametrize("board", wiring.boards(), ids=lambda board: board.name)
def test_the_text_beside_a_diagram_names_the_same_pins(board: wiring.Board) -> None:
    text = (DOCS / "wiring.md").read_text()
    alternatives = {
        re.search(r"wiring-(\w+)-", target)[1]: words  # type: ignore[index]  # the pattern of the link has it
        for words, target in re.findall(rf"!\[([^\]]+)\]\(\.\./images/(wiring-\w+-{board.file}\.svg)\)", text)
    }
    assert f"SDA to {board.pins['sda']}," in alternatives["oximeter"]
    assert f"SCL to {board.pins['scl']}," in alternatives["oximeter"]
    assert f"signal to {board.pins['adc']}," in alternatives["pulse"]
    if board.file != "esp32":
        assert alternatives["battery"].endswith(f"for {board.pins['battery']}")


def test_every_status_word_has_its_line() -> None:
    header = (ROOT / "esphome" / "components" / "healthsense_dsp" / "settings.h").read_text()
    [table] = re.findall(r"TEXTS\[\] = \{(.*?)\}", header, re.DOTALL)
    words = re.findall(r'"(\w+)"', table)
    assert len(words) == 8
    page = (DOCS / "troubleshooting.md").read_text()
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == [
        "ok",
        "settling",
        "no_finger",
        "motion",
        "low_perfusion",
        "ambient_light",
        "saturated",
        "sensor_fault",
    ]
    assert set(words) == set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))


def test_every_page_is_in_the_index_and_every_place_in_a_page_exists() -> None:
    index = (DOCS / "README.md").read_text()
    for page in DOCS.glob("*.md"):
        text = page.read_text()
        assert page.name == "README.md" or f"]({page.name})" in index, page.name
        for target, anchor in re.findall(r"\]\(([\w./-]*\.md)?#([\w-]+)\)", text):
            headings = re.findall(r"^#+ (.+)$", (page.parent / (target or page.name)).read_text(), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


DIAGNOSES = r"\b(atrial fibrillation|afib|hypoxi?aemia|hypoxemia|tachycardia|bradycardia|sleep apn[eo]+a|diagnos\w+)\b"


@pytest.mark.parametrize(
    "page", ["README", "wiring", "placement", "flashing", "troubleshooting", "limits", "gateway"], ids=str
)
def test_no_page_names_an_illness_or_promises_a_medical_device(page: str) -> None:
    text = (DOCS / f"{page}.md").read_text()
    assert re.findall(DIAGNOSES, text, re.IGNORECASE) == []
    for sentence in re.findall(r"[^.\n]*medical device[^.\n]*", text):
        assert re.search(r"\b(not|none|no)\b", sentence), sentence


def test_what_the_user_is_to_type_is_there() -> None:
    text = (DOCS / "flashing.md").read_text()
    assert "components_source" in text
    program = ROOT / "script" / "wiring.py"
    done = subprocess.run([sys.executable, program, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
