"""Pages of numbers beside the boards: data sets, errata, the timeline."""

from __future__ import annotations

from collections.abc import Iterator

from papershelf.board import Board, Row
from papershelf.board.plot import TIMELINE_ROW, bars, papers_a_year
from papershelf.catalogue import Catalogue, errata
from papershelf.model import Benchmark, Column, Dataset
from papershelf.render.edition import Edition
from papershelf.render.page import SitePage

TIMELINE = 10  # techniques that the timeline shows


def pages(edition: Edition) -> Iterator[SitePage]:
    """The pages of data sets, errata and the timeline; the first two where there are benchmarks."""
    if edition.catalogue.about.benchmarks:
        yield from _datasets(edition)
        yield _errata(edition)
    yield _timeline(edition)


def _datasets(edition: Edition) -> Iterator[SitePage]:
    """A page for each data set: what it is, and who reports on it."""
    t, catalogue = edition.t, edition.catalogue
    for each in catalogue.about.datasets:
        words = t("description_dataset", name=each.full or each.name)
        path = f"datasets/{each.id}/"
        yield edition.page("dataset", path, each.name, words, dataset=each, reports=_reports(catalogue, each))
    listed = sorted(catalogue.about.datasets, key=_name)
    yield edition.page("datasets", "datasets/", t("datasets_title"), t("datasets_description"), datasets=listed)


def _reports(catalogue: Catalogue, dataset: Dataset) -> list[tuple[Benchmark, Column, list[tuple[Board, Row]]]]:
    """Every column on a data set, with the rows that have a number in it."""
    return [
        (
            benchmark,
            column,
            [
                (board, row)
                for board in catalogue.boards[benchmark.id]
                for row in board.rows
                if row.chosen and column.id in row.result.values
            ],
        )
        for benchmark in catalogue.about.benchmarks
        for column in benchmark.columns
        if column.dataset == dataset.id
    ]


def _name(dataset: Dataset) -> str:
    return dataset.name.casefold()


def _errata(edition: Edition) -> SitePage:
    """What is printed wrong where: accepted findings, withdrawn tables, and what was mended."""
    t, catalogue = edition.t, edition.catalogue
    boards = [board for group in catalogue.boards.values() for board in group]
    return edition.page(
        "errata",
        "errata/",
        t("errata_title"),
        t("errata_description"),
        accepted=errata.accepted(boards),
        withdrawn=errata.withdrawn(boards),
        mended=catalogue.about.errata,
        removed=catalogue.about.removed,
    )


def _timeline(edition: Edition) -> SitePage:
    t, catalogue = edition.t, edition.catalogue
    years = sorted(catalogue.tagged["years"])
    tagged = catalogue.tagged["techniques"]
    most = sorted(tagged, key=lambda id: (-len(tagged[id]), id))[:TIMELINE]
    counts = papers_a_year(catalogue.papers, years, most)
    totals = [len(catalogue.tagged["years"][year]) for year in years]
    title, words = t("timeline_title"), t("timeline_description")
    return edition.page(
        "timeline",
        "timeline/",
        title,
        words,
        years=years,
        counts=counts,
        bars=bars(counts),
        totals=totals,
        row_height=TIMELINE_ROW,
    )
