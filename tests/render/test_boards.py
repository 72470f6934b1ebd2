"""Pages of numbers: boards with their plots, data sets, errata, the timeline; each number written by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml.html import HtmlElement, document_fromstring

from papershelf.catalogue import Catalogue
from papershelf.render.boards import pages
from papershelf.render.page import SitePage
from tests.handmade import (
    ABOUT,
    CITED,
    WHY,
    by_path,
    catalogue,
    edition,
    faces,
    paper,
    parsed,
    rain,
    regimes,
    table,
    texts,
)


def made(found: Catalogue, lang: str = "en") -> dict[str, SitePage]:
    """Every page of numbers, by its path."""
    return by_path(pages(edition(found, lang)))


def board(benchmark: str, *papers: Any, lang: str = "en") -> HtmlElement:
    """A benchmark's page."""
    return parsed(made(catalogue(*papers), lang)[f"benchmarks/{benchmark}/"])


def shown(tree: HtmlElement, place: int = 1) -> list[list[str]]:
    """The words of each cell of a board's table."""
    return table(tree, f"(//table[@data-board])[{place}]")


def test_every_page() -> None:
    """Each board and data set with their indexes, errata, the timeline; without benchmarks the timeline alone."""
    found = catalogue(paper("a"))
    assert list(made(found)) == [
        *("benchmarks/rain/", "benchmarks/regimes/", "benchmarks/faces/", "benchmarks/"),
        *("datasets/rain100/", "datasets/snow/", "datasets/faces/", "datasets/", "errata/", "timeline/"),
    ]
    assert list(made(catalogue(paper("a"), benchmarks=[]))) == ["timeline/"]


# --- boards --------------------------------------------------------------------------------

PRINTED = {"benchmark": "rain", "printed_average": ["33.5", "0.95"], "source": CITED}


def test_rows_of_a_board() -> None:
    """Rank, name, venue, size, numbers as printed, mean, whose numbers they are, and where they were read."""
    tree = board(
        "rain",
        paper("a", rain("30.10", "32.00", params="25M"), method="A"),
        paper("b", rain("30.00", "32.10", variant="S", params={"x": "1M", "y": "2M"}), method="B", venue="tip"),
        paper("c", PRINTED, method="C", year="2019"),
        paper("d", rain("20.00", "20.00", {"at": "survey", "locator": "L3"}), method="D"),
    )
    assert shown(tree) == [
        ["1", "C", "CVPR 2019", "", "", "", "33.5 / 0.95 as printed", "cited", "list, Table 2"],
        ["2", "A", "CVPR 2025", "25M", "30.10 / 0.900", "32.00 / 0.920", "31.05 / 0.910", "own", "Table 1"],
        ["2", "B S", "TIP 2025", "1M+2M", "30.00 / 0.900", "32.10 / 0.920", "31.05 / 0.910", "own", "Table 1"],
        ["4", "D", "CVPR 2025", "", "20.00 / 0.900", "20.00 / 0.920", "20.00 / 0.910", "cited", "survey, L3"],
    ]
    assert texts(tree, "//table[@data-board]/thead//th") == [
        *("Rank", "Method", "Venue", "Params", "Light", "Heavy", "Average", "Kind", "Source"),
    ]
    assert tree.xpath("//table[@data-board]/tbody/tr/td[3]/@data-value") == ["25", "3"]
    assert tree.xpath("//table[@data-board]/tbody/tr/@data-kind") == ["cited", "own", "own", "cited"]
    assert tree.xpath("//table[@data-board]/tbody/tr/th/a/@href") == [f"../../papers/{id}/" for id in "cabd"]
    assert tree.xpath("//table[@data-board]/tbody/tr/td[last()]/a/@href") == [
        "https://x.org/list",
        "https://github.com/x/list/blob/1f/README.md?plain=1#L3",
    ]


def marked(tree: HtmlElement) -> list[list[str]]:
    """Of each row the numbers that stand bold or underlined: ``b:30.00``."""
    rows = tree.xpath("//table[@data-board]/tbody/tr")
    return [[f"{mark.tag}:{mark.text}" for mark in row.xpath("./td/*[self::b or self::u]")] for row in rows]


def test_best_and_second_of_each_column_and_metric() -> None:
    """Bold the best, underlined the second, equal ones alike; where lower is better the lowest."""
    high = board(
        "rain",
        paper("a", rain("30.00", "20.00")),
        paper("b", rain("30.00", "32.00")),
        paper("c", rain("29.0", "31.0")),
        paper("d", rain("1.0", "1.0")),
    )
    best = ["b:0.900", "b:0.920"]
    assert marked(high) == [
        ["b:30.00", best[0], "b:32.00", best[1]],
        ["u:29.0", best[0], "u:31.0", best[1]],
        ["b:30.00", best[0], best[1]],
        best,
    ]
    low = board("faces", paper("a", faces("50", "9")), paper("b", faces("10", "8")), paper("c", faces("30", "7")))
    assert shown(low)[0][:5] == ["1", "Title of b", "CVPR 2025", "", "10 / 8"]
    assert marked(low) == [["b:10", "u:8"], ["u:30"], ["b:9"]]


def test_a_flagged_row_is_never_shown_as_best() -> None:
    """It has no rank, a mark that leads to Errata, and its numbers stand plainly; withdrawn rows are not on the board."""
    tree = board(
        "rain",
        paper("flagged", rain("90.00", "90.00", allow={"average-differs": WHY})),
        paper("gone", rain("95.00", "95.00", withdrawn=WHY)),
        paper("a", rain("30.00", "30.00")),
        paper("b", rain("20.00", "20.00")),
    )
    assert [row[:2] for row in shown(tree)] == [["1", "Title of a"], ["2", "Title of b"], ["", "Title of flagged⚑"]]
    assert [each for each in marked(tree)[2] if "0.00" in each] == []
    assert [each for each in marked(tree)[0] if "0.00" in each] == ["b:30.00", "b:30.00"]
    assert [each for each in marked(tree)[1] if "0.00" in each] == ["u:20.00", "u:20.00"]
    (mark,) = tree.xpath("//a[text()='⚑']")
    assert mark.get("href") == "../../errata/#flagged"
    assert mark.get("aria-label") == mark.get("title") != ""
    assert tree.xpath("//tr[@class='flagged']/td[1]/text()") == []


def test_sources_that_differ_are_marked() -> None:
    """With words for those who do not see the sign, and the way to the method's numbers; one row stands here."""
    tree = board("rain", paper("a", rain("30.00", "30.00"), rain("31.00", "30.00", CITED)), paper("b", rain()))
    assert [row[1] for row in shown(tree)] == ["Title of b", "Title of a≠"]
    (mark,) = tree.xpath("//a[text()='≠']")
    assert mark.get("href") == "../../papers/a/#numbers"
    assert "print different numbers" in mark.get("aria-label")


def test_rows_without_a_rank_stand_last_without_a_number() -> None:
    """A row that lacks a column has no rank and no mean; a number that is not printed is a dash."""
    partial = rain("99.00", "-")
    partial["values"]["light"] = ["99.00", "-"]
    del partial["values"]["heavy"]
    tree = board("rain", paper("a", partial), paper("b", rain("30.00", "30.00")))
    assert [row[:7] for row in shown(tree)] == [
        ["1", "Title of b", "CVPR 2025", "", "30.00 / 0.900", "30.00 / 0.920", "30.00 / 0.910"],
        ["", "Title of a", "CVPR 2025", "", "99.00 / –", "", ""],
    ]


def test_regimes_have_boards_of_their_own() -> None:
    """In their order, rows of no regime last; the baseline of no regime on the first only, that of a regime on its own."""
    tree = board(
        "regimes",
        paper("a", regimes("30.0", "many"), regimes("31.0", "one")),
        paper("b", regimes("32.0", "many"), regimes("33.0", None)),
    )
    assert [words.split()[0] for words in texts(tree, "//h2[starts-with(@id, 'board-')]")] == [
        "one",
        "many",
        "Training",
    ]
    boards = [[[row[0], row[1], row[4]] for row in shown(tree, n)] for n in (1, 2, 3)]
    assert boards == [
        [["1", "Title of a", "31.0"], ["", "Degraded input", "20.10"]],
        [["1", "Title of b", "32.0"], ["2", "Title of a", "30.0"], ["", "Told the noise", "21.20"]],
        [["1", "Title of b", "33.0"]],
    ]
    assert texts(tree, "//tr[@class='baseline']/td[last()]") == ["Row 1", "Row 2"]
    assert texts(tree, "//tr[@class='baseline']//i") == ["Degraded input", "Told the noise"]


def test_a_baseline_of_no_regime_stands_on_the_first_board_that_there_is() -> None:
    """Also where the first regime has no rows."""
    tree = board("regimes", paper("a", regimes("30.0", "many")), lang="zh")
    assert [row[1] for row in shown(tree)] == ["Title of a", "退化输入", "已知噪声"]


def test_facts_of_a_board() -> None:
    """Title, what is scored, metrics with units, sources, and each column with its data set, task and size."""
    tree = board("rain", paper("a", rain()))
    assert texts(tree, "//h1") == ["Rain board"]
    assert texts(tree, "//p[@class='lead']") == ["Rain in two strengths."]
    assert texts(tree, "//dl[@class='facts']/dd")[0] == "PSNR (dB) / SSIM"
    assert tree.xpath("//dl[@class='facts']//li/a/@href") == ["https://x.org/protocol"]
    assert table(tree, "//table[@class='group']") == [
        ["Light", "Rain100", "Deraining", "100 images"],
        ["Heavy", "Snow", "Dehazing", "not known"],
    ]
    faced = board("faces", lang="zh")
    assert table(faced, "//table[@class='group']")[0][1:3] == ["Faces", "视频"]
    assert faced.xpath("//table[@class='group']//a/@href") == ["../../datasets/faces/", "../../domains/video/"]
    assert faced.xpath("//table[@data-board]") == []


def test_titles_and_head_of_a_board() -> None:
    """The page's own title and description, in the language; its JSON-LD has its address and the rows that are shown."""
    found = catalogue(paper("a", rain(), rain("1", "1", CITED)), paper("b", rain()))
    for lang, title, words, root in (
        ("en", "Rain board", "Rain in two strengths.", "https://small.example.org/shelf/"),
        ("zh", "雨榜", "两种强度的雨。", "https://small.example.org/shelf/zh/"),
    ):
        page = made(found, lang)["benchmarks/rain/"]
        assert (page.title, page.description) == (title, words)
        (script,) = document_fromstring(f"<html><head>{page.head}</head></html>").xpath("//script/text()")
        data = json.loads(script)
        assert (data["@id"], data["name"].partition(": ")[2], data["size"]) == (f"{root}benchmarks/rain/", title, "2")
    assert made(found)["benchmarks/faces/"].description == "Face board"


def test_a_withdrawn_paper_is_marked_on_its_board() -> None:
    """In a word beside the name, in the language."""
    found = catalogue(paper("a", rain(), state={"is": "withdrawn", "source": "https://x.org/"}), paper("b", rain()))
    for lang, word in (("en", "withdrawn"), ("zh", "已撤回")):
        names = texts(made(found, lang)["benchmarks/rain/"], "//table[@data-board]/tbody/tr/th")
        assert sorted(names) == sorted([f"{found.names['a']} {word}", found.names["b"]])


def test_index_of_boards() -> None:
    """Each with what it scores and the rows that it shows over all regimes."""
    found = catalogue(
        paper("a", rain(), rain("1", "1", CITED), regimes("1", "one"), regimes("2", "many")), paper("b", rain())
    )
    assert table(made(found)["benchmarks/"]) == [
        ["Rain board", "Rain in two strengths.", "2 rows"],
        ["Regimes", "", "2 rows"],
        ["Face board", "", "0 rows"],
    ]


def test_index_of_boards_names_the_main_ones_first() -> None:
    """Under a heading of their own, where the catalogue says which they are, in its order."""
    boards = [{**each, "main": "true" if each["id"] == "regimes" else "false"} for each in ABOUT["benchmarks"]]
    for lang, headings in (("en", ["Main boards", "Other boards"]), ("zh", ["主要榜单", "其他榜单"])):
        page = made(catalogue(paper("a", rain()), benchmarks=boards), lang)["benchmarks/"]
        assert page.contents == [("main", headings[0]), ("others", headings[1])]
        tables = parsed(page).xpath("//table[@class='group']")
        assert [each.xpath("./tbody/tr/th/a/@href") for each in tables] == [
            ["../benchmarks/regimes/"],
            ["../benchmarks/rain/", "../benchmarks/faces/"],
        ]


# --- plots ---------------------------------------------------------------------------------

FID = [
    paper("a", faces("50", params="1M"), public="2020-01", method="A"),
    paper("b", faces("30", params="100M", variant="L"), public="2021-01", method="B"),
    paper("c", faces("10", params="10M"), public="2022-01", method="C"),
    paper("d", faces("90"), public="2023-01", method="D"),
    paper("e", faces("80"), method="E"),
]


def test_plots_of_a_board() -> None:
    """Over time and against size: each point at its place with its words, the line through the records, their names."""
    tree = board("faces", *FID)
    time, params = tree.xpath("//figure[@class='plot']")
    assert [figure.xpath(".//h3")[0].get("id") for figure in (time, params)] == ["plot-1-time", "plot-1-params"]
    assert time.xpath(".//path[@class='p-line']/@d") == ["M64.0 174.0H233.0V235.6H402.0V297.2H740"]
    circles = time.xpath(".//circle")
    assert [(each.get("class"), each.get("cx"), each.get("cy")) for each in circles] == [
        ("p-record", "64.0", "174.0"),
        ("p-record", "233.0", "235.6"),
        ("p-record", "402.0", "297.2"),
        ("p-point", "571.0", "50.8"),
    ]
    assert [link.get("href") for link in time.xpath(".//a")] == [f"../../papers/{id}/" for id in "abcd"]
    assert [link.get("aria-label") for link in time.xpath(".//a")] == [
        "A: 2020-01, 50",
        "B L: 2021-01, 30",
        "C: 2022-01, 10",
        "D: 2023-01, 90",
    ]
    assert texts(time, ".//g[@class='p-label']/text") == ["A", "B", "C"]
    assert texts(time, ".//g[@class='p-axis']/text")[6:11] == ["2020", "2021", "2022", "2023", "2024"]
    assert table(time, ".//table") == [
        ["A", "2020-01", "50 (on the line)"],
        ["B L", "2021-01", "30 (on the line)"],
        ["C", "2022-01", "10 (on the line)"],
        ["D", "2023-01", "90"],
    ]
    assert texts(time, ".//details/p") == ["Not drawn: E (first month unknown)."]
    assert texts(params, ".//tbody/tr/td[1]") == ["1M", "10M", "100M"]
    assert texts(params, ".//details/p") == ["Not drawn: E (parameters not printed), D (parameters not printed)."]


def test_no_plot_of_fewer_than_three_rows() -> None:
    """A board of two rows is a table alone."""
    assert board("faces", *FID[:2]).xpath("//figure") == []


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
