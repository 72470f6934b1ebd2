"""Data out: every file of the site that other programs read."""

from papershelf.export.outputs import files

__all__ = ["files"]
