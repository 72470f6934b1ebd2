"""Markdown as GitHub reads it."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

GFM = MarkdownIt("gfm-like")


def tokens(markdown: str) -> Iterator[Token]:
    """Every token of a text, inline ones too."""
    for token in GFM.parse(markdown):
        yield token
        yield from token.children or ()


def links(markdown: str) -> list[str]:
    """Every address that a text links to."""
    return [str(token.attrs["href"]) for token in tokens(markdown) if token.type == "link_open"]


def cells(markdown: str) -> list[list[str]]:
    """The words of each cell or paragraph as a reader sees them; any markup in it but links is an error."""
    found = []
    for token in GFM.parse(markdown):
        if token.type == "inline":
            kinds = {child.type for child in token.children or ()}
            assert kinds <= {"text", "text_special", "link_open", "link_close"}, kinds
            found.append("".join(child.content for child in token.children or ()).split())
    return found
