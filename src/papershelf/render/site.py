"""The site of one language: every generated page, and what is added to hand-written ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from jinja2 import Environment
from markupsafe import Markup

from papershelf import changes, explorer
from papershelf.bibtex import bibtex
from papershelf.catalogue import Catalogue, Page, first_public
from papershelf.model import Link, Paper
from papershelf.plot import labels
from papershelf.problems import rules
from papershelf.render import boards, meta, text
from papershelf.render.badges import Badge, badges
from papershelf.render.downloads import data_page
from papershelf.render.words import Templates, Words

GROUPS = ("techniques", "tasks", "domains", "venues", "years")
ADDRESS = 56  # characters of a URL that are shown
NEWEST = 6
BOARDS = 8
GUIDE = "taxonomy"  # the page that lists the guide, in order
LINK_NAMES = re.compile(r"\[\[([^\]|]+)")
FAMILIES = 8
SORTABLE = 10  # ranked rows that a board needs before the list can be sorted by it
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.S)


@dataclass(frozen=True)
class SitePage:
    """A page: its path below the language's root (``papers/moce-ir/``), its head and its content."""

    path: str
    title: str
    description: str
    html: str
    scripts: tuple[str, ...] = ()  # of the theme's, beside those that every page has
    head: str = ""  # HTML for the head: what it says to programs

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Id and words of each section."""
        return [(id, Markup(words).striptags()) for id, words in _HEADING.findall(self.html)]


@dataclass(frozen=True)
class HandWritten:
    """What a hand-written page asks for in its front matter: families listed, entries compared."""

    page: Page
    family: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()


class Site:
    """One language's renderer: the environment and the words that every page needs."""

    def __init__(
        self,
        catalogue: Catalogue,
        lang: str,
        templates: Templates,
        cited: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.lang = lang
        self.cited = cited or {}
        first = catalogue.about.languages[0]
        self.site_url = catalogue.about.site_url + ("" if lang == first else f"{lang}/")
        self.up = "" if lang == first else "../"
        self.t = templates.words[lang]
        self.env: Environment = templates.environment(autoescape=True)
        self.env.filters |= {
            "address": _address,
            "subtitle": subtitle,
            "term_name": lambda id, group: catalogue.terms[group][id].name.in_(lang),
        }
        self.env.globals |= {
            "t": self.t,
            "catalogue": catalogue,
            "lang": lang,
            "languages": {each: templates.words[each]("language") for each in catalogue.about.languages},
            "paper_links": paper_links,
            "cell": boards.cell,
            "up": self.up,
            "labels": lambda plot: labels(plot, catalogue.names),
            "source_link": lambda row: boards.source_link(self, row),
            "places": {place.id: place for place in catalogue.about.sources},
        }

    def html(self, template: str, path: str, **values: Any) -> str:
        """A template's HTML for the page at ``path``, with links relative to it."""
        root = "../" * path.count("/")
        self.env.filters["prose"] = lambda words: text.html(words, self.catalogue, self.lang, root)
        return self.env.get_template(f"site/{template}.html").render(root=root, **values)

    def page(self, path: str, title: str, description: str, html: str) -> SitePage:
        """A page of the site."""
        return SitePage(path, title, description, html)

    def head(self, data: Mapping[str, Any], tags: Iterable[tuple[str, str]] = (), files: Iterable[Any] = ()) -> str:
        """What a page's head says to programs: JSON-LD, meta tags, type and path of its other forms."""
        template = self.env.get_template("site/head.html")
        return template.render(data=meta.in_script(data), tags=list(tags), files=list(files))

    def badge_line(self, badge: Badge) -> str:
        """The Markdown that shows a badge elsewhere and leads here."""
        paper = badge.path.split("/")[1]
        return f"[![{text.markdown_text(badge.label)}]({self.site_url}{badge.path})]({self.site_url}papers/{paper}/)"


def site(
    catalogue: Catalogue, lang: str, templates: Templates, cited: Mapping[str, Mapping[str, str]] | None = None
) -> Iterator[SitePage]:
    """Every generated page of the site in a language; ``cited``: paper → style → formatted citation."""
    made = Site(catalogue, lang, templates, cited)
    yield _all_papers(made)
    yield from _papers(made)
    yield from _gone(made)
    for group in GROUPS:
        yield from _group(made, group)
    yield from _authors(made)
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
    papers = {paper.id: paper for tag in asked.family for paper in _tagged(catalogue, tag)}
    listed = sorted(papers.values(), key=lambda paper: catalogue.papers.index(paper))
    compared = [catalogue.by_id[each] for each in asked.compare if each in catalogue.by_id]
    return "", made.html("family", path, papers=listed, compared=compared) if listed or compared else ""


def counts(catalogue: Catalogue, t: Words) -> str:
    """The catalogue's size in a sentence."""
    papers = catalogue.papers
    years = [paper.year for paper in papers]

    def having(kind: str) -> int:
        return sum(1 for paper in papers if (link := getattr(paper.links, kind)) and link.state == "yes")

    return t(
        "counts",
        papers=t.n("papers", len(papers)),
        all_in_one=sum(1 for paper in papers if paper.scope == "all-in-one"),
        code=having("code"),
        weights=having("weights"),
        notes=len(catalogue.notes),
        years=t("counts_years", first=min(years, default=0), last=max(years, default=0)),
    )


def paper_links(paper: Paper) -> Iterator[tuple[str, Link]]:
    """The links that lead somewhere: the paper first, by link, DOI or arXiv id."""
    if paper.address:
        yield "paper", paper.links.paper if paper.links.paper and paper.links.paper.url else Link.to(paper.address)
    for kind, link in paper.links:
        if kind != "paper" and link is not None and link.url:
            yield kind, link


def subtitle(paper: Paper) -> str:
    """The title behind the method's name, without that name at its head."""
    if paper.method and paper.title.startswith(f"{paper.method}: "):
        return paper.title.removeprefix(f"{paper.method}: ")
    return paper.title


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
            public=first_public(paper),
            links=list(paper_links(paper)),
            all_links=_all_links(paper),
            bibtex=bibtex(paper, catalogue.venues[paper.venue]),
            neighbours=catalogue.neighbours(paper),
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


def _rules(made: Site) -> SitePage:
    """What `check` looks for and why: the page that every message and CONTRIBUTING.md can point at."""
    t = made.t
    pages = [(rule, rule.texts[made.lang]["page"].format()) for rule in rules().values()]
    return made.page("rules/", t("rules_title"), t("rules_intro"), made.html("rules", "rules/", rules=pages))


def _gone(made: Site) -> Iterator[SitePage]:
    """A page at the address of each removed entry, with the reason, and of each former id, with the way on."""
    t, catalogue = made.t, made.catalogue
    removed = {each.paper: each for each in catalogue.about.removed if each.benchmark is None}
    former = {was: paper for paper in catalogue.papers for was in paper.was}
    for id in sorted({*removed, *former} - set(catalogue.by_id)):
        path = f"papers/{id}/"
        html = made.html("gone", path, id=id, record=removed.get(id), now=former.get(id))
        yield made.page(path, t("gone_title", id=id), t("gone_title", id=id), html)


def _all_links(paper: Paper) -> list[tuple[str, Link | None]]:
    """Every kind of link with its state; the paper's page also where it follows from an id."""
    found = dict(paper.links)
    if paper.address and not (paper.links.paper and paper.links.paper.url):
        found["paper"] = Link.to(paper.address)
    if found["pdf"] is None and paper.arxiv:
        found["pdf"] = Link.to(f"https://arxiv.org/pdf/{paper.arxiv}")
    return list(found.items())


def _group(made: Site, group: str) -> Iterator[SitePage]:
    """The index of a vocabulary, of the venues or of the years, and a page for each of its words."""
    t, tagged = made.t, made.catalogue.tagged[group]
    rows = []
    for id, name, full, also in _words_of(made, group):
        papers = tagged.get(id, ())
        if not papers and group not in made.catalogue.terms:
            continue  # a term has its page, which prose and search lead to, even before its first paper
        count = t.n("papers", len(papers))
        rows.append({"id": id, "name": name, "words": full, "count": count})
        path = f"{group}/{id}/"
        title = t("title_year", year=id) if group == "years" else name
        html = made.html("term", path, title=title, definition=full, also=also, papers=papers)
        yield SitePage(path, title, _description(t, group, name, full, count), html)
    path = f"{group}/"
    yield SitePage(path, t(f"group_{group}"), t(f"intro_{group}"), made.html("group", path, group=group, rows=rows))


def _words_of(made: Site, group: str) -> Iterable[tuple[str, str, str, tuple[str, ...]]]:
    """Id, name, full words and other names of each word of a group, in the order of its index."""
    catalogue = made.catalogue
    if group == "years":
        return [(year, year, "", ()) for year in sorted(catalogue.tagged["years"], reverse=True)]
    if group == "venues":
        venues = sorted(catalogue.about.venues, key=lambda v: (-len(catalogue.tagged["venues"].get(v.id, ())), v.id))
        return [(v.id, v.name, v.full if v.full != v.name else "", ()) for v in venues]
    return [
        (id, term.name.in_(made.lang), term.definition.in_(made.lang), term.aliases)
        for id, term in catalogue.terms[group].items()
    ]


def _authors(made: Site) -> Iterator[SitePage]:
    """A page for each name that several papers print, and their index."""
    t, listed = made.t, sorted(made.catalogue.authors.values(), key=lambda each: (-len(each.papers), each.name))
    for author in listed:
        path = f"authors/{author.slug}/"
        count = t.n("papers", len(author.papers))
        html = made.html("author", path, author=author)
        yield SitePage(path, author.name, t("description_author", name=author.name, n=count), html)
    if listed:
        html = made.html("authors", "authors/", authors=listed)
        yield SitePage("authors/", t("authors_title"), t("authors_intro"), html)


def _description(t: Words, group: str, name: str, full: str, count: str) -> str:
    if group == "years":
        return t("description_year", n=count, year=name)
    if group == "venues":
        return t("description_venue", n=count, name=name, full=full or name)
    return t("description_term", name=name, definition=f"{full} " if t.lang == "en" else full, n=count)


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


def _address(url: str) -> str:
    """A URL as shown: host and path, shortened."""
    parts = urlsplit(url)
    shown = unquote((parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/"))
    return shown if len(shown) <= ADDRESS else f"{shown[: ADDRESS - 1]}…"


def _tagged(catalogue: Catalogue, tag: str) -> tuple[Paper, ...]:
    group, _, id = tag.partition("/")
    return catalogue.tagged.get(group, {}).get(id, ())


def plain(words: str, catalogue: Catalogue, lang: str) -> str:
    """Prose without links, for a page's description."""
    return Markup(text.html(words, catalogue, lang, "")).striptags()
