"""The shell of every page: what the theme's frame needs to know beside the page itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from papershelf.render.edition import Edition


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
