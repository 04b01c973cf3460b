"""Training again gives the same bytes; what is shipped is what training writes; the figures hold."""

import hashlib
import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from models import card, data, diabetes, export, validation
from models.__main__ import main
from models.logistic import describe, fit
from models.spec import Cohort
from models.train import PIPELINES, ROOT, ParityError, _check_parity, paths, train

DOCUMENT = json.loads(paths("diabetes")["json"].read_bytes())
FIGURES = DOCUMENT["figures"]


def test_training_again_gives_the_shipped_bytes() -> None:
    content = train("diabetes")
    for kind, shipped in paths("diabetes").items():
        assert content[kind] == shipped.read_bytes(), f"{kind} differs: run script/train"


def test_the_script_says_what_it_trains() -> None:
    done = subprocess.run([ROOT / "script/train", "--help"], capture_output=True, text=True, check=True, timeout=60)
    assert "diabetes" in done.stdout


def test_the_card_is_current() -> None:
    assert paths("diabetes")["card"].read_text() == card.render(DOCUMENT)


def test_the_onnx_file_is_the_artefacts() -> None:
    content = paths("diabetes")["onnx"].read_bytes()
    assert hashlib.sha256(content).hexdigest() == DOCUMENT["onnx_sha256"]
    assert export.onnx_bytes(DOCUMENT) == content


def test_the_people_are_those_of_the_card(cohort: Cohort) -> None:
    assert cohort.x.shape == (4210, 8)
    assert int(cohort.y.sum()) == 190
    assert (DOCUMENT["data"]["n"], DOCUMENT["data"]["events"]) == (4210, 190)
    assert all(flags.shape == (4210,) for members in cohort.groups.values() for flags in members.values())
    assert sum(int(flags.sum()) for flags in cohort.groups["Age"].values()) == 4210


def test_the_figures_meet_what_was_asked() -> None:
    assert FIGURES["auc"]["value"] >= 0.735
    assert FIGURES["auc"]["lower"] < FIGURES["auc"]["value"] < FIGURES["auc"]["upper"]
    assert FIGURES["brier"]["value"] < FIGURES["brier_of_prevalence"]
    assert FIGURES["ece"]["value"] <= FIGURES["ece_if_perfect_p95"]
    assert FIGURES["calibration_slope"]["lower"] <= 1 <= FIGURES["calibration_slope"]["upper"]
    assert FIGURES["calibration_intercept"]["lower"] <= 0 <= FIGURES["calibration_intercept"]["upper"]
    assert FIGURES["recalibrated"]["brier"] >= FIGURES["brier"]["value"], "else the sigmoid belongs in the model"
    assert 0.8 <= FIGURES["interval_ratio_to_bootstrap"] <= 1.25


def test_the_auc_does_not_come_from_the_outcome(cohort: Cohort) -> None:
    """The same procedure on shuffled outcomes knows nothing: no leak from test to training folds."""
    shuffled = np.random.default_rng(1).permutation(cohort.y)
    _, folds = validation.out_of_fold(cohort.capped(), shuffled, repeats=1)
    assert 0.4 < np.mean(folds) < 0.6


def test_the_date_is_handed_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: dict[str, str | None] = {}

    def note(name: str, *, trained_on: str | None = None) -> dict[str, bytes]:
        asked[name] = trained_on
        return {kind: path.read_bytes() for kind, path in paths(name).items()}

    monkeypatch.setattr("models.__main__.train", note)
    assert main(["diabetes", "--date", "2027-01-02", "--root", str(tmp_path)]) == 0
    assert asked == {"diabetes": "2027-01-02"}
    assert main(["--check", "--root", str(tmp_path)]) == 0
    paths("diabetes", tmp_path)["card"].write_text("old")
    assert main(["diabetes", "--check", "--root", str(tmp_path)]) == 1
    with pytest.raises(SystemExit):
        main(["diabetes", "--date", "soon"])
    with pytest.raises(SystemExit):
        main(["horoscope"])


def test_an_export_that_answers_otherwise_is_not_written(cohort: Cohort) -> None:
    with pytest.raises(ParityError):
        _check_parity(DOCUMENT, cohort, np.full(len(cohort.y), 0.5))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"package": "no-such-data"}, "install no-such-data"),
        ({"version": "0.0.1"}, "is needed"),
        ({"path": "nhanes/nothing.tsv"}, "holds no"),
        ({"sha256": "0" * 64}, "not the pinned"),
    ],
)
def test_missing_or_other_data_are_named(changed: dict[str, str], says: str) -> None:
    wanted = data.DataFile(**{**data.NHANES_2017_2018.__dict__, **changed})
    with pytest.raises(data.DataMissingError, match=says):
        data.read_rows(wanted)


def test_training_without_the_data_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def missing(_name: str, *, trained_on: str | None = None) -> dict[str, bytes]:
        raise data.DataMissingError(f"training data missing: install nhanes ({trained_on})")

    monkeypatch.setattr("models.__main__.train", missing)
    assert main(["diabetes"]) == 2
    assert "install nhanes" in capsys.readouterr().err


def test_how_the_surveys_answers_are_read() -> None:
    row = {
        "SystolicBloodPres1StRdgMmHg": "120.0",
        "SystolicBloodPres2NdRdgMmHg": "",
        "SystolicBloodPres3RdRdgMmHg": "130.0",
    }
    assert diabetes._mean_of_readings(row, "Systolic") == 125.0
    assert data.number({"cell": "5.397605346934028e-79"}, "cell") == 0.0
    assert np.isnan(data.number({"cell": ""}, "cell"))
    active = {"VigorousRecreationalActivities": "1.0", "ModerateRecreationalActivities": "0.0"}
    assert diabetes._activity(active) == 2.0
    assert diabetes._activity(active | {"VigorousRecreationalActivities": "0.0"}) == 0.0


def test_the_numbers_are_those_of_the_fitted_model(cohort: Cohort) -> None:
    fitted = describe(fit(cohort.capped(), cohort.y), cohort.capped())
    assert DOCUMENT["intercept"] == pytest.approx(fitted.intercept, rel=1e-9)
    assert [item["coefficient"] for item in DOCUMENT["inputs"]] == pytest.approx(fitted.coefficients.tolist(), rel=1e-9)
    assert DOCUMENT["algorithm"]["strength"] == fitted.strength
    assert PIPELINES["diabetes"].release.version == DOCUMENT["version"]
