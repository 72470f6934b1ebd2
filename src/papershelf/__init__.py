"""papershelf: a paper catalogue out of YAML files, in several languages.

Text files in, one frozen catalogue in the middle, text files out.  The rooms from the ground
up; each imports only those before it:

- ``words``: the fixed words of a language, by key; ``words/en.yaml``, ``words/zh.yaml``: what the commands say
- ``problems``: a place, a finding, its report; ``rules.yaml``: the words of every rule
- ``arxiv``, ``size``, ``license``, ``names``, ``hosts``: an arXiv id, a printed size, a license, a person or a slug, a
  host: one rule each
- ``source``: YAML text → plain data and where each value stands, and back to lines
- ``model``: the records, their fields, their JSON Schema
- ``prose``: text that links: ``[[id]]`` and what it may name, sentences, claims, Chinese typography
- ``draft``: what was read, before judgement
- ``protocol``: typed protocols: may two rows be compared, and why not
- ``board``: the rows of a benchmark, their averages, which of them ranks, and their plots
- ``checks``: one function a rule, named as its code, all in one table
- ``catalogue``: after judgement: indices, each paper resolved once (``card``), neighbours, authors, arrivals, errata
- ``cite``: BibTeX, CSL-JSON, citation styles
- ``format``: an entry's canonical YAML; inserts and replaces entries in a text
- ``lookup``: replies and BibTeX → a draft entry
- ``render``: an edition, one language of a catalogue → README regions and pages, a file for each kind of page
- ``export``: every file beside the pages; ``outputs`` is the one list of them
- ``query``: questions and the forms of their answers
- ``net``: one guarded client, and the services asked through it
- ``shelf``: the folder: reads, writes, exchanges; the only room that opens files
- ``upkeep``: the maintainers' wing: coverage, links, refresh, guard, summary
- ``beside``: work done in a second process
- ``site``: the build
- ``serve``: the site while one writes, rendered when it is asked for
- ``cli``, ``plugin``, ``reader``: the doors: commands, one file each; MkDocs; Python
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from papershelf.reader import Reader as Reader
    from papershelf.reader import open_shelf as open_shelf

__all__ = ["Reader", "open_shelf"]


def __getattr__(name: str) -> Any:
    """What programs need, loaded when it is asked for: the commands need other parts."""
    if name in __all__:
        from papershelf import reader

        return getattr(reader, name)
    raise AttributeError(f"module 'papershelf' has no attribute {name!r}")
