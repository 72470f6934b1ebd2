"""What is put round the words of a hand-written page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from papershelf.catalogue import Catalogue
from papershelf.draft import Page
from papershelf.render.handwritten import Asked, pages, source, whole
from tests.handmade import ABOUT, catalogue, edition, faces, paper, parsed, rain, texts

INDEX = Page("en", "index.md", "f", "# Home\n")
GUIDE = Page("en", "taxonomy/index.md", "f", "# Guide\n\n[[taxonomy/second]] [[a]] [[taxonomy/first|the first]]\n")
FIRST = (Page("en", "taxonomy/first.md", "f", "# First\n"), Page("zh", "taxonomy/first.md", "f", "# 第一\n"))
SECOND = (Page("zh", "taxonomy/second.md", "f", "# 第二\n"), Page("en", "taxonomy/second.md", "f", "# Second\n"))
NOTHING = Asked()


def shown(found: Catalogue, page: Page, html: str = "<h1>H</h1>\n<p>Words.</p>", asked: Asked = NOTHING) -> str:
    """A page's whole HTML."""
    return whole(edition(found, page.lang), page, asked, html, [])


def section(html: str, id: str) -> list[tuple[str, str]]:
    """Address and words of each entry of a list on the front page, with what stands beside the link."""
    return [
        (item.xpath("./a/@href")[0], " ".join(item.text_content().split()))
        for item in parsed(html).xpath(f"//section[h2[@id='{id}']]/ul/li")
    ]


# --- the source ----------------------------------------------------------------------------


def test_source() -> None:
    """Links relative to the page, the catalogue's size in the place of its mark, all else as it is."""
    found = edition(catalogue(paper("a", method="A"), paper("b", year="2019")))
    made = source(found, "# On [[a]]\n\n[[counts]]\n\n* x  \n", "../../")
    assert made == (
        "# On [A](papershelf:../../papers/a/)\n\n"
        "2 papers: 0 all-in-one, 0 with code, 0 with weights, 0 with a reading note. Years 2019 to 2025.\n\n* x  \n"
    )


@pytest.mark.parametrize(
    ("matter", "asked"),
    [
        ({}, Asked()),
        ({"title": "T", "family": [], "compare": None}, Asked()),
        ({"family": "techniques/experts"}, Asked(("techniques/experts",))),
        ({"family": ["techniques/experts", "tasks/rain"], "compare": ["a", 2025]}, Asked(("techniques/experts", "tasks/rain"), ("a", "2025"))),
        ({"compare": "a"}, Asked((), ("a",))),
    ],
)  # fmt: skip
def test_what_a_page_asks_for(matter: dict[str, Any], asked: Asked) -> None:
    """Families and entries of its front matter; one word may stand for a list of one."""
    assert Asked.of(matter) == asked


# --- every page ----------------------------------------------------------------------------


def test_an_ordinary_page_stays_as_it_is() -> None:
    """But for line breaks behind full-width punctuation, and code that the keyboard must reach to scroll it."""
    page = Page("zh", "about.md", "f", "# 关于\n")
    html = "<h1>关于</h1>\n<p>甲，\n乙</p><pre><code>a，\nb</code></pre>"
    assert shown(catalogue(), page, html) == ('<h1>关于</h1>\n<p>甲，乙</p><pre tabindex="0"><code>a，\nb</code></pre>')


def test_a_family_s_papers_stand_below_its_page() -> None:
    """Those of all tags that it asks for, each once, in the order of the catalogue."""
    found = catalogue(
        paper("both", techniques=["experts"], tasks=["rain"], year="2019"),
        paper("one", techniques=["experts"]),
        paper("other", tasks=["rain"], year="2020"),
        paper("none"),
    )
    page = Page("en", "taxonomy/experts.md", "f", "# Experts\n")
    html = shown(found, page, asked=Asked(("techniques/experts", "tasks/rain", "tasks/idle", "nothing/x")))
    assert html.startswith("<h1>H</h1>\n<p>Words.</p>")
    listed = parsed(html).xpath("//h2[@id='family']/following-sibling::table/tbody/tr/td[1]/a/@href")
    assert listed == ["../../papers/one/", "../../papers/other/", "../../papers/both/"]
    assert parsed(html).xpath("//h2/@id") == ["family"]


def test_entries_are_compared_side_by_side() -> None:
    """In the order asked for, with structure and adaptation in words; an id that is not there is left out."""
    found = catalogue(
        paper("a", method="A", architecture={"en": "On [[b]].", "zh": "基于 [[b]]。"}),
        paper("b", method="B", adaptation={"en": "By prompts."}, venue="tip", year="2019"),
    )
    for lang, words in (("en", "On B."), ("zh", "基于 B。")):
        html = shown(found, Page(lang, "taxonomy/x.md", "f", ""), asked=Asked((), ("b", "gone", "a")))
        tree = parsed(html)
        assert tree.xpath("//h2/@id") == ["side-by-side"]
        assert [texts(row, "./*") for row in tree.xpath("//table[@class='compare']/tbody/tr")] == [
            ["B", "TIP 2019", "", "By prompts."],
            ["A", "CVPR 2025", words, ""],
        ]
        assert tree.xpath("//table[@class='compare']//td/a/@href") == ["../../papers/b/"]


def test_a_page_that_asks_for_nothing_there_is_gets_nothing() -> None:
    """No heading without a list below it."""
    page = Page("en", "taxonomy/x.md", "f", "")
    assert shown(catalogue(paper("a")), page, asked=Asked(("techniques/experts",), ("gone",))) == (
        "<h1>H</h1>\n<p>Words.</p>"
    )


# --- notes ---------------------------------------------------------------------------------

NOTE = Page("en", "notes/a.md", "f", "# Note\n", '<svg class="d"></svg>')


def test_a_note_begins_with_its_paper() -> None:
    """Below the heading: name, venue, title, authors, of whom the middle is left out where there are many."""
    found = catalogue(
        paper("a", method="A", title="A: The Title", authors=["Ann Lee", "Bo Li", "Cy Dow", "Di Fu", "Ed Go"])
    )
    html = shown(found, Page("en", "notes/a.md", "f", ""), "<h1>H</h1><p>Words.</p>")
    assert html.startswith('<h1>H</h1>\n<p class="note-head">')
    assert html.endswith("<p>Words.</p>")
    (head,) = parsed(html).xpath("//p[@class='note-head']")
    assert head.xpath(".//a/@href") == ["../../papers/a/", "../../venues/cvpr/", "../../years/2025/"]
    said = " ".join(head.text_content().split())
    assert said.startswith("A · CVPR 2025 · ")
    assert said.endswith("A: The Title — Ann Lee, Bo Li, Cy Dow, …, Ed Go")


def test_a_note_s_diagram_ends_its_second_section() -> None:
    """Which tells the idea; where there are fewer sections, it ends the page."""
    found = catalogue(paper("a"))
    figure = '<figure class="diagram" tabindex="0"><svg class="d"></svg></figure>\n'
    html = shown(found, NOTE, "<h1>H</h1><h2>1</h2>a<h2 id='x'>2</h2>b<h2>3</h2>c")
    assert html.endswith(f"<h2>1</h2>a<h2 id='x'>2</h2>b{figure}<h2>3</h2>c")
    assert shown(found, NOTE, "<h1>H</h1><h2>1</h2>a<h2>2</h2>b").endswith(f"<h2>2</h2>b{figure}")


def test_a_note_on_a_paper_that_is_not_there_has_no_head() -> None:
    """Nor has the index of the notes."""
    for path in ("notes/gone.md", "notes/index.md"):
        assert shown(catalogue(paper("a")), Page("en", path, "f", "")) == "<h1>H</h1>\n<p>Words.</p>"


# --- the front page ------------------------------------------------------------------------


def test_front_page_counts_and_lists_the_newest() -> None:
    """Six papers by public month, the last one first, below the hand-written words, with links from the root."""
    papers = [paper(f"p{n}", public=f"2024-0{n}", method=f"M{n}", title=f"M{n}: Title {n}") for n in range(1, 8)]
    html = shown(catalogue(*papers), INDEX)
    assert html.startswith("<h1>H</h1>\n<p>Words.</p>")
    assert texts(html, "//p[@class='counts']")[0].startswith("7 papers: 0 all-in-one")
    newest = section(html, "newest")
    assert newest[:-1] == [(f"papers/p{n}/", f"M{n} Title {n}") for n in range(7, 1, -1)]
    assert newest[-1][0] == "papers/"


def test_front_page_lists_the_largest_families() -> None:
    """By number of papers, the largest first; among equals in the order of the vocabulary; eight at most."""
    words = [
        {"id": f"t{n}", "en": f"T{n}", "zh": f"技{n}", "definition": {"en": "D.", "zh": "定义。"}} for n in range(10)
    ]
    papers = [paper(f"p{n}-{m}", techniques=[f"t{n}"]) for n in range(10) for m in range(n if n != 3 else 5)]
    html = shown(catalogue(*papers, techniques=words), INDEX)
    assert section(html, "families")[:-1] == [
        (f"techniques/t{n}/", f"T{n} {count}")
        for n, count in (
            *((9, "9 papers"), (8, "8 papers"), (7, "7 papers"), (6, "6 papers")),
            *((3, "5 papers"), (5, "5 papers"), (4, "4 papers"), (2, "2 papers")),
        )
    ]


def test_front_page_lists_the_boards_with_most_rows() -> None:
    """By the rows that they show; a row that another source covers does not count."""
    found = catalogue(
        paper("a", faces("9"), rain()), paper("b", faces("8")), paper("c", rain(), rain("1", "1"), rain("2", "2"))
    )
    for lang, names in (("en", ("Rain board 2 rows", "Face board 2 rows")), ("zh", ("雨榜 2 行", "人脸榜 2 行"))):
        boards = section(shown(found, Page(lang, "index.md", "f", "")), "boards")
        assert [words for _, words in boards[:2]] == list(names)
        assert [path for path, _ in boards] == [f"benchmarks/{id}/" for id in ("rain", "faces", "regimes")] + [
            "benchmarks/"
        ]


def test_front_page_lists_the_families_of_techniques() -> None:
    """Where the catalogue has any: in its order, each paper once, with the way to the family in the index."""
    families = [
        {"id": "words", "en": "Words", "zh": "文字", "techniques": ["prompts", "idle"]},
        {"id": "nets", "en": "Nets", "zh": "网络", "techniques": ["experts"]},
    ]
    found = catalogue(paper("a", techniques=["experts", "prompts"]), paper("b", techniques=["experts", "idle", "prompts"]), paper("c", techniques=["experts"]), families=families)  # fmt: skip
    for lang, told in (("en", ("Words 2 papers", "Nets 3 papers")), ("zh", ("文字 2 篇论文", "网络 3 篇论文"))):
        listed = section(shown(found, Page(lang, "index.md", "f", "")), "families")[:-1]
        assert listed == [("techniques/#words", told[0]), ("techniques/#nets", told[1])]


def test_front_page_lists_the_main_boards() -> None:
    """Where the catalogue says which they are: those alone, in its order, whatever their rows."""
    boards = [{**each, "main": "true" if each["id"] != "rain" else "false"} for each in ABOUT["benchmarks"]]
    html = shown(catalogue(paper("a", rain(), faces("9")), benchmarks=boards), INDEX)
    assert section(html, "boards")[:-1] == [
        ("benchmarks/regimes/", "Regimes 0 rows"),
        ("benchmarks/faces/", "Face board 1 row"),
    ]


def test_front_page_lists_the_guide_in_its_order_and_language() -> None:
    """The pages that the guide's index names, by their titles in that language."""
    chinese = Page("zh", "taxonomy/index.md", "f", GUIDE.text)
    found = catalogue(paper("a"), pages=(INDEX, GUIDE, chinese, *FIRST, *SECOND))
    for lang, titles in (("en", ["Second", "First"]), ("zh", ["第二", "第一"])):
        html = shown(found, Page(lang, "index.md", "f", ""))
        assert section(html, "guide") == [
            ("taxonomy/second/", titles[0]),
            ("taxonomy/first/", titles[1]),
        ]


def test_front_page_lists_the_notes_of_its_language() -> None:
    """By their titles, in the order of the papers; a note of another language is left out."""
    notes = [
        Page(lang, f"notes/{id}.md", "f", f"# {title}\n")
        for lang, id, title in (("en", "b", "On B"), ("zh", "b", "论 B"), ("zh", "c", "论 C"), ("en", "a", "On A"))
    ]
    found = catalogue(paper("a", year="2019"), paper("b"), paper("c"), pages=tuple(notes))
    assert section(shown(found, INDEX), "notes") == [("notes/b/", "On B"), ("notes/a/", "On A")]
    chinese = shown(found, Page("zh", "index.md", "f", ""))
    assert section(chinese, "notes") == [("notes/b/", "论 B"), ("notes/c/", "论 C")]


def test_front_page_of_a_catalogue_without_boards_and_guide() -> None:
    """It has no empty sections."""
    html = shown(catalogue(paper("a"), benchmarks=[]), INDEX)
    assert parsed(html).xpath("//section/h2/@id") == ["newest", "families"]


# --- without MkDocs ------------------------------------------------------------------------


def test_a_page_without_mkdocs() -> None:
    """Title and description of its front matter, links, the list of its sections; the front page has no such list."""
    matter = "---\ntitle: T & U\ndescription: D\n---\n\n"
    text = matter + "# H\n\nOn [[a]] and [the other](second.md#x).\n\n## One & two\n\nW.\n"
    written = (Page("en", "taxonomy/first.md", "f", text), Page("zh", "taxonomy/first.md", "f", "# 一\n"), INDEX)
    found = {page.path: page for page in pages(edition(replace(catalogue(paper("a", method="A")), pages=written)))}
    assert list(found) == ["taxonomy/first/", ""]
    page = found["taxonomy/first/"]
    assert (page.title, page.description, page.main) == ("T & U", "D", " with-contents")
    assert '<a href="../../papers/a/">A</a> and <a href="../second/#x">the other</a>' in page.html
    assert [link.text for link in parsed(page.html).xpath("//nav[@class='contents']//a")] == ["One & two"]
    assert (found[""].title, found[""].main) == ("Home", "")
    assert found[""].description == ABOUT["about"]["en"]
