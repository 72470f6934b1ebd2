"""Links of hand-written pages that lead nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from papershelf.checks.found import in_page
from papershelf.draft import Page
from papershelf.problems import Problem
from papershelf.render.edition import Edition
from papershelf.render.handwritten import words
from papershelf.render.page import SitePage
from papershelf.render.written import address


def lost(edition: Edition, pages: Mapping[str, SitePage], files: Collection[str]) -> Iterator[Problem]:
    """The links in a language's hand-written pages to no page, section or file of it, each at its place.

    ``pages``: path → page, all of the language; ``files``: the paths of those beside them.
    """
    for page in edition.catalogue.pages:
        if page.lang == edition.lang:
            shown = pages[page.address]
            for link in dict.fromkeys(words(edition, page).links):
                if not _leads(link, page, shown, pages, files):
                    yield in_page(page, _at(link, page.text), "page-link", value=link)


def _leads(link: str, page: Page, shown: SitePage, pages: Mapping[str, SitePage], files: Collection[str]) -> bool:
    """Whether a link leads somewhere; of other hosts nothing is asked here, and a path from the root knows none."""
    try:
        parts = urlsplit(link)
    except ValueError:  # brackets without an address in them
        return False
    if parts.scheme or parts.netloc:
        return True
    if parts.path.startswith("/"):
        return False
    target = shown
    if parts.path:
        to = unquote(urlsplit(address(link, page.path)).path)
        path = posixpath.normpath(posixpath.join(shown.path, to)) + "/"
        path = "" if path == "./" else path
        if not parts.path.endswith(".md"):
            return path.removesuffix("/") in files
        if path not in pages:
            return False
        target = pages[path]
    return not parts.fragment or unquote(parts.fragment) in target.ids


def _at(link: str, text: str) -> int:
    """Where a link is first written in a page."""
    found = ((text.find(before + link), len(before)) for before in ("](", "]: ", ""))
    return next((at + length for at, length in found if at >= 0), 0)
