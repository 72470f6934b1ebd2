"""Pages of boards: verdict, rows, plots, protocol, and which boards there are; each number written by hand."""

from __future__ import annotations

import json
from typing import Any

from lxml.html import HtmlElement, document_fromstring

from papershelf.catalogue import Catalogue
from papershelf.render.boards import pages
from papershelf.render.page import SitePage
from tests.handmade import (
    ABOUT,
    CITED,
    OWN,
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
    """Every page of a board, by its path."""
    return by_path(pages(edition(found, lang)))


def board(benchmark: str, *papers: Any, lang: str = "en") -> HtmlElement:
    """A benchmark's page."""
    return parsed(made(catalogue(*papers), lang)[f"benchmarks/{benchmark}/"])


def shown(tree: HtmlElement, place: int = 1) -> list[list[str]]:
    """The words of each cell of a board's table, of a method its name with its marks."""
    rows = table(tree, f"(//table[@data-board])[{place}]")
    return [[row[0], name, *row[2:]] for row, name in zip(rows, shown_names(tree, place), strict=True)]


def shown_names(tree: HtmlElement, place: int = 1) -> list[str]:
    """The name in each row, with its marks and without what stands below it."""
    heads = tree.xpath(f"(//table[@data-board])[{place}]/tbody/tr/th")
    return ["".join(head.xpath("./text() | ./*[not(self::small or self::details)]//text()")).strip() for head in heads]


def test_every_page() -> None:
    """Each board, and their index; none without benchmarks."""
    found = catalogue(paper("a"))
    assert list(made(found)) == [*("benchmarks/rain/", "benchmarks/regimes/", "benchmarks/faces/", "benchmarks/")]
    assert list(made(catalogue(paper("a"), benchmarks=[]))) == []


# --- boards --------------------------------------------------------------------------------

PRINTED = {"benchmark": "rain", "printed_average": ["33.5", "0.95"], "source": CITED}


def test_rows_of_a_board() -> None:
    """Rank, name with venue, mean, whose numbers they are, code and weights, numbers as printed, size, source."""
    code = {"code": "https://x.org/code"}
    announced = {"code": {"url": "https://x.org/soon", "empty": "2026-01-02"}}
    two = {"x": "1M", "y": "2M"}
    tree = board(
        "rain",
        paper("a", rain("30.10", "32.00", params="25M"), method="A", links=code | {"weights": "none"}),
        paper("b", rain("30.00", "32.10", variant="S", params=two), method="B", venue="tip", links=announced),
        paper("c", PRINTED, method="C", year="2019"),
        paper("d", rain("20.00", "20.00", {"at": "survey", "locator": "L3"}), method="D"),
    )
    assert shown(tree) == [
        ["1", "C", "33.5 / 0.95 as reported", "cited", "??", "", "", "", "list, Table 2"],
        ["2", "A", "31.05 / 0.910", "own", "Code–", "30.10 / 0.900", "32.00 / 0.920", "25M", "Table 1"],
        ["2", "B S", "31.05 / 0.910", "own", "(Code)?", "30.00 / 0.900", "32.10 / 0.920", "1M+2M", "Table 1"],
        ["4", "D", "20.00 / 0.910", "cited", "??", "20.00 / 0.900", "20.00 / 0.920", "", "survey, L3"],
    ]
    assert texts(tree, "//table[@data-board]/thead//th") == [
        *("Rank", "Method", "Average", "Kind", "Code · weights", "Light", "Heavy", "Params", "Source"),
    ]
    assert texts(tree, "//table[@data-board]/tbody/tr/th/small") == ["CVPR 2019", "CVPR 2025", "TIP 2025", "CVPR 2025"]
    assert tree.xpath("//table[@data-board]/tbody/tr/td[@class='signs']/a/@href") == ["https://x.org/code"]
    assert len(tree.xpath("//table[@data-board]/tbody/tr/td[@class='signs']/span[@title]")) == 7
    assert tree.xpath("//table[@data-board]/tbody/tr/td/@data-value") == ["25", "3"]
    assert tree.xpath("//table[@data-board]/tbody/tr/@data-kind") == ["cited", "own", "own", "cited"]
    assert tree.xpath("//table[@data-board]/tbody/tr/th/a/@href") == [f"../../papers/{id}/" for id in "cabd"]
    assert tree.xpath("//table[@data-board]/tbody/tr/td[last()]/a/@href") == [
        "https://x.org/list",
        "https://github.com/x/list/blob/1f/README.md?plain=1#L3",
    ]


def marked(tree: HtmlElement) -> list[list[str]]:
    """Of each row the numbers that stand bold or underlined: ``b:30.00``."""
    rows = tree.xpath("//table[@data-board]/tbody/tr")
    return [[f"{mark.tag}:{mark.text}" for mark in row.xpath("./td//*[self::b or self::u]")] for row in rows]


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
    assert shown(low)[0][:5] == ["1", "Title of b", "10 / 8", "own", "??"]
    assert marked(low) == [["b:10", "u:8"], ["u:30"], ["b:9"]]


def test_a_flagged_row_is_never_shown_as_best() -> None:
    """It has no rank, a mark that leads to Errata, and its numbers stand plainly; withdrawn rows are not on the board."""
    tree = board(
        "rain",
        paper("flagged", rain("90.00", "90.00", allow={"average-differs": WHY}, printed_average=["89.00", "0.9"])),
        paper("gone", rain("95.00", "95.00", withdrawn=WHY)),
        paper("a", rain("30.00", "30.00")),
        paper("b", rain("20.00", "20.00")),
    )
    assert shown_names(tree) == ["Title of a", "Title of b", "Title of flagged⚑"]
    assert [row[0] for row in shown(tree)] == ["1", "2", ""]
    assert [each for each in marked(tree)[2] if "0.00" in each] == []
    assert [each for each in marked(tree)[0] if "0.00" in each] == ["b:30.00", "b:30.00"]
    assert [each for each in marked(tree)[1] if "0.00" in each] == ["u:20.00", "u:20.00"]
    (mark,) = tree.xpath("//a[text()='⚑']")
    assert mark.get("href") == "../../errata/#flagged"
    assert mark.get("aria-label") == mark.get("title") != ""
    assert tree.xpath("//tr[@class='apart']/td[1]/text()") == []


def test_sources_that_differ_are_marked() -> None:
    """With words for those who do not see the sign, and the way to the method's numbers; one row stands here."""
    tree = board("rain", paper("a", rain("30.00", "30.00"), rain("31.00", "30.00", CITED)), paper("b", rain()))
    assert shown_names(tree) == ["Title of b", "Title of a≠"]
    (mark,) = tree.xpath("//a[text()='≠']")
    assert mark.get("href") == "../../papers/a/#numbers"
    assert "report different numbers" in mark.get("aria-label")


def test_rows_without_a_rank_stand_last_without_a_number() -> None:
    """A row that lacks a column has no rank and no mean; a number that is not printed is a dash."""
    partial = rain("99.00", "-")
    partial["values"]["light"] = ["99.00", "-"]
    del partial["values"]["heavy"]
    tree = board("rain", paper("a", partial), paper("b", rain("30.00", "30.00")))
    assert [row[:7] for row in shown(tree)] == [
        ["1", "Title of b", "30.00 / 0.910", "own", "??", "30.00 / 0.900", "30.00 / 0.920"],
        ["", "Title of a", "", "own", "??", "99.00 / –", ""],
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
        "not",
    ]
    boards = [[[row[0], row[1], row[5]] for row in shown(tree, n)] for n in (1, 2, 3)]
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
    assert texts(tree, "//dl/dd")[0] == "PSNR (dB) / SSIM"
    assert tree.xpath("//h2[@id='sources']/following-sibling::ul[1]/li/a/@href") == ["https://x.org/protocol"]
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
        names = shown_names(parsed(made(found, lang)["benchmarks/rain/"]))
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
    rows = [
        paper(id, rain(), regimes(score, "one", code))
        for id, score, code in (("a", "30", OWN), ("b", "31", CITED), ("c", "29", OWN))
    ]
    for lang, headings in (("en", ["Main boards", "Other boards"]), ("zh", ["主要榜单", "其他榜单"])):
        page = made(catalogue(*rows, benchmarks=boards), lang)["benchmarks/"]
        assert page.contents[:2] == [("main", headings[0]), ("others", headings[1])]
        tables = parsed(page).xpath("//table[@class='group listed']")
        assert [each.xpath("./tbody/tr/th/a/@href") for each in tables[:3]] == [
            ["../benchmarks/regimes/"],
            ["../benchmarks/rain/"],
            ["../benchmarks/faces/"],  # below, folded
        ]
        (best,) = table(page, "(//table)[1]")
        count = "3 rows" if lang == "en" else "3 行"
        assert best[1:] == ["", f"Title of a {'own' if lang == 'en' else '自报'}", "30 dB", "", count]


def test_a_copy_that_departs_names_the_source_of_its_authors_row() -> None:
    """It stands on the board where theirs lacks a column."""
    told = {"channel": {"is": "y", "source": "https://example.org/code/test.py#L1"}}
    own = rain(protocol=told)
    del own["values"]["heavy"]
    boards = [{**ABOUT["benchmarks"][0], "protocol": RGB}]
    page = made(catalogue(paper("a", own, rain(source=CITED)), benchmarks=boards))["benchmarks/rain/"]
    (said,) = parsed(page).xpath("//h2[@id='departures']/following::ul[1]/li")
    assert said.text_content().startswith("Title of a: one on luma, one on RGB")
    assert said.xpath("./a/@href")[1:] == ["https://example.org/code/test.py#L1"]


CODE = {"source": "https://example.org/code/blob/main/test.py#L1"}
RGB, LUMA = ({"channel": {"is": {"light": each, "heavy": each}, **CODE}} for each in ("rgb", "y"))


def verdicts(*boards: dict[str, Any], lang: str = "en") -> list[str]:
    """The last column of "which boards share data", the rain board main and beside it others with its columns."""
    first = ABOUT["benchmarks"][0]
    listed = [{**first, "id": f"rain-{n}", "main": str(n == 0).lower(), **each} for n, each in enumerate(boards)]
    tree = parsed(made(catalogue(benchmarks=listed), lang)["benchmarks/"])
    return [row[-1] for row in table(tree, "//h2[@id='shared']/following::table[1]")]


def test_which_boards_share_data() -> None:
    """Metrics with one verdict stand together; a board of which nothing is known is named; settings may decide."""
    ways: list[dict[str, Any]] = [
        {"id": id, "en": id, "zh": id, "protocol": {"channel": {"light": way, "heavy": way}}}
        for id, way in (("first", "rgb"), ("second", "y"))
    ]
    ruled = {"regime": {"is": "one", **CODE}}
    known, other = {"protocol": {**RGB, **ruled}}, {"protocol": {**LUMA, **ruled}}
    parted = {"protocol": ruled, "settings": ways}
    told = verdicts(known, known, other, {"protocol": RGB}, {}, parted)
    assert told == [
        "PSNR, SSIM: yes",
        "PSNR, SSIM: no, because one on RGB, one on luma",
        "PSNR, SSIM: not known, because this is not: Regime",
        "PSNR, SSIM: not known, because nothing that decides it is known of “Rain board”",
        "PSNR, SSIM: it depends on the setting: Color",
    ]
    assert verdicts(known, parted, lang="zh") == ["PSNR、SSIM：视设置而定：颜色"]
    never = {**parted, "settings": [{**each, "protocol": {**each["protocol"], "regime": "many"}} for each in ways]}
    assert verdicts(known, {**never, "protocol": {}}) == ["PSNR, SSIM: no, because one or many"]
    both = {"light": "y", "heavy": "y"}, {"light": "rgb", "heavy": "y"}
    lumas = {
        **parted,
        "settings": [{**each, "protocol": {"channel": way}} for each, way in zip(ways, both, strict=True)],
    }
    assert verdicts(known, lumas) == ["PSNR, SSIM: no, because one on RGB, one on luma"]
    assert verdicts(known, {**parted, "protocol": {"regime": {"is": "many", **CODE}}}) == [
        "PSNR, SSIM: no, because one or many"  # in every setting
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
    assert time.xpath(".//path[@class='p-line']/@d") == [
        "M64.0 174.0H233.0V235.6H402.0V297.2H740",
        "M48.0 134.0H118.5V179.6H189.0V225.2H330",
    ]
    wide, narrow = time.xpath(".//svg")
    assert (wide.get("class"), narrow.get("class"), narrow.get("viewbox")) == ("wide", "narrow", "0 0 340 300")
    assert len(narrow.xpath(".//circle")) == 4
    circles = wide.xpath(".//circle")
    assert [(each.get("class"), each.get("cx"), each.get("cy")) for each in circles] == [
        ("p-record", "64.0", "174.0"),
        ("p-record", "233.0", "235.6"),
        ("p-record", "402.0", "297.2"),
        ("p-point", "571.0", "50.8"),
    ]
    assert [link.get("href") for link in wide.xpath(".//a")] == [f"../../papers/{id}/" for id in "abcd"]
    assert [link.get("aria-label") for link in wide.xpath(".//a")] == [
        "A: 2020-01, 50",
        "B L: 2021-01, 30",
        "C: 2022-01, 10",
        "D: 2023-01, 90",
    ]
    assert texts(wide, ".//g[@class='p-label']/text") == ["A", "B", "C"]
    assert texts(wide, ".//g[@class='p-axis']/text")[6:11] == ["2020", "2021", "2022", "2023", "2024"]
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
