"""The card as JSON: everything of an artefact but the numbers that only the runner needs."""

import json
from collections.abc import Mapping
from typing import Any, Final

LEFT_OUT: Final = frozenset({"estimator", "applicability", "population_risk", "schema_version"})


def render(document: Mapping[str, Any]) -> str:
    """Return the card of an artefact as JSON text."""
    kept = {key: value for key, value in document.items() if key not in LEFT_OUT}
    area = document["applicability"]
    kept["applicability"] = {name: area[name] for name in ("inputs", "limit", "refused_share_of_training")}
    return json.dumps(kept, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
