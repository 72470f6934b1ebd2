"""A page of the site, and the renderer of one language that makes pages out of templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import Environment
from markupsafe import Markup

from papershelf.catalogue.index import Catalogue
from papershelf.model import Link, Paper
from papershelf.render import boards, meta, text
from papershelf.render.badges import Badge
from papershelf.render.plot import labels
from papershelf.render.templates import Templates
from papershelf.words import Words

ADDRESS = 56  # characters of a URL that are shown
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


def plain(words: str, catalogue: Catalogue, lang: str) -> str:
    """Prose without links, for a page's description."""
    return Markup(text.html(words, catalogue, lang, "")).striptags()


def _address(url: str) -> str:
    """A URL as shown: host and path, shortened."""
    parts = urlsplit(url)
    shown = unquote((parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/"))
    return shown if len(shown) <= ADDRESS else f"{shown[: ADDRESS - 1]}…"
