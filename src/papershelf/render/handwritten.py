"""What is put round the words of a hand-written page: the front page's lists, a family's papers, a note's head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from papershelf.draft import Page
from papershelf.model import Paper
from papershelf.prose import COUNTS, links
from papershelf.render.edition import Edition
from papershelf.render.page import Content, SitePage
from papershelf.render.text import markdown, unspaced
from papershelf.render.written import Sections, Written, parted, written

# How much of each the front page shows.
NEWEST = 6
BOARDS = 8
FAMILIES = 8
GUIDE = "taxonomy"  # the page that lists the guide, in order


@dataclass(frozen=True)
class Asked:
    """What a page asks for in its front matter: families listed, entries compared."""

    family: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()

    @classmethod
    def of(cls, matter: Mapping[str, Any]) -> Asked:
        """What front matter says; one word may stand for a list of one."""
        return cls(_listed(matter.get("family")), _listed(matter.get("compare")))


def pages(edition: Edition) -> Iterator[SitePage]:
    """Every hand-written page of a language, made without MkDocs."""
    for page in edition.catalogue.pages:
        if page.lang == edition.lang:
            matter, _ = parted(page.text)
            title = str(matter.get("title") or Markup(written(f"# {page.title}", page.path).html).striptags())
            yield SitePage(page.address, title, partial(_content, edition, page, matter))


def _content(edition: Edition, page: Page, matter: Mapping[str, Any]) -> Content:
    """What a hand-written page says."""
    html, sections, _ = words(edition, page)
    told = str(matter.get("description") or edition.catalogue.about.about.in_(edition.lang))
    return Content(told, whole(edition, page, Asked.of(matter), html, sections), listed=lists(page, sections))


def words(edition: Edition, page: Page) -> Written:
    """What a hand wrote, as HTML."""
    return written(source(edition, parted(page.text)[1], "../" * page.address.count("/")), page.path)


def lists(page: Page, sections: Sections) -> bool:
    """Whether a page has the list of its sections beside it; the front page has none."""
    return bool(sections) and page.name != "index"


def source(edition: Edition, text: str, root: str) -> str:
    """A page's Markdown, its ``[[id]]`` as links and ``[[counts]]`` filled; ``root`` is the way to the language's."""
    return markdown(text.replace(f"[[{COUNTS}]]", edition.counts), edition.catalogue, edition.lang, root)


def whole(edition: Edition, page: Page, asked: Asked, html: str, sections: Sections) -> str:
    """A page's HTML with all that is put round it."""
    html = unspaced(html).replace("<pre>", '<pre tabindex="0">')  # it scrolls, so the keyboard must reach it
    before, after = _round(edition, page, asked)
    if page.diagram:
        html = _with_diagram(html, edition.file("diagram.html", diagram=page.diagram))
    if lists(page, sections):
        before = edition.html("contents", "", sections=[(id, Markup(words)) for id, words in sections]) + before
    head, end, rest = html.partition("</h1>")
    return (f"{head}{end}\n{before}{rest}" if end and before else html) + after


def _round(edition: Edition, page: Page, asked: Asked) -> tuple[str, str]:
    """What stands below a page's heading and behind its words, as HTML."""
    catalogue = edition.catalogue
    if page.name == "index":
        return "", edition.html("front", "", **_front(edition))
    path = page.address
    if page.note_of in catalogue.cards:
        return edition.html("note", path, card=catalogue.cards[page.note_of]), ""
    family = {paper.id: paper for tag in asked.family for paper in _tagged(edition, tag)}
    listed = [paper for paper in catalogue.papers if paper.id in family]
    compared = [catalogue.by_id[each] for each in asked.compare if each in catalogue.by_id]
    return "", edition.html("family", path, papers=listed, compared=compared) if listed or compared else ""


def _front(edition: Edition) -> Mapping[str, Any]:
    catalogue, t = edition.catalogue, edition.t
    rows = [(each, sum(len(b.shown) for b in catalogue.boards[each.id])) for each in catalogue.about.benchmarks]
    boards = [row for row in rows if row[0].main] or sorted(rows, key=lambda row: -row[1])[:BOARDS]
    index = next((page.text for page in catalogue.pages if (page.lang, page.name) == (edition.lang, GUIDE)), "")
    return {
        "counts": edition.counts,
        "newest": [catalogue.cards[paper.id] for paper in catalogue.newest[:NEWEST]],
        "families": [(path, name, t.n("papers", count)) for path, name, count in _families(edition)],
        "boards": [(each, t.n("rows", count)) for each, count in boards],
        "guide": [name for _, name in links(index) if name.startswith(f"{GUIDE}/")],
        "notes": [card.paper for card in catalogue.cards.values() if edition.lang in card.notes],
    }


def _families(edition: Edition) -> list[tuple[str, str, int]]:
    """Path, name and number of papers of each family of techniques, else of the most used techniques."""
    catalogue, lang = edition.catalogue, edition.lang
    tagged = catalogue.tagged["techniques"]
    if catalogue.about.families:
        found = []
        for family in catalogue.about.families:
            papers = {paper.id for id in family.techniques for paper in tagged.get(id, ())}
            found.append((f"techniques/#{family.id}", family.name.in_(lang), len(papers)))
        return found
    terms = catalogue.terms["techniques"].values()
    found = [(f"techniques/{term.id}/", term.name.in_(lang), len(tagged.get(term.id, ()))) for term in terms]
    return sorted(found, key=lambda family: -family[2])[:FAMILIES]


def _tagged(edition: Edition, tag: str) -> tuple[Paper, ...]:
    group, _, id = tag.partition("/")
    return edition.catalogue.tagged.get(group, {}).get(id, ())


def _listed(value: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, value))) if isinstance(value, list) else (str(value),) if value else ()


def _with_diagram(html: str, diagram: str) -> str:
    """Places a note's diagram at the end of its second section, which tells the idea."""
    heads = [found.start() for found in re.finditer(r"<h2\b", html)]
    at = heads[2] if len(heads) > 2 else len(html)
    return f"{html[:at]}{diagram}{html[at:]}"
