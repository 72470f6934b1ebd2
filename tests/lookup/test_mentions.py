"""What a text names: DOIs, venues with their year, terms."""

from __future__ import annotations

import pytest

from papershelf.lookup.mentions import Phrases, dois, groups, terms, trimmed, venue_of, venues
from papershelf.model import About, Term, Venue

VENUES = [
    Venue.model_validate(each)
    for each in (
        {
            "id": "cvpr",
            "name": "CVPR",
            "full": "Conference on Computer Vision and Pattern Recognition",
            "kind": "conference",
        },
        {
            "id": "cvprw",
            "name": "CVPR Workshops",
            "full": "Workshops of CVPR",
            "kind": "workshop",
            "aliases": ["CVPRW"],
        },
        {
            "id": "tip",
            "name": "TIP",
            "full": "IEEE Transactions on Image Processing",
            "kind": "journal",
            "zh": "图像处理汇刊",
        },
    )
]
TERMS = [
    Term.model_validate({"id": id, "en": en, "definition": {"en": "."}, "aliases": aliases})
    for id, en, aliases in (
        ("deraining", "Deraining", ["rain removal", "去雨"]),
        ("sr", "SR", ["super-resolution"]),
        ("no-level", "Blind 2", []),
    )
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://doi.org/10.1007/978-3-031-72661-3_14.", ("10.1007/978-3-031-72661-3_14",)),
        (
            "(10.1016/S0262(00)1), doi:10.1109/TIP.2024.1; 10.1109/TIP.2024.1",
            ("10.1016/S0262(00)1", "10.1109/TIP.2024.1"),
        ),
        ("https://dl.acm.org/doi/pdf/10.1145/3.4.pdf", ("10.1145/3.4",)),
        ("(https://dl.acm.org/doi/pdf/10.1145/3.4.pdf).", ("10.1145/3.4",)),
        ("10.48550/arXiv.2306.13090", ()),
        ("10.1/x, 110.1109/x, nothing", ()),
    ],
)
def test_dois(text: str, found: tuple[str, ...]) -> None:
    """Each once, in order, without what the sentence or address puts around it; arXiv's are ids of arXiv."""
    assert dois(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Accepted to CVPR 2024. 12 pages", ("cvpr", 2024)),
        ("CVPR'24", ("cvpr", 2024)),
        ("Proc. CVPR2023, extended 2024", ("cvpr", 2023)),
        ("CVPR Workshops 2025", ("cvprw", 2025)),
        ("2019 conference on computer vision  and pattern-recognition", ("cvpr", 2019)),
        ("2021, 2022: IEEE Transactions on Image Processing", ("tip", None)),
        ("图像处理汇刊 2020", ("tip", 2020)),
        ("a tip", None),
        ("XCVPR 2024", None),
    ],
)
def test_venue_of(text: str, found: tuple[str, int | None] | None) -> None:
    """By the longest name; with the year behind it, else the only one; short acronyms in capitals only."""
    assert venue_of(text, venues(VENUES)) == found


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Rain removals and Deraining", ["deraining", "deraining"]),
        ("Super resolution, SR, sr", ["sr", "sr", "sr"]),
        ("图像去雨方法", ["deraining"]),
        ("terrain", []),
        ("Blind 2, blind 2s", ["no-level"]),
    ],
)
def test_terms(text: str, ids: list[str]) -> None:
    """By id, name or alias; blank or hyphen, one or many, but not of a digit; not within another word."""
    assert [id for _, id in terms(TERMS).found(text)] == ids


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("https://x.org/a", "https://x.org/a"),
        ("https://x.org/a.", "https://x.org/a"),
        ("https://x.org/a_(b)", "https://x.org/a_(b)"),
        ("https://x.org/a).", "https://x.org/a"),
        ("https://x.org/a_(b)),", "https://x.org/a_(b)"),
        ("https://x.org/a?*_", "https://x.org/a"),
    ],
)
def test_an_address_ends_before_the_sentence_does(words: str, address: str) -> None:
    """Punctuation behind it is not its own, and a bracket only where it was opened in it."""
    assert trimmed(words) == address


def test_no_names_name_nothing() -> None:
    """A vocabulary may be empty."""
    assert list(Phrases(()).found("anything")) == []


def test_all_vocabularies() -> None:
    """Tasks, domains and techniques, each with its own names."""
    bare = {"title": {"en": "T"}, "about": {"en": "A"}, "languages": ["en"], "licence": {"en": "L"}}
    bare |= {"repository": "https://example.org/r", "site_url": "https://example.org/"}
    found = groups(About.model_validate(bare).model_copy(update={"tasks": tuple(TERMS)}))
    assert {name: [id for _, id in phrases.found("deraining")] for name, phrases in found.items()} == {
        "tasks": ["deraining"],
        "domains": [],
        "techniques": [],
    }
