"""The site while one writes: what is asked for is rendered from memory, and follows every change of the folder."""

from papershelf.serve.live import Live, Reading
from papershelf.serve.server import serving

__all__ = ["Live", "Reading", "serving"]
