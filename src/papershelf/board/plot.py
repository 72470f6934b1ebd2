"""Plots of a board as plain geometry: quality over time, and quality against parameters.

Only numbers are made here; the SVG is a template.  Coordinates are in the units of the
view box, rounded to a tenth, so that every machine draws the same bytes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from papershelf.board import Board, Row
from papershelf.model import Paper

LABEL, LETTER = 22, 7.5  # characters of a name, and how wide one is
DOT = 7  # half the room that a point takes
_STEPS = (1, 2, 5)
TIMELINE_ROW, TIMELINE_STEP, TIMELINE_LEFT = 64, 74, 230


@dataclass(frozen=True)
class Frame:
    """The view box of a plot and the room inside it; ``ticks``: marks that fit on the x axis."""

    width: int
    height: int
    ticks: int
    left: int
    right: int
    top: int
    bottom: int


WIDE = Frame(width=760, height=380, ticks=12, left=64, right=740, top=20, bottom=328)
NARROW = Frame(width=340, height=300, ticks=5, left=48, right=330, top=20, bottom=248)  # of a phone, letters as large


@dataclass(frozen=True)
class Point:
    """A row in a plot: where it stands, its values, and whether it lies on the line of records.

    A row that others retrained is drawn apart, and never a record.
    """

    x: float
    y: float
    row: Row
    at: str  # the value on the x axis, in words
    score: str
    record: bool


@dataclass(frozen=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True)
class Plot:
    """A scatter of rows with a step line through the records."""

    kind: str  # time · params
    points: tuple[Point, ...]
    line: str  # the path of the step line
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    left_out: tuple[tuple[Row, str], ...]  # row, reason
    frame: Frame

    @property
    def records(self) -> tuple[Point, ...]:
        """The points on the line, from the first to the best."""
        return tuple(point for point in self.points if point.record)


def over_time(board: Board, frame: Frame = WIDE) -> Plot | None:
    """Average against the first public month, with the step line of the record."""

    def month(row: Row) -> tuple[float, str] | None:
        public = row.paper.month
        return (int(public[:4]) + (int(public[5:]) - 1) / 12, public) if public else None

    return _plot(board, frame, "time", month, _year_ticks, "month")


def against_params(board: Board, frame: Frame = WIDE) -> Plot | None:
    """Average against the number of parameters, with the front that no smaller model beats."""

    def size(row: Row) -> tuple[float, str] | None:
        millions = row.millions
        return (math.log10(float(millions)), f"{millions.normalize():f}M") if millions else None

    return _plot(board, frame, "params", size, _size_ticks, "params")


def papers_a_year(papers: Iterable[Paper], years: list[str], techniques: list[str]) -> list[tuple[str, list[int]]]:
    """Technique → its papers in each year; the timeline of the field."""
    counts = Counter((technique, str(paper.year)) for paper in papers for technique in {*paper.techniques})
    return [(technique, [counts[technique, year] for year in years]) for technique in techniques]


@dataclass(frozen=True)
class Label:
    """The name of a record beside its point."""

    x: float
    y: float
    anchor: str
    words: str


def labels(plot: Plot, names: Mapping[str, str]) -> list[Label]:
    """Names of the records, the best first, above their points or else below.

    Those that would cover another, or a point, are left out.
    """
    found: list[Label] = []
    taken = [(p.x - DOT, p.y - DOT, p.x + DOT, p.y + DOT) for p in plot.points]
    for point in reversed(plot.records):
        words = names[point.row.paper.id]
        words = words if len(words) <= LABEL else f"{words[: LABEL - 1]}…"
        width = len(words) * LETTER
        right = point.x + width > plot.frame.right
        left = point.x - width if right else point.x
        for y in (point.y - 10, point.y + 20):
            box = (left, y - 12, left + width, y + 3)
            inside = box[0] >= plot.frame.left and box[1] >= 0 and box[3] <= plot.frame.bottom
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                found.append(Label(point.x, round(y, 1), "end" if right else "start", words))
                break
    return found[::-1]


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@dataclass(frozen=True)
class Bar:
    """A bar of the timeline: its place and size, and the number that it stands for."""

    x: float
    y: float
    height: float
    number: int


def bars(counts: list[tuple[str, list[int]]]) -> list[tuple[str, float, list[Bar]]]:
    """Technique, base line and bars of a small chart each, one below the other on one scale."""
    most = max((number for _, numbers in counts for number in numbers), default=1) or 1
    found = []
    for place, (technique, numbers) in enumerate(counts):
        base = TIMELINE_ROW * (place + 1)
        row = []
        for n, number in enumerate(numbers):
            height = round((TIMELINE_ROW - 24) * number / most, 1)
            row.append(Bar(TIMELINE_LEFT + n * TIMELINE_STEP, round(base - height, 1), height, number))
        found.append((technique, float(base), row))
    return found


def _plot(
    board: Board,
    frame: Frame,
    kind: str,
    place: Callable[[Row], tuple[float, str] | None],
    x_ticks: Callable[[float, float], list[tuple[float, str]]],
    lacking: str,
) -> Plot | None:
    found: list[tuple[float, str, Decimal, Row]] = []
    left_out = []
    for row in board.rows:
        if not row.chosen:
            continue
        at = place(row)
        score = row.average[0] if row.average else None
        if row.rank is None or score is None:
            left_out.append((row, "flagged" if row.doubted else "apart" if row.apart else "partial"))
        elif at is None:
            left_out.append((row, lacking))
        else:
            found.append((*at, score, row))
    if len(found) < 3:
        return None
    xs = x_ticks(min(f[0] for f in found), max(f[0] for f in found))
    ys = _score_ticks(float(min(f[2] for f in found)), float(max(f[2] for f in found)))
    to_x = _scale(xs[0][0], xs[-1][0], frame.left, frame.right)
    to_y = _scale(ys[0][0], ys[-1][0], frame.bottom, frame.top)
    lower = board.better[0] == "lower"
    found.sort(key=lambda f: (f[0], f[2] if lower else -f[2], f[3].paper.id))  # of several at one place the best first
    points = []
    record: Decimal | None = None
    for x, words, score, row in found:
        above = not row.retrained and (record is None or board.beats(score, record))
        record = score if above else record
        points.append(Point(to_x(x), to_y(float(score)), row, words, str(score), above))
    return Plot(
        kind,
        tuple(points),
        _steps([p for p in points if p.record], frame.right),
        tuple(Tick(to_x(at), label) for at, label in xs[:: math.ceil(len(xs) / frame.ticks)]),
        tuple(Tick(to_y(at), label) for at, label in ys),
        tuple(left_out),
        frame,
    )


def _steps(records: list[Point], edge: int) -> str:
    """The path of a step line through the records, to the right edge; nothing where there is none."""
    if not records:
        return ""
    first, *rest = records
    parts = [f"M{first.x} {first.y}", *(f"H{point.x}V{point.y}" for point in rest), f"H{edge}"]
    return "".join(parts)


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    span = (high - low) or 1
    return lambda value: round(start + (value - low) / span * (end - start), 1)


def _year_ticks(low: float, high: float) -> list[tuple[float, str]]:
    return [(float(year), str(year)) for year in range(math.floor(low), math.floor(high) + 2)]


def _size_ticks(low: float, high: float) -> list[tuple[float, str]]:
    """Marks that enclose sizes; all are logarithms of millions."""
    logs = [(math.log10(step), f"{step:.15g}M") for step in _round(math.floor(low), math.ceil(high))]
    first = max(n for n, (at, _) in enumerate(logs) if at <= low)
    last = min(n for n, (at, _) in enumerate(logs) if at >= high)
    return logs[first : max(last, first + 1) + 1]


def _round(first: int, last: int) -> list[float]:
    """1, 2 and 5 times each power of ten from the first to the last."""
    return [float(f"{step}e{power}") for power in range(first, last + 1) for step in _STEPS]


def _score_ticks(low: float, high: float) -> list[tuple[float, str]]:
    """Two to eight round marks that enclose the scores."""
    span = max(high - low, 1e-3)
    step = next(step for step in _round(-4, math.ceil(math.log10(span))) if span / step <= 6)
    first, last = math.floor(low / step), math.ceil(high / step)
    places = max(0, -math.floor(math.log10(step)))
    return [(n * step, f"{n * step:.{places}f}") for n in range(first, max(last, first + 1) + 1)]
