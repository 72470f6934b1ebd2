"""The downloads page ``data/``: every file that other programs can read, each with an example call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from papershelf.render.badges import badges

if TYPE_CHECKING:
    from papershelf.render.page import Site, SitePage


@dataclass(frozen=True)
class Download:
    """A file: the key of its words, its path, whether each language has its own, and a call that reads it.

    ``{id}`` stands for the id of a paper, ``{url}`` in the example for the file's address.
    """

    key: str
    path: str
    example: str
    each_language: bool = False


GROUPS: tuple[tuple[str, tuple[Download, ...]], ...] = (
    (
        "citations",
        (
            Download("bib", "papers.bib", r"\addbibresource{papers.bib}  % curl -O {url}"),
            Download("bib_one", "papers/{id}/cite.bib", "curl -s {url} >> references.bib"),
            Download("csl", "papers.csl.json", "pandoc --citeproc --bibliography papers.csl.json paper.md"),
        ),
    ),
    (
        "tables",
        (
            Download("papers_csv", "papers.csv", 'papers = pandas.read_csv("{url}", dtype=str)'),
            Download("results_csv", "results.csv", 'results <- read.csv("{url}")'),
        ),
    ),
    (
        "api",
        (
            Download("api_papers", "api/v1/papers.json", "curl -s {url} | jq '.papers[] | select(.links.code) | .id'"),
            Download("api_paper", "api/v1/papers/{id}.json", "curl -s {url} | jq .paper.authors"),
            Download("api_results", "api/v1/results.json", "curl -s {url} | jq '.results[] | select(.rank == 1)'"),
            Download("api_benchmarks", "api/v1/benchmarks.json", "curl -s {url} | jq '.benchmarks[].id'"),
            Download("api_vocabulary", "api/v1/vocabulary.json", "curl -s {url} | jq '.techniques[] | [.id, .papers]'"),
            Download("api_schema", "api/v1/schema/papers.json", "check-jsonschema --schemafile {url} papers.json"),
        ),
    ),
    (
        "feeds",
        (
            Download("feed", "feed.xml", "curl -s {url} | xmllint --format -", each_language=True),
            Download("results_feed", "results.xml", "curl -s {url} | xmllint --format -", each_language=True),
        ),
    ),
    (
        "discovery",
        (
            Download("sitemap", "sitemap.xml", "curl -s {url} | xmllint --format -"),
            Download("llms", "llms.txt", "curl -s {url}"),
            Download("opensearch", "opensearch.xml", "curl -s {url}", each_language=True),
        ),
    ),
)


def data_page(made: Site) -> SitePage:
    """The page; a paper that has results serves as the example."""
    t, catalogue = made.t, made.catalogue
    papers = [paper for paper in catalogue.papers if catalogue.rows_of.get(paper.id)] or list(catalogue.papers)
    example = papers[0].id if papers else "id"
    groups = [(group, [_shown(made, each, example) for each in files]) for group, files in GROUPS]
    badge = next((badge for paper in papers for badge in badges(catalogue, paper, t)), None)
    html = made.html("data", "data/", groups=groups, badge=badge, badge_line=badge and made.badge_line(badge))
    return made.page("data/", t("data_title"), t("data_description"), html)


def _shown(made: Site, file: Download, id: str) -> dict[str, str]:
    """Words, link and example call of a file, as the page shows them."""
    path = file.path.replace("{id}", id)
    address = (made.site_url if file.each_language else made.catalogue.about.site_url) + path
    link = f"../{'' if file.each_language else made.up}{path}"
    return {
        "name": file.path.replace("{id}", "<id>"),
        "link": link,
        "words": made.t(f"data_{file.key}"),
        "example": file.example.replace("{url}", address),
    }


def listed() -> list[tuple[str, str]]:
    """Key and path of every file that is one for all languages and all papers."""
    return [
        (file.key, file.path)
        for _, files in GROUPS
        for file in files
        if not file.each_language and "{id}" not in file.path
    ]
