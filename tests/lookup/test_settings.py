"""What a person settles about a draft entry: texts of --set, their place in the entry, what is left to fill."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from papershelf.lookup.settings import missing, pairs, put
from papershelf.lookup.targets import Unusable

TODAY = date(2026, 2, 1)


def test_pairs() -> None:
    """Lists where the field is one, links by kind, blanks dropped, the last of two wins."""
    assert pairs(["tasks= a, b ,", "links.code = https://x.org/a?b=c", "method=", "year=2024", "year=2025"]) == {
        "tasks": ["a", "b"],
        "links.code": "https://x.org/a?b=c",
        "method": "",
        "year": "2025",
    }


@pytest.mark.parametrize("setting", ["colour=red", "scope", "links.blog=x", "results=1", "", "=x"])
def test_a_field_that_may_not_be_set(setting: str) -> None:
    """It is named, and those that may be."""
    with pytest.raises(Unusable) as raised:
        pairs(["kind=survey", setting])
    assert (raised.value.code, raised.value.values["words"]) == ("set", setting)
    assert "links.code" in raised.value.values["fields"]


@pytest.mark.parametrize(
    ("name", "value", "after"),
    [
        ("method", "Adam", {"method": "Adam", "year": 2014}),
        ("method", "", {"year": 2014}),
        ("year", "2015", {"method": "ADAM", "year": 2015}),
        ("year", "soon", {"method": "ADAM", "year": "soon"}),
        ("tasks", [], {"method": "ADAM", "year": 2014}),
        ("links.code", "https://x.org", {"method": "ADAM", "year": 2014, "links": {"code": "https://x.org"}}),
        (
            "links.code",
            "none",
            {"method": "ADAM", "year": 2014, "links": {"code": "none"}, "checked": "2026-02-01"},
        ),
        ("links.code", "", {"method": "ADAM", "year": 2014}),
    ],
)
def test_what_is_settled_stands_in_the_entry(name: str, value: Any, after: dict[str, Any]) -> None:
    """In the place of the proposal, whose remark goes; an empty one leaves the field out; none is dated."""
    data: dict[str, Any] = {"method": "ADAM", "year": 2014}
    remarks = {"method": "from-title", "year": "from-source"}
    put(data, remarks, name, value, TODAY)
    assert data == after
    assert name not in remarks


def test_a_day_that_was_given_stays() -> None:
    """``none`` does not date an entry anew."""
    data: dict[str, Any] = {"checked": "2026-01-01", "links": {"demo": "none"}}
    put(data, {}, "links.code", "none", TODAY)
    assert data == {"checked": "2026-01-01", "links": {"demo": "none", "code": "none"}}


def test_what_is_missing() -> None:
    """First without what the entry is not valid, then what makes it useful; a survey needs no method."""
    draft = {"kind": "method", "scope": "unknown", "title": "T"}
    assert missing(draft) == [
        "venue",
        "year",
        "scope",
        "method",
        "authors",
        "tasks",
        "techniques",
        "links.code",
        "summary",
    ]
    whole = {
        **draft,
        "kind": "survey",
        "scope": "general",
        "venue": "x",
        "year": 2020,
        "authors": ["A"],
        "tasks": ["t"],
    }
    assert missing({**whole, "techniques": ["t"], "links": {"code": "none"}}) == ["summary"]
