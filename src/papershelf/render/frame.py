"""The theme round the pages of a language: ``templates/theme/``, rendered as MkDocs would, without it.

The theme's templates see what MkDocs' do of its ``page`` and ``config``, and have its filter ``url``: one theme serves
both (https://www.mkdocs.org/dev-guide/themes/#template-variables).
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from urllib.parse import urlsplit

from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from papershelf.render import shell
from papershelf.render.edition import Edition
from papershelf.render.page import SitePage, crumbs


@dataclass(frozen=True)
class Frame:
    """The frame of a language's pages, which has links to the other editions; ``titles`` has every page by its path."""

    edition: Edition
    editions: Sequence[Edition]
    titles: Mapping[str, str]

    def stamped(self, page: SitePage) -> str:
        """A page's whole HTML; the theme is rendered once for each kind of page that every language has."""
        if self.elsewhere(page.path):
            return self.rendered(page)
        kind = shell.kind(page)
        if kind not in self._shells:
            marked = SitePage(f"{shell.MARKS['path']}/".join(kind.split("*")), "", page.make, page.scripts)
            self._shells[kind] = shell.Shell.of(self._rendered(marked, shell.MARKS))
        return self._shells[kind].stamped(page)

    def rendered(self, page: SitePage) -> str:
        """A page's whole HTML, the theme rendered for it alone."""
        return self._rendered(page, shell.told(page))

    def elsewhere(self, path: str) -> dict[str, str]:
        """Language → the nearest page, where it lacks this one: the paper of a note, an index above, the front page.

        Only hand-written pages may be missing in a language.
        """
        by_hand = self.edition.catalogue.by_hand
        if path not in by_hand[self.edition.lang]:
            return {}
        return {lang: self._nearest(path, pages) for lang, pages in by_hand.items() if path not in pages}

    def _nearest(self, path: str, pages: Collection[str]) -> str:
        """The page nearest to a path among another language's hand-written pages, and the generated ones of all."""
        paper = self.edition.catalogue.cards.get(path.removeprefix("notes/").removesuffix("/"))
        if paper is not None and path.startswith("notes/"):
            return paper.path
        above = path.rstrip("/").rpartition("/")[0]
        while above and f"{above}/" not in pages:
            above = above.rpartition("/")[0]
        return f"{above}/" if above else ""

    def not_found(self) -> str:
        """The page for every wrong address: its own is not known, so its links begin at the site's host."""
        base = urlsplit(self.edition.root).path
        return self._theme.get_template("404.html").render(page=None, base_url=base)

    @cached_property
    def _shells(self) -> dict[str, shell.Shell]:
        return {}

    def _rendered(self, page: SitePage, told: Mapping[str, str]) -> str:
        seen = SimpleNamespace(
            url=page.path or "./",  # as MkDocs calls the front page's
            canonical_url=self.edition.root + page.path,
            is_homepage=page.path == "",
            title=told["title"],
            content=told["content"],
            meta={
                **told,
                "crumbs": crumbs(page.path, self.titles),
                "scripts": page.scripts,
                "elsewhere": self.elsewhere(page.path),
            },
        )
        return self._theme.get_template("main.html").render(page=seen)

    @cached_property
    def _theme(self) -> Environment:
        edition = self.edition
        about = edition.catalogue.about.about.in_(edition.lang)
        env = edition.templates.theme()
        env.filters["url"] = url
        env.globals |= shell.values(edition, self.editions, self.titles)
        env.globals["config"] = SimpleNamespace(site_name=edition.title, site_description=about, site_url=edition.root)
        return env


@pass_context
def url(context: Context, link: str) -> str:
    """A link of the theme, which begins at the language's root, as one from the page; without one, behind the base."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or link.startswith(("/", "#")):
        return link
    if context["page"] is None:
        return posixpath.join(context["base_url"], link)
    return posixpath.relpath(link or ".", context["page"].url) + "/" * link.endswith("/")
