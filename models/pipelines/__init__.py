"""The models that ``script/train`` knows, by name."""

from typing import Final

from ..pipeline import Pipeline
from . import diabetes, heart_disease, hypoxia, skin

PIPELINES: Final[dict[str, Pipeline]] = {
    own.name: own for group in (diabetes, heart_disease, hypoxia, skin) for own in group.PIPELINES
}
