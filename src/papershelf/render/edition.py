"""An edition: one language of a catalogue, with its words, its address and its templates, made once.

Whatever is told in a language is told from its edition: pages, README, feeds, badges, the
summary of a change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from papershelf.catalogue import Catalogue
from papershelf.cite.csl import csl
from papershelf.cite.styles import citations
from papershelf.license import NONE_STATED
from papershelf.model import TEXTS, Scope
from papershelf.render import meta, text
from papershelf.render.page import Content, SitePage
from papershelf.render.protocols import difference_words
from papershelf.render.templates import Escaped, Templates
from papershelf.words import Words


@dataclass(frozen=True)
class Edition:
    """A catalogue in one of its languages."""

    catalogue: Catalogue
    lang: str
    templates: Templates
    cited: Callable[[str], Mapping[str, str]] = lambda _: {}  # id of a paper → style → formatted citation

    @property
    def first(self) -> bool:
        """Whether it is the language at the root of the site."""
        return self.lang == self.catalogue.about.languages[0]

    @property
    def below(self) -> str:
        """Its folder below the site's root: nothing, or ``zh/``."""
        return "" if self.first else f"{self.lang}/"

    @property
    def up(self) -> str:
        """The way from its folder to the site's root."""
        return "" if self.first else "../"

    @cached_property
    def root(self) -> str:
        """Its address, which ends in a slash."""
        return self.catalogue.about.site_url + self.below

    @cached_property
    def t(self) -> Words:
        """Its fixed words."""
        return self.templates.words[self.lang]

    @cached_property
    def title(self) -> str:
        """The catalogue's name."""
        return self.catalogue.about.title.in_(self.lang)

    @cached_property
    def counts(self) -> str:
        """The catalogue's size in a sentence."""
        cards, t = self.catalogue.cards.values(), self.t
        years = [card.paper.year for card in cards]
        return t(
            "counts",
            papers=t.n("papers", len(cards)),
            heart="".join(self._of_scope(scope) for scope in self.catalogue.about.scopes if scope.heart),
            code=sum(1 for card in cards if card.state("code") == "yes"),
            weights=sum(1 for card in cards if card.state("weights") == "yes"),
            notes=len(self.catalogue.notes),
            years=t("counts_years", first=min(years, default=0), last=max(years, default=0)),
        )

    def _of_scope(self, scope: Scope) -> str:
        """How many papers have a scope."""
        count = sum(1 for paper in self.catalogue.papers if paper.scope == scope.id)
        return self.t("counts_scope", n=count, name=scope.name.in_(self.lang))

    def plain(self, words: str) -> str:
        """Prose without its links."""
        return Markup(text.html(words, self.catalogue, self.lang, "")).striptags()

    def page(
        self, template: str, path: str, title: str, description: str, *, scripts: tuple[str, ...] = (), **values: Any
    ) -> SitePage:
        """The page at ``path``, to be rendered from ``site/<template>.html`` with these values."""
        return SitePage(path, title, lambda: Content(description, self.html(template, path, **values)), scripts)

    def html(self, template: str, path: str, **values: Any) -> str:
        """A template's HTML for the page at ``path``, with links relative to it."""
        return self.markup("../" * path.count("/")).get_template(f"site/{template}.html").render(**values)

    def file(self, name: str, **values: Any) -> str:
        """The text of ``site/<name>``, a template of XML or SVG, with these values."""
        return self.markup().get_template(f"site/{name}").render(**values)

    def head(self, data: Mapping[str, Any], tags: Iterable[tuple[str, str]] = (), files: Iterable[Any] = ()) -> str:
        """What a page's head says to programs: JSON-LD, meta tags, type and path of its other forms."""
        return self.file("head.html", data=meta.in_script(data), tags=list(tags), files=list(files))

    def markup(self, root: str = "") -> Environment:
        """The templates of pages, XML and SVG: every value is escaped.

        ``root`` is the way to the language's root, which all of one depth share: they see it without its being handed
        on, so that Jinja reads the macros that they import once and not for every page.
        """
        if root not in self._markup:
            self._markup[root] = self._environment(root)
        return self._markup[root]

    @cached_property
    def _markup(self) -> dict[str, Environment]:
        return {}

    def _environment(self, root: str) -> Environment:
        env = self.templates.environment(autoescape=True)
        env.filters |= {
            "address": text.shown_address,
            "prose": lambda words: text.html(words, self.catalogue, self.lang, root),
            "term_name": lambda id, group: self.catalogue.terms[group][id].name.in_(self.lang),
        }
        # A paper's row is the same in many lists.
        row = cache(lambda id: Markup(env.get_template("site/row.html").render(card=self.catalogue.cards[id])))
        env.globals |= {
            **self._everywhere,
            "t": Escaped(self.t),
            "languages": {each: self.templates.words[each]("language") for each in self.catalogue.about.languages},
            "root": root,
            "up": self.up,
            "source_of": self.catalogue.source_of,
            "differences": lambda found: [difference_words(each, self.t) for each in found],
            "row": row,
        }
        return env

    @cached_property
    def markdown(self) -> Environment:
        """The templates of Markdown and plain text: values are escaped by the filters ``md`` and ``prose``."""
        env = markdown(self.templates, self.lang)
        env.filters["prose"] = lambda words: text.cell(words, self.catalogue, self.lang, self.root)
        env.globals |= {**self._everywhere, "site": self.root, "texts": TEXTS}
        return env

    @property
    def _everywhere(self) -> Mapping[str, Any]:
        return {
            "t": self.t,
            "lang": self.lang,
            "catalogue": self.catalogue,
            "cards": self.catalogue.cards,
            "none_stated": NONE_STATED,
        }


def markdown(templates: Templates, lang: str) -> Environment:
    """The templates of Markdown in a language, without a catalogue: ``md`` and ``prose`` show words as they are."""
    env = templates.environment(autoescape=False)
    env.filters |= {"md": text.markdown_text, "prose": text.markdown_text, "address": text.markdown_address}
    env.globals |= {"t": templates.words[lang], "lang": lang}
    return env


def editions(catalogue: Catalogue, templates: Templates, singly: bool = False) -> tuple[Edition, ...]:
    """An edition for each language of the catalogue, the first one first, with formatted citations.

    All are formatted at once, or ``singly`` as they are asked for.
    """
    cards, styles = catalogue.cards, templates.styles
    together = cache(lambda: citations(map(csl, cards.values()), styles))

    def cited(id: str) -> Mapping[str, str]:
        return citations([csl(cards[id])], styles)[id] if singly else together()[id]

    return tuple(Edition(catalogue, lang, templates, cited) for lang in catalogue.about.languages)
