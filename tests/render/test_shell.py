"""The shell of every page: what the theme's frame is told beside the page itself."""

from __future__ import annotations

from papershelf.render.shell import values
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
