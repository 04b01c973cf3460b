"""What keeps a rule that is met from ringing, and what makes it louder.

Level is severity x persistence x corroboration: a row's own level, raised where it lasts (``PERSISTENT``) or where a
second vital says the same (``CORROBORATED``). Nothing here makes anything quieter.

An absolute limit rings whatever the person does and whatever is not known yet: only somebody's pause, and readings
that say of themselves that they are worth nothing, keep it silent. Every other rule is kept silent with the reason that
the history shows.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..assessment import Confidence
from . import exertion, runs
from .controls import Context
from .defaults import DEFAULTS, edges
from .evidence import is_learning
from .model import Cause, Level, Part, Suppression
from .rows import Mode
from .rule import Rule, Scene
from .rules import RULES
from .thresholds import ThresholdRule

POOR_SIGNAL: Final = 30.0
"""Percent of ``signal_quality`` below which what its source says beside it is no evidence."""

NO_CONTACT: Final = 0.2
"""Percent of perfusion below which an oximeter has hardly a finger (its usual range begins at 0.3)."""

BESIDE_MS: Final = 2 * 60_000
"""How far apart two devices may speak and still contradict each other."""

INFANT_YEARS: Final = 0.25

_BY_KEY: Final[Mapping[str, Rule]] = MappingProxyType({rule.key: rule for rule in RULES})

_EXERTION: Final = frozenset(
    {
        "heart_rate_high", "heart_rate_departure", "heart_rate_trend", "respiratory_rate_high", "spo2_departure",
        "oxygen_band", "spo2_trend", "news2_medium", "news2_high", "anomaly",
    }
)  # fmt: skip
_MOVING: Final = frozenset({"heart_rate_high", "heart_rate_departure", "respiratory_rate_high"})
"""What waits, an hour at most, for the steps of its time where steps are being counted."""
_SLEEP: Final = frozenset({"heart_rate_low", "heart_rate_departure_low", "heart_rate_trend", "spo2_trend"})
_ILL: Final = frozenset(
    {
        "illness", "illness_early", "anomaly", "heart_rate_departure", "heart_rate_trend", "temperature_high",
        "temperature_raised",
    }
)  # fmt: skip
_TRAVEL: Final = frozenset({"illness", "illness_early", "anomaly", "heart_rate_departure", "heart_rate_departure_low"})
_LEARNING: Final = frozenset({"spo2_trend", "heart_rate_trend"})
"""What says nothing as long as what is usual of its vital is not known. (A departure does not even begin then.)"""

PERSISTENT: Final[Mapping[str, tuple[int, Level]]] = MappingProxyType(
    {
        # HealthSense's own times, but for glucose: 30 minutes below 54 mg/dL are two of the consensus' events.
        "glucose_low_2": (30 * 60_000, Level.CRITICAL),
        "glucose_low_1": (60 * 60_000, Level.URGENT),
        # Sport of an hour and a half that nobody told and no steps show is ordinary; a racing heart goes on.
        "heart_rate_high": (120 * 60_000, Level.URGENT),
        "respiratory_rate_high": (60 * 60_000, Level.URGENT),
        "heart_rate_departure": (3 * 3_600_000, Level.WARNING),
    }
)
"""Rule -> how long there has to be evidence, and the level from then on."""

_FAST: Final = frozenset({"heart_rate_high", "respiratory_rate_high"})
_LOW_OXYGEN: Final = frozenset(
    {"spo2_low_urgent", "spo2_low_critical", "spo2_low_spot", "spo2_low_spot_urgent", "spo2_departure", "oxygen_band"}
)
_FEVER: Final = frozenset({"temperature_high", "temperature_raised", "temperature_very_high"})

CORROBORATED: Final[Mapping[str, tuple[frozenset[str], Level]]] = MappingProxyType(
    {
        "spo2_low_urgent": (_FAST | {"heart_rate_low_urgent"}, Level.CRITICAL),
        "spo2_low_spot_urgent": (_FAST | {"heart_rate_low_urgent"}, Level.CRITICAL),
        "spo2_low_spot": (_FAST, Level.URGENT),
        "spo2_departure": (_FAST, Level.URGENT),
        "oxygen_band": (_FAST, Level.URGENT),
        # A fast pulse with a low pressure: a shock index far above 0.9 (Allgöwer and Burri, 1967).
        "systolic_low": (frozenset({"heart_rate_high"}), Level.URGENT),
        "heart_rate_high": (_LOW_OXYGEN | {"systolic_low", "respiratory_rate_high"}, Level.URGENT),
        "heart_rate_low": (_LOW_OXYGEN | {"systolic_low"}, Level.URGENT),
        "respiratory_rate_high": (_LOW_OXYGEN | {"heart_rate_high"}, Level.URGENT),
        "respiratory_rate_low": (_LOW_OXYGEN, Level.URGENT),
        # Two of the three signs of qSOFA and a fever (Singer et al., JAMA 2016;315:801).
        "temperature_high": (frozenset({"respiratory_rate_high", "systolic_low"}), Level.URGENT),
        "temperature_raised": (frozenset({"heart_rate_departure", "illness", "anomaly"}), Level.WARNING),
        "heart_rate_departure": (_FEVER | {"illness", "respiratory_rate_high"}, Level.WARNING),
        "anomaly": (_FEVER | {"illness", "illness_early"}, Level.WARNING),
    }
)
"""Rule -> which others say the same, and the level then. What learned models and trends say is raised by nothing."""


def judge(rule: Rule, part: Part, scene: Scene) -> Suppression | None:
    """Return why a part that is met must not ring, None where it must."""
    if scene.controls.paused_at(scene.now_ms):
        return Suppression.PAUSED
    if isinstance(rule, ThresholdRule) and part.memory[1:] == (0.0,):
        return Suppression.QUALITY
    if rule.absolute:
        return None
    if scene.controls.switched.get(rule.key) is False:
        return Suppression.SWITCHED_OFF
    return _device(rule, part, scene) or _context(rule, part, scene) or _uncorroborated(rule, part, scene)


def _device(rule: Rule, part: Part, scene: Scene) -> Suppression | None:
    """Return whether the device says of itself that it measures badly or not at all."""
    if rule.cause in (Cause.MONITORING, Cause.OVERDUE) or not part.source:
        return None
    for vital, least, reason in (
        ("signal_quality", POOR_SIGNAL, Suppression.QUALITY),
        ("perfusion_index", NO_CONTACT, Suppression.SENSOR_OFF),
    ):
        current = scene.current.get(vital)
        if current is None or current.measurement.source != part.source:
            continue
        if abs(current.measurement.effective_ms - part.at_ms) <= BESIDE_MS and current.measurement.value < least:
            return reason
    silent = scene.parts.get("source_silent")
    if silent is not None and silent.met_ms is not None and silent.source == part.source:
        return Suppression.SENSOR_OFF
    return None


def _context(rule: Rule, part: Part, scene: Scene) -> Suppression | None:
    """Return whether what the person does explains it."""
    context = scene.controls.context_at(scene.now_ms)
    untold = rule.key in _MOVING and exertion.is_untold(part, scene)
    if untold or (rule.key in _EXERTION and exertion.is_active(scene)):
        return Suppression.EXERCISE
    if rule.key in _SLEEP and exertion.is_asleep(scene):
        return Suppression.SLEEP
    # Somebody who sleeps in is left alone, but not for twice the longest usual silence: nobody may have said otherwise.
    if rule.cause is Cause.ACTIVITY and part.level < Level.URGENT and exertion.is_asleep(scene):
        return Suppression.SLEEP
    if context is Context.ILL and rule.key in _ILL:
        return Suppression.ILL
    if context is Context.TRAVELLING and (rule.key in _TRAVEL or rule.cause is Cause.ACTIVITY):
        return Suppression.TRAVELLING
    return _learning(rule, scene)


def _learning(rule: Rule, scene: Scene) -> Suppression | None:
    if rule.key in _LEARNING and any(
        is_learning(vital, scene) for vital in ("spo2", "heart_rate") if vital in rule.key
    ):
        return Suppression.LEARNING
    return None


def _uncorroborated(rule: Rule, part: Part, scene: Scene) -> Suppression | None:
    """Return whether a device that speaks at the same time says that all is well, or a single vital stands alone."""
    if rule.key == "anomaly":
        answer = scene.assessments.get("vitals_anomaly")
        alone = answer is not None and answer.confidence is Confidence.LOW
        return Suppression.UNCORROBORATED if alone else None
    row = DEFAULTS.get(rule.key)
    if row is None or row.mode is not Mode.CONTINUOUS:
        return None
    _, clear = edges(row, scene.profile, scene.controls)
    beside = scene.readings(row.vital, part.at_ms - BESIDE_MS, part.at_ms + BESIDE_MS)
    others = runs.by_source(one for one in beside if one.source != part.source)
    said = [own[-1].scaled >= clear if row.side.low else own[-1].scaled <= clear for own in others.values()]
    return Suppression.UNCORROBORATED if said and all(said) else None


def level(rule: Rule, part: Part, scene: Scene) -> tuple[Level, tuple[str, ...]]:
    """Return how much a part that is met asks for, and the words for why."""
    found = rule.level
    notes = [note for note in part.notes if note != "persistent" and not note.startswith("corroborated_by:")]
    lasting = PERSISTENT.get(rule.key)
    if lasting is not None and part.at_ms - part.since_ms >= lasting[0]:
        found = max(found, lasting[1])
        notes.append("persistent")
    others, together = CORROBORATED.get(rule.key, (frozenset[str](), found))
    said = [key for key in sorted(others) if _stands(key, scene)]
    if said:
        found = max(found, together)
        notes += [f"corroborated_by:{key}" for key in said]
    if (
        rule.key == "temperature_high"
        and (age := scene.profile.age_at(scene.now_ms)) is not None
        and age < INFANT_YEARS
    ):
        # NICE NG143: 38 °C in an infant under three months is a high-risk sign.
        found = max(found, Level.URGENT)
        notes = [*(note for note in notes if note != "infant"), "infant"]
    return found, tuple(notes)


def _stands(key: str, scene: Scene) -> bool:
    """Return whether another rule is met now and not kept silent."""
    part = scene.parts.get(key)
    if part is None or part.met_ms is None or part.late:
        return False
    return judge(_BY_KEY[key], part, scene) is None
