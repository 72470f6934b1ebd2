"""A draft entry from facts: what is known already, what is proposed and why, and its id."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from papershelf import shelf
from papershelf.lookup.facts import Facts
from papershelf.lookup.propose import KINDS, Proposer
from tests.conftest import TOY

TODAY = date(2026, 2, 1)
ARXIV = "- {id: arxiv, name: arXiv, full: arXiv.org e-Print archive, kind: preprint}\n"
FACTS = Facts("On the Convergence of Adam", ("Jérôme Müller", "Ann Lee"), 2018)


def proposer(folder: Path = TOY) -> Proposer:
    """What the toy shelf, or a copy of it, helps to propose."""
    draft = shelf.read(folder).draft
    assert draft is not None
    return Proposer(draft)


def proposed(facts: Facts, folder: Path = TOY, **given: Any) -> dict[str, Any]:
    """The plain data of the draft entry."""
    return dict(proposer(folder).proposal(facts, given, TODAY).data)


@pytest.fixture
def with_preprints(toy: Path) -> Path:
    """The toy shelf with arXiv among its venues."""
    about = toy / "catalogue.yaml"
    about.write_text(about.read_text("utf-8").replace("venues:\n", f"venues:\n{ARXIV}"), "utf-8")
    return toy


@pytest.mark.parametrize(
    ("facts", "known"),
    [
        (Facts("", arxiv="1706.03762"), ("transformer", "arxiv")),
        (Facts("", doi="10.18653/V1/n19-1423"), ("bert", "doi")),
        (Facts("attention is ALL you need!"), ("transformer", "title")),
        (Facts("Attention Is Not All You Need", arxiv="2103.03404", doi="10.1/x"), None),
        (Facts(""), None),
    ],
)
def test_the_same_paper(facts: Facts, known: tuple[str, str] | None) -> None:
    """By arXiv id, DOI in any case, or title by its letters."""
    found = proposer().known(facts)
    assert (found and (found[0].paper.id, found[1])) == known


def test_what_a_source_says_stands_in_the_order_of_an_entry() -> None:
    """Facts without a remark; what is proposed has one."""
    facts = replace(FACTS, doi="10.1/x", month="2018-02", venue=("Proc. ICLR",))
    found = proposer().proposal(facts, {}, TODAY)
    assert list(found.data.items()) == [
        ("id", "muller2018convergence"),
        ("kind", "method"),
        ("scope", "unknown"),
        ("title", "On the Convergence of Adam"),
        ("authors", ["Jérôme Müller", "Ann Lee"]),
        ("venue", "iclr"),
        ("year", 2018),
        ("public", "2018-02"),
        ("doi", "10.1/x"),
        ("added", "2026-02-01"),
    ]
    assert found.remarks == {
        "id": "from-authors",
        "kind": "usual",
        "scope": "to-tell",
        "venue": "from-source",
        "year": "from-source",
    }


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        (
            "ELMo: Pre-training for Question Answering",
            {"kind": "method", "method": "ELMo", "tasks": ["question-answering"]},
        ),
        ("A Survey of One-for-All Translation", {"kind": "survey", "scope": "one-for-all"}),
        ("The First Challenge", {"kind": "challenge", "scope": "unknown"}),
        ("Words: A Dataset", {"kind": "dataset"}),
    ],
)
def test_what_a_title_tells(title: str, wanted: dict[str, Any]) -> None:
    """Kind, scope, method and terms by words of the title; only a method has a name."""
    found = proposed(Facts(title))
    assert found.items() >= wanted.items()
    assert found["kind"] in KINDS
    assert found["scope"] in ("one-for-all", "general", "unknown")
    assert ("method" in found) == ("method" in wanted)


@pytest.mark.parametrize(
    ("facts", "venue", "year"),
    [
        (replace(FACTS, venue=("ICLR 2019",)), "iclr", 2019),
        (replace(FACTS, venue=("Somewhere", "ICLR")), "iclr", 2018),
        (Facts("T", arxiv="1802.05365", remark="Accepted to NAACL 2019"), "naacl", 2019),
        (Facts("T", arxiv="1802.05365", remark="Accepted to NAACL"), "naacl", 2018),
        (Facts("T", arxiv="1802.05365", remark="Submitted to NAACL 2019"), "arxiv", 2018),
        (Facts("T", arxiv="hep-th/9901001", year=2005), "arxiv", 1999),
        (FACTS, None, 2018),
        (Facts("T"), None, None),
    ],
)
def test_venue_and_year(facts: Facts, venue: str | None, year: int | None, with_preprints: Path) -> None:
    """As published, else as the authors remark, else the preprint, whose year is in its id."""
    found = proposed(facts, with_preprints)
    assert (found.get("venue"), found.get("year")) == (venue, year)


@pytest.mark.parametrize(
    ("facts", "id"),
    [
        (Facts("RAM++ v2: A Model"), "ram-v2"),
        (FACTS, "muller2018convergence"),
        (replace(FACTS, authors=("Jürgen Weiß",)), "weiss2018convergence"),
        (replace(FACTS, authors=("Łukasz Ørsted Jr.",)), "orsted2018convergence"),
        (replace(FACTS, authors=("Luc Van Gool",)), "vangool2018convergence"),
        (replace(FACTS, authors=("Иван Щербаков",)), "shcherbakov2018convergence"),
        (replace(FACTS, authors=("王伟",), title="图像"), "wangwei2018tuxiang"),
        (replace(FACTS, authors=("others",)), "2018convergence"),
        (Facts("…"), "paper"),
        (Facts(f"On {'x' * 90}"), "x" * 70),
        (Facts("BERT: Again", year=2020), "bert-2020"),
        (Facts("BERT: Again"), "bert-2"),
        (Facts("Index: A Name", year=2020), "index-2020"),
    ],
)
def test_id(facts: Facts, id: str) -> None:
    """The method's name; else surname, year and word, in Latin letters; one that is taken or kept adds the year."""
    assert proposed(facts)["id"] == id


def test_id_that_is_taken_and_has_the_year_in_it(toy: Path) -> None:
    """The year is not written twice: a number follows; former ids are taken too."""
    file = toy / "papers.yaml"
    text = file.read_text("utf-8").replace("- id: adam\n", "- id: muller2018convergence\n")
    file.write_text(text, "utf-8")
    assert proposed(FACTS, toy)["id"] == "muller2018convergence-2"
    text = text.replace("- id: transformer\n", "- id: transformer\n  was: [muller2018convergence-2]\n")
    file.write_text(text, "utf-8")
    assert proposed(FACTS, toy)["id"] == "muller2018convergence-3"


def test_words_that_many_titles_have_are_passed_over(toy: Path) -> None:
    """A word of three titles and more tells nothing of its paper."""
    file = toy / "papers.yaml"
    text = file.read_text("utf-8")
    for title in ("title: Attention", 'title: "BERT:', 'title: "Adam:'):
        assert title in text
        text = text.replace(title, f"{title} Convergence ", 1)
    file.write_text(text, "utf-8")
    assert proposed(FACTS, toy)["id"] == "muller2018adam"


def test_what_a_person_settled_goes_before() -> None:
    """In the place of a proposal, without its remark; the id follows the settled method."""
    found = proposer().proposal(FACTS, {"method": "Conv Ädam", "scope": "general", "year": "2019"}, TODAY)
    assert (found.data["id"], found.data["scope"], found.data["year"]) == ("conv-adam", "general", 2019)
    assert found.remarks == {"id": "from-method", "kind": "usual"}
    assert proposed(FACTS, id="mine")["id"] == "mine"
