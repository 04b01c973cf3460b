"""Puts the blueprints of blueprints/ into the integration, and notes each version for the installer.

usage: blueprints.py [--check]

HACS installs custom_components/healthsense alone, so the integration carries a copy. versions.json names every
version that was ever carried: the installer replaces those, and leaves alone what somebody changed. --check changes
nothing and exits with status 1 when something is to be done.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "blueprints"
SHIPPED = ROOT / "custom_components" / "healthsense" / "blueprints"
VERSIONS = SHIPPED / "versions.json"


def wanted(versions: dict[str, list[str]]) -> dict[Path, bytes]:
    """Return what the integration's folder is to hold, given the versions that are known."""
    files: dict[Path, bytes] = {}
    noted = {name: list(known) for name, known in versions.items()}
    for source in sorted(SOURCE.glob("*/healthsense/*.yaml")):
        name = f"{source.parent.parent.name}/{source.name}"
        files[SHIPPED / name] = source.read_bytes()
        digest = sha256(files[SHIPPED / name]).hexdigest()
        noted[name] = [*(one for one in noted.get(name, []) if one != digest), digest]
    files[VERSIONS] = (json.dumps(noted, indent=2, sort_keys=True) + "\n").encode()
    return files


def main(arguments: list[str]) -> int:
    """Bring the copy up to date, or say what is not; return the exit status."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    files = wanted(json.loads(VERSIONS.read_text(encoding="utf-8")) if VERSIONS.is_file() else {})
    there = {path for path in SHIPPED.rglob("*") if path.is_file()}
    todo = [path for path, content in files.items() if path not in there or path.read_bytes() != content]
    gone = sorted(there - set(files))
    for path in (*todo, *gone):
        print(path.relative_to(ROOT))
    if arguments:
        return 1 if todo or gone else 0
    for path in todo:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[path])
    for path in gone:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
