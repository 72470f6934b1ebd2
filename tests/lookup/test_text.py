"""Text of agencies and authors: markup and TeX become plain text in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.lookup.text import plain


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A <i>Fast</i> CO<sub>2</sub> &amp; H<jats:sup>+</jats:sup> Method", "A Fast CO2 & H+ Method"),
        ("&lt;b&gt;Bold&lt;/b&gt; &amp;amp; more", "Bold & more"),
        ("p < q and r > s", "p < q and r > s"),
        ("On M\\\"uller's \\'Etude\n   of {Bayes}", "On Müller's Étude of Bayes"),
        ("Vini\u0301cius", "Vinícius"),
        ("x\u0000\u202ey", "xy"),
        ("  \t\n ", ""),
        ("a \\", "a \\"),
        ("a \u202e b\u00a0c", "a b c"),
    ],
)
def test_markup_goes_and_what_is_no_tag_stays(text: str, line: str) -> None:
    """Markup of style is dropped, references and TeX are resolved, accents composed, blanks one."""
    assert plain(text) == line


@given(st.text(max_size=60))
def test_any_text_becomes_one_printable_line(text: str) -> None:
    """No line break, no control character, no blank at the ends or twice."""
    line = plain(text)
    assert line.isprintable()
    assert "  " not in line
