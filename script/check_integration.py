"""Checks a custom integration the way hassfest would, and against the rules of this house.

usage: check_integration.py custom_components/DOMAIN

Prints one finding a line and exits with status 1 when there is one. Runs in Home Assistant's environment, whose
own schemas and icon list it uses.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from integration_checks import actions, brand, code, icons, manifest, quality_scale, repository, translations
from integration_checks.integration import Integration

CHECKS: Mapping[str, Callable[[Integration], Iterator[str]]] = {
    "manifest": manifest.check,
    "translations": translations.check,
    "icons": icons.check,
    "actions": actions.check,
    "brand": brand.check,
    "quality scale": quality_scale.check,
    "code": code.check,
    "repository": repository.check,
}


def findings(integration: Integration) -> Iterator[str]:
    """Everything that is wrong with an integration; a file that cannot be read is a finding too."""
    for name, check in CHECKS.items():
        try:
            yield from check(integration)
        except (OSError, ValueError) as error:
            yield f"{name}: {error}"


def main(arguments: list[str]) -> int:
    """Print what is wrong; return the exit status."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    integration = Integration(Path(arguments[0]).resolve())
    found = list(findings(integration))
    print("\n".join([*found, f"{integration.domain}: {len(found)} findings"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
