"""Pages of boards: the verdict, the rows, plots, the protocol; and which boards there are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations, product
from typing import Any

from papershelf.board import Board
from papershelf.board.plot import NARROW, against_params, labels, over_time
from papershelf.catalogue import Catalogue
from papershelf.model import Benchmark, ProtocolField, Stated
from papershelf.protocol import Verdict, Way, compare, of_board
from papershelf.render import meta
from papershelf.render.edition import Edition
from papershelf.render.page import Content, SitePage
from papershelf.render.protocols import protocol_words, verdict_words

FEW = 2  # rows of a board that is listed below the others


def pages(edition: Edition) -> Iterator[SitePage]:
    """The page of each benchmark, and their list."""
    listed = edition.catalogue.about.benchmarks
    if not listed:
        return
    for each in listed:
        content = partial(_benchmark, edition, each)
        yield SitePage(f"benchmarks/{each.id}/", each.name.in_(edition.lang), content, scripts=("board.js",))
    yield SitePage("benchmarks/", edition.t("benchmarks_title"), partial(_benchmarks, edition))


def _benchmarks(edition: Edition) -> Content:
    """What the list of benchmarks says: the main ones with their best, the others, and which share data."""
    catalogue = edition.catalogue
    boards = catalogue.boards
    counts = {id: sum(len(board.shown) for board in found) for id, found in boards.items()}
    listed = catalogue.about.benchmarks
    others = [each for each in listed if not each.main]
    html = edition.html(
        "benchmarks",
        "benchmarks/",
        counts=counts,
        boards=boards,
        main=[each for each in listed if each.main],
        others=[each for each in others if counts[each.id] > FEW],
        few=[each for each in others if counts[each.id] <= FEW],
        pairs=list(_pairs(edition)),
    )
    return Content(edition.t("benchmarks_description"), html)


def _pairs(edition: Edition) -> Iterator[tuple[Benchmark, Benchmark, list[str], dict[str, list[str]]]]:
    """Two boards that share data, one of them main: the columns of the first, and the metrics by their verdict."""
    catalogue = edition.catalogue
    for one, other in combinations(catalogue.about.benchmarks, 2):
        if not (one.main or other.main):
            continue
        shared = compare(of_board(one), of_board(other), catalogue.about.protocol_fields).columns
        if shared:
            label = {column.id: column.label for column in one.columns}
            told: dict[str, list[str]] = {}
            for id in one.metrics:
                if id in other.metrics:
                    told.setdefault(_verdict(edition, one, other, id), []).append(catalogue.metrics[id].name)
            yield one, other, [label[column] for column, _ in shared], told


def _verdict(edition: Edition, one: Benchmark, other: Benchmark, metric: str) -> str:
    """May two boards be compared in a metric, in words: in all of their settings, or it depends on them."""
    fields, t = edition.catalogue.about.protocol_fields, edition.t
    ways = [[of_board(each, setting.id) for setting in each.settings] or [of_board(each)] for each in (one, other)]
    for board, those in zip((one, other), ways, strict=True):
        if not any(_known(way, field) for field in fields if field.weight == "breaks" for way in those):
            return t("verdict_bare", board=board.name.in_(t.lang))
    found = [compare(a, b, fields, metric) for a, b in product(*ways)]
    always = tuple(each for each in found[0].reasons if all(each in verdict.reasons for verdict in found))
    if always:
        return verdict_words(Verdict(found[0].columns, always), t)
    told = dict.fromkeys(verdict_words(verdict, t) for verdict in found)
    if len(told) == 1:
        return next(iter(told))
    answers = {verdict.answer for verdict in found}
    differ = [each for v in found for each in (*v.reasons, *v.open, *(v.notes if answers == {"yes"} else ()))]
    names = t("list_comma").join(dict.fromkeys(each.field.name.in_(t.lang) for each in differ))
    key = {"no": "verdict_never", "yes": "verdict_yes_noted"}.get(found[0].answer) if len(answers) == 1 else None
    return t(key or "verdict_setting", fields=names)


def _known(way: Way, field: ProtocolField) -> bool:
    stated = way.stated.get(field.id)
    return stated is not None and stated.is_ is not None


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
        protocol=list(_protocol(edition, benchmark)),
        unsought=_unsought(catalogue, benchmark),
    )
    rows = sum(len(board.shown) for board in boards)
    data = meta.dataset(catalogue, benchmark, f"{edition.root}{path}", edition.lang, rows)
    words = (benchmark.summary or benchmark.name).in_(edition.lang)
    return Content(words, html, edition.head(data))


def _protocol(edition: Edition, benchmark: Benchmark) -> Iterator[tuple[str, str, Stated]]:
    """Name and words of each field that somebody looked up, with where."""
    for field in edition.catalogue.about.protocol_fields:
        stated = benchmark.protocol.get(field.id)
        if stated is not None:
            yield field.name.in_(edition.lang), protocol_words(field, benchmark, edition.t), stated


def _unsought(catalogue: Catalogue, benchmark: Benchmark) -> list[Any]:
    """The fields that nobody looked up, those left out that touch no metric of the benchmark."""
    return [
        field
        for field in catalogue.about.protocol_fields
        if field.id not in benchmark.protocol and (not field.touches or set(field.touches) & set(benchmark.metrics))
    ]


def _shown(edition: Edition, board: Board, first: bool) -> dict[str, Any]:
    """A board with its baselines, and its plots with their labels; a baseline of no setting stands on the first."""
    setting = board.setting.id if board.setting else None
    baselines = [b for b in board.benchmark.baselines if (b.setting == setting if b.setting and setting else first)]
    names = edition.catalogue.names
    plots = []
    for draw in (over_time, against_params):
        wide, narrow = draw(board), draw(board, NARROW)
        if wide and narrow:
            plots.append([(each, labels(each, names)) for each in (wide, narrow)])
    return {"board": board, "baselines": baselines, "plots": plots}
