"""The YAML loaders, libyaml's and PyYAML's own, which read every scalar as written and give the same answers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml

_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


def _as_written(self: Any, kind: type, value: Any, implicit: Any) -> str:
    return _TAGS[kind]


class PyLoader(yaml.SafeLoader):
    """PyYAML's own loader; like libyaml it takes '?' for a letter inside flow collections, as in an address."""

    resolve = _as_written
    _plainly = False

    def peek(self, index: int = 0) -> str:
        """The character ahead; a question mark inside a plain scalar passes for a letter."""
        char: str = super().peek(index)
        return "x" if char == "?" and self._plainly else char

    def scan_plain(self) -> Any:
        """A plain scalar, its question marks included."""
        self._plainly = True
        try:
            return super().scan_plain()
        finally:
            self._plainly = False


Loader: type = PyLoader
if hasattr(yaml, "CSafeLoader"):

    class CLoader(yaml.CSafeLoader):
        """libyaml's loader."""

        resolve = _as_written

    Loader = CLoader


def composed(text: str, loader: type) -> yaml.Node | None:
    """The nodes of a text, of which each has its place; raises what YAML itself finds wrong."""
    reader = loader(text)
    try:
        node: yaml.Node | None = reader.get_single_node()
    finally:
        reader.dispose()
    return node


@lru_cache(maxsize=16)
def composed_again(text: str, loader: type) -> yaml.Node | None:
    """The nodes of a text that was read before: kept for all, they would take twice what they say."""
    return composed(text, loader)
