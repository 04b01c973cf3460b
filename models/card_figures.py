"""The card's figures: how well a model separates, how right its chances are, and for whom."""

from collections.abc import Mapping
from typing import Any

from .card_text import Document, interval, percent, table


def _calibration(doc: Document) -> list[str]:
    return [
        f"![Predicted and observed chance by tenths]({doc['name']}-calibration.svg)",
        "",
        "Tenths of predicted chance, lowest first:",
        "",
        *table(
            ("Predicted", "Observed", doc["data"]["rows"].capitalize()),
            ((percent(p), percent(o), f"{n:.0f}") for p, o, n in doc["figures"]["calibration_table"]),
        ),
    ]


def _bands(doc: Document) -> list[str]:
    return [
        "## Bands",
        "",
        doc["band_reason"],
        "",
        *table(
            ("Band", "Predicted chance below", "Observed, out of fold"),
            (
                (
                    band["word"].replace("_", " "),
                    "-" if band["below"] is None else percent(band["below"], 2),
                    "-" if band["observed"] is None else percent(band["observed"]),
                )
                for band in doc["bands"]
            ),
        ),
    ]


def _decisions(doc: Document) -> list[str]:
    rows = doc["data"]["rows"]
    return [
        "## Decision curve",
        "",
        f"Net benefit per 1,000 {rows} of acting at or above a chance, against acting on all (on none: 0; Vickers & "
        "Elkin, Med Decis Making 2006;26:565), and what that would mean.",
        "",
        *table(
            ("Act from", "Model", "All", "Acted on", "Of those with the outcome found"),
            (
                (
                    f"{100 * row['threshold']:.3g} %",
                    f"{1000 * row['model']:.1f}",
                    f"{1000 * row['everybody']:.1f}",
                    percent(row["tested_share"], 0),
                    percent(row["found_share"], 0),
                )
                for row in doc["figures"]["decision_curve"]
            ),
        ),
    ]


def _sets(doc: Document) -> list[str]:
    found, cuts = doc["figures"]["conformal"], doc["conformal"]
    shares = found["shares"]
    return [
        "## What is consistent with the answers (conformal sets)",
        "",
        f"Class-conditional: 'without the outcome' belongs to the set up to a chance of "
        f"{percent(cuts['absent_up_to'])}, 'with it' from {percent(cuts['present_from'])}. Each set is meant to hold "
        f"the truth for {percent(found['asked'], 0)} of each class; on held-out folds:",
        "",
        *table(
            ("Class", doc["data"]["rows"].capitalize(), "Held the truth", "Admitted by chance (95 %)"),
            (
                (word, f"{row['n']:,}", percent(row["coverage"]), " to ".join(percent(end) for end in row["admitted"]))
                for word, row in found["classes"].items()
            ),
        ),
        f"Sets that held one outcome only: {percent(shares['only_absent'] + shares['only_present'])} "
        f"(without {percent(shares['only_absent'])}, with {percent(shares['only_present'])}); both: "
        f"{percent(shares['both'])}; none: {percent(shares['empty'])}. Where it holds both, the answers do not tell.",
        "",
    ]


def judged(doc: Document) -> list[str]:
    """Return how well it separates and how right its chances are."""
    figures = doc["figures"]
    rows = [
        ("AUC, pooled out of fold", interval(figures["auc"])),
        ("AUC, mean of folds", f"{figures['auc_folds']['mean']:.3f}, SD {figures['auc_folds']['sd']:.3f}"),
        ("AUPRC (average precision), pooled out of fold", interval(figures["auprc"])),
        ("AUPRC of guessing (the prevalence)", f"{figures['prevalence']:.3f}"),
        ("Brier score", interval(figures["brier"], 4)),
        ("Brier score of always saying the prevalence", f"{figures['brier_of_prevalence']:.4f}"),
        ("Calibration slope (perfect: 1)", interval(figures["calibration_slope"], 2)),
        ("Calibration intercept (perfect: 0)", interval(figures["calibration_intercept"], 2)),
        ("ECE, ten bins of equal count", interval(figures["ece"], 4)),
        ("ECE that chance alone explains (95th percentile)", f"{figures['ece_if_perfect_p95']:.4f}"),
    ]
    if "interval_ratio_to_bootstrap" in figures:
        ratio = f"{figures['interval_ratio_to_bootstrap']:.2f} (median ratio)"
        rows.append(("Width of the stated interval against the bootstrap's", ratio))
    return [
        "## How well it separates and how right its chances are",
        "",
        f"{figures['procedure']}.",
        "",
        *table(("Figure", "Value (95 % interval)"), rows),
        *_calibration(doc),
        *_bands(doc),
        *_decisions(doc),
        *_sets(doc),
    ]


def elsewhere(doc: Document) -> list[str]:
    """Return the figures at places that training never saw, bad ones included."""
    figures = doc["figures"]
    lines = ["## Elsewhere (external validation)", "", figures["card"]["external"], ""]
    if figures["elsewhere"]:
        lines += table(
            (
                "Place",
                "People",
                "Observed",
                "Predicted",
                "AUC",
                "AUPRC (guessing: Observed)",
                "Brier (prevalence alone)",
                "Slope",
                "ECE (chance)",
            ),
            (
                (
                    place,
                    str(row["n"]),
                    percent(row["observed"], 0),
                    percent(row["predicted"], 0),
                    interval(row["auc"], 2),
                    interval(row["auprc"], 2),
                    f"{row['brier']['value']:.3f} ({row['brier_of_prevalence']:.3f})",
                    interval(row["calibration_slope"], 2),
                    f"{row['ece']['value']:.3f} ({row['ece_if_perfect_p95']:.3f})",
                )
                for place, row in figures["elsewhere"].items()
            ),
        )
    if "missing_by_site" in figures:
        places = list(figures["elsewhere"])
        lines += [
            "Share of each place that lacks an input:",
            "",
            *table(
                ("Input", *places),
                (
                    (name, *(percent(shares[place], 0) for place in places))
                    for name, shares in figures["missing_by_site"].items()
                ),
            ),
        ]
    return lines


def _subgroup(label: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        label,
        f"{row['n']:,}",
        f"{row['events']:,}",
        percent(row["observed"]),
        percent(row["predicted"]),
        f"{row['observed_per_expected']:.2f}",
        "one outcome only" if row["auc"] is None else interval(row["auc"], 2),
    )


def subgroups(doc: Document) -> list[str]:
    """Return the figures by sex, age and what else is known."""
    lines = ["## Subgroups", ""]
    for heading, members in doc["figures"]["subgroups"].items():
        lines += table(
            (heading, doc["data"]["rows"].capitalize(), "With outcome", "Observed", "Predicted",
             "Observed / predicted", "AUC (95 %)"),
            (_subgroup(label, row) for label, row in members.items()),
        )  # fmt: skip
    return lines


def variants(doc: Document) -> list[str]:
    """Return what was considered beside the model."""
    found = doc["figures"].get("variants_auc")
    if found is None:
        return []
    return [
        "## Variants considered",
        "",
        "Mean AUC over folds at the shipped settings.",
        "",
        *table(("Variant", "AUC"), ((name, f"{own:.3f}") for name, own in found.items())),
    ]
