"""One address: does it answer, has it moved, is it gone.

Redirects are followed by us, a step at a time, each judged like the first.  A body is
read only as far as it is wanted, and the whole of it has one limit of time.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from papershelf.net.guard import Refused, Resolve, UnknownHost, addresses, opened

Found = Literal["ok", "moved", "gone", "unclear"]

_GONE = (404, 410)
_MOVED = (301, 308)  # RFC 9110, 15.4: these two are for good
_REDIRECTS = (301, 302, 303, 307, 308)
_PIECE = 16 * 1024
_SAFE = "%!$&()*+,;=:@/?~-._"  # RFC 3986, 3.3 and 3.4, but the quote, which would end our own


@dataclass(frozen=True)
class Limits:
    """How far we go for one address: seconds for all of it, bytes of a body, redirects."""

    seconds: float = 20.0
    body: int = 64 * 1024
    redirects: int = 8
    loopback: bool = False  # the switch of the tests; private networks stay shut
    resolve: Resolve = addresses
    agent: str = "papershelf"


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
    headers: Mapping[str, str] = field(default_factory=dict)


class _TooLarge(Exception):
    """The body is larger than is wanted."""


def ask(url: str, limits: Limits = Limits()) -> Answer:
    """Whether an address answers: HEAD, and GET where that is refused; no more of a body is read than its head."""
    answer = _follow(url, limits, "HEAD", {}, want_body=False)
    if answer.answered and answer.found in ("gone", "unclear") and answer.why.isdigit() and not answer.wait:
        answer = _follow(url, limits, "GET", {}, want_body=False)
    return answer


def read(url: str, limits: Limits = Limits(), headers: Mapping[str, str] | None = None) -> Answer:
    """What an address says: its whole body, within the limits; ``headers`` go to its first host only."""
    return _follow(url, limits, "GET", headers or {}, want_body=True)


def _follow(url: str, limits: Limits, method: str, headers: Mapping[str, str], want_body: bool) -> Answer:
    until = time.monotonic() + limits.seconds
    here, moved, answered, seen = url, "", False, {url}
    still = True  # every redirect so far was for good
    try:
        for _ in range(limits.redirects + 1):
            if urlsplit(here).netloc != urlsplit(url).netloc:
                headers = {}
            status, told, body = _step(here, method, headers, limits, until, want_body)
            answered = True
            if status not in _REDIRECTS or "location" not in told:
                return _judged(url, status, told, body, moved)
            here = _joined(here, told["location"])
            if here in seen:
                break
            seen.add(here)
            still = still and status in _MOVED
            moved = here if still else moved
        return Answer(url, "unclear", "redirects", answered=True)
    except UnknownHost:  # at the end of a redirect it tells nothing of the first address
        return Answer(url, "unclear" if answered else "gone", "unknown-host", answered=answered)
    except Refused:
        return Answer(url, "unclear", "refused", answered=answered)
    except _TooLarge:
        return Answer(url, "unclear", "too-large", answered=True)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(url, "unclear", _reason(error, until), answered=answered)


def _step(
    url: str, method: str, headers: Mapping[str, str], limits: Limits, until: float, want_body: bool
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one address, without following it."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise Refused(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection, watch = opened(parts.scheme, parts.hostname, port, left, limits.resolve, limits.loopback)
    try:
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        given = {"User-Agent": limits.agent, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
        connection.request(method, target, headers={**given, **headers})
        reply = connection.getresponse()
        body = b""
        while want_body and (piece := reply.read1(_PIECE)):
            body += piece
            if len(body) > limits.body:
                raise _TooLarge
        if time.monotonic() >= until:
            raise TimeoutError
        return reply.status, {name.lower(): value for name, value in reply.getheaders()}, body
    finally:
        watch.cancel()
        connection.close()


def _judged(url: str, status: int, told: Mapping[str, str], body: bytes, moved: str) -> Answer:
    if 200 <= status < 300:
        return Answer(url, "moved" if moved else "ok", str(status), moved, answered=True, body=body, headers=told)
    found: Found = "gone" if status in _GONE else "unclear"
    spent = told.get("x-ratelimit-remaining") == "0"  # GitHub says 403 where others say 429
    asked = status in (429, 503) or (status == 403 and (spent or "retry-after" in told))
    wait = _seconds(told.get("retry-after", "")) if asked else 0.0
    return Answer(url, found, str(status), wait=wait, answered=True, headers=told)


def _seconds(retry_after: str) -> float:
    """RFC 9110, 10.2.3: seconds, or a date, which we take for a long time."""
    return float(retry_after) if retry_after.isdigit() else 3600.0 if retry_after else 60.0


def _joined(here: str, location: str) -> str:
    """Where a redirect leads, without its fragment, and only in characters that an address may have."""
    where = urljoin(here, location.encode("latin-1", "replace").decode("utf-8", "replace").strip())
    parts = urlsplit(where)
    return urlunsplit((parts.scheme, parts.netloc, quote(parts.path, safe=_SAFE), quote(parts.query, safe=_SAFE), ""))


def _reason(error: Exception, until: float) -> str:
    if isinstance(error, TimeoutError) or time.monotonic() >= until:
        return "timeout"
    return "tls" if type(error).__module__ == "ssl" else "network"
