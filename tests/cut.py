"""A cut of the shipped catalogue: some 120 papers, in which all that is named anywhere is still there.

Tests of what every page holds run on the whole; those of how it is made need no more than this, however large the
catalogue grows.
"""

from __future__ import annotations

from pathlib import Path

from papershelf import shelf
from papershelf.checks.found import texts
from papershelf.draft import Draft
from papershelf.prose import links
from tests.conftest import ROOT, call, copy_checkout

COUNT = 120


def lay_cut(target: Path) -> Path:
    """A copy of the checkout with fewer entries, in canonical form."""
    copy_checkout(target)
    draft = shelf.read(ROOT).draft
    assert draft is not None
    for file, text in cut_texts(draft).items():
        (target / file).write_text(text, "utf-8")
    assert call(target, "format")[0] == 0
    return target


def cut_texts(draft: Draft) -> dict[str, str]:
    """File → text of the registry without the entries that nothing names, but for the first of them."""
    needed = _named(draft)
    others = [id for id in draft.ids if id not in needed]
    kept = {*needed, *others[: max(0, COUNT - len(needed))]}
    found = {}
    for registry in draft.registries:
        text = (ROOT / registry.file).read_text("utf-8")
        for block in registry.blocks:
            if block.id not in kept:
                assert text.count(f"\n{block.text}") == 1, block.id
                text = text.replace(f"\n{block.text}", "\n")
        found[registry.file] = text
    return found


def _named(draft: Draft) -> set[str]:
    """The ids that pages, the catalogue, and entries that are named themselves name."""
    by_id = {entry.paper.id: entry.paper for entry in draft.entries}
    about = draft.about_block.text.replace(",", " ").replace("}", " ").split()
    found = {name for page in draft.pages for _, name in links(page.text)} | {page.note_of for page in draft.pages}
    ahead = [*(found | {*about}) & by_id.keys()]
    needed = set(ahead)
    while ahead:
        paper = by_id[ahead.pop()]
        more = {*paper.extends, *(name for _, _, words in texts(paper) for _, name in links(words))}
        more = more & by_id.keys() - needed
        needed |= more
        ahead += more
    return needed
