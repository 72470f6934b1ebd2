"""From an edition to text: the README's regions and the site's pages, by Jinja templates.

All markup is in templates, all decisions in Python.  Data is only ever a value of a
template, escaped for its target.
"""

from __future__ import annotations

from collections.abc import Iterator

from papershelf.render import boards, indexes, numbers, papers, rules
from papershelf.render.edition import Edition
from papershelf.render.page import SitePage


def generated(edition: Edition) -> Iterator[SitePage]:
    """Every page of the site that no hand wrote, one at a time."""
    yield from papers.pages(edition)
    yield from indexes.pages(edition)
    yield from boards.pages(edition)
    yield from numbers.pages(edition)
    yield rules.page(edition)
