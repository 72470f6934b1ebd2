"""The downloads page ``data/``: every file that other programs can read, each with an example call."""

from __future__ import annotations

from itertools import groupby

from papershelf.export.outputs import OUTPUTS, Output
from papershelf.render import badges
from papershelf.render.edition import Edition
from papershelf.render.page import SitePage


def page(edition: Edition) -> SitePage:
    """The page; a paper that has results serves as the example."""
    t, cards = edition.t, [*edition.catalogue.cards.values()]
    cards = [card for card in cards if card.rows] or cards
    example = cards[0].id if cards else "id"
    told = groupby((output for output in OUTPUTS if output.key), key=lambda output: output.group)
    badge = next((badge for card in cards for badge in badges.badges(edition, card)), None)
    return edition.page(
        "data",
        "data/",
        t("data_title"),
        t("data_description"),
        groups=[(group, [_shown(edition, output, example) for output in outputs]) for group, outputs in told],
        badge=badge,
        badge_line=badge and badges.line(edition, badge),
    )


def _shown(edition: Edition, output: Output, id: str) -> dict[str, str]:
    """Words, link and example call of a file, as the page shows them."""
    path = output.path.replace("{id}", id)
    address = (edition.root if output.each_language else edition.catalogue.about.site_url) + path
    return {
        "name": output.path.replace("{id}", "<id>"),
        "link": f"../{'' if output.each_language else edition.up}{path}",
        "words": edition.t(f"data_{output.key}"),
        "example": output.example.replace("{url}", address),
    }
