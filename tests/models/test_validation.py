"""No leak: what is judged was made by a model that never saw the person - and the judging itself is right."""

from dataclasses import replace

import numpy as np
import pytest
from toy import COLUMNS, people

from models import heart, metrics, validation
from models.families import FOREST, LOGISTIC, SVM, Family, fit, stand_ins
from models.folds import draws, split
from models.spec import Cohort

FEW: dict[str, tuple[Family, tuple[dict[str, float], ...]]] = {
    "logistic": (LOGISTIC, ({"C": 0.1}, {"C": 1.0})),
    "forest": (FOREST, ({"trees": 20, "depth": 5, "leaf": 10, "features": 2},)),
    "svm": (SVM, ({"C": 1.0, "gamma": 0.05, "prototypes": 40},)),
}


def toy(count: int = 1500, seed: int = 1, units: int | None = None) -> Cohort:
    x, y = people(count, seed)
    own = None if units is None else np.random.default_rng(seed).integers(0, units, count)
    return Cohort(COLUMNS, x, y, {}, {}, own)


def test_a_units_rows_are_never_parted() -> None:
    cohort = toy(units=200)
    assert cohort.units is not None
    seen = np.zeros(len(cohort.y), dtype=int)
    for train, test in split(cohort.y, cohort.units, 1):
        assert not set(cohort.units[train]) & set(cohort.units[test])
        seen[test] += 1
    assert (seen == 1).all()


def test_a_bootstrap_draws_whole_units() -> None:
    units = np.array([5, 5, 7, 5, 9, 9])
    whole = {5: [0, 1, 3], 7: [2], 9: [4, 5]}
    for rows in draws(len(units), units, 50, 1):
        assert sum(len(whole[unit]) for unit in units[rows] if unit == 7) == np.sum(units[rows] == 7)
        for unit, own in whole.items():
            drawn = rows[units[rows] == unit]
            counts = np.bincount(drawn, minlength=6)[own]
            assert len(set(counts.tolist())) == 1, "every row of a drawn unit comes as often as its others"
    single = next(draws(10, None, 1, 1))
    assert len(single) == 10


@pytest.mark.parametrize("kind", FEW)
def test_shuffled_outcomes_are_not_foretold(kind: str) -> None:
    family, candidates = FEW[kind]
    cohort = toy()
    shuffled = replace(cohort, y=np.random.default_rng(1).permutation(cohort.y))
    _, folds = validation.out_of_fold(shuffled, family, 1, candidates)
    assert 0.4 < np.mean(folds) < 0.6


def test_the_same_person_twice_is_no_leak() -> None:
    """Copies of a row, nearly all with its coin's outcome: only a split that parts copies could foretell it."""
    rng = np.random.default_rng(2)
    x, coin = np.repeat(rng.normal(size=(150, 5)), 6, axis=0), np.repeat(rng.integers(0, 2, 150), 6)
    y = np.where(rng.random(900) < 0.1, 1 - coin, coin)
    own = Cohort(COLUMNS, x, y, {}, {}, np.repeat(np.arange(150), 6))
    settings = ({"trees": 15, "depth": 12, "leaf": 1, "features": 3},)
    kept = np.mean(validation.out_of_fold(own, FOREST, 1, settings)[1])
    parted = np.mean(validation.out_of_fold(replace(own, units=None), FOREST, 1, settings)[1])
    assert parted > 0.8
    assert kept < 0.65


@pytest.mark.parametrize("kind", FEW)
def test_fitting_sees_its_own_rows_alone(kind: str) -> None:
    """Whatever stands in the test rows, medians, scale, sigmoid and estimator stay the same."""
    family, candidates = FEW[kind]
    cohort = toy()
    train, test = split(cohort.y, None, 1)[0]
    chosen = np.zeros(len(cohort.y), dtype=bool)
    chosen[train] = True
    spoilt = cohort.x.copy()
    spoilt[test] = 1e6
    first = fit(cohort.take(chosen), family, candidates)
    second = fit(replace(cohort, x=spoilt).take(chosen), family, candidates)
    assert np.array_equal(first.medians, second.medians)
    assert (first.slope, first.intercept) == (second.slope, second.intercept)
    x = cohort.capped()
    assert np.array_equal(first.probabilities(x), second.probabilities(x))


def test_a_coded_input_is_filled_with_a_code() -> None:
    cohort = heart.home()
    medians = stand_ins(cohort.columns, cohort.x)
    for column, value in zip(cohort.columns, medians, strict=True):
        assert not column.codes or value in dict(column.codes).values()
    model = fit(cohort, FOREST, ({"trees": 10, "depth": 3, "leaf": 20, "features": 2},))
    assert not np.isnan(model.probabilities(cohort.capped())).any()


def test_the_sigmoid_mends_a_forests_timidity() -> None:
    """Shallow forests stay near the middle (slope above 1); the cross-fitted sigmoid brings them to 1."""
    cohort = toy(3000)
    family, candidates = FEW["forest"]
    model = fit(cohort, family, candidates)
    assert model.slope > 1.05
    predicted, _ = validation.out_of_fold(cohort, family, 1, candidates)
    assert metrics.calibration_line(predicted[0], cohort.y)[0] == pytest.approx(1, abs=0.12)


def test_the_svms_support_vectors_are_nobodys_rows() -> None:
    cohort = toy()
    model = fit(cohort, SVM, FEW["svm"][1])
    assert len(model.estimator.support_vectors_) <= 80
    rows = model.prepared(cohort.capped())
    nearest = np.min(np.linalg.norm(model.estimator.support_vectors_[:, None, :] - rows[None], axis=2), axis=1)
    assert np.median(nearest) > 0.05


def test_conformal_coverage_of_right_chances_lies_in_the_interval() -> None:
    rng = np.random.default_rng(3)
    p = rng.uniform(0.02, 0.98, (1, 4000))
    cohort = Cohort((), np.empty((4000, 0)), (rng.random(4000) < p[0]).astype(np.int64), {}, {})
    found = validation.conformal(p, cohort)
    for row in found["classes"].values():
        assert row["admitted"][0] <= row["coverage"] <= row["admitted"][1]
        assert row["admitted"][0] < 0.9 < row["admitted"][1]
    assert sum(found["shares"].values()) == pytest.approx(1)


def test_subgroup_with_one_outcome_has_no_auc() -> None:
    cohort = toy(300)
    p = np.full((1, 300), 0.3)
    found = validation.subgroup(p, cohort, cohort.y == 0, 20)
    assert found["auc"] is None
    assert (found["events"], found["observed_per_expected"]) == (0, 0)


def test_a_place_left_out_is_judged_by_the_others() -> None:
    cohort = toy(600)
    here = np.arange(600) < 300
    sites = replace(cohort, sites={"here": here, "there": ~here})
    found = validation.leave_one_site_out(sites, LOGISTIC, 20)
    assert {name: row["n"] for name, row in found.items()} == {"here": 300, "there": 300}
    expected = fit(cohort.take(~here), LOGISTIC).probabilities(cohort.capped()[here])
    assert found["here"]["auc"]["value"] == pytest.approx(metrics.auc(expected, cohort.y[here]))
