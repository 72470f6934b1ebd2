"""A card: one paper as the whole catalogue knows it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from papershelf.catalogue.card import Card
from papershelf.draft import Page
from papershelf.model import Paper
from papershelf.model.state import Repository
from papershelf.names import Person
from tests.handmade import CITED, catalogue, faces, paper, rain, regimes


def card(*results: dict[str, Any], **fields: Any) -> Card:
    """The card of the only paper of a catalogue."""
    return catalogue(paper("only", *results, **fields)).cards["only"]


def test_name_is_the_method_s_with_its_year_where_two_share_it() -> None:
    """A shared method name adds the year; a paper without a method shows its title."""
    papers = (paper("x24", method="X", year="2024"), paper("x25", method="X"), paper("y", method="Y"), paper("z"))
    cards = catalogue(*papers).cards
    assert {id: each.name for id, each in cards.items()} == {
        "x24": "X (2024)",
        "x25": "X (2025)",
        "y": "Y",
        "z": "Title of z",
    }


def test_where_it_stands_and_appeared() -> None:
    """Id, path below a language's root, venue with its full name, venue and year in words."""
    found = card(venue="tip", year="2019")
    assert (found.id, found.path, found.appeared) == ("only", "papers/only/", "TIP 2019")
    assert (found.venue.full, found.venue.kind) == ("Transactions on Images", "journal")


@pytest.mark.parametrize(
    ("method", "title", "subtitle"),
    [
        ("Adam", "Adam: A Method for Optimization", "A Method for Optimization"),
        ("Adam", "Adam A Method", "Adam A Method"),
        ("Adam", "On Adam: A Method", "On Adam: A Method"),
        (None, "Adam: A Method", "Adam: A Method"),
    ],
)
def test_subtitle_leaves_the_name_out(method: str | None, title: str, subtitle: str) -> None:
    """The method's name and colon at the head of a title are not said twice; elsewhere it stays."""
    fields = {"method": method} if method else {}
    assert card(title=title, **fields).subtitle == subtitle


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"venue": "arxiv", "year": "2024", "arxiv": "2411.18466"}, "2024-11"),
        ({"venue": "arxiv", "year": "2024", "public": "2024-03"}, "2024-03"),
        ({"venue": "arxiv", "year": "2024"}, "2024"),
        ({"venue": "arxiv", "year": "2025", "arxiv": "2411.18466"}, "2025"),
        ({"venue": "cvpr", "year": "2025", "arxiv": "2411.18466"}, "2025"),
        ({"venue": "cvpr", "year": "2024", "arxiv": "2411.18466"}, "2024"),
    ],
)
def test_published(fields: dict[str, str], published: str) -> None:
    """The venue's year; of a preprint the month, where it is known and of that year."""
    assert card(**fields).published == published


def test_persons_and_whether_the_list_is_cut() -> None:
    """Names in their parts; ``others`` at the end is no person and says that the list is cut."""
    cut = card(authors=["Luc Van Gool", "Ann Lee", "others"])
    assert cut.persons == (Person("Van Gool", "Luc"), Person("Lee", "Ann"))
    assert cut.cut is True
    whole = card(authors=["Ann Lee"])
    assert (whole.persons, whole.cut) == ((Person("Lee", "Ann"),), False)
    unknown = card()
    assert (unknown.persons, unknown.cut) == ((), False)


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"links": {"paper": "https://x.org/p"}, "doi": "10.1234/d", "arxiv": "2411.18466"}, "https://x.org/p"),
        ({"doi": "10.1234/d", "arxiv": "2411.18466"}, "https://doi.org/10.1234/d"),
        ({"arxiv": "2411.18466"}, "https://arxiv.org/abs/2411.18466"),
        ({"links": {"paper": "none"}, "checked": "2026-01-02", "doi": "10.1234/d"}, "https://doi.org/10.1234/d"),
    ],
)
def test_the_paper_comes_first_by_link_then_doi_then_arxiv(fields: dict[str, Any], url: str) -> None:
    """The first link is that to the paper itself, wherever its address comes from."""
    kind, link = card(**fields).links[0]
    assert (kind, link.url, link.state) == ("paper", url, "yes")


def test_links_are_those_that_lead_somewhere() -> None:
    """In their order, announced ones too; those looked for in vain and those not looked for are left out."""
    links = {
        "demo": "https://x.org/d",
        "code": {"url": "https://x.org/c", "empty": "2026-01-02"},
        "paper": {"url": "https://x.org/p", "empty": "2026-01-02"},
        "weights": "none",
    }
    found = card(links=links, checked="2026-01-02", arxiv="2411.18466").links
    assert [(kind, link.url, link.state) for kind, link in found] == [
        ("paper", "https://x.org/p", "announced"),
        ("code", "https://x.org/c", "announced"),
        ("demo", "https://x.org/d", "yes"),
    ]
    assert card().links == ()


@pytest.mark.parametrize(
    ("fields", "pdf"),
    [
        ({"links": {"pdf": "https://x.org/p.pdf"}, "arxiv": "2411.18466"}, "https://x.org/p.pdf"),
        ({"arxiv": "2411.18466"}, "https://arxiv.org/pdf/2411.18466"),
        ({"links": {"pdf": {"url": "https://x.org/p.pdf", "empty": "2026-01-02"}}}, None),
        ({"links": {"pdf": "none"}, "checked": "2026-01-02"}, None),
        (
            {"links": {"pdf": {"url": "https://x.org/p.pdf", "empty": "2026-01-02"}}, "arxiv": "2411.18466"},
            "https://arxiv.org/pdf/2411.18466",
        ),
        ({"doi": "10.1234/d"}, None),
    ],
)
def test_pdf(fields: dict[str, Any], pdf: str | None) -> None:
    """The link given, else arXiv's; one that is only announced leads to nothing yet."""
    assert card(**fields).paper.pdf == pdf


def test_states() -> None:
    """There, announced, looked for in vain, not looked for."""
    links = {"code": "https://x.org/c", "demo": {"url": "https://x.org/d", "empty": "2026-01-02"}, "weights": "none"}
    found = card(links=links, checked="2026-01-02")
    states = {kind: found.state(kind) for kind in ("code", "demo", "weights", "data")}
    assert states == {"code": "yes", "demo": "announced", "weights": "no", "data": "unknown"}


def test_millions_is_the_smallest_that_a_row_prints() -> None:
    """Over all rows and boards; parts are added; what is no size, and a row without one, does not count."""
    assert card(rain(params="25M"), regimes("30", "one", params="850K"), faces("9", params="1.2B")).millions == Decimal(
        "0.850"
    )
    assert card(rain(params={"restoration": "42M", "guidance": "86M"})).millions == Decimal(128)
    assert card(rain(params="42M+86M")).millions == Decimal(128)
    assert card(rain(params="about 3"), faces("9", params="7M"), regimes("1", "one")).millions == Decimal(7)
    assert card(rain()).millions is None
    assert card().millions is None


def test_terms_are_those_that_the_paper_states() -> None:
    """Tasks, domains and techniques with their names, in the order of the entry."""
    found = card(tasks=["haze", "rain"], domains=["video"], techniques=["experts", "prompts"]).terms
    assert {group: [term.name.in_("zh") for term in terms] for group, terms in found.items()} == {
        "tasks": ["去雾", "去雨"],
        "domains": ["视频"],
        "techniques": ["专家", "提示"],
    }


def measured(*results: dict[str, Any]) -> list[str]:
    """The ids of the tasks on which a paper that states haze alone is measured."""
    found = card(*results, tasks=["haze"])
    assert [term.id for term in found.terms["tasks"]] == ["haze"]
    return [term.id for term in found.measured]


def test_tasks_are_measured_where_a_column_has_a_number() -> None:
    """Stated or not, in the order of the vocabulary; a cited row counts as well."""
    assert measured(regimes("30", "one"), rain()) == ["rain", "haze", "noise"]
    assert measured(rain(source=CITED)) == ["rain", "haze"]
    assert measured() == []


def test_a_column_without_a_number_measures_nothing() -> None:
    """A dash alone is no number, a dash beside one does not matter; nor does a mean as printed tell of a column."""
    dashes = {"light": ["-", "-"], "heavy": ["-", "0.920"]}
    assert measured({**rain(), "values": dashes}) == ["haze"]
    assert measured({**rain(), "values": {"light": ["-", "-"]}}) == []
    printed = {key: value for key, value in rain(printed_average=["31.00", "0.910"]).items() if key != "values"}
    assert measured(printed) == []


def test_a_column_of_a_domain_is_no_task() -> None:
    """A column may name a domain, or a word that is no task: neither is a task that was measured."""
    assert measured(faces("9")) == []


def test_rows_stand_in_the_order_of_the_benchmarks() -> None:
    """Whatever their order in the entry; a row of another paper is not among them."""
    first = paper("only", faces("9"), regimes("30", "many"), regimes("31", "one"), rain())
    cards = catalogue(first, paper("other", rain())).cards
    rows = [
        (board.benchmark.id, board.setting.id if board.setting else None, row.paper.id)
        for board, row in cards["only"].rows
    ]
    assert rows == [
        ("rain", None, "only"),
        ("regimes", "one", "only"),
        ("regimes", "many", "only"),
        ("faces", None, "only"),
    ]


def test_notes_and_repository() -> None:
    """The languages of its reading note, and what a robot found at its code, wherever else that address stands."""
    facts = Repository.model_validate({"day": "2026-01-02", "stars": 7})
    pages = (Page("zh", "notes/a.md", "docs/zh/notes/a.md", ""),)
    papers: tuple[Paper, ...] = (
        paper("a", links={"code": "https://github.com/x/a"}),
        paper("b", links={"project": "https://github.com/x/a"}),
        paper("c", links={"code": "https://github.com/x/c"}),
    )
    cards = catalogue(*papers, pages=pages, repositories={"https://github.com/x/a": facts}).cards
    assert {id: (each.notes, each.repository) for id, each in cards.items()} == {
        "a": (frozenset({"zh"}), facts),
        "b": (frozenset(), None),
        "c": (frozenset(), None),
    }
