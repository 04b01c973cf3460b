"""The files of the repository: none that carries an address or a path of one machine, none with a forbidden name."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .integration import Integration

# The Supervisor takes any file of this name for the description of an app.
FORBIDDEN_NAMES = frozenset({"config.yaml", "config.yml", "config.json"})
ALLOWED = frozenset({Path("addon/config.yaml")})
# Registries: a lock file or a script that names one works only where that one is reachable. In two parts, so that
# this file does not name them.
HOSTS = tuple(
    "".join(parts)
    for parts in (("pypi", ".org"), ("pythonhosted", ".org"), ("registry.npm", "js.org"), ("deb.", "debian.org"))
)
MACHINE_PATH = re.compile(r"(?<![\w.}])/(work|root|farm)/[\w.]")
MAX_TEXT_BYTES = 2_000_000


def tracked(repository: Path) -> list[Path]:
    """Files that git tracks or would track, relative to the repository."""
    listed = subprocess.run(
        ["git", "-C", str(repository), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [Path(name) for name in listed.split("\0") if name and (repository / name).is_file()]


def check(integration: Integration) -> Iterator[str]:
    """What is wrong with the files."""
    for path in tracked(integration.repository):
        if path.name in FORBIDDEN_NAMES and path not in ALLOWED:
            yield f"{path}: only the app may have a file of this name"
        yield from (f"{path}:{line}: {fault}" for line, fault in text_faults(integration.repository / path))


def text_faults(path: Path) -> Iterator[tuple[int, str]]:
    """Lines of a text file that only fit one machine; nothing for a binary file."""
    content = path.read_bytes()
    if len(content) > MAX_TEXT_BYTES or b"\0" in content:
        return
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        for host in HOSTS:
            if host in line:
                yield number, f"names the registry {host}"
        if MACHINE_PATH.search(line):
            yield number, "holds a path of one machine"
