"""Pages of numbers beside the boards: data sets, errata, the timeline; each number written by hand."""

from __future__ import annotations

import pytest

from papershelf.catalogue import Catalogue
from papershelf.render.numbers import pages
from papershelf.render.page import SitePage
from tests.handmade import CITED, WHY, by_path, catalogue, edition, paper, parsed, rain, regimes, table, texts

PRINTED = {"benchmark": "rain", "printed_average": ["33.5", "0.95"], "source": CITED}


def made(found: Catalogue, lang: str = "en") -> dict[str, SitePage]:
    """Every page of numbers, by its path."""
    return by_path(pages(edition(found, lang)))


def test_every_page() -> None:
    """Each data set with their index, errata, the timeline; without benchmarks the timeline alone."""
    assert list(made(catalogue(paper("a")))) == [
        *("datasets/rain100/", "datasets/snow/", "datasets/faces/", "datasets/", "errata/", "timeline/")
    ]
    assert list(made(catalogue(paper("a"), benchmarks=[]))) == ["timeline/"]


# --- data sets -----------------------------------------------------------------------------


def test_a_data_set_lists_each_method_once() -> None:
    """Under each column, by rank: the row that stands on the board; rows of other sources, withdrawn and empty ones not."""
    partial = rain(variant="P")
    del partial["values"]["light"]
    found = catalogue(
        paper("a", rain("30.00", "30.00"), rain("31.00", "31.00", CITED), rain(withdrawn=WHY, variant="W")),
        paper("b", rain("32.00", "32.00"), partial, regimes("20.0", "many"), regimes("21.0", "one")),
        paper("c", PRINTED),
    )
    tree = parsed(made(found)["datasets/rain100/"])
    assert texts(tree, "//h2") == ["Rain board · Light 2 rows", "Regimes · All 2 rows"]
    assert table(tree, "(//table)[1]") == [
        ["Title of b", "32.00 / 0.900", "own", "Table 1"],
        ["Title of a", "30.00 / 0.900", "own", "Table 1"],
    ]
    assert table(tree, "(//table)[2]") == [
        ["Title of b one", "21.0", "own", "Table 1"],
        ["Title of b many", "20.0", "own", "Table 1"],
    ]
    assert tree.xpath("//h2/@id") == ["rain-light", "regimes-all"]
    heavy = table(made(found)["datasets/snow/"], "//table")
    assert [row[0] for row in heavy] == ["Title of b", "Title of a", "Title of b P"]


def test_facts_of_a_data_set() -> None:
    """What it is, in the language; what no source tells is said to be unknown."""
    found = catalogue(paper("a", rain()))
    page = made(found, "zh")["datasets/rain100/"]
    assert (page.title, page.description[:24]) == ("Rain100", "One hundred rainy images")
    assert texts(page, "//h1") == ["Rain100 百张雨图"]
    assert texts(page, "//dl/dd") == ["去雨", "未知", "100 张图", "MIT", "x.org/rain100"]
    unknown = made(found)["datasets/snow/"]
    assert unknown.description.startswith("Snow")
    assert texts(unknown, "//dl/dd") == ["", "not known", "not known", "not yet looked"]
    assert texts(unknown, "//h2") == ["Rain board · Heavy 1 row"]


def test_kind_license_and_mirrors_of_a_data_set() -> None:
    """In words of the language; a license in the words found, or that none is stated; each mirror with its day."""
    mirrors = [{"url": "https://y.org/copy", "seen": "2026-01-02"}, {"url": "https://z.org/", "seen": "2026-02-03"}]
    data = [
        {"id": "rain100", "name": "A", "kind": "mixed", "license": "none stated", "mirrors": mirrors},
        {"id": "snow", "name": "B", "kind": "real", "license": "for research only"},
        {"id": "faces", "name": "C", "kind": "synthetic"},
    ]
    told = {
        "en": (["real and synthetic", "none stated"], "seen on 2026-01-02", ["real", "for research only"]),
        "zh": (["真实与合成", "未声明"], "2026-01-02", ["真实", "for research only"]),
    }
    for lang, (first, seen, second) in told.items():
        found = made(catalogue(datasets=data), lang)
        kind, _, license, *rest = texts(found["datasets/rain100/"], "//dl/dd")[1:]
        assert ([kind, license], len(rest)) == (first, 2)
        assert seen in rest[0]
        assert parsed(found["datasets/rain100/"]).xpath("//dl/dd/a/@href") == ["https://y.org/copy", "https://z.org/"]
        assert [texts(found["datasets/snow/"], "//dl/dd")[n] for n in (1, 3)] == second
        assert table(found["datasets/"]) == [
            ["A", "", first[0], "", first[1]],
            ["B", "", second[0], "", second[1]],
            ["C", "", texts(found["datasets/faces/"], "//dl/dd")[1], "", ""],
        ]


def test_index_of_data_sets() -> None:
    """By name, capitals and small letters alike."""
    data = [
        {"id": "rain100", "name": "beta"},
        {"id": "snow", "name": "Alpha", "tasks": ["rain"]},
        {"id": "faces", "name": "Gamma"},
    ]
    assert table(made(catalogue(datasets=data))["datasets/"]) == [
        ["Alpha", "Deraining", ""],
        ["beta", "", ""],
        ["Gamma", "", ""],
    ]


# --- errata, timeline ----------------------------------------------------------------------


def test_errata() -> None:
    """Accepted rows with both means and the reason, withdrawn ones, what was mended, what was taken out."""
    slip = {
        "paper": "a",
        "benchmark": "rain",
        "where": "https://x.org/w",
        "locator": "T9",
        "printed": {"en": "38.2 for [[a]]"},
        "found": {"en": "28.2"},
        "day": "2026-01-02",
    }
    removed = [
        {"paper": "a", "benchmark": "rain", "variant": "S", "removed_because": {"en": "Wrong."}, "day": "2026-01-03"},
        {"paper": "gone", "removed_because": {"en": "Twice."}, "day": "2026-01-04"},
    ]
    found = catalogue(
        paper("a", rain("30.00", "32.00", allow={"average-differs": WHY}, printed_average=["31.50", "0.910"])),
        paper("b", regimes("30", "one", withdrawn={"en": "As [[a]] says."})),
        errata=[slip],
        removed=removed,
    )
    tree = parsed(made(found)["errata/"])
    assert texts(tree, "//h2/small") == ["1", "1", "1", "2"]
    accepted, mended = (table(tree, f"(//table)[{n}]") for n in (1, 2))
    assert accepted == [
        ["Title of a", "Rain board", "31.50 / 0.910", "PSNR 31.0000The columns give another mean.", "Table 1"]
    ]
    assert tree.xpath("//tr/@id") == ["a"]
    (withdrawn,) = texts(tree, "//h2[@id='withdrawn']/following-sibling::ul[1]/li")
    assert withdrawn == "Title of b, Regimes: As Title of a says. (Table 1)"
    assert tree.xpath("//li/@id") == ["b"]
    assert mended == [["Title of a", "Rain board", "38.2 for Title of a", "28.2", "T9", "2026-01-02"]]
    assert texts(tree, "//h2[@id='removed']/following-sibling::ul[1]/li") == [
        "Title of a, Rain board S: Wrong. (2026-01-03)",
        "gone: Twice. (2026-01-04)",
    ]


@pytest.mark.parametrize(
    ("lang", "names"), [("en", ["Experts", "Prompts", "All papers"]), ("zh", ["专家", "提示", "全部论文"])]
)
def test_timeline(lang: str, names: list[str]) -> None:
    """Papers a year by technique, the largest first, and of all together, which is no sum: papers have several or none."""
    found = catalogue(
        paper("a", techniques=["experts", "prompts"], year="2019"),
        paper("b", techniques=["experts"]),
        paper("c", year="2021"),
        paper("d"),
    )
    page = made(found, lang)["timeline/"]
    tree = parsed(page)
    assert texts(tree, "//table/thead//th")[1:] == ["2019", "2021", "2025"]
    assert table(tree) == [
        [names[0], "1", "0", "1"],
        [names[1], "1", "0", "0"],
        [names[2], "1", "1", "2"],
    ]
    assert texts(tree, "//*[@class='p-number']") == ["1", "1", "1"]
    assert [(bar.get("x"), bar.get("y"), bar.get("height")) for bar in tree.xpath("//rect")] == [
        ("230", "24.0", "40.0"),
        ("378", "24.0", "40.0"),
        ("230", "88.0", "40.0"),
    ]


def test_timeline_shows_the_ten_largest_techniques() -> None:
    """Among equals by id."""
    words = [
        {"id": f"t{n:02}", "en": f"T{n:02}", "zh": f"技{n}", "definition": {"en": "D.", "zh": "定义。"}}
        for n in range(12)
    ]
    papers = [paper(f"p{n}", techniques=[f"t{n:02}"]) for n in range(12)]
    found = catalogue(*papers, paper("more", techniques=["t11"]), techniques=words)
    assert [row[0] for row in table(made(found)["timeline/"])] == ["T11", *(f"T{n:02}" for n in range(9)), "All papers"]


def test_timeline_of_nothing() -> None:
    """A catalogue without papers has its page."""
    assert made(catalogue())["timeline/"].path == "timeline/"
