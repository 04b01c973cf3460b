"""Runs one model's pipeline from the pinned data to the files in the repository."""

import json
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np

from . import card, card_json, export, metrics, plot
from .families import CLIP, FOREST, LOGISTIC, SEED, Fitted, coefficient_covariance, fit
from .folds import draws
from .parity import ParityError, check_parity
from .pipeline import TRAINED_ON, Pipeline
from .pipelines import PIPELINES
from .spec import Cohort, Floats
from .validation import decision_curve, estimates, leave_one_site_out, out_of_fold, validate

__all__ = ["PIPELINES", "ROOT", "ParityError", "fitted", "paths", "train", "write"]

ROOT: Final = Path(__file__).resolve().parent.parent
INTERVAL_ROUNDS: Final = 100
VARIANT_REPEATS: Final = 2


def folder(root: Path = ROOT) -> Path:
    """Return where the artefacts live below ``root``."""
    return root / "custom_components/healthsense/engine/risk/artefacts"


def paths(name: str, root: Path = ROOT) -> dict[str, Path]:
    """Return where a model's files live below ``root``."""
    number = PIPELINES[name].version
    return {
        "json": folder(root) / name / f"{number}.json",
        "onnx": root / "models/artefacts" / name / f"{number}.onnx",
        "card": root / "docs/models" / f"{name}.md",
        "card_json": root / "docs/models" / f"{name}.json",
        "plot": root / "docs/models" / f"{name}-calibration.svg",
    }


def fitted(name: str) -> tuple[Cohort, Fitted]:
    """Return a model's rows and the model fitted to all of them.

    Raises:
        KeyError, DataMissingError: see ``train``.
    """
    pipeline = PIPELINES[name]
    cohort = pipeline.cohort()
    return cohort, fit(cohort, pipeline.family)


def _interval_ratio(cohort: Cohort, model: Fitted, covariance: Floats) -> float:
    """Return the median ratio of the stated to the bootstrap standard error of the log-odds."""
    chosen = cohort.take(cohort.complete).capped()[:2000]
    rows = []
    for sample in draws(len(cohort.y), cohort.units, INTERVAL_ROUNDS, SEED):
        drawn = Cohort(cohort.columns, cohort.x[sample], cohort.y[sample], {}, {})
        rows.append(metrics.log_odds(fit(drawn, model.family, (model.settings,)).probabilities(chosen)))
    design = np.column_stack([np.ones(len(chosen)), model.prepared(chosen)])
    stated = model.slope * np.sqrt(np.einsum("ij,jk,ik->i", design, covariance, design))
    return float(np.median(stated / np.std(rows, axis=0)))


def _compared(pipeline: Pipeline, cohort: Cohort) -> dict[str, Any]:
    """Return the AUC of what stands beside the model, on the same rows."""
    found = {}
    for label, other in pipeline.comparators.items():
        scores = other(cohort, pipeline.repeats)
        found[label] = estimates(scores, cohort, pipeline.bootstraps, {"auc": metrics.auc})["auc"]
    return found


def _figures(
    pipeline: Pipeline, cohort: Cohort, model: Fitted, covariance: Floats | None
) -> tuple[dict[str, Any], Floats]:
    found, predicted = validate(
        cohort,
        pipeline.family,
        thresholds=pipeline.thresholds,
        repeats=pipeline.repeats,
        bootstraps=pipeline.bootstraps,
    )
    found["baseline"] = {
        "auc": pipeline.baseline.auc,
        "brier": pipeline.baseline.brier,
        "brier_of_prevalence": pipeline.baseline.brier_of_prevalence,
        "words": pipeline.baseline.words,
        "others": dict(pipeline.baseline.others),
    }
    found["compared_auc"] = _compared(pipeline, cohort)
    if pipeline.variants is not None:
        found["variants_auc"] = {
            label: float(np.mean(out_of_fold(own, pipeline.family, VARIANT_REPEATS, (model.settings,))[1]))
            for label, own in {"as shipped": cohort, **pipeline.variants(cohort)}.items()
        }
    found["elsewhere"] = leave_one_site_out(cohort, pipeline.family, pipeline.bootstraps)
    if pipeline.external is not None:
        found["elsewhere"] |= pipeline.external(cohort, model, pipeline.bootstraps)
    if pipeline.further is not None:
        found |= pipeline.further(cohort, predicted)
    if covariance is not None:
        found["interval_ratio_to_bootstrap"] = _interval_ratio(cohort, model, covariance)
    return found, predicted


def _data(pipeline: Pipeline, cohort: Cohort) -> dict[str, Any]:
    first = pipeline.data[0]
    return {
        "source": first.source,
        "period": first.period,
        "licence": first.licence,
        "attribution": f"{first.source}. {first.licence}.",
        "files": [{"origin": file.origin, "sha256": file.sha256} for file in pipeline.data],
        "rows": pipeline.words.rows,
        "units": None if cohort.units is None else len(np.unique(cohort.units)),
        "n_complete": int(cohort.complete.sum()),
        "events_complete": int(cohort.y[cohort.complete].sum()),
    }


def _words(pipeline: Pipeline) -> dict[str, Any]:
    words = pipeline.words
    return {
        "title": words.title,
        "outcome": words.outcome,
        "use": words.use,
        "non_use": list(words.non_use),
        "limits": list(words.limits),
        "display": words.display,
        "missing": words.missing,
        "external": words.external,
        "row": words.row,
        "thresholds": list(pipeline.thresholds),
        "optional": sorted(pipeline.optional),
    }


def _pairs(matrix: Floats) -> tuple[tuple[float, float], tuple[float, float]]:
    (a, b), (c, d) = matrix.tolist()
    return (a, b), (c, d)


def trained(pipeline: Pipeline, cohort: Cohort, model: Fitted, trained_on: str = TRAINED_ON) -> export.Trained:
    """Return a fitted model as the exporter takes it, validated."""
    logistic = pipeline.family is LOGISTIC
    covariance = coefficient_covariance(model, cohort) if logistic else None
    figures, predicted = _figures(pipeline, cohort, model, covariance)
    made_with = ("scikit-learn", "numpy", "onnx")
    own = export.Trained(
        name=pipeline.name,
        version=pipeline.version,
        trained_on=trained_on,
        question=pipeline.question,
        population=pipeline.population,
        data=_data(pipeline, cohort),
        algorithm={
            "family": pipeline.family.words,
            "settings": dict(model.settings),
            "made_with": {name: version(name) for name in made_with},
        },
        columns=cohort.columns,
        x=cohort.x,
        y=cohort.y,
        estimator=model.estimator,
        medians=model.medians,
        mean=model.mean,
        scale=model.scale,
        covariance=covariance,
        calibration=export.Calibration(
            slope=model.slope,
            intercept=model.intercept,
            reason="sigmoid of the scores that five inner folds gave (cross-fitted)",
            covariance=None if logistic else _pairs(model.covariance),
            clip=CLIP if pipeline.family is FOREST else export.Calibration.clip,
        ),
        out_of_fold=predicted,
        figures={**figures, "card": _words(pipeline)},
        role=pipeline.role,
        led_by=pipeline.led_by,
        optional=pipeline.optional,
        changeable=pipeline.changeable,
        band_reason=pipeline.band_reason,
    )
    # What is shown is a band, so acting at a band's edge is judged as well.
    edges = [band["below"] for band in export.artefact(own)["bands"] if band["below"] is not None]
    curve = decision_curve(predicted, cohort.y, tuple(sorted({*pipeline.thresholds, *edges})))
    return replace(own, figures={**own.figures, "decision_curve": curve})


def train(name: str, *, trained_on: str | None = None) -> dict[str, bytes]:
    """Return the content of a model's files: ``json``, ``onnx``, ``card``, ``card_json``, ``plot``.

    ``trained_on`` (ISO date) replaces the date on the card. Same data, same date and same
    package versions give the same bytes.

    Raises:
        KeyError: no such model.
        DataMissingError: the data are not installed or not the pinned ones.
        ParityError: the exported model answers otherwise than the trained one.
    """
    cohort, model = fitted(name)
    own = trained(PIPELINES[name], cohort, model, trained_on or TRAINED_ON)
    artefact = export.artefact(own)
    onnx_model = export.onnx_bytes(artefact)
    check_parity(artefact, onnx_model, own, own.answered())
    text = export.json_text(export.seal(artefact, onnx_model))
    return {"json": text.encode(), "onnx": onnx_model, **shown(json.loads(text))}


def shown(document: Mapping[str, Any]) -> dict[str, bytes]:
    """Return what the card's files hold, from the artefact alone."""
    return {
        "card": card.render(dict(document)).encode(),
        "card_json": card_json.render(document).encode(),
        "plot": plot.calibration(document).encode(),
    }


def write(name: str, content: Mapping[str, bytes], root: Path = ROOT) -> list[Path]:
    """Write a model's files below ``root``, list it in the manifest, and return the files' paths."""
    places = paths(name, root)
    for kind, data in content.items():
        places[kind].parent.mkdir(parents=True, exist_ok=True)
        places[kind].write_bytes(data)
    return [*places.values(), export.write_manifest(folder(root))]
