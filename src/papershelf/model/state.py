"""What robots found, dated: the state of links, facts of code repositories, preprints that seem published.

Kept in ``state/`` as JSON, one line an address, sorted, so that a week's change is a small
diff.  A person may read it; only the commands write it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, TypeVar

from pydantic import ConfigDict, Field, ValidationError

from papershelf.model.fields import Record

LINKS, REPOSITORIES, VENUES = "links", "repositories", "venues"  # the files of state/, without .json


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
