"""The search data: what each document holds, in which language, and where its sections lead."""

from __future__ import annotations

import json
from typing import Any

from papershelf.catalogue import Catalogue
from papershelf.draft import Page
from papershelf.export.search import anchor, search_data
from tests import making
from tests.conftest import Built
from tests.making import sounds


def documents(catalogue: Catalogue) -> list[dict[str, Any]]:
    """The documents, parsed."""
    text = search_data(catalogue)
    assert text.endswith("\n")
    found: list[dict[str, Any]] = json.loads(text)
    return found


def of(path: str) -> list[dict[str, Any]]:
    """The documents of the small catalogue with an address."""
    return [each for each in documents(sounds()) if each["u"] == path]


def test_documents_in_their_order() -> None:
    """Papers as the catalogue has them, then terms, venues that have papers, benchmarks, pages but the first one."""
    assert [each["u"] for each in documents(sounds())] == [
        *("papers/echo-2/", "papers/yu2025sound/", "papers/echo/", "papers/quiet/", "papers/halls2019/"),
        *("tasks/denoising/", "tasks/dereverberation/", "domains/speech/"),
        *("techniques/masking/", "techniques/diffusion/"),
        *("venues/icassp/", "venues/taslp/", "venues/waspaa/", "venues/arxiv/"),
        *("benchmarks/rooms/", "benchmarks/words/", "benchmarks/silent/"),
        *("about/", "about/", "about/", "notes/echo/"),
    ]


def test_a_paper() -> None:
    """Name, title, authors without the mark of a cut, ids, venue, terms with their aliases, summaries without brackets."""
    assert of("papers/echo-2/") == [
        {
            "u": "papers/echo-2/",
            "k": "paper",
            "n": "Echo (2026)",
            "t": "Echo: Again, and Louder",
            "a": "Ann Lee, Luc Van Gool",
            "d": "echo-2 2602.00011",
            "w": "2026 arXiv  Denoising 去噪 noise removal 降噪 Dereverberation 去混响 Speech 语音 Diffusion 扩散 Masking 掩蔽 soft mask",
            "v": "arXiv 2026",
            "s": ["Builds on echo and asks the quiet one.", "基于 echo，并参考 安静方法。"],
        }
    ]


def test_a_paper_without_a_method() -> None:
    """Its title is its name and stands once; a Chinese name of its venue is searched; what it has not is left out."""
    assert of("papers/yu2025sound/") == [
        {
            "u": "papers/yu2025sound/",
            "k": "paper",
            "n": "=1+1: A Survey of “Sound” & <Noise>",
            "a": "Sound and Noise, Inc., Yu Van Pham",
            "d": "yu2025sound 2503.00042 10.1000/sound_(1)",
            "w": "2025 TASLP 音频汇刊",
            "v": "TASLP 2025",
        }
    ]


def test_a_term_in_every_language() -> None:
    """Names and definitions in the order of the languages, other names for themselves."""
    assert of("tasks/denoising/") == [
        {
            "u": "tasks/denoising/",
            "k": "term",
            "n": ["Denoising", "去噪"],
            "w": "denoising",
            "x": ["noise removal", "降噪"],
            "s": ["Takes noise out of a recording.", "去除录音中的噪声。"],
        }
    ]


def test_a_venue_and_a_benchmark() -> None:
    """A venue with its other names, a benchmark with the heads of its columns."""
    assert of("venues/taslp/") == [
        {"u": "venues/taslp/", "k": "term", "n": "TASLP", "w": "Transactions on Audio 音频汇刊 T-ASLP"}
    ]
    assert of("benchmarks/rooms/") == [
        {"u": "benchmarks/rooms/", "k": "page", "n": ["Two rooms", "两个房间"], "w": "Hall Street, 5 dB"}
    ]


def test_a_page_and_its_sections() -> None:
    """Sections lead to their headings in either language; their words stand without marks, code, rules and addresses."""
    title = ["About the shelf", "关于书架"]
    assert of("about/") == [
        {"u": "about/", "k": "page", "n": title},
        {
            "u": "about/",
            "h": ["how-to-read-it", "如何阅读"],
            "k": "page",
            "n": title,
            "t": ["How to read it", "如何阅读"],
            "s": ["Open a page. See the echo. a b c d", "打开一页。"],
        },
        {
            "u": "about/",
            "h": ["why", "缘由"],
            "k": "page",
            "n": title,
            "t": ["Why", "缘由"],
            "s": ["To try.", "为了尝试。"],
        },
    ]
    assert of("notes/echo/") == [{"u": "notes/echo/", "k": "page", "n": ["Reading Echo", "Reading Echo"]}]


def test_an_alias_is_searched_at_every_paper_of_its_term() -> None:
    """A word that stands in no title, name or summary finds the papers of its term, and no other."""
    for alias, ids in (("降噪", ["echo-2", "quiet"]), ("soft mask", ["echo-2", "echo"])):
        holding = [each for each in documents(sounds()) if alias in json.dumps(each, ensure_ascii=False)]
        assert [each["u"] for each in holding if each["k"] == "paper"] == [f"papers/{id}/" for id in ids]
        assert all(alias in each["w"] for each in holding if each["k"] == "paper")
        assert [each["k"] for each in holding if each["k"] != "paper"] == ["term"]


def test_sections_of_pages_that_differ_are_left_out() -> None:
    """Where two languages have not the same number of sections nobody knows which belong together; the page stays."""
    pages = (
        Page("en", "a.md", "docs/en/a.md", "# A\n\n## One\n\nx\n\n## Two\n\ny\n"),
        Page("zh", "a.md", "docs/zh/a.md", "# 甲\n\n## 一\n\n子\n"),
    )
    about = making.about(languages=["en", "zh"])
    assert documents(Catalogue(about, (), pages)) == [{"u": "a/", "k": "page", "n": ["A", "甲"]}]


def test_a_long_section_is_cut() -> None:
    """Its first 1,200 characters are searched."""
    page = Page("en", "a.md", "docs/en/a.md", f"# A\n\n## Long\n\n{'x' * 1199}yz\n")
    _, section = documents(Catalogue(making.about(), (), (page,)))
    assert section["s"] == ["x" * 1199 + "y"]


def test_an_anchor_keeps_its_words() -> None:
    """A heading's address is its words in lower case with hyphens, Chinese as it is, marks and links left out."""
    assert anchor("What it leaves open") == "what-it-leaves-open"
    assert anchor("工作原理") == "工作原理"
    assert anchor("How `to` *read* [[echo|the Echo]]") == "how-to-read-the-echo"


def test_sections_lead_to_their_headings(built: Built) -> None:
    """A section found in the search data is a heading of its page, in either language."""
    sections = [each for each in json.loads((built.site / "search.json").read_text("utf-8")) if "h" in each]
    assert len(sections) > 50
    for each in sections:
        for folder, heading in zip(("", "zh/"), each["h"], strict=True):
            html = (built.site / folder / each["u"] / "index.html").read_text("utf-8")
            assert f'id="{heading}"' in html, (each["u"], heading)
