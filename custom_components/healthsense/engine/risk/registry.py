"""Finds, checks and loads the models that are shipped as JSON beside this file.

``artefacts/<name>/<version>.json`` holds a model; several versions lie side by side.
``artefacts/manifest.json`` lists them with the SHA-256 of each file, so that a file that was
changed, added or lost is noticed. Loading reads files: inside Home Assistant a door calls it
from its executor, once. Which version is in use is ``versions``' matter.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from .fields import ModelError
from .models import RiskModel, parse_model

ARTEFACTS: Final = Path(__file__).parent / "artefacts"
MANIFEST: Final = "manifest.json"
MANIFEST_SCHEMA: Final = 1
MAX_BYTES: Final = 4 * 1024 * 1024
"""All artefacts together stay under 4 MB, so one larger file is not one of ours."""

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")
_VERSION: Final = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")


class UnknownModelError(ModelError):
    """No such model, or no such version of it, is installed."""


class CorruptModelError(ModelError):
    """The file is not what was written by training: unreadable, or its hash differs."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is installed: name -> version -> SHA-256 of the file, versions oldest first."""

    models: Mapping[str, Mapping[str, str]]

    def versions(self, name: str) -> tuple[str, ...]:
        """Return the installed versions of a model, oldest first.

        Raises:
            UnknownModelError: no model of that name is installed.
        """
        if name not in self.models:
            raise UnknownModelError(f"model {name!r} is not installed")
        return tuple(self.models[name])

    def newest(self, name: str) -> str:
        """Return the newest installed version of a model.

        Raises:
            UnknownModelError: no model of that name is installed.
        """
        return self.versions(name)[-1]


def version_key(version: str) -> tuple[int, ...]:
    """Return what orders versions such as 1.10.0.

    Raises:
        ModelError: it is no version of three numbers.
    """
    if not _VERSION.fullmatch(version):
        raise ModelError(f"version {version!r}: not three numbers")
    return tuple(map(int, version.split(".")))


def canonical_bytes(document: Mapping[str, Any]) -> bytes:
    """Return the bytes that ``content_sha256`` covers: all fields but itself, in fixed order."""
    content = {key: value for key, value in document.items() if key != "content_sha256"}
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def content_sha256(document: Mapping[str, Any]) -> str:
    """Return the hash that a document with this content carries (64 hex digits)."""
    return hashlib.sha256(canonical_bytes(document)).hexdigest()


def _read(path: Path, what: str) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as err:
        raise CorruptModelError(f"{what}: cannot be read") from err
    if len(raw) > MAX_BYTES:
        raise CorruptModelError(f"{what}: file larger than {MAX_BYTES} bytes")
    return raw


def _checked(raw: bytes, what: str) -> dict[str, Any]:
    """Return the JSON object, once its content matches the hash it carries."""
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError) as err:
        raise CorruptModelError(f"{what}: not JSON") from err
    if not isinstance(document, dict):
        raise CorruptModelError(f"{what}: not a JSON object")
    try:
        expected = content_sha256(document)
    except ValueError as err:
        raise CorruptModelError(f"{what}: holds a number that is not finite") from err
    if document.get("content_sha256") != expected:
        raise CorruptModelError(f"{what}: content does not match its hash")
    return document


def manifest(folder: Path = ARTEFACTS) -> Manifest:
    """Return what is installed, as the manifest tells.

    Raises:
        CorruptModelError: the manifest is absent, cannot be read, or does not match its hash.
        ModelError: its layout is newer than this code.
    """
    document = _checked(_read(folder / MANIFEST, "manifest"), "manifest")
    if document.get("schema_version") != MANIFEST_SCHEMA:
        raise ModelError("manifest: of another layout: update HealthSense")
    try:
        models = {
            str(name): MappingProxyType({version: str(files[version]) for version in sorted(files, key=version_key)})
            for name, files in document["models"].items()
            if _NAME.fullmatch(name) and files
        }
    except (KeyError, TypeError, AttributeError) as err:
        raise CorruptModelError(f"manifest: malformed: {err!r}") from err
    return Manifest(MappingProxyType(models))


def available(folder: Path = ARTEFACTS) -> tuple[str, ...]:
    """Return the names of the installed models, sorted."""
    return tuple(sorted(manifest(folder).models))


def read(name: str, version: str | None = None, folder: Path = ARTEFACTS) -> dict[str, Any]:
    """Return a model's whole document (numbers and the figures of its card), hashes checked.

    ``version`` None: the newest installed.

    Raises:
        UnknownModelError: no model of that name, or not in that version, is installed.
        CorruptModelError: a file cannot be read or its content does not match its hashes.
    """
    listed = manifest(folder)
    chosen = listed.newest(name) if version is None else version
    if chosen not in listed.versions(name):
        raise UnknownModelError(f"model {name!r} is installed as {', '.join(listed.versions(name))}, not {version}")
    what = f"model {name!r} {chosen}"
    raw = _read(folder / name / f"{chosen}.json", what)
    document = _checked(raw, what)
    if hashlib.sha256(raw).hexdigest() != listed.models[name][chosen]:
        raise CorruptModelError(f"{what}: not the file that the manifest lists")
    if (document.get("name"), document.get("version")) != (name, chosen):
        raise CorruptModelError(f"{what}: the file holds another model")
    return document


def load(name: str, version: str | None = None, folder: Path = ARTEFACTS) -> RiskModel:
    """Return an installed model, ready for ``runner.evaluate``.

    ``version`` asks for exactly that one (None: the newest installed).

    Raises:
        UnknownModelError: not installed, or not in that version.
        CorruptModelError: the file is not what training wrote.
        ModelError: its layout is newer than this code, or a field is not usable.
    """
    return parse_model(read(name, version, folder))


def build_manifest(folder: Path = ARTEFACTS) -> dict[str, Any]:
    """Return the manifest of the artefacts in a folder, for training to write.

    Raises:
        ModelError: a file's name is no version.
    """
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*/*.json")):
        version_key(path.stem)
        found.setdefault(path.parent.name, {})[path.stem] = hashlib.sha256(path.read_bytes()).hexdigest()
    document = {"schema_version": MANIFEST_SCHEMA, "models": found}
    return {**document, "content_sha256": content_sha256(document)}
