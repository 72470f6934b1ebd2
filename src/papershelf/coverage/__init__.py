"""A Markdown list against the catalogue: what each has that the other lacks, and where they differ.

Items are matched by title, letters and digits only, then by arXiv id, then by DOI.
"""

from papershelf.coverage.items import Item, items
from papershelf.coverage.report import Difference, Report, compared

__all__ = ["Difference", "Item", "Report", "compared", "items"]
