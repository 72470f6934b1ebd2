"""What a page says to programs in its head: Highwire tags and JSON-LD, by hand and read back from generated data."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from lxml.html import document_fromstring

from papershelf.catalogue import Catalogue
from papershelf.catalogue.card import Card
from papershelf.render.meta import article, citation_tags, dataset, in_script
from tests.generated import CATALOGUES
from tests.handmade import catalogue, edition, paper
from tests.heads import same


def card(**fields: Any) -> Card:
    """The card of the only paper of a catalogue."""
    return catalogue(paper("only", **fields)).cards["only"]


FULL: dict[str, Any] = {
    "method": "MoCE",
    "title": "MoCE: A & B",
    "authors": ["Luc Van Gool", "Lee and Li, Inc.", "Plato", "others"],
    "arxiv": "2411.18466",
    "doi": "10.1234/d",
    "links": {"paper": "https://x.org/p", "pdf": "https://x.org/p.pdf"},
    "tasks": ["haze"],
    "techniques": ["experts", "prompts"],
    "domains": ["video"],
    "summary": {"en": "S."},
}


def test_tags_of_a_conference_paper() -> None:
    """One tag an author, family name first, in order; ids and addresses where they are known."""
    assert list(citation_tags(card(**FULL))) == [
        ("citation_title", "MoCE: A & B"),
        ("citation_author", "Van Gool, Luc"),
        ("citation_author", "Lee and Li, Inc."),
        ("citation_author", "Plato"),
        ("citation_publication_date", "2025"),
        ("citation_conference_title", "Conference on Vision"),
        ("citation_doi", "10.1234/d"),
        ("citation_arxiv_id", "2411.18466"),
        ("citation_public_url", "https://x.org/p"),
        ("citation_pdf_url", "https://x.org/p.pdf"),
    ]


def test_tags_of_a_preprint() -> None:
    """With its month, its server as an institution, and arXiv's own addresses."""
    assert list(citation_tags(card(venue="arxiv", year="2024", arxiv="2411.18466"))) == [
        ("citation_title", "Title of only"),
        ("citation_publication_date", "2024/11"),
        ("citation_technical_report_institution", "arXiv.org"),
        ("citation_arxiv_id", "2411.18466"),
        ("citation_public_url", "https://arxiv.org/abs/2411.18466"),
        ("citation_pdf_url", "https://arxiv.org/pdf/2411.18466"),
    ]


@pytest.mark.parametrize(
    ("venue", "tag", "name"),
    [
        ("tip", "citation_journal_title", "Transactions on Images"),
        ("ws", "citation_conference_title", "WS"),
        ("cvpr", "citation_conference_title", "Conference on Vision"),
    ],
)
def test_tag_of_a_venue(venue: str, tag: str, name: str) -> None:
    """By its kind, with its full name; a paper without ids has no more tags."""
    assert list(citation_tags(card(venue=venue)))[1:] == [("citation_publication_date", "2025"), (tag, name)]


def test_article() -> None:
    """The whole JSON-LD of a paper; keywords in the language asked for, groups are organizations."""
    assert article(card(**FULL), "https://s.org/p/", "Words.", "zh") == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": "https://s.org/p/",
        "headline": "MoCE: A & B",
        "name": "MoCE: A & B",
        "alternateName": "MoCE",
        "abstract": "Words.",
        "author": [
            {"@type": "Person", "name": "Luc Van Gool"},
            {"@type": "Organization", "name": "Lee and Li, Inc."},
            {"@type": "Person", "name": "Plato"},
        ],
        "datePublished": "2025",
        "isPartOf": {"@type": "PublicationVolume", "name": "Conference on Vision"},
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1234/d"},
            {"@type": "PropertyValue", "propertyID": "arXiv", "value": "2411.18466"},
        ],
        "sameAs": ["https://x.org/p", "https://doi.org/10.1234/d", "https://arxiv.org/abs/2411.18466"],
        "mainEntityOfPage": "https://s.org/p/",
        "keywords": ["去雾", "视频", "专家", "提示"],
    }


def test_article_that_was_withdrawn() -> None:
    """It says so in schema.org's word for it; of any other nothing is said."""
    state = {"is": "withdrawn", "source": "https://x.org/"}
    found = catalogue(paper("a", state=state), paper("b"))
    told = {id: article(card, "https://x.org/", "", "en").get("creativeWorkStatus") for id, card in found.cards.items()}
    assert told == {"a": "withdrawn", "b": None}


def test_article_of_which_little_is_known() -> None:
    """What is unknown is left out; a title is no abstract; one address is named once."""
    found = article(card(venue="arxiv", year="2024", arxiv="2411.18466"), "https://s.org/p/", "Title of only", "en")
    assert found == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": "https://s.org/p/",
        "headline": "Title of only",
        "name": "Title of only",
        "datePublished": "2024-11",
        "isPartOf": {"@type": "PublicationVolume", "name": "arXiv.org"},
        "identifier": [{"@type": "PropertyValue", "propertyID": "arXiv", "value": "2411.18466"}],
        "sameAs": ["https://arxiv.org/abs/2411.18466"],
        "mainEntityOfPage": "https://s.org/p/",
    }


def test_dataset() -> None:
    """The whole JSON-LD of a board: its name, what is measured in which unit, license, makers, files."""
    found = catalogue()
    assert dataset(found, found.benchmarks["rain"], "https://s.org/b/", "zh", 7) == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": "https://s.org/b/",
        "name": "小书架: 雨榜",
        "alternateName": "雨榜",
        "description": "两种强度的雨。",
        "url": "https://s.org/b/",
        "inLanguage": "zh",
        "isAccessibleForFree": True,
        "license": {"@type": "CreativeWork", "name": "文字以 CC0 发布。", "url": "https://github.com/x/small"},
        "creator": {"@type": "Organization", "name": "小书架", "url": "https://small.example.org/shelf/"},
        "variableMeasured": [
            {"@type": "PropertyValue", "name": "PSNR", "unitText": "dB"},
            {"@type": "PropertyValue", "name": "SSIM"},
        ],
        "size": "7",
        "isBasedOn": ["https://x.org/protocol"],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": "https://small.example.org/shelf/results.csv",
            },
            {
                "@type": "DataDownload",
                "encodingFormat": "application/json",
                "contentUrl": "https://small.example.org/shelf/api/v1/results.json",
            },
        ],
    }


def test_dataset_without_a_summary() -> None:
    """It still has a description, and no sources that nobody named."""
    found = catalogue()
    made = dataset(found, found.benchmarks["faces"], "https://s.org/b/", "en", 0)
    assert made["description"] == "Face board (Papers made by hand.)"
    assert "isBasedOn" not in made


def test_in_script() -> None:
    """No character can end the script or open a comment; read back, it is the same."""
    data = {"a": "</script><!-- & \u2028\u2029", "b": ["雨"]}
    made = str(in_script(data))
    assert not set(made) & set("<>&\u2028\u2029")
    assert "雨" in made
    assert json.loads(made) == data


@given(CATALOGUES)
def test_generated_heads_are_read_back(found: Catalogue) -> None:
    """Whatever a title or a name holds: the head parses to the same words, and no word of it ends the script."""
    made = edition(found)
    for each in found.cards.values():
        head = made.head(article(each, "https://x.org/", "words", "en"), citation_tags(each))
        page = document_fromstring(f"<html><head>{head}</head><body></body></html>")
        same(each.paper, found.venues[each.paper.venue], page)
        assert len(page.xpath("//script")) == 1
