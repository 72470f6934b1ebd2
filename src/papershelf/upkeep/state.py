"""What a look at other hosts adds to what was known of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from papershelf.model.state import K, Repository, Seen

_MEMORY = timedelta(days=92)  # a gone address that nobody asked about for so long starts anew


def seen(before: Seen | None, today: date, found: str, why: str, to: str = "") -> Seen:
    """What is now known of an address: an answer clears its gone days, "cannot tell" leaves them as they are."""
    gone = before.gone if before and before.gone and today - before.gone[-1] <= _MEMORY else ()
    if found == "gone":
        gone = (gone[0], today) if gone and gone[0] != today else (today,)
    elif found != "unclear":
        gone = ()
    return Seen.model_validate({"day": today, "found": found, "why": why, "to": to, "gone": gone})


def merged(before: Mapping[str, K], new: Mapping[str, K], wanted: Iterable[str]) -> dict[str, K]:
    """What was known with what is new over it, of those that are still wanted."""
    both = {**before, **new}
    return {key: both[key] for key in wanted if key in both}


def from_github(text: str, today: date, name: str = "") -> Repository | None:
    """The facts in a reply of ``/repos/{owner}/{repo}`` (https://docs.github.com/en/rest/repos/repos), or nothing.

    Nothing too where it is about another than ``name``, which is left out where the host itself led to another.
    """
    try:
        data = json.loads(text)
        if name and data.get("full_name", name).casefold() != name.casefold():
            return None
        licence = data["license"]["spdx_id"] if isinstance(data.get("license"), dict) else None
        pushed = data.get("pushed_at")
        return Repository(
            day=today,
            stars=data["stargazers_count"],
            pushed=date.fromisoformat(pushed[:10]) if pushed else None,
            archived=data["archived"],
            licence=None if licence == "NOASSERTION" else licence,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
