"""One address: does it answer, has it moved, is it gone, what does it say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from urllib3.exceptions import SSLError

from papershelf.lookup import Unusable
from papershelf.net.client import Limits, Reply, followed
from papershelf.net.guard import UnknownHost

Found = Literal["ok", "moved", "gone", "unclear"]

_GONE = (404, 410)
_MOVED = (301, 308)  # RFC 9110, 15.4: these two are for good
_HEADERS = {"Accept": "*/*", "Accept-Encoding": "identity"}
_WHY = {
    "web-timeout": "timeout",
    "web-private": "refused",
    "web-redirect": "refused",
    "web-redirects": "redirects",
    "web-size": "too-large",
}


@dataclass(frozen=True)
class Answer:
    """What asking an address gave."""

    url: str
    found: Found
    why: str = ""  # HTTP status, or a word: timeout · refused · unknown-host · redirects · tls · network · too-large
    to: str = ""  # where it has moved for good
    wait: float = 0.0  # seconds that the host asks us to wait before the next question
    answered: bool = False  # whether any server answered at all
    body: bytes = b""


def ask(url: str, limits: Limits) -> Answer:
    """Whether an address answers: HEAD, and GET where that is refused; of a body nothing is read."""
    answer = _asked(url, limits, _HEADERS, "HEAD")
    if answer.found in ("gone", "unclear") and answer.why.isdigit() and not answer.wait:
        answer = _asked(url, limits, _HEADERS, "GET", body=False)
    return answer


def read(url: str, limits: Limits, headers: Mapping[str, str] | None = None) -> Answer:
    """What an address says: its whole body, within the limits; ``headers`` go along, Authorization to its host only."""
    return _asked(url, limits, {**_HEADERS, **(headers or {})}, "GET", body=True)


def _asked(url: str, limits: Limits, headers: Mapping[str, str], method: str, body: bool = False) -> Answer:
    reply, moved, still = None, url, True  # still: every redirect so far was for good
    try:
        for reply in followed(url, limits, headers, lambda _: body, method):
            moved = reply.url if still else moved
            still = still and reply.status in _MOVED
    except Unusable as failure:
        return _unheard(url, failure, answered=reply is not None or failure.code == "web-size")
    assert reply is not None
    return _judged(url, reply, moved)


def _judged(url: str, reply: Reply, moved: str) -> Answer:
    status, told = reply.status, reply.headers
    if 200 <= status < 300:
        to = moved if moved != url else ""
        return Answer(url, "moved" if to else "ok", str(status), to, answered=True, body=reply.body)
    found: Found = "gone" if status in _GONE else "unclear"
    spent = told.get("x-ratelimit-remaining") == "0"  # GitHub says 403 where others say 429
    asked = status in (429, 503) or (status == 403 and (spent or "retry-after" in told))
    wait = _seconds(told.get("retry-after", "")) if asked else 0.0
    return Answer(url, found, str(status), wait=wait, answered=True)


def _unheard(url: str, failure: Unusable, answered: bool) -> Answer:
    """Why there is no answer; that there is no such host tells of the first address only, not of where it redirects."""
    if isinstance(failure.__cause__, UnknownHost):
        return Answer(url, "unclear" if answered else "gone", "unknown-host", answered=answered)
    other = "tls" if isinstance(failure.__cause__, SSLError) else "network"
    return Answer(url, "unclear", _WHY.get(failure.code, other), answered=answered)


def _seconds(retry_after: str) -> float:
    """RFC 9110, 10.2.3: seconds, or a date, which we take for a long time."""
    return float(retry_after) if retry_after.isdigit() else 3600.0 if retry_after else 60.0
