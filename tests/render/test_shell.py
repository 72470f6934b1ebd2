"""The shell of every page: what the theme's frame is told beside the page itself, and the frame round a page."""

from __future__ import annotations

import pytest
from markupsafe import escape

from papershelf.render.page import Content, SitePage
from papershelf.render.shell import MARKS, Shell, kind, values
from tests.handmade import catalogue, edition

SHELF = catalogue()
EN, ZH = edition(SHELF, "en"), edition(SHELF, "zh")
SITE = "https://small.example.org/shelf/"


def test_what_is_the_same_in_every_language() -> None:
    """Repository, the site's address, the catalogue's name in its first language, the paths of all pages."""
    for each in (EN, ZH):
        found = values(each, (EN, ZH), {"papers/", "about/"})
        assert found["shelf_repository"] == "https://github.com/x/small"
        assert found["shelf_root"] == SITE
        assert found["shelf_title"] == "Small Shelf"
        assert found["shelf_paths"] == {"papers/", "about/"}


def test_what_differs() -> None:
    """Words, language, licence, and the way to the data of scripts, which stand at the site's root."""
    shown = [values(each, (EN, ZH), ()) for each in (EN, ZH)]
    assert [each["shelf_lang"] for each in shown] == ["en", "zh"]
    assert [each["t"]("search") for each in shown] == ["Search", "搜索"]
    assert [each["shelf_licence"] for each in shown] == ["Words under CC0.", "文字以 CC0 发布。"]
    assert [each["shelf_search"] for each in shown] == ["search.json", "../search.json"]
    assert [each["shelf_compare"] for each in shown] == ["compare.en.json", "../compare.zh.json"]


def test_the_way_to_every_language() -> None:
    """Name, address and words of each, and the way to its folder from that of this one."""
    shown = [values(each, (EN, ZH), ())["shelf_languages"] for each in (EN, ZH)]
    for each in shown:
        assert [(lang["lang"], lang["name"], lang["site_url"]) for lang in each] == [
            ("en", "English", SITE),
            ("zh", "中文", f"{SITE}zh/"),
        ]
        assert [lang["words"]("search") for lang in each] == ["Search", "搜索"]
    assert [[lang["up"] for lang in each] for each in shown] == [["", "zh/"], ["../", "../zh/"]]


# --- the frame -----------------------------------------------------------------------------


def page(path: str, title: str = "T", description: str = "D", html: str = "<h1>H</h1>", head: str = "") -> SitePage:
    """A page that says these."""
    return SitePage(path, title, lambda: Content(description, html, head, listed=True))


@pytest.mark.parametrize(
    ("path", "of"),
    [
        ("", ""),
        ("papers/", "papers/"),
        ("papers/a/", "papers/*"),
        ("papers/b-2/", "papers/*"),
        ("notes/a/", "notes/*"),
        ("timeline/", "timeline/"),
        ("taxonomy/x/y/", "taxonomy/x/*"),
    ],
)
def test_pages_of_a_folder_have_one_frame(path: str, of: str) -> None:
    """A page at the top has its own: it alone is marked in the navigation, or has a script."""
    assert kind(page(path)) == of


FRAME = (
    "<title>{title} – S</title><meta content='{description}'><link href='https://x.org/papers/{path}/'>{head}"
    "<a href='../../zh/papers/{path}/'></a><main class='m{main}'>{content}</main><i>{title}</i>"
)


def test_a_page_is_stamped_into_the_frame_of_its_kind() -> None:
    """As the theme would have rendered it: words escaped, HTML as it is, the path wherever it stands."""
    frame = Shell.of(FRAME.format(**MARKS))
    other = page("papers/other/", "<T> & 'q' \"p\"", 'D "d"', "<h1>papers/first/</h1>", "<meta a='b'>")
    words = {name: str(escape(getattr(other, name))) for name in ("title", "description")}
    filled = {"path": "other", "head": other.head, "main": " with-contents", "content": other.html}
    assert frame.stamped(other) == FRAME.format(**words, **filled)


def test_a_page_s_own_words_are_no_marks() -> None:
    """What looks like a mark in a page stays, since only the frame is searched."""
    frame = Shell.of(FRAME.format(**MARKS))
    html = frame.stamped(page("papers/a/", html=" ".join(MARKS.values())))
    assert f"<main class='m with-contents'>{' '.join(MARKS.values())}</main>" in html
