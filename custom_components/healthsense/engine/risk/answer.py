"""What the answers of all learned models have in common: refusals, and the figures beside the text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Final

from ..assessment import MISSING_INPUT, OUT_OF_RANGE, Assessment, Confidence, Input
from . import words
from .bounds import reach, swings
from .lowering import lowering
from .models import RiskModel, Role
from .runner import Prediction, Refusal, RefusalReason, evaluate
from .values import values_of

COMBINATION: Final = "combination"
GRADES: Final = (Confidence.HIGH, Confidence.MODERATE, Confidence.LOW)

Values = Mapping[str, float | None]
Extra = tuple[tuple[str, float | str], ...]


def version(model: RiskModel) -> tuple[str, str]:
    """Return what every answer carries, so that it can be explained later: ("model", name and version)."""
    return ("model", f"{model.name} {model.version}")


@dataclass(frozen=True, slots=True)
class Case:
    """What was asked of a model: ``used`` are the known inputs, ``coverage`` their share of those needed (0-1)."""

    key: str
    model: RiskModel
    used: tuple[Input, ...]
    coverage: float

    @property
    def values(self) -> dict[str, float | None]:
        """Return the model's inputs as numbers, None where not known.

        A kept answer gives the same values again, and so the same answer from the same version (``past``).
        """
        return values_of(self.model, {used.key: used.value for used in self.used})

    def because(self, reason: str, names: Sequence[str], text: str, further: Extra = ()) -> Assessment:
        """Return a refusal."""
        return Assessment(
            self.key,
            coverage=self.coverage,
            refused=reason,
            missing=tuple(names),
            inputs=self.used,
            explanation=text,
            extra=(version(self.model), *further),
        )

    def lacking(self, names: Sequence[str], text: str) -> Assessment:
        """Return the refusal for want of ``names``, with how far they could move the answer."""
        bounds = reach(self.model, self.values)
        further = (("possible_lower", bounds.lower), ("possible_upper", bounds.upper))
        return self.because(MISSING_INPUT, names, f"{text} {words.could_move(bounds)}", further)

    def refused(self, refusal: Refusal, needed: Callable[[Sequence[str]], str]) -> Assessment:
        """Return the model's own refusal in words; ``needed`` says what is missing, by the model's names."""
        if refusal.reason is RefusalReason.MISSING_INPUT:
            return self.lacking(refusal.inputs, needed(refusal.inputs))
        if refusal.reason is RefusalReason.UNUSUAL_COMBINATION:
            return self.because(OUT_OF_RANGE, (COMBINATION,), words.UNUSUAL)
        return self.because(OUT_OF_RANGE, refusal.inputs, words.out_of_range(self.model, refusal.inputs))


def with_shares(inputs: Sequence[Input], shares: Mapping[str, float]) -> tuple[Input, ...]:
    """Return inputs with what each contributed, in log-odds; one that the model does not know has none."""
    return tuple(replace(used, points=shares.get(used.key)) for used in inputs)


def grade(reasons: Sequence[str]) -> Confidence:
    """Return the confidence: each reason lowers it by one."""
    return GRADES[min(len(reasons), len(GRADES) - 1)]


def extra(model: RiskModel, prediction: Prediction) -> Extra:
    """Return the figures of an answer: ``points``, base and what stood in add up to the log-odds.

    ``stood_in_log_odds`` is what the stand-ins for missing inputs contributed, ``outcomes`` the
    conformal set: absent, present, either or neither.
    """
    found: Extra = (
        ("percentile", model.percentile(prediction.probability)),
        version(model),
        ("base_log_odds", prediction.base_log_odds),
        ("log_odds", prediction.log_odds),
    )
    if prediction.filled:
        stood_in = fsum(share for name, share in prediction.contributions if name in prediction.filled)
        found = (*found, ("stood_in_log_odds", stood_in))
    if prediction.outcomes is not None:
        found = (*found, ("outcomes", words.OUTCOME_WORDS[prediction.outcomes]))
    return (*found, ("led_by", model.led_by)) if model.role is Role.SECOND else found


def second_card(model: RiskModel | None, used: Sequence[Input]) -> Extra:
    """Return what a second model says of the same inputs, beside the lead; nothing where it cannot answer."""
    if model is None:
        return ()
    answer = evaluate(model, values_of(model, {one.key: one.value for one in used}), shared=False)
    if isinstance(answer, Refusal):
        return ()
    return (("second_model", version(model)[1]), ("second_value", answer.probability))


def sentences(model: RiskModel, prediction: Prediction, values: Values) -> list[str]:
    """Return contributors, what stood in for what is missing, and what goes with a lower estimate."""
    found = [words.contributors(words.by_label(model, prediction))]
    if prediction.filled:
        known = {name: None if name in prediction.filled else value for name, value in values.items()}
        found.append(words.stood_in(model, swings(model, known)))
    found.append(words.goes_with_lower(model, lowering(model, values, prediction)))
    return [sentence for sentence in found if sentence]
