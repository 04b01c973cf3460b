"""Recordings of the sensor: text files with red and infrared counts, one pair a line."""

from csv import reader
from pathlib import Path

MOST_COUNTS = (1 << 18) - 1
# 20 minutes at 100 samples a second: the rows are compiled into the program.
MOST_ROWS = 120_000
LEAST_ROWS = 2


class BadRecordingError(ValueError):
    """Says which file and which line cannot be used, and why."""


def read_recording(path: Path) -> list[tuple[int, int]]:
    """Reads `red,ir` rows of 18-bit counts (0 to 262143).

    A first line of the words `red` and `ir` (or `infrared`) tells the order of the two columns; without it red comes
    first. Raises BadRecordingError naming the file, and the line where there is one.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BadRecordingError(f"there is no recording {path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadRecordingError(f"the recording {path} cannot be read: {error}") from error
    rows: list[tuple[int, int]] = []
    swapped = False
    for number, cells in enumerate(reader(text.splitlines()), start=1):
        words = [cell.strip().lower() for cell in cells]
        if number == 1 and not any(word.isdecimal() for word in words):
            swapped = _columns_swapped(path, words)
            continue
        if not words or words == [""]:
            continue
        if len(words) != 2 or not all(_is_count(word) for word in words):
            raise BadRecordingError(
                f"{path}, line {number}: expected red and infrared counts, two whole numbers from 0 to {MOST_COUNTS}"
            )
        red, infrared = (int(word) for word in (reversed(words) if swapped else words))
        rows.append((red, infrared))
        if len(rows) > MOST_ROWS:
            raise BadRecordingError(
                f"{path} has more than {MOST_ROWS} rows: it is compiled into the program, shorten it"
            )
    if len(rows) < LEAST_ROWS:
        raise BadRecordingError(f"{path} has {len(rows)} rows of counts: a recording needs at least {LEAST_ROWS}")
    return rows


def _is_count(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= len(str(MOST_COUNTS)) and int(word) <= MOST_COUNTS


def _columns_swapped(path: Path, words: list[str]) -> bool:
    match words:
        case ["red", "ir" | "infrared"]:
            return False
        case ["ir" | "infrared", "red"]:
            return True
    raise BadRecordingError(f"{path}, line 1: the columns are red and ir, in either order, not {', '.join(words)}")
