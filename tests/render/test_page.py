"""A page: its sections, and the page above it."""

from __future__ import annotations

import pytest

from papershelf.render.page import Content, SitePage, crumbs

HTML = """<h1 id="top">Head</h1>
<h2 id="first">One &amp; <small class="quiet">two</small></h2>
<h3 id="below">Below</h3>
<h2 class="x" id="other">Not ours</h2>
<h2 id="second">Two
lines</h2>"""


def test_contents_are_the_sections() -> None:
    """Id and words of each heading of the second level, without markup; others are none."""
    page = SitePage("papers/", "T", lambda: Content("D", HTML))
    assert page.contents == [("first", "One & two"), ("second", "Two lines")]
    assert SitePage("papers/", "T", lambda: Content("D", "<p>x</p>")).contents == []


def test_what_a_page_says_is_made_when_it_is_asked_for() -> None:
    """Once, whatever is asked; a page of which only the path is wanted costs nothing."""
    made = []

    def make() -> Content:
        made.append(1)
        return Content("D", "<p>x</p>", "<meta>")

    page = SitePage("papers/", "T", make)
    assert (page.path, page.title, made) == ("papers/", "T", [])
    assert (page.description, page.html, page.head, made) == ("D", "<p>x</p>", "<meta>", [1])


TITLES = {"papers/": "All papers", "papers/a/": "A", "taxonomy/": "Guide", "taxonomy/prompts/": "Prompts"}


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("papers/a/", [("papers/", "All papers")]),
        ("taxonomy/prompts/", [("taxonomy/", "Guide")]),
        ("taxonomy/prompts/deep/", [("taxonomy/", "Guide")]),
        ("papers/", []),
        ("", []),
        ("about/", []),
        ("notes/a/", []),
    ],
)
def test_the_page_above(path: str, above: list[tuple[str, str]]) -> None:
    """The index of the folder, with its title; none above an index itself, or where there is no such page."""
    assert crumbs(path, TITLES) == above
