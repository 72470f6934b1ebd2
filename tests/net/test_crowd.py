"""Many addresses: each host is asked politely, several hosts at a time."""

from __future__ import annotations

import threading
from collections.abc import Generator

import pytest

from papershelf.net import crowd
from papershelf.net.ask import Answer, ask
from papershelf.net.client import Limits
from papershelf.net.crowd import Pace, each
from papershelf.net.guard import Guard
from tests.net.manners import Server

HERE = Limits(seconds=10, guard=Guard(loopback=True))


class Bounded(threading.Event):
    """An event that nobody waits for without end: a test fails, and does not hang."""

    def wait(self, timeout: float | None = None) -> bool:
        """Waits as long as is said."""
        assert timeout is not None
        return super().wait(timeout)


@pytest.fixture(autouse=True)
def bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pauses are bounded."""
    monkeypatch.setattr(crowd, "Event", Bounded)


def test_each_host_is_asked_one_question_at_a_time_and_hosts_beside_each_other() -> None:
    """Two questions to one host never overlap, and a pause lies between; another host need not wait for it."""
    lock = threading.Lock()
    busy: set[str] = set()
    meeting = threading.Barrier(2, timeout=30)
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


def test_a_pause_is_kept_and_is_longer_where_a_host_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pause between two questions to one host, and what a host asks for in its answer; arXiv wants three seconds."""
    steps: list[object] = []

    class Still(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            steps.append(timeout)
            return self.is_set()

    def question(url: str) -> Answer:
        steps.append(url)
        return Answer(url, "unclear", wait=7 if url.endswith("2") else 0)

    monkeypatch.setattr(crowd, "Event", Still)
    urls = [f"https://a.example/{n}" for n in (1, 2, 3)]
    list(each(urls, question, Pace(pause=0.2)))
    assert steps == [urls[0], 0.2, urls[1], 7, 0.2, urls[2]]
    assert [Pace().of(host) for host in ("arxiv.org", "a.example")] == [3.0, 1.0]
    assert Pace(pause=0).of("arxiv.org") == 0.0  # of tests only


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


def test_nothing_more_is_asked_once_the_reader_has_gone() -> None:
    """Whoever stops reading need not wait for the rest, nor for a pause."""
    asked: list[str] = []

    def question(url: str) -> Answer:
        asked.append(url)
        return Answer(url, "ok", answered=True)

    answers = each([f"https://a.example/{n}" for n in range(3)], question, Pace(pause=20))
    assert next(answers).url == "https://a.example/0"
    assert isinstance(answers, Generator)
    answers.close()
    assert asked == ["https://a.example/0"]


def test_what_is_no_address_is_asked_about_like_any_other() -> None:
    """Who asks says what is wrong with it; www.a.example and a.example are one host."""
    urls = ["https://[x", "https://www.a.example/", "https://a.example/"]
    answers = each(urls, lambda url: Answer(url, "unclear"), Pace(hosts=1, pause=0))
    assert [answer.url for answer in answers] == [*urls[1:], urls[0]]  # hosts with much to ask go first
