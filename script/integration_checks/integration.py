"""An integration's folder, read once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

type Tree = Mapping[str, Any]


@dataclass(frozen=True)
class Integration:
    """One custom integration, in ``<repository>/custom_components/<domain>``."""

    root: Path

    @property
    def domain(self) -> str:
        """The domain: the folder's name."""
        return self.root.name

    @property
    def repository(self) -> Path:
        """The folder that holds ``custom_components``."""
        return self.root.parent.parent

    def json(self, name: str) -> Tree:
        """A JSON file's object; empty where there is no such file.

        Raises:
            ValueError: it is not JSON, or not an object.
        """
        path = self.root / name
        if not path.is_file():
            return {}
        content = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(content, dict):
            raise ValueError(f"{name}: not an object")  # noqa: TRY004 - the file is wrong, not a type
        return content

    @cached_property
    def english(self) -> Tree:
        """The English texts, which all others follow."""
        return self.json("translations/en.json")

    @cached_property
    def icons(self) -> Tree:
        """The icons."""
        return self.json("icons.json")

    @cached_property
    def sources(self) -> Mapping[Path, str]:
        """Every Python file with its text."""
        return {path: path.read_text(encoding="utf-8") for path in sorted(self.root.rglob("*.py"))}


def leaves(tree: Tree, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a tree of objects with its dotted path."""
    for key, value in tree.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, Mapping):
            yield from leaves(value, here)
        else:
            yield here, value


def at(tree: Tree, path: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """What lies at a dotted path; None where nothing does."""
    node: Any = tree
    for key in path.split("."):
        node = node.get(key) if isinstance(node, Mapping) else None
    return node
