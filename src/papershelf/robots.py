"""What robots found, dated: the state of links, facts of code repositories, preprints that seem published.

Kept in ``state/`` as JSON, one line an address, sorted, so that a week's change is a small
diff.  A person may read it; only the commands write it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Literal, TypeVar

from pydantic import ConfigDict, Field, ValidationError

from papershelf.model import Record

LINKS, REPOSITORIES, VENUES = "links", "repositories", "venues"  # the files of state/, without .json
_MEMORY = timedelta(days=92)  # a gone address that nobody asked about for so long starts anew


class _Kept(Record):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, strict=False)


class Seen(_Kept):
    """What one address answered last, and the days on which it was gone."""

    day: date = Field(description="The day of the last answer.")
    found: Literal["ok", "moved", "gone", "unclear"] = Field(description="What it said.")
    why: str = Field("", description="HTTP status, or a word.")
    to: str = Field("", description="Where it has moved for good.")
    gone: tuple[date, ...] = Field((), max_length=2, description="First and last day on which it was gone.")

    @property
    def dead(self) -> bool:
        """Whether it was gone on two days, and nothing answered between."""
        return self.found == "gone" and len(self.gone) == 2


class Repository(_Kept):
    """Facts of a code repository, as its host tells them."""

    day: date = Field(description="The day of the facts.")
    stars: int = Field(ge=0, description="How many people starred it.")
    pushed: date | None = Field(None, description="The day of the last push.")
    archived: bool = Field(False, description="Whether its owners closed it for changes.")
    licence: str | None = Field(None, max_length=80, description="The SPDX name of its licence.")


class Published(_Kept):
    """Where a preprint seems to have been published: a suggestion."""

    day: date = Field(description="The day on which it was seen.")
    doi: str = Field(max_length=300, description="Its DOI.")
    where: str = Field(max_length=1000, description="Journal or proceedings.")
    year: int = Field(ge=1000, le=2999, description="Year of publication.")


K = TypeVar("K", bound=_Kept)
KINDS: Mapping[str, type[_Kept]] = {LINKS: Seen, REPOSITORIES: Repository, VENUES: Published}


def loaded(kind: type[K], text: str) -> dict[str, K]:
    """The records of a file of ``state/`` by address or id; ValueError where it is none of ours."""
    try:
        data = json.loads(text) if text.strip() else {}
        if not isinstance(data, dict):
            raise ValueError("{…}")
        return {key: kind.model_validate(value) for key, value in data.items()}
    except (ValidationError, RecursionError) as error:
        raise ValueError(str(error).split("\n")[0]) from error


def dumped(records: Mapping[str, _Kept]) -> str:
    """The text of a file of ``state/``: one line a record, sorted."""
    lines = [f"{_json(key)}: {_json(plain(record))}" for key, record in sorted(records.items())]
    return "{\n" + ",\n".join(lines) + "\n}\n" if lines else "{}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def plain(record: _Kept | None) -> dict[str, Any] | None:
    """A record as plain data for JSON; what is not known is left out."""
    return record.model_dump(mode="json", exclude_defaults=True) if record is not None else None


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


def from_github(text: str, today: date) -> Repository | None:
    """The facts in a reply of ``/repos/{owner}/{repo}`` (https://docs.github.com/en/rest/repos/repos), or nothing."""
    try:
        data = json.loads(text)
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
