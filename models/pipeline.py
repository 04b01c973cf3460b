"""What makes a model: its rows, its family, and the words that its card needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from .data import DataFile, SharedFile
from .export import BAND_REASON
from .families import Family
from .spec import Cohort, Floats

TRAINED_ON: Final = "2026-11-21"
"""The date on the cards: a constant, so that training again gives the same bytes."""


@dataclass(frozen=True)
class Baseline:
    """What an honest simple model reaches on the same data (median imputation, cross-validated).

    ``auc`` and ``brier`` are those of the inputs that come nearest; ``others`` are further figures
    to show, as words.
    """

    auc: float
    brier: float
    brier_of_prevalence: float
    words: str
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Words:
    """What is said of a model in plain words; the numbers come from training."""

    title: str
    outcome: str
    use: str
    non_use: tuple[str, ...]
    limits: tuple[str, ...]
    display: str
    missing: str = (
        "In training the median of the training fold stands in for a missing value (for a choice: the commonest "
        "answer). In use a missing input means no answer, but for those marked optional: there the same value stands "
        "in, and the answer says so."
    )
    rows: str = "people"
    row: str = "person"
    external: str = "None: the data hold one place and time."


@dataclass(frozen=True)
class Pipeline:
    """A model that can be trained.

    ``cohort`` reads its rows; ``changeable`` and ``optional`` name inputs (``models.export``).
    ``comparators`` are chances or scores for the same rows by other means, by name: of the rule or
    the simpler model that leads; each takes the cohort and the repeats. ``variants`` are other rows
    or columns, judged by the same procedure; ``external`` are figures at places that training never
    saw, besides ``Cohort.sites``.
    """

    name: str
    version: str
    question: str
    population: str
    family: Family
    data: tuple[DataFile | SharedFile, ...]
    cohort: Callable[[], Cohort]
    words: Words
    baseline: Baseline
    thresholds: tuple[float, ...]
    role: str = "lead"
    led_by: str = ""
    optional: frozenset[str] = frozenset()
    changeable: Mapping[str, str] = field(default_factory=dict)
    repeats: int = 5
    bootstraps: int = 500
    band_reason: str = BAND_REASON
    comparators: Mapping[str, Callable[[Cohort, int], Floats]] = field(default_factory=dict)
    variants: Callable[[Cohort], Mapping[str, Cohort]] | None = None
    external: Callable[[Cohort, Any, int], Mapping[str, Any]] | None = None
    further: Callable[[Cohort, Floats], Mapping[str, Any]] | None = None
