"""Writes a model's card from its artefact: every number on it comes from training.

Headings follow Mitchell et al., Model Cards (FAT* 2019), and TRIPOD+AI (BMJ 2024;385:e078378).
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from healthsense_engine.risk import diabetes

from .card_figures import elsewhere, judged, subgroups, variants
from .card_text import Document, interval, percent, table

DAY_MS: Final = 86_400_000


def _bound(value: float) -> str:
    return f"{value:g}"


def _head(doc: Document) -> list[str]:
    data, algorithm = doc["data"], doc["algorithm"]
    second = f"; second to `{doc['role']['led_by']}`" if doc["role"]["led_by"] else ""
    return [
        f"# Model card: {doc['figures']['card']['title']} (`{doc['name']}` {doc['version']})",
        "",
        f"<!-- Written by `script/train {doc['name']}`. Do not edit: train again. -->",
        "",
        f"{doc['question']}. It is not a diagnosis: it says how often {doc['data']['rows']} "
        "with the same figures had the outcome.",
        "",
        *table(
            ("", ""),
            [
                ("Version", f"{doc['version']}, trained {doc['trained_on']}"),
                ("Role", f"{doc['role']['role']}{second}. {doc['figures']['card']['display']}"),
                ("Kind", algorithm["family"]),
                (
                    "Tuned (inner cross-validation)",
                    ", ".join(f"{name} {_bound(own)}" for name, own in algorithm["settings"].items()),
                ),
                ("Calibration", doc["calibration"]["reason"]),
                ("Content hash (SHA-256)", f"`{doc['content_sha256']}`"),
                ("ONNX hash (SHA-256)", f"`{doc['onnx_sha256']}`"),
                ("Made with", ", ".join(f"{name} {own}" for name, own in algorithm["made_with"].items())),
                ("Data", f"{data['source']}, {data['period']}"),
                *(("Data file", f"{file['origin']}, SHA-256 `{file['sha256']}`") for file in data["files"]),
                ("Licence of the data", data["licence"]),
            ],
        ),
    ]


def _use(doc: Document) -> list[str]:
    words = doc["figures"]["card"]
    return [
        "## Use",
        "",
        words["use"],
        "",
        "Not for:",
        "",
        *(f"- {what}" for what in words["non_use"]),
        "",
        "No answer is given when a needed input is missing or too old, when an input lies outside the range below, or "
        "when the inputs together are unlike those that it was trained on.",
        "",
    ]


def _people(doc: Document) -> list[str]:
    data, words = doc["data"], doc["figures"]["card"]
    own = "" if data["units"] is None else f", of {data['units']:,} whose rows were never parted by a split"
    return [
        "## Population and outcome",
        "",
        f"{doc['population']}: {data['n']:,} {data['rows']}{own}; {data['events']:,} with the outcome "
        f"({percent(data['events'] / data['n'])}). Outcome: {words['outcome']} {data['n_complete']:,} "
        f"({data['events_complete']:,} with the outcome) had every input measured.",
        "",
    ]


def _admitted(item: Mapping[str, Any]) -> str:
    if item["codes"]:
        return ", ".join(f"{word.replace('_', ' ')} = {_bound(code)}" for word, code in item["codes"].items())
    low, high = map(_bound, item["range"])
    caps = [
        f"{word} {_bound(cap)} counts as {_bound(cap)}"
        for word, cap in zip(("below", "above"), item["cap"], strict=True)
        if cap is not None
    ]
    return "; ".join([f"{low} to {high} {item['unit']}".strip(), *caps])


def _weights(doc: Document) -> list[str]:
    """Return each input's weight with its 95 % interval; nothing where a model has none."""
    own, slope = doc["estimator"], doc["calibration"]["slope"]
    if "coefficients" not in own:
        return []
    found = []
    for place, middle in enumerate(own["coefficients"]):
        error = 1.96 * own["covariance"][place + 1][place + 1] ** 0.5
        low, high = (slope * (middle + sign * error) for sign in (-1, 1))
        found.append(f"{slope * middle:+.2f} ({low:+.2f} to {high:+.2f})")
    return found


def _inputs(doc: Document) -> list[str]:
    area, weights = doc["applicability"], _weights(doc)
    head = ["Input", "Admitted", "Mean", "SD", "Not measured", "In use", "Remark"]
    rows = []
    for place, item in enumerate(doc["inputs"]):
        needed = "needed" if item["fill"] is None else f"optional ({_bound(round(item['fill'], 1))})"
        cells = [item["label"], _admitted(item), f"{item['mean']:.1f}", f"{item['scale']:.1f}",
                 str(item["missing_in_training"]), needed, item["note"]]  # fmt: skip
        rows.append([*cells[:4], weights[place], *cells[4:]] if weights else cells)
    if weights:
        head.insert(4, "Log-odds per SD (95 %)")
    return [
        "## Inputs",
        "",
        *table(head, rows),
        "Measured inputs are admitted from the 0.5th to the 99.5th percentile of the training data unless the study "
        f"says more, and together up to the 99.5th percentile of the Mahalanobis distance ({area['limit']:.1f} "
        f"squared, over {', '.join(area['inputs'])}). By both rules {percent(area['refused_share_of_training'])} of "
        f"the training {doc['data']['rows']} would get no answer.",
        "",
        doc["figures"]["card"]["missing"],
        "",
    ]


def _diabetes_in_use() -> list[str]:
    ages = ", ".join(f"{name} {limit // DAY_MS} days" for name, limit in diabetes.MAX_AGE_MS.items())
    return [
        "## In HealthSense",
        "",
        f"Oldest admitted measurement: {ages}. Blood pressure is the mean of the up to {diabetes.BP_READINGS} newest "
        "cuff readings within a day. The pulse is that of the cuff, else the heart rate within "
        f"{diabetes.NEAR_CUFF_MS // 60_000} minutes of it, else a wearable's resting heart rate.",
        "",
        "The stated confidence speaks of the inputs: high, unless there are fewer than three blood-pressure readings, "
        "the pulse is not a cuff's, a measurement is past half of its admitted age, or the inputs together are further "
        "from the training data than 95 % of it. One of these: moderate; more: low.",
        "",
    ]


_IN_USE: Final[Mapping[str, Callable[[], list[str]]]] = {diabetes.MODEL: _diabetes_in_use}


def _in_use(doc: Document) -> list[str]:
    return _IN_USE.get(doc["name"], list)()


def _limits(doc: Document) -> list[str]:
    figures, events = doc["figures"], doc["data"]["events"]
    lines = [f"- {limit}" for limit in figures["card"]["limits"]]
    ethnic = next((rows for heading, rows in figures["subgroups"].items() if heading.startswith("Ethnicity")), None)
    if ethnic is not None:
        low = min(ethnic, key=lambda label: ethnic[label]["observed_per_expected"])
        high = max(ethnic, key=lambda label: ethnic[label]["observed_per_expected"])
        lines.append(
            "- The chance is wrong by ethnicity, which is not an input: in the data the outcome was "
            f"{ethnic[high]['observed_per_expected']:.1f} times as frequent as predicted among {high} and "
            f"{ethnic[low]['observed_per_expected']:.1f} times among {low} participants."
        )
    lines.append(f"- {events:,} with the outcome: every figure is uncertain by the interval beside it.")
    return ["## Limits", "", *lines, ""]


def _attribution(doc: Document) -> list[str]:
    return ["## Attribution of the data", "", doc["data"]["attribution"], ""]


def _separation(doc: Document) -> list[str]:
    """Return the table of what stands beside the model."""
    figures = doc["figures"]
    base = figures["baseline"]
    rows = [
        ("this model, out of fold", interval(figures["auc"])),
        (f"baseline: {base['words']}", f"{base['auc']:.3f}"),
        *((f"baseline: {name}", text) for name, text in base["others"].items()),
        *((name, interval(found)) for name, found in figures["compared_auc"].items()),
    ]
    if "auc_by_photograph" in figures:
        rows.append(("this model, every photograph counted", f"{figures['auc_by_photograph']:.3f}"))
    return ["## Beside it", "", *table(("AUC", "Value (95 % interval)"), rows)]


def render(doc: Document) -> str:
    """Return the card (Markdown) of an artefact as the registry reads it."""
    parts = (
        _head, _use, _people, _inputs, _in_use, judged, _separation, elsewhere, subgroups, _limits, variants,
        _attribution,
    )  # fmt: skip
    return "\n".join(line for part in parts for line in part(doc)).rstrip() + "\n"
