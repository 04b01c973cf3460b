"""All rules, in the order in which they are asked."""

from typing import Final

from . import thresholds
from .rule import Rule

RULES: Final[tuple[Rule, ...]] = (*thresholds.RULES,)
