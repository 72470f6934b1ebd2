"""Neighbors: the papers nearest to each, with the reason."""

from __future__ import annotations

from papershelf import shelf
from papershelf.catalogue.neighbours import NEIGHBOURS, Neighbour, neighbours
from papershelf.model import Paper
from tests.conftest import ROOT, TOY
from tests.handmade import paper


def near(*papers: Paper) -> dict[str, tuple[Neighbour, ...]]:
    """The neighbors of papers that stand in this order, the newest first."""
    extended_by: dict[str, list[Paper]] = {}
    users: dict[str, list[Paper]] = {}
    for each in papers:
        for base in each.extends:
            extended_by.setdefault(base, []).append(each)
        for technique in each.techniques:
            users.setdefault(technique, []).append(each)
    return neighbours(
        {each.id: each for each in papers},
        {id: tuple(found) for id, found in extended_by.items()},
        {id: tuple(found) for id, found in users.items()},
    )


def told(found: tuple[Neighbour, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Id, relation and shared techniques of each neighbor."""
    return [(each.paper.id, each.relation, each.shared) for each in found]


def test_neighbors_are_told_with_their_reason() -> None:
    """First what it extends, then what extends it, then papers with shared techniques; never itself."""
    found = near(
        paper("heir", extends=["middle"], techniques=["experts"]),
        paper("peer", techniques=["prompts", "diffusion", "experts"]),
        paper("middle", extends=["base"], techniques=["prompts", "diffusion"]),
        paper("base"),
        paper("alone", techniques=["idle"]),
    )
    assert {id: told(each) for id, each in found.items()} == {
        "middle": [
            ("base", "extends", ()),
            ("heir", "extended", ()),
            ("peer", "shares", ("prompts", "diffusion")),
        ],
        "heir": [("middle", "extends", ()), ("peer", "shares", ("experts",))],
        "peer": [("middle", "shares", ("prompts", "diffusion")), ("heir", "shares", ("experts",))],
        "base": [("middle", "extended", ())],
        "alone": [],
    }


def test_the_catalogue_tells_them() -> None:
    """From the toy shelf's own entries."""
    found = shelf.read(TOY).catalogue.neighbours
    assert {id: [(n.paper.id, n.relation) for n in each] for id, each in found.items()} == {
        "bert": [("transformer", "extends")],
        "transformer": [("bert", "extended")],
        "adam": [],
    }


def test_neighbors_by_technique_prefer_the_rare_and_the_close_in_time() -> None:
    """A technique of two papers weighs more than one of twenty-one; among equals those that stand nearest to it."""
    crowd = [paper(f"c{n:02}", techniques=["experts"]) for n in range(20, 0, -1)]
    one = paper("one", techniques=["experts", "prompts"])
    rare = paper("rare", techniques=["prompts"])
    found = near(*crowd[:10], one, *crowd[10:], rare)["one"]
    assert told(found) == [
        ("rare", "shares", ("prompts",)),
        *((f"c{n}", "shares", ("experts",)) for n in ("10", "11", "09", "12", "08")),
    ]


def test_two_shared_techniques_weigh_more_than_one() -> None:
    """Even where the paper of one stands nearer."""
    found = near(
        paper("both", techniques=["experts", "prompts"]),
        paper("first", techniques=["prompts"]),
        paper("second", techniques=["experts"]),
        paper("one", techniques=["experts", "prompts"]),
    )["one"]
    assert [id for id, *_ in told(found)] == ["both", "first", "second"]


def test_paper_is_a_neighbor_once() -> None:
    """A base method that also shares techniques is told once, as the base."""
    found = near(paper("heir", techniques=["experts"], extends=["base"]), paper("base", techniques=["experts"]))
    assert told(found["heir"]) == [("base", "extends", ())]
    assert told(found["base"]) == [("heir", "extended", ())]


def test_there_are_at_most_six() -> None:
    """Those that build on it go before those that share a technique; in each group the nearest or newest first."""
    assert NEIGHBOURS == 6
    heirs = [paper(f"heir{n}", extends=["base"]) for n in range(9)]
    found = near(*heirs, paper("base", techniques=["experts"]), paper("peer", techniques=["experts"]))
    assert [id for id, *_ in told(found["base"])] == [f"heir{n}" for n in range(6)]


def test_shipped_papers_have_neighbors() -> None:
    """At most six each, each once, never the paper itself."""
    catalogue = shelf.read(ROOT).catalogue
    assert len(catalogue.neighbours) == len(catalogue.papers) > 200
    for id, found in catalogue.neighbours.items():
        ids = [each.paper.id for each in found]
        assert len(set(ids)) == len(ids) <= 6
        assert id not in ids
    assert sum(map(bool, catalogue.neighbours.values())) > 200
