"""Badges: a small static SVG for each board on which a method has a rank.

A method with several ranked rows of one benchmark shows the one with the best rank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from papershelf.board import Board, Row
from papershelf.catalogue.card import Card
from papershelf.prose import is_wide
from papershelf.render.edition import Edition
from papershelf.render.text import markdown_text
from papershelf.words import Words

_PAD = 6  # pixels beside each half's words
# Advance widths of Verdana at 11 px, to the pixel; all other letters take 7.
_WIDTHS = {
    **dict.fromkeys("fijltI.,:;|'! ·-()/", 4),
    **dict.fromkeys("mwMWGOQDNHU%", 9),
    **dict.fromkeys("ABCEFKPRSTVXYZ", 8),
}


LEAST = 5  # ranked rows that a board needs before a place on it says something


@dataclass(frozen=True)
class Badge:
    """What a badge of a paper says, and its path below the language's root."""

    paper: str
    path: str
    label: str
    words: str

    @property
    def text(self) -> str:
        """Both halves, as an image's alternative."""
        return f"{self.label} · {self.words}"


def badges(edition: Edition, card: Card) -> Iterator[Badge]:
    """The badges of a paper, in the order of the benchmarks."""
    t = edition.t
    best: dict[str, tuple[Board, Row]] = {}
    for board, row in card.rows:
        if row.rank is not None and board.ranked >= LEAST:
            before = best.get(board.benchmark.id)
            if before is None or row.rank < (before[1].rank or 0):
                best[board.benchmark.id] = board, row
    for id, (board, row) in best.items():
        metric = edition.catalogue.metrics[board.benchmark.metrics[0]]
        score = f"{(row.average or (None,))[0]} {metric.unit or metric.name}"
        place = t("badge_rank", rank=ordinal(t, row.rank or 0), of=board.ranked)
        yield Badge(card.id, f"badges/{card.id}/{id}.svg", board.benchmark.name.in_(t.lang), f"{score} · {place}")


def line(edition: Edition, badge: Badge) -> str:
    """The Markdown that shows a badge elsewhere and leads here."""
    paper = edition.catalogue.cards[badge.paper]
    return f"[![{markdown_text(badge.label)}]({edition.root}{badge.path})]({edition.root}{paper.path})"


def files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Path below the language's root and SVG of every badge."""
    for card in edition.catalogue.cards.values():
        for badge in badges(edition, card):
            split = width(badge.label) + 2 * _PAD
            whole = split + width(badge.words) + 2 * _PAD
            text = edition.file("badge.svg", label=badge.label, words=badge.words, split=split, width=whole)
            yield from ((badge.path.replace(f"/{card.id}/", f"/{id}/"), text) for id in card.ids)


def ordinal(t: Words, number: int) -> str:
    """A rank in words; the form by the last digits, as English has it (CLDR, ordinal plurals)."""
    tens, ones = number % 100, number % 10
    form = {1: "one", 2: "two", 3: "few"}.get(ones, "other") if tens not in (11, 12, 13) else "other"
    return t(f"ordinal_{form}", n=number)


def width(words: str) -> int:
    """About how many pixels the words take at 11 px; the SVG then stretches them to fit."""
    return sum(11 if is_wide(char) else _WIDTHS.get(char, 7) for char in words)
