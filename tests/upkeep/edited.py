"""The shelf of sounds as text, edits of it as contributors make them, and the draft of what they give."""

from __future__ import annotations

import re

from papershelf.draft import Docs, Draft, draft
from papershelf.source import read_document, read_registry
from tests.making import SOUNDS

PAPERS, ABOUT = ((SOUNDS / name).read_text("utf-8") for name in ("papers.yaml", "catalogue.yaml"))
NEW = """\
- id: aa-new
  kind: method
  scope: all-in-one
  method: ZZ|New
  title: "ZZ|New: A <b>bold</b> *claim* on `things` @someone"
  authors: [Ann Lee, Bo Li]
  venue: arxiv
  year: 2026
  arxiv: "2601.99999"
  links: {code: https://github.com/a/b}
  tasks: [denoising]
  techniques: [masking]
  summary: {en: "Builds on [[echo]].", zh: "基于 [[echo]]。"}
  sources: [https://arxiv.org/abs/2601.99999]
  results:
  - benchmark: rooms
    setting: one-model
    values: {hall: [99.31, 1.0], street: [99.57, 2.0]}
    source: {in: paper, locator: Table 1}

"""


def drafted(papers: str = PAPERS, about: str = ABOUT) -> Draft:
    """The draft of a registry, with what its catalogue.yaml says."""
    made, _ = draft(read_document(about, "catalogue.yaml"), [read_registry(papers, "papers.yaml")], Docs())
    assert made is not None
    return made


def entry(id: str, papers: str = PAPERS) -> str:
    """The text of an entry, to the next one."""
    found = re.search(rf"^- id: {id}\n.*?(?=^- id: |\Z)", papers, re.M | re.S)
    assert found, id
    return found.group()


def row(id: str, n: int, papers: str = PAPERS) -> str:
    """The text of an entry's n-th row, from 0."""
    return str(re.findall(r"^  - benchmark: .*\n(?:    .*\n)+", entry(id, papers), re.M)[n])


def changed(text: str, old: str, new: str) -> str:
    """A text with words exchanged that stand in it once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def without(*ids: str, papers: str = PAPERS) -> str:
    """A registry without these entries."""
    for id in ids:
        papers = changed(papers, entry(id, papers), "")
    return papers


def in_entry(id: str, old: str, new: str, papers: str = PAPERS) -> str:
    """A registry with words of one entry exchanged, which stand in it once."""
    whole = entry(id, papers)
    return changed(papers, whole, changed(whole, old, new))


def recorded(*records: str, about: str = ABOUT) -> str:
    """A catalogue.yaml with these records of what was removed: ``paper: echo, benchmark: rooms``."""
    why = "removed_because: {en: It was not true., zh: 与事实不符。}, day: 2026-11-24"
    return f"{about}removed:\n" + "".join(f"- {{{record}, {why}}}\n" for record in records)
