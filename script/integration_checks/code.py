"""The Python of the integration: it loads, and its engine keeps to the standard library and reads no clock."""

import ast
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

from .integration import Integration

# Time is an argument: an engine that reads no clock can replay a year in seconds.
CLOCKS = frozenset({"time", "time_ns", "now", "today", "utcnow", "sleep"})
CLOCK_MODULES = frozenset({"time", "datetime", "date"})


def check(integration: Integration) -> Iterator[str]:
    """What is wrong with the code."""
    for path, text in integration.sources.items():
        if integration.root / "engine" in path.parents:
            name = path.relative_to(integration.root)
            yield from (f"{name}:{line}: {fault}" for line, fault in engine_faults(ast.parse(text, str(path))))
    yield from _imports(integration)


def engine_faults(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Lines of an engine module with what they may not do."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for name in _absolute(node):
                if name.partition(".")[0] not in sys.stdlib_module_names:
                    yield node.lineno, f"imports {name}: the engine uses the standard library and its own modules only"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.attr in CLOCKS
            and node.func.value.id in CLOCK_MODULES
        ):
            yield node.lineno, f"calls {node.func.value.id}.{node.func.attr}: time is handed in"


def _absolute(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Modules that an import names by their full name; none for a relative one."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [] if node.level else [node.module or ""]


def _imports(integration: Integration) -> Iterator[str]:
    """Every module of the integration must load."""
    if str(integration.repository) not in sys.path:
        sys.path.insert(0, str(integration.repository))
    for path in integration.sources:
        if integration.root / "engine" in path.parents:
            continue
        name = _module(path, integration.repository)
        try:
            importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - whatever it raises is the finding
            yield f"{path.relative_to(integration.root)}: does not load: {type(error).__name__}: {error}"


def _module(path: Path, repository: Path) -> str:
    parts = path.relative_to(repository).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
