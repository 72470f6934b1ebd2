"""A note's diagram holds shapes and words, and nothing that a page would have to fear."""

from __future__ import annotations

from pathlib import Path

import pytest

from papershelf.checks.diagram import fault
from tests.checks.shelves import found
from tests.conftest import ROOT

DRAWN = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-labelledby="t">
<title id="t">A</title><desc>B</desc>
<defs><marker id="arrow" orient="auto"><path d="M0 0 L9 9 z" fill="currentColor"/></marker></defs>
<rect class="d-box" x="1" y="1" width="2" height="2" fill="none" stroke="currentColor" marker-end="url(#arrow)"/>
</svg>
"""


def test_shapes_and_words_are_allowed() -> None:
    """And so is every diagram that we ship."""
    assert fault(DRAWN) == ""
    shipped = sorted((ROOT / "docs").rglob("*.svg"))
    assert shipped
    assert [file for file in shipped if fault(file.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<rect ", '<script href="x"/><rect ', "<script>"),
        ("<rect ", "<style>rect {}</style><rect ", "<style>"),
        ("<rect ", '<a href="https://x.org"/><rect ', "<a>"),
        ("<rect ", "<foreignObject/><rect ", "<foreignObject>"),
        ("<rect ", "<image/><rect ", "<image>"),
        ('x="1"', 'onclick="x()"', 'onclick="x()"'),
        ('x="1"', 'style="fill: red"', 'style="fill: red"'),
        ('fill="none"', 'fill="red"', 'fill="red"'),
        ('stroke="currentColor"', 'stroke="#fff"', 'stroke="#fff"'),
        ("url(#arrow)", "url(https://x.org/a)", 'marker-end="url(https://x.org/a)"'),
        ("<title id", "<!-- note --><title id", "<!"),
        ("<svg", '<?xml-stylesheet href="x"?><svg', "<!"),
        ("<svg", '<!DOCTYPE svg [<!ENTITY a "b">]><svg', "<!"),
        ("<desc>B</desc>", "", "no <desc>"),
        ('<title id="t">A</title>', "", "no <title>"),
    ],
)
def test_all_else_is_told(old: str, new: str, told: str) -> None:
    """The first thing that is not on the list."""
    assert DRAWN.count(old) == 1
    assert fault(DRAWN.replace(old, new)) == told


def test_what_is_no_xml_is_told_in_the_parser_s_words() -> None:
    """With line and column."""
    assert "line 1, column" in fault("<svg>")


def test_a_bad_diagram_is_told_at_its_file(toy: Path) -> None:
    """Beside the page that it belongs to, in the first line."""
    (toy / "docs/en/notes").mkdir()
    (toy / "docs/en/notes/bert.md").write_text("# BERT\n", "utf-8")
    (toy / "docs/en/notes/bert.svg").write_text(DRAWN, "utf-8")
    assert found(toy) == []
    (toy / "docs/en/notes/bert.svg").write_text("<svg/>", "utf-8")
    assert found(toy) == [("docs/en/notes/bert.svg:1:1", "bad-diagram", "")]
