"""What lets programs find things: sitemap, robots.txt, OpenSearch description, llms.txt, and where entries stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from papershelf.catalogue import Catalogue, arrivals
from papershelf.render.edition import Edition

SHORT, LONG = 16, 48  # characters of an OpenSearch description's names


def lines(catalogue: Catalogue) -> str:
    """``lines.json``: id → file and line of the entry in the registry."""
    spots = {id: {"file": place.file, "line": place.line} for id, place in sorted(catalogue.spots.items())}
    return json.dumps(spots, ensure_ascii=False, separators=(",", ":")) + "\n"


def sitemap(editions: Sequence[Edition], paths: Iterable[str]) -> str:
    """``sitemap.xml``: every page in every language that has it, with its alternates.

    https://www.sitemaps.org/protocol.html; ``paths`` are those of the pages below a language's root.
    """
    roots = {edition.lang: edition.root for edition in editions}
    catalogue = editions[0].catalogue
    by_hand = catalogue.by_hand
    some = frozenset().union(*by_hand.values())
    pages = [
        (path, {lang: root for lang, root in roots.items() if path not in some or path in by_hand[lang]})
        for path in sorted({*paths, *(some - by_hand[editions[0].lang])})
    ]
    return editions[0].file("sitemap.xml", pages=pages, days=arrivals.last_changed(catalogue))


def robots(edition: Edition) -> str:
    """``robots.txt`` (RFC 9309): everything may be read, and where the sitemap is."""
    return edition.markdown.get_template("site/robots.txt").render()


def opensearch(edition: Edition) -> str:
    """The OpenSearch 1.1 description of a language's search (https://github.com/dewitt/opensearch)."""
    title = edition.title
    return edition.file(
        "opensearch.xml",
        title=title,
        short=_cut(title, SHORT),
        long=_cut(title, LONG),
        root=edition.catalogue.about.site_url,
        site=edition.root,
    )


def llms(edition: Edition, data: Iterable[tuple[str, str]]) -> str:
    """``llms.txt`` (https://llmstxt.org): what there is for language models; ``data``: path and words of each file."""
    catalogue, lang = edition.catalogue, edition.lang
    names = sorted({page.name for page in catalogue.pages if page.lang == lang} - {"index"})
    return edition.markdown.get_template("site/llms.txt").render(
        title=edition.title,
        about=catalogue.about.about.in_(lang),
        licence=catalogue.about.licence.in_(lang),
        counts=edition.counts,
        data=list(data),
        pages=[(f"{name}/", catalogue.page_title(name, lang)) for name in names],
        benchmarks=[
            (f"benchmarks/{each.id}/", each.name.in_(lang), each.summary.in_(lang) if each.summary else "")
            for each in catalogue.about.benchmarks
        ],
        papers=[
            (
                card.path,
                card.name,
                edition.plain(card.paper.summary.in_(lang)) if card.paper.summary else card.paper.title,
            )
            for card in catalogue.cards.values()
        ],
    )


def _cut(words: str, most: int) -> str:
    """The words that fit; a single long one is cut."""
    if len(words) <= most:
        return words
    return words[: most + 1].rpartition(" ")[0] or words[:most]
