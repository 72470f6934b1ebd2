"""The theme round a page: rendered as MkDocs does, once for each kind, with links from wherever the page stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from papershelf import shelf, site
from papershelf.export import discovery
from papershelf.render import shell
from papershelf.render.frame import Frame
from papershelf.render.page import Content, SitePage
from papershelf.render.templates import Templates
from tests.bilingual import lay_bilingual
from tests.handmade import catalogue, edition

THEME = {
    "theme/main.html": "{% if page %}{{ page.url }} {{ page.meta.crumbs }} {{ page.content }}{% endif %}"
    "{% for to in links %} {{ to | url }}{% endfor %}{% block more %}{% endblock %}",
    "theme/404.html": "{% extends 'main.html' %}{% block more %} {{ config.site_name }}{% endblock %}",
}
LINKS = ("", ".", "papers/", "a/b.css", "../", "../zh/", "#top", "/x", "https://x.org/a", "//x.org/a")


def framed(lang: str = "en") -> Frame:
    """A small theme, which shows what links become."""
    found = catalogue()
    each = [edition(found, "en"), edition(found, "zh")]
    mine = each[lang == "zh"]
    texts = {**mine.templates.texts, "theme/main.html": THEME["theme/main.html"].replace("links", repr(LINKS))}
    made = type(mine)(found, lang, Templates({**texts, "theme/404.html": THEME["theme/404.html"]}))
    return Frame(made, each, {"papers/": "All <papers>", "papers/a/": "A"})


def page(path: str) -> SitePage:
    """A page at a path that says which."""
    return SitePage(path, path, lambda: Content("D", f"<h1>{path}</h1>"))


@pytest.mark.parametrize(
    ("path", "links"),
    [
        ("", ". . papers/ a/b.css ../ ../zh/"),
        ("papers/", ".. .. ./ ../a/b.css ../../ ../../zh/"),
        ("papers/a/", "../.. ../.. ../ ../../a/b.css ../../../ ../../../zh/"),
    ],
)
def test_links_of_the_theme_lead_from_the_page(path: str, links: str) -> None:
    """Those below the language's root from where the page stands; a section, a path of the host, an address stay."""
    for html in (framed().rendered(page(path)), framed().stamped(page(path))):
        assert html.endswith(f" {links} #top /x https://x.org/a //x.org/a")


def test_pages_of_a_kind_share_a_rendering() -> None:
    """The page above them in the theme's words; each with its own path and content."""
    frame = framed()
    for path in ("papers/a/", "papers/b/"):
        assert frame.stamped(page(path)).startswith(f"{path} [('papers/', 'All <papers>')] <h1>{path}</h1>")
    assert frame.stamped(page("papers/")).startswith("papers/ [] <h1>papers/</h1>")
    assert frame.stamped(page("")).startswith("./ [] <h1></h1>")


@pytest.mark.parametrize(("lang", "below"), [("en", "/shelf/"), ("zh", "/shelf/zh/")])
def test_a_wrong_address_knows_no_place(lang: str, below: str) -> None:
    """So its links begin at the host."""
    words = framed(lang).not_found()
    assert words.startswith(f" {below} {below}. {below}papers/ {below}a/b.css")
    assert words.endswith(" Small Shelf" if lang == "en" else " 小书架")


def test_a_stamped_page_is_the_page_that_the_theme_renders(tmp_path: Path) -> None:
    """Byte for byte, every page of a shelf with all kinds of page, in every language."""
    root = lay_bilingual(tmp_path / "toy")
    made = site.editions_of(shelf.read(root))
    kinds = set()
    for each in made:
        one = site.whole(root, each, made)
        for path, found in one.pages.items():
            assert one.frame.stamped(found) == one.frame.rendered(found), path
            kinds.add(shell.kind(found))
    assert len(kinds) > 20


@pytest.mark.parametrize(
    ("only", "nearest", "title"),
    [
        ("docs/en/taxonomy/own.md", "../../zh/taxonomy/", "taxonomy/own"),
        ("docs/en/own.md", "../zh/", "own"),
        ("docs/en/taxonomy/deep/own.md", "../../../zh/taxonomy/", "taxonomy/deep/own"),
        ("docs/en/notes/transformer.md", "../../zh/papers/transformer/", "notes/transformer"),
    ],
)
def test_a_page_in_one_language_leads_to_the_nearest_of_the_other(
    only: str, nearest: str, title: str, tmp_path: Path
) -> None:
    """And says so; nothing claims that it is there in the other language, and other pages lead to themselves."""
    root = lay_bilingual(tmp_path / "toy")
    for lang in ("en", "zh"):
        (root / "docs" / lang / "taxonomy").mkdir(exist_ok=True)
        (root / "docs" / lang / "taxonomy" / "index.md").write_text("# Guide\n\nWords.\n", "utf-8")
    (root / only).parent.mkdir(parents=True, exist_ok=True)
    (root / only).write_text("# Own\n\nWords.\n", "utf-8")
    (root / only.replace("/en/", "/zh/")).unlink(missing_ok=True)
    made = site.editions_of(shelf.read(root), singly=True)
    english, chinese = (site.whole(root, each, made) for each in made)
    html = str(english.file(f"{title}/index.html"))
    assert f'href="{nearest}" title="本页没有中文版，链接指向最接近的页面">中文<span' in html
    assert 'rel="alternate " hreflang="en"' in html
    assert 'rel="alternate " hreflang="zh"' not in html
    assert f"{title}/" not in chinese.pages
    other = str(english.file("taxonomy/index.html"))
    assert 'href="../zh/taxonomy/">中文</a>' in other
    assert 'rel="alternate " hreflang="zh"' in other
    there = discovery.sitemap(made, english.pages)
    assert f"/{title}/</loc>" in there
    assert f"/zh/{title}/" not in there
    assert "/zh/taxonomy/</loc>" in there
