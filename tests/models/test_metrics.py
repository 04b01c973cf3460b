"""Each figure against a case worked by hand or scikit-learn's own."""

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, precision_recall_curve, roc_auc_score

from models import metrics
from models.bench import compared, timed

P = np.array([0.1, 0.2, 0.2, 0.6, 0.8, 0.9])
Y = np.array([0, 0, 1, 0, 1, 1])


def test_auc_counts_ties_as_half() -> None:
    assert metrics.auc(P, Y) == pytest.approx(7.5 / 9)
    assert metrics.auc(P, Y) == pytest.approx(roc_auc_score(Y, P))


def test_auprc_by_hand() -> None:
    """Two cases come first (precision 1), the third ties with another: three cases among five."""
    assert metrics.auprc(P, Y) == pytest.approx((1 + 1 + 3 / 5) / 3)
    precision, recall, _ = precision_recall_curve(Y, P)
    assert metrics.auprc(P, Y) == pytest.approx(-np.sum(np.diff(recall) * precision[:-1]))


def test_guessing_has_the_prevalence_as_its_auprc() -> None:
    assert metrics.auprc(np.full(6, 0.3), np.array([0, 0, 0, 0, 1, 0])) == pytest.approx(1 / 6)
    rng = np.random.default_rng(5)
    y = (rng.random(50_000) < 0.04).astype(np.int64)
    assert metrics.auprc(rng.random(50_000), y) == pytest.approx(0.04, abs=0.005)
    assert metrics.auc(y.astype(float), y) == metrics.auprc(y.astype(float), y) == 1


def test_brier() -> None:
    assert metrics.brier(P, Y) == pytest.approx(brier_score_loss(Y, P))


def test_a_perfect_forecast_has_slope_one_and_an_overconfident_one_less() -> None:
    rng = np.random.default_rng(3)
    p = rng.uniform(0.02, 0.98, 200_000)
    y = (rng.random(len(p)) < p).astype(np.int64)
    slope, intercept = metrics.calibration_line(p, y)
    assert slope == pytest.approx(1, abs=0.03)
    assert intercept == pytest.approx(0, abs=0.03)
    doubled = 1 / (1 + np.exp(-2 * metrics.log_odds(p)))
    assert metrics.calibration_line(doubled, y)[0] == pytest.approx(0.5, abs=0.02)


def test_calibration_error_of_a_constant_forecast_is_its_distance() -> None:
    y = np.array([0, 1] * 50)
    assert metrics.ece(np.full(100, 0.3), y) == pytest.approx(0.2)
    table = metrics.calibration_table(np.linspace(0.01, 0.99, 100), y)
    assert [people for _, _, people in table] == [10] * 10
    assert metrics.ece_if_perfect(np.full(100, 0.3), np.random.default_rng(0), 50) > 0


def test_net_benefit_by_hand() -> None:
    model, everybody = metrics.net_benefit(P, Y, 0.5)
    assert model == pytest.approx((2 - 1) / 6)
    assert everybody == pytest.approx(0.0)


def test_the_sigmoid_finds_the_line_that_made_the_outcomes() -> None:
    rng = np.random.default_rng(7)
    raw = rng.normal(size=100_000)
    y = (rng.random(len(raw)) < 1 / (1 + np.exp(-(1.7 * raw - 0.4)))).astype(np.int64)
    slope, intercept, covariance = metrics.sigmoid(raw, y)
    assert slope == pytest.approx(1.7, abs=4 * covariance[0, 0] ** 0.5)
    assert intercept == pytest.approx(-0.4, abs=4 * covariance[1, 1] ** 0.5)
    assert metrics.log_loss(np.full(4, 0.5), np.array([0, 1, 1, 0])) == pytest.approx(np.log(2))


def test_outcomes_that_part_perfectly_have_no_line() -> None:
    with pytest.raises(metrics.SeparatedError):
        metrics.sigmoid(np.array([0.1, 0.2, 0.8, 0.9]), np.array([0, 0, 1, 1]))
    slope, intercept, _ = metrics.sigmoid(np.array([-40.0, 1, 2, 3, 41, 60]), np.array([0, 1, 0, 1, 1, 1]))
    assert np.isfinite([slope, intercept]).all()
    assert slope > 0


def test_the_bench_times_three_ways_in_one_run() -> None:
    found = timed("diabetes_pima", rounds=200)
    assert {"runner", "onnxruntime", "scikit-learn"} <= set(found)
    assert found["runner"]["p99_us"] < 250 * 20, "far from the bound even on a busy machine"
    assert found["runner_to_scikit_learn"] < 1


def test_the_bench_shows_figures_beside_the_baseline() -> None:
    row = compared("diabetes_pima")
    assert "baseline 0.834" in row["AUC"]
    assert "guessing 0.349" in row["AUPRC"]
    assert "FAILED" not in row["gates"]
