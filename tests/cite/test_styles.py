"""Formatted citations: three styles, word for word, for every kind of source."""

from __future__ import annotations

from typing import Any

import pytest

from papershelf.cite.csl import csl
from papershelf.cite.styles import citations
from tests.conftest import Built
from tests.making import all_editions, card, templates

STYLES = templates().styles
AUTHORS = ["Ann-Marie Lee", "Luc Van Gool", "Bo Li", "Vinícius de Melo", "Eva Doe", "Fu Wang", "Gil Xu"]


def formatted(kind: str, **fields: Any) -> dict[str, str]:
    """The citations of a paper at a venue of a kind."""
    return citations([csl(card(kind, "arXiv", **fields))], STYLES)["m"]


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        (
            "conference",
            {"authors": AUTHORS[:2], "arxiv": "2401.00010"},
            {
                "apa": "Lee, A.-M., & Van Gool, L. (2024). A Title. Venue of B & C. https://arxiv.org/abs/2401.00010",
                "gbt7714": "LEE A M, VAN GOOL L. A Title[C/OL]//Venue of B & C. 2024. https://arxiv.org/abs/2401.00010.",
                "ieee": "A.-M. Lee and L. Van Gool, “A Title,” in Venue of B & C, 2024. [Online]. "
                "Available: https://arxiv.org/abs/2401.00010",
            },
        ),
        (
            "journal",
            {"authors": AUTHORS, "doi": "10.1000/a_b", "title": "Is <b>it</b> done?"},
            {
                "apa": "Lee, A.-M., Van Gool, L., Li, B., de Melo, V., Doe, E., Wang, F., & Xu, G. (2024). "
                "Is <b>it</b> done? Venue of B & C. https://doi.org/10.1000/a_b",
                "gbt7714": "LEE A M, VAN GOOL L, LI B, et al. Is <b>it</b> done?[J/OL]. Venue of B & C, 2024. DOI:10.1000/a_b.",
                "ieee": "A.-M. Lee et al., “Is <b>it</b> done?,” Venue of B & C, 2024, doi: 10.1000/a_b.",
            },
        ),
        (
            "preprint",
            {"authors": AUTHORS[:1], "arxiv": "2401.00010"},
            {
                "apa": "Lee, A.-M. (2024). A Title (arXiv:2401.00010). arXiv. https://arxiv.org/abs/2401.00010",
                "gbt7714": "LEE A M. A Title[A/OL]. arXiv, 2024. https://arxiv.org/abs/2401.00010.",
                "ieee": "A.-M. Lee, “A Title,” 2024, arXiv: arXiv:2401.00010. [Online]. "
                "Available: https://arxiv.org/abs/2401.00010",
            },
        ),
        (
            "workshop",
            {},
            {
                "apa": "A Title. (2024). Venue of B & C.",
                "gbt7714": "A Title[C]//Venue of B & C. 2024.",
                "ieee": "“A Title,” in Venue of B & C, 2024.",
            },
        ),
    ],
)
def test_each_style(kind: str, fields: dict[str, Any], words: dict[str, str]) -> None:
    """Every kind of source, word for word."""
    assert formatted(kind, **fields) == words


def test_one_paper_does_not_stand_in_for_another() -> None:
    """Each id has its own citation, whatever the order; without papers or styles there is nothing."""
    items = [
        csl(card(id=id, title=title, year=year)) for id, title, year in (("b", "Two", "2023"), ("a", "One", "2024"))
    ]
    assert citations(items, {"apa": STYLES["apa"]}) == {
        "b": {"apa": "Two. (2023). Venue of B & C."},
        "a": {"apa": "One. (2024). Venue of B & C."},
    }
    assert citations(items, {}) == {"b": {}, "a": {}}


def test_every_shipped_paper(built: Built) -> None:
    """Each paper has a citation in each style, with its title, its year and its first author's family name."""
    first, *others = all_editions(built.catalogue)
    for id, paper in built.catalogue.by_id.items():
        styles = first.cited(id)
        assert [each.cited(id) for each in others] == [styles]
        assert list(styles) == ["apa", "gbt7714", "ieee"]
        for words in styles.values():
            assert paper.title in words
            assert str(paper.year) in words
            assert paper.authors[0].split()[-1].upper() in words.upper()


def test_shown_on_every_paper_page(built: Built) -> None:
    """Both languages show the same three citations."""
    for id in ("promptir", "airnet"):
        shown = [
            built.pages[f"{below}papers/{id}/index.html"].xpath("//dl[@class='citations']/dd/text()")
            for below in built.languages.values()
        ]
        assert shown[0] == shown[1]
        assert len(shown[0]) == 3
