"""The training environment: real data, real model, read once."""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from models.spec import Cohort

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

# Elsewhere than in the training environment (script/setup train) there is nothing to run here.
collect_ignore_glob = [] if find_spec("sklearn") else ["test_*.py"]


@pytest.fixture(scope="session")
def cohort() -> Cohort:
    """Return the diabetes model's people."""
    from models import diabetes
    from models.data import NHANES_2017_2018, read_rows

    return diabetes.cohort(read_rows(NHANES_2017_2018))
