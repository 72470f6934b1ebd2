"""An edition: one language of a catalogue, with its address, its words and its templates."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import UndefinedError
from lxml import etree
from lxml.html import document_fromstring

from papershelf.draft import Page
from papershelf.render.edition import Edition, editions, markdown
from papershelf.render.page import Content
from papershelf.render.templates import Templates
from tests.handmade import TEMPLATES, catalogue, edition, paper, rain

WORDS = """
language: English
papers: [one paper, "{n} papers"]
counts_scope: "{n} {name}, "
counts: "{papers}; {heart}{code} with code, {weights} with weights, {notes} with a note; {years}"
counts_years: "{first} to {last}"
"""
TEXTS = {
    "words/en.yaml": WORDS,
    "words/zh.yaml": WORDS.replace("English", "中文").replace("one paper", "一篇"),
    "site/prose.html": "<p>{{ words | prose }}</p>",
    "site/all.html": "{% from 'site/macros.html' import told with context %}{{ told(words) }}|{{ x }}",
    "site/macros.html": "{% macro told(words) %}{{ root }}papers/ {{ words | prose }}{% endmacro %}",
    "site/filters.html": "{{ url | address }}|{{ 'rain' | term_name('tasks') }}|{{ up }}|{{ languages.zh }}|{{ lang }}",
    "site/source.html": "{{ source_of(cards.a.rows[0][1])[1] }}|{{ t('language') }}|{{ catalogue.names.a }}",
    "site/words.xml": "<a b='{{ x }}'>{{ x }}</a>",
    "site/head.html": "{{ data }}|{{ tags }}|{{ files }}",
    "a.md": "{{ words | prose }}|{{ x | md }}|{{ url | address }}|{{ site }}|{{ texts | join(' ') }}|{{ lang }}",
    "b.md": "{{ x | md }}|{{ url | address }}|{{ t('language') }}|{{ lang }}",
}
SHELF = catalogue(
    paper("a", rain(), method="A", links={"code": "https://x.org/c", "weights": "none"}, scope="all-in-one"),
    paper("b", year="2019", scope="all-in-one"),
    paper(
        "c",
        year="2020",
        links={"code": {"url": "https://x.org/c", "empty": "2026-01-02"}, "weights": "https://x.org/w"},
    ),
    pages=(Page("zh", "notes/a.md", "f", ""), Page("en", "notes/a.md", "f", "")),
)
EN, ZH = (Edition(SHELF, lang, Templates(TEXTS)) for lang in ("en", "zh"))


def test_where_an_edition_stands() -> None:
    """The first language at the site's root, every other in a folder of its own."""
    assert (EN.first, EN.below, EN.up, EN.root) == (True, "", "", "https://small.example.org/shelf/")
    assert (ZH.first, ZH.below, ZH.up, ZH.root) == (False, "zh/", "../", "https://small.example.org/shelf/zh/")


def test_words_and_title() -> None:
    """In its language."""
    assert (EN.t("language"), ZH.t("language")) == ("English", "中文")
    assert (EN.title, ZH.title) == ("Small Shelf", "小书架")


def test_counts() -> None:
    """Papers, those of the heart, those whose code or weights are there (not announced, not looked for), notes, years."""
    assert EN.counts == "3 papers; 2 all-in-one, 1 with code, 1 with weights, 1 with a note; 2019 to 2025"
    assert Edition(catalogue(), "en", Templates(TEXTS)).counts == (
        "0 papers; 0 all-in-one, 0 with code, 0 with weights, 0 with a note; 0 to 0"
    )
    assert Edition(catalogue(paper("a")), "zh", Templates(TEXTS)).counts.startswith("一篇; 0 一体化")


def test_plain() -> None:
    """Prose without its links, its words as they are."""
    assert EN.plain("On [[a]] & <b>, [[techniques/experts|many]]: [[tasks/rain]].") == "On A & <b>, many: Deraining."
    assert ZH.plain("[[tasks/rain]]") == "去雨"


# --- pages ---------------------------------------------------------------------------------


def test_links_of_prose_are_relative_to_their_page() -> None:
    """At any depth, in any order, from one and the same templates, inside a macro too."""
    for path, root in (
        *(("papers/", "../"), ("papers/a/", "../../"), ("", ""), ("taxonomy/b/c/", "../../../")),
        *(("papers/", "../"), ("", ""), ("papers/b/", "../../")),
    ):
        for each, words in ((EN, "Deraining"), (ZH, "去雨")):
            link = f'<a href="{root}papers/a/">A</a> <a href="{root}tasks/rain/">{words}</a>'
            assert each.html("prose", path, words="[[a]] [[tasks/rain]]") == f"<p>{link}</p>"
            assert each.html("all", path, words="[[a]] [[tasks/rain]]", x=1) == f"{root}papers/ {link}|1"


def test_templates_are_read_once() -> None:
    """Every page of an edition at one depth comes from the same environment."""
    assert EN.markup("../") is EN.markup("../")
    assert EN.markup("../") is not EN.markup()
    assert EN.markdown is EN.markdown
    assert EN.markup() is not ZH.markup()


def test_page() -> None:
    """Path, title, description and scripts as given; the HTML from the template for that path, values escaped."""
    made = EN.page("all", "papers/a/", "T & t", "D", scripts=("x.js",), words="[[a]]", x="<b>")
    assert (made.path, made.title, made.scripts) == ("papers/a/", "T & t", ("x.js",))
    assert made.content == Content("D", '../../papers/ <a href="../../papers/a/">A</a>|&lt;b&gt;', "")


def test_what_every_template_knows() -> None:
    """Addresses as shown, names of terms, the way up, the languages, cards, sources of rows, words, the catalogue."""
    url = "https://www.x.org/a/"
    assert EN.html("filters", "", url=url) == "x.org/a|Deraining||中文|en"
    assert ZH.html("filters", "", url=url) == "x.org/a|去雨|../|中文|zh"
    assert ZH.html("source", "") == "Table 1|中文|A"


def test_what_is_missing_is_an_error() -> None:
    """No page is made with a hole in it."""
    with pytest.raises(UndefinedError):
        EN.html("all", "", words="A word.")


def test_file_is_escaped() -> None:
    """Parsed as XML, the values are the very words."""
    tree = etree.fromstring(EN.file("words.xml", x="<&'\"> 去雨"))
    assert (tree.text, tree.get("b")) == ("<&'\"> 去雨", "<&'\"> 去雨")


def test_head() -> None:
    """JSON-LD that cannot end its script, tags in order, and the page's other forms with their paths."""
    html = edition(SHELF).head(
        {"name": "</script><b>&"}, [("one", 'a "b"'), ("two", "<c>")], [("application/json", "../a.json")]
    )
    page = document_fromstring(f"<html><head>{html}</head><body></body></html>")
    assert [(meta.get("name"), meta.get("content")) for meta in page.iterfind(".//meta")] == [
        ("one", 'a "b"'),
        ("two", "<c>"),
    ]
    assert [(link.get("type"), link.get("href")) for link in page.iterfind(".//link")] == [
        ("application/json", "../a.json")
    ]
    (script,) = page.iterfind(".//script")
    assert script.text == r'{"name":"\u003c/script\u003e\u003cb\u003e\u0026"}'
    assert EN.head({"a": 1}) == '{"a":1}|[]|[]'


# --- Markdown ------------------------------------------------------------------------------


def test_markdown_of_an_edition() -> None:
    """Prose links to the site; words are shown as they are; addresses fit into round brackets."""
    values: dict[str, Any] = {"words": "On [[a]]*", "x": "*|", "url": "https://x.org/(a)"}
    site = "https://small.example.org/shelf/zh/"
    assert ZH.markdown.get_template("a.md").render(**values) == (
        f"On [A]({site}papers/a/)&#42;|&#42;&#124;|https://x.org/%28a%29|{site}"
        "|summary architecture adaptation performance|zh"
    )


def test_markdown_without_a_catalogue() -> None:
    """The same filters and words, for what is told of no catalogue."""
    env = markdown(Templates(TEXTS), "zh")
    assert env.get_template("b.md").render(x="*", url="https://x.org/(a)") == "&#42;|https://x.org/%28a%29|中文|zh"
    assert env.from_string("{{ words | prose }}").render(words="see [[a]]") == "see &#91;&#91;a&#93;&#93;"


# --- all of them ---------------------------------------------------------------------------


def test_editions() -> None:
    """One a language, the first one first, all with the same formatted citations of every paper."""
    found = editions(catalogue(paper("a", authors=["Ann Lee", "Luc Van Gool"], doi="10.1234/d"), paper("b")), TEMPLATES)
    assert [each.lang for each in found] == ["en", "zh"]
    assert found[0].catalogue is found[1].catalogue
    singly = editions(found[0].catalogue, TEMPLATES, singly=True)
    for id in ("a", "b"):
        assert found[0].cited(id) == found[1].cited(id) == singly[0].cited(id)
        assert sorted(found[0].cited(id)) == ["apa", "gbt7714", "ieee"]
    assert found[0].cited("a")["ieee"] == (
        "A. Lee and L. Van Gool, “Title of a,” in Conference on Vision, 2025, doi: 10.1234/d."
    )
