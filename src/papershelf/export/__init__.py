"""Data out: every file of the site that other programs read."""

from papershelf.export.outputs import file, files

__all__ = ["file", "files"]
