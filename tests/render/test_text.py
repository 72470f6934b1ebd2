"""Texts of the data for their targets: HTML, Markdown, cells of tables, addresses; each proved by reading it back."""

from __future__ import annotations

from html import unescape
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from papershelf.draft import Page
from papershelf.render import text
from papershelf.render.written import written
from tests.gfm import cells, links
from tests.handmade import catalogue, paper

PAGES = (
    Page("en", "taxonomy/prompts.md", "f", "# Prompts at work\n"),
    Page("zh", "taxonomy/prompts.md", "f", "# 提示的用法\n"),
)
SHELF = catalogue(paper("base", method="Base*IR"), paper("x24", method="X", year="2024"), paper("x25", method="X"), pages=PAGES)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "lang", "found"),
    [
        ("base", "en", ("Base*IR", "papers/base/")),
        ("x24", "zh", ("X (2024)", "papers/x24/")),
        ("techniques/experts", "en", ("Experts", "techniques/experts/")),
        ("techniques/experts", "zh", ("专家", "techniques/experts/")),
        ("tasks/rain", "zh", ("去雨", "tasks/rain/")),
        ("domains/video", "en", ("Video", "domains/video/")),
        ("venues/cvpr", "zh", ("CVPR", "venues/cvpr/")),
        ("benchmarks/rain", "zh", ("雨榜", "benchmarks/rain/")),
        ("datasets/rain100", "zh", ("Rain100", "datasets/rain100/")),
        ("taxonomy/prompts", "en", ("Prompts at work", "taxonomy/prompts/")),
        ("taxonomy/prompts", "zh", ("提示的用法", "taxonomy/prompts/")),
    ],
)
def test_what_a_name_stands_for(name: str, lang: str, found: tuple[str, str]) -> None:
    """Words in the language and path of a paper, a term, a venue, a benchmark, a data set, a page."""
    assert SHELF.target(name, lang) == found


PROSE = "Like [[base]] & <b>, it is [[x24|the *first*]] of [[techniques/experts]]."


def test_prose_as_html() -> None:
    """Links relative to the page, with words of the language or the writer's own; all else is escaped."""
    assert text.html(PROSE, SHELF, "zh", "../../") == (
        'Like <a href="../../papers/base/">Base*IR</a> &amp; &lt;b&gt;, it is '
        '<a href="../../papers/x24/">the *first*</a> of <a href="../../techniques/experts/">专家</a>.'
    )


def test_prose_as_a_cell() -> None:
    """Links to the site, on one line; what Markdown would take for markup is shown as it is."""
    made = text.cell(PROSE.replace("& ", "&\n"), SHELF, "en", "https://x.org/")
    assert "\n" not in made
    (_, found) = cells(f"| a |\n|---|\n| {made} |\n")
    assert " ".join(found) == "Like Base*IR & <b>, it is the *first* of Experts."
    assert links(made) == [f"https://x.org/{path}/" for path in ("papers/base", "papers/x24", "techniques/experts")]


def test_a_hand_written_page() -> None:
    """Its Markdown stays as it is, links apart, whose words are text."""
    made = text.markdown("# A *head*\n\n[[base]]: **[[x24|*it*]]** & <b>\n\n- [[tasks/rain]]\n", SHELF, "en", "../")
    assert made == (
        "# A *head*\n\n[Base&#42;IR](papershelf:../papers/base/): **[&#42;it&#42;](papershelf:../papers/x24/)** & <b>"
        "\n\n- [Deraining](papershelf:../tasks/rain/)\n"
    )
    read = written(made, "a.md").html
    assert '<strong><a href="../papers/x24/">&#42;it&#42;</a></strong>' in read
    assert '<a href="../papers/base/">Base&#42;IR</a>' in read


# --- whatever the data hold ----------------------------------------------------------------

SPECIAL = [
    *"|`*_[]<>&#@~$!\\()+-.:=^{}\n",
    "http://a.bc/d",
    "https://a.bc",
    "www.a.bc",
    "me@a.bc",
    "&amp;",
    "&#42;",
    "<b>",
    "<!-- x -->",
    "1. ",
    "2) ",
    "- ",
    "+ ",
    "](x)",
    "[[",
    "中文，",
    "**a**",
]
names = st.lists(
    st.one_of(st.sampled_from(SPECIAL), st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=6)), max_size=6
).map("".join)


@given(names)
@example("¹http://a.bc/d")
@example("xhttps://a.bc")
def test_names_and_titles_survive_as_text(name: str) -> None:
    """Whatever a title holds, a reader of the table sees these very words: no markup, no link of its own."""
    cell = text.markdown_text(name)
    table = f"| a | b |\n|---|---|\n| [{cell}](https://x.org/) | {cell} |\n"
    assert cells(table)[2:] == [name.split(), name.split()]
    assert links(table) in (["https://x.org/"], [])


@given(names.map(lambda name: f"x {name}"))
def test_a_sentence_survives_as_text(name: str) -> None:
    """The same where the words are a paragraph of their own."""
    assert cells(text.markdown_text(name)) == [name.split()]


@pytest.mark.parametrize("words", ["+ a", "- a", "1. a", "12) a", "+", "-", "1.", "1.a", "-a", "a - b"])
def test_no_word_begins_a_list(words: str) -> None:
    """What begins a list item is shown as it is, at the head of a paragraph too."""
    assert cells(text.markdown_text(words)) == [words.split()]


@given(names, names)
@example("a\n", "\nb")
def test_prose_with_links_survives(before: str, after: str) -> None:
    """Words before and behind a ``[[link]]``, line breaks too, are those of the data."""
    before, after = (words.replace("[", "(").replace("]", ")") for words in (before, after))
    cell = text.cell(f"{before}[[base]]{after}", SHELF, "en", "https://x.org/")
    table = f"| a |\n|---|\n| {cell} |\n"
    assert cells(table)[1] == f"{before}Base*IR{after}".split()
    assert links(table) == ["https://x.org/papers/base/"]


@given(names, names)
def test_prose_survives_in_html(before: str, after: str) -> None:
    """Read by a browser, the words before and behind a link are those of the data, and the link is the only markup."""
    before, after = (words.replace("[", "(").replace("]", ")") for words in (before, after))
    read = fragment_fromstring(text.html(f"{before}[[base]]{after}", SHELF, "en", "../"), create_parent="p")
    assert read.text_content().split() == f"{before}Base*IR{after}".split()
    assert [(each.tag, each.get("href")) for each in read] == [("a", "../papers/base/")]


@given(st.from_regex(r"https://x\.org/[a-zA-Z0-9()|*_~&;=?#%\[\].,:+!$'@-]{0,20}", fullmatch=True))
@example("https://x.org/?a=1&amp;b=2")
@example("https://x.org/a_(b)")
def test_addresses_survive(url: str) -> None:
    """A link of the data leads where the data says."""
    table = f"| a |\n|---|\n| [x]({text.markdown_address(url)}) y |\n"
    (found,) = links(table)
    assert unquote(found) == unquote(url)


# --- addresses as shown, spaces ------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.x.org/", "x.org"),
        ("http://X.org:8080/A/b.pdf?c=1#d", "x.org/A/b.pdf"),
        ("https://x.org/%E9%9B%A8%20a/", "x.org/雨 a"),
        (
            "https://x.org/%00%07%E2%80%AEgnp.exe/%E9",
            "x.org/%00%07%E2%80%AEgnp.exe/%E9",
        ),  # what nobody sees, or is no text
        (f"https://x.org/{'a' * 50}", f"x.org/{'a' * 50}"),  # 56 characters
        (f"https://x.org/{'a' * 51}", f"x.org/{'a' * 49}…"),
    ],
)
def test_an_address_as_shown(url: str, shown: str) -> None:
    """Host and path, without what tells a reader nothing, at most 56 characters."""
    assert text.shown_address(url) == shown


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>甲，\n乙。 \n  丙</p>", "<p>甲，乙。丙</p>"),
        ("<p>甲，\n<code>a</code>：\n<a href='x'>b</a>；\n<em>c</em>！\n<strong>d</strong></p>", "<p>甲，<code>a</code>：<a href='x'>b</a>；<em>c</em>！<strong>d</strong></p>"),
        ("<p>甲\n乙, a\nb</p>", "<p>甲\n乙, a\nb</p>"),
        ("<p>甲。</p>\n<p>乙。\n\n丙", "<p>甲。</p>\n<p>乙。\n\n丙"),
        ("<li>甲。\n<ul><li>乙", "<li>甲。\n<ul><li>乙"),
        ("<pre>甲，\n乙</pre>甲，\n乙<pre class='x'>甲，\n乙</pre>", "<pre>甲，\n乙</pre>甲，乙<pre class='x'>甲，\n乙</pre>"),
    ],
)  # fmt: skip
def test_line_breaks_behind_full_width_punctuation_go(html: str, shown: str) -> None:
    """A browser would show them as spaces; those between blocks, in code and behind other letters stay."""
    assert text.unspaced(html) == shown


def test_escapes_are_references() -> None:
    """So that every reader of Markdown agrees: no backslash, whose meaning depends on what follows."""
    made = text.markdown_text(r"a\b *c* <d> [e](f) `g` h|i $j$ #k ~l~ !m &n; _o_ {p}")
    assert not set(made) & set(r"\*<>[]`|$~!_{}")
    assert unescape(made) == r"a\b *c* <d> [e](f) `g` h|i $j$ #k ~l~ !m &n; _o_ {p}"
