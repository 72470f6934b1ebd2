"""Asks arXiv, Crossref and DOI agencies; the one HTTP client of ``add``."""

from papershelf.web.client import Failed
from papershelf.web.services import SECONDS, Lookup

__all__ = ["SECONDS", "Failed", "Lookup"]
