"""The tables of docs/alert-rules.md as the table of rules says them. Run it to write them there."""

import sys
from pathlib import Path

from healthsense_engine.alerts import exertion, gate, runs
from healthsense_engine.alerts.rows import Answered, Default, Learned, Mode, Toward
from healthsense_engine.alerts.table import BANDS, DEPARTURES, LIMITS, MODELS, TRENDS
from healthsense_engine.vitals import VITALS

PAGE = Path(__file__).parents[3] / "docs" / "alert-rules.md"
BEGIN, END = "<!-- {} -->", "<!-- end of {} -->"

LIMIT_HEAD = (
    "Rule",
    "Vital",
    "Mode",
    "Limit",
    "Hold or repeat",
    "Over at",
    "Level",
    "Absolute",
    "May be set",
    "Source",
)
BAND_HEAD = ("Rule", "Answer", "Band", "Lasts", "Over after", "Level", "Source")
TREND_HEAD = ("Rule", "Answer", "Reaches", "Within", "Lasts", "Level", "Source")
MODEL_HEAD = ("Rule", "Answer", "Band", "Level", "Source")


def number(value: float) -> str:
    return f"{value:g}"


def duration(seconds: int) -> str:
    if seconds == 0:
        return "at once"
    for length, word in ((3600, "h"), (60, "min")):
        if seconds % length == 0:
            return f"{seconds // length} {word}"
    return f"{seconds} s"


def proof(row: Default) -> str:
    again = f"{row.repeats} within {duration(row.within_s)}"
    if row.mode is Mode.CONTINUOUS:
        return f"{duration(row.hold_s)}, else {again}"
    return duration(row.hold_s) if row.mode is Mode.CGM else again


def limit_cells(row: Default) -> tuple[str, ...]:
    unit = VITALS[row.vital].unit
    low, high = row.personal
    return (
        f"`{row.key}`", row.vital, row.mode.value, f"{row.side.value} {number(row.limit)} {unit}", proof(row),
        number(row.clear), row.level.word, "yes" if row.absolute else "no", f"{number(low)} to {number(high)}",
        row.source,
    )  # fmt: skip


def band_cells(row: Answered) -> tuple[str, ...]:
    words = ", ".join(sorted(row.words)) + (f", {number(row.least)} and more" if row.least else "")
    lasts, over = duration(row.hold_s), duration(row.clear_s)
    return f"`{row.key}`", row.answer, words, lasts, over, row.level.word, row.source


def trend_cells(row: Toward) -> tuple[str, ...]:
    return (
        f"`{row.key}`", row.answer, f"`{row.limit_of}`", duration(row.within_s), duration(row.hold_s), row.level.word,
        row.source,
    )  # fmt: skip


def model_cells(row: Learned) -> tuple[str, ...]:
    return f"`{row.key}`", row.answer, ", ".join(sorted(row.words)), f"{row.level.word}, off", row.source


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


LASTING_HEAD = ("Rule", "Lasts", "Level then")
TOGETHER_HEAD = ("Rule", "Together with any of", "Level then")
FIGURE_HEAD = ("What", "Figure")


def lasting() -> list[tuple[str, ...]]:
    return [(f"`{key}`", duration(after_ms // 1000), level.word) for key, (after_ms, level) in gate.PERSISTENT.items()]


def together() -> list[tuple[str, ...]]:
    return [
        (f"`{key}`", ", ".join(f"`{one}`" for one in sorted(others)), level.word)
        for key, (others, level) in gate.CORROBORATED.items()
    ]


def figures() -> list[tuple[str, ...]]:
    return [
        ("a reading's own quality is poor below", f"{runs.POOR_QUALITY} of 100"),
        ("a signal is poor below", f"{number(gate.POOR_SIGNAL)} %"),
        ("hardly a finger: perfusion below", f"{number(gate.NO_CONTACT)} %"),
        ("devices contradict each other within", duration(gate.BESIDE_MS // 1000)),
        ("active: steps in a quarter of an hour", str(exertion.ACTIVE_STEPS)),
        ("measures by itself: readings in", f"{runs.SAMPLED_READINGS} in {duration(runs.SAMPLED_LOOK_MS // 1000)}"),
        ("or", f"{runs.SAMPLED_A_DAY} in {duration(runs.SAMPLED_DAY_MS // 1000)}"),
        ("a session lasts at most", duration(runs.SESSION_MS // 1000)),
    ]


def tables() -> dict[str, str]:
    """Return every table of the page by its name."""
    return {
        "limits": table(LIMIT_HEAD, [limit_cells(row) for row in LIMITS]),
        "bands": table(BAND_HEAD, [band_cells(row) for row in BANDS]),
        "departures": table(BAND_HEAD, [band_cells(row) for row in DEPARTURES]),
        "trends": table(TREND_HEAD, [trend_cells(row) for row in TRENDS]),
        "lasting": table(LASTING_HEAD, lasting()),
        "together": table(TOGETHER_HEAD, together()),
        "figures": table(FIGURE_HEAD, figures()),
        "models": table(MODEL_HEAD, [model_cells(row) for row in MODELS]),
    }


def with_tables(page: str) -> str:
    """Return the page with its tables as they are now."""
    for name, text in tables().items():
        before, _, rest = page.partition(BEGIN.format(name))
        _, _, after = rest.partition(END.format(name))
        page = f"{before}{BEGIN.format(name)}\n\n{text}\n\n{END.format(name)}{after}"
    return page


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit()
