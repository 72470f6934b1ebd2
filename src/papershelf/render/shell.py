"""The shell of every page: what the theme's frame needs to know, and the frame itself, to be stamped round a content.

Pages of a kind differ only in path, title, description, head, class and content.  The theme is rendered once for each
kind, with a mark in the place of each of these; the frame between the marks serves all pages of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from papershelf.render.edition import Edition
from papershelf.render.page import SitePage

# What stands in the place of a page's own words while the frame is rendered: no template escapes it.
MARKS = {name: f"papershelf{name}mark" for name in ("path", "title", "description", "head", "main", "content")}
_MARKS = {mark: name for name, mark in MARKS.items()}
_MARK = re.compile("|".join(_MARKS))


def kind(page: SitePage) -> str:
    """What pages in one frame have in common, their folder: ``papers/*``; a page at the top is a kind of its own."""
    folder, _, _ = page.path.removesuffix("/").rpartition("/")
    return f"{folder}/*" if folder else page.path


def told(page: SitePage) -> dict[str, str]:
    """What a page says, by the names of its marks."""
    return {
        "path": page.path.rstrip("/").rpartition("/")[2],
        "title": page.title,
        "description": page.description,
        "head": page.head,
        "main": page.main,
        "content": page.html,
    }


@dataclass(frozen=True)
class Shell:
    """The frame of a kind of page: HTML, a name of what goes there, HTML, …"""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> Shell:
        """The frame out of a page that was rendered with the marks in the place of what it says."""
        parts = re.split(f"({_MARK.pattern})", html)
        return cls(tuple(_MARKS.get(part, part) for part in parts))

    def stamped(self, page: SitePage) -> str:
        """A page's whole HTML."""
        fill = told(page)
        fill |= {name: str(escape(fill[name])) for name in ("title", "description")}
        return "".join(fill[part] if n % 2 else part for n, part in enumerate(self.parts))


def values(edition: Edition, editions: Sequence[Edition], paths: Collection[str]) -> dict[str, Any]:
    """The theme's values by name; ``paths`` are those of all pages below a language's root."""
    about = edition.catalogue.about
    return {
        "t": edition.t,
        "shelf_lang": edition.lang,
        "shelf_repository": about.repository,
        "shelf_root": about.site_url,
        "shelf_title": editions[0].title,
        "shelf_licence": about.licence.in_(edition.lang),
        "shelf_search": f"{edition.up}search.json",
        "shelf_compare": f"{edition.up}compare.{edition.lang}.json",
        "shelf_paths": paths,
        "shelf_languages": [
            {
                "lang": each.lang,
                "name": each.t("language"),
                "words": each.t,
                "site_url": each.root,
                "up": edition.up + each.below,
            }
            for each in editions
        ],
    }
