"""The services that know papers and their code: arXiv, Crossref, through doi.org every other DOI agency, and GitHub."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from importlib.metadata import version
from time import monotonic
from urllib.parse import quote, urlencode

from papershelf.arxiv import arxiv_ids
from papershelf.lookup import Facts, Unusable, from_arxiv, from_bibtex, from_json
from papershelf.net.ask import Answer, read
from papershelf.net.client import REDIRECTS, Limits, Reply, followed, host_of

# Where each service is asked: the address, then the question, which begins with a slash or a question mark.
# PAPERSHELF_<NAME>_URL names another address, for all commands alike; that of a test may be on this machine.
_SERVICES = {
    "arxiv": "https://export.arxiv.org/api/query",
    "crossref": "https://api.crossref.org/works",
    "doi": "https://doi.org",
    "github": "https://api.github.com",
}
_LIMITS = Limits(  # of add
    body=2 * 1024 * 1024,  # arXiv's longest author lists need a tenth
    redirects=5,
    agent=f"papershelf/{version('papershelf')}",
    proxies=True,
)
_WAIT = (429, 503)
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

        Agencies write DOIs in lower case; the spelling asked for is kept.  ``Unusable`` (reply-other) where the reply
        is about another one, or does not say which.
        """
        facts = self._doi(doi)
        if facts.arxiv and facts.arxiv in arxiv_ids(doi):
            return facts
        if facts.doi.casefold() != doi.casefold():
            raise Unusable("reply-other", id=doi)
        return replace(facts, doi=doi)

    def _doi(self, doi: str) -> Facts:
        path = f"/{quote(doi, safe='/')}"
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

    def get(self, service: str, question: str, kinds: tuple[str, ...], also: tuple[int, ...] = ()) -> Reply:
        """A service's reply of one of the kinds; ``also`` are statuses beside 200 whose body is wanted."""
        base, limits = _at(service, replace(_LIMITS, seconds=self.seconds))
        headers = {"Accept": ", ".join(kinds), "Accept-Encoding": "gzip"}
        *_, last = followed(base + question, limits, headers, lambda it: _usable(it, kinds, also), until=self.end)
        return last


def _usable(reply: Reply, kinds: tuple[str, ...], also: tuple[int, ...]) -> bool:
    """That status and kind of a reply are as wanted, else ``Unusable``."""
    host, status = host_of(reply.url), reply.status
    if status in _WAIT:
        wait = reply.headers.get("retry-after", "")
        raise Unusable("web-wait", host=host, status=status, wait=wait if wait.isdecimal() and len(wait) < 7 else "?")
    if status in (404, 410):
        raise Unusable("web-not-found", host=host, status=status)
    if status in REDIRECTS:
        raise Unusable("web-redirect", host=host, target="–")
    if status != 200 and status not in also:
        raise Unusable("web-status", host=host, status=status)
    if reply.kind not in kinds:
        raise Unusable("web-type", host=host, kind=reply.kind or "–", wanted=kinds[0])
    return True


def repository(name: str) -> str:
    """The address at which GitHub tells the facts of a repository, ``owner/name``."""
    return f"{_at('github')[0]}/repos/{name}"


def search(title: str) -> str:
    """The address at which Crossref tells which works may have a title."""
    fields = "DOI,type,title,author,container-title,issued"
    question = urlencode({"query.bibliographic": title, "rows": "3", "select": fields})
    return f"{_at('crossref')[0]}?{question}"


def ask_github(url: str, limits: Limits, token: str = "") -> Answer:
    """What GitHub says at an address; whoever shows a token may ask more often."""
    shown = {"Authorization": f"Bearer {token}"} if token else {}
    return read(url, _at("github", limits)[1], {"Accept": "application/vnd.github+json", **shown})


def ask_crossref(url: str, limits: Limits) -> Answer:
    """What Crossref says at an address."""
    return read(url, _at("crossref", limits)[1])


def _at(service: str, limits: Limits = _LIMITS) -> tuple[str, Limits]:
    """Where a service is asked, and within which limits: at one's own address this machine too, and no proxy.

    What was to be secret does not go on in the clear: no redirect to http is followed.
    """
    own = os.environ.get(f"PAPERSHELF_{service.upper()}_URL", "").rstrip("/")
    guard = replace(limits.guard, loopback=limits.guard.loopback or bool(own))
    return own or _SERVICES[service], replace(limits, guard=guard, proxies=limits.proxies and not own, downgrade=False)
