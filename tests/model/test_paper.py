"""A paper: its links, its sources, and what follows from its ids."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from papershelf.model import Link, Links, Source
from tests import making
from tests.model.entry import paper, told


def test_link_has_three_states() -> None:
    """A URL is there; with the day it is announced; `none` was looked for; half a link is refused."""
    links = paper("links: {code: https://x.org, data: {url: https://x.org/d, empty: 2026-06-28}, demo: none}\n").links
    states = {kind: link.state for kind, link in links if link}
    assert states == {"code": "yes", "data": "announced", "demo": "no"}
    assert links.data is not None
    assert links.data.empty == date(2026, 6, 28)
    for half in ("{url: https://x.org}", "{empty: 2026-06-28}", "{}"):
        assert told(f"links: {{code: {half}}}\n") == [("7:15", "half-link")]


def test_source_names_one_place() -> None:
    """`at` or `in`, one of the two, and always a locator."""
    cost = "cost: [{{params: 1M, source: {}}}]\n"
    assert told(cost.format("{at: s, locator: L1}")) == []
    assert told(cost.format("{at: s, in: paper, locator: L1}")) == [("7:29", "half-source")]
    assert told(cost.format("{locator: L1}")) == [("7:29", "half-source")]
    assert [code for _, code in told(cost.format("{at: s}"))] == ["missing-field"]


@pytest.mark.parametrize(
    ("fields", "month"),
    [
        ({"arxiv": "2401.00010"}, "2024-01"),
        ({"arxiv": "0704.0001"}, "2007-04"),
        ({"arxiv": "hep-th/9901001"}, "1999-01"),
        ({"arxiv": "hep-th/9108001"}, "1991-08"),
        ({"arxiv": "math.GT/0309136"}, "2003-09"),
        ({"public": "2019-07"}, "2019-07"),
        ({"arxiv": "2401.00010", "public": "2019-07"}, "2024-01"),
        ({}, ""),
    ],
)
def test_the_first_public_month(fields: dict[str, str], month: str) -> None:
    """It is read from the arXiv id, old ones too, else it is the one given; unknown is nothing."""
    assert making.paper(**fields).month == month


def test_the_order_of_a_file_and_of_readers_lists() -> None:
    """In a file the newest venue year first, then by id; in lists the newest venue year first, then the newest month, an unknown one last, then by id."""
    papers = [
        making.paper(id="e", year="2023", public="2024-12"),
        making.paper(id="d", year="2024"),
        making.paper(id="a", year="2024", arxiv="2311.00010"),
        making.paper(id="c", year="2024", arxiv="2402.00010"),
        making.paper(id="b", year="2024", arxiv="2402.00011"),
    ]
    assert [paper.id for paper in sorted(papers, key=lambda paper: paper.order)] == ["b", "c", "a", "d", "e"]
    assert [paper.id for paper in sorted(papers, key=lambda paper: paper.place)] == ["a", "b", "c", "d", "e"]
    assert papers[4].order == (-2024, -202402, "b")
    assert papers[1].order == (-2024, 0, "d")


def test_the_papers_own_page() -> None:
    """The link given, else the DOI's, else arXiv's; a link that was looked for in vain is none."""
    given, doi, arxiv = {"paper": "https://x.org/p"}, "10.1000/a", "2401.00010"
    assert making.paper(links=given, doi=doi, arxiv=arxiv).address == "https://x.org/p"
    assert making.paper(links={"paper": "none"}, doi=doi, arxiv=arxiv).address == "https://doi.org/10.1000/a"
    assert making.paper(arxiv=arxiv).address == "https://arxiv.org/abs/2401.00010"
    assert making.paper().address is None


def test_what_is_known_of_every_kind_of_link() -> None:
    """All kinds in their order; page and PDF where they follow from an id, but never in the place of a given one."""
    found = making.paper(arxiv="2401.00010", links={"code": "none", "pdf": "https://x.org/p.pdf"}).availability
    assert [kind for kind, _ in found] == ["paper", "pdf", "code", "project", "weights", "demo", "data", "video"]
    told_ = {kind: (link.state, link.url) for kind, link in found if link}
    assert told_ == {
        "paper": ("yes", "https://arxiv.org/abs/2401.00010"),
        "pdf": ("yes", "https://x.org/p.pdf"),
        "code": ("no", None),
    }
    assert dict(making.paper(arxiv="2401.00010").availability)["pdf"] == Link.to("https://arxiv.org/pdf/2401.00010")
    assert dict(making.paper(doi="10.1000/a").availability)["pdf"] is None
    assert dict(making.paper(links={"paper": "https://x.org/p"}, doi="10.1000/a").availability)["paper"] == Link.to(
        "https://x.org/p"
    )


def test_links_are_gone_through_by_kind() -> None:
    """Every kind, known or not."""
    links = Links.model_validate({"demo": "https://x.org/d"})
    assert [(kind, link.url if link else None) for kind, link in links][4:6] == [
        ("weights", None),
        ("demo", "https://x.org/d"),
    ]


def test_a_link_that_follows_from_another_field_is_there() -> None:
    """It has an address and no day."""
    link = Link.to("https://x.org/a")
    assert (link.url, link.empty, link.state) == ("https://x.org/a", None, "yes")


@pytest.mark.parametrize(
    ("address", "locator", "spot"),
    [
        ("https://github.com/a/b/blob/c/README.md", "L12", "https://github.com/a/b/blob/c/README.md?plain=1#L12"),
        ("https://github.com/a/b/blob/c/eval.py", "L7, column 2", "https://github.com/a/b/blob/c/eval.py#L7"),
        ("https://github.com/a/b/blob/c/eval.py", "Line 7", "https://github.com/a/b/blob/c/eval.py"),
        ("https://github.com/a/b", "L12", "https://github.com/a/b"),
        ("https://x.org/paper", "Table 2", "https://x.org/paper"),
    ],
)
def test_a_source_leads_to_its_line(address: str, locator: str, spot: str) -> None:
    """A line of a file at GitHub, of Markdown as plain text; else the address as it is."""
    assert Source.model_validate({"in": "repository", "locator": locator}).spot(address) == spot


def test_a_link_that_is_nothing_is_told() -> None:
    """Not even ``none``: an empty value; what is no link at all passes on to be refused by its form."""
    for value, code in ((None, "empty-value"), ([], "model_type"), ("x.org", "bad-url"), ({}, "half-link")):
        with pytest.raises(ValidationError) as raised:
            Link.model_validate(value)
        assert [error["type"] for error in raised.value.errors()] == [code]


def test_a_column_has_at_least_one_number() -> None:
    """A column that is not reported is absent."""
    row = "results:\n- benchmark: b\n  values: {x: [%s]}\n  source: {in: paper, locator: T1}\n"
    assert told(row % "-") == []
    assert told(row % "") == [("9:15", "empty-value")]


def test_what_follows_from_an_arxiv_id() -> None:
    """Month, page and PDF; what an entry says itself goes before the page and the PDF, a DOI before the page."""
    bare = paper('arxiv: "1412.6980"\n')
    assert (bare.month, bare.order) == ("2014-12", (-2015, -201412, "a"))
    assert bare.address == bare.preprint == "https://arxiv.org/abs/1412.6980"
    assert bare.pdf == "https://arxiv.org/pdf/1412.6980"
    assert {kind: link.url for kind, link in bare.availability if link} == {"paper": bare.address, "pdf": bare.pdf}
    full = paper('arxiv: "1412.6980"\ndoi: 10.1234/x\nlinks: {pdf: https://x.org/p.pdf}\n')
    assert (full.address, full.preprint) == ("https://doi.org/10.1234/x", "https://arxiv.org/abs/1412.6980")
    assert full.pdf == "https://x.org/p.pdf"
    assert paper("links: {paper: https://x.org/}\n").address == "https://x.org/"
    none = paper("public: 2014-11\n")
    assert (none.month, none.address, none.preprint, none.pdf) == ("2014-11", None, None, None)
