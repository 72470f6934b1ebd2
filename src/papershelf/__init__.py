"""papershelf: a paper catalogue out of one YAML file, in several languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from papershelf.reader import Reader as Reader
    from papershelf.reader import open_shelf as open_shelf

__all__ = ["Reader", "open_shelf"]


def __getattr__(name: str) -> Any:
    """What programs need, loaded when it is asked for: the commands need other parts."""
    if name in __all__:
        from papershelf import reader

        return getattr(reader, name)
    raise AttributeError(f"module 'papershelf' has no attribute {name!r}")
