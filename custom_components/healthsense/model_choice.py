"""Which learned models a household uses, and in which version. Kept in the entry's options."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from .const import CONF_MODEL_VERSIONS, CONF_MODELS
from .engine.risk import registry, versions
from .engine.risk.models import ModelError, RiskModel
from .engine.risk.registry import Manifest
from .engine.risk.versions import Choice

FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    "diabetes": ("diabetes", "diabetes_lab"),
    "heart_disease": ("heart_disease",),
    "hypoxia": ("hypoxia", "hypoxia_lr"),
    "skin": ("skin",),
}
"""What a person chooses -> the models that it takes."""

DEFAULT_MODELS: Final = ("diabetes",)
"""The others know people unlike those at home (referred, in intensive care, biopsied): off until somebody asks."""

CARDS: Final = "https://github.com/healthsense-home/healthsense/blob/main/docs/models"
"""Where the models' cards lie."""

NEWEST: Final = "newest"
PREVIOUS: Final = "previous"

ASSESSMENTS: Final[Mapping[str, str]] = {
    "diabetes": "diabetes_risk",
    "diabetes_lab": "diabetes_risk",
    "heart_disease": "heart_disease_risk",
    "hypoxia": "hypoxia_risk",
    "hypoxia_lr": "hypoxia_risk",
    "skin": "skin_questionnaire",
}
"""Model -> the assessment that it speaks through."""

type State = Mapping[str, Any]


def in_use(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the models that the options switch on."""
    chosen = options.get(CONF_MODELS, DEFAULT_MODELS)
    return tuple(name for family, names in FAMILIES.items() if family in chosen for name in names)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is installed, the chosen versions of the models in use, and the names of those that cannot be used."""

    manifest: Manifest
    models: Mapping[str, RiskModel]
    unusable: tuple[str, ...] = ()


def load(names: tuple[str, ...], state: State) -> Loaded:
    """Return the named models in their chosen versions (reads files). A damaged one does not take the others along."""
    try:
        manifest = registry.manifest()
    except ModelError:
        return Loaded(Manifest({}), {}, names)
    choices = versions.settle(manifest, state)
    models: dict[str, RiskModel] = {}
    unusable = []
    for name in names:
        try:
            if name in manifest.models:
                models[name] = registry.load(name, choices[name].active)
        except ModelError:
            unusable.append(name)
    return Loaded(manifest, models, tuple(unusable))


class ModelChoices:
    """The choices of a running household. A change is an option's, so the household starts anew with it."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, manifest: Manifest) -> None:
        """Take the choices that the entry keeps."""
        self._hass = hass
        self._entry = entry
        self.manifest = manifest
        self.names = tuple(name for name in in_use(entry.options) if name in manifest.models)
        self._choices = versions.settle(manifest, entry.options.get(CONF_MODEL_VERSIONS))

    def choice(self, name: str) -> Choice:
        """Return the choice of a model."""
        return self._choices[name]

    def offered(self, name: str) -> str | None:
        """Return the version that an update would bring."""
        return versions.offered(self.manifest, self._choices, name)

    @callback
    def async_pin(self, name: str, version: str) -> None:
        """Hold a model at an installed version.

        Raises:
            UnknownModelError: it is not installed.
        """
        self._keep(lambda: versions.pin(self.manifest, self._choices, name, version))

    @callback
    def async_update(self, name: str) -> None:
        """Use the newest installed version of a model, and follow it.

        Raises:
            UnknownModelError: it is not installed.
        """
        self._keep(lambda: versions.update(self.manifest, self._choices, name))

    @callback
    def async_roll_back(self, name: str) -> None:
        """Hold a model at the version before.

        Raises:
            UnknownModelError: there is none before.
        """
        self._keep(lambda: versions.roll_back(self.manifest, self._choices, name))

    def _keep(self, change: Callable[[], dict[str, Choice]]) -> None:
        self._choices = change()
        options = {**self._entry.options, CONF_MODEL_VERSIONS: versions.state(self._choices)}
        self._hass.config_entries.async_update_entry(self._entry, options=options)


_NUMBERS: Final = frozenset({"estimator", "covariance", "applicability", "percentiles", "population_risk"})
"""What only the runner reads: megabytes that no card shows."""


def read_card(name: str, version: str) -> dict[str, Any]:
    """Return what an artefact says of its model, without the numbers that make its estimates (reads a file).

    ``refused_share`` is the share of the people it learned from (0-1) to whom it would give no answer.

    Raises:
        ModelError: it is not installed, or damaged.
    """
    artefact = registry.read(name, version)
    card = {key: value for key, value in artefact.items() if key not in _NUMBERS}
    return {**card, "refused_share": artefact["applicability"]["refused_share_of_training"]}
