"""The services: add against servers that misbehave ends in one sentence, with nothing written; what refresh asks."""

from __future__ import annotations

import gzip
import json
import socket
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from papershelf.lookup import Unusable
from papershelf.net import client, services
from papershelf.net.client import Limits, Reply, followed
from papershelf.net.services import Lookup, ask_crossref, ask_github, repository, search
from tests.conftest import Run, RunProcess, digests
from tests.net.manners import Server
from tests.service import ATOM, BIBTEX, JSON, REPLIES, Handler, Service, serving

ID = "1605.08386"
LIMIT = 0.5  # seconds that the client is given where a server would take twenty
SLOW = "gave no whole reply"
GOOD = (REPLIES / "arxiv-1605.08386.xml").read_bytes()


@pytest.fixture
def service() -> Iterator[Service]:
    """A server that answers as the test says."""
    with serving() as found:
        yield found


@pytest.fixture
def named(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the server as every service."""
    for name, value in service.env.items():
        monkeypatch.setenv(name, value)


def hang(service: Service) -> Callable[[Handler], None]:
    """Takes the request and says nothing."""

    def answer(handler: Handler) -> None:
        service.over.wait(20)

    return answer


def hang_in_body(service: Service) -> Callable[[Handler], None]:
    """Begins a reply and stops."""

    def answer(handler: Handler) -> None:
        start(handler, 1000)
        handler.wfile.write(GOOD[:100])
        service.over.wait(20)

    return answer


def drip_head(service: Service) -> Callable[[Handler], None]:
    """Sends header lines without end, one now and then."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not service.over.wait(0.05):
            handler.wfile.write(b"X")

    return answer


def drip_body(service: Service) -> Callable[[Handler], None]:
    """Sends the reply a byte now and then."""

    def answer(handler: Handler) -> None:
        start(handler, 1_000_000)
        while not service.over.wait(0.05):
            handler.wfile.write(b"<")

    return answer


def endless(service: Service) -> Callable[[Handler], None]:
    """Sends a body without length and without end."""

    def answer(handler: Handler) -> None:
        start(handler, None)
        while not service.over.is_set():
            handler.wfile.write(b"<!-- -->" * 8192)

    return answer


def bomb(chunked: bool) -> Callable[[Service], Callable[[Handler], None]]:
    """Sends 1 GB of zeros as 1 MB of gzip, whole or as one chunk."""
    packed = _gigabyte()

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", ATOM)
        handler.send_header("Content-Encoding", "gzip")
        if chunked:
            handler.send_header("Transfer-Encoding", "chunked")
            handler.end_headers()
            handler.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed))
        else:
            handler.send_header("Content-Length", str(len(packed)))
            handler.end_headers()
            handler.wfile.write(packed)

    return lambda service: answer


def _gigabyte() -> bytes:
    """1 GB of zeros as gzip: 1,024 members of 1 MB each, which gzip takes as one stream (RFC 1952, 2.2)."""
    return gzip.compress(b"\0" * (1 << 20)) * 1024


def loop(service: Service) -> Callable[[Handler], None]:
    """Redirects to itself."""
    return lambda handler: redirect(handler, handler.path)


def elsewhere(target: str) -> Callable[[Service], Callable[[Handler], None]]:
    """Redirects to another place."""
    return lambda service: lambda handler: redirect(handler, target)


def redirect(handler: Handler, target: str) -> None:
    """A redirect."""
    handler.send_response(302)
    handler.send_header("Location", target)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def start(handler: Handler, length: int | None) -> None:
    """The head of an Atom reply."""
    handler.send_response(200)
    handler.send_header("Content-Type", ATOM)
    if length is not None:
        handler.send_header("Content-Length", str(length))
    handler.end_headers()


def says(
    body: bytes, kind: str = ATOM, status: int = 200, **headers: str
) -> Callable[[Service], Callable[[Handler], None]]:
    """Answers with these bytes."""

    def made(service: Service) -> Callable[[Handler], None]:
        service.sends("arxiv", ID, body, kind, status, **headers)
        return service.answers["arxiv", ID]

    return made


def broken_gzip(service: Service) -> Callable[[Handler], None]:
    """Says gzip and sends something else."""
    return says(b"no gzip at all", Content_Encoding="gzip")(service)


def cut_off(service: Service) -> Callable[[Handler], None]:
    """Promises more than it sends."""

    def answer(handler: Handler) -> None:
        start(handler, 10_000)
        handler.wfile.write(GOOD[:50])

    return answer


DTD = (
    b'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + GOOD[GOOD.index(b"<feed") :]
)
OUTSIDE = DTD.replace(b'<!ENTITY a "ha">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')
NO_TITLE = GOOD.replace(b"<title>Heat-bath random walks with Markov bases</title>", b"<title> </title>")

HOSTILE: dict[str, tuple[Callable[[Service], Callable[[Handler], None]], str]] = {
    "hang": (hang, "gave no whole reply within 0.5 s"),
    "hang in body": (hang_in_body, "gave no whole reply within 0.5 s"),
    "drip in head": (drip_head, "gave no whole reply within 0.5 s"),
    "drip in body": (drip_body, "gave no whole reply within 0.5 s"),
    "endless": (endless, "is longer than 2 MB"),
    "gzip of 1 GB": (bomb(chunked=False), "is longer than 2 MB"),
    "gzip of 1 GB in a chunk": (bomb(chunked=True), "is longer than 2 MB"),
    "broken gzip": (broken_gzip, "is damaged"),
    "cut off": (cut_off, "is damaged"),
    "redirect loop": (loop, "redirects in a circle, or more than 5 times"),
    "redirect to a file": (elsewhere("file:///etc/passwd"), "redirects to 'file:///etc/passwd', which is not followed"),
    "redirect with a password": (elsewhere("http://a:b@127.0.0.1/"), "which is not followed"),
    "redirect to nowhere": (elsewhere(""), "which is not followed"),
    "redirect to a broken address": (elsewhere("http://[::1"), "127.0.0.1"),
    "redirect to a private address": (elsewhere("http://10.0.0.1/"), "10.0.0.1 is an address of a private network"),
    "redirect to another port": (elsewhere("http://localhost:9/"), "localhost cannot be reached"),
    "redirect to link-local": (elsewhere("http://169.254.169.254/latest"), "private network"),
    "wrong type": (says(GOOD, "text/html"), "sent text/html in place of application/atom+xml"),
    "no type": (says(GOOD, ""), "sent – in place of"),
    "429": (says(b"", ATOM, 429, Retry_After="120"), "asks to wait (status 429, for 120 s)"),
    "429 without number": (says(b"", ATOM, 429, Retry_After="\x1b[31mnever"), "asks to wait (status 429, for ? s)"),
    "503": (says(b"", ATOM, 503), "asks to wait (status 503"),
    "404": (says(b"", ATOM, 404), "knows no such paper (status 404)"),
    "410": (says(b"", ATOM, 410), "knows no such paper (status 410)"),
    "500": (says(b"", ATOM, 500), "answers with status 500"),
    "DTD": (says(DTD), "declares a document type"),
    "entity of a file": (says(OUTSIDE), "declares a document type"),
    "no XML": (says(b"\xff\xfe\x00<"), "is no Atom feed"),
    "other XML": (says(b"<html/>"), "is no Atom feed"),
    "empty": (says(b""), "is no Atom feed"),
    "odd encoding": (says(b'<?xml version="1.0" encoding="nonsense"?><feed/>'), "is no Atom feed"),
    "deep XML": (says(b"<a>" * 200_000), "is no Atom feed"),
    "Error entry": (says((REPLIES / "arxiv-error.xml").read_bytes(), status=400), "arXiv answers: incorrect id format"),
    "Error entry, status 200": (says((REPLIES / "arxiv-error.xml").read_bytes()), "arXiv answers: incorrect id format"),
    "no entry": (says((REPLIES / "arxiv-none.xml").read_bytes()), "arXiv has no paper 1605.08386"),
    "another paper": (says((REPLIES / "arxiv-astro-ph-0601001.xml").read_bytes()), "the reply is not about 1605.08386"),
    "no title": (says(NO_TITLE), "the record has no title"),
}  # fmt: skip


def refused(folder: Path, run: Run, service: Service, words: str, *expected: str) -> None:
    """A command ends with status 1 and one sentence, in both languages; nothing is written."""
    before = digests(folder)
    limit = LIMIT if expected[0].startswith(SLOW) else 20.0  # room for a slow machine where time is not the point
    for lang in ("en", "zh"):
        done = run(folder, "add", words, "--yes", "--timeout", str(limit), env=service.env, lang=lang)
        assert done.exit_code == 1, done.output
        assert isinstance(done.exception, SystemExit)
        sentence, nothing = done.output.splitlines()
        assert nothing in ("nothing was written", "未写入任何内容")
        assert "\x1b" not in sentence
        if lang == "en":
            assert all(word in sentence for word in expected), sentence
    assert digests(folder) == before


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_reply_ends_in_one_sentence(name: str, service: Service, toy: Path, run: Run) -> None:
    """Whatever arXiv's side does, the command ends in its time, says why, and writes nothing."""
    answer, expected = HOSTILE[name]
    service.answers["arxiv", ID] = answer(service)
    refused(toy, run, service, ID, expected)
    if not expected.startswith(SLOW):
        assert service.asked == [("arxiv", ID)] * 2  # once a language, in a circle too


DOI = "10.1000/x"
DEEP = b'{"message": ' + b"[" * 200_000
NULLS = json.dumps(
    {"message": {"title": None, "author": None, "issued": {"date-parts": [[None]]}, "DOI": None}}
).encode()
HOSTILE_JSON = {
    "nulls": (NULLS, JSON, "has no title"),
    "titles that are null": (b'{"message": {"title": [null, 7, {}]}}', JSON, "has no title"),
    "deep": (DEEP, JSON, "no JSON record"),
    "deep in a field": (
        b'{"message": {"DOI": "10.1000/x", "title": ["A b c"], "author": ' + b"[" * 900 + b"]" * 900 + b"}}",
        JSON,
        "venue",
    ),
    "another paper": (b'{"message": {"DOI": "10.1000/y", "title": ["A"]}}', JSON, "the reply is not about 10.1000/x"),
    "no paper in particular": (b'{"message": {"title": ["A"]}}', JSON, "the reply is not about 10.1000/x"),
    "not JSON": (b"<html>", JSON, "no JSON record"),
    "a list": (b"[1, 2]", JSON, "no JSON record"),
    "a number with 5,000 digits": (b'{"message": ' + b"9" * 5000 + b"}", JSON, "no JSON record"),
    "not UTF-8": (b'{"message": {"title": ["\xff"]}}', JSON, "no JSON record"),
    "wrong type": (b"{}", "text/html", "sent text/html in place of application/json"),
}


@pytest.mark.parametrize("name", HOSTILE_JSON)
def test_hostile_json_ends_in_one_sentence(name: str, service: Service, toy: Path, run: Run) -> None:
    """The same with what Crossref may send: nulls, deep nesting, no JSON at all."""
    body, kind, expected = HOSTILE_JSON[name]
    service.sends("crossref", DOI, body, kind)
    before = digests(toy)
    done = run(toy, "add", DOI, "--yes", env=service.env)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert expected in done.output
    assert "othing was written" in done.output
    assert digests(toy) == before


def test_gzip_of_a_gigabyte_takes_little_memory(service: Service, named: None) -> None:
    """The reply is dropped at the limit, not unpacked first."""
    packed = bomb(chunked=True)(service)
    service.answers["arxiv", ID] = packed
    tracemalloc.start()
    try:
        with pytest.raises(Unusable, match="web-size"):
            Lookup.begin(20).arxiv(ID)
        assert tracemalloc.get_traced_memory()[1] < 32 << 20  # the packed megabyte at both ends, and the limit
    finally:
        tracemalloc.stop()


def test_unreachable_is_one_sentence(toy: Path, run: Run) -> None:
    """A closed port says that the host cannot be reached."""
    with serving() as service:
        env = service.env
    done = run(toy, "add", ID, "--yes", env=env)
    assert done.exit_code == 1
    assert "127.0.0.1 cannot be reached" in done.output


def test_time_limit_is_for_the_whole_lookup(service: Service, named: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two services share one limit: what the first used up, the second does not get."""
    ends: list[float] = []

    def spy(*given: Any, **more: Any) -> Iterator[Reply]:
        ends.append(more["until"])
        return followed(*given, **more)

    monkeypatch.setattr(services, "followed", spy)
    before = monotonic()
    lookup = Lookup.begin(20)
    assert before + 20 <= lookup.end <= monotonic() + 20
    with pytest.raises(Unusable, match="web-not-found"):
        lookup.doi(DOI)
    assert service.asked == [("crossref", DOI), ("doi", DOI)]
    assert ends == [lookup.end] * 2


def test_a_bomb_of_a_doi_agency_is_refused(service: Service, named: None) -> None:
    """BibTeX that stands for gigabytes, before it is written out; a month of thousands of digits is left out."""
    strings = '@string{a = "lollollol"}' + "".join(
        f"@string{{{name} = {' # '.join([before] * 10)}}}" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    service.sends("doi", DOI, f"{strings}@article{{x, title = i, doi = {{{DOI}}}}}".encode(), BIBTEX)
    with pytest.raises(Unusable, match="bib-expands"):
        Lookup.begin(20).doi(DOI)
    month = "9" * 5_000
    service.sends("doi", DOI, f"@article{{x, title={{T}}, year=2024, month={month}, doi={{{DOI}}}}}".encode(), BIBTEX)
    assert Lookup.begin(20).doi(DOI).month == ""


@pytest.mark.parametrize("doi", ["10.1000/y", ""])
def test_an_agency_that_answers_about_another_paper_is_refused(doi: str, service: Service, named: None) -> None:
    """As Crossref and arXiv are; also where it does not say which."""
    service.sends("doi", DOI, f"@article{{x, title={{T}}, year=2024, doi={{{doi}}}}}".encode(), BIBTEX)
    with pytest.raises(Unusable, match="reply-other"):
        Lookup.begin(20).doi(DOI)


def test_redirects_are_followed_a_few_times(service: Service, named: None) -> None:
    """A DOI that doi.org sends on to its agency is found there, as BibTeX where the agency gives that."""
    doi = "10.1126/science.169.3946.635"
    service.answers["doi", doi] = elsewhere("/agency/one")(service)
    service.answers["agency", "one"] = elsewhere(f"{service.url}/agency/two")(service)
    service.sends("agency", "two", (REPLIES / "doi-science.bib").read_bytes(), BIBTEX)
    facts = Lookup.begin(20).doi(doi)
    assert (facts.authors, facts.year, facts.doi) == (("Henry S. Frank",), 1970, doi)


def test_a_hanging_server_does_not_hold_the_process(service: Service, toy: Path, run_process: RunProcess) -> None:
    """In a process of its own the command ends by itself, with its sentence and no traceback."""
    service.answers["arxiv", ID] = hang(service)
    done = run_process(toy, "--lang", "en", "add", ID, "--yes", "--timeout", "0.5", env=service.env)
    assert done.returncode == 1
    assert "gave no whole reply within 0.5 s" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("end", ["", "/"])
def test_a_service_has_one_address_for_all_commands(end: str, service: Service, toy: Path, run: Run) -> None:
    """What a test names as a service, with a slash at its end or without, is asked by add and by refresh."""
    about, papers = toy / "catalogue.yaml", toy / "papers.yaml"
    server = "venues:\n- {id: arxiv, name: arXiv, full: arXiv, kind: preprint}\n"
    about.write_text(about.read_text("utf-8").replace("venues:\n", server), "utf-8")
    papers.write_text(papers.read_text("utf-8").replace("venue: iclr", "venue: arxiv"), "utf-8")
    env = {name: f"{url}{end}" for name, url in service.env.items()}
    run(toy, "add", DOI, "--yes", env=env)
    run(toy, "refresh", "--pause", "0", env=env)
    assert service.asked == [
        ("crossref", DOI),
        ("doi", DOI),  # Crossref did not know it
        ("github", "repos/google-research/bert"),
        ("crossref", ""),  # a search
    ]


# --- what refresh asks --------------------------------------------------------------------------------


def test_where_the_services_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """At their own addresses, where nothing else is named."""
    for name in ("GITHUB", "CROSSREF"):
        monkeypatch.delenv(f"PAPERSHELF_{name}_URL", raising=False)
    assert repository("a/b") == "https://api.github.com/repos/a/b"
    parts = urlsplit(search("Adam & Eve"))
    assert (parts.netloc, parts.path, parse_qs(parts.query)["query.bibliographic"]) == (
        "api.crossref.org",
        "/works",
        ["Adam & Eve"],
    )


def test_a_token_is_shown_to_github_only(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one or without, GitHub is asked for what it gives; Crossref for anything."""
    for name in ("GITHUB", "CROSSREF"):
        monkeypatch.setenv(f"PAPERSHELF_{name}_URL", server.url)
    assert ask_github(f"{server.url}/token", Limits(), "secret").body == b"Bearer secret"
    assert ask_github(f"{server.url}/token", Limits()).body == b"none"
    assert ask_crossref(f"{server.url}/token", Limits()).body == b"none"
    assert b"application/vnd.github+json" in ask_github(f"{server.url}/asked", Limits()).body
    assert b"*/*" in ask_crossref(f"{server.url}/asked", Limits()).body


def test_this_machine_is_asked_only_where_it_is_named(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that leads here by itself is refused."""
    for name in ("GITHUB", "CROSSREF"):
        monkeypatch.delenv(f"PAPERSHELF_{name}_URL", raising=False)
    assert ask_github(f"{server.url}/good", Limits()).why == "refused"
    assert ask_crossref(f"{server.url}/good", Limits()).why == "refused"


# --- in what add differs ------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:Unverified HTTPS")
def test_no_service_leads_from_https_to_http(secure: Server, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """What doi.org says in secret is not asked for in the clear."""
    monkeypatch.setenv("PAPERSHELF_CROSSREF_URL", f"{server.url}/dead")
    monkeypatch.setenv("PAPERSHELF_DOI_URL", f"{secure.url}/plain")
    with pytest.raises(Unusable, match="web-redirect"):
        Lookup.begin(20).doi(f"10.1000/{server.server_port}")
    assert f"GET /plain/10.1000/{server.server_port}" in secure.asked
    monkeypatch.setenv("PAPERSHELF_GITHUB_URL", secure.url)
    assert ask_github(f"{secure.url}/plain/{server.server_port}", Limits(), "secret").why == "refused"


def test_add_asks_through_the_proxy_of_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a service is at its own address; what a test names is asked itself."""
    for name in ("PAPERSHELF_ARXIV_URL", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, server.url)
    server.asked.clear()
    with pytest.raises(Unusable) as failed:
        Lookup.begin(20).arxiv(ID)
    assert (failed.value.code, failed.value.values["host"]) == ("web-unreachable", "export.arxiv.org")
    monkeypatch.setenv("PAPERSHELF_ARXIV_URL", f"{server.url}/dead")
    with pytest.raises(Unusable, match="web-not-found"):
        Lookup.begin(20).arxiv(ID)
    assert server.asked == ["CONNECT export.arxiv.org:443", f"GET /dead?id_list={ID}&max_results=1"]


def test_no_service_is_asked_at_an_address_that_carries_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """NAT64, as all others: who is asked is not its own to say, for every command alike."""
    monkeypatch.setattr(client, "getproxies", dict)
    for name in ("ARXIV", "GITHUB"):
        monkeypatch.delenv(f"PAPERSHELF_{name}_URL", raising=False)
    tried: list[object] = []
    told = [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("64:ff9b::102:304", 443, 0, 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **more: told)
    monkeypatch.setattr(socket, "create_connection", lambda *given, **more: tried.append(given))
    assert ask_github(repository("a/b"), Limits()).why == "refused"
    with pytest.raises(Unusable, match="web-private"):
        Lookup.begin(20).arxiv(ID)
    assert tried == []
