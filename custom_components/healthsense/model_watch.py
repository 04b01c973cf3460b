"""Do the learned models still fit here? Looks at what was predicted and what was confirmed, and says so as an issue.

Runs on the worker's thread, but for what speaks to Home Assistant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .engine.risk import drift, recalibration
from .engine.risk.models import RiskModel
from .engine.store import Store
from .model_choice import ASSESSMENTS

ISSUE_INPUTS: Final = "model_inputs_differ"
ISSUE_CALIBRATION: Final = "model_chances_differ"
ISSUE_UNUSABLE: Final = "model_unusable"
_EVER: Final = (0, 1 << 52)
_LIMIT: Final = 5000


@dataclass(frozen=True, slots=True)
class Fit:
    """How a model fits the household: inputs that drifted, and chances against what was confirmed."""

    model: str
    inputs: tuple[str, ...]
    calibration: drift.CalibrationDrift | None

    @property
    def chances_drifted(self) -> bool:
        """Return whether chances and outcomes part beyond chance."""
        return self.calibration is not None and self.calibration.drifted


def _kept(store: Store, person: str, model: RiskModel) -> list[dict[str, Any]]:
    """Return a person's kept predictions of exactly this version, oldest first."""
    key, told = ASSESSMENTS[model.name], f"{model.name} {model.version}"
    rows = store.assessments(person, key, *_EVER, limit=_LIMIT)
    return [row for row in rows if row.get("model") == told and isinstance(row.get("value"), float)]


def _outcomes(store: Store, person: str, model: RiskModel) -> list[tuple[int, bool]]:
    return [(one.at_ms, one.present) for one in store.outcomes(person, ASSESSMENTS[model.name], *_EVER)]


def confirmed(store: Store, people: Sequence[str], model: RiskModel, field: str) -> list[tuple[float, bool]]:
    """Return (``value`` or ``log_odds`` as told, whether it came true) of everybody."""
    pairs = []
    for person in people:
        told = [(row["at_ms"], float(row[field])) for row in _kept(store, person, model) if field in row]
        pairs += drift.confirmed(
            told, _outcomes(store, person, model), drift.OUTCOME_WITHIN_MS[ASSESSMENTS[model.name]]
        )
    return pairs


def recalibrated(store: Store, people: Sequence[str], models: Mapping[str, RiskModel]) -> dict[str, RiskModel]:
    """Return the models, moved by what was confirmed in this household where that is enough to learn from."""
    found = {}
    for name, model in models.items():
        learned = recalibration.learn(model, confirmed(store, people, model, "log_odds"))
        found[name] = model if learned is None else recalibration.apply(model, learned)
    return found


def fits(store: Store, people: Sequence[str], models: Mapping[str, RiskModel]) -> list[Fit]:
    """Return how each model fits the people: the newest inputs of each, and everything confirmed."""
    found = []
    for name, model in models.items():
        newest = [rows[-1] for person in people if (rows := _kept(store, person, model))]
        inputs = drift.input_drift(model, [drift.logged_inputs(model, row) for row in newest])
        chances = drift.calibration_drift(confirmed(store, people, model, "value"))
        found.append(Fit(name, tuple(one.name for one in inputs if one.drifted), chances))
    return found


@callback
def async_tell(hass: HomeAssistant, found: Sequence[Fit]) -> None:
    """Raise an issue for each model that does not fit, and take back those of models that do again."""
    for fit in found:
        for issue, wrong in ((ISSUE_INPUTS, bool(fit.inputs)), (ISSUE_CALIBRATION, fit.chances_drifted)):
            issue_id = f"{issue}_{fit.model}"
            if wrong:
                ir.async_create_issue(
                    hass,
                    DOMAIN,
                    issue_id,
                    is_fixable=False,
                    severity=ir.IssueSeverity.WARNING,
                    translation_key=issue,
                    translation_placeholders={"model": fit.model, "inputs": ", ".join(fit.inputs) or "-"},
                )
            else:
                ir.async_delete_issue(hass, DOMAIN, issue_id)


@callback
def async_tell_unusable(hass: HomeAssistant, names: Sequence[str], unusable: Sequence[str]) -> None:
    """Raise an issue for each model whose file is damaged: it gives no answer until HealthSense is installed anew."""
    for name in names:
        if name in unusable:
            ir.async_create_issue(
                hass,
                DOMAIN,
                f"{ISSUE_UNUSABLE}_{name}",
                is_fixable=False,
                severity=ir.IssueSeverity.ERROR,
                translation_key=ISSUE_UNUSABLE,
                translation_placeholders={"model": name},
            )
        else:
            ir.async_delete_issue(hass, DOMAIN, f"{ISSUE_UNUSABLE}_{name}")
