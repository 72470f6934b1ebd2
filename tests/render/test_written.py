"""Markdown as HTML without MkDocs: front matter, sections, links to other files."""

from __future__ import annotations

import pytest

from papershelf.render.written import address, parted, written


@pytest.mark.parametrize(
    ("link", "file", "leads"),
    [
        ("second.md", "taxonomy/first.md", "../second/"),
        ("second.md#x", "taxonomy/index.md", "second/#x"),
        ("../notes/index.md", "taxonomy/first.md", "../../notes/"),
        ("../notes/bert.md", "taxonomy/index.md", "../notes/bert/"),
        ("taxonomy/protocols.md", "about.md", "../taxonomy/protocols/"),
        ("papers/index.md", "index.md", "papers/"),
        ("index.md", "about.md", "../"),
        ("index.md", "taxonomy/index.md", "./"),
        ("picture.svg", "notes/bert.md", "../picture.svg"),
        ("#here", "about.md", "#here"),
        ("/root.md", "about.md", "/root.md"),
        ("https://x.org/a.md", "about.md", "https://x.org/a.md"),
        ("mailto:a@x.org", "about.md", "mailto:a@x.org"),
    ],
)
def test_links_lead_to_pages(link: str, file: str, leads: str) -> None:
    """As MkDocs has them."""
    assert address(link, file) == leads


def test_what_is_written() -> None:
    """HTML with tables and fences; the sections below the heading, those below a section not."""
    made = written("# H\n\n## 去雨\n\n### Deeper\n\n## Two *x*\n\n```python\n1\n```\n\n[a](b.md)\n", "f.md")
    assert made.sections == (("去雨", "去雨"), ("two-x", "Two x"))
    assert made.links == ("b.md",)
    assert '<a href="../b/">a</a>' in made.html
    assert 'class="highlight"' in made.html


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\na: 1\n---\n\n# H\n", ({"a": "1"}, "# H\n")),
        ("# H\n", ({}, "# H\n")),
        ("---\njust words\n---\n# H\n", ({}, "---\njust words\n---\n# H\n")),
    ],
)
def test_front_matter(text: str, parts: object) -> None:
    """Stands apart from the Markdown; what is no mapping is Markdown."""
    assert parted(text) == parts
