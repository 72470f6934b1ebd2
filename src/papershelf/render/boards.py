"""Pages of numbers: boards with their plots, data sets, errata, the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from papershelf.board import Board, Row
from papershelf.catalogue import Catalogue, errata
from papershelf.model import Benchmark, Column, Dataset
from papershelf.render import meta
from papershelf.render.edition import Edition
from papershelf.render.page import Content, SitePage
from papershelf.render.plot import TIMELINE_ROW, against_params, bars, labels, over_time, papers_a_year

TIMELINE = 10  # techniques that the timeline shows


def pages(edition: Edition) -> Iterator[SitePage]:
    """Every page of numbers of a catalogue that has benchmarks."""
    if edition.catalogue.about.benchmarks:
        yield from _benchmarks(edition)
        yield from _datasets(edition)
        yield _errata(edition)
    yield _timeline(edition)


def _benchmarks(edition: Edition) -> Iterator[SitePage]:
    t = edition.t
    for each in edition.catalogue.about.benchmarks:
        yield SitePage(f"benchmarks/{each.id}/", each.name.in_(edition.lang), partial(_benchmark, edition, each))
    counts = {id: sum(len(board.shown) for board in boards) for id, boards in edition.catalogue.boards.items()}
    title, words = t("benchmarks_title"), t("benchmarks_description")
    listed = edition.catalogue.about.benchmarks
    main, others = [each for each in listed if each.main], [each for each in listed if not each.main]
    yield edition.page("benchmarks", "benchmarks/", title, words, counts=counts, main=main, others=others)


def _benchmark(edition: Edition, benchmark: Benchmark) -> Content:
    """What a benchmark's page says."""
    catalogue, path = edition.catalogue, f"benchmarks/{benchmark.id}/"
    boards = catalogue.boards[benchmark.id]
    html = edition.html(
        "benchmark",
        path,
        benchmark=benchmark,
        metrics=[catalogue.metrics[id] for id in benchmark.metrics],
        boards=[_shown(edition, board, first=n == 0) for n, board in enumerate(boards)],
    )
    rows = sum(len(board.shown) for board in boards)
    data = meta.dataset(catalogue, benchmark, f"{edition.root}{path}", edition.lang, rows)
    words = (benchmark.summary or benchmark.name).in_(edition.lang)
    return Content(words, html, edition.head(data))


def _shown(edition: Edition, board: Board, first: bool) -> dict[str, Any]:
    """A board with its baselines, and its plots with their labels; a baseline of no setting stands on the first."""
    baselines = [b for b in board.benchmark.baselines if (b.setting == board.setting if b.setting else first)]
    plots = [plot for plot in (over_time(board), against_params(board)) if plot is not None]
    labelled = [(plot, labels(plot, edition.catalogue.names)) for plot in plots]
    return {"board": board, "baselines": baselines, "plots": labelled}


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
