"""Asks arXiv, Crossref and DOI agencies; the one HTTP client of ``add``."""

from papershelf.web.client import Failed
from papershelf.web.services import Lookup

__all__ = ["Failed", "Lookup"]
