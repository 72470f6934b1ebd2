"""The papers list, a page for each paper, comparing them, and what stands at the address of one that left."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml.html import HtmlElement, document_fromstring

from papershelf.catalogue import Catalogue
from papershelf.draft import Page
from papershelf.model.state import Repository
from papershelf.render.edition import Edition
from papershelf.render.page import SitePage
from papershelf.render.papers import SORTABLE, pages
from tests.handmade import (
    OWN,
    TEMPLATES,
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

SITE = "https://small.example.org/shelf/"


def made(found: Catalogue, lang: str = "en") -> dict[str, SitePage]:
    """Every page of papers, by its path."""
    return by_path(pages(edition(found, lang)))


def only(lang: str = "en", *results: dict[str, Any], **fields: Any) -> SitePage:
    """The page of the only paper of a catalogue."""
    return made(catalogue(paper("only", *results, **fields)), lang)["papers/only/"]


def test_every_address() -> None:
    """The list, each paper, each former id and each removed entry, comparing; a row that was taken out is no page."""
    removed = [
        {"paper": "gone", "removed_because": {"en": "Twice here: [[a]].", "zh": "重复。"}, "day": "2026-01-02"},
        {"paper": "a", "benchmark": "rain", "removed_because": {"en": "Wrong."}, "day": "2026-01-02"},
    ]
    found = made(catalogue(paper("a", was=["old", "older"], method="A"), paper("b"), removed=removed))
    assert list(found) == [
        *("papers/", "papers/a/", "papers/b/"),
        *("papers/gone/", "papers/old/", "papers/older/", "compare/"),
    ]


def test_a_former_id_leads_on() -> None:
    """To the page under the id of today."""
    old = made(catalogue(paper("a", was=["old"], method="A")))["papers/old/"]
    assert old.title == "old: no longer here"
    assert [(link.get("href"), link.text) for link in parsed(old).xpath("//p[@class='lead']/a")] == [
        ("../../papers/a/", "A")
    ]


def test_a_former_id_of_a_note_leads_on() -> None:
    """To the note by its title; in a language without one, to the paper."""
    note = Page("en", "notes/a.md", "f", "# On A\n")
    found = catalogue(paper("a", was=["old"], method="A"), paper("b", was=["older"]), pages=(note,))
    for lang, target, words in (("en", "../../notes/a/", "On A"), ("zh", "../../papers/a/", "A")):
        pages = made(found, lang)
        (link,) = parsed(pages["notes/old/"]).xpath("//p[@class='lead']/a")
        assert (link.get("href"), link.text) == (target, words)
        assert "notes/older/" not in pages


def test_a_removed_entry_says_why() -> None:
    """With its day, the reason as prose, and the way to Errata."""
    removed = [
        {"paper": "gone", "removed_because": {"en": "Twice: [[a]].", "zh": "重复：[[a]]。"}, "day": "2026-01-02"}
    ]
    for lang, reason in (("en", "Twice: A."), ("zh", "重复：A。")):
        page = made(catalogue(paper("a", method="A"), removed=removed), lang)["papers/gone/"]
        (lead,) = texts(page, "//p[@class='lead']")
        assert "2026-01-02" in lead
        assert lead.endswith(reason)
        assert parsed(page).xpath("//a/@href") == ["../../papers/a/", "../../errata/#removed"]


def test_an_id_that_is_used_again_is_no_former_one() -> None:
    """The page is that of the paper."""
    removed = [{"paper": "b", "removed_because": {"en": "Why."}, "day": "2026-01-02"}]
    found = made(catalogue(paper("a", was=["b"]), paper("b", title="B itself"), removed=removed))
    assert found["papers/b/"].title == "B itself"


def test_compare() -> None:
    """A page for the script, which says so where there is none."""
    page = made(catalogue(paper("a")))["compare/"]
    assert page.title == "Compare methods"
    assert parsed(page).xpath("//noscript")
    assert "../benchmarks/" in parsed(page).xpath("//a/@href")


# --- the list ------------------------------------------------------------------------------


def rows(page: SitePage) -> list[HtmlElement]:
    """The rows of the list."""
    return list(parsed(page).xpath("//table[@class='papers']/tbody/tr"))


def test_the_list_holds_every_paper_in_order() -> None:
    """With its links from one folder below, venue, topics, and what the script reads: words, month, size, averages."""
    found = catalogue(
        paper(
            "a",
            rain(params="25M"),
            faces("9"),
            method="MoCE",
            title="MoCE: A Title",
            arxiv="2411.18466",
            authors=["Ann Lee", "Bo Li"],
            techniques=["experts"],
            domains=["video"],
            links={"code": {"url": "https://x.org/c", "empty": "2026-01-02"}},
        ),
        paper("b", year="2019", kind="survey", venue="tip"),
    )
    page = made(found)["papers/"]
    assert page.scripts == ("explorer.js",)
    first, second = rows(page)
    assert [texts(first, "./td")[n] for n in (0, 1, 2)] == ["MoCEA TitleAnn Lee, Bo Li", "CVPR 2025", "ExpertsVideo"]
    assert first.xpath("./td/a[@class='name']/@href") == ["../papers/a/"]
    assert [a.get("href") for a in first.xpath("./td[@class='links']/a")] == [
        "https://arxiv.org/abs/2411.18466",
        "https://x.org/c",
    ]
    assert "(announced)" in texts(first, "./td[@class='links']")[0]
    assert (first.get("data-id"), first.get("data-public"), first.get("data-params")) == ("a", "2024-11", "25")
    assert first.get("data-boards", "").split() == ["rain:31.00", "faces:9"]
    assert first.get("data-words", "").split() == [
        *("scope:general", "kind:method", "technique:experts", "domain:video", "venue:cvpr", "year:2025"),
        *("has:results", "params:50", "params:100"),
    ]
    assert (second.get("data-id"), second.get("data-public")) == ("b", "2019-00")
    assert second.get("data-params") is None
    assert second.get("data-boards") is None
    assert texts(second, "./td")[2] == "survey"


def test_options_of_the_list() -> None:
    """Each word with its name in the language and its number; sizes are alternatives."""
    found = catalogue(paper("a", rain(params="30M"), techniques=["experts"], links={"code": "https://x.org/c"}), paper("b", techniques=["experts"], tasks=["rain"], domains=["video"]))  # fmt: skip
    for lang, names in (
        ("en", ["general 2", "method 2", "Experts 2", "Deraining 1", "Video 1", "CVPR 2", "2025 2", "code 1", "results 1", "up to 50 M 1", "up to 100 M 1"]),
        ("zh", [None, None, "专家 2", "去雨 1", "视频 1", "CVPR 2", "2025 2", "代码 1", None, "不超过 50 M 1", "不超过 100 M 1"]),
    ):  # fmt: skip
        shown = texts(made(found, lang)["papers/"], "//fieldset/label")
        assert len(shown) == len(names)
        assert [said for said, name in zip(shown, names, strict=True) if name not in (None, said)] == []
    boxes = parsed(made(found)["papers/"]).xpath("//fieldset//input")
    assert [(box.get("name"), box.get("type")) for box in boxes][-3:] == [
        ("has", "checkbox"),
        ("params", "radio"),
        ("params", "radio"),
    ]
    assert [box.get("value") for box in boxes][2:4] == ["technique:experts", "task:rain"]


def ranked(count: int, benchmark: str) -> list[Any]:
    """So many papers with a row on a board."""
    rows = {"rain": rain(), "faces": faces("9"), "regimes": regimes("9", "one")}
    return [paper(f"p{n}", rows[benchmark]) for n in range(count)]


def sorts(found: Catalogue) -> list[tuple[str, str | None]]:
    """The boards by which the list can be sorted, and the direction that the option tells the script."""
    options = parsed(made(found)["papers/"]).xpath("//select[@name='sort']/option")
    return [(each.get("value", ""), each.get("data-better")) for each in options][5:]


def test_a_board_sorts_the_list_the_lowest_first_where_lower_is_better() -> None:
    """The option says so; where higher is better it says nothing."""
    assert sorts(catalogue(*ranked(10, "faces"))) == [("faces", "lower")]
    assert sorts(catalogue(*ranked(10, "rain"))) == [("rain", None)]


def test_a_board_needs_ten_ranked_rows_to_sort_the_list() -> None:
    """In one ranking: a board of several regimes, or without a mean, never does."""
    assert SORTABLE == 10
    assert sorts(catalogue(*ranked(9, "rain"))) == []
    assert sorts(catalogue(*ranked(20, "regimes"), paper("q", regimes("9", "many")))) == []
    assert sorts(catalogue()) == []


def test_ways_beside_the_list() -> None:
    """By technique, task, domain, venue and year; by author where there are names."""
    authors = {"authors": ["Ann Lee"]}
    for fields, more in (({}, []), (authors, ["../authors/"])):
        page = made(catalogue(paper("a", **fields), paper("b", **fields)))["papers/"]
        links = list(parsed(page).xpath("//h1/following-sibling::p[1]/a/@href"))
        assert links == ["../techniques/", "../tasks/", "../domains/", "../venues/", "../years/", *more]


# --- a paper -------------------------------------------------------------------------------


def beside(found: Catalogue, id: str) -> list[tuple[str, str]]:
    """Relation and address of the links to the papers before and behind one."""
    return [
        (link.get("rel", ""), link.get("href", ""))
        for link in parsed(made(found)[f"papers/{id}/"]).xpath("//nav[@class='beside']/a")
    ]


def test_papers_beside_each_other() -> None:
    """The newer one before, the older one behind; the first has none before, the last none behind."""
    found = catalogue(paper("b", year="2024"), paper("a"), paper("c", year="2019"))
    assert beside(found, "a") == [("next", "../../papers/b/")]
    assert beside(found, "b") == [("prev", "../../papers/a/"), ("next", "../../papers/c/")]
    assert beside(found, "c") == [("prev", "../../papers/b/")]
    assert beside(catalogue(paper("a")), "a") == []


def test_head_and_texts_of_a_paper() -> None:
    """Name, title, authors of whom some have a page, venue, and what is told in words, its links relative to the page."""
    found = catalogue(
        paper(
            "a",
            method="MoCE",
            title="MoCE: A Title",
            authors=["Ann Lee", "Bo Li", "others"],
            venue="tip",
            extends=["b"],
            summary={"en": "On [[b]] & more.", "zh": "基于 [[b]]。"},
            architecture={"en": "Built on [[tasks/rain|rain]]."},
        ),
        paper("b", authors=["Ann Lee"], year="2019"),
    )
    page = made(found)["papers/a/"]
    assert (page.path, page.title, page.description) == ("papers/a/", "MoCE", "On Title of b & more.")
    tree = parsed(page)
    assert texts(tree, "//h1") == ["MoCE"]
    assert texts(tree, "//p[@class='title']") == ["MoCE: A Title"]
    assert texts(tree, "//p[@class='authors']") == ["Ann Lee, Bo Li and others"]
    assert tree.xpath("//p[@class='authors']/a/@href") == ["../../authors/ann-lee/"]
    assert texts(tree, "//p[@class='kind']") == ["method · TIP 2025"]
    assert texts(tree, "//p[@class='lead']") == ["On Title of b & more."]
    assert tree.xpath("//p[@class='lead']/a/@href") == ["../../papers/b/"]
    assert tree.xpath("//h3[@id='architecture']/following-sibling::p[1]/a/@href") == ["../../tasks/rain/"]
    assert "../../papers/b/" in tree.xpath("//dl[@class='facts']//a/@href")
    chinese = made(found, "zh")["papers/a/"]
    assert chinese.description == "基于 Title of b。"
    (told,) = parsed(chinese).xpath("//h3[@id='architecture']/following-sibling::p[@lang='en']")
    assert told.text_content() == "Built on rain."


def test_a_paper_without_a_method_or_a_summary() -> None:
    """Its title is its name and its description; the page says that words are wanting, and where to write them."""
    page = only(title="A <b> Title")
    assert (page.title, page.description) == ("A <b> Title", "A <b> Title")
    tree = parsed(page)
    assert texts(tree, "//h1") == ["A <b> Title"]
    assert tree.xpath("//p[@class='title']") == []
    edit = "https://github.com/x/small/edit/trunk/papers.yaml"
    assert [(a.get("href"), a.get("data-entry")) for a in tree.xpath("//h2[@id='idea']/following-sibling::p[1]/a")] == [
        ("../../papers/only/", None),
        (edit, "only"),
    ]


def test_states_of_links() -> None:
    """Each kind of link, in the table: where it leads, announced, looked for in vain, or not looked for."""
    links = {
        "code": "https://www.x.org/c/",
        "demo": {"url": "https://x.org/d", "empty": "2026-01-03"},
        "weights": "none",
    }
    tree = parsed(only(links=links, checked="2026-02-03", arxiv="2411.18466"))
    states = [row.get("class") for row in tree.xpath("//table[@class='availability']/tbody/tr")]
    assert states == [
        f"state-{each}" for each in ("yes", "yes", "yes", "unknown", "no", "announced", "unknown", "unknown")
    ]
    told = [cells[1] for cells in table(tree, "//table[@class='availability']")]
    assert told[:3] == ["arxiv.org/abs/2411.18466", "arxiv.org/pdf/2411.18466", "x.org/cLicense: not yet looked"]
    assert "2026-02-03" in told[4]
    assert told[5].startswith("x.org/d (")
    assert "2026-01-03" in told[5]


def test_buttons_lead_to_what_is_there() -> None:
    """The paper, code and others that are there, the note in this language; not what is only announced."""
    links = {"code": "https://x.org/c", "demo": {"url": "https://x.org/d", "empty": "2026-01-03"}}
    found = catalogue(paper("a", links=links, doi="10.1234/d"), pages=(Page("en", "notes/a.md", "f", ""),))
    for lang, note in (("en", ["../../notes/a/"]), ("zh", [])):
        tree = parsed(made(found, lang)["papers/a/"])
        assert tree.xpath("//p[@class='go']/a/@href") == [
            "https://doi.org/10.1234/d",
            "https://x.org/c",
            *note,
            "#cite",
        ]
        assert tree.xpath("//p[@class='go']/button/@data-compare") == ["a"]


def test_what_a_robot_found_at_the_code() -> None:
    """Beside its address, with the day."""
    facts = Repository.model_validate(
        {"day": "2026-01-02", "stars": 7, "pushed": "2025-05-06", "archived": True, "licence": "MIT"}
    )
    found = catalogue(paper("a", links={"code": "https://x.org/c"}), repositories={"https://x.org/c": facts})
    tree = parsed(made(found)["papers/a/"])
    assert texts(tree, "//table[@class='availability']//span") == [
        "(archived, 7 stars, last push 2025-05-06; seen on 2026-01-02)",
        "MIT",
    ]


def test_licenses_of_code_and_weights() -> None:
    """As the entry states them, before what a robot found; none stated, in the language; not looked for, where it is."""
    facts = Repository.model_validate({"day": "2026-01-02", "stars": 7, "licence": "Apache-2.0"})
    links = {"code": "https://x.org/c", "weights": "https://x.org/w", "demo": "https://x.org/d"}
    cases: list[tuple[dict[str, str] | None, dict[str, Repository], str, list[str]]] = [
        ({"code": "MIT", "weights": "none stated"}, {"https://x.org/c": facts}, "en", ["MIT", "none stated"]),
        ({"code": "MIT", "weights": "none stated"}, {}, "zh", ["MIT", "未声明"]),
        ({"weights": "for research <only>"}, {"https://x.org/c": facts}, "en", ["Apache-2.0", "for research <only>"]),
        (None, {}, "en", ["not yet looked", "not yet looked"]),
    ]
    for license, repositories, lang, told in cases:
        fields = {"links": links, **({"license": license} if license else {})}
        page = made(catalogue(paper("a", **fields), repositories=repositories), lang)["papers/a/"]
        rows = texts(page, "//table[@class='availability']/tbody/tr[td/br]/td")
        assert [re.split(r"License: |许可：", row)[1] for row in rows] == told


def test_a_withdrawn_paper_says_so() -> None:
    """At its head with the source, and beside its name in every list."""
    state = {"is": "retracted", "source": "https://x.org/notice?a=1&b=2"}
    found = catalogue(paper("a", rain(), state=state), paper("b"))
    for lang, note, word in (
        ("en", "Its publisher retracted this paper.", "retracted"),
        ("zh", "本文已由出版方撤稿。", "已撤稿"),
    ):
        pages = made(found, lang)
        tree = parsed(pages["papers/a/"])
        assert texts(tree, "//header/p[@class='standing']/strong") == [note]
        assert tree.xpath("//header/p[@class='standing']/a/@href") == ["https://x.org/notice?a=1&b=2"]
        assert texts(pages["papers/"], "//tr[@data-id='a']//*[contains(@class, 'standing')]") == [word]
        assert not parsed(pages["papers/b/"]).xpath("//*[contains(@class, 'standing')]")


def test_citations() -> None:
    """BibTeX, each formatted style, and the same as files at the site's root, from either language."""
    found = catalogue(paper("a"))
    for lang, up in (("en", "../../"), ("zh", "../../../")):
        (page,) = [each for each in pages(Edition(found, lang, TEMPLATES, lambda _: {"ieee": "A. <Lee>, 2025."})) if each.path == "papers/a/"]  # fmt: skip
        tree = parsed(page)
        assert texts(tree, "//pre[@id='bibtex']")[0].startswith("@inproceedings{a, title = {{Title of a}},")
        assert texts(tree, "//dl[@class='citations']/*") == ["IEEE", "A. <Lee>, 2025."]
        files = tree.xpath("//h2[@id='cite']/following-sibling::p[1]/a/@href")
        assert files == [f"{up}papers/a/cite.bib", f"{up}api/v1/papers/a.json"]


def test_neighbours_with_their_reasons() -> None:
    """Name, year, and why: it builds on it, or shares techniques by name."""
    found = catalogue(
        paper("a", extends=["b"], techniques=["experts", "prompts"]),
        paper("b", year="2019"),
        paper("c", techniques=["prompts", "experts"], year="2024"),
    )
    items = parsed(made(found, "zh")["papers/a/"]).xpath("//ul[@class='neighbours']/li")
    assert [item.xpath("./a/@href")[0] for item in items] == ["../../papers/b/", "../../papers/c/"]
    first, second = (" ".join(item.text_content().split()) for item in items)
    assert first.startswith("Title of b 2019 · ")
    assert second.startswith("Title of c 2024 · ")
    assert "专家、提示" in second
    assert "专家" not in first


def test_badges_of_a_paper() -> None:
    """The picture and the line for another README; none where it has no rank among enough rows."""
    found = made(catalogue(*(paper(f"p{n}", rain(f"{n}0", f"{n}0")) for n in range(1, 6))))
    tree = parsed(found["papers/p4/"])
    assert [(each.get("src"), each.get("alt")) for each in tree.xpath("//img")] == [
        ("../../badges/p4/rain.svg", "Rain board · 40 dB · 2nd of 5")
    ]
    assert texts(tree, "//pre[@id='badge-1']") == [f"[![Rain board]({SITE}badges/p4/rain.svg)]({SITE}papers/p4/)"]
    assert parsed(only("en", rain())).xpath("//img") == []


def test_numbers_of_a_paper() -> None:
    """Each of its rows: board, rank among how many or why none, mean, numbers as printed, whose they are and where."""
    why = {"en": "The [[a]] mean.", "zh": "平均。"}
    partial = rain(variant="p")
    del partial["values"]["heavy"]
    found = catalogue(
        paper(
            "a",
            rain("30.00", "32.00", params="25M"),
            rain("29.00", "31.00", {"at": "survey", "locator": "L3"}, params={"one": "1M", "two": "2M"}),
            rain(variant="f", allow={"average-differs": why}, printed_average=["30.00", "0.9"]),
            rain(variant="w", withdrawn=why),
            partial,
            {**faces("9"), "values": {"all": ["9", "-"]}, "note": why},
            regimes("20", "many"),
        ),
        paper("b", rain("40.00", "40.00")),
        paper("c", rain("10.00", "10.00")),
    )
    tree = parsed(made(found)["papers/a/"])
    shown = table(tree, "//table[contains(@class, 'numbers')]")
    one, two, three = "30.00 / 0.900", "29.00 / 0.900", "30.00 / 0.900"
    assert [[*row[:4], row[5]] for row in shown] == [
        ["Rain board", "25M", "2 of 3", "31.00 / 0.910", "own ≠"],
        ["Rain board", "1M+2M", "not ranked; another source is listed first", "30.00 / 0.910", "cited ≠"],
        ["Rain board", "f", "not ranked; its mean is in doubt", "31.00 / 0.910", "own"],
        ["Rain board", "w", "withdrawn by its authors", "31.00 / 0.910", "own"],
        ["Rain board", "p", "not ranked; not all columns", "", "own"],
        ["Regimes many", "", "1 of 1", "20", "own"],
        ["Face board", "", "1 of 1", "9 / –", "own"],
    ]
    assert [row[4] for row in shown] == [
        f"Light {one} Heavy 32.00 / 0.920",
        f"Light {two} Heavy 31.00 / 0.920",
        f"Light {three} Heavy 32.00 / 0.920 ⚑ The Title of a mean.",
        f"Light {three} Heavy 32.00 / 0.920 The Title of a mean.",
        f"Light {three}",
        "All 20",
        "All 9 / – The Title of a mean.",
    ]
    assert [row[6] for row in shown] == ["Table 1", "survey, L3", *["Table 1"] * 5]
    links = tree.xpath("//table[contains(@class, 'numbers')]/tbody/tr/td[last()]/a/@href")
    assert links == ["https://github.com/x/list/blob/1f/README.md?plain=1#L3"]


def test_a_flagged_row_is_never_shown_as_best() -> None:
    """Nor a withdrawn one or one that another source covers: neither bold nor underlined on the method's page."""
    why = {"en": "Why."}
    cited = {"at": "list", "locator": "T"}
    found = catalogue(
        paper("a", rain("90.00", "90.00", allow={"average-differs": why}, printed_average=["89.00", "0.9"])),
        paper("b", rain("80.00", "80.00", withdrawn=why)),
        paper("c", rain("30.00", "30.00"), rain("85.00", "85.00", cited)),
        paper("d", rain("20.00", "20.00")),
    )
    marked = {
        id: [
            (mark.tag, mark.text)
            for mark in parsed(made(found)[f"papers/{id}/"]).xpath("//td[@class='values']//*[self::b or self::u]")
            if mark.text.endswith("0.00")
        ]
        for id in "abcd"
    }
    assert marked == {
        "a": [],
        "b": [],
        "c": [("b", "30.00"), ("b", "30.00")],
        "d": [("u", "20.00"), ("u", "20.00")],
    }


def test_costs_of_a_paper() -> None:
    """Each figure under its head, with the size of the input and the device for which it holds, and its source."""
    source = {"in": "repository", "locator": "README", "url": "https://github.com/x/a/blob/1f/README.md"}
    costs = [
        {"params": "25M", "flops": "75G", "input": "256x256", "source": OWN},
        {"variant": "S", "runtime": "0.1 s", "device": "A100", "source": source},
        {"flops": "7G", "input": "unknown", "source": OWN},
    ]
    tree = parsed(only(cost=costs))
    assert texts(tree, "//h3[@id='cost']/following-sibling::div[1]//th") == [
        *("Variant", "Params", "FLOPs", "Input", "Run time", "Source"),
    ]
    assert table(tree, "//h3[@id='cost']/following-sibling::div[1]/table") == [
        ["", "25M", "75G", "256x256", "", "Table 1"],
        ["S", "", "", "", "0.1 s (A100)", "README"],
        ["", "", "7G", "not known", "", "Table 1"],
    ]
    links = tree.xpath("//h3[@id='cost']/following-sibling::div[1]//td/a/@href")
    assert links == ["https://github.com/x/a/blob/1f/README.md"]


def test_ways_to_mend_an_entry() -> None:
    """A report in the language with the entry's id, and the registry at the branch that contributors edit."""
    for lang in ("en", "zh"):
        report, edit = parsed(only(lang, method="A & B")).xpath("//h2[@id='mend']/following-sibling::p[1]/a")
        parts = urlsplit(report.get("href"))
        assert parts.path == "/x/small/issues/new"
        asked = {key: each for key, (each,) in parse_qs(parts.query).items()}
        assert (asked["template"], asked["entry"]) == (f"correction.{lang}.yml", "only")
        assert "only" in asked["title"]
        assert edit.get("href") == "https://github.com/x/small/edit/trunk/papers.yaml"


@pytest.mark.parametrize(("lang", "below", "up"), [("en", "", "../../"), ("zh", "zh/", "../../../")])
def test_what_a_paper_s_head_says(lang: str, below: str, up: str) -> None:
    """Highwire tags, JSON-LD with the page's own address and keywords of the first language, and its other forms."""
    page = only(lang, title="A Title", tasks=["rain"], summary={"en": "On rain.", "zh": "论雨。"})
    head = document_fromstring(f"<html><head>{page.head}</head><body></body></html>")
    assert head.xpath("//meta[@name='citation_title']/@content") == ["A Title"]
    (script,) = head.xpath("//script/text()")
    data = json.loads(script)
    assert data["@id"] == data["mainEntityOfPage"] == f"{SITE}{below}papers/only/"
    assert data["abstract"] == {"en": "On rain.", "zh": "论雨。"}[lang]
    assert data["keywords"] == ["Deraining"]
    assert [(link.get("type"), link.get("href")) for link in head.iterfind(".//link")] == [
        ("application/x-bibtex", f"{up}papers/only/cite.bib"),
        ("application/json", f"{up}api/v1/papers/only.json"),
    ]
