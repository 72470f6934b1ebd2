"""Pages of numbers: boards with their plots, data sets, errata, the timeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from papershelf.board import Board, Row, average_faults, metric_of
from papershelf.model import Dataset, Source
from papershelf.render import meta
from papershelf.render.plot import against_params, bars, over_time, papers_a_year

if TYPE_CHECKING:
    from papershelf.render.page import Site, SitePage

TIMELINE = 10  # techniques that the timeline shows


def pages(made: Site) -> Iterator[SitePage]:
    """Every page of numbers of a catalogue that has benchmarks."""
    if made.catalogue.about.benchmarks:
        yield from _benchmarks(made)
        yield from _datasets(made)
        yield _errata(made)
    yield _timeline(made)


def source_link(made: Site, row: Row) -> tuple[str, str]:
    """Address and words of the very place where a row was read."""
    source: Source = row.result.source
    if source.at is None:
        url = source.url or row.paper.address or ""
        return _spot(url, source.locator), source.locator
    place = next(each for each in made.catalogue.about.sources if each.id == source.at)
    return _spot(place.url, source.locator), f"{place.id}, {source.locator}"


def cell(board: Board, row: Row, column: str) -> list[tuple[str, str]]:
    """A cell's numbers as printed, each with ``best``, ``second`` or nothing."""
    shown = []
    for n, score in enumerate(row.result.values.get(column, ())):
        shown.append(("–" if score is None else str(score), _standing(board, row, column, n, score)))
    return shown


def _standing(board: Board, row: Row, column: str, metric: int, score: Decimal | None) -> str:
    if score is None or not row.chosen or row.flagged:
        return ""
    top = board.top(column, metric)
    return ("best" if top[0] == score else "second" if len(top) > 1 and top[1] == score else "") if top else ""


def _spot(url: str, locator: str) -> str:
    """The address with the line of the locator, where the place is a file of a repository."""
    line = re.match(r"L(\d+)", locator)
    if line and "/blob/" in url:
        return f"{url}?plain=1#L{line.group(1)}" if url.endswith(".md") else f"{url}#L{line.group(1)}"
    return url


def _benchmarks(made: Site) -> Iterator[SitePage]:
    t, about = made.t, made.catalogue.about
    for each in about.benchmarks:
        path = f"benchmarks/{each.id}/"
        boards = made.catalogue.boards[each.id]
        html = made.html(
            "benchmark",
            path,
            benchmark=each,
            metrics=[metric_of(about, id) for id in each.metrics],
            boards=[_shown(board, first=n == 0) for n, board in enumerate(boards)],
        )
        words = each.summary.in_(made.lang) if each.summary else each.name.in_(made.lang)
        rows = sum(len(board.shown) for board in boards)
        head = made.head(meta.dataset(made.catalogue, each, f"{made.site_url}{path}", made.lang, rows))
        yield replace(made.page(path, each.name.in_(made.lang), words, html), head=head)
    counts = {each.id: sum(len(board.shown) for board in made.catalogue.boards[each.id]) for each in about.benchmarks}
    path = "benchmarks/"
    html = made.html("benchmarks", path, counts=counts)
    yield made.page(path, t("benchmarks_title"), t("benchmarks_description"), html)


def _shown(board: Board, first: bool) -> dict[str, Any]:
    """A board with its baselines and plots; a baseline of no setting stands on the first board."""
    baselines = [b for b in board.benchmark.baselines if b.setting == board.setting or (first and b.setting is None)]
    plots = [plot for plot in (over_time(board), against_params(board)) if plot is not None]
    return {"board": board, "baselines": baselines, "plots": plots}


def _datasets(made: Site) -> Iterator[SitePage]:
    """A page for each data set: what it is, and who reports on it."""
    t, catalogue = made.t, made.catalogue
    for each in catalogue.about.datasets:
        path = f"datasets/{each.id}/"
        columns = [
            (benchmark, column)
            for benchmark in catalogue.about.benchmarks
            for column in benchmark.columns
            if column.dataset == each.id
        ]
        reports = [
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
            for benchmark, column in columns
        ]
        html = made.html("dataset", path, dataset=each, reports=reports)
        yield made.page(path, each.name, t("description_dataset", name=each.full or each.name), html)
    path = "datasets/"
    html = made.html("datasets", path, datasets=sorted(catalogue.about.datasets, key=_name))
    yield made.page(path, t("datasets_title"), t("datasets_description"), html)


def _name(dataset: Dataset) -> str:
    return dataset.name.casefold()


def _errata(made: Site) -> SitePage:
    """What is printed wrong where: accepted findings, withdrawn tables, and what was mended."""
    t, catalogue = made.t, made.catalogue
    accepted = []
    withdrawn = []
    for group in catalogue.boards.values():
        for board in group:
            for row in board.rows:
                if row.result.allow:
                    found = {metric: mean for metric, _, mean in average_faults(board.benchmark, row.result)}
                    accepted.append((board, row, found))
                if row.result.withdrawn:
                    withdrawn.append((board, row))
    html = made.html(
        "errata",
        "errata/",
        accepted=accepted,
        withdrawn=withdrawn,
        mended=catalogue.about.errata,
        removed=catalogue.about.removed,
        metrics={metric.id: metric for metric in catalogue.about.metrics},
    )
    return made.page("errata/", t("errata_title"), t("errata_description"), html)


def _timeline(made: Site) -> SitePage:
    t, catalogue = made.t, made.catalogue
    years = sorted(catalogue.tagged["years"])
    tagged = catalogue.tagged["techniques"]
    most = sorted(tagged, key=lambda id: (-len(tagged[id]), id))[:TIMELINE]
    counts = papers_a_year(catalogue.papers, years, most)
    totals = [len(catalogue.tagged["years"][year]) for year in years]
    html = made.html("timeline", "timeline/", years=years, counts=counts, bars=bars(counts), totals=totals)
    return made.page("timeline/", t("timeline_title"), t("timeline_description"), html)
