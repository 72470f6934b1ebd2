"""The README's generated regions, in one language."""

from __future__ import annotations

from typing import Any

from papershelf.catalogue import Catalogue
from papershelf.model import Paper
from papershelf.render.edition import Edition

REGIONS = ("counts", "methods", "papers")
OPEN_YEARS = 2  # the newest years stand open, older ones fold
SMALL_YEAR = 20  # years with fewer papers, and all before them, fold into one


def regions(edition: Edition) -> dict[str, str]:
    """Region → its Markdown."""
    catalogue = edition.catalogue
    values: dict[str, Any] = {
        "counts": edition.counts,
        "boards": [each for each in catalogue.about.benchmarks if each.main],
        "methods": [paper for paper in catalogue.papers if _told_at_length(paper)],
        "years": _years(catalogue),
    }
    return {region: edition.markdown.get_template(f"readme/{region}.md").render(**values) for region in REGIONS}


def _told_at_length(paper: Paper) -> bool:
    return any((paper.architecture, paper.adaptation, paper.performance))


def _years(catalogue: Catalogue) -> list[tuple[str, bool, list[Paper]]]:
    """Year, whether it stands open, and its papers; the small years at the end are put together."""
    tagged = catalogue.tagged["years"]
    found: list[tuple[str, bool, list[Paper]]] = []
    names = sorted(tagged, reverse=True)
    for n, year in enumerate(names):
        rest = [paper for each in names[n:] for paper in tagged[each]]
        if n >= OPEN_YEARS and all(len(tagged[each]) < SMALL_YEAR for each in names[n:]):
            found.append((f"{year}-" if len(names[n:]) > 1 else year, False, rest))
            break
        found.append((year, n < OPEN_YEARS, list(tagged[year])))
    return found
