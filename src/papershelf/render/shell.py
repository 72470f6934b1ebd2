"""The shell of every page: what the theme's frame needs to know, and the frame itself, to be stamped round a content.

Pages of a kind differ only in path, title, description, head, class and content.  The theme is rendered once for each
kind, with a mark in the place of each of these; the frame between the marks serves all pages of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from papershelf.render.edition import Edition
from papershelf.render.page import SitePage

# What stands in the place of a page's own words while the frame is rendered: no template escapes it.
MARKS = {name: f"papershelf{name}mark" for name in ("title", "description", "head", "main", "content")}


def kind(page: SitePage) -> str:
    """What pages in one frame have in common: their folder; a page at the top is a kind of its own."""
    folder, *below = page.path.removesuffix("/").split("/")
    return f"{folder}/*" * bool(below) or page.path


@dataclass(frozen=True)
class Shell:
    """The frame of a kind of page: HTML, a name of what goes there, HTML, …"""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, html: str, path: str) -> Shell:
        """The frame out of a page at ``path`` that was rendered with the marks."""
        names = {mark: name for name, mark in MARKS.items()}
        if "/" in path.removesuffix("/"):
            names[path] = "path"
        pattern = "|".join(map(re.escape, names))
        return cls(tuple(names.get(part, part) for part in re.split(f"({pattern})", html)))

    def stamped(self, page: SitePage) -> str:
        """A page's whole HTML."""
        fill: Mapping[str, str] = {
            "path": page.path,
            "title": str(escape(page.title)),
            "description": str(escape(page.description)),
            "head": page.head,
            "main": page.main,
            "content": page.html,
        }
        return "".join(fill[part] if n % 2 else part for n, part in enumerate(self.parts))


@dataclass(frozen=True)
class Frame:
    """What the theme gives a site: the shell of every kind of page, by language, and its files, by path."""

    shells: Mapping[str, Mapping[str, Shell]]
    files: Mapping[str, bytes]

    def stamped(self, edition: Edition, page: SitePage) -> str:
        """A page's whole HTML; raises ``KeyError`` where the theme was never asked for its kind."""
        return self.shells[edition.lang][kind(page)].stamped(page)


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
