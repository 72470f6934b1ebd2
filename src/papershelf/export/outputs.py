"""The one list of what the site holds beside its pages: each file's path, how it is made, and a call that reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property

from papershelf.catalogue import Catalogue
from papershelf.catalogue.card import Card
from papershelf.cite.bibtex import bibliography, bibtex
from papershelf.cite.csl import csl, csl_json
from papershelf.export import discovery, feeds, tables
from papershelf.export.api import Api
from papershelf.export.compare import compare_data
from papershelf.export.search import search_data
from papershelf.render import badges
from papershelf.render.edition import Edition

Texts = Iterable[tuple[str, str]]  # path and text of files


@dataclass(frozen=True)
class Site:
    """What files are made of: every edition, and the paths of all pages below a language's root."""

    editions: Sequence[Edition]
    paths: Sequence[str]

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue, the same in every edition."""
        return self.editions[0].catalogue

    @property
    def cards(self) -> Iterable[Card]:
        """Every paper."""
        return self.catalogue.cards.values()

    @cached_property
    def api(self) -> Api:
        """The records of the API."""
        return Api(self.editions)


@dataclass(frozen=True)
class Output:
    """A file, or one for each paper: its path, where ``{id}`` stands for what differs, and how it is made.

    Those that readers are told of have a key of their words, a group on the downloads page,
    and an example, in which ``{url}`` stands for the file's address.  What each language has
    is made once for every edition, and its paths are below the language's root; all else is
    made once, in the first language.
    """

    path: str
    make: Callable[[Site, Edition], str | Texts]
    key: str = ""
    group: str = ""
    example: str = ""
    each_language: bool = False


OUTPUTS: tuple[Output, ...] = (
    Output(
        "papers.bib",
        lambda site, _: bibliography(site.cards),
        *("bib", "citations", r"\addbibresource{papers.bib}  % curl -O {url}"),
    ),
    Output(
        "papers/{id}/cite.bib",
        lambda site, _: ((f"papers/{id}/cite.bib", bibtex(card)) for card in site.cards for id in card.ids),
        *("bib_one", "citations", "curl -s {url} >> references.bib"),
    ),
    Output(
        "papers.csl.json",
        lambda site, _: csl_json(map(csl, site.cards)),
        *("csl", "citations", "pandoc --citeproc --bibliography papers.csl.json paper.md"),
    ),
    Output(
        "papers.csv",
        lambda site, _: tables.papers_csv(site.catalogue),
        *("papers_csv", "tables", 'papers = pandas.read_csv("{url}", dtype=str)'),
    ),
    Output(
        "results.csv",
        lambda site, _: tables.results_csv(site.catalogue),
        *("results_csv", "tables", 'results <- read.csv("{url}")'),
    ),
    Output(
        "api/v1/papers.json",
        lambda site, _: site.api.papers_file(),
        *("api_papers", "api", "curl -s {url} | jq '.papers[] | select(.links.code) | .id'"),
    ),
    Output(
        "api/v1/papers/{id}.json",
        lambda site, _: site.api.paper_files(),
        *("api_paper", "api", "curl -s {url} | jq .paper.authors"),
    ),
    Output(
        "api/v1/results.json",
        lambda site, _: site.api.results_file(),
        *("api_results", "api", "curl -s {url} | jq '.results[] | select(.rank == 1)'"),
    ),
    Output(
        "api/v1/benchmarks.json",
        lambda site, _: site.api.benchmarks_file(),
        *("api_benchmarks", "api", "curl -s {url} | jq '.benchmarks[].id'"),
    ),
    Output(
        "api/v1/vocabulary.json",
        lambda site, _: site.api.vocabulary_file(),
        *("api_vocabulary", "api", "curl -s {url} | jq '.techniques[] | [.id, .papers]'"),
    ),
    Output(
        "api/v1/schema/papers.json",
        lambda site, _: dict(site.api.schema_files())["api/v1/schema/papers.json"],
        *("api_schema", "api", "check-jsonschema --schemafile {url} papers.json"),
    ),
    Output(
        "feed.xml",
        lambda _, edition: feeds.papers(edition),
        *("feed", "feeds", "curl -s {url} | xmllint --format -"),
        each_language=True,
    ),
    Output(
        "results.xml",
        lambda _, edition: feeds.results(edition),
        *("results_feed", "feeds", "curl -s {url} | xmllint --format -"),
        each_language=True,
    ),
    Output(
        "sitemap.xml",
        lambda site, _: discovery.sitemap(site.editions, site.paths),
        *("sitemap", "discovery", "curl -s {url} | xmllint --format -"),
    ),
    Output(
        "llms.txt",
        lambda _, edition: discovery.llms(edition, _for_all(edition)),
        *("llms", "discovery", "curl -s {url}"),
    ),
    Output(
        "opensearch.xml",
        lambda _, edition: discovery.opensearch(edition),
        *("opensearch", "discovery", "curl -s {url}"),
        each_language=True,
    ),
    # What readers do not fetch themselves, or are told of beside another file.
    Output(
        "api/v1/schema/{id}.json",
        lambda site, _: (each for each in site.api.schema_files() if each[0] != "api/v1/schema/papers.json"),
    ),
    Output("robots.txt", lambda _, edition: discovery.robots(edition)),
    Output("search.json", lambda site, _: search_data(site.catalogue)),
    Output("lines.json", lambda site, _: discovery.lines(site.catalogue)),
    Output(
        "compare.{id}.json",
        lambda site, _: ((f"compare.{edition.lang}.json", compare_data(edition)) for edition in site.editions),
    ),
    Output("badges/{id}.svg", lambda _, edition: badges.files(edition), each_language=True),
)


def files(editions: Sequence[Edition], paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Path below the site's root and text of every file, one at a time.

    ``paths`` are those of all pages below a language's root.
    """
    site = Site(editions, paths)
    for output in OUTPUTS:
        for edition in editions if output.each_language else editions[:1]:
            yield from _made(output, site, edition)


def file(editions: Sequence[Edition], paths: Sequence[str], wanted: str) -> str | None:
    """The text of one file, or nothing; no other is made but those of its kind before it."""
    site = Site(editions, paths)
    for output in OUTPUTS:
        for edition in editions if output.each_language else editions[:1]:
            pattern = (edition.below if output.each_language else "") + output.path.replace("{id}", "*")
            if fnmatchcase(wanted, pattern):
                for path, text in _made(output, site, edition):
                    if path == wanted:
                        return text
    return None


def _made(output: Output, site: Site, edition: Edition) -> Texts:
    """Path and text of each file of an output in an edition."""
    below = edition.below if output.each_language else ""
    made = output.make(site, edition)
    return ((below + path, text) for path, text in ([(output.path, made)] if isinstance(made, str) else made))


def _for_all(edition: Edition) -> list[tuple[str, str]]:
    """Path and words of every file that is told of and is one for all languages and all papers."""
    return [
        (each.path, edition.t(f"data_{each.key}"))
        for each in OUTPUTS
        if each.key and "{id}" not in each.path and not each.each_language
    ]
