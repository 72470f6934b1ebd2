"""Badges: score and rank of a method on a board, as a small picture, with the line that shows it elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from papershelf.catalogue import Catalogue
from papershelf.model import Paper
from papershelf.render.badges import Badge, badges, files, line, ordinal, width
from tests.handmade import TEMPLATES, catalogue, edition, faces, paper, rain, regimes


def crowd(*benchmarks: str) -> list[Paper]:
    """Four papers with a row on each of these boards: PSNR 10 to 40, FID 10 to 40."""
    made = []
    for n in range(1, 5):
        rows: dict[str, dict[str, Any]] = {"rain": rain(f"{n}0.00", f"{n}0.00"), "faces": faces(f"{n}0")}
        made.append(paper(f"c{n}", *(rows[each] for each in benchmarks)))
    return made


def told(found: Catalogue, id: str = "m", lang: str = "en") -> list[tuple[str, str]]:
    """Label and words of a paper's badges."""
    return [(badge.label, badge.words) for badge in badges(edition(found, lang), found.cards[id])]


def test_score_rank_and_number_of_rows() -> None:
    """31.00 dB is the second of five; in each language."""
    found = catalogue(*crowd("rain"), paper("m", rain()))
    assert told(found) == [("Rain board", "31.00 dB · 2nd of 5")]
    assert told(found, lang="zh") == [("雨榜", "31.00 dB · 5 行中第 2")]
    (badge,) = badges(edition(found), found.cards["m"])
    assert badge == Badge("m", "badges/m/rain.svg", "Rain board", "31.00 dB · 2nd of 5")
    assert badge.text == "Rain board · 31.00 dB · 2nd of 5"


def test_a_metric_without_a_unit_is_named() -> None:
    """And where lower is better, the lowest of five is first."""
    found = catalogue(*crowd("faces"), paper("m", faces("9")))
    assert told(found) == [("Face board", "9 FID · 1st of 5")]
    assert told(found, "c4") == [("Face board", "40 FID · 5th of 5")]


def test_the_best_of_several_rows() -> None:
    """One badge a benchmark, in their order, whatever the order of the rows."""
    found = catalogue(
        *crowd("rain", "faces"),
        paper("m", faces("9"), rain("5.00", "5.00", variant="s"), rain("50.00", "50.00", variant="l"), rain("1.00", "1.00")),
    )  # fmt: skip
    assert told(found) == [("Rain board", "50.00 dB · 1st of 7"), ("Face board", "9 FID · 1st of 5")]


def test_the_best_over_all_regimes() -> None:
    """Third in one regime and first in the other: first."""
    papers = [paper(f"c{n}", regimes(f"{n}0", "one"), regimes(f"{n}0", "many")) for n in range(1, 5)]
    found = catalogue(*papers, paper("m", regimes("25", "one"), regimes("50", "many")))
    assert told(found) == [("Regimes", "50 dB · 1st of 5")]


def test_no_badge_without_a_rank_that_says_something() -> None:
    """A board of four rows, a row with a finding, a paper without rows: none."""
    why = {"average-differs": {"en": "Why."}}
    assert told(catalogue(*crowd("rain")), "c1") == []
    assert (
        told(
            catalogue(*crowd("rain"), paper("x", rain()), paper("m", rain(allow=why, printed_average=["30.00", "0.9"])))
        )
        == []
    )
    assert told(catalogue(*crowd("rain"), paper("x", rain()), paper("m"))) == []


def test_line_shows_the_badge_and_leads_to_the_page() -> None:
    """Markdown for another README: the picture of that language, a link to the paper's page in it, the label as text."""
    found = catalogue(paper("m", rain()))
    badge = Badge("m", "badges/m/rain.svg", "Rain*|board", "31.00 dB")
    site = "https://small.example.org/shelf"
    assert line(edition(found), badge) == f"[![Rain&#42;&#124;board]({site}/badges/m/rain.svg)]({site}/papers/m/)"
    assert line(edition(found, "zh"), badge) == (
        f"[![Rain&#42;&#124;board]({site}/zh/badges/m/rain.svg)]({site}/zh/papers/m/)"
    )


def test_files_are_a_picture_for_each_badge() -> None:
    """SVG with both halves and a title; the second half begins where the first one ends."""
    made = dict(files(edition(catalogue(*crowd("rain"), paper("m", rain()), paper("n")))))
    assert list(made) == ["badges/c1/rain.svg", "badges/c2/rain.svg", "badges/c3/rain.svg", "badges/c4/rain.svg", "badges/m/rain.svg"]  # fmt: skip
    tree = etree.fromstring(made["badges/m/rain.svg"])
    space = {"s": "http://www.w3.org/2000/svg"}
    assert tree.findtext("s:title", namespaces=space) == "Rain board · 31.00 dB · 2nd of 5"
    label, words = tree.findall(".//s:text", space)
    assert (label.text, words.text) == ("Rain board", "31.00 dB · 2nd of 5")
    split, whole = 2 * 6 + width("Rain board"), float(tree.get("width", ""))
    assert whole == split + 2 * 6 + width("31.00 dB · 2nd of 5")
    assert (float(label.get("x", "")), float(words.get("x", ""))) == (6, split + 6)
    assert (float(label.get("textLength", "")), float(words.get("textLength", ""))) == (split - 12, whole - split - 12)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (111, "111th"),
        (112, "112th"),
        (122, "122nd"),
    ],
)
def test_ordinals(number: int, words: str) -> None:
    """English ordinals have four forms."""
    assert ordinal(TEMPLATES.words["en"], number) == words


def test_width_of_words() -> None:
    """Chinese characters are wider than Latin letters, capitals wider than small ones, and more words take more room."""
    assert width("去雨") == 2 * 11
    assert width("ab") == 2 * 7
    assert width("il.") < width("abc") < width("ABC") < width("MWM") < width("去雨榜")
    assert width("") == 0
