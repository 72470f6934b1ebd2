"""Many addresses: several hosts at a time, each host one question at a time with a pause between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import Queue
from threading import Event

from papershelf.net.ask import Answer
from papershelf.net.client import host_of

LONG = 30.0  # a host that asks for a longer wait is left alone for this run


@dataclass(frozen=True)
class Pace:
    """How politely we ask."""

    hosts: int = 8  # at a time
    pause: float = 1.0  # seconds between two questions to one host
    # arXiv asks for three seconds between requests (https://info.arxiv.org/help/api/tou.html).
    longer: Mapping[str, float] = field(default_factory=lambda: {"arxiv.org": 3.0})

    def of(self, host: str) -> float:
        """The pause for a host."""
        return max(self.pause, self.longer.get(host, 0.0)) if self.pause else 0.0


def each(urls: Iterable[str], question: Callable[[str], Answer], pace: Pace = Pace()) -> Iterator[Answer]:
    """The answer of each address, in the order in which they come; stops asking when it is closed."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        hosts[host_of(url).removeprefix("www.")].append(url)
    answers: Queue[Answer | BaseException] = Queue()
    stop = Event()
    total = sum(map(len, hosts.values()))
    with ThreadPoolExecutor(max_workers=max(1, min(pace.hosts, len(hosts)))) as pool:
        # Hosts with much to ask go first, so that the last one does not keep all waiting.
        for host in sorted(hosts, key=lambda host: (-len(hosts[host]), host)):
            pool.submit(_ask_host, hosts[host], question, pace.of(host), answers, stop)
        try:
            for _ in range(total):
                answer = answers.get()
                if isinstance(answer, BaseException):
                    raise answer
                yield answer
        finally:
            stop.set()


def _ask_host(
    urls: list[str],
    question: Callable[[str], Answer],
    pause: float,
    answers: Queue[Answer | BaseException],
    stop: Event,
) -> None:
    """Asks one host all its addresses, a pause between; a host that wants to be left alone is left alone."""
    shut = ""
    try:
        for n, url in enumerate(urls):
            if shut:
                answers.put(Answer(url, "unclear", shut))
                continue
            if n and stop.wait(pause):
                return
            answer = question(url)
            answers.put(answer)
            if answer.wait > LONG:
                shut = answer.why
            elif answer.wait and stop.wait(answer.wait):
                return
    except BaseException as error:  # told to whoever reads the answers
        answers.put(error)
