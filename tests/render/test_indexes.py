"""Indexes: vocabularies, venues, years and authors, and a page for each of their words."""

from __future__ import annotations

import pytest

from papershelf.render.indexes import pages
from papershelf.render.page import SitePage
from tests.handmade import by_path, catalogue, edition, paper, parsed, table, texts

SHELF = catalogue(
    paper("a", techniques=["experts", "prompts"], tasks=["rain"], domains=["video"], authors=["Ann Lee", "Bo Li"]),
    paper("b", techniques=["experts"], venue="tip", year="2019", authors=["Bo Li", "Jens Sjölund"]),
    paper("c", venue="tip", year="2024", authors=["Bo Li", "Ann Lee", "others"]),
)
EN, ZH = (by_path(pages(edition(SHELF, lang))) for lang in ("en", "zh"))


def listed(page: SitePage) -> list[str]:
    """The papers in a page's table, by their links."""
    return [str(link) for link in parsed(page).xpath("//table[@class='papers']/tbody/tr/td[1]/a/@href")]


def test_every_word_has_its_page() -> None:
    """Every term, used or not; venues, years and names of authors that papers have; the index of each group."""
    terms = [f"techniques/{id}/" for id in ("prompts", "experts", "diffusion", "idle")]
    terms += [f"tasks/{id}/" for id in ("rain", "haze", "noise")]
    words = ["domains/video/", "venues/cvpr/", "venues/tip/", "years/2025/", "years/2024/", "years/2019/"]
    groups = [f"{group}/" for group in ("techniques", "tasks", "domains", "venues", "years", "authors")]
    assert sorted(EN) == sorted([*terms, *words, *groups, "authors/ann-lee/", "authors/bo-li/"])
    assert list(EN) == list(ZH)


@pytest.mark.parametrize(
    ("path", "papers"),
    [
        ("techniques/experts/", ["a", "b"]),
        ("techniques/prompts/", ["a"]),
        ("techniques/idle/", []),
        ("tasks/rain/", ["a"]),
        ("domains/video/", ["a"]),
        ("venues/tip/", ["c", "b"]),
        ("years/2019/", ["b"]),
        ("authors/bo-li/", ["a", "c", "b"]),
        ("authors/ann-lee/", ["a", "c"]),
    ],
)
def test_a_word_s_page_lists_its_papers_newest_first(path: str, papers: list[str]) -> None:
    """Those with that word and no other."""
    for found in (EN, ZH):
        assert listed(found[path]) == [f"../../papers/{id}/" for id in papers]


@pytest.mark.parametrize(
    ("path", "english", "chinese"),
    [
        ("techniques/experts/", "Experts", "专家"),
        ("tasks/rain/", "Deraining", "去雨"),
        ("venues/tip/", "TIP", "TIP"),
        ("years/2019/", "Papers of 2019", "2019 年的论文"),
        ("authors/bo-li/", "Bo Li", "Bo Li"),
    ],
)
def test_titles(path: str, english: str, chinese: str) -> None:
    """Of the page and of its heading, in the language."""
    for found, title in ((EN, english), (ZH, chinese)):
        assert found[path].title == title
        assert texts(found[path], "//h1") == [title]


def test_what_a_word_means() -> None:
    """Definition and other names of a term; the full name of a venue where it says more than the short one."""
    found = by_path(pages(edition(catalogue(paper("a", venue="ws", tasks=["rain"]), paper("b", venue="tip")))))
    assert texts(found["tasks/rain/"], "//p[@class='lead']") == ["Deraining in a line."]
    assert texts(found["tasks/rain/"], "//p[@class='quiet']") == ["Also called: rain removal."]
    assert texts(found["tasks/haze/"], "//p[@class='quiet']") == []
    assert texts(found["venues/tip/"], "//p[@class='lead']") == ["Transactions on Images"]
    assert texts(found["venues/ws/"], "//p[@class='lead']") == []


@pytest.mark.parametrize(
    ("path", "english", "chinese"),
    [
        ("techniques/experts/", "Experts: Experts in a line. 2 papers.", "专家：专家的定义。2 篇论文。"),
        ("techniques/prompts/", "Prompts: Prompts in a line. 1 paper.", "提示：提示的定义。1 篇论文。"),
        ("venues/tip/", "2 papers at TIP (Transactions on Images) in this catalogue.", "本目录中发表于 TIP（Transactions on Images）的2 篇论文。"),
        ("years/2019/", "1 paper of 2019 in this catalogue.", "本目录中 2019 年的1 篇论文。"),
        ("authors/bo-li/", "3 papers of this catalogue that print the name Bo Li.", "本目录中以 Bo Li 署名的3 篇论文。"),
    ],
)  # fmt: skip
def test_descriptions(path: str, english: str, chinese: str) -> None:
    """A sentence for search engines, with the number of papers; blanks as each language has them."""
    assert EN[path].description == english
    assert ZH[path].description.replace(" ", "") == chinese.replace(" ", "")


def test_a_venue_of_one_name_is_described_by_it() -> None:
    """A workshop whose full name is its short one."""
    found = by_path(pages(edition(catalogue(paper("a", venue="ws")))))
    assert found["venues/ws/"].description == "1 paper at WS (WS) in this catalogue."


def test_a_vocabulary_s_index() -> None:
    """Its words in the order of catalogue.yaml, each with its meaning and number of papers, also where there is none."""
    assert table(EN["techniques/"]) == [
        ["Prompts", "Prompts in a line.", "1 paper"],
        ["Experts", "Experts in a line.", "2 papers"],
        ["Diffusion", "Diffusion in a line.", "0 papers"],
        ["Idle", "Idle in a line.", "0 papers"],
    ]
    assert table(ZH["tasks/"])[0] == ["去雨", "去雨的定义。", "1 篇论文"]
    assert parsed(EN["techniques/"]).xpath("//th/a/@href") == [
        f"../techniques/{id}/" for id in ("prompts", "experts", "diffusion", "idle")
    ]


def test_the_venues_with_most_papers_come_first() -> None:
    """A venue without papers is not listed; years fall."""
    assert table(EN["venues/"]) == [
        ["TIP", "Transactions on Images", "2 papers"],
        ["CVPR", "Conference on Vision", "1 paper"],
    ]
    assert [row[0] for row in table(EN["years/"])] == ["2025", "2024", "2019"]


def test_the_names_that_most_papers_print_come_first() -> None:
    """With their number of papers."""
    items = [
        (item.xpath("./a/@href")[0], item.text_content())
        for item in parsed(EN["authors/"]).xpath("//ul[@class='names']/li")
    ]
    assert items == [("../authors/bo-li/", "Bo Li 3"), ("../authors/ann-lee/", "Ann Lee 2")]


def test_without_names_there_is_no_index_of_them() -> None:
    """As long as no name is printed twice; the other indexes are there without papers, too."""
    found = by_path(pages(edition(catalogue(paper("a", authors=["Ann Lee"])))))
    assert [path for path in found if path.startswith("authors/")] == []
    assert {"techniques/", "tasks/", "domains/"} <= set(by_path(pages(edition(catalogue(paper("a"))))))


GROUPS = [{"id": "weather", "en": "Weather", "zh": "天气", "tasks": ["haze", "rain"]}]
FAMILIES = [
    {"id": "words", "en": "Words", "zh": "文字", "techniques": ["prompts"]},
    {"id": "many", "en": "Many", "zh": "多个", "techniques": ["idle", "diffusion", "experts"]},
]


@pytest.mark.parametrize(
    ("path", "english", "chinese", "rows"),
    [
        ("tasks/", ["Weather", "Others"], ["天气", "其他"], [["haze", "rain"], ["noise"]]),
        ("techniques/", ["Words", "Many"], ["文字", "多个"], [["prompts"], ["idle", "diffusion", "experts"]]),
        ("domains/", [], [], [["video"]]),
    ],
)
def test_an_index_is_parted_by_its_groups(
    path: str, english: list[str], chinese: list[str], rows: list[list[str]]
) -> None:
    """In their order and with their anchors, what is in no group last; a vocabulary without groups is one table."""
    found = catalogue(task_groups=GROUPS, families=FAMILIES)
    for lang, headings in (("en", english), ("zh", chinese)):
        page = by_path(pages(edition(found, lang)))[path]
        assert [words for _, words in page.contents] == headings
        tables = parsed(page).xpath("//table[@class='group']")
        assert [each.xpath("./tbody/tr/th/a/@href") for each in tables] == [
            [f"../{path}{id}/" for id in part] for part in rows
        ]
    assert [id for id, _ in by_path(pages(edition(found)))["tasks/"].contents] == ["weather", "in-no-group"]


def test_the_row_of_a_paper_is_rendered_once_for_all_lists() -> None:
    """The same words stand in the list of its venue, year, terms and authors."""
    found = edition(SHELF)
    made = by_path(pages(found))
    lists = [path for path in made if "../../papers/a/" in made[path].html]
    template = found.markup("../../").get_template("site/row.html")
    row = template.render(card=SHELF.cards["a"])
    assert len(lists) == 8
    assert [path for path in lists if row not in made[path].html] == []
