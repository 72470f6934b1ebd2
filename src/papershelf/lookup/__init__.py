"""From an id, an address or BibTeX to a draft entry: what was named, what was replied, what is proposed.

Pure: replies come in as bytes, entries go out as plain data.
"""

from papershelf.lookup.propose import KINDS, SCOPES, Proposal, Proposer
from papershelf.lookup.replies import Facts, from_arxiv, from_json
from papershelf.lookup.settings import LISTS, missing, pairs
from papershelf.lookup.target import Target, Unusable, target

__all__ = [
    "KINDS",
    "LISTS",
    "SCOPES",
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


def from_bibtex(text: str) -> tuple[Facts, ...]:
    """The facts of each BibTeX entry; the parser is loaded only here, no other command needs it."""
    from papershelf.lookup.bib import from_bibtex as read

    return read(text)
