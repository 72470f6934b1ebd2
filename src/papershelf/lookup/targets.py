"""What a contributor names: an arXiv id, a DOI, an address of either, or BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from papershelf.arxiv import ARXIV_ID, arxiv_ids
from papershelf.lookup.mentions import dois


class Unusable(Exception):
    """What was named, or what another host replied, is of no use: a code and its values."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Target:
    """Where to look a paper up."""

    kind: Literal["arxiv", "doi", "bibtex"]
    id: str  # an arXiv id without version, a DOI, the path of a file, or ``-``


def target(words: str) -> Target:
    """What the words name; ``Unusable`` where they name nothing that can be looked up.

    >>> target("https://arxiv.org/abs/2306.13090v1")
    Target(kind='arxiv', id='2306.13090')
    >>> target("doi:10.1109/TIP.2024.3456789").id
    '10.1109/TIP.2024.3456789'
    """
    words = words.strip()
    if words == "-" or (words.lower().endswith(".bib") and not words.lower().startswith(("http:", "https:"))):
        return Target("bibtex", words)
    if bare := re.fullmatch(rf"(?:(?i:arxiv)\s*:\s*)?({ARXIV_ID})(?:v\d+)?", words):
        return Target("arxiv", bare.group(1))
    address = words.lower().startswith(("http://", "https://"))
    if address:
        host = _host(words)
        known = host in ("doi.org", "dx.doi.org") or host == "arxiv.org" or host.endswith(".arxiv.org")
        if not known:
            raise Unusable("what", words=words)
    if found := arxiv_ids(words):
        return Target("arxiv", found[0])
    plain = re.sub(r"^(?:doi\s*:\s*)", "", unquote(words), flags=re.I)
    if (found := dois(plain)) and (address or plain.lower().startswith("10.")):
        return Target("doi", found[0])
    raise Unusable("what", words=words)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:  # brackets without an address in them
        return ""
