"""The services that know papers: arXiv, Crossref, and through doi.org every other DOI agency."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from time import monotonic
from urllib.parse import quote, urlencode

from papershelf.lookup import Facts, Unusable, from_arxiv, from_bibtex, from_json
from papershelf.net.client import Asked, Reply, ask, origin

# Tests set PAPERSHELF_<NAME>_URL to a server on this machine; only then may it be a private one.
_SERVICES = {
    "arxiv": "https://export.arxiv.org/api/query",
    "crossref": "https://api.crossref.org/works/",
    "doi": "https://doi.org/",
}
_ATOM = ("application/atom+xml", "application/xml", "text/xml")
_JSON = ("application/json", "application/vnd.crossref-api-message+json")
_CSL = ("application/vnd.citationstyles.csl+json", "application/citeproc+json", "application/json")
_BIBTEX = ("application/x-bibtex", "text/x-bibtex", "text/bibliography")


@dataclass(frozen=True)
class Lookup:
    """A lookup under way: when it must have ended, and how many seconds it was given."""

    end: float
    seconds: float

    @classmethod
    def begin(cls, seconds: float) -> Lookup:
        """A lookup that may take so many seconds from now, its redirects and second services included."""
        return cls(monotonic() + seconds, seconds)

    def arxiv(self, id: str) -> Facts:
        """The facts of the paper of an arXiv id."""
        query = urlencode({"id_list": id, "max_results": 1})
        # arXiv answers a faulty id with status 400 and a feed that says why.
        return from_arxiv(self.get("arxiv", f"?{query}", _ATOM, also=(400,)).body, id)

    def doi(self, doi: str) -> Facts:
        """The facts of the paper of a DOI: from Crossref, else from the agency that registered it.

        Agencies write DOIs in lower case; the spelling asked for is kept.
        """
        facts = self._doi(doi)
        return replace(facts, doi=doi) if facts.doi.casefold() == doi.casefold() else facts

    def _doi(self, doi: str) -> Facts:
        path = quote(doi, safe="/")
        try:
            return from_json(self.get("crossref", path, _JSON).body)
        except Unusable as failure:
            if failure.code != "web-not-found":
                raise
        reply = self.get("doi", path, (*_CSL, *_BIBTEX))
        if reply.kind not in _BIBTEX:
            return from_json(reply.body)
        try:
            return from_bibtex(reply.body.decode("utf-8"))[0]
        except UnicodeDecodeError as error:
            raise Unusable("bib-broken", line=1) from error

    def get(self, service: str, path: str, kinds: tuple[str, ...], also: tuple[int, ...] = ()) -> Reply:
        """A service's reply of one of the kinds; ``also`` are statuses beside 200 whose body is wanted."""
        base = os.environ.get(f"PAPERSHELF_{service.upper()}_URL", _SERVICES[service])
        url = base + path
        own = base != _SERVICES[service]
        asked = Asked(kinds, also, self.end, origin(url) if own else None)
        return ask(url, asked, self.seconds)
