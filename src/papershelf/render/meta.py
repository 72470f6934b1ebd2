"""What a page says to programs in its head: Highwire tags and JSON-LD.

Highwire tags as Google Scholar and Zotero read them
(https://scholar.google.com/intl/en/scholar/inclusion.html#indexing); JSON-LD in the words
of https://schema.org/ScholarlyArticle and https://schema.org/Dataset.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from papershelf.catalogue import Catalogue
from papershelf.catalogue.card import Card
from papershelf.model import Benchmark

_VENUE_TAGS = {
    "conference": "citation_conference_title",
    "workshop": "citation_conference_title",
    "journal": "citation_journal_title",
    "preprint": "citation_technical_report_institution",
}


def citation_tags(card: Card) -> Iterator[tuple[str, str]]:
    """Name and content of each Highwire tag of a paper."""
    paper = card.paper
    yield "citation_title", paper.title
    for person in card.persons:
        yield "citation_author", person.inverted
    yield "citation_publication_date", card.published.replace("-", "/")
    yield _VENUE_TAGS[card.venue.kind], card.venue.full
    if paper.doi:
        yield "citation_doi", paper.doi
    if paper.arxiv:
        yield "citation_arxiv_id", paper.arxiv
    if paper.address:
        yield "citation_public_url", paper.address
    if paper.pdf:
        yield "citation_pdf_url", paper.pdf


def article(card: Card, page: str, description: str, lang: str) -> dict[str, Any]:
    """The JSON-LD of a paper; ``page`` is the address of its page here, ``lang`` the language of its keywords."""
    paper = card.paper
    ids = [("DOI", paper.doi), ("arXiv", paper.arxiv)]
    same = [paper.address, f"https://doi.org/{paper.doi}" if paper.doi else None, paper.preprint]
    terms = [term.name.in_(lang) for group in card.terms.values() for term in group]
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "ScholarlyArticle",
            "@id": page,
            "headline": paper.title,
            "name": paper.title,
            "alternateName": paper.method,
            "abstract": description if paper.summary else None,
            "author": [
                {"@type": "Organization" if person.whole and " " in person.family else "Person", "name": str(person)}
                for person in card.persons
            ],
            "datePublished": card.published,
            "isPartOf": {"@type": "PublicationVolume", "name": card.venue.full},
            "identifier": [{"@type": "PropertyValue", "propertyID": kind, "value": id} for kind, id in ids if id],
            "sameAs": list(dict.fromkeys(address for address in same if address)),
            "mainEntityOfPage": page,
            "creativeWorkStatus": paper.state.is_ if paper.state else None,
            "keywords": terms,
        }
    )


def dataset(catalogue: Catalogue, benchmark: Benchmark, page: str, lang: str, rows: int) -> dict[str, Any]:
    """The JSON-LD of a benchmark's board; ``rows``: how many stand on it."""
    about = catalogue.about
    name = benchmark.name.in_(lang)
    metrics = [catalogue.metrics[id] for id in benchmark.metrics]
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "@id": page,
            "name": f"{about.title.in_(lang)}: {name}",
            "alternateName": name,
            "description": benchmark.summary.in_(lang) if benchmark.summary else f"{name} ({about.about.in_(lang)})",
            "url": page,
            "inLanguage": lang,
            "isAccessibleForFree": True,
            "license": {"@type": "CreativeWork", "name": about.licence.in_(lang), "url": about.repository},
            "creator": {"@type": "Organization", "name": about.title.in_(lang), "url": about.site_url},
            "variableMeasured": [
                _known({"@type": "PropertyValue", "name": metric.name, "unitText": metric.unit}) for metric in metrics
            ],
            "size": str(rows),
            "isBasedOn": list(benchmark.sources),
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{about.site_url}{path}"}
                for kind, path in (("text/csv", "results.csv"), ("application/json", "api/v1/results.json"))
            ],
        }
    )


def in_script(data: Mapping[str, Any]) -> Markup:
    """JSON for a script element: no character of it can end the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def _known(data: dict[str, Any]) -> dict[str, Any]:
    """The data without what is unknown."""
    return {key: value for key, value in data.items() if value not in (None, [])}
