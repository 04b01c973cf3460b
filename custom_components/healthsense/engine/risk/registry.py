"""Finds, checks and loads the models that are shipped as JSON beside this file.

Loading reads files: inside Home Assistant a door calls it from its executor, once.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from .models import ModelError, RiskModel, parse_model

ARTEFACTS: Final = Path(__file__).parent / "artefacts"
MAX_BYTES: Final = 4 * 1024 * 1024
"""All artefacts together stay under 4 MB, so one larger file is not one of ours."""

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")


class UnknownModelError(ModelError):
    """No such model, or no such version of it, is installed."""


class CorruptModelError(ModelError):
    """The file is not what was written by training: unreadable, or its hash differs."""


def canonical_bytes(document: Mapping[str, Any]) -> bytes:
    """Return the bytes that ``content_sha256`` covers: all fields but itself, in fixed order."""
    content = {key: value for key, value in document.items() if key != "content_sha256"}
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def content_sha256(document: Mapping[str, Any]) -> str:
    """Return the hash that an artefact with this content carries (64 hex digits)."""
    return hashlib.sha256(canonical_bytes(document)).hexdigest()


def available(folder: Path = ARTEFACTS) -> tuple[str, ...]:
    """Return the names of the installed models, sorted."""
    return tuple(sorted(path.stem for path in folder.glob("*.json") if _NAME.fullmatch(path.stem)))


def read(name: str, folder: Path = ARTEFACTS) -> dict[str, Any]:
    """Return a model's whole document (coefficients and the figures of its card), hash checked.

    Raises:
        UnknownModelError: no model of that name is installed.
        CorruptModelError: the file cannot be read or its content does not match its hash.
    """
    path = folder / f"{name}.json"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise UnknownModelError(f"model {name!r} is not installed")
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise CorruptModelError(f"model {name!r}: file larger than {MAX_BYTES} bytes")
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError) as err:
        raise CorruptModelError(f"model {name!r}: not JSON") from err
    if not isinstance(document, dict):
        raise CorruptModelError(f"model {name!r}: not a JSON object")
    try:
        expected = content_sha256(document)
    except ValueError as err:
        raise CorruptModelError(f"model {name!r}: holds a number that is not finite") from err
    if document.get("content_sha256") != expected:
        raise CorruptModelError(f"model {name!r}: content does not match its hash")
    if document.get("name") != name:
        raise CorruptModelError(f"model {name!r}: the file holds another model")
    return document


def load(name: str, version: str | None = None, folder: Path = ARTEFACTS) -> RiskModel:
    """Return an installed model, ready for ``runner.evaluate``.

    ``version`` asks for exactly that one (None: the installed one).

    Raises:
        UnknownModelError: not installed, or not in that version.
        CorruptModelError: the file is not what training wrote.
        ModelError: its layout is newer than this code, or a field is not usable.
    """
    model = parse_model(read(name, folder))
    if version is not None and model.version != version:
        raise UnknownModelError(f"model {name!r} is installed as {model.version}, not {version}")
    return model
