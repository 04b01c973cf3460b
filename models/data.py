"""The training data: found in an installed package, checked against its pinned hash, parsed."""

import csv
import hashlib
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

Row = Mapping[str, str]
SAS_ZERO: Final = 5.397605346934028e-79


class DataMissingError(RuntimeError):
    """The data cannot be read. Says what is missing and what would mend it."""


@dataclass(frozen=True)
class DataFile:
    """A file inside a package of a registry, pinned by version and hash."""

    package: str
    version: str
    path: str
    sha256: str
    source: str
    period: str
    licence: str


NHANES_2017_2018: Final = DataFile(
    package="nhanes",
    version="0.5.1",
    path="nhanes/combined_data/2017-2018/NHANES_data_2017-2018.tsv",
    sha256="a15a57770c33fc11a22e009ea3be3be65de25822cf093f52a97ed6e160f7bf0f",
    source="National Health and Nutrition Examination Survey (NHANES), US CDC/NCHS",
    period="2017-2018",
    licence="Public domain (US government work); packaged by `nhanes` (MIT)",
)


def locate(wanted: DataFile) -> Path:
    """Return where the installed package keeps the file.

    Raises:
        DataMissingError: the package is not installed, has another version, or lacks the file.
    """
    pin = f"{wanted.package}=={wanted.version}"
    try:
        found = distribution(wanted.package)
    except PackageNotFoundError:
        raise DataMissingError(f"training data missing: install {pin} (script/setup train)") from None
    if found.version != wanted.version:
        raise DataMissingError(f"training data: {pin} is needed, {found.version} is installed")
    path = Path(str(found.locate_file(wanted.path)))
    if not path.is_file():
        raise DataMissingError(f"training data: {pin} holds no {wanted.path}")
    return path


def read_rows(wanted: DataFile) -> list[dict[str, str]]:
    """Return the rows of a tab-separated file after checking its hash.

    Raises:
        DataMissingError: see ``locate``; or the content is not the pinned one.
    """
    raw = locate(wanted).read_bytes()
    if (digest := hashlib.sha256(raw).hexdigest()) != wanted.sha256:
        raise DataMissingError(f"training data: {wanted.path} has sha256 {digest}, not the pinned {wanted.sha256}")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline=""), delimiter="\t"))


def number(row: Row, column: str) -> float:
    """Return a cell as a number; NaN where it is empty.

    Where the survey recorded a zero the file holds SAS's smallest double (``SAS_ZERO``).
    """
    text = row[column]
    if text == "":
        return math.nan
    value = float(text)
    return 0.0 if 0 < value <= SAS_ZERO else value
