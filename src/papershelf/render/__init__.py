"""From the catalogue to text: the README's regions and the site's pages, by Jinja templates.

All markup is in templates, all decisions in Python.  Data is only ever a value of a
template, escaped for its target.
"""

from papershelf.render.front import HandWritten, hand_written, lines, site, sitemap
from papershelf.render.page import SitePage, counts, plain, subtitle
from papershelf.render.readme import readme
from papershelf.render.templates import Templates

__all__ = [
    "HandWritten",
    "SitePage",
    "Templates",
    "counts",
    "hand_written",
    "lines",
    "plain",
    "readme",
    "site",
    "sitemap",
    "subtitle",
]
