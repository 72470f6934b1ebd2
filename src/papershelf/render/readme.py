"""The README's generated regions, in one language."""

from __future__ import annotations

import re
from typing import Any

from papershelf.catalogue.index import Catalogue
from papershelf.model import Paper, Text
from papershelf.render import text
from papershelf.render.page import counts, paper_links, subtitle
from papershelf.render.templates import Templates

REGIONS = ("counts", "methods", "papers")
OPEN_YEARS = 2  # the newest years stand open, older ones fold
SMALL_YEAR = 20  # years with fewer papers, and all before them, fold into one


def readme(catalogue: Catalogue, lang: str, templates: Templates) -> dict[str, str]:
    """Region → its Markdown."""
    t = templates.words[lang]
    site_root = catalogue.about.site_url + ("" if lang == catalogue.about.languages[0] else f"{lang}/")

    def prose(words: str) -> str:
        return text.cell(words, catalogue, lang, site_root)

    env = templates.environment(autoescape=False)
    env.filters |= {"md": text.markdown_text, "prose": prose, "address": address, "subtitle": subtitle}
    env.globals |= {"t": t, "catalogue": catalogue, "lang": lang, "site": site_root, "paper_links": paper_links}
    values: dict[str, Any] = {
        "counts": counts(catalogue, t),
        "methods": [paper for paper in catalogue.papers if any(_texts(paper))],
        "years": _years(catalogue),
    }
    return {region: env.get_template(f"readme/{region}.md").render(**values) for region in REGIONS}


def _texts(paper: Paper) -> tuple[Text | None, ...]:
    return paper.architecture, paper.adaptation, paper.performance


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


def address(url: str) -> str:
    """A URL for the round brackets of a Markdown link inside a table."""
    url = re.sub(r"&(?=#?\w+;)", "&amp;", url)
    for char in "()|<>\\ ":
        url = url.replace(char, f"%{ord(char):02X}")
    return url
