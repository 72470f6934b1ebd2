"""The site of one language: every generated page, and what is added to hand-written ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from papershelf.catalogue import arrivals as changes
from papershelf.catalogue.index import Catalogue
from papershelf.draft import Page
from papershelf.model import Paper
from papershelf.problems import rules
from papershelf.render import boards, indexes, papers
from papershelf.render.downloads import data_page
from papershelf.render.page import Site, SitePage, counts
from papershelf.render.templates import Templates

# How much of each the front page shows.
NEWEST = 6
BOARDS = 8
FAMILIES = 8
GUIDE = "taxonomy"  # the page that lists the guide, in order
LINK_NAMES = re.compile(r"\[\[([^\]|]+)")


@dataclass(frozen=True)
class HandWritten:
    """What a hand-written page asks for in its front matter: families listed, entries compared."""

    page: Page
    family: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()


def site(
    catalogue: Catalogue, lang: str, templates: Templates, cited: Mapping[str, Mapping[str, str]] | None = None
) -> Iterator[SitePage]:
    """Every generated page of the site in a language; ``cited``: paper → style → formatted citation."""
    made = Site(catalogue, lang, templates, cited)
    yield from papers.pages(made)
    yield from indexes.pages(made)
    yield from boards.pages(made)
    yield _rules(made)
    yield data_page(made)
    t, path = made.t, "compare/"
    yield made.page(path, t("compare_title"), t("compare_description"), made.html("compare", path))


def hand_written(catalogue: Catalogue, lang: str, templates: Templates, asked: HandWritten) -> tuple[str, str]:
    """What stands before and after a hand-written page's words, as HTML."""
    made = Site(catalogue, lang, templates)
    page = asked.page
    path = "" if page.path == "index.md" else f"{page.name}/"
    if page.path == "index.md":
        return "", made.html("front", path, **_front(made))
    if page.note_of in catalogue.by_id:
        return made.html("note", path, paper=catalogue.by_id[page.note_of]), ""
    family = {paper.id: paper for tag in asked.family for paper in _tagged(catalogue, tag)}
    listed = sorted(family.values(), key=lambda paper: catalogue.papers.index(paper))
    compared = [catalogue.by_id[each] for each in asked.compare if each in catalogue.by_id]
    return "", made.html("family", path, papers=listed, compared=compared) if listed or compared else ""


def lines(catalogue: Catalogue) -> str:
    """``lines.json``: id → line in the registry."""
    return json.dumps(catalogue.lines, sort_keys=True, separators=(",", ":")) + "\n"


def sitemap(catalogue: Catalogue, templates: Templates, paths: Iterable[str]) -> str:
    """``sitemap.xml``: every page in every language, with its alternates (https://www.sitemaps.org/protocol.html)."""
    about = catalogue.about
    roots = {lang: about.site_url + (f"{lang}/" if n else "") for n, lang in enumerate(about.languages)}
    env = templates.environment(autoescape=True)
    days = changes.last_changed(catalogue)
    return env.get_template("site/sitemap.xml").render(paths=list(paths), roots=roots, days=days)


def _rules(made: Site) -> SitePage:
    """What `check` looks for and why: the page that every message and CONTRIBUTING.md can point at."""
    t = made.t
    pages = [(rule, rule.texts[made.lang]["page"].format()) for rule in rules().values()]
    return made.page("rules/", t("rules_title"), t("rules_intro"), made.html("rules", "rules/", rules=pages))


def _front(made: Site) -> Mapping[str, Any]:
    catalogue, t = made.catalogue, made.t
    tagged = catalogue.tagged["techniques"]
    families = sorted(((id, len(tagged.get(id, ()))) for id in catalogue.terms["techniques"]), key=lambda f: -f[1])
    rows = [(each, sum(len(b.shown) for b in catalogue.boards[each.id])) for each in catalogue.about.benchmarks]
    index = next((page.text for page in catalogue.pages if (page.lang, page.name) == (made.lang, GUIDE)), "")
    guide = [name for name in LINK_NAMES.findall(index) if name.startswith(f"{GUIDE}/")]
    return {
        "counts": counts(catalogue, t),
        "newest": catalogue.newest[:NEWEST],
        "families": [(id, t.n("papers", count)) for id, count in families[:FAMILIES]],
        "boards": [(each, t.n("rows", count)) for each, count in sorted(rows, key=lambda r: -r[1])[:BOARDS]],
        "guide": guide,
        "notes": [paper for paper in catalogue.papers if made.lang in catalogue.notes.get(paper.id, ())],
    }


def _tagged(catalogue: Catalogue, tag: str) -> tuple[Paper, ...]:
    group, _, id = tag.partition("/")
    return catalogue.tagged.get(group, {}).get(id, ())
