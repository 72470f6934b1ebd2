"""Languages: each text in every one of the catalogue's, and in no other."""

from __future__ import annotations

from pathlib import Path

from tests.checks.shelves import edited, found


def test_unknown_language_in_the_catalogue_is_told_at_its_key(toy: Path) -> None:
    """In texts and in the names of terms, at the language's own place."""
    assert edited(
        toy,
        "catalogue.yaml",
        ("title: {en: Toy Shelf}", "title: {en: Toy Shelf, de: Regal}"),
        ("{id: text, en: Text,", "{id: text, en: Text, fr: Texte,"),
        ("definition: {en: Written language.}", "definition: {en: Written language., fr: Langue.}"),
    ) == [
        ("catalogue.yaml:2:24", "unknown-language", ""),
        ("catalogue.yaml:13:24", "unknown-language", ""),
        ("catalogue.yaml:13:71", "unknown-language", ""),
    ]


def test_pages_that_one_language_lacks_are_told_each(toy: Path) -> None:
    """With two languages, a page of one without the other is a warning at the page."""
    edited(toy, "catalogue.yaml", ("languages: [en]", "languages: [en, zh]"))
    (toy / "docs/zh").mkdir()
    (toy / "docs/zh/about.md").write_text("# 关于\n", "utf-8")
    pages = [(place, code) for place, code, _ in found(toy) if place.startswith("docs")]
    assert pages == [("docs/en/index.md:1:1", "missing-translation"), ("docs/zh/about.md:1:1", "missing-translation")]


def test_a_text_that_a_language_lacks_is_told_at_its_field(toy: Path) -> None:
    """A warning, once a field and language."""
    changes = ("languages: [en]", "languages: [en, zh]")
    edited(toy, "catalogue.yaml", changes)
    texts = [each for each in found(toy) if each[0].startswith("papers")]
    assert texts == [("papers.yaml:19:5", "missing-translation", "bert")]


def test_a_language_of_an_entry_s_text_is_told_at_its_key(toy: Path) -> None:
    """Where the catalogue does not have it."""
    changes = ("    en: Trains", "    de: Liest.\n    en: Trains")
    assert edited(toy, "papers.yaml", changes) == [("papers.yaml:19:5", "unknown-language", "bert")]
