"""The search data: one file for both languages, read by the site's own script.

Each document has ``u`` address, ``k`` kind (paper, term, page), ``n`` name, ``t`` title,
``a`` authors, ``d`` ids, ``w`` further words (venue, year, terms with their aliases), ``x``
other names of a term, ``s`` summaries or the beginning of a section, ``h`` the section's
address, ``v`` venue to show.  A value in several languages is a list in their order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pymdownx.slugs import slugify

from papershelf.catalogue.card import Card
from papershelf.catalogue.index import Catalogue
from papershelf.model import Term
from papershelf.prose import unlinked

SECTION = 1200  # characters of a section that are searched
_SLUG = slugify(case="lower")  # type: ignore[no-untyped-call]


def search_data(catalogue: Catalogue) -> str:
    """The documents as JSON, papers first, in the order of the catalogue."""
    documents = [
        *_papers(catalogue),
        *_terms(catalogue),
        *_venues(catalogue),
        *_benchmarks(catalogue),
        *_pages(catalogue),
    ]
    return json.dumps(documents, ensure_ascii=False, separators=(",", ":")) + "\n"


def _papers(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    for card in catalogue.cards.values():
        paper = card.paper
        found: dict[str, Any] = {"u": card.path, "k": "paper", "n": card.name}
        if paper.method:
            found["t"] = paper.title
        found |= {
            "a": ", ".join(map(str, card.persons)),
            "d": " ".join(filter(None, (paper.id, paper.arxiv, paper.doi))),
            "w": " ".join(_words(card)),
            "v": card.appeared,
        }
        if paper.summary:
            found["s"] = [unlinked(words) for words in paper.summary.root.values()]
        yield found


def _words(card: Card) -> Iterator[str]:
    yield from (str(card.paper.year), card.venue.name, card.venue.zh or "")
    for group in card.terms.values():
        for term in group:
            yield from (*term.name.root.values(), *term.aliases)


def _terms(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    for group, terms in catalogue.terms.items():
        for term in terms.values():
            yield {
                "u": f"{group}/{term.id}/",
                "k": "term",
                "n": _both(catalogue, term),
                "w": term.id,
                "x": list(term.aliases),
                "s": list(term.definition.root.values()),
            }


def _venues(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    for venue in catalogue.about.venues:
        if catalogue.tagged["venues"].get(venue.id):
            words = " ".join((venue.full, venue.zh or "", *venue.aliases))
            yield {"u": f"venues/{venue.id}/", "k": "term", "n": venue.name, "w": words}


def _benchmarks(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    for each in catalogue.about.benchmarks:
        labels = " ".join(column.label for column in each.columns)
        name = [each.name.in_(lang) for lang in catalogue.about.languages]
        yield {"u": f"benchmarks/{each.id}/", "k": "page", "n": name, "w": labels}


def _pages(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Hand-written pages, and their sections where every language has the same number of them."""
    langs = catalogue.about.languages
    pages = {(page.name, page.lang): page for page in catalogue.pages}
    for name in sorted({page.name for page in catalogue.pages} - {"index"}):
        titles = [catalogue.page_title(name, lang) for lang in langs]
        yield {"u": f"{name}/", "k": "page", "n": titles}
        sections = [pages[name, lang].sections if (name, lang) in pages else [] for lang in langs]
        if len({len(each) for each in sections}) == 1:
            for same in zip(*sections, strict=True):
                heads = [heading for heading, _ in same]
                yield {
                    "u": f"{name}/",
                    "h": [anchor(heading) for heading in heads],
                    "k": "page",
                    "n": titles,
                    "t": heads,
                    "s": [_plain(words)[:SECTION] for _, words in same],
                }


def anchor(heading: str) -> str:
    """The address of a heading on its page, as mkdocs.yml has it made."""
    return str(_SLUG(_plain(heading), "-"))


def _plain(markdown: str) -> str:
    """Markdown's words without its marks, code and addresses."""
    words = unlinked(re.sub(r"^```.*?^```|^\|[-| ]+\|$", " ", markdown, flags=re.S | re.M))
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words)
    return " ".join(re.sub(r"[*`#|>]|^\d+\. |^- ", " ", words, flags=re.M).split())


def _both(catalogue: Catalogue, term: Term) -> list[str]:
    return [term.name.in_(lang) for lang in catalogue.about.languages]
