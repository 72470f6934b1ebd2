"""The papers list as an explorer: the facets of a paper, their counts and order, and what it is sorted by."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from papershelf.catalogue.card import Card
from papershelf.draft import Page
from papershelf.render.explorer import FACETS, averages, options, public, words
from tests.handmade import CITED, WHY, catalogue, faces, paper, rain, regimes


def card(*results: dict[str, Any], **fields: Any) -> Card:
    """The card of the only paper of a catalogue, which has a note."""
    note = Page("zh", "notes/noted.md", "f", "")
    (found,) = catalogue(paper(fields.pop("id", "only"), *results, **fields), pages=(note,)).cards.values()
    return found


def test_words_of_a_paper() -> None:
    """Scope, kind, each tag, venue, year, what can be had, sizes: each a facet and a word."""
    links = {"code": "https://x.org/c", "demo": {"url": "https://x.org/d", "empty": "2026-01-02"}, "weights": "none"}
    found = card(
        rain(params="25M"),
        id="noted",
        scope="all-in-one",
        techniques=["experts", "prompts"],
        tasks=["rain"],
        domains=["video"],
        links=links,
        checked="2026-01-02",
    )
    assert list(words(found)) == [
        *("scope:all-in-one", "kind:method", "technique:experts", "technique:prompts", "task:rain", "domain:video"),
        *("venue:cvpr", "year:2025", "has:code", "has:note", "has:results", "params:50", "params:100"),
    ]


def test_words_of_a_bare_paper() -> None:
    """What is not known is no word."""
    found = card(kind="survey", scope="unknown", venue="arxiv", year="2019")
    assert list(words(found)) == ["scope:unknown", "kind:survey", "venue:arxiv", "year:2019"]


def test_what_can_be_had() -> None:
    """Code, weights and demo where they are there; a project page or a PDF is no facet."""
    links = {kind: f"https://x.org/{kind}" for kind in ("code", "weights", "demo", "project", "pdf")}
    assert [word for word in words(card(links=links)) if word.startswith("has:")] == [
        "has:code",
        "has:weights",
        "has:demo",
    ]


@pytest.mark.parametrize(
    ("size", "limits"),
    [
        ("850K", [5, 10, 20, 50, 100]),
        ("5M", [5, 10, 20, 50, 100]),
        ("5.01M", [10, 20, 50, 100]),
        ("20M", [20, 50, 100]),
        ("100M", [100]),
        ("101M", []),
        ("some", []),
    ],
)
def test_sizes_nest(size: str, limits: list[int]) -> None:
    """A paper of up to 10 million parameters is also one of up to 20; a limit itself is within."""
    found = [word for word in words(card(rain(params=size))) if word.startswith("params:")]
    assert found == [f"params:{limit}" for limit in limits]


def test_options_count_their_papers() -> None:
    """The number beside an option is that of its papers; the most frequent first, years from the newest, sizes from the smallest."""
    cards = catalogue(
        paper("a", rain(params="3M"), techniques=["experts"], tasks=["rain", "haze"], year="2019"),
        paper("b", rain(params="30M"), techniques=["experts", "prompts"], tasks=["haze"]),
        paper("c", techniques=["diffusion"], kind="survey", venue="arxiv", links={"code": "https://x.org/c"}),
        paper("d", scope="all-in-one", year="2024"),
    ).cards
    assert options(cards.values()) == {
        "scope": [("scope:general", 3), ("scope:all-in-one", 1)],
        "kind": [("kind:method", 3), ("kind:survey", 1)],
        "technique": [("technique:experts", 2), ("technique:diffusion", 1), ("technique:prompts", 1)],
        "task": [("task:haze", 2), ("task:rain", 1)],
        "domain": [],
        "venue": [("venue:cvpr", 3), ("venue:arxiv", 1)],
        "year": [("year:2025", 2), ("year:2024", 1), ("year:2019", 1)],
        "has": [("has:results", 2), ("has:code", 1)],
        "params": [("params:5", 1), ("params:10", 1), ("params:20", 1), ("params:50", 2), ("params:100", 2)],
    }


def test_every_facet_is_offered_in_one_order() -> None:
    """Also where no paper has a word of it."""
    assert tuple(options([])) == FACETS == (
        *("scope", "kind", "technique", "task", "domain", "venue", "year", "has", "params"),
    )  # fmt: skip


def test_average_is_the_highest_of_the_ranked_rows() -> None:
    """Of several variants the best; 31.00 is the mean of 30 and 32."""
    found = card(rain("20.00", "20.00", variant="s"), rain(variant="m"), rain("29.00", "29.00", variant="l"))
    assert averages(found) == {"rain": Decimal("31.00")}


def test_average_is_the_lowest_where_lower_is_better() -> None:
    """FID 50, 10 and 30: 10."""
    found = card(faces("50", variant="s"), faces("10", variant="m"), faces("30", variant="l"))
    assert averages(found) == {"faces": Decimal(10)}


def test_average_of_rows_without_a_rank_does_not_count() -> None:
    """Rows with a finding, withdrawn ones, partial ones, and those that another source covers."""
    partial = rain("90", "90", variant="p")
    del partial["values"]["heavy"]
    found = card(
        rain("90", "90", variant="f", allow={"average-differs": WHY}, printed_average=["89", "0.9"]),
        rain("90", "90", variant="w", withdrawn=WHY),
        partial,
        rain("90.0", "90.0", CITED),
        rain("30.0", "32.0"),
    )
    assert averages(found) == {"rain": Decimal("31.0")}
    assert averages(card(rain("90", "90", withdrawn=WHY))) == {}


def test_benchmarks_of_several_regimes_have_no_average() -> None:
    """Their ranks are within one regime, so that the list cannot be sorted by them."""
    assert averages(card(regimes("30", "one"), faces("9"))) == {"faces": Decimal(9)}


def test_month_by_which_the_list_is_sorted() -> None:
    """The first public month, else before all months of the venue's year."""
    assert public(card(arxiv="2411.18466")) == "2024-11"
    assert public(card(public="2025-03")) == "2025-03"
    assert public(card(year="2025")) == "2025-00"
