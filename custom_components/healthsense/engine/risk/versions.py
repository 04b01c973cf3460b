"""Which version of each model is in use: pin, update and roll back, as functions of a small state.

The state is JSON that a door keeps: ``{name: {"active": version, "previous": version | None,
"pinned": bool}}``. Nothing here reads a file; a version is only ever chosen among the installed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .registry import Manifest, UnknownModelError, version_key


@dataclass(frozen=True, slots=True)
class Choice:
    """The version in use, the one before it, and whether an update is still offered."""

    active: str
    previous: str | None = None
    pinned: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"active": self.active, "previous": self.previous, "pinned": self.pinned}


Choices = Mapping[str, Choice]


def settle(manifest: Manifest, state: Mapping[str, Any] | None = None) -> dict[str, Choice]:
    """Return the choice for every installed model, from what a door kept.

    A model without a usable choice, or whose version is no longer installed, is used in its
    newest version. A newer installed version alone changes nothing: it is ``offered``.
    """
    choices = {}
    for name in manifest.models:
        installed, kept = manifest.versions(name), (state or {}).get(name)
        kept = kept if isinstance(kept, Mapping) else {}
        previous = kept.get("previous") if kept.get("previous") in installed else None
        if kept.get("active") in installed:
            choices[name] = Choice(kept["active"], previous, kept.get("pinned") is True)
        else:
            choices[name] = Choice(installed[-1], previous)
    return choices


def state(choices: Choices) -> dict[str, dict[str, Any]]:
    """Return what a door keeps."""
    return {name: choice.as_dict() for name, choice in sorted(choices.items())}


def offered(manifest: Manifest, choices: Choices, name: str) -> str | None:
    """Return the newer version that an update would bring; None: none, or the model is pinned."""
    choice, newest = choices[name], manifest.newest(name)
    return newest if not choice.pinned and version_key(newest) > version_key(choice.active) else None


def _use(choices: Choices, name: str, version: str, *, pinned: bool) -> dict[str, Choice]:
    now = choices[name]
    previous = now.previous if version == now.active else now.active
    return {**choices, name: Choice(version, previous, pinned)}


def pin(manifest: Manifest, choices: Choices, name: str, version: str) -> dict[str, Choice]:
    """Return the choices with a model held at an installed version.

    Raises:
        UnknownModelError: the model, or that version of it, is not installed.
    """
    if version not in manifest.versions(name):
        raise UnknownModelError(f"model {name!r} {version} is not installed")
    return _use(choices, name, version, pinned=True)


def unpin(choices: Choices, name: str) -> dict[str, Choice]:
    """Return the choices with updates of a model offered again."""
    return {**choices, name: replace(choices[name], pinned=False)}


def update(manifest: Manifest, choices: Choices, name: str) -> dict[str, Choice]:
    """Return the choices with a model at its newest installed version, not pinned.

    Raises:
        UnknownModelError: the model is not installed.
    """
    return _use(choices, name, manifest.newest(name), pinned=False)


def roll_back(manifest: Manifest, choices: Choices, name: str) -> dict[str, Choice]:
    """Return the choices with a model held at the version before.

    That is the one in use before the last change; where none is known, the next older installed.

    Raises:
        UnknownModelError: the model is not installed, or there is no version before.
    """
    now = choices[name]
    older = [one for one in manifest.versions(name) if version_key(one) < version_key(now.active)]
    target = now.previous or (older[-1] if older else None)
    if target is None:
        raise UnknownModelError(f"model {name!r}: no version before {now.active} is installed")
    return pin(manifest, choices, name, target)
