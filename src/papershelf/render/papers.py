"""The papers list, a page for each paper, and what stands at the address of one that left."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from papershelf.catalogue.index import Catalogue
from papershelf.cite.bibtex import bibtex
from papershelf.render import explorer, meta
from papershelf.render.badges import badges
from papershelf.render.indexes import GROUPS
from papershelf.render.page import Site, SitePage, paper_links, plain

SORTABLE = 10  # ranked rows that a board needs before the list can be sorted by it


def pages(made: Site) -> Iterator[SitePage]:
    """The list, each paper's page, and those of former and removed ids."""
    yield _all_papers(made)
    yield from _papers(made)
    yield from _gone(made)


def _all_papers(made: Site) -> SitePage:
    t, papers, path = made.t, made.catalogue.papers, "papers/"
    html = made.html(
        "papers",
        path,
        groups=GROUPS,
        facets=explorer.options(made.catalogue),
        facet_name=lambda word: _facet_name(made, word),
        words=lambda paper: " ".join(explorer.words(made.catalogue, paper)),
        size=lambda paper: explorer.size(made.catalogue, paper),
        averages=lambda paper: explorer.averages(made.catalogue, paper),
        public=explorer.public,
        boards=[each for each in made.catalogue.about.benchmarks if _sortable(made.catalogue, each.id)],
    )
    description = t("pages_description_papers", n=len(papers))
    return SitePage(path, t("pages_title_papers"), description, html, ("explorer.js",))


def _facet_name(made: Site, word: str) -> str:
    """The words shown for a facet's option."""
    facet, _, id = word.partition(":")
    if facet in ("technique", "task", "domain"):
        return made.catalogue.terms[f"{facet}s"][id].name.in_(made.lang)
    if facet == "venue":
        return made.catalogue.venues[id].name
    if facet == "params":
        return made.t("facet_up_to", size=id)
    if facet == "year":
        return id
    return made.t(f"{facet}_{id}" if facet in ("scope", "kind") else f"facet_has_{id}")


def _sortable(catalogue: Catalogue, benchmark: str) -> bool:
    """Whether a board has one ranking with enough rows to sort the list by."""
    boards = catalogue.boards[benchmark]
    return len(boards) == 1 and boards[0].benchmark.average == "mean" and boards[0].ranked >= SORTABLE


def _papers(made: Site) -> Iterator[SitePage]:
    catalogue, repository = made.catalogue, made.catalogue.about.repository
    for n, paper in enumerate(catalogue.papers):
        path = f"papers/{paper.id}/"
        title = made.t("report_title", id=paper.id)
        html = made.html(
            "paper",
            path,
            paper=paper,
            public=paper.month,
            links=list(paper_links(paper)),
            all_links=paper.availability,
            bibtex=bibtex(paper, catalogue.venues[paper.venue]),
            neighbours=catalogue.neighbours[paper.id],
            report_url=f"{repository}/issues/new?template=correction.{made.lang}.yml"
            f"&title={quote(title, safe='')}&entry={paper.id}",
            repository=catalogue.repository(paper),
            edit_url=f"{repository}/edit/{catalogue.about.branch}/papers.yaml",
            newer=catalogue.papers[n - 1] if n else None,
            rows=catalogue.rows_of.get(paper.id, ()),
            cited=made.cited.get(paper.id, {}),
            badges=[(badge, made.badge_line(badge)) for badge in badges(catalogue, paper, made.t)],
            older=catalogue.papers[n + 1] if n + 1 < len(catalogue.papers) else None,
        )
        words = paper.summary.in_(made.lang) if paper.summary else paper.title
        words = plain(words, catalogue, made.lang)
        head = made.head(
            meta.article(catalogue, paper, f"{made.site_url}{path}", words),
            meta.citation_tags(catalogue, paper),
            (
                ("application/x-bibtex", f"../../{made.up}papers/{paper.id}/cite.bib"),
                ("application/json", f"../../{made.up}api/v1/papers/{paper.id}.json"),
            ),
        )
        yield SitePage(path, catalogue.names[paper.id], words, html, head=head)


def _gone(made: Site) -> Iterator[SitePage]:
    """A page at the address of each removed entry, with the reason, and of each former id, with the way on."""
    t, catalogue = made.t, made.catalogue
    removed = {each.paper: each for each in catalogue.about.removed if each.benchmark is None}
    former = {was: paper for paper in catalogue.papers for was in paper.was}
    for id in sorted({*removed, *former} - set(catalogue.by_id)):
        path = f"papers/{id}/"
        html = made.html("gone", path, id=id, record=removed.get(id), now=former.get(id))
        yield made.page(path, t("gone_title", id=id), t("gone_title", id=id), html)
