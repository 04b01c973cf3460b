"""quality_scale.yaml: every rule of Home Assistant's quality scale, each done, exempt with a reason, or todo."""

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import yaml

from .integration import Integration

# A platinum integration of Home Assistant answers every rule: its file is the list of them.
_COMPLETE = "google_health"


@cache
def rules() -> frozenset[str]:
    """Names of all rules, as of the installed Home Assistant."""
    path = resources.files("homeassistant.components") / _COMPLETE / "quality_scale.yaml"
    return frozenset(yaml.safe_load(path.read_text(encoding="utf-8"))["rules"])


def check(integration: Integration) -> Iterator[str]:
    """What is wrong with the answers."""
    path = integration.root / "quality_scale.yaml"
    if not path.is_file():
        yield "quality_scale.yaml: missing"
        return
    answers: dict[str, Any] = (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("rules", {})
    for rule in sorted(rules() - set(answers)):
        yield f"quality_scale.yaml: {rule} is missing"
    for rule in sorted(set(answers) - rules()):
        yield f"quality_scale.yaml: there is no rule {rule}"
    for rule, answer in answers.items():
        status = answer.get("status") if isinstance(answer, dict) else answer
        comment = answer.get("comment") if isinstance(answer, dict) else None
        if status not in {"done", "exempt", "todo"}:
            yield f"quality_scale.yaml: {rule}: {status} is neither done, exempt nor todo"
        elif status == "exempt" and not comment:
            yield f"quality_scale.yaml: {rule}: exempt without a comment"
