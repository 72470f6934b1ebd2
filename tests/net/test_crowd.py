"""Many addresses: each host is asked politely, several hosts at a time."""

from __future__ import annotations

import threading
import time

import pytest

from papershelf.net.ask import Answer, ask
from papershelf.net.client import Limits
from papershelf.net.crowd import Pace, each
from papershelf.net.guard import Guard
from tests.net.manners import Server

HERE = Limits(seconds=10, guard=Guard(loopback=True))


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
