"""Writes a model's card from its artefact: nothing on the card is typed by hand but the words.

Headings follow Mitchell et al., Model Cards (FAT* 2019), and TRIPOD+AI (BMJ 2024;385:e078378).
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from healthsense_engine.risk import diabetes

Document = dict[str, Any]
DAY_MS: Final = 86_400_000


def _interval(figure: Document, digits: int = 3) -> str:
    return f"{figure['value']:.{digits}f} ({figure['lower']:.{digits}f} to {figure['upper']:.{digits}f})"


def _percent(share: float, digits: int = 1) -> str:
    return f"{100 * share:.{digits}f} %"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        "| " + " | ".join(head) + " |",
        "|" + "---|" * len(head),
        *("| " + " | ".join(row) + " |" for row in rows),
        "",
    ]


def _bound(value: float) -> str:
    return f"{value:g}"


def _head(doc: Document) -> list[str]:
    data = doc["data"]
    return [
        f"# Model card: {doc['name']} {doc['version']}",
        "",
        f"<!-- Written by `script/train {doc['name']}`. Do not edit: train again. -->",
        "",
        f"{doc['question']}. It is not the risk of getting diabetes in the years to come, and not a diagnosis: it says "
        "how often people with the same figures turned out to have such a result.",
        "",
        *_table(
            ("", ""),
            [
                ("Version", f"{doc['version']}, trained {doc['trained_on']}"),
                ("Kind", doc["algorithm"]["family"]),
                ("Penalty", f"C = {doc['algorithm']['strength']:g}, chosen by inner cross-validation"),
                ("Content hash (SHA-256)", f"`{doc['content_sha256']}`"),
                ("ONNX hash (SHA-256)", f"`{doc['onnx_sha256']}`"),
                ("Made with", ", ".join(f"{name} {own}" for name, own in doc["algorithm"]["made_with"].items())),
                ("Data", f"{data['source']}, {data['period']}"),
                ("Data file", f"`{data['package']}`, `{data['file']}`, SHA-256 `{data['sha256']}`"),
                ("Licence of the data", data["licence"]),
                ("Survey weights", data["survey_weights"]),
            ],
        ),
    ]


def _use(_doc: Document) -> list[str]:
    return [
        "## Intended use",
        "",
        "For an adult at home who was never told that they have diabetes and wonders whether an HbA1c test is worth "
        "asking about. It informs; it decides nothing. It is not a medical device.",
        "",
        "It gives no answer for people who have diabetes or take glucose-lowering medicines or insulin, for people "
        "under 20, in pregnancy (HbA1c is unreliable then), when an input is missing or too old, when an input lies "
        "outside the range below, or when the inputs together are unlike those of the people it was trained on.",
        "",
    ]


def _people(doc: Document) -> list[str]:
    data = doc["data"]
    return [
        "## People and outcome",
        "",
        f"{doc['population']}: {data['n']:,} people, {data['events']} with the outcome "
        f"({_percent(data['events'] / data['n'])}). Outcome: one HbA1c of 6.5 % or more (a diagnosis needs a second "
        f"test). {data['n_complete']:,} people ({data['events_complete']} with the outcome) had every input measured. "
        "The file does not tell who was pregnant, so pregnant participants are among them.",
        "",
    ]


def _inputs(doc: Document) -> list[str]:
    def weight(item: Document) -> str:
        error = 1.96 * item["standard_error"]
        middle = item["coefficient"]
        return f"{middle:+.2f} ({middle - error:+.2f} to {middle + error:+.2f})"

    def admitted(item: Document) -> str:
        if item["codes"]:
            return ", ".join(f"{word} = {_bound(code)}" for word, code in item["codes"].items())
        low, high = map(_bound, item["range"])
        cap = "" if item["cap"][1] is None else f"; above {_bound(item['cap'][1])} counts as {_bound(item['cap'][1])}"
        return f"{low} to {high} {item['unit']}{cap}"

    area = doc["applicability"]
    return [
        "## Inputs",
        "",
        *_table(
            ("Input", "Admitted", "Mean", "SD", "Log-odds per SD (95 %)", "Not measured", "Remark"),
            (
                (
                    item["label"],
                    admitted(item),
                    f"{item['mean']:.1f}",
                    f"{item['scale']:.1f}",
                    weight(item),
                    str(item["missing_in_training"]),
                    item["note"],
                )
                for item in doc["inputs"]
            ),
        ),
        "Measured inputs are admitted from the 0.5th to the 99.5th percentile of the training data, and together up "
        f"to the 99.5th percentile of the Mahalanobis distance ({area['limit']:.1f} squared, over "
        f"{', '.join(area['inputs'])}). By both rules {_percent(area['refused_share_of_training'])} of the training "
        "people would get no answer.",
        "",
        "Missing values: in training the median of the training fold stands in; in use a missing input means no "
        "answer. The weights are associations in one survey, not causes.",
        "",
        "Smoking was considered and left out: smokers of this survey had the outcome less often than their other "
        "inputs say, against what studies over years find (Willi et al., JAMA 2007;298:2654), and a model must not "
        "appear to reward smoking. What that costs is in the tables of variants (separation) and of subgroups "
        "(rightness for smokers).",
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


_IN_USE: Final = {diabetes.MODEL: _diabetes_in_use}


def _in_use(doc: Document) -> list[str]:
    return _IN_USE[doc["name"]]()


def _performance(doc: Document) -> list[str]:
    figures = doc["figures"]
    fixed = figures["recalibrated"]
    return [
        "## How well it separates and how right its chances are",
        "",
        f"{figures['procedure']}. No external validation: the data hold one survey cycle.",
        "",
        *_table(
            ("Figure", "Value (95 % interval)"),
            [
                ("AUC, pooled out of fold", _interval(figures["auc"])),
                ("AUC, mean of folds", f"{figures['auc_folds']['mean']:.3f}, SD {figures['auc_folds']['sd']:.3f}"),
                ("AUC, people with every input", _interval(figures["auc_complete_inputs"])),
                ("Brier score", _interval(figures["brier"], 4)),
                ("Brier score of always saying the prevalence", f"{figures['brier_of_prevalence']:.4f}"),
                ("Calibration slope (perfect: 1)", _interval(figures["calibration_slope"], 2)),
                ("Calibration intercept (perfect: 0)", _interval(figures["calibration_intercept"], 2)),
                ("ECE, ten bins of equal count", _interval(figures["ece"], 4)),
                ("ECE that chance alone explains (95th percentile)", f"{figures['ece_if_perfect_p95']:.4f}"),
                ("With a sigmoid on top: Brier, ECE", f"{fixed['brier']:.4f}, {fixed['ece']:.4f} (not used)"),
                (
                    "Width of the stated interval against the bootstrap's",
                    f"{figures['interval_ratio_to_bootstrap']:.2f} (median ratio)",
                ),
            ],
        ),
        "Tenths of predicted chance, lowest first:",
        "",
        *_table(
            ("Predicted", "Observed", "People"),
            ((_percent(p), _percent(o), f"{n:.0f}") for p, o, n in figures["calibration_table"]),
        ),
        "## Bands",
        "",
        doc["band_reason"],
        "",
        *_table(
            ("Band", "Predicted chance below", "Observed, out of fold"),
            (
                (
                    band["word"].replace("_", " "),
                    "-" if band["below"] is None else _percent(band["below"], 2),
                    _percent(band["observed"]),
                )
                for band in doc["bands"]
            ),
        ),
        "## Decision curve",
        "",
        "Net benefit per 1,000 people of testing those at or above a chance, against testing everybody (testing "
        "nobody: 0), and what that would mean.",
        "",
        *_table(
            ("Test from", "Model", "Everybody", "Would be tested", "Of those with the outcome found"),
            (
                (
                    _percent(row["threshold"], 0),
                    f"{1000 * row['model']:.1f}",
                    f"{1000 * row['everybody']:.1f}",
                    _percent(row["tested_share"], 0),
                    _percent(row["found_share"], 0),
                )
                for row in figures["decision_curve"]
            ),
        ),
    ]


def _subgroups(doc: Document) -> list[str]:
    lines = ["## Subgroups", ""]
    for heading, members in doc["figures"]["subgroups"].items():
        lines += _table(
            (heading, "People", "With outcome", "Observed", "Predicted", "Observed / predicted", "AUC (95 %)"),
            (
                (
                    label,
                    str(row["n"]),
                    str(row["events"]),
                    _percent(row["observed"]),
                    _percent(row["predicted"]),
                    f"{row['observed_per_expected']:.2f}",
                    _interval(row["auc"], 2),
                )
                for label, row in members.items()
            ),
        )
    return lines


def _limits(doc: Document) -> list[str]:
    ethnic = next(rows for heading, rows in doc["figures"]["subgroups"].items() if heading.startswith("Ethnicity"))
    low = min(ethnic, key=lambda label: ethnic[label]["observed_per_expected"])
    high = max(ethnic, key=lambda label: ethnic[label]["observed_per_expected"])
    return [
        "## Limits",
        "",
        f"- The chance is wrong by ethnicity, which is not an input: in the survey the outcome was "
        f"{ethnic[high]['observed_per_expected']:.1f} times as frequent as predicted among {high} and "
        f"{ethnic[low]['observed_per_expected']:.1f} times among {low} participants.",
        "- Within one age group it separates less well than overall: much of what it knows is age.",
        "- Trained in one country in 2017 and 2018, on people examined in a mobile centre; elsewhere it differs.",
        f"- {doc['data']['events']} people with the outcome: every figure is uncertain by the interval beside it.",
        "- Family history, the strongest question of published questionnaires, is not in it.",
        "- The stated interval is that of the average among people with the same inputs, not of one person.",
        "",
        "## Variants considered",
        "",
        "Mean AUC over folds at the shipped strength.",
        "",
        *_table(("Variant", "AUC"), ((name, f"{own:.3f}") for name, own in doc["figures"]["variants_auc"].items())),
    ]


def render(doc: Document) -> str:
    """Return the card (Markdown) of an artefact as the registry reads it."""
    parts = (_head, _use, _people, _inputs, _in_use, _performance, _subgroups, _limits)
    return "\n".join(line for part in parts for line in part(doc)).rstrip() + "\n"
