"""What a look adds to what was known: gone days, what is still wanted, the facts of a repository."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from papershelf.model.state import Repository
from papershelf.upkeep.state import from_github, merged, seen

TODAY = date(2026, 3, 10)
BEFORE = TODAY - timedelta(days=7)


def test_dead_needs_two_days() -> None:
    """Twice on one day is once; a silence between two days changes nothing; an answer clears it."""
    first = seen(None, BEFORE, "gone", "404")
    assert not first.dead
    assert not seen(first, BEFORE, "gone", "404").dead
    silent = seen(first, BEFORE + timedelta(days=1), "unclear", "timeout")
    assert not silent.dead
    assert seen(silent, TODAY, "gone", "410").dead
    assert not seen(seen(first, BEFORE, "ok", "200"), TODAY, "gone", "404").dead


def test_dead_stays_dead_and_an_old_absence_is_forgotten() -> None:
    """A third day keeps the first; what was gone 93 days ago, unseen since, starts anew, and 92 days ago does not."""
    dead = seen(seen(None, BEFORE, "gone", "404"), TODAY, "gone", "404")
    later = seen(dead, TODAY + timedelta(days=7), "gone", "404")
    assert later.gone == (BEFORE, TODAY + timedelta(days=7))
    for days, is_dead in ((92, True), (93, False)):
        assert seen(seen(None, TODAY - timedelta(days=days), "gone", "404"), TODAY, "gone", "404").dead is is_dead


def test_what_was_seen_is_kept_with_its_day() -> None:
    """How it answered and where it has moved."""
    found = seen(None, TODAY, "moved", "301", "https://b.example/")
    assert (found.day, found.found, found.why, found.to, found.gone) == (
        TODAY,
        "moved",
        "301",
        "https://b.example/",
        (),
    )


def test_new_lies_over_old_and_the_unwanted_is_dropped() -> None:
    """In the order of what is wanted; what was never found is not made up."""
    old, new = Repository(day=BEFORE, stars=1), Repository(day=TODAY, stars=2)
    found = merged({"a": old, "b": old, "left": old}, {"b": new, "c": new}, ["c", "b", "a", "never"])
    assert list(found.items()) == [("c", new), ("b", new), ("a", old)]


# The fields that we read of https://docs.github.com/en/rest/repos/repos#get-a-repository
REPLY = {"stargazers_count": 1234, "pushed_at": "2020-03-11T20:16:09Z", "archived": True, "license": {"spdx_id": "MIT"}}


def test_the_facts_of_a_repository() -> None:
    """Stars, last push, archived, licence; a licence that GitHub does not know, and no push yet, are unknown."""
    facts = from_github(json.dumps(REPLY), TODAY)
    assert facts == Repository(day=TODAY, stars=1234, pushed=date(2020, 3, 11), archived=True, licence="MIT")
    for license in ({"spdx_id": "NOASSERTION"}, {"spdx_id": None}, None):
        found = from_github(json.dumps({**REPLY, "license": license, "pushed_at": None}), TODAY)
        assert found == Repository(day=TODAY, stars=1234, archived=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "[" * 99999,
        json.dumps({**REPLY, "stargazers_count": "many"}),
        json.dumps({**REPLY, "stargazers_count": -1}),
        json.dumps({**REPLY, "pushed_at": 3}),
        json.dumps({**REPLY, "pushed_at": "soon"}),
        json.dumps({**REPLY, "license": {}}),
        json.dumps({key: value for key, value in REPLY.items() if key != "archived"}),
    ],
)
def test_a_strange_reply_of_github_tells_nothing(text: str) -> None:
    """No shape of JSON is a traceback."""
    assert from_github(text, TODAY) is None


def test_facts_of_another_repository_are_none() -> None:
    """Whatever the case of its letters; where GitHub itself leads to another name, none is asked for."""
    reply = '{"full_name": "A/b", "stargazers_count": 1, "archived": false}'
    assert from_github(reply, date(2026, 1, 2), "a/B") is not None
    assert from_github(reply, date(2026, 1, 2)) is not None
    assert from_github(reply, date(2026, 1, 2), "a/c") is None
