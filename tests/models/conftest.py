"""The training environment: real data, real models, read once."""

import json
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from models.spec import Cohort

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
# Before numpy is loaded: it chooses its kernels then.
import models  # noqa: F401

# Elsewhere than in the training environment (script/setup train) there is nothing to run here.
collect_ignore_glob = [] if find_spec("sklearn") else ["test_*.py"]


@pytest.fixture(scope="session")
def cohort() -> Cohort:
    """Return the diabetes model's people."""
    from models import diabetes
    from models.data import NHANES_2017_2018, read_rows

    return diabetes.cohort(read_rows(NHANES_2017_2018))


@cache
def shipped(name: str) -> dict[str, Any]:
    """Return the artefact that lies in the repository."""
    from models.train import paths

    document: dict[str, Any] = json.loads(paths(name)["json"].read_bytes())
    return document


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real data beside the checkout; without it the test is skipped, saying so."""
    from models.data import shared_folder

    folder = shared_folder()
    if not (folder / "eicu-demo").is_dir():
        pytest.skip("no folder of real data (HEALTHSENSE_SHARED_DATA, else ../shared/data)")
    return folder
