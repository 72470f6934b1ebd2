"""From an id, an address or BibTeX to a draft entry: what was named, what was replied, what is proposed.

Pure: replies come in as bytes, entries go out as plain data.
"""

from papershelf.lookup.bib import from_bibtex
from papershelf.lookup.facts import Facts
from papershelf.lookup.propose import KINDS, Proposal, Proposer
from papershelf.lookup.replies import from_arxiv, from_json
from papershelf.lookup.settings import LISTS, missing, pairs
from papershelf.lookup.targets import Target, Unusable, target

__all__ = [
    "KINDS",
    "LISTS",
    "Facts",
    "Proposal",
    "Proposer",
    "Target",
    "Unusable",
    "from_arxiv",
    "from_bibtex",
    "from_json",
    "missing",
    "pairs",
    "target",
]
