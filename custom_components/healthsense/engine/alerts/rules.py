"""All rules, in the order in which they are asked."""

from typing import Final

from .rule import Rule

RULES: Final[tuple[Rule, ...]] = ()
