"""Whether a mark on the skin is worth showing to a clinician, from what the person tells of it.

A pure function of answers; the model is handed in. There are two answers: worth showing, or not
assessed. It never says that a mark is harmless: questions cannot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from ..assessment import MISSING_INPUT, NOT_ENOUGH_DATA, Assessment, Input
from . import words
from .answer import Case, extra, grade, with_shares
from .bounds import reach
from .models import RiskModel
from .runner import Prediction, Refusal, evaluate

KEY: Final = "skin_questionnaire"
MODEL: Final = "skin"
SHOW: Final = "show_to_clinician"
SYMPTOMS: Final = ("itch", "grew", "hurt", "changed", "bleed", "elevation")
ALWAYS_SHOWN: Final = ("changed", "grew", "bleed")
"""A mark that changes, grows or bleeds is worth showing whatever a model says: E (evolving) of the
ABCDE rule (Abbasi et al., JAMA 2004;292:2771), and bleeding (NICE NG12)."""

ABCDE: Final = (
    "Look once a month: asymmetry, an uneven border, several colours, a diameter above 6 mm, and above all any "
    "change of shape, size or colour. With any of these, show it to a clinician."
)
NOT_ASSESSED: Final = (
    "Not assessed: these answers do not tell, and that does not mean that the mark is harmless. If it worries you, "
    f"show it to a clinician. {ABCDE}"
)
_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "age": "the birth date",
        "itch": "whether it itches",
        "grew": "whether it grew",
        "hurt": "whether it hurts",
        "changed": "whether it changed",
        "bleed": "whether it bleeds",
        "elevation": "whether it is raised",
        "region": "where it is",
    }
)
_SHARES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "itch": "itching",
        "grew": "growth",
        "hurt": "pain",
        "changed": "change",
        "bleed": "bleeding",
        "elevation": "being raised",
        "region": "where it is",
    }
)
_SAYS: Final[Mapping[str, str]] = MappingProxyType({"changed": "changed", "grew": "grew", "bleed": "bled"})
_REGION: Final = "region_"


@dataclass(frozen=True, slots=True)
class SkinInputs:
    """``age`` in completed years; ``answers``: the current ones of the ``skin`` questionnaire."""

    age: int | None = None
    answers: Mapping[str, Any] = MappingProxyType({})


def _used(inputs: SkinInputs) -> tuple[Input, ...]:
    used = [] if inputs.age is None else [Input("age", inputs.age, "years")]
    told = {name: inputs.answers.get(name) for name in SYMPTOMS}
    used += [Input(name, "yes" if value else "no") for name, value in told.items() if value is not None]
    region = inputs.answers.get("region")
    return (*used, Input("region", region)) if isinstance(region, str) else tuple(used)


def _shares(answer: Prediction) -> dict[str, float]:
    """Return the contributions of what was told, those of the regions added up under one name."""
    shares: dict[str, float] = {}
    for name, share in answer.contributions:
        if name in answer.filled:
            continue
        key = "region" if name.startswith(_REGION) else name
        shares[key] = shares.get(key, 0.0) + share
    return shares


def _needed(names: Sequence[str]) -> str:
    asked = ["region" if name.startswith(_REGION) else name for name in names]
    return f"Needed: {words.listed([_LABELS.get(name, name) for name in asked])}."


def _unknown(model: RiskModel, answer: Prediction, values: Mapping[str, float | None]) -> str:
    """Return what was not answered, and how far all of it together could move the share; "" where nothing."""
    if not answer.filled:
        return ""
    asked = ["region" if name.startswith(_REGION) else name for name in answer.filled]
    return words.not_known([_LABELS.get(name, name) for name in asked], reach(model, values))


def _worth_showing(found: Sequence[str], answer: Prediction | None) -> bool:
    return bool(found) or (answer is not None and answer.outcomes is not None and "present" in answer.outcomes)


def assess(model: RiskModel, inputs: SkinInputs) -> Assessment:
    """Return that the mark is worth showing to a clinician, or that it was not assessed.

    Worth showing (band ``show_to_clinician``, the value the model's probability, 0-1): the mark
    changed, grew or bleeds, or the model's set of outcomes holds "present" - which nine in ten of
    those with a skin cancer reach. Otherwise ``not_enough_data``, whose text says that this is no
    all-clear. Where the model cannot answer, ``missing_input`` or ``out_of_training_range``, with
    the advice to show it where it changed, grew or bleeds.
    """
    used = _used(inputs)
    case = Case(KEY, model, used, len(used) / (len(SYMPTOMS) + 2))
    found = [name for name in ALWAYS_SHOWN if inputs.answers.get(name) is True]
    worrying = (
        f"A mark that {' and '.join(_SAYS[name] for name in found)} is worth showing to a clinician soon."
        if (found)
        else ""
    )
    if not inputs.answers:
        return case.because(MISSING_INPUT, ("skin",), "Needed: the answers about the mark, not older than a month.")
    values = case.values
    answer = evaluate(model, values)
    if isinstance(answer, Refusal):
        refused = case.refused(answer, _needed)
        lead = worrying or NOT_ASSESSED
        return case.because(str(refused.refused), refused.missing, f"{lead} {refused.explanation}", ())
    if not _worth_showing(found, answer):
        return case.because(NOT_ENOUGH_DATA, (), NOT_ASSESSED)
    reasons = [
        name for name, true in (("few", answer.filled), ("far", answer.distance > model.applicability.usual)) if true
    ]
    shares = _shares(answer)
    labelled = {_SHARES.get(name, name): share for name, share in shares.items()}
    text = [
        worrying or "These answers make the mark worth showing to a clinician.",
        f"Among marks that doctors photographed in one Brazilian programme, of those with such answers "
        f"{words.in_hundred(answer.probability)} needed treatment; marks at home are far less often serious.",
        words.contributors(labelled),
        _unknown(model, answer, values),
        ABCDE,
    ]
    return Assessment(
        KEY,
        value=answer.probability,
        lower=answer.lower,
        upper=answer.upper,
        coverage=case.coverage,
        band=SHOW,
        # Never high: nobody has looked at it.
        confidence=grade(("questions_only", *reasons)),
        inputs=with_shares(used, shares),
        explanation=" ".join(sentence for sentence in text if sentence),
        extra=extra(model, answer),
    )
