"""Asking other hosts: every kind of answer is told rightly, within its limits, and never from a private network."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from papershelf.net.ask import Answer, ask, read
from papershelf.net.client import Limits
from papershelf.net.crowd import Pace, each
from papershelf.net.guard import Guard, UnknownHost


class Server(ThreadingHTTPServer):
    """A server of good and bad manners; it counts what it is asked."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news here."""


class Handler(BaseHTTPRequestHandler):
    """Answers by the first part of the path."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append(f"{self.command} {self.path}")
        name = path.strip("/").replace("-", "_").split("/")[0]
        getattr(self, f"on_{name}")()

    do_HEAD = do_GET  # noqa: N815 — http.server calls it so

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def on_good(self) -> None:
        self.say(200, b"hello")

    def on_dead(self) -> None:
        self.say(404)

    def on_removed(self) -> None:
        self.say(410)

    def on_forbidden(self) -> None:
        self.say(403)

    def on_broken(self) -> None:
        self.say(500)

    def on_later(self) -> None:
        self.say(429, Retry_After="120")

    def on_spent(self) -> None:
        self.say(403, X_RateLimit_Remaining="0")

    def on_no_head(self) -> None:
        self.say(404 if self.command == "HEAD" else 200)

    def on_moved(self) -> None:
        self.say(301, Location="/good")

    def on_moved_twice(self) -> None:
        self.say(308, Location="/moved")

    def on_moved_to_dead(self) -> None:
        self.say(301, Location="/dead")

    def on_moved_then_login(self) -> None:
        self.say(301, Location="/elsewhere")

    def on_elsewhere(self) -> None:
        self.say(302, Location="/good?login")

    def on_odd(self) -> None:
        self.say(301, Location='/good?a=`b`"c<d>')

    def on_loop(self) -> None:
        self.say(302, Location="/loop-back")

    def on_loop_back(self) -> None:
        self.say(302, Location="/loop")

    def on_chain(self) -> None:
        n = int(self.path.partition("?")[2] or 0)
        self.say(302, Location=f"/chain?{n + 1}")

    def on_private(self) -> None:
        self.say(302, Location="http://10.0.0.1/")

    def on_metadata(self) -> None:
        self.say(301, Location="http://169.254.169.254/latest/meta-data/")

    def on_file(self) -> None:
        self.say(302, Location="file:///etc/passwd")

    def on_slow(self) -> None:
        self.server.over.wait(20)

    def on_drip(self) -> None:
        with contextlib.suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not self.server.over.wait(0.05):
                self.wfile.write(b"X-Drip: 1")
                self.wfile.flush()

    def on_huge(self) -> None:
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            while self.command == "GET" and not self.server.over.is_set():
                self.wfile.write(b"x" * 65536)

    def on_nonsense(self) -> None:
        self.wfile.write(b"\x00\xff no HTTP at all\r\n\r\n")
        self.close_connection = True

    def on_token(self) -> None:
        self.say(200, (self.headers.get("Authorization") or "none").encode())

    def on_to_token(self) -> None:
        self.say(302, Location=f"http://localhost:{self.server.server_port}/token")

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The server, on this machine."""
    with Server() as made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield made
        made.over.set()
        made.shutdown()


HERE = Limits(seconds=10, guard=Guard(loopback=True))
QUICK = Limits(seconds=0.7, guard=Guard(loopback=True))


@pytest.mark.parametrize(
    ("path", "found", "why"),
    [
        ("good", "ok", "200"),
        ("no-head", "ok", "200"),
        ("dead", "gone", "404"),
        ("removed", "gone", "410"),
        ("moved-to-dead", "gone", "404"),
        ("forbidden", "unclear", "403"),
        ("broken", "unclear", "500"),
        ("later", "unclear", "429"),
        ("moved", "moved", "200"),
        ("loop", "unclear", "redirects"),
        ("chain", "unclear", "redirects"),
        ("private", "unclear", "refused"),
        ("metadata", "unclear", "refused"),
        ("file", "unclear", "refused"),
        ("nonsense", "unclear", "network"),
        ("huge", "ok", "200"),
    ],
)
def test_each_answer_is_told_rightly(path: str, found: str, why: str, server: Server) -> None:
    """Gone is 404 and 410 only; what may be a refusal, a fault or a trap tells nothing."""
    answer = ask(f"{server.url}/{path}", HERE)
    assert (answer.found, answer.why) == (found, why)
    assert answer.answered == (why != "network")


@pytest.mark.parametrize("path", ["slow", "drip"])
def test_a_host_that_takes_its_time_is_cut(path: str, server: Server) -> None:
    """Silence, and a header that never ends, end in the limit; that it ends at all is what this test shows."""
    answer = ask(f"{server.url}/{path}", QUICK)
    assert (answer.found, answer.why) == ("unclear", "timeout")


def test_a_body_is_read_no_farther_than_wanted(server: Server) -> None:
    """An endless body ends at its limit of bytes."""
    answer = read(f"{server.url}/huge", Limits(seconds=20, body=200_000, guard=Guard(loopback=True)))
    assert (answer.found, answer.why, answer.body) == ("unclear", "too-large", b"")
    assert read(f"{server.url}/good", HERE).body == b"hello"


def test_where_an_address_has_moved(server: Server) -> None:
    """Only the steps that are for good count; a way that ends in a login does not become the new address."""
    assert ask(f"{server.url}/moved-twice", HERE).to == f"{server.url}/good"
    assert ask(f"{server.url}/moved-then-login", HERE).to == f"{server.url}/elsewhere"
    assert ask(f"{server.url}/good", HERE).to == ""


def test_a_new_address_has_no_character_that_could_end_a_quote(server: Server) -> None:
    """What a server names as its new address goes into files and reports: it is quoted first."""
    assert ask(f"{server.url}/odd", HERE).to == f"{server.url}/good?a=%60b%60%22c%3Cd%3E"


def test_a_token_goes_to_its_own_host_only(server: Server) -> None:
    """A redirect to another host takes no headers along."""
    told = {"Authorization": "Bearer secret"}
    assert read(f"{server.url}/token", HERE, told).body == b"Bearer secret"
    assert read(f"{server.url}/to-token", HERE, told).body == b"none"


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses to which a connection is opened."""
    found: list[str] = []
    true = socket.create_connection

    def spy(address: tuple[str, int], *rest: Any, **more: Any) -> socket.socket:
        found.append(address[0])
        return true(address, *rest, **more)

    monkeypatch.setattr(socket, "create_connection", spy)
    return found


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/good",
        "http://localhost:{port}/good",
        "http://[::1]:{port}/good",
        "http://0.0.0.0:{port}/good",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]:{port}/good",
        "http://[64:ff9b::7f00:1]:{port}/good",
        "http://[2002:7f00:1::]:{port}/good",
        "http://2130706433:{port}/good",
        "http://0x7f.1:{port}/good",
        "http://user@127.0.0.1:{port}/good",
        "ftp://127.0.0.1:{port}/good",
    ],
)
def test_nothing_connects_to_this_machine_or_a_private_network(url: str, server: Server, connected: list[str]) -> None:
    """In whatever way the address is written: no connection is opened, and nothing is told of it."""
    before = len(server.asked)
    answer = ask(url.format(port=server.server_port), Limits(seconds=5))
    assert answer.found in ("unclear", "gone")
    assert answer.answered is False
    assert connected == []
    assert len(server.asked) == before


def test_the_switch_of_the_tests_opens_this_machine_alone(server: Server, connected: list[str]) -> None:
    """With it a redirect into a private network is still refused."""
    for path in ("private", "metadata"):
        assert ask(f"{server.url}/{path}", HERE).why == "refused"
    assert set(connected) == {"127.0.0.1"}


def test_a_name_that_changes_its_answer_gains_nothing(server: Server, connected: list[str]) -> None:
    """DNS rebinding: the name is looked up once a connection, and the address that was judged is the one used."""
    answers = [["93.184.215.14", "127.0.0.1"], ["127.0.0.1"]]
    looked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        looked.append(host)
        return answers[min(len(looked), len(answers)) - 1]

    limits = Limits(seconds=5, guard=Guard(resolve=resolve))
    for _ in range(2):  # global and private together, then private alone
        assert ask(f"http://rebind.example:{server.server_port}/good", limits).why == "refused"
    assert connected == []
    assert looked == ["rebind.example"] * 2


def test_the_judged_address_is_the_one_that_is_used(server: Server, connected: list[str]) -> None:
    """The connection goes to the address that the judge saw, and the server is told the name."""
    limits = Limits(seconds=5, guard=Guard(loopback=True, resolve=lambda host, port: ["127.0.0.1"]))
    assert ask(f"http://name.example:{server.server_port}/good", limits).found == "ok"
    assert connected == ["127.0.0.1"]


def test_unknown_host_is_gone_but_a_failing_name_service_is_not() -> None:
    """Only the answer "there is no such host" tells something of the host."""

    def nobody(host: str, port: int) -> list[str]:
        raise UnknownHost(host)

    def failing(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    assert ask("https://gone.example/", Limits(guard=Guard(resolve=nobody))).why == "unknown-host"
    assert ask("https://gone.example/", Limits(guard=Guard(resolve=nobody))).found == "gone"
    assert ask("https://gone.example/", Limits(guard=Guard(resolve=failing))).found == "unclear"


@pytest.mark.parametrize(
    ("address", "open_"),
    [
        ("8.8.8.8", True),
        ("2606:4700:4700::1111", True),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("198.51.100.1", False),
        ("fe80::1%eth0", False),
        ("2001::1", False),
        ("::", False),
    ],
)
def test_which_addresses_are_permitted(address: str, open_: bool) -> None:
    """Global unicast only."""
    assert Guard().permits(address) is open_


def test_each_host_is_asked_one_question_at_a_time_and_hosts_beside_each_other() -> None:
    """Two questions to one host never overlap, and a pause lies between; another host need not wait for it."""
    lock = threading.Lock()
    busy: set[str] = set()
    meeting = threading.Barrier(2, timeout=10)
    overlaps: list[str] = []

    def question(url: str) -> Answer:
        host = url.split("/")[2]
        with lock:
            if host in busy:
                overlaps.append(url)
            busy.add(host)
        if url.endswith("/0"):
            meeting.wait()  # only two hosts at the same time pass here
        with lock:
            busy.discard(host)
        return Answer(url, "ok", answered=True)

    urls = [f"https://{host}/{n}" for host in ("a.example", "b.example") for n in range(3)]
    answers = list(each(urls, question, Pace(pause=0.01)))
    assert sorted(answer.url for answer in answers) == sorted(urls)
    assert overlaps == []


def test_a_pause_is_kept_and_is_longer_where_a_host_asks_for_it() -> None:
    """The pause between two questions to one host; arXiv asks for three seconds."""
    times: list[float] = []

    def question(url: str) -> Answer:
        times.append(time.monotonic())
        return Answer(url, "ok", answered=True)

    list(each(["https://a.example/1", "https://a.example/2"], question, Pace(pause=0.2)))
    assert times[1] - times[0] >= 0.2
    assert Pace().of("arxiv.org") == 3.0


def test_a_host_that_wants_to_be_left_alone_is_left_alone(server: Server) -> None:
    """After a long Retry-After, or a spent quota, the host's other addresses are not asked in this run."""
    for first in ("later", "spent"):
        urls = [f"{server.url}/{first}", f"{server.url}/good?{first}"]
        answers = {answer.url: answer for answer in each(urls, lambda url: ask(url, HERE), Pace(pause=0))}
        assert answers[urls[1]].found == "unclear"
        assert f"HEAD /good?{first}" not in server.asked


def test_a_fault_in_a_question_is_raised_to_the_reader() -> None:
    """No error is lost in a thread."""

    def question(url: str) -> Answer:
        raise KeyError(url)

    with pytest.raises(KeyError):
        list(each(["https://a.example/"], question, Pace(pause=0)))
