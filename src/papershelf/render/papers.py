"""The papers list, a page for each paper, comparing them, and what stands at the address of one that left."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from papershelf.catalogue import Catalogue
from papershelf.catalogue.card import Card
from papershelf.cite.bibtex import bibtex
from papershelf.render import badges, explorer, meta
from papershelf.render.edition import Edition
from papershelf.render.indexes import GROUPS
from papershelf.render.page import Content, SitePage

SORTABLE = 10  # ranked rows that a board needs before the list can be sorted by it


def pages(edition: Edition) -> Iterator[SitePage]:
    """The list, each paper's page, those of former and removed ids, and compare/."""
    yield _all_papers(edition)
    yield from _papers(edition)
    yield from _gone(edition)
    yield edition.page("compare", "compare/", edition.t("compare_title"), edition.t("compare_description"))


def _all_papers(edition: Edition) -> SitePage:
    title = edition.t("pages_title_papers")
    return SitePage("papers/", title, partial(_list, edition), scripts=("explorer.js",))


def _list(edition: Edition) -> Content:
    """What the list of all papers says."""
    catalogue = edition.catalogue
    html = edition.html(
        "papers",
        "papers/",
        groups=GROUPS,
        facets=explorer.options(catalogue.cards.values()),
        facet_name=lambda word: _facet_name(edition, word),
        words=lambda card: " ".join(explorer.words(card)),
        averages=explorer.averages,
        public=explorer.public,
        boards=[each for each in catalogue.about.benchmarks if _sortable(catalogue, each.id)],
    )
    return Content(edition.t("pages_description_papers", n=len(catalogue.papers)), html)


def _facet_name(edition: Edition, word: str) -> str:
    """The words shown for a facet's option."""
    facet, _, id = word.partition(":")
    if facet in ("technique", "task", "domain"):
        return edition.catalogue.terms[f"{facet}s"][id].name.in_(edition.lang)
    if facet == "scope":
        return edition.catalogue.scopes[id].name.in_(edition.lang)
    if facet == "venue":
        return edition.catalogue.venues[id].name
    if facet == "params":
        return edition.t("facet_up_to", size=id)
    if facet == "year":
        return id
    return edition.t(f"{facet}_{id}" if facet == "kind" else f"facet_has_{id}")


def _sortable(catalogue: Catalogue, benchmark: str) -> bool:
    """Whether a board has one ranking with enough rows to sort the list by."""
    boards = catalogue.boards[benchmark]
    return len(boards) == 1 and boards[0].benchmark.average == "mean" and boards[0].ranked >= SORTABLE


def _papers(edition: Edition) -> Iterator[SitePage]:
    """Each paper's page, which knows those beside it in the list."""
    cards = [*edition.catalogue.cards.values()]
    for newer, card, older in zip([None, *cards], cards, [*cards[1:], None], strict=False):
        yield SitePage(card.path, card.name, partial(_paper, edition, card, newer, older))


def _paper(edition: Edition, card: Card, newer: Card | None, older: Card | None) -> Content:
    """What a paper's page says; ``newer`` and ``older`` are those beside it in the list."""
    catalogue, paper = edition.catalogue, card.paper
    repository = catalogue.about.repository
    title = quote(edition.t("report_title", id=card.id), safe="")
    words = edition.plain(paper.summary.in_(edition.lang) if paper.summary else paper.title)
    html = edition.html(
        "paper",
        card.path,
        card=card,
        newer=newer,
        older=older,
        bibtex=bibtex(card),
        cited=edition.cited(card.id),
        badges=[(badge, badges.line(edition, badge)) for badge in badges.badges(edition, card)],
        neighbours=catalogue.neighbours[card.id],
        report_url=f"{repository}/issues/new?template=correction.{edition.lang}.yml&title={title}&entry={card.id}",
        edit_url=f"{repository}/edit/{catalogue.about.branch}/{quote(catalogue.spots[card.id].file)}",
    )
    files = (
        ("application/x-bibtex", f"../../{edition.up}{card.path}cite.bib"),
        ("application/json", f"../../{edition.up}api/v1/papers/{card.id}.json"),
    )
    data = meta.article(card, edition.root + card.path, words, catalogue.about.languages[0])
    return Content(words, html, edition.head(data, meta.citation_tags(card), files))


def _gone(edition: Edition) -> Iterator[SitePage]:
    """A page at the address of each removed entry, with the reason, and of each former id, with the way on.

    The reading note of a paper that had another id has such a page too.
    """
    cards = edition.catalogue.cards
    removed = {each.paper: each for each in edition.catalogue.about.removed if each.benchmark is None}
    former = {was: card for card in cards.values() for was in card.paper.was}
    for id in sorted({*removed, *former} - set(cards)):
        title = edition.t("gone_title", id=id)
        now = former.get(id)
        way = (now.path, now.name) if now else None
        yield edition.page("gone", f"papers/{id}/", title, title, id=id, record=removed.get(id), way=way)
        if now and now.notes:
            if edition.lang in now.notes:
                way = (f"notes/{now.id}/", edition.catalogue.page_title(f"notes/{now.id}", edition.lang))
            yield edition.page("gone", f"notes/{id}/", title, title, id=id, record=None, way=way)
