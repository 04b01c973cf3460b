"""What was told, as the numbers a model knows - the same for a new answer and for one that was kept."""

from collections.abc import Mapping

from .models import InputSpec, RiskModel


def _coded(spec: InputSpec, value: float | str | None) -> float | None:
    return spec.codes.get(value) if isinstance(value, str) else value


def values_of(model: RiskModel, told: Mapping[str, float | str]) -> dict[str, float | None]:
    """Return a model's inputs as numbers, in its order, None where not told. Words become their codes.

    A word that the model keeps as one flag for each answer (``region`` told, ``region_face`` and
    others asked for) sets its flag and clears the others.
    """
    found = {spec.name: _coded(spec, told.get(spec.name)) for spec in model.inputs}
    for name, value in told.items():
        if name not in found and isinstance(value, str):
            flags = [flag for flag in found if flag.startswith(f"{name}_")]
            found.update({flag: float(flag == f"{name}_{value}") for flag in flags})
    return found
