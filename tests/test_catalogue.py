"""What follows from the records: months, order, names, neighbors, sections; derived, never stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from papershelf import shelf
from papershelf.catalogue.index import Catalogue
from papershelf.catalogue.neighbours import NEIGHBOURS
from papershelf.draft import Page
from papershelf.model import Paper
from papershelf.names import folded
from tests.conftest import ROOT, TOY


def paper(name: str, **fields: object) -> Paper:
    """A paper with an id; other fields as given."""
    head = {"kind": "method", "scope": "general", "title": f"Title of {name}", "venue": "iclr", "year": "2015"}
    return Paper.model_validate({"id": name, **head, **fields})


def of(*papers: Paper, pages: tuple[Page, ...] = ()) -> Catalogue:
    """A catalogue about what the toy shelf is about, with other papers."""
    return Catalogue(shelf.read(TOY).catalogue.about, tuple(sorted(papers, key=lambda paper: paper.order)), pages)


@pytest.fixture(scope="module")
def toy_catalogue() -> Catalogue:
    """The toy shelf's catalogue."""
    return shelf.read(TOY).catalogue


@pytest.mark.parametrize(
    ("fields", "month"),
    [
        ({"arxiv": "1706.03762"}, "2017-06"),
        ({"arxiv": "0704.0001"}, "2007-04"),
        ({"arxiv": "cs/0112017"}, "2001-12"),
        ({"arxiv": "hep-th/9108001"}, "1991-08"),
        ({"arxiv": "9912.00001"}, "2099-12"),
        ({"arxiv": "1706.03762", "public": "2016-01"}, "2017-06"),
        ({"public": "2016-01"}, "2016-01"),
        ({}, ""),
    ],
)
def test_first_public_month(fields: dict[str, str], month: str) -> None:
    """Read from the arXiv id, old forms of the last century too; else as written; else unknown."""
    assert paper("a", **fields).month == month


def test_order_is_year_then_month_falling_then_id_rising() -> None:
    """Newest venue year first, then newest month, unknown months last, then by id."""
    papers = [
        paper("d", year="2016"),
        paper("c", arxiv="1412.6980"),
        paper("a", public="2014-11"),
        paper("b", public="2014-11"),
        paper("e"),
        paper("f", year="2014", public="2015-01"),
    ]
    assert [p.id for p in sorted(papers, key=lambda paper: paper.order)] == ["d", "c", "a", "b", "e", "f"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Prompting for Restoration", "prompting for  restoration.", True),
        ("All-in-One", "All in One", True),
        ("Ｆｕｌｌ width", "Full Width", True),
        ("Straße", "STRASSE", True),
        ("A Survey", "A Survey 2", False),
        ("图像去雨", "图像去雾", False),
    ],
)
def test_titles_are_compared_by_letters_and_digits(one: str, other: str, same: bool) -> None:
    """Case, blanks, hyphens and width do not matter; letters and digits of any script do."""
    assert (folded(one) == folded(other)) is same


def test_name_is_the_method_s_with_its_year_where_two_share_it() -> None:
    """A shared method name adds the year; an entry without a method name shows its title."""
    names = of(
        paper("x15", method="X"), paper("x16", method="X", year="2016"), paper("y", method="Y"), paper("z")
    ).names
    assert names == {"x15": "X (2015)", "x16": "X (2016)", "y": "Y", "z": "Title of z"}


def test_two_methods_of_one_name_and_year_stay_apart() -> None:
    """Where the year does not tell two entries apart either, their names still differ."""
    names = of(paper("x-a", method="X"), paper("x-b", method="X"), paper("x-c", method="X", year="2016")).names
    assert len(set(names.values())) == 3
    assert all(name.startswith("X (") for name in names.values())


def test_neighbors_are_told_with_their_reason(toy_catalogue: Catalogue) -> None:
    """First what it extends, then what extends it, then papers with shared techniques; never itself."""
    near = {p: [(n.paper.id, n.relation) for n in toy_catalogue.neighbours[p]] for p in TOY_IDS}
    assert near == {"bert": [("transformer", "extends")], "transformer": [("bert", "extended")], "adam": []}


TOY_IDS = ("bert", "transformer", "adam")


def test_neighbors_by_technique_prefer_the_rare_and_the_close_in_time() -> None:
    """A technique of two papers weighs more than one of twenty; among equals those of about the same time."""
    crowd = [paper(f"c{n:02}", techniques=["self-attention"], year=str(2000 + n)) for n in range(20)]
    one = paper("one", techniques=["self-attention", "pre-training"], year="2010")
    rare = paper("rare", techniques=["pre-training"], year="1999")
    near = of(*crowd, one, rare).neighbours[one.id]
    assert len(near) == NEIGHBOURS
    assert (near[0].paper.id, near[0].relation, near[0].shared) == ("rare", "shares", ("pre-training",))
    assert {n.paper.id for n in near[1:]} <= {f"c{n:02}" for n in range(7, 14)}
    assert all(n.shared == ("self-attention",) for n in near[1:])


def test_paper_is_a_neighbor_once() -> None:
    """A base method that also shares techniques is told once, as the base."""
    base = paper("base", techniques=["self-attention"])
    heir = paper("heir", techniques=["self-attention"], extends=["base"], year="2016")
    catalogue = of(base, heir)
    assert [(n.paper.id, n.relation) for n in catalogue.neighbours[heir.id]] == [("base", "extends")]
    assert [(n.paper.id, n.relation) for n in catalogue.neighbours[base.id]] == [("heir", "extended")]


def test_indices(toy_catalogue: Catalogue) -> None:
    """Papers by tag, newest first; terms, venues and data sets by id; lines of papers.yaml by id."""
    tagged = {
        group: {tag: [p.id for p in ps] for tag, ps in tags.items()} for group, tags in toy_catalogue.tagged.items()
    }
    assert tagged["techniques"]["self-attention"] == ["bert", "transformer"]
    assert tagged["years"] == {"2019": ["bert"], "2017": ["transformer"], "2015": ["adam"]}
    assert tagged["venues"] == {"naacl": ["bert"], "neurips": ["transformer"], "iclr": ["adam"]}
    assert list(toy_catalogue.terms["tasks"]) == ["machine-translation", "question-answering", "optimization"]
    assert toy_catalogue.venues["iclr"].name == "ICLR"
    assert list(toy_catalogue.datasets) == ["newstest2014"]
    lines = (TOY / "papers.yaml").read_text("utf-8").split("\n")
    assert {i: lines[n - 1] for i, n in toy_catalogue.lines.items()} == {i: f"- id: {i}" for i in TOY_IDS}


def test_newest_is_by_public_month_not_by_venue() -> None:
    """A preprint of last month is newer than a paper of a later venue year."""
    late = paper("late", public="2016-05", year="2015")
    early = paper("early", public="2016-01", year="2017")
    assert [p.id for p in of(late, early, paper("unknown", year="2030")).newest] == ["late", "early", "unknown"]


def test_sections_hold_every_method_once_in_the_order_of_the_vocabulary() -> None:
    """A method stands under its first technique; those without one come last; surveys in none."""
    catalogue = of(
        paper("a", techniques=["adaptive-step-size", "self-attention"]),
        paper("b", techniques=["self-attention"]),
        paper("c"),
        paper("d", kind="survey", techniques=["self-attention"]),
    )
    assert [(t, [p.id for p in ps]) for t, ps in catalogue.sections] == [
        ("self-attention", ["b"]),
        ("adaptive-step-size", ["a"]),
        ("", ["c"]),
    ]


def test_notes_are_found_by_their_path() -> None:
    """Only docs/<language>/notes/<id>.md is a reading note."""
    pages = tuple(
        Page(lang, path, f"docs/{lang}/{path}", "")
        for lang, path in [("en", "notes/a.md"), ("zh", "notes/a.md"), ("en", "notes/x/b.md"), ("en", "about.md")]
    )
    assert of(paper("a"), pages=pages).notes == {"a": frozenset({"en", "zh"})}


def test_order_of_entries_in_the_file_changes_nothing(tmp_path: Path) -> None:
    """The catalogue's papers are in order whatever the order of the file."""
    text = (TOY / "papers.yaml").read_text("utf-8")
    head, *entries = text.split("- id: ")
    mixed = head + "".join(f"- id: {entry.rstrip()}\n\n" for entry in reversed(entries))
    (tmp_path / "papers.yaml").write_text(mixed, "utf-8")
    (tmp_path / "catalogue.yaml").write_text((TOY / "catalogue.yaml").read_text("utf-8"), "utf-8")
    read = shelf.read(tmp_path)
    assert read.draft is not None
    assert Catalogue.of(read.draft).papers == shelf.read(TOY).catalogue.papers


def test_real_catalogue_keeps_its_promises() -> None:
    """Names differ, every method stands in one section, neighbors exist and are never the paper itself."""
    read = shelf.read(ROOT)
    assert read.draft is not None
    catalogue = Catalogue.of(read.draft)
    assert len(catalogue.papers) > 200
    assert len(set(catalogue.names.values())) == len(catalogue.papers)
    listed = [p.id for _, papers in catalogue.sections for p in papers]
    assert sorted(listed) == sorted(p.id for p in catalogue.papers if p.kind == "method")
    for each in catalogue.papers:
        ids = [n.paper.id for n in catalogue.neighbours[each.id]]
        assert len(ids) <= NEIGHBOURS
        assert each.id not in ids
        assert len(set(ids)) == len(ids)
